"""What a reporting word reports, as ranges of tokens, and how their ends are tidied."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from briefgen.extract.quotes.lexicon import speech_verbs, word_set
from briefgen.extract.quotes.sources import cue_shared
from briefgen.extract.quotes.text import Text
from briefgen.extract.tokens import Token
from briefgen.records import Span

Range = tuple[int, int]  # tokens [first, end)


@dataclass(frozen=True, slots=True)
class Report:
    """A reporting word with what it reports. `construction` names the rule."""

    cue: Token
    cue_span: Span
    source: Token | None
    content: tuple[Range, ...]
    construction: str


def clause_range(clause: Token, first: int = 0) -> Range:
    """The clause without its "that", from `first` on: "which he said [was wrong]"."""
    first = max(first, clause.left_edge.i)
    end = next((c.i - 1 for c in clause.rights if cue_shared(c) is not None), clause.right_edge.i + 1)
    end = next((joint.i for joint in _joints(clause, end) if _is_cues_own(clause, joint)), end)
    end = next((w.i for w in clause.rights if w.i < end and _is_others_report(w)), end)
    doc = clause.doc
    while first < clause.i and (doc[first].lower_ in ("that", ",", ":", "as") and doc[first].dep_ in ("mark", "punct")):
        first += 1
    return first, end


def _is_others_report(word: Token) -> bool:
    """'officials say it will open, with the Post reporting that'"""
    inner = next((c for c in word.rights if c.dep_ == "pcomp" and c.tag_ == "VBG"), None)
    return word.lower_ == "with" and inner is not None and inner.lemma_ in speech_verbs()


def _joints(clause: Token, end: int) -> Iterator[Token]:
    return (t for t in clause.doc[clause.i + 1 : end] if t.lower_ in ("but", "and") and t.dep_ == "cc")


def _is_cues_own(clause: Token, joint: Token) -> bool:
    """'added that she understands it but downplayed its reach': a past verb without a subject of its own goes on the
    past cue, not what is reported in the present"""
    told = clause.head.tag_ == "VBD" and clause.tag_ in ("VBZ", "VBP")
    verb = next((c for c in joint.head.rights if c.dep_ == "conj" and c.i > joint.i), None)
    if not told or verb is None or verb.tag_ not in ("VBD", "VBN"):
        return False
    return joint.head.tag_ != verb.tag_ and not any(
        c.dep_ in ("nsubj", "aux", "auxpass", "nsubjpass") for c in verb.lefts
    )


def trimmed(text: Text, part: Range) -> Range | None:
    """Cut punctuation at both ends and a further report that hangs on at the end ("..., adding that")."""
    doc = text.doc
    first, end = part
    for i in range(first + 2, end):
        if doc[i].tag_ == "VBG" and doc[i - 1].lower_ == "," and doc[i].lemma_ in word_set("hangers"):
            end = i
            break
    while first < end and (doc[first].is_punct or doc[first].is_space) and doc[first].lower_ not in ("(", "[", "$"):
        first += 1
    while end > first and _is_loose_end(doc[end - 1]):
        end -= 1
    return (first, end) if first < end else None


def _is_loose_end(token: Token) -> bool:
    """Punctuation, or an "and" that leads to something not reported."""
    if token.is_punct or token.is_space:
        return token.lower_ not in (")", "]", "%")
    return token.dep_ == "cc" and token.lower_ in ("and", "but", "or")
