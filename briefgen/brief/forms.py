"""What a printed name says: its key for comparing, given names and surname, acronyms and other wordings of bodies."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

__all__ = [
    "REMEMBERED",
    "Body",
    "PersonName",
    "as_body",
    "as_person",
    "country_of_word",
    "country_words",
    "fold_surname",
    "form_is_canonical",
    "name_key",
    "person_key",
    "same_given",
]

REMEMBERED = 200_000  # parsed names kept: the same few names come again in every article
TURNED = {"department", "ministry", "committee", "commission", "council"}  # X Department = Department of X
DOTTED_STATES = {"u.s.", "u.k.", "u.n.", "e.u."}
SPELLINGS = (  # ways in which one foreign sound is spelt, folded for comparing surnames
    (re.compile(r"(iy|yy|ij|yi|ii|y)$"), "i"),
    (re.compile(r"kh"), "h"),
    (re.compile(r"s(t?)ch"), r"s\1h"),
    (re.compile(r"tch|tsch"), "ch"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"ou|oo"), "u"),
    (re.compile(r"(off|ow|ov)$"), "ov"),
    (re.compile(r"(eff|ev|yev|iev)$"), "ev"),
    (re.compile(r"w"), "v"),
    (re.compile(r"ck|q"), "k"),
    (re.compile(r"ks"), "x"),
    (re.compile(r"dzh|dj"), "j"),
    (re.compile(r"[yj]"), "i"),
    (re.compile(r"(.)\1"), r"\1"),
)


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name in parts, all folded to lower-case ASCII. `given` () for a bare name."""

    given: tuple[str, ...]
    surname: str
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation's or state's name: its canonical key, whether it is an acronym, the acronyms it may have."""

    key: str
    is_acronym: bool
    acronyms: tuple[str, ...] = ()


@lru_cache(REMEMBERED)
def name_key(name: str) -> str:
    """The name folded for comparing: lower-case ASCII words, no dots, no possessive, no leading article."""
    words = [word for word in _words(name) if word]
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


@lru_cache(REMEMBERED)
def person_key(name: str) -> str:
    """A person's name folded for comparing, titles off."""
    words = name_key(name).split()
    while len(words) > 1 and words[0] in _parts("titles"):
        words = words[1:]
    while len(words) > 1 and words[-1].isdigit():  # the number of a footnote or a list
        words = words[:-1]
    return " ".join(words)


@lru_cache(REMEMBERED)
def as_person(key: str) -> PersonName:
    """Take a person's name key apart. One word alone counts as the surname."""
    words = key.split()
    suffix = ""
    if len(words) > 1 and words[-1] in _parts("suffixes"):
        suffix = {"junior": "jr", "senior": "sr"}.get(words[-1], words[-1])
        words = words[:-1]
    given = [word for word in words[:-1] if word not in _parts("particles")]
    return PersonName(tuple(given), re.sub(r"^(al|el)-", "", words[-1]) if words else "", suffix)


@lru_cache(REMEMBERED)
def fold_surname(surname: str) -> str:
    """One spelling for the transliterations of a surname: Borovskiy, Borovsky and Borovskyy are one."""
    folded = surname.replace("-", "")
    for pattern, one in SPELLINGS:
        folded = pattern.sub(one, folded)
    return folded or surname


@lru_cache(REMEMBERED)
def as_body(name: str) -> Body:
    """Read an organisation's or a state's name as printed."""
    key = name_key(name)
    if known := _known_bodies().get(key):
        return Body(known, False, _acronyms(known.split()))
    words = key.split()
    while len(words) > 1 and words[-1] in _parts("company ends"):
        words = words[:-1]
    turned = _turned(words)
    acronyms = _acronyms(turned)
    if len(turned) > 2 and turned[:2] == ["united", "states"]:
        turned = ["us", *turned[2:]]
    letters = name.replace(".", "").replace("’s", "").replace("'s", "").strip()
    if letters.isupper() and letters.isalpha() and 2 <= len(letters) <= 6:
        return Body(key, True)
    return Body(re.sub("^(al|el)-", r"\1 ", " ".join(turned)), False, acronyms)


def form_is_canonical(name: str) -> bool:
    """Whether this is the plain form of a state or union that has several: "United States", not "America"."""
    key = name_key(name)
    return _known_bodies().get(key) == key


@cache
def country_words() -> tuple[str, ...]:
    """Words that say whose body it is, in front of its name: "us", "british"."""
    return (*sorted(_parts("countries")), "united states")


def country_of_word(word: str) -> str:
    """One word for the words that speak of one country."""
    return {"american": "us", "united states": "us", "british": "uk"}.get(word, word)


@lru_cache(REMEMBERED)
def same_given(one: str, other: str) -> bool:
    """Whether two given names may be one person's: equal, of one nickname family, or spellings of one name."""
    if one == other or fold_surname(one) == fold_surname(other):
        return True
    families = _nickname_families()
    return not families.get(one, frozenset()).isdisjoint(families.get(other, frozenset()))


@cache
def _nickname_families() -> dict[str, frozenset[int]]:
    """Every known given name with the numbers of the families it stands in."""
    found: dict[str, set[int]] = {}
    for number, line in enumerate(_lines("nicknames.txt")):
        for name in line.split():
            found.setdefault(name_key(name), set()).add(number)
    return {name: frozenset(numbers) for name, numbers in found.items()}


def _words(name: str) -> list[str]:
    ascii_ = (name if name.isascii() else _without_marks(name)).lower()
    ascii_ = re.sub(r"'s\b|'(?=\s|$)", "", ascii_).replace("&", " and ")
    ascii_ = re.sub(r"\b((?:[a-z]\.){2,})", lambda m: _initials(m[1], name), ascii_)
    return [re.sub(r"[^\w-]", "", word).strip("-_") for word in re.split(r"[\s/,.]+", ascii_)]


def _without_marks(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.replace("’", "'").replace("ı", "i").replace("ø", "o").replace("ł", "l"))
    return "".join(c for c in plain if not unicodedata.combining(c))


def _initials(dotted: str, name: str) -> str:
    # "F.B.I." alone is one word; "J.D. Marsh" and "Henry H.W. Quill" have two initials
    alone = len(name.split()) == 1 or dotted in DOTTED_STATES
    return dotted.replace(".", "" if alone else " ")


def _turned(words: list[str]) -> list[str]:
    """ "department of justice" as "justice department"."""
    if len(words) > 2 and words[0] in TURNED and words[1] in ("of", "on", "for"):
        rest = [word for word in words[2:] if word != "the"]
        return [*rest, words[0]]
    return words


def _acronyms(words: list[str]) -> tuple[str, ...]:
    """Initials without and with the function words, in the order of the words and turned: FBI, DOJ."""
    orders = [words]
    if len(words) > 1 and words[-1] in TURNED:
        orders.append([words[-1], "of", *words[:-1]])
    made = {"".join(word[0] for word in order if word not in _parts("function words")) for order in orders}
    made |= {"".join(word[0] for word in order) for order in orders}
    return tuple(sorted(acronym for acronym in made if len(acronym) > 2))


@cache
def _parts(kind: str) -> frozenset[str]:
    """The words of one kind that names have around the name proper."""
    return frozenset(
        word for line in _lines("parts.txt") if line.startswith(kind + ": ") for word in line.partition(": ")[2].split()
    )


@cache
def _known_bodies() -> dict[str, str]:
    """Every known form's key to the key of the plain form."""
    found = {}
    for line in _lines("bodies.txt"):
        keys = [name_key(form) for form in line.split(" | ")]
        found.update(dict.fromkeys(keys, keys[0]))
    return found


def _lines(name: str) -> list[str]:
    text = resources.files("briefgen.brief").joinpath("lexicon", name).read_text("utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]
