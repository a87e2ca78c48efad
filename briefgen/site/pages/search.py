"""The search index: words to entries, entries to links, in small scripts that load on first use and from file://."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import cache, cached_property, partial
from operator import sub
from sys import intern
from typing import NamedTuple

import msgspec

from briefgen.later import Later
from briefgen.records import Actor, Article, Happening, Page, Saying, Touched
from briefgen.site.corpus import Corpus, said_when
from briefgen.site.dates import long_day, parse_when
from briefgen.site.frame import Frame
from briefgen.site.laid import Edition, Sources
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
    shown: bytes  # as a script lists it: its text, its address, what stands below it
    words: tuple[str, ...]


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
        return [entry for group in GROUPS for entry in self._group(group)]

    def _group(self, group: "_Group") -> list[Entry]:
        edition, to = Edition(group.sources(self._frame.corpus)), self._frame.links("").to

        def entry(place: int) -> Entry:
            text, url, under, searched = group.entry(*edition.sources[place])
            told = tuple(map(intern, set(words(searched)) - STOP))
            return Entry(msgspec.json.encode([text, to(url), under]), told)

        return self._frame.memory.values(f"search {group.name}", edition, entry)

    @cached_property
    def _words(self) -> list[dict[str, list[int]]]:
        return _spread(_lists(self._entries), self.parts)

    def shelf(self, number: int) -> str:
        entries = self._entries[number * SHELF : (number + 1) * SHELF]
        listed = b",".join([entry.shown for entry in entries]).decode()
        return f'briefgenSearch(["d{number}",[{listed}]]);\n'

    def words(self, number: int) -> str:
        return _script(f"t{number}", self._words[number])


def _parts(entries: int) -> int:
    parts = 1
    while entries > WHOLE * parts and parts < MOST_PARTS:
        parts *= 2
    return parts


def _script(name: str, content: object) -> str:
    return f"briefgenSearch({msgspec.json.encode([name, content]).decode()});\n"


# ---------------------------------------------------------------- entries: what each is made from, and its texts

Texts = tuple[str, str, str, str]  # shown, address, what stands below, searched


def _actors(corpus: Corpus) -> Iterator[tuple[str, Sources]]:
    return ((actor.id, (actor,)) for actor in corpus.ranked)


def _actor(actor: Actor) -> Texts:
    role = latest_role(actor)
    return actor.name, actor_url(actor.id), role or actor.kind, f"{actor.name} {' '.join(actor.aliases)} {role}"


def _quotes(corpus: Corpus) -> Iterator[tuple[str, Sources]]:
    for saying in reversed(corpus.sayings):
        face = corpus.faces.get(saying.speaker)
        yield saying.anchor, (saying, corpus.articles[saying.article], face.name if face else "")


def _quote(saying: Saying, article: Article, speaker: str) -> Texts:
    text = one_line(article.body, saying.quote)
    when = said_when(saying, {article.id: article})
    under = ", ".join(filter(None, (speaker, when.text if when else "")))
    return short(text, LONGEST_TEXT), anchor_url(saying.article, saying.anchor), under, f"{text} {under}"


def _events(corpus: Corpus) -> Iterator[tuple[str, Sources]]:
    for happening in reversed(corpus.happenings):
        names = tuple(corpus.faces[id].name for id in happening.actors if id in corpus.faces)
        yield happening.anchor, (happening, corpus.articles[happening.article], names)


def _event(happening: Happening, article: Article, names: tuple[str, ...]) -> Texts:
    when = parse_when(happening.date)
    text = " ".join(happening.event.span.cut(article.body).split())
    status = f", {happening.status}" if happening.status != "happened" else ""
    under = f"{when.text}{status}" if when else ""
    url = anchor_url(happening.article, happening.anchor)
    return short(text, LONGEST_TEXT), url, under, f"{text} {under} {' '.join(names)}"


def _articles(corpus: Corpus) -> Iterator[tuple[str, Sources]]:
    return ((article.id, (article,)) for article in reversed(corpus.by_date(corpus.articles)))


def _article(article: Article) -> Texts:
    under = ", ".join(filter(None, (article.source, long_day(article.date) if article.date else "")))
    return article.title, article_url(article.id), under, f"{article.title} {under} {' '.join(article.tags)}"


class _Group(NamedTuple):
    name: str
    sources: Callable[[Corpus], Iterator[tuple[str, Sources]]]
    entry: Callable[..., Texts]


GROUPS = (
    _Group("actors", _actors, _actor),
    _Group("quotes", _quotes, _quote),
    _Group("events", _events, _event),
    _Group("articles", _articles, _article),
)


# ---------------------------------------------------------------- words


def words(text: str) -> list[str]:
    """Lower-case words without accents; the search script folds what is typed in the same way."""
    text = text.lower()
    if text.isascii():
        return ASCII_WORD.findall(text.replace("'", ""))
    plain = OTHER.sub(_folded, text).replace("'", "").replace("’", "")
    return (ASCII_WORD if plain.isascii() else WORD).findall(plain)


WORD = re.compile(r"[^\W_]+")
ASCII_WORD = re.compile(r"[A-Za-z0-9]+")  # the same, faster; folding may give capitals: "℃"
OTHER = re.compile(r"[^\x00-\x7f]")


def _folded(other: re.Match[str]) -> str:
    return _plain(other[0])


@cache
def _plain(letter: str) -> str:
    """A letter without its accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(c))


def _lists(entries: Sequence[Entry]) -> dict[str, list[int]]:
    """Each word with the numbers of its entries, ascending, as steps from one to the next."""
    found: dict[str, list[int]] = defaultdict(list)
    for number, entry in enumerate(entries):
        for word in entry.words:
            found[word].append(number)
    return {word: _steps(found[word][:LONGEST_LIST]) for word in sorted(found)}


def _steps(numbers: list[int]) -> list[int]:
    return [numbers[0], *map(sub, numbers[1:], numbers)]


def _spread(lists: dict[str, list[int]], parts: int) -> list[dict[str, list[int]]]:
    found: list[dict[str, list[int]]] = [{} for _ in range(parts)]
    for word, steps in lists.items():
        found[_part(word, parts)][word] = steps
    return found


def _part(word: str, parts: int) -> int:
    """By the first two letters, so that the beginning of a word is enough to look it up."""
    first, second = ord(word[0]), ord(word[1]) if len(word) > 1 else 0
    return (first * 31 + second) % parts
