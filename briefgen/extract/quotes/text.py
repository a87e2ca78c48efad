"""One article laid out for the quote rules: tokens by character, paragraphs, which tokens stand between marks."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from briefgen.extract.marks import Marked
from briefgen.extract.tokens import Token, Tokens
from briefgen.records import Span

_PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*")
NOWHERE = -1


class Text:
    """The parsed article with its marks. Token ranges are [first, last + 1)."""

    def __init__(self, doc: Tokens, body: str, marks: tuple[Marked, ...]) -> None:
        self.doc, self.body = doc, body
        self.starts, self._ends = doc.columns.start, doc.columns.end
        self.marks = tuple(m for m in marks if m.depth == 0)
        self.paragraphs = [Span(*m.span()) for m in _PARAGRAPH.finditer(body)]
        self._paragraph_starts = [p.start for p in self.paragraphs]
        self._mark_of = self._marks_by_token()

    def token_at(self, char: int) -> int:
        """The index of the token that holds this character."""
        return max(0, bisect_right(self.starts, char) - 1)

    def tokens_in(self, span: Span) -> tuple[int, int]:
        """The tokens that start inside a span."""
        return bisect_left(self.starts, span.start), bisect_left(self.starts, span.end)

    def paragraph_of(self, char: int) -> int:
        """The index of the paragraph that holds this character."""
        return max(0, bisect_right(self._paragraph_starts, char) - 1)

    def mark_of(self, token: int) -> int:
        """The index of the marked stretch that a token stands in, or NOWHERE."""
        return self._mark_of[token]

    def span(self, first: int, end: int) -> Span:
        """The characters of tokens [first, end)."""
        return Span(self.starts[first], self._ends[end - 1])

    def token_span(self, token: Token) -> Span:
        return Span(token.idx, token.idx + len(token.text))

    def _marks_by_token(self) -> list[int]:
        mark_of = [NOWHERE] * len(self.starts)
        for index, mark in enumerate(self.marks):
            first, end = self.tokens_in(mark.inner)
            mark_of[first:end] = [index] * (end - first)
        return mark_of
