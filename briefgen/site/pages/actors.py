"""The actors: a list by prominence, lists by letter, a page each."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence

from markupsafe import Markup

from briefgen.records import Actor, ActorId, ArticleId, Edtf, Happening, Page, Saying, SourcedRole, Touched
from briefgen.site.corpus import Corpus, said_when
from briefgen.site.dates import parse_when
from briefgen.site.frame import Frame
from briefgen.site.jsonld import Node, actor_node, quotation_node
from briefgen.site.pages.ics import calendar_day
from briefgen.site.paging import by_month
from briefgen.site.roles import latest_role
from briefgen.site.rows import actor_row, article_row, portrait_of
from briefgen.site.strips import graph_of, strip_of
from briefgen.site.urls import actor_letter_url, actor_url, anchor_url, article_url
from briefgen.site.views.lists import ActorListView, MonthGroup
from briefgen.site.views.pages import ActorFacts, ActorView, RoleRow
from briefgen.site.views.printer import Printer, outlet_name, plain_words
from briefgen.site.views.shell import Shell
from briefgen.site.weights import ahead_of
from briefgen.wording import counted

__all__ = ["actor_list_pages", "actor_pages", "event_lists", "quote_groups", "shown_of_actor"]

OTHER = "other"  # the list of names that begin with no letter
COMPANIONS = 7
ROLES = 12
QUOTATIONS = 1  # in the structured data
FORMS = {"application/atom+xml": "Feed (Atom)", "text/calendar": "Calendar (.ics)", "application/json": "Data (JSON)"}
KINDS = {"person": "Person", "organisation": "Organisation", "government": "Government"}


# ---------------------------------------------------------------- lists


def actor_list_pages(frame: Frame, touched: Touched | None) -> Iterator[Page]:
    """All by prominence up to `page_size`; all of them by letter."""
    ranked = frame.corpus.ranked
    letters: dict[str, list[ActorId]] = defaultdict(list)
    for actor in sorted(ranked, key=lambda actor: (_sortable(actor.name), actor.id)):
        letters[_letter(actor.name)].append(actor.id)
    sizes = tuple((letter, len(found)) for letter, found in letters.items())
    first = tuple(actor.id for actor in ranked[: frame.settings.page_size])
    yield Page("actors/", "actors.html", frame.later(_actor_list, "actors/", "Actors", first, "", sizes))
    for letter, found in letters.items():
        name, url = letter.upper() if letter != OTHER else "Other names", actor_letter_url(letter)
        view = frame.later(_actor_list, url, f"Actors: {name}", tuple(found), letter, sizes)
        yield Page(url, "actors.html", view)


def _actor_list(
    frame: Frame, url: str, title: str, ids: tuple[ActorId, ...], letter: str, sizes: tuple[tuple[str, int], ...]
) -> ActorListView:
    printer, corpus = frame.printer(url), frame.corpus
    crumbs = [("Actors", "actors/")] if letter else []
    return ActorListView(
        shell=frame.shell(url, title, kind="actors", crumbs=crumbs),
        rows=tuple(actor_row(printer, corpus.actors[id]) for id in ids),
        total=sum(size for _, size in sizes),
        letters=tuple(
            ("#" if key == OTHER else key.upper(), printer.links.to(actor_letter_url(key)), size) for key, size in sizes
        ),
        letter=letter,
    )


def _sortable(name: str) -> str:
    return unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold() or name.casefold()


def _letter(name: str) -> str:
    first = _sortable(name)[:1]
    return first if "a" <= first <= "z" else OTHER


# ---------------------------------------------------------------- one page each


def shown_of_actor(frame: Frame) -> int:
    """The newest quotes, events and articles on an actor's page; the rest stands on pages of their own."""
    return max(frame.settings.page_size // 3, 1)


def actor_pages(frame: Frame, touched: Touched | None) -> Iterator[Page]:
    for actor in frame.corpus.ranked:
        if touched is None or actor.id in touched.actors:
            yield Page(actor_url(actor.id), "actor.html", frame.later(_actor_view, actor.id))


def _actor_view(frame: Frame, id: ActorId) -> ActorView:
    url, corpus = actor_url(id), frame.corpus
    actor = corpus.actors[id]
    printer, to = frame.printer(url), frame.links(url).to
    said, done = corpus.sayings_by.get(actor.id, []), corpus.happenings_of.get(actor.id, [])
    about, articles = corpus.sayings_about.get(actor.id, []), corpus.articles_of(actor.id)
    role, shown = latest_role(actor), shown_of_actor(frame)
    return ActorView(
        shell=_shell(frame, actor, role, said),
        name=actor.name,
        role=role,
        facts=_facts(printer, actor),
        note=Markup(actor.note),  # sanitised when it was read
        events=event_lists(printer, _near(corpus, done, shown), actor.id),
        events_total=len(done),
        events_url=to(f"{url}events/"),
        quotes=quote_groups(printer, said[-shown:][::-1]),
        quotes_total=len(said),
        quotes_url=to(f"{url}quotes/"),
        about=tuple(printer.quote(saying) for saying in reversed(about[-shown // 2 :])),
        shown=shown,
        companions=_companions(printer, actor),
        graph=graph_of(printer, actor.id),
        activity=strip_of(printer, [actor.id]),
        articles=tuple(article_row(printer, article) for article in reversed(articles[-shown:])),
        articles_total=len(articles),
        articles_url=to(f"{url}articles/"),
        downloads=tuple((FORMS[kind], to(path)) for path, (kind, _) in _alternates(frame, actor).items()),
    )


def _facts(printer: Printer, actor: Actor) -> ActorFacts:
    days = [day for seen in actor.appearances if (day := printer.corpus.articles[seen.article].date)]
    first, last = (parse_when(Edtf(pick(days).isoformat())) if days else None for pick in (min, max))
    return ActorFacts(
        kind=KINDS[actor.kind],
        aliases=tuple(alias for alias in actor.aliases if alias != actor.name),
        roles=_roles(printer, actor.roles),
        role_set=actor.role_set or "",
        first=printer.when(first),
        last=printer.when(last),
        link=actor.link or "",
        portrait=portrait_of(printer, actor),
    )


def _roles(printer: Printer, roles: tuple[SourcedRole, ...]) -> tuple[RoleRow, ...]:
    """Each title once, with the newest day it was given and the sources that give it."""
    titles: dict[str, list[SourcedRole]] = defaultdict(list)
    for role in roles:
        titles[role.title.casefold()].append(role)
    rows = []
    for same in list(titles.values())[:ROLES]:
        newest = next((role.date for role in same if role.date), None)
        when = parse_when(Edtf(newest.isoformat())) if newest else None
        rows.append(RoleRow(same[0].title, printer.when(when), _outlets(printer, same)))
    return tuple(rows)


def _outlets(printer: Printer, roles: list[SourcedRole]) -> tuple[Markup, ...]:
    """Two publishers that give a role, each by its newest article; the same name twice would tell nothing."""
    named: dict[str, ArticleId] = {}
    for role in roles:
        named.setdefault(outlet_name(printer.corpus.articles[role.article]), role.article)
    return tuple(map(printer.outlet, list(named.values())[:2]))


def _companions(printer: Printer, actor: Actor) -> tuple[tuple[Markup, str, int, int], ...]:
    total = len(actor.appearances) or 1
    found = printer.corpus.companions(actor.id, COMPANIONS)
    return tuple(
        (printer.actor(id), printer.corpus.faces[id].role, shared, round(100 * shared / total)) for id, shared in found
    )


def quote_groups(printer: Printer, sayings: Sequence[Saying]) -> tuple[MonthGroup, ...]:
    months = by_month(sayings, lambda saying: said_when(saying, printer.corpus.articles))
    return tuple(MonthGroup(f"q-{key}", name, tuple(map(printer.quote, run))) for key, name, run in months)


def _near(corpus: Corpus, done: list[Happening], wanted: int) -> list[Happening]:
    """What came last and what comes next: plans take a third of the room at most, where there is enough else."""
    past, ahead = ahead_of(corpus, done)
    plans = min(len(ahead), max(wanted // 3, wanted - len(past)))
    return [*past[max(len(past) - wanted + plans, 0) :], *ahead[:plans]]


def event_lists(
    printer: Printer, happenings: Sequence[Happening], about: ActorId | None = None
) -> tuple[MonthGroup, ...]:
    """In order of their days in; out what lies ahead, soonest first, then the past by months, newest first."""
    past, ahead = ahead_of(printer.corpus, happenings)
    if not ahead or not past:
        return event_groups(printer, ahead or past[::-1], about)
    cards = tuple(printer.event(happening, about) for happening in ahead)
    coming = (MonthGroup("ahead", "Still ahead", (), cards),)
    return (*coming, *event_groups(printer, past[::-1], about))


def event_groups(
    printer: Printer, happenings: Sequence[Happening], about: ActorId | None = None
) -> tuple[MonthGroup, ...]:
    """`about`: the actor whose page this is, not named again with each."""
    months = by_month(happenings, lambda happening: parse_when(happening.date))
    return tuple(
        MonthGroup(f"e-{key}", name, (), tuple(printer.event(happening, about) for happening in run))
        for key, name, run in months
    )


def _alternates(frame: Frame, actor: Actor) -> dict[str, tuple[str, str]]:
    url = actor_url(actor.id)
    found = {f"{url}feed.atom": ("application/atom+xml", f"{actor.name}: feed")}
    if any(calendar_day(happening) for happening in frame.corpus.happenings_of.get(actor.id, ())):
        found[f"{url}events.ics"] = ("text/calendar", f"{actor.name}: calendar")
    found[f"{url}actor.json"] = ("application/json", f"{actor.name}: data")
    return found


def _shell(frame: Frame, actor: Actor, role: str, said: list[Saying]) -> Shell:
    url = actor_url(actor.id)
    told = f"{actor.name}{', ' + role if role else ''}: {counted(len(said), 'quote')}, "
    told += f"{counted(len(frame.corpus.happenings_of.get(actor.id, ())), 'dated event')}, "
    told += f"{counted(len(actor.appearances), 'article')}, each with its source."
    return frame.shell(
        url,
        actor.name,
        kind="actor",
        description=told,
        crumbs=[("Actors", "actors/")],
        alternates=_alternates(frame, actor),
        nodes=_nodes(frame, actor, said),
        og_type="profile",
    )


def _nodes(frame: Frame, actor: Actor, said: list[Saying]) -> list[Node]:
    url = frame.absolute(actor_url(actor.id))
    page: Node = {"@type": "ProfilePage", "@id": url, "url": url, "name": actor.name}
    page["mainEntity"] = {"@id": f"{url}#actor"}
    quotations = []
    for saying in [saying for saying in said if saying.quote.kind == "direct"][-QUOTATIONS:]:
        body = frame.corpus.articles[saying.article].body
        words = plain_words(body, saying.quote)
        link = frame.absolute(anchor_url(saying.article, saying.anchor))
        source = frame.absolute(article_url(saying.article))
        quotations.append(quotation_node(saying, words, link, frame.speaker(saying), source))
    return [page, actor_node(actor, url, full=True), *quotations]
