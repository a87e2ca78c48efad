"""How sure a quote and its speaker are: the share of right answers that each rule had in 936 articles.

`bench/quote_confidence.py` counts the shares again; docs/quotes-confidence.md shows how well they hold.
"""

from __future__ import annotations

UNKNOWN = 0.5  # of a rule that was not counted
CONTENT = {  # that these words were reported, by the finder
    "cue-near": 0.97,
    "cue-after": 0.98,
    "cue-before": 0.9,
    "colon": 0.93,
    "colon-above": 0.9,
    "dash": 0.95,
    "follow-up": 0.86,
    "next-paragraph": 0.68,
    "introduced": 0.65,
    "standing": 0.65,
    "clause": 0.93,
    "clause-before": 0.86,
    "question": 0.9,
    "infinitive": 0.82,
    "gerund": 0.8,
    "marked-object": 0.85,
    "as": 0.87,
    "preposition": 0.87,
    "object": 0.8,
    "noun": 0.86,
    "according-to": 0.89,
    "headline": 0.78,
}
SPEAKER = {  # that this actor said it, by the speaker rule
    "joint": 0.83,
    "name": 0.98,
    "apposition": 0.95,
    "pronoun": 0.87,
    "several": 0.8,
    "they": 0.5,
    "run-on": 0.9,
    "document": 0.67,
    "body": 0.8,
    "surname": 0.9,
    "description": 0.85,
    "coreference": 0.6,
}
FOLLOWS = 0.95  # a speaker carried on to the next words
NO_SPEAKER = 0.7  # that an unnamed source is no named actor


def content_confidence(rule: str) -> float:
    """How likely a quote found by this rule is one."""
    return CONTENT.get(rule, UNKNOWN)


def speaker_confidence(rule: str, *, follows: bool) -> float:
    """How likely the speaker found by this rule is right."""
    if not rule:
        return NO_SPEAKER
    return round(SPEAKER.get(rule, UNKNOWN) * (FOLLOWS if follows else 1.0), 3)
