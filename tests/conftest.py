"""Fixtures that every test may use."""

import pytest
from spacy.language import Language


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The default language model, loaded once a session."""
    from briefgen.nlp import load

    return load()
