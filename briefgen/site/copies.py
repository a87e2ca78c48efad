"""Which reports of one quote or event are copies of one text: a wire text printed by ten outlets is one source.

Two outlets that heard the same speech share its words and nothing else; two that print one text share the words around
it too. So what is compared is the reporter's own words on both sides, everything between quotation marks left out.
"""

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import NamedTuple

from briefgen.likeness import FEWEST, likeness, runs
from briefgen.records import Findings, Span

__all__ = ["Report", "first_printings"]

REACH = 500  # characters looked at on each side: some eighty words, of which half may stand between marks
Runs = frozenset[tuple[str, ...]]  # of words
SAME = 0.5  # share of the smaller surroundings' runs of words that must stand in the other; editors cut and retitle


class Report(NamedTuple):
    """A quote or event as one article has it: the article's body and findings, and the words reported."""

    body: str
    findings: Findings
    words: Sequence[Span]


def first_printings(reports: Sequence[Report]) -> tuple[int, ...]:
    """For each report the place of the first that has its text: its own where it is a source by itself."""
    settings = [_setting(report) for report in reports]
    first: list[int] = []
    for place, setting in enumerate(settings):
        earlier = (other for other in range(place) if first[other] == other and _is_copy(setting, settings[other]))
        first.append(next(earlier, place))
    return tuple(first)


def _is_copy(one: Runs, other: Runs) -> bool:
    return min(len(one), len(other)) >= FEWEST and likeness(one, other) >= SAME


def _setting(report: Report) -> Runs:
    """The runs of words that the reporter wrote around the words reported."""
    start, end = report.words[0].start, report.words[-1].end
    around = (Span(max(0, start - REACH), start), Span(end, min(len(report.body), end + REACH)))
    said = sorted(span for quote in report.findings.quotes for span in quote.quoted)
    parts = (part.cut(report.body) for side in around for part in _without(side, said))
    return frozenset(chain.from_iterable(map(runs, parts)))


def _without(side: Span, said: Iterable[Span]) -> Iterable[Span]:
    """A stretch less what stands between marks; `said` in order."""
    reached = side.start
    for span in said:
        if span.end > reached and span.start < side.end:
            if span.start > reached:
                yield Span(reached, span.start)
            reached = span.end
    if reached < side.end:
        yield Span(reached, side.end)
