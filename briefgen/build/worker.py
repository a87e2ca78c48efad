"""The analysis process: batches of encoded articles in, encoded findings out; the model is loaded once.

Run as `python -m briefgen.build.worker` by `executor`, which speaks to it over pipes; a Dask worker calls
`analyse_batch`.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from functools import cache
from typing import IO, TYPE_CHECKING

import msgspec

from briefgen.errors import BriefgenError
from briefgen.fingerprints import analysis_key, bare, preparing_key
from briefgen.records import Article, Findings

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["Batch", "Outcome", "analyse_batch", "read_frame", "write_frame"]


class Batch(msgspec.Struct, frozen=True, array_like=True):
    """Articles to analyse. `analysis` is the key the findings will be kept under: other code must not answer."""

    model: str
    analysis: bytes
    articles: tuple[tuple[bytes, bytes], ...]  # fingerprint, encoded article


class Outcome(msgspec.Struct, frozen=True, array_like=True):
    """What became of one article: encoded findings, or why there are none."""

    fingerprint: bytes
    findings: bytes
    fault: str = ""
    prepared: tuple[bytes, bytes, bytes] | None = None  # by which merging rules: encoded cast and reports


Made = tuple[bytes, str, tuple[bytes, bytes, bytes]]  # findings, no fault, prepared
ONE_AT_A_TIME = threading.Lock()  # a Dask worker may have several threads; the model serves one


def analyse_batch(encoded: bytes) -> bytes:
    """Analyse an encoded batch; answer with its encoded outcomes, one an article, in order."""
    batch = msgspec.msgpack.decode(encoded, type=Batch)
    with ONE_AT_A_TIME:
        return msgspec.msgpack.encode(_outcomes(batch))


def _outcomes(batch: Batch) -> list[Outcome]:
    if analysis_key(batch.model) != batch.analysis:
        fault = "another version of briefgen or of its model runs on the worker; install the same everywhere"
        return [Outcome(fingerprint, b"", fault) for fingerprint, _ in batch.articles]
    try:
        nlp = _loaded(batch.model)
    except BriefgenError as error:
        return [Outcome(fingerprint, b"", str(error)) for fingerprint, _ in batch.articles]
    articles = [msgspec.msgpack.decode(article, type=Article) for _, article in batch.articles]
    marks = [fingerprint for fingerprint, _ in batch.articles]
    try:
        found = _findings(nlp, articles)
    except Exception:  # one article of the batch: find out which
        return [_guarded(nlp, mark, article) for mark, article in zip(marks, articles, strict=True)]
    return [Outcome(mark, *made) for mark, made in zip(marks, found, strict=True)]


def _guarded(nlp: Language, mark: bytes, article: Article) -> Outcome:
    """The guard around one article: whatever goes wrong is told, and the others go on."""
    try:
        return Outcome(mark, *_findings(nlp, [article])[0])
    except Exception as error:
        return Outcome(mark, b"", f"not analysed: {type(error).__name__}: {error}")


def _findings(nlp: Language, articles: list[Article]) -> list[Made]:
    """What is found in articles, and the same prepared for merging."""
    from briefgen.extract import extract
    from briefgen.nlp import parse, within_bounds

    plain = [bare(article) for article in articles]
    with within_bounds(nlp):
        found = [extract(article, doc) for article, doc in zip(plain, parse(nlp, plain), strict=True)]
    return [_made(article, findings) for article, findings in zip(articles, found, strict=True)]


def _made(article: Article, findings: Findings) -> Made:
    from briefgen.brief import prepare

    encode = msgspec.msgpack.Encoder().encode
    cast, reports = prepare(article, findings)
    return encode(findings), "", (preparing_key(), encode(cast), encode(reports))


@cache
def _loaded(model: str) -> Language:
    from briefgen.nlp import load

    nlp = load(model)
    gc.collect()
    gc.freeze()  # the model's million objects need no second look
    return nlp


# ---------------------------------------------------------------- as a process of its own


def main() -> None:
    """Answer batches from standard input until it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides when we stop
    requests, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # a stray print must not stand between two answers
    gc.disable()  # a batch is bounded: what it leaves is collected when it is answered, not again and again before
    while (request := read_frame(requests)) is not None:
        answer = analyse_batch(request) if request else _warmed()
        try:
            write_frame(answers, answer)
        except BrokenPipeError:  # the parent is gone
            return
        gc.collect(1)  # nothing of the batch is older: none was collected while it was analysed


def _warmed() -> bytes:
    """An empty request: load what every analysis needs, ahead of the first."""
    _loaded(sys.argv[1])
    return b""


def read_frame(stream: IO[bytes]) -> bytes | None:
    """Read one length-prefixed message; None at the end of the stream, in the middle of a message too."""
    head = stream.read(4)
    if len(head) < 4:
        return None
    size = int.from_bytes(head, "big")
    message = stream.read(size)
    return message if len(message) == size else None


def write_frame(stream: IO[bytes], message: bytes) -> None:
    stream.write(len(message).to_bytes(4, "big") + message)
    stream.flush()


if __name__ == "__main__":
    main()
