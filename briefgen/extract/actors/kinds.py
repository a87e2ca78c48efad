"""What kind of thing a name names: fixed knowledge first, then the weight of all evidence in the article."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from itertools import repeat
from typing import NamedTuple

from briefgen.extract.actors.beside import (
    body_beside,
    has_state,
    head_of,
    is_aged,
    is_located,
    is_settlement,
    owns_person,
    post_beside,
    said_to_be,
    thing_beside,
)
from briefgen.extract.actors.group import Form, Kind
from briefgen.extract.actors.runs import says_alone
from briefgen.extract.actors.spot import Spotted
from briefgen.extract.actors.words import Words
from briefgen.extract.actors.world import (
    MUNICIPAL,
    WORDS,
    country_of,
    is_adjective,
    is_body,
    is_institution,
    is_party,
    is_post,
    is_region,
    names_of_nation_called,
    seat_of,
)
from briefgen.names import fold, has_initial, is_acronym, is_first_name
from briefgen.wordlists import entries

__all__ = ["head_word", "kind_of"]

VENUES = frozenset(("stadium", "arena", "hall", "tower", "park", "plaza", "building", "bridge", "airport", "theatre"))
ACTS = frozenset(("act", "bill", "amendment"))  # "Schools for All Act", whatever its name has before "for"
VOTES = frozenset(("caucus", "caucuses", "primary", "primaries"))  # "the Ohio Caucus"
ODD = r"\W|\d+$|.*\d:\d|.*[\[\]{}@#/\\<>|*=]"  # "-Chief Forum", "W]e"
NUMBERED = r"Group [A-Z0-9]$|.*\b(?:19|20)\d\d$"  # of a tournament; an event of one year
BILL = r"(?:.* )?(?:Bill|HB|SB|Amendment|Proposition|Resolution|Title|Section|Flight) [A-Z]{0,2}\d+$"
PAGE = r"[A-F]\d{1,2}$"  # of a newspaper: "A6"
MANNER = r".*-(?:type|style|era|like|backed|led|based|class|wide)$"  # "Apollo-type"
NO_NAME = re.compile("|".join((NUMBERED, PAGE, BILL, MANNER, ODD)))
MEMBERS = frozenset(("committeeman", "committeewoman", "congressman", "congresswoman", "councilman", "councilwoman"))
MEMBERS |= frozenset(("democrat", "republican", "spokesman", "spokeswoman"))  # "Harbour Committeeman": one of many
VERSUS = frozenset(("v.", "vs.", "v"))
PARTY_TAG = re.compile(r"[DRI]-[A-Z]|[A-Z]\.?$|Jr\.?$|Sr\.?$")  # "R-Va.", initials


def kind_of(words: Words, form: Form) -> Kind:
    """Decide what a form names: fixed knowledge first, then the weight of its mentions."""
    labels = [spot.label for spot in form.spots]
    titled = any(spot.role for spot in form.spots)
    if (kind := _known_kind(words, form, labels, titled)) is not None:
        return kind
    signs = _signs(words, form, labels, titled)
    return _weightiest(tuple(labels), tuple(signs), tuple(signs.values()))


def _known_kind(words: Words, form: Form, labels: list[str], titled: bool) -> Kind | None:
    """What the world's lists say of a form, or None."""
    key = form.key
    if _all(_is_in_case, words, form):
        return "other"
    if not _is_listed(form.text, key):
        return None
    if is_institution(key):
        return "organisation"
    if is_region(key) and (nation := country_of(key)) and not _speaks_of_nation(words, nation):
        return "place"
    if country_of(key) or seat_of(key):
        single = len(form.words) == 1
        if single and (titled or labels.count("PERSON") > labels.count("GPE")):
            return None
        return "country" if country_of(key) else "place"
    if form.words[-1] in VOTES and is_region(" ".join(form.words[:-1])):
        return "other"
    if form.words[0] in MUNICIPAL and form.words[1:2] == ["of"]:
        return "place"
    if form.words[-1] == "state" and len(form.words) < 4 and _all(_has_article, words, form):
        return "place"  # "the Evergreen State"; known bodies end so, too
    if is_party(key):
        return "other" if _is_lone_opening(words, form) else "party"
    if is_adjective(key):
        return "other"
    if (
        NO_NAME.match(form.text)
        or (form.words[-1] in MEMBERS and len(form.words) > 1 and not titled)
        or form.text.count("(") != form.text.count(")")
        or _is_shouted(form.text)
    ):
        return "other"
    if (key in entries("not_names") or PARTY_TAG.match(form.text)) and not titled:
        return "other"
    return None


@lru_cache(WORDS)
def _is_listed(text: str, key: str) -> bool:
    """Whether a list or a pattern may know a name; of most none does."""
    parts = key.split()
    known = (is_institution, is_region, country_of, seat_of, is_party, is_adjective)
    return bool(
        any(knows(key) for knows in known)
        or key in entries("not_names")
        or parts[-1] in VOTES | MEMBERS | {"state"}
        or parts[0] in MUNICIPAL
        or NO_NAME.match(text)
        or PARTY_TAG.match(text)
        or text.count("(") != text.count(")")
        or _is_shouted(text)
    )


def _speaks_of_nation(words: Words, country: str) -> bool:
    """A name that a country shares with a part of another is the country's beside its capital or its people."""
    beside = names_of_nation_called(country) - {fold(country)}
    return any(fold(words.text[i]) in beside for i in range(len(words.text)) if words.text[i][0].isupper())


@lru_cache(WORDS)
def _weightiest(labels: tuple[str, ...], signs: tuple[str, ...], values: tuple[float, ...]) -> Kind:
    """The kind for which there is most evidence: labels as shares of the mentions, and signs. Few differ."""
    weights = _weights(labels, {sign: value for sign, value in zip(signs, values, strict=True) if value})
    best = max(weights, key=lambda kind: weights[kind])
    return best if weights[best] > 0 else "other"


def _weights(labels: tuple[str, ...], shown: dict[str, float]) -> dict[Kind, float]:
    share = {label: labels.count(label) / len(labels) for label in labels}
    return {
        "person": share.get("PERSON", 0.0) + _sum(shown, PERSON),
        "organisation": share.get("ORG", 0.0) + _sum(shown, ORGANISATION),
        "place": sum(share.get(label, 0.0) for label in PLACES) + _sum(shown, PLACE),
        "other": 0.3 + 0.9 * share.get("NORP", 0.0) + sum(1.05 * share.get(label, 0.0) for label in OTHERS)
        + _sum(shown, OTHER),
    }  # fmt: skip


PLACES = ("GPE", "LOC", "FAC")
OTHERS = ("EVENT", "WORK_OF_ART", "PRODUCT", "LAW")
PERSON = {
    "titled": 3.0,
    "first": 1.2,
    "post": 1.2,
    "led": -1.5,
    "acronym": -2.0,
    "strong": -2.0,
    "articled": -1.5,
    "says": 1.0,
    "aged": 2.5,
    "several": -2.0,
    "of": -2.0,
}
ORGANISATION = {
    "strong": 2.5, "beside": 1.5, "owner": 1.1, "acronym": 1.0, "led": 1.0, "team": 1.5, "long": 1.2, "short": 0.6,
    "of": 0.6, "adjective": -0.5, "first": -1.0,
}  # fmt: skip
PLACE = {
    "placed": 0.3, "region": 1.5, "state": 1.8, "located": 1.2, "settled": 2.0, "strong": -2.0, "titled": -2.0,
    "named": -1.0,
}  # fmt: skip
OTHER = {"thing": 1.3, "tied": 3.0, "adjective": 1.5}
BESIDE = (
    ("aged", is_aged), ("post", post_beside), ("beside", body_beside), ("owner", owns_person), ("thing", thing_beside),
    ("state", has_state), ("settled", is_settlement),
)  # fmt: skip


def _sum(shown: dict[str, float], weights: dict[str, float]) -> float:
    return sum(weight * shown[sign] for sign, weight in weights.items() if sign in shown)


def _all(test: Callable[[Words, Spotted], object], words: Words, form: Form) -> bool:
    """Whether all mentions of a form pass a test."""
    return all(map(test, repeat(words), form.spots))


def _signs(words: Words, form: Form, labels: list[str], titled: bool) -> dict[str, float]:
    """What a form shows, each sign between 0 and 1 (an acronym up to 1.6)."""
    spots, told = form.spots, _told_by(form.text, form.key)
    parts, many, paired, first, event = told.parts, len(told.parts) > 1, told.paired, told.first, told.event
    articled = not titled and _all(_has_article, words, form)
    team = articled and many and (told.press or words.tag[spots[0].end - 1] == "NNPS")
    law = told.law and not titled
    body = (told.long_body or (told.body and (many or "ORG" in labels))) and not law and not told.initial
    strong = body and not paired and told.strong
    said = [said_to_be(words, spot) for spot in spots]
    beside = {sign for sign, stands in BESIDE for spot in spots if stands(words, spot)}
    return {
        "titled": titled,
        "first": first and not body,
        "named": first,
        "says": any(_speaks_alone(words, spot) for spot in spots),
        "strong": strong and not titled,
        "long": body and not paired and len(parts) > 2,
        "short": body and not paired and len(parts) < 3,
        "led": told.led and not titled and not law,
        "acronym": 0.0 if titled else _acronym_weight(words, form, labels),
        "adjective": _all(_is_adjective_here, words, form),  # "Eastern", "Republican"
        "tied": law or told.compound or _all(_is_small_in, words, form) or _is_lone_opening(words, form),
        "articled": articled,
        "team": team and not event and not law,
        "region": told.region,
        "placed": any(label in labels for label in PLACES),
        "aged": not body and "aged" in beside,
        "of": told.of and not titled and labels.count("PERSON") == len(spots),
        "several": _is_of_many(words, form),
        "post": "post" in said or "post" in beside,
        "beside": "body" in said or "beside" in beside,
        "owner": "owner" in beside,
        "thing": not titled and not strong and (event or "thing" in beside),
        "state": not body and "state" in beside,
        "settled": not body and "settled" in beside,
        "located": 0.0 if body else sum([is_located(words, spot) for spot in spots]) / len(spots),
    }


class _Told(NamedTuple):
    """What a name tells by itself."""

    parts: tuple[str, ...]
    body: bool  # its head is a body's noun
    long_body: bool  # of two words
    strong: bool  # and no plain one that ends it
    paired: bool  # "convention centre", "trade partnership"
    press: bool
    law: bool
    event: bool
    first: bool
    initial: bool
    led: bool
    compound: bool
    region: bool
    of: bool


@lru_cache(WORDS)
def _told_by(text: str, key: str) -> _Told:
    parts, head = tuple(key.split()), head_word(text)
    many, small, pair = len(parts) > 1, head.lower(), " ".join(parts[-2:])
    paired, first = pair in entries("event_heads"), many and is_first_name(parts[0])
    event = many and (paired or small in entries("event_heads"))
    return _Told(
        parts,
        body=is_body(head),
        long_body=many and is_body(pair),
        strong=small not in entries("bodies_plain") or head != text.split()[-1],
        paired=paired,
        press=small in entries("press"),
        law=many and (small in entries("law_heads") or parts[-1] in ACTS),
        event=event,
        first=first,
        initial=has_initial(text),
        led=many and not first and not event and _is_place_word(list(parts)),
        compound=_compound(text),
        region=is_region(key),
        of=many and "of" in parts[1:-1],
    )


def _has_article(words: Words, spot: Spotted) -> bool:
    """ "the Tarn Sel": no person is called so; "the Varn campaign" speaks of Varn."""
    if spot.start == 0 or words.lower[spot.start - 1] != "the":
        return False
    return words.dep[head_of(words, spot)] not in ("compound", "nmod", "poss", "amod")


def _speaks_alone(words: Words, spot: Spotted) -> bool:
    return words.tag[spot.start] == "NN" and spot.end - spot.start == 1 and says_alone(words, spot.start)


def _is_of_many(words: Words, form: Form) -> bool:
    """ "a group of Rabbis": what several are, no one of them."""
    if len(form.words) != 1 or not form.key.endswith("s") or not is_post(form.key):
        return False
    return all(words.tag[spot.end - 1] in ("NNS", "NNPS") for spot in form.spots)


def _is_small_in(words: Words, spot: Spotted) -> bool:
    """ "the Anton Velde award": a name inside a thing's."""
    if spot.label != "PERSON" or spot.end >= len(words.text) or words.text[spot.end] not in entries("prizes"):
        return False
    return spot.end - spot.start > 1 or words.lower[max(0, spot.start - 2) : spot.start] == ["of", "the"]


def _is_in_case(words: Words, spot: Spotted) -> bool:
    """ "Velde v. Marsh": a party of a case, or the case."""
    if spot.start > 0 and words.text[spot.start - 1] in VERSUS:
        return True
    if spot.end < len(words.text) and words.text[spot.end] in VERSUS:
        return True
    return not VERSUS.isdisjoint(spot.text.split())


def _is_lone_opening(words: Words, form: Form) -> bool:
    """ "Peppered with questions,": a word that stands in capitals because it opens a sentence."""
    spot = form.spots[0]
    i = spot.start
    if spot.role or spot.end - i > 1 or len(form.spots) > 1 or is_first_name(form.text):
        return False
    if i != words.sent[i] or i + 1 >= len(words.text) or not form.text.istitle():
        return False
    common = words.tag[i] in ("NNS", "JJ", "VBN", "VBG", "VBD", "RB", "UH", "NN") or form.key.endswith(
        ("ed", "ing", "ly")
    )
    return common and words.tag[i + 1] in ("IN", "TO", "CC", "DT", "PRP", "PRP$", "RB", ",", "NNS", "JJ", "WP", ".")


def head_word(name: str) -> str:
    """The head of a body's name: "Foundation" of "Foundation for the Visual Arts"."""
    if len(name.split()) == 1:
        return name.split()[0]
    if name.lower().split()[-1] in VENUES:
        return name.split()[-1]
    before = re.split(r" (?:of|for|on|at|against) ", name, maxsplit=1)[0].split()
    return before[-1] if is_body(before[-1]) else name.split()[-1]


def _acronym_weight(words: Words, form: Form, labels: list[str]) -> float:
    """How surely capitals mean an acronym: less where nothing else says so, not at all in shouting."""
    if not is_acronym(form.text) or form.text != form.text.upper() or len(form.words) > 1:
        return 0.0
    if any(_is_loud(words, spot.start - 1) or _is_loud(words, spot.end) for spot in form.spots):
        return 0.2
    if labels.count("") == len(form.spots):
        return 0.2 if len(form.text) > 4 and len(form.spots) == 1 else 0.9
    return 1.6


def _is_loud(words: Words, i: int) -> bool:
    return 0 <= i < len(words.text) and len(words.text[i]) > 3 and words.text[i].isupper() and words.label[i] != "ORG"


def _is_adjective_here(words: Words, spot: Spotted) -> bool:
    return words.tag[spot.start] == "JJ" and spot.end - spot.start == 1


def _is_place_word(parts: list[str]) -> bool:
    """Does the name begin with a country, region or nationality ("Carolina Panthers", "Kestria Hydro")?"""
    openings = (parts[0], " ".join(parts[:2]))
    return any(country_of(key) or is_region(key) or is_adjective(key) for key in openings if key != " ".join(parts))


def _is_shouted(text: str) -> bool:
    """ "WE WIN": several words in capitals, one of them no acronym's."""
    parts = text.split() if text.isupper() else []
    return len(parts) > 1 and any(part.lower() in entries("not_names") for part in parts)


def _compound(text: str) -> bool:
    """ "Lincoln-Douglas": two names tied for an event."""
    if "-" not in text:
        return False
    halves = text.split()[0].split("-")
    if len(halves) == 2 and is_adjective(halves[1]):
        return True  # "Franco-German"
    return (
        len(halves) == 2
        and all(len(half) > 3 and half[0].isupper() for half in halves)
        and not is_first_name(halves[0])
    )
