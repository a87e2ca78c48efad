"""What a name is: titles off, surname, acronym, spelling variants, the same name, the slug."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import Literal

from rapidfuzz.distance.Levenshtein import distance
from slugify import slugify

from briefgen.wordlists import entries, rows

__all__ = [
    "Gender",
    "acronym_of",
    "bare",
    "first_name_gender",
    "fold",
    "has_initial",
    "honorific_gender",
    "initials",
    "is_acronym",
    "is_first_name",
    "is_honorific",
    "is_nickname",
    "is_title",
    "same_first_name",
    "same_name",
    "same_spelling",
    "slug",
    "split_title",
    "surname",
]

LONGEST_SLUG = 80  # characters; keeps paths short on every file system
REMEMBERED = 20_000  # texts
DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}
Gender = Literal["m", "f"]
SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv", "phd", "md", "esq", "mp"))
SMALL = frozenset(("of", "the", "and", "for", "on", "in", "to", "at", "de", "la", "et", "der", "und", "y"))


@cache
def fold(text: str) -> str:
    """Bring a name into the form names are compared in: no accents, case, stops, possessive or leading article."""
    if text.isascii() and text.isalpha():  # most are one plain word
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.replace("’", "'").replace("‘", "'"))
    plain = "".join(c for c in plain if not unicodedata.combining(c)).lower()
    plain = re.sub(r"'s?(?=\s|$)", "", plain).replace("'", "")
    plain = re.sub(r"(?<=\w)\.(?=\w\b)|[.,\"“”()]", "", plain)
    plain = re.sub(r"[-–\s]+", " ", plain).strip()
    return re.sub(r"^the (?=\w)", "", plain)


def is_title(word: str) -> bool:
    """Is this word set before names ("Mr.", "Senator")? As honorific or office."""
    return is_honorific(word) or _key(word) in entries("offices")


def is_honorific(word: str) -> bool:
    """Is this word set before names and no part of them ("Mr.", "Dr.")?"""
    return _key(word) in _honorifics()


def honorific_gender(word: str) -> Gender | None:
    """The gender that a word before a name tells: m, f or None."""
    return _honorifics().get(_key(word))


def split_title(name: str) -> tuple[str, str]:
    """Split "Secretary of State Ilka Varn" into title and name; at least one word stays a name."""
    parts = name.split()
    cut = 0
    while cut < len(parts) - 1 and is_title(parts[cut]):
        cut += 1
        if cut < len(parts) - 2 and parts[cut] in ("of", "for"):
            cut += 2
    return " ".join(parts[:cut]), " ".join(parts[cut:])


@cache
def bare(name: str) -> tuple[str, ...]:
    """The folded words of a person's name without title and generation suffix."""
    name = re.sub(r"[(\"“‘][^()\"“”]*[)\"”’] ?", "", name) or name  # a nickname: "Robert (Bobby) Scott"
    tied = re.sub(
        r"(?<!\b[AaEe]l)(?<=\w)-(?=\w)", "", split_title(name)[1]
    )  # "Holtz-Eakin" is one word, "al-Assad" two
    words = fold(tied).split()
    while len(words) > 2 and words[-1] in SUFFIXES:  # "George III" is no George
        words.pop()
    return tuple(words)


@cache
def surname(name: str) -> str:
    """The folded family name as western names have it: the last word, with the particles before it."""
    words = bare(name)
    at = len(words) - 1
    while at > 1 and words[at - 1] in entries("particles"):
        at -= 1
    return " ".join(words[at:])


def is_first_name(word: str) -> bool:
    return fold(word) in _first_names()


def first_name_gender(word: str) -> Gender | None:
    """The gender that a first name tells: m, f or None."""
    return _first_names().get(fold(word))


def same_first_name(a: str, b: str) -> bool:
    """Can these be the first name of one person? Equal, an initial, a short form, another spelling."""
    a, b = fold(a), fold(b)
    if a == b or (min(len(a), len(b)) == 1 and a[:1] == b[:1]):
        return True
    long = _nicknames()
    return b in long.get(a, ()) or a in long.get(b, ()) or bool(set(long.get(a, ())) & set(long.get(b, ())))


def has_initial(name: str) -> bool:
    """Is this a person's name in full ("Anna B. Court"): a first name, an initial and one word, whatever that means?"""
    if "." not in name:
        return False
    parts = name.split()
    return len(parts) == 3 and is_first_name(parts[0]) and re.fullmatch(r"[A-Z]\.", parts[1]) is not None


def is_nickname(word: str) -> bool:
    """Is this a short form of first names, or a first name that has one?"""
    return fold(word) in _nicknames() or fold(word) in _have_nicknames()


def same_spelling(a: str, b: str) -> bool:
    """Are these spellings of one foreign word ("Borovskiy", "Borovskyy"; "Kadimov", "Qadimov")?"""
    a, b = fold(a), fold(b)
    if a == b:
        return True
    alike = min(len(a), len(b)) > 4 and a[0] == b[0] and _sound(a) == _sound(b)
    return alike or (min(len(a), len(b)) > 7 and a[0] == b[0] and distance(a, b, score_cutoff=1) <= 1)


def same_name(a: str, b: str) -> bool:
    """Can these two persons' names, each of at least two words, be one person's?"""
    one, two = bare(a), bare(b)
    if one == two:
        return True
    if len(one) < 2 or len(two) < 2 or not same_spelling(one[-1], two[-1]):
        return False
    if not (same_first_name(one[0], two[0]) or same_spelling(one[0], two[0]) or _is_slip(one[0], two[0])):
        return False
    inner = [{word[0] for word in words[1:-1]} for words in (one, two)]
    return not inner[0] or not inner[1] or bool(inner[0] & inner[1])


def _is_slip(a: str, b: str) -> bool:
    """One letter wrong in a long first name ("Kristin", "Kristen")."""
    return min(len(a), len(b)) > 5 and a[0] == b[0] and distance(a, b, score_cutoff=1) <= 1


@lru_cache(REMEMBERED)
def is_acronym(text: str) -> bool:
    """Is this set like an acronym: two to seven characters, capitals but for stops and a small ending ("MEPs")?"""
    letters = text.replace(".", "").replace("&", "").replace("-", "")
    return 2 <= len(letters) <= 7 and letters[:2].isupper() and letters.isalnum() and letters.rstrip("s").isupper()


def acronym_of(acronym: str, name: str) -> bool:
    """Is the acronym made of the name's initials, small words counted or not?"""
    letters = re.sub(r"[^a-z]", "", fold(acronym))
    return len(letters) > 1 and letters in initials(name)


@lru_cache(REMEMBERED)
def initials(name: str) -> tuple[str, str]:
    """The name's initials, with and without those of small words."""
    words = fold(name).split()
    return "".join(word[0] for word in words), "".join(word[0] for word in words if word not in SMALL)


def slug(text: str, fallback: str = "unnamed") -> str:
    """A name for a URL: lower-case ASCII letters, digits and hyphens; never empty, never a path."""
    if len(text) <= LONGEST_SLUG and text.isascii() and text.replace(" ", "").isalnum():
        made = "-".join(text.lower().split())
        return f"{made}-1" if made in DEVICES else made
    plain = unicodedata.normalize("NFKC", text).replace("’", "").replace("'", "")
    made = re.sub(r"[^a-z0-9-]", "", slugify(plain, max_length=LONGEST_SLUG, word_boundary=True)) or fallback
    return f"{made}-1" if made in DEVICES else made


def _key(word: str) -> str:
    return word.lower().rstrip(".")


@lru_cache(REMEMBERED)
def _sound(word: str) -> str:
    """A rough key under which transliterations of one word agree."""
    key = re.sub(r"[^a-z]", "", word)
    for pattern, letters in _SOUNDS:
        key = re.sub(pattern, letters, key)
    return re.sub(r"(.)\1+", r"\1", key)


_SOUNDS = (
    (r"sch|sh", "s"), (r"tch|tsch|ch", "c"), (r"zh|j", "z"), (r"kh|h", ""), (r"ck|q", "k"), (r"ph", "f"), (r"w", "v"),
    (r"(?:iy|yy|ij|ii|yi|iyy|i|y)", "i"), (r"(?:ou|oo|u|o)", "o"), (r"ae|ay|ai|e", "e"), (r"tz|ts", "s"), (r"x", "ks"),
)  # fmt: skip


@cache
def _honorifics() -> dict[str, Gender | None]:
    return {row[0][0]: _gender(row[1][0]) if len(row) > 1 else None for row in rows("honorifics")}


def _gender(letter: str) -> Gender:
    return "m" if letter == "m" else "f"


@cache
def _first_names() -> dict[str, Gender | None]:
    men: set[str] = set()
    women: set[str] = set()
    for row in rows("first_names"):
        men.update(map(fold, row[0]))
        women.update(map(fold, row[1]) if len(row) > 1 else ())
    return {name: None if name in men and name in women else "m" if name in men else "f" for name in men | women}


@cache
def _have_nicknames() -> frozenset[str]:
    return frozenset(long for names in _nicknames().values() for long in names)


@cache
def _nicknames() -> dict[str, tuple[str, ...]]:
    return {fold(row[0][0]): tuple(map(fold, row[1])) for row in rows("nicknames")}
