"""Which quotes share a run of words: a million keys in two flat arrays, and in sets only the few that several have."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import chain
from pickle import PickleBuffer
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["Runs"]

Keys = NDArray[np.uint32]
Owners = NDArray[np.int32]
WORTH_SORTING = 4_000  # keys that came since the arrays were sorted
NOBODY: tuple[str, ...] = ()


class Runs:
    """Quotes by the keys of their runs. Those that have a key to themselves cost eight bytes for it."""

    def __init__(self) -> None:
        self._anchors: list[str] = []  # by number; a quote that is taken out leaves its number unused
        self._number: dict[str, int] = {}
        self._keys: Keys = np.empty(0, np.uint32)  # sorted
        self._owners: Owners = np.empty(0, np.int32)
        self._late: dict[int, int] = {}  # keys met since, with the first that has them
        self._sharing: defaultdict[int, set[int]] = defaultdict(set)  # key: all that have it, where several did
        self._shared: defaultdict[int, list[int]] = defaultdict(list)  # number: its keys of that kind

    def __getstate__(self) -> dict[str, Any]:
        """For keeping: everything in flat arrays."""
        alive = [(number, key) for number, keys in self._shared.items() for key in keys]
        numbers, keys = np.array(alive, np.uint32).reshape(-1, 2).T
        late = np.fromiter(chain.from_iterable(self._late.items()), np.uint32)
        arrays = {"_keys": self._keys, "_owners": self._owners, "numbers": numbers, "keys": keys, "late": late}
        return {"_anchors": self._anchors, **{name: PickleBuffer(array.tobytes()) for name, array in arrays.items()}}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__init__()  # type: ignore[misc]
        self._anchors = state["_anchors"]
        self._number = {anchor: number for number, anchor in enumerate(self._anchors) if anchor}
        self._keys = np.frombuffer(state["_keys"], np.uint32)
        self._owners = np.frombuffer(state["_owners"], np.int32)
        late = np.frombuffer(state["late"], np.uint32).tolist()
        self._late = dict(zip(late[::2], late[1::2], strict=True))
        told = (np.frombuffer(state[name], np.uint32).tolist() for name in ("numbers", "keys"))
        for number, key in zip(*told, strict=True):
            self._share(key, number)

    def put(self, anchors: Sequence[str], counts: bytes, keys: bytes) -> None:
        """Take quotes in: the number of keys of each as two bytes, all keys in a row as four bytes each."""
        first = len(self._anchors)
        each = np.frombuffer(counts, np.uint16)
        found = np.frombuffer(keys, np.uint32)
        owners = np.repeat(np.arange(first, first + len(anchors), dtype=np.int32), each)
        self._anchors += anchors
        self._number.update(zip(anchors, range(first, first + len(anchors)), strict=True))
        if len(found) > WORTH_SORTING or len(self._late) > WORTH_SORTING:
            self._sort(found, owners)
        else:
            self._add(found, owners)

    def near(self, anchor: str) -> Iterable[str]:
        number = self._number[anchor]
        if number not in self._shared:
            return NOBODY
        return {self._anchors[other] for key in self._shared[number] for other in self._sharing[key]}

    def shared(self, anchor: str) -> Sequence[int]:
        """The keys of a quote that another has, or had."""
        return self._shared.get(self._number[anchor], ())

    def linked(self, anchors: Iterable[str]) -> set[str]:
        return {anchor for anchor in anchors if self._number[anchor] in self._shared}

    def component(self, anchor: str) -> set[str]:
        first = self._number[anchor]
        if first not in self._shared:
            return {anchor}
        found, todo, followed = {first}, [first], set[int]()
        while todo:
            for key in self._shared.get(todo.pop(), ()):
                if key not in followed:
                    followed.add(key)
                    if not (sharing := self._sharing[key]) <= found:
                        todo += sharing - found
                        found |= sharing
        return {self._anchors[number] for number in found}

    def take_out(self, anchor: str) -> None:
        number = self._number.pop(anchor)
        for key in self._shared.pop(number, ()):
            self._sharing[key].discard(number)
        self._anchors[number] = ""  # its keys in the arrays lead nowhere from now on

    def _sort(self, found: Keys, owners: Owners) -> None:
        """Sort all keys anew, without those of quotes that are gone; find out which several have."""
        late = np.fromiter(self._late.keys(), np.uint32, len(self._late))
        by = np.fromiter(self._late.values(), np.int32, len(self._late))
        keys, owners = np.concatenate((self._keys, late, found)), np.concatenate((self._owners, by, owners))
        if any(not anchor for anchor in self._anchors):
            alive = np.fromiter((bool(anchor) for anchor in self._anchors), np.bool_, len(self._anchors))[owners]
            keys, owners = keys[alive], owners[alive]
        both = np.sort(keys.astype(np.uint64) << 32 | owners.astype(np.uint64))  # faster than sorting by `argsort`
        keys, owners = (both >> 32).astype(np.uint32), (both & 0xFFFFFFFF).astype(np.int32)
        self._keys, self._owners, self._late = keys, owners, {}
        known = np.fromiter(self._sharing.keys(), np.uint32, len(self._sharing))
        several = np.isin(keys, known) if len(known) else np.zeros(len(keys), np.bool_)
        same = keys[1:] == keys[:-1]
        several[1:] |= same
        several[:-1] |= same
        self._share_out(keys[several], owners[several])

    def _share_out(self, keys: Keys, owners: Owners) -> None:
        """Note for each of these keys, sorted, who has it."""
        if not len(keys):
            return
        each, starts = np.unique(keys, return_index=True)
        having, ends = owners.tolist(), [*starts[1:].tolist(), len(owners)]
        for key, start, end in zip(each.tolist(), starts.tolist(), ends, strict=True):
            sharing = self._sharing[key]
            for number in having[start:end]:
                if number not in sharing:
                    sharing.add(number)
                    self._shared[number].append(key)

    def _add(self, found: Keys, owners: Owners) -> None:
        """Look a few keys up in the arrays, and remember them beside."""
        places = np.searchsorted(self._keys, found)
        for key, owner, place in zip(found.tolist(), owners.tolist(), places.tolist(), strict=True):
            while place < len(self._keys) and self._keys[place] == key:
                self._meet(key, owner, int(self._owners[place]))
                place += 1
            self._meet(key, owner, self._late.setdefault(key, owner))
            if not self._anchors[self._late[key]]:
                self._late[key] = owner
            if self._sharing.get(key):
                self._share(key, owner)

    def _meet(self, key: int, owner: int, other: int) -> None:
        if owner != other and self._anchors[other]:
            self._share(key, owner)
            self._share(key, other)

    def _share(self, key: int, number: int) -> None:
        if number not in self._sharing[key]:
            self._sharing[key].add(number)
            self._shared[number].append(key)
