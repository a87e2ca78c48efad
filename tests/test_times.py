"""Time expressions: the grammar and its resolution, case by case (tests/cases/times.md)."""

from __future__ import annotations

import datetime as dt
import re
import time
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefgen.extract.times import find_times
from briefgen.extract.times.notation import expression, first_words, second_words
from briefgen.extract.times.rules import RULES
from briefgen.extract.times.scan import scan
from briefgen.extract.times.years import easter, holiday_in, week_of
from briefgen.extract.tokens import read_tokens
from briefgen.nlp import readable
from briefgen.records import Article
from tests.casefile import Case, Parse, cases, read_together

if TYPE_CHECKING:
    from spacy.language import Language

DAY = dt.date(2025, 5, 15)


def article_of(text: str, day: dt.date | None = DAY, dateline: dt.date | None = None) -> Article:
    return Article("times.txt", "Times", text, day, dateline=dateline)


CASES = cases("times.md")


def found(parse: Parse, article: Article) -> list[str]:
    times = find_times(read_tokens(parse(readable(article.body)), article), article)
    return [f"{one.span.cut(article.body)} = {one.value}" for one in times]


@pytest.mark.model
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_expressions_of_the_case_are_found_with_their_values(parse: Parse, case: Case) -> None:
    expected = [] if case.expected == ("-",) else list(case.expected)

    assert found(parse, article_of(case.text)) == expected


@pytest.mark.model
def test_a_printed_dateline_wins_over_the_metadata(nlp: Language) -> None:
    article = article_of("The envoy left on Friday.", dateline=dt.date(2025, 5, 10))

    assert found(nlp, article) == ["Friday = 2025-05-09"]


@pytest.mark.model
def test_without_a_date_relative_expressions_stay_out(nlp: Language) -> None:
    article = article_of("He left yesterday, on Friday, last month; he was born in 1950.", day=None)

    assert found(nlp, article) == ["1950 = 1950"]


@pytest.mark.model
def test_in_a_history_the_year_told_last_rules(nlp: Language) -> None:
    text = (
        "The league was founded in March 1812. In April 1812 it took Arden. The siege of May 1812 failed. In June 1813 "
        "it fell back. By August 1813 it was broken. In 1814 peace was made. In September the league was dissolved."
    )

    assert found(nlp, article_of(text))[-1] == "September = 1814-09"


LEAGUE = (
    "The league was founded in March 1812. In April 1812 it took Arden. The siege of May 1812 failed. In June 1813 "
    "it fell back. By August 1813 it was broken."
)


@pytest.mark.model
@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("In November it rose. In February it fell. In May 1814 peace was made.", ["1813-11", "1814-02", "1814-05"]),
        (
            "It wanted funds for 1815. In September it had none. In October 1813 it fell.",
            ["1815", "1813-09", "1813-10"],
        ),
        ("By 1813 it had lost more than the year before. In September it fell.", ["1812", "1813-09"]),
    ],
    ids=["over New Year, towards the date told next", "a year named in passing", "a look back"],
)
def test_in_a_history_dates_without_a_year_lie_between_their_neighbours(
    nlp: Language, more: str, expected: list[str]
) -> None:
    values = [line.rpartition(" = ")[2] for line in found(nlp, article_of(f"{LEAGUE} {more}"))]

    assert values[-len(expected) :] == expected


CLOCK_TEXT = "He left yesterday, returns on Friday, came last year, will go next month and left in May three years ago."


@pytest.mark.model
@pytest.mark.parametrize("year", [1999, 2099])
def test_the_day_of_the_run_changes_nothing(nlp: Language, year: int, monkeypatch: pytest.MonkeyPatch) -> None:
    before = found(nlp, article_of(CLOCK_TEXT))
    seconds = dt.datetime(year, 7, 1, tzinfo=dt.UTC).timestamp()

    class Elsewhen(dt.date):
        @classmethod
        def today(cls) -> Elsewhen:
            return cls(year, 7, 1)

    monkeypatch.setattr(time, "time", lambda: seconds)
    monkeypatch.setattr(dt, "date", Elsewhen)

    assert found(nlp, article_of(CLOCK_TEXT, Elsewhen(2025, 5, 15))) == before


@pytest.mark.model
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.lists(
            st.sampled_from(
                [
                    "May", "march", "2016", "31", "February", "99", "'", "'99", "Friday", "last", "next", "the", "of",
                    "1st", "0", "12:61", "a.m.", "ago", "years", "century", "Easter", "9/11", "-", "–", "29/02/2023",
                    "two", "half", "and", "to", "from", "before", "after", "\n\n", "é", "Sept.", "winter", "1800s",
                    "th", "'s", "q5", "weekend", "every",
                ]
            ),
            max_size=25,
        ).map(" ".join)
        | st.text(max_size=80),
        min_size=10, max_size=10, unique=True,
    )
)  # fmt: skip
def test_any_text_is_read_without_a_fault(nlp: Language, texts: list[str]) -> None:
    parse = read_together(nlp, texts)

    for text in texts:
        article = article_of(text)

        times = find_times(read_tokens(parse(readable(text)), article), article)

        assert all(0 <= one.span.start < one.span.end <= len(text) and one.value for one in times)
        assert all(one.span.end <= other.span.start for one, other in pairwise(times))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_has_first_words_and_a_pattern(rule: object) -> None:
    pattern = rule.pattern  # type: ignore[attr-defined]

    assert expression(pattern)
    assert first_words(pattern)


def test_the_longest_expression_wins() -> None:
    assert [one.rule for one in scan("on Friday, May 15, 2025")] == ["month-day-year"]


@pytest.mark.parametrize(
    ("year", "day"),
    [
        (1961, (4, 2)),
        (2000, (4, 23)),
        (2008, (3, 23)),
        (2011, (4, 24)),
        (2024, (3, 31)),
        (2025, (4, 20)),
        (2038, (4, 25)),
    ],
)
def test_easter(year: int, day: tuple[int, int]) -> None:
    assert easter(year) == dt.date(year, *day)


@pytest.mark.parametrize(
    ("name", "year", "day"),
    [
        ("thanksgiving", 1999, "1999-11-25"),
        ("election day", 2016, "2016-11-08"),
        ("memorial day", 2021, "2021-05-31"),
        ("whit monday", 2025, "2025-06-09"),
        ("black friday", 2024, "2024-11-29"),
    ],
)
def test_movable_feasts(name: str, year: int, day: str) -> None:
    assert str(holiday_in(name, year)) == day


def test_a_week_is_monday_to_sunday() -> None:
    assert week_of(dt.date(2025, 5, 15)) == "2025-05-12/2025-05-18"


@pytest.mark.parametrize(
    "words",
    [
        "the last three weeks", "the third quarter of 2016", "the day before yesterday", "the 1990s",
        "the 3rd of March, 2016", "the same month", "the week of March 3", "the near future", "the opening day",
        "the following Monday evening", "the first half of the year", "the weekend", "the fall of 2014",
        "the summer 2014", "the coming Christmas", "the\n1980s", "the month's end", "the night before",
        "the 21st century",
    ],
)  # fmt: skip
def test_second_words_of_a_rule_are_those_it_matches(words: str) -> None:
    text = readable(words)
    second = text[4:].split()[0].rstrip(",").lower()
    key = f"#{len(digits[0])}" if (digits := re.match(r"\d+", second)) else re.split(r"\W", second)[0]

    fitting = [rule for rule in RULES if expression(rule.pattern).match(text)]

    told = [second_words(rule.pattern, "the") for rule in fitting]
    assert fitting
    assert all(following is None or key in following for following in told)
