"""What an expression says by itself, before the article tells which day is meant."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Pick = Literal[-1, 0, 1] | None  # last, this, next; None: the text does not say
Base = Literal["article", "story"]  # counted from the article's date, or from the date told last


@dataclass(frozen=True, slots=True)
class Fixed:
    """A whole value: 2025-05-15, 2025-05, 2025, 199X, 2013-33."""

    value: str


@dataclass(frozen=True, slots=True)
class Yearless:
    """A month, or a day of a month, of a year not told."""

    month: int
    day: int | None = None
    pick: Pick = None
    weekday: int | None = None


@dataclass(frozen=True, slots=True)
class OfYear:
    """A part of some year by its EDTF code (21-24 seasons, 33-36 quarters, 40-41 halves)."""

    code: int
    pick: Pick = None


@dataclass(frozen=True, slots=True)
class WeekDay:
    """A weekday; `week` counts weeks from the article's when the text names the week."""

    day: int
    pick: Pick = None
    week: int | None = None


@dataclass(frozen=True, slots=True)
class Feast:
    """A well-known day by its name in holidays.toml."""

    name: str
    year: int | None = None
    pick: Pick = None


@dataclass(frozen=True, slots=True)
class DayNumber:
    """The 25th: of the month told last."""

    day: int


@dataclass(frozen=True, slots=True)
class Numeric:
    """03/04/2025: day and month in the order of the article's habit."""

    first: int
    second: int
    year: int


@dataclass(frozen=True, slots=True)
class Shift:
    """Some units before or after: last year, two days ago, a week later, that month."""

    unit: str
    count: int | None
    base: Base = "article"
    about: bool = False


@dataclass(frozen=True, slots=True)
class After:
    """Two days after Christmas: a shift from the day told beside it."""

    shift: Shift
    start: Fixed | Yearless | Feast | WeekDay | DayNumber


@dataclass(frozen=True, slots=True)
class DayWithin:
    """The fifth day of an event, -1 the last: dated only where the article tells the date of one of its days."""

    number: int


@dataclass(frozen=True, slots=True)
class WithYear:
    """A reading whose year is told by a shift: "October of that year", "March next year"."""

    inner: Yearless | OfYear
    year: Shift


@dataclass(frozen=True, slots=True)
class InWeek:
    """The week that holds a day, or the nth week of a month (-1 the last)."""

    inner: Fixed | Yearless | Feast
    nth: int = 0


@dataclass(frozen=True, slots=True)
class Length:
    """A duration, ISO 8601 with X for a number not told."""

    iso: str


@dataclass(frozen=True, slots=True)
class Repeat:
    """A set: how often, or which days."""

    iso: str


@dataclass(frozen=True, slots=True)
class Vague:
    """PRESENT_REF, PAST_REF, FUTURE_REF."""

    ref: str


@dataclass(frozen=True, slots=True)
class Timed:
    """A time of day, of the day that `inner` tells (None: of the day spoken of)."""

    clock: str
    inner: Reading | None = None


Reading = (
    Fixed
    | Yearless
    | OfYear
    | WeekDay
    | Feast
    | DayNumber
    | DayWithin
    | Numeric
    | Shift
    | After
    | WithYear
    | InWeek
    | Length
    | Repeat
    | Vague
    | Timed
)
