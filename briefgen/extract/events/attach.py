"""Which word a time expression dates: the verb or the noun that names what took place then."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefgen.extract.events.lexicon import listed

if TYPE_CHECKING:
    from spacy.tokens import Token

REACH = 8  # steps up the parse from the date to what it dates
INSIDE = ("compound", "nmod", "poss", "amod", "nummod")  # a date that is part of a name or a noun phrase
VERBS = ("VERB", "AUX")


@dataclass(frozen=True, slots=True)
class Dated:
    """A trigger with the rule that found it."""

    trigger: Token
    rule: str


def trigger_of(date: Token) -> Dated | None:
    """The word that a date, given by its head token, dates; None where it dates nothing."""
    if lead := _speech_before(date):
        return Dated(lead, "after-speech")
    node, inside = date, date.dep_ in INSIDE
    for _ in range(REACH):
        head = node.head
        if head is node:
            return _root(node)
        if head.pos_ in VERBS and head.dep_ not in ("aux", "auxpass"):
            return _of_verb(head, node, inside)
        if head.pos_ in ("NOUN", "PROPN") and is_event_noun(head):
            return Dated(head, "noun-inside" if inside else "noun")
        if inside and head.pos_ in ("NOUN", "PROPN") and node.dep_ != "poss" and node is date:
            return None  # "the 1996 law", "the 2018 World Cup": part of a name
        inside = inside and head.dep_ in INSIDE
        node = head
    return None


def is_event_noun(token: Token) -> bool:
    """A noun that names something that takes place."""
    if token.pos_ == "PROPN" and token.ent_type_ in ("PERSON", "GPE", "ORG", "NORP", "PRODUCT"):
        return False
    return token.lemma_.lower() in listed("nouns") or token.lower_ in listed("nouns")


def _speech_before(date: Token) -> Token | None:
    """ "officials said Monday they will order": the saying is dated, whatever the parser thinks."""
    first = min((word.i for word in date.subtree), default=date.i)
    i = first - 1
    while i >= 0 and date.doc[i].lower_ in ("on", "late", "early", "reporters", "earlier"):
        i -= 1
    before = date.doc[i] if i >= 0 else None
    if before is None or before.sent.start != date.sent.start or before.lemma_ not in listed("saying") or before.tag_ not in ("VBD", "VBZ", "VBP"):
        return None
    return before


def _of_verb(verb: Token, node: Token, inside: bool) -> Dated | None:
    """A verb reached from the date; from inside another phrase only when that phrase is no event of its own."""
    if inside and node.dep_ in ("pobj", "dobj", "nsubj"):
        return None
    if verb.dep_ == "xcomp" and verb.head.pos_ in VERBS and verb.head.lemma_ in ("begin", "start", "continue", "get", "be", "have", "go", "try"):
        verb = verb.head
    if verb.dep_ == "advcl" and verb.tag_ == "VB" and verb.head.pos_ in VERBS and verb.i > verb.head.i:
        return Dated(verb.head, "purpose")  # "would travel to Istanbul to meet ... on Friday"
    return Dated(verb, "verb")


def _root(node: Token) -> Dated | None:
    if node.pos_ in VERBS:
        return Dated(node, "verb")
    return Dated(node, "noun") if node.pos_ == "NOUN" and is_event_noun(node) else None
