"""Files, folders and addresses in, clippings out: which reader serves which kind of source."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from briefgen.errors import BriefgenError
from briefgen.importing import documents, exports, feeds, mail, pages, tables
from briefgen.importing.clipping import Clipping, Found, Skipped
from briefgen.importing.fetch import Fetched, Fetcher
from briefgen.importing.make import from_file, from_page
from briefgen.read.decode import decode

Reader = Callable[[Path, str], Found]

# What a browser saves beside a page, and systems beside files: passed over without a word.
_PARTS = {
    ".css",
    ".js",
    ".png",
    ".jpg",
    ".jpeg",
    ".gif",
    ".svg",
    ".webp",
    ".ico",
    ".woff",
    ".woff2",
    ".ttf",
    ".map",
    "",
}


@dataclass(frozen=True)
class Sources:
    """How sources are read: names of columns, whether a feed's links are followed, who fetches."""

    fetcher: Fetcher = field(default_factory=Fetcher)
    columns: Mapping[str, str] = field(default_factory=dict)
    follow: bool = False

    def clippings(self, source: str) -> Found:
        """All that a source holds, in its own order."""
        try:
            yield from self._found(source)
        except BriefgenError as error:
            for problem in error.problems:
                yield Skipped(problem.path, problem.what + (f" ({problem.mend})" if problem.mend else ""))

    def _found(self, source: str) -> Found:
        if source.startswith(("http://", "https://")):
            return self._from_address(source)
        path = Path(source)
        if path.is_dir():
            return self._from_folder(path)
        if not path.is_file():
            return iter((Skipped(source, "is neither a file nor a folder nor a web address"),))
        return self._from_file(path, path.name)

    def _from_folder(self, folder: Path) -> Found:
        for path in sorted(folder.rglob("*")):
            inner = path.relative_to(folder)
            is_part = any(part.startswith(".") or part.endswith(("_files", ".fld")) for part in inner.parts)
            if path.is_file() and not is_part and path.suffix.lower() not in _PARTS:
                yield from self.clippings_of(path, inner.as_posix())

    def clippings_of(self, path: Path, name: str) -> Found:
        """What one file holds; a fault in it does not stop the others."""
        try:
            yield from self._from_file(path, name)
        except BriefgenError as error:
            yield Skipped(name, "; ".join(p.what + (f" ({p.mend})" if p.mend else "") for p in error.problems))

    def _from_file(self, path: Path, name: str) -> Found:
        reader = self._readers().get(_suffix(path))
        if reader is None:
            return iter((Skipped(name, f"files ending in {path.suffix or 'nothing'} cannot be imported"),))
        return reader(path, name)

    def _readers(self) -> dict[str, Reader]:
        return {
            ".html": pages.from_html_file,
            ".htm": pages.from_html_file,
            ".mhtml": pages.from_mhtml,
            ".mht": pages.from_mhtml,
            ".webarchive": pages.from_webarchive,
            ".warc": pages.from_warc,
            ".warc.gz": pages.from_warc,
            ".xml": self._from_feed_file,
            ".rss": self._from_feed_file,
            ".atom": self._from_feed_file,
            ".eml": mail.from_eml,
            ".mbox": mail.from_mbox,
            ".csv": lambda path, name: tables.from_csv(path, name, self.columns),
            ".tsv": lambda path, name: tables.from_csv(path, name, self.columns),
            ".jsonl": lambda path, name: tables.from_json_lines(path, name, self.columns),
            ".ndjson": lambda path, name: tables.from_json_lines(path, name, self.columns),
            ".rtf": documents.from_rtf,
            ".docx": documents.from_docx,
            ".pdf": documents.from_pdf,
            ".txt": _from_text_file,
            ".md": _from_own_file,
            ".markdown": _from_own_file,
        }

    def _from_feed_file(self, path: Path, name: str) -> Found:
        return self._followed(feeds.from_feed(path.read_bytes(), name))

    def _from_address(self, url: str) -> Found:
        fetched = self.fetcher.fetch(url)
        if feeds.is_feed(fetched.content):
            return self._followed(feeds.from_feed(fetched.content, url))
        if fetched.kind not in ("text/html", "application/xhtml+xml", ""):
            return iter((Skipped(url, f"is {fetched.kind}; save it and import the file"),))
        return iter((_fetched_page(fetched),))

    def _followed(self, found: Found) -> Found:
        return (self._full(clipping) for clipping in found) if self.follow else found

    def _full(self, clipping: Clipping | Skipped) -> Clipping | Skipped:
        """The page behind a feed's entry where it can be had: feeds often carry the first lines only."""
        if isinstance(clipping, Skipped) or not clipping.article.url:
            return clipping
        try:
            page = _fetched_page(self.fetcher.fetch(clipping.article.url))
        except BriefgenError:
            return clipping
        if isinstance(page, Skipped) or len(page.article.body) <= len(clipping.article.body):
            return clipping
        entry, full = clipping.article, page.article
        article = replace(
            full, title=entry.title, date=entry.date or full.date, time=entry.time if entry.date else full.time
        )
        return replace(clipping, article=replace(article, url=entry.url, source=full.source or entry.source))


def _suffix(path: Path) -> str:
    name = path.name.lower()
    return ".warc.gz" if name.endswith(".warc.gz") else path.suffix.lower()


def _from_text_file(path: Path, name: str) -> Iterator[Clipping | Skipped]:
    content = path.read_bytes()
    text = decode(content, name).text
    if exports.is_export(text):
        yield from exports.from_export(text, name)
    else:
        yield from_file(name, content, name)


def _from_own_file(path: Path, name: str) -> Iterator[Clipping | Skipped]:
    yield from_file(name, path.read_bytes(), name)


def _fetched_page(fetched: Fetched) -> Clipping | Skipped:
    return from_page(fetched.url, fetched.content, url=fetched.url)
