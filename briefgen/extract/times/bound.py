"""Expressions counted from what stands beside them: "two days after Christmas", "27 June, a day after the raid"."""

from __future__ import annotations

import re
from dataclasses import replace

from briefgen.extract.times.readings import (
    After,
    DayNumber,
    Feast,
    Fixed,
    Length,
    Shift,
    Timed,
    WeekDay,
    Yearless,
)
from briefgen.extract.times.scan import Found

REACH = 6  # characters between "two days after" and the date it is counted from: "the "
_COUNTED = re.compile(r"(?:before|after|following)$", re.I)
_ENDS = re.compile(r"\s*(?:[.,;:)!?\"–—]|$|\n)")


def bound(found: list[Found], text: str) -> list[Found]:
    """Settle what "before" and "after" count from; what counts from an untold day becomes a length or is left out."""
    result: list[Found] = []
    skip = -1
    for i, one in enumerate(found):
        if i == skip:
            continue
        if _is_clock_before(one, text):
            continue
        if (
            not isinstance(one.reading, Shift)
            or not _COUNTED.search(text[one.start : one.end])
            or _ENDS.match(text, one.end)
        ):
            result.append(one)
            continue
        other = found[i + 1] if i + 1 < len(found) else None
        if (
            other
            and other.start - one.end <= REACH
            and isinstance(other.reading, Fixed | Yearless | Feast | WeekDay | DayNumber)
        ):
            result.append(Found(one.start, other.end, one.rule, After(one.reading, other.reading)))
            skip = i + 1
        elif (
            result
            and _ENDS_BETWEEN.fullmatch(text, result[-1].end, one.start)
            and not isinstance(result[-1].reading, Length)
        ):
            result.append(replace(one, reading=Shift("D", 0, "story")))
        else:
            result += _as_length(one)
    return result


def _is_clock_before(one: Found, text: str) -> bool:
    """ "6 a.m. ten days before the raid": of a day that is not told."""
    counted = isinstance(one.reading, Timed) and isinstance(one.reading.inner, Shift)
    return counted and bool(_COUNTED.search(text[one.start : one.end])) and not _ENDS.match(text, one.end)


_ENDS_BETWEEN = re.compile(r"(?:, | \(|-|–| – | - )")


def _as_length(one: Found) -> list[Found]:
    """ "two days after the raid": a length when the raid's day is not told; "the day after the raid": nothing."""
    reading = one.reading
    if not isinstance(reading, Shift) or one.rule != "ago" or reading.count is None:
        return []
    return [replace(one, reading=Length(f"P{abs(reading.count)}{reading.unit}"))]
