"""Fixtures that every test may use."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from briefgen.build.executor import LocalExecutor
from briefgen.nlp import DEFAULT_MODEL

if TYPE_CHECKING:
    from spacy.language import Language

settings.register_profile("briefgen", deadline=None)  # a busy machine is no fault
settings.load_profile("briefgen")


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The default language model, loaded once a session."""
    from briefgen.nlp import load

    return load()


@pytest.fixture(scope="session")
def analysts() -> Iterator[LocalExecutor]:
    """One analysis process for all builds of the session."""
    executor = LocalExecutor(DEFAULT_MODEL)
    yield executor
    executor.close()
