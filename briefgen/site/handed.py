"""What the corpus hands out beside the records themselves: small ones of its own, and what it leaves for the next."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from markupsafe import Markup

from briefgen.reads import Lookup
from briefgen.records import ActorId, ActorKind, Article, ArticleId, Happening, LocalId, Saying
from briefgen.site.dates import When

__all__ = ["Byline", "DayShelf", "Face", "Past", "Reports"]

Byline = tuple[Markup, When | None]  # of an article: its publisher and its day
Reports = tuple[tuple[ArticleId, int], ...]


class Face(NamedTuple):
    """What pages other than its own show of an actor."""

    name: str
    kind: ActorKind
    role: str


@dataclass(slots=True)
class DayShelf:
    """What belongs to one page below dates/."""

    articles: list[Article] = field(default_factory=list)
    sayings: list[Saying] = field(default_factory=list)
    happenings: list[Happening] = field(default_factory=list)

    @property
    def weight(self) -> int:
        return len(self.articles) + len(self.sayings) + len(self.happenings)


class Past(NamedTuple):
    """What a corpus leaves for the next, as far as it was asked for."""

    told: dict[str, Saying | Happening]  # who reports what, by anchor
    reports: dict[str, tuple[Reports, set[Lookup]]]
    articles: Mapping[ArticleId, Article]
    local_actors: Mapping[ArticleId, Mapping[LocalId, ActorId]]
    lists: dict[str, Any]  # of records: tuples, or by a key
