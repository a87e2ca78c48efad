"""Where records belong: under which keys of the corpus' tables, and in which order there."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence

from briefgen.records import ActorId, Article, ArticleId, Edtf, Event, Happening, Quote, Saying, Span
from briefgen.site.dates import When, parse_when

__all__ = [
    "done_on", "event_order", "happening_order", "inside", "quote_order", "said_when", "speakers", "takers",
]  # fmt: skip


def said_when(saying: Saying, articles: Mapping[ArticleId, Article]) -> When | None:
    """The day the words were said, else the day the article reports them."""
    if saying.date and (when := parse_when(saying.date)):
        return when
    article = articles.get(saying.article)
    return parse_when(Edtf(article.date.isoformat())) if article and article.date else None


def happening_order(happening: Happening) -> tuple[object, ArticleId, Span, str]:
    when = parse_when(happening.date)
    assert when
    return when.sort_key, happening.article, happening.event.span, happening.anchor


def quote_order(reported: tuple[Saying, Quote]) -> tuple[Sequence[Span], str]:
    return reported[1].content, reported[0].anchor


def event_order(reported: tuple[Happening, Event]) -> tuple[Span, str]:
    return reported[1].span, reported[0].anchor


def speakers(saying: Saying) -> Iterator[tuple[ActorId, Saying]]:
    return ((id, saying) for id in dict.fromkeys((saying.speaker, *saying.joint)) if id)


def takers(happening: Happening) -> Iterator[tuple[ActorId, Happening]]:
    """Who takes part, and who says so."""
    return ((id, happening) for id in dict.fromkeys((*happening.actors, happening.reported_by)) if id)


def done_on(happening: Happening) -> Iterator[tuple[str, Happening]]:
    if (when := parse_when(happening.date)) and when.key:
        yield when.key, happening


def inside(mentions: Sequence[tuple[int, int, ActorId]], parts: Iterable[Span]) -> Iterator[ActorId]:
    """Who is named in these parts of a text, by the mentions in it, in order."""
    for part in parts:
        first, last = (bisect_left(mentions, (place,)) for place in (part.start, part.end))
        yield from (id for _, end, id in mentions[first:last] if end <= part.end)
