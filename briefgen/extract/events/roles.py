"""Who takes part in an event, and where: subjects, objects and partners of the trigger, resolved by the cast."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from briefgen.extract.actors.world import is_post
from briefgen.extract.cast import Cast
from briefgen.extract.events.arguments import OBJECTS, SUBJECTS, arguments, subjects_of, with_list
from briefgen.extract.events.lexicon import listed
from briefgen.extract.tokens import Sentence, Token, root_of
from briefgen.records import LocalId, Place, Quote, Span

__all__ = ["places_of", "reporter", "taking_part"]

PEOPLE_ONLY = frozenset({"from", "to", "of", "for", "on", "about", "upon", "over"})  # a place after these is a place
WHERE = frozenset(
    {"in", "at", "near", "outside", "inside", "around", "across", "throughout", "off", "from", "to", "into", "on", "of"}
)
PLACES = ("GPE", "LOC", "FAC")
FIRST_PERSON = frozenset({"i", "me", "my", "myself"})
WHEN = frozenset({"in", "at", "during", "after", "before", "of", "into", "ahead", "following", "toward", "on", "for"})
SEVERAL = frozenset({"they", "them", "their", "both"})
OWN = {"his": "m", "her": "f"}


def taking_part(trigger: Token, span: Span, cast: Cast, quotes: tuple[Quote, ...]) -> tuple[LocalId, ...]:
    """The actors of an event, in text order, each once: by their part in the clause, else whom it names."""
    speaker = reporter(trigger, cast, quotes)
    found = [actor for token in arguments(trigger) for actor in _actors(token, cast, speaker)]
    return tuple(dict.fromkeys(found)) or _only_named(span, trigger, cast) or _attending(trigger, cast)


def _only_named(span: Span, trigger: Token, cast: Cast) -> tuple[LocalId, ...]:
    """The persons and organisations named in the trigger's own clause; countries may only be places there."""
    first, end = (bisect_left(trigger.doc.columns.start, offset) for offset in (span.start, span.end))
    named = [(word, actor) for word in trigger.doc[first:end] if (actor := cast.named_at(word.i))]
    found = [actor for word, actor in named if cast.by_id(actor).kind != "government" and _is_near(word, trigger)]
    return tuple(dict.fromkeys(found))


def _is_near(name: Token, trigger: Token) -> bool:
    """Not in a clause below the trigger's that tells of something else, not compared."""
    above = {trigger.i, *(node.i for node in trigger.ancestors)}
    for node in (name, *name.ancestors):
        if node.i in above:
            return True
        if (node.pos_ in ("VERB", "AUX") and not _tells_more(node)) or node.lower_ in ASIDE:
            return False
    return True


ASIDE = frozenset({"including", "like", "unlike", "than"})
UP = 6  # steps up the parse
FAR = 80  # tokens back that "they" looks for the list it means


def _tells_more(verb: Token) -> bool:
    """ "A quake shook the coast, destroying houses in Arden", "The mood changed in May, when Varn came"."""
    is_same = verb.dep_ == "advcl" and verb.tag_ == "VBG" and all(child.dep_ not in SUBJECTS for child in verb.children)
    return is_same or any(child.lower_ == "when" for child in verb.children)


def _attending(noun: Token, cast: Cast) -> tuple[LocalId, ...]:
    """ "After a rally on Friday, Varn was asked ...": the person of whom the sentence goes on to tell was there."""
    if noun.lemma_.lower() not in listed("attended"):
        return ()
    node = noun
    for _ in range(UP):
        node = node.head
        if node.dep_ == "prep" and node.lower_ not in WHEN:
            return ()
        if node.pos_ in ("VERB", "AUX"):
            subjects = (one for subject in with_list(subjects_of(node)) if (one := cast.resolve(subject)))
            return tuple(one for one in subjects if cast.by_id(one).kind == "person")
    return ()


def places_of(span: Span, trigger: Token) -> tuple[Place, ...]:
    """The places named in a clause as where it happened."""
    found = []
    doc = trigger.doc
    for first, end in _entities(trigger.sent):
        place = Span(doc.columns.start[first], doc.columns.end[end - 1])
        if span.covers(place) and doc[first].ent_type_ in PLACES:
            root = root_of(doc[first:end])
            if root.head.lower_ in WHERE and root.dep_ == "pobj":
                found.append(Place(doc.cut(first, end), place))
    return tuple(found)


def _entities(sentence: Sentence) -> Iterator[tuple[int, int]]:
    """The entities of a sentence, as ranges of tokens."""
    entity = sentence.doc.columns.entity
    for first in range(sentence.start, sentence.end):
        if entity[first] == first:
            yield first, first + entity[first : sentence.end].count(first)


def reporter(trigger: Token, cast: Cast, quotes: tuple[Quote, ...]) -> LocalId | None:
    """Who reports it: the speaker of the quote that it stands in, else the subject of the verb of speech above."""
    covering = [quote for quote in quotes if any(part.start <= trigger.idx < part.end for part in quote.content)]
    if covering:
        return min(covering, key=_length).speaker
    node = trigger
    while node.dep_ in ("ccomp", "xcomp", "conj", "advcl") and node.head != node:
        if node.dep_ == "ccomp" and node.head.lemma_ in listed("saying"):
            subject = next((child for child in node.head.children if child.dep_ in SUBJECTS), None)
            return cast.resolve(subject) if subject is not None else None
        node = node.head
    return None


def _length(quote: Quote) -> int:
    return sum(part.end - part.start for part in quote.content)


def _actors(token: Token, cast: Cast, speaker: LocalId | None) -> list[LocalId]:
    """The actors that a phrase means: by itself, by the names beside it, by whom it belongs to. "I" is the speaker."""
    if token.lower_ in FIRST_PERSON:
        return [speaker] if speaker else []
    if _is_own(token, cast) or (token.ent_type_ in PLACES and _is_place(token)):
        return []
    if token.lower_ in SEVERAL and not cast.resolve(token):
        return _joint(token, cast)
    own = _nation_or_actor(token, cast) if token.dep_ == "amod" else cast.resolve(token) or _explained(token, cast)
    found = [own] if own else _of_group(token, cast)
    found += [one for name in _beside(token) if (one := cast.resolve(name))]
    if not found and token.dep_ in SUBJECTS and token.pos_ == "NOUN" and not is_post(token.lower_):
        return _owners(token, cast)
    return found


def _joint(token: Token, cast: Cast) -> list[LocalId]:
    """ "Varn and Quill met. They ...": everyone of the list that was the subject last."""
    start = token.sent.start
    first = max(token.doc[start - 1].sent.start if start else 0, token.i - FAR)
    for word in reversed(token.doc[first : token.i]):
        if word.dep_ in SUBJECTS and word.tag_ not in ("PRP", "WP", "WDT", "EX"):
            found = [one for head in with_list([word]) if head.i < token.i and (one := cast.resolve(head))]
            if len(set(found)) > 1 or word.tag_ in ("NNS", "NNPS"):
                return found if len(set(found)) > 1 else []
    return []


def _is_place(token: Token) -> bool:
    return token.dep_ == "pobj" and token.head.lower_ in PEOPLE_ONLY | {"in", "at"}


def _is_own(token: Token, cast: Cast) -> bool:
    """ "Varn ended his campaign": the possessor of the object is the subject, whoever else was named last."""
    gender, noun = OWN.get(token.lower_), token.head
    if gender is None or token.dep_ != "poss" or noun.dep_ not in OBJECTS:
        return False
    subjects = [actor for subject in subjects_of(noun.head) if (actor := cast.resolve(subject))]
    return any(cast.by_id(one).kind == "person" and cast.gender(one) in (gender, None) for one in subjects)


def _beside(token: Token) -> Iterator[Token]:
    """ "a former rival, the surgeon Ada Varn", "the candidates Varn and Quill": the names that say who is meant."""
    for child in token.children:
        if child.dep_ == "appos" and child.pos_ == "PROPN" and child.i > token.i:
            yield from with_list([child])
        if child.dep_ == "prep" and child.i and child.doc[child.i - 1].text == "-":  # "Editor-in-Chief Ada Varn"
            yield from (name for name in child.children if name.dep_ == "pobj")


def _explained(token: Token, cast: Cast) -> LocalId | None:
    """ "Ada Varn, the surgeon arrested in May": whom a noun beside the name tells of."""
    name = token.head
    return cast.resolve(name) if token.dep_ == "appos" and name.pos_ == "PROPN" and name.i < token.i else None


def _of_group(token: Token, cast: Cast) -> list[LocalId]:
    """Of a group without a name whose it is: "Norland's delegation", "Belmoran troops", "members of the board"."""
    if token.lemma_.lower() in listed("groups") or token.lower_ in listed("groups"):
        whose = (child for child in token.children if child.dep_ in ("poss", "compound", "nmod", "amod"))
        for owner in whose:
            if not _is_own(owner, cast) and (found := _nation_or_actor(owner, cast)):
                return [found]
    return _members(token, cast)


def _nation_or_actor(token: Token, cast: Cast) -> LocalId | None:
    entity = token.doc.columns.entity[token.i]
    start = entity if entity >= 0 else token.i
    return cast.resolve(token) or cast.nation(token.doc.cut(start, token.i + 1))  # "South Korean"


def _members(token: Token, cast: Cast) -> list[LocalId]:
    """ "war maniacs of the South Korean military", "the decisions of Varn and Quill"."""
    of = next((lead for lead in token.children if lead.dep_ == "prep" and lead.lower_ == "of"), None)
    members = [word for word in of.children if word.dep_ == "pobj"] if of is not None else []
    return [one for word in with_list(members) if word.ent_type_ not in PLACES for one in _meant(word, cast)]


def _meant(token: Token, cast: Cast) -> list[LocalId]:
    found = cast.resolve(token)
    return [found] if found else _of_group(token, cast)


def _owners(token: Token, cast: Cast) -> list[LocalId]:
    """ "Varn's candidacy ended": what is said of a thing is said of whose it is."""
    owners = with_list([child for child in token.children if child.dep_ == "poss"])
    return [found for owner in owners if (found := cast.resolve(owner))]
