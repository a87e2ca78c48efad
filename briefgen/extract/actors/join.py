"""The forms of one article joined: which names name one actor."""

from __future__ import annotations

from collections import Counter

from briefgen.extract.actors import bodies, people, places
from briefgen.extract.actors.forms import forms
from briefgen.extract.actors.group import Form, Group
from briefgen.extract.actors.runs import is_credit
from briefgen.extract.actors.spot import Spotted, spot_known
from briefgen.extract.actors.words import Words
from briefgen.names import bare, fold, initials, is_acronym, is_first_name, surname

__all__ = ["join"]

BY_WHOM = frozenset(("/", "via", "by"))
WHENCE = frozenset(("/", "via"))
LONGEST_CREDIT = 12  # words
BYLINES = frozenset(("reporting", "editing", "writing"))
BESIDE = frozenset(("and", ",", "."))
DASHES = frozenset(("-", "--", "–", "—"))


def join(words: Words, spotted: list[Spotted]) -> list[Group]:
    """Join the candidates of an article into groups, one for each actor, in order of first mention."""
    spotted = sorted([*spotted, *_swept(words, spotted)], key=lambda spot: spot.start)
    by_key = forms(words, _trimmed(words, spotted))
    known = {form.key: form.spots[0].label for form in by_key.values() if form.kind != "other"}
    for spot in spot_known(words, known):
        key = fold(spot.text)
        by_key.setdefault(key, Form(spot.text, key, kind="person")).spots.append(spot)
    persons = people.join(words, [form for form in by_key.values() if form.kind == "person"], by_key)
    taken = {id(spot) for group in persons for spot in group.spots}
    rest = [form for form in by_key.values() if not all(id(spot) in taken for spot in form.spots)]
    countries = places.join(words, rest)
    organisations = bodies.join(
        words, [form for form in rest if form.kind in ("organisation", "party")], rest, countries
    )
    groups = [group for group in (*persons, *countries, *organisations) if group.spots]
    for group in groups:
        spots = [spot for spot in group.spots if not _is_credit(words, spot)]
        if group.kind == "person" or not spots:  # a body that gives out a picture is part of the story
            group.spots = spots
    groups = [group for group in groups if group.spots]
    return sorted(groups, key=lambda group: min(spot.start for spot in group.spots))


def _swept(words: Words, spotted: list[Spotted]) -> list[Spotted]:
    """Surnames that no rule spotted ("," Tarrant said") of people whose full name the article has."""
    covered = {i for spot in spotted for i in range(spot.start, spot.end)}
    people = [bare(spot.text) for spot in spotted if spot.label == "PERSON" and len(bare(spot.text)) > 1]
    surnames = {surname(spot.text) for spot in spotted if spot.label == "PERSON" and len(bare(spot.text)) > 1}
    first = {parts[0] for parts in people if len(parts[0]) > 3}
    bodies = [spot.text for spot in spotted if spot.label == "ORG" and len(spot.text.split()) > 2]
    letters = {made for name in bodies for made in initials(name) if len(made) > 2}
    found = []
    for i, word in enumerate(words.text):
        if not word[0].isupper() or i in covered:
            continue
        inside = i > words.sent[i] and word.istitle()
        if (fold(word) in surnames or (fold(word) in first and inside)) and _may_be_name(words, i):
            found.append(Spotted(i, i + 1, "PERSON", word))
        elif is_acronym(word) and fold(word) in letters and not words.dateline[i]:
            found.append(Spotted(i, i + 1, "ORG", word))
    return found


def _may_be_name(words: Words, i: int) -> bool:
    """Not silent, and at a sentence's start only before a verb or a possessive."""
    if words.silent[i]:
        return False
    following = words.tag[i + 1] if i + 1 < len(words.text) else ""
    return i > words.sent[i] or following.startswith("V") or following == "POS"


def _trimmed(words: Words, spotted: list[Spotted]) -> list[Spotted]:
    """Cut off words in capitals around a name that is known without them ("Crooked Rosa")."""
    people = [fold(spot.text) for spot in spotted if spot.label == "PERSON"]
    seen, all_seen = Counter(people), Counter(fold(spot.text) for spot in spotted)
    first = Counter(name.split()[0] for name in people if len(name.split()) > 1)
    return [_cut_opening(words, _cut_back(words, _cut_front(spot, seen, first), seen), all_seen) for spot in spotted]


def _cut_opening(words: Words, spot: Spotted, seen: Counter[str]) -> Spotted:
    """Cut an adjective or verb off that is only capital as it opens the sentence ("Internal Tarlow records")."""
    i = spot.start
    if spot.end - i < 2 or spot.role or i != words.sent[i] or words.tag[i] not in ("JJ", "VBN", "VBG", "RB", "IN"):
        return spot
    if not words.text[i + 1][0].isupper():
        return spot
    rest = " ".join(words.cut(i + 1, spot.end).split())
    alone = seen[fold(spot.text)] == 1 and seen[fold(rest)] and len(rest.split()) == spot.end - i - 1
    return Spotted(i + 1, spot.end, spot.label, rest) if alone else spot


def _cut_back(words: Words, spot: Spotted, seen: Counter[str]) -> Spotted:
    """Cut a common noun off behind a person's name known without it ("Quill Etchings")."""
    if spot.label not in ("PERSON", "") or spot.end - spot.start < 2 or words.tag[spot.end - 1] in ("NNP", "FW"):
        return spot
    rest = " ".join(words.cut(spot.start, spot.end - 1).split())
    known = seen[fold(rest)] and len(rest.split()) == spot.end - spot.start - 1
    return Spotted(spot.start, spot.end - 1, "PERSON", rest, spot.role) if known else spot


def _cut_front(spot: Spotted, seen: Counter[str], first: Counter[str]) -> Spotted:
    if spot.label not in ("PERSON", "") or spot.role:
        return spot
    parts = spot.text.split()
    if len(parts) < 2 or is_first_name(parts[0]) or parts[0].endswith("."):
        return spot
    if len(parts) != spot.end - spot.start or seen[fold(spot.text)] > 1:
        return spot
    rest = " ".join(parts[1:])
    if len(parts) == 2 and is_first_name(rest) and first[fold(rest)] > 1:
        return Spotted(spot.start + 1, spot.end, "PERSON", rest)  # "Crooked Rosa", "Team Rosa" beside Rosa Hallam
    common = parts[0].lower().endswith("ing") or len(parts) > 2 or seen[fold(rest)] > 2
    return Spotted(spot.start + 1, spot.end, "PERSON", rest) if common and seen[fold(rest)] else spot


def _is_credit(words: Words, spot: Spotted) -> bool:
    """ "Image: Basil Marsh.", "Photo: Tarlow News / Basil Marsh"."""
    i = spot.start
    if _is_byline(words, i) or _is_signature(words, i) or _is_under_picture(words, i):
        return True
    first = words.paragraph[i]
    k = i - 1
    while k > 1 and words.paragraph[k] == first and (words.text[k] in BY_WHOM or words.text[k][0].isupper()):
        k -= 1
    return k > 0 and is_credit(words, k - 1)


def _is_signature(words: Words, i: int) -> bool:
    """ "- Ana Lund" as the whole last line: who wrote it."""
    start, end = words.paragraph_bounds[words.paragraph[i]]
    if words.text[start] not in DASHES and not words.text[start].isspace():
        return False
    line = [word for word in words.text[start:end] if not word.isspace()]
    last = all(word.isspace() for word in words.text[end:])
    names = all(word in BESIDE or word[0].isupper() for word in line[1:])
    return last and line[0] in DASHES and len(line) < 10 and names


def _is_under_picture(words: Words, i: int) -> bool:
    """ "Ana Lund via Tarlow Images.", "(OTTO VELDE/Tarlow)": a line or bracket of nothing but names and whence."""
    first, behind = words.paragraph_bounds[words.paragraph[i]]
    if WHENCE.isdisjoint(words.text[first:behind]):
        return False
    start = end = i
    while start > first and words.text[start - 1] != "(":
        start -= 1
    while end < behind and words.text[end] != ")":
        end += 1
    line = [word for word in words.text[start:end] if word[0].isalpha()]
    named = all(word[0].isupper() or word in BY_WHOM for word in line) and len(line) < LONGEST_CREDIT
    return named and bool(WHENCE & set(words.text[start:end]))


def _is_byline(words: Words, i: int) -> bool:
    """ "(Reporting by Ana Lund; Editing by Ed Ito)"."""
    start = words.sent[i]
    opening = words.lower[start : start + 4]
    return opening[:2] == ["contributing", ":"] or ("by" in opening and not BYLINES.isdisjoint(opening))
