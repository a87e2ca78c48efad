"""Actors of one article: names, kinds, roles and who is meant, case by case (tests/cases/actors.md, coref.md)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefgen.extract.actors import find_actors
from briefgen.extract.actors.group import Group, ids_of
from briefgen.extract.cast import Cast
from briefgen.extract.marks import find_marks
from briefgen.extract.tokens import read_tokens
from briefgen.nlp import readable
from briefgen.records import Article, Block, LocalActor, Span
from tests.casefile import Case, Parse, cases, read_together

if TYPE_CHECKING:
    from spacy.language import Language


ACTORS, COREF = cases("actors.md"), cases("coref.md")
CASES = [*ACTORS, *COREF]


def cast_of(parse: Parse, text: str) -> tuple[Article, Cast]:
    blocks = tuple(Block("paragraph", Span(*m.span())) for m in re.finditer(r"[^\n]+", text))
    article = Article("actors.txt", "Actors", text, blocks=blocks)
    tokens = read_tokens(parse(readable(text)), article)
    return article, find_actors(tokens, article, find_marks(article))


def listed(actor: LocalActor) -> str:
    aliases = f" = {', '.join(actor.aliases)}" if actor.aliases else ""
    return f"{actor.kind} {actor.name}{aliases}"


def told_roles(lines: tuple[str, ...]) -> dict[str, set[str]]:
    roles: dict[str, set[str]] = {}
    actor = ""
    for line in lines:
        if line.startswith("  role: "):
            roles[actor].add(line.removeprefix("  role: "))
        else:
            actor = line
            roles[actor] = set()
    return roles


def word_at(text: str, word: str) -> int:
    """Where the word's nth occurrence begins: "he#2" is the second "he"."""
    name, _, nth = word.partition("#")
    found = [m.start() for m in re.finditer(rf"\b{name}\b", text)]
    return found[int(nth or 1) - 1]


@pytest.mark.model
@pytest.mark.parametrize("case", ACTORS, ids=lambda case: case.title)
def test_actors_of_the_case_are_found(parse: Parse, case: Case) -> None:
    expected = told_roles(case.expected)

    _, cast = cast_of(parse, case.text)

    assert [listed(actor) for actor in cast.actors] == list(expected)
    assert {listed(actor): {role.title for role in actor.roles} for actor in cast.actors} == expected


@pytest.mark.model
@pytest.mark.parametrize("case", COREF, ids=lambda case: case.title)
def test_words_of_the_case_mean_their_actor(parse: Parse, case: Case) -> None:
    expected = dict(line.split(": ") for line in case.expected)

    _, cast = cast_of(parse, case.text)
    meant = {word: cast.resolve_at(cast.words.at(word_at(case.text, word))) for word in expected}

    assert {word: cast.by_id(id).name if id else "-" for word, id in meant.items()} == expected


@pytest.mark.model
def test_mentions_of_all_forms_are_listed_in_text_order(nlp: Language) -> None:
    article, cast = cast_of(nlp, "Senator Emil Brandt spoke. Brandt was late. He left. The senator slept.")

    (actor,) = cast.findings((), ())

    assert [(m.span.cut(article.body), m.form) for m in actor.mentions] == [
        ("Emil Brandt", "name"),
        ("Brandt", "alias"),
        ("He", "pronoun"),
        ("The senator", "nominal"),
    ]


@pytest.mark.model
def test_the_one_who_acts_throughout_is_more_salient(nlp: Language) -> None:
    _, cast = cast_of(nlp, "Rosa Hallam opened the dam. Hallam spoke. She left. A letter from Emil Brandt was read.")

    rated = {actor.name: actor.salience for actor in cast.findings((), ())}

    assert 0 < rated["Emil Brandt"] < rated["Rosa Hallam"] < 1


@pytest.mark.model
def test_whom_the_lead_names_is_more_salient_than_one_named_later_as_often(nlp: Language) -> None:
    filler = "The rain fell on the road and the river rose. " * 15
    _, cast = cast_of(nlp, f"Rosa Hallam opened the dam. {filler}Emil Brandt opened the gate.")

    rated = {actor.name: actor.salience for actor in cast.findings((), ())}

    assert rated["Rosa Hallam"] - rated["Emil Brandt"] > 0.1


@pytest.mark.model
def test_a_partys_people_are_less_salient_than_a_body_named_as_often(nlp: Language) -> None:
    text = "Democrats met the Harbour Council on Monday. Democrats spoke, and the Harbour Council spoke."
    _, cast = cast_of(nlp, text)

    rated = {actor.name: actor.salience for actor in cast.findings((), ())}

    assert rated["Democrats"] < rated["Harbour Council"]


@pytest.mark.model
def test_a_span_that_names_two_names_none_alone(nlp: Language) -> None:
    text = "Rosa Hallam met Emil Brandt."
    _, cast = cast_of(nlp, text)

    assert cast.named_in(Span(0, len(text))) is None
    assert len(cast.all_named_in(Span(0, len(text)))) == 2


PIECES = st.sampled_from(
    [
        *["Rosa Hallam's", "Mr.", "President", "the U.S.", "Kyiv", "(CRC)", "River", "Commission", "of", "and", "-"],
        *["“", "”", '"', "'", "’s", "he", "She", "it", "said", "\n\n", "  ", "D-", "al-", "BREAKING NEWS", "Image:"],
        *["O'Neill", "& Co.", "St.", "the", "The senator,", ", who", "1990s", "ß", "İ", "É", "日本", "😀", "\u00a0"],
        *["[", "@x", "—"],
    ]
)


@pytest.mark.model
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.lists(PIECES, max_size=30).map(" ".join) | st.text(max_size=80), min_size=10, max_size=10, unique=True)
)
def test_any_text_gives_spans_inside_it(nlp: Language, texts: list[str]) -> None:
    parse = read_together(nlp, texts)

    for text in texts:
        _holds_what_it_names(*cast_of(parse, text))


def _holds_what_it_names(article: Article, cast: Cast) -> None:
    for actor in cast.findings((), ()):
        assert actor.name
        assert actor.mentions
        for mention in actor.mentions:
            assert 0 <= mention.span.start < mention.span.end <= len(article.body)
            assert mention.span.cut(article.body).strip()
        for role in actor.roles:
            assert " ".join(role.span.cut(article.body).split()) == role.title


@pytest.mark.model
def test_a_platform_is_meant_where_it_acts_not_where_it_carries_words(nlp: Language) -> None:
    _article, cast = cast_of(nlp, "Twitter hired Ana Lund, who wrote on Twitter and then took to Twitter again.")

    twitter = next(actor for actor in cast.actors if actor.name == "Twitter")

    assert [mention.span.start for mention in twitter.mentions] == [0]


@pytest.mark.model
def test_a_thing_called_after_a_body_speaks_of_the_body(nlp: Language) -> None:
    article, cast = cast_of(nlp, "Google invited Ana Lund to the Google Science Fair in Brenn.")

    google = next(actor for actor in cast.actors if actor.name == "Google")

    assert [mention.span.cut(article.body) for mention in google.mentions] == ["Google", "Google"]
    assert google.aliases == ()


@pytest.mark.model
def test_a_person_in_a_credit_is_not_mentioned_there(nlp: Language) -> None:
    _article, cast = cast_of(nlp, "Ana Lund spoke on Friday.\n\nThe hall. Image: Twitter / Ana Lund.")

    lund = next(actor for actor in cast.actors if actor.name == "Ana Lund")

    assert [mention.span.start for mention in lund.mentions] == [0]


def test_no_two_actors_of_an_article_have_one_id() -> None:
    groups = [Group("organisation", name) for name in ("Unit", "Unit 3", "Unit", "Unit", "Unit 2")]

    assert ids_of(groups) == ["unit", "unit-3", "unit-4", "unit-5", "unit-2"]
