"""Word lists kept as package data: general knowledge of the world and of English, read once when first asked for.

A list holds entries parted by commas or line ends; a table holds a line per entry, its columns parted by bars and the
forms inside a column by commas. `#` begins a comment.
"""

from functools import cache
from importlib.resources import files

__all__ = ["entries", "rows"]


@cache
def entries(name: str) -> frozenset[str]:
    """Read a list: its entries, in lower case."""
    return frozenset(entry.strip().lower() for line in _lines(name) for entry in line.split(",") if entry.strip())


@cache
def rows(name: str) -> tuple[tuple[tuple[str, ...], ...], ...]:
    """Read a table: for each line its columns, each a tuple of forms as written."""
    return tuple(
        tuple(tuple(form.strip() for form in column.split(",") if form.strip()) for column in line.split("|"))
        for line in _lines(name)
    )


def _lines(name: str) -> list[str]:
    text = (files(__name__) / f"{name}.txt").read_text("utf-8")
    return [bare for line in text.splitlines() if (bare := line.partition("#")[0].strip())]
