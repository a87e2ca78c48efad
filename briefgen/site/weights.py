"""Which events say most: by how many tell them, who takes part, where they stand, how sure they are, and how fresh."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import partial

from briefgen.records import Happening
from briefgen.site.corpus import Corpus
from briefgen.site.dates import parse_when

__all__ = ["ahead_of", "weight", "weightiest"]

FRESH_PARTS = 5  # an event loses half its weight with every fifth of the covered period
LEAST_HALF = 2  # days, however short the period
BYSTANDER = 0.5  # weight of an event without a known actor, beside that of one with the most salient
ANOTHER = 0.5  # what each further source adds, the first few of them
MOST_OTHERS = 4
STATUS = {"happened": 1.0, "planned": 0.8, "denied": 0.7, "possible": 0.4}
LEAD = 400  # characters: what a report tells first is its news
NEWS = 1.6
TELLING = 0.4  # of an event that is somebody saying something: it stands among the quotes
NATURAL = (30, 220)  # characters of a clause that can be read on its own


def weight(corpus: Corpus, happening: Happening) -> float:
    """How much an event says, whenever it was."""
    return corpus.remembered(corpus.weights, happening.anchor, partial(_weight, corpus, happening))


def _weight(corpus: Corpus, happening: Happening) -> float:
    sources = len({first for _, first in corpus.happening_reports(happening)})
    salience = max((corpus.salience[id] for id in happening.actors if id in corpus.salience), default=0.0)
    length = len(happening.event.span.cut(corpus.articles[happening.article].body))
    reads = 1.0 if NATURAL[0] <= length <= NATURAL[1] else 0.6
    told = 1 + ANOTHER * min(sources - 1, MOST_OTHERS)
    news = NEWS if happening.event.span.start < LEAD else 1.0
    deed = TELLING if _is_telling(corpus, happening) else 1.0
    sure = happening.event.confidence
    return STATUS[happening.status] * told * (BYSTANDER + salience) * sure * reads * news * deed


def _is_telling(corpus: Corpus, happening: Happening) -> bool:
    """Whether the event is told by the words that introduce a quote, or stands inside one."""
    event = happening.event
    quotes = corpus.findings[happening.article].quotes
    cues = [span for quote in quotes for span in (quote.cue_span, *quote.content) if span]
    return any(cue.covers(event.trigger or event.span) for cue in cues)


def weightiest(corpus: Corpus, happenings: Iterable[Happening], wanted: int) -> list[Happening]:
    """The events to show first, weight and freshness together; in the order they came in. None twice in other words."""
    every = list(happenings)
    scores = {happening.anchor: weight(corpus, happening) * _freshness(corpus, happening) for happening in every}
    best: list[Happening] = []
    for happening in sorted(every, key=lambda happening: (-scores[happening.anchor], happening.anchor)):
        if len(best) < wanted and not any(_alike(happening, other) for other in best):
            best.append(happening)
    chosen = {happening.anchor for happening in best}
    return [happening for happening in every if happening.anchor in chosen]


def _alike(one: Happening, other: Happening) -> bool:
    """Of one day, by one actor: most often one event told twice, and another day tells the reader more."""
    return one.date == other.date and bool(set(one.actors) & set(other.actors))


def _freshness(corpus: Corpus, happening: Happening) -> float:
    when = parse_when(happening.date)
    if not when or not corpus.newest or not corpus.oldest:
        return 1.0
    half = max((corpus.newest - corpus.oldest).days / FRESH_PARTS, LEAST_HALF)
    return float(0.5 ** (max((corpus.newest - when.start).days, 0) / half))


def ahead_of(corpus: Corpus, happenings: Sequence[Happening]) -> tuple[list[Happening], list[Happening]]:
    """Events up to the newest article day, and those that begin after it; each in the order they came in."""
    now = corpus.newest or date.max
    later = [bool((when := parse_when(happening.date)) and when.start > now) for happening in happenings]
    past = [happening for happening, is_later in zip(happenings, later, strict=True) if not is_later]
    return past, [happening for happening, is_later in zip(happenings, later, strict=True) if is_later]
