"""Quotes: who said what."""

from __future__ import annotations

from briefgen.extract.cast import Cast
from briefgen.extract.marks import Marked, find_marks
from briefgen.extract.quotes.direct import attribute
from briefgen.extract.quotes.joining import join
from briefgen.extract.quotes.reports import find_reports
from briefgen.extract.quotes.speakers import attribute_speakers
from briefgen.extract.quotes.stretches import find_stretches
from briefgen.extract.quotes.text import Text
from briefgen.extract.quotes.turns import find_turns, turn_quotes
from briefgen.extract.tokens import Tokens
from briefgen.records import Article, Quote, TimeExpression

__all__ = ["find_marks", "find_quotes"]


def find_quotes(
    tokens: Tokens, article: Article, marks: tuple[Marked, ...], cast: Cast, times: tuple[TimeExpression, ...]
) -> tuple[Quote, ...]:
    """Find direct, mixed and indirect quotes and who said them."""
    if not tokens:
        return ()
    text = Text(tokens, article.body, marks)
    stretches = find_stretches(text)
    drafts = join(text, stretches, attribute(text, stretches), find_reports(text))
    turns = find_turns(text)
    told = [t.words for t in turns]
    drafts = [d for d in drafts if not any(span.overlaps(c) for span in told for c in d.content)]
    quotes = attribute_speakers(text, article, cast, drafts, times)
    if not turns:
        return quotes
    return tuple(sorted((*quotes, *turn_quotes(text, cast, turns)), key=lambda quote: quote.content[0]))
