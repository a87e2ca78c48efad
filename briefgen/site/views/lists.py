"""Views of long lists: actors, quotes and events in months, articles, tags."""

from dataclasses import dataclass

from markupsafe import Markup

from briefgen.site.views.cards import ActorRow, ArticleRow, EventCard, QuoteCard
from briefgen.site.views.graphics import Strip
from briefgen.site.views.shell import Pager, Shell

__all__ = [
    "ActorListView",
    "ArticleListView",
    "EntryListView",
    "Facet",
    "LettersView",
    "MonthGroup",
    "TagsView",
]


@dataclass(frozen=True, slots=True)
class ActorListView:
    shell: Shell
    rows: tuple[ActorRow, ...]
    total: int
    letters: tuple[tuple[str, str, int], ...]  # letter, URL, count
    letter: str  # "" on the list by prominence


@dataclass(frozen=True, slots=True)
class LettersView:
    shell: Shell
    groups: tuple[tuple[str, tuple[ActorRow, ...]], ...]
    total: int


@dataclass(frozen=True, slots=True)
class MonthGroup:
    """Entries of a list below one month heading."""

    id: str
    name: str
    quotes: tuple[QuoteCard, ...] = ()
    events: tuple[EventCard, ...] = ()


@dataclass(frozen=True, slots=True)
class Facet:
    """One choice of a filter."""

    label: str
    field: str  # what of an entry is looked at: its kind or status, or its date
    options: tuple[tuple[str, str, int], ...]  # label, value, count


@dataclass(frozen=True, slots=True)
class EntryListView:
    """A long list of quotes or events, in months: the whole site's, an actor's, a day's."""

    shell: Shell
    heading: str
    lede: str
    groups: tuple[MonthGroup, ...]
    total: int
    shown: int
    facets: tuple[Facet, ...]
    speakers: tuple[tuple[str, str, int], ...]  # name, id, count
    often: tuple[tuple[Markup, int], ...]  # who stands in the whole list most often; on its first page
    strip: Strip | None
    pager: Pager
    downloads: tuple[tuple[str, str], ...]
    noun: str


@dataclass(frozen=True, slots=True)
class ArticleListView:
    shell: Shell
    heading: str
    lede: str
    rows: tuple[ArticleRow, ...]
    total: int
    pager: Pager
    tags: tuple[tuple[str, str, int], ...]
    actors: tuple[Markup, ...]


@dataclass(frozen=True, slots=True)
class TagsView:
    shell: Shell
    tags: tuple[tuple[str, str, int], ...]
