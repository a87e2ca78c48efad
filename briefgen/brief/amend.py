"""Corrections and the editor's pages applied to records."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from briefgen.brief.corrections import ActorFix
from briefgen.brief.desk import EditorPage
from briefgen.records import Actor

__all__ = ["amended"]


def amended(
    actor: Actor,
    fixes: Iterable[ActorFix],
    own_name: Callable[[str], str | None],
    pages: Iterable[EditorPage],
) -> Actor:
    """The actor as the editor wants it. Of two corrections of one thing the later in the file counts."""
    for page in pages:
        actor = replace(
            actor,
            name=page.text("name") or actor.name,
            portrait=page.text("portrait") or actor.portrait,
            link=page.text("link") or actor.link,
            role_set=page.text("role") or actor.role_set,
            note=page.html or actor.note,
        )
    for fix in fixes:
        name = fix.name or (own_name(fix.actor) if fix.join else None) or actor.name
        actor = _named(actor, name)
        actor = replace(
            actor,
            kind=fix.kind or actor.kind,
            role_set=fix.role or actor.role_set,
            portrait=fix.portrait or actor.portrait,
            link=fix.link or actor.link,
        )
    return actor


def _named(actor: Actor, name: str) -> Actor:
    if name == actor.name:
        return actor
    others = (actor.name, *(alias for alias in actor.aliases if alias != name))
    return replace(actor, name=name, aliases=others)
