"""From matched words to readings of lengths, sets, vague times and clock times."""

from __future__ import annotations

import re

from briefgen.extract.times.amounts import amount_of, iso_length
from briefgen.extract.times.lexicon import code_of
from briefgen.extract.times.readings import Length, Reading, Repeat, Timed, Vague

Words = dict[str, str]  # named groups of the match; those that matched nothing are left out


# ---------------------------------------------------------------- durations, sets, references


def length(found: Words) -> Reading | None:
    """three days, 16-hour, several weeks, half an hour."""
    unit = code_of(found["unit"], "unit")
    if "n" not in found:
        return Length(iso_length("X", unit))
    if unit in ("Q", "TS") and re.fullmatch(r"an?|half.*", found["n"], re.I):
        return None  # "a quarter" is a fraction, "a second" an ordinal
    amount = amount_of(found["n"])
    if amount and 1900 <= amount <= 2100 and not found["unit"].lower().endswith("s"):
        return None  # "the World Cup 2018 day five"
    return Length(iso_length("X" if amount is None else f"{amount:g}", unit))


def length_long(found: Words) -> Reading:
    """day-long, decades-long."""
    unit = code_of(found["unit"], "unit")
    return Length(iso_length("X" if found["unit"].lower().endswith("s") else "1", unit))


def past_length(found: Words) -> Reading:
    """the past week, the past 20 years, recent days."""
    amount = amount_of(found["n"]) if "n" in found else 1 if not found["unit"].lower().endswith("s") else None
    return Length(iso_length("X" if amount is None else f"{amount:g}", code_of(found["unit"], "unit")))


def every(found: Words) -> Reading:
    """every day, each of the last three years, every other week, every two months."""
    unit = code_of(found["unit"], "unit")
    amount = 2 if "other" in found else amount_of(found["n"]) if "n" in found else 1
    return Repeat(iso_length("X" if amount is None else f"{amount:g}", unit))


def every_part(found: Words) -> Reading:
    return Repeat(f"XXXX-XX-XXT{code_of(found['part'], 'part')}")


def often(found: Words) -> Reading:
    return Repeat(code_of(found["often"], "often"))


def reference(found: Words) -> Reading:
    return Vague(code_of(found["reference"].split()[-1], "reference"))


def reference_past(_: Words) -> Reading:
    return Vague("PAST_REF")


def reference_present(_: Words) -> Reading:
    return Vague("PRESENT_REF")


def reference_future(_: Words) -> Reading:
    return Vague("FUTURE_REF")


# ---------------------------------------------------------------- times of day


def clock(found: Words) -> Reading | None:
    """10:35 a.m., 4 in the morning, 22:30 GMT, noon."""
    if "clock" in found:
        return Timed("T" + code_of(found["clock"], "clock"))
    hour, minute = int(found["hour"]), int(found.get("minute", 0))
    half = found.get("half", "").lower().replace(".", "").replace(" ", "")
    if (hour > 12 and half) or hour > 24:
        return None
    if half in ("pm", "afternoon", "evening", "night") and hour < 12:
        hour += 12
    if half in ("am", "morning") and hour == 12:
        hour = 0
    return Timed(f"T{hour:02}:{minute:02}")
