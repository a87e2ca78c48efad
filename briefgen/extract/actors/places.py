"""When a place acts: a country or city named as a political body, not as a location or an attribute."""

from __future__ import annotations

from briefgen.extract.actors.beside import head_of, is_located
from briefgen.extract.actors.group import Form, Group
from briefgen.extract.actors.spot import Spotted
from briefgen.extract.actors.words import Words
from briefgen.extract.actors.world import MUNICIPAL, country_of, is_body, is_post, is_region, seat_of
from briefgen.names import fold
from briefgen.wordlists import entries

__all__ = ["acts", "join"]

BEING = frozenset(("be", "lie", "sit", "remain", "become", "look", "seem", "feel", "stand"))

STRIKES = frozenset(("assault", "assaults", "attack", "attacks", "raid", "raids", "strike", "strikes", "march"))
PARTS = frozenset(("government", "handling", "criticism", "support", "invasion", "leader", "part", "behalf"))
FACING = frozenset(("with", "against", "between", "from", "to", "by", "on", "toward", "towards", "for", "among"))


def acts(words: Words, spot: Spotted) -> bool:
    """Does this mention of a place act, speak, or get acted on as a political body?"""
    head = head_of(words, spot)
    for _ in range(4):
        if words.dep[head] == "conj" or words.dep[head] == "appos":
            head = words.head[head]
    if any(words.start[spot.start] > 0 and words.text[i] in ("in", "at", "near") for i in (spot.start - 1,)):
        return False
    verb, dep = words.head[head], words.dep[head]
    if _before_verb(words, spot) or _is_addressed(words, spot):
        return True
    if dep in ("nsubj", "nsubjpass", "csubj"):
        return _is_deed(words, verb)
    if dep in ("dobj", "dative", "iobj"):
        return words.lemma[verb] in entries("political_verbs")
    if dep == "poss":
        return _political(words, verb) or _speaks_through(words, verb)
    if dep in ("compound", "nmod", "amod"):
        return words.lower[verb] in ("government", "administration", "regime")
    if dep == "pobj":
        return _faces(words, verb)
    return False


def _before_verb(words: Words, spot: Spotted) -> bool:
    """ "... and United States have both criticised": a finite verb behind it, no preposition before it."""
    before = spot.start - 1
    if before >= 0 and words.lower[before] == "the":
        before -= 1
    if before >= 0 and words.tag[before] in ("IN", "TO", "VBG", "JJ", "POS", ",", "HYPH"):
        return False
    i = spot.end
    while i < len(words.text) and words.tag[i] == "RB":
        i += 1
    if i + 1 >= len(words.text) or words.tag[i] not in ("VBD", "VBZ", "VBP", "MD"):
        return False
    verb = words.head[i] if words.dep[i] in ("aux", "auxpass") else i
    return words.lemma[verb] not in BEING


def _is_addressed(words: Words, spot: Spotted) -> bool:
    """ "Norway, if you are listening, ..."."""
    i, before = spot.end, words.text[spot.start - 1] if spot.start > words.sent[spot.start] else '"'
    opens = before in ('"', "``", "''", "“")
    return opens and words.text[i : i + 1] == [","] and "you" in words.lower[i + 1 : min(i + 4, words.sent_end[i])]


def _is_deed(words: Words, verb: int) -> bool:
    return words.tag[verb].startswith("VB") and words.lemma[verb] not in BEING


def _political(words: Words, noun: int) -> bool:
    """ "Grenholm's team", "Karsk's claims"; not "Belmora's president", "Kestria's coast"."""
    word = words.lower[noun]
    if is_post(word) or words.text[noun][0].isupper():
        return False
    return _is_political(words, noun) or (is_body(word) and word not in entries("bodies_plain"))


def _speaks_through(words: Words, noun: int) -> bool:
    """ "Belmora's interior minister said": the state acts through its officer."""
    return words.lower[noun] in entries("state_nouns") and words.dep[noun] in ("nsubj", "nsubjpass", "agent")


def _is_political(words: Words, noun: int) -> bool:
    return words.lower[noun] in entries("political_nouns") or words.lemma[noun] in entries("political_nouns")


def _faces(words: Words, preposition: int) -> bool:
    """Is it the other party of a deed: "talks with X", "demand by X", "accused by X", "pressure on X"?"""
    word, governor = words.lower[preposition], words.head[preposition]
    if words.dep[preposition] == "agent":
        return True
    if word == "of":
        return words.lemma[governor] in PARTS
    if word == "to" and words.dep[preposition] == "dative":
        return True
    if word not in FACING:
        return word == "including"
    if words.tag[governor].startswith("NN") or (word == "between" and words.tag[governor] == "VBG"):
        return _is_political(words, governor)
    return word in ("with", "against") and words.lemma[governor] in entries("political_verbs") | entries(
        "dealing_verbs"
    )


def join(words: Words, forms: list[Form]) -> list[Group]:
    """Group the mentions of each country that acts, its seats and directions ("the North") among them."""
    groups: dict[str, Group] = {}
    for form in forms:
        if (country := country_of(form.key)) and form.kind == "country":
            _add(groups, country, form.spots)
    for form in forms:
        if form.kind == "place" and (country := seat_of(form.key)):
            _add_seat(words, groups, country, form)
        elif form.kind == "place" and form.words[0] in MUNICIPAL and form.words[1:2] == ["of"]:
            groups[form.text] = Group("government", form.text, list(form.spots))
        elif form.kind == "place" and not is_region(form.key):
            _add_city(words, groups, form)
    _add_directions(groups, forms)
    return [
        _named(group)
        for group in groups.values()
        if _is_municipal(group) or any(acts(words, spot) for spot in group.spots)
    ]


def _is_municipal(group: Group) -> bool:
    """ "the Municipality of Port Avel": a government by its name."""
    parts = group.name.lower().split()
    return parts[0] in MUNICIPAL and parts[1:2] == ["of"]


def _add(groups: dict[str, Group], key: str, spots: list[Spotted]) -> None:
    groups.setdefault(key, Group("government", key)).spots.extend(spots)


def _add_seat(words: Words, groups: dict[str, Group], country: str, form: Form) -> None:
    """A capital counts for its country where it acts; else it is a town."""
    _add(groups, country, [spot for spot in form.spots if acts(words, spot) and not _is_struck(words, spot)])
    if not groups[country].spots:
        del groups[country]


def _is_struck(words: Words, spot: Spotted) -> bool:
    """ "the assault on Avel": the town, not the government in it."""
    i = spot.start - 1
    return i > 0 and words.lower[i] == "on" and words.lower[i - 1] in STRIKES


def _add_city(words: Words, groups: dict[str, Group], form: Form) -> None:
    seen_as_place = len(form.spots) > 2 or any(is_located(words, spot) for spot in form.spots)
    if form.state or (seen_as_place and any(_speaks(words, spot) for spot in form.spots)):
        _add(groups, form.text, form.spots)


def _speaks(words: Words, spot: Spotted) -> bool:
    head = head_of(words, spot)
    verb = words.head[head]
    return words.dep[head] == "nsubj" and words.lemma[verb] in entries("ruling_verbs")


def _add_directions(groups: dict[str, Group], forms: list[Form]) -> None:
    """ "The South retaliated": the one country of the article whose name begins so."""
    for form in forms:
        if form.key in ("north", "south", "east", "west"):
            owners = [group for name, group in groups.items() if fold(name).startswith(form.key + " ")]
            if len(owners) == 1:
                owners[0].spots += [spot for spot in form.spots if spot.text[0].isupper()]


def _named(group: Group) -> Group:
    """Name a country by the longest of its own names that the article uses; by its seat where it uses none."""
    own = [spot.text for spot in group.spots if country_of(fold(spot.text))]
    texts = own or [spot.text for spot in group.spots]
    usual = country_of(fold(texts[0]))
    group.name = usual if usual in texts else max(dict.fromkeys(texts), key=len)
    return group
