"""The rules that say which named actor a source in the text is, in order; the first that answers wins.

Each rule takes the memory of the article so far and the head of the source's noun phrase, and gives the actors: the
first is the speaker, the others speak with it; none is no answer.
"""

from __future__ import annotations

from collections.abc import Callable

from briefgen.extract.quotes.describe import described, is_definite, is_people_word
from briefgen.extract.quotes.lexicon import word_set
from briefgen.extract.quotes.memory import Memory, Named, gender_of
from briefgen.extract.quotes.text import NOWHERE, Text
from briefgen.extract.tokens import Token
from briefgen.records import LocalId, Span

Speakers = tuple[LocalId, ...]  # the first is the speaker, the others speak with them
UNNAMED: Speakers = (LocalId(""),)  # a person whom the text does not name


def _joint(memory: Memory, source: Token) -> Speakers:
    """'Lee and Marsh said'"""
    others = [c for c in source.rights if c.dep_ == "conj"]
    others += [c for other in others for c in other.rights if c.dep_ == "conj"]
    first = _own_name(memory, source)
    names = [name for other in others for name in _own_name(memory, other)]
    return tuple(dict.fromkeys((*first, *names))) if first and names else ()


def _name(memory: Memory, source: Token) -> Speakers:
    """'Lee said'; a dateline's town is not the one who says it: 'LOWTOWN -- Mayor Lee said'"""
    if any(c.dep_ == "appos" for c in source.rights) and (person := _apposition(memory, source)):
        return person
    return _own_name(memory, source)


def _apposition(memory: Memory, source: Token) -> Speakers:
    """'the party's chairman, Ann Lee, said', 'Lee, a clerk who said'"""
    if source.lemma_ in word_set("documents"):
        return ()
    for child in source.rights:
        if child.dep_ == "appos" and (named := _own_name(memory, child)) and memory.is_person(named[0]):
            return named
    if source.pos_ == "NOUN" and not any(c.dep_ in ("det", "poss") for c in source.lefts):
        for child in source.rights:  # "poet and teacher Ann Lee"
            if child.dep_ == "conj" and (named := _own_name(memory, child)) and memory.is_person(named[0]):
                return named
    if source.dep_ == "appos" and (named := _own_name(memory, source.head)) and memory.is_person(named[0]):
        return named
    return ()


def _surname(memory: Memory, source: Token) -> Speakers:
    """'Lee: Talks Will Go On': a surname that the cast did not mark here, as in headlines"""
    if source.pos_ not in ("PROPN", "NOUN") or not source.text.istitle():
        return ()
    word = source.lower_
    people = [a.id for a in memory.cast.actors if a.kind == "person" and a.name.lower().split()[-1] == word]
    return (people[0],) if len(people) == 1 else ()


def _own_name(memory: Memory, token: Token) -> Speakers:
    found = memory.cast.named_at(token.i)
    return (found,) if found is not None else ()


def _pronoun(memory: Memory, source: Token) -> Speakers:
    """'he said': who spoke last, unless another person was a subject since; else the last person that was one"""
    if source.lower_ in ("his", "her"):  # "a spokeswoman for Lee recalled his remark that": the nearest
        fits = [n for n in memory.before(source.i, 0) if _fits(memory, n, gender_of(source))]
        first = next((n for n in fits if n.main and n.token >= source.sent.start), None)
        return ((first or fits[0]).actor,) if fits else ()
    found = _pronoun_of(memory, source) if source.lower_ in ("he", "she") else None
    return (found,) if found is not None else ()


def _pronoun_of(memory: Memory, token: Token) -> LocalId | None:
    """The person behind "he" or "she"; "" for one who is not named."""
    gender = gender_of(token) if token.pos_ == "PRON" else None
    if gender is None:
        return None
    fits = [n for n in memory.before(token.i) if _fits(memory, n, gender)]
    subject = _subject(memory, [n for n in fits if not _is_deep(memory, n, token)])
    if (same := _same_before(memory, token, fits)) is not None:
        return _pronoun_of(memory, same)
    if token.head.dep_ in _EMBEDDED and (near := _same_sentence(fits, token, subject)):
        return near
    speaker = memory.last_speaker(token.i)
    if speaker is not None and _may_go_on(memory, speaker, gender):
        if subject is None or subject.token <= speaker.token or subject.actor == speaker.actor:
            return speaker.actor
        if speaker.actor and _is_spoken_of(memory, subject, gender):
            return speaker.actor
    if subject is not None:
        return subject.actor
    return fits[0].actor if fits else None


def _same_before(memory: Memory, token: Token, fits: list[Named]) -> Token | None:
    """'He left, because he said': the same pronoun as a subject before, with no fitting name in between"""
    for other in reversed(token.doc[token.sent.start : token.i]):
        if fits and fits[0].token >= other.i and fits[0].subject:
            return None
        if other.lower_ == token.lower_ and other.dep_ in ("nsubj", "nsubjpass"):
            return other if memory.text.mark_of(other.i) == NOWHERE else None
    return None


def _may_go_on(memory: Memory, speaker: Named, gender: str) -> bool:
    if not speaker.actor:
        return speaker.gender in (None, gender)
    return _fits(memory, speaker, gender)


def _subject(memory: Memory, fits: list[Named]) -> Named | None:
    """The last subject of the story; what is reported has subjects of its own, and so have clauses within another"""
    subjects = [n for n in fits if n.subject]
    story = [n for n in subjects if not memory.is_reported(n.token)] or subjects
    if not story:
        return None
    start = memory.text.doc[story[0].token].sent.start
    return next((n for n in story if n.main and n.token >= start), story[0])


def _is_deep(memory: Memory, named: Named, token: Token) -> bool:
    """'Asked about her vote in case Lee runs, she replied': a subject deep inside a clause that leads to the pronoun"""
    if named.main or named.token < token.sent.start:
        return False
    head = memory.text.doc[named.token]
    while head.dep_ in ("compound", "flat") and head.head.i != head.i:
        head = head.head
    verb = head.head
    return head.dep_ in ("nsubj", "nsubjpass") and verb.dep_ in ("acl", "relcl", "ccomp", "pcomp") and verb.i < token.i


def _is_spoken_of(memory: Memory, subject: Named, gender: str) -> bool:
    """'Marsh fell ill. "He never wore a coat," he said': the words are about the last subject"""
    words = {w.strip(".,;:!?…'’\"”").lower() for span in memory.said for w in span.cut(memory.text.body).split()}
    return bool(words & (_HE if gender == "m" else _SHE)) and not words & _SELF


_HE = frozenset({"he", "him", "his", "he’s", "he's", "he’d", "he'd"})
_SHE = frozenset({"she", "her", "hers", "she’s", "she's", "she’d", "she'd"})
_SELF = frozenset({"i", "me", "my", "myself", "i’m", "i'm", "i’ve", "i've", "i’ll", "i'll", "i’d", "i'd"})


def is_one_person(source: Token) -> bool:
    """'a friend', 'one official', 'his brother': one person, by a word that people are called by"""
    if source.tag_ != "NN" or any(c.lower_ in ("the", "this", "that") for c in source.lefts):
        return False  # "the man" is one of whom the text has told
    return is_people_word(source.lower_) or gender_of(source) is not None


def _fits(memory: Memory, named: Named, gender: str | None) -> bool:
    return memory.is_person(named.actor) and memory.agrees(named.actor, gender)


_EMBEDDED = frozenset({"pcomp", "relcl", "ccomp", "advcl", "acl"})


def _same_sentence(fits: list[Named], token: Token, subject: Named | None) -> LocalId | None:
    """'trying to show Lee what he calls': the nearest in the sentence, if it has no subject that fits"""
    start = token.sent.start
    inside = next((n for n in fits if n.token >= start), None)
    return inside.actor if inside is not None and not (subject is not None and subject.token >= start) else None


def _document(memory: Memory, source: Token) -> Speakers:
    """'an agency report says', 'the company's letter said': the one whose document it is; 'the report' again later"""
    if source.lemma_ not in word_set("documents"):
        return ()
    owned = [c for c in source.lefts if c.dep_ == "poss"]  # "the dairy's Courier advert" is the dairy's
    for child in owned or source.lefts:
        if child.dep_ in ("compound", "nmod", "poss", "amod") and (owner := _own_name(memory, child)):
            memory.documents[source.lemma_] = owner[0]
            return owner
    for child in source.rights:
        if child.lower_ in ("by", "from", "of") and child.dep_ in ("prep", "agent", "acl"):
            named = [n for c in child.children if c.dep_ == "pobj" for n in _own_name(memory, c)]
            if named and child.lower_ != "of":
                memory.documents[source.lemma_] = named[0]
                return (named[0],)
    if any(c.lower_ in ("the", "this", "that") for c in source.lefts) and source.lemma_ in memory.documents:
        return (memory.documents[source.lemma_],)
    return ()


def _body_of(memory: Memory, source: Token) -> Speakers:
    """'his campaign said': a body of the article named after its owner"""
    owner = next((c for c in source.lefts if c.dep_ == "poss"), None)
    bodies = [a for a in memory.cast.actors if a.kind == "organisation" and a.name.lower().split()[-1] == source.lower_]
    if not bodies:
        return ()
    if owner is None:
        near = [n.actor for n in memory.before(source.i, 8) if any(n.actor == b.id for b in bodies)]
        return (near[0],) if near and any(c.lower_ == "the" for c in source.lefts) else ()
    person = _pronoun_of(memory, owner) or next(iter(_own_name(memory, owner)), None)
    if not person:
        return ()
    surname = memory.cast.by_id(person).name.lower().split()[-1]
    fits = [b.id for b in bodies if surname in b.name.lower().split()]
    return (fits[0],) if len(fits) == 1 else ()


def _run_on(memory: Memory, source: Token) -> Speakers:
    """'chief of the Road Council Ann Lee said': a name that runs on from the title before it"""
    last = source.right_edge.i
    named = memory.cast.named_at(last)
    if named is None or last == source.i or not memory.is_person(named):
        return ()
    first = last
    while first > source.i and memory.cast.named_at(first - 1) == named:
        first -= 1
    before = memory.cast.named_at(first - 1)
    return (named,) if before is not None and first - 1 > source.i else ()


def _several(memory: Memory, source: Token) -> Speakers:
    """'what the two ministers called': those named together last; 'they' only of such a subject"""
    they = source.lower_ == "they"
    if not they and not (source.tag_ == "NNS" and is_people_word(source.lemma_) and is_definite(source)):
        return ()
    doc = memory.text.doc
    near = memory.before(source.i, 1)
    actors = {n.token: n.actor for n in near if memory.is_person(n.actor)}
    for named in near:  # the latest first
        first = doc[named.token]
        together = [named.actor] if named.token in actors else []
        while first.dep_ == "conj" and first.head.i in actors:
            first = first.head
            together.append(actors[first.i])
        if len(set(together)) > 1:
            told = not they or (first.dep_ in ("nsubj", "nsubjpass") and not _others_since(memory, named.token, source))
            return tuple(dict.fromkeys(reversed(together))) if told else ()
        if they and named.subject:
            return ()
    return ()


def _they(memory: Memory, source: Token) -> Speakers:
    """'they said' after a joint statement, 'they said' or 'it said' of the body that spoke or acted last"""
    if source.lower_ not in ("they", "it"):
        return ()
    speaker = memory.last_speaker(source.i, 1)
    if source.lower_ == "they" and speaker is not None and speaker.joint:
        return () if _others_since(memory, speaker.token, source) else (speaker.actor, *speaker.joint)
    bodies = [n for n in memory.before(source.i, 1) if n.subject and (n.main or source.lower_ == "it")]
    if source.lower_ == "they":
        bodies = [n for n in bodies if memory.cast.by_id(n.actor).kind != "government"]
    found = bodies[0] if bodies else None
    if speaker is not None and speaker.actor and not memory.is_person(speaker.actor):
        found = speaker if found is None or found.token <= speaker.token else found
    if found is None or memory.is_person(found.actor):
        return ()
    if source.lower_ == "they" and _others_since(memory, found.token, source):
        return UNNAMED  # "The firm sells boots. Divers dislike them. They say"
    return (found.actor,)


def _others_since(memory: Memory, token: int, source: Token) -> bool:
    """Whether a plural was a subject since: 'Lee and Marsh said ... The dockers wait. They say'"""
    between = memory.text.doc[token + 1 : source.i]
    return any(t.tag_ == "NNS" and t.dep_ == "nsubj" and memory.text.mark_of(t.i) == NOWHERE for t in between)


def _coreference(memory: Memory, source: Token) -> Speakers:
    """What the cast makes of a pronoun or a description."""
    found = memory.cast.resolve(source)
    return (found,) if found is not None else ()


RULES: tuple[tuple[str, Callable[[Memory, Token], Speakers]], ...] = (
    ("joint", _joint),
    ("name", _name),
    ("apposition", _apposition),
    ("pronoun", _pronoun),
    ("several", _several),
    ("they", _they),
    ("run-on", _run_on),
    ("document", _document),
    ("body", _body_of),
    ("surname", _surname),
    ("description", described),
    ("coreference", _coreference),
)

# ---------------------------------------------------------------- the words

LONGEST = 12  # words in a mention
_AFTER = frozenset({"prep", "compound", "flat", "nummod", "case", "nmod"})


def mention(text: Text, head: Token) -> Span:
    """The words that name a source: its noun phrase without clauses, at most twelve words."""
    first, end = head.left_edge.i, head.i + 1
    for child in head.rights:
        if child.dep_ in _AFTER and child.lower_ not in ("in", "on", "at"):
            end = max(end, child.right_edge.i + 1)
        elif child.dep_ == "appos" and child.left_edge.i == end:  # "chief economist Ann Lee"
            end = child.i + 1
    for child in head.lefts:
        if child.dep_ in ("relcl", "advcl", "ccomp") or (child.dep_ == "punct" and child.text not in "-–/."):
            first = max(first, child.right_edge.i + 1)
    if end - first > LONGEST:
        end = head.i + 1
    if end - first > LONGEST:
        first = max(first, head.i - 3)
    opened = next((i for i in range(head.i + 1, end) if text.doc[i].text == "("), None)
    if opened is not None and not any(text.doc[i].text == ")" for i in range(opened, end)):
        end = opened  # "the Road Council (RC" is cut where the bracket opens
    return text.span(first, end)
