"""From readings to values: which day, month or year of the calendar is meant, in the order the article tells them."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass, replace

from briefgen.extract.times.readings import (
    After,
    DayNumber,
    DayWithin,
    Feast,
    Fixed,
    InWeek,
    Length,
    Numeric,
    OfYear,
    Reading,
    Repeat,
    Shift,
    Timed,
    Vague,
    WeekDay,
    WithYear,
    Yearless,
)
from briefgen.extract.times.shifts import shift_days, shift_months, shift_weeks, shift_years
from briefgen.extract.times.tense import Direction
from briefgen.extract.times.years import (
    PART_MONTHS,
    add_days,
    first_day,
    holiday_in,
    is_day,
    is_held,
    week_of,
    year_between,
)

# a day against the verb's tense must be so many times nearer
AGAINST_PAST, AGAINST_FUTURE, UNTOLD, UNTOLD_DAY = 4, 20, 3, 1.5
OPEN = 0.4  # what is rather ahead may be farther off than what is over


@dataclass(slots=True)
class Story:
    """What has been told so far: the article's day, and the date told last."""

    today: dt.date | None
    narrative: bool = False  # a history: the date told last rules, not the article's
    day_first: bool = False  # 03/04 is 3 April
    last: str | None = None  # the last calendar value told
    last_day: str | None = None  # the last value told to the day
    year: int | None = None  # the year of the date told last
    told_next: str | None = None  # in a history: the next value that tells its own year
    in_sentence: bool = False  # the date told last stands in the same sentence
    flashback: bool = False  # the date told last stands close by and is of a former year, told outright

    @property
    def now(self) -> dt.date | None:
        """The day from which "last", "next" and weekdays count: the article's; in a history the one told last."""
        return (self.narrative and self.last and first_day(self.last)) or self.today

    @property
    def told(self) -> str | None:
        return self.last or (self.today.isoformat() if self.today else None)

    def tell(self, value: str) -> None:
        """Remember a calendar value."""
        if re.match(r"\d{4}", value):
            self.last = value.split("T")[0]
            self.year = int(value[:4])
            if re.match(r"\d{4}-\d\d-\d\d", value):
                self.last_day = value[:10]


def resolve(reading: Reading, story: Story, way: Direction) -> str | None:
    """The value of a reading at this point of the story; None where nothing tells which day is meant."""
    match reading:
        case Fixed(value):
            return value
        case Length(iso) | Repeat(iso):
            return iso
        case Vague(ref):
            return ref
        case Numeric():
            return _numeric(reading, story)
        case Yearless():
            return _yearless(reading, story, way)
        case OfYear():
            return _of_year(reading, story, way)
        case After():
            return _after(reading, story, way)
        case WithYear():
            return _with_year(reading, story)
        case InWeek():
            return _in_week(reading, story, way)
        case WeekDay():
            return _weekday(reading, story, way)
        case Feast():
            return _feast(reading, story, way)
        case DayNumber():
            return _day_number(reading, story)
        case DayWithin():
            return None  # see numbered.py
        case Shift():
            return _shift(reading, story, way)
        case Timed():
            return _timed(reading, story, way)


def _numeric(reading: Numeric, story: Story) -> str | None:
    day, month = (reading.first, reading.second) if story.day_first else (reading.second, reading.first)
    if month > 12:
        day, month = month, day
    return f"{reading.year:04}-{month:02}-{day:02}" if is_day(reading.year, month, day) else None


# ---------------------------------------------------------------- a year to be found


def _yearless(reading: Yearless, story: Story, way: Direction) -> str | None:
    year = _year_for(reading, story, way)
    if year is None or year < 1:
        return None
    if reading.day is None:
        return f"{year:04}-{reading.month:02}"
    return f"{year:04}-{reading.month:02}-{reading.day:02}" if is_day(year, reading.month, reading.day) else None


def _year_for(reading: Yearless, story: Story, way: Direction) -> int | None:
    if (
        (story.narrative or (story.flashback and reading.day and way != "future"))
        and story.last
        and reading.pick in (None, -1)
    ):
        return _year_near(reading, story)
    if story.now is None:
        return story.year
    today, month = story.now, reading.month
    if reading.pick == -1:
        return (
            today.year if (month, reading.day or 0) < (today.month, today.day if reading.day else 0) else today.year - 1
        )
    if reading.pick == 1:
        return (
            today.year
            if (month, reading.day or 31) > (today.month, today.day if reading.day else 31)
            else today.year + 1
        )
    if reading.pick == 0:
        return today.year
    if reading.weekday is not None and (year := _year_by_weekday(reading, today)):
        return year
    return _year_by_direction(reading, today, way)


def _year_near(reading: Yearless, story: Story) -> int | None:
    """In a history: the year in which it lies best between the date told last and the next that tells its year."""
    if story.last is None or not re.match(r"\d{4}", story.last):
        return story.year
    year, told = int(story.last[:4]), first_day(story.last)
    if told is None:
        return year
    if reading.pick == -1 and len(story.last) >= 7:
        return year - (reading.month >= told.month)
    return year_between(reading.month, reading.day, story.last, story.told_next)


def _year_by_weekday(reading: Yearless, today: dt.date) -> int | None:
    """ "Friday, Oct. 23": the nearest year in which that day is a Friday."""
    for year in sorted(range(today.year - 3, today.year + 4), key=lambda year: abs(year - today.year)):
        known = reading.day is not None and is_day(year, reading.month, reading.day)
        if known and dt.date(year, reading.month, reading.day or 1).weekday() == reading.weekday:
            return year
    return None


def _year_by_direction(reading: Yearless, today: dt.date, way: Direction) -> int:
    """The nearest such date; one against the verb's tense counts as farther away than it is."""
    if reading.day is None and reading.month == today.month:
        return today.year

    def distance(year: int) -> float:
        days = (dt.date(year, reading.month, 1) - today).days + (reading.day or 15) - 1
        return _distance(days, way, UNTOLD_DAY if reading.day else UNTOLD)

    return min((today.year, today.year - 1, today.year + 1), key=distance)


def _distance(days: int, way: Direction, untold: float) -> float:
    """How far off a day is, longer when the words do not point there."""
    if days < 0:
        return -days * (AGAINST_FUTURE if way == "future" else 1)
    return days * {"past": AGAINST_PAST, "future": 1, "open": OPEN}.get(way or "", untold)


def _of_year(reading: OfYear, story: Story, way: Direction) -> str | None:
    if story.narrative and story.year is not None and reading.pick is None:
        return f"{story.year:04}-{reading.code}"
    if story.now is None:
        return f"{story.year:04}-{reading.code}" if story.year else None
    year, (start, end) = story.now.year, PART_MONTHS[reading.code]
    month = story.now.month
    if reading.pick == 0:
        return f"{year:04}-{reading.code}"
    if reading.pick == -1 or (reading.pick is None and way != "future"):
        begun = month > end if reading.pick == -1 else month >= start
        return f"{year if begun else year - 1:04}-{reading.code}"
    return f"{year if month <= end else year + 1:04}-{reading.code}"


def _with_year(reading: WithYear, story: Story) -> str | None:
    year = _shift(reading.year, story, None)
    if year is None or not year[:4].isdigit():
        return None
    number = int(year[:4])
    if isinstance(reading.inner, OfYear):
        return f"{number:04}-{reading.inner.code}"
    month, day = reading.inner.month, reading.inner.day
    if day is None:
        return f"{number:04}-{month:02}"
    return f"{number:04}-{month:02}-{day:02}" if is_day(number, month, day) else None


def _in_week(reading: InWeek, story: Story, way: Direction) -> str | None:
    """The week of a day; the nth seven days of a month."""
    value = resolve(reading.inner, story, way)
    start = first_day(value) if value else None
    if start is None or value is None:
        return None
    if reading.nth == 0:
        return week_of(start) if len(value) == 10 else None
    last = calendar.monthrange(start.year, start.month)[1]
    first = last - 6 if reading.nth < 0 or reading.nth * 7 > last else reading.nth * 7 - 6
    return f"{value[:7]}-{first:02}/{value[:7]}-{first + 6:02}"


# ---------------------------------------------------------------- days


def _weekday(reading: WeekDay, story: Story, way: Direction) -> str | None:
    """The latest such day, today counted, unless the verb points ahead."""
    today = story.now
    if today is None:
        return None
    if reading.week is not None:
        return _weekday_in_weeks(reading, today)
    back = (today.weekday() - reading.day) % 7
    if reading.pick == -1:
        day = add_days(today, -(back or 7))
    elif reading.pick == 1:
        day = add_days(today, 7 - back)
    elif reading.pick == 0:
        day = add_days(today, -back if way == "past" else (7 - back) % 7)
    else:
        day = add_days(today, (7 - back) % 7 if way == "future" else -back)
    return day.isoformat() if day else None


def _weekday_in_weeks(reading: WeekDay, today: dt.date) -> str | None:
    week = reading.week or 0
    if week >= 900:  # "a week from Friday": counted from the next such day
        day = add_days(today, (reading.day - today.weekday()) % 7 + 7 * (week - 1000))
    elif reading.pick == -1:  # "two weeks ago Tuesday"
        day = add_days(today, -((today.weekday() - reading.day) % 7) + 7 * week)
    else:
        day = add_days(today, reading.day - today.weekday() + 7 * week)
    return day.isoformat() if day else None


def _feast(reading: Feast, story: Story, way: Direction) -> str | None:
    if reading.year is not None:
        day = holiday_in(reading.name, reading.year)
        return day.isoformat() if day else None
    if story.narrative and story.year:
        day = holiday_in(reading.name, story.year)
        return day.isoformat() if day else None
    today = story.now
    if today is None:
        return None
    years = [year for year in range(today.year - 2, today.year + 3) if is_held(reading.name, year)]
    days = [day for year in years if (day := holiday_in(reading.name, year))]
    if reading.pick == -1:
        return max(day for day in days if day < today).isoformat()
    if reading.pick == 1:
        return min(day for day in days if day > today).isoformat()
    if reading.pick == 0:
        return next((day.isoformat() for day in days if day.year == today.year), None)
    return min(days, key=lambda day: _distance((day - today).days, way, UNTOLD_DAY)).isoformat()


def _day_number(reading: DayNumber, story: Story) -> str | None:
    told = story.told
    if told is None or not re.match(r"\d{4}-(0[1-9]|1[0-2])", told):
        return None
    year, month = int(told[:4]), int(told[5:7])
    return f"{told[:7]}-{reading.day:02}" if is_day(year, month, reading.day) else None


# ---------------------------------------------------------------- counted


def _shift(reading: Shift, story: Story, way: Direction) -> str | None:
    """last year, two days ago, the following month: the granularity is that of the unit."""
    told: str | None = story.told if reading.base == "story" or story.narrative else _iso(story.today)
    passing = reading.unit == "D" and reading.base == "story" and reading.count and not story.narrative
    if passing and told and len(told) < len("2025-05-15"):
        told = story.last_day or told  # "the next day" after a year named in passing
    start = first_day(told) if told else None
    if start is None or told is None or reading.count is None:
        return None
    about = "~" if reading.about and reading.unit in ("Y", "M") else ""
    if reading.unit in ("TS", "TM", "TH"):
        return None
    if reading.unit == "D":
        value = shift_days(start, told, reading.count)
        return None if passing and way not in ("future", "open") and _is_overtaken(told, value, story) else value
    if reading.unit in ("W", "WE", "FN"):
        return shift_weeks(reading, start, told, way)
    if reading.unit in ("M", "Q", "H"):
        return shift_months(reading, start, told, about)
    return shift_years(reading, start, told, about)


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def _is_overtaken(told: str, value: str | None, story: Story) -> bool:
    """ "He left in May. The next day he was back": counted past the article's own day, it is of another day."""
    today = _iso(story.today)
    return bool(today and value and told <= today < value)


def _after(reading: After, story: Story, way: Direction) -> str | None:
    start = resolve(reading.start, story, way)
    if start is None:
        return None
    return _shift(replace(reading.shift, base="story"), Story(story.today, last=start), way)


def _timed(reading: Timed, story: Story, way: Direction) -> str | None:
    """A time of day: of its own day, else of the day told last, else of the article's."""
    if reading.inner is not None:
        day = resolve(reading.inner, story, way)
    else:
        day = story.last_day if story.narrative or story.in_sentence else None
    return f"{day}{reading.clock}" if day and re.fullmatch(r"\d{4}-\d\d-\d\d", day) else None
