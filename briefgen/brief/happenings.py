"""One event reported by several articles: which reports are one happening, and what became of plans."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from itertools import chain

import msgspec

from briefgen.records import ActorId, ArticleId, Edtf, Happening, Status

__all__ = ["EventReport", "happened_when", "join_events", "outcomes", "was_due"]

# How much of the shorter clause's content words two reports of one event share, and how many words at least:
# of the same kind of event, of another kind; by the number of actors that both name.
NEEDED = {
    0: ((0.6, 3), (0.75, 4)),
    1: ((0.5, 2), (0.6, 3)),
    2: ((0.3, 2), (0.5, 2)),
}
FEWEST = 2  # of all these
COMMON = 60  # events of a day that a word stands in; beyond it the word leads nowhere
SAID = (0.75, 3)  # for what was only said
DAY = len("2025-05-15")
NOBODY = (None,)


class EventReport(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """An event as one article reports it, actors resolved; the event itself stays in the article's findings.

    `words` is the clause folded by `plain_words`, `content` its telling stems in a row, `kinds` what `kinds_of` says
    of it."""

    anchor: str
    article: ArticleId
    index: int
    start: int
    words: str
    date: Edtf
    status: Status
    actors: tuple[ActorId, ...]
    reported_by: ActorId | None
    published: dt.date | None
    kinds: tuple[str, ...]
    content: str
    places: tuple[str, ...] = ()
    mark: int = 0  # of the event: differs where anything of it does
    former: tuple[str, ...] = ()  # older anchors that it stands for
    edited: bool = False

    @property
    def keys(self) -> tuple[str, ...]:
        """Shared by all reports that may be joined to this one: the same day.

        What is known to the month or year only must share an actor, too: a year holds many elections."""
        if len(self.date) == DAY:
            return (self.date,)
        return tuple(f"{self.date} {actor}" for actor in sorted(self.actors)) or (f"{self.date} {self.words}",)


def join_events(reports: Sequence[EventReport]) -> list[tuple[EventReport, ...]]:
    """Partition reports into happenings, the report to show first. Pure; in whatever order they come."""
    if len(reports) == 1:
        return [(reports[0],)]
    groups: list[list[EventReport]] = []
    tables: defaultdict[tuple[str, Status], _Table] = defaultdict(_Table)  # by key and status
    for report in sorted(reports, key=_to_show):
        own = [tables[key, report.status] for key in report.keys]
        home = _home(report, groups, own)
        if home is not None:
            home.append(report)
            continue
        for table in own:
            table.put(len(groups), report)
        groups.append([report])
    return [tuple(group) for group in groups]


def _home(
    report: EventReport, groups: Sequence[list[EventReport]], tables: Iterable["_Table"]
) -> list[EventReport] | None:
    """The first group that tells what the report tells, of those that several of its content words lead to."""
    about = [(table, likely) for table in tables if (likely := table.about(report.actors))]
    if not about:  # as for most reports of a day: their words need not be looked at
        return None
    words = set(report.content.split())
    near = _several([n for table, likely in about for n in table.led_to(words, likely)])
    home = next((groups[n] for n in near if _belongs(report, groups[n])), None)
    if home is None or not any(table.is_large for table, _ in about):
        return home
    near = _several([n for table, likely in about for n in table.led_to(words - table.common(words), likely)])
    return next((groups[n] for n in near if _belongs(report, groups[n])), None)


def _several(led_to: Sequence[int]) -> list[int]:
    """The groups that several words lead to."""
    if len(led_to) < FEWEST:
        return []
    return sorted([n for n, count in Counter(led_to).items() if count >= FEWEST])


class _Table:
    """Groups by the actors of their shown reports and, where there are many, by the content words."""

    def __init__(self) -> None:
        self._shown: dict[int, EventReport] = {}  # by group
        self._by_actor: defaultdict[ActorId | None, list[int]] = defaultdict(list)
        self._by_word: defaultdict[str, list[int]] = defaultdict(list)
        self._waiting: list[int] = []  # groups that are not yet found by their words

    def put(self, group: int, shown: EventReport) -> None:
        self._shown[group] = shown
        self._waiting.append(group)
        for actor in shown.actors or NOBODY:
            self._by_actor[actor].append(group)

    @property
    def is_large(self) -> bool:
        return len(self._shown) > COMMON

    def about(self, actors: tuple[ActorId, ...]) -> Collection[int]:
        """The groups that tell of one of these actors or of nobody; all, where nobody is asked for."""
        if not actors:
            return self._shown
        found = [self._by_actor[one] for one in (*actors, *NOBODY) if one in self._by_actor]
        return set(chain.from_iterable(found)) if found else ()

    def led_to(self, words: Set[str], groups: Collection[int]) -> list[int]:
        """Those of these groups that have one of the words, once for each."""
        if len(groups) > COMMON:
            return [n for found in map(self._having, words) if len(found) <= COMMON for n in found if n in groups]
        return [n for n in groups for word in self._shown[n].content.split() if word in words]

    def common(self, words: Set[str]) -> Set[str]:
        """The words that very many groups have: they lead nowhere."""
        return {word for word in words if len(self._having(word)) > COMMON} if self.is_large else set()

    def _having(self, word: str) -> list[int]:
        """The groups that have a word."""
        for group in self._waiting:
            for other in self._shown[group].content.split():
                self._by_word[other].append(group)
        self._waiting.clear()
        return self._by_word.get(word, [])


def happened_when(group: tuple[EventReport, ...]) -> tuple[str, ArticleId, int, str]:
    """The order of happenings: by date, in an article by place."""
    first = group[0]
    return first.date.replace("~", ""), first.article, first.start, first.anchor


def outcomes(groups: Iterable[tuple[EventReport, ...]]) -> Mapping[str, str]:
    """Anchor of a planned happening to the anchor of the report that it took place (or did not)."""
    plans: list[EventReport] = []
    told: dict[str, list[EventReport]] = defaultdict(list)
    for lead, *_ in groups:
        if lead.status == "planned":
            plans.append(lead)
        elif lead.status in ("happened", "denied"):
            for key in lead.keys:
                told[key].append(lead)
    found = ((plan.anchor, _outcome(plan, [one for key in plan.keys for one in told[key]])) for plan in plans)
    return {anchor: outcome.anchor for anchor, outcome in found if outcome}


def was_due(happening: Happening, newest: dt.date | None) -> bool:
    """Planned, and its day is past for the newest article; nothing tells that it took place."""
    planned = happening.status == "planned" and happening.outcome is None
    return bool(planned and newest and len(happening.date) == 10 and happening.date < newest.isoformat())


def _belongs(report: EventReport, group: list[EventReport]) -> bool:
    """Whether a report tells what the group's shown report tells; an article tells an event once."""
    return _is_same(group[0], report) and all(other.article != report.article for other in group)


def _outcome(plan: EventReport, told: list[EventReport]) -> EventReport | None:
    """The first report, not older than the plan's, that tells the plan's event as over."""
    later = (one for one in told if not (plan.published and one.published and one.published < plan.published))
    return next((one for one in sorted(later, key=_to_show) if _is_same(plan, one)), None)


def _is_same(one: EventReport, other: EventReport) -> bool:
    """Whether two reports of one day and one kind tell the same event."""
    if one.words == other.words:
        return not _contradict(one, other)
    if _contradict(one, other):
        return False
    mine, theirs = one.content.split(), other.content.split()
    common = len(set(mine).intersection(theirs))
    alike = common / max(1, min(len(mine), len(theirs)))
    share, fewest = _needed(one, other)
    return common >= fewest and alike >= share


def _needed(one: EventReport, other: EventReport) -> tuple[float, int]:
    """How alike two reports must be."""
    if "say" in one.kinds or "say" in other.kinds:
        return SAID
    shared = min(2, len(set(one.actors) & set(other.actors)))
    same_kind, other_kind = NEEDED[shared]
    return same_kind if set(one.kinds) & set(other.kinds) else other_kind


def _contradict(one: EventReport, other: EventReport) -> bool:
    """Other people, or another place: another event."""
    if one.actors and other.actors and set(one.actors).isdisjoint(other.actors):
        return True
    return bool(one.places and other.places and set(one.places).isdisjoint(other.places))


def _to_show(report: EventReport) -> tuple[object, ...]:
    """Shown is the report with most words of those that came first."""
    return report.published or dt.date.max, -len(report.words), report.article, report.index
