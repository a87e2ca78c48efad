"""The model is a plain installed package, and its files are those we measured with."""

from __future__ import annotations

import hashlib
import importlib.util
import sys
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from briefgen import nlp as models
from briefgen.errors import BriefgenError

if TYPE_CHECKING:
    from spacy.language import Language

HASHES = Path(__file__).parent / "model.sha256"


def test_model_files_are_those_on_the_list() -> None:
    spec = importlib.util.find_spec(models.DEFAULT_MODEL)
    assert spec is not None
    assert spec.origin is not None
    folder = Path(spec.origin).parent
    wanted = dict(reversed(line.split("  ")) for line in HASHES.read_text("utf-8").splitlines())

    installed = {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }

    assert installed == wanted


@pytest.mark.model
def test_model_loads_without_a_warning(loading: tuple[Language, list[warnings.WarningMessage]]) -> None:
    _, warned = loading

    assert [str(warning.message) for warning in warned] == []


def test_unknown_model_names_the_setting() -> None:
    with pytest.raises(BriefgenError, match="setting `model`"):
        models.load("no_such_pipeline")


def test_package_that_is_no_pipeline_names_the_setting() -> None:
    with pytest.raises(BriefgenError, match="is no spaCy pipeline"):
        models.load("json")


@pytest.mark.model
def test_offsets_of_the_parse_are_offsets_of_the_body(nlp: Language) -> None:
    body = "“It’s late,” said Ada\u00a0Quill.\n\nNobody\tanswered: ''Go.''"

    doc = nlp(models.readable(body))

    assert len(doc.text) == len(body)
    assert sys.maxunicode > len(body)
    assert [body[token.idx : token.idx + len(token)] for token in doc if token.text == "Quill"] == ["Quill"]


@pytest.mark.model
def test_paragraph_break_ends_a_sentence(nlp: Language) -> None:
    doc = nlp("The talks in the old town\n\nThe river rose again")

    assert [sentence.text.strip() for sentence in doc.sents] == ["The talks in the old town", "The river rose again"]
