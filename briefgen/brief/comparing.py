"""The quotes of very many articles compared at once, while it is not known yet who said them: beside other work."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from briefgen.brief.prepared import Reports, quote_words
from briefgen.brief.runs import Runs
from briefgen.brief.sayings import alike
from briefgen.fingerprints import digest

__all__ = ["Compared", "Likeness", "compared", "mark_of"]

Likeness = tuple[list[int], list[int], list[tuple[int, int]]]


class Compared(NamedTuple):
    """Quotes by their places in a row. `likenesses`: those that share runs of words, how long each is, and which of
    them, by their places there, have the same words."""

    mark: bytes  # of the quotes that were compared
    arrays: list[bytes]  # for `Runs.fill`
    likenesses: list[Likeness]


def compared(articles: Iterable[tuple[str, Reports]]) -> Compared:
    """Compare the quotes of these articles, which come by path."""
    paths: list[str] = []
    counts, keys = bytearray(), bytearray()
    words: list[str] = []
    lengths: list[int] = []
    for path, reports in articles:
        paths.append(path)
        counts += reports.counts
        keys += reports.runs
        told = quote_words(reports.words)
        words += [one.words for one in told]
        lengths += [one.length for one in told]
    runs = Runs()
    runs.put([str(place) for place in range(len(words))], bytes(counts), bytes(keys))
    return Compared(
        mark_of(paths, bytes(counts), bytes(keys)), list(runs.arrays()), list(_likenesses(runs, words, lengths))
    )


def mark_of(paths: Iterable[str], counts: bytes, keys: bytes) -> bytes:
    """What the quotes are that were compared: of which articles, how many keys each has, the keys in a row."""
    return digest("\n".join(paths).encode(), counts, keys)


def _likenesses(runs: Runs, words: list[str], lengths: list[int]) -> Iterator[Likeness]:
    for linked in runs.components():
        places = list(linked)
        if pairs := alike([words[one] for one in places], list(linked.values())):
            yield places, [lengths[one] for one in places], pairs
