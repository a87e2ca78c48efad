"""briefgen with pages as lean as the peers' in this benchmark: `python -m bench.lean build|watch DIR`.

An article, an actor and a day page each, an index of each kind, a home page - about the bytes of the peers' article,
tag and day pages. Everything else is the program as it is.
"""

import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from markupsafe import Markup, escape

from briefgen.build import Options
from briefgen.build.session import Session, Superseded
from briefgen.config import Settings, load_settings
from briefgen.later import Later
from briefgen.reads import Reads
from briefgen.records import ActorId, Article, Briefing, Page, Touched

LATEST = 20  # on the home page
EMPTY = Markup()
NOTHING = Reads()  # an article's view looks nothing up


@dataclass(frozen=True, slots=True)
class View:
    title: str
    links: Markup = EMPTY
    day: str = ""
    body: Markup = EMPTY
    tags: tuple[str, ...] = ()


def plan(briefing: Briefing, settings: Settings, touched: Touched | None = None) -> Iterator[Page]:
    """The pages of what differs, or all."""
    actors = {actor.id: _link(f"../../actors/{actor.id}/", actor.name) for actor in briefing.actors}
    cast = briefing.local_actors
    days: dict[str, list[Article]] = defaultdict(list)
    for article in briefing.articles:
        days[str(article.date)].append(article)
    for article in briefing.articles:
        if touched is None or article.id in touched.articles:
            named = [actors[id] for id in cast[article.id].values()]
            yield Page(f"articles/{article.id}/", "lean-article.html", Later(_article, (article, named), reads=NOTHING))
    item = cache(lambda article: _link(f"../../articles/{article.id}/", article.title))
    seen: dict[ActorId, list[Article]] = defaultdict(list)
    for article in briefing.articles:
        named = frozenset(cast[article.id].values())
        for id in named if touched is None else named & touched.actors:
            seen[id].append(article)
    for actor in briefing.actors:
        if touched is None or actor.id in touched.actors:
            view = Later(partial(_list, actor.name, seen[actor.id], item))
            yield Page(f"actors/{actor.id}/", "lean-list.html", view)
    for day, articles in days.items():
        if touched is None or day in touched.days:
            yield Page(f"dates/{day}/", "lean-list.html", Later(partial(_list, day, articles, item)))
    if touched is None:
        yield from _indexes(briefing, sorted(days))


def _article(article: Article, actors: Sequence[str]) -> View:
    return View(article.title, _links(actors), str(article.date), _paragraphs(article.body), article.tags)


def _list(title: str, articles: Iterable[Article], item: Callable[[Article], str]) -> View:
    return View(title, _links(map(item, articles)))


def _paragraphs(text: str) -> Markup:
    return Markup(f"<p>{escape(text)}</p>\n".replace("\n\n", "</p>\n<p>"))


def _link(href: str, text: str) -> str:
    return f'<li><a href="{href}">{escape(text)}</a></li>'


def _links(links: Iterable[str]) -> Markup:
    return Markup("".join(links))


def _indexes(briefing: Briefing, days: list[str]) -> Iterator[Page]:
    actors = [_link(f"{actor.id}/", actor.name) for actor in briefing.actors]
    yield Page("actors/", "lean-list.html", View("Actors", _links(actors)))
    yield Page("dates/", "lean-list.html", View("Dates", _links([_link(f"{day}/", day) for day in days])))
    latest = [_link(f"articles/{article.id}/", article.title) for article in briefing.articles[:LATEST]]
    yield Page("", "lean-list.html", View("Bench", _links(latest)))


def main() -> None:
    """Build once; with `watch` again after every change."""
    from briefgen.cli.build import summary

    what, root = sys.argv[1], Path(sys.argv[2])
    with Session(root, Options(), planner=lambda briefing, settings: partial(plan, briefing, settings)) as session:
        print(summary(session.build(load_settings(root), lambda step: None)), flush=True)
        if what == "watch":
            _watch(session, root)


def _watch(session: Session, root: Path) -> None:
    """What `briefgen serve` does with a change, without the web server."""
    from briefgen.watch import Watch

    with Watch(root, {"content"}) as watch:
        watch.follow({root / "content"})
        while watch.wait():
            with suppress(Superseded):
                session.build(load_settings(root), lambda step: None, lambda published: watch.pending())


if __name__ == "__main__":
    main()
