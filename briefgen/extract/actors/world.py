"""What the world lists say: countries and seats, institutions, nouns of people and bodies. Names come folded."""

from __future__ import annotations

from functools import cache, lru_cache

from briefgen.names import fold
from briefgen.wordlists import entries, rows

__all__ = [
    "MUNICIPAL",
    "country_of",
    "is_adjective",
    "is_body",
    "is_institution",
    "is_party",
    "is_post",
    "is_region",
    "long_names",
    "names_of_nation",
    "names_of_nation_called",
    "seat_of",
]

WORDS = 20_000  # remembered
MUNICIPAL = frozenset(("municipality", "city", "county", "town", "kingdom", "republic", "province", "emirate"))


@lru_cache(WORDS)
def is_post(word: str) -> bool:
    """Does the word say what a person is ("minister", "adviser")?"""
    return _singular(word.lower().rstrip("."), _posts())


@cache
def _posts() -> frozenset[str]:
    return entries("offices") | entries("posts")


@lru_cache(WORDS)
def is_body(word: str) -> bool:
    """Is the word the head of organisations' names ("Committee")?"""
    return word.lower().rstrip(".") in entries("bodies")


def is_adjective(text: str) -> bool:
    """Is it a nationality ("Russian", "Turks")?"""
    return fold(text) in _adjectives()


@cache
def _adjectives() -> frozenset[str]:
    forms = (form for row in rows("countries") for column in row[2:4] for form in column)
    return frozenset(fold(form) for form in forms)


def _singular(word: str, among: frozenset[str]) -> bool:
    return word in among or (word.endswith("s") and word[:-1] in among)


def country_of(key: str) -> str | None:
    """The country that a folded name names, by its first name in the table."""
    return _countries()[0].get(key)


def seat_of(key: str) -> str | None:
    """The country whose government sits in this folded place."""
    return _countries()[1].get(key)


@cache
def _countries() -> tuple[dict[str, str], dict[str, str]]:
    names, seats = {}, {}
    for row in rows("countries"):
        names.update({fold(form): row[0][0] for form in row[0]})
        seats.update({fold(form): row[0][0] for form in (row[1] if len(row) > 1 else ())})
    return names, {seat: country for seat, country in seats.items() if seat not in names}


def is_region(key: str) -> bool:
    """Is it a part of a country or of the world, which seldom acts?"""
    return key in _regions()


@cache
def _regions() -> frozenset[str]:
    return frozenset(map(fold, entries("regions")))


def is_institution(key: str) -> bool:
    """Is it a body that is known by its name alone ("Kremlin", "NATO")?"""
    return key in _institutions()


@cache
def _institutions() -> frozenset[str]:
    short = (form for row in rows("acronyms") for form in row[0])
    return frozenset(map(fold, entries("institutions") | entries("seats") | entries("platforms") | frozenset(short)))


def is_party(key: str) -> bool:
    """Is it a party, or its people in the plural ("Democrats")?"""
    return key in _parties()


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


@cache
def names_of_nation_called(country: str) -> frozenset[str]:
    """All names of a country that its first name tells, folded: seats and adjectives among them."""
    return frozenset(
        fold(form) for row in rows("countries") if row[0][0] == country for column in row for form in column
    )


@cache
def nation_of(word: str) -> str | None:
    """The country that a one-word name, seat or adjective stands for; None where it is no such word or several's."""
    return _nations().get(fold(word))


@cache
def _nations() -> dict[str, str | None]:
    found: dict[str, str | None] = {}
    for row in rows("countries"):
        for key in {fold(form) for column in row for form in column}:
            found[key] = None if key in found else row[0][0]
    return found


@cache
def long_names() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Well-known names of three and more words, by their first word, longest first."""
    long = {
        tuple(form.lower().replace("'s", " 's").split()) for row in rows("acronyms") if len(row) > 1 for form in row[1]
    }
    first: dict[str, tuple[tuple[str, ...], ...]] = {}
    for name in sorted(long, key=lambda name: (-len(name), name)):
        if len(name) > 2:
            first[name[0]] = (*first.get(name[0], ()), name)
    return first
