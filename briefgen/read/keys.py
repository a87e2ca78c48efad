"""What an article says of itself: header keys in, checked fields of an `Article` out."""

import datetime as dt
import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from briefgen.errors import BriefgenError, Problem
from briefgen.read.dates import Moment, parse_moment
from briefgen.read.decode import clean

# What a header may say, and the other names people give it.
KEYS = {
    "title": "title", "headline": "title",
    "date": "date", "published": "date",
    "author": "author", "byline": "author", "authors": "author",
    "source": "source", "publisher": "source",
    "url": "url", "link": "url",
    "tags": "tags", "keywords": "tags",
    "summary": "summary", "description": "summary",
    "language": "language", "lang": "language",
    "slug": "slug",
    "draft": "draft",
    "briefing": "briefings", "briefings": "briefings",
    "retrieved": "retrieved",
    "duplicate_of": "duplicate_of",
}  # fmt: skip
_TOLD = 20  # unknown keys named one by one
_YES, _NO = ("true", "yes", "on", "1"), ("false", "no", "off", "0", "")
_FILE_DATE = re.compile(r"(\d{4})([-_.]?)(\d\d)\2(\d\d)(?!\d)")
_SLUG = re.compile(r"\w[\w-]*")
_LANGUAGE = re.compile(r"([A-Za-z]{2,3})([-_][A-Za-z0-9]{2,8})*")


@dataclass(frozen=True, slots=True)
class Given:
    """The value of one header key, and the line where it stands."""

    value: str | tuple[str, ...]
    line: int | None = None

    def text(self) -> str:
        """Quoted YAML and JSON can spell what no file may hold as such: cleaned again here."""
        return clean(self.value if isinstance(self.value, str) else ", ".join(self.value)).strip()

    def several(self) -> tuple[str, ...]:
        parts = self.value.split(",") if isinstance(self.value, str) else self.value
        lines = (" ".join(clean(part).split()) for part in parts)
        return tuple(dict.fromkeys(line for line in lines if line))


Header = Mapping[str, Given]


@dataclass(frozen=True, slots=True)
class Fields:
    """The header's part of an `Article`."""

    title: str | None = None
    date: dt.date | None = None
    time: str | None = None
    author: str | None = None
    source: str | None = None
    url: str | None = None
    summary: str | None = None
    language: str | None = None
    slug: str | None = None
    tags: tuple[str, ...] = ()
    briefings: tuple[str, ...] = ()
    draft: bool = False
    warnings: tuple[str, ...] = ()


def fields(name: str, header: Header) -> Fields:
    """Check a header. Raises BriefgenError that names every fault in it."""
    given, warnings = _known(header)
    problems: list[Problem] = []
    moment = _moment(name, given.get("date"), problems) or _file_moment(name)
    slug = _slug(name, given.get("slug"), problems)
    draft = _draft(name, given.get("draft"), problems)
    if problems:
        raise BriefgenError(*problems)
    if moment is None:
        warnings.append("no date: relative dates stay unresolved")
    return Fields(
        title=_line(given, "title"),
        date=moment.day if moment else None,
        time=moment.time if moment else None,
        author=_line(given, "author"),
        source=_line(given, "source"),
        url=_url(given.get("url"), warnings),
        summary=_line(given, "summary"),
        language=_language(given.get("language"), warnings),
        slug=slug,
        tags=given["tags"].several() if "tags" in given else (),
        briefings=given["briefings"].several() if "briefings" in given else (),
        draft=draft,
        warnings=tuple(warnings),
    )


def _known(header: Header) -> tuple[dict[str, Given], list[str]]:
    known: dict[str, Given] = {}
    warnings: list[str] = []
    for key, given in header.items():
        meant = KEYS.get(key.lower())
        if meant:
            known.setdefault(meant, given)
            continue
        if len(warnings) == _TOLD:
            warnings.append("and further unknown keys")
        if len(warnings) > _TOLD:
            continue
        near = difflib.get_close_matches(key.lower(), KEYS, n=1)
        hint = f"; did you mean {near[0]!r}?" if near else ""
        warnings.append(f"line {given.line}: unknown key {key!r} is not used{hint}")
    return known, warnings


def _line(given: Header, key: str) -> str | None:
    """A value as one line."""
    return (" ".join(given[key].text().split()) or None) if key in given else None


def _moment(name: str, given: Given | None, problems: list[Problem]) -> Moment | None:
    if given is None or not given.text():
        return None
    try:
        return parse_moment(given.text())
    except ValueError as error:
        problems.append(Problem(name, f"date {given.text()!r}: {error}", "write it as 2025-05-15", given.line))
    return None


def _file_moment(name: str) -> Moment | None:
    """The date that a file's name begins with: 2025-05-15-talks.txt."""
    found = _FILE_DATE.match(name.rsplit("/", 1)[-1])
    if not found:
        return None
    try:
        return parse_moment("-".join((found[1], found[3], found[4])))
    except ValueError:  # 20251399: a number, no date
        return None


def _slug(name: str, given: Given | None, problems: list[Problem]) -> str | None:
    if given is None or not given.text():
        return None
    if _SLUG.fullmatch(given.text()):
        return given.text()
    mend = "letters, digits and hyphens only, as in peace-talks"
    problems.append(Problem(name, f"slug {given.text()!r} cannot be part of an address", mend, given.line))
    return None


def _draft(name: str, given: Given | None, problems: list[Problem]) -> bool:
    said = given.text().lower() if given else ""
    if said not in _YES + _NO and given:
        problems.append(Problem(name, f"draft {given.text()!r} is neither true nor false", "", given.line))
    return said in _YES


def _url(given: Given | None, warnings: list[str]) -> str | None:
    if given is None or not given.text():
        return None
    if is_web_address(given.text()):
        return given.text()
    warnings.append(f"line {given.line}: url {given.text()!r} is no web address and is not used")
    return None


def is_web_address(text: str) -> bool:
    """Can it be linked to? `http://[::1` looks like an address and is none."""
    try:
        host = urlsplit(text).hostname
    except ValueError:
        return False
    return bool(host and re.fullmatch(r"https?://[^\s<>\"]+", text))


def _language(given: Given | None, warnings: list[str]) -> str | None:
    if given is None or not given.text():
        return None
    code = _LANGUAGE.fullmatch(given.text())
    if not code:
        warnings.append(f"line {given.line}: language {given.text()!r} is no code such as en or fr and is not used")
    return code[1].lower() if code else None
