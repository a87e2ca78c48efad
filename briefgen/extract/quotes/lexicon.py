"""The words that report speech: lemmas with the constructions each takes, read once from the package's lists."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

Constructions = frozenset[str]


@cache
def speech_verbs() -> dict[str, Constructions]:
    """Verbs that report speech: lemma to constructions."""
    return _entries("speech_verbs.txt")


@cache
def speech_nouns() -> dict[str, Constructions]:
    """Nouns that report speech: lemma to constructions."""
    return _entries("speech_nouns.txt")


def word_set(name: str) -> frozenset[str]:
    """A set of words that a rule asks for."""
    return _word_sets()[name]


@cache
def _word_sets() -> dict[str, Constructions]:
    return _entries("speech_sets.txt")


def _entries(name: str) -> dict[str, Constructions]:
    entries = {}
    for line in files("briefgen.extract").joinpath("lexicon", name).read_text("utf-8").splitlines():
        lemma, colon, constructions = line.partition(":")
        if colon and not line.startswith("#"):
            entries[lemma.strip()] = frozenset(constructions.split())
    return entries
