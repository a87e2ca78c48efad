"""Local actors of all articles joined: who is one actor. Kept current as articles come, change and go.

What is decided is a function of the set of cards alone, never of the order in which they came. Four steps, each
redone only where something it looks at changed: nodes (one printed name each); groups of full names (people by
surname, a body by itself); adoption of shorter names; bare names, weighed article by article.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, MutableMapping
from itertools import chain
from typing import Any

from briefgen.brief.blobs import packed, unpacked
from briefgen.brief.bodies import adopting
from briefgen.brief.cards import Card
from briefgen.brief.encoded import Overlaid
from briefgen.brief.evidence import Candidate, Settings, Verdict, weigh
from briefgen.brief.forms import as_body, as_person, fold_surname
from briefgen.brief.index import Index
from briefgen.brief.nodes import Node, Place
from briefgen.brief.numbered import CardsAt, KeptCards, kept_cards, row_of
from briefgen.brief.people import group_people

__all__ = ["Merge"]

SELDOM = 10  # of so many uses of a bare name for people who do not have it in their full name, one is a slip
ESTABLISHED = 3  # times as often reported as the longer name that it stands in
Incoming = Mapping[str, tuple[tuple[Card, ...], dt.date | None]]  # of each article, by path: its cards and day


class Merge:
    """The joined actors. A group is known by its lead: the key of its most reported node."""

    def __init__(
        self, apart: frozenset[frozenset[str]] = frozenset(), joined: Mapping[str, tuple[str, ...]] | None = None
    ) -> None:
        """`apart`: pairs of names that the editor parted; `joined`: names that the editor joined to others."""
        self.verdicts: dict[str, dict[Place, Verdict]] = {}  # bare name: the verdict on each of its cards
        self._apart, self._joined = apart, joined or {}
        self._joining: dict[str, set[str]] = defaultdict(set)
        for key, others in self._joined.items():
            for other in others:
                self._joining[other].add(key)
        self._cards: MutableMapping[str, tuple[Card, ...]] = {}
        self.kept: KeptCards | None = None  # the cards as they were read back
        self._days: dict[str, dt.date | None] = {}
        self._settings = Settings(self._cards, self._days)
        self._index = Index()
        self._group: dict[str, str] = {}  # node key: its group's lead
        self._nodes_of: dict[str, tuple[str, ...]] = {}  # lead: node keys
        self._parent: dict[str, str] = {}  # lead: the lead that adopts it
        self._children: dict[str, set[str]] = defaultdict(set)
        self._owned: dict[str, tuple[str | None, str, str | None]] = {}  # name: its route, root, whose first name
        self._given: dict[str, set[str]] = defaultdict(set)  # lead: bare names with cards given to it

    def __getstate__(self) -> dict[str, Any]:
        """For keeping: all cards in blobs, what else there is of every article, and which cards a node has."""
        kept = {name: part for name, part in vars(self).items() if name not in ("_settings", "kept")}
        numbers = self.numbers()
        nodes = {key: row_of(node.cards, numbers) for key, node in self._index.nodes.items()}
        return {**kept, "_cards": kept_cards(self._cards), "_days": packed(self._days), "nodes": packed(nodes)}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.kept = KeptCards(*state.pop("_cards"))
        self._cards = Overlaid(self.kept)
        self._days = unpacked(state.pop("_days"), dict[str, dt.date | None])
        self._settings = Settings(self._cards, self._days)
        nodes = unpacked(state.pop("nodes"), dict[str, bytes])
        vars(self).update(state)
        for key, row in nodes.items():
            self._index.nodes[key].cards = CardsAt(row, self.kept)

    def update(self, changed: Incoming, removed: Iterable[str]) -> set[str]:
        """Take articles in and out. Returns the roots whose cards may differ; some of them may be gone."""
        keys = self._replace_cards(changed, removed)
        touched = {self.root(key) for key in keys}
        keys = self._regroup(keys, touched)
        keys |= {form for key in keys for form in self._index.forms(key)}
        keys |= {other for key in keys for other in (*self._joined.get(key, ()), *self._joining.get(key, ()))}
        keys = self._readopt(keys, touched)
        self._reweigh(keys, touched)
        touched |= self._calling(keys)
        return touched

    def is_name_of(self, key: str, root: str) -> bool:
        """Whether a printed form may be shown as a name of this actor: no other actor has it for its own."""
        node = self._index.nodes.get(key)
        if node is None or self.root(key) == root:
            return True
        if self._index.routes[key] != "bare" or self._index.routes[root] == "body":
            return False
        return self._first_name_of(key) in (None, root)

    def _first_name_of(self, key: str) -> str | None:
        """The one whose first name a bare name is in (nearly) all articles; others merely have it in theirs."""
        uses: dict[str, int] = defaultdict(int)
        for owner, count in self._index.owners.get(key, {}).items():
            uses[self.root(owner)] += count
        known = max(uses, key=lambda root: (uses[root], root), default=None)
        if known is None or as_person(known).given[:1] != (key,):
            return None
        return known if uses[known] * SELDOM >= sum(uses.values()) * (SELDOM - 1) else None

    def _calling(self, keys: set[str]) -> set[str]:
        """The roots that articles call by one of these names, where the name has another owner than before."""
        found: set[str] = set()
        for key in keys:
            now = (self._index.routes.get(key), self.root(key), self._first_name_of(key))
            if self._owned.get(key) != now:
                self._owned[key] = now
                found |= {self.root(owner) for owner in self._index.owners.get(key, ())}
        return found

    def root(self, key: str) -> str:
        """The lead under which a node's cards are shown."""
        lead = self._group.get(key, key)
        while lead in self._parent:
            lead = self._parent[lead]
        return lead

    def cards(self, root: str) -> tuple[Card, ...]:
        """All cards of a root, by article: under full, adopted and bare names. () when it is gone."""
        found: dict[Place, Card] = {}
        if root in self._parent:
            return ()
        for lead in self._family(root):
            for key in self._nodes_of.get(lead, ()):
                cards: Mapping[Place, Card] = self._index.nodes[key].cards if key in self._index.nodes else {}
                if told := self.verdicts.get(key):
                    mine = (None, root)
                    cards = {place: card for place, card in cards.items() if told.get(place, _NOBODY).lead in mine}
                found.update(cards)
        for key in self._given.get(root, ()):
            node = self._index.nodes[key]
            found |= {place: node.cards[place] for place, told in self.verdicts[key].items() if told.lead == root}
        return tuple([found[place] for place in sorted(found)])

    def numbers(self) -> dict[Place, int]:
        """The number that each card has in the order of the articles, by where it stands."""
        return {card.place: number for number, card in enumerate(chain.from_iterable(self._cards.values()))}

    def roots(self) -> set[str]:
        """Every lead that is adopted by none; a bare one may have no cards left."""
        return {lead for lead in self._nodes_of if lead not in self._parent}

    def keys(self, root: str) -> tuple[str, ...]:
        """The node keys under a root, bare ones that were given to it left out."""
        return tuple(sorted(key for lead in self._family(root) for key in self._nodes_of.get(lead, ())))

    def root_by_name(self, key: str) -> str | None:
        """The root of a name that some article gives in full."""
        return self.root(key) if key in self._index.nodes else None

    def root_by_key_in(self, path: str, key: str) -> str | None:
        """The root of the local actor of one article that has this name."""
        return next((self._root_of_card(card) for card in self._cards.get(path, ()) if card.key == key), None)

    def root_by_alias_in(self, path: str, key: str) -> str | None:
        """The root of the local actor of one article that is also called so."""
        return next((self._root_of_card(card) for card in self._cards.get(path, ()) if key in card.alias_keys), None)

    def root_by_part_in(self, path: str, key: str) -> str | None:
        """The root of the one local actor whose name is in this name, or this name in it, word by word."""
        words = set(key.split())
        found = [card for card in self._cards.get(path, ()) if _is_nested(words, set(card.key.split()))]
        return self._root_of_card(found[0]) if len(found) == 1 else None

    def _root_of_card(self, card: Card) -> str:
        return self.verdicts.get(card.key, {}).get(card.place, _NOBODY).lead or self.root(card.key)

    def nodes(self, root: str) -> list[Node]:
        """The nodes of a root."""
        return [self._index.nodes[key] for key in self.keys(root) if key in self._index.nodes]

    def node_cards(self, key: str) -> tuple[Card, ...]:
        """The cards of one name, by article."""
        cards = self._index.nodes[key].cards
        return tuple(cards[place] for place in sorted(cards))

    def own_cards(self, key: str) -> tuple[Card, ...]:
        """The cards of the group of full names that this name is in, what it adopted left out."""
        nodes = [self._index.nodes[other] for other in self._nodes_of.get(self._group.get(key, ""), ())]
        return tuple(card for node in nodes for card in node)

    def called(self, form: str) -> set[str]:
        """The roots that some article calls by a form."""
        return {self.root(owner) for owner in self._index.owners.get(form, ()) if owner in self._group}

    # ------------------------------------------------------------ nodes

    def _replace_cards(self, changed: Incoming, removed: Iterable[str]) -> set[str]:
        """Put cards into nodes and out of them; the keys of the nodes that changed."""
        gone: dict[str, list[Place]] = defaultdict(list)
        new: dict[str, list[Card]] = defaultdict(list)
        for path in {*removed, *changed}:
            self._settings.pop(path, None)
            self._days.pop(path, None)
            for card in self._cards.pop(path, ()):
                gone[card.key].append((path, card.local))
        for path, (cards, day) in changed.items():
            self._cards[path], self._days[path] = cards, day
            for card in cards:
                new[card.key].append(card)
        keys = gone.keys() | new.keys()
        lost = {form for key in keys for form in self._index.forms(key)}  # names that may not be theirs any more
        for key in keys:
            self._index.replace(key, new[key], gone[key])
        return keys | lost

    # ------------------------------------------------------------ groups of full names

    def _regroup(self, keys: set[str], touched: set[str]) -> set[str]:
        """Group anew the surnames of these nodes. Returns the keys whose group may differ."""
        keys = keys | {form for key in keys for form in self._index.forms(key) if form in self._index.nodes}
        blocks = {block for key in keys for block in self._index.reroute(key)}
        regrouped = set(keys)
        for block in blocks:
            regrouped |= self._index.blocks.get(block, set())
        touched |= {self.root(key) for key in regrouped}
        for key in regrouped:
            self._nodes_of.pop(self._group.pop(key, key), None)
        for block in blocks:
            nodes = [self._index.nodes[key] for key in sorted(self._index.blocks.get(block, ()))]
            for group in group_people(nodes, self._apart):
                self._set_group([node.key for node in group])
        for key in keys & self._index.nodes.keys() - self._group.keys():
            self._set_group([key])
        return regrouped

    def _set_group(self, keys: list[str]) -> None:
        self._nodes_of[keys[0]] = tuple(keys)
        self._group |= dict.fromkeys(keys, keys[0])

    # ------------------------------------------------------------ adoption of shorter names

    def _readopt(self, keys: set[str], touched: set[str]) -> set[str]:
        """Decide anew who adopts the groups of these nodes. Returns all keys whose root may differ."""
        for key in keys:
            self._set_parent(key, None) if key not in self._nodes_of else None
        leads = sorted({self._group[key] for key in keys if key in self._group})
        below = {key for lead in leads for member in self._family(lead) for key in self._nodes_of.get(member, ())}
        touched |= {self.root(key) for key in below}
        for lead in leads:
            self._set_parent(lead, self._adopter(lead))
        touched |= {self.root(key) for key in below}
        return keys | below

    def _adopter(self, lead: str) -> str | None:
        index = self._index
        keys = self._nodes_of[lead]
        into = [other for key in keys for other in self._joined.get(key, ()) if self._group.get(other, lead) != lead]
        if into:
            return self._group[into[0]]
        if index.routes[lead] == "bare":
            return None
        if full := self._full_name_inside(lead):
            return self._unless_apart(lead, full)
        same_route = {
            self._group[owner]: count
            for key in keys
            for owner, count in sorted(index.owners.get(key, {}).items())
            if index.routes.get(owner) == index.routes[lead] and self._group.get(owner, lead) != lead
        }
        if whole := self._only_start_of(lead):
            return self._unless_apart(lead, whole)
        namesakes = index.namesakes(lead)
        owner = adopting(index.nodes[lead], same_route, self._spelt(lead), namesakes, index.reports)
        return self._unless_apart(lead, owner)

    def _only_start_of(self, lead: str) -> str | None:
        """ "Anna Maria" is cut off from "Anna Maria Berg", if she is the only one of that beginning."""
        whole = {self._group[key] for key in self._index.starts.get(lead, ()) if key in self._group} - {lead}
        return min(whole) if len(whole) == 1 and self._index.routes[lead] == "person" else None

    def _full_name_inside(self, lead: str) -> str | None:
        """ "Anna Berg Wins Vote", which an article also calls "Anna Berg": the well-known name is the actor's."""
        index, node = self._index, self._index.nodes[lead]
        inside = [
            form
            for form in sorted(node.aliases)
            if index.routes.get(form) == "person"
            and f" {form} " in f" {lead} "
            and index.reports(form) >= ESTABLISHED * len(node)
        ]
        return inside[0] if len(inside) == 1 else None

    def _unless_apart(self, lead: str, adopter: str | None) -> str | None:
        owner = self._group.get(adopter) if adopter else None
        return None if owner is None or owner == lead or self._are_apart(self._nodes_of[lead], owner) else owner

    def _are_apart(self, keys: Iterable[str], lead: str) -> bool:
        if not self._apart:
            return False
        return any(frozenset((key, other)) in self._apart for key in keys for other in self._nodes_of.get(lead, ()))

    def _set_parent(self, lead: str, parent: str | None) -> None:
        if old := self._parent.pop(lead, None):
            self._children[old].discard(lead)
        if parent and lead not in self._ancestors(parent):
            self._parent[lead] = parent
            self._children[parent].add(lead)

    def _ancestors(self, lead: str) -> set[str]:
        found = {lead}
        while lead in self._parent:
            lead = self._parent[lead]
            found.add(lead)
        return found

    def _family(self, lead: str) -> set[str]:
        """A lead and all that it adopted, however far down."""
        found, todo = {lead}, [lead]
        while todo:
            below = self._children.get(todo.pop(), set()) - found
            found |= below
            todo += below
        return found

    # ------------------------------------------------------------ bare names

    def _reweigh(self, keys: set[str], touched: set[str]) -> None:
        """Weigh anew the bare names that these nodes, or their people, may be called by."""
        people: dict[str, Candidate] = {}
        bare = {form for key in keys for form in (key, *self._index.forms(key))}
        bare |= {name for key in keys for name in self._index.bare_like(key)}
        bare |= {key.split()[0] for key in keys}
        for key in sorted(bare):
            touched |= {told.lead for told in self.verdicts.get(key, {}).values() if told.lead}
            for root in {told.lead for told in self.verdicts.pop(key, {}).values() if told.lead}:
                self._given[root].discard(key)
            node = self._index.nodes.get(key)
            cards = self._weighable(node) if node else []
            if cards:
                self._weigh_node(key, cards, people)
                touched.add(self.root(key))
                touched |= {told.lead for told in self.verdicts[key].values() if told.lead}

    def _weighable(self, node: Node) -> list[Card]:
        """Cards to be weighed one by one: partial names, and an acronym that several bodies have."""
        if self._index.routes[node.key] == "body" and node.key not in self._parent and self._spelt(node.key):
            return list(node) if any(as_body(card.name).is_acronym for card in node) else []
        return self._index.weighable(node, self._settings)

    def _spelt(self, key: str) -> dict[str, int]:
        """Bodies whose initials a name is, with their articles."""
        index = self._index
        spelt = sorted(index.initials.get(key, ()))
        return {other: index.reports(other) for other in spelt if other != key and index.routes.get(other) == "body"}

    def _weigh_node(self, key: str, cards: list[Card], people: dict[str, Candidate]) -> None:
        kin = {card.place: root for card in cards if (root := self._relative(key, card))}
        candidates = self._candidates(key, people)
        verdicts = weigh([card for card in cards if card.place not in kin], self._settings, candidates)
        self.verdicts[key] = verdicts = {**verdicts, **{place: Verdict(root) for place, root in kin.items()}}
        for told in verdicts.values():
            if told.lead:
                self._given[told.lead].add(key)

    def _relative(self, key: str, card: Card) -> str | None:
        """The root of the one person whom a first name means beside somebody of the same surname."""
        found = self._index.relatives(card, self._settings[card.path])
        roots = {self.root(other) for other in found} - {self.root(key)}
        return roots.pop() if len(roots) == 1 and not any(self._are_apart((key,), root) for root in roots) else None

    def _candidates(self, key: str, people: dict[str, Candidate]) -> list[Candidate]:
        """Who may be called by a bare name: those of this surname, those that articles call so."""
        index = self._index
        uses: dict[str, int] = defaultdict(int)
        for owner, count in index.owners.get(key, {}).items():
            if owner in self._group and index.routes[owner] == "person":
                uses[self.root(owner)] += count
        total = sum(uses.values())
        uses = {root: count for root, count in uses.items() if count * SELDOM >= total or self._has_word(root, key)}
        for owner in index.blocks.get(fold_surname(as_person(key).surname), ()):
            if self._group[owner] not in self._parent:  # a headline's "Anna Berg Backs Otto Kern" is no Kern
                uses.setdefault(self.root(owner), 0)
        for owner in self._spelt(key) if index.routes[key] == "body" else ():
            uses.setdefault(self.root(owner), index.owners.get(key, {}).get(owner, 0))
        uses = {root: n for root, n in uses.items() if root != self.root(key) and not self._are_apart((key,), root)}
        return [self._candidate(root, uses[root], people) for root in sorted(uses)]

    def _has_word(self, root: str, word: str) -> bool:
        return any(word in key.split() for key in self._nodes_of.get(root, ()))

    def _candidate(self, root: str, uses: int, people: dict[str, Candidate]) -> Candidate:
        if root not in people:
            nodes = [self._index.nodes[key] for key in self.keys(root)]
            cards = tuple(sorted((card for node in nodes for card in node), key=lambda card: card.place))
            people[root] = Candidate(root, cards, 0, self._settings)
        return people[root].used(uses)


def _is_nested(one: set[str], other: set[str]) -> bool:
    return one <= other or other <= one


_NOBODY = Verdict(None)
