"""What was found in each article: as it came, as a library keeps it, or what remains when somebody is erased."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Protocol

from briefgen.brief.prepared import Cast, Reports, prepare, reports_of
from briefgen.records import Article, Findings

__all__ = ["Found", "Library"]


class Library(Protocol):
    """Where what was prepared of articles is kept, by their paths; it holds the articles of the last update."""

    def findings(self, path: str) -> Findings: ...

    def cast(self, path: str) -> Cast: ...

    def reports(self, path: str) -> Reports: ...

    def reports_of(self, paths: Sequence[str]) -> Iterator[Reports]:
        """The reports of these articles, which come in the order of their paths: of many, faster than one by one."""


class Found:
    """Findings and reports by the article's path."""

    def __init__(self, library: Library | None) -> None:
        self._library = library
        self._given: dict[str, tuple[Findings, Cast, Reports]] = {}  # came with the article
        self._cut: dict[str, tuple[Findings, Reports]] = {}  # somebody is erased from it
        self._at_hand: dict[str, bytes] | None = None  # the words of quotes that are going to be compared

    def given(self, article: Article, found: Findings | Cast) -> Cast:
        """Take in what came with an article; its cast."""
        if isinstance(found, Cast):
            return found
        self._given[article.path] = found, *prepare(article, found)
        return self._given[article.path][1]

    def forget(self, paths: Iterable[str]) -> None:
        for path in paths:
            self._given.pop(path, None)

    def cut(self, article: Article, found: Findings) -> Reports:
        """From now on only this is known of an article; its reports."""
        reports = reports_of(article, found)
        self._cut[article.path] = found, reports
        if self._at_hand is not None:
            self._at_hand[article.path] = reports.words
        return reports

    def mend(self, path: str) -> None:
        """An article is as it came, again."""
        self._cut.pop(path, None)

    def paths_cut(self) -> frozenset[str]:
        """The articles from which somebody is erased."""
        return frozenset(self._cut)

    def findings(self, path: str) -> Findings:
        """What may be shown of them."""
        return self._cut[path][0] if path in self._cut else self.whole(path)

    def whole(self, path: str) -> Findings:
        """The findings as they came."""
        return self._given[path][0] if path in self._given else self._kept().findings(path)

    def cast(self, path: str) -> Cast:
        return self._given[path][1] if path in self._given else self._kept().cast(path)

    def reports(self, path: str) -> Reports:
        held = self._cut.get(path) or self._given.get(path)
        return held[-1] if held else self._kept().reports(path)

    @contextmanager
    def reports_of(self, paths: Iterable[str]) -> Iterator[Iterator[tuple[str, Reports]]]:
        """The reports of these articles, by path. In the block the words are at hand by which quotes are compared."""
        self._at_hand = {}
        try:
            yield self._read(sorted(paths), self._at_hand)
        finally:
            self._at_hand = None

    def _read(self, paths: list[str], words: dict[str, bytes]) -> Iterator[tuple[str, Reports]]:
        kept = [path for path in paths if path not in self._given]
        ahead = self._kept().reports_of(kept) if kept else iter(())
        for path in paths:
            reports = self._given[path][-1] if path in self._given else next(ahead)
            words[path] = reports.words
            yield path, reports

    def words(self, path: str) -> bytes:
        """What the quotes of an article are compared by, as `quote_words` reads it."""
        words = self._at_hand.get(path) if self._at_hand else None
        return self.reports(path).words if words is None else words

    def _kept(self) -> Library:
        assert self._library, "articles without a library come with their findings"
        return self._library
