"""The search index: words to entries, entries to links, in small scripts that load on first use and from file://."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from functools import cache, cached_property
from itertools import accumulate, chain
from operator import attrgetter
from sys import intern
from typing import NamedTuple, TypeVar

import msgspec

from briefgen.fingerprints import digest
from briefgen.later import Content, Later, OldFiles, no_old
from briefgen.records import Actor, ActorId, Article, Happening, Page, Saying, Touched
from briefgen.site.corpus import said_when
from briefgen.site.dates import long_day, parse_when
from briefgen.site.frame import Frame
from briefgen.site.laid import SEAL, Edition, Layout, layout_of, packed
from briefgen.site.roles import latest_role
from briefgen.site.tables import edition_of
from briefgen.site.urls import actor_url, anchor_url, article_url
from briefgen.site.views.printer import one_line, short
from briefgen.site.wordplaces import Moves, Stay, Steps, moves_of, places_of, places_updated

__all__ = ["search_files", "words"]

SHELF = 200  # entries in one script
WHOLE = 1_500  # entries whose words are kept in one script; those of more are spread by their first two letters
MOST_PARTS = 256
FEW = 1_000  # entries that differ up to which it is faster to bring the words up to date
LONGEST_TEXT = 160
INDEX = "search/index.js"
CALL, END = "briefgenSearch(", ");\n"  # around what a script hands over
FIRST = attrgetter("first")
T = TypeVar("T")
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
    index = _Index(frame, groups)
    for number in range(-(-sum(groups) // SHELF)):
        yield _page(_shelf(number), index.shelf, number)
    for number in range(index.parts):
        yield _page(_part_of_words(number), index.words, number)
    yield _page(INDEX, index.about)


def _page(url: str, make: Callable[..., Content], *given: int) -> Page:
    return Page(url, "", Later(make, given, together="search", is_cut=True))


class Before(NamedTuple):
    """The index as it lies there: how many entries it has, how these moved, in how many scripts their words are."""

    size: int
    moves: Moves
    parts: int


class _Index:
    """All entries and where their words stand, made when the first script is."""

    def __init__(self, frame: Frame, groups: list[int]) -> None:
        self.parts = _parts(sum(groups))
        self._frame, self._groups = frame, groups
        self._made: dict[int, Entry] = {}
        self._listed: dict[int, list[msgspec.Raw]] = {}  # entries of old scripts
        self._old: OldFiles = no_old
        self._digests: dict[str, bytes] = {}  # of the scripts, by their address

    # ------------------------------------------------------------ the scripts

    def shelf(self, number: int, old: OldFiles) -> Content:
        """The entries of one script."""
        self._old = old
        places = range(number * SHELF, min((number + 1) * SHELF, len(self._edition.ids)))
        if self._stands(places, number):
            return self._as_it_was(_shelf(number))
        shown = b",".join([self._shown(place) for place in places]).decode()
        return self._content(_shelf(number), f'{CALL}["d{number}",[{shown}]]{END}')

    def _stands(self, places: range, number: int) -> bool:
        """Whether a script lists what it did."""
        if self._before is None or places.stop != min((number + 1) * SHELF, self._before.size):
            return False
        stay = self._stay(places.start)
        return stay is not None and stay.first == stay.old and places.stop <= stay.last

    def words(self, number: int, old: OldFiles) -> Content:
        """Words with the entries they stand in."""
        self._old = old
        if number not in self._places:
            return self._as_it_was(_part_of_words(number))
        return self._content(_part_of_words(number), _script(f"t{number}", self._places[number]))

    def about(self, old: OldFiles) -> Content:
        """What the search script asks for first. It stands last, and with it how all were laid."""
        self._old = old
        about: dict[str, object] = {"groups": self._groups, "shelf": SHELF, "parts": self.parts}
        if self._frame.settings.full_text:
            about["full"] = True
        made = self._content(INDEX, _script("index", about))
        scripts = {url: key for url, key in self._digests.items() if url != INDEX}
        return made._replace(layout=packed(Layout(made.digest, (self._edition.sealed, packed(scripts)))))

    def _content(self, url: str, script: str) -> Content:
        made = script.encode()
        self._digests[url] = key = digest(made)
        return Content(made, key)

    def _as_it_was(self, url: str) -> Content:
        self._digests[url] = key = self._old(url).digest
        return Content(None, key)

    # ------------------------------------------------------------ what they are made from

    @cached_property
    def _edition(self) -> Edition:
        """All entries, in each group the first in rank first."""
        parts = [(edition_of(self._frame, group.table), group.step) for group in GROUPS]
        return Edition(
            [*chain.from_iterable(part.ids[::step] for part, step in parts)],
            [*chain.from_iterable(part.sources[::step] for part, step in parts)],
            [*chain.from_iterable(part.seals[::step] for part, step in parts)],
        )

    @cached_property
    def _before(self) -> Before | None:
        """The index as it was, if all its scripts lie there as they were made."""
        layout = layout_of(self._old(INDEX))
        if layout is None or len(layout.seals) != 2:
            return None
        seals, scripts = layout.seals
        known = msgspec.msgpack.decode(scripts, type=dict[str, bytes])
        if any(self._old(url).digest != key for url, key in known.items()):
            return None
        entries = len(seals) // SEAL
        shelves = -(-entries // SHELF)
        return Before(entries, moves_of(self._edition.runs(seals), entries), len(known) - shelves)

    def _stay(self, place: int) -> Stay | None:
        """The entries in a row, this one among them, that are as they were."""
        kept = self._before.moves.kept if self._before else []
        found = kept[number - 1] if (number := bisect_right(kept, place, key=FIRST)) else None
        return found if found and place < found.last else None

    def _shown(self, place: int) -> bytes:
        """An entry as a script lists it."""
        stay = self._stay(place)
        if stay is None:
            return self._entry(place).shown
        number, behind = divmod(stay.old + place - stay.first, SHELF)
        if number not in self._listed:
            script = self._old(_shelf(number)).content()
            self._listed[number] = _told(script, tuple[str, list[msgspec.Raw]])[1]
        return bytes(self._listed[number][behind])

    def _entry(self, place: int) -> Entry:
        if place not in self._made:
            ends = [*accumulate(self._groups)]
            group, to = GROUPS[bisect_right(ends, place)], self._frame.links("").to
            text, url, under, searched = group.entry(*self._edition.sources[place])
            told = tuple(map(intern, set(words(searched)) - STOP))
            self._made[place] = Entry(msgspec.json.encode([text, to(url), under]), told)
        return self._made[place]

    @cached_property
    def _places(self) -> dict[int, dict[str, Steps]]:
        """The words of each script, less the scripts that are as they were."""
        before, entries = self._before, len(self._edition.ids)
        if before and before.parts == self.parts and len(before.moves.new) + len(before.moves.gone) <= FEW:
            return self._updated(before.moves, entries)
        found: dict[int, dict[str, Steps]] = {number: {} for number in range(self.parts)}
        for word, steps in places_of(self._entry(place).words for place in range(entries)).items():
            found[_part(word, self.parts)][word] = steps
        return found

    def _updated(self, moves: Moves, entries: int) -> dict[int, dict[str, Steps]]:
        if len(moves.kept) <= 1 and not moves.gone and not moves.new:
            return {}
        scripts = (self._old(_part_of_words(number)).content() for number in range(self.parts))
        old = [_told(script, tuple[str, dict[str, Steps]])[1] for script in scripts]
        every = {word: steps for part in old for word, steps in part.items()}
        found: dict[int, dict[str, Steps]] = {}
        for word, steps in places_updated(every, moves, lambda place: self._entry(place).words, entries):
            part = found.setdefault(number := _part(word, self.parts), old[number])
            if steps is None:
                del part[word]
            else:
                part[word] = steps
        return {number: dict(sorted(part.items())) for number, part in found.items()}


def _shelf(number: int) -> str:
    return f"search/d{number}.js"


def _part_of_words(number: int) -> str:
    return f"search/t{number}.js"


def _parts(entries: int) -> int:
    parts = 1
    while entries > WHOLE * parts and parts < MOST_PARTS:
        parts *= 2
    return parts


def _script(name: str, content: object) -> str:
    return f"{CALL}{msgspec.json.encode([name, content]).decode()}{END}"


def _told(script: bytes, kind: type[T]) -> T:
    """What a script hands over."""
    return msgspec.json.decode(script[len(CALL) : -len(END)], type=kind)


# ---------------------------------------------------------------- the texts of an entry

Texts = tuple[str, str, str, str]  # shown, address, what stands below, searched


def _actor(actor: Actor, *counted: object) -> Texts:
    role = latest_role(actor)
    return actor.name, actor_url(actor.id), role or actor.kind, f"{actor.name} {' '.join(actor.aliases)} {role}"


def _quote(saying: Saying, article: Article, speaker: str | None, *others: object) -> Texts:
    text = one_line(article.body, saying.quote)
    when = said_when(saying, {article.id: article})
    under = ", ".join(filter(None, (speaker, when.text if when else "")))
    return short(text, LONGEST_TEXT), anchor_url(saying.article, saying.anchor), under, f"{text} {under}"


def _event(happening: Happening, article: Article, names: Mapping[ActorId, str], *others: object) -> Texts:
    when = parse_when(happening.date)
    text = " ".join(happening.event.span.cut(article.body).split())
    status = f", {happening.status}" if happening.status != "happened" else ""
    under = f"{when.text}{status}" if when else ""
    url = anchor_url(happening.article, happening.anchor)
    return short(text, LONGEST_TEXT), url, under, f"{text} {under} {' '.join(names.values())}"


def _article(article: Article, *counted: object) -> Texts:
    under = ", ".join(filter(None, (article.source, long_day(article.date) if article.date else "")))
    return article.title, article_url(article.id), under, f"{article.title} {under} {' '.join(article.tags)}"


class _Group(NamedTuple):
    table: str  # of the data: an entry is made from what its row is made from
    step: int  # -1: the last row has the first rank
    entry: Callable[..., Texts]


GROUPS = (
    _Group("actors", 1, _actor),
    _Group("quotes", -1, _quote),
    _Group("events", -1, _event),
    _Group("articles", -1, _article),
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


def _part(word: str, parts: int) -> int:
    """By the first two letters, so that the beginning of a word is enough to look it up."""
    first, second = ord(word[0]), ord(word[1]) if len(word) > 1 else 0
    return (first * 31 + second) % parts
