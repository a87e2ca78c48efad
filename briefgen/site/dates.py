"""EDTF dates as readers see them: in words, as a `datetime` attribute, as the page they belong to, as a sort key."""

import datetime as dt
import re
from functools import cache
from typing import Literal, NamedTuple

__all__ = ["MONTHS", "When", "long_day", "parse_when"]

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
PARTS_OF_YEAR = {
    21: ("spring", 3, 5),
    22: ("summer", 6, 8),
    23: ("autumn", 9, 11),
    24: ("winter", 1, 12),
    33: ("first quarter of", 1, 3),
    34: ("second quarter of", 4, 6),
    35: ("third quarter of", 7, 9),
    36: ("fourth quarter of", 10, 12),
    40: ("first half of", 1, 6),
    41: ("second half of", 7, 12),
}

Precision = Literal["day", "month", "part", "year", "decade", "century", "interval", "unknown"]


class When(NamedTuple):
    """One EDTF value read. `start` and `end` are days (inclusive) that it covers; `key` names its dates/ page."""

    edtf: str
    text: str
    start: dt.date
    end: dt.date
    precision: Precision
    datetime: str | None  # for <time datetime>; None where HTML has no form for it
    key: str | None  # "2025-05-15", "2025-05" or "2025"; None for spans longer than a year
    approximate: bool

    @property
    def sort_key(self) -> tuple[dt.date, dt.date, str]:
        """By first day; the longer span first, as a heading before its parts."""
        return (self.start, dt.date.fromordinal(dt.date.max.toordinal() - self.end.toordinal() + 1), self.edtf)


@cache
def parse_when(edtf: str) -> When | None:
    """Read an EDTF value; None where it names no calendar span (open intervals, times without a day)."""
    bare = edtf.replace("~", "").replace("?", "").replace("%", "")
    approximate = bare != edtf
    if "/" in bare:
        return _interval(edtf, bare, approximate)
    read = _day(bare) or _month(bare) or _year(bare)
    if read is None:
        return None
    text, start, end, precision, attribute, key = read
    return When(edtf, f"about {text}" if approximate else text, start, end, precision, attribute, key, approximate)


_Read = tuple[str, dt.date, dt.date, Precision, str | None, str | None]


def long_day(day: dt.date) -> str:
    """15 May 2025."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _day(text: str) -> _Read | None:
    m = re.match(r"(\d{4})-(\d\d)-(\d\d)(?:T(\d\d:\d\d))?", text)
    if not m:
        return None
    try:
        day = dt.date(int(m[1]), int(m[2]), int(m[3]))
    except ValueError:
        return None
    return long_day(day), day, day, "day", day.isoformat(), day.isoformat()


def _month(text: str) -> _Read | None:
    m = re.fullmatch(r"(\d{4})-(\d\d)", text)
    if not m or int(m[1]) < 1:
        return None
    year, month = int(m[1]), int(m[2])
    if month in PARTS_OF_YEAR:
        name, first, last = PARTS_OF_YEAR[month]
        return f"{name} {year}", dt.date(year, first, 1), _last_day(year, last), "part", None, f"{year:04}"
    if not 1 <= month <= 12:
        return None
    start = dt.date(year, month, 1)
    return f"{MONTHS[month - 1]} {year}", start, _last_day(year, month), "month", text, text


def _year(text: str) -> _Read | None:
    m = re.fullmatch(r"(\d{4})|(\d{3})X|(\d\d)XX", text)
    if not m:
        return None
    if m[1] and int(m[1]):
        year = int(m[1])
        return m[1], dt.date(year, 1, 1), dt.date(year, 12, 31), "year", m[1], m[1]
    if m[2] and int(m[2]):
        first = int(m[2]) * 10
        return f"the {first}s", dt.date(first, 1, 1), dt.date(first + 9, 12, 31), "decade", None, None
    if m[3] and int(m[3]):
        first = int(m[3]) * 100
        return f"the {first}s", dt.date(first, 1, 1), dt.date(first + 99, 12, 31), "century", None, None
    return None


def _last_day(year: int, month: int) -> dt.date:
    following = dt.date(year + month // 12, month % 12 + 1, 1) if (year, month) < (9999, 12) else dt.date.max
    return following - dt.timedelta(days=1)


def _interval(edtf: str, bare: str, approximate: bool) -> When | None:
    """Both ends known: "2025-05-03/2025-05-05"."""
    first, last = (parse_when(side) if side else None for side in bare.split("/", 1))
    if not first or not last or last.end < first.start:
        return None
    text = f"{_shortened(first, last)} to {last.text}"
    key = _common_page(first.start, last.end)
    return When(
        edtf, f"about {text}" if approximate else text, first.start, last.end, "interval", None, key, approximate
    )


def _shortened(first: When, last: When) -> str:
    """The first end without what the second repeats: "3 to 5 May 2025"."""
    if first.precision != last.precision or first.start.year != last.start.year:
        return first.text
    if first.precision == "day":
        same_month = first.start.month == last.start.month
        return str(first.start.day) if same_month else f"{first.start.day} {MONTHS[first.start.month - 1]}"
    return MONTHS[first.start.month - 1] if first.precision == "month" else first.text


def _common_page(start: dt.date, end: dt.date) -> str | None:
    if start == end:
        return start.isoformat()
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.year:04}-{start.month:02}"
    return f"{start.year:04}" if start.year == end.year else None
