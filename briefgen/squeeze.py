"""Stylesheets and scripts made small: without what only a reader of the code needs. Made for the theme's own code."""

import re
from collections.abc import Callable, Iterator
from itertools import product
from string import ascii_letters

__all__ = ["flush", "squeeze"]

STRINGS = re.compile(r"""("[^"\n]*"|'[^'\n]*'|`[^`]*`)""")
INSERTED = re.compile(r"(?<=\$\{)[^}]*(?=\})")  # ${...}
SPACES = re.compile(r"(?:(?<![ \t])[ \t]*)?([{};,])\s*|(?<=[\w)])(:) ")  # in stylesheets and scripts
_SIGN = r"(=>|[=!]==|[-+*/]?=|&&|\|\|=?|\?\??=?|:|[-+*/<>]|>=)"
OPERATORS = re.compile(  # in scripts, which never write `a + +b`
    rf" {_SIGN} ?|{_SIGN} |(?<=\bif) (?=\()|(?<=\bfor) (?=\()"
)
DECLARED = re.compile(r"(?:\b(?:const|let) |[,(])(\w{2,})(?==[^=>])|\b(?:const|let) (\w{2,})(?=[ ,;])")
KEPT = r"[.]{0}\b|\b{0}:|[{{,]{0}(?=[,}}])"  # a property, or what may be one


def flush(code: str) -> str:
    """A stylesheet or script without indents, empty lines and needless spaces."""
    lines = "\n".join(line for text in code.splitlines() if (line := text.strip())) + "\n"
    return _outside(lines, lambda part: SPACES.sub(_joined, part))


def squeeze(code: str) -> str:
    """A script whose statements end in semicolons, with short names for what it declares."""
    script = _outside(flush(code), lambda part: OPERATORS.sub(_joined, part))
    names = _shortened(script)
    return _renamed(script, names) if names else script


def _joined(found: re.Match[str]) -> str:
    return "".join(filter(None, found.groups()))


def _outside(code: str, change: Callable[[str], str]) -> str:
    """Changed but for its strings."""
    parts = STRINGS.split(code)
    parts[::2] = map(change, parts[::2])
    return "".join(parts)


def _shortened(script: str) -> dict[str, str]:
    """A short name for each long one that is declared and is no property."""
    code = "".join(STRINGS.split(script)[::2])
    declared = dict.fromkeys(name for pair in DECLARED.findall(code) for name in pair if name)
    long = [name for name in declared if len(name) > 2 and not re.search(KEPT.format(name), code)]
    free = _free(set(re.findall(r"\w+", script)))
    return {name: next(free) for name in sorted(long, key=lambda name: -len(re.findall(rf"\b{name}\b", code)))}


def _free(taken: set[str]) -> Iterator[str]:
    names = (*ascii_letters, *map("".join, product(ascii_letters, repeat=2)))
    return (name for name in names if name not in taken | {"if", "in", "do", "of", "as", "is"})


def _renamed(script: str, names: dict[str, str]) -> str:
    """Strings stay, but for what a template string inserts."""
    known = re.compile(rf"(?<![\w.$-])({'|'.join(names)})\b|(?<=\.\.\.)({'|'.join(names)})\b")

    def change(part: str) -> str:
        return known.sub(lambda found: names[found[0]], part)

    parts = STRINGS.split(script)
    parts[::2] = map(change, parts[::2])
    for place in range(1, len(parts), 2):
        if parts[place].startswith("`"):
            parts[place] = INSERTED.sub(lambda found: _outside(found[0], change), parts[place])
    return "".join(parts)
