"""How an article tells dates: by its own day or as a history, with the day or the month first."""

from __future__ import annotations

from itertools import pairwise

from briefgen.extract.times.readings import Fixed, Numeric, Shift, Timed, WeekDay, WithYear, Yearless
from briefgen.extract.times.resolve import Story
from briefgen.extract.times.scan import Found
from briefgen.records import Article

ANCIENT = 3  # mentions of years before Christ: nothing there is counted from the article's day
OLD = 2  # years before the article: a date that far back is history
MANY, WHOLE = 6, 2  # such years, and among them dates with their month, make a history
RARE = 5  # unless one expression in so many counts from the article's day


def habits(found: list[Found], article: Article) -> Story:
    """The state in which the resolution of an article starts."""
    today = None if article.body.count(" BC") >= ANCIENT else article.dateline or article.date
    return Story(today, _is_history(found, today.year if today else None), _is_day_first(found))


def told_next(found: list[Found], aside: frozenset[int]) -> dict[int, str]:
    """For the start of each expression, the next value in the story that tells its own year."""
    told: dict[int, str] = {}
    following: str | None = None
    for one in reversed(found):
        if following is not None:
            told[one.start] = following
        if isinstance(one.reading, Fixed) and one.reading.value[:4].isdigit() and one.start not in aside:
            following = one.reading.value
    return told


FAR = 15  # years; a year that far from the running one is an aside, unless the story goes on there
AHEAD = 3  # years told next that decide whether it does


def digressions(found: list[Found]) -> frozenset[int]:
    """Where a history leaves its own time for one expression: "as an author wrote in 2004"."""
    dated = [
        (one.start, int(one.reading.value[:4]), one.reading.value)
        for one in found
        if isinstance(one.reading, Fixed) and one.reading.value[:4].isdigit()
    ]
    taken_up = {one.start for one, after in pairwise(found) if isinstance(after.reading, WithYear)}  # "of that year"
    aside, current = set(), None
    for i, (start, year, value) in enumerate(dated):
        following = [later for _, later, _ in dated[i + 1 : i + 1 + AHEAD]]
        if current is not None and abs(year - current) > FAR and not _goes_on(year, current, following):
            aside.add(start)
        elif following[:1] == [current] and len(value) == 4 and year != current and start not in taken_up:
            aside.add(start)  # "1975 ... for 1976 ... 1975": a year named in passing
        else:
            current = year
    return frozenset(aside)


def _goes_on(year: int, current: int, following: list[int]) -> bool:
    back = sum(abs(later - current) <= FAR for later in following)
    return sum(abs(later - year) <= FAR for later in following) > back


def _is_history(found: list[Found], year: int | None) -> bool:
    """Many whole dates of former years, hardly a word that counts from the article's day."""
    old = [
        one.reading.value
        for one in found
        if isinstance(one.reading, Fixed)
        and one.rule != "holiday-once"  # "9/11" is named in news, too
        and _year(one.reading.value, year) <= (year or 0) - OLD
    ]
    near = sum(_counts_from_today(one) for one in found)
    yearless = sum(isinstance(one.reading, Yearless) for one in found)
    whole = sum(len(value) >= len("2025-05") for value in old)
    return len(old) >= MANY and whole >= WHOLE and near * RARE <= len(old) + yearless


def _year(value: str, default: int | None) -> int:
    return int(value[:4]) if value[:4].isdigit() else (default or 0)


def _counts_from_today(one: Found) -> bool:
    reading = one.reading.inner if isinstance(one.reading, Timed) else one.reading
    return isinstance(reading, WeekDay) or (isinstance(reading, Shift) and reading.base == "article")


def _is_day_first(found: list[Found]) -> bool:
    """15/05 somewhere, or "15 May" more often than "May 15", tells how 03/04 is meant."""
    numeric = [one.reading for one in found if isinstance(one.reading, Numeric)]
    if any(reading.first > 12 for reading in numeric):
        return True
    if any(reading.second > 12 for reading in numeric):
        return False
    first = sum(one.rule.startswith("day-month") for one in found)
    return first > sum(one.rule.startswith("month-day") for one in found)
