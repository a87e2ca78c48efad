"""The words that tell an event: the clause of a verb, the phrase of a noun, without what other clauses tell."""

from __future__ import annotations

from briefgen.extract.events.lexicon import listed
from briefgen.extract.tokens import Token
from briefgen.records import Span

VERBS = ("VERB", "AUX")
SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
APART = ("conj", "cc", "punct", "parataxis", "preconj", "meta")  # on the right of a verb: another clause
OTHER_CLAUSE = frozenset(
    ["while", "because", "although", "though", "whereas", "but", "as", "when", "if", "unless", "since"]
)
FRONT = (
    "advcl",
    "prep",
    "npadvmod",
    "advmod",
    "cc",
    "punct",
    "mark",
    "ccomp",
    "intj",
    "dep",
    "meta",
    "parataxis",
    "tmod",
)
CLOSE = 4  # tokens from a noun phrase to a date that belongs to it: "in early March 2022"
EDGES = frozenset([*",.;:-–—(", "--", "and", "or", "but"])  # not at the ends of a clause
NOUN_APART = ("conj", "cc", "appos", "punct", "relcl")


def clause_span(trigger: Token, date: Token) -> Span:
    """Characters of the shortest clause or phrase that tells what the trigger names."""
    if trigger.pos_ not in VERBS:
        return _phrase(trigger, date)
    if trigger.dep_ in ("acl", "relcl") and trigger.head.pos_ in ("NOUN", "PROPN", "PRON", "DET"):
        return _noun_with(trigger, date)
    if trigger.lemma_ in listed("saying") and (said := _said(trigger)):
        return _span(*_verb_bounds(said, date))
    return _span(*_verb_bounds(_governed_by(trigger), date))


def _governed_by(verb: Token) -> Token:
    """ "is to begin", "plans to meet", "is likely to meet": the clause is that of the planning verb."""
    head = verb.head
    if verb.dep_ == "xcomp" and head.pos_ == "ADJ" and head.dep_ == "acomp" and head.head.pos_ in VERBS:
        return head.head
    if (
        verb.dep_ == "xcomp"
        and head.pos_ in VERBS
        and (head.lemma_ in listed("planning") or head.lemma_ in ("be", "go", "have", "acquiesce"))
    ):
        return head
    return verb


def _said(verb: Token) -> Token | None:
    """The clause that a speech verb reports."""
    clauses = (child for child in verb.children if child.dep_ == "ccomp" and child.pos_ in VERBS)
    whole = (clause for clause in clauses if any(word.dep_ in SUBJECTS for word in clause.children))
    return next((clause for clause in whole if clause.i > verb.i or not _is_parted(verb)), None)


def _is_parted(verb: Token) -> bool:
    """ "It may fall: Varn said ...": what stands in front of a colon or semicolon is not what was said."""
    subject = next((child for child in verb.lefts if child.dep_ in SUBJECTS), verb)
    first = subject.left_edge.i
    return first > 0 and verb.doc[first - 1].text in (":", ";")


def _verb_bounds(verb: Token, date: Token | None = None) -> tuple[Token, Token]:
    """First and last token of a verb's own clause, a phrase of its date behind a comma included."""
    subject = next((child for child in verb.lefts if child.dep_ in SUBJECTS), None)
    left = verb
    if subject is None and verb.dep_ == "conj" and verb.i - verb.head.i <= 2:
        left = _verb_bounds(verb.head)[0]  # "wins or loses"
    for child in verb.lefts:
        if (subject is not None and child.i < subject.i) or (
            child.dep_ in FRONT and subject is None and child.dep_ != "mark"
        ):
            continue
        if child.dep_ in ("cc", "punct", "mark", "preconj"):
            continue
        left = min(left, child.left_edge, key=_place)
    right = verb
    for child in verb.rights:
        dates = child.dep_ in ("prep", "npadvmod") and date is not None and child.i <= date.i <= child.right_edge.i
        if _is_apart(child) and not dates:
            break
        right = max(right, _right_end(child), key=_place)
    return left, right


def _is_apart(child: Token) -> bool:
    """Whether a right-hand child begins another clause."""
    if child.dep_ == "punct":
        return child.text in (";", ":", "--", "–", "—") or (child.text == "-" and child.has_space)
    if child.dep_ in APART:
        return True
    if child.dep_ == "prep" and child.i and child.doc[child.i - 1].text == ",":
        return True
    if child.dep_ == "advcl":
        first = child.left_edge
        if child.tag_ == "VBG" and child.lemma_ in listed("saying"):
            return True  # ", saying ..."
        comma = first.i and child.doc[first.i - 1].text == ","
        return (comma and child.tag_ not in ("VBG",)) or first.lower_ in OTHER_CLAUSE
    return child.dep_ == "ccomp" and child.i - child.head.i > 1 and child.doc[child.left_edge.i - 1].text in (",", '"')


def _right_end(child: Token) -> Token:
    """The end of a right-hand part, up to a dash or a clause set off behind a comma."""
    edge = child.right_edge
    for token in child.doc[child.i : edge.i + 1]:
        if token.text in ("–", "—", "--") or (
            token.dep_ == "cc" and token.head.pos_ in VERBS and token.i and token.doc[token.i - 1].text == ","
        ):
            return token.doc[token.i - 1]
    return edge


def _phrase(noun: Token, date: Token) -> Span:
    """A noun with what belongs to it and a date close behind, no relative clause, no other noun of a list."""
    left, right = noun.left_edge, noun
    for child in noun.rights:
        if child.dep_ in NOUN_APART:
            break
        is_clause = child.dep_ in ("acl", "ccomp") and child.pos_ in VERBS
        right = max(right, _verb_bounds(child)[1] if is_clause else child.right_edge, key=_place)
    if 0 < date.i - right.i <= CLOSE:
        right = date
    return _span(left, right)


def _noun_with(verb: Token, date: Token) -> Span:
    """ "the first boat rescued on Friday": the noun and the clause that hangs on it."""
    noun = verb.head
    subject = next((child for child in verb.lefts if child.dep_ in ("nsubj", "nsubjpass")), None)
    if subject is not None and subject.tag_ not in ("WDT", "WP", "IN", "DT"):
        return _span(*_verb_bounds(verb, date))
    _, right = _verb_bounds(verb, date)
    return _span(noun.left_edge, right)


def _span(left: Token, right: Token) -> Span:
    """Characters of the tokens, without the white space and marks at the edges."""
    doc = left.doc
    first, last = _past_label(left, right), right.i
    while last > first and (doc[last].is_space or doc[last].lower_ in EDGES):
        last -= 1
    while first < last and (doc[first].is_space or doc[first].lower_ in EDGES):
        first += 1
    return Span(doc[first].idx, doc[last].idx + len(doc[last].text))


LABEL = 4  # tokens of "ADA VARN:" in front of what she says


def _past_label(left: Token, right: Token) -> int:
    """Where the words begin behind the label of a speaker."""
    front = left.doc[left.i : min(left.i + LABEL, right.i)]
    colon = next((token.i for token in front if token.text == ":"), None)
    is_label = colon is not None and all(token.pos_ == "PROPN" for token in front[: colon - left.i])
    return colon + 1 if colon is not None and is_label else left.i


def _place(token: Token) -> int:
    return token.i
