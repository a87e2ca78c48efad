"""Long lists in parts that stay put: numbered from the oldest, so that a new entry changes the newest part only."""

from collections.abc import Callable, Sequence
from itertools import groupby
from typing import NamedTuple, TypeVar

from briefgen.site.dates import MONTHS, When
from briefgen.site.urls import numbered

__all__ = ["Part", "by_month", "parts"]

T = TypeVar("T")


class Part(NamedTuple):
    """Entries [start, end) of a list in its order, and the URL they are shown at."""

    url: str
    start: int
    end: int
    number: int  # 0: the front; below: what lies behind it


def parts(total: int, size: int, url: str) -> list[Part]:
    """Numbered parts of `size`, oldest first; the front at `url` shows the rest, half of one to one and a half."""
    older = max(0, -(-(2 * total - 3 * size) // (2 * size)))
    numbered_parts = [Part(numbered(url, n + 1), n * size, (n + 1) * size, n + 1) for n in range(older)]
    return [*numbered_parts, Part(url, older * size, total, 0)]


def by_month(entries: Sequence[T], when: Callable[[T], When | None]) -> list[tuple[str, str, list[T]]]:
    """Runs of one month, each with an id ("2025-05") and a heading. Longer spans stand below their year or decade."""
    groups = []
    for (key, name), run in groupby(entries, lambda entry: _month(when(entry))):
        groups.append((key, name, list(run)))
    return _joined(groups)


def _month(when: When | None) -> tuple[str, str]:
    if when is None:
        return "undated", "Without a date"
    if when.key is None:
        return f"from-{when.start.year:04}", f"{when.start.year} to {when.end.year}"
    if len(when.key) == 4:
        return when.key, when.key
    return when.key[:7], f"{MONTHS[int(when.key[5:7]) - 1]} {when.key[:4]}"


def _joined(groups: list[tuple[str, str, list[T]]]) -> list[tuple[str, str, list[T]]]:
    """Runs parted by a longer span between them are one group: an id may stand once on a page."""
    joined: dict[str, tuple[str, str, list[T]]] = {}
    for key, name, run in groups:
        joined.setdefault(key, (key, name, []))[2].extend(run)
    return list(joined.values())
