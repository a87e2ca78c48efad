"""Articles prepared for merging, as the store keeps them: made where they are analysed, or here where they are not.

What was prepared is known by a mark of all that decides it: the article's file, its findings, our merging rules.
"""

from collections import OrderedDict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache

import msgspec

from briefgen.brief import Cast, Reports, prepare
from briefgen.build.stored import StoredArticle, Text, decode_head
from briefgen.fingerprints import digest, preparing_key
from briefgen.records import Article, Findings
from briefgen.store import KeptSource, Store

__all__ = ["StoreLibrary", "prepared_mark"]

AT_A_TIME = 500  # articles prepared and kept in one go
REMEMBERED = 10_000  # articles whose findings are at hand (some 10 KB each): actors and days ask for all
TEXTS = 1_000  # articles whose text is: pages quote from all over
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

    def text(self, path: str) -> Text:
        """The text of an article."""
        mark = self._sources[path].digest
        known = self._texts.get(path)
        if known is None or known[0] != mark:
            known = self._texts[path] = (mark, self._text(self._store.article(path)))
            if len(self._texts) > TEXTS:
                self._texts.popitem(last=False)
        return known[1]

    def findings(self, path: str) -> Findings:
        fingerprint = self._sources[path].fingerprint
        known = self._latest.get(path)
        if known is None or known[0] != fingerprint:
            known = self._latest[path] = (fingerprint, self._read(path))
            if len(self._latest) > REMEMBERED:
                self._latest.popitem(last=False)
        return known[1]

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
        article, cast = StoredArticle.of(decode_head(head), self.text), self._cast(encoded)
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
