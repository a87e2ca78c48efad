"""Which articles are there already: by address, by text, by likeness."""

import re
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit

from briefgen.errors import BriefgenError
from briefgen.likeness import Index
from briefgen.read import SUFFIXES, read
from briefgen.records import Article

_NOT_ARTICLES = {"actors", "briefings"}
_TRACKING = re.compile(r"utm_|fbclid|gclid|mc_|ref$|cmp$|ocid")
_SAME = 0.95  # nearly all of the smaller text: the same article, however its ends were cut


class Known:
    """The articles of a content folder, and those that this import adds."""

    def __init__(self, content: Path) -> None:
        self._urls: dict[str, str] = {}
        self._index = Index()
        self._words: dict[str, int] = {}
        for path in sorted(content.rglob("*")):
            name = path.relative_to(content).as_posix()
            if path.suffix.lower() in SUFFIXES and name.split("/")[0] not in _NOT_ARTICLES:
                self._read(path, name)

    def add(self, name: str, article: Article) -> None:
        if article.url:
            self._urls.setdefault(_plain_url(article.url), name)
        self._index.add(name, article.body)
        self._words[name] = len(article.body.split())

    def same(self, article: Article) -> str | None:
        """The article that this one is, read again."""
        at_url = self._urls.get(_plain_url(article.url)) if article.url else None
        if at_url:
            return at_url
        words = len(article.body.split())
        return next(
            (n for n, score in self._index.alike(article.body) if score >= _SAME and self._near(n, words)), None
        )

    def alike(self, article: Article) -> tuple[str, float] | None:
        """The article that this one repeats: printed elsewhere, shortened, lightly rewritten."""
        return next(iter(self._index.alike(article.body)), None)

    def _near(self, name: str, words: int) -> bool:
        return abs(self._words[name] - words) <= 0.1 * max(self._words[name], words)

    def _read(self, path: Path, name: str) -> None:
        try:
            self.add(name, read(path, name))
        except BriefgenError:  # `check` tells of it
            return


def _plain_url(url: str) -> str:
    """An address without what differs between two visits."""
    parts = urlsplit(url)
    host = re.sub(r"^(www|m|amp)\.", "", (parts.hostname or "").lower())
    query = urlencode([(key, value) for key, value in parse_qsl(parts.query) if not _TRACKING.match(key.lower())])
    return f"{host}{parts.path.rstrip('/')}{'?' + query if query else ''}"
