"""Files for the host and its visitors: sitemap, robots, headers, manifest, icon."""

from collections.abc import Iterator
from datetime import date

import msgspec
from markupsafe import escape

from briefgen.records import ArticleId, Page, Touched
from briefgen.site.corpus import Corpus
from briefgen.site.frame import POLICY, Frame
from briefgen.site.urls import actor_url, article_url, date_url
from briefgen.site.views.pages import StyleView

__all__ = ["host_files"]

LARGEST_SITEMAP = 50_000  # addresses, by the protocol
HEADERS = f"""/*
  Content-Security-Policy: {POLICY}; frame-ancestors 'self'
  X-Content-Type-Options: nosniff
  Referrer-Policy: strict-origin-when-cross-origin
"""


def host_files(frame: Frame, touched: Touched | None) -> Iterator[Page]:
    yield Page("assets/style.css", "style.css", StyleView(frame.settings.accent))
    for script in ("site.js", "search.js"):
        yield Page(f"assets/{script}", script, None)
    yield Page(".nojekyll", "", "")
    yield Page("_headers", "", HEADERS)
    yield Page("site.webmanifest", "", _manifest(frame))
    if base := frame.settings.base_url:
        yield Page("robots.txt", "", f"User-agent: *\nAllow: /\n\nSitemap: {base}sitemap.xml\n")
        yield from _sitemaps(frame, base)


def _manifest(frame: Frame) -> bytes:
    """Relative addresses: they count from the manifest's own."""
    title = frame.settings.title
    manifest = {
        "name": title,
        "short_name": title[:24],
        "start_url": "./",
        "display": "browser",
        "icons": [{"src": "assets/icon.svg", "sizes": "any", "type": "image/svg+xml"}],
    }
    return msgspec.json.format(msgspec.json.encode(manifest), indent=1)


def _sitemaps(frame: Frame, base: str) -> Iterator[Page]:
    entries = list(_entries(frame))
    if len(entries) <= LARGEST_SITEMAP:
        yield Page("sitemap.xml", "", _sitemap(base, entries))
        return
    starts = range(0, len(entries), LARGEST_SITEMAP)
    for number, start in enumerate(starts, 1):
        yield Page(f"sitemap-{number}.xml", "", _sitemap(base, entries[start : start + LARGEST_SITEMAP]))
    lines = [f"<sitemap><loc>{escape(base)}sitemap-{n}.xml</loc></sitemap>" for n in range(1, len(starts) + 1)]
    yield Page("sitemap.xml", "", _xml("sitemapindex", lines))


def _entries(frame: Frame) -> Iterator[tuple[str, date | None]]:
    """Every page for readers, with the day of the newest article that could have changed it."""
    corpus = frame.corpus
    for url in ("", "actors/", "timeline/", "quotes/", "dates/", "articles/", "about/"):
        yield url, corpus.newest
    for actor in corpus.ranked:
        yield actor_url(actor.id), max(_days(corpus, [seen.article for seen in actor.appearances]), default=None)
    for key in corpus.days:
        yield date_url(key), None
    articles = corpus.by_date(corpus.articles)
    if frame.settings.source_text != "full":
        yield from ((article_url(article.id), article.date) for article in articles)
    else:
        own = (article for article in articles if not article.url and not article.source)
        yield from ((article_url(article.id), article.date) for article in own)


def _days(corpus: Corpus, ids: list[ArticleId]) -> list[date]:
    return [day for id in ids if (day := corpus.articles[id].date)]


def _sitemap(base: str, entries: list[tuple[str, date | None]]) -> str:
    lines = []
    for url, day in entries:
        changed = f"<lastmod>{day.isoformat()}</lastmod>" if day else ""
        lines.append(f"<url><loc>{escape(base + url)}</loc>{changed}</url>")
    return _xml("urlset", lines)


def _xml(root: str, lines: list[str]) -> str:
    namespace = "http://www.sitemaps.org/schemas/sitemap/0.9"
    body = "\n".join(lines)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="{namespace}">\n{body}\n</{root}>\n'
