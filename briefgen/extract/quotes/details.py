"""Beside the words and the speaker: to whom, when and where it was said, and whether it was said at all."""

from __future__ import annotations

from briefgen.extract.quotes.joining import Draft
from briefgen.extract.quotes.lexicon import word_set
from briefgen.extract.quotes.reports import cue_clause
from briefgen.extract.quotes.text import Text
from briefgen.extract.tokens import Token
from briefgen.records import Article, Assertion, Edtf, Span, TimeExpression

LONGEST_LISTENER = 10  # words


def listener(text: Text, draft: Draft) -> str | None:
    """To whom: 'told [reporters]', 'said to [his staff]'."""
    cue = draft.cue
    if cue is None or cue.pos_ not in ("VERB", "AUX"):
        return None
    for child in cue.rights:
        thing_told = child.dep_ in ("dobj", "dative") and child.pos_ in ("NOUN", "PROPN", "PRON")
        if thing_told and cue.lemma_ in word_set("listeners"):
            return _phrase(text, child)
        if child.lower_ == "to" and child.dep_ in ("prep", "dative") and cue.lemma_ in word_set("listeners-with-to"):
            thing = next((c for c in child.children if c.dep_ == "pobj" and c.pos_ in ("NOUN", "PROPN", "PRON")), None)
            return _phrase(text, thing) if thing is not None else None
    return None


def _phrase(text: Text, head: Token) -> str | None:
    first, end = head.left_edge.i, head.i + 1
    for child in head.rights:
        if child.dep_ in ("compound", "flat", "appos") and child.i == end:
            end = child.i + 1
    return text.span(first, end).cut(text.body) if end - first <= LONGEST_LISTENER else None


def assertion(draft: Draft) -> Assertion:
    """Whether it was said, denied ('did not say', 'denied that') or only supposed ('would say')."""
    cue = draft.cue
    if cue is None or cue.pos_ not in ("VERB", "AUX"):
        return "said"
    if draft.kind == "direct" and cue.lemma_ not in word_set("unsaid"):
        return "said"
    if cue.lemma_ in ("deny", "refute", "dispute") or any(c.dep_ == "neg" for c in cue.children):
        return "denied"
    if any(c.dep_ == "aux" and c.lower_ in word_set("unreal") for c in cue.lefts):
        return "hypothetical"
    if any(c.dep_ == "mark" and c.lower_ in ("if", "unless") for c in cue.lefts):
        return "hypothetical"
    return _by_governor(cue)


def _by_governor(cue: Token) -> Assertion:
    """'declined to say' is denied, 'wants to say' is supposed."""
    if cue.dep_ not in ("xcomp", "pcomp", "ccomp"):
        return "said"
    governor = cue.head if cue.dep_ == "xcomp" else cue.head.head
    if governor.lemma_ in word_set("unsaid"):
        return "denied"
    infinitive = any(c.lower_ == "to" and c.dep_ == "aux" for c in cue.lefts)
    return "hypothetical" if infinitive and governor.lemma_ in word_set("planned") else "said"


def date_said(text: Text, article: Article, draft: Draft, times: tuple[TimeExpression, ...]) -> Edtf | None:
    """When: the time expression in the cue clause; else the article's day for a plain past-tense cue."""
    cue = draft.cue
    if cue is None or cue.pos_ not in ("VERB", "AUX"):
        return None
    clause = _cue_words(text, draft, cue)
    told = [t for t in times if t.span.overlaps(clause) and not any(t.span.overlaps(c) for c in draft.content)]
    for time in told:
        if time.type == "date":
            return Edtf(time.value)
        if time.type == "time":
            return Edtf(time.value[:10])
    if told:
        return None
    day = article.dateline or article.date
    return Edtf(day.isoformat()) if day is not None and _is_plain_past(cue) else None


def _is_plain_past(cue: Token) -> bool:
    """'said', not 'had said', 'used to say' or 'who once said'."""
    if cue.tag_ != "VBD" or any(c.dep_ in ("aux", "neg") for c in cue.lefts):
        return False
    if any(c.lower_ in ("once", "later", "previously", "earlier", "then", "already") for c in cue.children):
        return False
    return cue.dep_ not in ("relcl", "acl", "advcl")


def place_said(text: Text, draft: Draft) -> str | None:
    """Where: 'told reporters in [Port Avel]', 'wrote on [X]'."""
    cue = draft.cue
    if cue is None or cue.pos_ != "VERB":
        return None
    for child in cue.rights:
        if child.dep_ != "prep" or child.lower_ not in ("in", "at", "on", "from", "outside", "aboard"):
            continue
        thing = next((c for c in child.children if c.dep_ == "pobj"), None)
        if thing is None or any(thing.idx >= c.start and thing.idx < c.end for c in draft.content):
            continue
        named = thing.ent_type_ in ("GPE", "LOC", "FAC") or thing.text in word_set("platforms")
        if named and (child.lower_ != "on" or thing.text in word_set("platforms")):
            return _phrase(text, thing)
    return None


def _cue_words(text: Text, draft: Draft, cue: Token) -> Span:
    """The cue clause, cut where the reported words begin or end."""
    first, end = cue_clause(cue)
    span = text.span(first, end)
    start, stop = span.start, span.end
    for content in draft.content:
        if content.start >= cue.idx:
            stop = min(stop, content.start)
        elif content.end <= cue.idx:
            start = max(start, content.end)
    return Span(min(start, cue.idx), max(stop, cue.idx + len(cue.text)))
