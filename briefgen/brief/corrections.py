"""`corrections.toml`: the editor's last word. Text in, checked corrections out, all faults at once with their lines."""

import datetime as dt
import difflib
import re
import tomllib
from dataclasses import dataclass
from typing import Any

from briefgen.errors import BriefgenError, Problem
from briefgen.names import slug
from briefgen.records import ActorKind, Edtf, QuoteKind, Status

__all__ = [
    "CORRECTIONS_FILE",
    "ActorFix",
    "Confirm",
    "Correction",
    "Erase",
    "EventFix",
    "NotSame",
    "QuoteFix",
    "Split",
    "parse_corrections",
]

CORRECTIONS_FILE = "corrections.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What every correction has: its place in the file."""

    line: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorFix(Correction):
    """An actor, by id or by a name as printed: joined with others, renamed, hidden, given a kind, role, slug, ..."""

    actor: str
    join: tuple[str, ...] = ()  # these are the same actor
    name: str | None = None
    kind: ActorKind | None = None
    role: str | None = None
    slug: str | None = None
    portrait: str | None = None
    link: str | None = None
    hide: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Split(Correction):
    """In these articles the actor's name means someone else, to be called `name`."""

    actor: str
    articles: tuple[str, ...]
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteFix(Correction):
    """A quote, by anchor or by words of its text. `speaker` "" says: nobody named."""

    quote: str
    article: str | None = None
    speaker: str | None = None
    kind: QuoteKind | None = None
    date: Edtf | None = None
    hide: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EventFix(Correction):
    """An event, by anchor or by words of its clause."""

    event: str
    article: str | None = None
    date: Edtf | None = None
    status: Status | None = None
    actors: tuple[str, ...] | None = None
    hide: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirm(Correction):
    """What `check` doubted is right: a merge of these actors, or a quote's speaker."""

    actors: tuple[str, ...] = ()
    quote: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NotSame(Correction):
    """These are different actors."""

    actors: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Erase(Correction):
    """A person or an article to be kept out of everything that is published."""

    actor: str | None = None
    article: str | None = None


TABLES: dict[str, type[Correction]] = {
    "actor": ActorFix,
    "split": Split,
    "quote": QuoteFix,
    "event": EventFix,
    "confirm": Confirm,
    "not_same": NotSame,
    "erase": Erase,
}
KEYS: dict[str, dict[str, str]] = {  # table: key to the form of its value; "!" must be given
    "actor": {
        "actor": "text!", "join": "texts", "name": "text", "kind": "actor kind", "role": "text", "slug": "slug",
        "portrait": "address", "link": "address", "hide": "true",
    },
    "split": {"actor": "text!", "articles": "texts!", "name": "text!"},
    "quote": {
        "quote": "text!", "article": "text", "speaker": "text or nothing", "kind": "quote kind", "date": "date",
        "hide": "true",
    },
    "event": {
        "event": "text!", "article": "text", "date": "date", "status": "status", "actors": "texts or none",
        "hide": "true",
    },
    "confirm": {"actors": "texts", "quote": "text"},
    "not_same": {"actors": "texts!"},
    "erase": {"actor": "text", "article": "text"},
}  # fmt: skip
WORDS = {
    "actor kind": ("person", "organisation", "government"),
    "quote kind": ("direct", "mixed", "indirect"),
    "status": ("happened", "planned", "possible", "denied"),
}
_DAY = r"\d{4}(-\d\d(-\d\d)?)?~?|\d{3}X|\d\dXX"
_DATE = re.compile(rf"({_DAY})(/({_DAY}))?")


def parse_corrections(text: str, name: str = CORRECTIONS_FILE) -> tuple[Correction, ...]:
    """Read corrections, in the order of the file. Raises BriefgenError naming every fault."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        raise BriefgenError(Problem(name, f"not valid TOML: {error}", line=int(line[1]) if line else None)) from error
    lines = _Lines(text)
    problems: list[Problem] = []
    found: list[Correction] = []
    for table, entries in tables.items():
        if table not in TABLES or not isinstance(entries, list):
            problems.append(_unknown_table(table, entries, name, lines))
            continue
        for n, values in enumerate(entries):
            line_number = lines.of(table, n)
            faults = _faults(table, values, name, lambda key, start=line_number: lines.key(key, start))
            problems += faults
            if not faults:
                found.append(TABLES[table](line=line_number, **{key: _frozen(value) for key, value in values.items()}))
    if problems:
        raise BriefgenError(*sorted(problems, key=lambda problem: problem.line or 0))
    return tuple(sorted(found, key=lambda one: one.line or 0))


class _Lines:
    """Where tables and their keys stand in the text."""

    def __init__(self, text: str) -> None:
        self._lines = text.splitlines()
        self._heads: dict[str, list[int]] = {}
        for number, line in enumerate(self._lines, 1):
            if head := re.match(r"\s*\[\[?\s*[\"']?(\w+)[\"']?\s*\]\]?", line):
                self._heads.setdefault(head[1], []).append(number)

    def of(self, table: str, n: int) -> int | None:
        heads = self._heads.get(table, [])
        return heads[n] if n < len(heads) else self.key(table, 1)

    def key(self, key: str, start: int | None) -> int | None:
        for number in range(start or 1, len(self._lines) + 1):
            if re.match(rf"\s*[\"']?{re.escape(key)}[\"']?\s*=", self._lines[number - 1]):
                return number
            if start and number > start and self._lines[number - 1].lstrip().startswith("["):
                return start
        return start


def _unknown_table(table: str, entries: object, name: str, lines: _Lines) -> Problem:
    if table in TABLES:
        return Problem(
            name, f"{table} must be a list of tables", f"write [[{table}]] with two brackets", lines.of(table, 0)
        )
    return Problem(name, f"unknown correction [[{table}]]", _meant(table, TABLES), lines.of(table, 0))


def _faults(table: str, values: Any, name: str, line_of: Any) -> list[Problem]:
    if not isinstance(values, dict):
        return [Problem(name, f"{table} must be a list of tables", f"write [[{table}]]", line_of(""))]
    known = KEYS[table]
    faults = [
        Problem(name, f"[[{table}]] lacks {key!r}", _example(table), line_of("")) for key in _lacking(known, values)
    ]
    for key, value in values.items():
        if key not in known:
            faults.append(Problem(name, f"[[{table}]] has no {key!r}", _meant(key, known), line_of(key)))
        elif wanted := _wanted(known[key].removesuffix("!"), value):
            faults.append(Problem(name, f"{key} = {_shown(value)}", f"write {wanted}", line_of(key)))
    if not faults and (idle := _idle(table, values)):
        faults.append(Problem(name, idle, _example(table), line_of("")))
    return faults


def _lacking(known: dict[str, str], values: dict[str, Any]) -> list[str]:
    return [key for key, form in known.items() if form.endswith("!") and key not in values]


def _wanted(form: str, value: Any) -> str | None:
    """What should stand there, or None where the value fits."""
    if form in WORDS:
        return None if value in WORDS[form] else "one of " + ", ".join(f'"{word}"' for word in WORDS[form])
    if form.startswith("texts"):
        fits = isinstance(value, list) and all(isinstance(entry, str) and entry.strip() for entry in value)
        return None if fits and (value or form == "texts or none") else 'a list of texts such as ["a", "b"]'
    if form == "true":
        return None if value is True else "true, or take the line out"
    if form == "date":
        return None if _is_date(value) else 'a date as "2031-05-15", "2031-05", "2031" or "2031-05-03/2031-05-05"'
    if not isinstance(value, str) or not (value.strip() or form == "text or nothing"):
        return "a text in quotation marks"
    if form == "slug" and value != slug(value):
        return f'small letters, digits and hyphens: "{slug(value)}"'
    if form == "address" and not _is_address(value):
        return "an address that starts with https://, or a file's path inside the static folder"
    return None


def _is_date(value: Any) -> bool:
    if isinstance(value, dt.date):
        return True
    if not isinstance(value, str) or not _DATE.fullmatch(value):
        return False
    return all(_exists(day.removesuffix("~")) for day in value.split("/"))


def _exists(day: str) -> bool:
    try:
        dt.date.fromisoformat((day + "-01-01")[:10] if "X" not in day else "2000-01-01")
    except ValueError:
        return False
    return True


def _is_address(value: str) -> bool:
    if re.match(r"[a-z][a-z0-9+.-]*:", value, re.I):
        return value.lower().startswith(("https://", "http://"))
    return not value.startswith(("/", "\\")) and ".." not in re.split(r"[/\\]", value)


def _idle(table: str, values: dict[str, Any]) -> str | None:
    """Why an entry can have no effect, or None."""
    target = {"actor": "actor", "quote": "quote", "event": "event"}.get(table)
    if target and not values.keys() - {target, "article"}:
        return f"[[{table}]] changes nothing"
    if table in ("confirm", "erase") and len(values) != 1:
        return f"[[{table}]] takes one of " + " or ".join(map(repr, KEYS[table]))
    if table == "not_same" and len(values["actors"]) < 2:
        return "[[not_same]] needs two actors"
    return None


def _example(table: str) -> str:
    return {
        "actor": 'such as: actor = "anna-berg", name = "Anna Berg"',
        "split": 'such as: actor = "anna-berg", articles = ["2031-05-15-talks"], name = "Anna Berg (sailor)"',
        "quote": 'such as: quote = "q-0123456789ab", speaker = "anna-berg"',
        "event": 'such as: event = "e-0123456789ab", status = "planned"',
        "confirm": 'such as: actors = ["anna-berg", "a-berg"]',
        "not_same": 'such as: actors = ["anna-berg", "otto-berg"]',
        "erase": 'such as: actor = "anna-berg"',
    }[table]


def _meant(word: str, known: Any) -> str:
    near = difflib.get_close_matches(word, known, n=1)
    return f"did you mean {near[0]!r}?" if near else "known: " + ", ".join(known)


def _shown(value: Any) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value)


def _frozen(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(value)
    return value.isoformat()[:10] if isinstance(value, dt.date) else value
