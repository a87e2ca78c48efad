"""Records of a kept corpus, decoded one by one when they are asked for: an edit looks at few of a hundred thousand."""

from array import array
from collections.abc import Iterable, Iterator, Mapping, MutableMapping, Sequence, ValuesView
from itertools import accumulate
from typing import Any, Generic, Protocol, TypeVar

import msgspec

__all__ = ["ByKey", "Encoded", "Joined", "Overlaid", "encoded"]

V = TypeVar("V")
Out = TypeVar("Out", covariant=True)
ENCODE = msgspec.msgpack.Encoder().encode
ARRAY = b"\xdd"  # of MessagePack: an array, its length in four bytes; then come its items, one after the other
STARTS = "I"  # of the places where records start, in an `array`


def encoded(records: Iterable[object]) -> tuple[bytes, bytes]:
    """The records as one blob, which is an array of MessagePack, and where in it each starts and the last ends."""
    parts = [ENCODE(record) for record in records]
    head = ARRAY + len(parts).to_bytes(4, "big")
    starts = array(STARTS, accumulate(map(len, parts), initial=len(head)))
    return head + b"".join(parts), starts.tobytes()


class Base(Protocol[Out]):
    """A table that never changes."""

    def __getitem__(self, id: str) -> Out: ...
    def __contains__(self, id: object) -> bool: ...
    def __iter__(self) -> Iterator[str]: ...
    def __len__(self) -> int: ...

    def make_all(self) -> None:
        """Somebody goes through all: to make them at once is faster."""


class Encoded(Generic[V]):
    """Records in a row, by their numbers. Nothing in it ever changes: who asks again gets the same object."""

    def __init__(self, kind: Any, blob: bytes, starts: bytes) -> None:
        """`blob` and `starts` as `encoded` makes them of records of this kind. Raises ValueError where they are not."""
        self._starts = array(STARTS)
        self._starts.frombytes(starts)
        if not self._starts or self._starts[-1] != len(blob):
            raise ValueError("the blob ends elsewhere")
        self._kind, self._blob = kind, memoryview(blob)
        self._decode = msgspec.msgpack.Decoder(kind).decode
        self._known: dict[int, V] = {}

    def __getitem__(self, number: int) -> V:
        known = self._known.get(number)
        if known is None:
            start, end = self._starts[number : number + 2]
            known = self._known[number] = self._decode(self._blob[start:end])
        return known

    def __len__(self) -> int:
        return len(self._starts) - 1

    def make_all(self) -> None:
        if len(self._known) < len(self):
            every: list[V] = msgspec.msgpack.decode(self._blob, type=list[self._kind])  # type: ignore[name-defined]
            self._known = dict(enumerate(every)) | self._known


class ByKey(Generic[V]):
    """Such records by their keys."""

    def __init__(self, keys: Sequence[str], records: Encoded[V]) -> None:
        """Raises ValueError where there are other records than keys."""
        self._number = dict(zip(keys, range(len(records)), strict=True))
        self._records = records

    def __getitem__(self, key: str) -> V:
        return self._records[self._number[key]]

    def __contains__(self, key: object) -> bool:
        return key in self._number

    def __iter__(self) -> Iterator[str]:
        return iter(self._number)

    def __len__(self) -> int:
        return len(self._number)

    def make_all(self) -> None:
        self._records.make_all()


class Joined(Generic[V]):
    """Groups of such reports by the anchor of their first one."""

    def __init__(self, reports: ByKey[V], several: Mapping[str, Sequence[str]]) -> None:
        """`several`: the groups of more than one; every other report is one by itself."""
        self.lead = {anchor: lead for lead, group in several.items() for anchor in group[1:]}
        self._reports, self._several = reports, several
        self._known: dict[str, tuple[V, ...]] = {}

    def __getitem__(self, lead: str) -> tuple[V, ...]:
        known = self._known.get(lead)
        if known is None:
            if lead in self.lead:
                raise KeyError(lead)
            known = self._known[lead] = tuple(map(self._reports.__getitem__, self._several.get(lead) or (lead,)))
        return known

    def __contains__(self, anchor: object) -> bool:
        return anchor in self._reports and anchor not in self.lead

    def __iter__(self) -> Iterator[str]:
        return (anchor for anchor in self._reports if anchor not in self.lead)

    def __len__(self) -> int:
        return len(self._reports) - len(self.lead)

    def make_all(self) -> None:
        self._reports.make_all()


class Overlaid(MutableMapping[str, V]):
    """A table that began as one that never changes. What is put in anew comes last."""

    def __init__(self, base: Base[V]) -> None:
        self._base = base
        self._own: dict[str, V] = {}
        self._gone: set[str] = set()  # ids of the base

    @property
    def is_untouched(self) -> bool:
        """Whether it is what it began as."""
        return not self._own and not self._gone

    def __getitem__(self, id: str) -> V:
        if id in self._own:
            return self._own[id]
        if id in self._gone:
            raise KeyError(id)
        return self._base[id]

    def __setitem__(self, id: str, value: V) -> None:
        self._own[id] = value
        if id in self._base:
            self._gone.add(id)

    def __delitem__(self, id: str) -> None:
        if id in self._own:
            del self._own[id]
        elif id in self:
            self._gone.add(id)
        else:
            raise KeyError(id)

    def __contains__(self, id: object) -> bool:
        return id in self._own or (id in self._base and id not in self._gone)

    def __iter__(self) -> Iterator[str]:
        yield from (id for id in self._base if id not in self._gone)
        yield from self._own

    def __len__(self) -> int:
        return len(self._base) - len(self._gone) + len(self._own)

    def values(self) -> ValuesView[V]:
        self._base.make_all()
        return super().values()
