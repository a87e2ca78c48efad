"""The store: what goes in comes out, whole, or not at all."""

import os
import random
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from briefgen.errors import BriefgenError
from briefgen.store import KeptFile, KeptSource, Store

NEW, OLD = b"analysis-new", b"analysis-old"


def source(path: str, fingerprint: bytes = b"f") -> KeptSource:
    return KeptSource(path, b"stamp", b"digest", fingerprint, size=7, head=b"head", article=b"article")


def test_what_goes_in_comes_out(tmp_path: Path) -> None:
    with Store(tmp_path / "s.sqlite") as store:
        store.keep_sources([source("a.txt")])
        store.keep_findings(NEW, [(b"f", b"found")])
        store.keep_files("site", {"index.html": KeptFile("index.html", b"key", b"digest", b"stamp")}, ["index.html"])

    with Store(tmp_path / "s.sqlite") as store:
        assert store.sources() == {"a.txt": source("a.txt").without_article()}
        assert store.article("a.txt") == b"article"
        assert store.head("a.txt") == b"head"
        assert store.findings(b"f", NEW) == b"found"
        assert store.files("site")["index.html"].key == b"key"
        assert store.files("elsewhere") == {}


def test_files_of_a_site_that_change_come_and_go(tmp_path: Path) -> None:
    files = {f"{n}.html": KeptFile(f"{n}.html", b"key", b"digest", b"stamp") for n in range(300)}
    with Store(tmp_path / "s.sqlite") as store:
        store.keep_files("site", files, files)
        del files["7.html"]
        files["8.html"] = files["8.html"]._replace(key=b"other")
        files["new.html"] = KeptFile("new.html", b"key", b"digest", b"stamp")
        store.keep_files("site", files, ["7.html", "8.html", "new.html"])

        assert store.files("site") == files
        assert store.counts()["files"] == 300


def test_files_that_are_kept_damaged_are_looked_at_again(tmp_path: Path) -> None:
    with Store(tmp_path / "s.sqlite") as store:
        store.keep_files("site", {"a.html": KeptFile("a.html", b"key", b"digest", b"stamp")}, ["a.html"])
    with sqlite3.connect(tmp_path / "s.sqlite") as other:
        other.execute("update files set kept = x'c1'")

    with Store(tmp_path / "s.sqlite") as store:
        assert store.files("site") == {}


def test_findings_of_other_code_are_not_given_out(tmp_path: Path) -> None:
    with Store(tmp_path / "s.sqlite") as store:
        store.keep_findings(OLD, [(b"f", b"found")])

        assert store.fingerprints(NEW) == set()
        with pytest.raises(KeyError):
            store.findings(b"f", NEW)


def test_a_change_that_fails_half_way_leaves_nothing(tmp_path: Path) -> None:
    def broken():  # type: ignore[no-untyped-def]
        yield (b"f", b"found")
        raise RuntimeError("half-way")

    with Store(tmp_path / "s.sqlite") as store:
        with pytest.raises(RuntimeError):
            store.keep_findings(NEW, broken())

        assert store.fingerprints(NEW) == set()


@pytest.mark.parametrize(
    "content", [b"no database at all" * 100, b"SQLite format 3\0" + b"\xff" * 5000], ids=["text", "torn"]
)
def test_a_damaged_store_is_set_aside(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "s.sqlite"
    path.write_bytes(content)

    with Store(path) as store:
        assert store.set_aside == tmp_path / "s.sqlite.aside"
        assert store.sources() == {}
    assert store.set_aside.read_bytes() == content


@pytest.mark.parametrize("layout", [0, 99], ids=["older", "newer"])
def test_another_versions_store_is_set_aside_and_not_misread(tmp_path: Path, layout: int) -> None:
    path = tmp_path / "s.sqlite"
    Store(path).close()
    other = sqlite3.connect(path)
    other.execute(f"pragma user_version = {layout}")
    other.close()

    with Store(path) as store:
        assert store.set_aside is not None
        assert store.sources() == {}


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "s.sqlite").mkdir()

    with pytest.raises(BriefgenError, match="cannot be opened"):
        Store(tmp_path / "s.sqlite")


def test_prune_keeps_what_is_used_and_some_to_spare(tmp_path: Path) -> None:
    with Store(tmp_path / "s.sqlite") as store:
        store.keep_sources([source("a.txt", b"used")])
        store.keep_findings(NEW, [(b"used", b"x"), *((f"old{i}".encode(), b"x") for i in range(10))])

        assert store.prune(NEW, spare=5) == 4  # 11 findings, twice 1 source and 5 may stay
        assert b"used" in store.fingerprints(NEW)
        assert b"old9" in store.fingerprints(NEW)
        assert b"old0" not in store.fingerprints(NEW)


def test_prune_of_everything_unused(tmp_path: Path) -> None:
    with Store(tmp_path / "s.sqlite") as store:
        store.keep_sources([source("a.txt", b"used")])
        store.keep_findings(NEW, [(b"used", b"x"), (b"unused", b"x")])
        store.keep_findings(OLD, [(b"used", b"x")])

        assert store.prune(NEW, spare=0) == 2
        assert store.fingerprints(NEW) == {b"used"}
        assert store.fingerprints(OLD) == set()


def test_what_is_at_hand_is_what_the_file_holds_whoever_changes_it(tmp_path: Path) -> None:
    chance = random.Random(3)
    with Store(tmp_path / "s.sqlite") as one, Store(tmp_path / "s.sqlite") as other:
        for _ in range(300):
            change_at_random(chance.choice((one, one, other)), chance)
            with Store(tmp_path / "s.sqlite") as fresh:
                for store in (one, other) if chance.random() < 0.5 else (one,):
                    assert store.sources() == fresh.sources()
                    assert store.prepared_marks() == fresh.prepared_marks()
                    assert [store.fingerprints(a) for a in (NEW, OLD)] == [fresh.fingerprints(a) for a in (NEW, OLD)]


def change_at_random(store: Store, chance: random.Random) -> None:
    path, mark = f"{chance.randrange(6)}.txt", bytes([chance.randrange(9)])
    changes: list[tuple[int, Callable[[], object]]] = [
        (6, lambda: store.keep_sources([source(path, mark)])),
        (3, lambda: store.keep_sources((), {path, "never.txt"})),
        (3, lambda: store.keep_stamps([source(path, mark)._replace(stamp=mark)])),
        (6, lambda: store.keep_prepared([(path, mark, b"cards", b"reports")])),
        (6, lambda: store.keep_findings(chance.choice((NEW, OLD)), [(mark, b"found")])),
        (1, lambda: store.prune(NEW, spare=0)),
        (1, store.forget_sources),
        (1, store.forget_everything),
        (1, lambda: fails_half_way(store, path)),
    ]
    weights, made = zip(*changes, strict=True)
    chance.choices(made, weights)[0]()


def fails_half_way(store: Store, path: str) -> None:
    with pytest.raises(sqlite3.Error):
        store.keep_sources([source(path, b"half-way"), source("b")._replace(stamp=None)])  # type: ignore[arg-type]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not copy processes")
def test_a_copy_of_the_process_reads_by_a_connection_of_its_own(tmp_path: Path) -> None:
    with Store(tmp_path / "s.sqlite") as store:
        store.keep_sources([source("a.txt")])
        assert set(store.sources()) == {"a.txt"}
        copy = os.fork()
        if not copy:
            os._exit(0 if store.article("a.txt") == b"article" and set(store.sources()) == {"a.txt"} else 1)
        _, status = os.waitpid(copy, 0)

        assert os.waitstatus_to_exitcode(status) == 0
        store.keep_sources([source("b.txt")])
        assert set(store.sources()) == {"a.txt", "b.txt"}
