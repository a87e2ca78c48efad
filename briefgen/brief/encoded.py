"""Reports of a kept corpus, decoded one by one when they are asked for: an edit looks at few of a hundred thousand."""

from array import array
from collections.abc import Iterable, Iterator, Mapping, MutableMapping, Sequence, ValuesView
from itertools import accumulate
from pickle import PickleBuffer
from typing import Any, Generic, Protocol, TypeVar

import msgspec

__all__ = ["Encoded", "Joined", "Overlaid", "encoded"]

V = TypeVar("V")
Out = TypeVar("Out", covariant=True)
ENCODE = msgspec.msgpack.Encoder().encode
ARRAY = b"\xdd"  # of MessagePack: an array, its length in four bytes; then come its items, one after the other
STARTS = "I"  # of the places where reports start, in an `array`


def encoded(reports: Iterable[object]) -> tuple[PickleBuffer, PickleBuffer]:
    """The reports as one blob, which is an array of MessagePack, and where in it each starts and the last ends."""
    parts = [ENCODE(report) for report in reports]
    head = ARRAY + len(parts).to_bytes(4, "big")
    starts = array(STARTS, accumulate(map(len, parts), initial=len(head)))
    return PickleBuffer(head + b"".join(parts)), PickleBuffer(starts.tobytes())


class Base(Protocol[Out]):
    """A table that never changes."""

    def __getitem__(self, id: str) -> Out: ...
    def __contains__(self, id: object) -> bool: ...
    def __iter__(self) -> Iterator[str]: ...
    def __len__(self) -> int: ...

    def make_all(self) -> None:
        """Somebody goes through all: to make them at once is faster."""


class Encoded(Generic[V]):
    """Reports by their anchors. Nothing in it ever changes: who asks again gets the same object."""

    def __init__(self, anchors: Sequence[str], kind: Any, blob: bytes, starts: bytes) -> None:
        """`blob` and `starts` as `encoded` makes them of reports of this kind, in the order of their anchors.

        Raises ValueError where they are not."""
        places = array(STARTS)
        places.frombytes(starts)
        if len(places) != len(anchors) + 1:
            raise ValueError("there are other reports than anchors")
        self._kind, self._blob = kind, memoryview(blob)
        self._decode = msgspec.msgpack.Decoder(kind).decode
        self._starts, self._number = places, dict(zip(anchors, range(len(anchors)), strict=True))
        self._known: dict[str, V] = {}

    def __getitem__(self, anchor: str) -> V:
        known = self._known.get(anchor)
        if known is None:
            start, end = self._starts[(number := self._number[anchor]) : number + 2]
            known = self._known[anchor] = self._decode(self._blob[start:end])
        return known

    def __contains__(self, anchor: object) -> bool:
        return anchor in self._number

    def __iter__(self) -> Iterator[str]:
        return iter(self._number)

    def __len__(self) -> int:
        return len(self._number)

    def make_all(self) -> None:
        if len(self._known) < len(self._number):
            every: list[V] = msgspec.msgpack.decode(self._blob, type=list[self._kind])  # type: ignore[name-defined]
            self._known = dict(zip(self._number, every, strict=True)) | self._known


class Joined(Generic[V]):
    """Groups of such reports by the anchor of their first one."""

    def __init__(self, reports: Encoded[V], several: Mapping[str, Sequence[str]]) -> None:
        """`several`: the groups of more than one; every other report is one by itself."""
        self.lead = {anchor: lead for lead, group in several.items() for anchor in group[1:]}
        self._reports, self._several = reports, several
        self._known: dict[str, tuple[V, ...]] = {}

    def __getitem__(self, lead: str) -> tuple[V, ...]:
        known = self._known.get(lead)
        if known is None:
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
