"""Days counted within an event, "the fifth day of the trial", "opening night": dated by a day told beside one."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefgen.extract.times.readings import DayWithin
from briefgen.extract.times.scan import Found
from briefgen.extract.times.years import add_days
from briefgen.records import Span, TimeExpression

if TYPE_CHECKING:
    from briefgen.extract.tokens import Tokens

REACH = 60  # characters in which the event is named
_WORD = r"[\w'’.&-]+"
_NAMED = re.compile(
    rf" of (?:(?:the|a|an|his|her|its|their|this|that) )?({_WORD}(?: {_WORD}){{0,6}}?)(?=$|[,.;:()!?\n–—]| on\b)"
)
_OWNER = re.compile(r"\b([a-z]+)['’]s? $")  # "the convention's opening day"
_BEFORE = re.compile(r"(?:,? \(|, | [–—-]+ |[–—])(?:the )?")  # what parts two names of one day
_BEHIND = re.compile(r",? (?:on |\()?")
_DAY = re.compile(r"\d{4}-\d\d-\d\d(?=T|$)")
_IDIOM = re.compile(r"\b(?:from|since|ready|ready on|ready for|worst|best) (?:the )?$", re.I)  # "from day one"


@dataclass(frozen=True, slots=True)
class _Numbered:
    """One such expression: which day of the event (-1 the last), and the event's noun where it is told."""

    span: Span
    number: int
    event: str | None
    name_end: int  # where the words that name the event end


Known = dict[tuple[str | None, int], str | None]


def with_numbered(times: list[TimeExpression], found: list[Found], text: str, tokens: Tokens) -> list[TimeExpression]:
    """Add the days counted within an event, where the article tells the date of one of them."""
    numbered = [_read(one, one.reading, text, tokens) for one in found if isinstance(one.reading, DayWithin)]
    if not numbered:
        return times
    beside = {one: day for one in numbered if (day := _told_beside(one, times, text))}
    known = _first_told(beside)
    dated = {one: day for one in numbered if (day := beside.get(one) or _counted(one, known, text))}
    names = [Span(one.span.end, one.name_end) for one in dated]
    others = [time for time in times if len(time.value) > len("2025") or not any(s.covers(time.span) for s in names)]
    added = [TimeExpression(one.span, "date", day, "numbered-day") for one, day in dated.items()]
    return sorted([*others, *added], key=lambda time: time.span)


def _read(one: Found, reading: DayWithin, text: str, tokens: Tokens) -> _Numbered:
    named = _NAMED.match(text, one.end)
    owner = _OWNER.search(text, max(0, one.start - REACH), one.start)
    event = tokens.head(named.start(1), named.end(1)).lower_ if named else owner and owner[1]
    return _Numbered(Span(one.start, one.end), reading.number, event, named.end() if named else one.end)


def _told_beside(one: _Numbered, times: list[TimeExpression], text: str) -> str | None:
    """ "On Friday, the third day of the trial", "opening night Monday", "the first day of the fair, July 18"."""
    for time in times:
        day = _DAY.match(time.value) if time.type in ("date", "time") else None
        start, end = time.span.start, time.span.end
        if day and (
            _BEFORE.fullmatch(text, end, one.span.start)
            or _BEHIND.fullmatch(text, one.span.end, start)
            or _BEHIND.fullmatch(text, one.name_end, start)
        ):
            return day[0]
    return None


def _first_told(beside: dict[_Numbered, str]) -> Known:
    """The day of each number of each event; None where the article tells two."""
    known: Known = {}
    for one, day in beside.items():
        key = (one.event, one.number)
        known[key] = day if known.get(key, day) == day else None
    return known


def _counted(one: _Numbered, known: Known, text: str) -> str | None:
    """Counted from a day of the same event, or of the only one whose days the article counts."""
    events = {event for event, _ in known if event} | ({one.event} if one.event else set())
    if len(events) > 1 or _IDIOM.search(text, max(0, one.span.start - REACH), one.span.start):
        return None
    for (_, number), day in known.items():
        if day and number == one.number:
            return day
        if day and number > 0 and one.number > 0:
            counted = add_days(dt.date.fromisoformat(day), one.number - number)
            return counted.isoformat() if counted else None
    return None
