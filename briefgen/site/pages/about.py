"""How the site was made, the search page, and the page for addresses that lead nowhere."""

from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlsplit

from briefgen import __version__
from briefgen.records import Page, Touched
from briefgen.site.dates import long_day
from briefgen.site.frame import Frame
from briefgen.site.rows import publishers
from briefgen.site.urls import Links
from briefgen.site.views.pages import AboutView, PlainView
from briefgen.wording import counted

__all__ = ["about_page", "error_page", "search_page"]

DOWNLOADS = (
    ("Actors", "actors", "names, kinds, aliases, roles with their sources, articles, counts"),
    ("Quotes", "quotes", "words, kind, speaker, date, article and character offsets, rule and confidence"),
    ("Events", "events", "words, date (EDTF), status, actors, places, article and character offsets"),
    ("Articles", "articles", "titles, dates, publishers, addresses"),
)


def about_page(frame: Frame, touched: Touched | None) -> Iterator[Page]:
    corpus, to = frame.corpus, frame.links("about/").to
    files = tuple(
        (name, tuple((f"{file}.{kind}", to(f"data/{file}.{kind}")) for kind in ("json", "csv")), held)
        for name, file, held in DOWNLOADS
    )
    whole = (
        ("Everything", (("briefing.sqlite", to("data/briefing.sqlite")),), "one table each, indexed by id"),
        ("Columns", (("datapackage.json", to("data/datapackage.json")),), "every column of every table explained"),
    )
    view = AboutView(
        shell=frame.shell("about/", "About this briefing", kind="about"),
        facts=_facts(frame),
        uncertain=_uncertain(frame),
        corrections=corpus.corrections_applied,
        downloads=(*files, *whole),
        sources=publishers(corpus),
    )
    yield Page("about/", "about.html", view)


def _facts(frame: Frame) -> tuple[tuple[str, str], ...]:
    corpus = frame.corpus
    facts = [
        ("Made with", f"briefgen {__version__}"),
        ("Language model", frame.settings.model),
        ("Articles read", f"{len(corpus.articles):,}"),
        ("Actors", f"{len(corpus.actors):,}"),
        ("Quotes", f"{len(corpus.sayings):,}"),
        ("Dated events", f"{len(corpus.happenings):,}"),
    ]
    if corpus.oldest and corpus.newest:
        facts.append(("Articles from", f"{long_day(corpus.oldest)} to {long_day(corpus.newest)}"))
    if frame.settings.license:
        facts.append(("Licence of the data", frame.settings.license))
    return tuple(facts)


def _uncertain(frame: Frame) -> tuple[tuple[str, str], ...]:
    corpus = frame.corpus
    unknown = sum(saying.speaker is None for saying in corpus.sayings)
    undated = sum(article.date is None for article in corpus.articles.values())
    unread = corpus.unread
    doubts = Counter(doubt.kind for doubt in corpus.doubts)
    found = [
        (unknown, f"{counted(unknown, 'quote')} whose source names no known actor"),
        (undated, f"{counted(undated, 'article')} without a date: relative dates in them stay unresolved"),
        (unread, f"{counted(unread, 'article')} shown without analysis"),
        (doubts["merge"], f"{counted(doubts['merge'], 'pair')} of names that may mean one actor"),
    ]
    return tuple((f"{number:,}", words.split(" ", 1)[1]) for number, words in found if number)


def search_page(frame: Frame, touched: Touched | None) -> Iterator[Page]:
    yield Page("search/", "search.html", PlainView(frame.shell("search/", "Search", kind="search")))


def error_page(frame: Frame, touched: Touched | None) -> Iterator[Page]:
    """Served at any depth: its links begin with the path of `base_url`."""
    root = urlsplit(frame.settings.base_url).path or "/"
    shell = frame.shell(
        "404.html", "Page not found", kind="error", noindex=True, links=Links(root, frame.settings.portable)
    )
    yield Page("404.html", "404.html", PlainView(shell))
