"""The garbage collector held back while very many records are made: none of them is garbage, and each pass sees all."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["settle", "uncollected"]

MANY = 200_000  # objects made in one go


@contextmanager
def uncollected() -> Iterator[None]:
    """Hold the collector back; it goes on as it was afterwards. Very many records are never looked at again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if gc.get_count()[0] > MANY:
            gc.freeze()  # its next pass would go through them all, only to find that they are kept
        if was_on:
            gc.enable()


def settle() -> None:
    """What a session goes on from stays: no later pass of the collector looks through it.

    It goes when nobody uses it any more; what holds on to itself in a circle would not."""
    gc.collect()
    gc.freeze()
