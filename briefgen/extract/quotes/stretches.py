"""Marked stretches sorted out: speech set as a sentence of its own, or some words inside a sentence."""

from __future__ import annotations

from dataclasses import dataclass

from briefgen.extract.marks import Marked
from briefgen.extract.quotes.lexicon import speech_verbs
from briefgen.extract.quotes.text import Text

TERMINAL = ".?!…"
JOINING = ",:—–-"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A marked stretch with its neighbours. `before` and `after` are the nearest characters outside, "" at the edge."""

    mark: Marked
    index: int
    first: int  # tokens
    end: int
    paragraph: int
    before: str
    after: str
    tail: str  # its own last character
    whole: bool  # set as a sentence, not as words within one


def find_stretches(text: Text) -> list[Stretch]:
    """Sort out the outer stretches, in order."""
    return [_stretch(text, index, mark) for index, mark in enumerate(text.marks)]


def _stretch(text: Text, index: int, mark: Marked) -> Stretch:
    number = text.paragraph_of(mark.outer.start)
    paragraph = text.paragraphs[number]
    before = text.body[paragraph.start : mark.outer.start].rstrip()[-1:]
    after = text.body[mark.outer.end : paragraph.end].lstrip()[:1]
    first, end = text.tokens_in(mark.inner)
    tail = mark.inner.cut(text.body).rstrip("'’\"” ")[-1:]
    found = Stretch(mark, index, first, end, number, before, after, tail, False)
    return Stretch(mark, index, first, end, number, before, after, tail, _is_whole(text, found))


def _is_whole(text: Text, stretch: Stretch) -> bool:
    if not stretch.mark.closed or stretch.mark.continues:
        return True
    ends = stretch.tail in TERMINAL + ",—–-" or stretch.after in TERMINAL + "([" or not stretch.after
    if not ends and not (stretch.after == "," and _leads_to_a_cue(text, stretch)):
        return stretch.before == ":" and stretch.end - stretch.first > LONG
    if not stretch.before or stretch.before in TERMINAL + ":" or stretch.before in "”\"’'»)]":
        return _starts_like_a_sentence(text, stretch) or stretch.before == ":"
    if stretch.before in ",—–-":
        return _follows_a_cue(text, stretch) or (stretch.before == "," and _starts_like_a_sentence(text, stretch))
    return _follows_a_cue(text, stretch) and _starts_like_a_sentence(text, stretch)


def _leads_to_a_cue(text: Text, stretch: Stretch) -> bool:
    """'"...", added Lee': the comma stands outside the marks."""
    verbs = speech_verbs()
    for token in text.doc[stretch.end + 1 : stretch.end + 1 + REACH_ON]:
        if token.lemma_ in verbs and "direct" in verbs[token.lemma_] and token.pos_ in ("VERB", "AUX"):
            return True
    return False


REACH_ON = 6  # tokens from a stretch on to its cue
LONG = 6  # tokens: after a colon, more than a term


def _starts_like_a_sentence(text: Text, stretch: Stretch) -> bool:
    head = stretch.mark.inner.cut(text.body).lstrip("[(‘’'\"“… .—-")[:1]
    return head.isupper() or head.isdigit() or not head.isalpha()


def _follows_a_cue(text: Text, stretch: Stretch) -> bool:
    """Whether a reporting verb stands just before: 'she said “We”', 'he added, “we”', 'telling reporters: “we”'."""
    verbs = speech_verbs()
    for i in range(stretch.first - 1, max(-1, stretch.first - REACH_BACK), -1):
        token = text.doc[i]
        if token.lower_ in TERMINAL and i < stretch.first - 2:
            return False
        kinds = verbs.get(token.lemma_)
        if kinds and "direct" in kinds and token.pos_ in ("VERB", "AUX"):
            return stretch.before in ",:" or stretch.first - i <= 3
    return False


REACH_BACK = 14  # tokens from a stretch back to its cue
