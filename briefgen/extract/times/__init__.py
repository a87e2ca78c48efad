"""Time expressions: found by a grammar (rules.py), resolved against the article's date and the verb's tense."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from briefgen.extract.times.bound import bound
from briefgen.extract.times.habit import digressions, habits, told_next
from briefgen.extract.times.joins import joined, widened
from briefgen.extract.times.numbered import with_numbered
from briefgen.extract.times.readings import Fixed, Length, Reading, Repeat, Shift, Timed, Vague, Yearless
from briefgen.extract.times.resolve import Story, resolve
from briefgen.extract.times.said import as_said
from briefgen.extract.times.scan import Found, scan
from briefgen.extract.times.tense import Direction, direction
from briefgen.extract.times.traps import is_general, is_trap
from briefgen.extract.tokens import Tokens
from briefgen.records import Article, Span, TimeExpression, TimeType

if TYPE_CHECKING:
    pass

__all__ = ["find_times"]


def find_times(tokens: Tokens, article: Article) -> tuple[TimeExpression, ...]:
    """Find and resolve the time expressions of an article."""
    text = tokens.text
    found = [_in_general(one, text, tokens) for one in scan(text) if not is_trap(one, text, tokens)]
    found = bound(joined(found, text), text)
    story = habits(found, article)
    aside = digressions(found) if story.narrative else frozenset()
    following = told_next(found, aside) if story.narrative else {}
    times: list[TimeExpression] = []
    for one in found:
        way = direction(tokens.head(one.start, one.end)) or _still_ahead(times, one, text, story)
        story.told_next = following.get(one.start)
        story.in_sentence = _is_in_sentence(times, one, text)
        story.flashback = _is_at_hand(times, one, text) and _is_of_former_year(times, story)
        value = resolve(one.reading, story, way)
        if value is None:
            continue
        kind = _kind(one.reading)
        looks_back = isinstance(one.reading, Shift) and (one.reading.count or 0) < 0 and story.narrative
        in_passing = looks_back or one.start in aside or one.rule == "holiday-once"
        if kind in ("date", "time") and not in_passing:
            story.tell(value)
        start = widened(one.start, text, times[-1].span.end if times else 0) if kind in ("date", "time") else one.start
        times.append(TimeExpression(Span(start, one.end), kind, value, one.rule))
    times = as_said(times, story.today, text, tokens)
    return tuple(with_numbered(times, found, text, tokens))


_THE_ATTACKS = re.compile(r"Sept(?:ember|\.)? 11(?:th)?,?(?:['’]s)? (?:terror\w* )?(?:attack|hijack)", re.I)


def _in_general(one: Found, text: str, tokens: Tokens) -> Found:
    """ "Today" for these days; "the Sept. 11 attacks", which need no year."""
    if one.rule == "month-day" and _THE_ATTACKS.match(text, one.start):
        return replace(one, reading=Fixed("2001-09-11"), rule="holiday-once")
    return replace(one, reading=_GENERAL[text[one.start : one.end].lower()]) if is_general(one, text, tokens) else one


_GENERAL = {"today": Vague("PRESENT_REF"), "yesterday": Vague("PAST_REF"), "tomorrow": Vague("FUTURE_REF")}


NEAR = 400  # characters over which a former year told outright still holds


def _is_at_hand(times: list[TimeExpression], one: Found, text: str) -> bool:
    """Whether the date told last stands in the same paragraph and close by."""
    last = _last_date(times)
    return last is not None and one.start - last.span.end <= NEAR and "\n\n" not in text[last.span.end : one.start]


def _is_in_sentence(times: list[TimeExpression], one: Found, text: str) -> bool:
    """Whether no sentence ends between the date told last and this expression."""
    last = _last_date(times)
    return last is not None and not re.search(r"[.!?][\"']* +[A-Z\"]|\n\n", text[last.span.end : one.start])


def _last_date(times: list[TimeExpression]) -> TimeExpression | None:
    return next((time for time in reversed(times) if time.type in ("date", "time")), None)


def _is_of_former_year(times: list[TimeExpression], story: Story) -> bool:
    """ "On March 2, 2015, ... On March 25, ...": the date before is of a former year."""
    last = _last_date(times)
    if last is None or story.today is None or not last.value[:4].isdigit() or len(last.value) < len("2015-03"):
        return False
    return int(last.value[:4]) < story.today.year - _recent(story)


def _recent(story: Story) -> int:
    """Early in a year, dates of the autumn before are news, not history."""
    return int(story.today is not None and story.today.month <= 6)


def _still_ahead(times: list[TimeExpression], one: Found, text: str, story: Story) -> Direction:
    """ "next month Italy, then Mexico in January": a list that has turned to the future goes on there."""
    if not times or not isinstance(one.reading, Yearless) or story.today is None or times[-1].type != "date":
        return None
    between = text[times[-1].span.end : one.start]
    return "future" if times[-1].value > story.today.isoformat() and not re.search(r"[.!?\n]", between) else None


def _kind(reading: Reading) -> TimeType:
    match reading:
        case Length():
            return "duration"
        case Repeat():
            return "set"
        case Vague():
            return "reference"
        case Timed():
            return "time"
    return "date"
