"""Texts that make a regular expression take long, derived from the expression itself.

For each unbounded repetition in it: what leads there, the repeated part many times over, and an end that fits nothing.
"""

import re
from collections.abc import Iterable, Iterator
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

Node = tuple[Any, Any]
ENDS = ("\x00", "\n\x00", "a", "", " ")


def attacks(pattern: "re.Pattern[str]", length: int) -> Iterator[str]:
    """Texts of about `length` characters for each repetition of the pattern."""
    for before, repeated in _repetitions(list(_parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG)), ""):
        pump = (repeated or "a") * (length // max(1, len(repeated)))
        yield from (before + pump + end for end in ENDS)


def _repetitions(nodes: list[Node], before: str) -> Iterator[tuple[str, str]]:
    """What stands before each unbounded repetition, and what is repeated."""
    for kind, what in nodes:
        if kind in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
            least, most, inner = what
            if most is sre.MAXREPEAT or most > 1_000:
                yield from ((before, sample) for sample in _samples(list(inner)))
            yield from _repetitions(list(inner), before)
            before += _sample(list(inner)) * max(least, 1)
            continue
        yield from (found for branch in _branches(kind, what) for found in _repetitions(branch, before))
        before += _sample([(kind, what)])


def _samples(nodes: list[Node]) -> set[str]:
    """A few texts that the repeated part fits: the first and the last of each choice."""
    return {_sample(nodes), _sample(nodes, last=True)} - {""}


def _branches(kind: Any, what: Any) -> Iterable[list[Node]]:
    if kind is sre.BRANCH:
        return [list(branch) for branch in what[1]]
    if kind is sre.SUBPATTERN:
        return [list(what[-1])]
    if kind is sre.ATOMIC_GROUP:
        return [list(what)]
    return []


def _sample(nodes: list[Node], *, last: bool = False) -> str:
    return "".join(_sample_one(kind, what, last=last) for kind, what in nodes)


def _sample_one(kind: Any, what: Any, *, last: bool) -> str:
    """A text that this node fits, or nothing where only its place matters."""
    if kind is sre.LITERAL:
        return chr(what)
    if kind is sre.NOT_LITERAL:
        return "b" if what == ord("a") else "a"
    if kind is sre.ANY:
        return "a"
    if kind is sre.IN:
        return _one_of(what, last=last)
    branches = list(_branches(kind, what))
    if branches:
        return _sample(branches[-1 if last else 0], last=last)
    if kind in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
        return _sample(list(what[2]), last=last) * max(what[0], 1)
    return ""


CATEGORIES = {
    sre.CATEGORY_SPACE: " ",
    sre.CATEGORY_NOT_SPACE: "a",
    sre.CATEGORY_DIGIT: "1",
    sre.CATEGORY_NOT_DIGIT: "a",
    sre.CATEGORY_WORD: "a",
    sre.CATEGORY_NOT_WORD: " ",
}


def _one_of(choices: list[Node], *, last: bool) -> str:
    if choices[0][0] is sre.NEGATE:
        compiled = [c for c in 'aA1 ."\n“\x01' if not any(_fits(choice, c) for choice in choices[1:])]
        return compiled[-1 if last else 0] if compiled else ""
    kind, what = choices[-1 if last else 0]
    if kind is sre.CATEGORY:
        return CATEGORIES.get(what, "a")
    return chr(what[0] if kind is sre.RANGE else what)


def _fits(choice: Node, character: str) -> bool:
    kind, what = choice
    if kind is sre.LITERAL:
        return chr(what) == character
    if kind is sre.RANGE:
        return what[0] <= ord(character) <= what[1]
    if kind is sre.CATEGORY:
        return bool(re.fullmatch(NAMES.get(what, "(?!)"), character))
    return False


NAMES = {
    sre.CATEGORY_SPACE: r"\s",
    sre.CATEGORY_NOT_SPACE: r"\S",
    sre.CATEGORY_DIGIT: r"\d",
    sre.CATEGORY_NOT_DIGIT: r"\D",
    sre.CATEGORY_WORD: r"\w",
    sre.CATEGORY_NOT_WORD: r"\W",
}
