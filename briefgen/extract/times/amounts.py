"""Numbers and lengths of time as words tell them: "two and a half" is 2.5, three weeks P3W."""

from __future__ import annotations

import re

from briefgen.extract.times.lexicon import words

ISO_UNIT = {"TS": "S", "TM": "M", "TH": "H", "D": "D", "N": "D", "W": "W", "M": "M", "Y": "Y"}
MANY = {
    "FN": (2, "W"),
    "DE": (10, "Y"),
    "CE": (100, "Y"),
    "ML": (1000, "Y"),
    "H": (6, "M"),
    "Q": (3, "M"),
    "WE": (1, "WE"),
}


def amount_of(text: str) -> float | None:
    """The number that words say: "two and a half" 2.5, "a couple of" 2; None for "several"."""
    text = re.sub(r"[\s-]+", " ", text.lower())
    if re.match(r"\d|½", text):
        return _digits(text)
    half = 0.5 if text.endswith("and a half") else 0.0
    parts = text.removesuffix(" and a half").split()
    if parts[0] == "half":
        return 0.5
    if "couple" in parts:
        return 2.0
    if parts[-1] == "half" or any(
        part in words()["vague"] or part in ("handful", "number", "dozens", "hundreds") for part in parts
    ):
        return 0.5 if parts[-1] == "half" else None
    total = 0.0
    for part in parts:
        value = float(words()["number"].get(part, 0))
        total = total * value if value in (12, 100) and total else total + value
    return total + half


def _digits(text: str) -> float:
    text = text.replace(",", "").replace("½", " 1/2")
    whole, _, fraction = text.strip().partition(" ")
    if "/" in whole:
        whole, fraction = "0", whole
    top, _, bottom = fraction.partition("/")
    return float(whole or 0) + (int(top) / int(bottom) if bottom and int(bottom) else 0.0)


def iso_length(amount: str, unit: str) -> str:
    times, letter = MANY.get(unit, (1, ISO_UNIT.get(unit, "D")))
    if amount == "X":
        return f"PX{unit}" if unit in ("DE", "CE", "WE") else f"{'PT' if unit[0] == 'T' else 'P'}X{letter}"
    number = float(amount) * times
    if unit == "TH" and number % 1 == 0.5:
        return f"PT{int(number)}H30M" if number > 1 else "PT30M"
    return f"{'PT' if unit[0] == 'T' else 'P'}{number:g}{letter}"
