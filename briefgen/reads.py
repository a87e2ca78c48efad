"""What a view looks up while it is made: where all of it gives the same again, the view is the same.

The tables of a corpus note what they are asked for, and seal what they answer (verifying traces: Mokhov, Mitchell and
Peyton Jones, "Build Systems à la Carte", 2018).
"""

from collections.abc import Callable, ItemsView, Iterable, Iterator, Mapping, ValuesView
from functools import partial
from hashlib import blake2b
from itertools import zip_longest
from typing import Any, Generic, TypeVar

import msgspec

__all__ = ["ALL", "Lookup", "Reads", "Table", "fact", "stand_in", "table"]

K = TypeVar("K", bound=str)
V = TypeVar("V")
Lookup = tuple[str, str]  # the name of a table and a key of it, or ALL; of a fact and ALL
ALL = "\0"
SEAL = 8  # bytes
ENCODE = msgspec.msgpack.Encoder().encode


class Notes:
    """Where lookups are noted. Tables point here and not at their owner, which is freed as soon as nobody uses it."""

    __slots__ = ("noted",)

    def __init__(self) -> None:
        self.noted: set[Lookup] | None = None  # None: nobody wants to know


class Reads:
    """Something with tables and facts: what is looked up in them is noted."""

    def __init__(self) -> None:
        self.notes = Notes()

    def during(self, make: Callable[[], V]) -> tuple[V, set[Lookup]]:
        """What `make` returns, and what was looked up for it."""
        notes, noted = self.notes, set[Lookup]()
        outer, notes.noted = notes.noted, noted
        try:
            return make(), noted
        finally:
            notes.noted = outer

    def quietly(self, make: Callable[[], V]) -> V:
        """What `make` returns, with nothing noted."""
        notes = self.notes
        outer, notes.noted = notes.noted, None
        try:
            return make()
        finally:
            notes.noted = outer

    def remembered(self, known: dict[str, tuple[V, set[Lookup]]], key: str, make: Callable[[], V]) -> V:
        """What was made for this key before, else is made now; what it rests on is noted either way."""
        if key not in known:
            known[key] = self.during(make)
        made, lookups = known[key]
        if self.notes.noted is not None:
            self.notes.noted |= lookups
        return made

    def seals(
        self, lookups: Iterable[Lookup], before: "Reads | None" = None, known: Iterable[bytes] = ()
    ) -> Iterator[bytes]:
        """For each lookup a key of what it gives now, empty where there is no such table or fact.

        Tables and facts are made as they are met. `known`: the keys of what the lookups gave `before`."""
        made: dict[str, Any] = {}
        for (name, key), seal in zip_longest(lookups, known) if before else ((lookup, b"") for lookup in lookups):
            if not isinstance(vars(type(self)).get(name), table | fact):
                yield b""
                continue
            if name not in made:
                made[name] = self.quietly(partial(getattr, self, name))
            if seal and before and self.gives_the_same(name, key, before):
                yield seal
                continue
            found = made[name]
            if isinstance(found, Table):
                found = found.entries if key == ALL else found.entries.get(key)
            yield blake2b(ENCODE(self.told(found)), digest_size=SEAL).digest()

    def told(self, one: object) -> object:
        """What tells an answer, or what a view is given, apart from what it was before; the same in every process."""
        return stand_in(one)

    def gives_the_same(self, name: str, key: str, before: "Reads") -> bool:
        """Whether a lookup gives what it gave before; its table or fact is made. False where that is dear to tell."""
        was, now = vars(before).get(name), vars(self).get(name)
        if not isinstance(was, Table) or not isinstance(now, Table):
            return _same(vars(before).get(f"_{name}"), vars(self).get(f"_{name}"))
        if key == ALL:
            return _same(was.entries, now.entries)
        one, other = was.entries.get(key), now.entries.get(key)
        return one is other or _same(one, other)


def stand_in(one: object) -> object:
    """What tells something apart from what it was before: a `stand_in` of its own where it has one (an article's text
    is not read for that), else all of it."""
    if isinstance(one, dict):
        return {key: stand_in(value) for key, value in one.items()}
    return one.stand_in if hasattr(type(one), "stand_in") else one  # type: ignore[attr-defined]


def _same(was: object, now: object) -> bool:
    """Equal, and what is in them in the same order."""
    if was is now:
        return True
    if type(was) is not type(now):
        return False
    if isinstance(was, dict) and isinstance(now, dict):
        return list(was) == list(now) and all(map(_same, was.values(), now.values()))
    return bool(was == now)


class Table(Mapping[K, V]):
    """Entries by key."""

    __slots__ = ("_name", "_notes", "entries")

    def __init__(self, name: str, entries: Mapping[K, V], notes: Notes) -> None:
        self.entries, self._name, self._notes = entries, name, notes

    def note(self, key: str) -> None:
        """The answer to this lookup counts."""
        if (noted := self._notes.noted) is not None:
            noted.add((self._name, key))

    # The lookups below note by themselves: a view makes hundreds.

    def __getitem__(self, key: K) -> V:
        if (noted := self._notes.noted) is not None:
            noted.add((self._name, key))
        return self.entries[key]

    def get(self, key: Any, default: Any = None) -> Any:
        if (noted := self._notes.noted) is not None and key is not None:
            noted.add((self._name, key))
        return self.entries.get(key, default)

    def __contains__(self, key: Any) -> bool:
        if (noted := self._notes.noted) is not None and key is not None:
            noted.add((self._name, key))
        return key in self.entries

    def __iter__(self) -> Iterator[K]:
        self.note(ALL)
        return iter(self.entries)

    def __len__(self) -> int:
        self.note(ALL)
        return len(self.entries)

    def items(self) -> ItemsView[K, V]:
        self.note(ALL)
        return self.entries.items()

    def values(self) -> ValuesView[V]:
        self.note(ALL)
        return self.entries.values()


class table(Generic[K, V]):
    """A table of its owner, made when it is first asked for."""

    def __init__(self, make: Callable[[Any], Mapping[K, V]]) -> None:
        self._make, self.__doc__ = make, make.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, owner: Reads, kind: type) -> Table[K, V]:
        made = Table(self._name, owner.quietly(partial(self._make, owner)), owner.notes)
        vars(owner)[self._name] = made
        return made


class fact(Generic[V]):
    """Something that its owner knows as a whole, worked out when it is first asked for."""

    def __init__(self, make: Callable[[Any], V]) -> None:
        self._make, self.__doc__ = make, make.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self._name, self._kept = name, f"_{name}"

    def __get__(self, owner: Reads, kind: type) -> V:
        if owner.notes.noted is not None:
            owner.notes.noted.add((self._name, ALL))
        known = vars(owner)
        if self._kept not in known:
            known[self._kept] = owner.quietly(partial(self._make, owner))
        made: V = known[self._kept]
        return made

    def __set__(self, owner: Any, value: V) -> None:
        raise AttributeError(self._name)
