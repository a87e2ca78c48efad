"""Merging at size: processor seconds and memory for the findings of many made-up articles, and for one more.

usage: python -m bench.merge [ARTICLES]          10,000 when not told

Findings are prepared for merging where articles are analysed, and come here encoded, as the store keeps them; what
preparing costs is told apart. Articles name about ten actors each out of a few thousand (the few much more often than
the many, as in real collections), with ten quotes and six events; nothing of it is from a real text.
"""

import datetime as dt
import random
import resource
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

import msgspec

from briefgen.brief import Cast, Corpus, Reports, prepare
from briefgen.records import ActorKind, Article, Edtf, Event, Findings, LocalActor, LocalId, Mention, Quote, Role, Span

FIRST = """Anna Otto Mira Jonas Lena Paul Rosa Emil Vera Karl Nora Hugo Ida Felix Clara Anton Edda Bruno Greta
    Oskar""".split()  # noqa: SIM905
PARTS = "ber kal mor ven dor lin sta rik hol mar tes gro nau pel vik ost ran bel cor dan".split()  # noqa: SIM905
BODIES = [
    "River Board",
    "Harbour Office",
    "National Water Council",
    "Union of Dockers",
    "Ministry of Mines",
    "Northern Bank",
]
DAYS = 700
FIRST_DAY = dt.date(2030, 1, 1)


def main(count: int) -> None:
    chance = random.Random(7)
    people = _people(chance, max(50, count // 3))
    words = ["".join(chance.choices(PARTS, k=chance.choice((1, 2, 2, 3)))) for _ in range(8000)]
    pairs = [_pair(n, people, words, chance) for n in range(count + 1)]
    started = time.process_time()
    shelf = Shelf(pairs)
    print(f"prepared with the analysis: {1000 * (time.process_time() - started) / len(pairs):.2f} ms an article")
    heads = [(article, article.path) for article, _ in pairs]
    del pairs
    base = _megabytes()
    started = time.process_time()
    corpus = Corpus(library=shelf)
    edition = corpus.update((article, shelf.cast(path)) for article, path in heads[:-1])
    print(f"{count} articles merged: {time.process_time() - started:.2f} s, {_megabytes() - base:.0f} MB more")
    briefing = edition.briefing
    print(f"{len(briefing.actors)} actors, {len(briefing.sayings)} sayings, {len(briefing.happenings)} happenings")
    one, other = heads[-1], (replace(heads[0][0], title="Another title"), heads[0][1])
    for what, changed, removed in (("added", [one], []), ("changed", [other], []), ("removed", [], ["5.txt"])):
        started = time.process_time()
        edition = corpus.update(((article, shelf.cast(path)) for article, path in changed), removed)
        print(f"one {what}: {time.process_time() - started:.3f} s")
    started = time.process_time()
    sayings, happenings = len(tuple(edition.briefing.sayings)), len(tuple(edition.briefing.happenings))
    print(f"{sayings} sayings and {happenings} happenings read out: {time.process_time() - started:.2f} s")
    started = time.process_time()
    Corpus(edition.ledger)
    print(f"ledger of {len(edition.ledger) / 1e6:.1f} MB read: {time.process_time() - started:.2f} s")


class Shelf:
    """Findings, casts and reports of articles, encoded."""

    def __init__(self, pairs: Iterable[tuple[Article, Findings]]) -> None:
        encode = msgspec.msgpack.Encoder().encode
        self._kept = {article.path: tuple(map(encode, (found, *prepare(article, found)))) for article, found in pairs}
        self._decode = [msgspec.msgpack.Decoder(kind).decode for kind in (Findings, Cast, Reports)]
        self.findings = lru_cache(256)(self._findings)

    def _findings(self, path: str) -> Findings:
        return self._decode[0](self._kept[path][0])

    def cast(self, path: str) -> Cast:
        return self._decode[1](self._kept[path][1])

    def reports(self, path: str) -> Reports:
        return self._decode[2](self._kept[path][2])

    def reports_of(self, paths: Sequence[str]) -> Iterator[Reports]:
        return map(self.reports, paths)


def _people(chance: random.Random, count: int) -> list[tuple[str, ActorKind]]:
    names: dict[str, ActorKind] = {}
    while len(names) < count:
        surname = "".join(chance.sample(PARTS, chance.choice((2, 3)))).capitalize()
        names[f"{chance.choice(FIRST)} {surname}"] = "person"
        if len(names) % 5 == 0:
            names[f"{surname} {chance.choice(BODIES)}"] = "organisation"
    return list(names.items())


def _pair(
    n: int, people: list[tuple[str, ActorKind]], words: list[str], chance: random.Random
) -> tuple[Article, Findings]:
    named = {people[int(len(people) * chance.random() ** 3)] for _ in range(10)}
    actors = tuple(_local(name, kind, chance) for name, kind in sorted(named))
    body = f"Report {n}. " + " ".join(chance.choices(words, k=400))
    quotes = tuple(_quote(span, chance.choice(actors).id) for span in _spans(body, chance, 10))
    day = FIRST_DAY + dt.timedelta(chance.randrange(DAYS))
    events = tuple(_event(span, day, chance.choice(actors).id) for span in _spans(body, chance, 6))
    return Article(f"{n}.txt", f"Report {n}", body, day), Findings(actors, quotes, events=events)


def _local(name: str, kind: ActorKind, chance: random.Random) -> LocalActor:
    short = chance.random() < 0.1 and kind == "person"
    aliases = () if short or kind != "person" else (name.split()[-1],)
    shown = name.split()[-1] if short else name
    roles = (Role("harbour master", Span(0, 5)),) if chance.random() < 0.3 else ()
    mentions = tuple(Mention(Span(n * 9, n * 9 + 5), "name") for n in range(chance.randrange(1, 8)))
    return LocalActor(LocalId(shown.lower()), shown, kind, aliases, roles, mentions, chance.random())


def _spans(body: str, chance: random.Random, count: int) -> list[Span]:
    starts = sorted(chance.sample(range(12, len(body) - 140), count))
    return [Span(start, start + chance.randrange(40, 130)) for start in starts]


def _quote(span: Span, who: LocalId) -> Quote:
    return Quote("direct", (span,), (span,), speaker=who)


def _event(span: Span, day: dt.date, who: LocalId) -> Event:
    return Event(span, span, Edtf(day.isoformat()), None, "article", "happened", actors=(who,))


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
