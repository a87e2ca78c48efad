"""Source text as HTML: a stretch of an article's body with layers of spans over it, escaped and well nested."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from markupsafe import Markup, escape

from briefgen.records import Span

__all__ = ["Layer", "excerpt", "marked", "sentences"]


class Layer(NamedTuple):
    """An element around a span. `repeats`: opens a cut-off rest, without the id that only the first part may have."""

    span: Span
    opens: str
    closes: str
    rank: int = 0  # of two layers over the same span, the lower stands outside
    repeats: str | None = None  # None: as `opens`
    ends: str = ""  # printed once, behind the last part


def marked(body: str, span: Span, layers: Iterable[Layer]) -> Markup:
    """The words of `span`, every layer clipped to it. Overlapping layers are cut so that elements nest."""
    start, end = span.start, span.end
    inside = [layer for layer in layers if layer.span.start < end and start < layer.span.end]
    if not inside:
        return escape(body[start:end])
    inside.sort(key=lambda layer: (max(layer.span.start, start), -layer.span.end, layer.rank))
    return Markup("".join(_nested(body, span, inside)))


def _nested(body: str, span: Span, order: Sequence[Layer]) -> Iterator[str]:
    """Walk the borders; `stack` holds the open layers with where they close, the outermost first."""
    stack: list[tuple[int, Layer]] = []
    at, waiting = span.start, list(reversed(order))
    while waiting or stack:
        next_open = max(waiting[-1].span.start, at) if waiting else span.end
        next_close = min(stack, key=_end)[0] if stack else span.end
        border = min(next_open, next_close)
        if at < border:
            yield _plain(body[at:border])
            at = border
        if stack and next_close <= next_open:
            yield from _close(stack, border)
        elif waiting:
            layer = waiting.pop()
            stack.append((min(layer.span.end, span.end), layer))
            yield layer.opens if layer.span.start >= span.start else _again(layer)
    yield _plain(body[at : span.end])


def _end(entry: tuple[int, Layer]) -> int:
    return entry[0]


def _plain(text: str) -> str:
    return str(escape(text)) if SPECIAL.search(text) else text


def _close(stack: list[tuple[int, Layer]], border: int) -> Iterator[str]:
    """Close the layers that end here; those opened inside them but running on are opened again behind."""
    lowest = next(i for i, (end, _) in enumerate(stack) if end <= border)
    cut = stack[lowest:]
    del stack[lowest:]
    for _, layer in reversed(cut):
        yield layer.closes
        if layer.span.end <= border:
            yield layer.ends
    for end, layer in cut:
        if end > border:
            stack.append((end, layer))
            yield _again(layer)


def _again(layer: Layer) -> str:
    return layer.opens if layer.repeats is None else layer.repeats


SPECIAL = re.compile("[&<>\"']")
# An end mark, closing marks, white space, then what can begin a sentence.
SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*\s+(?=[\"'“‘(\[]*[A-Z0-9À-Þ])")
# "Mr. Novak", "J. Novak", "U.S. President": no end of a sentence.
NO_END = re.compile(r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Sen|Rep|Gov|St|No|vs|Jr|Sr)|\b[A-Z])\.$")


def sentences(body: str, span: Span) -> list[Span]:
    """Cut a paragraph into sentences, well enough to choose what an excerpt shows."""
    text, found, start = span.cut(body), [], 0
    for m in SENTENCE_END.finditer(text):
        if NO_END.search(text[start : m.start() + 1]):
            continue
        found.append(Span(span.start + start, span.start + m.end()))
        start = m.end()
    if start < len(text):
        found.append(Span(span.start + start, span.end))
    return found


def excerpt(body: str, paragraph: Span, wanted: Sequence[Span]) -> list[Span]:
    """The stretches of a paragraph to show: runs of the sentences that the wanted spans touch."""
    runs: list[Span] = []
    for sentence in sentences(body, paragraph):
        if not any(span.overlaps(sentence) for span in wanted):
            continue
        if runs and runs[-1].end == sentence.start:
            runs[-1] = Span(runs[-1].start, sentence.end)
        else:
            runs.append(sentence)
    return runs
