"""Articles of natural length about invented people: text, and what is in it, since we put it there.

Every name is made of syllables here; nobody is meant. The same number and seed give the same articles.
"""

import datetime as dt
import random
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate

from briefgen.names import slug
from briefgen.records import Edtf, Event, Findings, LocalActor, LocalId, Mention, Quote, Role, Span, TimeExpression

__all__ = ["BenchArticle", "make_articles"]

FIRST = [
    "Adal",
    "Bero",
    "Cina",
    "Davo",
    "Elka",
    "Fero",
    "Gista",
    "Halda",
    "Ivo",
    "Jorun",
    "Kesta",
    "Lado",
    "Mira",
    "Nevo",
    "Odo",
    "Pella",
    "Rasko",
    "Sunna",
    "Tova",
    "Ulrik",
]
START = [
    "Bal",
    "Cor",
    "Dran",
    "Fel",
    "Gor",
    "Hast",
    "Kel",
    "Lor",
    "Mar",
    "Nor",
    "Pel",
    "Rast",
    "Sel",
    "Tarn",
    "Ver",
    "Wen",
    "Zan",
    "Ost",
    "Ul",
    "Ir",
]
MIDDLE = ["a", "e", "i", "o", "u", "ar", "en", "il", "on", "ur"]
END = ["bek", "dov", "gard", "holt", "lin", "mark", "ner", "rell", "sen", "stad", "tin", "vik", "wald", "zon"]
ROLES = ("foreign minister", "spokesman", "mayor", "chief negotiator", "union leader", "harbour master", "judge")
PLACES = [a + m + e for a, m, e in zip(START, MIDDLE * 2, reversed(END * 2), strict=False)]
SAID = ("said", "told reporters", "added", "warned", "insisted")
THINGS = [
    "ferry",
    "harbour",
    "bridge",
    "council",
    "cannery",
    "school",
    "dyke",
    "market",
    "road",
    "tower",
    "mill",
    "quarry",
    "library",
    "station",
    "orchard",
    "depot",
    "lighthouse",
    "hospital",
    "reservoir",
    "archive",
    "workshop",
    "chapel",
    "railway",
    "lake",
    "fleet",
    "budget",
    "charter",
    "permit",
    "ledger",
    "tariff",
]
KINDS = [
    "old",
    "new",
    "closed",
    "northern",
    "flooded",
    "private",
    "disputed",
    "public",
    "costly",
    "unfinished",
    "narrow",
    "forgotten",
    "crowded",
    "wooden",
    "empty",
    "rebuilt",
    "rented",
    "distant",
    "common",
    "royal",
]
MODALS = ["would", "must", "could", "might", "should", "cannot", "will", "may"]
VERBS = [
    "reopen",
    "replace",
    "outlast",
    "cover",
    "finance",
    "delay",
    "inspect",
    "defend",
    "surround",
    "repair",
    "abandon",
    "buy",
    "divide",
    "count",
    "serve",
    "protect",
    "rename",
    "feed",
    "rival",
    "join",
]
DEEDS = (
    "met {other} in {place}",
    "signed the accord in {place}",
    "visited {place}",
    "resigned as {role}",
    "opened the new port of {place}",
)
WORDS = 440  # of an article, as in the peers' benchmark
CAST = 5  # actors of an article
QUOTES, EVENTS = 7, 4  # of an article: what we find in 440 words of newspapers (of 120 articles: 7.3 and 4.1)
TOLD_BEFORE = 0.14  # of the quotes: in newspapers one in seven shares a run of words with another article's
SENTENCE = 25  # words, about
MEMORY = 400  # quotes that can be told again: those of the last few days
FROM = dt.date(2023, 1, 1)


@dataclass(slots=True)
class BenchArticle:
    """A generated article. `names` are its actors, as the peers' tags."""

    number: int
    title: str
    date: dt.date
    names: list[str]
    body: str = ""
    findings: Findings = field(default_factory=Findings)

    @property
    def file(self) -> str:
        return f"{self.date}-{slug(self.title)}"


def make_articles(count: int, seed: int = 7) -> Iterator[BenchArticle]:
    """Generate articles: actors by Zipf's law, about ten articles a day."""
    chance = random.Random(seed)
    people = _people(max(count // 10, 20), chance)
    said: deque[tuple[str, str]] = deque(maxlen=MEMORY)
    weights = list(accumulate(1 / rank for rank in range(1, len(people) + 1)))
    for number in range(count):
        cast: list[str] = []
        while len(cast) < CAST:
            one = chance.choices(people, cum_weights=weights)[0]
            if one not in cast:
                cast.append(one)
        yield _Writer(number, FROM + dt.timedelta(days=number // 10), cast, chance, said).article()


def _people(count: int, chance: random.Random) -> list[str]:
    people: dict[str, None] = {}
    while len(people) < count:
        family = chance.choice(START) + chance.choice(MIDDLE) + chance.choice(END) + chance.choice(("", *MIDDLE))
        people[f"{chance.choice(FIRST)} {family}"] = None
    return list(people)


class _Writer:
    """Writes one article and notes where it puts what."""

    def __init__(
        self, number: int, date: dt.date, cast: list[str], chance: random.Random, said: deque[tuple[str, str]]
    ) -> None:
        self.number, self.date, self.cast, self.chance, self.said = number, date, cast, chance, said
        self.text = ""
        self.mentions: dict[str, list[Mention]] = {name: [] for name in cast}
        self.roles: dict[str, list[Role]] = {name: [] for name in cast}
        self.quotes: list[Quote] = []
        self.events: list[Event] = []
        self.times: list[TimeExpression] = []

    def article(self) -> BenchArticle:
        place = self.chance.choice(PLACES)
        title = f"{self.cast[0]} in {place}, report {self.number}"
        for name in self.cast:
            self._introduce(name)
        told = [self._quote] * QUOTES + [self._event] * EVENTS
        self.chance.shuffle(told)
        while told or len(self.text.split()) < WORDS:
            words = len(self.text.split())
            is_due = told and (words >= WORDS or self.chance.random() < SENTENCE * len(told) / (WORDS - words))
            (told.pop() if is_due else self._fill)()
            self._put(self.chance.choice((" ", "\n\n")))
        actors = [self._actor(name, rank) for rank, name in enumerate(self.cast)]
        found = Findings(tuple(actors), tuple(self.quotes), tuple(self.times), tuple(self.events))
        return BenchArticle(self.number, title, self.date, self.cast, self.text.rstrip(), found)

    def _actor(self, name: str, rank: int) -> LocalActor:
        mentions = tuple(self.mentions[name])
        return LocalActor(
            _local(name),
            name,
            "person",
            (name.split()[1],),
            tuple(self.roles[name]),
            mentions,
            round(0.9 - rank / 10, 1),
        )

    def _introduce(self, name: str) -> None:
        role = self.chance.choice(ROLES)
        self._name(name, whole=True)
        self._put(", the ")
        self.roles[name].append(Role(role, self._put(role)))
        self._put(f", came to {self.chance.choice(PLACES)} with a small staff. ")

    def _quote(self) -> None:
        known = [one for one in self.said if one[0] in self.cast] if self.chance.random() < TOLD_BEFORE else []
        name, words = self.chance.choice(known or [(self.chance.choice(self.cast), f"The {self._clause()},")])
        self.said.append((name, words))
        self._put("“")
        inner = self._put(words)
        self._put("” ")
        who = self._name(name)
        self._put(" ")
        cue = self._put(self.chance.choice(SAID))
        self._put(".")
        said = Edtf(self.date.isoformat())
        speaker = _local(name)
        self.quotes.append(
            Quote(
                "direct",
                (inner,),
                (inner,),
                speaker,
                (),
                who,
                cue,
                date=said,
                confidence=0.95,
                speaker_confidence=0.9,
                rule="bench",
            )
        )

    def _event(self) -> None:
        name, other = self.chance.sample(self.cast, 2)
        day = self.date - dt.timedelta(days=self.chance.randrange(30))
        start = len(self.text)
        self._put("On ")
        when = self._put(f"{day.day} {day:%B %Y}")
        self._put(" ")
        self._name(name)
        self._put(" ")
        deed = self.chance.choice(DEEDS).format(
            other=other, place=self.chance.choice(PLACES), role=self.chance.choice(ROLES)
        )
        trigger = self._put(deed.split()[0])
        self._put(deed[len(deed.split()[0]) :])
        clause = Span(start, len(self.text))
        self._put(".")
        value = Edtf(day.isoformat())
        self.times.append(TimeExpression(when, "date", value, "bench"))
        self.events.append(
            Event(
                Span(start, len(self.text)),
                clause,
                value,
                when,
                "expression",
                "happened",
                trigger,
                None,
                (_local(name),),
                (),
                0.9,
                "bench",
            )
        )

    def _clause(self) -> str:
        pick = self.chance.choice
        first, second = self.chance.sample(THINGS, 2)
        at, by = (pick(START) + pick(MIDDLE) + pick(END) for _ in range(2))  # many, or all quotes share their runs
        return f"{pick(KINDS)} {first} of {at} {pick(MODALS)} {pick(VERBS)} {by}'s {pick(KINDS)} {second}"

    def _fill(self) -> None:
        self._put(f"The {self._clause()}, and the {self._clause()}.")

    def _name(self, name: str, *, whole: bool = False) -> Span:
        span = self._put(name if whole else name.split()[1])
        self.mentions[name].append(Mention(span, "name" if whole else "alias"))
        return span

    def _put(self, text: str) -> Span:
        start = len(self.text)
        self.text += text
        return Span(start, len(self.text))


def _local(name: str) -> LocalId:
    return LocalId(slug(name))
