"""Who is who in every article: cards merged, ids given, `Actor` records made, the editor's word applied."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from briefgen.brief.actors import HEAD, NAMES, ArticleFacts, MergedActor, Own, actor_name, make_actor
from briefgen.brief.amend import amended
from briefgen.brief.blobs import packed, unpacked
from briefgen.brief.cards import Card, cards_of
from briefgen.brief.corrections import ActorFix, Split
from briefgen.brief.desk import Desk, keys_of_reference
from briefgen.brief.ids import Facts, Registry
from briefgen.brief.ledger import Ledger
from briefgen.brief.merge import Merge
from briefgen.brief.nodes import Place
from briefgen.brief.numbered import CardsAt, KeptCards, row_of
from briefgen.brief.ordered import Ordered
from briefgen.brief.people import weak_members
from briefgen.names import slug
from briefgen.records import Actor, ActorId, Article, ArticleId, Findings, LocalActor, LocalId

__all__ = ["Roster"]


class Roster:
    """The actors of all articles, and which of them each local actor is."""

    def __init__(self, ledger: Ledger, desk: Desk, findings: Callable[[str], Findings]) -> None:
        """`findings`: of an article, by its path."""
        self.actors: Ordered[Actor] = Ordered(_weightiest)  # by root
        self._findings = findings
        self.ids: dict[str, dict[LocalId, ActorId]] = defaultdict(dict)  # path: local actor to actor
        self.erased: dict[str, dict[LocalId, frozenset[str]]] = defaultdict(dict)  # path: who, with all their names
        self.merge = Merge(desk.apart(ledger.actors), desk.joined(ledger.actors))
        self.weak: dict[str, list[str]] = {}  # root: names that it has by weak signs only
        self._desk = desk
        self._ledger = ledger
        self._registry = Registry(ledger)
        self._facts: dict[str, ArticleFacts] = {}  # by path
        self._paths: dict[ArticleId, str] = {}
        self._places: dict[str, Iterable[Place]] = {}  # root: where its cards stand
        self._fixes: dict[str, tuple[ActorFix, ...]] = {}  # root: corrections of the actor
        self._gone: set[str] = set()  # roots that are erased
        self._was_split: dict[str, set[Split]] = {}  # path: the splits that found their actor there
        self._split_at: dict[str, list[Split]] = defaultdict(list)  # article, by path or slug
        for split in desk.splits:
            for article in split.articles:
                self._split_at[article].append(split)

    def __getstate__(self) -> dict[str, Any]:
        """For keeping: the actors in their order, who is who each way, and what is known of articles, a blob each.

        What their cards tell of actors is not kept a second time."""
        actors = [(root, *_kept(self.actors.values[root])) for root in self.actors.order]
        numbers = self.merge.numbers()
        places = {root: row_of(own, numbers) for root, own in self._places.items()}
        large = {"actors": actors, "ids": self.ids, "_places": places, "_facts": self._facts}
        return {**vars(self), **{name: packed(table) for name, table in large.items()}}

    def __setstate__(self, state: dict[str, Any]) -> None:
        kept = unpacked(state.pop("actors"), list[tuple[str, Actor, bool]])
        self.ids = defaultdict(dict, unpacked(state.pop("ids"), dict[str, dict[LocalId, ActorId]]))
        self._facts = unpacked(state.pop("_facts"), dict[str, ArticleFacts])
        rows = unpacked(state.pop("_places"), dict[str, bytes])
        vars(self).update(state)
        cards, facts = self.merge.kept, dict(self._facts)
        assert cards is not None
        self._places = {root: CardsAt(row, cards) for root, row in rows.items()}
        self.actors = Ordered(_weightiest)
        actors = {
            root: actor if is_whole else MergedActor.of(HEAD(actor), partial(_own, cards, rows[root], facts))
            for root, actor, is_whole in kept
        }
        self.actors.fill(actors, actors)

    def update(
        self,
        fresh: Mapping[str, Article],
        casts: Mapping[str, tuple[Card, ...]],
        gone: Iterable[str],
        orphans: Iterable[ActorId] = (),
    ) -> set[str]:
        """Take articles in, each with the cards of its actors, and out; forget ids of `orphans` that nobody holds.

        Returns the paths in which a local actor is another actor now."""
        gone = set(gone)
        incoming = {}
        for path in gone | (fresh.keys() & self._facts.keys()):
            self._paths.pop(self._facts.pop(path)[0], None)
            self._was_split.pop(path, None)
        for path, article in fresh.items():
            cards = self._split(article, casts[path])
            for card in cards:
                card.at(path)
            incoming[path] = (cards, article.date)
            self._facts[path] = (article.id, article.date)
            self._paths[article.id] = path
        roots = self.merge.update(incoming, gone)
        cards_now = {root: cards for root in roots if (cards := self.merge.cards(root))}
        changed = self._give_ids(cards_now, roots, {article.id for article in fresh.values()})
        changed |= self._registry.erase_orphans(orphans)
        changed |= self._apply_desk()
        return self._settle(roots, cards_now, changed)

    def resolve(self, reference: str) -> tuple[str, ...]:
        """The roots that a correction means by an id or a name: one when it is clear, several, or none."""
        held = self._registry.root_of(ActorId(reference))
        if held and (held in self._places or self.merge.cards(held)):
            return (held,)
        for key in keys_of_reference(reference, self._ledger.actors):
            if (root := self.merge.root_by_name(key)) and self.merge.cards(root):
                return (root,)
        for key in keys_of_reference(reference, self._ledger.actors):
            if roots := self.merge.called(key):
                return tuple(sorted(roots))
        return ()

    def id_meant(self, reference: str) -> ActorId | None:
        """The id of the one actor that a correction means."""
        roots = self.resolve(reference)
        return self._registry.id_of(roots[0]) if len(roots) == 1 and roots[0] not in self._gone else None

    def is_split(self, split: Split, article: str) -> bool:
        """Whether a split found its actor in an article, named by its id or path."""
        return split in self._was_split.get(self._paths.get(ArticleId(article), article), ())

    def id_of(self, root: str) -> ActorId | None:
        """The id of a root that has a page."""
        return self._registry.id_of(root) if root in self.actors.values else None

    def name_of(self, root: str) -> str | None:
        return self.actors.values[root].name if root in self.actors.values else None

    def printed(self, key: str) -> str:
        """The name that articles print under a folded name."""
        return actor_name(self.merge.node_cards(key))

    def path_of(self, key: str) -> str:
        """The first article that prints a name."""
        return self.merge.node_cards(key)[0].path

    def all_names(self) -> list[str]:
        """Ids and names of all actors, for suggestions."""
        return sorted({text for actor in self.actors.values.values() for text in (actor.id, actor.name)})

    def _split(self, article: Article, cards: tuple[Card, ...]) -> tuple[Card, ...]:
        """The cards with the names that the editor parted in this article."""
        splits = [*self._split_at.get(article.id, ()), *self._split_at.get(article.path, ())]
        if not splits:
            return cards
        found = self._findings(article.path)
        meant = [(one, _split_of(one, splits, self._ledger)) for one in found.actors]
        self._was_split[article.path] = {split for _, split in meant if split}
        return cards_of(replace(found, actors=tuple(_renamed(one, split) if split else one for one, split in meant)))

    # ------------------------------------------------------------ ids

    def _give_ids(self, cards_now: Mapping[str, tuple[Card, ...]], roots: set[str], slugs: set[ArticleId]) -> set[str]:
        keys = roots.union(*[[card.key for card in cards] for cards in cards_now.values()])
        keys |= {key for root in roots for key in self.merge.keys(root)}

        def facts(root: str) -> Facts | None:
            cards = cards_now[root] if root in cards_now else () if root in roots else self.merge.cards(root)
            return self._known_by(root, cards) if cards else None

        return self._registry.update(roots, keys, slugs, self._holder, facts)

    def _known_by(self, root: str, cards: tuple[Card, ...]) -> Facts:
        """What the ledger keeps of an actor: a name that is its own, and an article that prints it."""
        full = set(self.merge.keys(root)) if " " in root else {root}
        own = [card for card in cards if card.key in full] or list(cards)
        counts = Counter([card.name for card in own])
        each: dict[tuple[str, str], Card] = {}  # the first that prints a name
        for card in own:
            each.setdefault((card.key, card.name), card)
        first = max(each.values(), key=lambda card: (card.key == root, counts[card.name], card.name))
        article = min([self._facts[card.path][0] for card in own if card.name == first.name])
        return Facts(actor_name(cards), first.name, first.kind, article)

    def _holder(self, key: str, article: str) -> str | None:
        """The root that a name in the ledger belongs to: a full name wherever it is, a bare one in its article.

        A name that a better rule cut, completed or parted leads to whom its article calls nearly so."""
        path = self._paths.get(ArticleId(article), "")
        places = [self.merge.root_by_key_in(path, key), self.merge.root_by_name(key)]
        if " " in key:
            places.reverse()
        near = (self.merge.root_by_alias_in, self.merge.root_by_part_in)
        return next((root for root in places if root), None) or next(filter(None, (by(path, key) for by in near)), None)

    # ------------------------------------------------------------ the editor's word

    def _apply_desk(self) -> set[str]:
        """Find whom the corrections mean now. Returns the roots to be made anew."""
        before, gone_before = self._fixes, self._gone
        fixes: dict[str, tuple[ActorFix, ...]] = {}
        for fix in self._desk.actor_fixes:
            roots = self.resolve(fix.actor)
            if len(roots) == 1:
                fixes[roots[0]] = (*fixes.get(roots[0], ()), fix)
        erased = [self.resolve(str(erase.actor)) for erase in self._desk.erased_actors]
        self._gone = {roots[0] for roots in erased if len(roots) == 1}
        self._fixes = fixes
        changed = {root for root in fixes.keys() | before.keys() if fixes.get(root) != before.get(root)}
        for root, own in sorted(fixes.items()):
            wished = next((fix.slug or fix.actor for fix in own if fix.slug or fix.join), None)
            if wished and self._prefer(root, ActorId(slug(wished))):
                changed.add(root)
        return changed | (self._gone ^ gone_before)

    def _prefer(self, root: str, id: ActorId) -> bool:
        if self._registry.id_of(root) == id:
            return False
        return self._registry.prefer(root, id, self._known_by(root, self.merge.cards(root)))

    # ------------------------------------------------------------ records

    def _settle(self, roots: set[str], cards_now: Mapping[str, tuple[Card, ...]], changed: set[str]) -> set[str]:
        """Make the actors of these roots anew; note which local actors they are."""
        again = {root: cards for root in changed - roots if (cards := self.merge.cards(root))}
        old, masked = self._unsettle((*roots, *changed))
        moved: set[str] = set()  # paths
        made = {}
        for root, cards in (*cards_now.items(), *again.items()):
            self._places[root] = places = tuple([(card.path, card.local) for card in cards])
            if weak := weak_members(self.merge.nodes(root)):
                self.weak[root] = weak
            if root in self._gone:
                names = self._erase(root, cards)
                moved |= {place[0] for place in places if masked.pop(place, None) != names}
            elif not any(fix.hide for fix in self._fixes.get(root, ())):
                actor = self._make(root, cards)
                made[root] = actor
                ids, id = self.ids, actor.id
                for place in places:
                    path, local = place
                    ids[path][local] = id
                    if old.pop(place, None) != id:
                        moved.add(path)
        self.actors.update(made, (roots | changed) - made.keys())
        return moved | {path for path, _ in (*old, *masked)}

    def _unsettle(self, roots: Iterable[str]) -> tuple[dict[Place, ActorId], dict[Place, frozenset[str]]]:
        """Forget whom the local actors of these roots were; returns it, and of those that are erased all names."""
        old: dict[Place, ActorId] = {}
        masked: dict[Place, frozenset[str]] = {}
        for root in roots:
            self.weak.pop(root, None)
            for path, local in self._places.pop(root, ()):
                if names := self.erased.get(path, {}).pop(local, None):
                    masked[path, local] = names
                if (id := self.ids[path].pop(local, None)) is not None:
                    old[path, local] = id
        return old, masked

    def _erase(self, root: str, cards: tuple[Card, ...]) -> frozenset[str]:
        """Note whom nobody may name; returns all names of them."""
        names = frozenset(name for card in cards for name in (card.name, *card.aliases))
        for card in cards:
            self.erased[card.path][card.local] = names
        self._registry.erase(root)
        return names

    def _make(self, root: str, cards: tuple[Card, ...]) -> Actor:
        id = self._registry.id_of(root)
        assert id is not None, root
        is_own = partial(self.merge.is_name_of, root=root)
        actor = make_actor(id, cards, self._facts, self._registry.former(id), is_own)
        return amended(actor, self._fixes.get(root, ()), self._own_name, self._desk.pages_of(actor))

    def _own_name(self, reference: str) -> str | None:
        """The name that articles print for whom a join's first actor means, others left out."""
        for key in keys_of_reference(reference, self._ledger.actors):
            if cards := self.merge.own_cards(key):
                return actor_name(cards)
        return None


def _kept(actor: Actor) -> tuple[Actor, bool]:
    """The actor as it is kept, and whether that is all of it."""
    if isinstance(actor, MergedActor) and not actor.is_amended:
        return Actor(**dict(zip(NAMES, HEAD(actor), strict=True))), False
    return actor, True


def _own(cards: KeptCards, row: bytes, facts: Mapping[str, ArticleFacts]) -> Own:
    """What an actor is worked out from, as it was kept."""
    own = cards.at(row)
    return own, [facts[card.path] for card in own]


def _weightiest(actor: Actor) -> tuple[float, ActorId]:
    return -actor.salience, actor.id


def _split_of(actor: LocalActor, splits: Iterable[Split], ledger: Ledger) -> Split | None:
    """The split that means the local actor by one of its names."""
    forms = {key for form in (actor.name, *actor.aliases) for key in keys_of_reference(form, {})}
    return next((split for split in splits if forms.intersection(keys_of_reference(split.actor, ledger.actors))), None)


def _renamed(actor: LocalActor, split: Split) -> LocalActor:
    """The local actor under the name that a split gives it."""
    return LocalActor(actor.id, split.name, actor.kind, (), actor.roles, actor.mentions, actor.salience, actor.gender)
