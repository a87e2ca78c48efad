"""CSV and JSON Lines tables with named columns: one clipping a row."""

import csv
import io
import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from briefgen.importing.clipping import Clipping, Found, Skipped
from briefgen.importing.make import from_html, from_text
from briefgen.read.decode import decode

# What a column may be called; the first that a table has is taken. `--column text=Volltext` adds to it.
_COLUMNS = {
    "title": ("title", "headline", "name", "heading"),
    "text": ("text", "body", "content", "article", "full_text", "fulltext", "maintext", "article_text", "story"),
    "date": ("date", "published", "publish_date", "date_publish", "published_at", "pubdate", "publication_date"),
    "author": ("author", "authors", "byline", "by", "creator"),
    "source": ("source", "publisher", "publication", "outlet", "newspaper", "source_domain", "media"),
    "url": ("url", "link", "source_url", "permalink", "address"),
    "tags": ("tags", "keywords", "topics"),
    "language": ("language", "lang"),
}  # fmt: skip
_LONGEST = 10_000_000  # characters of one cell


def from_csv(path: Path, name: str, columns: Mapping[str, str]) -> Found:
    text = decode(path.read_bytes(), name).text
    csv.field_size_limit(_LONGEST)
    try:
        dialect = csv.Sniffer().sniff(text[:8192], delimiters=",;\t|")
    except csv.Error:
        dialect = csv.excel
    yield from _rows(csv.DictReader(io.StringIO(text, newline=""), dialect=dialect), name, columns)


def from_json_lines(path: Path, name: str, columns: Mapping[str, str]) -> Found:
    lines = decode(path.read_bytes(), name).text.splitlines()
    for number, line in enumerate(lines, start=1):
        try:
            row = json.loads(line) if line.strip() else None
        except ValueError:
            yield Skipped(f"{name}:{number}", "is no JSON")
            continue
        if isinstance(row, dict):
            yield _clipping(row, f"{name}:{number}", columns)
        elif row is not None:
            yield Skipped(f"{name}:{number}", "is no JSON object")


def _rows(rows: Iterable[Mapping[str, object]], name: str, columns: Mapping[str, str]) -> Found:
    for number, row in enumerate(rows, start=1):
        yield _clipping(row, f"{name}, row {number}", columns)


def _clipping(row: Mapping[str, object], origin: str, columns: Mapping[str, str]) -> Clipping | Skipped:
    cells = {str(key).strip().lower().lstrip("\ufeff"): _cell(value) for key, value in row.items() if key}
    keys = {key: _first(cells, (columns[key].lower(),) if key in columns else names) for key, names in _COLUMNS.items()}
    text = keys.pop("text")
    if not text:
        return Skipped(origin, "has no column with a text; name it with --column text=NAME")
    is_html = "</p>" in text or "<br" in text
    return from_html(origin, keys, text) if is_html else from_text(origin, keys, text)


def _first(cells: Mapping[str, str], names: Iterable[str]) -> str | None:
    return next((cells[name] for name in names if cells.get(name)), None)


def _cell(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return "" if value is None else str(value).strip()
