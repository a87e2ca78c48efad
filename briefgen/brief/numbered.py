"""Cards of a kept merge, known by their number among all of them: a group of cards is a row of numbers."""

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from operator import itemgetter
from typing import TypeVar

from briefgen.brief.cards import Card
from briefgen.brief.nodes import Place

__all__ = ["CardsAt", "at", "row_of"]

V = TypeVar("V")
NUMBERS = "I"  # in an `array`


def row_of(places: Iterable[Place], numbers: Mapping[Place, int]) -> bytes:
    """The numbers of the cards at these places."""
    return array(NUMBERS, map(numbers.__getitem__, places)).tobytes()


def at(row: bytes, every: Sequence[V]) -> tuple[V, ...]:
    """What stands in `every` at these numbers."""
    numbers = array(NUMBERS)
    numbers.frombytes(row)
    if len(numbers) == 1:  # of which `itemgetter` makes no tuple
        return (every[numbers[0]],)
    found: tuple[V, ...] = itemgetter(*numbers)(every) if numbers else ()
    return found


class CardsAt(Mapping[Place, Card]):
    """The cards of a row by their places, found when they are asked for."""

    def __init__(self, row: bytes, every: Sequence[Card]) -> None:
        self._row, self._every = row, every

    @cached_property
    def _cards(self) -> dict[Place, Card]:
        return {card.place: card for card in at(self._row, self._every)}

    def __getitem__(self, place: Place) -> Card:
        return self._cards[place]

    def __iter__(self) -> Iterator[Place]:
        return iter(self._cards)

    def __len__(self) -> int:
        return len(self._row) // array(NUMBERS).itemsize
