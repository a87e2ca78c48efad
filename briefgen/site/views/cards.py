"""The repeated entries of pages: a quote, an event, an actor in a list, an article in a list."""

from dataclasses import dataclass

from markupsafe import Markup

__all__ = ["ActorRow", "ArticleRow", "EventCard", "QuoteCard"]


@dataclass(frozen=True, slots=True)
class QuoteCard:
    anchor: str
    kind: str
    label: str  # the kind in words; "" for verbatim
    words: Markup
    lang: str | None
    cite: str | None
    speaker: tuple[Markup, ...]  # () where the source names no actor
    speaker_words: str  # how the article names the speaker here
    cue: str
    to: str
    when: Markup
    source: Markup
    others: tuple[Markup, ...]  # further sources
    copies: tuple[Markup, ...]  # articles that print the text of one of these sources
    assertion: str
    share: str  # its own page, where it has one; else ""
    doubtful: bool  # whether these are the words
    doubtful_speaker: bool  # whether the one named said them


@dataclass(frozen=True, slots=True)
class EventCard:
    anchor: str
    status: str
    label: str  # the status in words; "" for happened
    when: Markup
    start: str
    words: Markup
    lang: str | None
    actors: tuple[Markup, ...]
    reported_by: Markup | None
    source: Markup
    others: tuple[Markup, ...]  # further sources
    copies: tuple[Markup, ...]  # articles that print the text of one of these sources
    outcome: Markup | None
    was_due: bool


@dataclass(frozen=True, slots=True)
class ActorRow:
    id: str
    url: str
    name: str
    kind: str
    role: str
    quotes: int
    events: int
    articles: int
    seen: Markup  # first and last day
    spark: str  # an SVG path in a box of 48 x 12


@dataclass(frozen=True, slots=True)
class ArticleRow:
    url: str
    title: str
    source: str
    when: Markup
    summary: str
    quotes: int
    events: int
    key: tuple[Markup, ...]  # its key actors
