"""A parsed article as parallel lists: what the rules ask of a token, without asking spaCy a million times."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise

from briefgen.extract.marks import Marked
from briefgen.extract.tokens import Tokens
from briefgen.records import Article
from briefgen.wordlists import entries

__all__ = ["Words", "look_at"]


@dataclass(frozen=True, slots=True)
class Words:
    """Tokens by index. `sent` is the first token of the token's sentence, `paragraph` counts paragraphs.

    `paragraph_bounds` are by number of paragraph: its first token, and the one behind its last."""

    body: str
    text: list[str]
    lower: list[str]
    lemma: list[str]
    tag: list[str]
    dep: list[str]
    head: list[int]
    label: list[str]  # of the entity that the token is in, or ""
    entity: list[int]  # first token of that entity, or -1
    start: list[int]  # characters
    end: list[int]
    sent: list[int]
    sent_end: list[int]
    paragraph: list[int]
    paragraph_bounds: list[tuple[int, int]]
    quoted: list[bool]
    silent: list[bool]  # in a headline or dateline: its capitals say nothing
    dateline: list[bool]
    children: list[list[int]]

    def __len__(self) -> int:
        return len(self.text)

    def cut(self, start: int, end: int) -> str:
        """The body's own characters under tokens [start, end)."""
        return self.body[self.start[start] : self.end[end - 1]] if end > start else ""

    def at(self, offset: int) -> int:
        """The token at or after a character."""
        index = bisect_right(self.start, offset) - 1
        return index if index >= 0 and offset < self.end[index] else index + 1


def look_at(tokens: Tokens, article: Article, marks: tuple[Marked, ...]) -> Words:
    """Lay an article out for the rules of actors."""
    told = tokens.columns
    paragraph, bounds = _paragraphs(told.text)
    return Words(
        article.body, told.text, told.lower, told.lemma, told.tag, told.dep, told.head, told.label, told.entity,
        told.start, told.end, told.sent, told.sent_end, paragraph, bounds, _quoted(told.start, marks),
        _silent(told.start, told.text, bounds, article), _in_blocks(told.start, article, "dateline"),
        _children(told.head),
    )  # fmt: skip


def _paragraphs(text: list[str]) -> tuple[list[int], list[tuple[int, int]]]:
    """Of each token the number of its paragraph; of each paragraph where it stands."""
    ends = [i + 1 for i, word in enumerate(text) if "\n" in word]
    bounds = list(pairwise((0, *ends, len(text))))
    return [number for number, (start, end) in enumerate(bounds) for _ in range(start, end)], bounds


def _quoted(start: list[int], marks: tuple[Marked, ...]) -> list[bool]:
    quoted = [False] * len(start)
    for mark in marks:
        first, last = bisect_right(start, mark.inner.start - 1), bisect_right(start, mark.inner.end - 1)
        quoted[first:last] = [True] * (last - first)
    return quoted


def _silent(start: list[int], text: list[str], bounds: list[tuple[int, int]], article: Article) -> list[bool]:
    """Lines of two or more words all in capitals, headings so set, datelines."""
    heading = _in_blocks(start, article, "heading", "dateline")
    for first, behind in bounds:
        end = behind - 1 if behind > first and "\n" in text[behind - 1] else behind
        if _is_headline(text[first:end]):
            heading[first:end] = [True] * (end - first)
    return heading


def _is_headline(line: list[str]) -> bool:
    """A line all in capitals, or with a capital on (nearly) every long word."""
    if len(line) > 30:
        return False
    letters = [word for word in line if word[:1].isalpha()]
    if len(letters) < 2:
        return False
    if all(word.isupper() for word in letters):
        return max(map(len, letters)) > 4
    long = [word for word in letters if len(word) > 3 and word not in entries("headline_small")]
    return len(long) > 4 and all(word[0].isupper() for word in long)


def _in_blocks(start: list[int], article: Article, *kinds: str) -> list[bool]:
    silent = [False] * len(start)
    for block in article.blocks:
        if block.kind in kinds and (block.kind != "heading" or block.span.cut(article.body).isupper()):
            first, last = bisect_right(start, block.span.start - 1), bisect_right(start, block.span.end - 1)
            silent[first:last] = [True] * (last - first)
    return silent


def _children(head: list[int]) -> list[list[int]]:
    children: list[list[int]] = [[] for _ in head]
    for i, h in enumerate(head):
        if h != i:
            children[h].append(i)
    return children
