"""What kind of thing a name names, from all evidence in the article: person, organisation, government, or no actor."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from briefgen.extract.actors.spot import Spotted, is_adjective, is_body, is_post
from briefgen.extract.actors.words import Words
from briefgen.names import fold, is_acronym, is_first_name
from briefgen.wordlists import entries, rows

VENUES = frozenset(("stadium", "arena", "hall", "tower", "park", "plaza", "building", "bridge", "airport", "theatre"))
MUNICIPAL = frozenset(("municipality", "city", "county", "town", "kingdom", "republic", "province", "emirate"))

ODD = re.compile(r"\W|.*[\[\]{}@#/\\<>|*=]")  # no name: "-Chief Forum", "W]e"
PARTY_TAG = re.compile(r"[DRI]-[A-Z]|[A-Z]\.?$|Jr\.?$|Sr\.?$")  # "R-Va.", initials

__all__ = [
    "Form",
    "Kind",
    "country_of",
    "forms",
    "has_state",
    "head_of",
    "is_region",
    "kind_of",
    "names_of_nation",
    "seat_of",
]

Kind = Literal["person", "organisation", "country", "place", "party", "other"]


@dataclass(slots=True)
class Form:
    """One way of writing a name in an article, and where it stands."""

    text: str
    key: str  # folded
    spots: list[Spotted] = field(default_factory=list)
    kind: Kind = "other"
    state: bool = False  # a place that has a government, by what the article says of it

    @property
    def words(self) -> list[str]:
        return self.key.split()


def forms(words: Words, spotted: list[Spotted]) -> dict[str, Form]:
    """Gather the candidates by their folded text and decide each form's kind."""
    found: dict[str, Form] = {}
    for spot in spotted:
        key = fold(spot.text)
        if key:
            found.setdefault(key, Form(spot.text, key)).spots.append(spot)
    adjectives = {fold(words.text[i]) for i in range(len(words)) if _may_be_adjective(words, i)}
    for form in found.values():
        form.kind = kind_of(words, form)
        form.state = any(has_state(words, spot) for spot in form.spots)
        if _has_adjective(form, adjectives):
            form.kind, form.state = "place", True
    _mark_nationalities(found)
    _mark_adherents(found)
    _mark_led_by_place(found)
    return found


def _mark_led_by_place(found: dict[str, Form]) -> None:
    """ "Kestria Hydro" beside "Kestria": no person."""
    places = {form.key for form in found.values() if form.kind in ("place", "country")}
    for form in found.values():
        titled = any(spot.role for spot in form.spots)
        if form.kind == "person" and len(form.words) > 1 and form.words[0] in places and not titled:
            form.kind = "organisation"


def _mark_adherents(found: dict[str, Form]) -> None:
    """ "Whigs" beside "Whig party"."""
    for form in found.values():
        if form.key.endswith("s") and f"{form.key[:-1]} party" in found:
            form.kind = "party"


def _may_be_adjective(words: Words, i: int) -> bool:
    if words.label[i] == "NORP":
        return True
    beside = words.dep[i] in ("amod", "compound", "nmod") and words.label[i] != "PERSON"
    return beside and words.text[i].endswith("n") and words.text[i].istitle()


def _has_adjective(form: Form, adjectives: set[str]) -> bool:
    """ "Kestria" where the article says "Kestrian": a country, whatever the recogniser took it for."""
    if form.kind == "country" or len(form.words) > 1 or len(form.key) < 4 or any(spot.role for spot in form.spots):
        return False
    stem = form.key.rstrip("aeiouy")
    return any(form.key + "n" == other or stem + "ian" == other or stem + "an" == other for other in adjectives)


def _mark_nationalities(found: dict[str, Form]) -> None:
    """ "Vessian" beside "Vessia": the people or the adjective of a place, no actor."""
    places = [form.key for form in found.values() if form.kind in ("place", "country")]
    for form in found.values():
        stem = form.key.removesuffix("s").removesuffix("n").removesuffix("a").removesuffix("i")
        if (
            len(stem) > 3
            and stem != form.key
            and any(key != form.key and key.rstrip("aeiouy") == stem for key in places)
        ):
            form.kind = "other"


def kind_of(words: Words, form: Form) -> Kind:
    """Decide what a form names: fixed knowledge first, then the weight of its mentions."""
    labels = Counter(spot.label for spot in form.spots)
    titled = any(spot.role for spot in form.spots)
    if (kind := _known_kind(form, labels, titled)) is not None:
        return kind
    weights = _weights(words, form, labels, titled)
    best = max(weights, key=lambda kind: weights[kind])
    return best if weights[best] > 0 else "other"


def _known_kind(form: Form, labels: Counter[str], titled: bool) -> Kind | None:
    """What the world's lists say of a form, or None."""
    key = form.key
    if country_of(key) or seat_of(key):
        single = len(form.words) == 1
        if single and (titled or labels["PERSON"] > labels["GPE"]):
            return None
        return "country" if country_of(key) else "place"
    if form.words[0] in MUNICIPAL and " of " in key:
        return "place"
    if key in _parties():
        return "party"
    if is_adjective(key):
        return "other"
    if key in _institutions():
        return "organisation"
    if ODD.match(form.text) or _is_shouted(form.text):
        return "other"
    if (key in entries("not_names") or PARTY_TAG.match(form.text)) and not titled:
        return "other"
    return None


def _weights(words: Words, form: Form, labels: Counter[str], titled: bool) -> dict[Kind, float]:
    """Evidence for each kind, from labels, the words of the name and what stands beside it."""
    count, parts = len(form.spots), form.words
    last = head_word(form.text)
    body = is_body(last) and (len(parts) > 1 or labels["ORG"] > 0)
    strong = body and (last.lower() not in entries("bodies_plain") or last != form.text.split()[-1])
    first = is_first_name(parts[0]) and len(parts) > 1
    led = len(parts) > 1 and not first and not titled and _is_place_word(parts)
    acronym = _acronym_weight(words, form, labels) if not titled else 0.0
    places = labels["GPE"] + labels["LOC"] + labels["FAC"]
    others = labels["EVENT"] + labels["WORK_OF_ART"] + labels["PRODUCT"] + labels["LAW"]
    states = sum(has_state(words, spot) for spot in form.spots)
    located = sum(_located(words, spot) for spot in form.spots)
    settled = sum(_settlement(words, spot) for spot in form.spots)
    thing = sum(_thing_beside(words, spot) for spot in form.spots) + (
        len(parts) > 1 and parts[-1] in entries("event_heads")
    )
    beside = sum(_body_beside(words, spot) for spot in form.spots)
    owners = sum(_owns_person(words, spot) for spot in form.spots)
    return {
        "person": labels["PERSON"] / count + 3 * titled + 1.2 * (first and not body) - 1.5 * led
        + _person_beside(words, form) - 2 * acronym - 2 * (strong and not titled),
        "organisation": labels["ORG"] / count + 1.5 * min(1, beside) + 2.5 * strong
        + (0.6 if len(parts) < 3 else 1.2) * body + acronym + 1.1 * min(owners, 1) - 0.5 * _adjectival(words, form) - (first and not body) + led,
        "place": places / count + 0.3 * (places > 0) + 1.5 * is_region(form.key) - 2 * strong - 2 * titled - first
        + (0 if body else 1.8 * min(1, states) + 1.2 * located / count + 2 * min(1, settled)),
        "other": 0.3 + (0 if titled or strong else 1.3 * min(1, thing)) + 1.05 * others / count
        + 0.9 * labels["NORP"] / count + 3 * _compound(form) + 1.5 * _adjectival(words, form),
    }  # fmt: skip


def head_word(name: str) -> str:
    """The head of a body's name: "Foundation" of "Foundation for the Visual Arts"."""
    if name.lower().split()[-1] in VENUES:
        return name.split()[-1]
    before = re.split(r" (?:of|for|on|at|against) ", name, maxsplit=1)[0].split()
    return before[-1] if is_body(before[-1]) else name.split()[-1]


def _acronym_weight(words: Words, form: Form, labels: Counter[str]) -> float:
    """How surely capitals mean an acronym: less where nothing else says so, not at all in shouting."""
    if not is_acronym(form.text) or form.text != form.text.upper() or len(form.words) > 1:
        return 0.0
    if any(_is_loud(words, spot.start - 1) or _is_loud(words, spot.end) for spot in form.spots):
        return 0.2
    if labels[""] == len(form.spots):
        return 0.2 if len(form.text) > 4 and len(form.spots) == 1 else 0.9
    return 1.6


def _is_loud(words: Words, i: int) -> bool:
    return 0 <= i < len(words) and len(words.text[i]) > 3 and words.text[i].isupper() and words.label[i] != "ORG"


def _person_beside(words: Words, form: Form) -> float:
    """Is a lower-case post set beside the name: "spokesman Dmitry Peskov", "Peskov, a spokesman"?"""
    hits = 0
    for spot in form.spots:
        before = spot.start - 1
        hits += before >= 0 and is_post(words.text[before]) and words.head[before] in range(spot.start, spot.end)
    return min(1.2, 1.2 * hits)


def _owns_person(words: Words, spot: Spotted) -> bool:
    """ "FTU's Alice Mak", "Raymond Chan of People Power": what has a person so is a body."""
    if spot.label in ("GPE", "LOC", "PERSON", "NORP"):
        return False
    end = spot.end
    if end + 1 < len(words) and words.text[end] in ("'s", "'") and words.label[end + 1] == "PERSON":
        return True
    start = spot.start - 1 if words.lower[spot.start - 1] != "the" else spot.start - 2
    return start > 0 and words.text[start] == "of" and words.label[start - 1] == "PERSON" and spot.label in ("", "ORG")


def _adjectival(words: Words, form: Form) -> bool:
    """Is it only ever an adjective ("Eastern", "Republican")?"""
    return all(spot.end - spot.start == 1 and words.tag[spot.start] == "JJ" for spot in form.spots)


def has_state(words: Words, spot: Spotted) -> bool:
    """ "Vessia's sports minister", "the army of Vessia": what has a minister or an army is a state."""
    head = head_of(words, spot)
    head = words.head[head] if words.dep[head] == "conj" else head
    noun = words.head[head]
    if words.dep[head] == "pobj" and words.lower[noun] == "of":
        return words.lower[words.head[noun]] in entries("state_nouns")
    return words.dep[head] in ("poss", "compound", "nmod") and words.lower[noun] in entries("state_nouns")


def head_of(words: Words, spot: Spotted) -> int:
    """The token of a name whose head stands outside it."""
    for i in range(spot.start, spot.end):
        if not spot.start <= words.head[i] < spot.end or words.head[i] == i:
            return i
    return spot.end - 1


def _settlement(words: Words, spot: Spotted) -> bool:
    """ "the town of Yeoncheon", "Hebei province"."""
    i = spot.start
    if i > 1 and words.lower[i - 1] == "of" and words.lower[i - 2] in entries("place_nouns"):
        return True
    last = words.lower[spot.end - 1]
    named_so = spot.end - spot.start > 1 and last in (
        "county",
        "city",
        "island",
        "islands",
        "valley",
        "township",
        "province",
    )
    return named_so or (spot.end < len(words) and words.text[spot.end] in entries("place_nouns"))


def _thing_beside(words: Words, spot: Spotted) -> bool:
    """ "the vessel Aurora", "a program called Wipe"."""
    i = spot.start - 1
    if i > 0 and words.lower[i] in ("called", "named", "dubbed", "titled", "entitled"):
        i -= 1
    return i >= 0 and words.sent[i] == words.sent[spot.start] and words.text[i] in entries("things")


def _body_beside(words: Words, spot: Spotted) -> bool:
    """ "al-Ikhbariya television", "the secularist magazine MicroMega"."""
    i = spot.start - 1
    before = i >= 0 and words.text[i] in entries("bodies") and words.sent[i] == words.sent[spot.start]
    after = spot.end < len(words) and words.text[spot.end] in (
        "television",
        "newspaper",
        "magazine",
        "radio",
        "channel",
    )
    return before or after


def _located(words: Words, spot: Spotted) -> bool:
    """ "in Vessia"."""
    return spot.start > 0 and words.lower[spot.start - 1] in ("in", "across", "throughout", "near", "outside", "inside")


def _is_place_word(parts: list[str]) -> bool:
    """Does the name begin with a country, region or nationality ("Carolina Panthers", "Kestria Hydro")?"""
    openings = (parts[0], " ".join(parts[:2]))
    return any(country_of(key) or is_region(key) or is_adjective(key) for key in openings if key != " ".join(parts))


def _is_shouted(text: str) -> bool:
    """ "WE WIN": several words in capitals, one of them no acronym's."""
    parts = text.split()
    return len(parts) > 1 and text.isupper() and any(part.lower() in entries("not_names") for part in parts)


def _compound(form: Form) -> bool:
    """ "Lincoln-Douglas": two names tied for an event."""
    halves = form.text.split()[0].split("-")
    if len(halves) == 2 and is_adjective(halves[1]):
        return True  # "Franco-German"
    return (
        len(halves) == 2
        and all(len(half) > 3 and half[0].isupper() for half in halves)
        and not is_first_name(halves[0])
    )


# ---------------------------------------------------------------- the world's lists


def country_of(key: str) -> str | None:
    """The country that a folded name names, by its first name in the table."""
    return _countries()[0].get(key)


def seat_of(key: str) -> str | None:
    """The country whose government sits in this folded place."""
    return _countries()[1].get(key)


def is_region(key: str) -> bool:
    return key in _regions()


@cache
def _regions() -> frozenset[str]:
    return frozenset(map(fold, entries("regions")))


@cache
def _countries() -> tuple[dict[str, str], dict[str, str]]:
    names, seats = {}, {}
    for row in rows("countries"):
        names.update({fold(form): row[0][0] for form in row[0]})
        seats.update({fold(form): row[0][0] for form in (row[1] if len(row) > 1 else ())})
    return names, {seat: country for seat, country in seats.items() if seat not in names}


@cache
def _institutions() -> frozenset[str]:
    short = (form for row in rows("acronyms") for form in row[0])
    return frozenset(map(fold, entries("institutions") | entries("seats") | entries("platforms") | frozenset(short)))


@cache
def _parties() -> frozenset[str]:
    return frozenset(fold(form) for row in rows("parties") for form in row[1])


@cache
def names_of_nation(adjective: str) -> frozenset[str]:
    """All one-word names of the nation that an adjective belongs to, folded: country, seats, adjectives."""
    key = fold(adjective)
    return frozenset(
        fold(form)
        for row in rows("countries")
        if len(row) > 2 and key in map(fold, row[2])
        for column in row
        for form in column
    )
