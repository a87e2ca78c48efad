"""One event reported by several articles: which reports are one happening, and what became of plans."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from briefgen.records import ActorId, Edtf, Event, Happening, Source, Status

__all__ = ["EventReport", "event_keys", "join_events", "outcomes", "was_due"]


@dataclass(frozen=True, slots=True)
class EventReport:
    """An event as one article reports it, actors resolved. `words` is the clause folded by `plain_words`."""

    anchor: str
    keys: tuple[str, ...]
    source: Source
    event: Event
    words: str
    date: Edtf
    status: Status
    actors: tuple[ActorId, ...]
    reported_by: ActorId | None
    published: dt.date | None
    edited: bool = False


def event_keys(words: str, date: Edtf, actors: tuple[ActorId, ...]) -> tuple[str, ...]:
    """Keys shared by all reports that may be joined to this one: the same day at least."""
    return (f"{date} {words}",)


def join_events(reports: Sequence[EventReport]) -> list[tuple[EventReport, ...]]:
    """Partition reports into happenings, the report to show first. Pure; `reports` come sorted by anchor."""
    same: dict[object, list[EventReport]] = defaultdict(list)
    for report in reports:
        same[report.keys, report.status].append(report)
    return [tuple(sorted(group, key=_to_show)) for group in same.values()]


def outcomes(happenings: Sequence[Happening]) -> Mapping[str, str]:
    """Anchor of a planned happening to the anchor of the report that it took place (or did not)."""
    return {}


def was_due(happening: Happening, newest: dt.date | None) -> bool:
    """Planned, and its day is past for the newest article; nothing tells that it took place."""
    planned = happening.status == "planned" and happening.outcome is None
    return bool(planned and newest and len(happening.date) == 10 and happening.date < newest.isoformat())


def _to_show(report: EventReport) -> tuple[object, ...]:
    """Shown is the report with most words of those that came first."""
    return report.published or dt.date.max, -len(report.words), report.source.article, report.source.index
