"""The attribute ruler's rules - word class, morphology, lemma by tag and word - looked up in place of matched.

spaCy tries each of some two hundred patterns at each token, a seventh of a parse. What a pattern asks of a token
depends on a few words and labels, so which patterns fit is found once for each kind of token.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from spacy.attrs import IDS  # type: ignore[import-not-found]  # compiled
from spacy.pipeline import AttributeRuler
from spacy.strings import StringStore
from spacy.tokens import Doc

__all__ = ["Attributes", "can_look_up"]

SETTABLE = ["TAG", "POS", "MORPH", "LEMMA", "DEP"]  # of the token alone
MANY = 50_000  # words remembered
Condition = Callable[[int], bool]
Test = tuple[tuple[int, int], ...]  # columns, and the bit of each that must be there
Kind = tuple[int, ...]  # the bits that a token has, by column
Row = tuple[int | None, ...]  # a value for each of SETTABLE, None where none is set


def can_look_up(ruler: object) -> bool:
    """Whether a pipe is an attribute ruler whose rules ask and set only what is known here."""
    if type(ruler) is not AttributeRuler:
        return False
    rules: Any = ruler.patterns
    tokens = [token for rule in rules for pattern in rule["patterns"] for token in pattern]
    asked = all(
        name in IDS and name != "MORPH" and _condition(ruler.vocab.strings, value)
        for token in tokens
        for name, value in token.items()
    )
    return asked and all(set(attrs) <= {IDS[name] for name in SETTABLE} for attrs in ruler.attrs)


class Attributes:
    """A pipe in place of an attribute ruler: sets the same attributes."""

    def __init__(self, ruler: AttributeRuler) -> None:
        self._ruler = ruler
        rules: Any = ruler.patterns
        names = sorted({key for rule in rules for pattern in rule["patterns"] for token in pattern for key in token})
        self._columns = {name: _Column() for name in names}
        self._patterns = [
            (number, tuple(map(self._test, pattern)))
            for number, rule in enumerate(rules)
            for pattern in rule["patterns"]
        ]
        self._numbers: dict[Kind, int] = {}
        self._fitting: list[list[int]] = []  # by number of the kind: the rules of that token alone
        self._opening: dict[int, list[tuple[int, tuple[Test, ...]]]] = {}  # the patterns that go on behind it
        self._rows: list[Row] = []
        self._values, self._are_set = _table([])

    def __call__(self, doc: Doc) -> Doc:
        if not len(doc):
            return doc
        kinds = self._kinds(doc)
        numbers = [self._number(kind) for kind in kinds]
        if len(self._values) < len(self._rows):
            self._values, self._are_set = _table(self._rows)
        now = doc.to_array([*SETTABLE])
        told: Any = np.where(self._are_set[numbers], self._values[numbers], now)
        for at, rules in self._matched(kinds, numbers).items():
            row = self._row(sorted((*self._fitting[numbers[at]], *rules)))
            told[at] = [value if new is None else new for value, new in zip(now[at], row, strict=True)]
        doc.from_array([*SETTABLE], told)
        return doc

    def _test(self, token: Mapping[str, Any]) -> Test:
        strings, names = self._ruler.vocab.strings, list(self._columns)
        conditions = ((name, _condition(strings, value)) for name, value in token.items())
        return tuple((names.index(name), self._columns[name].bit(fits)) for name, fits in conditions if fits)

    def _kinds(self, doc: Doc) -> list[Kind]:
        values: Any = doc.to_array([*self._columns]).reshape((len(doc), -1)).T.tolist()
        pairs = zip(self._columns.values(), values, strict=True)
        return list(zip(*([column[value] for value in known] for column, known in pairs), strict=True))

    def _number(self, kind: Kind) -> int:
        number = self._numbers.get(kind)
        if number is None:
            number = self._numbers[kind] = len(self._rows)
            open_to = [(rule, tests) for rule, tests in self._patterns if _fits(kind, tests[0])]
            alone = sorted({rule for rule, tests in open_to if len(tests) == 1})
            self._fitting.append(alone)
            self._rows.append(self._row(alone))
            if longer := [(rule, tests) for rule, tests in open_to if len(tests) > 1]:
                self._opening[number] = longer
        return number

    def _row(self, rules: list[int]) -> Row:
        """What rules set together: a later one wins."""
        told: dict[int, int] = {}
        for rule in rules:
            told |= self._ruler.attrs[rule]
        return tuple(told.get(IDS[name]) for name in SETTABLE)

    def _matched(self, kinds: list[Kind], numbers: list[int]) -> dict[int, list[int]]:
        """The rules of several tokens that fit, by the token that each is about."""
        found: dict[int, list[int]] = {}
        for at in (at for at, number in enumerate(numbers) if number in self._opening):
            for rule, tests in self._opening[numbers[at]]:
                behind = kinds[at : at + len(tests)]
                if len(behind) == len(tests) and all(map(_fits, behind, tests)):
                    about = range(at, at + len(tests))[self._ruler.indices[rule]]
                    found.setdefault(about, []).append(rule)
        return found


class _Column(dict[int, int]):
    """By value of one attribute, the conditions that it meets, as bits."""

    def __init__(self) -> None:
        super().__init__()
        self._conditions: list[Condition] = []

    def bit(self, condition: Condition) -> int:
        self._conditions.append(condition)
        return 1 << (len(self._conditions) - 1)

    def __missing__(self, value: int) -> int:
        if len(self) == MANY:
            self.clear()
        self[value] = sum(1 << place for place, fits in enumerate(self._conditions) if fits(value))
        return self[value]


def _condition(strings: StringStore, value: Any) -> Condition | None:
    """What a pattern's value asks of an attribute, in spaCy's notation; None where that is not known here."""

    def code(one: str | bool) -> int:
        return strings.add(one) if isinstance(one, str) else int(one)

    match value:
        case str() | bool():
            wanted = code(value)
            return lambda told: told == wanted
        case {"IN": [*listed], **others} if not others:
            inside = frozenset(map(code, listed))
            return lambda told: told in inside
        case {"NOT_IN": [*listed], **others} if not others:
            outside = frozenset(map(code, listed))
            return lambda told: told not in outside
        case {"REGEX": str(pattern), **others} if not others:
            expression = re.compile(pattern)
            return lambda told: expression.search(strings[told]) is not None
    return None


def _fits(kind: Kind, test: Test) -> bool:
    return all(kind[column] & bit for column, bit in test)


def _table(rows: list[Row]) -> tuple[Any, Any]:
    """The values that are set by each kind of token, and which of them are."""
    values = np.array([[value or 0 for value in row] for row in rows], np.uint64).reshape(-1, len(SETTABLE))
    return values, np.array([[value is not None for value in row] for row in rows], bool).reshape(-1, len(SETTABLE))
