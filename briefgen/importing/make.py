"""Clippings made of what sources hold: text, HTML or a page, with a few known keys; the unreadable is skipped."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import replace

from briefgen.errors import BriefgenError
from briefgen.importing.clipping import Clipping, Skipped
from briefgen.read import parse
from briefgen.read.article import article
from briefgen.read.body import plain_body
from briefgen.read.fragment import parse_fragment
from briefgen.read.keys import Given
from briefgen.records import Article

Keys = Mapping[str, str | None]


def from_page(
    origin: str, content: bytes, *, url: str | None = None, retrieved: dt.date | None = None
) -> Clipping | Skipped:
    """A saved web page. What it was fetched from counts where the page names no address of its own."""
    return _made(origin, lambda: _with_url(parse(content, "page.html"), url), retrieved)


def from_file(origin: str, content: bytes, name: str) -> Clipping | Skipped:
    """An article in one of briefgen's own formats."""
    return _made(origin, lambda: parse(content, name))


def from_text(origin: str, keys: Keys, text: str) -> Clipping | Skipped:
    """Plain text and what is known of it."""
    return _made(origin, lambda: article("text", _header(keys), plain_body(text)))


def from_html(origin: str, keys: Keys, markup: str) -> Clipping | Skipped:
    """A piece of HTML and what is known of it."""
    return _made(origin, lambda: parse_fragment("text", _header(keys), markup))


def _made(origin: str, make: Callable[[], Article], retrieved: dt.date | None = None) -> Clipping | Skipped:
    try:
        return Clipping(origin, make(), retrieved)
    except BriefgenError as error:
        return Skipped(origin, "; ".join(problem.what for problem in error.problems))


def _header(keys: Keys) -> dict[str, Given]:
    return {key: Given(value) for key, value in keys.items() if value and value.strip()}


def _with_url(found: Article, url: str | None) -> Article:
    if found.url or not url or not url.startswith(("http://", "https://")):
        return found
    return replace(found, url=url)
