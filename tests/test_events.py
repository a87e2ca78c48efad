"""Dated events: trigger, clause, date, status and actors, case by case (tests/cases/events.md)."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefgen.extract import extract
from briefgen.nlp import readable
from briefgen.records import Article, Block, Findings, Span
from tests.casefile import Case, Parse, cases, read_together

if TYPE_CHECKING:
    from spacy.language import Language

DAY = dt.date(2025, 5, 15)
CASES = cases("events.md")


def findings_of(parse: Parse, text: str) -> tuple[Article, Findings]:
    blocks = tuple(Block("paragraph", Span(*m.span())) for m in re.finditer(r"[^\n]+", text))
    article = Article("events.txt", "Events", text, DAY, blocks=blocks)
    return article, extract(article, parse(readable(text)))


def told(article: Article, findings: Findings) -> list[tuple[str, list[str]]]:
    names = {actor.id: actor.name for actor in findings.actors}
    return [
        (f"{event.date} {event.status}: {event.span.cut(article.body)}", sorted(names[id] for id in event.actors))
        for event in findings.events
    ]


def wanted(lines: tuple[str, ...]) -> list[tuple[str, list[str] | None]]:
    events: list[tuple[str, list[str] | None]] = []
    for line in lines:
        if line.startswith("  actors:"):
            events[-1] = (
                events[-1][0],
                sorted(name.strip() for name in line.partition(":")[2].split(",") if name.strip() != "-"),
            )
        elif line != "-":
            events.append((line, None))
    return events


@pytest.mark.model
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_events_of_the_case_are_found(parse: Parse, case: Case) -> None:
    article, findings = findings_of(parse, case.text)
    expected = wanted(case.expected)

    events = told(article, findings)

    assert [text for text, _ in events] == [text for text, _ in expected]
    assert all(actors is None or actors == got for (_, actors), (_, got) in zip(expected, events, strict=True))


@pytest.mark.model
def test_a_place_is_where_it_happened(nlp: Language) -> None:
    article, findings = findings_of(nlp, "The envoys met in Vienna on Monday.")

    assert [place.name for place in findings.events[0].places] == ["Vienna"]
    assert findings.events[0].places[0].span.cut(article.body) == "Vienna"


@pytest.mark.model
def test_a_date_in_a_caption_dates_nothing(nlp: Language) -> None:
    text = "The mayor opens the market on 3 May 2024."
    article = Article("a.txt", "A", text, DAY, blocks=(Block("caption", Span(0, len(text))),))

    assert extract(article, nlp(readable(text))).events == ()


@pytest.mark.model
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.lists(
            st.sampled_from(  # words that rules look at, in any order
                [
                    "Kara", "Lindqvist", "said", "on", "Friday", "that", "she", ",", "would", "not", "meet", "and",
                    "or", "if", "the", "talks", '"', "in", "Vienna", "in", "March", "2022", "last", "year", ".",
                    "\n\n", "who", "to", "from", "with", ";", ":", "election", "'s", "yesterday", "was", "killed",
                    "–", "?",
                ]
            ),
            max_size=30,
        ).map(" ".join),
        min_size=10, max_size=10, unique=True,
    )
)  # fmt: skip
def test_any_text_yields_events_inside_it(nlp: Language, texts: list[str]) -> None:
    parse = read_together(nlp, texts)

    for text in texts:
        _, findings = findings_of(parse, text)

        for event in findings.events:
            assert 0 <= event.span.start < event.span.end <= len(text)
            assert event.sentence.covers(event.span)
