"""The published data of a built site, read back: `data/*.json` in, typed rows out."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import msgspec

from briefgen.errors import BriefgenError, Problem

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class ActorRow:
    id: str
    name: str
    kind: str
    aliases: tuple[str, ...]
    role: str | None
    articles: tuple[str, ...]
    salience: float
    quote_count: int
    event_count: int


@dataclass(frozen=True, slots=True)
class QuoteRow:
    kind: str
    words: str
    speaker: str | None
    speaker_name: str | None
    speaker_words: str | None
    date: str | None
    assertion: str
    article: str
    also_in: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EventRow:
    date: str
    start: dt.date
    status: str
    words: str
    sentence: str
    actors: tuple[str, ...]
    reported_by: str | None
    places: tuple[str, ...]
    article: str
    also_in: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ArticleRow:
    id: str
    title: str
    date: dt.date | None
    source: str | None
    author: str | None
    source_url: str | None
    tags: tuple[str, ...]
    briefings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rows:
    """All that the site says, as data."""

    actors: tuple[ActorRow, ...]
    quotes: tuple[QuoteRow, ...]
    events: tuple[EventRow, ...]
    articles: tuple[ArticleRow, ...]


def load_rows(site: Path) -> Rows:
    """Read the data of a built site. Raises BriefgenError when there is none."""
    return Rows(
        _rows(site, "actors", tuple[ActorRow, ...]),
        _rows(site, "quotes", tuple[QuoteRow, ...]),
        _rows(site, "events", tuple[EventRow, ...]),
        _rows(site, "articles", tuple[ArticleRow, ...]),
    )


def _rows(site: Path, table: str, kind: type[tuple[Row, ...]]) -> tuple[Row, ...]:
    path = site / "data" / f"{table}.json"
    try:
        return msgspec.json.decode(path.read_bytes(), type=kind)
    except FileNotFoundError as error:
        raise BriefgenError(Problem(str(path), "is not there", "run briefgen build first")) from error
    except msgspec.DecodeError as error:
        raise BriefgenError(
            Problem(str(path), f"is not as this version writes it: {error}", "run briefgen build")
        ) from error
