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
        is_other = trans1 or not trans2 or x.dtype != np.float32 or y.dtype != np.float32
        if is_other or (out is not None and not out.flags.c_contiguous):
            return cast(Floats, super().gemm(x, y, out=out, trans1=trans1, trans2=trans2))
        return product(x, y, out)


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


def product(x: Floats, y: Floats, out: Floats | None = None) -> Floats:
    """The rows of `x` times those of `y`."""
    told = np.empty((len(x), len(y)), np.float32) if out is None else out
    columns = np.ascontiguousarray(y.T)  # else BLAS turns `y` for each few rows anew, which takes longer than the rest
    even = len(x) - len(x) % ROWS
    np.matmul(x[:even].reshape(-1, ROWS, x.shape[1]), columns, out=told[:even].reshape(-1, ROWS, len(y)))
    if even < len(x):
        last = np.zeros((ROWS, x.shape[1]), np.float32)
        last[: len(x) - even] = x[even:]
        told[even:] = (last @ columns)[: len(x) - even]
    return told


@cache
def is_steady() -> bool:
    """Whether a row's product is the same, bit for bit, at each place and whatever stands beside it."""
    chance = np.random.default_rng(1)
    for width, height in ((96, 64), (96, 1024), (288, 288), (300, 96), (672, 288)):  # of spaCy's own models
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
