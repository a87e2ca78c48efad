"""What differs between two editions: the articles, actors, days, tags and dossiers whose pages must be planned anew."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from briefgen.brief.happenings import EventReport
from briefgen.brief.sayings import QuoteReport
from briefgen.records import Actor, ActorId, Article, ArticleId, Briefing, Happening, Touched

__all__ = ["Changes", "what_differs"]


Told = tuple[Mapping[str, tuple[QuoteReport, ...]], Mapping[str, tuple[EventReport, ...]]]  # sayings, happenings


@dataclass(frozen=True, slots=True)
class Changes:
    """Records that are in one of two editions only; of changed ones the old and the new."""

    articles: list[Article]
    actors: list[Actor]
    sayings: list[tuple[QuoteReport, ...]]
    happenings: list[tuple[EventReport, ...]]
    plans: list[Happening]


def what_differs(old: Briefing, new: Briefing, changes: Changes, now: Told) -> Touched:
    """Compare two editions; `now`: what the new one tells.

    Whatever shows a changed record's name, link or words counts as touched."""
    ids = {article.id for article in changes.articles}
    ids |= {id for briefing in (old, new) for id in _neighbours(briefing, ids)}
    who = {actor.id for actor in changes.actors}
    days = {day for article in changes.articles for day in _days_of_article(article)}
    for quotes in changes.sayings:
        ids |= {report.article for report in quotes}
        who |= {actor for actor in (quotes[0].speaker, *quotes[0].joint) if actor}
        days |= set(_days_of(quotes[0].date))
    for events in changes.happenings:
        ids |= {report.article for report in events}
        who |= {actor for report in events for actor in report.actors}
        who |= {events[0].reported_by} if events[0].reported_by else set()
        days |= set(_days_of(events[0].date))
    for event in changes.plans:
        ids |= {event.article, *(source.article for source in event.others)}
        who |= {*event.actors, *([event.reported_by] if event.reported_by else [])}
        days |= set(_days_of(event.date))
    ids |= set(_with_other_past(old, new))
    renamed = _renamed(changes.actors)
    shown = _where_shown(new, now, renamed)  # what is in the old edition only is among the changes
    ids, who, days = ids | shown[0], who | shown[1], days | shown[2]
    who |= {id for briefing in (old, new) for id in _company(briefing, ids)}
    return Touched(
        frozenset(ids),
        frozenset(who),
        frozenset(part for day in days for part in _parts(day)),
        frozenset(tag for briefing in (old, new) for one in briefing.articles if one.id in ids for tag in one.tags),
        frozenset(dossier.name for briefing in (old, new) for dossier in briefing.dossiers),
    )


def _with_other_past(old: Briefing, new: Briefing) -> Iterable[ArticleId]:
    """Articles whose older versions or lost anchors differ."""
    yield from (id for id in old.versions.keys() | new.versions.keys() if old.versions.get(id) != new.versions.get(id))
    lost, now = old.lost_anchors, new.lost_anchors
    yield from (id for id in lost.keys() | now.keys() if lost.get(id) != now.get(id))


def _renamed(actors: Iterable[Actor]) -> set[ActorId]:
    """Actors of which other pages show something else now: the name, the address, ..., or nothing."""
    faces: dict[ActorId, list[object]] = {}
    for actor in actors:
        faces.setdefault(actor.id, []).append(_face(actor))
    return {id for id, seen in faces.items() if len(seen) == 1 or seen[0] != seen[1]}


def _face(actor: Actor) -> object:
    """What other pages show of an actor."""
    role = actor.roles[0].title if actor.roles else None
    return actor.name, actor.kind, role, actor.role_set, actor.portrait, actor.former_ids


def _neighbours(briefing: Briefing, changed: set[ArticleId]) -> set[ArticleId]:
    """Articles next to changed ones in the order of publication: their pages link to them."""
    order = [article.id for article in briefing.articles]
    places = [n for n, id in enumerate(order) if id in changed]
    return {id for n in places for id in order[max(0, n - 1) : n + 2]}


def _where_shown(briefing: Briefing, told: Told, actors: set[ActorId]) -> tuple[set[ArticleId], set[ActorId], set[str]]:
    """Articles, fellow actors and days on whose pages one of these actors is named."""
    if not actors:
        return set(), set(), set()
    ids = {seen.article for actor in briefing.actors if actor.id in actors for seen in actor.appearances}
    who: set[ActorId] = set()
    days = {day for article in briefing.articles if article.id in ids for day in _days_of_article(article)}
    sayings, happenings = told
    for first, *_ in sayings.values():
        if first.speaker in actors or (first.joint and not actors.isdisjoint(first.joint)):
            days |= set(_days_of(first.date))
    for group in happenings.values():
        named = [actor for report in group for actor in report.actors]
        if group[0].reported_by in actors or not actors.isdisjoint(named):
            days |= set(_days_of(group[0].date))
            who |= set(named)
    return ids, who, days


def _company(briefing: Briefing, articles: set[ArticleId]) -> set[ActorId]:
    """Everyone who appears in these articles: who appears with whom may differ."""
    return {who for id in articles for who in briefing.local_actors.get(id, {}).values()}


def _days_of_article(article: Article) -> list[str]:
    return [article.date.isoformat()] if article.date else []


def _days_of(date: str | None) -> list[str]:
    return date.replace("~", "").split("/") if date else []


def _parts(day: str) -> list[str]:
    """A day, its month and its year."""
    return [day[:size] for size in (10, 7, 4) if len(day) >= size]
