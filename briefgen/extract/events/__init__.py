"""Dated events: what happened, or will, on which date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.extract.cast import Cast
from briefgen.records import Article, Event, Quote, TimeExpression

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["find_events"]


def find_events(
    doc: Doc, article: Article, times: tuple[TimeExpression, ...], cast: Cast, quotes: tuple[Quote, ...]
) -> tuple[Event, ...]:
    """Find the clauses that a time expression dates."""
    return ()
