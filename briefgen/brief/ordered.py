"""Records kept in order while some come, change and go: cheaper than sorting a hundred thousand again."""

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any, Generic, TypeVar

__all__ = ["Ordered"]

V = TypeVar("V")
MANY = 0.05  # share of changes from which sorting anew is faster
Key = Callable[[V], Any]


class Ordered(Generic[V]):
    """Values by id, in the order of a key that no two of them share. Values are never changed, only replaced."""

    def __init__(self, key: Key[V]) -> None:
        self.values: dict[str, V] = {}
        self._key = key
        self._order: list[V] = []
        self._was: dict[str, V | None] | None = None  # None: nobody asked yet what changed

    def fill(self, ids: Collection[str], values: Mapping[str, V]) -> None:
        """Hold what was held before, these values in the order of these ids; nothing changed since."""
        self.values = dict(zip(ids, map(values.__getitem__, ids), strict=True))
        self._order = list(self.values.values())
        self._was = {}

    def update(self, put: Mapping[str, V], drop: Iterable[str]) -> None:
        """Put values in or replace them; drop others."""
        out = {id: self.values.pop(id) for id in self.values.keys() & {*drop, *put}}
        few = len(out) + len(put) <= MANY * len(self._order)
        if self._was is not None:
            self._was = {**out, **dict.fromkeys(put.keys() - out.keys()), **self._was}
        self.values |= put
        if not few:
            self._order = sorted(self.values.values(), key=self._key)
            return
        for value in out.values():
            del self._order[self._place(value)]
        for value in put.values():
            self._order.insert(self._place(value), value)

    def take_changes(self) -> list[V]:
        """Values that came, went or changed since this was asked last: of a changed one both, the old and the new.

        Asked for the first time: none; everything is new."""
        found: list[V] = []
        for id, was in (self._was or {}).items():
            now = self.values.get(id)
            if was is not now and was != now:
                found += [value for value in (was, now) if value is not None]
        self._was = {}
        return found

    def tuple(self) -> "tuple[V, ...]":
        return tuple(self._order)

    def _place(self, value: V) -> int:
        return bisect_left(self._order, self._key(value), key=self._key)
