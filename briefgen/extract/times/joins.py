"""Expressions that belong together: ranges ("3-5 May"), a clock time and its day, words that widen ("early May")."""

from __future__ import annotations

import re
from dataclasses import replace

from briefgen.extract.times.readings import Fixed, Shift, Timed, WeekDay, Yearless
from briefgen.extract.times.scan import Found
from briefgen.extract.times.years import full_year, is_day

_LINK = r"[ ]*(?:-|–|—|/|,|to|and|or|through|until|till|or the|and the)[ ]*"
REACH = 30  # characters before an expression that may widen it
_DAY_BEFORE = re.compile(rf"(?<![\d.,:$£€/-])(3[01]|[12]?\d)(?:st|nd|rd|th)?{_LINK}$", re.I)
_DAY_AFTER = re.compile(
    rf"{_LINK}(3[01]|[12]\d|[1-9])(?:st|nd|rd|th)?"
    r"(?![\w:%]|[.,]\d| (?:people|percent|million))"
    r"(?:,? ((?:1\d|20)\d\d)(?!\d))?",
    re.I,
)
_YEAR_AFTER = re.compile(r"(?:-|–|/)(\d\d)(?![\d-])")
ROW, MANY = 200, 2  # characters and members of a row of spoken years
_OF_ROW = re.compile(r"\b[A-Z][a-z]+\]? in $")
_SPOKEN = re.compile(r"\b[A-Z][a-z]+\]? in (\d\d)(?: and (\d\d))?(?=[,.;](?:\s|$)| and [A-Z])")
_LINKED = re.compile(rf"^{_LINK}$", re.I)
_BEFORE = re.compile(  # words in front that belong to the expression
    r"(?:(?:the )?(?:very )?(?:early|late|mid|middle|beginning|start|end|close|turn|dawn|eve)"
    r"(?: in| of| on)?(?: the)?[ -]+|later |earlier )$",
    re.I,
)
_PART_OF = re.compile(r"(?:the )?(?:(?:early|late) )?(morning|afternoon|evening|night)s? of (?:the )?$", re.I)
_PARTS = {"morning": "TMO", "afternoon": "TAF", "evening": "TEV", "night": "TNI"}
_ZONE = (
    r"(?: ?\(?(?:\d{3,4} |\d\d?:\d\d )?"
    r"(?:GMT|UTC|EST|EDT|ET|CET|CEST|BST|PST|PDT|PT|CST|CDT|local time|Eastern|Pacific)\)?)*"
)
_CLOCK_DAY = re.compile(rf"{_ZONE}(?:,? on|,)? ?$", re.I)


def joined(found: list[Found], text: str) -> list[Found]:
    """Join and complete neighbouring expressions."""
    found = _with_ranges(_with_spoken_years(found, text), text)
    found = _years_from_the_right(found, text)
    found = _clocks_with_days(found, text)
    return [_with_part(one, text, found[i - 1].end if i else 0) for i, one in enumerate(found)]


def _with_spoken_years(found: list[Found], text: str) -> list[Found]:
    """Add the short years of "Holt in 88 and 92, Varn in 96 and Lee in 2000": a row that ends in a whole year."""
    spoken: list[Found] = []
    for one in found:
        if one.rule != "year" or not _OF_ROW.search(text, max(0, one.start - REACH), one.start):
            continue
        start = max(text.rfind("\n", 0, one.start) + 1, one.start - ROW)
        row = list(_SPOKEN.finditer(text, start, one.end + ROW))
        years = [(match.start(group), match[group]) for match in row for group in (1, 2) if match[group]]
        if len(row) >= MANY and not spoken:
            spoken = [Found(at, at + 2, "spoken-year", Fixed(f"{full_year(year):04}")) for at, year in years]
    taken = {position for one in found for position in range(one.start, one.end)} if spoken else set()
    return sorted([*found, *(one for one in spoken if one.start not in taken)], key=lambda one: one.start)


def _with_ranges(found: list[Found], text: str) -> list[Found]:
    """Add the bare numbers of "3-5 May", "April 24 and 25", "1914-18"."""
    result: list[Found] = []
    for i, one in enumerate(found):
        if result and one.start < result[-1].end:
            continue  # the year of "March 5-9, 1918" is part of the range's end
        end = found[i - 1].end if i else 0
        following = found[i + 1] if i + 1 < len(found) else None
        result += [*_before(one, text, end), one, *_after(one, text, following)]
    return result


def _before(one: Found, text: str, end: int) -> list[Found]:
    """The days in front of "5 May", the nearest first found."""
    if not one.rule.startswith("day-month"):
        return []
    match = _DAY_BEFORE.search(text, max(end, one.start - 12), one.start)
    month = _month_of(one)
    if match is None or month is None:
        return []
    reading = _same_month(one, int(match[1]))
    return [Found(match.start(1), match.end(1), "range-start", reading)] if reading else []


def _after(one: Found, text: str, following: Found | None) -> list[Found]:
    """The years or days behind: "1914-18", "April 24 and 25", "March 5-9, 1918"."""
    if one.rule == "year" and (match := _YEAR_AFTER.match(text, one.end)) and isinstance(one.reading, Fixed):
        year = int(one.reading.value[:2] + match[1])
        return (
            [Found(match.start(1), match.end(1), "range-year", Fixed(f"{year:04}"))]
            if year > int(one.reading.value)
            else []
        )
    if one.rule not in ("month-day", "month-day-year", "range-day"):
        return []
    match = _DAY_AFTER.match(text, one.end)
    reading = _same_month(one, int(match[1])) if match else None
    if match is None or reading is None or (following and match.end(1) > following.start):
        return []
    end = match.end(1)
    if (
        match[2]
        and isinstance(reading, Yearless)
        and (following is None or following.rule == "year" or match.end() <= following.start)
    ):
        reading, end = Fixed(f"{match[2]}-{reading.month:02}-{reading.day:02}"), match.end()
    next_one = Found(match.start(1), end, "range-day", reading)
    return [next_one, *_after(next_one, text, following)]


def _month_of(one: Found) -> int | None:
    if isinstance(one.reading, Yearless):
        return one.reading.month
    return int(one.reading.value[5:7]) if isinstance(one.reading, Fixed) else None


def _same_month(one: Found, day: int) -> Fixed | Yearless | None:
    """Another day of the same month and year."""
    if isinstance(one.reading, Yearless):
        return replace(one.reading, day=day, weekday=None) if is_day(2000, one.reading.month, day) else None
    if isinstance(one.reading, Fixed) and is_day(int(one.reading.value[:4]), int(one.reading.value[5:7]), day):
        return Fixed(f"{one.reading.value[:8]}{day:02}")
    return None


def _years_from_the_right(found: list[Found], text: str) -> list[Found]:
    """ "31 May - 1 June 1916": the first takes the year of the second."""
    result = list(found)
    for i in range(len(result) - 2, -1, -1):
        one, other = result[i], result[i + 1]
        if not isinstance(one.reading, Yearless) or not isinstance(other.reading, Fixed):
            continue
        if (
            not _LINKED.match(text[one.end : other.start])
            or not other.reading.value[:4].isdigit()
            or len(other.reading.value) < 7
        ):
            continue
        year = int(other.reading.value[:4]) - (one.reading.month > int(other.reading.value[5:7]))
        month, day = one.reading.month, one.reading.day
        if day is None:
            result[i] = replace(one, reading=Fixed(f"{year:04}-{month:02}"))
        elif is_day(year, month, day):
            result[i] = replace(one, reading=Fixed(f"{year:04}-{month:02}-{day:02}"))
    return result


def _clocks_with_days(found: list[Found], text: str) -> list[Found]:
    """ "10 a.m. Friday" is one expression."""
    result: list[Found] = []
    for one in found:
        last = result[-1] if result else None
        if (
            last
            and isinstance(last.reading, Timed)
            and last.reading.inner is None
            and _is_day(one)
            and _CLOCK_DAY.fullmatch(text, last.end, one.start)
        ):
            inner = one.reading.inner if isinstance(one.reading, Timed) else one.reading
            result[-1] = Found(last.start, one.end, last.rule, replace(last.reading, inner=inner))
        else:
            result.append(one)
    return result


def _is_day(one: Found) -> bool:
    reading = one.reading.inner if isinstance(one.reading, Timed) else one.reading
    if isinstance(reading, Yearless):
        return reading.day is not None
    if isinstance(reading, Fixed):
        return len(reading.value) == 10
    return isinstance(reading, WeekDay) or (isinstance(reading, Shift) and reading.unit == "D")


def _with_part(one: Found, text: str, end: int) -> Found:
    """ "the night of May 3" is a time of that day."""
    match = _PART_OF.search(text, max(end, one.start - REACH), one.start) if _is_day(one) else None
    if match is None:
        return one
    inner = one.reading.inner if isinstance(one.reading, Timed) else one.reading
    return replace(one, start=match.start(), reading=Timed(_PARTS[match[1].lower()], inner))


def widened(start: int, text: str, end: int) -> int:
    """Where an expression begins with the words before it that belong to it: "early", "the end of"."""
    match = _BEFORE.search(text, max(end, start - REACH), start)
    if match is None or (match.start() and text[match.start() - 1].isalnum()):
        return start
    return match.start()
