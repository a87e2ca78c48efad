"""Records kept in order while some come, change and go: cheaper than sorting a hundred thousand again."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from typing import Any, Generic, TypeVar

__all__ = ["Ordered"]

V = TypeVar("V")
MANY = 0.1  # share of changes above which sorting anew is faster


class Ordered(Generic[V]):
    """Values by id, in the order of their sort keys. Keys must be unique: end them with the id."""

    def __init__(self) -> None:
        self._keys: dict[str, Any] = {}
        self._order: list[tuple[Any, str]] = []
        self.values: dict[str, V] = {}
        self._was: dict[str, V | None] = {}  # changed ids: the value before

    def update(self, put: Mapping[str, tuple[Any, V]], drop: Iterable[str] = ()) -> None:
        """Put values with their sort keys in, drop others."""
        out = {id for id in (*drop, *put) if id in self._keys}
        few = len(out) + len(put) <= MANY * len(self._order)
        if few:
            for id in out:
                del self._order[bisect_left(self._order, (self._keys[id], id))]
        for id in out:
            self._was.setdefault(id, self.values[id])
            del self._keys[id], self.values[id]
        for id, (key, value) in put.items():
            self._was.setdefault(id, None)
            self._keys[id], self.values[id] = key, value
            if few:
                self._order.insert(bisect_left(self._order, (key, id)), (key, id))
        if not few:
            self._order = sorted((key, id) for id, key in self._keys.items())

    def take_changes(self) -> list[V]:
        """Values that came, went or changed since this was asked last: of a changed one both, the old and the new."""
        found: list[V] = []
        for id, was in self._was.items():
            now = self.values.get(id)
            if was is not now and was != now:
                found += [value for value in (was, now) if value is not None]
        self._was = {}
        return found

    def tuple(self) -> "tuple[V, ...]":
        return tuple([self.values[id] for _, id in self._order])
