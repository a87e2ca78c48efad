"""Who takes part in an event, and where: subjects, objects and partners of the trigger, resolved by the cast."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from briefgen.extract.cast import Cast
from briefgen.extract.events.attach import is_event_noun
from briefgen.extract.events.lexicon import listed
from briefgen.records import LocalId, Place, Quote, Span

if TYPE_CHECKING:
    from spacy.tokens import Span as EntitySpan
    from spacy.tokens import Token

VERBS = ("VERB", "AUX")
SUBJECTS = ("nsubj", "nsubjpass", "csubj")
OBJECTS = ("dobj", "dative", "iobj", "attr", "oprd")
PARTNERS = frozenset(
    {"with", "by", "against", "between", "among", "from", "for", "to", "of", "upon", "on", "about", "alongside"}
)
PEOPLE_ONLY = frozenset({"from", "to", "of", "for", "on", "about", "upon"})  # a place after these is a place
WHERE = frozenset(
    {"in", "at", "near", "outside", "inside", "around", "across", "throughout", "off", "from", "to", "into", "on", "of"}
)
PLACES = ("GPE", "LOC", "FAC")


def taking_part(trigger: Token, span: Span, cast: Cast) -> tuple[LocalId, ...]:
    """The actors of an event, in text order, each once: by their part in the clause, else whom it names."""
    tokens = sorted(_arguments(trigger, set()), key=lambda token: token.i)
    found = [actor for token in tokens if (actor := _actor(token, cast))]
    return tuple(dict.fromkeys(found)) or _only_named(span, cast)


def _only_named(span: Span, cast: Cast) -> tuple[LocalId, ...]:
    """The persons and organisations that a clause names; countries may only be places there."""
    return tuple(actor for actor in cast.all_named_in(span) if cast.by_id(actor).kind != "government")


def places_of(span: Span, trigger: Token) -> tuple[Place, ...]:
    """The places named in a clause as where it happened."""
    found = []
    for ent in _entities(trigger.sent):
        inside = span.start <= ent.start_char and ent.end_char <= span.end
        if inside and ent[0].ent_type_ in PLACES and ent.root.head.lower_ in WHERE and ent.root.dep_ == "pobj":
            found.append(Place(ent.text, Span(ent.start_char, ent.end_char)))
    return tuple(found)


def _entities(sentence: EntitySpan) -> Iterator[EntitySpan]:
    """Its entities, read off its own tokens: `sentence.ents` would look through the whole article each time."""
    begun = None
    for token in sentence:
        if begun is not None and token.ent_iob_ != "I":
            yield sentence.doc[begun : token.i]
            begun = None
        if token.ent_iob_ == "B":
            begun = token.i
    if begun is not None:
        yield sentence.doc[begun : sentence.end]


def reporter(trigger: Token, cast: Cast, quotes: tuple[Quote, ...]) -> LocalId | None:
    """Who reports it: the speaker of the quote that it stands in, else the subject of the verb of speech above."""
    covering = [quote for quote in quotes if any(part.start <= trigger.idx < part.end for part in quote.content)]
    if covering:
        return min(covering, key=_length).speaker
    node = trigger
    while node.dep_ in ("ccomp", "xcomp", "conj", "advcl") and node.head != node:
        if node.dep_ == "ccomp" and node.head.lemma_ in listed("saying"):
            subject = next((child for child in node.head.children if child.dep_ in SUBJECTS), None)
            return cast.resolve(subject) if subject is not None else None
        node = node.head
    return None


def _length(quote: Quote) -> int:
    return sum(part.end - part.start for part in quote.content)


def _arguments(trigger: Token, seen: set[int]) -> Iterator[Token]:
    """Heads of the phrases that take part in what the trigger names."""
    if trigger.i in seen:
        return
    seen.add(trigger.i)
    if trigger.pos_ in VERBS:
        yield from _of_verb(trigger, seen)
    else:
        yield from _of_noun(trigger, seen)


def _of_verb(verb: Token, seen: set[int]) -> Iterator[Token]:
    subjects = [child for child in verb.children if child.dep_ in SUBJECTS]
    yield from _listed(subjects or _borrowed_subjects(verb), seen)
    for child in verb.children:
        if child.dep_ in OBJECTS:
            yield from _listed([child], seen)
            if child.pos_ == "NOUN":
                yield from _arguments(child, seen)
        elif child.dep_ in ("prep", "agent"):
            yield from _of_preposition(child, seen)
        elif _goes_on(child):
            yield from _arguments(child, seen)


def _of_preposition(lead: Token, seen: set[int]) -> Iterator[Token]:
    """Partners behind "with", "by", "against" ...; those of a setting: "in an interview with ABC"."""
    for one in (lead, *(other for other in lead.children if other.dep_ == "conj" and other.pos_ == "ADP")):
        objects = [word for word in one.children if word.dep_ == "pobj"]
        if one.lower_ in PARTNERS:
            yield from _listed(objects, seen)
        elif one.lower_ in ("in", "at", "during"):
            for word in objects:
                if word.pos_ == "NOUN" and is_event_noun(word):
                    yield from _of_noun(word, seen)


def _goes_on(child: Token) -> bool:
    """Whether a clause below a verb tells more of the same event: its infinitive, what it reports without quotation."""
    if child.dep_ in ("xcomp", "advcl"):
        return child.tag_ in ("VB", "VBG") and child.i > child.head.i and child.lemma_ not in listed("saying")
    if child.dep_ != "ccomp":
        return False
    return '"' not in child.doc[min(child.i, child.head.i) : max(child.i, child.head.i)].text


def _borrowed_subjects(verb: Token) -> list[Token]:
    """The subject of a verb that has none of its own: that of the verb it goes with, or the noun it stands by."""
    node = verb
    for _ in range(4):
        if node.dep_ in ("acl", "relcl"):
            owners = [child for child in node.head.children if child.dep_ == "poss"] if node.tag_ == "VB" else []
            return owners or [node.head]
        if node.dep_ == "pcomp" and node.head.head.pos_ == "NOUN":  # "his interventions since returning"
            return [child for child in node.head.head.children if child.dep_ == "poss"]
        if node.dep_ not in ("conj", "xcomp", "advcl", "pcomp", "ccomp"):
            return []
        head = node.head if node.dep_ != "pcomp" else node.head.head
        if node.dep_ == "xcomp" and (objects := [child for child in head.children if child.dep_ in ("dobj", "dative")]):
            return objects
        subjects = [child for child in head.children if child.dep_ in SUBJECTS]
        if subjects:
            return subjects
        if head.pos_ not in VERBS:
            return []
        node = head
    return []


def _of_noun(noun: Token, seen: set[int]) -> Iterator[Token]:
    """ "Varn's talks with Quill", "the meeting between A and B", "X proposed a debate"."""
    if noun.dep_ == "dobj" and noun.head.i not in seen:
        yield from _listed([child for child in noun.head.children if child.dep_ in SUBJECTS], seen)
    for child in noun.children:
        if child.dep_ in ("poss", "compound", "nmod"):
            yield from _listed([child], seen)
        elif child.dep_ == "prep" and child.lower_ in PARTNERS:
            yield from _listed([word for word in child.children if word.dep_ == "pobj"], seen)
        elif child.dep_ in ("acl", "relcl") and child.tag_ in ("VB", "VBG", "VBN"):
            yield from _arguments(child, seen)


def _listed(heads: list[Token], seen: set[int]) -> Iterator[Token]:
    """Each head with the others of its list: "X, Y and Z"."""
    for head in heads:
        if head.tag_ in ("WP", "WDT", "WP$") and (noun := _antecedent(head)) is not None:
            head = noun
        yield head
        for child in head.children:
            if child.dep_ == "conj":
                yield from _listed([child], seen)


def _antecedent(relative: Token) -> Token | None:
    """The noun that "who", "which", "whose" stands for."""
    node = relative
    while node.head != node:
        if node.dep_ == "relcl":
            return node.head
        node = node.head
    return None


def _actor(token: Token, cast: Cast) -> LocalId | None:
    """The actor a phrase means; of a group without a name ("Ukraine's delegation") the one it belongs to."""
    if token.ent_type_ in PLACES and token.dep_ == "pobj" and token.head.lower_ in PEOPLE_ONLY | {"in", "at"}:
        return None
    if found := cast.resolve(token):
        return found
    if token.lemma_.lower() not in listed("groups") and token.lower_ not in listed("groups"):
        return _of_group(token, cast)
    owners = (child for child in token.children if child.dep_ in ("poss", "compound", "nmod", "amod"))
    return next((found for owner in owners if (found := cast.resolve(owner))), None) or _of_group(token, cast)


def _of_group(token: Token, cast: Cast) -> LocalId | None:
    """ "war maniacs of the South Korean military", "members of the committee"."""
    for lead in token.children:
        if lead.dep_ == "prep" and lead.lower_ == "of":
            members = (word for word in lead.children if word.dep_ == "pobj" and word.ent_type_ not in PLACES)
            return next((found for word in members if (found := _actor(word, cast))), None)
    return None
