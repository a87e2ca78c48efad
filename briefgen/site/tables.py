"""The rows of the data: in which order, what each is made from, and how."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from hashlib import blake2b
from operator import is_
from typing import NamedTuple

import msgspec

from briefgen.reads import stand_in
from briefgen.records import Actor, ActorId, Article, ArticleId, Happening, Saying
from briefgen.site.corpus import Corpus
from briefgen.site.dates import parse_when
from briefgen.site.frame import Frame
from briefgen.site.laid import Edition, Sources, plain
from briefgen.site.roles import latest_role
from briefgen.site.urls import actor_url, anchor_url, article_url

__all__ = ["MAKERS", "Maker", "Row", "Value", "edition_of", "row_of_actor", "row_of_event", "row_of_quote"]

Value = object
Row = tuple[Value, ...]
ENCODE = msgspec.msgpack.Encoder().encode


def edition_of(frame: Frame, name: str) -> Edition:
    """The rows of a table: what each is made from. The search index and the calendar are made from the same."""
    corpus, maker = frame.corpus, MAKERS[name]
    if name not in corpus.editions:
        told = partial(maker.told, corpus)
        corpus.editions[name] = frame.memory.edition(name, maker.sources(corpus), told)
    return corpus.editions[name]


def row_of_actor(corpus: Corpus, actor: Actor) -> Row:
    return _actor_row(corpus, *_of_actor_row(corpus, actor))


def row_of_quote(corpus: Corpus, saying: Saying) -> Row:
    return _quote_row(corpus, *_of_quote(corpus, saying))


def row_of_event(corpus: Corpus, happening: Happening) -> Row:
    return _event_row(corpus, *_of_event(corpus, happening))


def _actors(corpus: Corpus) -> Iterator[tuple[str, Sources]]:
    return ((actor.id, _of_actor_row(corpus, actor)) for actor in corpus.ranked)


def _quotes(corpus: Corpus) -> Iterator[tuple[str, Sources]]:
    return ((saying.anchor, _of_quote(corpus, saying)) for saying in corpus.sayings)


def _events(corpus: Corpus) -> Iterator[tuple[str, Sources]]:
    return ((happening.anchor, _of_event(corpus, happening)) for happening in corpus.happenings)


def _articles(corpus: Corpus) -> Iterator[tuple[str, Sources]]:
    return ((article.id, _of_article(corpus, article)) for article in corpus.by_date(corpus.articles))


def _of_actor_row(
    corpus: Corpus, actor: Actor
) -> tuple[Actor, tuple[ArticleId, ...], date | None, date | None, int, int]:
    articles = corpus.articles_of(actor.id)
    days = [article.date for article in articles if article.date]
    return (
        actor,
        tuple(article.id for article in articles),
        min(days, default=None),
        max(days, default=None),
        len(corpus.sayings_by.get(actor.id, ())),
        len(corpus.happenings_of.get(actor.id, ())),
    )


class Several:
    """The articles that report something. One whose text or findings changed is another object."""

    __slots__ = ("articles",)

    def __init__(self, articles: tuple[Article, ...]) -> None:
        self.articles = articles

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Several) or len(self.articles) != len(other.articles):
            return False
        return all(map(is_, self.articles, other.articles))

    __hash__ = None  # type: ignore[assignment]


def _several(corpus: Corpus, told: Saying | Happening) -> Several | None:
    if not told.others:
        return None
    return Several(tuple(corpus.articles[id] for id in (told.article, *(other.article for other in told.others))))


def _of_quote(corpus: Corpus, saying: Saying) -> tuple[Saying, Article, str | None, Several | None]:
    speaker = corpus.faces.get(saying.speaker)
    several = _several(corpus, saying)
    return saying, corpus.articles[saying.article], speaker.name if speaker else None, several


def _of_event(
    corpus: Corpus, happening: Happening
) -> tuple[Happening, Article, dict[ActorId, str], ActorId | None, Several | None]:
    """With the names of the actors who take part."""
    return (
        happening,
        corpus.articles[happening.article],
        {id: corpus.faces[id].name for id in happening.actors if id in corpus.faces},
        happening.reported_by if happening.reported_by in corpus.faces else None,
        _several(corpus, happening),
    )


def _told_report(corpus: Corpus, one: object, article: Article, *more: object) -> object:
    """What tells apart what a quote or an event is made from: of who else reports it, the text and its quotes."""
    *plain, several = more
    printed = [_printed(corpus, each) for each in several.articles] if isinstance(several, Several) else None
    return corpus.told(one), stand_in(article), plain, printed


def _printed(corpus: Corpus, article: Article) -> bytes:
    """What tells an article apart as one that prints what others print: its text, and where quotes and events stand."""
    known = corpus.printed
    if article.id not in known:
        found = corpus.findings[article.id]
        quotes = [(quote.quoted, quote.content) for quote in found.quotes]
        told = ENCODE((stand_in(article), quotes, [event.span for event in found.events]))
        known[article.id] = blake2b(told, digest_size=16).digest()
    return known[article.id]


def _of_article(corpus: Corpus, article: Article) -> tuple[Article, tuple[ActorId, ...], int, int]:
    return (
        article,
        tuple(id for id, _ in corpus.cast.get(article.id, ())),
        len(corpus.article_sayings.get(article.id, ())),
        len(corpus.article_happenings.get(article.id, ())),
    )


# ---------------------------------------------------------------- rows, in the order of `TABLES`


def _actor_row(
    corpus: Corpus,
    actor: Actor,
    articles: tuple[ArticleId, ...],
    first: date | None,
    last: date | None,
    quotes: int,
    events: int,
) -> Row:
    roles = [
        {"title": r.title, "date": _day(r.date), "article": r.article, "span": [r.span.start, r.span.end]}
        for r in actor.roles
    ]
    return (
        actor.id,
        actor.name,
        actor.kind,
        list(actor.aliases),
        roles,
        latest_role(actor),
        list(articles),
        len(articles),
        quotes,
        events,
        _day(first),
        _day(last),
        round(actor.salience, 4),
        actor_url(actor.id),
    )


def _quote_row(corpus: Corpus, saying: Saying, article: Article, speaker: str | None, several: Several | None) -> Row:
    quote, body = saying.quote, article.body
    return (
        saying.anchor,
        quote.kind,
        " … ".join(" ".join(span.cut(body).split()) for span in quote.content),
        saying.speaker if speaker is not None else None,
        speaker,
        quote.speaker_span.cut(body) if quote.speaker_span else None,
        quote.cue_span.cut(body) if quote.cue_span else None,
        quote.to,
        saying.date,
        quote.assertion,
        saying.article,
        [other.article for other in saying.others],
        len({first for _, first in corpus.saying_reports(saying)}),
        [[span.start, span.end] for span in quote.content],
        round(quote.confidence, 3),
        round(quote.speaker_confidence, 3),
        quote.rule,
        anchor_url(saying.article, saying.anchor),
    )


def _event_row(
    corpus: Corpus,
    happening: Happening,
    article: Article,
    actors: dict[ActorId, str],
    reported_by: ActorId | None,
    several: Several | None,
) -> Row:
    event, body = happening.event, article.body
    when = parse_when(happening.date)
    return (
        happening.anchor,
        happening.date,
        _day(when.start) if when else None,
        _day(when.end) if when else None,
        happening.status,
        " ".join(event.span.cut(body).split()),
        " ".join(event.sentence.cut(body).split()),
        event.date_span.cut(body) if event.date_span else None,
        event.dated_by,
        list(actors),
        reported_by,
        list(dict.fromkeys(place.name for place in event.places)),
        happening.outcome,
        happening.article,
        [other.article for other in happening.others],
        len({first for _, first in corpus.happening_reports(happening)}),
        [event.span.start, event.span.end],
        round(event.confidence, 3),
        event.rule,
        anchor_url(happening.article, happening.anchor),
    )


def _article_row(corpus: Corpus, article: Article, actors: tuple[ActorId, ...], quotes: int, events: int) -> Row:
    return (
        article.id,
        article.title,
        _day(article.date),
        article.source,
        article.author,
        article.url,
        article.language,
        list(article.tags),
        list(article.briefings),
        article.path,
        list(actors),
        quotes,
        events,
        article_url(article.id),
    )


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


class Maker(NamedTuple):
    sources: Callable[[Corpus], Iterator[tuple[str, Sources]]]  # of each row in order, by its id
    told: Callable[..., object]  # what tells sources apart, in every process
    row: Callable[..., Row]


def _plain(corpus: Corpus, *sources: object) -> object:
    return plain(*sources)


MAKERS = {
    "actors": Maker(_actors, _plain, _actor_row),
    "quotes": Maker(_quotes, _told_report, _quote_row),
    "events": Maker(_events, _told_report, _event_row),
    "articles": Maker(_articles, _plain, _article_row),
}
