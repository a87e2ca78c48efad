"""The compact card of a local actor: what merging needs to know, without its mentions."""

from collections.abc import Callable
from sys import intern
from typing import cast

import msgspec

from briefgen.brief.forms import as_body, person_key
from briefgen.records import ActorKind, Findings, LocalActor, LocalId, Role

__all__ = ["Card", "cards_of", "form_key"]

_intern_id = cast("Callable[[LocalId], LocalId]", intern)  # `LocalId(...)` around it is one more call for each card


class Card(msgspec.Struct, eq=False, array_like=True, gc=False):
    """One local actor. `key` and `alias_keys` are its names folded for comparing. `at` its place, it stays."""

    path: str  # of the article; empty while the card is kept
    local: LocalId
    name: str
    kind: ActorKind
    key: str
    aliases: tuple[str, ...]
    alias_keys: tuple[str, ...]
    gender: str | None
    roles: tuple[Role, ...]
    mentions: int
    salience: float

    def at(self, path: str) -> "Card":
        """The card, taken in for an article. The few names of ten thousand articles are kept once."""
        self.path = path
        self.local, self.name, self.key = _intern_id(self.local), intern(self.name), intern(self.key)
        if self.aliases:
            self.aliases, self.alias_keys = tuple(map(intern, self.aliases)), tuple(map(intern, self.alias_keys))
        return self

    @property
    def place(self) -> tuple[str, LocalId]:
        """Where the local actor stands: its order among all cards."""
        return self.path, self.local


def cards_of(findings: Findings) -> tuple[Card, ...]:
    """The cards of an article's actors, yet without its path; names that fold to nothing have none."""
    return tuple(card for actor in findings.actors if (card := _card(actor)).key)


def form_key(name: str, kind: ActorKind) -> str:
    """A name folded for comparing, as its kind of actor wants it."""
    return person_key(name) if kind == "person" else as_body(name).key


def _card(actor: LocalActor) -> Card:
    key = form_key(actor.name, actor.kind)
    folded = {form_key(alias, actor.kind) for alias in actor.aliases} - {key, ""}
    return Card(
        "",
        actor.id,
        actor.name,
        actor.kind,
        key,
        actor.aliases,
        tuple(sorted(folded)),
        actor.gender,
        actor.roles,
        len(actor.mentions),
        actor.salience,
    )
