"""Articles read: a file's bytes in, an `Article` out."""

from collections.abc import Callable
from pathlib import Path, PurePosixPath

from briefgen.errors import BriefgenError, Problem
from briefgen.read.decode import decode
from briefgen.records import Article

__all__ = ["MAX_BYTES", "SUFFIXES", "parse", "read"]

MAX_BYTES = 5_000_000  # a novel is one megabyte: what is larger is no article


def read(path: Path, name: str, *, max_bytes: int = MAX_BYTES) -> Article:
    """Read one article; `name` is its path as shown to the user. Raises BriefgenError."""
    try:
        size = path.stat().st_size
        if size > max_bytes:
            what = f"is too large for an article: {size:,} bytes, {max_bytes:,} are allowed"
            raise BriefgenError(Problem(name, what, "split it, or raise `max_article_bytes`"))
        content = path.read_bytes()
    except OSError as error:
        raise BriefgenError(Problem(name, f"cannot be read: {error.strerror or error}")) from error
    return parse(content, name)


def parse(content: bytes, name: str) -> Article:
    """Read an article from the bytes of its file; the name's suffix tells the format. Raises BriefgenError."""
    from dataclasses import replace

    reader = READERS.get(PurePosixPath(name).suffix.lower())
    if reader is None:
        known = ", ".join(SUFFIXES)
        raise BriefgenError(Problem(name, "is no article that can be read", f"briefgen reads {known}"))
    decoded = decode(content, name)
    article = reader(name, decoded.text)
    return replace(article, warnings=decoded.warnings + article.warnings) if decoded.warnings else article


def _text(name: str, text: str) -> Article:
    from briefgen.read.text import parse_text

    return parse_text(name, text)


def _markdown(name: str, text: str) -> Article:
    from briefgen.read.markdown import parse_markdown

    return parse_markdown(name, text)


def _html(name: str, text: str) -> Article:
    from briefgen.read.html import parse_html

    return parse_html(name, text)


READERS: dict[str, Callable[[str, str], Article]] = {
    ".txt": _text,
    ".md": _markdown,
    ".markdown": _markdown,
    ".html": _html,
    ".htm": _html,
}
SUFFIXES = tuple(READERS)
