"""Find the places of a text where a rule matches: longest match first come, no overlaps."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from briefgen.extract.times.notation import SEP, expression, first_words, second_words
from briefgen.extract.times.readings import Reading
from briefgen.extract.times.rules import RULES, Rule

_WORD = re.compile(r"[A-Za-z]+|\d+|['’`](?=\d)")
_NEXT = re.compile(rf"{SEP}([A-Za-z]+|\d+)")
OPENER = "the"  # with which many rules begin, and hardly an expression
WORDS = 20_000  # remembered
_GLUED = frozenset("$£€#@_/.,:&")  # before a number: money, a part of a bigger number, an address


Rules = tuple[tuple[Rule, re.Pattern[str]], ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch of the text that a rule reads as a time expression."""

    start: int
    end: int
    rule: str
    reading: Reading


def scan(text: str) -> Iterator[Found]:
    """Yield the expressions of a text from left to right."""
    end = 0
    for word in _WORD.finditer(text):
        rules = _rules_opened_by(word[0])
        if rules is None or word.start() < end or _is_glued(text, word.start()):
            continue
        if word[0].lower() == OPENER and (following := _NEXT.match(text, word.end())):
            rules = _rules_by_second_word(following[1])
        if found := _longest(text, word.start(), rules):
            end = found.end
            yield found


def _longest(text: str, start: int, rules: Rules) -> Found | None:
    best: Found | None = None
    for rule, pattern in rules:
        match = pattern.match(text, start)
        if match is None or (best is not None and match.end() <= best.end):
            continue
        words = {name: words for name, words in match.groupdict().items() if words is not None}
        reading = rule.reader(words)
        if reading is not None:
            best = Found(start, match.end(), rule.name, reading)
    return best


def _is_glued(text: str, start: int) -> bool:
    """Inside a longer word, number or address: "$2016", "12.1999", "x-may"."""
    if start == 0:
        return False
    before = text[start - 1]
    if text[start].isdigit():
        return before.isalnum() or (
            before in _GLUED and not (before in "./" and text[start - 2 : start - 1] in ("", " "))
        )
    return before.isalnum() or before in "_@#."


@lru_cache(WORDS)
def _rules_opened_by(word: str) -> Rules | None:
    """The rules that may match where this word stands."""
    return _rules_by_first_word().get(f"#{len(word)}" if word[0].isdigit() else word.lower())


@cache
def _rules_by_first_word() -> dict[str, Rules]:
    table: dict[str, list[tuple[Rule, re.Pattern[str]]]] = {}
    for rule in RULES:
        for word in first_words(rule.pattern):
            table.setdefault(word, []).append((rule, expression(rule.pattern)))
    return {word: tuple(rules) for word, rules in table.items()}


def _rules_by_second_word(word: str) -> Rules:
    """The rules that may match where this word follows the opener."""
    known, others = _second_words()
    return known.get(f"#{len(word)}" if word[0].isdigit() else word.lower(), others)


@cache
def _second_words() -> tuple[dict[str, Rules], Rules]:
    """By second word, the rules that have it behind the opener; and those that go with any word."""
    rules = [(rule, second_words(rule[0].pattern, OPENER)) for rule in _rules_by_first_word()[OPENER]]
    words = {word for _, following in rules for word in following or ()}
    known = {word: tuple(rule for rule, told in rules if told is None or word in told) for word in words}
    return known, tuple(rule for rule, told in rules if told is None)
