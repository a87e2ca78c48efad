"""Anchors of quotes and events: made of the article's slug, the words and their occurrence, never of a counter.

An anchor once given stays: when a better rule moves a span, the old anchor is an alias of what stands there now.
"""

import hashlib
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from briefgen.records import Article, Event, Quote, Span

__all__ = ["Anchored", "event_span", "give_anchors", "plain_words", "quote_spans"]

WORD = re.compile(r"\w+")
WORDS_KEPT = 48  # characters of the words that the ledger keeps, to find their place again


@dataclass(frozen=True, slots=True)
class Anchored:
    """The anchors of one article: in the order of its quotes and events, what the ledger keeps, old ones' new place.

    `lost`: old anchors at whose words nothing is found any more.
    """

    quotes: tuple[str, ...]
    events: tuple[str, ...]
    ledger: dict[str, str]
    former: dict[str, tuple[str, ...]]
    lost: tuple[tuple[str, Span], ...]


def give_anchors(article: Article, quotes: Sequence[Quote], events: Sequence[Event], known: dict[str, str]) -> Anchored:
    """Give each quote and event its anchor; find the new places of the anchors `known` from before."""
    quote_anchors = _made("q", article, [quote_spans(quote) for quote in quotes])
    event_anchors = _made("e", article, [(event_span(event),) for event in events])
    spans = {anchor: _whole(quote_spans(quote)) for anchor, quote in zip(quote_anchors, quotes, strict=True)}
    spans.update(zip(event_anchors, map(event_span, events), strict=True))
    ledger = known | {anchor: _first_words(article.body, span) for anchor, span in spans.items()}
    former: dict[str, tuple[str, ...]] = {}
    lost: list[tuple[str, Span]] = []
    for anchor in sorted(known.keys() - spans.keys()):
        place = _find(article.body, known[anchor])
        now = _at(place, anchor[0], spans) if place else None
        if now:
            former[now] = (*former.get(now, ()), anchor)
        elif place:
            lost.append((anchor, place))
    return Anchored(quote_anchors, event_anchors, ledger, former, tuple(lost))


def quote_spans(quote: Quote) -> tuple[Span, ...]:
    """The words that a quote is known by: between the marks where it has any."""
    return quote.quoted or quote.content


def event_span(event: Event) -> Span:
    return event.span


@lru_cache(maxsize=2048)  # an article's quotes and events are folded for their anchors, then for their reports
def plain_words(text: str) -> str:
    """The words alone, for comparing: lower-case, no punctuation, single spaces."""
    plain = text.lower().replace("’", "").replace("'", "")
    return " ".join(plain.translate(_blanks()).split() if plain.isascii() else WORD.findall(plain))


@cache
def _blanks() -> dict[int, str]:
    """Every ASCII character that is in no word, as a blank: several times faster than looking for words."""
    return {n: " " for n in range(128) if not WORD.match(chr(n))}


def _whole(spans: Sequence[Span]) -> Span:
    return spans[0] if len(spans) == 1 else Span(min(s.start for s in spans), max(s.end for s in spans))


def _made(letter: str, article: Article, all_spans: Iterable[Sequence[Span]]) -> tuple[str, ...]:
    given: dict[str, None] = {}
    for spans in all_spans:
        words = " ".join(span.cut(article.body) for span in spans)
        start = spans[0].start if spans else 0
        nth = article.body.count(spans[0].cut(article.body), 0, start) if spans else 0
        anchor = _anchor(letter, article.id, words, nth)
        while anchor in given:  # two findings of the very same words
            nth += 1
            anchor = _anchor(letter, article.id, words, nth)
        given[anchor] = None
    return tuple(given)


def _anchor(letter: str, slug: str, words: str, nth: int) -> str:
    known_by = f"{slug}\n{plain_words(words)}\n{nth}"
    return f"{letter}-{hashlib.blake2b(known_by.encode(), digest_size=6).hexdigest()}"


def _first_words(body: str, span: Span) -> str:
    line = body[span.start : min(span.end, span.start + WORDS_KEPT)].split("\n")[0]
    return line.rsplit(" ", 1)[0] if span.end - span.start > WORDS_KEPT and " " in line else line


def _find(body: str, words: str) -> Span | None:
    start = body.find(words) if words else -1
    return Span(start, start + len(words)) if start >= 0 else None


def _at(place: Span, letter: str, spans: dict[str, Span]) -> str | None:
    """The anchor of the same kind whose words overlap the place most."""
    overlap: Callable[[Span], int] = lambda span: min(span.end, place.end) - max(span.start, place.start)  # noqa: E731
    near = [(-overlap(span), span.start, anchor) for anchor, span in spans.items() if anchor[0] == letter]
    best = min(near, default=None)
    return best[2] if best and best[0] < 0 else None
