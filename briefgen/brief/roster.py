"""Who is who in every article: cards merged, ids given, `Actor` records made."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import partial

from briefgen.brief.actors import actor_name, make_actor
from briefgen.brief.cards import Card, cards_of
from briefgen.brief.evidence import Setting
from briefgen.brief.ids import Facts, Registry
from briefgen.brief.ledger import Ledger
from briefgen.brief.merge import Merge
from briefgen.brief.nodes import Place
from briefgen.brief.ordered import Ordered
from briefgen.records import Actor, ActorId, Article, ArticleId, Findings, LocalId

__all__ = ["Roster"]


class Roster:
    """The actors of all articles, and which of them each local actor is."""

    def __init__(self, ledger: Ledger) -> None:
        self.actors: Ordered[Actor] = Ordered()  # by root; most salient first
        self.ids: dict[str, dict[LocalId, ActorId]] = defaultdict(dict)  # path: local actor to actor
        self._merge = Merge()
        self._registry = Registry(ledger)
        self._facts: dict[str, tuple[ArticleId, dt.date | None]] = {}  # path: the article's id and day
        self._paths: dict[ArticleId, str] = {}
        self._places: dict[str, tuple[Place, ...]] = {}  # root: where its cards stand

    def update(self, fresh: Mapping[str, tuple[Article, Findings]], gone: Iterable[str]) -> set[str]:
        """Take articles in and out. Returns the paths in which a local actor is another actor now."""
        gone = set(gone)
        incoming = {}
        for path in gone:
            self._paths.pop(self._facts.pop(path)[0], None)
        for path, (article, findings) in fresh.items():
            cards = cards_of(path, findings)
            incoming[path] = (cards, _setting(article, cards))
            self._facts[path] = (article.id, article.date)
            self._paths[article.id] = path
        roots = self._merge.update(incoming, gone)
        cards_now = {root: cards for root in roots if (cards := self._merge.cards(root))}
        renamed = self._give_ids(cards_now, roots, {article.id for article, _ in fresh.values()})
        return self._settle(roots, cards_now, renamed)

    def _give_ids(self, cards_now: Mapping[str, tuple[Card, ...]], roots: set[str], slugs: set[ArticleId]) -> set[str]:
        keys = {card.key for cards in cards_now.values() for card in cards} | roots
        keys |= {key for root in roots for key in self._merge.keys(root)}

        def facts(root: str) -> Facts | None:
            cards = cards_now[root] if root in cards_now else () if root in roots else self._merge.cards(root)
            return self._known_by(root, cards) if cards else None

        return self._registry.update(roots, keys, slugs, self._holder, facts)

    def _known_by(self, root: str, cards: tuple[Card, ...]) -> Facts:
        """What the ledger keeps of an actor: a name that is its own, and an article that prints it."""
        full = set(self._merge.keys(root)) if " " in root else {root}
        own = [card for card in cards if card.key in full] or list(cards)
        counts = Counter(card.name for card in own)
        first = max(own, key=lambda card: (card.key == root, counts[card.name], card.name))
        article = min(self._facts[card.path][0] for card in own if card.name == first.name)
        return Facts(actor_name(cards), first.name, first.kind, article)

    def _holder(self, key: str, article: str) -> str | None:
        """The root that a name in the ledger belongs to: a full name wherever it is, a bare one in its article."""
        path = self._paths.get(ArticleId(article), "")
        places = [self._merge.root_by_key_in(path, key), self._merge.root_by_name(key)]
        if " " in key:
            places.reverse()
        return next((root for root in places if root), None) or self._merge.root_by_alias_in(path, key)

    def _settle(self, roots: set[str], cards_now: Mapping[str, tuple[Card, ...]], renamed: set[str]) -> set[str]:
        """Make the actors of these roots anew; note which local actors they are."""
        old: dict[Place, ActorId] = {}
        again = {root: self._merge.cards(root) for root in renamed - roots if root in self._places}
        for root in (*roots, *again):
            for path, local in self._places.pop(root, ()):
                if (id := self.ids[path].pop(local, None)) is not None:
                    old[path, local] = id
        new: dict[Place, ActorId] = {}
        made = {}
        for root, cards in (*cards_now.items(), *again.items()):
            actor = self._make(root, cards)
            made[root] = ((-actor.salience, actor.id), actor)
            self._places[root] = tuple(card.place for card in cards)
            new |= {card.place: actor.id for card in cards}
        for (path, local), id in new.items():
            self.ids[path][local] = id
        self.actors.update(made, roots - made.keys())
        return {place[0] for place in old.keys() | new.keys() if old.get(place) != new.get(place)}

    def _make(self, root: str, cards: tuple[Card, ...]) -> Actor:
        id = self._registry.id_of(root)
        assert id is not None, root
        is_own = partial(self._merge.is_name_of, root=root)
        return make_actor(id, cards, self._facts, self._registry.former(id), is_own)


def _setting(article: Article, cards: tuple[Card, ...]) -> Setting:
    given = frozenset(card.key.split()[0] for card in cards if card.kind == "person" and " " in card.key)
    return Setting(article.date, frozenset(card.key for card in cards), given)
