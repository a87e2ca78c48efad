"""Permanent ids of actors: an id once given is claimed by whoever holds its name, or else its article's card."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from briefgen.brief.ledger import ActorEntry, Ledger
from briefgen.names import slug
from briefgen.records import ActorId

__all__ = ["Registry"]

Holder = Callable[[str, str], str | None]  # (name key, article) -> the root that has it now


@dataclass(frozen=True, slots=True)
class Facts:
    """Of a root: the name to make a slug of; the name that it is known by, its kind and an article that prints it."""

    shown: str
    name: str
    kind: str
    article: str

    @property
    def entry(self) -> ActorEntry:
        return ActorEntry(self.name, self.kind, self.article)


class Registry:
    """Which root has which id. Reads and writes the ledger's actors."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._by_key: dict[str, set[ActorId]] = defaultdict(set)
        self._by_article: dict[str, set[ActorId]] = defaultdict(set)
        self._root_of: dict[ActorId, str] = {}
        self._claims: dict[str, set[ActorId]] = defaultdict(set)
        self._id_of: dict[str, ActorId] = {}
        self._merged: dict[ActorId, set[ActorId]] = defaultdict(set)
        for id, entry in ledger.actors.items():
            self._index(id, entry)

    def id_of(self, root: str) -> ActorId | None:
        return self._id_of.get(root)

    def root_of(self, id: ActorId) -> str | None:
        """The root that holds an id given before, redirected or not."""
        return self._root_of.get(id)

    def prefer(self, root: str, wished: ActorId, facts: Facts) -> bool:
        """Let a root have this id from now on, if no other holds it. Its other ids lead to it."""
        if self._root_of.get(wished, root) != root or (
            wished in self._ledger.actors and wished not in self._claims[root]
        ):
            return False
        if wished not in self._ledger.actors:
            self._enter(wished, facts.entry)
            self._root_of[wished] = root
            self._claims[root].add(wished)
        self._id_of[root] = wished
        self._know_in_full(wished, root, facts)
        for id in sorted(self._claims[root]):
            entry, now = self._ledger.actors[id], None if id == wished else wished
            if entry.now != now:
                self._enter(id, replace(entry, now=now))
        return True

    def erase(self, root: str) -> None:
        """Take every id of a root out of the ledger."""
        for id in sorted(self._claims.pop(root, set())):
            self._forget(id)
        self._id_of.pop(root, None)

    def erase_orphans(self, ids: Iterable[ActorId]) -> set[str]:
        """Take those of these ids out of the ledger that nobody holds. Returns the roots to whose ids they led."""
        orphans = [id for id in ids if id in self._ledger.actors and id not in self._root_of]
        led_to = self._led_to(orphans)
        for id in orphans:
            self._forget(id)
        return led_to

    def _forget(self, id: ActorId) -> None:
        entry = self._ledger.actors.pop(id)
        self._by_key[entry.key].discard(id)
        self._by_article[entry.article].discard(id)
        if entry.now:
            self._merged[entry.now].discard(id)
        self._root_of.pop(id, None)

    def former(self, id: ActorId) -> tuple[ActorId, ...]:
        """The ids that lead to this one."""
        found: set[ActorId] = set()
        todo = [id]
        while todo:
            below = self._merged.get(todo.pop(), set()) - found - {id}
            found |= below
            todo += below
        return tuple(sorted(found))

    def update(
        self,
        roots: Iterable[str],
        keys: Iterable[str],
        articles: Iterable[str],
        holder: Holder,
        facts: Callable[[str], Facts | None],
    ) -> set[str]:
        """Give ids to roots that are new, changed or gone (`facts` tells: None).

        `keys` and `articles`: where entries of the ledger may have found another holder. Returns the roots whose id
        or former ids changed.
        """
        before = {root: self._face(root) for root in roots}
        moved = {id for key in keys for id in self._by_key.get(key, ())}
        moved |= {id for article in articles for id in self._by_article.get(article, ())}
        moved |= {id for root in before for id in self._claims.get(root, ())}
        changed = self._claim(moved, holder) | before.keys()
        before |= {root: self._face(root) for root in self._led_to(moved) - before.keys()}
        for root in sorted(changed):
            before.setdefault(root, self._face(root))
            self._choose(root, facts(root))
        return {root for root, face in before.items() if face != self._face(root)}

    def _led_to(self, ids: Iterable[ActorId]) -> set[str]:
        """The roots to whose ids these lead: their former ids differ when one of these is claimed by another."""
        seen: set[ActorId] = set()
        for id in ids:
            now = self._ledger.actors[id].now
            while now and now not in seen:
                seen.add(now)
                now = self._ledger.actors[now].now if now in self._ledger.actors else None
        return {root for id in seen if (root := self._root_of.get(id))}

    def _face(self, root: str) -> object:
        id = self._id_of.get(root)
        return id and (id, self.former(id))

    def _claim(self, moved: set[ActorId], holder: Holder) -> set[str]:
        """Find the present holder of each id; returns the roots that lost or won one."""
        changed = set()
        for id in sorted(moved):
            entry = self._ledger.actors[id]
            was, now = self._root_of.get(id), holder(entry.key, entry.article)
            if was != now:
                changed |= {root for root in (was, now) if root}
                if was:
                    self._claims[was].discard(id)
                self._root_of.pop(id, None)
                if now:
                    self._root_of[id] = now
                    self._claims[now].add(id)
        return changed

    def _choose(self, root: str, facts: Facts | None) -> None:
        """Take the root's id among those it holds, else give a new one."""
        if facts is None:
            self._id_of.pop(root, None)
            return
        claimed = self._claims[root]
        if not claimed:
            id = self._new(facts.shown)
            self._enter(id, facts.entry)
            self._root_of[id] = root
            claimed.add(id)
        id = self._id_of[root] = min(claimed, key=lambda id: self._rank(id, root))
        for other in claimed - {id}:
            self._enter(other, replace(self._ledger.actors[other], now=id))
        self._know_in_full(id, root, facts)
        if (entry := self._ledger.actors[id]).now:
            self._enter(id, replace(entry, now=None))

    def _know_in_full(self, id: ActorId, root: str, facts: Facts) -> None:
        """An id that was given for a part of a name is known by the full one from now on."""
        if " " not in self._ledger.actors[id].key and " " in root:
            self._enter(id, facts.entry)

    def _rank(self, id: ActorId, root: str) -> tuple[bool, bool, bool, int, ActorId]:
        entry = self._ledger.actors[id]
        key = entry.key
        return entry.now is not None, key != root, " " not in key, len(id), id

    def _new(self, name: str) -> ActorId:
        wished = slug(name.removeprefix("the ").removeprefix("The "), "actor")
        id, n = ActorId(wished), 2
        if id in self._ledger.actors and id not in self._root_of and self._ledger.actors[id].now is None:
            return id  # the address outlives the article that spelt the name so
        while id in self._ledger.actors:
            id, n = ActorId(f"{wished}-{n}"), n + 1
        return id

    def _enter(self, id: ActorId, entry: ActorEntry) -> None:
        if old := self._ledger.actors.get(id):
            self._by_key[old.key].discard(id)
            self._by_article[old.article].discard(id)
            if old.now:
                self._merged[old.now].discard(id)
        self._ledger.actors[id] = entry
        self._index(id, entry)

    def _index(self, id: ActorId, entry: ActorEntry) -> None:
        self._by_key[entry.key].add(id)
        self._by_article[entry.article].add(id)
        if entry.now:
            self._merged[entry.now].add(id)
