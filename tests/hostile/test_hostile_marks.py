"""Quotation marks by the thousand are paired in linear time, whatever their kind and order."""

import gc
import time

import pytest

from briefgen.extract.marks import pair_marks
from tests.hostile.test_hostile_shapes import GROWTH

SMALL, LARGE = 1_500, 6_000  # repetitions
QUICK = 0.1  # seconds: below it nothing is asked of the growth


@pytest.mark.parametrize(
    "marks",
    ['"', "“", "”", "‘", "’", "'", "''", "``", "«", "»", "„", '" ', "“ ", " “a", "a” ", "“‘", "’”", "‘“", ' "a', 'a" ',
     '“a" ', "„a“ ", " 'a s' ", "s’ ", " ‘a", "“a\n\n", "“”", "“a” said “b", '"a" "b ', "\"'"],
)  # fmt: skip
def test_marks_of_every_kind_are_paired_in_linear_time(marks: str) -> None:
    most = max(QUICK, GROWTH * _seconds(marks, SMALL))

    assert any(_seconds(marks, LARGE) < most for _ in range(5))  # other work on the machine may be in the way


@pytest.mark.parametrize("mark", ['"', "“", "'"])
def test_a_hundred_thousand_marks_are_paired(mark: str) -> None:
    assert _seconds(mark, 100_000) < 30


def _seconds(marks: str, count: int) -> float:
    body = "He said: " + marks * count
    gc.disable()  # else it looks through all that the tests before left, now and then
    try:
        start = time.process_time()
        found = pair_marks(body)
        seconds = time.process_time() - start
    finally:
        gc.enable()
    assert all(0 <= m.outer.start <= m.inner.start <= m.inner.end <= m.outer.end <= len(body) for m in found)
    return seconds
