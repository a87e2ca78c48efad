"""Which quotes share a run of words: a million keys in flat arrays, in tables only what came since they were sorted."""

from array import array
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pickle import PickleBuffer
from typing import Any

__all__ = ["Runs"]

WORTH_SORTING = 4_000  # keys that came since the arrays were sorted
NOBODY: tuple[str, ...] = ()
PARTS = ("_keys", "_owners", "_sharers", "_shared")


class Runs:
    """Quotes by the keys of their runs. Those that have a key to themselves cost eight bytes for it."""

    def __init__(self) -> None:
        self._anchors: list[str] = []  # by number; a quote that is taken out leaves its number unused
        self._number: dict[str, int] = {}
        self._keys, self._owners = _numbers(b""), _numbers(b"")  # sorted by key
        self._sharers, self._shared = _numbers(b""), _numbers(b"")  # quotes and keys of theirs that others have, sorted
        self._late: defaultdict[int, list[int]] = defaultdict(list)  # keys met since, and all that came with them
        self._met: defaultdict[int, list[int]] = defaultdict(list)  # quotes, and their keys that were met since

    def __getstate__(self) -> dict[str, Any]:
        """For keeping: everything in flat arrays."""
        flat = {name: PickleBuffer(getattr(self, name)) for name in PARTS}
        tables = {name: PickleBuffer(_flat(getattr(self, name))) for name in ("_late", "_met")}
        return {"_anchors": self._anchors, **flat, **tables}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__init__()  # type: ignore[misc]
        self.fill(state["_anchors"], *(state[name] for name in PARTS))
        for name in ("_late", "_met"):
            for one, other in _pairs(state[name]):
                getattr(self, name)[one].append(other)

    def fill(self, anchors: list[str], *arrays: bytes) -> None:
        """Hold these quotes, whose `arrays` are sorted."""
        self._anchors = anchors
        self._number = dict(zip(anchors, range(len(anchors)), strict=True))
        self._number.pop("", None)
        self._keys, self._owners, self._sharers, self._shared = map(_numbers, arrays)

    def arrays(self) -> tuple[bytes, ...]:
        """What `fill` takes, all sorted."""
        self._settle()
        return tuple(getattr(self, name).tobytes() for name in PARTS)

    def put(self, anchors: Sequence[str], counts: bytes, keys: bytes) -> None:
        """Take quotes in: the number of keys of each as two bytes, all keys in a row as four bytes each."""
        first = len(self._anchors)
        self._anchors += anchors
        self._number.update(zip(anchors, range(first, first + len(anchors)), strict=True))
        if len(keys) > 4 * WORTH_SORTING or len(self._late) > WORTH_SORTING:
            self._sort(first, counts, keys)
            return
        found, start = _numbers(keys), 0
        for owner, count in enumerate(memoryview(counts).cast("H"), first):
            for key in found[start : start + count]:
                self._add(key, owner)
            start += count

    def near(self, anchor: str) -> Iterable[str]:
        keys = self.shared(anchor)
        return {self._anchors[other] for key in keys for other in self._having(key)} if keys else NOBODY

    def shared(self, anchor: str) -> Sequence[int]:
        """The keys of a quote that another has, or had."""
        return self._shared_by(self._number[anchor])

    def linked(self, anchors: Iterable[str]) -> set[str]:
        return {anchor for anchor in anchors if self.shared(anchor)}

    def component(self, anchor: str) -> set[str]:
        first = self._number[anchor]
        found, todo, followed = {first}, [first], set[int]()
        while todo:
            for key in self._shared_by(todo.pop()):
                if key not in followed:
                    followed.add(key)
                    near = [other for other in self._having(key) if other not in found]
                    todo += near
                    found.update(near)
        return {self._anchors[number] for number in found}

    def components(self) -> list[dict[int, list[int]]]:
        """All linked quotes in one go: by their numbers, in order, each with its keys that others have.

        For quotes of which none was taken out."""
        self._settle()
        keys: dict[int, list[int]] = {}
        lead: dict[int, int] = {}
        first: dict[int, int] = {}  # key: the first quote that has it
        for number, key in zip(self._sharers, self._shared, strict=True):
            if number not in keys:
                keys[number], lead[number] = [], number
            keys[number].append(key)
            one, other = _lead(lead, number), _lead(lead, first.setdefault(key, number))
            lead[max(one, other)] = min(one, other)
        found: dict[int, dict[int, list[int]]] = {}
        for number, own in keys.items():
            found.setdefault(_lead(lead, number), {})[number] = own
        return list(found.values())

    def take_out(self, anchor: str) -> None:
        number = self._number.pop(anchor)
        self._met.pop(number, None)
        self._anchors[number] = ""  # its keys lead nowhere from now on

    def _shared_by(self, number: int) -> Sequence[int]:
        start = bisect_left(self._sharers, number)
        if start == len(self._sharers) or self._sharers[start] != number:
            return self._met.get(number, ())
        shared = self._shared[start : bisect_right(self._sharers, number, start)].tolist()
        return shared + self._met[number] if number in self._met else shared

    def _having(self, key: int) -> Iterator[int]:
        """The quotes that have a key."""
        for owner in (*self._sorted(key), *self._late.get(key, ())):
            if self._anchors[owner]:
                yield owner

    def _sorted(self, key: int) -> Sequence[int]:
        start = bisect_left(self._keys, key)
        if start == len(self._keys) or self._keys[start] != key:
            return ()
        return self._owners[start : bisect_right(self._keys, key, start)].tolist()

    def _add(self, key: int, owner: int) -> None:
        """Remember a key beside the arrays, and whose it is too."""
        others = list(self._having(key))
        self._late[key].append(owner)
        if others:
            self._met[owner].append(key)
        if len(others) == 1 and key not in self._shared_by(others[0]):
            self._met[others[0]].append(key)

    def _settle(self) -> None:
        """Sort in what came since the arrays were sorted."""
        if self._late:
            self._sort(len(self._anchors), b"", b"")

    def _sort(self, first: int, counts: bytes, keys: bytes) -> None:
        """Sort all keys anew, without those of quotes that are gone; find out which several have.

        The library is loaded here: an edit does without."""
        import numpy as np

        came = np.repeat(np.arange(first, len(self._anchors), dtype=np.uint32), np.frombuffer(counts, np.uint16))
        late = np.frombuffer(_flat(self._late), np.uint32).reshape(-1, 2)
        found = np.concatenate((np.asarray(self._keys), late[:, 0], np.frombuffer(keys, np.uint32)))
        owners = np.concatenate((np.asarray(self._owners), late[:, 1], came))
        alive = np.fromiter(map(bool, self._anchors), np.bool_, len(self._anchors))[owners]
        both = np.sort((found.astype(np.uint64) << 32 | owners)[alive])  # faster than sorting by `argsort`
        found, owners = (both >> 32).astype(np.uint32), both.astype(np.uint32)
        several = np.zeros(len(found), np.bool_)
        same = found[1:] == found[:-1]
        several[1:] |= same
        several[:-1] |= same
        shared = np.sort(owners[several].astype(np.uint64) << 32 | found[several])
        parts = (found, owners, (shared >> 32).astype(np.uint32), shared.astype(np.uint32))
        self._keys, self._owners, self._sharers, self._shared = (_numbers(part.tobytes()) for part in parts)
        self._late.clear()
        self._met.clear()


def _numbers(flat: bytes) -> "array[int]":
    numbers = array("I")
    numbers.frombytes(flat)
    return numbers


def _lead(lead: dict[int, int], number: int) -> int:
    """Of those united so far the first; the way there is shortened (union-find)."""
    while lead[number] != number:
        lead[number] = number = lead[lead[number]]
    return number


def _flat(table: dict[int, list[int]]) -> "array[int]":
    """A table's pairs in a row."""
    return array("I", [number for one, others in table.items() for other in others for number in (one, other)])


def _pairs(flat: bytes) -> Iterator[tuple[int, int]]:
    numbers = _numbers(flat)
    return zip(numbers[::2], numbers[1::2], strict=True)
