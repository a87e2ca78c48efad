"""What kind of event a trigger names, and which words of a clause tell one event from another."""

import re
from functools import cache, lru_cache
from importlib.resources import files

__all__ = ["content_words", "kinds_of"]

ENDINGS = re.compile(r"(?:ations?|ings?|ments?|ers?|ed|es|s|ly|e)$")


def kinds_of(trigger: str, words: str) -> tuple[str, ...]:
    """The kinds of event that a clause tells: that of its trigger, and those its other words name."""
    trigger = trigger.lower()
    named = {kind for word in _phrased(words) if (kind := _kind(word))}
    own = _kinds().get(_stem(trigger), _stem(trigger))
    if trigger in _listed("light"):
        return tuple(sorted(named)) or (own,)
    return tuple(sorted(named | {own}))


@lru_cache(maxsize=20_000)  # reports come day by day
def content_words(words: str) -> frozenset[str]:
    """The stems of a folded clause that tell what it is about; words of one kind count as one."""
    return frozenset([told for word in _phrased(words) if (told := _kind(word) or _content(word))])


def _phrased(words: str) -> list[str]:
    """The words, those of a phrase that names a kind of event as one: "turn-down" for "turned down"."""
    told: list[str] = []
    for word in words.split():
        if told and word in _seconds() and _stem(phrase := f"{_stem(told[-1])}-{word}") in _kinds():
            told[-1] = phrase
        else:
            told.append(word)
    return told


@cache
def _kind(word: str) -> str | None:
    """The kind of event that a word names."""
    return None if word in _empty() else _kinds().get(_stem(word))


@cache
def _content(word: str) -> str | None:
    """The word without its ending, None for one that tells nothing."""
    return None if word in _empty() else _stem(word)


@cache
def _stem(word: str) -> str:
    """A word without its ending, short words as they are: "signed", "signing" are "sign"."""
    stem = ENDINGS.sub("", word)
    return stem if len(stem) >= 3 else word


@cache
def _empty() -> frozenset[str]:
    return _listed("light") | _listed("empty")


@cache
def _listed(name: str) -> frozenset[str]:
    """The words of the rows of a name in clause_words.txt."""
    rows = _read("clause_words.txt").splitlines()
    return frozenset(word for row in rows if row.startswith(f"{name}: ") for word in row.split()[1:])


@cache
def _kinds() -> dict[str, str]:
    """Stem to the name of its kind."""
    rows = (line.split() for line in _read("triggers.txt").splitlines() if line and not line.startswith("#"))
    return {_stem(word): row[0] for row in rows for word in row}


@cache
def _seconds() -> frozenset[str]:
    """The second words of the phrases among the kinds."""
    rows = (line.split() for line in _read("triggers.txt").splitlines() if not line.startswith("#"))
    return frozenset(word.rpartition("-")[2] for row in rows for word in row if "-" in word)


def _read(name: str) -> str:
    return files("briefgen.brief").joinpath("lexicon", name).read_text("utf-8")
