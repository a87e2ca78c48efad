"""Our pipes and layers in place of spaCy's: the same words, entities and vectors."""

from __future__ import annotations

import importlib
import warnings
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pytest
from spacy.pipeline import Lemmatizer

from briefgen.attributes import Attributes, can_look_up
from briefgen.embedding import lighten
from briefgen.entities import Entities, can_decode
from briefgen.lemmas import Lemmas, can_remember
from briefgen.nlp import DEFAULT_MODEL, MOST_WORDS, within_bounds
from briefgen.products import hasten

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from thinc.api import Model

pytestmark = pytest.mark.model

TEXTS = (
    "Mara Veldin, the foreign minister of Ostrel, said on 3 March 2025 that it isn't over.\n\nShe ain't gonna stay.",
    "Let's go! Y'all gotta see 'em: there're 5,000 boats, worth $2.5 million, at the Brenn Harbour Union's quay.",
    "",
    "Brenn",
    " \n\n ",
    "The Treaty of Lower Brenn\n\nIvo Tarn\n\nof the Ostrel Broadcasting Corporation (OBC) -- nothin' but  Ivo Tarn",
    "Who does what? Those who came, came in the United Kingdom of Great Britain and Northern Ireland last Tuesday",
)
ATTRIBUTES = ["TAG", "POS", "MORPH", "LEMMA", "DEP", "HEAD", "SENT_START"]
ENTITIES = ["ENT_IOB", "ENT_TYPE", "ENT_ID", "ENT_KB_ID"]


@pytest.fixture(scope="module")
def plain(nlp: Language) -> Language:
    """The model as spaCy loads it, over the words that are in memory already."""
    return load_plain(nlp)


class Layers(NamedTuple):
    model: Model[list[Doc], Any]
    docs: list[Doc]
    before: Any


@pytest.fixture(scope="module")
def lighter(nlp: Language) -> Layers:
    """The layers that make vectors, lightened, and what they made before."""
    model = load_plain(nlp, exclude=[name for name in nlp.component_names if name != "tok2vec"])
    layers = model.get_pipe("tok2vec").model
    hasten(layers)
    docs = [model.make_doc(text) for text in TEXTS]
    before = layers.predict(docs)
    lighten(layers)
    return Layers(layers, docs, before)


def test_our_pipes_stand_in_for_those_of_spacy(nlp: Language) -> None:
    assert {"attribute_ruler", "lemmatizer", "ner"}.isdisjoint(nlp.pipe_names)
    assert {"briefgen_attributes", "briefgen_lemmas", "briefgen_entities"} <= set(nlp.pipe_names)


def test_attributes_are_those_of_the_ruler(plain: Language) -> None:
    ruler = plain.get_pipe("attribute_ruler")
    ours = Attributes(ruler)

    for doc in plain.pipe(TEXTS, disable=["attribute_ruler", "lemmatizer", "ner"]):
        assert told(ours(doc.copy()), ATTRIBUTES) == told(ruler(doc.copy()), ATTRIBUTES)


def test_words_forgotten_for_want_of_room_are_looked_up_again(plain: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("briefgen.attributes.MANY", 3)

    test_attributes_are_those_of_the_ruler(plain)


@pytest.mark.parametrize("token", [{"LOWER": "so", "OP": "+"}, {"LENGTH": {">=": 3}}, {"MORPH": "Number=Plur"}])
def test_ruler_that_asks_more_is_left_alone(plain: Language, token: dict[str, Any]) -> None:
    ruler = ruler_of(plain, [token], {"POS": "X"})

    assert not can_look_up(ruler)


def test_ruler_that_sets_what_all_such_words_share_is_left_alone(plain: Language) -> None:
    assert not can_look_up(ruler_of(plain, [{"LOWER": "so"}], {"SHAPE": "x"}))


@pytest.mark.parametrize("many", [0, 3, 20_000])
def test_lemmas_are_those_of_the_lemmatizer(plain: Language, many: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("briefgen.lemmas.MANY", many)
    lemmatizer = plain.get_pipe("lemmatizer")
    ours = Lemmas(lemmatizer)

    for doc in [*plain.pipe(TEXTS, disable=["lemmatizer", "ner"])] * 2:  # met, and remembered
        assert told(ours(doc.copy()), ["LEMMA"]) == told(lemmatizer(doc.copy()), ["LEMMA"])


def test_lemma_of_a_word_that_is_forgotten_after_a_batch_is_made_anew(plain: Language) -> None:
    ours = Lemmas(plain.get_pipe("lemmatizer"))

    for _ in range(2):
        with plain.memory_zone():
            doc = ours(plain("The zarvenholts sailed.", disable=["lemmatizer", "ner"]))
            assert [token.lemma_ for token in doc] == ["the", "zarvenholt", "sail", "."]


def test_lemmatizer_that_looks_at_more_is_left_alone(plain: Language) -> None:
    assert can_remember(plain.get_pipe("lemmatizer"))
    assert not can_remember(Lemmatizer(plain.vocab, None, mode="lookup"))


def test_entities_are_those_of_the_recogniser(plain: Language) -> None:
    recogniser = plain.get_pipe("ner")
    docs = list(plain.pipe(TEXTS, disable=["ner"]))

    ours = list(Entities(recogniser).pipe([doc.copy() for doc in docs]))

    assert [told(doc, ENTITIES) for doc in ours] == [told(recogniser(doc), ENTITIES) for doc in docs]
    assert sum(len(doc.ents) for doc in ours) > 10


def test_entities_that_are_there_already_are_heeded(plain: Language) -> None:
    recogniser = plain.get_pipe("ner")
    doc = plain(TEXTS[0], disable=["ner"])
    doc.set_ents([doc.char_span(5, 11, "ORG")], default="unmodified")

    ours = Entities(recogniser)(doc.copy())

    assert told(ours, ENTITIES) == told(recogniser(doc), ENTITIES)
    assert ours.ents[0].text == "Veldin"


def test_recogniser_that_weighs_several_readings_is_left_alone(plain: Language) -> None:
    recogniser = plain.get_pipe("ner")

    assert can_decode(recogniser)
    assert not can_decode(plain.get_pipe("parser"))


@pytest.mark.parametrize("at_once", [1, 20, 3_000])
def test_lighter_layers_make_the_same_vectors_bit_for_bit(
    lighter: Layers, at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefgen.embedding.AT_ONCE", at_once)

    assert all(map(np.array_equal, lighter.model.predict(lighter.docs), lighter.before))
    assert {"each_kind_once", "few_at_once", "layernorm_in_place"} <= {part.name for part in lighter.model.walk()}


def test_article_is_parsed_the_same_alone_and_beside_others(nlp: Language) -> None:
    beside = list(nlp.pipe(TEXTS))

    for doc, text in zip(beside, TEXTS, strict=True):
        alone = nlp(text)
        assert np.array_equal(alone.tensor, doc.tensor)
        assert told(alone, [*ATTRIBUTES, *ENTITIES]) == told(doc, [*ATTRIBUTES, *ENTITIES])


@pytest.mark.parametrize(("most", "is_kept"), [(MOST_WORDS, True), (0, False)])
def test_new_word_is_kept_while_few_are_known(plain: Language, most: int, is_kept: bool) -> None:
    word = f"Zarvenholt{most}"

    with within_bounds(plain, most):
        plain.make_doc(f"The quay of {word}.")

    assert (word in plain.vocab) == is_kept


def load_plain(nlp: Language, exclude: Sequence[str] = ()) -> Language:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        package = importlib.import_module(DEFAULT_MODEL)
        loaded: Language = package.load(vocab=nlp.vocab, exclude=["vocab", *exclude])
    return loaded


def ruler_of(model: Language, pattern: list[dict[str, Any]], attributes: dict[str, str]) -> Any:
    ruler = type(model.get_pipe("attribute_ruler"))(model.vocab)
    ruler.add([pattern], attributes)
    return ruler


def told(doc: Doc, attributes: list[str]) -> list[list[int]]:
    return [] if not len(doc) else doc.to_array(attributes).tolist()
