"""Candidate names: the entity recogniser's, mended at their edges, and the capitalised runs that it missed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from briefgen.extract.actors.words import Words
from briefgen.names import fold, is_acronym, is_first_name, is_honorific
from briefgen.wordlists import entries, rows

__all__ = ["Spotted", "is_adjective", "is_body", "is_credit", "is_post", "spot", "spot_known"]

KEPT = frozenset(("PERSON", "ORG", "GPE", "NORP", "LOC", "FAC", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW"))
DELIBERATING = frozenset(("committee", "commission", "council", "panel", "center", "centre", "conference", "forum"))
PEOPLE = frozenset(("people", "women", "men", "children", "workers", "veterans", "teachers", "farmers", "students"))
LINKS = frozenset(("IN", "DT", "TO", "FW", "NN", "NNS", "NNP", "JJ", "CD", "HYPH", "CC"))  # inside a body's name
REACH = frozenset(("of", "for", "on", "against"))  # "Committee on Benghazi": the name goes on behind these


@dataclass(frozen=True, slots=True)
class Spotted:
    """A stretch of tokens that names something. `label` as spaCy has it, "" where it saw nothing."""

    start: int
    end: int
    label: str
    text: str  # as written, white space mended, no possessive
    role: tuple[int, int] | None = None  # capitalised title before a person's name: "U.S. Secretary of State"


def spot(words: Words) -> list[Spotted]:
    """Find the candidate names in text order."""
    capital = [_is_capital(words, i) for i in range(len(words))]
    found: list[Spotted] = []
    i = 0
    while i < len(words):
        if not capital[i]:
            i += 1
            continue
        if known := _known_at(words, i):
            found.append(_spotted(words, i, i + known, None))
            i += known
            continue
        end = _run_end(words, capital, i)
        found += _pieces(words, i, end)
        i = end
        if found and (head := _plain_head(words, found[-1])):
            found[-1] = _headed(words, found[-1], head)
            i = max(i, head)
    return found


CAMPAIGNS = frozenset(("campaign", "administration", "government"))  # "the Sanders campaign"
ARMIES = frozenset(("military", "navy", "army", "police"))  # "the Malaysian navy"
PARTIES = frozenset(("party", "movement", "committee"))  # "Whig party", "the Benghazi committee"
BETWEEN = frozenset(("presidential", "news", "election", "re-election", "reelection", "political", "transition"))


def spot_known(words: Words, known: dict[str, str]) -> list[Spotted]:
    """In headlines, where capitals say nothing, find the names that the rest has. `known`: folded name -> label."""
    found: list[Spotted] = []
    i = 0
    while i < len(words):
        readable = words.silent[i] and not words.dateline[i] and words.text[i][0].isupper()
        end = _longest_known(words, i, known) if readable else i
        if end > i:
            text = " ".join(words.cut(i, end).split())
            found.append(Spotted(i, end, known[fold(text)], text))
        i = max(i + 1, end)
    return found


def _longest_known(words: Words, i: int, known: dict[str, str]) -> int:
    for end in range(min(i + 6, words.sent_end[i], len(words)), i, -1):
        if words.silent[end - 1] and fold(" ".join(words.cut(i, end).split())) in known:
            return end
    return i


def _plain_head(words: Words, spot: Spotted) -> int:
    """The end of a body's name whose head is in small letters, or 0."""
    i = spot.end
    while i < min(len(words), spot.end + 2) and words.lower[i] in BETWEEN:
        i += 1
    if i >= len(words) or words.sent[i] != words.sent[spot.start] or spot.text.startswith("@"):
        return 0
    word, news = words.text[i], words.lower[i - 1] == "news"
    if spot.label == "PERSON" or (spot.label == "ORG" and spot.end - spot.start == 1):
        fits = word in CAMPAIGNS or word in PARTIES or (news and word == "agency")
    elif spot.label in ("NORP", "GPE"):
        fits = (word in ARMIES and i == spot.end) or (word in PARTIES and not is_adjective(spot.text))
    else:
        fits = word in PARTIES or (news and word == "agency")
    return i + 1 if fits and not spot.role and not is_acronym(spot.text) else 0


def _headed(words: Words, spot: Spotted, end: int) -> Spotted:
    text = " ".join(words.cut(spot.start, end).split())
    return Spotted(spot.start, end, "ORG", text)


def _clean(text: str) -> str:
    """Marks off that cling to a name where the text is ill set ("Obama.", "Trump,")."""
    text = text.rstrip(",;:‘’'”\"“–— ")
    last = text.rsplit(" ", 1)[-1]
    stray = text.endswith(".") and len(last) > 4 and "." not in last[:-1] and not is_honorific(last)
    return text[:-1] if stray else text


def _known_at(words: Words, i: int) -> int:
    """How many tokens a well-known long name takes up that begins here ("High Commissioner for Refugees"), or 0."""
    for name in _long_names().get(words.lower[i], ()):
        if tuple(words.lower[i : i + len(name)]) == name:
            return len(name)
    return 0


@cache
def _long_names() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Well-known names of three and more words, by their first word, longest first."""
    long = {
        tuple(form.lower().replace("'s", " 's").split()) for row in rows("acronyms") if len(row) > 1 for form in row[1]
    }
    first: dict[str, tuple[tuple[str, ...], ...]] = {}
    for name in sorted(long, key=lambda name: (-len(name), name)):
        if len(name) > 2:
            first[name[0]] = (*first.get(name[0], ()), name)
    return first


def is_post(word: str) -> bool:
    """Does the word say what a person is ("minister", "adviser")?"""
    return _singular(word.lower().rstrip("."), _posts())


@cache
def _posts() -> frozenset[str]:
    return entries("offices") | entries("posts")


def is_body(word: str) -> bool:
    """Is the word the head of organisations' names ("Committee")?"""
    return word.lower().rstrip(".") in entries("bodies")


@cache
def _adjectives() -> frozenset[str]:
    forms = (form for row in rows("countries") for column in row[2:4] for form in column)
    return frozenset(fold(form) for form in forms)


def is_adjective(text: str) -> bool:
    """Is it a nationality ("Russian", "Turks")?"""
    return fold(text) in _adjectives()


def _singular(word: str, among: frozenset[str]) -> bool:
    return word in among or (word.endswith("s") and word[:-1] in among)


# ---------------------------------------------------------------- runs


def _is_capital(words: Words, i: int) -> bool:
    """May the token be part of a name?"""
    word, tag, label = words.text[i], words.tag[i], words.label[i]
    if not word[0].isalpha() and not (word[0].isdigit() and label in ("ORG", "PERSON")):
        return False
    if words.silent[i]:
        return False
    if word[0].islower():
        inner = any(c.isupper() for c in word)
        return label in KEPT and (inner or (_tight(words, i) and label in ("PERSON", "ORG")) or _is_particle(words, i))
    if words.lower[i] in ("i", "the", "a", "an") and label not in ("WORK_OF_ART",):
        return False
    if label in KEPT or tag in ("NNP", "NNPS"):
        return tag not in ("PRP", "DT", "IN", "CC") or label in KEPT
    if i > words.sent[i] and words.entity[i - 1] == i - 1 and words.label[i - 1] == "PERSON" and word.istitle():
        return True  # "Wilson Or was elected"
    opening = i == words.sent[i] or words.text[i - 1] in ('"', "'", "``", ":", "(", "[", "-", "--", "–", "—", "...")
    return not opening and word[0].isupper() and tag in ("NN", "NNS", "JJ", "VBG", "VBN", "FW") and not label


def _is_particle(words: Words, i: int) -> bool:
    following = words.text[i + 1] if i + 1 < len(words) else ""
    return words.lower[i] in entries("particles") and words.label[i] == "PERSON" and following[:1].isupper()


def _tight(words: Words, i: int) -> bool:
    """Does a hyphen follow without a space ("al-Amr")?"""
    return i + 1 < len(words) and words.text[i + 1] == "-" and words.end[i] == words.start[i + 1]


def _run_end(words: Words, capital: list[bool], i: int) -> int:
    """The end of the run of name tokens beginning at i."""
    end = i + 1
    while end < len(words):
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
    if i + 1 >= len(words) or words.paragraph[i + 1] != words.paragraph[first]:
        return 0
    return next((step for rule in STEPS if (step := rule(words, capital, i))), 0)


CREDITS = frozenset(
    ("image", "images", "photo", "photos", "photograph", "picture", "credit", "courtesy", "illustration", "video")
)


def is_credit(words: Words, i: int) -> bool:
    """ "... Mohamed Image: Twitter": the word that opens a photograph's credit."""
    return words.lower[i] in CREDITS and words.text[i + 1 : i + 2] == [":"]


def _over_hyphen(words: Words, capital: list[bool], i: int) -> int:
    """ "Chung-tai", "Al-Maeena"."""
    tight = words.text[i] == "-" and words.end[i - 1] == words.start[i] and words.end[i] == words.start[i + 1]
    return 2 if tight and words.text[i + 1][0].isalpha() else 0


def _over_nickname(words: Words, capital: list[bool], i: int) -> int:
    """ "Robert C. (Bobby) Scott", "Ed "Spike" Ito"."""
    if words.text[i] not in ("(", '"', "'", "``") or i + 3 >= len(words) or not words.text[i + 1].istitle():
        return 0
    personal = words.label[i - 1] == "PERSON" or is_first_name(words.text[i - 1])
    closed = words.text[i + 2] in (")", '"', "'", "''") and capital[i + 3] and words.label[i + 3] in ("PERSON", "")
    return 4 if personal and closed and words.sent[i + 3] == words.sent[i - 1] else 0


def _over_space(words: Words, capital: list[bool], i: int) -> int:
    """A second space inside a name."""
    if not words.text[i].isspace() or not capital[i + 1]:
        return 0
    return 1 if words.label[i + 1] == words.label[i - 1] or is_post(words.text[i - 1]) else 0


def _over_particle(words: Words, capital: list[bool], i: int) -> int:
    """ "Bill de Blasio", "Marks & Spencer", "Médecins sans Frontières"."""
    word = words.lower[i]
    if not capital[i + 1]:
        return 0
    if word == "&" or (word in entries("particles") and _personal(words, i)):
        return 2
    inside = _in_one_entity(words, i) and word not in ("of", "and", "'s", "'", ",")
    return 2 if inside and (word == "." or words.tag[i] in LINKS) else 0


def _over_possessive(words: Words, capital: list[bool], i: int) -> int:
    """ "New People's Party", "Moody's Analytics"; not "Ukraine's Health Ministry"."""
    if words.text[i] not in ("'s", "'") or not capital[i + 1]:
        return 0
    if words.lower[i - 1] in PEOPLE:
        return 2
    named = _in_one_entity(words, i) and words.label[i] in ("ORG", "LAW", "WORK_OF_ART")
    return 2 if named and not (i + 2 < len(words) and capital[i + 2] and _ends_as_body(words, i + 1)) else 0


def _over_number(words: Words, capital: list[bool], i: int) -> int:
    """ "Movimento 5 Stelle"."""
    named = words.label[i - 1] in ("ORG", "PRODUCT") and words.sent[i] == words.sent[i - 1]
    return 2 if words.text[i].isdigit() and capital[i + 1] and named else 0


def _over_preposition(words: Words, capital: list[bool], i: int) -> int:
    """ "Department of Justice", "Joint Council for the Welfare of Immigrants"."""
    if words.text[i] not in REACH:
        return 0
    skip = 2 if words.lower[i + 1] == "the" else 1
    target = i + skip
    if target >= len(words) or not capital[target] or words.paragraph[target] != words.paragraph[i]:
        return 0
    return skip + 1 if _reaches(words, i, target) else 0


def _over_and(words: Words, capital: list[bool], i: int) -> int:
    """ "Union of Atheists and Agnostics": where the recogniser saw one body."""
    if words.text[i] not in ("and", ",") or not capital[i + 1]:
        return 0
    if words.text[i] == "," and "and" not in words.lower[i : i + 6]:
        return 0
    return 2 if _in_one_entity(words, i) and words.label[i] == "ORG" and _has_body(words, i) else 0


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
    while end < len(words) and words.entity[end] == words.entity[i]:
        end += 1
    return is_body(words.text[end - 1]) or (
        end > i + 1 and words.text[end - 1] in ("'s", "'") and is_body(words.text[end - 2])
    )


def _has_body(words: Words, i: int) -> bool:
    """Is there a body noun in the entity around i ("Union of Atheists and Agnostics")?"""
    start = end = words.entity[i]
    while end < len(words) and words.entity[end] == start:
        end += 1
    return any(map(is_body, words.text[start:end]))


def _personal(words: Words, i: int) -> bool:
    return "PERSON" in (words.label[i - 1], words.label[i], words.label[i + 1]) or is_first_name(words.text[i - 1])


def _reaches(words: Words, i: int, target: int) -> bool:
    """Does a name go on behind "of", "for", "on"? "Department of Justice", not "Obama of Illinois"."""
    before = words.text[i - 1]
    if words.text[i] == "on" and before.lower() not in DELIBERATING:
        return False
    if words.entity[i] >= 0 and words.entity[i] == words.entity[i - 1] == words.entity[target]:
        return words.label[i] in KEPT and words.label[i] != "PERSON"
    if words.text[i] == "of" and is_post(before) and before[0].isupper() and words.lower[i + 1] != "the":
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
    return strong and (words.text[i] in ("of", "on") or words.label[target] == "ORG")


# ---------------------------------------------------------------- pieces of a run


def _pieces(words: Words, start: int, end: int) -> Iterator[Spotted]:
    """Cut a run at titles, nationalities and entity edges; yield its names."""
    cut = _post_in(words, start, end)
    if cut is None:
        yield from _parts(words, start, end, None)
        return
    post, after = cut
    yield from _parts(words, start, post, None) if post > start and _stands(words, start, post) else ()
    if after < end:
        yield from _parts(words, after, end, (start, after))


def _post_in(words: Words, start: int, end: int) -> tuple[int, int] | None:
    """The title in a run: its index, and where the name behind it begins."""
    for i in range(end - 1, start - 1, -1):
        if not words.text[i][0].isupper() or not _is_title_here(words, i, start, end):
            continue
        after = i + 1
        if after < end and words.text[after] in ("of", "for"):
            after = _behind_office(words, after + 1, end)
        while after < end and (words.text[after].isspace() or words.text[after] == "-"):
            after += 1
        return i, after
    return None


def _is_title_here(words: Words, i: int, start: int, end: int) -> bool:
    word = words.lower[i].rstrip(".")
    if not is_honorific(word) and word not in entries("offices"):
        return False
    if i + 1 < end and words.text[i + 1] == "-" and words.end[i] == words.start[i + 1]:
        return False
    if any(is_body(words.text[k]) for k in range(i + 1, end)) and words.label[end - 1] != "PERSON":
        return False  # "Secretary General Office", "King County Council"
    named_so = words.label[i] == "PERSON" and i > start and is_first_name(words.text[i - 1])  # "Howard Dean"
    opens = (
        words.label[i] == "PERSON" and i + 1 < end and is_first_name(words.text[i]) and not words.text[i].endswith(".")
    )
    return not named_so and not opens and not (is_first_name(word) and words.label[i] == "PERSON")


def _behind_office(words: Words, i: int, end: int) -> int:
    """Behind "Secretary of": where the office's words end and a person's begin."""
    for k in range(i, end):
        if (words.label[k] == "PERSON" and words.entity[k] == k) or (k > i and is_first_name(words.text[k])):
            return k
    return end


def _stands(words: Words, start: int, end: int) -> bool:
    """Do the words before a title name something of their own ("House Oversight Committee", "Treasury")?"""
    last = words.text[end - 1]
    if words.label[end - 1] in ("GPE", "NORP", "PERSON"):
        return True
    return (
        is_body(last) or is_acronym(last) or (words.label[end - 1] == "ORG" and fold(words.cut(start, end)) in _known())
    )


@cache
def _known() -> frozenset[str]:
    names = entries("institutions") | entries("seats")
    acronyms = (form for row in rows("acronyms") for column in row for form in column)
    return frozenset(map(fold, names)) | frozenset(map(fold, acronyms))


def _parts(words: Words, start: int, end: int, role: tuple[int, int] | None) -> Iterator[Spotted]:
    """Cut a run without titles at entity edges where two names stand side by side."""
    start, end = _trimmed(words, start, end)
    if start >= end:
        return
    cut = _edge(words, start, end)
    if cut is None:
        yield _spotted(words, start, end, role)
        return
    first, second = _trimmed(words, start, cut), _trimmed(words, cut, end)
    if first[0] < first[1]:
        yield _spotted(words, *first, None)
    lead = (role[0] if role else start, second[0]) if words.label[start] in ("NORP", "GPE") else role
    if second[0] < second[1]:
        yield from _parts(words, *second, lead)


def _trimmed(words: Words, start: int, end: int) -> tuple[int, int]:
    while start < end and (words.text[start] in ("-", "'", ",", "&", ".") or words.text[start].isspace()):
        start += 1
    if start + 2 < end and words.text[start + 1] == "-" and _is_compound(words, start):
        start += 3
    while start < end and (
        words.text[end - 1] in ("'s", "'", "-", ",", "&", "of", "the", "and") or words.text[end - 1].isspace()
    ):
        end -= 1
    return start, end


def _is_compound(words: Words, i: int) -> bool:
    """ "pro-Beijing DAB", "Pan-democrat Lam Cheuk-ting": a compound adjective, no part of the name."""
    prefix = words.lower[i] in ("pro", "anti", "ex", "non", "mid", "pre", "post", "pan")
    return prefix or (words.text[i + 2][0].islower() and not words.tag[i + 2].startswith("NNP"))


def _edge(words: Words, start: int, end: int) -> int | None:
    """Where a second name begins in the run, if one does."""
    if is_body(words.text[end - 1]) and words.label[start] != "PERSON":
        return None
    for i in range(start + 1, end):
        if words.entity[i] != i:
            continue
        before, here = words.label[i - 1], words.label[i]
        if words.text[i - 1] == "-" or words.text[i - 1] in REACH or words.text[i - 1] in ("&", "and", "the"):
            continue
        if before in ("NORP", "GPE") and here in ("PERSON", "NORP", "GPE", "ORG"):
            return i if here != "ORG" or (before == "NORP" and not is_adjective(words.text[i - 1])) else None
        if here == "PERSON" and before == "ORG" and (is_body(words.text[i - 1]) or is_acronym(words.text[i - 1])):
            return i
        if (
            here == "PERSON"
            and not before
            and is_first_name(words.text[i])
            and not is_first_name(words.text[i - 1])
            and end - i > 1
        ):
            return i
        if before == "PERSON" and here in ("ORG", "GPE", "NORP") and words.entity[i - 1] != i - 1:
            return i
    return None


def _spotted(words: Words, start: int, end: int, role: tuple[int, int] | None) -> Spotted:
    labels = [words.label[i] for i in range(start, end) if words.label[i] in KEPT]
    label = max(dict.fromkeys(labels), key=labels.count) if labels else ""
    last = words.text[end - 1]
    if (
        end - start > 1
        and is_body(last)
        and last[0].isupper()
        and (label != "PERSON" or last.lower() not in entries("bodies_plain"))
    ):
        label = "ORG"
    text = _clean(" ".join(words.cut(start, end).split()))
    titled = role and role[1] > role[0] and label in ("PERSON", "")
    return Spotted(start, end, label, text, role if titled else None)
