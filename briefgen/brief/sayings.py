"""One quote reported by several articles: which reports are one saying.

Reports are compared when they share a run of words. They are one saying when nearly all words of the shorter stand,
in order, in the longer (ellipses, changed case and marks, a word put right), and no two speakers are named.
"""

import datetime as dt
import math
import zlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations, pairwise

import msgspec
from rapidfuzz.distance import LCSseq

from briefgen.records import ActorId, ArticleId, Edtf, Quote, QuoteKind

__all__ = ["QuoteReport", "Told", "alike", "join_alike", "join_quotes", "may_not_join", "quote_keys", "said_when"]

FEWEST_WORDS = 5  # shorter quotes ("Yes.", "No comment") are said again and again
RUN = 5  # words of a run that two reports must share to be compared; measured, see docs/decisions/003
ALL_RUNS = 24  # words up to which every run is a key; of longer quotes every other one
SHORT = 8  # words up to which the wording must agree nearly whole
KEPT, KEPT_SHORT = 0.85, 0.95  # share of the shorter's words that must stand in the longer; measured in bench/
STOCK = 60  # a run in more reports of one comparison is a stock phrase and tells nothing


class QuoteReport(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A quote as one article reports it, actors resolved; the quote itself stays in the article's findings."""

    anchor: str
    article: ArticleId
    index: int
    start: int
    speaker: ActorId | None
    joint: tuple[ActorId, ...]
    date: Edtf | None
    published: dt.date | None
    mark: int  # of the quote: differs where anything of it does
    former: tuple[str, ...] = ()  # older anchors that it stands for
    kind: QuoteKind | None = None  # as the editor has it
    edited: bool = False


class Told(msgspec.Struct, frozen=True, gc=False):
    """A report with the words that it is compared by, folded by `plain_words`."""

    report: QuoteReport
    words: str
    length: int
    keys: Sequence[int]  # all, or those that another report shares


Group = tuple[QuoteReport, ...]


def quote_keys(words: str, quote: Quote) -> tuple[int, ...]:
    """Keys shared by all reports that may be joined to this one; () stands alone."""
    split = words.encode().split()
    if not quote.quoted or len(split) < FEWEST_WORDS:
        return ()
    runs = [zlib.crc32(b" ".join(split[i : i + RUN])) for i in range(len(split) - RUN + 1)]
    if len(split) > ALL_RUNS:
        runs = [run for run in runs if run % 2 == 0] or runs
    return tuple(dict.fromkeys(runs))


def may_not_join(reports: Sequence[QuoteReport]) -> bool:
    """Whether every report names a speaker of its own, or is alone: their words need not be compared."""
    speakers = {report.speaker for report in reports}
    return len(speakers) == len(reports) and (None not in speakers or len(reports) == 1)


def join_quotes(told: Sequence[Told]) -> list[Group]:
    """Partition reports into sayings, the report to show first. Pure; they come in an order that is always the same."""
    pairs = alike([one.words for one in told], [one.keys for one in told])
    return join_alike([one.report for one in told], [one.length for one in told], pairs)


def alike(words: Sequence[str], keys: Sequence[Sequence[int]]) -> list[tuple[int, int]]:
    """Which quotes have the same words, by their places; who said them does not matter."""
    if len(words) == 2:
        compared = not set(keys[0]).isdisjoint(keys[1]) or bool(keys[0] and keys[1] and words[0] == words[1])
        return [(0, 1)] if compared and same_words(*words) else []
    return [(one, other) for one, other in _compared(words, keys) if same_words(words[one], words[other])]


def join_alike(reports: Sequence[QuoteReport], lengths: Sequence[int], pairs: Sequence[tuple[int, int]]) -> list[Group]:
    """Partition reports of which these pairs, by their places, have the same words."""
    if not pairs or may_not_join(reports):
        return [(report,) for report in reports]
    length = {report.anchor: n for report, n in zip(reports, lengths, strict=True)}
    to_show = lambda report: _to_show(report, length[report.anchor])  # noqa: E731
    if len(reports) == 2:
        return [tuple(sorted(reports, key=to_show))]
    joined, same = _Joined(reports), [(reports[one], reports[other]) for one, other in pairs]
    for one, other in same:
        if one.speaker == other.speaker:
            joined.unite(one, other)
    _give_speakers(joined, same)
    return [tuple(sorted(group, key=to_show)) for group in joined.groups()]


def said_when(group: Group) -> tuple[str, ArticleId, int, str]:
    """The order of sayings: by date, in an article by place."""
    first = group[0]
    when = first.date or (first.published.isoformat() if first.published else "9999")
    return when, first.article, first.start, first.anchor


def same_words(one: str, other: str) -> bool:
    """Whether nearly all words of the shorter stand in the longer, in order."""
    if one == other:
        return True
    shorter, longer = sorted((one.split(), other.split()), key=len)
    needed = math.ceil((KEPT_SHORT if len(shorter) <= SHORT else KEPT) * len(shorter))
    if sum(map(set(longer).__contains__, shorter)) < needed:
        return False
    return bool(LCSseq.similarity(shorter, longer, score_cutoff=needed) >= needed)


# ---------------------------------------------------------------- comparing


def _compared(words: Sequence[str], keys: Sequence[Sequence[int]]) -> list[tuple[int, int]]:
    """Pairs of quotes that share a run of words, or have one and are the same altogether; each once."""
    by_key: dict[int, list[int]] = defaultdict(list)
    same: dict[str, list[int]] = defaultdict(list)
    for place, own in enumerate(keys):
        for key in own:
            by_key[key].append(place)
        if own:
            same[words[place]].append(place)
    several = {tuple(found) for found in by_key.values() if 1 < len(found) <= STOCK}  # neighbouring keys: the same
    shared = {pair for found in several for pair in combinations(found, 2)}
    exact = {pair for found in same.values() for pair in pairwise(found)}
    return sorted(shared | exact)


class _Joined:
    """Reports united in groups."""

    def __init__(self, reports: Sequence[QuoteReport]) -> None:
        self._lead = {report.anchor: report.anchor for report in reports}
        self._reports = reports

    def lead(self, anchor: str) -> str:
        while self._lead[anchor] != anchor:
            anchor = self._lead[anchor]
        return anchor

    def unite(self, one: QuoteReport, other: QuoteReport) -> None:
        first, second = sorted((self.lead(one.anchor), self.lead(other.anchor)))
        self._lead[second] = first

    def groups(self) -> list[list[QuoteReport]]:
        found: dict[str, list[QuoteReport]] = defaultdict(list)
        for report in self._reports:
            found[self.lead(report.anchor)].append(report)
        return list(found.values())


def _give_speakers(joined: _Joined, alike: Iterable[tuple[QuoteReport, QuoteReport]]) -> None:
    """Reports that name no speaker go with the only group of a named one that has their words."""
    named: dict[str, set[str]] = defaultdict(set)
    member: dict[str, QuoteReport] = {}
    for one, other in alike:
        if (one.speaker is None) == (other.speaker is None):
            continue
        unnamed, known = (one, other) if one.speaker is None else (other, one)
        named[joined.lead(unnamed.anchor)].add(joined.lead(known.anchor))
        member[joined.lead(unnamed.anchor)] = unnamed
        member[joined.lead(known.anchor)] = known
    for unnamed_lead, leads in sorted(named.items()):
        if len(leads) == 1:
            joined.unite(member[unnamed_lead], member[leads.pop()])


def _to_show(report: QuoteReport, length: int) -> tuple[object, ...]:
    """Shown is a report that names the speaker, has most words, came first."""
    return report.speaker is None, -length, report.published or dt.date.max, report.article, report.index
