"""Long lists in stable parts: all quotes, the timeline, what does not fit on an actor's page."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from briefgen.records import Actor, Article, ArticleId, Edtf, Happening, Page, Saying, Touched
from briefgen.site.corpus import said_when
from briefgen.site.dates import When, parse_when
from briefgen.site.frame import Frame
from briefgen.site.pages.actors import event_lists, quote_groups, shown_of_actor
from briefgen.site.paging import Part, parts
from briefgen.site.rows import article_row
from briefgen.site.strips import strip_of
from briefgen.site.urls import actor_url, date_url, numbered
from briefgen.site.views.lists import ArticleListView, EntryListView, Facet
from briefgen.site.views.shell import Pager
from briefgen.site.weights import ahead_of
from briefgen.wording import counted

__all__ = ["actor_entry_pages", "article_list", "of_day_pages", "pager_of", "quote_pages", "timeline_pages"]

SPEAKERS = 12  # in the filter
LANES = 6
STATUSES = ("happened", "planned", "possible", "denied")


def quote_pages(frame: Frame, touched: Touched | None) -> Iterator[Page]:
    lede = "Every quote with who said it, when, and where it stands. The words are the sources’ own."
    yield from _quote_lists(frame, frame.corpus.sayings, "quotes/", "Quotes", lede, ())


def timeline_pages(frame: Frame, touched: Touched | None) -> Iterator[Page]:
    lede = "Every dated event, in the words of its source."
    yield from _event_lists(frame, frame.corpus.happenings, "timeline/", "Timeline", lede, ())


def actor_entry_pages(frame: Frame, touched: Touched | None) -> Iterator[Page]:
    """The whole lists of actors with more than their page shows."""
    for actor in frame.corpus.ranked:
        if touched is None or actor.id in touched.actors:
            yield from _of_actor(frame, actor)


def _of_actor(frame: Frame, actor: Actor) -> Iterator[Page]:
    corpus, url, shown = frame.corpus, actor_url(actor.id), shown_of_actor(frame)
    crumbs = (("Actors", "actors/"), (actor.name, url))
    if len(said := corpus.sayings_by.get(actor.id, [])) > shown:
        yield from _quote_lists(frame, said, f"{url}quotes/", f"Quotes by {actor.name}", "", crumbs)
    if len(done := corpus.happenings_of.get(actor.id, [])) > shown:
        yield from _event_lists(frame, done, f"{url}events/", f"Events with {actor.name}", "", crumbs)
    if len(articles := corpus.articles_of(actor.id)) > shown:
        yield from _article_lists(frame, articles, f"{url}articles/", f"Articles naming {actor.name}", crumbs)


def of_day_pages(frame: Frame, touched: Touched | None) -> Iterator[Page]:
    """The whole lists of days, months and years with more than their page shows."""
    size = frame.settings.page_size
    for key, shelf in frame.corpus.days.items():
        if touched is not None and key not in touched.days:
            continue
        when = parse_when(Edtf(key))
        url, name = date_url(key), when.text if when else key
        crumbs = (("Dates", "dates/"), (name, url))
        if len(shelf.sayings) > size:
            yield from _quote_lists(frame, shelf.sayings, f"{url}~quotes/", f"Said on {name}", "", crumbs)
        if len(shelf.happenings) > size:
            yield from _event_lists(frame, shelf.happenings, f"{url}~events/", f"Events of {name}", "", crumbs)
        if len(shelf.articles) > size:
            yield from _article_lists(frame, shelf.articles, f"{url}~articles/", f"Articles of {name}", crumbs)


def _article_lists(
    frame: Frame, articles: Sequence[Article], base: str, title: str, crumbs: Sequence[tuple[str, str]]
) -> Iterator[Page]:
    every = parts(len(articles), frame.settings.page_size, base)
    for place, part in enumerate(every):
        shown = tuple(article.id for article in articles[part.start : part.end][::-1])
        view = frame.later(article_list, shown, part, title, crumbs, pager_of(frame, every, place), len(articles))
        yield Page(part.url, "articles.html", view)


def article_list(
    frame: Frame,
    shown: Sequence[ArticleId],
    part: Part,
    title: str,
    crumbs: Sequence[tuple[str, str]],
    pager: Pager,
    total: int,
) -> ArticleListView:
    """One part of a list of articles, the newest first."""
    printer, articles = frame.printer(part.url), frame.corpus.articles
    shell = frame.shell(part.url, _title(title, part), kind="articles", crumbs=crumbs)
    rows = tuple(article_row(printer, articles[id]) for id in shown)
    return ArticleListView(shell, title, "", rows, total, pager, (), ())


def _quote_lists(
    frame: Frame,
    sayings: Sequence[Saying],
    base: str,
    title: str,
    lede: str,
    crumbs: Sequence[tuple[str, str]],
) -> Iterator[Page]:
    every = parts(len(sayings), frame.settings.page_size, base)
    for place, part in enumerate(every):
        shown = tuple(reversed(sayings[part.start : part.end]))
        counted_in = shown if part.number else tuple(sayings)  # a later entry changes the front only
        pager = pager_of(frame, every, place)
        view = frame.later(_quote_list, part, title, lede, crumbs, pager, shown, counted_in, len(sayings))
        yield Page(part.url, "entries.html", view)


def _quote_list(
    frame: Frame,
    part: Part,
    title: str,
    lede: str,
    crumbs: Sequence[tuple[str, str]],
    pager: Pager,
    shown: Sequence[Saying],
    counted_in: Sequence[Saying],
    total: int,
) -> EntryListView:
    """One part of a list of quotes; its filter tells of those it is `counted_in`."""
    printer, faces = frame.printer(part.url), frame.corpus.faces
    speakers = Counter(s.speaker for s in counted_in if s.speaker in faces).most_common(SPEAKERS)
    kinds = Counter[str](saying.quote.kind for saying in counted_in)
    words = (("verbatim", "direct"), ("partly verbatim", "mixed"), ("reported speech", "indirect"))
    return EntryListView(
        shell=frame.shell(part.url, _title(title, part), kind="quotes", crumbs=crumbs),
        heading=title,
        lede=lede,
        groups=quote_groups(printer, shown),
        total=total,
        shown=len(shown),
        facets=(
            Facet("Kind", "kind", tuple((label, kind, kinds[kind]) for label, kind in words if kinds[kind])),
            _periods(said_when(saying, frame.corpus.articles) for saying in counted_in),
        ),
        speakers=tuple((faces[id].name, id, n) for id, n in speakers if id),
        often=tuple((printer.actor(id), n) for id, n in speakers if id) if part.number == 0 else (),
        strip=None,
        pager=pager,
        downloads=_downloads(frame, part.url, "quotes"),
        noun="quote",
    )


def _event_lists(
    frame: Frame,
    happenings: Sequence[Happening],
    base: str,
    title: str,
    lede: str,
    crumbs: Sequence[tuple[str, str]],
) -> Iterator[Page]:
    order, every = _around_now(frame, happenings, base)
    for place, part in enumerate(every):
        shown = tuple(order[part.start : part.end])
        counted_in = shown if part.number else tuple(happenings)
        pager = pager_of(frame, every, place)
        view = frame.later(_event_list, part, title, lede, crumbs, pager, shown, counted_in, len(happenings))
        yield Page(part.url, "entries.html", view)


def _event_list(
    frame: Frame,
    part: Part,
    title: str,
    lede: str,
    crumbs: Sequence[tuple[str, str]],
    pager: Pager,
    shown: Sequence[Happening],
    counted_in: Sequence[Happening],
    total: int,
) -> EntryListView:
    """One part of a list of events."""
    printer, faces = frame.printer(part.url), frame.corpus.faces
    acting = Counter(id for h in counted_in for id in dict.fromkeys(h.actors) if id in faces).most_common(SPEAKERS)
    states = Counter[str](happening.status for happening in counted_in)
    whole = part.number == 0 and not crumbs
    return EntryListView(
        shell=frame.shell(part.url, _title(title, part), kind="timeline", crumbs=crumbs),
        heading=title,
        lede=lede,
        groups=event_lists(printer, shown),
        total=total,
        shown=len(shown),
        facets=(
            Facet("Status", "kind", tuple((state, state, states[state]) for state in STATUSES if states[state])),
            _exactness(parse_when(happening.date) for happening in counted_in),
            _periods(parse_when(happening.date) for happening in counted_in),
        ),
        speakers=tuple((faces[id].name, id, n) for id, n in acting),
        often=tuple((printer.actor(id), n) for id, n in acting) if part.number == 0 else (),
        strip=strip_of(printer, [actor.id for actor in frame.corpus.ranked[:LANES]]) if whole else None,
        pager=pager,
        downloads=_downloads(frame, part.url, "events"),
        noun="event",
    )


def _exactness(dates: Iterable[When | None]) -> Facet:
    """The kinds of dates in a list: days, months, years, told apart by the length of what stands in `datetime`."""
    lengths = Counter(len(when.datetime) for when in dates if when and when.datetime)
    kinds = (("dated to the day", 10), ("to the month", 7), ("to the year", 4))
    return Facet("Kind", "exact", tuple((label, str(n), lengths[n]) for label, n in kinds if lengths[n]))


MOST_MONTHS = 18  # in the filter; a longer list is told by years


def _periods(dates: Iterable[When | None]) -> Facet:
    """The months of a list, newest first, or its years where they are many."""
    days = [when.datetime for when in dates if when and when.datetime]
    months = Counter(day[:7] for day in days if len(day) > 4)
    told = months if len(months) <= MOST_MONTHS else Counter(day[:4] for day in days)
    named = [(when.text, key, told[key]) for key in sorted(told, reverse=True) if (when := parse_when(key))]
    return Facet("Period", "date", tuple(named))


LATER = "~later/"  # the part of a list of events behind its front


def _around_now(frame: Frame, happenings: Sequence[Happening], base: str) -> tuple[list[Happening], list[Part]]:
    """A list's order and its parts: the front ends with the newest past and what comes next, the rest is further ahead.

    As the parts are numbered from the oldest, a plan far ahead is in none of them.
    """
    past, ahead = ahead_of(frame.corpus, happenings)
    size = frame.settings.page_size
    near = min(len(ahead), size // 4)
    every = parts(len(past) + near, size, base)
    rest = len(ahead) - near
    for number, start in enumerate(range(0, rest, size), 1):
        url = f"{base}{LATER}" if number == 1 else numbered(f"{base}{LATER}", number)
        begin = len(past) + near + start
        every.append(Part(url, begin, min(begin + size, len(happenings)), -number))
    return [*past, *ahead], every


def _title(title: str, part: Part) -> str:
    if part.number < 0:
        return f"{title}, further ahead" + (f", part {-part.number}" if part.number < -1 else "")
    return f"{title}, part {part.number}" if part.number else title


def pager_of(frame: Frame, every: Sequence[Part], place: int) -> Pager:
    """Links to the older and the newer part."""
    to = frame.links(every[place].url).to
    older = every[place - 1] if place else None
    newer = every[place + 1] if place + 1 < len(every) else None
    return Pager(
        newer=to(newer.url) if newer else "",
        newer_label=f"{_towards(newer)} ({counted(newer.end - newer.start, 'entry')})" if newer else "",
        older=to(older.url) if older else "",
        older_label=f"Older ({counted(older.end - older.start, 'entry')})" if older else "",
    )


def _towards(part: Part) -> str:
    return "Further ahead" if part.number < 0 else "Newer"


def _downloads(frame: Frame, url: str, name: str) -> tuple[tuple[str, str], ...]:
    to = frame.links(url).to
    found = [("JSON", f"data/{name}.json"), ("CSV", f"data/{name}.csv")]
    if name == "events":
        found.append(("Calendar (.ics)", "events.ics"))
    return tuple((label, to(path)) for label, path in found)
