"""Where nodes are found: by key, by surname, by the shorter forms that may stand for them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from functools import lru_cache
from typing import Literal

from briefgen.brief.bodies import without_country
from briefgen.brief.cards import Card
from briefgen.brief.evidence import Setting, role_words
from briefgen.brief.forms import REMEMBERED, as_body, as_person, fold_surname, same_given
from briefgen.brief.nodes import Node, Place

__all__ = ["Index", "Route"]

KIN = frozenset(
    ("husband", "wife", "son", "daughter", "brother", "sister", "father", "mother", "cousin", "nephew", "niece")
)
Route = Literal["person", "body", "bare"]


class Index:
    """All nodes and the ways to them. `replace` changes a node, `reroute` decides how it is to be joined."""

    def __init__(self) -> None:
        self.nodes: dict[str, Node] = {}
        self.owners: dict[str, dict[str, int]] = defaultdict(dict)  # form: node key -> articles that print it so
        self.initials: dict[str, set[str]] = defaultdict(set)  # acronym: keys of bodies spelt by it
        self.blocks: dict[str, set[str]] = defaultdict(set)  # folded surname: keys of people with given names
        self.starts: dict[str, set[str]] = defaultdict(set)  # first two words: keys of people with three or more
        self.given: dict[str, set[str]] = defaultdict(set)  # first name: keys of people with a surname
        self.routes: dict[str, Route] = {}
        self._placed: dict[str, set[str]] = defaultdict(set)  # body's name without the country: keys with it
        self._like: dict[str, set[str]] = defaultdict(set)  # folded surname: bare names

    def replace(self, key: str, added: Iterable[Card], removed: Iterable[Place]) -> None:
        """Change a node's cards and what the owners' table says of it."""
        old = self.nodes.get(key) or Node(key, {})
        new = old.changed(added, removed)
        for form in old.aliases.keys() - new.aliases.keys():
            self.owners[form].pop(key)
        for form, count in new.aliases.items():
            self.owners[form][key] = count
        if new.cards:
            self.nodes[key] = new
        else:
            self.nodes.pop(key, None)
        if short := without_country(key):
            self._placed[short].add(key) if new.cards else self._placed[short].discard(key)

    def reports(self, key: str) -> int:
        """In how many articles a node's name stands for an actor."""
        return len(self.nodes.get(key, ()))

    def forms(self, key: str) -> Set[str]:
        """The shorter names that may stand for a node, and the fuller ones that its own may stand for."""
        forms = _parts(key) | self._placed.get(without_country(key) or key, set())
        return forms | (self.nodes[key].aliases.keys() - {key}) if key in self.nodes else forms

    def namesakes(self, key: str) -> dict[str, int]:
        """The bodies of a body's name without the country, its own among them, with their articles."""
        placed = self._placed.get(without_country(key) or "", ())
        return {other: self.reports(other) for other in placed if self.routes.get(other) == "body"}

    def bare_like(self, key: str) -> set[str]:
        """Bare names that are spellings of the node's surname."""
        return self._like.get(fold_surname(as_person(key).surname), set())

    def weighable(self, node: Node, settings: Mapping[str, Setting]) -> list[Card]:
        """The cards whose name is only a part: all of a bare name, the people's of a body's one-word name.

        A body called by the first name of somebody in its article, or of somebody's relative, is that person, taken
        for a body by mistake.
        """
        route = self.routes[node.key]
        if route == "bare":
            return list(node)
        if route == "body" and node.bare:
            return [
                card
                for card in node
                if card.kind == "person"
                or (card.kind == "organisation" and node.key in settings[card.path].given_names)
                or (card.kind == "organisation" and self.relatives(card, settings[card.path]))
            ]
        return []

    def relatives(self, card: Card, setting: Setting) -> set[str]:
        """ "Josef" beside Agnes Tarrant is Josef Tarrant: people of this first name and a surname in the article.

        He was seen with her before, or the article tells a kinship or a role of his."""
        named = self.given.get(card.key, ())
        family = [name for name in setting.names if self.routes.get(name) == "person"] if named else []
        return {key for key in named if any(self._are_kin(key, name, card) for name in family)}

    def _are_kin(self, key: str, other: str, card: Card) -> bool:
        if as_person(key).surname != as_person(other).surname:
            return False
        told = not role_words([card]).isdisjoint(KIN | role_words(list(self.nodes[key])))
        return told or any(
            not self.nodes[key].paths.isdisjoint(self.nodes[name].paths) for name in self._like_name(other)
        )

    def _like_name(self, key: str) -> list[str]:
        """The names of this surname and first name: "Anna Tarrant", "Anna M. Tarrant"."""
        block = self.blocks[fold_surname(as_person(key).surname)]
        return [name for name in block if same_given(as_person(name).given[0], as_person(key).given[0])]

    def reroute(self, key: str) -> set[str]:
        """Decide how a node is joined. Returns the surnames that must be grouped anew."""
        surname = fold_surname(as_person(key).surname)
        was, now = self.routes.pop(key, None), self._route(key)
        self.blocks[surname].discard(key)
        first, *more = key.split()
        self.given[first].discard(key)
        if now == "person" and more:
            self.given[first].add(key)
        self._like[surname].discard(key)
        for acronym in as_body(key).acronyms:
            self.initials[acronym].discard(key)
        if now:
            self.routes[key] = now
        if start := _start(key):
            self.starts[start].discard(key)
            if now == "person":
                self.starts[start].add(key)
        if now == "person":
            self.blocks[surname].add(key)
        elif now == "body":
            for acronym in as_body(key).acronyms:
                self.initials[acronym].add(key)
        if now and " " not in key:
            self._like[surname].add(key)
        return {surname} if "person" in (was, now) else set()

    def _route(self, key: str) -> Route | None:
        node = self.nodes.get(key)
        if node is None:
            return None
        if as_person(key).given:
            return "person" if node.kind == "person" else "body"
        people = node.kinds["person"]
        bodies = len(node) - people
        for owner, count in self.owners.get(key, {}).items():
            if self.nodes[owner].kind == "person":
                people += count
            else:
                bodies += count
        return "bare" if people >= bodies else "body"


@lru_cache(REMEMBERED)
def _parts(key: str) -> frozenset[str]:
    """The shorter names that a name has by itself."""
    forms = {*as_body(key).acronyms, as_person(key).surname, without_country(key), _start(key)}
    return frozenset(form for form in forms if form is not None) - {key}


def _start(key: str) -> str | None:
    """The beginning of a long name that may be printed for it: "anna m", "anna maria" for "anna maria berg"."""
    words = key.split()
    return " ".join(words[:2]) if len(words) > 2 else None
