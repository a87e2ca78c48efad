"""One article made ready for merging: all that depends on it alone, worked out once, when it is analysed.

An article and its findings in; out come its cast (the cards of its actors) and its reports (quotes and events folded
for comparing, with the anchors and the ledger's lines they have under the slug that the article asks for).
"""

import hashlib
import zlib
from array import array
from collections.abc import Iterable
from dataclasses import replace
from pathlib import PurePosixPath

import msgspec

from briefgen.brief.anchors import event_span, give_anchors, plain_words, quote_spans
from briefgen.brief.cards import Card, cards_of
from briefgen.brief.kinds import content_words, kinds_of
from briefgen.brief.ledger import anchor_lines
from briefgen.brief.sayings import quote_keys
from briefgen.names import slug
from briefgen.records import Article, ArticleId, Edtf, Event, Findings, LocalId, Quote, Span, Status

__all__ = [
    "Cast",
    "EventNote",
    "QuoteNote",
    "QuoteWords",
    "Reports",
    "keys_of_quote",
    "packed_keys",
    "prepare",
    "quote_words",
    "reports_of",
]

LONGEST = 90  # characters of a quote shown to the editor
ENCODE = msgspec.msgpack.Encoder().encode


class Cast(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Who is in an article, and how the article itself is known: the slug it asks for, a mark of its text."""

    slug: ArticleId
    text: str
    cards: tuple[Card, ...]


class QuoteNote(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A quote as merging sees it. `unsaid`: its words for the editor, where the text does not tell who said them."""

    start: int
    speaker: LocalId | None
    joint: tuple[LocalId, ...]
    date: Edtf | None
    unsaid: str
    mark: int  # differs where anything of the quote does


class QuoteWords(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What quotes are compared by: the folded words, and how many characters are quoted."""

    words: str
    length: int


class EventNote(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """An event as merging sees it; `words` folded, `content` the stems that tell what it is about, in a row."""

    words: str
    start: int
    date: Edtf
    status: Status
    actors: tuple[LocalId, ...]
    reported_by: LocalId | None
    kinds: tuple[str, ...]
    content: str
    places: tuple[str, ...]
    mark: int


DECODE_WORDS = msgspec.msgpack.Decoder(list[QuoteWords]).decode
DECODE_QUOTES = msgspec.msgpack.Decoder(list[QuoteNote]).decode
DECODE_EVENTS = msgspec.msgpack.Decoder(list[EventNote]).decode


class Reports(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """The quotes and events of an article, encoded: who merges quotes reads no events.

    `runs`: the keys of all quotes in a row, `counts` of them for each quote."""

    quotes: bytes
    words: bytes  # QuoteWords
    counts: bytes
    runs: bytes
    events: bytes
    quote_anchors: tuple[str, ...]
    event_anchors: tuple[str, ...]
    lines: str  # what the ledger keeps of the anchors
    slug: ArticleId  # that the anchors are made with
    analysed: bool = True

    @property
    def quote_notes(self) -> list[QuoteNote]:
        return DECODE_QUOTES(self.quotes)

    @property
    def event_notes(self) -> list[EventNote]:
        return DECODE_EVENTS(self.events)


def prepare(article: Article, findings: Findings) -> tuple[Cast, Reports]:
    """Work out what merging needs to know of an article."""
    wished = ArticleId(slug(article.slug or PurePosixPath(article.path).stem, "article"))
    text = hashlib.blake2b(f"{article.title}\n{article.body}".encode(), digest_size=6).hexdigest()
    return Cast(wished, text, cards_of(findings)), reports_of(replace(article, id=wished), findings)


def reports_of(article: Article, findings: Findings) -> Reports:
    """The reports of an article that has its slug."""
    anchored = give_anchors(article, findings.quotes, findings.events, {})
    words = [plain_words(" ".join(span.cut(article.body) for span in quote_spans(quote))) for quote in findings.quotes]
    keys = [quote_keys(folded, quote) for folded, quote in zip(words, findings.quotes, strict=True)]
    told = [
        QuoteWords(folded, sum(span.end - span.start for span in quote.content))
        for folded, quote in zip(words, findings.quotes, strict=True)
    ]
    return Reports(
        ENCODE([_quote_note(quote, article.body) for quote in findings.quotes]),
        ENCODE(told),
        *packed_keys(keys),
        ENCODE([_event_note(event, article.body) for event in findings.events]),
        anchored.quotes,
        anchored.events,
        anchor_lines(anchored.ledger),
        article.id,
        findings.analysed,
    )


def quote_words(words: bytes) -> list[QuoteWords]:
    """What the quotes of an article are compared by, in their order."""
    return DECODE_WORDS(words)


def packed_keys(keys: Iterable[tuple[int, ...]]) -> tuple[bytes, bytes]:
    """How many keys each quote has, as two bytes; all of them in a row, as four bytes each."""
    each = list(keys)
    counts = array("H", [len(found) for found in each])
    return counts.tobytes(), array("I", [key for found in each for key in found]).tobytes()


def keys_of_quote(reports: Reports, index: int) -> tuple[int, ...]:
    """The keys of one quote of an article."""
    counts = memoryview(reports.counts).cast("H")
    first = sum(counts[:index])
    return tuple(memoryview(reports.runs).cast("I")[first : first + counts[index]])


def _quote_note(quote: Quote, body: str) -> QuoteNote:
    unsaid = "" if quote.speaker_span or quote.kind == "indirect" else _shown(quote.quoted or quote.content, body)
    start = min((span.start for span in quote.content), default=0)
    return QuoteNote(start, quote.speaker, quote.joint, quote.date, unsaid, zlib.crc32(ENCODE(quote)))


def _shown(spans: tuple[Span, ...], body: str) -> str:
    words = " … ".join(span.cut(body) for span in spans)
    return words if len(words) <= LONGEST else words[:LONGEST].rsplit(" ", 1)[0] + " …"


def _event_note(event: Event, body: str) -> EventNote:
    words = plain_words(event_span(event).cut(body))
    trigger = event.trigger.cut(body) if event.trigger else ""
    return EventNote(
        words,
        event.span.start,
        event.date,
        event.status,
        event.actors,
        event.reported_by,
        kinds_of(trigger, words),
        " ".join(sorted(content_words(words))),
        tuple(sorted({place.name.lower() for place in event.places})),
        zlib.crc32(ENCODE(event)),
    )
