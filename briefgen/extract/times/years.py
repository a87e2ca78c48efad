"""Calendar arithmetic: years written short, centuries, holidays, shifting EDTF values by units. No clock."""

from __future__ import annotations

import calendar
import datetime as dt
import re

from briefgen.extract.times.lexicon import holidays, number_of
from briefgen.extract.times.readings import Fixed

PIVOT = 50  # a year of two digits below it is of this century: '24 is 2024, '68 is 1968
SEASON_MONTHS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 14)}  # winter ends in the next year
PART_MONTHS = SEASON_MONTHS | {33: (1, 3), 34: (4, 6), 35: (7, 9), 36: (10, 12), 40: (1, 6), 41: (7, 12)}


def full_year(text: str) -> int:
    number = int(text)
    if len(text) > 2:
        return number
    return number + (2000 if number < PIVOT else 1900)


def is_day(year: int, month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]


def century_value(number: int) -> Fixed | None:
    return Fixed(f"{number - 1:02}XX") if 1 <= number <= 30 else None


def week_of(day: dt.date) -> str:
    """The Monday-to-Sunday week of a day as an interval."""
    monday = day - dt.timedelta(days=day.weekday())
    return f"{monday.isoformat()}/{(monday + dt.timedelta(days=6)).isoformat()}"


def weekend_of(day: dt.date) -> str:
    """The Saturday and Sunday of a day's week."""
    saturday = day + dt.timedelta(days=5 - day.weekday())
    return f"{saturday.isoformat()}/{(saturday + dt.timedelta(days=1)).isoformat()}"


def add_months(year: int, month: int, count: int) -> tuple[int, int]:
    total = year * 12 + month - 1 + count
    return total // 12, total % 12 + 1


def add_days(day: dt.date, count: int) -> dt.date | None:
    try:
        return day + dt.timedelta(days=count)
    except OverflowError:
        return None


def first_day(value: str) -> dt.date | None:
    """The first day that an EDTF value covers; None for decades, centuries and odd values."""
    head = value.split("/")[0].split("T")[0].rstrip("~?%")
    if m := re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", head):
        year, month, day = int(m[1]), int(m[2] or 1), int(m[3] or 1)
        if month in PART_MONTHS:
            month = PART_MONTHS[month][0]
        return dt.date(year, month, day) if year and is_day(year, month, day) else None
    return None


def holiday_in(name: str, year: int) -> dt.date | None:
    """The day a holiday falls on in a year."""
    rule = str(holidays()["day"][name])
    if m := re.fullmatch(r"(\d\d)-(\d\d)", rule):
        return dt.date(year, int(m[1]), int(m[2]))
    if m := re.fullmatch(r"easter([+-]\d+)", rule):
        return easter(year) + dt.timedelta(days=int(m[1]))
    if m := re.fullmatch(r"(\d\d) (\w+)(-after-mon)? (-?\d)(?: \+(\d))?", rule):
        if m[3]:  # the Tuesday after the first Monday
            return nth_weekday(year, int(m[1]), 0, 1) + dt.timedelta(days=1)
        return nth_weekday(year, int(m[1]), number_of(m[2], "weekday"), int(m[4])) + dt.timedelta(days=int(m[5] or 0))
    return None


def is_held(name: str, year: int) -> bool:
    """Whether a feast is held that year: the American Election Day is one of even years, where no year is named."""
    return "-after-mon" not in str(holidays()["day"][name]) or year % 2 == 0


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> dt.date:
    """The nth such weekday of a month; -1 the last."""
    if nth > 0:
        first = dt.date(year, month, 1)
        return first + dt.timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))
    last = dt.date(year, month, calendar.monthrange(year, month)[1])
    return last - dt.timedelta(days=(last.weekday() - weekday) % 7)


def easter(year: int) -> dt.date:
    """Western Easter Sunday: the Sunday after the church's full moon of spring."""
    golden = year % 19
    century = year // 100
    moon_shift = (century - century // 4 - (8 * century + 13) // 25 + 19 * golden + 15) % 30
    moon = moon_shift - (moon_shift // 28) * (1 - (29 // (moon_shift + 1)) * ((21 - golden) // 11))
    sunday = (year + year // 4 + moon + 2 - century + century // 4) % 7
    offset = moon - sunday
    month = 3 + (offset + 40) // 44
    return dt.date(year, month, offset + 28 - 31 * (month // 4))


BACK = 3.0  # a day back weighs as much as so many forward: stories go on
AHEAD_SHARE = 0.6  # how much the date told next counts beside the one told last


def year_between(month: int, day: int | None, last: str, following: str | None) -> int:
    """The year in which a month, or its day, lies best between the value told last and the next that tells its year."""

    def strain(year: int) -> float:
        there = f"{year:04}-{month:02}" + (f"-{day:02}" if day else "")
        return _days(last, there) + AHEAD_SHARE * (_days(there, following) if following else 0)

    told = int(last[:4])
    return min((year for year in (told, told + 1, told - 1) if is_day(year, month, day or 1)), key=strain, default=told)


def _days(one: str, other: str) -> float:
    """Days from one value to the other, those back weighed; none where one covers the other."""
    size = min(len(one), len(other))
    first, second = first_day(one), first_day(other)
    if one[:size] == other[:size] or first is None or second is None:
        return 0
    days = (second - first).days
    return days if days > 0 else -days * BACK
