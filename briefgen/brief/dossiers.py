"""Curated briefings: the editor's page `content/briefings/<name>.md` with what it selects."""

import datetime as dt
from collections.abc import Callable, Sequence

from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler

from briefgen.brief.desk import ACTOR_PAGES, DOSSIER_PAGES, EditorPage
from briefgen.names import slug
from briefgen.records import ActorId, Dossier, Doubt

__all__ = ["dossiers_of"]

NEAR = 0.85  # how alike a suggestion must be
ACTOR_KEYS = frozenset(("actor", "name", "portrait", "link", "role"))
DOSSIER_KEYS = frozenset(("slug", "title", "actors", "tags", "places", "since", "until"))


def dossiers_of(
    pages: Sequence[EditorPage], id_meant: Callable[[str], ActorId | None]
) -> tuple[tuple[Dossier, ...], tuple[Doubt, ...]]:
    """The dossiers by name, and what in their selections means nothing."""
    dossiers: dict[str, Dossier] = {}
    doubts: list[Doubt] = []
    for page in sorted((page for page in pages if page.path.startswith(DOSSIER_PAGES)), key=lambda page: page.path):
        name = slug(page.text("slug") or page.stem, "briefing")
        if name in dossiers:
            doubts.append(Doubt("slug", f"another briefing is called {name!r}", "give it a slug of its own", page.path))
            continue
        dossiers[name] = _dossier(name, page, id_meant, doubts)
    for page in sorted(pages, key=lambda page: page.path):
        doubts += _page_doubts(page, id_meant)
    return tuple(dossiers.values()), tuple(doubts)


def _page_doubts(page: EditorPage, id_meant: Callable[[str], ActorId | None]) -> list[Doubt]:
    """A note on nobody, and keys that mean nothing."""
    about_actor = page.path.startswith(ACTOR_PAGES)
    known = ACTOR_KEYS if about_actor else DOSSIER_KEYS
    doubts = []
    if about_actor and id_meant(reference := page.text("actor") or page.stem) is None:
        doubts.append(Doubt("other", f"{reference!r} is no actor", "name the file like the actor's id", page.path))
    for key in sorted(page.front.keys() - known):
        near = process.extractOne(key, sorted(known), scorer=JaroWinkler.similarity, score_cutoff=NEAR)
        meant = f"did you mean {near[0]!r}?" if near else f"there are: {', '.join(sorted(known))}"
        doubts.append(Doubt("other", f"the key {key!r} means nothing here", meant, page.path))
    return doubts


def _dossier(name: str, page: EditorPage, id_meant: Callable[[str], ActorId | None], doubts: list[Doubt]) -> Dossier:
    found = {reference: id_meant(reference) for reference in page.texts("actors")}
    for reference in (reference for reference, id in found.items() if id is None):
        doubts.append(Doubt("other", f"actors: {reference!r} is no actor", "write an actor's id or name", page.path))
    return Dossier(
        name,
        page.text("title") or page.stem.replace("-", " ").capitalize(),
        page.html,
        actors=tuple(dict.fromkeys(id for id in found.values() if id)),
        tags=page.texts("tags"),
        places=page.texts("places"),
        since=_day(page, "since", doubts),
        until=_day(page, "until", doubts),
    )


def _day(page: EditorPage, key: str, doubts: list[Doubt]) -> dt.date | None:
    value = page.text(key)
    if value is None:
        return None
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        doubts.append(Doubt("other", f"{key}: {value!r} is no day", f"{key}: 2031-05-15", page.path))
        return None
