"""Each promise in docs/guarantees.md names a test, and the test is there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PROMISES = re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", (ROOT / "docs" / "guarantees.md").read_text("utf-8"))


def test_there_are_promises() -> None:
    assert len(PROMISES) > 20


@pytest.mark.parametrize(("path", "name"), sorted(set(PROMISES)))
def test_the_test_that_shows_it_is_there(path: str, name: str) -> None:
    source = (ROOT / path).read_text("utf-8")

    assert f"def {name or 'test_'}" in source
