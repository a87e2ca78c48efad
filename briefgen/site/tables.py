"""The rows of the data: in which order, what each is made from, and how."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

from briefgen.records import Actor, ActorId, Article, ArticleId, Happening, Saying
from briefgen.site.corpus import Corpus
from briefgen.site.dates import parse_when
from briefgen.site.laid import Sources
from briefgen.site.roles import latest_role
from briefgen.site.urls import actor_url, anchor_url, article_url

__all__ = ["MAKERS", "Maker", "Row", "Value", "row_of_actor", "row_of_event", "row_of_quote"]

Value = object
Row = tuple[Value, ...]


def row_of_actor(corpus: Corpus, actor: Actor) -> Row:
    return _actor_row(*_of_actor_row(corpus, actor))


def row_of_quote(corpus: Corpus, saying: Saying) -> Row:
    return _quote_row(*_of_quote(corpus, saying))


def row_of_event(corpus: Corpus, happening: Happening) -> Row:
    return _event_row(*_of_event(corpus, happening))


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


def _of_quote(corpus: Corpus, saying: Saying) -> tuple[Saying, Article, str | None, int]:
    speaker = corpus.faces.get(saying.speaker)
    sources = len({first for _, first in corpus.saying_reports(saying)})
    return saying, corpus.articles[saying.article], speaker.name if speaker else None, sources


def _of_event(
    corpus: Corpus, happening: Happening
) -> tuple[Happening, Article, tuple[ActorId, ...], ActorId | None, int]:
    return (
        happening,
        corpus.articles[happening.article],
        tuple(id for id in happening.actors if id in corpus.faces),
        happening.reported_by if happening.reported_by in corpus.faces else None,
        len({first for _, first in corpus.happening_reports(happening)}),
    )


def _of_article(corpus: Corpus, article: Article) -> tuple[Article, tuple[ActorId, ...], int, int]:
    return (
        article,
        tuple(id for id, _ in corpus.cast.get(article.id, ())),
        len(corpus.article_sayings.get(article.id, ())),
        len(corpus.article_happenings.get(article.id, ())),
    )


# ---------------------------------------------------------------- rows, in the order of `TABLES`


def _actor_row(
    actor: Actor, articles: tuple[ArticleId, ...], first: date | None, last: date | None, quotes: int, events: int
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


def _quote_row(saying: Saying, article: Article, speaker: str | None, sources: int) -> Row:
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
        sources,
        [[span.start, span.end] for span in quote.content],
        round(quote.confidence, 3),
        round(quote.speaker_confidence, 3),
        quote.rule,
        anchor_url(saying.article, saying.anchor),
    )


def _event_row(
    happening: Happening, article: Article, actors: tuple[ActorId, ...], reported_by: ActorId | None, sources: int
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
        sources,
        [event.span.start, event.span.end],
        round(event.confidence, 3),
        event.rule,
        anchor_url(happening.article, happening.anchor),
    )


def _article_row(article: Article, actors: tuple[ActorId, ...], quotes: int, events: int) -> Row:
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
    row: Callable[..., Row]


MAKERS = {
    "actors": Maker(_actors, _actor_row),
    "quotes": Maker(_quotes, _quote_row),
    "events": Maker(_events, _event_row),
    "articles": Maker(_articles, _article_row),
}
