"""Organisations and states under shorter names: acronyms, names without the country, forms that articles introduce."""

from collections.abc import Callable, Mapping
from functools import lru_cache

from briefgen.brief.forms import REMEMBERED, as_body, country_words
from briefgen.brief.nodes import Node

__all__ = ["Owners", "adopting", "without_country"]

Owners = Mapping[str, int]  # keys of the nodes that own a shorter form, with the number of articles that say so
CLEAR = 3  # times as many articles must speak for the first owner as for all others
WORTH = 5  # a form that stands alone this many times as often as it is introduced is a name of its own


def adopting(node: Node, introduced: Owners, spelt: Owners, bare: Callable[[str], int]) -> str | None:
    """The fuller name that a body's shorter name stands for, or None.

    `introduced`: nodes that articles print this form for; `spelt`: nodes whose initials it is, with their articles;
    `bare(key)`: how many articles name a node.
    """
    for rule in (_by_introduction, _by_initials, _by_country):
        if owner := rule(node, introduced, spelt, bare):
            return owner
    return None


@lru_cache(REMEMBERED)
def without_country(key: str) -> str | None:
    """The name without the country in front: "us justice department" is the justice department."""
    for word in country_words():
        if key.startswith(word + " ") and key.count(" ") > word.count(" ") + 1:
            return key.removeprefix(word + " ")
    return None


def _by_introduction(node: Node, introduced: Owners, spelt: Owners, bare: Callable[[str], int]) -> str | None:
    """An article gives both names to one actor, and (nearly) no article gives the short one to another."""
    fuller = {key: count for key, count in introduced.items() if _is_fuller(key, node.key)}
    owner = _clear(fuller)
    if owner and fuller[owner] * WORTH >= len(node):
        return owner
    return None


def _by_initials(node: Node, introduced: Owners, spelt: Owners, bare: Callable[[str], int]) -> str | None:
    """FBI is the one body in all articles that has these initials."""
    if " " in node.key or not any(as_body(card.name).is_acronym for card in node):
        return None
    return _clear(spelt)


def _by_country(node: Node, introduced: Owners, spelt: Owners, bare: Callable[[str], int]) -> str | None:
    short = without_country(node.key)
    return short if short and bare(short) else None


def _clear(owners: Owners) -> str | None:
    """The owner that outweighs all others together, else None."""
    if not owners:
        return None
    first = max(owners, key=lambda key: (owners[key], key))
    rest = sum(owners.values()) - owners[first]
    return first if owners[first] >= CLEAR * rest else None


def _is_fuller(key: str, short: str) -> bool:
    """Fuller names have more words; so adopting never runs in a circle."""
    return (key.count(" "), len(key), key) > (short.count(" "), len(short), short)
