"""Quotation marks paired: no stray mark breaks more than its own paragraph."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.extract.marks import pair_marks

TABLE = {
    "curly": ("“We go,” he said. “Now.”", ["We go,", "Now."]),
    "straight": ('"We go," he said. "Now."', ["We go,", "Now."]),
    "two apostrophes": ("''We go,'' he said.", ["We go,"]),
    "backticks and apostrophes": ("``We go,'' he said.", ["We go,"]),
    "guillemets": ("«We go», he said.", ["We go"]),
    "single marks are outer": ("‘We can’t go,’ said the leaders’ aide. ‘Never.’", ["We can’t go,", "Never."]),
    "straight single marks": ("'We can't go,' he said of the '90s.", ["We can't go,"]),
    "an elision is no mark": ("Rock ’n’ roll of the ’90s", []),
    "a possessive is no closing mark": ("the workers' 'dire' needs", ["dire"]),
    "inches are no mark": ('5\'10" tall and "very" slim', ["very"]),
    "a stray mark": ("A stray “ here\n\n“Fine,” he said.", ["Fine,"]),
    "a mark turned round": ("He said “a b” and ”c d”", ["a b", "c d"]),
    "a closing mark left out": ("“We left, he said. “Then,” he went.", ["We left, he said.", "Then,"]),
    "a paragraph that does not close": ("“One two.\n\n“Three,” he said.", ["One two.", "Three,"]),
    "a paragraph that does not open": ("“One two.\n\nThree,” he said.", ["One two.", "Three,"]),
    "a straight paragraph that does not open": ('He said, "One two.\n\nThree," and left.', ["One two.", "Three,"]),
    "nothing between": ('“” and ""', []),
}


@pytest.mark.parametrize(("text", "inner"), TABLE.values(), ids=TABLE.keys())
def test_marks_are_paired(text: str, inner: list[str]) -> None:
    assert [mark.inner.cut(text) for mark in pair_marks(text) if mark.depth == 0] == inner


def test_nested_marks_have_a_depth() -> None:
    text = "“He told me ‘go away’ twice,” she said."

    assert [(mark.inner.cut(text), mark.depth) for mark in pair_marks(text)] == [
        ("He told me ‘go away’ twice,", 0),
        ("go away", 1),
    ]


def test_an_open_paragraph_and_the_one_that_goes_on_are_told() -> None:
    first, second = pair_marks("“One two.\n\n“Three,” he said.")

    assert (first.closed, second.continues) == (False, True)


@given(st.text(alphabet="ab ,.?!\n“”\"'‘’`«»„-—()s", max_size=120))
@settings(max_examples=400, deadline=None)
def test_what_stands_between_marks_lies_in_the_text(text: str) -> None:
    for mark in pair_marks(text):
        assert 0 <= mark.outer.start <= mark.inner.start < mark.inner.end <= mark.outer.end <= len(text)
        assert mark.inner.cut(text) == mark.inner.cut(text).strip()
