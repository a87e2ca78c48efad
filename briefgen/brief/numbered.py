"""Cards of a kept merge, known by their number among all of them: a group of cards is a row of numbers."""

from array import array
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import accumulate, pairwise
from pickle import PickleBuffer

from briefgen.brief.cards import Card
from briefgen.brief.encoded import Encoded, encoded
from briefgen.brief.nodes import Place

__all__ = ["CardsAt", "KeptCards", "kept_cards", "row_of"]

NUMBERS = "I"  # in an `array`
MANY = 8  # that part of all cards is cheaper to decode in one go with the rest


def kept_cards(cards: Mapping[str, tuple[Card, ...]]) -> tuple[object, ...]:
    """What `KeptCards` takes, of the cards of articles by path."""
    counts = array(NUMBERS, map(len, cards.values())).tobytes()
    return list(cards), counts, *map(PickleBuffer, encoded(card for own in cards.values() for card in own))


def row_of(places: Iterable[Place], numbers: Mapping[Place, int]) -> bytes:
    """The numbers of the cards at these places."""
    return array(NUMBERS, map(numbers.__getitem__, places)).tobytes()


class KeptCards:
    """All cards, decoded when they are asked for: by the path of their article, or by their numbers."""

    def __init__(self, paths: list[str], counts: bytes, blob: bytes, starts: bytes) -> None:
        """Raises ValueError where there are other cards than these numbers of each article."""
        self._cards: Encoded[Card] = Encoded(Card, blob, starts)
        borders = pairwise(accumulate(_numbers(counts), initial=0))
        self._numbers = {path: range(*both) for path, both in zip(paths, borders, strict=True)}

    def __getitem__(self, path: str) -> tuple[Card, ...]:
        return tuple(map(self._cards.__getitem__, self._numbers[path]))

    def __contains__(self, path: object) -> bool:
        return path in self._numbers

    def __iter__(self) -> Iterator[str]:
        return iter(self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)

    def make_all(self) -> None:
        self._cards.make_all()

    def at(self, row: bytes) -> tuple[Card, ...]:
        """The cards of these numbers."""
        numbers = _numbers(row)
        if len(numbers) * MANY > len(self._cards):
            self._cards.make_all()
        return tuple(map(self._cards.__getitem__, numbers))


class CardsAt(Mapping[Place, Card]):
    """The cards of a row by their places, found when they are asked for."""

    def __init__(self, row: bytes, every: KeptCards) -> None:
        self._row, self._every = row, every

    @cached_property
    def _cards(self) -> dict[Place, Card]:
        return {card.place: card for card in self._every.at(self._row)}

    def __getitem__(self, place: Place) -> Card:
        return self._cards[place]

    def __iter__(self) -> Iterator[Place]:
        return iter(self._cards)

    def __len__(self) -> int:
        return len(self._row) // array(NUMBERS).itemsize


def _numbers(row: bytes) -> "array[int]":
    numbers = array(NUMBERS)
    numbers.frombytes(row)
    return numbers
