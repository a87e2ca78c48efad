"""The bulk of a merged corpus packed for keeping: one blob for each table, which a pickle takes out of its way."""

from pickle import PickleBuffer
from typing import Any

import msgspec

__all__ = ["ENCODE", "packed", "unpacked"]

ENCODE = msgspec.msgpack.Encoder().encode


def packed(table: Any) -> PickleBuffer:
    """The table as a blob; neither pickle nor its reader remembers what is in it."""
    return PickleBuffer(ENCODE(table))


def unpacked(blob: bytes, kind: Any) -> Any:
    """The table of this kind again."""
    return msgspec.msgpack.decode(blob, type=kind)
