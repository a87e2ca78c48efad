"""Candidate names: the entity recogniser's, mended at their edges, and the capitalised runs that it missed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from briefgen.extract.actors.runs import KEPT, REACH, capitals, known_at, run_end
from briefgen.extract.actors.words import Words
from briefgen.extract.actors.world import country_of, is_adjective, is_body, is_institution, is_post
from briefgen.names import fold, has_initial, is_acronym, is_first_name, is_honorific
from briefgen.wordlists import entries

__all__ = ["Spotted", "spot", "spot_known"]

CAMPAIGNS = frozenset(("campaign", "administration", "government"))  # "the Varn campaign"
CHAMBERS = frozenset(("Senate", "House", "Congress", "White House"))
ARMIES = frozenset(("military", "navy", "army", "police"))  # "the Belmoran navy"
PARTISAN = frozenset(("caucus", "committee"))
ANY = frozenset(("a", "an", "no", "any", "every", "each", "some", "another"))
DAYS = frozenset(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"))
MONTHS = frozenset(
    ("january", "february", "april", "june", "july", "august", "september", "october", "november", "december")
)
PARTIES = frozenset(("party", "movement", "committee", "caucus"))  # "Leveller party", "the Harbours committee"
HEADS = CAMPAIGNS | PARTIES | ARMIES | {"agency"}
BETWEEN = frozenset(("presidential", "news", "election", "re-election", "reelection", "political", "transition"))


class Spotted(NamedTuple):
    """A stretch of tokens that names something. `label` as spaCy has it, "" where it saw nothing."""

    start: int
    end: int
    label: str
    text: str  # as written, white space mended, no possessive
    role: tuple[int, int] | None = None  # capitalised title before a person's name: "U.S. Secretary of State"


def spot(words: Words) -> list[Spotted]:
    """Find the candidate names in text order."""
    capital = capitals(words)
    found: list[Spotted] = []
    end = 0
    for i, may_be_name in enumerate(capital):
        if not may_be_name or i < end:
            continue
        if known := known_at(words, i):
            end = i + known
            found.append(_spotted(words, i, end, None))
            continue
        end = run_end(words, capital, i)
        found += _pieces(words, i, end)
        if found and (head := _plain_head(words, found[-1])):
            found[-1] = _headed(words, found[-1], head)
            end = max(end, head)
    return found


def spot_known(words: Words, known: dict[str, str]) -> list[Spotted]:
    """In headlines, where capitals say nothing, find the names that the rest has. `known`: folded name -> label."""
    found: list[Spotted] = []
    behind = 0
    for i in (i for i, is_silent in enumerate(words.silent) if is_silent):
        if i < behind or words.dateline[i] or not words.text[i][0].isupper():
            continue
        end = _longest_known(words, i, known)
        if end > i:
            text = " ".join(words.cut(i, end).split())
            label = known[fold(text)]
            if label == "PERSON" and end == i + 1 and _follows_first_name(words, i):
                i, text = i - 1, " ".join(words.cut(i - 1, end).split())
            found.append(Spotted(i, end, label, _clean(text)))
            behind = end
    return found


def _follows_first_name(words: Words, i: int) -> bool:
    """ "Anna VELDE SAYS NO": the first name that only the headline has, before a surname of the text."""
    before = words.text[i - 1] if i > words.sent[i] else ""
    return before.istitle() and is_first_name(before) and words.silent[i - 1] and words.label[i - 1] in ("PERSON", "")


def _longest_known(words: Words, i: int, known: dict[str, str]) -> int:
    for end in range(min(i + 6, words.sent_end[i], len(words.text)), i, -1):
        if words.silent[end - 1] and fold(" ".join(words.cut(i, end).split())) in known:
            return end
    return i


def _plain_head(words: Words, spot: Spotted) -> int:
    """The end of a body's name whose head is in small letters, or 0."""
    i = spot.end
    while i < min(len(words.text), spot.end + 2) and words.lower[i] in BETWEEN:
        i += 1
    if (
        i >= len(words.text)
        or words.text[i] not in HEADS
        or words.sent[i] != words.sent[spot.start]
        or spot.text.startswith("@")
    ):
        return 0
    word, news = words.text[i], words.lower[i - 1] == "news"
    if word == "campaign" and spot.text in CHAMBERS:
        return 0  # "her first Senate campaign"
    if spot.label == "PERSON" or (spot.label == "ORG" and spot.end - spot.start == 1):
        fits = word in CAMPAIGNS or word in PARTIES or (news and word == "agency")
    elif spot.label in ("NORP", "GPE"):
        fits = (word in ARMIES and i == spot.end) or (word in PARTIES and not is_adjective(spot.text))
    else:
        fits = (word in PARTIES and spot.label != "EVENT") or (news and word == "agency")
    if word in PARTIES and (_is_any(words, spot.start) or _is_of_voters(word, spot)):
        return 0
    return i + 1 if fits and not spot.role and not is_acronym(spot.text) else 0


def _is_of_voters(word: str, spot: Spotted) -> bool:
    """ "the Republican committee" of some county, "the Ohio caucus"; not "the Avel committee"."""
    places = ("NORP", "GPE") if word == "caucus" else ("NORP",)
    loose = spot.label in places or spot.text.lower() in entries("not_names")
    return word in PARTISAN and loose and not is_body(spot.text.split()[-1])


def _headed(words: Words, spot: Spotted, end: int) -> Spotted:
    text = " ".join(words.cut(spot.start, end).split())
    return Spotted(spot.start, end, "ORG", text)


def _is_any(words: Words, start: int) -> bool:
    """ "No Senate committee", "a House panel": none in particular."""
    return start > 0 and words.lower[start - 1] in ANY


def _pieces(words: Words, start: int, end: int) -> Iterator[Spotted]:
    """Cut a run at titles, nationalities and entity edges; yield its names."""
    start = _behind_small_office(words, start, end)
    cut = _post_in(words, start, end)
    if cut is None:
        yield from _parts(words, start, end, None)
        return
    post, after = cut
    named = _without_post(words, start, post)
    yield from _parts(words, start, named, None) if named > start and _stands(words, start, named) else ()
    if after < end and not _is_common(words, after, end):
        yield from _parts(words, after, end, (start, after))


def _behind_small_office(words: Words, start: int, end: int) -> int:
    """ "the secretary of State Anna Berg": the run begins inside the office."""
    if start < 2 or words.lower[start - 1] != "of" or not is_post(words.lower[start - 2]):
        return start
    name = start
    while name < end and words.lower[name] in entries("departments"):
        name += 1
    return name if start < name < end and is_first_name(words.text[name]) else start


def _is_common(words: Words, start: int, end: int) -> bool:
    """ "Executive Orders": many things, nobody with a title."""
    return end - start == 1 and words.tag[start] in ("NNS", "NNPS") and words.label[start] != "PERSON"


def _post_in(words: Words, start: int, end: int) -> tuple[int, int] | None:
    """The title in a run: its index, and where the name behind it begins."""
    for i in range(end - 1, start - 1, -1):
        if not words.text[i][0].isupper() or not _is_title_here(words, i, start, end):
            continue
        after = i + 1
        if after < end and words.lower[after] in ("of", "for"):
            after = _behind_office(words, after + 1, end)
        while after < end and (words.text[after].isspace() or words.text[after] == "-"):
            after += 1
        return _first_of_office(words, start, i), after
    return None


def _first_of_office(words: Words, start: int, i: int) -> int:
    """ "Editor" of "Editor-in-Chief"."""
    tied = i - start > 3 and words.lower[i - 3 : i] == ["-", "in", "-"]
    return i - 4 if tied and is_post(words.lower[i - 4]) else i


def _is_title_here(words: Words, i: int, start: int, end: int) -> bool:
    word = words.lower[i].rstrip(".")
    if _is_trade_here(words, i, end) or _is_plural_title(words, i, end):
        return True
    if not is_honorific(word) and word not in entries("offices"):
        return False
    if i + 1 < end and words.text[i + 1] == "-" and words.end[i] == words.start[i + 1]:
        return False
    if any(is_body(words.text[k]) for k in range(i + 1, end)) and words.label[end - 1] != "PERSON":
        return False  # "Secretary General Office", "King County Council"
    named_so = words.label[i] == "PERSON" and i > start and is_first_name(words.text[i - 1])  # "Howard Dean"
    opens = (
        words.label[i] == "PERSON" and i + 1 < end and is_first_name(words.text[i]) and not words.text[i].endswith(".")
    )
    return not named_so and not opens and not (is_first_name(word) and words.label[i] == "PERSON")


def _is_trade_here(words: Words, i: int, end: int) -> bool:
    """ "Billionaire Anton Velde", "Moderator Anna Berg": what the full name's bearer is, in capitals."""
    if not is_post(words.text[i]) or is_first_name(words.text[i]) or end - i < 3:
        return False
    return is_first_name(words.text[i + 1]) and words.label[i + 1] == "PERSON" == words.label[i + 2]


def _is_plural_title(words: Words, i: int, end: int) -> bool:
    """ "Reps. Anton Velde and Anna Berg", "Presidents Velde and Berg"."""
    word = words.lower[i].rstrip(".")
    titled = word.endswith("s") and (is_honorific(word[:-1]) or word[:-1] in entries("offices"))
    return titled and i + 1 < end and words.label[i + 1] == "PERSON"


def _behind_office(words: Words, i: int, end: int) -> int:
    """Behind "Secretary of": where the office's words end and a person's begin."""
    office = i
    while office < end and words.lower[office] in entries("departments"):
        office += 1
    if i < office < end:
        return office
    for k in range(i, end):
        if (words.label[k] == "PERSON" and words.entity[k] == k) or (k > i and is_first_name(words.text[k])):
            return k
    return end


def _stands(words: Words, start: int, end: int) -> bool:
    """Do the words before a title name something of their own ("House Harbour Committee", "Treasury")?"""
    last = words.text[end - 1]
    if words.label[end - 1] in ("GPE", "NORP", "PERSON"):
        return True
    return (
        is_body(last)
        or is_acronym(last)
        or (words.label[end - 1] == "ORG" and is_institution(fold(words.cut(start, end))))
    )


def _parts(words: Words, start: int, end: int, role: tuple[int, int] | None) -> Iterator[Spotted]:
    """Cut a run without titles at entity edges where two names stand side by side."""
    start, end = _trimmed(words, start, end)
    if start >= end:
        return
    if _is_seat_of_state(words, start, end) or _is_held_by(words, start, end):
        start = end - 1
    if _is_seat_under(words, start, end):
        start = end - 2
    if _is_of_members(words, start, end):
        end -= 1
    cut = _edge(words, start, end)
    if cut is None:
        yield _spotted(words, start, end, role)
        return
    first, second = _trimmed(words, start, _without_post(words, start, cut)), _trimmed(words, cut, end)
    posted = first[1] < cut and words.label[cut] == "PERSON" and is_post(words.lower[cut - 1])
    if first[0] < first[1] and (not posted or _stands(words, *first)):
        yield _spotted(words, *first, None)
    lead = (role[0] if role else start, second[0]) if posted or words.label[start] in ("NORP", "GPE") else role
    if second[0] < second[1]:
        yield from _parts(words, *second, lead)


def _without_post(words: Words, start: int, end: int) -> int:
    """Where the body's name ends in "Harbour Board Chair", "River Council National Executive"."""
    while end - 1 > start and words.text[end - 1][0].isupper() and _is_of_post(words.lower[end - 1]):
        end -= 1
    return end


def _is_of_post(word: str) -> bool:
    return is_post(word) or word in ("executive", "national", "deputy", "vice", "senior", "ranking", "managing")


def _is_of_members(words: Words, start: int, end: int) -> bool:
    """ "Supreme Court Justices": the body, and those who sit on it."""
    if end - start < 2 or words.lower[end - 1].removesuffix("s") not in entries("offices"):
        return False
    return is_institution(fold(words.cut(start, end - 1)))


def _is_held_by(words: Words, start: int, end: int) -> bool:
    """ "a Democratic Senate": the one Senate, in some party's hands."""
    if end - start != 2 or words.text[end - 1] not in ("Senate", "House", "Congress"):
        return False
    return words.lower[start] in ("democratic", "republican", "gop")


def _is_seat_under(words: Words, start: int, end: int) -> bool:
    """ "the Varn White House": the one White House, in a president's time."""
    return end - start > 2 and fold(words.cut(end - 2, end)) in entries("seats")


def _is_seat_of_state(words: Words, start: int, end: int) -> bool:
    """ "Ohio Senate candidate": of the one Senate, for Ohio."""
    house = start + 1 < end < len(words.text) and words.text[end - 1] in ("Senate", "House")
    return house and words.lower[end] in entries("races") and not country_of(fold(words.cut(start, end - 1)))


def _trimmed(words: Words, start: int, end: int) -> tuple[int, int]:
    while start < end and (words.text[start] in ("-", "'", ",", "&", ".") or words.text[start].isspace()):
        start += 1
    if start + 2 < end and words.text[start + 1] == "-" and _is_compound(words, start):
        start += 3
    if start + 1 < end and words.text[start].endswith(("-based", "-backed", "-owned", "-led")):
        start += 1
    if start + 1 < end and (
        words.lower[start] in DAYS
        or _is_month(words, start)
        or (words.lower[start] in ANY and words.text[start + 1].isalpha())
    ):
        start += 1
    if end - start > 2 and words.text[end - 1].isdigit() and words.label[start] == "PERSON":
        end -= 1  # a footnote's or a list's number
    while start < end and (
        (start + 1 < end and words.lower[end - 1] in DAYS)
        or words.text[end - 1] in ("'s", "'", "-", ",", "&", "of", "the", "and")
        or words.text[end - 1].isspace()
    ):
        end -= 1
    return start, end


def _is_month(words: Words, i: int) -> bool:
    """ "a September Harbour Post poll"; April Lund bears her month as a name."""
    return words.lower[i] in MONTHS and words.label[i] != "PERSON" and words.text[i + 1][0].isupper()


def _is_compound(words: Words, i: int) -> bool:
    """ "pro-Beijing DAB", "Pan-democrat Li Man-wai": a compound adjective, no part of the name."""
    prefix = words.lower[i] in ("pro", "anti", "ex", "non", "mid", "pre", "post", "pan")
    return prefix or (words.text[i + 2][0].islower() and not words.tag[i + 2].startswith("NNP"))


def _edge(words: Words, start: int, end: int) -> int | None:
    """Where a second name begins in the run, if one does."""
    if is_body(words.text[end - 1]) and words.label[start] != "PERSON":
        return None
    for i in range(start + 1, end):
        if words.entity[i] != i:
            continue
        before, here = words.label[i - 1], words.label[i]
        if words.text[i - 1] == "-" or words.text[i - 1] in REACH or words.text[i - 1] in ("&", "and", "the"):
            continue
        if before in ("NORP", "GPE") and here in ("PERSON", "NORP", "GPE", "ORG"):
            return i if here != "ORG" or (before == "NORP" and not is_adjective(words.text[i - 1])) else None
        if here == "PERSON" and before == "ORG" and (is_body(words.text[i - 1]) or is_acronym(words.text[i - 1])):
            return i
        if here == "PERSON" and before == "ORG" and _is_full_name_behind_body(words, i, end):
            return i
        if (
            here == "PERSON"
            and not before
            and is_first_name(words.text[i])
            and not is_first_name(words.text[i - 1])
            and end - i > 1
        ):
            return i
        if before == "PERSON" and here in ("ORG", "GPE", "NORP") and words.entity[i - 1] != i - 1:
            return i
    return None


def _is_full_name_behind_body(words: Words, i: int, end: int) -> bool:
    """ "a clerk at Institute of Brenn Harbour Anna Velde said"."""
    whole = i + 1 < end and words.entity[i + 1] == i
    return whole and any(map(is_body, words.text[words.entity[i - 1] : i]))


def _spotted(words: Words, start: int, end: int, role: tuple[int, int] | None) -> Spotted:
    labels = [label for label in words.label[start:end] if label in KEPT]
    label = max(dict.fromkeys(labels), key=labels.count) if len(labels) > 1 else labels[0] if labels else ""
    last = words.text[end - 1]
    if (
        end - start > 1
        and is_body(last)
        and last[0].isupper()
        and (label != "PERSON" or last.lower() not in entries("bodies_plain"))
    ):
        label = "ORG"
    text = _clean(" ".join(words.cut(start, end).split()))
    label = "PERSON" if has_initial(text) else label
    titled = role and role[1] > role[0] and label in ("PERSON", "")
    return Spotted(start, end, label, text, role if titled else None)


def _clean(text: str) -> str:
    """Marks off that cling to a name where the text is ill set ("Varn.", "Quill,")."""
    text = text.rstrip(",;:‘’'”\"“–— ")
    text = text[:-2] if text.endswith(("'s", "’s")) else text
    if not text.endswith("."):
        return text
    last = text.rsplit(" ", 1)[-1]
    stray = len(last) > 4 and "." not in last[:-1] and not is_honorific(last)
    return text[:-1] if stray else text
