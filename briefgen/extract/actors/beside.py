"""What stands beside a name and tells what it names."""

from __future__ import annotations

from typing import Literal

from briefgen.extract.actors.spot import Spotted
from briefgen.extract.actors.words import Words
from briefgen.extract.actors.world import is_body, is_post
from briefgen.wordlists import entries

__all__ = [
    "body_beside",
    "has_state",
    "head_of",
    "is_aged",
    "is_located",
    "is_settlement",
    "owns_person",
    "post_beside",
    "said_to_be",
    "thing_beside",
]


PLACE_HEADS = frozenset(("county", "city", "island", "islands", "valley", "township", "province"))
WATERS = frozenset(("lake", "mount", "mt.", "cape", "fort", "camp", "river"))  # "Lake Sella"
YOUNGEST, OLDEST = 4, 110  # years; smaller numbers are scores
MOVING = frozenset(("go", "come", "travel", "fly", "drive", "flee", "hail", "arrive", "head", "march", "walk", "sail"))
MEDIA = frozenset(("television", "newspaper", "magazine", "radio", "channel"))


def head_of(words: Words, spot: Spotted) -> int:
    """The token of a name whose head stands outside it."""
    if spot.end - spot.start == 1:
        return spot.start
    for i in range(spot.start, spot.end):
        if not spot.start <= words.head[i] < spot.end or words.head[i] == i:
            return i
    return spot.end - 1


def has_state(words: Words, spot: Spotted) -> bool:
    """ "Vessia's sports minister", "the army of Vessia": what has a minister or an army is a state."""
    if words.tag[spot.end - 1] == "NNPS" and spot.label != "GPE":
        return False  # "the Orle Rowers president"
    head = head_of(words, spot)
    head = words.head[head] if words.dep[head] == "conj" else head
    dep, noun = words.dep[head], words.head[head]
    if dep == "pobj" and words.lower[noun] == "of":
        return words.lower[words.head[noun]] in entries("state_nouns")
    return dep in ("poss", "compound", "nmod") and words.lower[noun] in entries("state_nouns")


def is_settlement(words: Words, spot: Spotted) -> bool:
    """ "the town of Yeoncheon", "Hebei province"."""
    i, end = spot.start, spot.end
    if i > 1 and words.lower[i - 1] == "of" and words.lower[i - 2] in entries("place_nouns"):
        return True
    if end - i > 1 and (words.lower[end - 1] in PLACE_HEADS or words.lower[i] in WATERS):
        return True
    return end < len(words.text) and words.text[end] in entries("place_nouns")


def thing_beside(words: Words, spot: Spotted) -> bool:
    """ "the vessel Aurora", "a program called Wipe"."""
    i = spot.start - 1
    if i > 0 and words.lower[i] in ("called", "named", "dubbed", "titled", "entitled"):
        i -= 1
    return i >= 0 and words.text[i] in entries("things") and words.sent[i] == words.sent[spot.start]


def body_beside(words: Words, spot: Spotted) -> bool:
    """ "al-Nahar television", "the satirical magazine MacroLab", "a group called Save Sella"."""
    i = spot.start - 1
    if i > 0 and words.lower[i] in ("called", "named", "dubbed"):
        i -= 1
    before = i >= 0 and words.text[i] in entries("bodies") and words.sent[i] == words.sent[spot.start]
    after = spot.end < len(words.text) and words.text[spot.end] in MEDIA
    return before or after


def said_to_be(words: Words, spot: Spotted) -> Literal["post", "body"] | None:
    """ "Nadia Rook, a lawyer", "Santo Carlo, a school in the north": the noun of the apposition behind a name."""
    i = spot.end
    if i + 2 >= len(words.text) or words.text[i] != ",":
        return None
    first = i + 2 if words.lower[i + 1] in ("a", "an", "the") else _behind_owner(words, i + 1)
    if first is None:
        return None
    noun = None
    for k in range(first, min(first + 6, len(words.text))):
        if not words.tag[k].startswith(("NN", "JJ", "VBN", "CD", "HYPH", "RB", "POS")):
            break
        noun = k if words.tag[k] in ("NN", "NNP") else noun
    if noun is None or words.text[noun][0].isupper():
        return None
    return "post" if is_post(words.lower[noun]) else "body" if is_body(words.lower[noun]) else None


def _behind_owner(words: Words, i: int) -> int | None:
    """Where "parent company" begins in "Tarlow's parent company"; None where no name owns anything here."""
    end = i
    while end < min(i + 4, len(words.text)) and words.tag[end].startswith("NNP"):
        end += 1
    return end + 1 if i < end < len(words.text) and words.tag[end] == "POS" else None


def is_located(words: Words, spot: Spotted) -> bool:
    """ "in Vessia", "came from Vessia"."""
    before = words.lower[spot.start - 1] if spot.start > 0 else ""
    return before in ("in", "across", "throughout", "near", "outside", "inside") or _is_reached(words, spot)


def _is_reached(words: Words, spot: Spotted) -> bool:
    """ "went to Vessia", "came from Vessia", "will visit Vessia"."""
    head = head_of(words, spot)
    above = words.head[head]
    if words.dep[head] == "dobj":
        return words.lemma[above] == "visit"
    moved = words.dep[head] == "pobj" and words.lower[above] in ("to", "from", "for")
    return moved and words.lemma[words.head[above]] in MOVING


def post_beside(words: Words, spot: Spotted) -> bool:
    """ "spokesman Oren Tass"."""
    before = spot.start - 1
    return before >= 0 and spot.start <= words.head[before] < spot.end and is_post(words.text[before])


def is_aged(words: Words, spot: Spotted) -> bool:
    """ "Tarn, 54, left": only people have an age."""
    i = spot.end
    if i + 2 >= len(words.text) or words.text[i] != "," or words.text[i + 2] not in (",", "."):
        return False
    age = words.text[i + 1]
    return age.isdigit() and YOUNGEST <= int(age) <= OLDEST and words.sent[i + 1] == words.sent[spot.start]


def owns_person(words: Words, spot: Spotted) -> bool:
    """ "the RWU's Alda Marsh", "Rolf Quill of River Voice": what has a person so is a body."""
    if spot.label in ("GPE", "LOC", "PERSON", "NORP"):
        return False
    end = spot.end
    if end + 1 < len(words.text) and words.text[end] in ("'s", "'") and words.label[end + 1] == "PERSON":
        return True
    start = spot.start - 1 if words.lower[spot.start - 1] != "the" else spot.start - 2
    return start > 0 and words.text[start] == "of" and words.label[start - 1] == "PERSON" and spot.label in ("", "ORG")
