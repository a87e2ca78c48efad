"""Roles away from the name: what a description tells of the one whom it means."""

from __future__ import annotations

from briefgen.extract.actors.roles import DEGREES, LONGEST
from briefgen.extract.actors.words import Words
from briefgen.extract.actors.world import is_post
from briefgen.records import Role, Span

__all__ = ["role_in_description"]

ANYBODY = frozenset(("man", "woman", "person", "boy", "girl", "teenager", "teen", "child", "senior", "member"))
OLD_NEWS = frozenset(("same", "other", "latter", "new", "old", "young", "late", "first", "second", "last", "next"))


def role_in_description(words: Words, at: int) -> Role | None:
    """The role that a description tells of whom it means: "Belmora's president", "the Leveller nominee"; None of a
    plain "the senator"."""
    if not is_post(words.lower[at]) or words.lower[at] in ANYBODY or words.tag[at] not in ("NN", "NNP", "JJ"):
        return None
    kids = [k for k in words.children[at] if k < at and words.dep[k] in ("amod", "compound", "nmod", "poss")]
    if not kids or any(words.tag[k] == "PRP$" or words.lower[k] in OLD_NEWS or _is_graded(words, k) for k in kids):
        return None
    start = min(_left_edge(words, k) for k in kids)
    while words.tag[start] in ("DT", "PDT") or not words.text[start][0].isalnum():
        start += 1
    if words.sent[start] != words.sent[at] or at - start > LONGEST:
        return None
    return Role(" ".join(words.cut(start, at + 1).split()), Span(words.start[start], words.end[at]))


def _is_graded(words: Words, i: int) -> bool:
    """ "the most idle president", "the best speaker": what somebody thinks of him."""
    return words.tag[i] in ("JJR", "JJS") or any(words.lower[k] in DEGREES for k in words.children[i])


def _left_edge(words: Words, i: int) -> int:
    while left := [k for k in words.children[i] if k < i]:
        i = left[0]
    return i
