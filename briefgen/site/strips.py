"""Pictures of time and company, computed here and drawn by the templates: lanes of ticks, a graph of companions."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from math import cos, pi, sin

from briefgen.records import ActorId
from briefgen.site.corpus import Corpus, said_when
from briefgen.site.dates import MONTHS, long_day, parse_when
from briefgen.site.urls import actor_url
from briefgen.site.views.graphics import Graph, GraphNode, Lane, Strip
from briefgen.site.views.printer import Printer, short
from briefgen.wording import counted

__all__ = ["graph_of", "strip_of"]

WIDTH = 1000  # of a lane's box
COLUMNS = 250  # ticks that a lane can tell apart
ROWS = ((0, 9), (11, 20), (11, 20))  # top and foot of the ticks: said, happened, planned
AHEAD = 45  # days shown behind the newest article, where something is planned in them
STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 600, 1200)  # months from one name to the next
MOST_MONTHS = 6
LAST_PLACE = 90  # per cent: a name further right would be cut
LEAST_DAYS = 14  # a single article still gets a stretch of time around it


def strip_of(printer: Printer, ids: Sequence[ActorId]) -> Strip | None:
    """Who was heard and who acted when, over the covered period."""
    corpus = printer.corpus
    if not corpus.oldest or not corpus.newest or not ids:
        return None
    start, end = _window(corpus)
    lanes = tuple(_lane(printer, id, start, end) for id in ids)
    today = (corpus.newest - start).days * WIDTH / (end - start).days
    months = _months(start, end)
    grid = "".join(f"M{round(place * WIDTH / 100)} 0V20" for place, _ in months)
    return Strip(long_day(start), long_day(end), round(today, 1), long_day(corpus.newest), lanes, grid, months)


def _months(start: date, end: date) -> tuple[tuple[float, str], ...]:
    """The beginnings of months, or of each second, third ... so many that their names have room."""
    first = start.year * 12 + start.month  # months since the year 0, this one not counted
    last = end.year * 12 + end.month - 1
    step = next(step for step in STEPS if (last - first) // step < MOST_MONTHS or step == STEPS[-1])
    found = []
    for month in range(first, last + 1):
        year, number = divmod(month, 12)
        if number % min(step, 12) or (step > 12 and year % (step // 12)):
            continue
        place = round((date(year, number + 1, 1) - start).days * 100 / (end - start).days, 1)
        if place <= LAST_PLACE:
            found.append((place, MONTHS[number][:3] if number and step < 12 else str(year)))
    return tuple(found)


def _window(corpus: Corpus) -> tuple[date, date]:
    assert corpus.oldest
    assert corpus.newest
    last = corpus.newest + timedelta(days=AHEAD)
    end = max((day for day in corpus.planned_days if corpus.newest < day <= last), default=corpus.newest)
    lacking = LEAST_DAYS - (end - corpus.oldest).days
    pad = timedelta(days=max(lacking, 0) // 2 + 1)
    return corpus.oldest - pad, end + pad


def _lane(printer: Printer, id: ActorId, start: date, end: date) -> Lane:
    corpus = printer.corpus
    said = {w.start for s in corpus.sayings_by.get(id, ()) if (w := said_when(s, corpus.articles))}
    exact = [
        (w.start, h.status)
        for h in corpus.happenings_of.get(id, ())
        if (w := parse_when(h.date)) and w.precision == "day"
    ]
    done = {day for day, status in exact if status in ("happened", "denied")}
    due = {day for day, status in exact if status in ("planned", "possible")}
    inside = [{day for day in days if start <= day <= end} for days in (said, done, due)]
    words = f"heard on {counted(len(inside[0]), 'day')}, events on {counted(len(inside[1]), 'day')}"
    paths = [_ticks(days, start, end, top, foot) for days, (top, foot) in zip(inside, ROWS, strict=True)]
    name = corpus.faces[id].name
    return Lane(name, printer.links.to(actor_url(id)), paths[0], paths[1], paths[2], words)


def _ticks(days: Iterable[date], start: date, end: date, top: int, foot: int) -> str:
    """Days that fall together are one tick, so that a lane has an end however long the story."""
    span = (end - start).days
    columns = {(day - start).days * COLUMNS // span * (WIDTH // COLUMNS) for day in days}
    return "".join(f"M{x} {top}V{foot}" for x in sorted(columns))


# ---------------------------------------------------------------- graph

NEIGHBOURS = 10
CENTRE = (390, 210)
RADII = (190, 150)  # of the ellipse that the neighbours stand on
LONGEST_NAME = 26


def graph_of(printer: Printer, id: ActorId) -> Graph | None:
    """The actor in the middle, those who share articles around it, near ones next to one another."""
    corpus = printer.corpus
    around = corpus.companions(id, NEIGHBOURS)
    if len(around) < 3:
        return None
    order = _in_company(corpus, [other for other, _ in around])
    shared = dict(around)
    most = max(shared.values())
    places = {other: _place(n, len(order)) for n, other in enumerate(order)}
    nodes = [_node(CENTRE, 11, corpus.faces[id].name, "")]
    for other, place in places.items():
        radius = round(4 + 4 * shared[other] / most)
        nodes.append(_node(place, radius, corpus.faces[other].name, printer.links.to(actor_url(other))))
    paths = [_chords(corpus, places), "", "", ""]
    for other in order:
        paths[round(3 * shared[other] / most)] += _line(CENTRE, places[other])
    return Graph(tuple(nodes), tuple(paths))


def _node(place: tuple[int, int], radius: int, name: str, url: str) -> GraphNode:
    x, y, side = _label(*place)
    return GraphNode(*place, radius, short(name, LONGEST_NAME), url, x, y, side)


def _line(start: tuple[int, int], end: tuple[int, int]) -> str:
    return f"M{start[0]} {start[1]}L{end[0]} {end[1]}"


def _label(x: int, y: int) -> tuple[int, int, str]:
    """Where a name stands: outside of the ring."""
    if abs(x - CENTRE[0]) < 60:
        return x, y + (24 if y >= CENTRE[1] else -14), "middle"
    return (x + 12, y + 4, "start") if x > CENTRE[0] else (x - 12, y + 4, "end")


def _in_company(corpus: Corpus, ids: list[ActorId]) -> list[ActorId]:
    """Each next to the one it shares most articles with, beginning with the first."""
    order, left = [ids[0]], ids[1:]
    while left:
        nearest = max(left, key=lambda other: (corpus.shared(order[-1], other), -left.index(other)))
        order.append(nearest)
        left.remove(nearest)
    return order


def _place(n: int, total: int) -> tuple[int, int]:
    angle = 2 * pi * n / total - pi / 2
    return round(CENTRE[0] + RADII[0] * cos(angle)), round(CENTRE[1] + RADII[1] * sin(angle))


def _chords(corpus: Corpus, places: dict[ActorId, tuple[int, int]]) -> str:
    """Lines between neighbours that often meet without the one in the middle being the reason for all of it."""
    ids = list(places)
    pairs = [(corpus.shared(a, b), a, b) for i, a in enumerate(ids) for b in ids[i + 1 :]]
    strongest = sorted((pair for pair in pairs if pair[0] > 1), key=lambda pair: (-pair[0], pair[1], pair[2]))
    return "".join(_line(places[a], places[b]) for _, a, b in strongest[:NEIGHBOURS])
