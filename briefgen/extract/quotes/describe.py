"""Descriptions that speak: "the senator", "the Democratic nominee", "the network" as the actor last in view that fits.

What an article says beside a name ("Vermont Sen. Ann Lee", "Lee (D-Vt.)", "Lee, a surgeon") is kept with that name; a
description whose words stand there means that actor, and none whose words stand only beside others.
"""

from __future__ import annotations

from functools import cache

from briefgen.extract.actors.world import nation_of
from briefgen.extract.quotes.lexicon import word_set
from briefgen.extract.quotes.memory import Memory, Named, gender_of
from briefgen.extract.quotes.text import NOWHERE
from briefgen.extract.tokens import Token
from briefgen.records import LocalId
from briefgen.wordlists import entries

FAR = 40  # paragraphs back that words beside a name hold
NEAR = 1  # paragraphs back that a description without telling words looks
DEFINITE = frozenset({"the", "this", "that"})
SAME = {  # words that tell the same
    "gop": "republican", "republicans": "republican", "democrat": "democratic", "dem": "democratic",
    "sen": "senator", "sen.": "senator", "rep": "representative", "rep.": "representative",
    "gov": "governor", "gov.": "governor", "congressman": "representative", "congresswoman": "representative",
    "lawmaker": "representative", "pres.": "president", "candidate": "nominee", "u.s.": "american", "us": "american",
    "businessman": "business", "lt.": "lieutenant", "gen.": "general", "prof.": "professor", "dr.": "doctor",
}  # fmt: skip


def described(memory: Memory, source: Token) -> tuple[LocalId, ...]:
    """The actor that a definite description means; () in doubt."""
    if source.pos_ not in ("NOUN", "PROPN") or source.tag_ in ("NNS", "NNPS") or not is_definite(source):
        return ()
    if _is_pinned(source):
        return _of_office(memory, source) or _of_words(memory, source)
    if country := _country_of(source):
        return _of_country(memory, source, country)
    words = _telling(source)
    person = _is_person_word(source)
    if not person and not _is_body_word(source):
        return ()
    gender = gender_of(source)
    kind = "person" if person else "organisation"
    fits = [n for n in memory.before(source.i, FAR) if memory.cast.by_id(n.actor).kind == kind]
    if person:
        fits = [n for n in fits if memory.agrees(n.actor, gender)]
    known = _beside(memory)
    if found := _best(known, fits, words, source):
        return (found,)
    if person and (found := _told_later(memory, known, words, source)):
        return (found,)
    if source.lower_ in (word_set("people") if person else word_set("bodies")) or (person and gender):
        return _last_in_view(memory, source, fits)
    return ()


def is_definite(source: Token) -> bool:
    """'the senator', 'Norland's senator', not 'his senator'"""
    owner = next((c for c in source.lefts if c.dep_ == "poss"), None)
    if owner is not None:
        return owner.ent_type_ in ("GPE", "NORP", "LOC") and _is_person_word(source)
    return any(c.lower_ in DEFINITE for c in source.lefts)


def _country_of(source: Token) -> str | None:
    """ "Norland's president": the country that owns the post"""
    owner = next((c for c in source.lefts if c.dep_ == "poss"), None)
    return nation_of(owner.text) if owner is not None and source.lower_ in _person_words() else None


def _of_country(memory: Memory, source: Token, country: str) -> tuple[LocalId, ...]:
    """The one person near whose words tell that country and post; else the one of whom nothing else is told."""
    post, known, gender = SAME.get(source.lower_, source.lower_), _beside(memory), gender_of(source)
    near = dict.fromkeys(n.actor for n in memory.before(source.i, NEAR) if memory.is_person(n.actor))
    people = [id for id in near if memory.agrees(id, gender)]
    nations = {id: {nation for word in known.get(id, ()) if (nation := nation_of(word))} for id in people}
    told = [id for id in people if country in nations[id] and post in known[id]]
    untold = [id for id in people if not nations[id] and not known.get(id, frozenset()) & _person_words()]
    fits = told or untold
    return (fits[0],) if len(fits) == 1 else ()


def _of_office(memory: Memory, source: Token) -> tuple[LocalId, ...]:
    """'the former secretary of state': the one person beside whose name both words stand"""
    of = next((c for c in source.rights if c.lower_ == "of" and c.dep_ == "prep"), None)
    thing = next((c for c in of.children if c.dep_ == "pobj"), None) if of is not None else None
    if thing is None or any(c.dep_ in ("appos", "relcl", "acl") for c in source.rights):
        return ()
    needed = {SAME.get(source.lower_, source.lower_), thing.lower_}
    bearers = [id for id, beside in _beside(memory).items() if needed <= beside and memory.is_person(id)]
    return (bearers[0],) if len(bearers) == 1 else ()


def _of_words(memory: Memory, source: Token) -> tuple[LocalId, ...]:
    """'the Leveller nominee for the Nov. 8 vote': pinned, but two of its words stand beside the actor's name"""
    words, known = _telling(source), _beside(memory)
    fits = [n for n in memory.before(source.i, FAR) if memory.is_person(n.actor)]
    fits = [n for n in fits if memory.agrees(n.actor, gender_of(source)) and len(words & known.get(n.actor, words)) > 1]
    found = _best(known, fits, words, source) if _is_person_word(source) and len(words) > 1 else None
    return (found,) if found is not None else ()


def _best(
    known: dict[LocalId, frozenset[str]], fits: list[Named], words: frozenset[str], source: Token
) -> LocalId | None:
    """Who bears most of the description's words, rare ones counting more; the latest among equals."""
    post = SAME.get(source.lower_, source.lower_)
    fits = [n for n in fits if not _other_party(known.get(n.actor, frozenset()), words)]
    if source.lower_ in _person_words():
        fits = [n for n in fits if post in known.get(n.actor, ())]
    best, most = None, 0.0
    for named in fits:
        told = words & known.get(named.actor, frozenset())
        weight = sum(1 / sum(word in beside for beside in known.values()) for word in told)
        if weight > most + 0.01:
            best, most = named.actor, weight
    return best


def _other_party(beside: frozenset[str], words: frozenset[str]) -> bool:
    told, borne = words & word_set("parties"), beside & word_set("parties")
    return bool(told and borne and not told & borne)


def _told_later(
    memory: Memory, known: dict[LocalId, frozenset[str]], words: frozenset[str], source: Token
) -> LocalId | None:
    """'The state attorney general is looking into it. ... Attorney General Ann Lee said': named in the next lines."""
    post = SAME.get(source.lower_, source.lower_)
    if source.lower_ not in _person_words() or len(words) < 2:
        return None
    later = {n.actor for n in memory.after(source.i, 2) if memory.is_person(n.actor) and post in known.get(n.actor, ())}
    return later.pop() if len(later) == 1 else None


def _last_in_view(memory: Memory, source: Token, fits: list[Named]) -> tuple[LocalId, ...]:
    here = memory.text.paragraph_of(source.idx)
    subject = next((n for n in fits if n.subject and here - n.paragraph <= NEAR), None)
    return (subject.actor,) if subject is not None else ()


def _is_pinned(source: Token) -> bool:
    """Said of whom or which: "the head of the agency", "the senator, Ed Ito", "the man who", not "the man, who"."""
    return any(
        c.dep_ in ("appos", "acl")
        or (c.dep_ == "relcl" and c.left_edge.nbor(-1).text != ",")
        or (c.dep_ == "prep" and c.lower_ in ("of", "for", "at", "from"))
        for c in source.rights
    )


def _telling(source: Token) -> frozenset[str]:
    words = {source.lower_} | {c.lower_ for c in source.lefts if c.dep_ in ("amod", "compound", "nmod", "poss")}
    return frozenset(SAME.get(w, w) for w in words if w not in DEFINITE and len(w) > 1)


@cache
def _person_words() -> frozenset[str]:
    return entries("offices") | entries("posts")


def _is_person_word(source: Token) -> bool:
    return gender_of(source) is not None or is_people_word(source.lower_)


def is_people_word(word: str) -> bool:
    """What a person may be called: a post, an office, a trade."""
    return word in _person_words() or word in word_set("people")


def _is_body_word(source: Token) -> bool:
    return (
        source.lower_ in entries("bodies")
        or source.lower_ in entries("bodies_plain")
        or source.lower_ in word_set("bodies")
    )


def _beside(memory: Memory) -> dict[LocalId, frozenset[str]]:
    """The words that stand beside each actor's names, made once an article."""
    if memory.beside is None:
        beside: dict[LocalId, set[str]] = {}
        for named in memory.named:
            beside.setdefault(named.actor, set()).update(_neighbours(memory, named))
        for actor in memory.cast.actors:
            words = beside.setdefault(actor.id, set())
            words.update(w for role in actor.roles for w in _plain(role.title.split()))
            if actor.kind != "person":
                words.update(_plain(actor.name.split()))
        memory.beside = {id: frozenset(words) for id, words in beside.items()}
    return memory.beside


def _neighbours(memory: Memory, named: Named) -> set[str]:
    head = memory.text.doc[named.token]
    while head.head != head and head.head.pos_ == "PROPN" and head.dep_ in ("compound", "flat"):
        head = head.head
    found = [c.text for c in head.lefts if c.dep_ in ("compound", "amod", "nmod") or _is_country_owner(c)]
    for child in head.rights:
        if child.dep_ == "appos" and memory.text.mark_of(child.i) == NOWHERE:
            found += [t.text for t in (child, *child.lefts)]
    if head.dep_ == "appos":
        found += [t.text for t in (head.head, *head.head.lefts)]
    return _plain(found)


def _is_country_owner(token: Token) -> bool:
    """ "Norland's Ann Lee" """
    return token.dep_ == "poss" and nation_of(token.text) is not None


def _plain(words: list[str]) -> set[str]:
    lowered = (w.lower().strip(",.()") if w.lower() not in SAME else w.lower() for w in words)
    return {SAME.get(w, w) for w in lowered if len(w) > 1}
