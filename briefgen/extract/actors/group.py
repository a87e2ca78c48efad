"""An actor in the making: the mentions that name it."""

from __future__ import annotations

from dataclasses import dataclass, field

from briefgen.extract.actors.spot import Spotted
from briefgen.names import fold
from briefgen.records import ActorKind

__all__ = ["Group"]


@dataclass(slots=True)
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
