"""The phrases that take part in what a verb or an event noun names, read off the parse: heads of noun phrases."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.extract.events.attach import is_event_noun
from briefgen.extract.events.lexicon import listed
from briefgen.extract.tokens import Token

__all__ = ["arguments", "subjects_of", "with_list"]

VERBS = ("VERB", "AUX")
SUBJECTS = ("nsubj", "nsubjpass", "csubj")
OBJECTS = ("dobj", "dative", "iobj", "attr", "oprd")
PARTNERS = frozenset(
    {"with", "by", "against", "between", "among", "from", "for", "to", "of", "upon", "on", "about", "alongside", "over"}
)
SETTINGS = ("in", "at", "during")
UP = 4  # verbs looked at for a subject


def arguments(trigger: Token) -> list[Token]:
    """Heads of the phrases that take part in what the trigger names, in text order."""
    return sorted(_arguments(trigger, set()), key=lambda token: token.i)


def subjects_of(verb: Token) -> list[Token]:
    """The subject of a verb: its own, that of the verb it goes with, the noun it stands by."""
    return _own_subjects(verb) or _holder(verb) or _borrowed_subjects(verb) or _misread_subject(verb)


def with_list(heads: list[Token]) -> Iterator[Token]:
    """Each head with the others of its list: "X, Y and Z"."""
    for head in heads:
        if head.tag_ in ("WP", "WDT", "WP$") and (noun := _antecedent(head)) is not None:
            head = noun
        yield head
        for child in head.children:
            if child.dep_ == "conj":
                yield from with_list([child])


def _arguments(trigger: Token, seen: set[int]) -> Iterator[Token]:
    if trigger.i in seen:
        return
    seen.add(trigger.i)
    if trigger.pos_ in VERBS:
        yield from _of_verb(trigger, seen)
    else:
        yield from _of_noun(trigger, seen)


def _of_verb(verb: Token, seen: set[int]) -> Iterator[Token]:
    subjects = subjects_of(verb)
    yield from with_list(subjects)
    for subject in subjects:
        is_group = subject.lemma_.lower() in listed("groups")  # "his campaign raised a sum"
        if subject.pos_ == "NOUN" and subject.head == verb and is_event_noun(subject) and not is_group:
            yield from _arguments(subject, seen)  # "the talks between Varn and Quill began"
    if verb.dep_ in ("acl", "relcl") and is_event_noun(verb.head):  # "in an interview published on Monday"
        yield from _of_noun(verb.head, seen)
    for child in verb.children:
        if child.dep_ in OBJECTS:
            yield from with_list([child])
            if child.pos_ == "NOUN":
                yield from _arguments(child, seen)
        elif child.dep_ in ("prep", "agent"):
            yield from _of_preposition(child, seen)
        elif _goes_on(child):
            yield from _arguments(child, seen)


def _of_preposition(lead: Token, seen: set[int]) -> Iterator[Token]:
    """Partners behind "with", "by", "against" ...; those of an event: "in an interview with ABC"."""
    for one in (lead, *(other for other in lead.children if other.dep_ == "conj" and other.pos_ == "ADP")):
        objects = [word for word in one.children if word.dep_ == "pobj"]
        if one.lower_ in PARTNERS:
            yield from with_list(objects)
        if one.lower_ == "by":  # "punished him by naming Varn"
            for gerund in one.children:
                if gerund.dep_ == "pcomp":
                    yield from _arguments(gerund, seen)
        if one.lower_ in PARTNERS or one.lower_ in SETTINGS:
            for word in objects:
                if word.pos_ == "NOUN" and is_event_noun(word):
                    yield from _of_noun(word, seen)


def _goes_on(child: Token) -> bool:
    """Whether a clause below a verb tells more of the same event: its infinitive, what it reports without quotation."""
    if child.dep_ == "advcl" and child.i > child.head.i and child.tag_ == "VBD":
        return any(mark.lower_ == "when" for mark in child.children)  # "faced a test in 1964, when Varn left"
    if child.dep_ in ("xcomp", "advcl"):
        return child.tag_ in ("VB", "VBG") and child.i > child.head.i and child.lemma_ not in listed("saying")
    if child.dep_ != "ccomp":
        return False
    return '"' not in child.doc.cut(min(child.i, child.head.i), max(child.i, child.head.i))


def _own_subjects(verb: Token) -> list[Token]:
    return [child for child in verb.children if child.dep_ in SUBJECTS]


def _borrowed_subjects(verb: Token) -> list[Token]:
    """The subject of a verb that has none of its own: that of the verb it goes with, or the noun it stands by."""
    node = verb
    for _ in range(UP):
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
        if subjects := _own_subjects(head):
            return subjects
        if head.pos_ not in VERBS:
            return []
        node = head
    return []


def _holder(verb: Token) -> list[Token]:
    """ "Varn is due to speak", "has trouble winning", "has a rally planned": who is or has what a clause tells of."""
    word = verb.head
    if verb.tag_ not in ("VB", "VBG", "VBN") or any(child.dep_ == "auxpass" for child in verb.children):
        return []
    if word.dep_ == "prep" and verb.dep_ == "pcomp":  # "was gracious in declaring victory"
        word = word.head
    is_trait = word.dep_ == "acomp" and verb.tag_ != "VBN"
    is_held = word.dep_ == "dobj" and word.head.lemma_ == "have"
    return subjects_of(word.head) if (is_trait or is_held) and word.head.i < verb.i else []


def _misread_subject(verb: Token) -> list[Token]:
    """ "According to the report, Varn asked ...": a subject that the parser took for an apposition in front."""
    if verb.tag_ not in ("VBD", "VBZ", "VBP"):
        return []
    for lead in verb.lefts:
        for word in lead.subtree:
            if lead.dep_ == "prep" and word.dep_ == "appos" and word.doc[word.left_edge.i - 1].text == ",":
                return [word] if word.right_edge.i == verb.i - 1 else []
    return []


def _of_noun(noun: Token, seen: set[int]) -> Iterator[Token]:
    """ "Varn's talks with Quill", "the meeting between A and B", "X proposed a debate", "said X on a visit"."""
    yield from with_list(_subjects_over(noun, seen))
    for child in noun.children:
        is_nation = child.dep_ == "amod" and child.ent_type_ == "NORP"  # "the Norwegian raid"
        if child.dep_ == "poss" or ((child.dep_ in ("compound", "nmod") or is_nation) and is_event_noun(noun)):
            yield from with_list([child])
        elif child.dep_ == "prep" and child.lower_ in PARTNERS:
            yield from with_list([word for word in child.children if word.dep_ == "pobj"])
        elif child.dep_ == "npadvmod":  # "a meeting last Monday with Varn"
            for lead in child.children:
                if lead.lower_ in ("with", "between", "by"):
                    yield from with_list([word for word in lead.children if word.dep_ == "pobj"])
        elif child.dep_ in ("acl", "relcl") and child.tag_ in ("VB", "VBG", "VBN"):
            yield from _arguments(child, seen)


def _subjects_over(noun: Token, seen: set[int]) -> list[Token]:
    """Who does what a verb says of its object, or in its setting, takes part in that, too."""
    if noun.dep_ == "dobj":
        return [] if noun.head.i in seen else _own_subjects(noun.head)
    lead = noun.head
    is_setting = noun.dep_ == "pobj" and lead.dep_ == "prep" and lead.lower_ in SETTINGS
    if not is_setting or lead.head.pos_ not in VERBS or lead.head.i in seen:
        return []
    return subjects_of(lead.head)


def _antecedent(relative: Token) -> Token | None:
    """The noun that "who", "which", "whose" stands for."""
    node = relative
    while node.head != node:
        if node.dep_ == "relcl":
            return node.head
        node = node.head
    return None
