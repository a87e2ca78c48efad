"""Articles read: a file's bytes in, an `Article` out."""

import re
from datetime import date
from pathlib import Path

from briefgen.records import Article, Block, Span

__all__ = ["read"]


def read(path: Path, name: str) -> Article:
    """Read one article; `name` is its path as shown to the user. Raises BriefgenError."""
    text = path.read_text("utf-8")
    if m := re.match(r"\s*date (\d{4}-\d\d-\d\d) ", text):
        return _article(name, {"date": m[1]}, text[m.end() :])
    head, _, body = text.partition("\n\n")
    keys = dict(line.split(": ", 1) for line in head.splitlines() if re.match(r"\w+: ", line))
    lower = {key.lower(): value for key, value in keys.items()}
    return _article(name, lower, body if keys else text)


def _article(name: str, keys: dict[str, str], body: str) -> Article:
    body = body.strip("\n")
    title = keys.get("title") or body[:80].rsplit(" ", 1)[0]
    when = date.fromisoformat(keys["date"]) if "date" in keys else None
    blocks = tuple(Block("paragraph", Span(*m.span())) for m in re.finditer(r"[^\n]+(\n[^\n]+)*", body))
    return Article(name, title, body, when, title_given="title" in keys, blocks=blocks)
