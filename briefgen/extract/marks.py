"""Quotation marks paired: which stretches of the body stand between them."""

import re
from dataclasses import dataclass

from briefgen.records import Article, Span


@dataclass(frozen=True, slots=True)
class Marked:
    """A stretch between quotation marks. `inner` without the marks, `outer` with them."""

    inner: Span
    outer: Span
    closed: bool = True  # False: the paragraph ends before the quotation does
    depth: int = 0  # 1: nested inside another stretch


def find_marks(article: Article) -> tuple[Marked, ...]:
    """Pair the quotation marks of the body."""
    found = re.finditer(r"[“\"]([^“”\"\n]+)[”\"]", article.body)
    return tuple(Marked(Span(*m.span(1)), Span(*m.span())) for m in found)
