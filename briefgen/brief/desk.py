"""The editor's desk: corrections and the editor's own pages, as the merge asks for them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import PurePosixPath

from briefgen.brief.corrections import (
    ActorFix,
    Confirm,
    Correction,
    Erase,
    EventFix,
    NotSame,
    QuoteFix,
    Split,
)
from briefgen.brief.forms import as_body, person_key
from briefgen.brief.ledger import ActorEntry
from briefgen.records import Actor, ActorId

__all__ = ["ACTOR_PAGES", "DOSSIER_PAGES", "Desk", "EditorPage", "keys_of_reference"]

ACTOR_PAGES, DOSSIER_PAGES = "actors/", "briefings/"  # folders below content/
Entries = Mapping[ActorId, ActorEntry]


@dataclass(frozen=True, slots=True)
class EditorPage:
    """A page of the editor's own: path below content/, its front matter, its text as sanitised HTML."""

    path: str
    front: Mapping[str, str | tuple[str, ...]]
    html: str = ""

    def text(self, key: str) -> str | None:
        value = self.front.get(key)
        return value if isinstance(value, str) and value.strip() else None

    def texts(self, key: str) -> tuple[str, ...]:
        value = self.front.get(key, ())
        return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value

    @property
    def stem(self) -> str:
        return PurePosixPath(self.path).stem


class Desk:
    """All that the editor says, sorted by what it is about."""

    def __init__(self, corrections: Iterable[Correction] = (), pages: Iterable[EditorPage] = ()) -> None:
        self.corrections = tuple(corrections)
        self.pages = tuple(pages)
        self.actor_fixes = tuple(one for one in self.corrections if isinstance(one, ActorFix))
        self.erasures = tuple(one for one in self.corrections if isinstance(one, Erase))
        self.erased_actors = tuple(erase for erase in self.erasures if erase.actor)
        self.erased_articles = frozenset(erase.article for erase in self.erasures if erase.article)
        self.splits = tuple(one for one in self.corrections if isinstance(one, Split))
        self.quote_fixes = tuple(one for one in self.corrections if isinstance(one, QuoteFix))
        self.event_fixes = tuple(one for one in self.corrections if isinstance(one, EventFix))
        self.confirmed = tuple(one for one in self.corrections if isinstance(one, Confirm))
        self.parted = tuple(one for one in self.corrections if isinstance(one, NotSame))

        self._actor_pages: dict[str, list[EditorPage]] = defaultdict(list)
        for page in self.pages:
            if page.path.startswith(ACTOR_PAGES):
                self._actor_pages[page.text("actor") or page.stem].append(page)

    def pages_of(self, actor: Actor) -> list[EditorPage]:
        """The editor's pages of an actor: named as its id, a former id or its name, or saying so (`actor:`)."""
        if not self._actor_pages:
            return []
        return [page for name in (actor.id, *actor.former_ids, actor.name) for page in self._actor_pages.get(name, ())]

    def apart(self, entries: Entries) -> frozenset[frozenset[str]]:
        """Pairs of names that are two actors."""
        pairs = [pair for parted in self.parted for pair in combinations(parted.actors, 2)]
        pairs += [(split.actor, split.name) for split in self.splits]
        return frozenset(
            frozenset((one, other))
            for first, second in pairs
            for one in keys_of_reference(first, entries)
            for other in keys_of_reference(second, entries)
            if one != other
        )

    def joined(self, entries: Entries) -> dict[str, tuple[str, ...]]:
        """Names that are another's: each with the names of the one that it joins."""
        found: dict[str, tuple[str, ...]] = defaultdict(tuple)
        for fix in self.actor_fixes:
            into = keys_of_reference(fix.actor, entries)
            for other in fix.join:
                for key in keys_of_reference(other, entries):
                    if key not in into:
                        found[key] += into
        return found


def keys_of_reference(reference: str, entries: Entries) -> tuple[str, ...]:
    """The folded names that a correction may mean by an id or a printed name."""
    if entry := entries.get(ActorId(reference)):
        return (entry.key,)
    words = reference.replace("-", " ") if " " not in reference else reference
    return tuple(dict.fromkeys((person_key(reference), as_body(reference).key, person_key(words), as_body(words).key)))
