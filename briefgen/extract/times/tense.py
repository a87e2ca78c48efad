"""Which way a time expression points, from the verb it stands with: past, future, open, or the words do not say."""

from __future__ import annotations

from typing import Literal

from briefgen.extract.times.lexicon import words
from briefgen.extract.tokens import Token

Direction = Literal["past", "future", "open"] | None  # open: rather ahead, "the key to winning in November"

REACH = 9  # steps up the parse; beyond it the verb is another story's
PUT_OFF = frozenset(
    {"give", "extend", "postpone", "delay", "have", "deadline", "set", "put", "wait", "remain", "stay", "time"}
)
STARTS = frozenset(
    [
        "meet",
        "begin",
        "start",
        "open",
        "convene",
        "reconvene",
        "leave",
        "travel",
        "arrive",
        "return",
        "visit",
        "resume",
        "end",
        "expire",
        "close",
        "vote",
        "kick",
        "speak",
        "testify",
        "host",
    ]
)
REQUESTS = frozenset({"ask", "order", "urge", "invite", "offer", "propose", "vote", "decide", "promise"})
SPEECH = frozenset({"say", "tell", "announce", "report", "add", "confirm", "state", "declare", "warn", "write"})
SCHEDULED = frozenset(
    {"election", "convention", "primary", "caucus", "referendum", "vote", "summit", "showdown", "ballot", "runoff"}
)
LOOMING = frozenset({"looming", "upcoming", "coming", "forthcoming"})
LIKELY = frozenset({"likely", "unlikely", "poised", "set", "due", "bound", "certain", "eligible", "scheduled"})
MISHAPS = frozenset(
    [
        "shooting",
        "slaying",
        "killing",
        "murder",
        "stabbing",
        "massacre",
        "death",
        "crash",
        "explosion",
        "blast",
        "earthquake",
        "flood",
        "accident",
        "collapse",
        "defeat",
        "outage",
        "kidnapping",
        "bombing",
    ]
)
WILL = frozenset({"will", "wo", "'ll", "shall", "would", "'d"})
MAY = frozenset({"may", "might", "should", "must", "can", "ca", "could"})


def direction(token: Token) -> Direction:
    """Climb from the expression to the verb that governs it and read its tense."""
    if token.dep_ == "conj" and token.head.ent_type_ == "DATE":
        token = token.head  # "as soon as Tuesday or Wednesday"
    if _is_of_mishap(token):
        return "past"
    return _by_outlook(token) or _by_verb(token) or _by_present(token)


def _is_of_mishap(token: Token) -> bool:
    """ "will march because of the shooting on Friday": nobody tells of such a thing before its day."""
    noun = token.head.head if token.dep_ == "pobj" else token.head
    if noun.pos_ != "NOUN" or noun.lemma_ not in MISHAPS:
        return False
    return not any(child.dep_ in ("nummod", "amod") and child.lower_ in LOOMING for child in noun.children)


def _by_verb(token: Token) -> Direction:
    if _follows_speech(token):
        return "past"
    if found := _by_preposition(token):
        return found
    node, inside = token, token.dep_ in ("poss", "compound", "nmod", "amod", "nummod")
    named = False  # "the shooting of March 15 will be looked into": the verb is not told of the day
    for _ in range(REACH):
        named = named or (node.lower_ == "of" and node.head.pos_ in ("NOUN", "PROPN"))
        if node.pos_ in ("VERB", "AUX") or node.lower_ == "due":
            found = _of_verb(node)
            if found == "future" and named:
                return "open"
            if found:
                return None if inside and found == "future" and _is_guess(node) else found
            if node.tag_ in ("VBZ", "VBP") and node.dep_ in ("relcl", "ccomp"):
                return None  # "which is the first vote", of a clause in the past
            inside = False
        if (
            inside
            and node.head.pos_ in ("VERB", "AUX")
            and node.dep_ not in ("nsubj", "nsubjpass", "poss", "compound", "nmod", "amod")
            and node.lower_ != "before"  # "he'll drop out before Tuesday's primary"
        ):
            return None  # "to get around Wednesday's ruling": the ruling is not what lies ahead
        if node.head == node:
            return None
        node = node.head
    return None


def _follows_speech(token: Token) -> bool:
    """ "officials said Monday they will order ...": the day of the saying, whatever the parser thinks."""
    for back in (1, 2):
        if token.i >= back:
            before = token.nbor(-back)
            if before.lemma_ in SPEECH and (before.tag_ in ("VBD", "VBN") or _is_refused(before)):
                return True
            if before.lower_ not in ("on", "late", "early", "last"):
                return False
    return False


def _is_refused(verb: Token) -> bool:
    """ "would not say Tuesday", "declined to say Tuesday" """
    if verb.tag_ != "VB":
        return False
    words = {child.lower_ for child in verb.children if child.dep_ in ("neg", "aux")}
    refused = verb.dep_ == "xcomp" and verb.head.tag_ == "VBD" and verb.head.lemma_ in ("decline", "refuse")
    return refused or (bool(words & {"not", "n't", "n’t"}) and bool(words & {"would", "did", "could"}))


def _by_preposition(token: Token) -> Direction:
    """ "since Friday" is past; "until Friday" ahead when a time is given or put off; "as early as Friday" ahead."""
    lead = next((word for word in token.lefts), token)
    before = token.doc[lead.i - 1] if lead.i else None
    if before is None:
        return None
    if before.lower_ == "since":
        return "past"
    if before.lower_ == "as" and before.i > 1 and token.doc[before.i - 1].lower_ in ("early", "soon"):
        return "future"
    if before.lower_ in ("until", "till", "by") and before.i != before.sent.start and before.head.lemma_ in PUT_OFF:
        return "future"
    return None


def _of_verb(verb: Token) -> Direction:
    aux = [child for child in verb.children if child.dep_ in ("aux", "auxpass")]
    lowers = {child.lower_ for child in aux}
    if lowers & WILL:
        return "past" if "have" in lowers and verb.tag_ == "VBN" else "future"
    if verb.tag_ == "VBN" and verb.lemma_ in REQUESTS:
        return "past"  # "she was asked over the weekend"
    if (verb.tag_ in ("VBN", "VBD", "JJ") and verb.lemma_ in words()["plans"]) or verb.lower_ == "due":
        set_ahead = verb.lemma_ in ("plan", "schedule", "slate") and verb.dep_ != "ccomp"
        return "future" if verb.tag_ != "VBD" or verb.dep_ in ("acl", "amod") or set_ahead else "past"
    if (
        verb.tag_ in ("VBZ", "VBP")
        and verb.lemma_ in words()["plans"]
        and any(child.dep_ == "xcomp" for child in verb.children)
    ):
        return "future"
    if verb.tag_ in ("VBZ", "VBP") and verb.lemma_ in STARTS and not aux:
        return "future"
    if verb.lemma_ == "be" and verb.tag_ in ("VBZ", "VBP", "VBD") and any(_is_to(child) for child in verb.children):
        return "future"
    if verb.tag_ == "VBN" and verb.dep_ in ("acl", "advcl", "pcomp", "relcl") and not aux:
        return "past"
    if verb.lower_ == "going" and any(child.dep_ == "xcomp" for child in verb.children):
        return "future"
    if "have" in lowers and verb.tag_ == "VBN":
        return "past"
    if "to" in lowers:
        return _of_infinitive(verb)
    if lowers & MAY:
        return "past" if "have" in lowers else "future" if not lowers & {"could"} else None
    if verb.tag_ == "VBD" or any(child.tag_ == "VBD" or child.lower_ in ("has", "have", "had") for child in aux):
        return "past"
    return None


def _by_outlook(token: Token) -> Direction:
    """ "marching toward November", "between now and May", "the looming vote in July"."""
    lead = token.doc[token.left_edge.i - 1] if token.left_edge.i else token
    if _is_after_ahead_of(lead):
        return "future"
    if lead.lower_ in ("toward", "towards") or (lead.lower_ == "and" and lead.i > 1 and lead.nbor(-1).lower_ == "now"):
        return "future"
    noun = token.head.head if token.dep_ == "pobj" else token.head
    return "future" if noun.pos_ == "NOUN" and any(child.lower_ in LOOMING for child in noun.children) else None


def _is_after_ahead_of(lead: Token) -> bool:
    """ "ahead of Tuesday's vote", "ahead of the May 3 vote" """
    if lead.lower_ in ("the", "next") and lead.i:
        lead = lead.nbor(-1)
    return lead.lower_ == "of" and lead.i > 0 and lead.nbor(-1).lower_ == "ahead"


def _by_present(token: Token) -> Direction:
    """Open: "the November election", "winning in November", of a verb in the present."""
    node, is_set, is_open = token, False, False
    for _ in range(REACH):
        node = node.head
        is_set = is_set or node.lemma_.lower() in SCHEDULED
        is_open = is_open or node.tag_ in ("VB", "VBG")
        if node.dep_ == "pcomp" and node.head.lower_ in ("after", "for", "since"):
            return None  # "after beating Varn in Tuesday's primary"
        if any(child.dep_ == "aux" and child.lemma_ == "have" for child in node.children):
            return None  # "have searched since the October raid"
        if node.tag_ in ("VBZ", "VBP", "VBD") or node.head == node:
            break
    is_told_now = any(word.tag_ in ("VBZ", "VBP", "MD") for word in (node, *node.children))
    if not is_told_now or node.pos_ not in ("VERB", "AUX"):
        return None
    return "future" if is_set and is_open else "open" if is_set or is_open else None


def _is_guess(verb: Token) -> bool:
    """ "Monday's debate might not move mountains" may speak of one that is over."""
    return any(child.dep_ == "aux" and child.lower_ in MAY for child in verb.children)


def _is_to(verb: Token) -> bool:
    """ "are to travel" """
    lowers = {child.lower_ for child in verb.children}
    return verb.dep_ == "xcomp" and verb.tag_ == "VB" and "to" in lowers and "have" not in lowers


def _of_infinitive(verb: Token) -> Direction:
    """ "is to begin", "plans to meet", "a speech to be given": ahead. Else what governs it decides."""
    head = verb.head
    is_passive = any(child.dep_ == "auxpass" and child.lower_ == "be" for child in verb.children)
    if is_passive and verb.dep_ in ("acl", "relcl") and head.pos_ in ("NOUN", "PROPN"):
        return "future"
    if head.lemma_ == "be" and head.tag_ in ("VBZ", "VBP", "VBD") and verb.dep_ == "xcomp":
        return "future"
    if head.lemma_ in words()["plans"] or head.lower_ == "going" or (head.pos_ == "ADJ" and head.lemma_ in LIKELY):
        return "future"
    return None
