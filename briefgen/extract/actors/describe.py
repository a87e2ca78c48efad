"""Descriptions: "the Russian leader", "the senator", "the court" as the actor whose role, nationality or name fits."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache
from typing import Protocol

from briefgen.extract.actors.kinds import head_word
from briefgen.extract.actors.words import Words
from briefgen.extract.actors.world import WORDS, is_adjective, is_body, is_post, names_of_nation, nation_of
from briefgen.names import bare, fold
from briefgen.records import LocalActor, LocalId
from briefgen.wordlists import entries, rows

__all__ = ["Descriptions", "is_telling"]

PARTY = {"democratic": "democrat", "democrat": "democrat", "republican": "republican", "gop": "republican"}
DEFINITE = frozenset(("the", "this", "that"))
CLEARLY = 2  # times as often named as any other country: then "the government" is its


class Passed(Protocol):
    @property
    def at(self) -> int: ...
    @property
    def actor(self) -> LocalId: ...
    @property
    def sent(self) -> int: ...


class Descriptions:
    """Who the descriptions of one article can mean. `said_of` holds the folded words of each actor's roles."""

    def __init__(self, words: Words, actors: Mapping[LocalId, LocalActor], named: Mapping[int, LocalId]) -> None:
        self.words, self.actors, self.named = words, actors, named
        self.posts_of = {id: _posts(actor) for id, actor in actors.items()}
        self.said_of = {id: _role_words(actor) for id, actor in actors.items()}

    def actor(self, i: int, passed: Callable[[], Sequence[Passed]]) -> LocalId | None:
        """The actor that the noun phrase headed by token i describes; None in doubt. `passed`: the mentions before."""
        words = self.words
        noun = words.lower[i]
        if not is_telling(noun) or words.tag[i] in ("NNS", "NNPS"):
            return None
        kids = [k for k in words.children[i] if k < i]
        if not any(words.lower[k] in DEFINITE for k in kids) or self._is_pinned(i):
            return None
        attributes = [
            words.lower[k]
            for k in kids
            if words.dep[k] in ("amod", "compound", "nmod") and words.lower[k] not in DEFINITE
        ]
        recent = passed()
        order = list(dict.fromkeys(m.actor for m in reversed(recent)))
        if is_post(noun) and (found := self._by_role(noun, attributes, order)):
            return found
        if (is_body(noun) or noun in _alike("same_body")) and (found := self._by_name(noun, attributes, order)):
            return found
        if noun == "government" and not attributes and (found := self._of_the_country(i)):
            return found
        return self._by_topic(i, noun, attributes, recent)

    def body_of(self, owner: LocalId, noun: str) -> LocalId | None:
        """ "her campaign": the body that is named for its owner ("Hallam campaign")."""
        name = bare(self.actors[owner].name)[-1]
        named = [
            id for id, actor in self.actors.items() if actor.kind == "organisation" and name in fold(actor.name).split()
        ]
        found = [id for id in named if fold(self.actors[id].name).endswith(noun)]
        return found[0] if len(found) == 1 else None

    def _is_pinned(self, i: int) -> bool:
        """Is it said of whom or which ("the head of the agency", "the senator, Ed Ito", "the president who")?"""
        words = self.words
        if any(
            words.dep[k] in ("appos", "relcl", "acl") or (words.dep[k] == "prep" and words.lower[k] in ("of", "for"))
            for k in words.children[i]
            if k > i
        ):
            return True
        if words.dep[i] in ("compound", "attr", "appos", "nmod") or any(
            self.named.get(k) for k in words.children[i] if k > i
        ):
            return True
        return i + 1 < len(words.text) and (i + 1) in self.named

    def _by_role(self, noun: str, attributes: list[str], order: list[LocalId]) -> LocalId | None:
        """The latest person who bears the post, attributes agreeing with the role's words."""
        alike = {noun} | _alike("same_post").get(noun, frozenset())
        fitting = []
        for id in order:
            actor = self.actors[id]
            said = self.said_of[id]
            if actor.kind != "person" or not self.posts_of[id] & alike or _gender_clash(noun, actor):
                continue
            if self._of_other_party(id, attributes):
                continue
            lesser = said & entries("lesser") - set(attributes)
            if not lesser and all(self._agrees(attribute, said) for attribute in attributes):
                fitting.append(id)
        return fitting[0] if fitting else None

    def _of_the_country(self, i: int) -> LocalId | None:
        """ "The government": of the one country that acts up to here, or that is named far more often than others."""
        named = Counter(
            id for k, id in self.named.items() if k < i and self.actors[id].kind == "government" and self._is_state(id)
        )
        ranked = named.most_common(2)
        if not ranked or (len(ranked) == 2 and ranked[0][1] < CLEARLY * ranked[1][1]):
            return None
        return ranked[0][0]

    def _is_state(self, id: LocalId) -> bool:
        return any(nation_of(name) for name in (self.actors[id].name, *self.actors[id].aliases))

    def _by_topic(self, i: int, noun: str, attributes: list[str], recent: Sequence[Passed]) -> LocalId | None:
        """The one spoken of just before, where the description is the subject of its sentence."""
        words = self.words
        main = words.dep[i] in ("nsubj", "nsubjpass") and words.dep[words.head[i]] in ("ROOT", "ccomp")
        if not main or words.quoted[i] or any(attribute in entries("telling") for attribute in attributes):
            return None
        here = [m for m in recent if m.at >= words.sent[i]]
        last = [m for m in recent if m.at < words.sent[i]]
        near = here or [m for m in last if m.sent == last[-1].sent]
        of_others = {m.actor for m in here if words.quoted[m.at] or self._reports(m.at, i)}
        near = [m for m in near if m.actor not in of_others and not self._of_other_party(m.actor, attributes)]
        if noun in entries("topic_posts"):
            return self._only(near, lambda actor: actor.kind == "person" and not _gender_clash(noun, actor))
        if noun in entries("topic_bodies"):
            return self._only(near, lambda actor: actor.kind == "organisation" and not _is_other_kind(noun, actor))
        return None

    def _reports(self, subject: int, i: int) -> bool:
        """ "She said the nominee was late", "'She is late,' the nominee said": not she."""
        words, verb = self.words, self.words.head[i]
        told = words.dep[verb] == "ccomp" and words.dep[subject] in ("nsubj", "nsubjpass")
        above = verb
        while told and words.head[above] != above and words.dep[above] in ("ccomp", "advcl", "xcomp", "conj"):
            above = words.head[above]
            if words.head[subject] == above:
                return True
        return False

    def _of_other_party(self, id: LocalId, attributes: list[str]) -> bool:
        """Is the actor said to be of another party than the description?"""
        own = {PARTY.get(word) for word in self.said_of[id]} - {None}
        told = {PARTY.get(word) for word in attributes} - {None}
        return bool(own and told) and not own & told

    def _only(self, near: list[Passed], fits: Callable[[LocalActor], bool]) -> LocalId | None:
        """The one fitting actor of the last sentence; of several the one that was its subject."""
        fitting = [m for m in near if fits(self.actors[m.actor])]
        found = {m.actor for m in fitting}
        subjects = {m.actor for m in fitting if self.words.dep[m.at] in ("nsubj", "nsubjpass")}
        choice = found if len(found) == 1 else subjects
        return next(iter(choice)) if len(choice) == 1 else None

    def _agrees(self, attribute: str, said: set[str]) -> bool:
        """Does the attribute fit the role? A nationality must stand in it, as adjective or country; others are free."""
        if not is_adjective(attribute):
            return attribute in said or attribute not in entries("telling")
        return attribute in said or bool(said & names_of_nation(attribute))

    def _by_name(self, noun: str, attributes: list[str], order: list[LocalId]) -> LocalId | None:
        """The latest body whose name or role the noun heads: "the court" for "International Criminal Court"."""
        alike = {noun} | _alike("same_body").get(noun, frozenset())
        for id in order:
            actor = self.actors[id]
            if actor.kind == "person":
                continue
            names = [fold(name).split() for name in (actor.name, *actor.aliases)]
            headed = (
                any(name[-1] in alike or (noun in name and len(noun) > 3) for name in names)
                or fold(actor.name.partition(" of ")[0]).split()[-1] in alike
                or noun in self.said_of[id]
            )
            own = {word for name in names for word in name} | self.said_of[id]
            if headed and all(
                attribute in own or (attribute not in entries("telling") and not is_adjective(attribute))
                for attribute in attributes
            ):
                return id
        return None


@lru_cache(WORDS)
def is_telling(noun: str) -> bool:
    """Whether a noun can describe an actor at all."""
    return is_post(noun) or is_body(noun) or noun in _alike("same_body") or noun in entries("topic_bodies")


@cache
def _alike(table: str) -> dict[str, frozenset[str]]:
    return {row[0][0]: frozenset(row[1]) if len(row) > 1 else frozenset() for row in rows(table)}


def _posts(actor: LocalActor) -> set[str]:
    """The nouns that head the actor's roles: "spokesman" of "President Velde's spokesman"."""
    heads = set()
    for role in actor.roles:
        for part in re.split(r" and |, ", role.title):
            phrase = re.split(r" (?:of|for|at|in|on|to|from|with|who|that) ", re.sub(r"^.*['’]s? ", "", part))[0]
            words = fold(phrase).split()
            heads.update(words[-1:])
    return heads


def _role_words(actor: LocalActor) -> set[str]:
    return {word for role in actor.roles for word in fold(role.title).replace("-", " ").split()}


def _is_other_kind(noun: str, actor: LocalActor) -> bool:
    """ "the bank" is no university: a body whose name has a head noun of its own is called by that."""
    head = head_word(actor.name).lower()
    return is_body(head) and head != noun and head not in _alike("same_body").get(noun, frozenset())


def _gender_clash(noun: str, actor: LocalActor) -> bool:
    if noun.endswith("woman") or noun in ("actress", "queen", "princess", "wife", "mother", "girl"):
        return actor.gender == "m"
    return actor.gender == "f" and noun.endswith("man")
