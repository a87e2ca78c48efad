"""The data: each table as JSON and CSV, all of them as one SQLite file, an actor's share as JSON."""

import csv
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing

import msgspec

from briefgen.fingerprints import digest
from briefgen.later import Content, Later, OldFiles
from briefgen.records import ActorId, Page, Touched
from briefgen.site.columns import SCHEMA_VERSION, TABLES, Column
from briefgen.site.frame import Frame
from briefgen.site.laid import SEAL, Edition, Form, Layout, lay, layout_of, packed
from briefgen.site.tables import MAKERS, Row, Value, edition_of, row_of_actor, row_of_event, row_of_quote
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
    yield Page(DATABASE, "", Later(_sqlite, (tuple(tables.values()),), QUOTES, is_cut=True))
    yield Page("data/datapackage.json", "", _json(_package(frame)))
    for actor in frame.corpus.ranked:
        if touched is None or actor.id in touched.actors:
            yield Page(f"{actor_url(actor.id)}actor.json", "", frame.later(_of_actor, actor.id))


class _Table:
    """A table of the data: what each row is made from, and the rows as far as they are asked for."""

    def __init__(self, frame: Frame, name: str) -> None:
        self.name, self.columns = name, TABLES[name]
        self._frame = frame
        self._rows: dict[int, Row] = {}

    @property
    def edition(self) -> Edition:
        return edition_of(self._frame, self.name)

    def forget_rows(self) -> None:
        """Nobody asks for them any more."""
        self._rows.clear()

    def row(self, place: int) -> Row:
        if place not in self._rows:
            self._rows[place] = MAKERS[self.name].row(self._frame.corpus, *self.edition.sources[place])
        return self._rows[place]


def _cut(make: Callable[[str, _Table, OldFiles], Content], url: str, table: _Table, group: str) -> Later:
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


def _json_table(url: str, table: _Table, old: OldFiles) -> Content:
    def entry(place: int) -> bytes:
        row = msgspec.json.format(msgspec.json.encode(_named(table.name, table.row(place))), indent=1)
        return row.replace(b"\n", b"\n ")

    return lay(table.edition, entry, JSON, old(url))


def _csv_table(url: str, table: _Table, old: OldFiles) -> Content:
    """With a byte order mark: spreadsheets take the file for UTF-8 then."""
    line: Callable[[list[Value]], str] = csv.writer(_Echo(), lineterminator="\r\n").writerow
    head = b"\xef\xbb\xbf" + line([column.name for column in table.columns]).encode()

    def entry(place: int) -> bytes:
        return line([_cell(value) for value in table.row(place)]).encode()

    return lay(table.edition, entry, Form(head, b"", b"", head), old(url))


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


def _sqlite(tables: Sequence[_Table], old: OldFiles) -> Content:
    """The database of all tables; lists are JSON text. Rows of before come out of the old database.

    Its bytes are decided by how the rows came in: they are copied as one out of another database, by their ids."""
    before = old(DATABASE)
    layout, seals = layout_of(before), tuple(table.edition.sealed for table in tables)
    if layout and layout.seals == seals:
        return Content(None, before.digest, before.layout())
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as database:
        database.execute("ATTACH ':memory:' AS rows")
        if layout and len(layout.seals) == len(tables):
            database.deserialize(before.content(), name="rows")
        else:
            layout = None
        database.execute("BEGIN")
        for number, table in enumerate(tables):
            if layout:
                _bring_up_to_date(database, table, layout.seals[number])
            else:
                _create(database, "rows", table)
                _put(database, table, range(len(table.edition.ids)))
            table.forget_rows()
        for table in tables:
            _create(database, "main", table)
            database.execute(f'INSERT INTO main."{table.name}" SELECT * FROM rows."{table.name}"')
        database.execute("COMMIT")
        database.execute("DETACH rows")
        database.execute("CREATE INDEX quotes_by_speaker ON quotes (speaker)")
        database.execute("CREATE INDEX events_by_start ON events (start)")
        database.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        made: bytes = database.serialize()
    return Content(made, key := digest(made), packed(Layout(key, seals)))


def _create(database: sqlite3.Connection, schema: str, table: _Table) -> None:
    columns = ", ".join(f'"{c.name}" {SQL_KINDS.get(c.kind, "TEXT")}' for c in table.columns)
    database.execute(f'CREATE TABLE {schema}."{table.name}" ({columns}, PRIMARY KEY ("id")) WITHOUT ROWID')


def _put(database: sqlite3.Connection, table: _Table, places: Iterable[int]) -> None:
    """Put rows in, in the order of their ids: none has to be moved then."""
    values, ids = ", ".join("?" * len(table.columns)), table.edition.ids
    ordered = sorted(places, key=ids.__getitem__)
    put = f'INSERT OR REPLACE INTO rows."{table.name}" VALUES ({values})'
    database.executemany(put, (_stored(table.row(place)) for place in ordered))


def _bring_up_to_date(database: sqlite3.Connection, table: _Table, seals: bytes) -> None:
    """Replace the rows that differ, and drop those that are gone."""
    runs = table.edition.runs(seals)
    _put(database, table, [run.first for run in runs if run.old is None])
    kept = sum(run.last - run.first for run in runs if run.old is not None)
    if kept < len(seals) // SEAL:
        known, found = set(table.edition.ids), database.execute(f'SELECT id FROM rows."{table.name}"').fetchall()
        gone = [row for row in found if row[0] not in known]
        database.executemany(f'DELETE FROM rows."{table.name}" WHERE id = ?', gone)


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
