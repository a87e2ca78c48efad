"""People: full names joined, surnames and first names given to their owners, families kept apart."""

from __future__ import annotations

import re

from rapidfuzz.distance.Levenshtein import distance

from briefgen.extract.actors.group import Form, Group
from briefgen.extract.actors.spot import Spotted
from briefgen.extract.actors.words import Words
from briefgen.extract.actors.world import is_body, is_region, seat_of
from briefgen.names import (
    Gender,
    bare,
    first_name_gender,
    fold,
    honorific_gender,
    is_acronym,
    is_first_name,
    is_nickname,
    same_first_name,
    same_name,
    same_spelling,
    surname,
)
from briefgen.wordlists import entries

__all__ = ["gender_of", "is_other_name", "join"]


def join(words: Words, persons: list[Form], by_key: dict[str, Form]) -> list[Group]:
    """Join the persons of an article; also claim forms read otherwise that are a person's surname ("Quillet/ORG")."""
    groups: list[Group] = []
    others = [form for form in persons if all(is_other_name(words, spot) for spot in form.spots)]
    persons = [form for form in persons if form not in others]
    for form in sorted(persons, key=lambda form: (-len(bare(form.text)), form.spots[0].start)):
        if len(bare(form.text)) > 1:
            _add_full(groups, form)
    short = [
        form
        for form in by_key.values()
        if len(form.words) == 1
        or (form.kind == "person" and len(bare(form.text)) == 1)
        or (form.kind in ("place", "country", "other") and _ends_full_name(groups, form))
    ]
    placed = {id(spot) for group in groups for spot in group.spots}
    short += [
        form for form in persons if form not in short and len(bare(form.text)) > 1 and id(form.spots[0]) not in placed
    ]
    full = _by_letter(groups)
    for form in sorted(short, key=lambda form: form.spots[0].start):
        _add_short(words, groups, full, form)
    for form in others:
        _add_other_name(groups, form)
    return groups


def is_other_name(words: Words, spot: Spotted) -> bool:
    """ "Varn changed his name, Otto Edvard Varn", "Ilka Varn, born Ilka Marlo": another name of somebody named."""
    if spot.start == 0 or words.lower[spot.start - 1] not in (",", "born"):
        return False
    before = words.lower[max(0, spot.start - 2) : spot.start]
    told = before == ["name", ","] or (before == [",", "born"] and spot.label in ("PERSON", ""))
    return told and len(bare(spot.text)) > 1


def _add_other_name(groups: list[Group], form: Form) -> None:
    """The name goes to whoever shares a part of it and was named last before it."""
    parts, at = set(bare(form.text)), form.spots[0].start
    owners = [group for group in groups if parts & set(bare(group.name)) and group.first < at]
    if not owners:
        _add_full(groups, form)
        return
    last = max(owners, key=lambda group: max(spot.start for spot in group.spots if spot.start < at))
    last.spots += form.spots


def _by_letter(groups: list[Group]) -> dict[str, list[Group]]:
    """The full names by the letters that their words and nicknames begin with: a long article has thousands."""
    index: dict[str, list[Group]] = {}
    for group in groups:
        for letter in sorted({word[0] for word in (*bare(group.name), *_nicknames(group)) if word}):
            index.setdefault(letter, []).append(group)
    return index


def _add_full(groups: list[Group], form: Form) -> None:
    same = [group for group in groups if same_name(group.name, form.text)]
    if len(same) == 1:
        same[0].spots += form.spots
    elif not _is_surname_of(groups, form):
        groups.append(Group("person", _bare_text(form.text), list(form.spots)))


def _ends_full_name(groups: list[Group], form: Form) -> bool:
    """ "Mar Velde" of Anna Luisa Mar Velde, whatever the recogniser took it for."""
    parts = bare(form.text)
    return len(parts) > 1 and any(
        len(own) > len(parts) and own[-len(parts) :] == parts for own in map(bare, (group.name for group in groups))
    )


def _is_surname_of(groups: list[Group], form: Form) -> bool:
    """ "de Marlo", "Aung San": part of a longer name, to be given to its owner as a short form."""
    parts = bare(form.text)
    return any(
        len(own) > len(parts) and (own[-len(parts) :] == parts or own[: len(parts)] == parts)
        for own in map(bare, (g.name for g in groups))
    )


def _add_short(words: Words, groups: list[Group], full: dict[str, list[Group]], form: Form) -> None:
    form.spots[:] = [spot for spot in form.spots if not _shares_surname(words, spot)]
    if not form.spots:
        return
    owners = _owners(groups, full, form)
    if not owners:
        if form.kind == "person" and not _plural_family(groups, form):
            groups.append(Group("person", _bare_text(form.text), list(form.spots)))
        return
    if len(owners) == 1 and (strangers := _strangers(words, owners[0], form)):
        groups.append(Group("person", form.text, strangers))
        return
    for spot in form.spots:
        if _claimable(form, spot):
            _choose(words, owners, spot).spots.append(spot)


def _strangers(words: Words, owner: Group, form: Form) -> list[Spotted]:
    """ "Mr. Varn" where only Ilka Varn is introduced: the mentions of another of the name."""
    gender = gender_of(words, owner)
    titles = [_title_gender(words, spot) for spot in form.spots]
    if gender is None or not any(title not in (None, gender) for title in titles):
        return []
    mine = [spot for spot, title in zip(form.spots, titles, strict=True) if title == gender]
    owner.spots += mine
    return [spot for spot in form.spots if spot not in mine]


def _title_gender(words: Words, spot: Spotted) -> Gender | None:
    return next((g for i in range(*spot.role) if (g := honorific_gender(words.text[i]))), None) if spot.role else None


def _shares_surname(words: Words, spot: Spotted) -> bool:
    """ "Daniel and Joan Marsh": the first of a couple has no surname of its own."""
    i = spot.end
    if i + 2 >= len(words.text) or words.lower[i] != "and" or not is_first_name(spot.text):
        return False
    return words.label[i + 1] == "PERSON" == words.label[i + 2] and words.entity[i + 1] == words.entity[i + 2]


def _owners(groups: list[Group], full: dict[str, list[Group]], form: Form) -> list[Group]:
    """The people whose surname, else whose first name, the form is."""
    key = " ".join(bare(form.text))
    if form.kind in ("organisation", "place", "country", "party") and (is_body(form.text) or is_acronym(form.text)):
        return []
    long = full.get(key[:1], [])
    found = _by_full_name(long, form, key) if long else []
    if not found and form.kind in ("person", "other") and is_nickname(key) and not is_first_name(key):
        everyone = [group for group in groups if len(bare(group.name)) > 1]
        found = [group for group in everyone if same_first_name(bare(group.name)[0], key) and len(key) > 2]
    if not found:
        found = [group for group in long if key in _nicknames(group)]
    if not found and form.kind == "person":
        found = [group for group in groups if " ".join(bare(group.name)) == key]
    if form.key in entries("not_names"):  # "Jan." is no Jan
        return [group for group in found if any(spot.role or spot.label == "PERSON" for spot in form.spots)]
    return found


def _by_full_name(long: list[Group], form: Form, key: str) -> list[Group]:
    """The people whose full name ends, else begins, with the form."""
    parts = tuple(key.split())
    found = [group for group in long if key == surname(group.name) or bare(group.name)[-len(parts) :] == parts]
    if not found and form.kind == "person":
        found = [group for group in long if same_spelling(key, bare(group.name)[-1])]
    if not found and form.kind == "person" and len(form.spots) == 1:
        found = [group for group in long if _is_slip_of(key, group)]
    if not found and form.kind in ("person", "other", "organisation"):
        found = [group for group in long if bare(group.name)[0] == key or _opens(parts, bare(group.name))]
    return found


def _opens(parts: tuple[str, ...], name: tuple[str, ...]) -> bool:
    return len(parts) < len(name) and name[: len(parts)] == parts


def _is_slip_of(key: str, group: Group) -> bool:
    """ "Tarant" for Josef Tarrant: one letter wrong, missing or too much in a long surname that is used otherwise."""
    own = surname(group.name)
    used = any(spot.text != group.name for spot in group.spots)
    return used and min(len(key), len(own)) > 5 and key[0] == own[0] and distance(key, own, score_cutoff=1) == 1


def _nicknames(group: Group) -> set[str]:
    """The names in brackets or marks inside the full name."""
    return {fold(nick) for nick in re.findall(r"[(\"“‘]([^()\"“”]+)[)\"”’]", group.name)}


def _claimable(form: Form, spot: Spotted) -> bool:
    """A place named like a person stays a place where the recogniser saw one ("Lincoln, Nebraska")."""
    if form.kind == "place" and not (is_region(form.key) or seat_of(form.key) or form.state):
        return spot.start > 0
    return form.kind in ("person", "other", "organisation") or spot.label not in ("GPE", "LOC", "FAC")


def _plural_family(groups: list[Group], form: Form) -> bool:
    """ "the Clintons": several people, no one of them."""
    key = form.key
    return key.endswith("s") and any(surname(group.name) in (key[:-1], key.removesuffix("es")) for group in groups)


def _choose(words: Words, owners: list[Group], spot: Spotted) -> Group:
    """Which member of a family a bare name means: by title, by gender of the title, else the one it has meant."""
    if len(owners) == 1:
        return owners[0]
    if spot.role:
        gender = _title_gender(words, spot)
        fitting = [group for group in owners if gender is None or gender_of(words, group) in (gender, None)]
        title = words.lower[spot.role[1] - 1]
        titled = [group for group in fitting if _bears(words, group, title)]
        owners = titled or fitting or owners
    near = [group for group in owners if _introduced_here(words, group, spot)]
    if len(near) == 1:
        return near[0]
    close = [group for group in owners if _is_spoken_of(words, group, spot)]
    if len(close) == 1:
        return close[0]
    opening = min(owners, key=lambda group: group.first)
    return min(
        owners, key=lambda group: (_late(group, spot), -_full_mentions(group) - 1.5 * (group is opening), group.first)
    )


def _is_spoken_of(words: Words, group: Group, spot: Spotted) -> bool:
    """Was the person named, by whatever form, a few paragraphs before?"""
    reach = words.paragraph[spot.start] - 3
    return any(s.start < spot.start and words.paragraph[s.start] >= reach for s in group.spots)


def _introduced_here(words: Words, group: Group, spot: Spotted) -> bool:
    """Does the full name stand before the mention in its paragraph?"""
    paragraph = words.paragraph[spot.start]
    return any(
        s.start < spot.start and words.paragraph[s.start] == paragraph and len(bare(s.text)) > 1 for s in group.spots
    )


def _late(group: Group, spot: Spotted) -> bool:
    """Is the person only introduced after this mention?"""
    return group.first > spot.start


def _full_mentions(group: Group) -> int:
    return sum(len(bare(spot.text)) > 1 for spot in group.spots)


def _bears(words: Words, group: Group, title: str) -> bool:
    return any(spot.role and title in words.lower[spot.role[0] : spot.role[1]] for spot in group.spots)


def gender_of(words: Words, group: Group) -> Gender | None:
    """The gender that titles or the first name tell."""
    for spot in group.spots:
        if spot.role:
            for i in range(*spot.role):
                if gender := honorific_gender(words.text[i]):
                    return gender
    return first_name_gender(group.name.split()[0])


def _bare_text(text: str) -> str:
    """The name as written, without a generation suffix's comma."""
    return text.rstrip(",")
