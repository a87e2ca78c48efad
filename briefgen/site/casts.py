"""Who appears in which articles: from the actors, by article."""

from collections import defaultdict
from collections.abc import Sequence

from briefgen.records import Actor, ActorId, ArticleId

__all__ = ["casts", "mention_counts", "roles_by_article", "seen_in_bits"]


def casts(actors: Sequence[Actor]) -> dict[ArticleId, list[tuple[ActorId, float]]]:
    """The actors of an article with their salience, the most salient first."""
    found: dict[ArticleId, list[tuple[ActorId, float]]] = defaultdict(list)
    for actor in actors:
        for seen in actor.appearances:
            found[seen.article].append((actor.id, seen.salience))
    for entries in found.values():
        entries.sort(key=lambda entry: (-entry[1], entry[0]))
    return dict(found)


def mention_counts(actors: Sequence[Actor]) -> dict[ArticleId, dict[ActorId, int]]:
    """How often an article mentions an actor."""
    found: dict[ArticleId, dict[ActorId, int]] = defaultdict(dict)
    for actor in actors:
        for seen in actor.appearances:
            found[seen.article][actor.id] = found[seen.article].get(actor.id, 0) + seen.mentions
    return dict(found)


def roles_by_article(actors: Sequence[Actor]) -> dict[ArticleId, dict[ActorId, str]]:
    """The role that an article gives an actor, the first where it gives several."""
    found: dict[ArticleId, dict[ActorId, str]] = defaultdict(dict)
    for actor in actors:
        for role in actor.roles:
            found[role.article].setdefault(actor.id, role.title)
    return dict(found)


def seen_in_bits(actors: Sequence[Actor]) -> dict[ActorId, int]:
    """The articles that an actor appears in, a bit for each."""
    bits: dict[ArticleId, int] = {}
    return {
        actor.id: sum({bits.setdefault(seen.article, 1 << len(bits)) for seen in actor.appearances}) for actor in actors
    }
