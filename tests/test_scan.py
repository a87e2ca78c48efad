"""The scan: every file with a stamp that changes when its content does."""

import os
from pathlib import Path

import pytest

from briefgen.scan import is_litter, scan


def test_files_are_found_at_any_depth_in_order(tmp_path: Path) -> None:
    for path in ("b.txt", "a/z.txt", "a/b/c.txt"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("x")

    assert list(scan(tmp_path)) == ["a/b/c.txt", "a/z.txt", "b.txt"]


def test_a_folder_that_is_not_there_is_empty(tmp_path: Path) -> None:
    assert scan(tmp_path / "none") == {}


def test_the_same_size_and_time_do_not_hide_an_edit(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("one")
    os.utime(file, ns=(10**18, 10**18))
    before = scan(tmp_path)

    file.write_text("two")
    os.utime(file, ns=(10**18, 10**18))

    assert scan(tmp_path) != before


@pytest.mark.parametrize("name", [".a.txt.swp", "a.txt~", "#a.txt#", ".git", "4913", "a.tmp", "a.txt___jb_tmp___"])
def test_what_editors_leave_is_litter(name: str) -> None:
    assert is_litter(name)


@pytest.mark.parametrize("name", ["a.txt", "2025-05-15-talks.md", "tmp.txt"])
def test_articles_are_no_litter(name: str) -> None:
    assert not is_litter(name)


def test_links_out_of_the_folder_and_in_circles_are_left_out(tmp_path: Path) -> None:
    content = tmp_path / "content"
    content.mkdir()
    (tmp_path / "secret.txt").write_text("x")
    (content / "a.txt").write_text("x")
    (content / "out.txt").symlink_to(tmp_path / "secret.txt")
    (content / "circle").symlink_to(content)
    (content / "self.txt").symlink_to(content / "self.txt")
    (content / "inside.txt").symlink_to(content / "a.txt")

    assert list(scan(content)) == ["a.txt", "inside.txt"]
