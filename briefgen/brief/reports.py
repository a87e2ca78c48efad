"""Quotes and events of one article as reports with anchors and actors; sayings and happenings from joined reports."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from sys import intern
from typing import cast

from msgspec.structs import replace

from briefgen.brief.anchors import Anchored
from briefgen.brief.happenings import EventReport
from briefgen.brief.prepared import EventNote, QuoteNote
from briefgen.brief.sayings import QuoteReport
from briefgen.records import ActorId, Article, Edtf, Event, Happening, LocalId, Quote, Saying, Source

__all__ = ["event_reports", "happening_of", "quote_reports", "saying_of"]

Who = Mapping[LocalId, ActorId]
_shared_kinds = lru_cache(4096)(lambda kinds: kinds)  # the same few in all events
_intern_date = cast("Callable[[Edtf], Edtf]", intern)  # `Edtf(...)` around it is one more call for each report


def quote_reports(article: Article, notes: Sequence[QuoteNote], anchored: Anchored, who: Who) -> list[QuoteReport]:
    """The quotes of an article, ready for joining."""
    id, day, former = article.id, article.date, anchored.former
    return [
        QuoteReport(
            anchor,
            id,
            index,
            note.start,
            who.get(note.speaker) if note.speaker else None,
            tuple([who[local] for local in note.joint if local in who]) if note.joint else (),
            _intern_date(note.date) if note.date else None,
            day,
            note.mark,
            former.get(anchor, ()) if former else (),
        )
        for index, (note, anchor) in enumerate(zip(notes, anchored.quotes, strict=True))
    ]


def event_reports(article: Article, notes: Sequence[EventNote], anchored: Anchored, who: Who) -> list[EventReport]:
    """The events of an article, ready for joining."""
    id, day, former = article.id, article.date, anchored.former
    return [
        EventReport(
            anchor,
            id,
            index,
            note.start,
            note.words,
            _intern_date(note.date),
            note.status,
            _actors(note.actors, who) if note.actors else (),
            who.get(note.reported_by) if note.reported_by else None,
            day,
            _shared_kinds(note.kinds),
            note.content,
            note.places,
            note.mark,
            former.get(anchor, ()) if former else (),
        )
        for index, (note, anchor) in enumerate(zip(notes, anchored.events, strict=True))
    ]


def _actors(locals: tuple[LocalId, ...], who: Who) -> tuple[ActorId, ...]:
    if len(locals) == 1:
        return (who[locals[0]],) if locals[0] in who else ()
    return tuple(dict.fromkeys([who[local] for local in locals if local in who]))


def saying_of(group: tuple[QuoteReport, ...], quote: Quote) -> Saying:
    """A saying from its reports, the one to show first; `quote` is that one's."""
    first = group[0]
    return Saying(
        first.anchor,
        first.article,
        replace(quote, kind=first.kind) if first.kind else quote,
        first.speaker,
        first.joint,
        first.date,
        _others(group),
        _older(group),
        any(report.edited for report in group),
    )


def happening_of(group: tuple[EventReport, ...], event: Event) -> Happening:
    """A happening from its reports, the one to show first; `event` is that one's."""
    first = group[0]
    return Happening(
        first.anchor,
        first.article,
        event,
        first.date,
        first.status,
        actors=tuple(dict.fromkeys(actor for report in group for actor in report.actors)),
        reported_by=first.reported_by,
        others=_others(group),
        former_anchors=_older(group),
        edited=any(report.edited for report in group),
    )


def _others(group: Iterable[QuoteReport | EventReport]) -> tuple[Source, ...]:
    _, *others = group
    return tuple([Source(report.article, report.index) for report in others])


def _older(group: tuple[QuoteReport, ...] | tuple[EventReport, ...]) -> tuple[str, ...]:
    """Anchors under which the group was known: those of its other reports, and their aliases."""
    first = group[0].anchor
    if len(group) == 1 and not group[0].former:
        return ()
    anchors = {anchor for report in group for anchor in (report.anchor, *report.former)}
    return tuple(sorted(anchors - {first}))
