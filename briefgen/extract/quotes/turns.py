"""Interviews and transcripts: paragraphs that begin with the speaker's name and a colon ("LEE: ...", "Q: ...").

The words of a turn are printed as they were said, but stand in no marks: they are reported without them.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from briefgen.extract.cast import Cast
from briefgen.extract.quotes.text import Text
from briefgen.records import LocalId, Quote, Span

FEWEST_TURNS = 3  # of at least two speakers: fewer are headings or notes
CONFIDENCE, SPEAKER_CONFIDENCE = 0.65, 0.9  # counted with the others, see confidence.py
_TURN = re.compile(r"[“\"]?\s*((?:[A-Z][A-Z.'’-]*(?: [A-Z][A-Z.'’-]*){0,3})|Q|A):\s+(?=\S)")


class Turn(NamedTuple):
    """A paragraph of an interview: the label, and the words after it."""

    label: Span
    words: Span


def find_turns(text: Text) -> list[Turn]:
    """The turns of an interview or a transcript; none where the article has no such form."""
    turns = []
    for paragraph in text.paragraphs:
        match = _TURN.match(text.body, paragraph.start, paragraph.end)
        if match is not None:
            words = text.body[match.end() : paragraph.end].rstrip(' \t"”')
            if words:
                turns.append(Turn(Span(*match.span(1)), Span(match.end(), match.end() + len(words))))
    labels = {turn.label.cut(text.body) for turn in turns}
    return turns if len(turns) >= FEWEST_TURNS and len(labels) > 1 else []


def turn_quotes(text: Text, cast: Cast, turns: list[Turn]) -> list[Quote]:
    """The turns as quotes; the speaker is the one person whose surname the label is."""
    quotes = []
    for turn in turns:
        speaker = _speaker(text, cast, turn)
        quotes.append(
            Quote(
                "indirect",
                (),
                (turn.words,),
                speaker=speaker,
                speaker_span=turn.label,
                confidence=CONFIDENCE,
                speaker_confidence=SPEAKER_CONFIDENCE,
                rule="turn+surname" if speaker else "turn",
            )
        )
    return quotes


def _speaker(text: Text, cast: Cast, turn: Turn) -> LocalId | None:
    words = turn.label.cut(text.body).lower().split()
    if words[-1] in ("q", "a"):
        return None
    people = [a.id for a in cast.actors if a.kind == "person" and a.name.lower().split()[-1] == words[-1]]
    return people[0] if len(people) == 1 else cast.named_in(turn.label)
