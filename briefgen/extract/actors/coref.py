"""Pronouns and descriptions: which actor "he", "it" or "the senator" means. Read once down the article, in order."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from briefgen.extract.actors.describe import Descriptions, is_telling
from briefgen.extract.actors.words import Words
from briefgen.extract.actors.world import WORDS, is_post
from briefgen.names import Gender
from briefgen.records import LocalActor, LocalId, MentionForm, Span

__all__ = ["SUBJECTS", "Trail", "Walked", "follow", "phrase"]

MALE = frozenset(("he", "him", "his", "himself"))
FEMALE = frozenset(("she", "her", "hers", "herself"))
IT = frozenset(("it", "its", "itself"))
THEY = frozenset(("they", "them", "their", "theirs", "themselves"))
REFLEXIVE = frozenset(("himself", "herself", "itself", "themselves"))
SUBJECTS = frozenset(("nsubj", "nsubjpass", "csubj", "agent"))
OWNED = frozenset(("campaign", "administration", "team"))  # "her campaign"
NOUNS = frozenset(("NN", "NNS", "NNP", "NNPS", "JJ"))
WINDOW = 4  # sentences back that a pronoun looks
TOPIC = 0.3  # a mention more in the window; measured on pronoun speakers
STALE = 3  # paragraphs back


class Walked(NamedTuple):
    """A mention passed on the way down the article."""

    at: int  # the head token
    actor: LocalId
    form: MentionForm
    sent: int  # ordinal of the sentence, those wholly inside quotation marks not counted
    paragraph: int  # likewise


@dataclass(frozen=True, slots=True)
class Trail:
    """All mentions in order, and the actor of each head token."""

    mentions: tuple[Walked, ...]
    by_token: Mapping[int, LocalId]
    gender: Mapping[LocalId, Gender | None]


def follow(words: Words, actors: Mapping[LocalId, LocalActor], named: Mapping[int, LocalId]) -> Trail:
    """Resolve pronouns and descriptions down the article, each by what stands before it."""
    return _Walk(words, actors, named).run()


def phrase(words: Words, walked: Walked) -> Span:
    """The characters of a pronoun, or of a description with what stands before its head."""
    kids = [
        k
        for k in words.children[walked.at]
        if k < walked.at and words.dep[k] in ("det", "amod", "compound", "nmod", "poss")
    ]
    start = min(kids, default=walked.at) if walked.form == "nominal" else walked.at
    return Span(words.start[start], words.end[walked.at])


class _Walk:
    """One pass: state is the mentions so far and the genders learnt."""

    def __init__(self, words: Words, actors: Mapping[LocalId, LocalActor], named: Mapping[int, LocalId]) -> None:
        self.words, self.actors, self.named = words, actors, named
        self.persons = {i: id for i, id in named.items() if actors[id].kind == "person"}
        self.trail: list[Walked] = []
        self.gender: dict[LocalId, Gender | None] = {id: actor.gender for id, actor in actors.items()}
        self._learn_genders()
        self.descriptions = Descriptions(words, actors, named)
        self.introduced: dict[int, LocalId] = {}  # titles and nouns beside the name itself: no mention of their own
        self.sent_no = self.paragraph_no = self.paragraph_seen = 0

    def run(self) -> Trail:
        words, named, open_name = self.words, self.named, None
        for i, (tag, start) in enumerate(zip(words.tag, words.sent, strict=True)):
            if start == i:
                self._count_sentence(i)
            if i in named:
                actor = named[i]
                if not (actor == open_name and i > 0 and named.get(i - 1) == actor):
                    self._pass(_head_of(words, named, i), actor, "name")
                open_name = actor
            elif tag in ("WP", "WDT"):
                if found := self._relative(i):
                    self.introduced[i] = found
            elif tag in ("PRP", "PRP$"):
                if found := self._pronoun(i):
                    self._pass(i, found, "pronoun")
            elif tag in NOUNS and _may_mean(words.lower[i]):
                if found := self._introduced(i):
                    self.introduced[i] = found
                elif found := self._description(i):
                    self._pass(i, found, "nominal")
        return Trail(tuple(self.trail), self.introduced | {m.at: m.actor for m in self.trail}, self.gender)

    def _learn_genders(self) -> None:
        """Where names and titles tell nothing: the pronouns of sentences that name one person only."""
        votes: dict[LocalId, Counter[str]] = defaultdict(Counter)
        start = 0
        while start < len(self.words.text):
            end = self.words.sent_end[start]
            persons = {self.persons[i] for i in range(start, end) if i in self.persons}
            if len(persons) == 1:
                votes[persons.pop()].update(self._genders_told(start, end))
            start = end
        for id, told in votes.items():
            if self.gender.get(id) is None and len(told) == 1:
                self.gender[id] = "m" if "m" in told else "f"

    def _genders_told(self, start: int, end: int) -> list[str]:
        """The genders of the pronouns behind the first name of a sentence, outside quotation marks."""
        words = self.words
        first = next(i for i in range(start, end) if i in self.persons)
        if words.dep[_head_of(words, self.named, first)] not in SUBJECTS:
            return []  # "She was Tarn's secretary and hers alone": not Tarn
        behind = [
            words.lower[i]
            for i in range(first, end)
            if words.tag[i] in ("PRP", "PRP$") and not words.quoted[i] and not self._is_done_to(first, i)
        ]
        return ["m" if word in MALE else "f" for word in behind if word in MALE | FEMALE]

    def _is_done_to(self, first: int, i: int) -> bool:
        """ "Tarn backed her up": she is somebody else."""
        words, verb = self.words, self.words.head[i]
        if words.tag[i] != "PRP" or words.lower[i] in REFLEXIVE or words.dep[i] in SUBJECTS:
            return False
        return words.head[_head_of(words, self.named, first)] == verb

    def _pass(self, at: int, actor: LocalId, form: MentionForm) -> None:
        self.trail.append(Walked(at, actor, form, self.sent_no, self.paragraph_no))

    def _count_sentence(self, i: int) -> None:
        """Go on to a sentence: one inside quotation marks takes the reader no further from who was named."""
        words = self.words
        if words.quoted[i] and words.quoted[words.sent_end[i] - 1]:
            return
        self.sent_no += 1
        self.paragraph_no += words.paragraph[i] != self.paragraph_seen
        self.paragraph_seen = words.paragraph[i]

    # ------------------------------------------------------------ pronouns

    def _pronoun(self, i: int) -> LocalId | None:
        word = self.words.lower[i]
        if word in MALE or word in FEMALE:
            return self._person(i, "m" if word in MALE else "f")
        if word in IT:
            return self._thing(i)
        return self._group(i) if word in THEY else None

    def _person(self, i: int, gender: str) -> LocalId | None:
        """The person that he or she is: the best of the last sentences by nearness, subjecthood and agreement."""
        scores: dict[LocalId, float] = {}
        times: Counter[LocalId] = Counter()
        for mention in self._recent(i):
            known = self.gender.get(mention.actor)
            if self.actors[mention.actor].kind != "person" or (known and known != gender) or self._barred(mention, i):
                continue
            times[mention.actor] += 1
            score = self._weight(mention, i) + (1.0 if known == gender else 0.0)
            scores[mention.actor] = max(scores.get(mention.actor, score), score)
        if not scores:
            return None
        return max(scores, key=lambda id: scores[id] + TOPIC * times[id])

    def _thing(self, i: int) -> LocalId | None:
        """The body or country that "it" is; an "it" of weather or of a clause is nobody."""
        words = self.words
        if words.lower[i] == "it" and (words.dep[i] == "expl" or _is_empty_it(words, i)):
            return None
        scores: dict[LocalId, float] = {}
        for mention in self._recent(i, back=1):
            if self.actors[mention.actor].kind == "person" or self._barred(mention, i):
                continue
            if words.dep[mention.at] in SUBJECTS or (words.lower[i] == "its" and mention.sent == self.sent_no):
                scores[mention.actor] = max(scores.get(mention.actor, -9.0), self._weight(mention, i))
        return max(scores, key=lambda id: scores[id]) if scores else None

    def _group(self, i: int) -> LocalId | None:
        """ "They" for a body in the plural ("Democrats"), when nothing else in the plural stands between."""
        for mention in reversed(list(self._recent(i, back=1))):
            if any(self.words.tag[k] == "NNS" for k in range(mention.at + 1, i)):
                return None
            body = self.actors[mention.actor].kind == "organisation"
            if body and (self.words.tag[mention.at] == "NNPS" or self.words.dep[mention.at] in SUBJECTS):
                return mention.actor
        return None

    def _relative(self, i: int) -> LocalId | None:
        """ "McConnell, who said": the name that the clause belongs to."""
        words, verb = self.words, self.words.head[i]
        if words.dep[i] not in SUBJECTS or words.dep[verb] != "relcl":
            return None
        return self.named.get(words.head[verb])

    def _recent(self, i: int, back: int = WINDOW) -> list[Walked]:
        oldest, paragraph = self.sent_no - back, self.paragraph_no - STALE
        found = []
        for mention in reversed(self.trail):
            if mention.sent < oldest or mention.paragraph < paragraph:
                break
            found.append(mention)
        return found[::-1]

    def _weight(self, mention: Walked, i: int) -> float:
        words, at = self.words, mention.at
        subject = words.dep[at] in SUBJECTS
        score = 2.0 * subject - 1.1 * (self.sent_no - mention.sent)
        score -= 1.2 * (self.paragraph_no - mention.paragraph)
        score -= 1.5 * (words.quoted[at] and not words.quoted[i])
        score -= 0.6 * (words.dep[at] == "poss")
        score -= 0.004 * (i - at)
        return score

    def _barred(self, mention: Walked, i: int) -> bool:
        """No object is its own subject ("Varn met him"), no "he" one named behind it ("he said Varn hopes")."""
        words, at = self.words, mention.at
        if mention.actor in self._named_behind(i):
            return True
        if mention.sent != self.sent_no or words.lower[i] in REFLEXIVE:
            return False
        same_verb = words.head[at] == words.head[i] and words.dep[at] in SUBJECTS
        return same_verb and words.tag[i] == "PRP" and words.dep[i] not in SUBJECTS

    def _named_behind(self, i: int) -> set[LocalId]:
        """Who is named in the rest of the sentence that a subject pronoun governs."""
        words = self.words
        if words.dep[i] not in SUBJECTS or words.dep[words.head[i]] not in ("ROOT", "conj", "ccomp") or words.quoted[i]:
            return set()
        return {self.named[k] for k in range(i + 1, words.sent_end[i]) if k in self.named and words.head[i] < k}

    # ------------------------------------------------------------ descriptions

    def _introduced(self, i: int) -> LocalId | None:
        """ "Belmora's Prime Minister, Rosa Hallam": the noun that a name explains, or that is a title before it."""
        words = self.words
        if not is_post(words.text[i]):
            return None
        beside = [k for k in words.children[i] if k > i and words.dep[k] == "appos" and k in self.named]
        if not beside and words.dep[i] in ("compound", "nmod") and words.head[i] in self.named:
            beside = [words.head[i]]
        return self.named[beside[0]] if beside and self.actors[self.named[beside[0]]].kind == "person" else None

    def _description(self, i: int) -> LocalId | None:
        if found := self.descriptions.actor(i, lambda: self._recent(i, back=12)):
            return found
        if self.words.lower[i] not in OWNED:
            return None
        owner = next((k for k in self.words.children[i] if self.words.dep[k] == "poss"), None)
        if owner is None:
            return None
        owned_by = self.named.get(owner) or next((m.actor for m in reversed(self.trail) if m.at == owner), None)
        return self.descriptions.body_of(owned_by, self.words.lower[i]) if owned_by else None


@lru_cache(WORDS)
def _may_mean(noun: str) -> bool:
    """Whether a noun can mean an actor; few can."""
    return is_post(noun) or is_telling(noun) or noun in OWNED


def _head_of(words: Words, named: Mapping[int, LocalId], i: int) -> int:
    """The head token of the name beginning at i."""
    end, actor = i, named[i]
    while named.get(end) == actor:
        end += 1
    for k in range(i, end):
        if not i <= words.head[k] < end or words.head[k] == k:
            return k
    return end - 1


def _is_empty_it(words: Words, i: int) -> bool:
    """ "It is clear that", "it seems", "it was Varn who"."""
    verb = words.head[i]
    kids = words.children[verb]
    if words.lemma[verb] in ("seem", "appear", "rain", "snow", "happen", "matter", "turn"):
        return True
    clause = any(words.dep[k] in ("ccomp", "xcomp", "advcl", "csubj") and k > verb for k in kids)
    return words.lemma[verb] == "be" and (clause or any(words.dep[k] in ("acomp", "attr") for k in kids))
