"""Articles to findings: those that the store has no findings for are analysed, and kept as they come."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from briefgen.build.executor import Executor, batches_by_length
from briefgen.build.intake import Changes
from briefgen.build.library import prepared_mark
from briefgen.build.worker import Batch, Outcome
from briefgen.fingerprints import preparing_key
from briefgen.store import Store

__all__ = ["Analysed", "analyse"]

Hire = Callable[[int], Executor]  # given the bytes to analyse


@dataclass(frozen=True, slots=True)
class Analysed:
    """How many articles have findings now that had none; and which failed, by fingerprint, and why."""

    count: int = 0
    faults: dict[bytes, str] = field(default_factory=dict)


def analyse(
    changes: Changes, store: Store, *, model: str, analysis: bytes, hire: Hire, told: Callable[[int, int], None]
) -> Analysed:
    """Analyse the articles that have no findings of this `analysis`, and keep what is found."""
    lengths = _missing(changes, store, analysis)
    if not lengths:
        return Analysed()
    executor = hire(sum(lengths.values()))
    faults: dict[bytes, str] = {}
    done = 0
    told(done, len(lengths))
    for outcomes in executor.analyse(_batches(lengths, executor.workers, changes, store, model, analysis)):
        store.keep_findings(analysis, ((out.fingerprint, out.findings) for out in outcomes if not out.fault))
        store.keep_prepared(_prepared(outcomes, lengths, changes, store, analysis))
        faults |= {out.fingerprint: out.fault for out in outcomes if out.fault}
        done += len(outcomes)
        told(done, len(lengths))
    return Analysed(done - len(faults), faults)


def _prepared(
    outcomes: list[Outcome], paths: Iterable[str], changes: Changes, store: Store, analysis: bytes
) -> Iterator[tuple[str, bytes, bytes, bytes]]:
    """What was prepared for merging, by rules like ours."""
    reading = store.fact("reading")
    sources = {changes.sources[path].fingerprint: path for path in paths}
    for out in outcomes:
        if out.prepared and out.prepared[0] == preparing_key():
            path = sources[out.fingerprint]
            mark = prepared_mark(changes.sources[path], reading, analysis, found=True)
            yield path, mark, *out.prepared[1:]


def _missing(changes: Changes, store: Store, analysis: bytes) -> dict[str, int]:
    """The paths to analyse, with their length; one path for several articles of the same words."""
    have = store.fingerprints(analysis)
    wanted = {
        source.fingerprint: path
        for path, source in sorted(changes.sources.items(), reverse=True)
        if source.fingerprint and source.fingerprint not in have
    }
    return {path: changes.sources[path].size for path in sorted(wanted.values())}


def _batches(
    lengths: dict[str, int], workers: int, changes: Changes, store: Store, model: str, analysis: bytes
) -> Iterator[Batch]:
    for paths in batches_by_length(lengths, workers=workers):
        articles = ((changes.sources[path].fingerprint, store.article(path)) for path in paths)
        yield Batch(model, analysis, tuple(articles))
