"""Who is key in an article: place in the lead, mentions, subjecthood, speech and events."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import exp, log1p

from briefgen.extract.actors.coref import SUBJECTS, Walked
from briefgen.extract.actors.words import Words
from briefgen.extract.actors.world import is_party
from briefgen.records import Event, LocalActor, LocalId, Quote
from briefgen.wordlists import entries

__all__ = ["saliences"]

PRESS = frozenset(("news", "times", "post", "agency", "radio", "television", "tv"))  # last words of names
LEAD = 100  # words: news tells who matters first, and the weight of standing there falls off by this measure


def saliences(
    words: Words,
    actors: tuple[LocalActor, ...],
    mentions: Iterable[Walked],
    quotes: tuple[Quote, ...],
    events: tuple[Event, ...],
) -> dict[LocalId, float]:
    """Rate the actors between 0 and 1."""
    evidence = {
        actor.id: _Evidence(person=actor.kind == "person", press=_is_press(actor), many=_is_many(actor))
        for actor in actors
    }
    for mention in mentions:
        evidence[mention.actor].add(words, mention)
    for quote in quotes:
        if quote.speaker in evidence:
            evidence[quote.speaker].spoke += 1
    for event in events:
        for id in event.actors:
            evidence[id].took_part += 1
    return {actor.id: evidence[actor.id].rating() for actor in actors}


@dataclass(slots=True)
class _Evidence:
    """What speaks for an actor. The weights were chosen on three annotated sets of articles."""

    person: bool = False
    press: bool = False
    many: bool = False  # a party's people, a chamber
    names: int = 0
    meant: int = 0  # by pronouns and descriptions
    subject: int = 0
    first: int | None = None
    spoke: int = 0
    took_part: int = 0

    def add(self, words: Words, mention: Walked) -> None:
        self.names += mention.form == "name"
        self.meant += mention.form != "name"
        self.subject += words.dep[mention.at] in SUBJECTS
        if self.first is None:
            self.first = mention.at

    def rating(self) -> float:
        lead = 0.0 if self.first is None else exp(-self.first / LEAD)
        points = (
            1.4 * log1p(self.names)
            + 0.1 * log1p(self.meant)
            + 0.5 * log1p(self.subject)
            + 1.0 * lead
            + 0.5 * log1p(self.spoke)
            + 0.9 * log1p(self.took_part)
            + 0.2 * self.person
            - 1.0 * self.press
            - 1.0 * self.many
        )
        return round(1 - exp(-0.2 * max(0.0, points)), 4)


CHAMBERS = frozenset(
    ("congress", "senate", "house", "parliament", "house of representatives", "house of commons", "house of lords")
)


def _is_many(actor: LocalActor) -> bool:
    """A party by its people's name, or a chamber: many act in it, and few articles are about it."""
    if actor.kind != "organisation":
        return False
    name = actor.name.lower().removeprefix("the ")
    return name in CHAMBERS or is_party(name) or is_party(name.split()[-1])


def _is_press(actor: LocalActor) -> bool:
    """Whether an article names this one as its source rather than for what it does."""
    if actor.kind != "organisation":
        return False
    name = actor.name.lower().removeprefix("the ")
    return name in entries("press") or name.split()[-1] in PRESS
