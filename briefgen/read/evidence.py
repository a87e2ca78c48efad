"""What a saved page says of itself: JSON-LD, OpenGraph and other `meta`, `time` elements, its address, its byline."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from briefgen.read.dates import find_moment, parse_moment
from briefgen.read.keys import is_web_address

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_ARTICLES = (
    "Article", "NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "OpinionNewsArticle", "BlogPosting",
    "LiveBlogPosting", "Report", "WebPage",
)  # fmt: skip
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(\S+)\s*-->|<!--[^>]{0,200}?\burl:\s*(https?://\S+)")
_ADDRESS_DATE = re.compile(r"/(\d{4})[/-](\d{1,2})[/-](\d{1,2})(?:[/-]|$)|[/-](20\d\d)(\d\d)(\d\d)(?:[/.-]|$)")
_PUBLISHED_WORD = re.compile(r"\b(published|posted|first published|date|issued)\b", re.I)
_OUTLET = re.compile(r"(.*\S)(\s+[|–—-]\s+)(\S.*?)", re.S)
_OTHERS = re.compile(r"related|comment|sidebar|teaser", re.I)
_BYLINE = re.compile(r"^\s*(?:by|von|par|por|di)\s+(.{3,80}?)(?:\s*[|•·,]\s.*)?$", re.I | re.S)


@dataclass(frozen=True, slots=True)
class Evidence:
    """The page's own claims. `dated_by` names a weak source of the date, None where the page states it."""

    title: str | None = None
    date: str | None = None
    dated_by: str | None = None
    author: str | None = None
    source: str | None = None
    url: str | None = None
    summary: str | None = None
    language: str | None = None
    tags: tuple[str, ...] = ()


def evidence(page: "HtmlElement", text: str) -> Evidence:
    """Gather the claims of a page, the most explicit first."""
    told = next(_linked_data(page), {})
    meta = _meta(page)
    url = _url(page, text, meta, told)
    source = _name(told.get("publisher")) or meta.get("og:site_name") or meta.get("dc.publisher") or _host(url)
    date, dated_by = _date(page, told, meta, url)
    return Evidence(
        title=_title(page, told, meta, source),
        date=date,
        dated_by=dated_by,
        author=_author(page, told, meta, source),
        source=source,
        url=url,
        summary=_text(told.get("description")) or meta.get("og:description") or meta.get("description"),
        language=_language(page, told),
        tags=_tags(told, meta),
    )


# ---------------------------------------------------------------- where claims stand


def _linked_data(page: "HtmlElement") -> Iterator[dict[str, Any]]:
    """The JSON-LD objects that describe an article."""
    scripts = page.iterfind(".//script[@type='application/ld+json']")
    objects = [found for script in scripts for found in _objects(script.text)]
    for kind in _ARTICLES:
        for told in objects:
            kinds = told.get("@type")
            if kind in (kinds if isinstance(kinds, list) else [kinds]):
                yield told


def _objects(text: str | None) -> Iterator[dict[str, Any]]:
    try:
        found = json.loads((text or "").strip().removesuffix(";"), strict=False)
    except (ValueError, RecursionError):  # no JSON, or a thousand brackets deep
        return
    waiting = [found]
    while waiting:
        value = waiting.pop(0)
        if isinstance(value, list):
            waiting += value
        elif isinstance(value, dict):
            yield value
            waiting += [value[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in value]


def _meta(page: "HtmlElement") -> dict[str, str]:
    found: dict[str, str] = {}
    for element in page.iter("meta"):
        key = element.get("property") or element.get("name") or element.get("itemprop") or ""
        content = " ".join((element.get("content") or "").split())
        if key and content:
            found.setdefault(key.lower(), content)
    return found


# ---------------------------------------------------------------- the claims one by one


def _title(page: "HtmlElement", told: dict[str, Any], meta: dict[str, str], source: str | None) -> str | None:
    headings = [" ".join(h.text_content().split()) for h in page.iter("h1")]
    named = _text(told.get("headline")) or meta.get("og:title") or meta.get("twitter:title") or meta.get("dc.title")
    if named:
        return _without_outlet(named, source)
    if len(headings) == 1 and headings[0]:
        return headings[0]
    element = page.find(".//title")
    return _without_outlet(" ".join(element.text_content().split()), source) if element is not None else None


def _without_outlet(title: str, source: str | None) -> str:
    """ "Port strike ends | Harbour Post" -> "Port strike ends"."""
    parted = _OUTLET.fullmatch(title)
    if not parted:
        return title
    headline, bar, outlet = parted.groups()
    is_outlet = source is not None and (outlet.lower() in source.lower() or source.lower() in outlet.lower())
    return headline if is_outlet or "|" in bar else title


def _date(
    page: "HtmlElement", told: dict[str, Any], meta: dict[str, str], url: str | None
) -> tuple[str | None, str | None]:
    """The date of publication as ISO text, and the weak source it comes from if it does."""
    rules: tuple[tuple[str | None, Callable[[], Iterator[str | None]]], ...] = (
        (None, lambda: iter((_text(told.get("datePublished")), _text(told.get("dateCreated"))))),
        (None, lambda: (meta.get(key) for key in _DATE_KEYS)),
        (None, lambda: _time_elements(page)),
        ("the page's address", lambda: iter((_address_date(url),))),
        ("the date printed on the page", lambda: _printed_dates(page)),
        ("the page's date of change", lambda: iter((_text(told.get("dateModified")), meta.get(_CHANGED)))),
    )
    for dated_by, rule in rules:
        date = next((read for claim in rule() if (read := _readable(claim))), None)
        if date:
            return date, dated_by
    return None, None


_CHANGED = "article:modified_time"
_DATE_KEYS = (
    "article:published_time", "og:article:published_time", "datepublished", "article:published", "date",
    "dc.date.issued", "dc.date", "dcterms.date", "dcterms.created", "dc.date.created", "parsely-pub-date",
    "sailthru.date", "pubdate", "publishdate", "publish-date", "publication_date", "citation_date",
)  # fmt: skip


def _readable(claim: str | None) -> str | None:
    """A claim as ISO text, None if it is no date. An epoch or a year such as 1 is a template's blank."""
    if not claim:
        return None
    try:
        moment = parse_moment(claim)
    except ValueError:
        return None
    if moment.day.year < 1600 or moment.day.isoformat() == "1970-01-01":
        return None
    return moment.day.isoformat() + (f"T{moment.time}" if moment.time else "")


def _time_elements(page: "HtmlElement") -> Iterator[str | None]:
    """`time` marked as the date of publication; else the only day that the article's head names."""
    times = [t for t in page.iter("time") if _is_of_this_article(t)]
    marked = [time for time in times if _is_called_published(time)]
    for element in marked or times[:1]:
        yield element.get("datetime") or " ".join(element.text_content().split())
    for element in page.iterfind(".//*[@itemprop='datePublished']"):
        yield element.get("content") or " ".join(element.text_content().split())


def _is_called_published(element: "HtmlElement") -> bool:
    if element.get("itemprop") == "datePublished" or "pubdate" in element.attrib:
        return True
    parent = element.getparent()
    around = " ".join((element.get("class") or "", parent.get("class") or "", parent.text or ""))
    return bool(_PUBLISHED_WORD.search(around.replace("-", " ")))


def _is_of_this_article(element: "HtmlElement") -> bool:
    """Not in a list of other articles or a comment."""
    return not any(
        outer.tag in ("aside", "nav", "footer", "li") or _OTHERS.search(outer.get("class") or "")
        for outer in element.iterancestors()
    )


def _address_date(url: str | None) -> str | None:
    found = _ADDRESS_DATE.search(urlsplit(url).path) if url else None
    return "-".join(part.zfill(2) for part in found.groups() if part) if found else None


def _printed_dates(page: "HtmlElement") -> Iterator[str | None]:
    """Dates in elements named for them, such as `<span class="dateline">March 4, 2025</span>`."""
    for element in page.iter("span", "p", "div", "small", "li", "td"):
        named = f"{element.get('class') or ''} {element.get('id') or ''}".lower()
        if re.search(r"date|time|publish|posted|byline|meta", named) and _is_of_this_article(element):
            words = " ".join(element.text_content().split())
            moment = find_moment(words) if len(words) < 200 else None
            if moment:
                yield moment.day.isoformat()


def _author(page: "HtmlElement", told: dict[str, Any], meta: dict[str, str], source: str | None) -> str | None:
    named = _name(told.get("author")) or meta.get("author") or meta.get("dc.creator") or meta.get("parsely-author")
    named = named or meta.get("article:author") or meta.get("byl") or _byline(page)
    if not named or named.startswith(("http:", "https:")) or named == source:
        return None
    by = _BYLINE.match(named)
    return by[1].strip() if by else named


_BYLINES = ".//*[@rel='author' or @itemprop='author' or contains(@class,'byline') or contains(@class,'author')]"


def _byline(page: "HtmlElement") -> str | None:
    for element in page.xpath(_BYLINES):
        words = " ".join(element.text_content().split())
        if 3 <= len(words) <= 80 and _is_of_this_article(element):
            return words
    return None


def _url(page: "HtmlElement", text: str, meta: dict[str, str], told: dict[str, Any]) -> str | None:
    """The page's address: canonical, else as the page or the browser that saved it says."""
    canonical = page.find(".//link[@rel='canonical']")
    saved = _SAVED_FROM.search(text[:4000])
    saved_from = (saved[1] or saved[2]) if saved else ""
    linked = canonical.get("href") if canonical is not None else None
    claims = (linked, meta.get("og:url"), _text(told.get("url")), saved_from)
    for claim in claims:
        address = _joined(saved_from, claim) if claim else ""
        if is_web_address(address):
            return address
    return None


def _joined(base: str, address: str) -> str:
    try:
        return urljoin(base, address)
    except ValueError:  # http://[::1
        return ""


def _language(page: "HtmlElement", told: dict[str, Any]) -> str | None:
    """Only what is said of the text itself; templates seldom set the page's own attribute right."""
    said = _text(told.get("inLanguage"))
    return said if said and re.fullmatch(r"[A-Za-z]{2,3}([-_]\w+)?", said) else None


def _tags(told: dict[str, Any], meta: dict[str, str]) -> tuple[str, ...]:
    said = told.get("keywords") or meta.get("news_keywords") or meta.get("keywords") or ()
    listed = said if isinstance(said, list | tuple) else ()
    parts = said.split(",") if isinstance(said, str) else [part for part in listed if isinstance(part, str)]
    return tuple(dict.fromkeys(" ".join(part.split()) for part in parts if 1 < len(part.strip()) <= 60))


def _host(url: str | None) -> str | None:
    return (urlsplit(url).hostname or "").removeprefix("www.") or None if url else None


def _name(value: object) -> str | None:
    """The name of a JSON-LD person or organisation, or of several."""
    if isinstance(value, list):
        return ", ".join(name for part in value if (name := _name(part))) or None
    return _text(value.get("name")) if isinstance(value, dict) else _text(value)


def _text(value: object) -> str | None:
    if isinstance(value, list) and value:
        value = value[0]
    return (" ".join(re.sub(r"<[^>]+>", "", value).split()) or None) if isinstance(value, str) else None
