"""A node: all cards that print one name, with the counts that the joining rules ask for."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from briefgen.brief.cards import Card
from briefgen.records import ActorKind, LocalId

__all__ = ["Node", "Place", "majority"]

Place = tuple[str, LocalId]


class Node:
    """The cards of one folded name. A node is never changed: `changed` makes the next one."""

    def __init__(self, key: str, cards: Mapping[Place, Card]) -> None:
        self.key = key
        self.cards = cards
        self.bare = " " not in key

    def __getstate__(self) -> dict[str, object]:
        """For keeping: its name. The cards are kept by article, and put back by `Merge`."""
        return {"key": self.key, "bare": self.bare}

    def __iter__(self) -> Iterator[Card]:
        return iter(self.cards.values())

    def __len__(self) -> int:
        return len(self.cards)

    def changed(self, added: Iterable[Card], removed: Iterable[Place]) -> "Node":
        """The node with cards taken out and put in."""
        cards = dict(self.cards)
        for place in removed:
            cards.pop(place, None)
        cards |= {(card.path, card.local): card for card in added}
        return Node(self.key, cards)

    @cached_property
    def kinds(self) -> Counter[ActorKind]:
        return Counter([card.kind for card in self])

    @cached_property
    def kind(self) -> ActorKind:
        return majority(self.kinds)

    @cached_property
    def aliases(self) -> Counter[str]:
        """Folded other names, with the number of articles that give each."""
        return Counter([alias for card in self for alias in card.alias_keys])

    @cached_property
    def genders(self) -> Counter[str]:
        return Counter([card.gender for card in self if card.gender])

    @cached_property
    def paths(self) -> frozenset[str]:
        return frozenset([path for path, _ in self.cards])


def majority(kinds: Counter[ActorKind]) -> ActorKind:
    """The most frequent kind; on a tie the one that sorts last, "person" first of all."""
    return max(kinds, key=lambda kind: (kinds[kind], kind))
