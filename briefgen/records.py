"""The records that flow down the stages: articles in, findings, a briefing, pages, files out.

Every claim carries a `Span`: character offsets [start, end) into `Article.body`. What an analysis makes in great number
is a `Struct`, the rest are dataclasses: a struct is made in a fifth of the time and read back in half.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, NewType

from msgspec import Struct

ArticleId = NewType("ArticleId", str)  # the article's slug: unique, permanent
LocalId = NewType("LocalId", str)  # an actor inside one article
ActorId = NewType("ActorId", str)  # an actor across articles: its slug, permanent
Edtf = NewType("Edtf", str)  # a date as EDTF: 2025-05-15, 2025-05, 2025, 199X, 2022~, 2025-05-03/2025-05-05

ActorKind = Literal["person", "organisation", "government"]
MentionForm = Literal["name", "alias", "pronoun", "nominal"]
QuoteKind = Literal["direct", "mixed", "indirect"]
Assertion = Literal["said", "denied", "hypothetical"]
TimeType = Literal["date", "time", "duration", "set", "reference"]
DatedBy = Literal["expression", "article", "carried"]
Status = Literal["happened", "planned", "possible", "denied"]
BlockKind = Literal["paragraph", "heading", "dateline", "quotation", "list-item", "caption"]


class Span(Struct, frozen=True, order=True, gc=False):
    """Characters [start, end) of an article's body."""

    start: int
    end: int

    def cut(self, body: str) -> str:
        return body[self.start : self.end]

    def covers(self, other: "Span") -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Span") -> bool:
        return self.start < other.end and other.start < self.end


# ---------------------------------------------------------------- read: an article


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the body set as one unit. A dateline is a block of its own before its paragraph's rest."""

    kind: BlockKind
    span: Span
    level: int = 0  # of a heading: 2-6


@dataclass(frozen=True, slots=True)
class Inline:
    """Markup of the source kept for printing: em, strong, a (with an address), code."""

    tag: Literal["em", "strong", "a", "code"]
    span: Span
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """One article as read. `body` is plain text, paragraphs parted by a blank line; every offset counts in it."""

    path: str  # below content/, with forward slashes
    title: str
    body: str
    date: dt.date | None = None  # the document date
    id: ArticleId = ArticleId("")  # given by `brief`, from the ledger or the slug asked for
    title_given: bool = True  # False: the title is the first sentence
    time: str | None = None  # "14:30+02:00" where the metadata has one
    author: str | None = None
    source: str | None = None  # publisher
    url: str | None = None
    summary: str | None = None
    language: str = "en"
    slug: str | None = None  # as asked for in the front matter
    tags: tuple[str, ...] = ()
    briefings: tuple[str, ...] = ()
    draft: bool = False
    blocks: tuple[Block, ...] = ()
    inlines: tuple[Inline, ...] = ()
    dateline: dt.date | None = None  # printed in the body; wins over `date` for relative expressions
    warnings: tuple[str, ...] = ()  # what `check` tells: no date, encoding guessed, ...

    def with_id(self, id: ArticleId) -> "Article":
        """The article under another id."""
        return replace(self, id=id)


# ---------------------------------------------------------------- extract: findings


class Mention(Struct, frozen=True, gc=False):
    span: Span
    form: MentionForm


class Role(Struct, frozen=True, gc=False):
    title: str
    span: Span


class LocalActor(Struct, frozen=True, gc=False):
    """An actor as one article shows it. `aliases` are the other naming forms, no pronouns."""

    id: LocalId
    name: str
    kind: ActorKind
    aliases: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    mentions: tuple[Mention, ...] = ()
    salience: float = 0.0  # 0-1, orders the actors of an article
    gender: Literal["m", "f"] | None = None


class Quote(Struct, frozen=True, gc=False):
    """Reported speech. `speaker` is None when the source is no named actor; its words stay in `speaker_span`."""

    kind: QuoteKind
    quoted: tuple[Span, ...]  # between the marks, one span per marked stretch; () for indirect
    content: tuple[Span, ...]  # everything reported
    speaker: LocalId | None = None
    joint: tuple[LocalId, ...] = ()  # further speakers of a joint statement
    speaker_span: Span | None = None
    cue_span: Span | None = None
    to: str | None = None
    date: Edtf | None = None  # when it was said
    place: str | None = None
    assertion: Assertion = "said"
    confidence: float = 0.5  # that this is a quote with these words
    speaker_confidence: float = 0.5  # that this speaker said it
    rule: str = ""  # "finder+speaker-rule"


class TimeExpression(Struct, frozen=True, gc=False):
    span: Span
    type: TimeType
    value: str  # EDTF for date and time, ISO 8601 for duration and set, PRESENT_REF ... for reference
    rule: str = ""


class Place(Struct, frozen=True, gc=False):
    name: str
    span: Span


class Event(Struct, frozen=True, gc=False):
    sentence: Span
    span: Span  # the clause
    date: Edtf
    date_span: Span | None
    dated_by: DatedBy
    status: Status
    trigger: Span | None = None  # the verb or noun that names the event
    reported_by: LocalId | None = None
    actors: tuple[LocalId, ...] = ()
    places: tuple[Place, ...] = ()
    confidence: float = 0.5
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Findings:
    """What one article yields. Not analysed (a language the model does not serve): all empty, `analysed` False."""

    actors: tuple[LocalActor, ...] = ()
    quotes: tuple[Quote, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    events: tuple[Event, ...] = ()
    analysed: bool = True


# ---------------------------------------------------------------- brief: across articles


class SourcedRole(Struct, frozen=True, gc=False):  # no dataclass, as appearances
    """A role of an actor, and where it is told."""

    title: str
    article: ArticleId
    span: Span
    date: dt.date | None


class Appearance(Struct, frozen=True, gc=False):  # no dataclass: a hundred thousand are made in a merge
    """An actor in one article."""

    article: ArticleId
    local: LocalId
    mentions: int
    salience: float


@dataclass(frozen=True, slots=True)
class Actor:
    """One actor in all articles. `roles` newest first; `appearances` by date of the article."""

    id: ActorId
    name: str
    kind: ActorKind
    aliases: tuple[str, ...] = ()
    roles: tuple[SourcedRole, ...] = ()
    appearances: tuple[Appearance, ...] = ()
    salience: float = 0.0  # orders the actors of the site
    former_ids: tuple[ActorId, ...] = ()  # merged or renamed: a redirect page each
    role_set: str | None = None  # by the editor
    portrait: str | None = None
    link: str | None = None
    note: str = ""  # the editor's own words, as sanitised HTML


@dataclass(frozen=True, slots=True)
class Source:
    """Where a saying or a happening stands: the article, and its place in that article's findings."""

    article: ArticleId
    index: int


@dataclass(frozen=True, slots=True)
class Saying:
    """One quote with all its reports. `anchor` is permanent ("q-...")."""

    anchor: str
    article: ArticleId  # the report shown (longest form)
    quote: Quote
    speaker: ActorId | None
    joint: tuple[ActorId, ...] = ()
    date: Edtf | None = None
    others: tuple[Source, ...] = ()
    former_anchors: tuple[str, ...] = ()
    edited: bool = False  # a correction was applied


@dataclass(frozen=True, slots=True)
class Happening:
    """One dated event with all its reports. `anchor` is permanent ("e-...")."""

    anchor: str
    article: ArticleId
    event: Event
    date: Edtf
    status: Status
    actors: tuple[ActorId, ...] = ()
    reported_by: ActorId | None = None
    others: tuple[Source, ...] = ()
    outcome: str | None = None  # anchor of the report that a plan happened (or did not)
    was_due: bool = False  # planned, its day is past, no report found
    former_anchors: tuple[str, ...] = ()
    edited: bool = False


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something an editor should look at, with the correction to paste."""

    kind: Literal["merge", "speaker", "undated", "unused-correction", "duplicate", "slug", "other"]
    what: str
    mend: str = ""
    path: str = ""
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Dossier:
    """A curated briefing page: the editor's words above what it selects."""

    name: str
    title: str
    html: str
    actors: tuple[ActorId, ...] = ()
    tags: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    since: dt.date | None = None
    until: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Briefing:
    """All of it, merged. Articles newest first; actors by salience; sayings and happenings by date.

    Findings, sayings and happenings may be made when they are read: until the next merge, not after it."""

    articles: tuple[Article, ...] = ()
    findings: Mapping[ArticleId, Findings] = field(default_factory=dict)
    actors: tuple[Actor, ...] = ()
    sayings: Sequence[Saying] = ()
    happenings: Sequence[Happening] = ()
    dossiers: tuple[Dossier, ...] = ()
    local_actors: Mapping[ArticleId, Mapping[LocalId, ActorId]] = field(default_factory=dict)
    unread: int = 0  # articles shown without analysis
    versions: dict[ArticleId, tuple[Article, ...]] = field(default_factory=dict)  # older versions of one url
    doubts: tuple[Doubt, ...] = ()
    corrections_applied: tuple[str, ...] = ()
    quote_anchors: dict[ArticleId, tuple[str, ...]] = field(default_factory=dict)  # of each quote in findings' order
    event_anchors: dict[ArticleId, tuple[str, ...]] = field(default_factory=dict)
    lost_anchors: dict[ArticleId, tuple[tuple[str, Span], ...]] = field(default_factory=dict)  # old, nothing there now


# ---------------------------------------------------------------- site, render, publish


@dataclass(frozen=True, slots=True)
class Page:
    """A page planned: its URL below the site root ("actors/x/"), its template, what the template may see."""

    url: str
    template: str
    view: object


@dataclass(frozen=True, slots=True)
class File:
    """A file of the output folder: path below it with forward slashes."""

    path: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Published:
    written: int = 0
    unchanged: int = 0
    removed: int = 0
    changed: frozenset[str] = frozenset()  # paths written or removed


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did, for the summary and `--json`."""

    articles: int = 0
    analysed: int = 0
    reused: int = 0
    failed: int = 0
    actors: int = 0
    quotes: int = 0
    events: int = 0
    written: int = 0
    unchanged: int = 0
    removed: int = 0
    seconds: float = 0.0
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Touched:
    """What differs from the briefing planned before: only the pages of these are planned anew (indexes always)."""

    articles: frozenset[ArticleId] = frozenset()
    actors: frozenset[ActorId] = frozenset()
    days: frozenset[str] = frozenset()  # "2025-05-15", "2025-05", "2025": pages below dates/
    tags: frozenset[str] = frozenset()
    dossiers: frozenset[str] = frozenset()
