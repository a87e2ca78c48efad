"""Is this Markdown, or something that would only keep a Markdown parser busy? The text in, a yes or no out.

Markdown parsers look again and again at what stays open, and call themselves at each depth. Nobody writes a news
article like that; a stranger might, to stop a build.
"""

import re

_PARAGRAPH = re.compile(r"[^\n]+(?:\n[^\S\n]*[^\s][^\n]*)*")
_OPEN_BRACKETS = 20
_QUOTED = re.compile(r"^[ \t]*(?:>[ \t]*){20}", re.MULTILINE)
_LISTED = re.compile(r"^[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+){20}[^\s*+-]", re.MULTILINE)  # - - - - is a rule
_INDENTED = re.compile(r"^(?: {120}|\t{30})", re.MULTILINE)
_MARKUP = str.maketrans("", "", "[]`*_\\<>&#-=~!^")
_LONG = 1_000  # characters of a paragraph
_DENSE = 3  # every third character is markup
_MANY = 1_000  # signs of markup in one paragraph, however long


def is_tangled(text: str) -> bool:
    """Would reading this as Markdown take more time than its length deserves?"""
    if any(deep.search(text) for deep in (_QUOTED, _LISTED, _INDENTED)):
        return True
    return any(_is_dense(found[0]) or _stays_open(found[0]) for found in _PARAGRAPH.finditer(text))


def _is_dense(paragraph: str) -> bool:
    if len(paragraph) < _LONG:
        return False
    signs = len(paragraph) - len(paragraph.translate(_MARKUP))
    return signs > _MANY or signs * _DENSE > len(paragraph)


def _stays_open(paragraph: str) -> bool:
    """More brackets open at once than any sentence has."""
    for opening, closing in ("[]", "()"):
        if paragraph.count(opening) > _OPEN_BRACKETS:
            depth = deepest = 0
            for sign in paragraph:
                depth += (sign == opening) - (sign == closing and depth > 0)
                deepest = max(deepest, depth)
            if deepest > _OPEN_BRACKETS:
                return True
    return False
