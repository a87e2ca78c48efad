"""What kind of thing a name names: fixed knowledge first, then the weight of all evidence in the article."""

from __future__ import annotations

import re
from collections import Counter

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
ODD = re.compile(r"\W|\d+$|.*\d:\d|.*[\[\]{}@#/\\<>|*=]")  # no name: "-Chief Forum", "W]e"
NUMBERED = re.compile(r"Group [A-Z0-9]$|.*\b(?:19|20)\d\d$")  # of a tournament; an event of one year
BILL = re.compile(r"(?:.* )?(?:Bill|HB|SB|Amendment|Proposition|Resolution|Title|Section|Flight) [A-Z]{0,2}\d+$")
PAGE = re.compile(r"[A-F]\d{1,2}$")  # of a newspaper: "A6"
MANNER = re.compile(r".*-(?:type|style|era|like|backed|led|based|class|wide)$")  # "Apollo-type"
MEMBERS = frozenset(("committeeman", "committeewoman", "congressman", "congresswoman", "councilman", "councilwoman"))
MEMBERS |= frozenset(("democrat", "republican", "spokesman", "spokeswoman"))  # "Harbour Committeeman": one of many
VERSUS = ("v.", "vs.", "v")
PARTY_TAG = re.compile(r"[DRI]-[A-Z]|[A-Z]\.?$|Jr\.?$|Sr\.?$")  # "R-Va.", initials


def kind_of(words: Words, form: Form) -> Kind:
    """Decide what a form names: fixed knowledge first, then the weight of its mentions."""
    labels = Counter(spot.label for spot in form.spots)
    titled = any(spot.role for spot in form.spots)
    if (kind := _known_kind(words, form, labels, titled)) is not None:
        return kind
    weights = _weights(words, form, labels, titled)
    best = max(weights, key=lambda kind: weights[kind])
    return best if weights[best] > 0 else "other"


def _known_kind(words: Words, form: Form, labels: Counter[str], titled: bool) -> Kind | None:
    """What the world's lists say of a form, or None."""
    key = form.key
    if all(_is_in_case(words, spot) for spot in form.spots):
        return "other"
    if is_institution(key):
        return "organisation"
    if is_region(key) and (nation := country_of(key)) and not _speaks_of_nation(words, nation):
        return "place"
    if country_of(key) or seat_of(key):
        single = len(form.words) == 1
        if single and (titled or labels["PERSON"] > labels["GPE"]):
            return None
        return "country" if country_of(key) else "place"
    if form.words[-1] in VOTES and is_region(" ".join(form.words[:-1])):
        return "other"
    if form.words[0] in MUNICIPAL and form.words[1:2] == ["of"]:
        return "place"
    if form.words[-1] == "state" and len(form.words) < 4 and all(_has_article(words, spot) for spot in form.spots):
        return "place"  # "the Evergreen State"; known bodies end so, too
    if is_party(key):
        return "other" if all(_is_lone_opening(words, form, spot) for spot in form.spots) else "party"
    if is_adjective(key):
        return "other"
    if (
        NUMBERED.match(form.text)
        or PAGE.match(form.text)
        or BILL.match(form.text)
        or (form.words[-1] in MEMBERS and len(form.words) > 1 and not titled)
        or MANNER.match(form.text)
        or ODD.match(form.text)
        or form.text.count("(") != form.text.count(")")
        or _is_shouted(form.text)
    ):
        return "other"
    if (key in entries("not_names") or PARTY_TAG.match(form.text)) and not titled:
        return "other"
    return None


def _speaks_of_nation(words: Words, country: str) -> bool:
    """A name that a country shares with a part of another is the country's beside its capital or its people."""
    beside = names_of_nation_called(country) - {fold(country)}
    return any(fold(words.text[i]) in beside for i in range(len(words)) if words.text[i][0].isupper())


def _weights(words: Words, form: Form, labels: Counter[str], titled: bool) -> dict[Kind, float]:
    """Evidence for each kind: labels as shares of the mentions, the words of the name, what stands beside it."""
    share = {label: labels[label] / len(form.spots) for label in labels}
    signs = _signs(words, form, labels, titled)
    return {
        "person": share.get("PERSON", 0.0) + _sum(signs, PERSON),
        "organisation": share.get("ORG", 0.0) + _sum(signs, ORGANISATION),
        "place": sum(share.get(label, 0.0) for label in PLACES) + _sum(signs, PLACE),
        "other": 0.3 + 0.9 * share.get("NORP", 0.0) + sum(1.05 * share.get(label, 0.0) for label in OTHERS)
        + _sum(signs, OTHER),
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


def _sum(signs: dict[str, float], weights: dict[str, float]) -> float:
    return sum(weight * signs[sign] for sign, weight in weights.items())


def _signs(words: Words, form: Form, labels: Counter[str], titled: bool) -> dict[str, float]:
    """What a form shows, each sign between 0 and 1 (an acronym up to 1.6)."""
    parts, spots = form.words, form.spots
    last = head_word(form.text)
    articled = not titled and all(_has_article(words, spot) for spot in spots)
    team = articled and len(parts) > 1 and (last.lower() in entries("press") or words.tag[spots[0].end - 1] == "NNPS")
    body = is_body(last) and (len(parts) > 1 or labels["ORG"] > 0)
    body = body or (len(parts) > 1 and is_body(" ".join(parts[-2:])))
    paired = " ".join(parts[-2:]) in entries("event_heads")  # "convention centre", "trade partnership"
    law = len(parts) > 1 and not titled and (last.lower() in entries("law_heads") or parts[-1] in ACTS)
    body = body and not law and not has_initial(form.text)
    strong = body and not paired and (last.lower() not in entries("bodies_plain") or last != form.text.split()[-1])
    first = is_first_name(parts[0]) and len(parts) > 1
    said = [said_to_be(words, spot) for spot in spots]
    event = len(parts) > 1 and (paired or last.lower() in entries("event_heads"))
    small = [_is_small_in(words, spot) for spot in spots]
    return {
        "titled": titled,
        "first": first and not body,
        "named": first,
        "says": any(spot.end - spot.start == 1 and says_alone(words, spot.start) for spot in spots),
        "strong": strong and not titled,
        "long": body and not paired and len(parts) > 2,
        "short": body and not paired and len(parts) < 3,
        "led": len(parts) > 1 and not first and not titled and not event and not law and _is_place_word(parts),
        "acronym": 0.0 if titled else _acronym_weight(words, form, labels),
        "adjective": _adjectival(words, form),
        "tied": _compound(form) or law or all(small) or all(_is_lone_opening(words, form, spot) for spot in spots),
        "articled": articled,
        "team": team and not event and not law,
        "region": is_region(form.key),
        "placed": any(labels[label] for label in PLACES),
        "aged": not body and any(is_aged(words, spot) for spot in spots),
        "of": "of" in parts[1:-1] and labels["PERSON"] == len(spots) and not titled,
        "several": _is_of_many(words, form),
        "post": "post" in said or any(post_beside(words, spot) for spot in spots),
        "beside": "body" in said or any(body_beside(words, spot) for spot in spots),
        "owner": any(owns_person(words, spot) for spot in spots),
        "thing": not titled and not strong and (event or any(thing_beside(words, spot) for spot in spots)),
        "state": not body and any(has_state(words, spot) for spot in spots),
        "settled": not body and any(is_settlement(words, spot) for spot in spots),
        "located": 0.0 if body else sum(is_located(words, spot) for spot in spots) / len(spots),
    }


def _has_article(words: Words, spot: Spotted) -> bool:
    """ "the Tarn Sel": no person is called so; "the Varn campaign" speaks of Varn."""
    attribute = words.dep[head_of(words, spot)] in ("compound", "nmod", "poss", "amod")
    return spot.start > 0 and words.lower[spot.start - 1] == "the" and not attribute


def _is_of_many(words: Words, form: Form) -> bool:
    """ "a group of Rabbis": what several are, no one of them."""
    plural = all(words.tag[spot.end - 1] in ("NNS", "NNPS") for spot in form.spots)
    return plural and len(form.words) == 1 and form.key.endswith("s") and is_post(form.key)


def _is_small_in(words: Words, spot: Spotted) -> bool:
    """ "the Anton Velde award": a name inside a thing's."""
    after = words.text[spot.end : spot.end + 1]
    long = spot.end - spot.start > 1 or words.lower[max(0, spot.start - 2) : spot.start] == ["of", "the"]
    return spot.label == "PERSON" and long and bool(after) and after[0] in entries("prizes")


def _is_in_case(words: Words, spot: Spotted) -> bool:
    """ "Velde v. Marsh": a party of a case, or the case."""
    beside = (*words.text[max(0, spot.start - 1) : spot.start], *words.text[spot.end : spot.end + 1])
    return any(word in VERSUS for word in (*beside, *spot.text.split()))


def _is_lone_opening(words: Words, form: Form, spot: Spotted) -> bool:
    """ "Peppered with questions,": a word that stands in capitals because it opens a sentence."""
    i = spot.start
    if spot.role or spot.end - i > 1 or len(form.spots) > 1 or is_first_name(form.text):
        return False
    if i != words.sent[i] or i + 1 >= len(words) or not form.text.istitle():
        return False
    common = words.tag[i] in ("NNS", "JJ", "VBN", "VBG", "VBD", "RB", "UH", "NN") or form.key.endswith(
        ("ed", "ing", "ly")
    )
    return common and words.tag[i + 1] in ("IN", "TO", "CC", "DT", "PRP", "PRP$", "RB", ",", "NNS", "JJ", "WP", ".")


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


def _adjectival(words: Words, form: Form) -> bool:
    """Is it only ever an adjective ("Eastern", "Republican")?"""
    return all(spot.end - spot.start == 1 and words.tag[spot.start] == "JJ" for spot in form.spots)


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
