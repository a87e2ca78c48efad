"""Quotes and who said them, case by case (tests/cases/quotes.md), and what must hold for any text."""

from __future__ import annotations

import datetime as dt
import html
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefgen.extract import extract
from briefgen.extract.quotes.lexicon import speech_nouns, speech_verbs
from briefgen.nlp import readable
from briefgen.read import read
from briefgen.records import Article, Findings, Quote, Span
from briefgen.site.views.printer import quote_words
from tests.casefile import Case, Parse, cases, read_together

if TYPE_CHECKING:
    from spacy.language import Language

CONTENT = Path(__file__).parents[1] / "content"
ARTICLES = [p for p in sorted(CONTENT.rglob("*.*")) if p.parent.name not in ("actors", "briefings")]
GOLD_ARTICLES = sorted((Path(__file__).parent / "quality" / "articles").glob("*.txt"))
DAY = dt.date(2025, 5, 15)
BLANKS = " \t\u00a0\u2028\u2029"
MARKS = "“”„«»\"‘’'`"
CASES = cases("quotes.md")


def findings_of(parse: Parse, text: str) -> tuple[Article, Findings]:
    article = Article("quotes.txt", "Quotes", text, DAY)
    return article, extract(article, parse(readable(text)))


def told(article: Article, findings: Findings, quote: Quote) -> str:
    names = {actor.id: actor.name for actor in findings.actors}
    spans = quote.quoted if quote.kind == "direct" else quote.content
    words = " | ".join(span.cut(article.body) for span in spans)
    unnamed = f"[{quote.speaker_span.cut(article.body)}]" if quote.speaker_span else "?"
    return f"{quote.kind} {names[quote.speaker] if quote.speaker else unnamed}: {words}"


def details(findings: Findings, quote: Quote) -> dict[str, str | None]:
    names = {actor.id: actor.name for actor in findings.actors}
    joint = ", ".join(names[id] for id in quote.joint)
    return {"assertion": quote.assertion, "to": quote.to, "date": quote.date, "joint": joint, "place": quote.place}


@pytest.mark.model
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_quotes_of_the_case_are_found(parse: Parse, case: Case) -> None:
    article, findings = findings_of(parse, case.text)
    expected = [line for line in case.expected if line != "-" and not line.startswith(" ")]

    assert [told(article, findings, quote) for quote in findings.quotes] == expected

    number = -1
    for line in case.expected:
        if line.startswith(" "):
            name, _, value = line.strip().partition(": ")
            assert details(findings, findings.quotes[number])[name] == value
        else:
            number += 1


@pytest.mark.model
@given(
    st.lists(
        st.lists(
            st.sampled_from(
                ["“", "”", '"', "‘", "’", "''", "said", "Mara Lindholm", "he", "that", "the bridge is late", "as",
                 ",", ".", ":", "?", "—", "\n\n", "told reporters", "“It is,”", "called it", "(", ")", "1999", "\u2028"]
            ),
            max_size=24,
        ).map(" ".join),
        min_size=10, max_size=10, unique=True,
    )
)  # fmt: skip
@settings(max_examples=24, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_gives_spans_that_lie_in_it(nlp: Language, texts: list[str]) -> None:
    parse = read_together(nlp, texts)

    for text in texts:
        article, findings = findings_of(parse, text)

        for quote in findings.quotes:
            for span in (*quote.quoted, *quote.content, *_maybe(quote.speaker_span), *_maybe(quote.cue_span)):
                assert 0 <= span.start < span.end <= len(article.body)
            assert all(_stands_between_marks(text, span) for span in quote.quoted)


@pytest.mark.model
@pytest.mark.slow
def test_what_is_printed_in_marks_stands_in_marks_in_every_sample_article(nlp: Language) -> None:
    for path in ARTICLES:
        article = read(path, path.name)

        for quote in extract(article, nlp(readable(article.body))).quotes:
            assert all(_stands_between_marks(article.body, span) for span in quote.quoted), path


@pytest.mark.model
@pytest.mark.slow
def test_what_the_site_prints_in_quotation_marks_stands_in_the_article(nlp: Language) -> None:
    for path in (*ARTICLES, *GOLD_ARTICLES):
        article = read(path, path.name)
        body = " ".join(article.body.split())

        for quote in extract(article, nlp(readable(article.body))).quotes:
            shown = quote_words(article.body, quote)
            shown = shown[1:-1] if quote.kind == "direct" else shown  # the site's own marks
            assert all(part in body for part in _printed(shown)), path


def _printed(words: str) -> list[str]:
    """The verbatim parts of what a page shows: split where it marks a cut, a paragraph or the reported words."""
    return [part.strip() for part in re.split(r"<[^>]*>", html.unescape(words)) if part.strip() not in ("", "…")]


def _maybe(span: Span | None) -> tuple[Span, ...]:
    return (span,) if span else ()


def _stands_between_marks(text: str, span: Span) -> bool:
    """A mark or the paragraph's edge on both sides; a mark left out is taken to follow a comma or a full stop."""
    before, after = text[: span.start].rstrip(BLANKS), text[span.end :].lstrip(BLANKS)
    opened = before[-1:] in MARKS or before[-1:] in ("", "\n")
    return opened and (after[:1] in MARKS or after[:1] in ("", "\n") or text[span.end - 1] in ",.?!…")


def test_every_entry_of_the_cue_lists_has_known_constructions() -> None:
    known = {"clause", "wh", "to", "ing", "direct", "marks", "object", "as", "of", "for", "on", "about", "against"}

    assert all(kinds and kinds <= known for kinds in (*speech_verbs().values(), *speech_nouns().values()))


@pytest.mark.model
def test_the_description_of_a_speaker_tells_a_role(nlp: Language) -> None:
    text = "Emil Brandt won the vote on Sunday. The Socialist nominee said that he was glad. The man left."

    _, findings = findings_of(nlp, text)

    assert [role.title for role in findings.actors[0].roles] == ["Socialist nominee"]
