"""What importing passes along: an article found in a source, or the reason why none was."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from briefgen.records import Article


@dataclass(frozen=True, slots=True)
class Clipping:
    """An article found in a source. `origin` says where: "feed.xml, entry 3"."""

    origin: str
    article: Article
    retrieved: dt.date | None = None  # when it was fetched, as the source says


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something in a source that became no file, and why."""

    origin: str
    reason: str


@dataclass(frozen=True, slots=True)
class Imported:
    """A file written (or, in a dry run, to be written) below the content folder."""

    path: str
    origin: str
    title: str
    date: dt.date | None
    warnings: tuple[str, ...] = ()
    duplicate_of: str | None = None


@dataclass(frozen=True, slots=True)
class ImportReport:
    """All that one import did."""

    imported: tuple[Imported, ...] = ()
    skipped: tuple[Skipped, ...] = ()


Found = Iterator[Clipping | Skipped]
