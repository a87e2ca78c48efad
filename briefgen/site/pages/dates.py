"""The calendar: all years, a year, a month with its density, a day with all that belongs to it."""

import calendar
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial

from markupsafe import Markup

from briefgen.later import Later
from briefgen.records import ActorId, Edtf, Page, Saying, Touched
from briefgen.site.corpus import Corpus, DayShelf
from briefgen.site.dates import MONTHS, long_day, parse_when
from briefgen.site.frame import Frame
from briefgen.site.rows import article_row, latest_role
from briefgen.site.urls import Links, date_url
from briefgen.site.views.cards import EventCard
from briefgen.site.views.pages import CalendarMonth, CalendarView, DayView, SpeakerGroup
from briefgen.site.views.printer import Printer, short
from briefgen.site.views.shell import Pager
from briefgen.site.weights import weight
from briefgen.wording import counted

__all__ = ["calendar_pages", "day_pages"]

DENSITIES = (1, 3, 8, 20)  # entries on a day from which its square is one step darker
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
FIRST_WORDS = 110  # characters of a day's first entry in the list of a month


def calendar_pages(frame: Frame, touched: Touched | None) -> Iterator[Page]:
    """All years; then each year and month with entries."""
    months, years = _sums(frame.corpus)
    yield _years_page(frame, months, years)
    every_year, every_month = sorted(years), sorted(months)
    for place, year in enumerate(every_year):
        if touched is None or year in touched.days:
            pager = _around(frame, every_year, place, date_url(year))
            yield Page(date_url(year), "calendar.html", Later(partial(_year_view, frame, year, months, pager)))
    for place, month in enumerate(every_month):
        if touched is None or month in touched.days:
            pager = _around(frame, every_month, place, date_url(month))
            yield Page(date_url(month), "calendar.html", Later(partial(_month_view, frame, month, months, pager)))


def day_pages(frame: Frame, touched: Touched | None) -> Iterator[Page]:
    days = [key for key in frame.corpus.days if len(key) == 10]
    for place, key in enumerate(days):
        if touched is None or key in touched.days:
            pager = _around(frame, days, place, date_url(key))
            view = Later(partial(_day_view, frame, key, frame.corpus.days[key], pager))
            yield Page(date_url(key), "day.html", view)


# ---------------------------------------------------------------- years and months


def _sums(corpus: Corpus) -> tuple[dict[str, int], dict[str, int]]:
    """Entries of each month and each year, those dated to the whole month or year included."""
    months: dict[str, int] = defaultdict(int)
    years: dict[str, int] = defaultdict(int)
    for key, shelf in corpus.days.items():
        years[key[:4]] += shelf.weight
        if len(key) > 4:
            months[key[:7]] += shelf.weight
    return months, years


def _years_page(frame: Frame, months: dict[str, int], years: dict[str, int]) -> Page:
    links = frame.links("dates/")
    rows = tuple(_year_row(links, year, years[year], months) for year in sorted(years, reverse=True))
    shell = frame.shell("dates/", "Dates", kind="dates")
    return Page("dates/", "calendar.html", CalendarView(shell, "Dates", rows, (), Pager(), (), "", ()))


def _year_row(
    links: Links, year: str, total: int, months: dict[str, int]
) -> tuple[str, str, int, tuple[tuple[str, str, int, int], ...]]:
    cells = []
    for n, name in enumerate(MONTHS, 1):
        here = months.get(key := f"{year}-{n:02}", 0)
        cells.append((name[:3], links.to(date_url(key)) if here else "", _density(here // 4 or here), here))
    return year, links.to(date_url(year)), total, tuple(cells)


def _year_view(frame: Frame, year: str, months: dict[str, int], pager: Pager) -> CalendarView:
    url = date_url(year)
    names = [f"{year}-{n:02}" for n in range(1, 13)]
    shown = tuple(_month(frame.corpus, frame.links(url), key, months.get(key, 0)) for key in names if key in months)
    shell = frame.shell(url, year, kind="dates", crumbs=[("Dates", "dates/")])
    events = _whole(frame.printer(url), frame.corpus.days.get(year), frame.settings.page_size)
    return CalendarView(shell, year, (), shown, pager, events, _rest(frame, year), ())


def _month_view(frame: Frame, key: str, months: dict[str, int], pager: Pager) -> CalendarView:
    url, title = date_url(key), f"{MONTHS[int(key[5:]) - 1]} {key[:4]}"
    links, printer, corpus = frame.links(url), frame.printer(url), frame.corpus
    crumbs = [("Dates", "dates/"), (key[:4], date_url(key[:4]))]
    rows = tuple(_day_row(corpus, links, f"{key}-{day:02}") for day in range(1, 32) if f"{key}-{day:02}" in corpus.days)
    shown = (_month(corpus, links, key, months[key]),)
    shell = frame.shell(url, title, kind="dates", crumbs=crumbs)
    events = _whole(printer, corpus.days.get(key), frame.settings.page_size)
    return CalendarView(shell, title, (), shown, pager, events, _rest(frame, key), rows)


def _whole(printer: Printer, shelf: DayShelf | None, size: int) -> tuple[EventCard, ...]:
    return tuple(printer.event(happening) for happening in shelf.happenings[:size]) if shelf else ()


def _rest(frame: Frame, key: str) -> str:
    """Where the events stand that the page of a month or year has no room for."""
    shelf, url = frame.corpus.days.get(key), date_url(key)
    more = shelf is not None and len(shelf.happenings) > frame.settings.page_size
    return frame.links(url).to(f"{url}~events/") if more else ""


def _month(corpus: Corpus, links: Links, key: str, total: int) -> CalendarMonth:
    year, month = int(key[:4]), int(key[5:])
    weeks = []
    for week in calendar.Calendar().monthdayscalendar(year, month):
        weeks.append(tuple(_cell(corpus, links, f"{key}-{day:02}", day) for day in week))
    return CalendarMonth(MONTHS[month - 1], links.to(date_url(key)) if total else "", total, tuple(weeks))


def _cell(corpus: Corpus, links: Links, key: str, day: int) -> tuple[int, str, int, int]:
    shelf = corpus.days.get(key) if day else None
    if shelf is None:
        return day, "", 0, 0
    return day, links.to(date_url(key)), _density(shelf.weight), shelf.weight


def _density(entries: int) -> int:
    return sum(entries >= step for step in DENSITIES)


def _day_row(corpus: Corpus, links: Links, key: str) -> tuple[str, str, str, str]:
    shelf = corpus.days[key]
    return long_day(date.fromisoformat(key)), links.to(date_url(key)), _told(shelf), _first_words(corpus, shelf)


def _told(shelf: DayShelf) -> str:
    lists = ((shelf.happenings, "event"), (shelf.sayings, "quote"), (shelf.articles, "article"))
    return ", ".join(counted(len(entries), noun) for entries, noun in lists if entries)


def _first_words(corpus: Corpus, shelf: DayShelf) -> str:
    """What the day's line in a month says: its weightiest event in the source's words, else an article's title."""
    told = max(shelf.happenings, key=lambda happening: weight(corpus, happening), default=None)
    if told and told.status in ("happened", "planned"):
        return short(told.event.span.cut(corpus.articles[told.article].body), FIRST_WORDS)
    return short(shelf.articles[0].title, FIRST_WORDS) if shelf.articles else ""


def _around(frame: Frame, keys: Sequence[str], place: int, url: str) -> Pager:
    """The neighbours with entries."""
    to = frame.links(url).to
    before = keys[place - 1] if place else ""
    behind = keys[place + 1] if place + 1 < len(keys) else ""
    return Pager(
        newer=to(date_url(behind)) if behind else "",
        newer_label=_name(behind),
        older=to(date_url(before)) if before else "",
        older_label=_name(before),
    )


def _name(key: str) -> str:
    when = parse_when(Edtf(key)) if key else None
    return when.text if when else ""


# ---------------------------------------------------------------- days


def _speakers(printer: Printer, sayings: Sequence[Saying]) -> tuple[SpeakerGroup, ...]:
    """The quotes of a day by who said them; those of nobody known come last."""
    actors = printer.corpus.actors
    said: dict[ActorId | None, list[Saying]] = defaultdict(list)
    for saying in sayings:
        said[saying.speaker if saying.speaker in actors else None].append(saying)
    order = sorted((id for id in said if id), key=lambda id: (-actors[id].salience, id))
    cards = {id: tuple(map(printer.quote, found)) for id, found in said.items()}
    groups = [SpeakerGroup(printer.actor(id), latest_role(actors[id]), cards[id]) for id in order]
    if None in cards:
        groups.append(SpeakerGroup(Markup(""), "", cards[None]))
    return tuple(groups)


def _day_view(frame: Frame, key: str, shelf: DayShelf, pager: Pager) -> DayView:
    url, day, size = date_url(key), date.fromisoformat(key), frame.settings.page_size
    printer = frame.printer(url)
    happened = [h for h in shelf.happenings if h.status in ("happened", "denied")]
    planned = [h for h in shelf.happenings if h.status in ("planned", "possible")]
    crumbs = [("Dates", "dates/"), (key[:4], date_url(key[:4])), (MONTHS[day.month - 1], date_url(key[:7]))]
    told = _told(shelf)
    lists = ((shelf.happenings, "event"), (shelf.sayings, "quote"), (shelf.articles, "article"))
    return DayView(
        shell=frame.shell(url, long_day(day), kind="day", description=f"{long_day(day)}: {told}.", crumbs=crumbs),
        heading=long_day(day),
        weekday=WEEKDAYS[day.weekday()],
        happened=tuple(map(printer.event, happened[:size])),
        planned=tuple(map(printer.event, planned[:size])),
        speakers=_speakers(printer, shelf.sayings[:size]),
        articles=tuple(article_row(printer, article) for article in shelf.articles[:size]),
        more=tuple(
            (f"All {counted(len(found), noun)} of this day", printer.links.to(f"{url}~{noun}s/"))
            for found, noun in lists
            if len(found) > size
        ),
        pager=pager,
    )
