"""A site made of hostile articles is harmless: file by file, with every payload in every place."""

import sqlite3
from collections import Counter
from pathlib import Path, PurePosixPath

import pytest

from briefgen.brief import brief
from briefgen.config import Settings
from briefgen.records import File
from briefgen.render import render, theme_folder
from briefgen.site import plan
from tests.hostile.corpus import hostile_pairs
from tests.hostile.pages import CHECKS, faults_of
from tests.hostile.places import ALL

HOSTILE = "</title><script>alert(1)</script>{{ 7*7 }}"
SETTINGS = Settings(
    title=HOSTILE, description=HOSTILE, license=HOSTILE, base_url="https://example.org/x/", source_text="full"
)


@pytest.fixture(scope="module")
def files() -> list[File]:
    return list(render(plan(brief(hostile_pairs()), SETTINGS), [theme_folder()]))


def test_the_corpus_reaches_the_site(files: list[File]) -> None:
    pages = Counter(path.parts[0] for file in files if len((path := PurePosixPath(file.path)).parts) > 2)

    assert pages["articles"] > len(ALL) - 8  # a few of one address are versions of one article
    assert pages["actors"] > len(ALL) / 2


@pytest.mark.parametrize("suffix", CHECKS)
def test_no_file_holds_what_it_may_not(suffix: str, files: list[File]) -> None:
    checked = [file for file in files if PurePosixPath(file.path).suffix == suffix]

    faults = [fault for file in checked for fault in faults_of(file)]

    assert faults == []


def test_the_kinds_of_files_checked_are_there(files: list[File]) -> None:
    suffixes = {PurePosixPath(file.path).suffix for file in files}

    assert suffixes >= set(CHECKS) - {".svg", ".webmanifest"}


def test_no_two_files_are_one_on_any_file_system(files: list[File]) -> None:
    names = Counter(file.path.casefold().rstrip(". ") for file in files)

    assert [name for name, count in names.items() if count > 1] == []


def test_templates_in_articles_are_not_run(files: list[File]) -> None:
    home = next(file for file in files if file.path == "index.html").content.decode()

    assert "{{ 7*7 }}" in home
    assert not any(b">49<" in file.content for file in files if file.path.endswith(".html"))


def test_the_database_is_whole(files: list[File], tmp_path: Path) -> None:
    for file in files:
        if file.path.endswith(".sqlite"):
            (tmp_path / "x.sqlite").write_bytes(file.content)
            with sqlite3.connect(tmp_path / "x.sqlite") as database:
                assert database.execute("pragma integrity_check").fetchall() == [("ok",)]
                assert database.execute("select count(*) > 100 from articles").fetchone() == (1,)


def test_the_same_articles_give_the_same_bytes(files: list[File]) -> None:
    again = list(render(plan(brief(hostile_pairs()[::-1]), SETTINGS), [theme_folder()]))

    assert {file.path: file.content for file in again} == {file.path: file.content for file in files}
