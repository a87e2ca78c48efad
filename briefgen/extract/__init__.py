"""Findings from a parsed article: actors, quotes, time expressions, dated events."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.extract.actors import find_actors
from briefgen.extract.datelines import events_past_datelines, quotes_past_datelines
from briefgen.extract.events import find_events
from briefgen.extract.quotes import find_marks, find_quotes
from briefgen.extract.times import find_times
from briefgen.extract.tokens import read_tokens
from briefgen.records import Article, Findings

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["extract"]


def extract(article: Article, doc: Doc) -> Findings:
    """Find everything in one article. `doc` is the parsed body: same offsets."""
    marks = find_marks(article)
    tokens = read_tokens(doc, article)
    times = find_times(tokens, article)
    cast = find_actors(tokens, article, marks)
    quotes = quotes_past_datelines(find_quotes(tokens, article, marks, cast, times), article)
    events = events_past_datelines(find_events(tokens, article, times, cast, quotes), article)
    return Findings(cast.findings(quotes, events), quotes, times, events)
