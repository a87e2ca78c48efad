"""Which events say most: by how many tell them, who takes part, how sure they are, and how fresh."""

from collections.abc import Iterable, Sequence
from datetime import date

from briefgen.records import Happening
from briefgen.site.corpus import Corpus
from briefgen.site.dates import parse_when

__all__ = ["ahead_of", "weight", "weightiest"]

FRESH_PARTS = 6  # an event loses half its weight with every sixth of the covered period
LEAST_HALF = 2  # days, however short the period
BYSTANDER = 0.3  # weight of an event without a known actor, beside that of one with the most salient
ANOTHER = 0.5  # what each further source adds, the first few of them
MOST_OTHERS = 4
STATUS = {"happened": 1.0, "planned": 0.8, "denied": 0.7, "possible": 0.4}
NATURAL = (30, 220)  # characters of a clause that can be read on its own


def weight(corpus: Corpus, happening: Happening) -> float:
    """How much an event says, whenever it was."""
    sources = len({first for _, first in corpus.happening_reports(happening)})
    salience = max((corpus.actors[id].salience for id in happening.actors if id in corpus.actors), default=0.0)
    length = len(happening.event.span.cut(corpus.articles[happening.article].body))
    reads = 1.0 if NATURAL[0] <= length <= NATURAL[1] else 0.6
    told = 1 + ANOTHER * min(sources - 1, MOST_OTHERS)
    return STATUS[happening.status] * told * (BYSTANDER + salience) * happening.event.confidence * reads


def weightiest(corpus: Corpus, happenings: Iterable[Happening], wanted: int) -> list[Happening]:
    """The events to show first, weight and freshness together; in the order they came in."""
    every = list(happenings)
    scores = {happening.anchor: weight(corpus, happening) * _freshness(corpus, happening) for happening in every}
    best = sorted(every, key=lambda happening: (-scores[happening.anchor], happening.anchor))[:wanted]
    chosen = {happening.anchor for happening in best}
    return [happening for happening in every if happening.anchor in chosen]


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
