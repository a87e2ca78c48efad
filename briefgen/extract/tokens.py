"""A parsed article read once, into plain objects and lists: what the rules ask of a token, without asking spaCy
hundreds of thousands of times. The attributes are called as spaCy calls them."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from itertools import count, repeat
from operator import add
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from briefgen.plain import readable
from briefgen.records import Article

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["Columns", "Sentence", "Token", "Tokens", "read_tokens", "root_of"]

SPELT = ("ORTH", "LEMMA", "POS", "TAG", "DEP", "ENT_TYPE")
COUNTED = ("HEAD", "IDX", "SENT_START", "ENT_IOB")
INSIDE, BEGINS = 1, 3  # an entity, by spaCy's codes
START = 1  # of a sentence
KINDS = 20_000  # of tokens, remembered


class Columns(NamedTuple):
    """What is said of the tokens, by token index. `entity` is the first token of the token's entity, or -1;
    `sent` and `sent_end` are the bounds of its sentence."""

    text: list[str]
    lower: list[str]
    lemma: list[str]
    pos: list[str]
    tag: list[str]
    dep: list[str]
    label: list[str]  # of the entity that the token is in, or ""
    entity: list[int]
    head: list[int]
    start: list[int]  # characters
    end: list[int]
    sent: list[int]
    sent_end: list[int]


NONE: Any = ()  # most tokens have no children: no list for each


class Token(msgspec.Struct, eq=False):
    """A word or mark of the article, with what spaCy's token of the same attributes says of it."""

    doc: Tokens
    sent: Sentence
    i: int
    idx: int
    text: str
    lower_: str
    lemma_: str
    pos_: str
    tag_: str
    dep_: str
    ent_type_: str
    head: Token = None  # type: ignore[assignment]  # set as soon as all tokens are made
    children: list[Token] = NONE

    def __repr__(self) -> str:
        return self.text

    @property
    def has_space(self) -> bool:
        """Whether a space follows."""
        end = self.idx + len(self.text)
        return self.doc.text[end : end + 1] == " "

    @property
    def is_alpha(self) -> bool:
        return self.text.isalpha()

    @property
    def is_space(self) -> bool:
        return self.text.isspace()

    @property
    def is_punct(self) -> bool:
        return _is_punct(self.text)

    @property
    def lefts(self) -> list[Token]:
        """Its children before it."""
        return [child for child in self.children if child.i < self.i]

    @property
    def rights(self) -> list[Token]:
        """Its children behind it."""
        return [child for child in self.children if child.i > self.i]

    @property
    def left_edge(self) -> Token:
        """The first token of all that hang on it."""
        return self.doc[self.doc.parse[self.i].left_edge.i]

    @property
    def right_edge(self) -> Token:
        """The last token of all that hang on it."""
        return self.doc[self.doc.parse[self.i].right_edge.i]

    @property
    def subtree(self) -> Iterator[Token]:
        """All that hang on it, and itself."""
        for child in self.lefts:
            yield from child.subtree
        yield self
        for child in self.rights:
            yield from child.subtree

    @property
    def ancestors(self) -> Iterator[Token]:
        """Its head, the head of that, and so on."""
        token = self
        while token.head is not token:
            token = token.head
            yield token

    def nbor(self, offset: int = 1) -> Token:
        """The token that stands so far behind it."""
        if self.i + offset < 0:
            raise IndexError(f"no token {-offset} before {self.i}")
        return self.doc[self.i + offset]


class Sentence(msgspec.Struct, eq=False):
    """A sentence: tokens [start, end)."""

    doc: Tokens
    start: int
    end: int

    @property
    def root(self) -> Token:
        return root_of(self.doc[self.start : self.end])

    @property
    def text(self) -> str:
        return self.doc.cut(self.start, self.end)


class Tokens(list[Token]):
    """The tokens of an article, in order. `text` is what was parsed: same offsets as in the body."""

    def __init__(self, parse: Doc, text: str, columns: Columns) -> None:
        self.parse, self.text, self.columns = parse, text, columns

    def at(self, offset: int) -> Token:
        """The token that a character stands in, or the one before it."""
        return self[max(0, bisect_right(self.columns.start, offset) - 1)]

    def head(self, start: int, end: int) -> Token:
        """The token of a stretch of characters that hangs on something outside it."""
        first, last = self.at(start), self.at(end - 1)
        for token in self[first.i : last.i + 1]:
            if not first.i <= token.head.i <= last.i:
                return token
        return last

    def cut(self, first: int, end: int) -> str:
        """The text of tokens [first, end)."""
        return self.text[self.columns.start[first] : self.columns.end[end - 1]] if end > first else ""


def read_tokens(doc: Doc, article: Article) -> Tokens:
    """Read a parsed article once."""
    offset, start, opens, iob = doc.to_array([*COUNTED]).view("int64").T.tolist()
    spell = _spellings(doc.vocab.strings).__getitem__
    text, lemma, pos, tag, dep, label = (list(map(spell, column)) for column in doc.to_array([*SPELT]).T.tolist())
    lower = list(map(_lowered().__getitem__, text))
    head, end = list(map(add, range(len(text)), offset)), list(map(add, start, map(len, text)))
    columns = Columns(
        text, lower, lemma, pos, tag, dep, label, _entities(iob, label), head, start, end, *_sentences(opens)
    )
    tokens = Tokens(doc, readable(article.body), columns)
    sentences = _sentence_of(tokens)
    tokens += map(Token, repeat(tokens), sentences, count(), start, text, lower, lemma, pos, tag, dep, label)
    _tie(tokens, head)
    return tokens


class _Known(dict[Any, str]):
    """What a function tells of what it was asked in this process; all forgotten when it is much."""

    def __init__(self, tell: Callable[[Any], str]) -> None:
        super().__init__()
        self._tell = tell

    def __missing__(self, asked: Any) -> str:
        if len(self) == KINDS:
            self.clear()
        told = self[asked] = self._tell(asked)
        return told


@lru_cache(1)
def _spellings(strings: Any) -> _Known:
    return _Known(strings.__getitem__)


@cache
def _lowered() -> _Known:
    return _Known(str.lower)


def _entities(iob: list[int], label: list[str]) -> list[int]:
    """Of each token the first of its entity, or -1."""
    first = [-1] * len(iob)
    for start in [i for i, code in enumerate(iob) if code == BEGINS and label[i]]:
        end = start + 1
        while end < len(iob) and iob[end] == INSIDE:
            end += 1
        first[start:end] = [start] * (end - start)
    return first


def _sentences(opens: list[int]) -> tuple[list[int], list[int]]:
    """Of each token the first of its sentence, and the one behind its last."""
    starts = [i for i, flag in enumerate(opens) if flag == START or i == 0]
    ends = [*starts[1:], len(opens)]
    bounds = list(zip(starts, ends, strict=False))
    sent = [start for start, end in bounds for _ in range(start, end)]
    return sent, [end for start, end in bounds for _ in range(start, end)]


def _sentence_of(tokens: Tokens) -> list[Sentence]:
    """Of each token its sentence."""
    found: list[Sentence] = []
    while len(found) < len(tokens.columns.sent):
        start, end = len(found), tokens.columns.sent_end[len(found)]
        found += [Sentence(tokens, start, end)] * (end - start)
    return found


def _tie(tokens: Tokens, heads: list[int]) -> None:
    """Give each token its head, and each head its children, in order."""
    for token, i in zip(tokens, heads, strict=True):
        token.head = head = tokens[i]
        if head is token:
            continue
        if head.children:
            head.children.append(token)
        else:
            head.children = [token]


@lru_cache(KINDS)
def _is_punct(text: str) -> bool:
    """spaCy's own test."""
    return all(unicodedata.category(character).startswith("P") for character in text)


def root_of(tokens: list[Token]) -> Token:
    """The one of neighbouring tokens that stands highest in the parse; of several the first."""
    if len(tokens) == 1:
        return tokens[0]
    inside = range(tokens[0].i, tokens[-1].i + 1)
    for token in tokens:
        if token.head is token:
            return token
    outer = [token for token in tokens if token.head.i not in inside]
    return min(outer, key=_depth, default=tokens[0])


def _depth(token: Token) -> int:
    """Steps up to the root; marks and white space on which nothing hangs come last."""
    if (token.is_space or token.is_punct) and not token.children:
        return len(token.doc) - 1
    return sum(1 for _ in token.ancestors)
