"""Files of many entries, one after another: those that rest on the same as before are cut out of the old file.

What an entry rests on is told by its seal. The seals and lengths of a file's entries are its layout, which is kept
beside what is known of the file.
"""

from array import array
from collections.abc import Callable, Iterable, Iterator
from hashlib import blake2b
from itertools import accumulate
from typing import Any, NamedTuple

import msgspec

from briefgen.fingerprints import digest
from briefgen.later import Content, Old
from briefgen.reads import stand_in

__all__ = ["SEAL", "Edition", "Form", "Layout", "Memory", "Run", "Sources", "lay", "layout_of", "packed", "plain"]

Sources = tuple[Any, ...]  # what an entry is made from: records, articles, plain values
Entry = tuple[str, Sources]
LENGTHS = "I"
SEAL = 8  # bytes
ENCODE = msgspec.msgpack.Encoder().encode


class Run(NamedTuple):
    """Entries in a row: where they stand, and where they stood; `old` None: one entry that is made anew."""

    first: int
    last: int
    old: int | None


def plain(*sources: object) -> object:
    """What tells sources apart, in every process."""
    return [*map(stand_in, sources)]


class Edition:
    """The entries of a table in their order: the id of each, what it is made from, and a seal of both."""

    def __init__(self, ids: list[str], sources: list[Sources], seals: list[bytes]) -> None:
        self.ids, self.sources, self.seals = ids, sources, seals
        self.sealed = b"".join(seals)
        self._runs: tuple[bytes, list[Run]] | None = None

    def part(self, places: Iterable[int]) -> "Edition":
        """The entries at these places, as an edition."""
        rows = [(self.ids[place], self.sources[place], self.seals[place]) for place in places]
        return Edition(*map(list, zip(*rows, strict=True))) if rows else Edition([], [], [])

    def runs(self, old: bytes) -> list[Run]:
        """These entries, as far as they are the old ones, by the seals of those."""
        if self._runs is None or self._runs[0] != old:
            self._runs = old, list(self._compared(old))
        return self._runs[1]

    def _compared(self, old: bytes) -> Iterator[Run]:
        if old == self.sealed:
            if old:
                yield Run(0, len(self.ids), 0)
            return
        place_of = {old[start : start + SEAL]: start // SEAL for start in range(0, len(old), SEAL)}.get
        first, stood = 0, -1  # of the run that goes on; -1: there is none
        for place, seal in enumerate(self.seals):
            before = place_of(seal, -1)
            if stood >= 0 and before - stood == place - first:
                continue
            if stood >= 0:
                yield Run(first, place, stood)
            first, stood = place, before
            if before < 0:
                yield Run(place, place + 1, None)
        if stood >= 0:
            yield Run(first, len(self.ids), stood)


class Memory:
    """The editions that one build of a session leaves for the next: entries with equal sources keep their seals."""

    def __init__(self) -> None:
        self._editions: dict[str, tuple[dict[str, int], Edition]] = {}

    def edition(self, name: str, entries: Iterable[Entry], told: Callable[..., object] = plain) -> Edition:
        """The edition of these entries. `told`: what tells an entry's sources apart, in every process."""
        pairs = list(entries)
        ids = [id for id, _ in pairs]
        sources = [each for _, each in pairs]
        places, before = self._editions.get(name, ({}, None))
        known = [places.get(id, -1) for id in ids] if before else [-1] * len(ids)
        seals = [
            before.seals[stood]
            if before and stood >= 0 and before.sources[stood] == each
            else blake2b(ENCODE((id, told(*each))), digest_size=SEAL).digest()
            for id, each, stood in zip(ids, sources, known, strict=True)
        ]
        edition = Edition(ids, sources, seals)
        self._editions[name] = {id: place for place, id in enumerate(ids)}, edition
        return edition


class Form(NamedTuple):
    """What stands around the entries of a file; `empty` is the file without any."""

    head: bytes
    between: bytes
    tail: bytes
    empty: bytes


class Layout(NamedTuple):
    """How a file was laid: its digest, the seals of its entries by table, and their lengths where these stand in it."""

    digest: bytes
    seals: tuple[bytes, ...]
    lengths: bytes = b""


packed = ENCODE
_unpacked = msgspec.msgpack.Decoder(Layout).decode


def layout_of(old: Old) -> Layout | None:
    """How a file was laid; None where that is not known, or it does not lie there as it was."""
    if not old.digest:
        return None
    try:
        layout = _unpacked(old.layout())
    except msgspec.DecodeError:
        return None
    return layout if layout.digest == old.digest else None


def lay(edition: Edition, make: Callable[[int], bytes], form: Form, old: Old) -> Content:
    """The file of these entries; `make` makes one by its place."""
    layout = layout_of(old)
    if layout and layout.seals == (edition.sealed,):
        return Content(None, old.digest, old.layout())
    before = _cut(layout, form, old.content()) if layout else None
    runs = edition.runs(before.seals if before else b"")
    anew = {run.first: make(run.first) for run in runs if run.old is None}
    lengths = array(LENGTHS)
    for run in runs:
        if before and run.old is not None:
            lengths.extend(before.lengths[run.old : run.old + run.last - run.first])
        else:
            lengths.append(len(anew[run.first]))
    if before and lengths == before.lengths and all(before.holds(run, anew.get(run.first, b"")) for run in runs):
        return Content(None, old.digest, packed(Layout(old.digest, (edition.sealed,), lengths.tobytes())))
    parts = [before.cut(run) if before and run.old is not None else anew[run.first] for run in runs]
    made = form.head + form.between.join(parts) + form.tail if parts else form.empty
    key = digest(made)
    return Content(made, key, packed(Layout(key, (edition.sealed,), lengths.tobytes())))


def _cut(layout: Layout, form: Form, content: bytes) -> "_Cut | None":
    """A file that entries can be cut out of; None where the layout is not that of these bytes."""
    (seals, *others), lengths = layout.seals or (b"",), array(LENGTHS)
    if others or len(seals) * lengths.itemsize != len(layout.lengths) * SEAL:
        return None
    lengths.frombytes(layout.lengths)
    around = len(form.head) + len(form.tail) + (len(lengths) - 1) * len(form.between)
    is_whole = len(content) == (sum(lengths) + around if lengths else len(form.empty))
    return _Cut(seals, lengths, form, content) if is_whole else None


class _Cut:
    """A file that entries are cut out of."""

    def __init__(self, seals: bytes, lengths: "array[int]", form: Form, content: bytes) -> None:
        self.seals, self.lengths = seals, lengths
        self._content, self._between = memoryview(content), len(form.between)
        self._ends = [*accumulate(self.lengths, initial=len(form.head))]

    def cut(self, run: Run) -> memoryview:
        """Entries in a row, with what stands between them."""
        assert run.old is not None
        return self._stretch(run.old, run.old + run.last - run.first)

    def holds(self, run: Run, made: bytes) -> bool:
        """Whether these entries stand in it where they stand now; `made`: one that was made anew."""
        return run.old == run.first if run.old is not None else self._stretch(run.first, run.last) == made

    def _stretch(self, first: int, last: int) -> memoryview:
        return self._content[self._ends[first] + first * self._between : self._ends[last] + (last - 1) * self._between]
