"""Which language a text is in, by its letters and its commonest words: cheap, deterministic, no model."""

import re
import unicodedata
from collections import Counter, defaultdict
from functools import cache
from importlib.resources import files

_SAMPLE = 2500  # characters looked at
_ENOUGH = 15  # words below which nothing can be told
_SHARE = 0.12  # of the words that must be a language's commonest
_LEAD = 1.3  # by which another language must beat English
_LATIN_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_BEYOND_LATIN = re.compile(r"[^\W\d_\x00-\u024f]")
# Letters that tell languages of one script apart.
_LETTERS = {
    "CYRILLIC": (
        ("be", "ў"),
        ("uk", "іїєґ"),
        ("sr", "ђћџљњ"),
        ("mk", "ѓќѕ"),
        ("kk", "қңө"),
        ("ru", "ыэё"),
        ("bg", "ъ"),
    ),
    "ARABIC": (("ur", "ٹڈےں"), ("fa", "پچژگ"), ("ar", "")),
}
_SCRIPTS = {
    "CYRILLIC": "ru", "GREEK": "el", "HEBREW": "he", "ARABIC": "ar", "HANGUL": "ko", "HIRAGANA": "ja", "KATAKANA": "ja",
    "CJK": "zh", "DEVANAGARI": "hi", "BENGALI": "bn", "TAMIL": "ta", "THAI": "th", "GEORGIAN": "ka", "ARMENIAN": "hy",
}  # fmt: skip


def language_of(text: str, *, default: str = "en") -> str:
    """The language's two-letter code; `default` where it cannot be told."""
    sample = text[:_SAMPLE]
    other = None if sample.isascii() else _by_script(sample)
    return other or _by_words(sample) or default


def _by_script(sample: str) -> str | None:
    letters = _BEYOND_LATIN.findall(sample)
    if not letters or len(letters) < sum(map(str.isalpha, sample)) / 2:
        return None
    scripts = Counter(unicodedata.name(letter, "?").split()[0] for letter in letters)
    script, _ = max(scripts.items(), key=lambda pair: pair[1])
    if script == "CJK" and scripts["HIRAGANA"] > len(letters) * 0.05:
        return "ja"
    low = sample.lower()
    told = (code for code, marks in _LETTERS.get(script, ()) if any(mark in low for mark in marks))
    return next(told, _SCRIPTS.get(script))


def _by_words(sample: str) -> str | None:
    words = Counter(_LATIN_WORD.findall(sample.lower()))
    total = words.total()
    if total < _ENOUGH:
        return None
    languages, having = _profiles()
    counts = dict.fromkeys(languages, 0)
    for word, count in words.items():
        for code in having.get(word, ()):
            counts[code] += count
    best = max(counts, key=lambda code: counts[code])
    is_other = best != "en" and counts[best] >= _SHARE * total and counts[best] > _LEAD * counts["en"]
    return best if is_other else "en"


@cache
def _profiles() -> tuple[list[str], dict[str, list[str]]]:
    """The languages; and in which of them a word is common."""
    lines = (files("briefgen.read") / "common_words.txt").read_text("utf-8").splitlines()
    split = (line.partition(":") for line in lines if line and not line.startswith("#"))
    profiles = {code: frozenset(words.split()) for code, _, words in split}
    having: dict[str, list[str]] = defaultdict(list)
    for code, words in profiles.items():
        for word in words:
            having[word].append(code)
    return list(profiles), dict(having)
