"""The briefing: findings of all articles merged into one record."""

from collections.abc import Iterable

from briefgen.names import slug
from briefgen.records import (
    Actor,
    ActorId,
    Appearance,
    Article,
    ArticleId,
    Briefing,
    Edtf,
    Findings,
    Happening,
    LocalId,
    Saying,
)

__all__ = ["brief"]


def brief(pairs: Iterable[tuple[Article, Findings]]) -> Briefing:
    """Merge articles and their findings."""
    articles: list[Article] = []
    findings: dict[ArticleId, Findings] = {}
    actors: dict[ActorId, Actor] = {}
    locals_: dict[tuple[ArticleId, LocalId], ActorId] = {}
    sayings: list[Saying] = []
    happenings: list[Happening] = []
    for article, found in pairs:
        articles.append(article)
        findings[article.id] = found
        for local in found.actors:
            id = ActorId(slug(local.name))
            seen = Appearance(article.id, local.id, len(local.mentions), local.salience)
            old = actors.get(id) or Actor(id, local.name, local.kind)
            actors[id] = Actor(id, old.name, old.kind, appearances=(*old.appearances, seen))
            locals_[article.id, local.id] = id
        for n, quote in enumerate(found.quotes):
            speaker = locals_.get((article.id, quote.speaker)) if quote.speaker else None
            sayings.append(Saying(f"q-{article.id}-{n}", article.id, quote, speaker, date=quote.date))
        for n, event in enumerate(found.events):
            who = tuple(locals_[article.id, local] for local in event.actors)
            happenings.append(Happening(f"e-{article.id}-{n}", article.id, event, Edtf(event.date), event.status, who))
    return Briefing(
        tuple(articles), findings, tuple(actors.values()), tuple(sayings), tuple(happenings), local_actors=locals_
    )
