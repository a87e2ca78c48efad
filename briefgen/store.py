"""The store: one SQLite file that keeps what was dear to make, so that it is made once.

Articles as read and findings go in under the fingerprint of all that decides them, and come out the same; the output
folder's files are remembered by stamp. It can be thrown away at any time: then all is made anew, the same.

What is known of every article (where it is from, by which mark it was prepared, whether it has findings) stays at hand
and is brought up to date with each change made here; a change by another process is noticed, and all is read again.
"""

import os
import sqlite3
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, TypeVar, cast

import msgspec

from briefgen.errors import BriefgenError, Problem

__all__ = ["KeptFile", "KeptSource", "Store"]

LAYOUT = 4  # raised when the tables below change: an older or newer store is set aside
APPLICATION = 0x62726670  # "brfp": marks the file as ours
SPARE = 200  # findings kept beyond twice the articles: an edit taken back costs nothing
PARTS = 64  # in which an output folder's files are kept: ten thousand rows take longer to write than to make

TABLES = """
create table facts (name text primary key, value blob not null) without rowid;
create table sources (
    path text primary key, stamp blob not null, digest blob not null, fingerprint blob not null,
    problems text not null, size integer not null, head blob not null, article blob not null
);
create table findings (
    fingerprint blob not null, analysis blob not null, found blob not null, unique (fingerprint, analysis)
);
create table prepared (path text primary key, mark blob not null, cards blob not null, reports blob not null);
create table files (
    folder text not null, part integer not null, count integer not null, kept blob not null,
    primary key (folder, part)
);
"""


class KeptSource(NamedTuple):
    """A content file as last read. Where it could not be read, `article` is empty and `problems` says why.

    `head`: what of the article is asked for again and again, so that its text need not be read for it."""

    path: str
    stamp: bytes  # empty: too young to be trusted, look at the bytes
    digest: bytes
    fingerprint: bytes
    problems: str = ""
    size: int = 0  # characters of the body
    head: bytes = b""
    article: bytes = b""  # last: what stands behind something large is dear to read

    def without_article(self) -> "KeptSource":
        return self._replace(article=b"", head=b"")


class KeptFile(NamedTuple):
    """A file of the output folder as last written; `key` is the fingerprint of all that made it."""

    path: str
    key: bytes
    digest: bytes
    stamp: bytes


T = TypeVar("T")
ENCODE = msgspec.msgpack.Encoder().encode
DECODE_FILES = msgspec.msgpack.Decoder(list[KeptFile]).decode


class Store:
    """An open store. Every method that changes it ends with the change on disk, whole or not at all."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.set_aside: Path | None = None  # where an unreadable store went
        self._at_hand: dict[str | bytes, Any] = {}  # of each source and prepared article, and findings by what analysed
        self._seen = (0, 0)  # by which process, and at which state of the file, these were read
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._opened = [(os.getpid(), _opened(path))]
        except NotAStore:
            self.set_aside = _moved_aside(path)
            self._opened = [(os.getpid(), _opened(path))]

    def __enter__(self) -> "Store":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._connection.close()

    @property
    def _connection(self) -> sqlite3.Connection:
        """This process's own: a copy of the process must not use, nor close, what the original opened."""
        owner, connection = self._opened[-1]
        if owner != os.getpid():
            self._opened.append((os.getpid(), connection := _opened(self.path)))
        return connection

    def _whole(self, name: str | bytes, read: Callable[[], T]) -> T:
        """A table as it is now: at hand, unless another process changed the file since it was read."""
        seen = (os.getpid(), self._count("pragma data_version"))
        if seen != self._seen:
            self._at_hand.clear()
            self._seen = seen
        if name not in self._at_hand:
            self._at_hand[name] = read()
        return cast("T", self._at_hand[name])

    # ------------------------------------------------------------ facts: small named values

    def fact(self, name: str) -> bytes:
        """A named value; empty where there is none."""
        row = self._connection.execute("select value from facts where name = ?", (name,)).fetchone()
        return row[0] if row else b""

    def keep_facts(self, facts: dict[str, bytes]) -> None:
        with self._change() as change:
            change.executemany("insert or replace into facts values (?, ?)", facts.items())

    # ------------------------------------------------------------ sources: content files as read

    def sources(self) -> dict[str, KeptSource]:
        """Every source by its path, without the article: `articles` brings those."""
        return dict(self._whole("sources", self._read_sources))

    def _read_sources(self) -> dict[str, KeptSource]:
        kept = "path, stamp, digest, fingerprint, problems, size, x'', x''"
        rows = self._connection.execute(f"select {kept} from sources")
        return {source.path: source for source in map(KeptSource._make, rows)}

    def article(self, path: str) -> bytes:
        """The encoded article; empty where there is none."""
        row = self._connection.execute("select article from sources where path = ?", (path,)).fetchone()
        return row[0] if row else b""

    def head(self, path: str) -> bytes:
        """The head of an article. Raises KeyError."""
        row = self._connection.execute("select head from sources where path = ?", (path,)).fetchone()
        if row is None:
            raise KeyError(path)
        head: bytes = row[0]
        return head

    def keep_sources(self, sources: Sequence[KeptSource], gone: Collection[str] = ()) -> None:
        with self._change() as change:
            for table in ("sources", "prepared"):
                change.executemany(f"delete from {table} where path = ?", ((path,) for path in gone))
            change.executemany("insert or replace into sources values (?, ?, ?, ?, ?, ?, ?, ?)", sources)
        for table in ("sources", "prepared"):
            for path in self._at_hand.get(table, {}).keys() & gone:
                del self._at_hand[table][path]
        if "sources" in self._at_hand:
            self._at_hand["sources"] |= {source.path: source.without_article() for source in sources}

    def keep_stamps(self, sources: Sequence[KeptSource]) -> None:
        """Keep new stamps of sources that are otherwise the same."""
        with self._change() as change:
            change.executemany("update sources set stamp = ? where path = ?", ((s.stamp, s.path) for s in sources))
        known = self._at_hand.get("sources", {})
        known |= {s.path: known[s.path]._replace(stamp=s.stamp) for s in sources if s.path in known}

    def forget_sources(self) -> None:
        with self._change() as change:
            change.execute("delete from sources")
        self._at_hand.pop("sources", None)

    # ------------------------------------------------------------ findings, by article and by what analysed it

    def fingerprints(self, analysis: bytes) -> set[bytes]:
        """Of which articles there are findings."""
        return set(self._whole(analysis, lambda: self._read_fingerprints(analysis)))

    def _read_fingerprints(self, analysis: bytes) -> set[bytes]:
        rows = self._connection.execute("select fingerprint from findings where analysis = ?", (analysis,))
        return {row[0] for row in rows}

    def findings(self, fingerprint: bytes, analysis: bytes) -> bytes:
        """The encoded findings. Raises KeyError."""
        question = "select found from findings where fingerprint = ? and analysis = ?"
        row = self._connection.execute(question, (fingerprint, analysis)).fetchone()
        if row is None:
            raise KeyError(fingerprint)
        found: bytes = row[0]
        return found

    def keep_findings(self, analysis: bytes, findings: Iterable[tuple[bytes, bytes]]) -> None:
        came: list[bytes] = []
        with self._change() as change:
            for fingerprint, found in findings:
                change.execute("insert or replace into findings values (?, ?, ?)", (fingerprint, analysis, found))
                came.append(fingerprint)
        if analysis in self._at_hand:
            self._at_hand[analysis].update(came)

    # ------------------------------------------------------------ articles prepared for merging

    def prepared_marks(self) -> dict[str, bytes]:
        """Of every prepared article, by its path, the mark of what it was prepared from."""
        return dict(self._whole("prepared", self._read_marks))

    def _read_marks(self) -> dict[str, bytes]:
        return dict(self._connection.execute("select path, mark from prepared").fetchall())

    def heads(self) -> Iterator[tuple[str, bytes]]:
        """Path and head of every article, by path."""
        return self._connection.execute("select path, head from sources where head != x'' order by path")

    def casts(self) -> Iterator[tuple[str, bytes, bytes]]:
        """Path, head and encoded cast of every prepared article, by path."""
        return self._connection.execute(
            "select path, head, cards from sources join prepared using (path) where head != x'' order by path"
        )

    def reports(self) -> Iterator[tuple[str, bytes]]:
        """Path and encoded reports of every prepared article, by path."""
        return self._connection.execute("select path, reports from prepared order by path")

    def prepared(self, path: str) -> tuple[bytes, bytes]:
        """The encoded cast and reports of a prepared article. Raises KeyError."""
        row = self._connection.execute("select cards, reports from prepared where path = ?", (path,)).fetchone()
        if row is None:
            raise KeyError(path)
        return row[0], row[1]

    def keep_prepared(self, prepared: Iterable[tuple[str, bytes, bytes, bytes]]) -> None:
        """Keep path, mark, encoded cast and encoded reports of articles."""
        came: list[tuple[str, bytes]] = []
        with self._change() as change:
            for row in prepared:
                change.execute("insert or replace into prepared values (?, ?, ?, ?)", row)
                came.append(row[:2])
        if "prepared" in self._at_hand:
            self._at_hand["prepared"].update(came)

    # ------------------------------------------------------------ files of an output folder

    def files(self, folder: str) -> dict[str, KeptFile]:
        """The files by their path; none where what was kept of them is damaged: they are looked at again then."""
        rows = self._connection.execute("select kept from files where folder = ? order by part", (folder,))
        try:
            return {file.path: file for (kept,) in rows for file in DECODE_FILES(kept)}
        except msgspec.DecodeError:
            return {}

    def keep_files(self, folder: str, files: Mapping[str, KeptFile], changed: Iterable[str]) -> None:
        """Keep all files of a folder by their path, of which these came, changed or went."""
        parts: dict[int, list[KeptFile]] = {_part(path): [] for path in changed}
        for path, file in files.items():
            if (number := _part(path)) in parts:
                parts[number].append(file)
        rows = ((folder, number, len(part), ENCODE(part)) for number, part in sorted(parts.items()))
        with self._change() as change:
            change.executemany("insert or replace into files values (?, ?, ?, ?)", rows)

    def forget_everything(self) -> None:
        with self._change() as change:
            for table in ("facts", "sources", "findings", "prepared", "files"):
                change.execute(f"delete from {table}")
        self._at_hand.clear()

    # ------------------------------------------------------------ size

    def prune(self, analysis: bytes, *, spare: int = SPARE) -> int:
        """Drop findings that no source uses, the oldest first, all but `spare` and as many as are used."""
        used, kept = (self._count(f"select count(*) from {table}") for table in ("sources", "findings"))
        surplus = kept - 2 * used - spare if spare else kept
        if surplus <= 0:
            return 0
        unused = (
            "select rowid from findings where analysis != ? or fingerprint not in (select fingerprint from sources)"
            " order by rowid limit ?"
        )
        with self._change() as change:
            gone = change.execute(f"delete from findings where rowid in ({unused})", (analysis, surplus)).rowcount
        self._at_hand.clear()
        return gone

    def shrink(self) -> None:
        """Give freed space back to the disk."""
        self._connection.execute("vacuum")
        self._connection.execute("pragma wal_checkpoint(truncate)")

    def counts(self) -> dict[str, int]:
        """Rows of each table and bytes on disk."""
        rows = {table: self._count(f"select count(*) from {table}") for table in ("sources", "findings")}
        rows["files"] = self._count("select coalesce(sum(count), 0) from files")
        parts = [Path(f"{self.path}{end}") for end in ("", "-wal")]
        return {**rows, "bytes": sum(part.stat().st_size for part in parts if part.exists())}

    def _count(self, question: str) -> int:
        answer: int = self._connection.execute(question).fetchone()[0]
        return answer

    @contextmanager
    def _change(self) -> Iterator[sqlite3.Connection]:
        with self._connection:
            self._connection.execute("begin immediate")
            yield self._connection


class NotAStore(Exception):
    """The file is damaged, foreign, or of another layout."""


def _part(path: str) -> int:
    """In which part a file is kept."""
    return zlib.crc32(path.encode()) % PARTS


def _opened(path: Path) -> sqlite3.Connection:
    """Open or make the store. Raises NotAStore, and BriefgenError where the disk does not let us."""
    with ExitStack() as undo:
        try:
            connection = sqlite3.connect(path, isolation_level=None, timeout=10, check_same_thread=False)
            undo.callback(connection.close)
            _check(connection)
        except sqlite3.OperationalError as error:  # locked, read-only, full: the file itself may be sound
            mend = "make the folder writable, or free some space"
            raise BriefgenError(Problem(str(path), f"cannot be opened: {error}", mend)) from error
        except sqlite3.DatabaseError as error:
            raise NotAStore from error
        undo.pop_all()
        return connection


def _check(connection: sqlite3.Connection) -> None:
    """Lay the tables out in a new file. Raises NotAStore for a file that is not a store of this layout."""
    connection.execute("pragma journal_mode = wal")
    connection.execute("pragma synchronous = normal")
    marks = tuple(connection.execute(f"pragma {name}").fetchone()[0] for name in ("application_id", "user_version"))
    if marks == (APPLICATION, LAYOUT):
        return
    if marks != (0, 0) or connection.execute("select count(*) from sqlite_master").fetchone()[0]:
        raise NotAStore
    connection.executescript(
        f"begin exclusive; {TABLES} pragma application_id = {APPLICATION}; pragma user_version = {LAYOUT}; commit;"
    )


def _moved_aside(path: Path) -> Path:
    """Rename a store that cannot be read, with its side files; an earlier one set aside is overwritten."""
    aside = path.with_name(path.name + ".aside")
    for end in ("-wal", "-shm", ""):
        if os.path.exists(f"{path}{end}"):
            os.replace(f"{path}{end}", f"{aside}{end}")
    return aside
