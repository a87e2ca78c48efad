"""The data: each table as JSON and CSV, all of them as one SQLite file, an actor's share as JSON."""

import csv
import io
import sqlite3
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache, partial

import msgspec

from briefgen.later import Later
from briefgen.records import Actor, ActorId, Article, Happening, Page, Saying, Touched
from briefgen.site.columns import SCHEMA_VERSION, TABLES, Column
from briefgen.site.corpus import Corpus
from briefgen.site.dates import parse_when
from briefgen.site.frame import Frame
from briefgen.site.roles import latest_role
from briefgen.site.urls import actor_url, anchor_url, article_url

__all__ = ["data_files"]

Value = object
Row = tuple[Value, ...]
Rows = Callable[[str], list[Row]]  # by the name of their table
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
QUOTES = "data of quotes"  # the most rows by far: who makes them makes the database too, another the other tables
BETWEEN = " | "  # parts the entries of a list inside a CSV cell
SQL_KINDS = {"integer": "INTEGER", "number": "REAL", "boolean": "INTEGER"}


def data_files(frame: Frame, touched: Touched | None) -> Iterator[Page]:
    @cache
    def rows(name: str) -> list[Row]:
        return list(MAKERS[name](frame.corpus))

    for name in MAKERS:
        group = QUOTES if name == "quotes" else "other data"
        yield Page(f"data/{name}.json", "", Later(partial(_json_table, name, rows), together=group))
        yield Page(f"data/{name}.csv", "", Later(partial(_csv_table, name, rows), together=group))
    yield Page("data/briefing.sqlite", "", Later(partial(_sqlite, rows), together=QUOTES))
    yield Page("data/datapackage.json", "", _json(_package(frame)))
    for actor in frame.corpus.ranked:
        if touched is None or actor.id in touched.actors:
            yield Page(f"{actor_url(actor.id)}actor.json", "", frame.later(_of_actor, actor.id))


def _json_table(name: str, rows: Rows) -> bytes:
    return _json(_dicts(name, rows(name)))


def _csv_table(name: str, rows: Rows) -> bytes:
    return _csv(TABLES[name], rows(name))


def _of_actor(frame: Frame, id: ActorId) -> bytes:
    corpus = frame.corpus
    said, done = corpus.sayings_by.get(id, ()), corpus.happenings_of.get(id, ())
    names = {name: [column.name for column in columns] for name, columns in TABLES.items()}
    share = {
        "schema_version": SCHEMA_VERSION,
        "actor": dict(zip(names["actors"], _actor_row(corpus, corpus.actors[id]), strict=True)),
        "quotes": [dict(zip(names["quotes"], _quote_row(corpus, saying), strict=True)) for saying in said],
        "events": [dict(zip(names["events"], _event_row(corpus, happening), strict=True)) for happening in done],
    }
    return _json(share)


# ---------------------------------------------------------------- rows, in the order of `TABLES`


def _actor_rows(corpus: Corpus) -> Iterator[Row]:
    return (_actor_row(corpus, actor) for actor in corpus.ranked)


def _quote_rows(corpus: Corpus) -> Iterator[Row]:
    return (_quote_row(corpus, saying) for saying in corpus.sayings)


def _event_rows(corpus: Corpus) -> Iterator[Row]:
    return (_event_row(corpus, happening) for happening in corpus.happenings)


def _article_rows(corpus: Corpus) -> Iterator[Row]:
    return (_article_row(corpus, article) for article in corpus.by_date(corpus.articles))


def _actor_row(corpus: Corpus, actor: Actor) -> Row:
    articles = corpus.articles_of(actor.id)
    days = [article.date for article in articles if article.date]
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
        [article.id for article in articles],
        len(articles),
        len(corpus.sayings_by.get(actor.id, ())),
        len(corpus.happenings_of.get(actor.id, ())),
        _day(min(days, default=None)),
        _day(max(days, default=None)),
        round(actor.salience, 4),
        actor_url(actor.id),
    )


def _quote_row(corpus: Corpus, saying: Saying) -> Row:
    quote, body = saying.quote, corpus.articles[saying.article].body
    speaker = corpus.faces.get(saying.speaker)
    return (
        saying.anchor,
        quote.kind,
        " … ".join(" ".join(span.cut(body).split()) for span in quote.content),
        saying.speaker if speaker else None,
        speaker.name if speaker else None,
        quote.speaker_span.cut(body) if quote.speaker_span else None,
        quote.cue_span.cut(body) if quote.cue_span else None,
        quote.to,
        saying.date,
        quote.assertion,
        saying.article,
        [other.article for other in saying.others],
        len({first for _, first in corpus.saying_reports(saying)}),
        [[span.start, span.end] for span in quote.content],
        round(quote.confidence, 3),
        round(quote.speaker_confidence, 3),
        quote.rule,
        anchor_url(saying.article, saying.anchor),
    )


def _event_row(corpus: Corpus, happening: Happening) -> Row:
    event, body = happening.event, corpus.articles[happening.article].body
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
        [id for id in happening.actors if id in corpus.faces],
        happening.reported_by if happening.reported_by in corpus.faces else None,
        list(dict.fromkeys(place.name for place in event.places)),
        happening.outcome,
        happening.article,
        [other.article for other in happening.others],
        len({first for _, first in corpus.happening_reports(happening)}),
        [event.span.start, event.span.end],
        round(event.confidence, 3),
        event.rule,
        anchor_url(happening.article, happening.anchor),
    )


def _article_row(corpus: Corpus, article: Article) -> Row:
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
        [id for id, _ in corpus.cast.get(article.id, ())],
        len(corpus.article_sayings.get(article.id, ())),
        len(corpus.article_happenings.get(article.id, ())),
        article_url(article.id),
    )


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


MAKERS: dict[str, Callable[[Corpus], Iterator[Row]]] = {
    "actors": _actor_rows,
    "quotes": _quote_rows,
    "events": _event_rows,
    "articles": _article_rows,
}


# ---------------------------------------------------------------- forms


def _dicts(name: str, rows: list[Row]) -> list[dict[str, Value]]:
    names = [column.name for column in TABLES[name]]
    return [dict(zip(names, row, strict=True)) for row in rows]


def _json(content: object) -> bytes:
    return msgspec.json.format(msgspec.json.encode(content), indent=1) + b"\n"


def _csv(columns: tuple[Column, ...], rows: list[Row]) -> bytes:
    """With a byte order mark: spreadsheets take the file for UTF-8 then."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([column.name for column in columns])
    writer.writerows([[_cell(value) for value in row] for row in rows])
    return b"\xef\xbb\xbf" + text.getvalue().encode()


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


def _sqlite(rows: Rows) -> bytes:
    """Written fresh in the order of the tables; lists are JSON text."""
    with sqlite3.connect(":memory:") as database:
        for name in MAKERS:
            columns = ", ".join(f'"{c.name}" {SQL_KINDS.get(c.kind, "TEXT")}' for c in TABLES[name])
            database.execute(f'CREATE TABLE "{name}" ({columns}, PRIMARY KEY ("id")) WITHOUT ROWID')
            places = ", ".join("?" * len(TABLES[name]))
            database.executemany(f'INSERT INTO "{name}" VALUES ({places})', map(_stored, rows(name)))
        database.execute("CREATE INDEX quotes_by_speaker ON quotes (speaker)")
        database.execute("CREATE INDEX events_by_start ON events (start)")
        database.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
    return database.serialize()


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
