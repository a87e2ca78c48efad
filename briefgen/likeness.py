"""Which texts are nearly the same: the same report printed twice, shortened or lightly rewritten. No I/O.

A text is the set of its runs of four words (shingles). Two texts are alike when the smaller one's shingles
stand mostly in the larger. Candidates come from an index of a fixed fraction of all shingles, so that ten thousand
texts take seconds.
"""

import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

RUN = 4  # words of a shingle: shorter ones are common phrases, longer ones break at every changed word
ALIKE = 0.5  # share of the smaller text's shingles that must stand in the larger one; measured, see tests
FRACTION = 4  # one shingle of four is indexed
COMMON = 50  # a shingle in more texts than this is a stock phrase and tells nothing
FEWEST = 8  # shingles below which a text is too short to compare
T = TypeVar("T")
_WORD = re.compile(r"\w+(?:['’]\w+)?")


def runs(text: str) -> Iterator[tuple[str, ...]]:
    """The runs of words of a text. Case, marks and white space do not count."""
    words = _WORD.findall(text.lower().replace("’", "'"))
    return zip(*(words[start:] for start in range(RUN)), strict=False)


def shingles(text: str) -> frozenset[int]:
    """The same, hashed: small, and the same in every process."""
    return frozenset(zlib.crc32(" ".join(run).encode()) for run in runs(text))


def likeness(one: frozenset[T], other: frozenset[T]) -> float:
    """How much of the smaller text stands in the larger: 0 to 1."""
    smaller = min(len(one), len(other))
    if smaller < FEWEST:
        return float(one == other and smaller > 0)
    return len(one & other) / smaller


class Index:
    """Texts by name, asked which of them are like a new one."""

    def __init__(self) -> None:
        self._texts: dict[str, frozenset[int]] = {}
        self._names: defaultdict[int, list[str]] = defaultdict(list)

    def add(self, name: str, text: str) -> None:
        found = shingles(text)
        self._texts[name] = found
        for shingle in _sample(found):
            self._names[shingle].append(name)

    def alike(self, text: str) -> list[tuple[str, float]]:
        """The names of like texts, the likest first."""
        found = shingles(text)
        shared = Counter(name for shingle in _sample(found) for name in self._near(shingle))
        near = sorted(name for name, count in shared.items() if count >= self._fewest(found, name))
        scored = ((name, likeness(found, self._texts[name])) for name in near)
        return sorted(((name, score) for name, score in scored if score >= ALIKE), key=lambda pair: -pair[1])

    def _fewest(self, found: frozenset[int], name: str) -> float:
        """Sampled shingles that two like texts share at least; half of what is expected, since samples vary."""
        return ALIKE / 2 * min(len(found), len(self._texts[name])) / FRACTION

    def _near(self, shingle: int) -> list[str]:
        names = self._names.get(shingle, [])
        return names if len(names) <= COMMON else []


def clusters(texts: Mapping[str, str]) -> tuple[tuple[str, ...], ...]:
    """Groups of names whose texts are nearly the same, each in the order given."""
    index = Index()
    group: dict[str, int] = {}
    for number, (name, text) in enumerate(texts.items()):
        near = [other for other, _ in index.alike(text)]
        index.add(name, text)
        joined = {group[other] for other in near}
        group[name] = min(joined, default=number)
        if len(joined) > 1:
            group.update({other: group[name] for other, old in group.items() if old in joined})
    return tuple(members for members in _members(group) if len(members) > 1)


def _members(group: Mapping[str, int]) -> Iterable[tuple[str, ...]]:
    members: defaultdict[int, list[str]] = defaultdict(list)
    for name, number in group.items():
        members[number].append(name)
    return (tuple(names) for names in members.values())


def _sample(found: frozenset[int]) -> Iterable[int]:
    """A fixed fraction of the shingles, the same ones in every text; all of them where there are few."""
    return found if len(found) < 40 else (shingle for shingle in found if shingle % FRACTION == 0)
