"""The search index: words to entries, entries to links, in small scripts that load on first use and from file://."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property, partial
from itertools import pairwise
from typing import NamedTuple

import msgspec

from briefgen.later import Later
from briefgen.records import Page, Touched
from briefgen.site.corpus import said_when
from briefgen.site.dates import long_day, parse_when
from briefgen.site.frame import Frame
from briefgen.site.roles import latest_role
from briefgen.site.urls import actor_url, anchor_url, article_url
from briefgen.site.views.printer import one_line, short

__all__ = ["search_files", "words"]

SHELF = 200  # entries in one script
WHOLE = 1_500  # entries whose words are kept in one script; those of more are spread by their first two letters
MOST_PARTS = 256
LONGEST_LIST = 20_000  # entries kept for one word
LONGEST_TEXT = 160
STOP = frozenset("""
    a an and are as at be but by for from had has have he her his in is it its not of on or she that the their they
    this to was were which who will with would
""".split())  # fmt: skip  # noqa: SIM905


class Entry(NamedTuple):
    text: str
    url: str
    under: str  # what stands below it in the results
    searched: str


def search_files(frame: Frame, touched: Touched | None) -> Iterator[Page]:
    """Entries stand in the order of groups, in each the most telling first: their number is their rank."""
    corpus = frame.corpus
    groups = [len(group) for group in (corpus.actors, corpus.sayings, corpus.happenings, corpus.articles)]
    index = _Index(frame, _parts(sum(groups)))
    for number in range(-(-sum(groups) // SHELF)):
        yield Page(f"search/d{number}.js", "", Later(partial(index.shelf, number), together="search"))
    for number in range(index.parts):
        yield Page(f"search/t{number}.js", "", Later(partial(index.words, number), together="search"))
    about: dict[str, object] = {"groups": groups, "shelf": SHELF, "parts": index.parts}
    if frame.settings.full_text:
        about["full"] = True
    yield Page("search/index.js", "", _script("index", about))


class _Index:
    """All entries and where their words stand, made when the first script is."""

    def __init__(self, frame: Frame, parts: int) -> None:
        self.parts = parts
        self._frame = frame

    @cached_property
    def _entries(self) -> list[Entry]:
        return [entry for make in (_actors, _quotes, _events, _articles) for entry in make(self._frame)]

    @cached_property
    def _words(self) -> list[dict[str, list[int]]]:
        return _spread(_lists(self._entries), self.parts)

    def shelf(self, number: int) -> str:
        to = self._frame.links("").to
        entries = self._entries[number * SHELF : (number + 1) * SHELF]
        return _script(f"d{number}", [[entry.text, to(entry.url), entry.under] for entry in entries])

    def words(self, number: int) -> str:
        return _script(f"t{number}", self._words[number])


def _parts(entries: int) -> int:
    parts = 1
    while entries > WHOLE * parts and parts < MOST_PARTS:
        parts *= 2
    return parts


def _script(name: str, content: object) -> str:
    return f"briefgenSearch({msgspec.json.encode([name, content]).decode()});\n"


# ---------------------------------------------------------------- entries


def _actors(frame: Frame) -> Iterator[Entry]:
    for actor in frame.corpus.ranked:
        role = latest_role(actor)
        said = f"{actor.name} {' '.join(actor.aliases)} {role}"
        yield Entry(actor.name, actor_url(actor.id), role or actor.kind, said)


def _quotes(frame: Frame) -> Iterator[Entry]:
    corpus = frame.corpus
    for saying in reversed(corpus.sayings):
        body = corpus.articles[saying.article].body
        text = one_line(body, saying.quote)
        face = corpus.faces.get(saying.speaker)
        when = said_when(saying, corpus.articles)
        under = ", ".join(filter(None, (face.name if face else "", when.text if when else "")))
        url = anchor_url(saying.article, saying.anchor)
        yield Entry(short(text, LONGEST_TEXT), url, under, f"{text} {under}")


def _events(frame: Frame) -> Iterator[Entry]:
    corpus = frame.corpus
    for happening in reversed(corpus.happenings):
        when = parse_when(happening.date)
        body = corpus.articles[happening.article].body
        text = " ".join(happening.event.span.cut(body).split())
        names = " ".join(corpus.faces[id].name for id in happening.actors if id in corpus.faces)
        status = f", {happening.status}" if happening.status != "happened" else ""
        under = f"{when.text}{status}" if when else ""
        url = anchor_url(happening.article, happening.anchor)
        yield Entry(short(text, LONGEST_TEXT), url, under, f"{text} {under} {names}")


def _articles(frame: Frame) -> Iterator[Entry]:
    for article in reversed(frame.corpus.by_date(frame.corpus.articles)):
        under = ", ".join(filter(None, (article.source, long_day(article.date) if article.date else "")))
        yield Entry(article.title, article_url(article.id), under, f"{article.title} {under} {' '.join(article.tags)}")


# ---------------------------------------------------------------- words


def words(text: str) -> list[str]:
    """Lower-case words without accents; the search script folds what is typed in the same way."""
    if text.isascii():
        return re.findall(r"[a-z0-9]+", text.lower().replace("'", ""))
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(c))
    return re.findall(r"[^\W_]+", plain.replace("'", "").replace("’", ""))


def _lists(entries: Sequence[Entry]) -> dict[str, list[int]]:
    """Each word with the numbers of its entries, ascending, as steps from one to the next."""
    found: dict[str, list[int]] = defaultdict(list)
    for number, entry in enumerate(entries):
        for word in dict.fromkeys(words(entry.searched)):
            if word not in STOP and len(found[word]) < LONGEST_LIST:
                found[word].append(number)
    return {word: _steps(found[word]) for word in sorted(found) if found[word]}


def _steps(numbers: list[int]) -> list[int]:
    return [numbers[0], *(b - a for a, b in pairwise(numbers))]


def _spread(lists: dict[str, list[int]], parts: int) -> list[dict[str, list[int]]]:
    found: list[dict[str, list[int]]] = [{} for _ in range(parts)]
    for word, steps in lists.items():
        found[_part(word, parts)][word] = steps
    return found


def _part(word: str, parts: int) -> int:
    """By the first two letters, so that the beginning of a word is enough to look it up."""
    first, second = ord(word[0]), ord(word[1]) if len(word) > 1 else 0
    return (first * 31 + second) % parts
