"""The articles by path: which are shown (versions of one address are one article) and which slug each has."""

from collections import defaultdict
from collections.abc import Iterable
from urllib.parse import urlsplit

from briefgen.brief.ledger import ArticleEntry, Ledger
from briefgen.brief.prepared import Cast
from briefgen.records import Article, ArticleId, Doubt

__all__ = ["Shelf", "newest_versions"]


class Shelf:
    """Articles and their slugs. The ledger's slugs win; a new slug is given once, to the first path that asks."""

    def __init__(self, ledger: Ledger) -> None:
        self.shown: dict[str, Article] = {}  # path of the shown version: the article with its id
        self._asked: dict[str, tuple[ArticleId, str]] = {}  # path: the slug that it asks for, the mark of its text
        self.versions: dict[ArticleId, tuple[Article, ...]] = {}
        self._ledger = ledger
        self._given: dict[ArticleId, str] = {}  # every slug of the ledger: the first path that has it
        self._by_text: dict[str, set[str]] = defaultdict(set)  # fingerprint: paths that the ledger knows by it
        self._suffixed: dict[str, ArticleId] = {}  # unit: the slug it asked for and did not get
        self._articles: dict[str, Article] = {}
        self._units: dict[str, set[str]] = defaultdict(set)  # url or path: paths of its versions
        self._owner: dict[ArticleId, str] = {}  # slug: unit
        self._slug_of: dict[str, ArticleId] = {}
        self._shown_path: dict[str, str] = {}
        for path, entry in sorted(ledger.articles.items()):
            self._given.setdefault(entry.slug, path)
            self._by_text[entry.text].add(path)

    def doubts(self) -> list[Doubt]:
        """Articles that did not get the slug they ask for, since another has it."""
        return [
            _collision(self.shown[path], wished, self._slug_of[unit], self._shown_path[owner])
            for unit, wished in sorted(self._suffixed.items())
            if (path := self._shown_path.get(unit)) and (owner := self._owner.get(wished))
        ]

    def update(
        self, changed: Iterable[tuple[Article, Cast]], removed: Iterable[str]
    ) -> tuple[dict[str, Article], set[str]]:
        """Take articles in and out. Of a cast only the slug that it asks for counts here, and the mark of the text.

        Returns the shown articles that are new or changed, and paths no longer shown."""
        units = {self._take_out(path) for path in removed if path in self._articles}
        for article, cast in changed:
            if article.path in self._articles:
                units.add(self._take_out(article.path))
            self._articles[article.path] = article
            self._asked[article.path] = (cast.slug, cast.text)
            unit = _unit(article)
            self._units[unit].add(article.path)
            units.add(unit)
        return self._show(units)

    def _take_out(self, path: str) -> str:
        unit = _unit(self._articles.pop(path))
        self._asked.pop(path)
        self._units[unit].discard(path)
        return unit

    def _show(self, units: set[str]) -> tuple[dict[str, Article], set[str]]:
        changed: dict[str, Article] = {}
        gone: set[str] = set()
        for unit in units:
            if old := self._shown_path.pop(unit, None):
                self.shown.pop(old)
                gone.add(old)
            if not self._units[unit]:
                del self._units[unit]
                self._release(unit)
        for unit in sorted(units & self._units.keys(), key=lambda unit: min(self._units[unit])):
            versions = [self._articles[path] for path in self._units[unit]]
            if len(versions) > 1:
                versions.sort(key=_age)
            id = self._slug(unit, versions)
            newest = versions[-1].with_id(id)
            self.shown[newest.path] = self._articles[newest.path] = changed[newest.path] = newest
            self._shown_path[unit] = newest.path
            self.versions[id] = tuple([version.with_id(id) for version in reversed(versions[:-1])])
        return changed, gone - changed.keys()

    def _release(self, unit: str) -> None:
        if id := self._slug_of.pop(unit, None):
            self._owner.pop(id, None)
            self.versions.pop(id, None)
            self._suffixed.pop(unit, None)

    def _slug(self, unit: str, versions: list[Article]) -> ArticleId:
        """The slug of an article: as the ledger has it, else as asked for, with a suffix where it is taken."""
        texts = {article.path: self._asked[article.path][1] for article in versions}
        wished = self._asked[versions[0].path][0]
        id = self._slug_of.get(unit) or self._from_ledger(unit, versions, texts) or self._new(unit, wished)
        self._slug_of[unit], self._owner[id] = id, unit
        if id != wished:
            self._suffixed[unit] = wished
        else:
            self._suffixed.pop(unit, None)
        for path, text in texts.items():
            self._note(path, ArticleEntry(id, text))
        return id

    def _note(self, path: str, entry: ArticleEntry) -> None:
        old = self._ledger.articles.get(path)
        if old != entry:
            if old:
                self._by_text[old.text].discard(path)
            self._ledger.articles[path] = entry
            self._given.setdefault(entry.slug, path)
            self._by_text[entry.text].add(path)

    def _from_ledger(self, unit: str, versions: list[Article], texts: dict[str, str]) -> ArticleId | None:
        known = [self._ledger.articles[article.path] for article in versions if article.path in self._ledger.articles]
        if not known and self._by_text.keys().isdisjoint(texts.values()):
            return None  # as every article of a first build
        gone = [path for text in texts.values() for path in self._by_text[text] if path not in self._articles]
        # a file that is gone and had this very text: it was renamed
        known += [self._ledger.articles[path] for path in sorted(gone)]
        return next((entry.slug for entry in known if self._owner.get(entry.slug, unit) == unit), None)

    def _new(self, unit: str, wished: ArticleId) -> ArticleId:
        id, n = wished, 2
        while id in self._given or self._owner.get(id, unit) != unit:
            id, n = ArticleId(f"{wished}-{n}"), n + 1
        return id


def newest_versions(articles: Iterable[Article]) -> list[str]:
    """The paths of those that are shown of these articles."""
    newest: dict[str, Article] = {}
    for article in articles:
        unit = _unit(article)
        newest[unit] = max(newest.get(unit, article), article, key=_age)
    return sorted(article.path for article in newest.values())


def _unit(article: Article) -> str:
    """What versions of one article share: the address without its decoration, else the path."""
    if not article.url:
        return article.path
    parts = urlsplit(article.url)
    return f"//{parts.netloc.lower().removeprefix('www.')}{parts.path.rstrip('/')}?{parts.query}"


def _age(article: Article) -> tuple[str, str, str]:
    return (article.date.isoformat() if article.date else "", article.time or "", article.path)


def _collision(article: Article, wished: str, given: str, other: str) -> Doubt:
    return Doubt(
        "slug",
        f"asks for the slug {wished!r}, which {other} has; it is published as {given!r}",
        f"slug: {given}   (in the front matter of {article.path})",
        article.path,
    )
