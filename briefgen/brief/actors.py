"""An `Actor` from the cards that are one actor: name, kind, aliases, roles, appearances."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields
from operator import attrgetter, itemgetter
from typing import Any

from briefgen.brief.cards import Card, form_key
from briefgen.brief.forms import as_body, as_person, form_is_canonical, person_key
from briefgen.brief.salience import site_salience
from briefgen.records import Actor, ActorId, ActorKind, Appearance, ArticleId, SourcedRole

__all__ = ["HEAD", "NAMES", "ArticleFacts", "MergedActor", "actor_kind", "actor_name", "make_actor"]

ArticleFacts = tuple[ArticleId, dt.date | None]  # of an article: its id and its day
Own = tuple[Sequence[Card], Sequence[ArticleFacts]]  # an actor's cards, and what is known of the article of each
LATER = ("roles", "appearances")
NAMES = tuple(field.name for field in fields(Actor) if field.name not in LATER)
HEAD = attrgetter(*NAMES)  # of an actor: the values of all fields but those that are made later


class MergedActor(Actor):
    """An actor that works out its roles and appearances when they are asked for: from its cards, as they were then."""

    __slots__ = ("_own",)
    _own: Callable[[], Own]

    @classmethod
    def of(cls, head: Iterable[Any], own: Callable[[], Own]) -> "MergedActor":
        """The actor with these values of `HEAD`; `own` gives what it was made from."""
        actor = cls.__new__(cls)
        for name, value in zip((*NAMES, "_own"), (*head, own), strict=True):
            object.__setattr__(actor, name, value)
        return actor

    @property
    def is_amended(self) -> bool:
        """Whether its cards do not tell it any more: it is what `replace` made of another."""
        return not hasattr(self, "_own")

    def __getattr__(self, name: str) -> Any:
        """Asked for what was never set."""
        if name not in LATER:
            raise AttributeError(name)
        made = (_roles if name == "roles" else _appearances)(*self._own())
        object.__setattr__(self, name, made)
        return made

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Actor):
            return NotImplemented
        return bool(WHOLE(self) == WHOLE(other))

    __hash__ = Actor.__hash__


WHOLE = attrgetter(*NAMES, *LATER)


def make_actor(
    id: ActorId,
    cards: Sequence[Card],
    articles: Mapping[str, ArticleFacts],
    former: tuple[ActorId, ...] = (),
    is_own: Callable[[str], bool] = lambda key: True,
) -> MergedActor:
    """One actor from all its cards.

    `articles`: by path; `former`: ids that lead here; `is_own(key)`: whether a folded form may be shown as an alias.
    """
    name, kind = _name_and_kind(cards)
    facts = [articles[card.path] for card in cards]
    salience = site_salience([(card.salience, day) for card, (_, day) in zip(cards, facts, strict=True)])
    told = Actor(id, name, kind, _aliases(name, cards, is_own), salience=salience, former_ids=former)
    return MergedActor.of(HEAD(told), lambda: (cards, facts))


def actor_kind(cards: Sequence[Card]) -> ActorKind:
    """The kind that most articles give; bare names count when nothing else is there."""
    full = [card.kind for card in cards if " " in card.key] or [card.kind for card in cards]
    if full.count(full[0]) == len(full):
        return full[0]
    kinds = Counter(full)
    return max(kinds, key=lambda kind: (kinds[kind], kind))


def actor_name(cards: Sequence[Card]) -> str:
    """The name to show, as articles print it: a full one before a part of it, a usual one before a rare one.

    A body that articles name by its acronym only has the full name that they introduce, if any.
    """
    return _name_and_kind(cards)[0]


def _name_and_kind(cards: Sequence[Card]) -> tuple[str, ActorKind]:
    kind = actor_kind(cards)
    printed = Counter([card.name for card in cards])
    if kind != "person" and all(as_body(name).is_acronym for name in printed):
        printed.update(alias for card in cards for alias in card.aliases)
    return max(printed, key=lambda name: (_fullness(name, kind), printed[name], name)), kind


def _fullness(name: str, kind: ActorKind) -> tuple[bool, ...]:
    loud = name.isupper()
    if kind == "person":
        return bool(as_person(person_key(name)).given), not loud
    return not as_body(name).is_acronym, form_is_canonical(name), not loud and not name.lower().startswith("the ")


def _aliases(name: str, cards: Sequence[Card], is_own: Callable[[str], bool]) -> tuple[str, ...]:
    """Every other printed form that is no other actor's, the usual first; one of those that differ in case only."""
    printed = Counter([(card.name, card.kind) for card in cards])
    printed.update([(form, card.kind) for card in cards for form in card.aliases])
    counts: Counter[str] = Counter()
    for (form, kind), count in printed.items():
        if is_own(form_key(form, kind)):
            counts[form] += count
    found: dict[str, str] = {name.lower(): name}
    for form in sorted(counts, key=lambda form: (form.isupper(), -counts[form], form)):
        found.setdefault(form.lower(), form)
    return tuple(form for form in found.values() if form != name)


def _roles(cards: Sequence[Card], facts: Sequence[ArticleFacts]) -> tuple[SourcedRole, ...]:
    """The roles as the articles give them, newest first; said twice in one article, the first."""
    found: dict[tuple[str, str], tuple[tuple[int, ArticleId, int, int], SourcedRole]] = {}
    for card, (article, day) in zip(cards, facts, strict=True):
        for role in card.roles:
            told = (card.path, role.title.lower())
            if told not in found:
                span = role.span
                place = (_newest(day), article, span.start, span.end)
                found[told] = (place, SourcedRole(role.title, article, span, day))
    return tuple([role for _, role in sorted(found.values(), key=itemgetter(0))])


def _appearances(cards: Sequence[Card], facts: Sequence[ArticleFacts]) -> tuple[Appearance, ...]:
    """One for each article, by day; of two cards in one article the more frequent gives the local id."""
    by_article: dict[ArticleId, list[Card]] = {}
    for _, article, n in sorted([(day or dt.date.min, article, n) for n, (article, day) in enumerate(facts)]):
        by_article.setdefault(article, []).append(cards[n])
    return tuple([_appearance(article, own) for article, own in by_article.items()])


def _appearance(article: ArticleId, cards: list[Card]) -> Appearance:
    if len(cards) == 1:
        card = cards[0]
        return Appearance(article, card.local, card.mentions, card.salience)
    first = max(cards, key=lambda card: (card.mentions, card.local))
    mentions, salience = sum(card.mentions for card in cards), max(card.salience for card in cards)
    return Appearance(article, first.local, mentions, salience)


def _newest(day: dt.date | None) -> int:
    return -day.toordinal() if day else 1
