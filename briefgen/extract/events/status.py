"""Whether an event took place: happened, planned, possible or denied, from tense, modals and governing verbs."""

from __future__ import annotations

from briefgen.extract.events.lexicon import listed
from briefgen.extract.tokens import Token
from briefgen.records import Status

WILL = frozenset({"will", "wo", "'ll", "shall", "would", "'d"})
MAY = frozenset({"may", "might", "could", "can", "ca", "should", "must"})
CONDITION = frozenset({"if", "whether", "unless", "lest"})
GUESSES = frozenset({"possible", "likely", "unlikely", "doubtful", "conceivable"})
SURE = frozenset({"poised", "set", "due", "ready", "scheduled", "bound", "certain", "sure", "expected", "slated"})
UNSURE = frozenset(
    {"likely", "unlikely", "possible", "able", "unable", "free", "eligible", "eager", "willing", "reluctant"}
)
VERBS = ("VERB", "AUX")
UP = 3  # governing verbs looked at
REACH = 8  # steps from "planned" to the verb that takes the plan back


def status_of(trigger: Token, *, ahead: bool | None) -> Status:
    """The status of what a trigger names. `ahead`: its date lies after the article's; None: it covers it."""
    found = _of_verb(trigger, bool(ahead)) if trigger.pos_ in VERBS else _of_noun(trigger)
    if found and not (ahead is False and _is_purpose(trigger) and (found == "possible" or _is_settled(trigger))):
        return found
    return "planned" if ahead else "happened"


def _of_verb(verb: Token, ahead: bool) -> Status | None:
    words = _marks(verb)
    if verb.dep_ == "conj" and verb.head.pos_ in VERBS and not _has_own(verb):
        words |= _marks(verb.head) - {"not", "n't"}
    words |= {verb.left_edge.lower_} & CONDITION
    if verb.lemma_ in ("deny", "dispute", "refute") and any(child.dep_ == "ccomp" for child in verb.children):
        return "denied"  # what is told is the clause denied
    if words & CONDITION:
        return "possible"
    if any(child.dep_ == "neg" and child.lower_ != "only" for child in verb.children):
        return "possible" if _is_wanted(verb) else "denied"
    if verb.lemma_ in ("cancel", "scrap", "shelve", "abort") and any(
        child.dep_ == "nsubjpass" for child in verb.children
    ):
        return "denied"
    if _is_guessed(verb) or (verb.dep_ in ("ccomp", "advcl") and _is_guessed(verb.head)):
        return "possible"
    if words & WILL and not _is_perfect(verb, words):
        return "possible" if _has_condition(verb) else "planned"
    if words & MAY and not _is_perfect(verb, words):
        return "possible" if ahead or words & {"may", "might", "could", "should"} else None
    if _is_scheduled(verb):
        return "denied" if _is_called_off(verb) else "planned"
    if "to" in words or verb.dep_ in ("xcomp", "pcomp"):
        return _governed(verb)
    if _has_to(verb) or any(
        child.dep_ == "xcomp" and verb.lemma_ in listed("planning") and ahead for child in verb.children
    ):
        return "planned"
    return None


def _is_guessed(verb: Token) -> bool:
    """ "it is likely that he sails on Friday" """
    return verb.lemma_ == "be" and any(child.dep_ == "acomp" and child.lower_ in GUESSES for child in verb.children)


def _marks(verb: Token) -> set[str]:
    """The small words in front of a verb: auxiliaries, "if", "whether"."""
    small = ("aux", "auxpass", "mark", "neg", "advmod", "preconj")
    return {child.lower_ for child in verb.lefts if child.dep_ in small}


def _has_own(verb: Token) -> bool:
    return any(child.dep_ in ("nsubj", "nsubjpass", "aux") for child in verb.children)


def _of_noun(noun: Token) -> Status | None:
    """ "rejected a debate on April 4", "expects talks on Friday"."""
    node = noun
    for _ in range(UP):
        head = node.head
        if head == node:
            return None
        if head.pos_ in VERBS:
            if node.dep_ in ("dobj", "nsubjpass", "pobj", "ccomp") or node.dep_ == "prep":
                return _by_governor(head) if node.dep_ in ("dobj", "nsubjpass") else None
            return None
        node = head
    return None


def _governed(verb: Token) -> Status | None:
    """An infinitive is as sure as what governs it: "plans to meet", "refused to meet", "a challenge to meet"."""
    head = verb.head
    if verb.dep_ == "ROOT":
        return "planned"  # "Figures to be published today"
    if verb.dep_ in ("xcomp", "ccomp", "advcl", "pcomp") and head.pos_ in VERBS:
        return _by_governor(head) or (_of_verb(head, False) if verb.dep_ == "xcomp" else None)
    if verb.dep_ in ("xcomp", "ccomp", "advcl") and head.pos_ == "ADJ" and head.lemma_ in SURE | UNSURE:
        if head.lemma_ == "unable":
            return "denied"
        if head.lemma_ == "able" and head.head.tag_ == "VBD":
            return None  # "was able to hit it in 2014"
        return "planned" if head.lemma_ in SURE else "possible"
    if verb.dep_ in ("acl", "relcl") and head.pos_ in ("NOUN", "PROPN"):
        if any(child.dep_ == "auxpass" for child in verb.children):
            return "planned"  # "figures to be published today"
        return (
            "planned" if head.lemma_ in ("plan", "decision", "deal", "agreement", "effort", "promise") else "possible"
        )
    return None


def _is_purpose(verb: Token) -> bool:
    """ "opportunities to run", of a past year: nothing says that it was only wished."""
    return verb.dep_ in ("acl", "relcl") and verb.tag_ == "VB"


def _is_settled(verb: Token) -> bool:
    """ "her decision to open the border last year": what was decided, once past, was done."""
    return verb.head.lemma_ in ("decision", "deal", "agreement")


def _by_governor(head: Token) -> Status | None:
    if any(child.dep_ == "neg" for child in head.children):
        return "possible"
    lemma = head.lemma_
    if lemma in listed("denying"):
        return "denied"
    if lemma in listed("opening"):
        return "possible"
    if lemma in listed("planning") or lemma == "be":
        return "planned"
    return None


def _is_scheduled(verb: Token) -> bool:
    """ "scheduled for Friday", "is due on Monday", "expected next month"."""
    passive = verb.tag_ == "VBN" and (
        verb.dep_ in ("acl", "amod", "relcl", "advcl", "ccomp")
        or any(child.dep_ == "auxpass" for child in verb.children)
    )
    return passive and verb.lemma_ in (
        "schedule",
        "expect",
        "plan",
        "slate",
        "set",
        "anticipate",
        "book",
        "postpone",
        "reschedule",
        "due",
    )


def _is_called_off(verb: Token) -> bool:
    """ "the vote planned for Monday has been cancelled" """
    node = verb
    for _ in range(REACH):
        node = node.head
        if node.pos_ in VERBS:
            return node != verb and node.lemma_ in listed("calling_off")
    return False


def _has_to(verb: Token) -> bool:
    """ "is to begin", "are to travel"; "is going to"; "is set to"."""
    if verb.lemma_ == "be" and verb.tag_ in ("VBZ", "VBP"):
        return any(child.dep_ == "xcomp" and child.tag_ == "VB" for child in verb.children)
    return verb.lower_ == "going" and any(child.dep_ == "xcomp" for child in verb.children)


def _is_perfect(verb: Token, words: set[str]) -> bool:
    return "have" in words and verb.tag_ == "VBN"


def _has_condition(verb: Token) -> bool:
    return any(
        child.dep_ == "advcl" and any(mark.lower_ in ("if", "unless") for mark in child.children)
        for child in verb.children
    )


def _is_wanted(verb: Token) -> bool:
    return verb.lemma_ in listed("opening")
