"""Organisations and states under shorter names: acronyms, names without the country, forms that articles introduce."""

from collections.abc import Callable, Mapping
from functools import lru_cache

from briefgen.brief.forms import REMEMBERED, as_body, country_of_word, country_words
from briefgen.brief.nodes import Node

__all__ = ["Owners", "adopting", "without_country"]

Owners = Mapping[str, int]  # keys of the nodes that own a shorter form, with the number of articles that say so
CLEAR = 3  # times as many articles must speak for the first owner as for all others
CHAMBERS = frozenset(("senate", "congress", "parliament"))  # one word is enough for these behind a country
WORTH = 5  # a form that stands alone this many times as often as it is introduced is a name of its own


def adopting(
    node: Node, introduced: Owners, spelt: Owners, namesakes: Owners, bare: Callable[[str], int]
) -> str | None:
    """The fuller name that a body's shorter name stands for, or None.

    `introduced`: nodes that articles print this form for; `spelt`: nodes whose initials it is, with their articles;
    `namesakes`: nodes of this name without the country, with their articles;
    `bare(key)`: how many articles name a node.
    """
    return _by_introduction(node, introduced) or _by_initials(node, spelt) or _by_country(node, namesakes, bare)


@lru_cache(REMEMBERED)
def without_country(key: str) -> str | None:
    """The name without the country in front: "us justice department" is the justice department."""
    country = _country_in_front(key)
    rest = key.removeprefix(f"{country} ")
    return rest if country and (" " in rest or rest in CHAMBERS) else None


def _country_in_front(key: str) -> str | None:
    return next((word for word in country_words() if key.startswith(word + " ")), None)


def _by_introduction(node: Node, introduced: Owners) -> str | None:
    """An article gives both names to one actor, and (nearly) no article gives the short one to another."""
    fuller = {key: count for key, count in introduced.items() if _is_fuller(key, node.key)}
    owner = _clear(fuller)
    if owner and fuller[owner] * WORTH >= len(node):
        return owner
    return None


def _by_initials(node: Node, spelt: Owners) -> str | None:
    """FBI is the one body in all articles that has these initials."""
    if " " in node.key or not any(as_body(card.name).is_acronym for card in node):
        return None
    return _clear(spelt)


def _by_country(node: Node, namesakes: Owners, bare: Callable[[str], int]) -> str | None:
    """The justice department is the American one where (nearly) no other country's is told of."""
    short = without_country(node.key)
    if not short or not bare(short):
        return None
    mine, others = 0, 0
    for key, count in namesakes.items():
        if _country(key) == _country(node.key):
            mine += count
        else:
            others += count
    return short if mine >= CLEAR * others else None


def _country(key: str) -> str:
    return country_of_word(_country_in_front(key) or "")


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
