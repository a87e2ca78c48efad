"""RSS and Atom feeds: bytes in, one clipping an entry."""

import datetime as dt
import time
from typing import Any

from briefgen.importing.clipping import Found, Skipped
from briefgen.importing.make import from_html


def from_feed(content: bytes, name: str) -> Found:
    """Every entry of a feed, with the fullest text that it carries."""
    import feedparser

    feed = feedparser.parse(content, sanitize_html=False)
    if not feed.entries and not feed.get("version"):
        yield Skipped(name, "is no RSS or Atom feed")
        return
    for number, entry in enumerate(feed.entries, start=1):
        yield from_html(f"{name}, entry {number}", _keys(entry, feed.feed), _text(entry))


def links(content: bytes) -> list[str]:
    """The addresses that a feed's entries stand for."""
    import feedparser

    return [entry.link for entry in feedparser.parse(content).entries if entry.get("link")]


def is_feed(content: bytes) -> bool:
    head = content[:2000].lower()
    return b"<rss" in head or b"<feed" in head or b"<rdf:rdf" in head


def _keys(entry: Any, feed: Any) -> dict[str, str | None]:
    outlet = entry.get("source") or {}
    return {
        "title": entry.get("title"),
        "date": _date(entry),
        "author": entry.get("author"),
        "source": outlet.get("title") or feed.get("title"),
        "url": entry.get("link"),
        "tags": ",".join(tag["term"] for tag in entry.get("tags", ()) if tag.get("term")),
    }


def _text(entry: Any) -> str:
    texts: list[str] = [part.get("value", "") for part in entry.get("content", ())] + [entry.get("summary", "")]
    return max(texts, key=len)


def _date(entry: Any) -> str | None:
    """The moment of publication, in the entry's own words where they can be read: these keep its time zone."""
    moment: time.struct_time | None = entry.get("published_parsed") or entry.get("updated_parsed")
    if moment is None:
        return None
    printed = entry.get("published") or entry.get("updated") or ""
    if len(printed) >= 19 and printed[4:5] == "-":  # ISO: the day as printed, not as in Greenwich
        return printed
    offset = _offset(printed)
    local = dt.datetime(*moment[:6], tzinfo=dt.UTC) + offset
    hours, minutes = divmod(int(abs(offset).total_seconds()) // 60, 60)
    sign = "-" if offset < dt.timedelta() else "+"
    return f"{local:%Y-%m-%dT%H:%M}{sign}{hours:02}:{minutes:02}"


def _offset(printed: str) -> dt.timedelta:
    from email.utils import parsedate_to_datetime

    try:
        return parsedate_to_datetime(printed).utcoffset() or dt.timedelta()
    except ValueError:
        return dt.timedelta()
