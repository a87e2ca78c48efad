"""Matrix products: right, and the same for a row wherever it stands."""

import os
import subprocess
import sys

import numpy as np
import pytest
from spacy.language import Language

from briefgen.nlp import ONE_THREAD
from briefgen.products import SteadyOps, is_steady, pays, product


def test_model_multiplies_with_ours_where_that_pays(nlp: Language) -> None:
    ours = [isinstance(part.ops, SteadyOps) for part in nlp.get_pipe("ner").model.walk()]

    assert all(ours) if pays() else not any(ours)


@pytest.mark.slow
@pytest.mark.skipif(not pays(), reason="this machine's BLAS is not used")
@pytest.mark.parametrize(("first", "is_ours"), [("", True), ("import numpy", False)])
def test_numpy_that_was_there_first_may_have_many_threads_and_is_not_used(first: str, is_ours: bool) -> None:
    program = f"""
{first}
from briefgen.nlp import load
print(*{{type(part.ops).__name__ for part in load().get_pipe("ner").model.walk()}})
"""
    free = {name: value for name, value in os.environ.items() if name not in ONE_THREAD}

    told = subprocess.run([sys.executable, "-c", program], env=free, capture_output=True, text=True, check=True)

    assert told.stdout.split() == ["SteadyOps" if is_ours else "NumpyOps"]


@pytest.mark.parametrize("count", [1, 7, 8, 9, 203])
def test_product_is_that_of_numpy(count: int) -> None:
    x, y = _numbers(count, 40), _numbers(24, 40)

    assert product(x, y) == pytest.approx(x @ y.T, abs=1e-5)


@pytest.mark.skipif(not is_steady(), reason="this machine's BLAS is not used")
@pytest.mark.parametrize("before", [0, 1, 5, 8, 100])
def test_row_is_the_same_bit_for_bit_behind_others(before: int) -> None:
    x, y = _numbers(50, 288), _numbers(288, 288)
    moved = np.concatenate((_numbers(before, 288), x))

    assert np.array_equal(SteadyOps().gemm(moved, y, trans2=True)[before:], SteadyOps().gemm(x, y, trans2=True))


@pytest.mark.parametrize("count", [1, 8, 203])
def test_product_is_written_where_it_is_asked_for(count: int) -> None:
    x, y = _numbers(count, 40), _numbers(24, 40)
    room = np.zeros((count + 1, 24), np.float32)

    SteadyOps().gemm(x, y, out=room[1:], trans2=True)

    assert np.array_equal(room[1:], product(x, y))
    assert not room[0].any()


def test_products_of_other_forms_are_left_to_spacy() -> None:
    x, y = _numbers(5, 4), _numbers(4, 6)

    assert SteadyOps().gemm(x, y) == pytest.approx(x @ y, abs=1e-6)


def _numbers(rows: int, columns: int) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    return np.random.default_rng(rows).random((rows, columns), np.float32) - np.float32(0.5)
