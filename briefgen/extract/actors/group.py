"""Actors in the making: a form of a name with the places where it stands, and the forms joined."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from briefgen.extract.actors.spot import Spotted
from briefgen.names import fold, slug
from briefgen.records import ActorKind, LocalId

__all__ = ["Form", "Group", "Kind", "ids_of"]

Kind = Literal["person", "organisation", "country", "place", "party", "other"]


@dataclass(slots=True, eq=False)
class Form:
    """One way of writing a name in an article, and where it stands."""

    text: str
    key: str  # folded
    spots: list[Spotted] = field(default_factory=list)
    kind: Kind = "other"
    state: bool = False  # a place that has a government, by what the article says of it
    words: list[str] = field(init=False)  # of the key

    def __post_init__(self) -> None:
        self.words = self.key.split()


@dataclass(slots=True, eq=False)
class Group:
    """The naming mentions of one actor. `name` is its fullest form."""

    kind: ActorKind
    name: str
    spots: list[Spotted] = field(default_factory=list)

    @property
    def keys(self) -> set[str]:
        return {fold(spot.text) for spot in self.spots}

    @property
    def first(self) -> int:
        return min(spot.start for spot in self.spots)


def ids_of(groups: Iterable[Group]) -> list[LocalId]:
    """An id for each group, unique in the article."""
    ids: list[LocalId] = []
    taken: set[str] = set()
    alike: Counter[str] = Counter()  # ids by themselves, and by what stands before their last hyphen
    for group in groups:
        id = base = slug(group.name)
        number = alike[base]
        while id in taken:  # "Unit", "Unit 3" and another "Unit"
            number += 1
            id = f"{base}-{number}"
        ids.append(LocalId(id))
        taken.add(id)
        alike[id] += 1
        alike[id.rpartition("-")[0]] += 1
    return ids
