"""Roles: what the text says an actor is, beside its name: before it, behind a comma, by "who is" or "is"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from briefgen.extract.actors.beside import head_of
from briefgen.extract.actors.group import Group
from briefgen.extract.actors.spot import Spotted
from briefgen.extract.actors.words import Words
from briefgen.extract.actors.world import is_body, is_party, is_post
from briefgen.names import fold, is_honorific
from briefgen.records import Role, Span
from briefgen.wordlists import entries

__all__ = ["DEGREES", "LONGEST", "find_roles"]

LONGEST = 14  # words of a role
OPENERS = frozenset(("a", "an", "the", "one", "his", "her", "its", "their", "our", "another", "whose"))
MODIFIER_TAGS = frozenset(
    ("NN", "NNS", "NNP", "NNPS", "JJ", "JJR", "JJS", "POS", "HYPH", "VBN", "VBG", "CD", "RB", "RBS", "AFX", "FW")
)
DASHES = frozenset(("-", "--", "–", "—", "―"))
SETTING_OFF = DASHES | {",", "("}
RELATIVES = frozenset(("who", "whom", "which", "that", "whose", "where", "when"))
CLOSERS = DASHES | RELATIVES | {",", ".", ";", ":", "(", ")", "and", "but", '"'}
MARKUP = re.compile(r"[<>=@{}|\\#]")
PLAIN = frozenset(
    ("mr", "mister", "mrs", "ms", "miss", "mme", "dr", "doctor", "sir", "lord", "lady", "st", "saint", "hon")
)
ARMS = frozenset(
    ("arm", "unit", "wing", "branch", "pac", "chain", "giant", "maker", "parent", "affiliate", "site", "website")
)
HEADING = frozenset(("heads", "leads", "chairs", "runs", "headed", "led", "chaired"))
ACTING = frozenset(("acting", "ranking", "presiding", "managing", "sitting", "retired", "founding", "governing"))
DEGREES = frozenset(("how", "more", "most", "less", "least"))  # "how able President Varn is"
ADJECTIVES = frozenset(("major", "general", "senior", "principal", "chief", "minister", "native", "independent"))
SAYING = frozenset(("say", "write", "tell", "add", "ask", "recall", "note", "argue", "think", "believe"))
BEING = frozenset(("is", "was", "became"))
PREPOSITIONS = frozenset(("of", "for", "at", "the", "and", "-", "in", "on", "'s"))


def find_roles(words: Words, group: Group) -> tuple[Role, ...]:
    """The roles beside the names of one actor, in text order, none twice."""
    found: dict[str, Role] = {}
    for spot in sorted(group.spots, key=lambda spot: spot.start):
        attribute = words.dep[head_of(words, spot)] in ("compound", "nmod")
        for rule in (_before,) if attribute else RULES:  # "the movement, Justice Department officials said": theirs
            for stretch in rule(words, spot, group.kind == "person"):
                start, end = _trimmed(words, *stretch)
                if start >= end:
                    continue
                title = " ".join(words.cut(start, end).split())
                if MARKUP.search(title):
                    continue
                span = Span(words.start[start], words.end[end - 1])
                found.setdefault(title.lower(), Role(title, span))
    return tuple(found.values())


Stretch = tuple[int, int]
QUOTES = frozenset(('"', "''", "``", "“", "”"))
LOOSE_ENDS = frozenset(("of", "for", "at", "to", "in", "as", "known", "by", "the", "and", "on", "with", "a", "an"))
LOOSE_STARTS = frozenset(
    ("also", "still", "both", "now", "then", "and", "perhaps", "even", "of", "for", "to", "in", "at")
)


def _trimmed(words: Words, start: int, end: int) -> Stretch:
    """Cut off words that a role neither begins nor ends with ("also a legend", "the hacker known as")."""
    while start < end and words.lower[start] in LOOSE_STARTS and not _is_then(words, start):
        start += 1
    marks = [i for i in range(start, end) if words.text[i] in QUOTES]
    if len(marks) % 2:
        end = marks[-1]  # "author of 'The Harbour": the apposition ends inside the title
        if not any(is_post(words.lower[k]) or _is_kind_of_body(words.lower[k]) for k in range(start, end)):
            return start, start  # "a pro-Varn 'super PAC,'": what it is stands in the marks
    while start < end and words.lower[end - 1] in LOOSE_ENDS:
        end -= 1
    return start, end


def _is_then(words: Words, i: int) -> bool:
    """ "then-President Anna Berg": the word that says it is past."""
    return words.lower[i] == "then" and i + 1 < len(words.text) and words.text[i + 1] == "-"


def _before(words: Words, spot: Spotted, person: bool) -> Iterator[Stretch]:
    """ "presidential adviser Anton Velde", "Avel's very cautious Sen. Basil Marsh"."""
    end = spot.start
    limit = words.sent[spot.role[0] if spot.role else end]  # the parser may end a sentence at "Sen."
    if end <= limit or _is_adherents(words, spot):
        return
    while end > limit and words.text[end - 1].isspace():
        end -= 1
    start = _walk_left(words, end, limit, person)
    while start < end and start > limit and words.lower[start - 1] in DEGREES and words.tag[start].startswith("JJ"):
        start += 1
    while (
        start < end
        and not _is_then(words, start)
        and (
            words.text[start] in ("'s", "-", "'", "the", "and")
            or words.text[start].isspace()
            or words.tag[start] in ("POS", "RB", "HYPH")
        )
    ):
        start += 1
    while start < end and words.lower[end - 1].rstrip(".") in (*PLAIN, "the"):
        end -= 1
    if start < end and _is_role(words, start, end, person):
        yield start, end


def _is_adherents(words: Words, spot: Spotted) -> bool:
    """ "committee Levellers": those on it, not what the party is."""
    return is_party(fold(spot.text)) and words.tag[spot.end - 1] in ("NNS", "NNPS")


def _walk_left(words: Words, end: int, limit: int, person: bool) -> int:
    """The start of the words that stand before a name as its attributes."""
    start = end
    while start > limit and end - start < LONGEST:
        before = _attribute_before(words, start, end, limit, person)
        if before == start:
            break
        start = before
    return start


def _attribute_before(words: Words, start: int, end: int, limit: int, person: bool) -> int:
    """Where the attribute that ends at `start` begins; `start` itself where none does."""
    i = start - 1
    word, tag = words.lower[i], words.tag[i]
    if words.label[i] in ("ORG", "GPE") and words.entity[i] >= limit:
        return words.entity[i]
    if words.text[i].isspace():
        return start if "\n" in word else i
    if words.label[i] == "PERSON" and not _is_attribute(words, i):
        return start
    if tag in ("VBG", "VBN", "VBD") and words.dep[i] != "amod" and word not in ACTING:
        return start
    if i == end - 1 and is_post(word) and tag.startswith("V"):
        return i  # "campaigner" taken for a verb
    tight = start < end and words.end[i] == words.start[start] and "-" in (word, words.text[start])
    tight = tight and (word == "-" or (i > limit and words.text[i - 1] == "-"))  # "editor-in-chief"
    if tag in ("NN", "NNS") and i < end - 1 and words.text[i].islower() and not i < words.head[i] <= end + 3:
        return start
    if (tag in MODIFIER_TAGS and word not in CLOSERS) or tight:
        return i
    if word == "for" and start < end and is_post(words.lower[end - 1].rstrip(".")):
        return start  # "a spokeswoman for Foreign Minister Tarn": she speaks for him
    if word == "of" and words.tag[i - 1] == "NNS":
        return start  # "supporters of Senator Tarn": they are many, he is one
    office = word in ("of", "for", "at") and start < end and _names_office(words, i - 1, person)
    article = (
        word == "the"
        and i > limit
        and words.lower[i - 1] in ("of", "for", "at")
        and _names_office(words, i - 2, person)
    )
    joined = word == "and" and start < end and _joins_attributes(words, i)
    return i if office or article or joined else start


def _is_attribute(words: Words, i: int) -> bool:
    """ "Varn spokesman", "Rolf Quill's PAC": a person who tells whose."""
    return words.dep[i] in ("compound", "poss", "nmod") or words.text[i] == "'s"


def _joins_attributes(words: Words, i: int) -> bool:
    """ "interior and overseas minister"."""
    small = words.text[i - 1].islower() and words.text[i + 1].islower()
    return small and words.tag[i - 1] in ("JJ", "NN") and words.tag[i + 1] in ("JJ", "NN")


def _names_office(words: Words, i: int, person: bool) -> bool:
    return i >= 0 and (is_post(words.lower[i]) if person else is_body(words.lower[i]))


def _is_role(words: Words, start: int, end: int, person: bool) -> bool:
    """Do these words, ending before a name, say what it is?"""
    last = words.lower[end - 1].rstrip(".")
    if not person:
        singular = words.tag[end - 1] != "NNS" and words.text[end - 1][0].islower()
        return singular and _is_kind_of_body(last)
    inside = [words.lower[k].rstrip(".") for k in range(start, end)]
    if all(word in PLAIN for word in inside):
        return False
    if is_post(last) or (is_honorific(last) and last not in PLAIN):
        if words.text[end - 1].islower() and words.tag[end - 1].startswith("JJ") and last in ADJECTIVES:
            return False
        return words.tag[end - 1] not in ("NNS", "NNPS", "VBZ")
    if last in PREPOSITIONS:
        return False
    office = any(word in ("of", "for", "at") for word in inside)
    return office and any(is_post(word) for word in inside)


def _is_kind_of_body(word: str) -> bool:
    """ "company", "newspaper", "wing": what an organisation may be said to be."""
    return is_body(word) or word in ARMS or word in entries("topic_bodies")


def _behind(words: Words, spot: Spotted, person: bool) -> Iterator[Stretch]:
    """ "Jon Quill, the Water Department Spokesperson, said", "Omar Tass, spokesman for the military,"."""
    i = spot.end
    if i + 1 >= len(words.text) or words.text[i] not in SETTING_OFF:
        return
    yield from _apposition(words, i + 1, person)


def _apposition(words: Words, start: int, person: bool) -> Iterator[Stretch]:
    """A noun phrase headed by a post, up to the end of the apposition."""
    if words.tag[start].startswith("V") or words.tag[start] in ("TO", "IN", "WRB", "MD", "CC"):
        return
    end = _phrase_end(words, start, person)
    head = _head(words, start, end, person)
    if head is None or (words.head[head] in range(start, end) and words.dep[head] in ("nsubj", "compound")):
        return
    following = words.text[end] if end < len(words.text) else "."
    if words.label[end : end + 1] == ["PERSON"]:
        return  # "Emil Brandt, Senator Rosa Hallam and": the title of the next
    if words.dep[head] in ("nsubj", "nsubjpass", "dobj", "pobj") and following not in CLOSERS:
        return
    told_with = words.dep[head] == "conj" and not start <= words.head[head] < end
    if told_with and words.lower[start] not in OPENERS | {"former"}:
        return
    yield start, end


def _phrase_end(words: Words, start: int, person: bool) -> int:
    limit = min(words.sent_end[start], start + LONGEST + 4)
    i = start
    while i < limit:
        word, tag = words.lower[i], words.tag[i]
        hyphen = word == "-" and words.end[i - 1] == words.start[i]
        if person and tag == "TO" and words.tag[i + 1 : i + 2] == ["VB"]:
            break  # "a favourite to win the seat"
        if word in CLOSERS and not hyphen and (person or word not in ("that", "which", "and")):
            joins = word == "and" and i + 1 < limit and words.head[i] >= start
            if joins and words.tag[i + 1].startswith(("NN", "JJ", "DT", "VBN")):
                i += 1
                continue
            break
        if tag in ("VBD", "VBZ", "VBP", "MD") and person:
            break
        i += 1
    return i


def _head(words: Words, start: int, end: int, person: bool) -> int | None:
    """The post that heads the phrase: the last noun before a preposition or the end."""
    head, posts = None, False
    if words.lower[start : start + 2] == ["one", "of"]:
        return _head_of_many(words, start + 2, end)
    for i in range(start, end):
        tag = words.tag[i]
        if tag in ("IN", "TO", "WP", "WDT", "VBG", "VBD") and head is not None:
            break
        if tag == "CC" and head is not None:
            if not words.tag[i + 1].startswith(("JJ", "NN")):
                break
            posts = posts or is_post(words.lower[head])
        if tag in ("IN", "VBD", "VBZ", "PRP") or (tag == "CC" and head is None):
            return None
        if tag.startswith("NN") or (tag == "JJ" and is_post(words.lower[i])):
            head = i
    if head is None or words.tag[head] in ("NNS", "NNPS"):
        return None
    word = words.lower[head]
    if words.text[head] == "Md.":
        return None  # "Ana Lund (Md.)": of Maryland, no doctor
    one_of = words.label[head] == "NORP" and words.lower[start] in ("a", "an", "one")  # "One Belmoran, Oren Tass"
    one_of = one_of or (words.lower[start] == "one" and words.tag[head] == "NNP" and not words.label[head])
    named = words.text[head][0].isupper() and word not in ARMS  # "the Harbour Club, the Rowing Club": another body
    fits = (is_post(word) or posts or one_of) if person else _is_kind_of_body(word) and not named
    return head if fits and words.text[start].lower() not in ("and", "who") else None


def _head_of_many(words: Words, start: int, end: int) -> int | None:
    """ "one of the agency's top executives"."""
    for i in range(start, end):
        if words.tag[i] in ("IN", "TO", "WP", "WDT", "CC"):
            return None
        if words.tag[i] == "NNS" and is_post(words.lower[i]):
            return i
    return None


def _ahead(words: Words, spot: Spotted, person: bool) -> Iterator[Stretch]:
    """ "Belmora's Prime Minister, Rosa Hallam", "the head of the agency, Ana Lund"."""
    comma = (spot.role[0] if spot.role else spot.start) - 1
    comma -= comma > 0 and words.lower[comma] == "the"
    if (
        comma < 2
        or words.text[comma] not in (",", "-", "--", "–", "—", "―")
        or words.sent[comma] != words.sent[spot.start]
    ):
        return
    start = comma
    while start > words.sent[comma] and comma - start < LONGEST:
        word, tag = words.lower[start - 1], words.tag[start - 1]
        if word == ")" and "(" in words.text[max(0, start - 8) : start]:
            start -= words.text[max(0, start - 8) : start][::-1].index("(") + 1
            continue
        if word in OPENERS and words.tag[start - 2] not in ("IN", "CC"):
            start -= 1
            break
        if (tag not in MODIFIER_TAGS and word not in PREPOSITIONS) or words.text[start - 1].isspace():
            break
        start -= 1
    while start < comma and (words.lower[start] in PREPOSITIONS - {"the"} or words.tag[start] in ("RB", "POS")):
        start += 1
    if comma - start < 2 and (clause := _noun_with_clause(words, spot, comma)) is not None:
        yield clause, comma
        return
    for begin in (start, *(k + 1 for k in range(start, comma) if words.lower[k] in ("of", "at", "in", "for"))):
        head = _head(words, begin, comma, person)
        if words.text[begin - 1 : begin] == [","] and words.label[begin - 2] == "PERSON":
            return  # "Like Ilka Varn, the former minister, Hallam": said of Varn
        if head is not None and comma - begin > 1 and _is_tied(words, spot, begin, head):
            yield begin, comma
            return


def _noun_with_clause(words: Words, spot: Spotted, comma: int) -> int | None:
    """Where "a sailor who had lost his boat, Ana Lund, ..." begins."""
    limit = max(words.sent[comma], comma - LONGEST)
    who = next((k for k in range(comma - 1, limit + 1, -1) if words.lower[k] == "who"), None)
    if who is None or "," in words.text[who:comma] or not is_post(words.lower[who - 1]):
        return None
    article = next((k for k in range(who - 2, limit - 1, -1) if words.tag[k] == "DT"), None)
    subjects = ("nsubj", "nsubjpass", "appos")
    fits = words.dep[who - 1] in subjects and words.dep[head_of(words, spot)] in subjects
    speaks = words.lemma[words.head[head_of(words, spot)]] in SAYING
    said = article is not None and article >= who - 4 and words.lower[article] in ("a", "an", "another")
    return article if said and fits and not speaks else None


def _is_tied(words: Words, spot: Spotted, start: int, head: int) -> bool:
    """Does the phrase speak of the name: by the parse, or because it is definite or somebody's?"""
    tied = any(spot.start <= k < spot.end and words.dep[k] == "appos" for k in words.children[head])
    if not tied and words.dep[head] == "pobj" and words.dep[head_of(words, spot)] in ("nsubj", "nsubjpass"):
        return False  # "In an attack on the minister, Ana Lund said": he and she
    return tied or words.lower[start] in OPENERS or "'s" in words.text[start:head]


def _is(words: Words, spot: Spotted, person: bool) -> Iterator[Stretch]:
    """ "Lund is the agency's director", "Lund, who is director of the agency"."""
    i = spot.end
    if i < len(words.text) and words.text[i] == ",":
        i += 1
        if i >= len(words.text) or words.lower[i] != "who":
            return
        i += 1
    if person:
        yield from _became(words, head_of(words, spot))
    if not person or i + 1 >= len(words.text) or (words.lower[i] not in BEING and words.lower[i] not in HEADING):
        return
    if words.lower[i] not in BEING:
        if words.lower[i - 1] == "who":
            end = _phrase_end(words, i + 1, person)
            if 1 < end - i <= LONGEST and any(map(is_body, words.text[i:end])):
                yield i, end
        return
    yield from _apposition_after_is(words, i + 1)


def _became(words: Words, subject: int) -> Iterator[Stretch]:
    """ "Lund won the seat and became the youngest member of the board"."""
    if words.dep[subject] != "nsubj":
        return
    for verb in words.children[words.head[subject]]:
        own = any(words.dep[k] in ("nsubj", "nsubjpass") for k in words.children[verb])
        if words.dep[verb] == "conj" and words.lower[verb] in ("became", "becomes") and not own:
            yield from _apposition_after_is(words, verb + 1)


def _apposition_after_is(words: Words, start: int) -> Iterator[Stretch]:
    if words.lower[start] in ("not", "n't"):
        return
    clause = words.lower[max(words.sent[start], start - 6) : start]
    if "if" in clause or "whether" in clause or words.text[start + 1 : start + 2] in (["''"], ["``"], ['"']):
        return  # "if Varn is the nominee", "Varn was the 'founder' of"
    end = _phrase_end(words, start, True)
    head = _head(words, start, end, True)
    if head is not None and words.dep[head] == "attr" and words.head[head] < start and end - start > 1:
        yield start, end


RULES: tuple[Callable[[Words, Spotted, bool], Iterator[Stretch]], ...] = (_before, _behind, _ahead, _is)
