"""From the words a rule matched to a reading. One function a kind of rule; None refuses the match."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import cast

from briefgen.extract.times.amounts import amount_of, iso_length
from briefgen.extract.times.lexicon import code_of, holidays, number_of
from briefgen.extract.times.readings import (
    DayNumber,
    DayWithin,
    Feast,
    Fixed,
    InWeek,
    Length,
    Numeric,
    OfYear,
    Pick,
    Reading,
    Repeat,
    Shift,
    Timed,
    Vague,
    WeekDay,
    WithYear,
    Yearless,
)
from briefgen.extract.times.years import century_value, full_year, is_day

Words = dict[str, str]  # named groups of the match; those that matched nothing are left out
Reader = Callable[[Words], Reading | None]


# ---------------------------------------------------------------- dates


def full_date(found: Words) -> Reading | None:
    """May 15, 2025; 15 May 2025."""
    year = full_year(found["year"])
    month, day = number_of(found["month"], "month"), _day(found["day"])
    return Fixed(f"{year:04}-{month:02}-{day:02}") if is_day(year, month, day) else None


def iso_date(found: Words) -> Reading | None:
    year, month, day = int(found["year"]), int(found["num"]), int(found["num2"])
    return Fixed(f"{year:04}-{month:02}-{day:02}") if is_day(year, month, day) else None


def numeric_date(found: Words) -> Reading | None:
    """15/05/2025, 5/15/25: which number is the month is settled by the article."""
    first, second = int(found["num"]), int(found["num2"])
    if not (1 <= first <= 31 and 1 <= second <= 31) or (first > 12 and second > 12):
        return None
    return Numeric(first, second, full_year(found.get("year") or found["two"]))


def month_day(found: Words) -> Reading | None:
    """May 15; Thursday, 15 May; last May 15."""
    weekday = number_of(found["weekday"], "weekday") if "weekday" in found else None
    month, day = number_of(found["month"], "month"), _day(found["day"])
    return Yearless(month, day, _pick(found), weekday) if is_day(2000, month, day) else None


def month_year(found: Words) -> Reading:
    """May 2025; June '44."""
    year = full_year(found["year"] if "year" in found else found["short"][1:])
    return Fixed(f"{year:04}-{number_of(found['month'], 'month'):02}")


def month(found: Words) -> Reading:
    """May; last May; this coming May."""
    return Yearless(number_of(found["month"], "month"), None, _pick(found))


def month_of_year(found: Words) -> Reading:
    """October of that year; May 3 next year."""
    day = _day(found["day"]) if "day" in found else None
    return WithYear(Yearless(number_of(found["month"], "month"), day), _that_year(found))


def year(found: Words) -> Reading:
    return Fixed(f"{full_year(found['year']):04}")


def short_year(found: Words) -> Reading:
    """'99."""
    return Fixed(f"{full_year(found['short'][1:]):04}")


def decade(found: Words) -> Reading:
    """the 1990s; the '90s; the nineties."""
    if "decade" in found:
        return Fixed(code_of(found["decade"], "decade"))
    digits = re.sub(r"\D", "", found.get("decades") or found["shortdecades"])[:-1]
    return Fixed(f"{digits if len(digits) == 3 else '19' + digits}X")


def century(found: Words) -> Reading | None:
    return century_value(_day(found["nth"]) if "nth" in found else number_of(found["ordinal"], "ordinal"))


def season_year(found: Words) -> Reading:
    return Fixed(f"{full_year(found['year']):04}-{number_of(found['season'], 'season')}")


def season(found: Words) -> Reading:
    return OfYear(number_of(found["season"], "season"), _pick(found))


def that_season(found: Words) -> Reading:
    return WithYear(OfYear(number_of(found["season"], "season")), Shift("Y", 0, "story"))


def that_month(found: Words) -> Reading:
    return WithYear(Yearless(number_of(found["month"], "month")), Shift("Y", 0, "story"))


def week_of_day(found: Words) -> Reading | None:
    """the week of March 6."""
    inner = month_day(found)
    return InWeek(inner) if isinstance(inner, Yearless) else None


def week_of_holiday(found: Words) -> Reading:
    """Easter week."""
    return InWeek(Feast(_plain(found["holiday"])))


def week_of_month(found: Words) -> Reading | None:
    """the first week of May; the last week of August 1918."""
    inner = month_year(found) if "year" in found else month(found)
    return InWeek(inner, number_of(found["ordinal"], "ordinal")) if isinstance(inner, Fixed | Yearless) else None


def season_of_year(found: Words) -> Reading:
    return WithYear(OfYear(number_of(found["season"], "season")), _that_year(found))


def part_of_year(found: Words) -> Reading | None:
    """the third quarter; first half of 2013; Q3 2015; the second half of last year."""
    code = _part_code(found)
    if code is None:
        return None
    if "year" in found:
        return Fixed(f"{full_year(found['year']):04}-{code}")
    if "unit" in found or "which" in found:
        return WithYear(OfYear(code), _that_year(found))
    return OfYear(code)


# ---------------------------------------------------------------- days


def weekday(found: Words) -> Reading | None:
    """Friday; last Friday; Friday of next week; Friday morning."""
    if "week" in found:
        inner = WeekDay(number_of(found["weekday"], "weekday"), week=_shift_count(found["week"]))
    else:
        inner = WeekDay(number_of(found["weekday"], "weekday"), _pick(found))
    return _timed(found, inner)


def weekday_clock(found: Words) -> Reading:
    """Wednesday noon."""
    return Timed("T" + code_of(found["clock"], "clock"), WeekDay(number_of(found["weekday"], "weekday"), _pick(found)))


def weekday_and_weeks(found: Words) -> Reading:
    """a week from Friday; two weeks ago Tuesday; a week ago on Monday."""
    weeks = int(amount_of(found["n"]) or 1)
    sign = 1 if found["way"].lower() in ("from", "after") else -1
    return WeekDay(
        number_of(found["weekday"], "weekday"), 1 if sign > 0 else -1, weeks * sign + (0 if sign < 0 else 1000)
    )


def weekdays(found: Words) -> Reading:
    """on Fridays; every Friday."""
    return Repeat(f"XXXX-WXX-{number_of(re.sub('s$', '', found['weekday'], flags=re.I), 'weekday') + 1}")


def named_day(found: Words) -> Reading:
    """today, tonight, yesterday evening, the day after tomorrow."""
    count = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}[found["name"].lower()]
    if "beyond" in found:
        count += 1 if found["beyond"].lower() == "after" else -1
    inner = Shift("D", count)
    if found["name"].lower() == "tonight":
        return Timed("TNI", inner)
    return _timed(found, inner)


def part_of_day(found: Words) -> Reading:
    """this morning, last night, that evening, the next morning."""
    which = found["which"].lower().split()[-1]
    if which == "last":
        return _timed(found, Shift("D", -1))
    return _timed(found, Shift("D", _shift_count(found["which"]), "article" if which == "this" else "story"))


def holiday(found: Words) -> Reading:
    name = _plain(found["holiday"])
    given = full_year(found["year"]) if "year" in found else None
    return _timed(found, Feast(name, given, _pick(found)))


def holiday_once(found: Words) -> Reading:
    return Fixed(str(holidays()["once"][_plain(found["once"])]))


def day_number(found: Words) -> Reading:
    """the 25th."""
    return DayNumber(_day(found["nth"]))


def day_within(found: Words) -> Reading:
    """the fifth day, opening night, day five: of some event."""
    if "edge" in found:
        return DayWithin(1 if found["edge"].lower() == "opening" else -1)
    if "count" in found:
        return DayWithin(int(amount_of(found["count"]) or 0))
    last = found["ordinal"].lower() in ("last", "final")
    return DayWithin(-1 if last else number_of(found["ordinal"], "ordinal"))


# ---------------------------------------------------------------- counted from a date


def shifted(found: Words) -> Reading | None:
    """last year, this week, next month, the coming weekend."""
    unit = code_of(found["unit"], "unit")
    if found["unit"].lower().endswith("s"):
        return None
    which = found["which"].lower().split()[-1]
    if (unit == "D" and which == "last") or (unit in ("TS", "TM", "TH", "N", "Q") and which in ("that", "same")):
        return None
    if unit == "D" and which == "this":
        return None
    base = "article" if which in ("last", "this", "next", "current", "coming", "upcoming", "past") else "story"
    if which == "next" and (unit == "D" or found["which"].lower().startswith("the")):
        base = "story"
    return Shift(unit, _shift_count(found["which"]), base)  # type: ignore[arg-type]


def unit_at_hand(found: Words) -> Reading:
    """the year, the month: the one spoken of."""
    return Shift(code_of(found["unit"], "unit"), 0)


def year_end(found: Words) -> Reading:
    return Shift(code_of(found["unit"], "unit"), 0)


def ago(found: Words) -> Reading | None:
    """three years ago, a week earlier, two days later, a month from now, the day before."""
    unit, amount = code_of(found["unit"], "unit"), amount_of(found.get("n", "one"))
    way = re.sub(r"[\s-]+", " ", found["way"].lower())
    if unit in ("TS", "TM", "TH"):
        return Length(iso_length("X" if amount is None else f"{amount:g}", unit))
    if amount is None:
        return (
            Vague("PAST_REF" if way in ("ago", "back") else "FUTURE_REF")
            if way in ("ago", "back", "from now")
            else None
        )
    sign = 1 if way in ("later", "after", "following", "from now", "from today", "hence", "on") else -1
    base = "article" if way in ("ago", "back", "from now", "from today", "hence") else "story"
    return _counted(unit, sign * amount, base, about=base == "article")


def _counted(unit: str, amount: float, base: str, *, about: bool) -> Shift | None:
    """Fold halves, fortnights, decades and centuries into smaller units."""
    times, smaller = {
        "FN": (2, "W"),
        "DE": (10, "Y"),
        "CE": (100, "Y"),
        "N": (1, "D"),
        "WE": (1, "W"),
        "Q": (3, "M"),
    }.get(unit, (1, unit))
    amount *= times
    if amount != int(amount):
        finer = {"Y": (12, "M"), "M": (30, "D"), "W": (7, "D")}.get(smaller)
        if finer is None:
            return Shift(smaller, int(amount), base, about)  # type: ignore[arg-type]
        amount, smaller = round(amount * finer[0]), finer[1]
    return Shift(smaller, int(amount), base, about)  # type: ignore[arg-type]


# ---------------------------------------------------------------- shared


def _day(text: str) -> int:
    return int(re.match(r"\d+", text)[0])  # type: ignore[index]


def _pick(found: Words) -> Pick:
    return cast(Pick, _shift_count(found["which"])) if "which" in found else None


def _shift_count(which: str) -> int:
    """ "this past" counts as past, "the same" as same: the last word rules."""
    return number_of(re.split(r"[\s-]+", which.strip().lower())[-1], "shift")


def _that_year(found: Words) -> Shift:
    which = found.get("which", "the").lower().split()[-1]
    if which == "the":
        return Shift("Y", 0, "story")
    base = "article" if which in ("last", "this", "next", "current", "coming") else "story"
    return Shift("Y", _shift_count(which), base)  # type: ignore[arg-type]


def _part_code(found: Words) -> int | None:
    kind = found.get("kind", "quarter").lower()
    digits = re.sub(r"\D", "", found.get("q", found.get("nq", "")))
    number = int(digits) if digits else number_of(found["ordinal"], "ordinal")
    if kind.startswith("half"):
        return {1: 40, 2: 41, -1: 41}.get(number)
    return {1: 33, 2: 34, 3: 35, 4: 36}.get(number)


def _timed(found: Words, inner: Reading) -> Reading:
    return Timed("T" + code_of(found["part"], "part"), inner) if "part" in found else inner


def _plain(name: str) -> str:
    """A holiday's name as its table spells it."""
    name = re.sub(r"\s+", " ", name.lower().replace("’", "'"))
    known = holidays()["day"] | holidays()["once"]
    return name if name in known else re.sub(r"[\s\u2010\u2011-]+", " ", name)
