"""Which word a time expression dates: the verb or the noun that names what took place then."""

from __future__ import annotations

from dataclasses import dataclass

from briefgen.extract.events.dates import DateUse
from briefgen.extract.events.lexicon import listed
from briefgen.extract.tokens import Token

DAY = len("2025-05-15")
REACH = 8  # steps up the parse from the date to what it dates
INSIDE = ("compound", "nmod", "poss", "amod", "nummod")  # a date that is part of a name or a noun phrase
LED_BY = frozenset({"of", "after", "since", "following", "about", "from", "into", "before", "entering"})
VERBS = ("VERB", "AUX")
LIGHT = frozenset(
    {
        "begin",
        "start",
        "continue",
        "get",
        "be",
        "have",
        "go",
        "try",
        "let",
        "make",
        "help",
        "stop",
        "cease",
        "quit",
        "resume",
    }
)
# "is to begin issuing": of these and their infinitive, the first tells the event
SETTINGS = frozenset(
    {"interview", "statement", "speech", "article", "briefing", "address", "letter", "report", "summary"}
)


@dataclass(frozen=True, slots=True)
class Dated:
    """A trigger with the rule that found it."""

    trigger: Token
    rule: str


def trigger_of(use: DateUse) -> Dated | None:
    """The word that a date dates; None where it dates nothing."""
    date = use.head
    if lead := _speech_before(date):
        return Dated(lead, "after-speech")
    if noun := _noun_before(date):
        return Dated(noun, "noun")
    found = _noun_inside(date) or _climb(date)
    if found is None:
        return None
    found = _past_title(found)
    return (
        _as_reference(found, date)
        or _as_setting(found)
        or _as_circumstance(found)
        or _as_wish(found, use.ahead)
        or _as_charge(found, use)
        or found
    )


def _past_title(found: Dated) -> Dated:
    """ "told Arden TV's Face the Town on Sunday": a verb inside a title tells nothing; the one above does."""
    verb, above = found.trigger, found.trigger.head
    is_title = (
        verb.pos_ in VERBS and verb.text[0].isupper() and verb.i > verb.sent.start and verb.dep_ in ("dobj", "pobj")
    )
    return Dated(above, "verb") if is_title and above.pos_ in VERBS else found


def is_event_noun(token: Token) -> bool:
    """A noun that names something that takes place."""
    if token.pos_ == "PROPN" and token.ent_type_ in ("PERSON", "GPE", "ORG", "NORP", "PRODUCT"):
        return False
    following = token.nbor(1).lower_ if token.i + 1 < len(token.doc) else ""
    if token.lower_ in ("fall", "march") and token.ent_type_ == "DATE" and following not in ("of", "on", "for"):
        return False  # "the fall and winter", "March and April"
    nominal = token.pos_ in ("NOUN", "PROPN") or token.lower_ == "primary"
    return nominal and (token.lemma_.lower() in listed("nouns") or token.lower_ in listed("nouns"))


def _speech_before(date: Token) -> Token | None:
    """ "officials said Monday they will order": the saying is dated, whatever the parser thinks."""
    i = min((word.i for word in date.subtree), default=date.i) - 1
    while i >= 0 and date.doc[i].lower_ in ("on", "late", "early", "reporters", "earlier"):
        i -= 1
    before = date.doc[i] if i >= 0 else None
    if before is None or before.sent.start != date.sent.start or before.lemma_ not in listed("saying"):
        return None
    return before if before.tag_ in ("VBD", "VBZ", "VBP") else None


def _noun_before(date: Token) -> Token | None:
    """ "reminded them of his comment last year": a bare date behind such a noun dates the noun."""
    i = min((word.i for word in date.subtree), default=date.i) - 1
    if i < 1 or date.dep_ not in ("npadvmod", "nmod", "appos", "tmod", "dep"):
        return None
    before = date.doc[i]
    lead = before.head
    if not is_event_noun(before) or before.dep_ != "pobj" or lead.lower_ not in LED_BY:
        return None
    return None if lead.head.lower_ == "out" else before  # "dropped out of the race on Tuesday"


def _noun_inside(date: Token) -> Dated | None:
    """ "the terms under discussion in 2022": the date hangs on a plain noun, but follows one that names an event."""
    lead = date.head
    if date.dep_ != "pobj" or lead.head.pos_ not in ("NOUN", "PROPN") or is_event_noun(lead.head) or lead.i == 0:
        return None
    node = date.doc[lead.i - 1]
    for _ in range(REACH):
        if is_event_noun(node):
            return Dated(node, "noun")
        if node.dep_ not in ("pobj", "prep", "compound") or node.head.i > lead.i:
            return None
        node = node.head
    return None


def _climb(date: Token) -> Dated | None:
    """Up the parse to the first verb or event noun."""
    node, inside = date, date.dep_ in INSIDE
    for _ in range(REACH):
        head = node.head
        if head == node:
            return _root(node)
        if head.lower_ in ("including", "excluding", "like", "unlike", "than"):
            return None  # "the papers, including Monday's letter, were shown"
        if head.pos_ in VERBS and head.dep_ not in ("aux", "auxpass", "prep"):
            return _of_verb(head, node, inside)
        if is_event_noun(head):
            if acts := _acting(head, node):
                return Dated(acts, "verb")
            return Dated(head, "noun-inside" if inside else "noun")
        if inside and head.pos_ in ("NOUN", "PROPN") and node.dep_ != "poss" and node == date:
            return None  # "the 1996 law", "the 2018 World Cup": part of a name
        inside = inside and head.dep_ in INSIDE
        node = head
    return None


def _is_before_clause(verb: Token, node: Token) -> bool:
    """ "On Friday as the others took the stage, Varn opened the hall": the date is of the main clause."""
    is_led = any(mark.i > node.i and mark.dep_ in ("mark", "advmod") for mark in verb.lefts)
    return is_led and verb.dep_ == "advcl" and verb.i < verb.head.i and verb.head.pos_ in VERBS


def _acting(noun: Token, node: Token) -> Token | None:
    """ "The Varn campaign on Monday picked up a rumour": a group that does something on that day."""
    is_group = noun.lemma_.lower() in listed("groups") and noun.dep_ == "nsubj" and noun.head.pos_ in VERBS
    return noun.head if is_group and node.dep_ == "prep" and noun.i < node.i < noun.head.i else None


def _of_verb(verb: Token, node: Token, inside: bool) -> Dated | None:
    """A verb reached from the date; from inside another phrase only when that phrase is no event of its own."""
    if inside and node.dep_ in ("pobj", "dobj", "nsubj"):
        return None
    if told := _told_before(verb, node):
        return Dated(told, "verb")
    verb = _last_joined(verb, node)
    if _is_before_clause(verb, node):
        return Dated(verb.head, "verb")
    if (
        verb.dep_ in ("xcomp", "ccomp")
        and verb.tag_ in ("VB", "VBG")
        and verb.head.pos_ in VERBS
        and verb.head.lemma_ in LIGHT
    ):
        verb = verb.head
    if (
        verb.dep_ == "advcl"
        and verb.tag_ == "VB"
        and verb.head.pos_ in VERBS
        and verb.i > verb.head.i
        and _has_to(verb)
    ):
        return Dated(verb.head, "purpose")  # "would travel to Grenholm to meet ... on Friday"
    return Dated(verb, "verb")


def _last_joined(verb: Token, node: Token) -> Token:
    """ "She had written to them and would visit, in May": behind joined clauses a date is that of the last."""
    joined = [
        child for child in verb.rights if child.dep_ == "conj" and child.pos_ in VERBS and verb.i < child.i < node.i
    ]
    return joined[-1] if joined else verb


def _told_before(verb: Token, node: Token) -> Token | None:
    """ "It could start this week, said ...": a date in front of a verb of speech is of what was said before it."""
    if verb.lemma_ not in listed("saying") or node.i > verb.i or node.right_edge.i + 1 >= verb.i:
        return None
    said = next(
        (child for child in verb.lefts if child.dep_ == "ccomp" and child.pos_ in VERBS and child.i < node.i), None
    )
    return said if said is not None and verb.doc[node.right_edge.i + 1].text in (",", '"') else None


def _root(node: Token) -> Dated | None:
    if node.pos_ in VERBS:
        return Dated(node, "verb")
    return Dated(node, "noun") if is_event_noun(node) else None


def _as_reference(found: Dated, date: Token) -> Dated | None:
    """ "followed the talks in Vienna in March 2022": what is referred to has the date."""
    verb = found.trigger
    if verb.pos_ not in VERBS or verb.lemma_ not in listed("referring") or date.i < verb.i:
        return None
    nouns = [word for word in verb.doc[verb.i + 1 : date.i] if word.dep_ in ("dobj", "pobj") and is_event_noun(word)]
    return Dated(nouns[-1], "noun") if nouns else None


def _as_setting(found: Dated) -> Dated | None:
    """ "At Sunday night's debate, Varn compared ...": the setting in front dates the clause."""
    noun, lead = found.trigger, found.trigger.head
    if noun.pos_ in VERBS or noun.dep_ != "pobj" or lead.lower_ not in ("at", "in", "during", "on"):
        return None
    verb = lead.head
    if verb.pos_ not in VERBS or lead.dep_ != "prep":
        return None
    subject = next((child for child in verb.children if child.dep_ in ("nsubj", "nsubjpass")), None)
    if (subject is not None and lead.i < subject.i) or noun.lemma_ in SETTINGS:
        return Dated(verb, "setting")
    return None


def _as_circumstance(found: Dated) -> Dated | None:
    """ "Varn, speaking to reporters Tuesday, said ...": the saying is what happened."""
    verb = found.trigger
    if (
        verb.tag_ != "VBG"
        or verb.lemma_ not in ("speak", "talk", "appear", "write", "campaign")
        or verb.dep_ not in ("acl", "advcl")
    ):
        return None
    above = verb.head if verb.dep_ == "advcl" else verb.head.head
    return Dated(above, "circumstance") if above.lemma_ in listed("saying") else None


def _as_wish(found: Dated, ahead: bool | None) -> Dated | None:
    """ "spurned a challenge to meet on Thursday", "asked them to delete it in May": once past, that is the event."""
    verb = found.trigger
    if ahead or verb.tag_ != "VB" or not _has_to(verb):
        return None
    if verb.dep_ == "xcomp" and verb.head.lemma_ in listed("wishing"):
        return Dated(verb.head, "asked")
    if verb.dep_ in ("acl", "relcl") and verb.head.dep_ in ("dobj", "nsubjpass") and verb.head.head.pos_ in VERBS:
        return Dated(verb.head.head, "asked")
    return None


def _as_charge(found: Dated, use: DateUse) -> Dated | None:
    """ "convicted Varn of taking bribes on Tuesday": the day is that of the verdict, the year that of the deed."""
    deed, lead = found.trigger, found.trigger.head
    is_behind = deed.dep_ == "pcomp" and lead.lower_ in ("of", "for") and lead.head.tag_ in ("VBD", "VBN")
    return Dated(lead.head, "charge") if is_behind and len(use.value) == DAY and not use.ahead else None


def _has_to(verb: Token) -> bool:
    return any(child.lower_ == "to" and child.dep_ == "aux" for child in verb.children)
