"""Runs of tokens that may be one name: capitals, and the small words and marks that names go on over."""

from __future__ import annotations

from collections.abc import Callable

from briefgen.extract.actors.words import Words
from briefgen.extract.actors.world import is_body, is_institution, is_post, long_names
from briefgen.names import is_acronym, is_first_name
from briefgen.wordlists import entries

__all__ = ["KEPT", "REACH", "capitals", "is_credit", "known_at", "run_end", "says_alone"]

KEPT = frozenset(("PERSON", "ORG", "GPE", "NORP", "LOC", "FAC", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW"))
DELIBERATING = frozenset(("committee", "commission", "council", "panel", "center", "centre", "conference", "forum"))
PEOPLE = frozenset(("people", "women", "men", "children", "workers", "veterans", "teachers", "farmers", "students"))
LINKS = frozenset(("IN", "DT", "TO", "FW", "NN", "NNS", "NNP", "JJ", "CD", "HYPH", "CC"))  # inside a body's name
SAYING = frozenset(("say", "tell", "write", "add", "reply", "deny", "insist"))
COMPANIONS = frozenset(("Company", "Co.", "Sons", "Brothers", "Associates", "Partners"))
REACH = frozenset(("of", "for", "on", "against"))  # "Committee on Harbours": the name goes on behind these
CREDITS = frozenset(
    ("image", "images", "photo", "photos", "photograph", "picture", "credit", "courtesy", "illustration", "video")
)


def capitals(words: Words) -> list[bool]:
    """Which tokens may be part of a name, by their capitals, tags and entities?"""
    return [
        not (word[0].islower() and label not in KEPT) and _is_capital(words, i)
        for i, (word, label) in enumerate(zip(words.text, words.label, strict=True))
    ]


def _is_capital(words: Words, i: int) -> bool:
    """May the token be part of a name?"""
    word, tag, label = words.text[i], words.tag[i], words.label[i]
    if not word[0].isalpha() and not (word[0].isdigit() and label in ("ORG", "PERSON")):
        return False
    if words.silent[i]:
        return False
    if word[0].islower():
        return label in KEPT and (
            any(c.isupper() for c in word)
            or (label in ("PERSON", "ORG") and _tight(words, i))
            or _is_particle(words, i)
        )
    if words.lower[i] in ("i", "the", "a", "an") and label not in ("WORK_OF_ART",):
        return False
    if label in KEPT or tag in ("NNP", "NNPS"):
        return tag not in ("PRP", "DT", "IN", "CC") or label in KEPT
    if i > words.sent[i] and words.entity[i - 1] == i - 1 and words.label[i - 1] == "PERSON" and word.istitle():
        return True  # "Marlow Or was elected"
    if i == words.sent[i] and says_alone(words, i):
        return True
    opening = i == words.sent[i] or words.text[i - 1] in ('"', "'", "``", ":", "(", "[", "-", "--", "–", "—", "...")
    return not opening and word[0].isupper() and tag in ("NN", "NNS", "JJ", "VBG", "VBN", "FW") and not label


def says_alone(words: Words, i: int) -> bool:
    """ "Tarrant said": a word without an article that speaks is a name, whatever the tagger took it for."""
    if words.tag[i] != "NN" or words.dep[i] != "nsubj" or words.label[i] or words.head[i] != i + 1:
        return False
    word = words.lower[i]
    common = is_post(word) or is_body(word) or word in entries("not_names") or word in entries("sayers")
    return words.lemma[i + 1] in SAYING and words.text[i].istitle() and not common and word not in words.text


def _is_particle(words: Words, i: int) -> bool:
    following = words.text[i + 1] if i + 1 < len(words.text) else ""
    return words.lower[i] in entries("particles") and words.label[i] == "PERSON" and following[:1].isupper()


def _tight(words: Words, i: int) -> bool:
    """Does a hyphen follow without a space ("al-Amr")?"""
    return i + 1 < len(words.text) and words.text[i + 1] == "-" and words.end[i] == words.start[i + 1]


def run_end(words: Words, capital: list[bool], i: int) -> int:
    """The end of the run of name tokens beginning at i."""
    end = i + 1
    while end < len(words.text):
        step = _step(words, capital, i, end)
        if not step:
            break
        end += step
    return end


def _step(words: Words, capital: list[bool], first: int, i: int) -> int:
    """How many tokens on the run continues: 0 for not at all."""
    if words.paragraph[i] != words.paragraph[first] or is_credit(words, i):
        return 0
    if capital[i]:
        return 1
    if i + 1 >= len(words.text) or words.paragraph[i + 1] != words.paragraph[first]:
        return 0
    if _is_plain(words, i) or _is_between_houses(words, i):
        return 0
    return next((step for rule in STEPS if (step := rule(words, capital, i))), 0)


def _is_plain(words: Words, i: int) -> bool:
    """A word in small letters, or a full stop, that is part of no entity and over which no rule steps."""
    word = words.lower[i]
    if words.label[i] in KEPT or not (word.isalpha() or word == "."):
        return False
    return word not in REACH and word != "and" and word not in entries("particles")


def _is_between_houses(words: Words, i: int) -> bool:
    """ "the Harbour Post-KRB News poll": two houses asked."""
    return words.text[i] == "-" and is_acronym(words.text[i + 1]) and words.lower[i - 1] in entries("press") | {"news"}


def is_credit(words: Words, i: int) -> bool:
    """ "... Mohamed Image: Twitter": the word that opens a photograph's credit."""
    return words.lower[i] in CREDITS and words.text[i + 1 : i + 2] == [":"]


def _over_hyphen(words: Words, capital: list[bool], i: int) -> int:
    """ "Chung-tai", "Al-Maeena"."""
    tight = words.text[i] == "-" and words.end[i - 1] == words.start[i] and words.end[i] == words.start[i + 1]
    return 2 if tight and words.text[i + 1][0].isalpha() else 0


def _over_nickname(words: Words, capital: list[bool], i: int) -> int:
    """ "Robert C. (Bobby) Scott", "Ed "Spike" Ito"."""
    if words.text[i] not in ("(", '"', "'", "``") or i + 3 >= len(words.text) or not words.text[i + 1].istitle():
        return 0
    initial = len(words.text[i - 1]) == 2 and words.text[i - 1].endswith(".")
    personal = initial or words.label[i - 1] == "PERSON" or is_first_name(words.text[i - 1])
    closed = words.text[i + 2] in (")", '"', "'", "''") and capital[i + 3] and words.label[i + 3] in ("PERSON", "")
    return 4 if personal and closed and words.sent[i + 3] == words.sent[i - 1] else 0


def _over_space(words: Words, capital: list[bool], i: int) -> int:
    """A second space inside a name."""
    if not words.text[i].isspace() or not capital[i + 1]:
        return 0
    return 1 if words.label[i + 1] == words.label[i - 1] or is_post(words.text[i - 1]) else 0


def _over_particle(words: Words, capital: list[bool], i: int) -> int:
    """ "Bill de Marlo", "Marks & Spencer", "Médecins sans Frontières"."""
    word = words.lower[i]
    if not capital[i + 1]:
        return 0
    if word == "&" or (word in entries("particles") and _personal(words, i)):
        return 2
    inside = _in_one_entity(words, i) and word not in ("of", "and", "or", "'s", "'", ",")
    return 2 if inside and (word == "." or words.tag[i] in LINKS) else 0


def _over_possessive(words: Words, capital: list[bool], i: int) -> int:
    """ "New Miner's Party", "Moody's Analytics"; not "Norway's Health Ministry"."""
    plural = words.text[i] == "'" and words.lower[i - 1][-1] == "s" and words.text[i + 1].istitle()
    if plural and words.lower[i + 1] in entries("event_heads"):
        return 2  # "the Harbour Correspondents' Dinner"
    if words.text[i] not in ("'s", "'") or not capital[i + 1]:
        return 0
    if words.lower[i - 1] in PEOPLE:
        return 2
    named = _in_one_entity(words, i) and words.label[i] in ("ORG", "LAW", "WORK_OF_ART")
    named = named and not is_institution(words.lower[i + 1])  # "Tarlow's Google": two firms
    return 2 if named and not (i + 2 < len(words.text) and capital[i + 2] and _ends_as_body(words, i + 1)) else 0


def _over_number(words: Words, capital: list[bool], i: int) -> int:
    """ "Partito 4 Fiumi"."""
    named = words.label[i - 1] in ("ORG", "PRODUCT") and words.sent[i] == words.sent[i - 1]
    return 2 if words.text[i].isdigit() and capital[i + 1] and named else 0


def _over_preposition(words: Words, capital: list[bool], i: int) -> int:
    """ "Department of Justice", "Joint Board for the Care of Harbours"."""
    if words.lower[i] not in REACH:
        return 0
    skip = 2 if words.lower[i + 1] == "the" else 1
    target = i + skip
    if target >= len(words.text) or not capital[target] or words.paragraph[target] != words.paragraph[i]:
        return 0
    return skip + 1 if _reaches(words, i, target) else 0


def _over_and(words: Words, capital: list[bool], i: int) -> int:
    """ "Union of Atheists and Agnostics": where the recogniser saw one body."""
    if words.text[i] == "and" and words.text[i + 1] in COMPANIONS and capital[i - 1] and words.label[i - 1]:
        return 2  # "Tarlow and Company"
    if words.text[i] == "and" and is_first_name(words.text[i - 1]) and _is_couples_body(words, capital, i + 1):
        return 2  # "Ana and Otto Lund Foundation"
    if words.text[i] == "and" and words.lower[i + 1] == "the" and i + 2 < len(words.text) and capital[i + 2]:
        whole = words.entity[i + 2] == words.entity[i] == words.entity[i - 1] >= 0 and words.label[i] == "ORG"
        return 3 if whole and _has_body(words, i) else 0  # "Education and the Workforce Committee"
    if words.text[i] not in ("and", ",") or not capital[i + 1]:
        return 0
    if words.text[i] == "," and "and" not in words.lower[i : i + 6]:
        return 0
    return 2 if _in_one_entity(words, i) and words.label[i] == "ORG" and _has_body(words, i) else 0


def _is_couples_body(words: Words, capital: list[bool], i: int) -> bool:
    end = i
    while end < len(words.text) and capital[end]:
        end += 1
    return end - i > 2 and is_first_name(words.text[i]) and is_body(words.text[end - 1])


STEPS: tuple[Callable[[Words, list[bool], int], int], ...] = (
    _over_hyphen,
    _over_nickname,
    _over_space,
    _over_particle,
    _over_possessive,
    _over_number,
    _over_preposition,
    _over_and,
)


def _in_one_entity(words: Words, i: int) -> bool:
    """Are the tokens before, at and after i one entity to the recogniser?"""
    return words.label[i] in KEPT and words.entity[i - 1] == words.entity[i] == words.entity[i + 1]


def _ends_as_body(words: Words, i: int) -> bool:
    """Does the entity that i is in end in a body noun?"""
    end = i
    while end < len(words.text) and words.entity[end] == words.entity[i]:
        end += 1
    return is_body(words.text[end - 1]) or (
        end > i + 1 and words.text[end - 1] in ("'s", "'") and is_body(words.text[end - 2])
    )


def _has_body(words: Words, i: int) -> bool:
    """Is there a body noun in the entity around i ("Union of Atheists and Agnostics")?"""
    start = end = words.entity[i]
    while end < len(words.text) and words.entity[end] == start:
        end += 1
    return any(map(is_body, words.text[start:end]))


def _personal(words: Words, i: int) -> bool:
    return "PERSON" in (words.label[i - 1], words.label[i], words.label[i + 1]) or is_first_name(words.text[i - 1])


def _reaches(words: Words, i: int, target: int) -> bool:
    """Does a name go on behind "of", "for", "on"? "Department of Justice", not "Varn of Avel"."""
    before = words.text[i - 1]
    if words.text[i] == "on" and before.lower() not in DELIBERATING:
        return False
    if words.entity[i] >= 0 and words.entity[i] == words.entity[i - 1] == words.entity[target]:
        return words.label[i] in KEPT and words.label[i] != "PERSON"
    if words.lower[i] == "of" and is_post(before) and before[0].isupper() and words.lower[i + 1] != "the":
        return words.label[target] != "GPE"
    if words.label[target] == "PERSON" or words.lower[target] in entries("not_names"):
        return False
    strong = is_body(before) and before.lower() not in entries("bodies_plain")
    if words.text[i] == "on" and before.lower() not in (
        "committee",
        "commission",
        "council",
        "panel",
        "center",
        "centre",
    ):
        return False
    return strong and (words.lower[i] in ("of", "on") or words.label[target] == "ORG")


def known_at(words: Words, i: int) -> int:
    """How many tokens a well-known long name takes up that begins here ("High Commissioner for Refugees"), or 0."""
    for name in long_names().get(words.lower[i], ()):
        if tuple(words.lower[i : i + len(name)]) == name:
            return len(name)
    return 0
