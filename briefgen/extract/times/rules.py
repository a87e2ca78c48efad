"""The grammar: every kind of time expression as a name, a pattern (see notation.py) and what reads it.

At each place of the text the longest match wins; of equally long ones, the rule that stands first.
"""

from __future__ import annotations

from dataclasses import dataclass

from briefgen.extract.times import measures as m
from briefgen.extract.times import readers as r


@dataclass(frozen=True, slots=True)
class Rule:
    name: str
    pattern: str
    reader: r.Reader


WHICH = (
    "which=last|this|next|this_past|this_coming|this_last|this_next|the_coming|coming|the_following|the_previous|past"
)
COUNTED = (
    "which=last|this|next|this_past|this_coming|the_coming|"
    "the_upcoming|the_following|the_previous|the_preceding|the_prior|that|that_same|the_same|the_next|the_current"
)
YEARS = "{of} which=that|that_same|the_same|this|last|next|the_following|the_previous|the_next year"
ONES = (  # the n of "day n", not of "n weeks"
    r"(?:\d\d?|one|two|three|four|five|six|seven|eight|nine|ten)"
    r"(?![\s-](?:more|days?|nights?|weeks?|months?|years?|hours?|minutes?|decades?|[ap]\.?m\b))"
)
PART = "part=morning|mornings|afternoon|evening|night|overnight"


def _rule(name: str, pattern: str, reader: r.Reader) -> Rule:
    """A rule with the shared rows of words put into its pattern."""
    rows = (("WHICH", WHICH), ("COUNTED", COUNTED), ("YEARS", YEARS), ("PART", PART), ("ONES", ONES))
    for macro, row in rows:
        pattern = pattern.replace(macro, row)
    return Rule(name, pattern, reader)


RULES: tuple[Rule, ...] = (
    # full dates
    _rule("iso", r"<year>-<num>-<num:2>", r.iso_date),
    _rule("iso-slash", r"<year>/<num>/<num:2>", r.iso_date),
    _rule("numeric", r"<num>[/.]<num:2>[/.]<year>", r.numeric_date),
    _rule("numeric-short", r"<num>/<num:2>/<two>", r.numeric_date),
    _rule("month-day-year", r"{<weekday>,} <month> {the} <day>, <year>", r.full_date),
    _rule("day-month-year", r"{<weekday>,} {the} <day> {day} {of} <month>, <year>", r.full_date),
    # parts of dates
    _rule("month-day", r"{WHICH} {<weekday>,} <month> {the} <day>", r.month_day),
    _rule("day-month", r"{<weekday>,} {the} <day> {day} {of} <month>", r.month_day),
    _rule("month-day-that-year", r"<month> <day>, YEARS", r.month_of_year),
    _rule("day-month-that-year", r"<day> {of} <month>, YEARS", r.month_of_year),
    _rule("month-year", r"<month>, {of} <year>", r.month_year),
    _rule("month-short-year", r"<month>, {of} <short>", r.month_year),
    _rule("month-that-year", r"<month>, YEARS", r.month_of_year),
    _rule("month", r"{WHICH} <month>", r.month),
    _rule("that-month", r"that|that_same|the_same|of_that <month>", r.that_month),
    _rule("week-of-day", r"the week of <month> <day>", r.week_of_day),
    _rule("week-of-month", r"{the} <ordinal> week of|in <month> {<year>}", r.week_of_month),
    _rule("day-of-that-month", r"{the} <nth> of that|this|the|the_same month", r.day_number),
    _rule("day-number", r"the <nth>", r.day_number),
    # years and longer
    _rule("year", r"<year>", r.year),
    _rule("year-word", r"{the} year|years <year>", r.year),
    _rule("short-year", r"<short>", r.short_year),
    _rule("decade-digits", r"{the} <decades>", r.decade),
    _rule("decade-short", r"{the} <shortdecades>", r.decade),
    _rule("decade-word", r"the <decade>", r.decade),
    _rule("century", r"{the} <nth> century", r.century),
    _rule("century-word", r"{the} <ordinal> century", r.century),
    # parts of a year
    _rule("season-year", r"{the} <season>, {of} <year>", r.season_year),
    _rule("that-season", r"that|that_same|the_same <season>", r.that_season),
    _rule("season-that-year", r"{the} <season>, YEARS", r.season_of_year),
    _rule("season", r"{WHICH} <season>", r.season),
    _rule(
        "quarter-year", r"{the} <ordinal> {fiscal} kind=quarter|half|half-year, {of|in} {fiscal} <year>", r.part_of_year
    ),
    _rule(
        "quarter-that-year",
        r"{the} <ordinal> kind=quarter|half {of} which=that|this|last|next|the unit=year",
        r.part_of_year,
    ),
    _rule("quarter", r"{the} <ordinal> {fiscal} kind=quarter|half-year", r.part_of_year),
    _rule("half-alone", r"{the} ordinal=first|second kind=half of the year", r.part_of_year),
    _rule("q-year", r"<q> {of} <year>", r.part_of_year),
    _rule("nq-year", r"<nq> {of} <year>", r.part_of_year),
    _rule("nq", r"<nq>", r.part_of_year),
    # weekdays and named days
    _rule("weekday", r"{WHICH} <weekday> {PART}", r.weekday),
    _rule("weekday-clock", r"{WHICH} <weekday> {at} <clock>", r.weekday_clock),
    _rule("weekday-of-week", r"<weekday>, {of} week=last|this|next|the_following|the_previous week", r.weekday),
    _rule(
        "week-from-weekday",
        r"<n> week|weeks way=from|ago|after|before {on} {last|next|this} <weekday>",
        r.weekday_and_weeks,
    ),
    _rule("weekdays", r"weekday=mondays|tuesdays|wednesdays|thursdays|fridays|saturdays|sundays", r.weekdays),
    _rule("every-weekday", r"every|each {single} <weekday>", r.weekdays),
    _rule("named-day", r"name=today|tonight|yesterday|tomorrow {PART}", r.named_day),
    _rule("named-day-beyond", r"the day beyond=before|after name=yesterday|tomorrow", r.named_day),
    _rule(
        "part-of-day",
        r"which=this|last|that|that_same|the_same|the_next|the_following|the_previous"
        r" part=morning|afternoon|evening|night",
        r.part_of_day,
    ),
    # days of an event
    _rule("numbered-day", r"{the} <ordinal> {full} (?:day|night)(?!-long)", r.day_within),
    _rule("edge-day", r"{the} edge=opening|closing day|night", r.day_within),
    _rule("day-count", r"day count=ONES", r.day_within),
    _rule("holiday", r"{WHICH} <holiday> {PART} {<year>}", r.holiday),
    _rule("holiday-week", r"<holiday> week", r.week_of_holiday),
    _rule("holiday-once", r"<once>", r.holiday_once),
    # counted from a date
    _rule("shifted", r"COUNTED {calendar|fiscal|school} <unit>", r.shifted),
    _rule(
        "ago",
        r"<n> <unit> way=ago|back|earlier|later|before|after|previously|following|from_now|from_today|hence",
        r.ago,
    ),
    _rule("unit-ago", r"unit=year|month|week|decade way=ago|earlier", r.ago),
    _rule("unit-before", r"the <unit> way=before|after|following", r.ago),
    _rule("year-end", r"{the} <unit>(?:['’]s)? end", r.year_end),
    _rule("the-year", r"the unit=year|month|week|weekend", r.unit_at_hand),
    # durations
    _rule("length", r"<n> {more|full|straight|consecutive|whole|additional|further} <unit>", m.length),
    _rule("length-vague", r"unit=seconds|minutes|hours|days|weeks|months|years|decades|centuries", m.length),
    _rule(
        "length-long",
        r"unit=hour|hours|day|days|week|weeks|month|months|year|years|decade|decades|century|centuries long",
        m.length_long,
    ),
    _rule(
        "past-length",
        r"{the} past|last|next|coming|previous|following|first|final {<n>} unit=hours|days|weeks|months|years|decades",
        m.past_length,
    ),
    _rule("past-unit", r"{the} past unit=week|month|year|decade|century", m.past_length),
    _rule("recent-length", r"{the} recent|coming|previous unit=hours|days|weeks|months|years|decades", m.past_length),
    # sets
    _rule("every", r"every|each {single} <unit>", m.every),
    _rule("every-other", r"every other=other {single} <unit>", m.every),
    _rule("every-n", r"every <n> <unit>", m.every),
    _rule("every-part", r"every|each <part>", m.every_part),
    _rule("per", r"per <unit>", m.every),
    _rule("times-a", r"once|twice|times a|an|each|every <unit>", m.every),
    _rule("often", r"<often>", m.often),
    # references
    _rule("reference", r"<reference>", m.reference),
    _rule("the-future", r"the {near|foreseeable|immediate|distant} future", m.reference_future),
    _rule("the-past", r"the {recent|distant} past", m.reference_past),
    _rule(
        "present",
        r"at_present|the_present|these_days|right_now|at_the_moment|the_present_time|present_day",
        m.reference_present,
    ),
    # times of day
    _rule("clock-half", r"<hour>[:.]<minute> half=a\.?m\.?|p\.?m\.?", m.clock),
    _rule("clock-hour", r"<hour> half=a\.?m\.?|p\.?m\.?", m.clock),
    _rule("clock-glued", r"<hour>(?P<half>am|pm)", m.clock),
    _rule("clock-glued-minute", r"<hour>:<minute>(?P<half>am|pm)", m.clock),
    _rule("clock-zone", r"<hour>:<minute> gmt|utc|est|edt|cet|cest|bst|pst|pdt|local", m.clock),
    _rule("clock-bare", r"<hour>:<minute>", m.clock),
    _rule("clock-words", r"<hour> {o'clock} in the half=morning|afternoon|evening", m.clock),
    _rule("o-clock", r"<hour> o['’]clock", m.clock),
    _rule("clock-named", r"<clock>", m.clock),
)
