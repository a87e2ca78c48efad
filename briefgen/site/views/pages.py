"""One view for each kind of page."""

from dataclasses import dataclass

from markupsafe import Markup

from briefgen.site.views.cards import ArticleRow, EventCard, QuoteCard
from briefgen.site.views.graphics import Graph, Strip
from briefgen.site.views.lists import MonthGroup
from briefgen.site.views.shell import Pager, Shell

__all__ = [
    "AboutView",
    "ActorFacts",
    "ActorView",
    "ArticleActor",
    "ArticleView",
    "CalendarMonth",
    "CalendarView",
    "DayView",
    "DossierView",
    "Fresh",
    "HomeView",
    "KeyActor",
    "Note",
    "Passage",
    "PlainView",
    "QuoteView",
    "RedirectView",
    "RoleRow",
    "ShareCardView",
    "SpeakerGroup",
    "StyleView",
]


@dataclass(frozen=True, slots=True)
class KeyActor:
    link: Markup
    kind: str
    role: str
    role_url: str  # the article that gives the role; "": the editor does
    counts: str
    portrait: str  # the address of a picture in the site
    quote: QuoteCard | None


@dataclass(frozen=True, slots=True)
class Fresh:
    """What the newest article day brought."""

    day: Markup
    since: str
    articles: tuple[ArticleRow, ...]
    more_articles: int
    actors: tuple[Markup, ...]  # named for the first time
    roles: tuple[tuple[Markup, str], ...]  # actor, a role not given before
    quotes: int
    events: int


@dataclass(frozen=True, slots=True)
class HomeView:
    shell: Shell
    lede: str
    period: str
    figures: tuple[tuple[int, str, str], ...]  # count, noun, URL
    fresh: Fresh | None
    latest: tuple[EventCard, ...]
    upcoming: tuple[EventCard, ...]
    actors: tuple[KeyActor, ...]
    quotes: tuple[QuoteCard, ...]
    strip: Strip | None
    articles: tuple[ArticleRow, ...]
    sources: tuple[tuple[str, int], ...]
    dossiers: tuple[tuple[str, str], ...]  # title, URL
    urls: dict[str, str]


@dataclass(frozen=True, slots=True)
class RoleRow:
    title: str
    when: Markup
    sources: tuple[Markup, ...]


@dataclass(frozen=True, slots=True)
class ActorFacts:
    kind: str
    aliases: tuple[str, ...]
    roles: tuple[RoleRow, ...]
    role_set: str
    first: Markup
    last: Markup
    link: str
    portrait: str


@dataclass(frozen=True, slots=True)
class ActorView:
    shell: Shell
    name: str
    role: str
    facts: ActorFacts
    note: Markup
    events: tuple[MonthGroup, ...]
    events_total: int
    events_url: str
    quotes: tuple[MonthGroup, ...]
    quotes_total: int
    quotes_url: str
    about: tuple[QuoteCard, ...]
    shown: int  # of each list at most
    companions: tuple[tuple[Markup, str, int, int], ...]  # link, role, shared articles, share in per cent
    graph: Graph | None
    activity: Strip | None
    articles: tuple[ArticleRow, ...]
    articles_total: int
    articles_url: str
    downloads: tuple[tuple[str, str], ...]  # label, URL


@dataclass(frozen=True, slots=True)
class CalendarMonth:
    name: str
    url: str  # "" without entries
    total: int
    weeks: tuple[tuple[tuple[int, str, int, int], ...], ...]  # day (0: none), URL, density 0-4, entries


@dataclass(frozen=True, slots=True)
class CalendarView:
    """Years, the months of a year, or one month."""

    shell: Shell
    heading: str
    years: tuple[tuple[str, str, int, tuple[tuple[str, str, int, int], ...]], ...]
    months: tuple[CalendarMonth, ...]
    pager: Pager
    events: tuple[EventCard, ...]  # dated to the whole month or year
    rest: str  # where there are more
    days: tuple[tuple[str, str, str, str], ...]  # day, URL, counts, first words


@dataclass(frozen=True, slots=True)
class SpeakerGroup:
    """What one actor said on a day."""

    speaker: Markup  # "": no actor of the site, each quote names its own
    role: str
    quotes: tuple[QuoteCard, ...]


@dataclass(frozen=True, slots=True)
class DayView:
    shell: Shell
    heading: str
    weekday: str
    happened: tuple[EventCard, ...]
    planned: tuple[EventCard, ...]
    speakers: tuple[SpeakerGroup, ...]  # the most prominent first
    articles: tuple[ArticleRow, ...]
    more: tuple[tuple[str, str], ...]  # words, URL: what does not fit
    pager: Pager


@dataclass(frozen=True, slots=True)
class Note:
    """A margin note: what was taken from the passage beside it."""

    number: int
    id: str
    back: str  # id of its mark; "" where the text is not shown
    what: str  # "quote" or "event"
    label: str
    who: tuple[Markup, ...]
    who_words: str
    told: str
    when: Markup
    phrase: str
    why: str  # rule and confidence
    elsewhere: tuple[Markup, ...]  # further articles with the same
    reports: tuple[tuple[Markup, Markup], ...]  # other articles' words for the same


@dataclass(frozen=True, slots=True)
class Passage:
    kind: str  # paragraph, heading, gap, ...
    html: Markup
    notes: tuple[Note, ...] = ()
    original: str = ""  # the passage on the publisher's page


@dataclass(frozen=True, slots=True)
class ArticleActor:
    url: str
    name: str
    kind: str
    role: str
    mentions: int


@dataclass(frozen=True, slots=True)
class ArticleView:
    shell: Shell
    title: str
    when: Markup
    day: str
    author: str
    source: str
    url: str
    language: str
    summary: str
    tags: tuple[tuple[str, str], ...]
    mode: str  # full, excerpt, none
    analysed: bool
    warnings: tuple[str, ...]
    passages: tuple[Passage, ...]
    actors: tuple[ArticleActor, ...]
    quotes: int
    events: int
    versions: tuple[tuple[str, str], ...]
    pager: Pager


@dataclass(frozen=True, slots=True)
class QuoteView:
    """One quote alone."""

    shell: Shell
    card: QuoteCard
    articles: tuple[ArticleRow, ...]  # that report it


@dataclass(frozen=True, slots=True)
class DossierView:
    shell: Shell
    title: str
    html: Markup
    actors: tuple[KeyActor, ...]
    events: tuple[EventCard, ...]
    upcoming: tuple[EventCard, ...]
    quotes: tuple[QuoteCard, ...]
    articles: tuple[ArticleRow, ...]
    more: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AboutView:
    shell: Shell
    facts: tuple[tuple[str, str], ...]
    uncertain: tuple[tuple[str, str], ...]
    corrections: tuple[str, ...]
    downloads: tuple[tuple[str, tuple[tuple[str, str], ...], str], ...]  # table, (form, URL), what it holds
    sources: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class PlainView:
    shell: Shell


@dataclass(frozen=True, slots=True)
class RedirectView:
    url: str
    canonical: str
    name: str
    language: str


@dataclass(frozen=True, slots=True)
class StyleView:
    accent: str


@dataclass(frozen=True, slots=True)
class ShareCardView:
    """What a share image says; drawn, not rendered by a template."""

    site: str
    title: str
    under: str
    accent: str
