"""What differs for readers between two sites, from the tables that they publish below data/."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from briefgen.records import Briefing

__all__ = ["Difference", "differences"]

Row = Mapping[str, Any]
Tables = Mapping[str, Sequence[Row]]
What = Literal["new", "gone", "altered", "merged", "moved"]

SHOWN: dict[str, tuple[str, ...]] = {  # columns whose change a reader sees; counts and salience follow from others
    "actors": ("name", "kind", "role", "aliases"),
    "quotes": ("words", "kind", "speaker", "date", "to", "assertion"),
    "events": ("words", "date", "status", "actors", "outcome"),
    "articles": ("title", "date"),
}
NAMES = {"actors": "name", "quotes": "words", "events": "words", "articles": "title"}


@dataclass(frozen=True, slots=True)
class Difference:
    """One record that differs. `changes`: column to what it was and what it becomes."""

    table: str
    what: What
    id: str
    name: str
    changes: dict[str, tuple[Any, Any]]
    into: str | None = None  # merged or moved: the id it has now


def differences(before: Tables, after: Tables, briefing: Briefing) -> list[Difference]:
    """Everything new, gone, altered, merged or moved, by table. `briefing` is the one that `after` was made of."""
    now = _now(briefing)
    found: list[Difference] = []
    for table in SHOWN:
        found += _of_table(table, _by_id(before.get(table, ())), _by_id(after.get(table, ())), now)
    return found


def _now(briefing: Briefing) -> dict[str, str]:
    """Old ids and anchors to those that stand for them now."""
    now = {str(old): str(actor.id) for actor in briefing.actors for old in actor.former_ids}
    told = [(saying.anchor, saying.former_anchors) for saying in briefing.sayings]
    told += [(event.anchor, event.former_anchors) for event in briefing.happenings]
    return now | {old: anchor for anchor, former in told for old in former}


def _by_id(rows: Iterable[Row]) -> dict[str, Row]:
    return {str(row["id"]): row for row in rows}


def _of_table(
    table: str, before: Mapping[str, Row], after: Mapping[str, Row], now: Mapping[str, str]
) -> list[Difference]:
    found: list[Difference] = []
    moved: set[str] = set()
    for id, row in before.items():
        if id in after:
            continue
        into = now.get(id)
        if into is None or into not in after:
            found.append(Difference(table, "gone", id, _name(table, row), {}))
        else:
            joined = into in before
            moved.add(into)
            changes = {} if joined else _changes(table, row, after[into])
            found.append(Difference(table, "merged" if joined else "moved", id, _name(table, row), changes, into))
    for id, row in after.items():
        if id in before:
            if changes := _changes(table, before[id], row):
                found.append(Difference(table, "altered", id, _name(table, row), changes))
        elif id not in moved:
            found.append(Difference(table, "new", id, _name(table, row), {}))
    return sorted(found, key=lambda one: (one.what, one.id))


def _changes(table: str, old: Row, new: Row) -> dict[str, tuple[Any, Any]]:
    return {key: (old.get(key), new.get(key)) for key in SHOWN[table] if old.get(key) != new.get(key)}


def _name(table: str, row: Row) -> str:
    return str(row.get(NAMES[table]) or row["id"])
