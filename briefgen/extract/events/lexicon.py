"""The words of the event rules, read once from words.toml."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


@cache
def listed(name: str) -> frozenset[str]:
    """A word list by its name: "nouns", "planning", "denying" ..."""
    return frozenset(_lists()[name].split())


@cache
def _lists() -> dict[str, str]:
    return tomllib.loads(files("briefgen.extract.events").joinpath("words.toml").read_text("utf-8"))
