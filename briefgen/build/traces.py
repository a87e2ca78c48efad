"""What every page was made from when it was last made: while all of that is the same, so is the page's key.

Most of a build after an edit would else be the making of views that turn out as they were.
"""

import sqlite3
import sys
from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b
from typing import NamedTuple

import msgspec

from briefgen.build.aside import begun
from briefgen.config import Settings
from briefgen.fingerprints import digest, library_files, program_key
from briefgen.later import Later, OldFiles, no_old, ready
from briefgen.reads import Lookup, Reads
from briefgen.records import Page

__all__ = ["Noted", "Traces", "basis_of", "ready_noted", "state_of"]

ENCODE = msgspec.msgpack.Encoder().encode
NUMBERS = "I"  # of lookups, in an `array`
MANY = 20_000  # lookups worth a copy of the process


class Noted(NamedTuple):
    """How a view was made: a digest of what it was given, and what it looked up, the keys by their table."""

    basis: bytes
    lookups: dict[str, list[str]]


class Trace(NamedTuple):
    """A page as it was made: its key, its basis, and its lookups as numbers in a row."""

    key: bytes
    basis: bytes
    lookups: bytes


class Kept(NamedTuple):
    """The traces of all pages of a site. `seals`: what the lookups gave."""

    state: bytes
    lookups: list[Lookup]
    seals: list[bytes]
    pages: dict[str, Trace]


class Basis(NamedTuple):
    """What a page's view was given, with its template, and the digest of both."""

    given: tuple[bytes, tuple[object, ...]]
    digest: bytes


def state_of(settings: Settings) -> bytes:
    """What a view rests on beside the briefing and its templates: the settings, the program, its libraries."""
    libraries = (file.read_bytes() for file in library_files())
    versions = f"{sys.version} {sqlite3.sqlite_version}"
    return digest(repr(settings).encode(), program_key(), versions.encode(), *libraries)


def basis_of(page: Page, closure: bytes) -> bytes:
    """A digest of what a page's view is given, and of its template; empty for a page whose view is not noted."""
    if not isinstance(page.view, Later) or page.view.reads is None:
        return b""
    told = [*map(page.view.reads.told, page.view.given)]
    return blake2b(closure + ENCODE((page.template, told)), digest_size=16).digest()


def ready_noted(page: Page, basis: bytes, old: OldFiles = no_old) -> tuple[Page, Noted | None]:
    """The page with its view; with a basis, how the view was made."""
    later = page.view
    if not basis or not isinstance(later, Later) or later.reads is None:
        return ready(page, old), None
    view, lookups = later.reads.during(later.view)
    by_table: dict[str, list[str]] = defaultdict(list)
    for table, key in lookups:
        by_table[table].append(key)
    return Page(page.url, page.template, view), Noted(basis, by_table)


class Traces:
    """The traces of the last build, and those of this one as its pages are made."""

    def __init__(self, encoded: bytes, state: bytes, before: "Traces | None" = None) -> None:
        """As they were kept; none where they are damaged or of another state. `before`: as a session's last build left
        them, with what the lookups gave."""
        self._before: Traces | None = before if before and before._kept.state == state else None
        self._kept: Kept = self._before._kept if self._before else _decoded(encoded, state)
        self._is_kept: bool = self._before is None or self._before._is_kept
        self._numbers = {lookup: number for number, lookup in enumerate(self._kept.lookups)}
        self._made: dict[str, Trace] = {}
        self._reads: Reads | None = None
        self._seals: list[bytes] = []  # what the lookups give now
        self._outdated = frozenset(self._kept.pages)  # paths
        self._bases: dict[str, Basis] = {}

    def basis(self, path: str, page: Page, closure: bytes) -> bytes:
        """A digest of what a page's view is given, and of its template; empty for a page whose view is not noted."""
        if not isinstance(page.view, Later) or page.view.reads is None:
            return b""
        known, given = self._before._bases.get(path) if self._before else None, (closure, page.view.given)
        if known is None or known.given != given:
            known = Basis(given, basis_of(page, closure))
        self._bases[path] = known
        return known.digest

    def key(self, path: str, page: Page, basis: bytes) -> bytes | None:
        """The key that a page has; None where only its view can tell."""
        if not basis or not isinstance(page.view, Later):
            return None
        if page.view.reads is not self._reads:
            self._compare(page.view.reads)
        trace = self._kept.pages.get(path)
        return None if trace is None or trace.basis != basis or path in self._outdated else trace.key

    def take(self, path: str, key: bytes, noted: Noted) -> None:
        """Note the trace of a page made."""
        numbers, lookups = self._numbers, b""
        if noted.lookups:
            asked = ((table, one) for table, keys in noted.lookups.items() for one in keys)
            lookups = array(NUMBERS, [numbers.setdefault(lookup, len(numbers)) for lookup in asked]).tobytes()
        self._made[path] = Trace(key, noted.basis, lookups)

    def encoded(self, paths: Iterable[str]) -> bytes:
        """The traces of the pages at these paths, for the next process; empty where they are as they were kept."""
        self.settle(paths)
        return self.unkept()

    def unkept(self) -> bytes:
        """What the next process does not know; empty where it knows all."""
        is_kept, self._is_kept = self._is_kept, True
        return b"" if is_kept else ENCODE(self._kept)

    def settle(self, paths: Iterable[str]) -> None:
        """The pages at these paths are made: a next build of the session goes on from here."""
        before, self._before = self._kept, None
        still = {path: trace for path, trace in before.pages.items() if path not in self._outdated} | self._made
        pages = {path: still[path] for path in paths if path in still}
        if self._reads is None or (pages == before.pages and self._seals == before.seals):
            return
        lookups = list(self._numbers)
        seals = [*self._seals, *_seals(self._reads, lookups[len(self._seals) :])]
        used = sorted(set().union(*(_numbers(trace) for trace in pages.values() if trace.lookups)))
        if len(used) < len(lookups):
            pages = _renumbered(pages, dict(zip(used, range(len(used)), strict=True)))
        used_lookups, used_seals = [lookups[number] for number in used], [seals[number] for number in used]
        self._kept, self._is_kept = Kept(before.state, used_lookups, used_seals, pages), False

    def _compare(self, reads: Reads | None) -> None:
        """Find out which pages looked something up that gives something else now."""
        self._reads = reads
        known, before = self._kept.seals, self._before._reads if self._before else None
        self._seals = _seals(reads, self._kept.lookups, before, known) if reads else []
        both = enumerate(zip(self._kept.seals, self._seals, strict=True))
        differ = {number for number, (was, now) in both if was != now}
        pages = self._kept.pages.items()
        self._outdated = frozenset(path for path, trace in pages if differ and not differ.isdisjoint(_numbers(trace)))


def _is_sound(kept: Kept) -> bool:
    """Whether all numbers in it are those of a lookup: the store may come out of a stranger's archive."""
    count, size = len(kept.lookups), array(NUMBERS).itemsize
    rows = (trace.lookups for trace in kept.pages.values())
    if len(kept.seals) != count or any(len(row) % size for row in rows):
        return False
    return all(max(_numbers(trace), default=-1) < count for trace in kept.pages.values())


def _decoded(encoded: bytes, state: bytes) -> Kept:
    try:
        kept = msgspec.msgpack.decode(encoded, type=Kept) if encoded else None
    except msgspec.DecodeError:
        kept = None
    return kept if kept and kept.state == state and _is_sound(kept) else Kept(state, [], [], {})


def _seals(
    reads: Reads, lookups: list[Lookup], before: Reads | None = None, known: Sequence[bytes] = ()
) -> list[bytes]:
    """What these lookups give now; of many, a copy of the process looks at half.

    `known`: what they gave `before`, where that is still at hand."""
    if before:
        return list(reads.seals(lookups, before, known))
    if len(lookups) < MANY:
        return list(reads.seals(lookups))
    every = {table: (table, key) for table, key in lookups}
    list(reads.seals(every.values()))  # makes the tables, which the copy shares
    half = len(lookups) // 2
    rest = begun(lambda: list(reads.seals(lookups[half:])))
    return [*reads.seals(lookups[:half]), *rest()]


def _numbers(trace: Trace) -> "array[int]":
    numbers = array(NUMBERS)
    numbers.frombytes(trace.lookups)
    return numbers


def _renumbered(pages: Mapping[str, Trace], numbers: Mapping[int, int]) -> dict[str, Trace]:
    """The traces with other numbers for their lookups."""
    anew = {path: array(NUMBERS, map(numbers.__getitem__, _numbers(trace))) for path, trace in pages.items()}
    return {path: trace._replace(lookups=anew[path].tobytes()) for path, trace in pages.items()}
