"""The words of the time grammar, read once from words.toml and holidays.toml."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

Words = dict[str, int | str]


@cache
def words() -> dict[str, Words]:
    """Word classes by name: {"month": {"january": 1, ...}, ...}; all keys lower case."""
    return _table("words.toml")


@cache
def holidays() -> dict[str, Words]:
    """Well-known days: {"day": {name: rule}, "once": {name: day}}."""
    return _table("holidays.toml")


def number_of(word: str, cls: str) -> int:
    """The number a word of a class stands for: number_of("Sept.", "month") == 9."""
    return int(words()[cls][_key(word)])


def code_of(word: str, cls: str) -> str:
    """The code a word of a class stands for: code_of("Mornings", "part") == "MO"."""
    return str(words()[cls][_key(word)])


def _key(word: str) -> str:
    return word.lower().rstrip(".")


def _table(name: str) -> dict[str, Words]:
    return tomllib.loads(files("briefgen.extract.times").joinpath(name).read_text("utf-8"))
