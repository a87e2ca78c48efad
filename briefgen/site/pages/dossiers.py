"""Curated briefings: the editor's words, and below them what the dossier selects."""

from collections.abc import Iterator

from markupsafe import Markup

from briefgen.records import ActorId, Article, ArticleId, Dossier, Happening, Page, Saying, Touched
from briefgen.site.corpus import Corpus, said_when
from briefgen.site.dates import When, parse_when
from briefgen.site.frame import Frame
from briefgen.site.pages.home import upcoming
from briefgen.site.rows import article_row, key_actor
from briefgen.site.urls import dossier_url
from briefgen.site.views.pages import DossierView
from briefgen.wording import counted

__all__ = ["dossier_pages"]

ACTORS = 5


def dossier_pages(frame: Frame, touched: Touched | None) -> Iterator[Page]:
    for dossier in frame.corpus.dossiers:
        if touched is None or dossier.name in touched.dossiers:
            yield Page(dossier_url(dossier.name), "dossier.html", _view(frame, dossier))


def _view(frame: Frame, dossier: Dossier) -> DossierView:
    url, corpus, size = dossier_url(dossier.name), frame.corpus, max(frame.settings.page_size // 3, 1)
    printer = frame.printer(url)
    articles = [a for a in corpus.by_date(corpus.articles) if _holds_article(dossier, a)]
    ids = {article.id for article in articles}
    events = [h for h in corpus.happenings if _holds_event(dossier, h, ids)]
    quotes = [s for s in corpus.sayings if _holds_saying(corpus, dossier, s, ids)]
    soonest = [happening.anchor for happening in upcoming(corpus)]
    ahead = {anchor: place for place, anchor in enumerate(soonest)}
    past = [h for h in events if h.anchor not in ahead]
    due = sorted((h for h in events if h.anchor in ahead), key=lambda h: ahead[h.anchor])
    lists = ((past, "event"), (quotes, "quote"), (articles, "article"))
    return DossierView(
        shell=frame.shell(url, dossier.title, kind="dossier"),
        title=dossier.title,
        html=Markup(dossier.html),  # sanitised when it was read
        actors=tuple(key_actor(printer, id) for id in dossier.actors[:ACTORS] if id in corpus.actors),
        events=tuple(map(printer.event, reversed(past[-size:]))),
        upcoming=tuple(map(printer.event, due[:size])),
        quotes=tuple(map(printer.quote, reversed(quotes[-size:]))),
        articles=tuple(article_row(printer, article) for article in reversed(articles[-size:])),
        more=tuple(f"{counted(len(found) - size, 'earlier ' + noun)}" for found, noun in lists if len(found) > size),
    )


def _holds_article(dossier: Dossier, article: Article) -> bool:
    """Named by the article itself, or by tag; inside the dates."""
    named = dossier.name in article.briefings or bool(set(dossier.tags) & set(article.tags))
    open_ = not dossier.tags and not dossier.actors and not dossier.places
    day = article.date
    early = dossier.since and (not day or day < dossier.since)
    late = dossier.until and (not day or day > dossier.until)
    return (named or open_) and not early and not late


def _holds_event(dossier: Dossier, happening: Happening, articles: set[ArticleId]) -> bool:
    acts = _shared(dossier.actors, happening.actors)
    there = bool(set(dossier.places) & {place.name for place in happening.event.places})
    chosen = acts or there or happening.article in articles
    return chosen and _inside(dossier, parse_when(happening.date))


def _holds_saying(corpus: Corpus, dossier: Dossier, saying: Saying, articles: set[ArticleId]) -> bool:
    speaks = _shared(dossier.actors, (*((saying.speaker,) if saying.speaker else ()), *saying.joint))
    return (speaks or saying.article in articles) and _inside(dossier, said_when(saying, corpus.articles))


def _shared(wanted: tuple[ActorId, ...], found: tuple[ActorId, ...]) -> bool:
    return bool(set(wanted) & set(found))


def _inside(dossier: Dossier, when: When | None) -> bool:
    if not dossier.since and not dossier.until:
        return True
    if when is None:
        return False
    return not (dossier.since and when.end < dossier.since) and not (dossier.until and when.start > dossier.until)
