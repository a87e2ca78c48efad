"""The time expressions of an article that may date an event, with the token that ties each to its sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from msgspec.structs import replace

from briefgen.extract.events.lexicon import listed
from briefgen.extract.times.years import PART_MONTHS
from briefgen.extract.tokens import Token, Tokens
from briefgen.records import Article, Edtf, Span, TimeExpression

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


def date_uses(doc: Tokens, article: Article, times: tuple[TimeExpression, ...]) -> Iterator[DateUse]:
    """Yield the expressions with a calendar value outside headings and captions."""
    silent = [block.span for block in article.blocks if block.kind in SILENT]
    dates = [time for time in times if time.type in ("date", "time") and not any(s.covers(time.span) for s in silent)]
    spans = tuple(time.span for time in times if time.type in ("date", "time"))
    day = article.dateline or article.date
    today = day.isoformat() if day else None
    for time in _with_stretches(dates, doc.text):
        first, last = doc.at(time.span.start).i, doc.at(time.span.end - 1).i
        head, value = _head(doc, first, last), re.sub(r"T[^/]*", "", time.value)
        if "X" in value or _bounds_only(doc, first, head, _is_ahead(value, today)) or _is_habit(time, head):
            continue
        if "/" not in value and _is_compared(doc, first, head):
            continue
        if (time.rule == "holiday-once" and not _took_place(head)) or ("/" in value and _is_of_office(head)):
            continue
        yield DateUse(Edtf(value), time.span, head, doc[last], _is_ahead(value, today), spans)


_LINK = re.compile(r"\s*(?:to|through|until|till|and|-|–)(?: the)?\s*", re.I)


def _with_stretches(dates: list[TimeExpression], text: str) -> Iterator[TimeExpression]:
    """ "from 3 to 5 May", "between 1994 and 1997" are one stretch of time."""
    skip = False
    for i, time in enumerate(dates):
        following = dates[i + 1] if i + 1 < len(dates) else None
        if skip:
            skip = False
        elif following and _is_stretch(time, following, text):
            skip = True
            value = f"{re.sub('T.*', '', time.value)}/{re.sub('T.*', '', following.value)}".replace("~", "")
            yield replace(time, span=Span(time.span.start, following.span.end), value=value)
        else:
            yield time


def _is_stretch(time: TimeExpression, following: TimeExpression, text: str) -> bool:
    led = re.search(r"\b(?:from|between)(?: the)? $", text[max(0, time.span.start - 14) : time.span.start], re.I)
    linked = _LINK.fullmatch(text, time.span.end, following.span.start)
    plain = all(re.fullmatch(r"[\d~T:-]+", one.value) for one in (time, following))
    return bool(led and linked and plain and time.value[:10] < following.value[:10])


SAID = frozenset(["remark", "comment", "statement", "speech", "book", "film", "line", "word", "question", "report"])
STRUCK = frozenset({"attack", "bombing", "hijacking", "landing", "invasion", "strike"})


def _took_place(head: Token) -> bool:
    """ "on 9/11 they sank", "the 9/11 attacks" date something; "her 9/11 remark", "to invoke 9/11" do not."""
    above = head.head
    if head.dep_ == "pobj":
        if above.i and head.doc[above.i - 1].lemma_ in SAID:
            return False  # "called her remarks on 9/11 a shame"
        return above.lower_ in ("on", "since", "after", "before") and above.head.pos_ in ("VERB", "AUX")
    return head.dep_ in ("compound", "nmod", "poss", "amod", "nummod") and above.lemma_.lower() in STRUCK


NEAR = 8  # tokens from "rose" to "from a year ago"


def _is_compared(doc: Tokens, first: int, head: Token) -> bool:
    """ "rose 3 percent from a year ago", "more than in 2014", "compared with May", "prior to May"; not "May's vote"."""
    if head.dep_ not in ("pobj", "pcomp"):
        return False
    i = first - 1
    while i > 0 and doc[i].lower_ in ("the", "in", "on", "about", "just", "early", "late"):
        i -= 1
    if i < 1 or doc[i].sent.start != doc[first].sent.start:
        return False
    lead, before = doc[i].lower_, doc[i - 1].lower_
    if lead == "from":
        words = doc[max(doc[i].sent.start, i - NEAR) : i]
        return any(word.lemma_ in listed("changing") or word.lower_ in ("up", "down") for word in words)
    return (lead == "than" and i < first - 1) or (before, lead) in COMPARING  # not "more than a year ago"


COMPARING = frozenset({("compared", "with"), ("compared", "to"), ("prior", "to"), ("ahead", "of"), ("up", "to")})


def _is_of_office(head: Token) -> bool:
    """ "Ada Varn, envoy to Norland from 2007 to 2013, said": the years of an office date no event."""
    node = head
    while node.pos_ not in ("VERB", "AUX") and node.head != node:
        if node.dep_ == "appos":
            return True
        node = node.head
    return False


def _is_habit(time: TimeExpression, head: Token) -> bool:
    """ "airs from 6 a.m.": a clock time without its day, told in the present, is what happens every day."""
    if not time.rule.startswith(("clock", "o-clock")) or re.search(
        r"day|\d{4}", head.doc.text[time.span.start : time.span.end]
    ):
        return False
    node = head
    while node.pos_ not in ("VERB", "AUX") and node.head != node:
        node = node.head
    return node.tag_ in ("VBZ", "VBP")


def _is_ahead(value: str, today: str | None) -> bool | None:
    """Whether a value lies after the article's day; None where it covers it or the day is unknown."""
    if today is None:
        return None
    first, last = value.split("/")[0].rstrip("~"), value.split("/")[-1].rstrip("~")
    first, last = _months(first)[0], _months(last)[1]
    if first > today[: len(first)]:
        return True
    return False if last < today[: len(last)] else None


def _months(value: str) -> tuple[str, str]:
    """The first and the last month of a season, a quarter, a half; other values as they are."""
    if len(value) != len("2025-22") or value[5:] <= "12":
        return value, value
    first, last = PART_MONTHS[int(value[5:])]
    year = int(value[:4])
    return f"{year:04}-{first:02}", f"{year + (last > 12):04}-{(last - 1) % 12 + 1:02}"


def _bounds_only(doc: Tokens, first: int, head: Token, ahead: bool | None) -> bool:
    """ "has been there since 1990", "until Friday" bound a time and date no event; "the talks since March" do."""
    verb = head.head.head
    if head.dep_ == "pobj" and head.head.lower_ == "since" and verb.dep_ == "appos":
        return True  # "Ada Varn, a governor since 2014, said"
    if head.dep_ == "pobj" and head.head.lower_ == "since" and _is_record(head.head):
        return True
    if head.dep_ != "pobj" or verb.pos_ not in ("VERB", "AUX"):
        return False
    i = first - 1
    while i >= 0 and doc[i].lower_ in ("the", "early", "late"):
        i -= 1
    lead = doc[i].lower_ if i >= 0 else ""
    if lead == "since":  # "held since Friday" began then
        return verb.tag_ != "VBN" or verb.lemma_ in listed("stative") or not _is_done(verb)
    if lead in ("until", "till"):  # "put off until Friday", "has until June 19 to appeal"
        return verb.lemma_ not in listed("delaying") and not ahead
    return lead in listed("bounding")


RECORD = 7  # tokens before "since" in which a record is told
_RECORDS = frozenset({"first", "only", "most", "least", "worst", "best"})


def _is_record(since: Token) -> bool:
    """ "the first rise since 2006", "the lowest since May" bound a record; "the first talks since May" had others."""
    before = since.doc[max(since.sent.start, since.i - RECORD) : since.i]
    if any(word.lemma_.lower() in listed("nouns") for word in before):
        return False
    return any(word.lower_ in _RECORDS or word.tag_ == "JJS" for word in before)


def _is_done(verb: Token) -> bool:
    """Done to something, and not denied: "held", "read by mixed teams"."""
    words = list(verb.children)
    passive = any(child.dep_ == "auxpass" for child in words) or verb.dep_ in ("acl", "advcl")
    return passive and not any(child.dep_ == "neg" or child.lower_ in ("nobody", "no", "none") for child in words)


def _head(doc: Tokens, first: int, last: int) -> Token:
    """The token of an expression that hangs on a word outside it."""
    for token in doc[first : last + 1]:
        if not first <= token.head.i <= last and not token.is_space and token.dep_ != "det":
            return token
    return doc[last]
