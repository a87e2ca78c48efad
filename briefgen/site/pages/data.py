"""The data: each table as JSON and CSV, all of them as one SQLite file, an actor's share as JSON."""

import csv
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from functools import cached_property

import msgspec

from briefgen.later import Content, Later, Old
from briefgen.records import ActorId, Page, Touched
from briefgen.site.columns import SCHEMA_VERSION, TABLES, Column
from briefgen.site.frame import Frame
from briefgen.site.laid import Edition, Form, Memory
from briefgen.site.tables import MAKERS, Row, Value, row_of_actor, row_of_event, row_of_quote
from briefgen.site.urls import actor_url

__all__ = ["data_files"]

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
        "actor": _named("actors", row_of_actor(corpus, corpus.actors[id])),
        "quotes": [_named("quotes", row_of_quote(corpus, saying)) for saying in said],
        "events": [_named("events", row_of_event(corpus, happening)) for happening in done],
    }
    return _json(share)


def _named(name: str, row: Row) -> dict[str, Value]:
    return dict(zip(NAMES[name], row, strict=True))


NAMES = {name: [column.name for column in columns] for name, columns in TABLES.items()}


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
