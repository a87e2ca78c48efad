"""What differs between two editions: the articles, actors, days, tags and dossiers whose pages must be planned anew."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TypeVar

from briefgen.records import Actor, ActorId, Article, ArticleId, Briefing, Happening, Saying, Touched

__all__ = ["what_differs"]

T = TypeVar("T")


def what_differs(old: Briefing, new: Briefing) -> Touched:
    """Compare two editions. Whatever shows a changed record's name, link or words counts as touched."""
    articles = _different(old.articles, new.articles, lambda article: article.id)
    actors = _different(old.actors, new.actors, lambda actor: actor.id)
    sayings = _different(old.sayings, new.sayings, lambda saying: saying.anchor)
    happenings = _different(old.happenings, new.happenings, lambda event: event.anchor)
    ids = {article.id for article in articles} | _neighbours(old, new, articles)
    who = {actor.id for actor in actors}
    days = {day for article in articles for day in _days_of_article(article)}
    for saying in sayings:
        ids |= {saying.article, *(source.article for source in saying.others)}
        who |= {actor for actor in (saying.speaker, *saying.joint) if actor}
        days |= set(_days_of(saying.date))
    for event in happenings:
        ids |= {event.article, *(source.article for source in event.others)}
        who |= {*event.actors, *([event.reported_by] if event.reported_by else [])}
        days |= set(_days_of(event.date))
    renamed = {actor.id for actor in _different(old.actors, new.actors, lambda actor: actor.id, _face)}
    for briefing in (old, new):
        shown = _where_shown(briefing, renamed)
        ids |= shown[0]
        who |= shown[1] | _company(briefing, ids)
        days |= shown[2]
    return Touched(
        frozenset(ids),
        frozenset(who),
        frozenset(part for day in days for part in _parts(day)),
        frozenset(tag for briefing in (old, new) for one in briefing.articles if one.id in ids for tag in one.tags),
        frozenset(dossier.name for briefing in (old, new) for dossier in briefing.dossiers),
    )


def _different(
    old: Sequence[T], new: Sequence[T], key: Callable[[T], Hashable], face: Callable[[T], object] = lambda value: value
) -> list[T]:
    """Records that are in one edition only, or are not the same in both (then both)."""
    if len(old) == len(new) and all(a is b for a, b in zip(old, new, strict=True)):
        return []
    before = {key(value): value for value in old}
    found = []
    for value in new:
        was = before.pop(key(value), None)
        if was is value:
            continue
        if was is None or face(was) != face(value):
            found += [value] if was is None else [was, value]
    return found + list(before.values())


def _face(actor: Actor) -> object:
    """What other pages show of an actor."""
    return actor.id, actor.name, actor.kind, actor.roles[:1], actor.role_set, actor.portrait, actor.former_ids


def _neighbours(old: Briefing, new: Briefing, articles: Iterable[Article]) -> set[ArticleId]:
    """Articles next to changed ones in the order of publication: their pages link to them."""
    changed = {article.id for article in articles}
    found: set[ArticleId] = set()
    for briefing in (old, new):
        order = [article.id for article in briefing.articles]
        for n, id in enumerate(order):
            if id in changed:
                found.update(order[max(0, n - 1) : n + 2])
    return found


def _where_shown(briefing: Briefing, actors: set[ActorId]) -> tuple[set[ArticleId], set[ActorId], set[str]]:
    """Articles, fellow actors and days on whose pages one of these actors is named."""
    if not actors:
        return set(), set(), set()
    ids = {seen.article for actor in briefing.actors if actor.id in actors for seen in actor.appearances}
    who: set[ActorId] = set()
    days = {day for article in briefing.articles if article.id in ids for day in _days_of_article(article)}
    for saying in briefing.sayings:
        if _tells(saying, actors):
            days |= set(_days_of(saying.date))
    for event in briefing.happenings:
        if _takes(event, actors):
            days |= set(_days_of(event.date))
            who |= set(event.actors)
    return ids, who, days


def _tells(saying: Saying, actors: set[ActorId]) -> bool:
    return saying.speaker in actors or not actors.isdisjoint(saying.joint)


def _takes(event: Happening, actors: set[ActorId]) -> bool:
    return event.reported_by in actors or not actors.isdisjoint(event.actors)


def _company(briefing: Briefing, articles: set[ArticleId]) -> set[ActorId]:
    """Everyone who appears in these articles: who appears with whom may differ."""
    return {id for (article, _), id in briefing.local_actors.items() if article in articles}


def _days_of_article(article: Article) -> list[str]:
    return [article.date.isoformat()] if article.date else []


def _days_of(date: str | None) -> list[str]:
    return date.replace("~", "").split("/") if date else []


def _parts(day: str) -> list[str]:
    """A day, its month and its year."""
    return [day[:size] for size in (10, 7, 4) if len(day) >= size]
