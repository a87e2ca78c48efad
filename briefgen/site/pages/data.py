"""The data: each table as JSON and CSV, all of them as one SQLite file, an actor's share as JSON."""

import csv
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import date
from functools import cached_property
from typing import NamedTuple

import msgspec

from briefgen.later import Content, Later, Old
from briefgen.records import Actor, ActorId, Article, ArticleId, Happening, Page, Saying, Touched
from briefgen.site.columns import SCHEMA_VERSION, TABLES, Column
from briefgen.site.corpus import Corpus
from briefgen.site.dates import parse_when
from briefgen.site.frame import Frame
from briefgen.site.laid import Edition, Form, Memory, Sources
from briefgen.site.roles import latest_role
from briefgen.site.urls import actor_url, anchor_url, article_url

__all__ = ["data_files"]

Value = object
Row = tuple[Value, ...]
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
QUOTES = "data of quotes"  # the most rows by far: who makes them makes the database too, another the other tables
BETWEEN = " | "  # parts the entries of a list inside a CSV cell
SQL_KINDS = {"integer": "INTEGER", "number": "REAL", "boolean": "INTEGER"}
DATABASE = "data/briefing.sqlite"


def data_files(frame: Frame, touched: Touched | None) -> Iterator[Page]:
    tables = {name: _Table(frame, name) for name in MAKERS}
    for name, table in tables.items():
        group = QUOTES if name == "quotes" else "other data"
        yield Page(url := f"data/{name}.json", "", _cut(_json_table, url, table, group))
        yield Page(url := f"data/{name}.csv", "", _cut(_csv_table, url, table, group))
    yield Page(DATABASE, "", Later(_sqlite, (frame.memory, tuple(tables.values())), QUOTES, is_cut=True))
    yield Page("data/datapackage.json", "", _json(_package(frame)))
    for actor in frame.corpus.ranked:
        if touched is None or actor.id in touched.actors:
            yield Page(f"{actor_url(actor.id)}actor.json", "", frame.later(_of_actor, actor.id))


class _Table:
    """A table of the data: what each row is made from, and the rows as far as they are asked for."""

    def __init__(self, frame: Frame, name: str) -> None:
        self.name, self.columns, self.memory = name, TABLES[name], frame.memory
        self._corpus = frame.corpus
        self._rows: dict[int, Row] = {}

    @cached_property
    def edition(self) -> Edition:
        return Edition(MAKERS[self.name].sources(self._corpus))

    def forget_rows(self) -> None:
        """Nobody asks for them any more."""
        self._rows.clear()

    def row(self, place: int) -> Row:
        if place not in self._rows:
            self._rows[place] = MAKERS[self.name].row(*self.edition.sources[place])
        return self._rows[place]


def _cut(make: Callable[[str, _Table, Old], Content], url: str, table: _Table, group: str) -> Later:
    return Later(make, (url, table), group, is_cut=True)


def _of_actor(frame: Frame, id: ActorId) -> bytes:
    corpus = frame.corpus
    said, done = corpus.sayings_by.get(id, ()), corpus.happenings_of.get(id, ())
    share = {
        "schema_version": SCHEMA_VERSION,
        "actor": _named("actors", _actor_row(*_of_actor_row(corpus, corpus.actors[id]))),
        "quotes": [_named("quotes", _quote_row(*_of_quote(corpus, saying))) for saying in said],
        "events": [_named("events", _event_row(*_of_event(corpus, happening))) for happening in done],
    }
    return _json(share)


def _named(name: str, row: Row) -> dict[str, Value]:
    return dict(zip(NAMES[name], row, strict=True))


NAMES = {name: [column.name for column in columns] for name, columns in TABLES.items()}


# ---------------------------------------------------------------- what rows are made from


def _actors(corpus: Corpus) -> Iterator[tuple[str, Sources]]:
    return ((actor.id, _of_actor_row(corpus, actor)) for actor in corpus.ranked)


def _quotes(corpus: Corpus) -> Iterator[tuple[str, Sources]]:
    return ((saying.anchor, _of_quote(corpus, saying)) for saying in corpus.sayings)


def _events(corpus: Corpus) -> Iterator[tuple[str, Sources]]:
    return ((happening.anchor, _of_event(corpus, happening)) for happening in corpus.happenings)


def _articles(corpus: Corpus) -> Iterator[tuple[str, Sources]]:
    return ((article.id, _of_article(corpus, article)) for article in corpus.by_date(corpus.articles))


def _of_actor_row(
    corpus: Corpus, actor: Actor
) -> tuple[Actor, tuple[ArticleId, ...], date | None, date | None, int, int]:
    articles = corpus.articles_of(actor.id)
    days = [article.date for article in articles if article.date]
    return (
        actor,
        tuple(article.id for article in articles),
        min(days, default=None),
        max(days, default=None),
        len(corpus.sayings_by.get(actor.id, ())),
        len(corpus.happenings_of.get(actor.id, ())),
    )


def _of_quote(corpus: Corpus, saying: Saying) -> tuple[Saying, Article, str | None, int]:
    speaker = corpus.faces.get(saying.speaker)
    sources = len({first for _, first in corpus.saying_reports(saying)})
    return saying, corpus.articles[saying.article], speaker.name if speaker else None, sources


def _of_event(
    corpus: Corpus, happening: Happening
) -> tuple[Happening, Article, tuple[ActorId, ...], ActorId | None, int]:
    return (
        happening,
        corpus.articles[happening.article],
        tuple(id for id in happening.actors if id in corpus.faces),
        happening.reported_by if happening.reported_by in corpus.faces else None,
        len({first for _, first in corpus.happening_reports(happening)}),
    )


def _of_article(corpus: Corpus, article: Article) -> tuple[Article, tuple[ActorId, ...], int, int]:
    return (
        article,
        tuple(id for id, _ in corpus.cast.get(article.id, ())),
        len(corpus.article_sayings.get(article.id, ())),
        len(corpus.article_happenings.get(article.id, ())),
    )


# ---------------------------------------------------------------- rows, in the order of `TABLES`


def _actor_row(
    actor: Actor, articles: tuple[ArticleId, ...], first: date | None, last: date | None, quotes: int, events: int
) -> Row:
    roles = [
        {"title": r.title, "date": _day(r.date), "article": r.article, "span": [r.span.start, r.span.end]}
        for r in actor.roles
    ]
    return (
        actor.id,
        actor.name,
        actor.kind,
        list(actor.aliases),
        roles,
        latest_role(actor),
        list(articles),
        len(articles),
        quotes,
        events,
        _day(first),
        _day(last),
        round(actor.salience, 4),
        actor_url(actor.id),
    )


def _quote_row(saying: Saying, article: Article, speaker: str | None, sources: int) -> Row:
    quote, body = saying.quote, article.body
    return (
        saying.anchor,
        quote.kind,
        " … ".join(" ".join(span.cut(body).split()) for span in quote.content),
        saying.speaker if speaker is not None else None,
        speaker,
        quote.speaker_span.cut(body) if quote.speaker_span else None,
        quote.cue_span.cut(body) if quote.cue_span else None,
        quote.to,
        saying.date,
        quote.assertion,
        saying.article,
        [other.article for other in saying.others],
        sources,
        [[span.start, span.end] for span in quote.content],
        round(quote.confidence, 3),
        round(quote.speaker_confidence, 3),
        quote.rule,
        anchor_url(saying.article, saying.anchor),
    )


def _event_row(
    happening: Happening, article: Article, actors: tuple[ActorId, ...], reported_by: ActorId | None, sources: int
) -> Row:
    event, body = happening.event, article.body
    when = parse_when(happening.date)
    return (
        happening.anchor,
        happening.date,
        _day(when.start) if when else None,
        _day(when.end) if when else None,
        happening.status,
        " ".join(event.span.cut(body).split()),
        " ".join(event.sentence.cut(body).split()),
        event.date_span.cut(body) if event.date_span else None,
        event.dated_by,
        list(actors),
        reported_by,
        list(dict.fromkeys(place.name for place in event.places)),
        happening.outcome,
        happening.article,
        [other.article for other in happening.others],
        sources,
        [event.span.start, event.span.end],
        round(event.confidence, 3),
        event.rule,
        anchor_url(happening.article, happening.anchor),
    )


def _article_row(article: Article, actors: tuple[ActorId, ...], quotes: int, events: int) -> Row:
    return (
        article.id,
        article.title,
        _day(article.date),
        article.source,
        article.author,
        article.url,
        article.language,
        list(article.tags),
        list(article.briefings),
        article.path,
        list(actors),
        quotes,
        events,
        article_url(article.id),
    )


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


class _Maker(NamedTuple):
    sources: Callable[[Corpus], Iterator[tuple[str, Sources]]]  # of each row in order, by its id
    row: Callable[..., Row]


MAKERS = {
    "actors": _Maker(_actors, _actor_row),
    "quotes": _Maker(_quotes, _quote_row),
    "events": _Maker(_events, _event_row),
    "articles": _Maker(_articles, _article_row),
}


# ---------------------------------------------------------------- forms

JSON = Form(b"[\n ", b",\n ", b"\n]\n", b"[]\n")


def _json(content: object) -> bytes:
    return msgspec.json.format(msgspec.json.encode(content), indent=1) + b"\n"


def _json_table(url: str, table: _Table, old: Old) -> Content:
    def entry(place: int) -> bytes:
        row = msgspec.json.format(msgspec.json.encode(_named(table.name, table.row(place))), indent=1)
        return row.replace(b"\n", b"\n ")

    return table.memory.lay(url, table.edition, entry, JSON, old)


def _csv_table(url: str, table: _Table, old: Old) -> Content:
    """With a byte order mark: spreadsheets take the file for UTF-8 then."""
    line: Callable[[list[Value]], str] = csv.writer(_Echo(), lineterminator="\r\n").writerow
    head = b"\xef\xbb\xbf" + line([column.name for column in table.columns]).encode()

    def entry(place: int) -> bytes:
        return line([_cell(value) for value in table.row(place)]).encode()

    return table.memory.lay(url, table.edition, entry, Form(head, b"", b"", head), old)


class _Echo:
    """Takes what a CSV writer writes, and gives it back: a line at a time."""

    def write(self, line: str) -> str:
        return line


def _cell(value: Value) -> Value:
    if isinstance(value, str):
        return _disarmed(value)
    if not isinstance(value, list):
        return value
    if all(isinstance(entry, str) for entry in value):
        return _disarmed(BETWEEN.join(value))
    return msgspec.json.encode(value).decode()


def _disarmed(text: str) -> str:
    """A spreadsheet would run a text that begins like this as a formula; an apostrophe makes it a text."""
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text


def _sqlite(memory: Memory, tables: Sequence[_Table], old: Old) -> Content:
    """Written fresh in the order of the tables; lists are JSON text. Rows of before come out of the old database."""
    laid, content = memory.recall(DATABASE, old)
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as database:
        if content is not None:
            database.execute("ATTACH ':memory:' AS old")
            database.deserialize(content, name="old")
        database.execute("BEGIN")
        for number, table in enumerate(tables):
            columns = ", ".join(f'"{c.name}" {SQL_KINDS.get(c.kind, "TEXT")}' for c in table.columns)
            database.execute(f'CREATE TABLE "{table.name}" ({columns}, PRIMARY KEY ("id")) WITHOUT ROWID')
            _fill(database, table, laid.editions[number] if laid else None)
        database.execute("COMMIT")
        database.execute("CREATE INDEX quotes_by_speaker ON quotes (speaker)")
        database.execute("CREATE INDEX events_by_start ON events (start)")
        database.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        made: bytes = database.serialize()
    for table in tables:
        table.forget_rows()
    return memory.note(DATABASE, made, tuple(table.edition for table in tables))


def _fill(database: sqlite3.Connection, table: _Table, old: Edition | None) -> None:
    """Put the rows in, in their order: it decides the bytes of the database."""
    places = ", ".join("?" * len(table.columns))
    put = f'INSERT INTO "{table.name}" VALUES ({places})'
    if old is None:
        database.executemany(put, (_stored(table.row(place)) for place in range(len(table.edition.ids))))
        return
    database.execute("CREATE TEMP TABLE stood (place INTEGER PRIMARY KEY, id TEXT)")
    database.executemany("INSERT INTO stood VALUES (?, ?)", enumerate(old.ids))
    copy = (
        f'INSERT INTO main."{table.name}" SELECT was.* FROM stood CROSS JOIN old."{table.name}" AS was'
        " ON was.id = stood.id WHERE stood.place >= ? AND stood.place < ? ORDER BY stood.place"
    )
    for run in table.edition.runs(old):
        if run.old is None:
            database.execute(put, _stored(table.row(run.first)))
        else:
            database.execute(copy, (run.old, run.old + run.last - run.first))
    database.execute("DROP TABLE stood")


def _stored(row: Row) -> list[Value]:
    return [msgspec.json.encode(value).decode() if isinstance(value, list) else value for value in row]


def _package(frame: Frame) -> dict[str, Value]:
    """A Frictionless data package over the CSV files."""
    package: dict[str, Value] = {
        "profile": "tabular-data-package",
        "name": "briefing",
        "title": frame.settings.title,
        "description": frame.settings.description or "Actors, quotes and dated events with their sources",
        "schema_version": SCHEMA_VERSION,
    }
    if frame.settings.base_url:
        package["homepage"] = frame.settings.base_url
    if frame.settings.license:
        package["licenses"] = [{"title": frame.settings.license}]
    package["resources"] = [_resource(name, columns) for name, columns in TABLES.items()]
    return package


def _resource(name: str, columns: tuple[Column, ...]) -> dict[str, Value]:
    fields = [{"name": c.name, "type": _frictionless(c), "description": c.meaning} for c in columns]
    schema = {"fields": fields, "primaryKey": "id", "missingValues": [""]}
    return {
        "name": name,
        "path": f"{name}.csv",
        "profile": "tabular-data-resource",
        "encoding": "utf-8",
        "mediatype": "text/csv",
        "schema": schema,
    }


def _frictionless(column: Column) -> str:
    """A list of names is one text in CSV, parted by " | "; a list of pairs is JSON."""
    if column.kind != "array":
        return column.kind
    return "array" if column.name in ("roles", "span", "spans") else "string"
