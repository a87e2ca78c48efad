"""Lists of records by a key, carried from one edition of a session to the next: only what differs is sorted in anew."""

from bisect import insort
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain
from typing import Any, Generic, NamedTuple, TypeVar

__all__ = ["Change", "Lists", "differing"]

R = TypeVar("R")
V = TypeVar("V")
K = TypeVar("K")
Order = Callable[[Any], Any]  # a key that no two entries of a list share
Placed = tuple[str, V]  # a key of a table, and an entry of the list there
Places = Callable[[R], Iterable[Placed[V]]]


class Change(NamedTuple, Generic[R]):
    """What differs between two editions. Records are told apart as objects: those of before are still in hand."""

    gone: frozenset[int]  # `id` of records of before that are gone, or may stand elsewhere now
    new: Sequence[R]  # records that came, or may stand elsewhere now
    every: Sequence[R]


def change_of(old: Iterable[R], now: Sequence[R], stale_of: Callable[[Sequence[R]], Iterable[R]]) -> Change[R]:
    """What differs from the records of before. `stale_of`: those that may stand elsewhere, though they are the same."""
    was = set(map(id, old))
    stale = set(map(id, stale_of(now)))
    gone = (was - set(map(id, now))) | (was & stale)
    new = [one for one in now if id(one) in stale or id(one) not in was]
    return Change(frozenset(gone), new, now)


def differing(old: Mapping[K, object], now: Mapping[K, object]) -> set[K]:
    """The keys that are of another object now, or new."""
    return {key for key, one in now.items() if old.get(key) is not one}


class Lists:
    """The lists of one edition by name: as those of the edition before, where that had them, with what differs."""

    def __init__(self, before: Mapping[str, Any], made: dict[str, Any]) -> None:
        """`made` is what the next edition is given as `before`."""
        self._before, self._made = before, made

    def change(self, name: str, now: tuple[R, ...], stale_of: Callable[[Sequence[R]], Iterable[R]]) -> Change[R]:
        """What differs in records; without a list of before they are all new."""
        self._made[name] = now
        return change_of(self._before[name], now, stale_of) if name in self._before else Change(frozenset(), now, now)

    def kept(self, name: str, basis: Sequence[object], make: Callable[[], V]) -> V:
        """What is made from these records alone: as it was, where they are equal."""
        was, known = self._before.get(name, (None, None))
        made: V = known if was == basis else make()
        self._made[name] = basis, made
        return made

    def ordered(self, name: str, change: Change[R], order: Order) -> tuple[R, ...]:
        """The records in their order."""
        if name not in self._before:
            made = sorted(change.every, key=order)
        else:
            made = [one for one in self._before[name] if id(one) not in change.gone]
            for one in change.new:
                insort(made, one, key=order)
        self._made[name] = tuple(made)
        return tuple(made)

    def by_key(
        self,
        name: str,
        change: Change[R],
        places: Places[R, V],
        order: Order,
        record: Callable[[V], object] = lambda entry: entry,
    ) -> dict[Any, list[V]]:
        """Entries by their keys, in order. `places`: the keys and entries of a record; `record`: of an entry."""
        if name not in self._before:
            made = {key: sorted(entries, key=order) for key, entries in gathered(change.every, places).items()}
        else:
            made = gathered_anew(self._before[name], change, places, order, record)
        self._made[name] = made
        return made

    def by_key_in_order(
        self, name: str, ordered: Iterable[R], change: Change[R], places: Places[R, R], order: Order
    ) -> dict[Any, list[R]]:
        """Records by their keys, where the order of each list is that of `ordered`."""
        if name in self._before:
            return self.by_key(name, change, places, order)
        self._made[name] = made = gathered(ordered, places)
        return made


def gathered(records: Iterable[R], places: Places[R, V]) -> dict[str, list[V]]:
    """Lists by key, each in the order of the records."""
    found: dict[str, list[V]] = defaultdict(list)
    for key, entry in chain.from_iterable(map(places, records)):
        found[key].append(entry)
    return dict(found)


def gathered_anew(
    old: Mapping[str, list[V]], change: Change[R], places: Places[R, V], order: Order, record: Callable[[V], object]
) -> dict[str, list[V]]:
    """The lists with what differs, each in order. `record`: of an entry."""
    more, gone = gathered(change.new, places), change.gone
    found: dict[str, list[V]] = {}
    for key, entries in old.items():
        if key not in more and gone.isdisjoint(map(id, map(record, entries))):
            found[key] = entries
        elif stay := [entry for entry in entries if id(record(entry)) not in gone]:
            found[key] = stay
    for key, entries in more.items():
        found[key] = sorted([*found.get(key, ()), *entries], key=order)
    return found
