"""What tells answers of a corpus apart: quotes and events stand in many of them, and are sealed once."""

from hashlib import blake2b
from typing import Any

import msgspec

from briefgen.reads import SEAL, stand_in
from briefgen.records import Event, Happening, Quote, Saying
from briefgen.site.handed import DayShelf

__all__ = ["Seals"]

ENCODE = msgspec.msgpack.Encoder().encode


class Seals:
    """The seals of the records of one corpus, as far as they were asked for."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[Saying | Happening, bytes]] = {}  # by anchor

    def told(self, one: Any) -> object:
        """What stands for an answer, or a part of it: equal only where all of it is."""
        kind = type(one)
        if kind is Saying or kind is Happening:
            return self._sealed(one)
        if kind is list or kind is tuple:
            return self._pair(*one) if _is_report(one) else [*map(self.told, one)]
        if kind is dict:
            return {key: self.told(value) for key, value in one.items()}
        if kind is DayShelf:
            return [self.told(part) for part in (one.articles, one.sayings, one.happenings)]
        return stand_in(one)

    def _pair(self, one: Saying | Happening, reported: Quote | Event) -> object:
        """A record, and how an article reports it: most often in the words that are shown."""
        shown = one.quote if isinstance(one, Saying) else one.event
        return self._sealed(one), None if reported is shown else reported

    def _sealed(self, one: Saying | Happening) -> bytes:
        known = self._known.get(one.anchor)
        if known is None or known[0] is not one:
            known = self._known[one.anchor] = one, blake2b(ENCODE(one), digest_size=SEAL).digest()
        return known[1]


def _is_report(one: list[Any] | tuple[Any, ...]) -> bool:
    """Whether it is a quote or an event with how one article reports it."""
    return len(one) == 2 and isinstance(one[1], Quote | Event)
