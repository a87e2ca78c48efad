"""The lemmatizer's answers, asked for once of all tokens that are alike.

spaCy remembers what its rules told of inflected words; names, marks and base forms, which are most, it looks at anew.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from spacy.lang.en.lemmatizer import EnglishLemmatizer
from spacy.tokens import Doc, Token

__all__ = ["Lemmas", "can_remember"]

ASKED = ["ORTH", "POS", "MORPH", "LEMMA"]  # what a lemma depends on; one that is there already is kept
MANY = 20_000  # kinds of tokens remembered: the first, which are the frequent ones
Kind = tuple[int, ...]


def can_remember(lemmatizer: object) -> bool:
    """Whether a pipe is a lemmatizer by rules, which looks at a token alone and keeps lemmas that others set."""
    if type(lemmatizer) is not EnglishLemmatizer:
        return False
    pipe: Any = lemmatizer
    return bool(pipe.mode == "rule" and not pipe.overwrite)


class Lemmas:
    """A pipe in place of a lemmatizer: sets the same lemmas."""

    def __init__(self, lemmatizer: EnglishLemmatizer) -> None:
        self._lemmatizer = lemmatizer
        self._known: dict[Kind, int] = {}

    def __call__(self, doc: Doc) -> Doc:
        if not len(doc):
            return doc
        told: Any = doc.to_array([*ASKED])
        kinds = list(map(tuple, told.tolist()))
        lemmas = list(map(self._known.get, kinds))
        if None in lemmas:
            lemmas = [
                self._lemma(doc[at], kind) if lemma is None else lemma
                for at, (kind, lemma) in enumerate(zip(kinds, lemmas, strict=True))
            ]
        set_lemmas: Any = doc.from_array
        set_lemmas(["LEMMA"], np.array(lemmas, np.uint64))
        return doc

    def _lemma(self, token: Token, kind: Kind) -> int:
        vocab: Any = token.vocab
        lemma = kind[-1] or vocab.strings.add(self._lemmatizer.lemmatize(token)[0])
        if len(self._known) < MANY and not vocab.in_memory_zone:  # what is met in one is forgotten after it
            self._known[kind] = lemma
        return int(lemma)
