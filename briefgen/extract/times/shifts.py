"""A day, month or year told, so many units on or back: a value of the unit's granularity."""

from __future__ import annotations

import datetime as dt
import re

from briefgen.extract.times.readings import Shift
from briefgen.extract.times.tense import Direction
from briefgen.extract.times.years import add_days, add_months, first_day, week_of, weekend_of

__all__ = ["shift_days", "shift_months", "shift_weeks", "shift_years"]

# `told`: the value that is counted from, which may be a year only; `start`: its first day; `about`: "~" or nothing.


def shift_days(start: dt.date, told: str, count: int) -> str | None:
    if len(told) < 10:
        return told if count == 0 else None
    if "/" in told:
        start = first_day(told.split("/")[-1]) or start
    day = add_days(start, count)
    return day.isoformat() if day else None


def shift_weeks(reading: Shift, start: dt.date, told: str, way: Direction) -> str | None:
    count = reading.count or 0
    if len(told) < 10 and count == 0:
        return told
    if reading.unit == "WE" and count == 0 and way != "future" and start.weekday() < 5:
        count = -1  # "over the weekend": the one that is over
    day = add_days(start, 7 * count)
    if day is None:
        return None
    return weekend_of(day) if reading.unit == "WE" else week_of(day)


def shift_months(reading: Shift, start: dt.date, told: str, about: str) -> str | None:
    count = reading.count or 0
    if len(told) < 7:
        return told if count == 0 else None
    if reading.unit == "Q":
        quarter = start.year * 4 + (start.month - 1) // 3 + count
        return f"{quarter // 4:04}-{33 + quarter % 4}"
    if reading.unit == "H":
        half = start.year * 2 + (start.month - 1) // 6 + count
        return f"{half // 2:04}-{40 + half % 2}"
    year, month = add_months(start.year, start.month, count)
    return f"{year:04}-{month:02}{about}" if year > 0 else None


def shift_years(reading: Shift, start: dt.date, told: str, about: str) -> str | None:
    count = reading.count or 0
    if reading.unit == "DE":
        return f"{start.year // 10 + count}X"
    if reading.unit in ("CE", "ML"):
        return f"{start.year // 100 + count}XX" if reading.unit == "CE" else None
    year = start.year + count
    if not 0 < year < 10000:
        return None
    if m := re.fullmatch(r"\d{4}-([2-4]\d)", told):
        return f"{year:04}-{m[1]}" if reading.base == "story" and count else f"{year:04}"
    return f"{year:04}{about}"
