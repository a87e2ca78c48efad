"""One quote reported by several articles: which reports are one saying."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from briefgen.records import ActorId, Edtf, Quote, Source

__all__ = ["QuoteReport", "join_quotes", "quote_keys"]

FEWEST_WORDS = 5  # shorter quotes ("Yes.", "No comment") are said again and again


@dataclass(frozen=True, slots=True)
class QuoteReport:
    """A quote as one article reports it, actors resolved. `words` is folded by `plain_words`."""

    anchor: str
    keys: tuple[str, ...]
    source: Source
    quote: Quote
    words: str
    speaker: ActorId | None
    joint: tuple[ActorId, ...]
    date: Edtf | None
    published: dt.date | None
    edited: bool = False


def quote_keys(words: str, quote: Quote) -> tuple[str, ...]:
    """Keys shared by all reports that may be joined to this one; () stands alone."""
    return (words,) if quote.quoted and words.count(" ") + 1 >= FEWEST_WORDS else ()


def join_quotes(reports: Sequence[QuoteReport]) -> list[tuple[QuoteReport, ...]]:
    """Partition reports into sayings, the report to show first. Pure; `reports` come sorted by anchor."""
    same: dict[object, list[QuoteReport]] = defaultdict(list)
    for report in reports:
        same[report.keys or report.anchor].append(report)
    return [group for found in same.values() for group in _of_one_speaker(found)]


def _of_one_speaker(reports: list[QuoteReport]) -> Iterable[tuple[QuoteReport, ...]]:
    """Reports that name no speaker go with the only one named."""
    by_speaker: dict[ActorId | None, list[QuoteReport]] = defaultdict(list)
    for report in reports:
        by_speaker[report.speaker].append(report)
    named = [speaker for speaker in by_speaker if speaker]
    if len(named) == 1 and None in by_speaker:
        by_speaker[named[0]] += by_speaker.pop(None)
    return [tuple(sorted(group, key=_to_show)) for group in by_speaker.values()]


def _to_show(report: QuoteReport) -> tuple[object, ...]:
    """Shown is a report that names the speaker, has most words, came first."""
    length = sum(span.end - span.start for span in report.quote.content)
    return report.speaker is None, -length, report.published or dt.date.max, report.source.article, report.source.index
