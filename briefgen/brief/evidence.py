"""Whom a bare name means in one article: candidates weighed by what the article and the other articles show."""

import datetime as dt
import math
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from briefgen.brief.cards import Card
from briefgen.brief.nodes import Place

__all__ = ["Candidate", "Setting", "Settings", "Verdict", "weigh"]

MARGIN = 1.0  # how much better the first must be than the second to be taken
SAME_ARTICLE, GENDER, ROLE, COMPANY, PRIOR, NEAR = 4.0, 1.2, 1.5, 2.0, 0.8, 0.5  # what each evidence weighs
DAYS_NEAR = 45  # a story's usual length
SAMPLE = 200  # articles of a candidate that are looked at; more say the same


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a name stands: the article's day and everyone named in it."""

    day: dt.date | None
    names: tuple[str, ...]
    given_names: tuple[str, ...] = ()  # first names of the people who have a full name in it


class Settings(dict[str, Setting]):
    """The settings of articles by path, each worked out when somebody first asks for it."""

    def __init__(self, cards: Mapping[str, tuple[Card, ...]], days: Mapping[str, dt.date | None]) -> None:
        self._cards, self._days = cards, days

    def __missing__(self, path: str) -> Setting:
        cards = self._cards[path]
        given = {card.key.split()[0] for card in cards if card.kind == "person" and " " in card.key}
        names = tuple({card.key: None for card in cards})
        self[path] = setting = Setting(self._days[path], names, tuple(sorted(given)))
        return setting


@dataclass(frozen=True)
class Candidate:
    """Someone who is called by the bare name: the cards under full names, and how often the bare name is used."""

    lead: str
    cards: tuple[Card, ...]
    uses: int  # articles that give the bare name as this actor's alias
    settings: Mapping[str, Setting]

    def used(self, uses: int) -> "Candidate":
        """The same person as a candidate for another bare name; what was worked out is kept."""
        other = Candidate(self.lead, self.cards, uses, self.settings)
        other.__dict__.update({**self.__dict__, "uses": uses})
        return other

    @cached_property
    def paths(self) -> frozenset[str]:
        return frozenset([card.path for card in self.cards])

    @cached_property
    def company(self) -> Counter[str]:
        sample = sorted(self.paths)[:SAMPLE]
        return Counter(name for path in sample for name in self.settings[path].names)

    @cached_property
    def role_words(self) -> frozenset[str]:
        return role_words(self.cards)

    @cached_property
    def days(self) -> Sequence[int]:
        """The days of all articles as numbers, in order."""
        return sorted({day.toordinal() for path in self.paths if (day := self.settings[path].day)})

    @cached_property
    def gender(self) -> str | None:
        seen = Counter(card.gender for card in self.cards if card.gender)
        return max(seen, key=lambda gender: (seen[gender], gender)) if seen else None


@dataclass(frozen=True, slots=True)
class Verdict:
    """Who is meant, or None; `rivals` are those who came near when nobody was clear."""

    lead: str | None
    rivals: tuple[str, ...] = ()


def weigh(
    cards: Iterable[Card], settings: Mapping[str, Setting], candidates: Sequence[Candidate]
) -> dict[Place, Verdict]:
    """Decide whom a bare name means on each of its cards. One candidate left: that one. None clear: nobody."""
    if len(candidates) == 1:
        return {card.place: Verdict(candidates[0].lead) for card in cards}
    total = sum(len(one.paths) + one.uses for one in candidates)
    weights = [(one, PRIOR * math.log2((len(one.paths) + one.uses + 0.5) / (total + 0.5))) for one in candidates]
    return {card.place: _weighed(card, settings[card.path], weights) for card in cards}


def _weighed(card: Card, setting: Setting, candidates: Iterable[tuple[Candidate, float]]) -> Verdict:
    """The verdict on one card; with each candidate comes what its being well known weighs."""
    roles = role_words([card]) if card.roles else frozenset()
    scored = sorted([(_score(card, roles, setting, *one), one[0].lead) for one in candidates], reverse=True)
    if scored and scored[0][0] - scored[1][0] >= MARGIN:
        return Verdict(scored[0][1])
    return Verdict(None, tuple(lead for _, lead in scored[:3]))


def role_words(cards: Sequence[Card]) -> frozenset[str]:
    """The words of all roles given, folded."""
    return frozenset(
        word for card in cards for role in card.roles for word in re.findall(r"\w{3,}", role.title.lower())
    )


def _score(card: Card, words: frozenset[str], setting: Setting, one: Candidate, prior: float) -> float:
    here = SAME_ARTICLE * (card.path in one.paths)
    roles = ROLE * bool(words & one.role_words)
    near = NEAR * bool(setting.day and _is_near(setting.day.toordinal(), one.days))
    gender = GENDER * _agreement(card.gender, one.gender)
    return here + gender + roles + prior + near + COMPANY * _company(setting, one)


def _is_near(day: int, days: Sequence[int]) -> bool:
    first = bisect_left(days, day - DAYS_NEAR)
    return first < len(days) and days[first] <= day + DAYS_NEAR


def _agreement(mine: str | None, theirs: str | None) -> int:
    if mine is None or theirs is None:
        return 0
    return 1 if mine == theirs else -1


def _company(setting: Setting, one: Candidate) -> float:
    """How usual the article's other names are around the candidate: 0 to 1."""
    others = setting.names
    seen = min(len(one.paths), SAMPLE)
    usual = one.company
    return sum([usual[name] / seen for name in others if name in usual]) / len(others) if others else 0.0
