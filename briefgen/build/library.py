"""Articles prepared for merging, as the store keeps them: made where they are analysed, or here where they are not.

What was prepared is known by a mark of all that decides it: the article's file, its findings, our merging rules.
"""

from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import TypeVar

import msgspec

from briefgen.brief import Cast, Reports, prepare
from briefgen.build.stored import StoredArticle, Text, decode_head
from briefgen.fingerprints import digest, preparing_key
from briefgen.records import Article, Findings
from briefgen.store import KeptSource, Store

__all__ = ["StoreLibrary", "prepared_mark"]

AT_A_TIME = 500  # articles prepared and kept in one go
REMEMBERED = 10_000  # articles whose findings are at hand (some 10 KB each): actors and days ask for all
BODIES = 10_000  # articles whose body is (some 3 KB each): pages quote from all over
TEXTS = 100  # articles whose whole text is
T = TypeVar("T")
ENCODE = msgspec.msgpack.Encoder().encode


def prepared_mark(source: KeptSource, reading: bytes, analysis: bytes, *, found: bool) -> bytes:
    """What decides how an article is prepared. `reading`: how files are read; `found`: whether it has findings."""
    return _rules(reading, analysis if found else b"") + source.digest + source.fingerprint


@cache
def _rules(reading: bytes, analysis: bytes) -> bytes:
    """The part of the mark that all articles share."""
    return digest(preparing_key(), reading, analysis)


class StoreLibrary:
    """The prepared articles of a store, and their findings."""

    def __init__(self, store: Store, analysis: bytes) -> None:
        self._store, self._analysis = store, analysis
        self._sources: Mapping[str, KeptSource] = {}
        self._article = msgspec.msgpack.Decoder(Article).decode
        self._text = msgspec.msgpack.Decoder(Text).decode
        self._found = msgspec.msgpack.Decoder(Findings).decode
        self._cast = msgspec.msgpack.Decoder(Cast).decode
        self._reports = msgspec.msgpack.Decoder(Reports).decode
        self._texts: OrderedDict[str, tuple[bytes, Text]] = OrderedDict()
        self._bodies: OrderedDict[str, tuple[bytes, str]] = OrderedDict()
        self._latest: OrderedDict[str, tuple[bytes, Findings]] = OrderedDict()

    def bring_up_to_date(self, sources: Mapping[str, KeptSource], have: set[bytes]) -> None:
        """Prepare the articles among these sources that are not, or not from this. `have`: fingerprints with findings.

        From now on the library answers for these sources."""
        self._sources = sources
        reading, known = self._store.fact("reading"), self._store.prepared_marks()
        marks = {
            path: prepared_mark(source, reading, self._analysis, found=source.fingerprint in have)
            for path, source in sources.items()
            if source.size
        }
        missing = [path for path, mark in marks.items() if known.get(path) != mark]
        for start in range(0, len(missing), AT_A_TIME):
            paths = missing[start : start + AT_A_TIME]
            self._store.keep_prepared((path, marks[path], *self._prepared(path)) for path in paths)

    def articles(self, paths: Iterable[str]) -> Iterator[tuple[Article, Cast]]:
        """These articles with their cast, by path; the id of each is the slug that it asks for."""
        wanted = set(paths)
        if self._are_few(wanted):
            for path in sorted(wanted):
                yield self._with_cast(self._store.head(path), self._store.prepared(path)[0])
            return
        for path, head, cast in self._store.casts():
            if path in wanted:
                yield self._with_cast(head, cast)

    def heads(self, paths: Iterable[str]) -> Iterator[Article]:
        """These articles by path, without an id."""
        wanted = set(paths)
        return (StoredArticle.of(decode_head(head), self) for path, head in self._store.heads() if path in wanted)

    def mark(self, path: str) -> bytes:
        """Of the file that an article was read from."""
        return self._sources[path].digest

    def text(self, path: str) -> Text:
        """The text of an article."""
        mark = self._sources[path].digest
        return _at_hand(self._texts, path, mark, lambda: self._text(self._store.article(path)), TEXTS)

    def body(self, path: str) -> str:
        """The body of an article."""
        mark = self._sources[path].digest
        return _at_hand(self._bodies, path, mark, lambda: self.text(path).body, BODIES)

    def findings(self, path: str) -> Findings:
        fingerprint = self._sources[path].fingerprint
        return _at_hand(self._latest, path, fingerprint, lambda: self._read(path), REMEMBERED)

    def cast(self, path: str) -> Cast:
        return self._cast(self._store.prepared(path)[0])

    def reports(self, path: str) -> Reports:
        return self._reports(self._store.prepared(path)[1])

    def reports_of(self, paths: Sequence[str]) -> Iterator[Reports]:
        """The reports of these articles, which come in the order of their paths."""
        if self._are_few(paths):
            return map(self.reports, paths)
        wanted = set(paths)
        return (self._reports(reports) for path, reports in self._store.reports() if path in wanted)

    def _are_few(self, paths: Collection[str]) -> bool:
        """Whether it is faster to ask for each than to go through all."""
        return len(paths) * 4 < len(self._sources)

    def _with_cast(self, head: bytes, encoded: bytes) -> tuple[Article, Cast]:
        """The article, under the slug that it asks for: most get it."""
        article, cast = StoredArticle.of(decode_head(head), self), self._cast(encoded)
        object.__setattr__(article, "id", cast.slug)
        return article, cast

    def _prepared(self, path: str) -> tuple[bytes, bytes]:
        cast, reports = prepare(self._article(self._store.article(path)), self._read(path))
        return ENCODE(cast), ENCODE(reports)

    def _read(self, path: str) -> Findings:
        try:
            return self._found(self._store.findings(self._sources[path].fingerprint, self._analysis))
        except KeyError:
            return Findings(analysed=False)


def _at_hand(known: OrderedDict[str, tuple[bytes, T]], path: str, mark: bytes, read: Callable[[], T], most: int) -> T:
    """What was read under this mark, or is read now; the oldest of more than `most` is let go of."""
    found = known.get(path)
    if found is None or found[0] != mark:
        found = known[path] = (mark, read())
        if len(known) > most:
            known.popitem(last=False)
    return found[1]
