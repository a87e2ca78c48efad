"""The forms of the names in an article, each with its kind; the forms tell of one another."""

from __future__ import annotations

from briefgen.extract.actors.beside import has_state
from briefgen.extract.actors.group import Form
from briefgen.extract.actors.kinds import kind_of
from briefgen.extract.actors.spot import Spotted
from briefgen.extract.actors.words import Words
from briefgen.extract.actors.world import is_body, is_institution, is_party, is_region
from briefgen.names import fold, is_first_name, surname
from briefgen.wordlists import entries

__all__ = ["forms"]


def forms(words: Words, spotted: list[Spotted]) -> dict[str, Form]:
    """Gather the candidates by their folded text and decide each form's kind."""
    found: dict[str, Form] = {}
    for spot in spotted:
        key = fold(spot.text)
        if key in found:
            found[key].spots.append(spot)
        elif key:
            found[key] = Form(spot.text, key, [spot])
    adjectives = {
        fold(word)
        for i, (word, label) in enumerate(zip(words.text, words.label, strict=True))
        if (word[-1] == "n" or label == "NORP") and _may_be_adjective(words, i, word)
    }
    for form in found.values():
        form.kind = kind_of(words, form)
        form.state = not _is_people(form) and any(has_state(words, spot) for spot in form.spots)
        if _has_adjective(form, adjectives):
            form.kind, form.state = "place", True
    _mark_common(words, found)
    _mark_surnames(found)
    _mark_firms(found)
    _mark_nationalities(found)
    _mark_adherents(found)
    _mark_led_by_place(found)
    return found


def _is_people(form: Form) -> bool:
    """ "the Varn regime": what somebody has makes no state of him."""
    labels = [spot.label for spot in form.spots]
    return 2 * (labels.count("PERSON") + labels.count("NORP")) > len(labels)


def _mark_common(words: Words, found: dict[str, Form]) -> None:
    """ "Boutiques are opening" where the article goes on about boutiques: a word in capitals, no name."""
    for form in found.values():
        if form.kind != "organisation" or len(form.words) > 1 or not _is_in_small(words, form.key):
            continue
        if is_institution(form.key) or is_party(form.key) or form.key in entries("press"):
            continue
        if all(spot.start == words.sent[spot.start] or form.text.isupper() for spot in form.spots):
            form.kind = "other"


def _is_in_small(words: Words, word: str) -> bool:
    return word.islower() and word in words.text


def _may_be_adjective(words: Words, i: int, word: str) -> bool:
    if words.label[i] == "NORP":
        return True
    if word[-1] != "n" or words.dep[i] not in ("amod", "compound", "nmod"):
        return False
    return words.label[i] != "PERSON" and word.istitle()


def _has_adjective(form: Form, adjectives: set[str]) -> bool:
    """ "Kestria" where the article says "Kestrian": a country, whatever the recogniser took it for."""
    if form.kind == "country" or len(form.words) > 1 or len(form.key) < 4:
        return False
    stem = form.key.rstrip("aeiouy")
    if adjectives.isdisjoint((form.key + "n", stem + "ian", stem + "an")):
        return False
    return not any(spot.role for spot in form.spots)


def _mark_firms(found: dict[str, Form]) -> None:
    """ "Tarlow" of "Tarlow Energy", "Tarlow Velde Sung", if read as a person: the firm, when nobody bears the name."""
    firms = {
        key.split()[0]
        for key, form in found.items()
        if len(form.words) > 1
        and (
            form.words[-1] in entries("firms")
            or (form.kind == "organisation" and len(form.words) > 2 and not any(map(is_body, form.words)))
        )
    }
    bearers = {surname(form.text) for form in found.values() if form.kind == "person" and len(form.words) > 1}
    for key in sorted(firms & found.keys() - bearers):
        form = found[key]
        if form.kind == "person" and not any(spot.role for spot in form.spots) and not is_first_name(key):
            form.kind = "organisation"


def _mark_nationalities(found: dict[str, Form]) -> None:
    """ "Vessian" beside "Vessia": the people or the adjective of a place, no actor."""
    places: dict[str, list[str]] = {}  # by stem
    for form in found.values():
        if form.kind in ("place", "country"):
            places.setdefault(form.key.rstrip("aeiouy"), []).append(form.key)
    for form in found.values():
        if form.key[-1] not in "snai":
            continue
        stem = form.key.removesuffix("s").removesuffix("n").removesuffix("a").removesuffix("i")
        if len(stem) > 3 and stem != form.key and any(key != form.key for key in places.get(stem, ())):
            form.kind = "other"


def _mark_adherents(found: dict[str, Form]) -> None:
    """ "Levellers" beside "Leveller party"."""
    for form in found.values():
        if form.key.endswith("s") and f"{form.key[:-1]} party" in found:
            form.kind = "party"


def _mark_led_by_place(found: dict[str, Form]) -> None:
    """ "Kestria Hydro" beside "Kestria": no person."""
    places = {form.key for form in found.values() if form.kind in ("place", "country")}
    for form in found.values():
        if form.kind != "person" or len(form.words) == 1 or form.words[0] not in places:
            continue
        if not any(spot.role for spot in form.spots) and not is_first_name(form.words[0]):
            form.kind = "organisation"


def _mark_surnames(found: dict[str, Form]) -> None:
    """ "Marlo" of Ilka Marlo that the recogniser took for a place now and then: a person."""
    people = (form.text for form in found.values() if form.kind == "person" and len(form.words) > 1)
    surnames = {surname(name) for name in people if is_first_name(name.split()[0])}
    for form in found.values():
        if form.kind != "place" or form.key not in surnames or is_region(form.key):
            continue
        if 2 * sum(spot.label == "PERSON" for spot in form.spots) > len(form.spots):
            form.kind, form.state = "person", False
