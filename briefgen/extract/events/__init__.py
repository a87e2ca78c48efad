"""Dated events: what happened, or will, on which date, told by which words."""

from __future__ import annotations

from briefgen.extract.cast import Cast
from briefgen.extract.events.attach import Dated, trigger_of
from briefgen.extract.events.clause import clause_span
from briefgen.extract.events.dates import DateUse, date_uses
from briefgen.extract.events.roles import places_of, reporter, taking_part
from briefgen.extract.events.status import status_of
from briefgen.extract.tokens import Token, Tokens
from briefgen.records import Article, Event, Quote, Span, TimeExpression

__all__ = ["find_events"]

CONFIDENCE = {
    "after-speech": 0.9, "verb": 0.85, "purpose": 0.8, "setting": 0.8, "circumstance": 0.8, "asked": 0.75, "noun": 0.75,
    "noun-inside": 0.8, "fronted": 0.8, "charge": 0.8,
}  # fmt: skip


def find_events(
    tokens: Tokens, article: Article, times: tuple[TimeExpression, ...], cast: Cast, quotes: tuple[Quote, ...]
) -> tuple[Event, ...]:
    """Find the clauses that a time expression dates."""
    events: dict[tuple[int, str], Event] = {}
    for use in date_uses(tokens, article, times):
        dated = trigger_of(use)
        if dated is None:
            continue
        for one in (dated, *_fronted(use, dated)):
            event = _event(use, one, cast, quotes)
            events.setdefault((one.trigger.i, event.date), event)
    return tuple(sorted(events.values(), key=lambda event: (event.span, event.date)))


def _fronted(use: DateUse, dated: Dated) -> list[Dated]:
    """ "On Friday, A sank, and B saved 200": a date in front holds for the clauses joined to the first."""
    verb = dated.trigger
    subject = next((child for child in verb.children if child.dep_ in ("nsubj", "nsubjpass")), None)
    if dated.rule != "verb" or subject is None or use.head.i > subject.i:
        return []
    joined = [other for other in verb.children if other.dep_ == "conj" and other.pos_ in ("VERB", "AUX")]
    text = verb.doc.cut(verb.i, joined[-1].i) if joined else ""
    if ":" in text or '"' in text:
        return []
    return [
        Dated(other, "fronted")
        for other in joined
        if any(child.dep_ in ("nsubj", "nsubjpass") for child in other.children) and not use.others_in(other)
    ]


def _event(use: DateUse, dated: Dated, cast: Cast, quotes: tuple[Quote, ...]) -> Event:
    trigger = dated.trigger
    span = clause_span(trigger, use.last)
    return Event(
        sentence=_sentence(trigger, span),
        span=span,
        date=use.value,
        date_span=use.span,
        dated_by="expression",
        status=status_of(trigger, ahead=use.ahead),
        trigger=Span(trigger.idx, trigger.idx + len(trigger.text)),
        reported_by=reporter(trigger, cast, quotes),
        actors=taking_part(trigger, span, cast, quotes),
        places=places_of(span, trigger),
        confidence=CONFIDENCE[dated.rule],
        rule=dated.rule,
    )


def _sentence(trigger: Token, span: Span) -> Span:
    """The sentence without the white space around it."""
    sentence = trigger.sent
    text = sentence.text
    start = sentence.doc[sentence.start].idx + len(text) - len(text.lstrip())
    return Span(min(start, span.start), max(start + len(text.strip()), span.end))
