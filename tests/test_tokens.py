"""What our tokens say of an article is what spaCy's say."""

from typing import Any

import pytest

from briefgen.extract.tokens import Tokens, read_tokens, root_of
from briefgen.plain import readable
from briefgen.records import Article

pytestmark = pytest.mark.model

BODY = (
    "Ada Varn, who chairs the council of Norland, said Friday\u00a0that \u201ctalks will go on\u201d  - and left.\n\n"
    "\u2018It is late,\u2019 Mr. Quill told reporters in Port Avel; the board\u2019s vote (3:2) won't be repeated...\n"
)
PLAIN = ("idx", "text", "lower_", "lemma_", "pos_", "tag_", "dep_", "ent_type_", "is_alpha", "is_punct", "is_space")
TIED = ("lefts", "rights", "children", "subtree", "ancestors")


@pytest.fixture(scope="module")
def parsed(nlp: Any) -> Any:
    return nlp(readable(BODY))


@pytest.fixture(scope="module")
def tokens(parsed: Any) -> Tokens:
    return read_tokens(parsed, Article("a.txt", "A", BODY))


@pytest.mark.parametrize("name", PLAIN)
def test_a_token_says_of_itself_what_spacy_says(parsed: Any, tokens: Tokens, name: str) -> None:
    assert [getattr(token, name) for token in tokens] == [getattr(token, name) for token in parsed]


@pytest.mark.parametrize("name", TIED)
def test_a_token_is_tied_to_the_tokens_that_spacy_ties_it_to(parsed: Any, tokens: Tokens, name: str) -> None:
    told = [[other.i for other in getattr(token, name)] for token in parsed]

    assert [[other.i for other in getattr(token, name)] for token in tokens] == told


def test_heads_edges_and_spaces_are_spacys(parsed: Any, tokens: Tokens) -> None:
    told = [(t.head.i, t.left_edge.i, t.right_edge.i, t.whitespace_ == " ") for t in parsed]

    assert [(t.head.i, t.left_edge.i, t.right_edge.i, t.has_space) for t in tokens] == told


def test_sentences_are_spacys(parsed: Any, tokens: Tokens) -> None:
    told = [(t.sent.start, t.sent.end, t.sent.root.i, t.sent.text) for t in parsed if not t.is_space]

    assert [(t.sent.start, t.sent.end, t.sent.root.i, t.sent.text.rstrip()) for t in tokens if not t.is_space] == [
        (*bounds, text.rstrip()) for *bounds, text in told
    ]


def test_the_root_of_any_stretch_is_spacys(parsed: Any, tokens: Tokens) -> None:
    stretches = [(first, end) for first in range(len(tokens)) for end in range(first + 1, len(tokens) + 1)]

    assert [root_of(tokens[first:end]).i for first, end in stretches] == [
        parsed[first:end].root.i for first, end in stretches
    ]


def test_entities_begin_where_spacys_do(parsed: Any, tokens: Tokens) -> None:
    told = [-1] * len(parsed)
    for entity in parsed.ents:
        told[entity.start : entity.end] = [entity.start] * len(entity)

    assert tokens.columns.entity == told


def test_an_article_without_words_has_no_tokens(nlp: Any) -> None:
    assert read_tokens(nlp(""), Article("a.txt", "A", "")) == []
