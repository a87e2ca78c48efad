"""Dates as headers, pages and datelines print them: text in, day and time of day out. Ambiguous ones are refused."""

import datetime as dt
import re
from dataclasses import dataclass

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun",
            "july jul", "august aug", "september sept sep", "october oct", "november nov", "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
MONTH = "(?i:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
WEEKDAY = r"(?i:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\b\.?"
_ZONES = {
    "z": "+00:00", "utc": "+00:00", "gmt": "+00:00", "bst": "+01:00", "cet": "+01:00", "cest": "+02:00",
    "est": "-05:00", "edt": "-04:00", "cst": "-06:00", "cdt": "-05:00", "pst": "-08:00", "pdt": "-07:00",
}  # fmt: skip
_ISO = re.compile(
    r"(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?![\d/])|(?P<y2>\d{4})(?P<m2>\d\d)(?P<d2>\d\d)(?!\d)"
)
_DAY_FIRST = re.compile(
    rf"(?:{WEEKDAY},?\s+)?(?P<d>\d{{1,2}})(?:st|nd|rd|th)?[\s-]+(?:of\s+)?"
    rf"(?P<mon>{MONTH}),?[\s-]+(?P<y>\d{{4}})(?!\d)",
    re.I,
)
_MONTH_FIRST = re.compile(
    rf"(?:{WEEKDAY},?\s+)?(?P<mon>{MONTH})\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y>\d{{4}})(?!\d)", re.I
)
_FIGURES = re.compile(r"(?P<a>\d{1,2})[./-](?P<b>\d{1,2})[./-](?P<y>\d{4})(?!\d)")
_TIME = re.compile(
    r"[\sT,]*(?:at\s+)?(?P<h>\d{1,2})[:.](?P<min>\d\d)(?::\d\d(?:[.,]\d+)?)?\s*(?P<half>[ap]\.?m\.?)?\s*"
    r"(?P<zone>Z|[+-]\d\d:?\d\d|[A-Z]{2,4})?(?:\s*\([A-Z]+\))?\s*",
    re.I,
)

FIRST_YEAR, LAST_YEAR = 1000, 8999  # of an article: centuries before and after it can be reckoned with


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, and the time of day where one is printed: "14:30+02:00", or "14:30" where no zone is given."""

    day: dt.date
    time: str | None = None


def parse_moment(text: str) -> Moment:
    """Read a date with or without a time. Raises ValueError that says what is wrong with it."""
    text = text.strip()
    found = _DAY_FIRST.match(text) or _MONTH_FIRST.match(text) or _ISO.match(text) or _FIGURES.match(text)
    if not found:
        raise ValueError("is no date that can be read")
    day = _day(found.groupdict())
    rest = text[found.end() :]
    if not rest.strip(" \tT,"):
        return Moment(day)
    return Moment(day, _time(rest))


def find_moment(text: str) -> Moment | None:
    """The first date with a year in running text; None where there is none or it is impossible."""
    found = next((m for rule in (_MONTH_FIRST, _DAY_FIRST, _ISO) if (m := rule.search(text))), None)
    if not found:
        return None
    try:
        return Moment(_day(found.groupdict()))
    except ValueError:
        return None


def _day(parts: dict[str, str | None]) -> dt.date:
    year, month, day = (parts.get(key) or parts.get(f"{key}2") for key in "ymd")
    if parts.get("mon"):
        month = str(MONTHS[str(parts["mon"]).lower().rstrip(".")])
    if parts.get("a"):
        day, month = _order(int(str(parts["a"])), int(str(parts["b"])))
    if not FIRST_YEAR <= int(str(year)) <= LAST_YEAR:
        raise ValueError("there was no news in that year")
    try:
        return dt.date(int(str(year)), int(str(month)), int(str(day)))
    except ValueError as error:
        raise ValueError("there is no such day") from error


def _order(first: int, second: int) -> tuple[str, str]:
    """Day and month of a date in figures: told only where one of them can be no month, or both are one."""
    if first == second or first > 12:
        return str(first), str(second)
    if second > 12:
        return str(second), str(first)
    raise ValueError("may be read with the day or the month first")


def _time(rest: str) -> str:
    found = _TIME.fullmatch(rest)
    if not found:
        raise ValueError(f"{rest.strip()!r} is no time of day")
    hour, minute = int(found["h"]), int(found["min"])
    half = (found["half"] or "").lower()
    if half and not 1 <= hour <= 12:
        raise ValueError("there is no such time of day")
    if half:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    if hour > 23 or minute > 59:
        raise ValueError("there is no such time of day")
    return f"{hour:02}:{minute:02}{_zone(found['zone'])}"


def _zone(zone: str | None) -> str:
    if not zone:
        return ""
    if zone[0] in "+-":
        return f"{zone[:3]}:{zone[-2:]}"
    return _ZONES.get(zone.lower(), "")  # a zone we do not know: the time stays without one
