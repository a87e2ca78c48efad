"""The notation of the grammar's rules, made into regular expressions.

A pattern is a row of elements with blanks between: `<class>` any word of a class (`<class:2>` a second one), `a|b`
these words (`_` for a blank), `which=a|b` the same and remembered, `{...}` may be missing; a comma after an element may
stand there or not. Elements are parted in the text by blanks, one line break, or a hyphen. The rest is regular
expression.
"""

from __future__ import annotations

import re
from functools import cache

from briefgen.extract.times.lexicon import holidays, words

SEP = r"(?:[ ]{1,3}|[ ]?\n[ ]?|[-\u2010\u2011])"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_COUNT = r"\d{1,3}(?:,\d{3}){1,6}(?:\.\d{1,9})?|\d{1,12}(?:\.\d{1,9})?(?:[ -]\d/\d)?|\d{1,12}½|½"
_FORMS = {  # classes that are shapes, not word lists; with the first words they may begin with
    "day": (_DAY, ("#1", "#2")),
    "year": (r"1[0-9]\d\d|20\d\d", ("#4",)),
    "short": (r"['’`]\d\d", ("'",)),
    "two": (r"\d\d", ("#2",)),
    "nth": (r"\d{1,2}(?:st|nd|rd|th)", ("#1", "#2")),
    "decades": (r"(?:1[0-9]|20)\d0['’]?s", ("#4",)),
    "shortdecades": (r"['’`][1-9]0['’]?s", ("'",)),
    "nq": (r"[1-4]q", ("#1",)),
    "q": (r"q[1-4]", ("q",)),
    "num": (r"\d{1,2}", ("#1", "#2")),
    "hour": (r"(?:2[0-3]|[01]?\d)", ("#1", "#2")),
    "minute": (r"[0-5]\d", ("#2",)),
}


@cache
def expression(pattern: str) -> re.Pattern[str]:
    """The regular expression of a pattern; it neither ends inside a word nor inside a number."""
    return re.compile(_row(_elements(pattern)) + r"(?![\w½])(?!(?<=\d)(?:[.,:/]\d|%))", re.IGNORECASE)


@cache
def first_words(pattern: str) -> frozenset[str]:
    """The words, lower case, that a text matching the pattern can begin with; "#2" stands for two digits."""
    return frozenset(_firsts(_elements(pattern)))


@cache
def second_words(pattern: str, first: str) -> frozenset[str] | None:
    """The words that may follow where a text matching the pattern begins with this one; None: any, or none at all."""
    told = _seconds(_elements(pattern), first)
    return None if told is None else frozenset(told)


def _elements(pattern: str) -> list[str]:
    """Split at blanks outside braces."""
    return re.findall(r"\{[^}]*\},?|[^\s{]+", pattern)


def _row(elements: list[str]) -> str:
    """Elements in a row, with separators between; an optional one takes its separator along."""
    built, solid = "", False  # solid: something that is always there stands to the left
    for element in elements:
        optional = element.startswith("{")
        inner = _row(_elements(element.rstrip(",")[1:-1])) if optional else _element(element)
        if optional and element.endswith(","):
            inner += ",?"
        if not optional:
            built += (SEP if solid else "") + inner
            solid = True
        elif solid:
            built += f"(?:{SEP}{inner})?"
        else:
            built += f"(?:{inner}{SEP})?"
    return built


def _element(element: str) -> str:
    comma = ",?" if element.endswith(",") and len(element) > 1 else ""
    element = element.removesuffix(",") if comma else element
    name, _, body = element.rpartition("=") if "=" in element else ("", "", element)
    alternatives = "|".join(word.replace("_", SEP) for word in body.split("|"))
    built = (f"(?P<{name}>{alternatives})" if name else f"(?:{alternatives})") + comma
    return re.sub(r"(?<!\?P)<(\w+)(?::(\d))?>", lambda m: f"(?P<{m[1]}{m[2] or ''}>{_class(m[1])})", built)


def _class(name: str) -> str:
    if name == "n":
        return _number()
    if name in _FORMS:
        return _FORMS[name][0]
    keys = _keys(name)
    spelt = (
        re.escape(key).replace(r"\ ", SEP).replace("'", "['’]") + _dot(key, name, keys) for key in _longest_first(keys)
    )
    return "(?:" + "|".join(spelt) + ")"


def _longest_first(keys: list[str]) -> list[str]:
    return sorted(keys, key=len, reverse=True)


def _dot(key: str, name: str, keys: list[str]) -> str:
    """A dot may follow "Sept", not "September", where it ends the sentence."""
    short = name in ("month", "weekday") and any(other.startswith(key) and other != key for other in keys)
    return r"\.?" if short else ""


def _number() -> str:
    ones = "|".join(key for key in words()["number"] if key not in ("a", "an", "hundred", "dozen"))
    tens = rf"(?:{_TENS})[ -](?:one|two|three|four|five|six|seven|eight|nine)"
    vague = "|".join(words()["vague"])
    many = (
        r"half(?:[ -]an?)?|an?[ ](?:couple|handful|number)(?:[ ]of)?"
        r"|a[ ](?:dozen|hundred|few|half)|(?:dozen|hundred)s[ ]of"
    )
    half = r"(?:[ ]and[ ]a[ ]half)?"
    return rf"{_COUNT}|(?:{tens}|(?:{ones})[ ](?:hundred|dozen)|{ones}){half}|{many}|{vague}|an?"


def _firsts(elements: list[str]) -> set[str]:
    """First words of a row: of its leading optional elements and of the first one that must be there."""
    found: set[str] = set()
    for element in elements:
        optional = element.startswith("{")
        found |= _firsts(_elements(element.rstrip(",")[1:-1])) if optional else _first(element)
        if not optional:
            break
    return found


def _seconds(elements: list[str], first: str) -> set[str] | None:
    """Second words of a row that begins with `first`, in a leading element that may be missing or in the next."""
    found: set[str] = set()
    for at, element in enumerate(elements):
        rest = elements[at + 1 :]
        optional = element.startswith("{")
        inner = _elements(element.rstrip(",")[1:-1]) if optional else []
        told = _seconds([*inner, *rest], first) if optional else _behind(element, rest, first)
        if told is None:
            return None
        found |= told
        if not optional:
            break
    return found


def _behind(element: str, rest: list[str], first: str) -> set[str] | None:
    """What follows `first` where an element begins with it: the element's own next word, or the row's."""
    body = element.rpartition("=")[2] if "=" in element else element
    listed = re.fullmatch(r"<(\w+)(?::\d)?>,?", body)
    if "(" in body or (listed and (listed[1] == "n" or listed[1] in _FORMS)):
        return None if first in _first(element) or "(" in body else set()
    found: set[str] = set()
    for words_ in _keys(listed[1]) if listed else body.rstrip(",").split("|"):
        if _head(words_) != first:
            continue
        own = re.match(r"[ _]([a-z]+)", words_[len(first) :])
        told = {own[1]} if own else None if words_ != first or _may_end(rest) else _firsts(rest)
        if told is None:
            return None
        found |= told
    return found


def _may_end(rest: list[str]) -> bool:
    """Whether nothing that is known must follow."""
    must = next((at for at, element in enumerate(rest) if not element.startswith("{")), None)
    return must is None or any("(" in element or "<n>" in element or "<n:" in element for element in rest[: must + 1])


def _first(element: str) -> set[str]:
    body = element.rpartition("=")[2] if "=" in element else element
    if m := re.match(r"<(\w+)", body):
        return set(_class_firsts(m[1]))
    return {_head(word) for word in body.rstrip(",").split("|")}


def _class_firsts(name: str) -> tuple[str, ...]:
    if name == "n":
        digits = ("#1", "#2", "#3", "#4")
        return (*digits, *words()["number"], *words()["vague"], "half", "dozens", "hundreds")
    if name in _FORMS:
        return _FORMS[name][1]
    return tuple(_head(key) for key in _keys(name))


def _keys(name: str) -> list[str]:
    if name == "holiday":
        return list(holidays()["day"])
    if name == "once":
        return list(holidays()["once"])
    return list(words()[name])


def _head(word: str) -> str:
    """The key under which the scanner meets a word."""
    m = re.match(r"[a-z]+|\d+|'", word)
    if not m:
        return word
    return f"#{len(m[0])}" if m[0][0].isdigit() else m[0]
