"""The whole line on any text: no exception, every span inside its text, what is cut is what is shown, a valid site.

`BRIEFGEN_FUZZ=5000 pytest tests/hostile/test_fuzz_line.py` for a long run.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import jsonschema
import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefgen.brief import brief
from briefgen.config import Settings
from briefgen.contract import extraction, schema
from briefgen.errors import BriefgenError
from briefgen.extract import extract
from briefgen.nlp import parse as parse_bodies
from briefgen.read import parse
from briefgen.records import Article, ArticleId, Findings, Span
from briefgen.render import render, theme_folder
from briefgen.site import plan
from tests.hostile.pages import faults_of
from tests.hostile.strategies import files, lines
from tests.hostile.test_hostile_read import faults_of as article_faults_of

if TYPE_CHECKING:
    from spacy.language import Language

pytestmark = pytest.mark.model

LONG_RUN = int(os.environ.get("BRIEFGEN_FUZZ", "0"))
SCHEMA = jsonschema.Draft202012Validator(schema())
relaxed = settings(
    deadline=None,
    max_examples=LONG_RUN or 60,
    derandomize=not LONG_RUN,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.data_too_large],
)


@relaxed
@given(file=files())
def test_any_file_gives_findings_that_stand_in_its_text(nlp: Language, file: tuple[str, bytes]) -> None:
    found = _analysed(nlp, [file])

    for article, findings in found:
        assert article_faults_of(article) == []
        assert list(_strays(article, findings)) == []
        SCHEMA.validate(msgspec.json.decode(msgspec.json.encode(extraction(article, findings))))


@settings(relaxed, max_examples=LONG_RUN // 5 or 15)
@given(
    several=st.lists(files(), min_size=1, max_size=4),
    title=lines,
    source_text=st.sampled_from(["full", "excerpt", "none"]),
    portable=st.booleans(),
    page_size=st.integers(1, 3),
    base_url=st.sampled_from(["", "https://example.org/x/"]),
)
def test_any_files_and_settings_give_a_harmless_site(
    nlp: Language, several: list[tuple[str, bytes]], **given: object
) -> None:
    chosen = replace(Settings(), **given)  # type: ignore[arg-type]
    found = [
        (replace(article, id=ArticleId(f"a{number}"), path=f"{number}/{article.path}"), findings)
        for number, (article, findings) in enumerate(_analysed(nlp, several))
    ]

    made = list(render(plan(brief(found), chosen), [theme_folder()]))

    assert [fault for file in made for fault in faults_of(file)] == []


def _analysed(nlp: Language, several: list[tuple[str, bytes]]) -> list[tuple[Article, Findings]]:
    articles = []
    for name, content in several:
        try:
            articles.append(parse(content, name))
        except BriefgenError:
            continue
    return [
        (article, extract(article, doc)) for article, doc in zip(articles, parse_bodies(nlp, articles), strict=True)
    ]


def _strays(article: Article, findings: Findings) -> Iterator[str]:
    """Spans that are empty or outside the text, and names of actors that are not there."""
    for what, span in _spans(findings):
        if not 0 <= span.start < span.end <= len(article.body):
            yield f"{what} {span}"
    ids = {actor.id for actor in findings.actors}
    if len(ids) != len(findings.actors):
        yield "two actors with one id"
    named = [id for quote in findings.quotes for id in (quote.speaker, *quote.joint) if id]
    named += [id for event in findings.events for id in (event.reported_by, *event.actors) if id]
    yield from (f"no actor {id}" for id in named if id not in ids)


def _spans(findings: Findings) -> Iterator[tuple[str, Span]]:
    for actor in findings.actors:
        yield from ((f"mention of {actor.name}", mention.span) for mention in actor.mentions)
        yield from ((f"role of {actor.name}", role.span) for role in actor.roles)
    for quote in findings.quotes:
        yield from (
            ("quote", span) for span in (*quote.quoted, *quote.content, quote.speaker_span, quote.cue_span) if span
        )
    yield from (("time", time.span) for time in findings.times)
    for event in findings.events:
        places = [place.span for place in event.places]
        yield from (("event", s) for s in (event.sentence, event.span, event.date_span, event.trigger, *places) if s)
