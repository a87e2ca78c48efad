"""Quotes: who said what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.extract.cast import Cast
from briefgen.extract.marks import Marked, find_marks
from briefgen.records import Article, Quote, TimeExpression

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["find_marks", "find_quotes"]


def find_quotes(
    doc: Doc, article: Article, marks: tuple[Marked, ...], cast: Cast, times: tuple[TimeExpression, ...]
) -> tuple[Quote, ...]:
    """Find direct, mixed and indirect quotes and who said them."""
    return tuple(Quote("direct", (m.inner,), (m.inner,), rule="marks") for m in marks)
