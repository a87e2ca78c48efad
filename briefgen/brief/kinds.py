"""What kind of event a trigger names, and which words of a clause tell one event from another."""

import re
from functools import cache, lru_cache
from importlib.resources import files

__all__ = ["content_words", "kinds_of"]

ENDINGS = re.compile(r"(?:ations?|ings?|ments?|ers?|ed|es|s|ly|e)$")


def kinds_of(trigger: str, words: str) -> tuple[str, ...]:
    """The kinds of event that a clause tells: that of its trigger, and those its other words name."""
    table, trigger = _kinds(), trigger.lower()
    named = {table[stem] for word in words.split() if word not in _empty() and (stem := _stem(word)) in table}
    own = table.get(_stem(trigger), _stem(trigger))
    if trigger in _listed("light"):
        return tuple(sorted(named)) or (own,)
    return tuple(sorted(named | {own}))


@lru_cache(maxsize=100_000)
def content_words(words: str) -> frozenset[str]:
    """The stems of a folded clause that tell what it is about; words of one kind count as one."""
    table = _kinds()
    return frozenset(table.get(_stem(word), _stem(word)) for word in words.split() if word not in _empty())


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


def _read(name: str) -> str:
    return files("briefgen.brief").joinpath("lexicon", name).read_text("utf-8")
