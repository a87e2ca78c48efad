"""Time expressions: found by a grammar, resolved against the document date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.records import Article, TimeExpression

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["find_times"]


def find_times(doc: Doc, article: Article) -> tuple[TimeExpression, ...]:
    """Find and resolve the time expressions of an article."""
    return ()
