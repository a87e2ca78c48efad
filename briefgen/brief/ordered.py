"""Records kept in order while some come, change and go: cheaper than sorting a hundred thousand again."""

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, MutableMapping, Sequence
from typing import Any, Generic, TypeVar, overload

__all__ = ["Ordered"]

V = TypeVar("V")
MANY = 0.05  # share of changes from which sorting anew is faster
Key = Callable[[V], Any]


class Ordered(Generic[V]):
    """Values by id, in the order of a key that no two of them share. Values are never changed, only replaced."""

    def __init__(self, key: Key[V]) -> None:
        self.values: MutableMapping[str, V] = {}
        self.order: list[str] = []  # ids
        self._key = key
        self._was: dict[str, V | None] | None = None  # None: nobody asked yet what changed

    def fill(self, ids: Collection[str], values: MutableMapping[str, V]) -> None:
        """Hold what was held before, these values in the order of these ids; nothing changed since."""
        self.values, self.order = values, list(ids)
        self._was = {}

    def update(self, put: Mapping[str, V], drop: Iterable[str]) -> None:
        """Put values in or replace them; drop others."""
        out = {id: self.values[id] for id in self.values.keys() & {*drop, *put}}
        few = len(out) + len(put) <= MANY * len(self.order)
        if few:
            for value in out.values():
                del self.order[self._place(value)]
        for id in out:
            del self.values[id]
        if self._was is not None:
            self._was = {**out, **dict.fromkeys(put.keys() - out.keys()), **self._was}
        self.values.update(put)
        if not few:
            keyed = zip(map(self._key, self.values.values()), self.values, strict=True)
            self.order = [id for _, id in sorted(keyed)]
            return
        for id, value in put.items():
            self.order.insert(self._place(value), id)

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
        return tuple(map(self.values.__getitem__, self.order))

    def row(self) -> Sequence[V]:
        """The values in order, each fetched when it is asked for: until the next update, not after it."""
        return _Row(tuple(self.order), self.values)

    def _place(self, value: V) -> int:
        return bisect_left(self.order, self._key(value), key=lambda id: self._key(self.values[id]))


class _Row(Sequence[V]):
    def __init__(self, ids: "tuple[str, ...]", values: Mapping[str, V]) -> None:
        self._ids, self._values = ids, values

    def __len__(self) -> int:
        return len(self._ids)

    @overload
    def __getitem__(self, place: int) -> V: ...
    @overload
    def __getitem__(self, place: slice) -> list[V]: ...
    def __getitem__(self, place: int | slice) -> V | list[V]:
        if isinstance(place, slice):
            return [self._values[id] for id in self._ids[place]]
        return self._values[self._ids[place]]

    def __iter__(self) -> Iterator[V]:
        every = dict(zip(self._values, self._values.values(), strict=True))  # all of them in one go
        return map(every.__getitem__, self._ids)
