"""Share images of actors, articles, days and quotes: what each says; drawn only where the setting asks for it."""

from collections.abc import Iterator
from datetime import date

from briefgen.records import Page, Touched
from briefgen.site.corpus import said_when
from briefgen.site.dates import long_day
from briefgen.site.frame import Frame
from briefgen.site.roles import latest_role
from briefgen.site.urls import actor_url, article_url, date_url, og_image_url, quote_url
from briefgen.site.views.pages import ShareCardView
from briefgen.site.views.printer import outlet_name, plain_words, short
from briefgen.wording import counted

__all__ = ["share_files"]

ACCENT = "#0b5563"  # of the theme, where the settings name none in a form that pictures know
LONGEST_TITLE = 120
LONGEST_QUOTE = 230
LONGEST_LINE = 60


def share_files(frame: Frame, touched: Touched | None) -> Iterator[Page]:
    if not frame.shares:
        return
    corpus = frame.corpus
    for actor in corpus.ranked:
        if touched is None or actor.id in touched.actors:
            told = latest_role(actor) or counted(len(actor.appearances), "article")
            yield _page(frame, actor_url(actor.id), actor.name, told)
    for article in corpus.by_date(corpus.articles):
        if touched is None or article.id in touched.articles:
            day = long_day(article.date) if article.date else ""
            told = ", ".join(filter(None, (article.source, day)))
            yield _page(frame, article_url(article.id), short(article.title, LONGEST_TITLE), told)
    if touched is None:
        yield from _quotes(frame)
    for key, shelf in corpus.days.items():
        if len(key) == 10 and (touched is None or key in touched.days):
            told = f"{counted(len(shelf.happenings), 'event')}, {counted(len(shelf.sayings), 'quote')}"
            yield _page(frame, date_url(key), long_day(date.fromisoformat(key)), told)


def _quotes(frame: Frame) -> Iterator[Page]:
    """Of the verbatim quotes: the words and who said them."""
    printer = frame.printer("")
    for saying in frame.corpus.sayings:
        if saying.quote.kind == "direct":
            article = frame.corpus.articles[saying.article]
            when = said_when(saying, frame.corpus.articles)
            words = short(plain_words(article.body, saying.quote), LONGEST_QUOTE)
            told = filter(None, (printer.speaker(saying), when.text if when else "", outlet_name(article)))
            yield _page(frame, quote_url(saying.anchor), f"“{words}”", ", ".join(told))


def _page(frame: Frame, url: str, title: str, under: str) -> Page:
    accent = frame.settings.accent if frame.settings.accent.startswith("#") else ACCENT
    site = short(frame.settings.title, LONGEST_LINE)
    view = ShareCardView(site, short(title, LONGEST_QUOTE), short(under, LONGEST_LINE), accent)
    return Page(og_image_url(url), "share-card", view)
