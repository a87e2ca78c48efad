"""Files of many entries, one after another: those that rest on the same as before are cut out of the old file."""

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import accumulate
from typing import Any, NamedTuple, TypeVar

from briefgen.fingerprints import digest
from briefgen.later import Content, Old

__all__ = ["Edition", "Form", "Memory", "Run", "Sources"]

V = TypeVar("V")
Sources = tuple[Any, ...]  # what an entry is made from: records, articles, plain values
LENGTHS = "I"


class Run(NamedTuple):
    """Entries in a row: where they stand, and where they stood; `old` None: one entry that is made anew."""

    first: int
    last: int
    old: int | None


class Edition:
    """The entries of a table in their order: the id of each, and what it is made from."""

    def __init__(self, entries: Iterable[tuple[str, Sources]]) -> None:
        pairs = list(entries)
        self.ids = [id for id, _ in pairs]
        self.sources = [sources for _, sources in pairs]
        self._runs: tuple[Edition, list[Run]] | None = None

    @cached_property
    def places(self) -> dict[str, int]:
        """Where each entry stands: asked of the edition before."""
        return {id: place for place, id in enumerate(self.ids)}

    def runs(self, old: "Edition | None") -> list[Run]:
        """These entries, as far as they are the old edition's."""
        if old is None:
            return [Run(place, place + 1, None) for place in range(len(self.ids))]
        if self._runs is None or self._runs[0] is not old:
            self._runs = old, list(self._compared(old))
        return self._runs[1]

    def settle(self) -> None:
        """Forget what it was compared with."""
        self._runs = None

    def _compared(self, old: "Edition") -> Iterator[Run]:
        first, stood = 0, -1  # of the run that goes on; -1: there is none
        place_of, was = old.places.get, old.sources
        for place, (id, sources) in enumerate(zip(self.ids, self.sources, strict=True)):
            before = place_of(id, -1)
            is_kept = before >= 0 and was[before] == sources
            if stood >= 0 and is_kept and before - stood == place - first:
                continue
            if stood >= 0:
                yield Run(first, place, stood)
            first, stood = place, before if is_kept else -1
            if not is_kept:
                yield Run(place, place + 1, None)
        if stood >= 0:
            yield Run(first, len(self.ids), stood)


class Form(NamedTuple):
    """What stands around the entries of a file; `empty` is the file without any."""

    head: bytes
    between: bytes
    tail: bytes
    empty: bytes


class Laid(NamedTuple):
    """A file as it was laid: a digest of it, its editions, and the lengths of its entries where these stand in it."""

    digest: bytes
    editions: tuple[Edition, ...]
    lengths: Sequence[int] = ()


class Memory:
    """What one build of a session leaves for the next, under the same settings: how files were laid, single values."""

    def __init__(self) -> None:
        self._laid: dict[str, Laid] = {}
        self._values: dict[str, tuple[Edition, list[Any]]] = {}

    def lay(self, url: str, edition: Edition, make: Callable[[int], bytes], form: Form, old: Old) -> Content:
        """The file of these entries; `make` makes one by its place."""
        laid, content = self.recall(url, old)
        before = _Cut(laid, form, content) if laid and content else None
        parts: list[bytes] = []
        lengths = array(LENGTHS)
        for run in edition.runs(laid.editions[0] if laid and before else None):
            if before and run.old is not None:
                part, each = before.cut(run.old, run.old + run.last - run.first)
                lengths.extend(each)
            else:
                part = make(run.first)
                lengths.append(len(part))
            parts.append(part)
        made = form.head + form.between.join(parts) + form.tail if parts else form.empty
        return self.note(url, made, (edition,), lengths)

    def recall(self, url: str, old: Old) -> tuple[Laid | None, bytes | None]:
        """How a file was laid, and its bytes; None where it is not there as it was."""
        laid = self._laid.get(url)
        content = old(laid.digest) if laid else None
        return (laid, content) if content is not None else (None, None)

    def note(self, url: str, made: bytes, editions: tuple[Edition, ...], lengths: Sequence[int] = ()) -> Content:
        """Remember how a file was laid."""
        for edition in self._laid[url].editions if url in self._laid else ():
            edition.settle()
        self._laid[url] = laid = Laid(digest(made), editions, lengths)
        return Content(made, laid.digest)

    def values(self, name: str, edition: Edition, make: Callable[[int], V]) -> list[V]:
        """A value for each of these entries; `make` makes one by its place."""
        old, known = self._values.get(name, (None, []))
        values: list[V] = []
        for run in edition.runs(old):
            if run.old is None:
                values.append(make(run.first))
            else:
                values += known[run.old : run.old + run.last - run.first]
        edition.settle()
        self._values[name] = edition, values
        return values


class _Cut:
    """A file that entries are cut out of."""

    def __init__(self, laid: Laid, form: Form, content: bytes) -> None:
        self._content, self._lengths, self._between = memoryview(content), laid.lengths, len(form.between)
        self._ends = [*accumulate(laid.lengths, initial=len(form.head))]

    def cut(self, first: int, last: int) -> tuple[bytes, Sequence[int]]:
        """Entries in a row, with what stands between them, and their lengths."""
        start = self._ends[first] + first * self._between
        end = self._ends[last] + (last - 1) * self._between
        return bytes(self._content[start:end]), self._lengths[first:last]
