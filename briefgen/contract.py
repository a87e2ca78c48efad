"""The machine interface: an article and its findings as the JSON object that `briefgen extract --json` prints."""

import datetime as dt
from typing import Any, Literal

import msgspec

from briefgen.records import (
    ActorKind,
    Article,
    Assertion,
    DatedBy,
    Findings,
    LocalActor,
    MentionForm,
    Quote,
    QuoteKind,
    Span,
    Status,
    TimeType,
)

__all__ = ["SCHEMA", "Extraction", "extraction", "schema"]

SCHEMA: Literal["briefgen/extraction/1"] = "briefgen/extraction/1"
Offsets = tuple[int, int]


class RoleOut(msgspec.Struct):
    title: str
    span: Offsets


class MentionOut(msgspec.Struct):
    span: Offsets
    text: str
    form: MentionForm


class ActorOut(msgspec.Struct):
    id: str
    name: str
    kind: ActorKind
    aliases: list[str]
    roles: list[RoleOut]
    salience: float
    mentions: list[MentionOut]


class QuoteOut(msgspec.Struct):
    kind: QuoteKind
    quoted: list[Offsets]
    content: list[Offsets]
    speaker: str | None
    joint: list[str]
    speaker_text: str | None
    speaker_span: Offsets | None
    cue: str | None
    cue_span: Offsets | None
    to: str | None
    date: str | None
    place: str | None
    assertion: Assertion
    confidence: float
    speaker_confidence: float
    rule: str


class DateOut(msgspec.Struct):
    span: Offsets
    text: str
    type: TimeType
    value: str
    rule: str


class PlaceOut(msgspec.Struct):
    name: str
    span: Offsets


class EventOut(msgspec.Struct):
    sentence: Offsets
    span: Offsets
    date: str
    date_span: Offsets | None
    dated_by: DatedBy
    status: Status
    reported_by: str | None
    actors: list[str]
    places: list[PlaceOut]
    confidence: float
    rule: str


class Extraction(msgspec.Struct):
    """One article's findings; offsets are [start, end) in Unicode characters into `text`."""

    schema: Literal["briefgen/extraction/1"]
    path: str
    title: str
    date: dt.date | None
    language: str
    text: str
    actors: list[ActorOut]
    quotes: list[QuoteOut]
    dates: list[DateOut]
    events: list[EventOut]


def extraction(article: Article, findings: Findings) -> Extraction:
    """Put findings into the form of the contract."""
    body = article.body
    return Extraction(
        schema=SCHEMA,
        path=article.path,
        title=article.title,
        date=article.date,
        language=article.language,
        text=body,
        actors=[_actor(actor, body) for actor in findings.actors],
        quotes=[_quote(quote, body) for quote in findings.quotes],
        dates=[
            DateOut(_offsets(time.span), time.span.cut(body), time.type, time.value, time.rule)
            for time in findings.times
        ],
        events=[
            EventOut(
                _offsets(event.sentence),
                _offsets(event.span),
                event.date,
                _maybe(event.date_span),
                event.dated_by,
                event.status,
                event.reported_by,
                list(event.actors),
                [PlaceOut(place.name, _offsets(place.span)) for place in event.places],
                event.confidence,
                event.rule,
            )
            for event in findings.events
        ],
    )


def schema() -> dict[str, Any]:
    """The JSON Schema of one line of `briefgen extract --json`."""
    return msgspec.json.schema(Extraction)


def _actor(actor: LocalActor, body: str) -> ActorOut:
    return ActorOut(
        actor.id,
        actor.name,
        actor.kind,
        list(actor.aliases),
        [RoleOut(role.title, _offsets(role.span)) for role in actor.roles],
        actor.salience,
        [MentionOut(_offsets(m.span), m.span.cut(body), m.form) for m in actor.mentions],
    )


def _quote(quote: Quote, body: str) -> QuoteOut:
    return QuoteOut(
        quote.kind,
        [_offsets(span) for span in quote.quoted],
        [_offsets(span) for span in quote.content],
        quote.speaker,
        list(quote.joint),
        _words(quote.speaker_span, body),
        _maybe(quote.speaker_span),
        _words(quote.cue_span, body),
        _maybe(quote.cue_span),
        quote.to,
        quote.date,
        quote.place,
        quote.assertion,
        quote.confidence,
        quote.speaker_confidence,
        quote.rule,
    )


def _offsets(span: Span) -> Offsets:
    return (span.start, span.end)


def _words(span: Span | None, body: str) -> str | None:
    return span.cut(body) if span else None


def _maybe(span: Span | None) -> Offsets | None:
    return _offsets(span) if span else None
