"""Feeds: Atom for the site and each actor, a JSON Feed for the site."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

import msgspec

from briefgen.records import ActorId, Article, ArticleId, Happening, Page, Saying, Touched
from briefgen.site.corpus import said_when
from briefgen.site.dates import parse_when
from briefgen.site.frame import Frame
from briefgen.site.urls import actor_url, anchor_url, article_url
from briefgen.site.views.printer import one_line, short
from briefgen.wording import counted

__all__ = ["feed_files"]

ENTRIES = 30
LONGEST_TITLE = 110
NO_DATE = "1970-01-01T00:00:00Z"  # of a feed without a dated entry: Atom wants one, and today is not ours to say
NO_HOST = "briefgen.invalid"  # in ids, where no base_url is set


@dataclass(frozen=True, slots=True)
class Entry:
    id: str
    url: str
    via: str  # the publisher's page
    title: str
    text: str
    updated: str
    author: str
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FeedView:
    id: str
    title: str
    subtitle: str
    language: str
    url: str
    alternate: str
    updated: str
    entries: tuple[Entry, ...]


def feed_files(frame: Frame, touched: Touched | None) -> Iterator[Page]:
    entries = _article_entries(frame)
    yield Page("feed.atom", "feed.atom", _feed(frame, "feed.atom", "", frame.settings.title, entries))
    yield Page("feed.json", "", _json_feed(frame, entries))
    for actor in frame.corpus.ranked:
        if touched is None or actor.id in touched.actors:
            url = f"{actor_url(actor.id)}feed.atom"
            yield Page(url, "feed.atom", frame.later(_actor_feed, url, actor.id))


def _actor_feed(frame: Frame, url: str, id: ActorId) -> FeedView:
    title = f"{frame.corpus.faces[id].name} · {frame.settings.title}"
    return _feed(frame, url, actor_url(id), title, _actor_entries(frame, id))


def _feed(frame: Frame, url: str, page: str, title: str, entries: tuple[Entry, ...]) -> FeedView:
    return FeedView(
        id=_tag(frame, page, None),
        title=title,
        subtitle=frame.settings.description,
        language=frame.settings.language,
        url=_link(frame, url, url),
        alternate=_link(frame, url, page),
        updated=max((entry.updated for entry in entries), default=NO_DATE),
        entries=entries,
    )


def _link(frame: Frame, feed: str, url: str) -> str:
    return frame.settings.base_url + url if frame.settings.base_url else frame.links(feed).to(url)


def _tag(frame: Frame, url: str, day: date | None) -> str:
    """A tag URI: stays the same when the site moves within its host."""
    host = urlsplit(frame.settings.base_url).hostname or NO_HOST
    return f"tag:{host},{day.year if day else 2000}:/{url}"


# ---------------------------------------------------------------- the site: its articles


def _article_entries(frame: Frame) -> tuple[Entry, ...]:
    dated = [article for article in frame.corpus.by_date(frame.corpus.articles) if article.date]
    return tuple(_article_entry(frame, article) for article in reversed(dated[-ENTRIES:]))


def _article_entry(frame: Frame, article: Article) -> Entry:
    corpus, url = frame.corpus, article_url(article.id)
    said = len(corpus.article_sayings.get(article.id, ()))
    done = len(corpus.article_happenings.get(article.id, ()))
    cast = ", ".join(corpus.faces[id].name for id, _ in corpus.cast.get(article.id, ())[:6])
    told = [
        article.summary,
        f"{counted(said, 'quote')}, {counted(done, 'dated event')}.",
        f"Actors: {cast}." if cast else "",
    ]
    return Entry(
        id=_tag(frame, url, article.date),
        url=_link(frame, "feed.atom", url),
        via=article.url or "",
        title=article.title,
        text=" ".join(filter(None, told)),
        updated=_stamp(article.date, article.time),
        author=article.author or article.source or "",
        tags=article.tags,
    )


def _stamp(day: date | None, time: str | None = None) -> str:
    """RFC 3339; a time only where the source gives it with its zone."""
    if day is None:
        return NO_DATE
    m = re.fullmatch(r"(\d\d:\d\d)(:\d\d)?(Z|[+-]\d\d:\d\d)", time or "")
    return f"{day.isoformat()}T{m[1]}{m[2] or ':00'}{m[3]}" if m else f"{day.isoformat()}T00:00:00Z"


def _json_feed(frame: Frame, entries: tuple[Entry, ...]) -> str:
    """JSON Feed 1.1."""
    feed: dict[str, object] = {"version": "https://jsonfeed.org/version/1.1", "title": frame.settings.title}
    if base := frame.settings.base_url:
        feed |= {"home_page_url": base, "feed_url": f"{base}feed.json"}
    if frame.settings.description:
        feed["description"] = frame.settings.description
    feed["language"] = frame.settings.language
    feed["items"] = [_json_item(entry) for entry in entries]
    return msgspec.json.format(msgspec.json.encode(feed), indent=1).decode()


def _json_item(entry: Entry) -> dict[str, object]:
    item: dict[str, object] = {"id": entry.id, "url": entry.url, "title": entry.title, "content_text": entry.text}
    item["date_published"] = entry.updated
    if entry.via:
        item["external_url"] = entry.via
    if entry.author:
        item["authors"] = [{"name": entry.author}]
    if entry.tags:
        item["tags"] = list(entry.tags)
    return item


# ---------------------------------------------------------------- an actor: its quotes and events


def _actor_entries(frame: Frame, actor: ActorId) -> tuple[Entry, ...]:
    """The newest first, each dated by the article that brought it."""
    said = frame.corpus.sayings_by.get(actor, [])[-ENTRIES:]
    done = frame.corpus.happenings_of.get(actor, [])[-ENTRIES:]
    found = [_saying_entry(frame, actor, saying) for saying in said]
    found += [_happening_entry(frame, actor, happening) for happening in done]
    dated = [entry for entry in found if entry.updated != NO_DATE]
    newest = sorted(sorted(dated, key=lambda entry: entry.id), key=lambda entry: entry.updated, reverse=True)
    return tuple({entry.id: entry for entry in newest[:ENTRIES]}.values())


def _saying_entry(frame: Frame, actor: ActorId, saying: Saying) -> Entry:
    body = frame.corpus.articles[saying.article].body
    marked = one_line(body, saying.quote)
    when = said_when(saying, frame.corpus.articles)
    lead = f"{frame.corpus.faces[actor].name}: "
    return _entry(frame, actor, saying.article, saying.anchor, marked, lead, when.text if when else "")


def _happening_entry(frame: Frame, actor: ActorId, happening: Happening) -> Entry:
    body, when = frame.corpus.articles[happening.article].body, parse_when(happening.date)
    words = " ".join(happening.event.sentence.cut(body).split())
    status = f" ({happening.status})" if happening.status != "happened" else ""
    lead = f"{when.text}{status}: " if when else ""
    return _entry(frame, actor, happening.article, happening.anchor, words, lead, when.text if when else "")


def _entry(frame: Frame, actor: ActorId, id: ArticleId, anchor: str, words: str, lead: str, when: str) -> Entry:
    article = frame.corpus.articles[id]
    url = anchor_url(article.id, anchor)
    told = f"{words} ({', '.join(filter(None, (article.source, when)))})"
    return Entry(
        id=_tag(frame, url, article.date),
        url=_link(frame, f"{actor_url(actor)}feed.atom", url),
        via=article.url or "",
        title=short(f"{lead}{words}", LONGEST_TITLE),
        text=told,
        updated=_stamp(article.date, article.time),
        author=article.source or "",
        tags=(),
    )
