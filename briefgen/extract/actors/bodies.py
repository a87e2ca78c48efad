"""Organisations: acronyms, short forms and adherents joined to the full name."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from briefgen.extract.actors.beside import head_of
from briefgen.extract.actors.group import Form, Group
from briefgen.extract.actors.kinds import head_word
from briefgen.extract.actors.places import acts
from briefgen.extract.actors.runs import is_credit
from briefgen.extract.actors.spot import Spotted
from briefgen.extract.actors.words import Words
from briefgen.extract.actors.world import (
    WORDS,
    country_of,
    is_adjective,
    is_body,
    is_institution,
    is_party,
    is_post,
    is_region,
)
from briefgen.names import SMALL, acronym_of, fold, initials, is_acronym
from briefgen.wordlists import entries, rows

__all__ = ["join"]

FIRM_ENDS = frozenset(
    ("news", "inc", "corp", "corporation", "co", "company", "llc", "ltd", "plc", "group", "ag", "nv", "sa")
)
POSTING = frozenset(("post", "take", "upload", "write", "tweet", "share"))
GOVERNING = frozenset(("government", "administration", "regime"))


def join(words: Words, organisations: list[Form], others: list[Form], countries: list[Group]) -> list[Group]:
    """Join an article's organisations; a country's government goes to the country."""
    groups: list[Group] = []
    index: dict[str | int, list[Group]] = {}  # of thousands in a long article those that share a handle are compared
    for form in sorted(organisations, key=lambda form: (-len(form.words), -len(form.key), form.spots[0].start)):
        if _goes_to_country(form, countries):
            continue
        handles = _handles(form)
        near = {id(group): group for handle in handles for group in index.get(handle, ())}
        owners = sorted((group for group in near.values() if _same(words, group, form)), key=groups.index)
        if not owners:
            groups.append(Group("organisation", form.text, []))
        clear = len(owners) == 1 or (owners and _equal(owners[0], form))
        chosen = groups[-1] if not owners else owners[0] if clear else _nearest(owners, form.spots[0].start)
        chosen.spots += form.spots
        for handle in handles:
            index.setdefault(handle, []).append(chosen)
    _join_bare(groups)
    for form in others:
        if form.kind in ("place", "other") and not form.state and (owner := _opens(groups, form)):
            owner.spots += form.spots
        if form.kind not in ("organisation", "party") and (owner := _plural_of(groups, form)):
            owner.spots += form.spots
    found = [group for group in groups if not _is_plain(group) and _is_actor(words, group)]
    for group in found:
        group.spots = _without_channel(words, group)
    for form in others:
        if form.kind == "other" and (owner := _names_thing(found, form)):
            owner.spots += [opening for spot in form.spots if (opening := _opening(words, owner, spot))]
    return found


def _handles(form: Form) -> list[str | int]:
    """What two forms of one body have in common: a word, initials, a well-known name, letters; where a bracket is."""
    return [*_handles_of(form.text, form.key), *(at for spot in form.spots for at in (spot.start - 1, spot.end))]


@lru_cache(WORDS)
def _handles_of(text: str, key: str) -> tuple[str, ...]:
    handles = [word.rstrip("s") for part in (key, _spelt_out(key)) for word in part.split() if word not in SMALL]
    handles += ["known " + name for name in (key, *_known().get(key, ()))]
    handles.append("letters " + "".join(sorted(key)))
    if is_acronym(text):
        handles.append("initials " + re.sub(r"[^a-z]", "", key))
    else:
        made = (letters for name in (text, _without_place(text)) for letters in initials(name))
        handles += ["initials " + letters for letters in made if len(letters) > 1]  # one letter is no acronym
    return tuple(dict.fromkeys(handles))


def _join_bare(groups: list[Group]) -> None:
    """ "the Guard" of the one body that is called so: "Orle Valley Guard"."""
    for group in [group for group in groups if len(group.name.split()) == 1 and is_body(group.name)]:
        owners = [
            other
            for other in groups
            if other is not group
            and head_word(other.name).lower() == group.name.lower()
            and not other.keys & entries("seats")  # "the House" is not the White House
        ]
        if len(owners) == 1:
            owners[0].spots += group.spots
            groups.remove(group)


def _is_actor(words: Words, group: Group) -> bool:
    """A seat or platform must do something; a name that is only ever an attribute of things is none."""
    keys = group.keys
    if not (keys.isdisjoint(entries("seats")) and keys.isdisjoint(entries("platforms"))):
        return any(_does(words, spot) for spot in group.spots)
    known = not keys.isdisjoint(_known()) or any(map(is_body, group.name.lower().split()))
    return known or not all(_is_attribute_of_thing(words, spot) for spot in group.spots)


def _without_channel(words: Words, group: Group) -> list[Spotted]:
    """A platform's mentions but those as a channel: "wrote on Twitter", "took to Twitter"."""
    if group.keys.isdisjoint(entries("platforms")):
        return group.spots
    return [spot for spot in group.spots if not _is_channel(words, spot.start)] or group.spots


def _is_channel(words: Words, i: int) -> bool:
    before = words.lower[i - 1] if i > 0 and words.paragraph[i - 1] == words.paragraph[i] else ""
    if before == ":" and is_credit(words, i - 2):
        return True
    return before in ("on", "via", "over") or (before == "to" and words.lemma[words.head[i - 1]] in POSTING)


def _names_thing(groups: list[Group], form: Form) -> Group | None:
    """ "the Tarlow Science Fair" beside "Tarlow": the thing is called after the body, and speaks of it."""
    for group in groups:
        key = fold(group.name)
        if form.key.startswith(key + " ") and not is_party(key) and key not in entries("seats"):
            return group
    return None


def _opening(words: Words, owner: Group, spot: Spotted) -> Spotted | None:
    for end in range(spot.start + 1, spot.end):
        text = " ".join(words.cut(spot.start, end).split())
        if fold(text) == fold(owner.name):
            return Spotted(spot.start, end, "ORG", text)
    return None


def _does(words: Words, spot: Spotted) -> bool:
    head = head_of(words, spot)
    noun = words.head[head]
    if words.dep[head] in ("compound", "nmod", "poss"):
        return is_post(words.lower[noun]) or words.dep[head] == "poss"
    return acts(words, spot)


def _is_attribute_of_thing(words: Words, spot: Spotted) -> bool:
    """ "the ICI system", "NCAA basketball championship"."""
    head = head_of(words, spot)
    for _ in range(3):
        head = words.head[head] if words.dep[head] in ("conj", "appos") else head
    noun = words.head[head]
    small = words.text[noun][0].islower() and words.tag[noun].startswith("NN")
    telling = (
        is_post(words.lower[noun]) or is_body(words.lower[noun]) or words.lower[noun] in entries("political_nouns")
    )
    return words.dep[head] in ("compound", "nmod", "amod") and small and not telling


def _goes_to_country(form: Form, countries: list[Group]) -> bool:
    """ "UK Government", "the Russian government"."""
    parts = form.key.split()
    if parts[-1] not in GOVERNING or len(parts) < 2:
        return False
    country = country_of(" ".join(parts[:-1]))
    owner = next((group for group in countries if country and country in {country_of(key) for key in group.keys}), None)
    if owner:
        owner.spots += form.spots
    elif country:
        countries.append(Group("government", " ".join(form.text.split()[:-1]), list(form.spots)))
    return bool(country)


def _same(words: Words, group: Group, form: Form) -> bool:
    if any(_spelt_out(key) == _spelt_out(form.key) for key in group.keys):
        return True
    rules = (_is_part, _is_misspelt, _is_known_short, _has_adherents)
    if any(rule(key, form.key) or rule(form.key, key) for key in group.keys for rule in rules):
        return True
    return _is_acronym_of(words, group, form)


def _spelt_out(key: str) -> str:
    """The name with its opening acronym spelt out: "un security council" as "united nations security council"."""
    first, _, rest = key.partition(" ")
    return f"{_long_form(first)} {rest}" if rest else key


@cache
def _long_form(acronym: str) -> str:
    return next((fold(row[1][0]) for row in rows("acronyms") if acronym in map(fold, row[0])), acronym)


def _equal(group: Group, form: Form) -> bool:
    return form.key in group.keys


def _nearest(owners: list[Group], at: int) -> Group:
    before = [group for group in owners if group.first < at]
    return max(before or owners[:1], key=lambda group: max((s.start for s in group.spots if s.start < at), default=0))


def _is_part(long: str, short: str) -> bool:
    """ "Water Department" of "US Water Department", "Harbours committee" of "House Select Committee on Harbours"."""
    many, few = long.split(), short.split()
    if len(few) >= len(many) or not set(few) <= set(many):
        return False
    if few[-1] == "party" and many[-1] == "party":
        return False  # "Democratic Party" is not "Social Democratic Party"
    if long in entries("seats") or (short in entries("seats") and long.startswith(short)):
        return False  # "the House" is not the White House, nor is it its Office of Harbours
    if is_adjective(few[-1]):
        return False  # "South Vietnamese" is not the South Vietnamese army
    if many[-1] in ("party", "movement") and few == many[:-1]:
        return True
    at_end, at_start = many[-len(few) :] == few, many[: len(few)] == few
    if len(few) == 1:
        return at_start and _is_telling(few[0]) and not country_of(few[0]) and not _is_other_body(few[0], many)
    if at_start:
        return is_body(many[-1]) or is_body(many[len(few)]) or len(many) - len(few) == 1 or is_body(few[-1])
    if at_end:
        return _is_attribute(many[: -len(few)])
    return is_body(few[-1])


def _is_other_body(word: str, many: list[str]) -> bool:
    """ "U.N." is not the "U.N. Security Council"; "NBC" may be "NBC News"."""
    named_firm = set(many[1:]) <= FIRM_ENDS
    return (word in _known() or is_institution(word)) and not named_firm


def _is_attribute(words: list[str]) -> bool:
    """Words that only place a body: a country, a nationality, a state, "the"."""
    text = " ".join(words)
    return bool(country_of(text)) or is_adjective(text) or is_region(text) or len(words) == 1


def _is_telling(word: str) -> bool:
    """May a single word stand for a longer name? Not a common one."""
    return (
        not is_body(word)
        and not is_adjective(word)
        and word not in entries("not_names")
        and word not in entries("common_openers")
    )


def _is_misspelt(a: str, b: str) -> bool:
    """ "Untied Rivers": the same letters in another order, or singular and possessive."""
    if sorted(a) == sorted(b) and a[0] == b[0] and len(a) > 7:
        return True
    return len(a.split()) > 1 and [word.rstrip("s") for word in a.split()] == [word.rstrip("s") for word in b.split()]


def _has_adherents(party: str, people: str) -> bool:
    """ "Levellers" of "Leveller party"."""
    return people.endswith("s") and party == people[:-1] + " party"


def _is_known_short(long: str, short: str) -> bool:
    return short in _known().get(long, ())


@cache
def _known() -> dict[str, frozenset[str]]:
    """For well-known names their other names."""
    table = [*rows("acronyms"), *rows("parties")]
    same: dict[str, set[str]] = {}
    for row in table:
        names = {fold(form) for column in row for form in column}
        for name in names:
            same.setdefault(name, set()).update(names)
    return {name: frozenset(others) for name, others in same.items()}


def _is_acronym_of(words: Words, group: Group, form: Form) -> bool:
    """An acronym given in brackets behind the name, or made of its initials."""
    if not is_acronym(form.text):
        return False
    if any(acronym_of(form.text, name) for spot in group.spots for name in (spot.text, _without_place(spot.text))):
        return True
    return any(_in_brackets(words, spot.end, form) or _in_brackets_before(words, spot, form) for spot in group.spots)


def _without_place(name: str) -> str:
    """ "Immigration Service" of "U.S. Immigration Service"."""
    first, _, rest = name.partition(" ")
    return rest if rest and (country_of(fold(first)) or is_adjective(first)) else name


def _in_brackets(words: Words, end: int, form: Form) -> bool:
    """ "Partito 4 Fiumi (P4F)"."""
    if end + 2 >= len(words.text) or words.text[end] not in "([" or words.text[end + 2] not in ")]":
        return False
    return any(spot.start == end + 1 for spot in form.spots)


def _in_brackets_before(words: Words, spot: Spotted, form: Form) -> bool:
    """ "KRB (Kestrian River Board)"."""
    start, end = spot.start, spot.end
    inside = start > 1 and words.text[start - 1] == "(" and words.text[end : end + 1] == [")"]
    return inside and any(other.end == start - 1 for other in form.spots)


def _opens(groups: list[Group], form: Form) -> Group | None:
    """ "Sella Valley" beside "Sella Valley Motors"."""
    if len(form.words) < 2 or is_region(form.key) or form.key in entries("not_names"):
        return None
    return next((group for group in groups if any(key.startswith(form.key + " ") for key in group.keys)), None)


def _plural_of(groups: list[Group], form: Form) -> Group | None:
    """ "Levellers" beside "Leveller party"."""
    if form.kind not in ("other", "person") or not form.key.endswith("s"):
        return None
    names = (form.key[:-1] + " party", form.key + " party")
    return next((group for group in groups if group.keys & set(names)), None)


def _is_plain(group: Group) -> bool:
    """Only a common word in capitals ("Court", "State"), no name."""
    keys = group.keys
    if not keys.isdisjoint(_known()) or group.name.lower() in entries("institutions"):
        return False
    return all(key in entries("not_names") or _is_bare_body(group, key) for key in keys)


def _is_bare_body(group: Group, key: str) -> bool:
    return len(key.split()) == 1 and is_body(key) and not is_acronym(group.name) and key not in entries("press")
