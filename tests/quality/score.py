"""Findings measured against hand annotations: one figure in percent for each task."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from briefgen.records import Event, Findings, LocalActor, Quote, Span
from tests.quality.gold import GoldActor, GoldArticle, GoldEvent, GoldQuote

G = TypeVar("G")
F = TypeVar("F")

SAME_QUOTE = 0.5  # of the characters of both: cut a little differently is still the same quote
SAME_ROLE = 0.6  # of the annotated role's words
MANY_WORDS = 4  # more than so many further words: a role buried in a sentence is not found
SMALL_WORDS = frozenset(
    (
        "a",
        "an",
        "the",
        "of",
        "for",
        "in",
        "on",
        "at",
        "to",
        "by",
        "with",
        "from",
        "and",
        "or",
        "who",
        "his",
        "her",
        "its",
    )
)


@dataclass(slots=True)
class Count:
    """Right ones of so many annotated and so many found."""

    right: int = 0
    annotated: int = 0
    found: int = 0
    missed: list[str] = field(default_factory=list)

    def f1(self) -> float:
        """In percent; nothing asked for is nothing shown."""
        return 200 * self.right / (self.annotated + self.found) if self.annotated + self.found else 0.0


def score(pairs: Iterable[tuple[GoldArticle, Findings]]) -> dict[str, Count]:
    """Count each task over all articles. Tasks that are a share (roles, status) count what was asked as found."""
    counts: dict[str, Count] = {task: Count() for task in TASKS}
    for gold, findings in pairs:
        known = _same_actors(gold, findings)
        for task, measure in TASKS.items():
            measure(counts[task], gold, findings, known)
    return counts


Known = dict[str, LocalActor]  # annotated id -> the actor found for it


def _same_actors(gold: GoldArticle, findings: Findings) -> Known:
    """Pair actors, the same full name first, then any shared form."""
    known: Known = {}
    free = list(findings.actors)
    for same in (_same_name, _share_a_form):
        for actor in gold.actors:
            hit = next((found for found in free if actor.id not in known and same(actor, found)), None)
            if hit:
                known[actor.id] = hit
                free.remove(hit)
    return known


def _same_name(actor: GoldActor, found: LocalActor) -> bool:
    return _plain(actor.name) == _plain(found.name)


def _share_a_form(actor: GoldActor, found: LocalActor) -> bool:
    return bool({_plain(form) for form in (actor.name, *actor.aliases)} & _forms(found))


def _forms(found: LocalActor) -> set[str]:
    return {_plain(form) for form in (found.name, *found.aliases)}


def _plain(form: str) -> str:
    bare = re.sub(r"['’]s?$", "", form.lower().strip())
    return " ".join(re.findall(r"[\w&]+", re.sub(r"^(the|an?)\s+", "", bare)))


def _actors(count: Count, gold: GoldArticle, findings: Findings, known: Known) -> None:
    count.right += len(known)
    count.annotated += len(gold.actors)
    count.found += len(findings.actors)
    count.missed += [f"{gold.name}: missed {actor.name}" for actor in gold.actors if actor.id not in known]
    taken = {found.id for found in known.values()}
    count.missed += [f"{gold.name}: no actor: {found.name}" for found in findings.actors if found.id not in taken]


def _key_actors(count: Count, gold: GoldArticle, findings: Findings, known: Known) -> None:
    for actor in gold.actors:
        if actor.key:
            _ask(count, actor.id in known, f"{gold.name}: {actor.name}")


def _kinds(count: Count, gold: GoldArticle, findings: Findings, known: Known) -> None:
    for actor in gold.actors:
        if actor.id in known:
            kind = known[actor.id].kind
            _ask(count, kind == actor.kind, f"{gold.name}: {actor.name} as {kind}")


def _aliases(count: Count, gold: GoldArticle, findings: Findings, known: Known) -> None:
    for actor in gold.actors:
        wanted = {_plain(form) for form in actor.aliases} - {_plain(actor.name)}
        got = _forms(known[actor.id]) - {_plain(actor.name)} if actor.id in known else set()
        count.right += len(wanted & got)
        count.annotated += len(wanted)
        count.found += len(got)
        count.missed += [f"{gold.name}: {actor.name}: {form}" for form in sorted(wanted ^ got)]


def _roles(count: Count, gold: GoldArticle, findings: Findings, known: Known) -> None:
    for actor in gold.actors:
        if actor.role and actor.id in known:
            titles = [role.title for role in known[actor.id].roles]
            _ask(count, any(_same_role(actor.role, t) for t in titles), f"{gold.name}: {actor.role} not in {titles}")


def _same_role(wanted: str, title: str) -> bool:
    want, got = set(_plain(wanted).split()), set(_plain(title).split())
    return len(want & got) >= SAME_ROLE * len(want) and len(got - want) <= MANY_WORDS


def _marked(count: Count, gold: GoldArticle, findings: Findings, known: Known) -> None:
    _quotes(count, gold, findings, known, ("direct", "mixed"), lambda quote: quote.quoted)


def _indirect(count: Count, gold: GoldArticle, findings: Findings, known: Known) -> None:
    _quotes(count, gold, findings, known, ("indirect",), lambda quote: quote.content)


def _quotes(
    count: Count,
    gold: GoldArticle,
    findings: Findings,
    known: Known,
    kinds: tuple[str, ...],
    spans: Callable[[Quote], tuple[Span, ...]],
) -> None:
    """A quote is right when most of its characters and its speaker are."""
    wanted = [quote for quote in gold.quotes if quote.kind in kinds]
    found = [quote for quote in findings.quotes if quote.kind in kinds]
    pairs = _best_pairs(wanted, found, lambda g, f: _overlap(g.parts, spans(f)), SAME_QUOTE)
    body = gold.article.body
    for quote in wanted:
        hit = next((f for g, f in pairs if g is quote), None)
        right = hit is not None and _same_speaker(quote, hit, known, body)
        count.right += right
        if not right:
            why = f"said by {hit.speaker}, not {quote.speaker}" if hit else "missed"
            count.missed.append(f"{gold.name}: {why}: {quote.parts[0].cut(body)[:70]}")
    taken = {id(f) for _, f in pairs}
    for extra in found:
        if id(extra) not in taken:
            count.missed.append(f"{gold.name}: no quote: {spans(extra)[0].cut(body)[:70]}")
    count.annotated += len(wanted)
    count.found += len(found)


def _same_speaker(quote: GoldQuote, found: Quote, known: Known, body: str) -> bool:
    if not quote.speaker.startswith("unnamed:"):
        return quote.speaker in known and found.speaker == known[quote.speaker].id
    words = found.speaker_span.cut(body) if found.speaker_span else ""
    named = set(_plain(quote.speaker.removeprefix("unnamed:")).split()) - SMALL_WORDS
    return found.speaker is None and bool(named & set(_plain(words).split()))


def _dates(count: Count, gold: GoldArticle, findings: Findings, known: Known) -> None:
    """Intervals (weeks, weekends) are neither asked for nor counted against."""
    found = [time for time in findings.times if time.type in ("date", "time")]
    pairs = _best_pairs(list(gold.dates), found, lambda g, f: _overlap([g.span], [f.span]), 0.01)
    for date in (date for date in gold.dates if "/" not in date.value):
        hit = next((f for g, f in pairs if g is date), None)
        right = hit is not None and _day(hit.value) == _day(date.value)
        count.right += right
        count.annotated += 1
        if not right:
            got = hit.value if hit else "missed"
            count.missed.append(f"{gold.name}: {date.span.cut(gold.article.body)}: {got}, not {date.value}")
    weeks = [g.span for g in gold.dates if "/" in g.value]
    asked = [f for f in found if "/" not in f.value and not any(f.span.overlaps(week) for week in weeks)]
    count.found += len(asked)
    taken = {id(f) for _, f in pairs}
    body = gold.article.body
    count.missed += [f"{gold.name}: no date: {f.span.cut(body)}" for f in asked if id(f) not in taken]


def _day(value: str) -> str:
    return value.split("T")[0].rstrip("~?%")


def _events(count: Count, gold: GoldArticle, findings: Findings, known: Known) -> None:
    pairs = _same_events(gold, findings)
    wanted = {id(g) for g, _ in pairs}
    count.right += len(pairs)
    count.annotated += len(gold.events)
    count.found += len(_dated(findings))
    body = gold.article.body
    count.missed += [f"{gold.name}: {e.date}: {e.clause.cut(body)}" for e in gold.events if id(e) not in wanted]


def _status(count: Count, gold: GoldArticle, findings: Findings, known: Known) -> None:
    for event, found in _same_events(gold, findings):
        said = f"{gold.name}: {found.status}, not {event.status}: {event.clause.cut(gold.article.body)}"
        _ask(count, found.status == event.status, said)


def _dated(findings: Findings) -> list[Event]:
    return [e for e in findings.events if e.dated_by == "expression" and "/" not in e.date]


def _same_events(gold: GoldArticle, findings: Findings) -> list[tuple[GoldEvent, Event]]:
    return _best_pairs(list(gold.events), _dated(findings), _event_likeness, 1.0)


def _event_likeness(wanted: GoldEvent, found: Event) -> float:
    """The same sentence and the same date; the clause decides between two of one date."""
    if _day(wanted.date) != _day(found.date) or not wanted.sentence.overlaps(found.sentence):
        return 0.0
    return 1 + _overlap([wanted.clause], [found.span])


TASKS: dict[str, Callable[[Count, GoldArticle, Findings, Known], None]] = {
    "actors": _actors,
    "key_actors": _key_actors,
    "kinds": _kinds,
    "aliases": _aliases,
    "roles": _roles,
    "marked": _marked,
    "indirect": _indirect,
    "dates": _dates,
    "events": _events,
    "status": _status,
}


def _ask(count: Count, right: bool, told: str) -> None:
    count.right += right
    count.annotated += 1
    count.found += 1
    if not right:
        count.missed.append(told)


def _overlap(first: Sequence[Span], second: Sequence[Span]) -> float:
    """Shared characters, of all characters of both."""
    one = {at for span in first for at in range(span.start, span.end)}
    two = {at for span in second for at in range(span.start, span.end)}
    return len(one & two) / len(one | two) if one | two else 0.0


def _best_pairs(wanted: list[G], found: list[F], likeness: Callable[[G, F], float], least: float) -> list[tuple[G, F]]:
    """Pair one to one, the most alike first."""
    ranked = sorted(
        ((likeness(g, f), gi, fi) for gi, g in enumerate(wanted) for fi, f in enumerate(found)),
        key=lambda entry: (-entry[0], entry[1], entry[2]),
    )
    used_wanted: set[int] = set()
    used_found: set[int] = set()
    pairs = []
    for value, gi, fi in ranked:
        if value >= least and gi not in used_wanted and fi not in used_found:
            used_wanted.add(gi)
            used_found.add(fi)
            pairs.append((wanted[gi], found[fi]))
    return pairs
