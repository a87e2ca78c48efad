"""One briefing to hand over: the rows of a site and a choice among them in, a paper with numbered sources out. Pure."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby

from briefgen.export.rows import ActorRow, ArticleRow, EventRow, QuoteRow, Rows

_KEY_ACTORS = 12  # named at the top; the others appear where they speak and act
_ORDINARY = "happened"


@dataclass(frozen=True, slots=True)
class Choice:
    """What goes into the paper: what any of the four names, inside the days. None of the four: everything."""

    title: str
    intro: tuple[str, ...] = ()  # the editor's own paragraphs
    name: str = ""  # of the curated page: articles may ask for it
    actors: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    since: dt.date | None = None
    until: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One entry: what stands in front (a day, a name), the words, and the numbers of its sources."""

    label: str
    words: str
    notes: tuple[int, ...]
    remark: str = ""  # planned, denied; who says so


@dataclass(frozen=True, slots=True)
class Section:
    heading: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """Ready to be set: in HTML, PDF or Word."""

    title: str
    period: str
    intro: tuple[str, ...]
    sections: tuple[Section, ...]
    sources: tuple[str, ...]  # number one first


@dataclass
class _Notes:
    """Numbers sources in the order in which the paper names them."""

    articles: dict[str, ArticleRow]
    numbers: dict[str, int] = field(default_factory=dict)

    def of(self, ids: Iterable[str]) -> tuple[int, ...]:
        return tuple(
            self.numbers.setdefault(one, len(self.numbers) + 1) for one in dict.fromkeys(ids) if one in self.articles
        )

    def sources(self) -> tuple[str, ...]:
        return tuple(_source(self.articles[one]) for one in self.numbers)


def make_paper(rows: Rows, choice: Choice) -> Paper:
    """Set what a choice takes in: key actors, events, plans, quotes, and the sources of all of it."""
    articles = {article.id: article for article in rows.articles}
    notes = _Notes(articles)
    names = {actor.id: actor.name for actor in rows.actors}
    events = [event for event in rows.events if _takes_event(choice, event, articles)]
    quotes = [quote for quote in rows.quotes if _takes_quote(choice, quote, articles)]
    sections = (
        Section("Key actors", tuple(_actors(rows.actors, choice, events, quotes, notes))),
        Section("What happened", tuple(_events(events, notes, names, planned=False))),
        Section("What was planned", tuple(_events(events, notes, names, planned=True))),
        Section("What was said", tuple(_quotes(quotes, notes, articles))),
    )
    return Paper(
        choice.title,
        _period(choice, events, quotes, articles),
        choice.intro,
        tuple(section for section in sections if section.lines),
        notes.sources(),
    )


# ---------------------------------------------------------------- what the choice takes


def _takes_event(choice: Choice, event: EventRow, articles: dict[str, ArticleRow]) -> bool:
    acts = choice.actors & {*event.actors, event.reported_by or ""}
    chosen = acts or choice.places & set(event.places) or _takes_article(choice, articles.get(event.article))
    return bool(chosen) and _is_within(choice, event.start)


def _takes_quote(choice: Choice, quote: QuoteRow, articles: dict[str, ArticleRow]) -> bool:
    article = articles.get(quote.article)
    chosen = quote.speaker in choice.actors or _takes_article(choice, article)
    return quote.assertion == "said" and chosen and _is_within(choice, article.date if article else None)


def _takes_article(choice: Choice, article: ArticleRow | None) -> bool:
    if not (choice.actors or choice.tags or choice.places):
        return True
    return article is not None and bool(choice.tags & set(article.tags) or choice.name in article.briefings)


def _is_within(choice: Choice, day: dt.date | None) -> bool:
    if day is None:
        return choice.since is None and choice.until is None
    return (choice.since is None or choice.since <= day) and (choice.until is None or day <= choice.until)


# ---------------------------------------------------------------- the sections


def _actors(
    actors: Iterable[ActorRow], choice: Choice, events: list[EventRow], quotes: list[QuoteRow], notes: _Notes
) -> Iterator[Line]:
    there = {quote.speaker for quote in quotes} | {actor for event in events for actor in event.actors} | choice.actors
    ordered = sorted((actor for actor in actors if actor.id in there), key=lambda actor: (-actor.salience, actor.name))
    for actor in ordered[:_KEY_ACTORS]:
        yield Line(actor.name, actor.role or actor.kind, notes.of(actor.articles[-1:]))


def _events(events: list[EventRow], notes: _Notes, names: dict[str, str], *, planned: bool) -> Iterator[Line]:
    chosen = [event for event in events if (event.status in ("planned", "possible")) == planned]
    for event in sorted(chosen, key=lambda event: (event.start, event.date, event.article)):
        remark = "" if event.status in (_ORDINARY, "planned") else event.status
        by = names.get(event.reported_by or "")
        remarks = ", ".join(part for part in (remark, f"according to {by}" if by else "") if part)
        yield Line(_printed(event.date), event.words, notes.of((event.article, *event.also_in)), remarks)


def _quotes(quotes: list[QuoteRow], notes: _Notes, articles: dict[str, ArticleRow]) -> Iterator[Line]:
    def day(quote: QuoteRow) -> dt.date:
        return articles[quote.article].date or dt.date.min

    ordered = sorted((quote for quote in quotes if quote.article in articles), key=day)
    for published, quotes_of_day in groupby(ordered, key=day):
        for quote in quotes_of_day:
            words = f"“{quote.words}”" if quote.kind == "direct" else quote.words
            speaker = quote.speaker_name or quote.speaker_words or "speaker not named"
            said = _printed(quote.date or (published.isoformat() if published != dt.date.min else ""))
            yield Line(speaker, words, notes.of((quote.article, *quote.also_in)), said)


def _source(article: ArticleRow) -> str:
    """Outlet, author, title, date and address, as far as they are known."""
    date = _printed(article.date.isoformat()) if article.date else "undated"
    parts = (article.author, f"“{article.title}”", article.source, date)
    return ", ".join(part for part in parts if part) + (f". {article.source_url}" if article.source_url else ".")


def _period(choice: Choice, events: list[EventRow], quotes: list[QuoteRow], articles: dict[str, ArticleRow]) -> str:
    """From the oldest to the newest article used, or as chosen."""
    used = {event.article for event in events} | {quote.article for quote in quotes}
    days = sorted(day for one in used if one in articles and (day := articles[one].date))
    since, until = choice.since or (days[0] if days else None), choice.until or (days[-1] if days else None)
    if since is None or until is None:
        return ""
    first, last = _printed(since.isoformat()), _printed(until.isoformat())
    return first if first == last else f"{first} to {last}"


_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def _printed(edtf: str) -> str:
    """A date for reading: "4 March 2031", "March 2031", "about 2031"; intervals with a dash; others as they are."""
    if "/" in edtf:
        return " – ".join(_printed(end) for end in edtf.split("/"))
    about = "about " if edtf.endswith("~") else ""
    parts = edtf.rstrip("~").split("-")
    if not all(part.isdigit() for part in parts) or (len(parts) > 1 and not 1 <= int(parts[1]) <= 12):
        return edtf
    words = [str(int(parts[2]))] if len(parts) > 2 else []
    words += [_MONTHS[int(parts[1]) - 1]] if len(parts) > 1 else []
    return about + " ".join([*words, parts[0]])
