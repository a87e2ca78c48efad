"""The calendar: all years, a year, a month with its density, a day with all that belongs to it."""

import calendar
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from markupsafe import Markup

from briefgen.records import ActorId, Edtf, Page, Saying, Touched
from briefgen.site.corpus import Corpus, DayShelf
from briefgen.site.dates import MONTHS, long_day, parse_when
from briefgen.site.frame import Frame
from briefgen.site.rows import article_row
from briefgen.site.urls import Links, date_url
from briefgen.site.views.cards import EventCard
from briefgen.site.views.pages import CalendarMonth, CalendarView, DayView, SpeakerGroup
from briefgen.site.views.printer import Printer, short
from briefgen.site.views.shell import Pager
from briefgen.site.weights import weight
from briefgen.wording import counted

__all__ = ["calendar_pages", "day_pages"]

YEAR = 4  # letters of its key
DENSITIES = (1, 3, 8, 20)  # entries on a day from which its square is one step darker
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
FIRST_WORDS = 110  # characters of a day's first entry in the list of a month


def calendar_pages(frame: Frame, touched: Touched | None) -> Iterator[Page]:
    """All years; then each year and month with entries."""
    yield Page("dates/", "calendar.html", frame.later(_years_view))
    every_year = [key for key in frame.corpus.spans if len(key) == YEAR]
    every_month = [key for key in frame.corpus.spans if len(key) > YEAR]
    for place, year in enumerate(every_year):
        if touched is None or year in touched.days:
            pager = _around(frame, every_year, place, date_url(year))
            yield Page(date_url(year), "calendar.html", frame.later(_year_view, year, pager))
    for place, month in enumerate(every_month):
        if touched is None or month in touched.days:
            pager = _around(frame, every_month, place, date_url(month))
            yield Page(date_url(month), "calendar.html", frame.later(_month_view, month, pager))


def day_pages(frame: Frame, touched: Touched | None) -> Iterator[Page]:
    days = [key for key in frame.corpus.days if len(key) == 10]
    for place, key in enumerate(days):
        if touched is None or key in touched.days:
            pager = _around(frame, days, place, date_url(key))
            yield Page(date_url(key), "day.html", frame.later(_day_view, key, pager))


# ---------------------------------------------------------------- years and months


def _years_view(frame: Frame) -> CalendarView:
    links, spans = frame.links("dates/"), frame.corpus.spans
    years = sorted((key for key in spans if len(key) == YEAR), reverse=True)
    rows = tuple(_year_row(links, year, spans) for year in years)
    shell = frame.shell("dates/", "Dates", kind="dates")
    return CalendarView(shell, "Dates", rows, (), Pager(), (), "", ())


def _year_row(
    links: Links, year: str, spans: Mapping[str, int]
) -> tuple[str, str, int, tuple[tuple[str, str, int, int], ...]]:
    cells = []
    for n, name in enumerate(MONTHS, 1):
        here = spans.get(key := f"{year}-{n:02}", 0)
        cells.append((name[:3], links.to(date_url(key)) if here else "", _density(here // 4 or here), here))
    return year, links.to(date_url(year)), spans[year], tuple(cells)


def _year_view(frame: Frame, year: str, pager: Pager) -> CalendarView:
    url, corpus = date_url(year), frame.corpus
    names = [f"{year}-{n:02}" for n in range(1, 13)]
    shown = tuple(_month(corpus, frame.links(url), key) for key in names if key in corpus.spans)
    shell = frame.shell(url, year, kind="dates", crumbs=[("Dates", "dates/")])
    events = _whole(frame.printer(url), corpus.days.get(year), frame.settings.page_size)
    return CalendarView(shell, year, (), shown, pager, events, _rest(frame, year), ())


def _month_view(frame: Frame, key: str, pager: Pager) -> CalendarView:
    url, title = date_url(key), f"{MONTHS[int(key[5:]) - 1]} {key[:4]}"
    links, printer, corpus = frame.links(url), frame.printer(url), frame.corpus
    crumbs = [("Dates", "dates/"), (key[:4], date_url(key[:4]))]
    days = (f"{key}-{day:02}" for day in range(1, 32))
    rows = tuple(_day_row(corpus, links, day) for day in days if day in corpus.days)
    shown = (_month(corpus, links, key),)
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


def _month(corpus: Corpus, links: Links, key: str) -> CalendarMonth:
    year, month, total = int(key[:4]), int(key[5:]), corpus.spans[key]
    weeks = []
    for week in calendar.Calendar().monthdayscalendar(year, month):
        weeks.append(tuple(_cell(corpus, links, f"{key}-{day:02}", day) for day in week))
    return CalendarMonth(MONTHS[month - 1], links.to(date_url(key)), total, tuple(weeks))


def _cell(corpus: Corpus, links: Links, key: str, day: int) -> tuple[int, str, int, int]:
    entries = corpus.day_weights.get(key, 0) if day else 0
    return day, links.to(date_url(key)) if entries else "", _density(entries), entries


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
    faces, salience = printer.corpus.faces, printer.corpus.salience
    said: dict[ActorId | None, list[Saying]] = defaultdict(list)
    for saying in sayings:
        said[saying.speaker if saying.speaker in faces else None].append(saying)
    order = sorted((id for id in said if id), key=lambda id: (-salience[id], id))
    cards = {id: tuple(map(printer.quote, found)) for id, found in said.items()}
    groups = [SpeakerGroup(printer.actor(id), faces[id].role, cards[id]) for id in order]
    if None in cards:
        groups.append(SpeakerGroup(Markup(""), "", cards[None]))
    return tuple(groups)


def _day_view(frame: Frame, key: str, pager: Pager) -> DayView:
    url, day, size = date_url(key), date.fromisoformat(key), frame.settings.page_size
    printer, shelf = frame.printer(url), frame.corpus.days[key]
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
