"""Plain text articles: header lines, the one-line form ` date 2025-05-15 Body...`, or a body alone."""

import re

from briefgen.read.article import article
from briefgen.read.body import plain_body
from briefgen.read.keys import KEYS, Given
from briefgen.records import Article

_ONE_LINE = re.compile(r"\s*date\s+(\d{4}-\d{1,2}-\d{1,2})(?=\s)\s?")
_KEY = re.compile(r"(\w[\w-]{0,30}):(?:[^\S\n]+([^\n]*))?(?:\n|$)")
_LONGEST = 5_000  # characters of a value that goes on over several lines
_CONTINUED = re.compile(r"[^\S\n]+(\S[^\n]*)(?:\n|$)")


def parse_text(name: str, text: str) -> Article:
    """Read a plain text article. Raises BriefgenError that names the line."""
    one_line = _ONE_LINE.match(text)
    if one_line:
        line = text.count("\n", 0, one_line.start(1)) + 1
        return article(name, {"date": Given(one_line[1], line)}, plain_body(text[one_line.end() :]))
    header, start = _header(text)
    return article(name, header, plain_body(text[start:]))


def _header(text: str) -> tuple[dict[str, Given], int]:
    """The keys above the body, and where the body starts. A first line that is no known key begins the body."""
    header: dict[str, Given] = {}
    at = len(text) - len(text.lstrip("\n"))
    line = at + 1
    last = ""
    while found := _KEY.match(text, at) or (_CONTINUED.match(text, at) if _goes_on(header, last) else None):
        if found.re is _CONTINUED:
            header[last] = Given(f"{header[last].value} {found[1]}", header[last].line)
        elif not header and found[1].lower() not in KEYS:
            return {}, 0
        else:
            last = found[1].lower()
            header.setdefault(last, Given((found[2] or "").strip(), line))
        at, line = found.end(), line + 1
    return header, at if header else 0


def _goes_on(header: dict[str, Given], last: str) -> bool:
    return bool(last) and len(header[last].text()) < _LONGEST
