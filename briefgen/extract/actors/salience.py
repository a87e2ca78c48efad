"""Who is key in an article: position, mentions, subjecthood, speech and events."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from math import exp, log1p

from briefgen.extract.actors.coref import SUBJECTS, Walked
from briefgen.extract.actors.words import Words
from briefgen.records import Event, LocalActor, LocalId, Quote

__all__ = ["saliences"]


def saliences(
    words: Words,
    actors: Iterable[LocalActor],
    mentions: Iterable[Walked],
    quotes: tuple[Quote, ...],
    events: tuple[Event, ...],
) -> dict[LocalId, float]:
    """Rate the actors of an article between 0 and 1."""
    count, subject = Counter[LocalId](), Counter[LocalId]()
    first: dict[LocalId, int] = {}
    for mention in mentions:
        count[mention.actor] += 1
        subject[mention.actor] += words.dep[mention.at] in SUBJECTS
        first.setdefault(mention.actor, mention.at)
    spoke = Counter(quote.speaker for quote in quotes if quote.speaker)
    took_part = Counter(id for event in events for id in event.actors)
    rated = {}
    for actor in actors:
        id = actor.id
        place = first.get(id, len(words)) / max(1, len(words))
        points = (
            1.0 * log1p(count[id])
            + 0.6 * log1p(subject[id])
            + 0.5 * log1p(spoke[id])
            + 0.25 * log1p(took_part[id])
            + 0.9 * (1 - place)
        )
        rated[id] = round(1 - exp(-0.35 * points), 4)
    return rated
