"""The compact card of a local actor: what merging needs to know, without its mentions."""

from dataclasses import dataclass

from briefgen.brief.forms import as_body, person_key
from briefgen.records import ActorKind, Findings, LocalActor, LocalId, Role

__all__ = ["Card", "cards_of", "form_key"]


@dataclass(frozen=True, slots=True, eq=False)
class Card:
    """One local actor. `key` and `alias_keys` are its names folded for comparing."""

    path: str  # of the article
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

    @property
    def place(self) -> tuple[str, LocalId]:
        """Where the local actor stands: its order among all cards."""
        return self.path, self.local


def cards_of(path: str, findings: Findings) -> tuple[Card, ...]:
    """The cards of an article's actors; names that fold to nothing have none."""
    return tuple(card for actor in findings.actors if (card := _card(path, actor)).key)


def form_key(name: str, kind: ActorKind) -> str:
    """A name folded for comparing, as its kind of actor wants it."""
    return person_key(name) if kind == "person" else as_body(name).key


def _card(path: str, actor: LocalActor) -> Card:
    key = form_key(actor.name, actor.kind)
    folded = {form_key(alias, actor.kind) for alias in actor.aliases} - {key, ""}
    return Card(
        path,
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
