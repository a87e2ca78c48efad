"""The time expressions of an article that may date an event, with the token that ties each to its sentence."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefgen.extract.events.lexicon import listed
from briefgen.records import Article, Edtf, Span, TimeExpression

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

SILENT = ("heading", "dateline", "caption")


@dataclass(frozen=True, slots=True)
class DateUse:
    """One expression: its value folded to the day, its head and last token, whether it lies after the article's day."""

    value: Edtf
    span: Span
    head: Token
    last: Token
    ahead: bool | None  # None: the value covers the article's day
    all_spans: tuple[Span, ...]

    def others_in(self, verb: Token) -> bool:
        """Whether another expression stands in a verb's clause."""
        start, end = verb.left_edge.idx, verb.right_edge.idx
        return any(start <= span.start <= end and span != self.span for span in self.all_spans)


def date_uses(doc: Doc, article: Article, times: tuple[TimeExpression, ...]) -> Iterator[DateUse]:
    """Yield the expressions with a calendar value outside headings and captions."""
    starts = [token.idx for token in doc]
    dates = [time for time in times if time.type in ("date", "time")]
    silent = [block.span for block in article.blocks if block.kind in SILENT]
    spans = tuple(time.span for time in dates)
    today = (article.dateline or article.date or None) and (article.dateline or article.date).isoformat()  # type: ignore[union-attr]
    for time in dates:
        if any(span.covers(time.span) for span in silent):
            continue
        first, last = _token(doc, starts, time.span.start), _token(doc, starts, time.span.end - 1)
        head = _head(doc, first, last)
        if _bounds_only(doc, first) and head.dep_ == "pobj" and head.head.head.pos_ in ("VERB", "AUX"):
            continue
        value = re.sub(r"T.*", "", time.value)
        if "X" not in value:
            yield DateUse(Edtf(value), time.span, head, doc[last], _is_ahead(value, today), spans)


def _is_ahead(value: str, today: str | None) -> bool | None:
    """Whether a value lies after the article's day; None where it covers it or the day is unknown."""
    if today is None:
        return None
    first, last = value.split("/")[0].rstrip("~"), value.split("/")[-1].rstrip("~")
    if first > today[: len(first)]:
        return True
    return False if last < today[: len(last)] else None


def _bounds_only(doc: Doc, first: int) -> bool:
    """ "since 1990", "until Friday" bound a time and date no event."""
    i = first - 1
    while i >= 0 and doc[i].lower_ in ("the", "early", "late"):
        i -= 1
    return i >= 0 and doc[i].lower_ in listed("bounding")


def _token(doc: Doc, starts: list[int], offset: int) -> int:
    return max(0, bisect_right(starts, offset) - 1)


def _head(doc: Doc, first: int, last: int) -> Token:
    """The token of an expression that hangs on a word outside it."""
    for token in doc[first : last + 1]:
        if not first <= token.head.i <= last and not token.is_space and token.dep_ != "det":
            return token
    return doc[last]
