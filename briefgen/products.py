"""Matrix products of the language model by numpy's BLAS, which is up to three times as fast as the one spaCy brings.

spaCy's wheel for Linux picks a kernel for no processor in particular. An article's findings may not depend on the
articles beside it, but the last bit of a row of a large product depends on the row's place. So products are made of few
rows at a time, and only where a row is found to be the same at each place (docs/decisions/016-products.md).
"""

from functools import cache
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray
from thinc.api import Model, NumpyOps

__all__ = ["SteadyOps", "hasten", "pays"]

Floats = NDArray[np.float32]
ROWS = 8  # at a time: with 16 the last bit depends on the place


class SteadyOps(NumpyOps):  # type: ignore[misc]  # thinc's is compiled
    """The operations of a model on the processor; products that the model makes for reading text are ours."""

    def gemm(
        self, x: Floats, y: Floats, *, out: Floats | None = None, trans1: bool = False, trans2: bool = False
    ) -> Floats:
        if out is not None or trans1 or not trans2 or x.dtype != np.float32 or y.dtype != np.float32:
            return cast(Floats, super().gemm(x, y, out=out, trans1=trans1, trans2=trans2))
        return product(x, y)


def hasten(model: Model[Any, Any]) -> None:
    """Have a model multiply with numpy, if it runs on the processor, where numpy is faster and rows are steady."""
    if not pays():
        return
    ops = SteadyOps()
    for part in model.walk():
        if type(part.ops) is NumpyOps:
            part.ops = ops


def pays() -> bool:
    """Whether numpy by eights is the faster here, and gives each row the same at each place.

    It is with registers of 512 bits, which `blis` has no kernel for; with those of 256 bits `blis` is."""
    built: Any = np.show_config(mode="dicts")
    found = built.get("SIMD Extensions", {}).get("found", ())
    return any(name.startswith(("AVX512", "X86_V4")) for name in found) and is_steady()


def product(x: Floats, y: Floats) -> Floats:
    """The rows of `x` times those of `y`."""
    count, width = x.shape
    even = count - count % ROWS
    told = np.empty((-(-count // ROWS) * ROWS, len(y)), np.float32)
    _by_rows(x[:even], y, told[:even])
    if even < count:
        last = np.zeros((ROWS, width), np.float32)
        last[: count - even] = x[even:]
        _by_rows(last, y, told[even:])
    return told[:count]


def _by_rows(x: Floats, y: Floats, told: Floats) -> None:
    np.matmul(x.reshape(-1, ROWS, x.shape[1]), y.T, out=told.reshape(-1, ROWS, len(y)))


@cache
def is_steady() -> bool:
    """Whether a row's product is the same, bit for bit, at each place and whatever stands beside it."""
    chance = np.random.default_rng(1)
    for width, height in ((96, 64), (288, 288), (300, 96), (672, 288)):  # of spaCy's own models
        rows, other = (chance.random((n, width), np.float32) - np.float32(0.5) for n in (ROWS, height))
        told = product(rows, other)
        for shift in range(ROWS):
            moved = np.roll(rows, shift, axis=0)
            alone = np.zeros_like(rows)
            alone[shift] = rows[0]
            if not np.array_equal(product(moved, other), np.roll(told, shift, axis=0)):
                return False
            if not np.array_equal(product(alone, other)[shift], told[0]):
                return False
    return True
