"""Days counted from another's saying: "today" in a quotation that was spoken on an earlier day than the article's."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from msgspec.structs import replace

from briefgen.extract.marks import pair_marks
from briefgen.extract.times.tense import SPEECH
from briefgen.extract.times.years import add_days
from briefgen.records import Span, TimeExpression

if TYPE_CHECKING:
    from briefgen.extract.tokens import Tokens

COUNTED = ("named-day", "part-of-day")  # today, tonight, yesterday evening, this morning, last night
DATED = ("weekday", "month-day", "day-month", "month-day-year", "day-month-year", "named-day", "part-of-day")
SPEAKING = frozenset({"speak", "talk", "appear", "post", "send", "ask", "release", "publish"})
FAR = 31  # days: what was said longer ago stands in an account that tells its own dates
_DAY = re.compile(r"(\d{4}-\d\d-\d\d)(T\w+)?")
_ENDS = re.compile(r"[.!?][\"'”’]*\s+(?=[A-Z\"“‘'])|\n")


def as_said(times: list[TimeExpression], today: dt.date | None, text: str, tokens: Tokens) -> list[TimeExpression]:
    """Move "today" in a quotation to the day that the words around the quotation tell."""
    if today is None or not any(time.rule in COUNTED for time in times):
        return times
    dated = [time for time in times if time.rule in DATED and _DAY.fullmatch(time.value)]
    return [_as_dated(time, dated, today, text, tokens) if time.rule in COUNTED else time for time in times]


def _as_dated(
    time: TimeExpression, dated: list[TimeExpression], today: dt.date, text: str, tokens: Tokens
) -> TimeExpression:
    """Look at the expression's own paragraph only: elsewhere nothing dates the saying."""
    start, end = text.rfind("\n", 0, time.span.start) + 1, text.find("\n", time.span.end)
    end = len(text) if end < 0 else end
    near = [other for other in dated if start <= other.span.start < end and other != time]
    if all(other.value[:10] >= today.isoformat() for other in near):
        return time
    marks = [mark.outer for mark in pair_marks(text[start:end]) if mark.depth == 0]
    outer = [Span(start + span.start, start + span.end) for span in marks]
    free = [
        other
        for other in near
        if _is_of_saying(other, text, tokens) and not any(stretch.covers(other.span) for stretch in outer)
    ]
    return _moved(time, outer, free, today, text)


def _is_of_saying(time: TimeExpression, text: str, tokens: Tokens) -> bool:
    """ "said on Friday", not "said of Friday's vote", "the March 3 raid", "voted on Friday"."""
    if re.match(r"['’]s?\b", text[time.span.end : time.span.end + 2]):
        return False
    node = tokens.head(time.span.start, time.span.end)
    if node.dep_ in ("compound", "amod", "nmod", "poss", "nummod"):
        return False
    while node.pos_ not in ("VERB", "AUX") and node.head != node:
        node = node.head
    return node.dep_ not in ("relcl", "acl", "advcl", "pcomp") or node.lemma_ in SPEECH | SPEAKING


def _moved(
    time: TimeExpression, outer: list[Span], free: list[TimeExpression], today: dt.date, text: str
) -> TimeExpression:
    around = next((stretch for stretch in outer if stretch.covers(time.span)), None)
    own = _DAY.fullmatch(time.value)
    if around is None or own is None or time.rule not in COUNTED:
        return time
    start, end = _frame(around, text)
    said = {
        other.value[:10]
        for other in free
        if start <= other.span.start and other.span.end <= end and _DAY.fullmatch(other.value)
    }
    if len(said) != 1:
        return time
    behind = (today - dt.date.fromisoformat(said.pop())).days
    moved = add_days(dt.date.fromisoformat(own[1]), -behind) if 0 < behind <= FAR else None
    return replace(time, value=moved.isoformat() + (own[2] or "")) if moved else time


def _frame(around: Span, text: str) -> tuple[int, int]:
    """The sentence that a quotation stands in; where it opens its own sentence, the one before, too."""
    breaks = [match.end() for match in _ENDS.finditer(text, max(0, around.start - 400), around.start)]
    start = breaks[-1] if breaks else max(0, around.start - 400)
    closing = text[around.start : around.end].rstrip("\"'”’ ")[-1:]
    ended = closing in ".!?" and text[around.start - 2 : around.start - 1] in (",", ":")
    after = _ENDS.search(text, around.end)
    return start, around.end if ended else (after.start() if after else len(text))
