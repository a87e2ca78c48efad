"""The forms of one article joined: which names name one actor."""

from __future__ import annotations

from briefgen.extract.actors import bodies, people, places
from briefgen.extract.actors.group import Group
from briefgen.extract.actors.kinds import forms
from briefgen.extract.actors.spot import Spotted
from briefgen.extract.actors.words import Words

__all__ = ["join"]


CREDITS = frozenset(
    ("image", "images", "photo", "photos", "photograph", "picture", "credit", "courtesy", "illustration", "video")
)


def join(words: Words, spotted: list[Spotted]) -> list[Group]:
    """Join the candidates of an article into groups, one for each actor, in order of first mention."""
    by_key = forms(words, spotted)
    persons = people.join(words, [form for form in by_key.values() if form.kind == "person"], by_key)
    taken = {id(spot) for group in persons for spot in group.spots}
    rest = [form for form in by_key.values() if not all(id(spot) in taken for spot in form.spots)]
    countries = places.join(words, rest)
    organisations = bodies.join(
        words, [form for form in rest if form.kind in ("organisation", "party")], rest, countries
    )
    groups = [group for group in (*persons, *countries, *organisations) if group.spots]
    groups = [group for group in groups if not all(_is_credit(words, spot) for spot in group.spots)]
    return sorted(groups, key=lambda group: min(spot.start for spot in group.spots))


def _is_credit(words: Words, spot: Spotted) -> bool:
    """ "Image: Brian Burnell." """
    i = spot.start
    return i > 1 and words.text[i - 1] == ":" and words.lower[i - 2] in CREDITS
