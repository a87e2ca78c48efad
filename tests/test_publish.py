"""The output folder: ours swapped in whole, stale ones of ours removed, others never touched."""

from pathlib import Path

import pytest

from briefgen.errors import BriefgenError
from briefgen.publish import MANIFEST, Stage, check_path, owned, publish


def put(tmp_path: Path, files: dict[str, str], unchanged: tuple[str, ...] = ()) -> dict[str, str]:
    stage = Stage(tmp_path / "stage")
    publish([stage.put(path, text.encode()) for path, text in files.items()], unchanged, tmp_path / "site")
    return tree(tmp_path / "site")


def tree(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != MANIFEST)
    return {path.relative_to(folder).as_posix(): path.read_text() for path in files}


def test_files_are_put_in_place(tmp_path: Path) -> None:
    assert put(tmp_path, {"index.html": "home", "a/b/index.html": "deep"}) == {
        "index.html": "home",
        "a/b/index.html": "deep",
    }


def test_stale_files_of_ours_go_with_their_empty_folders(tmp_path: Path) -> None:
    put(tmp_path, {"index.html": "home", "a/b/index.html": "deep"})

    assert put(tmp_path, {}, unchanged=("index.html",)) == {"index.html": "home"}
    assert not (tmp_path / "site/a").exists()


def test_files_not_ours_are_never_touched(tmp_path: Path) -> None:
    (tmp_path / "site/a").mkdir(parents=True)
    (tmp_path / "site/CNAME").write_text("example.org")
    (tmp_path / "site/a/own.txt").write_text("mine")
    put(tmp_path, {"a/index.html": "x"})

    assert put(tmp_path, {"index.html": "y"}) == {"CNAME": "example.org", "a/own.txt": "mine", "index.html": "y"}


def test_a_foreign_file_in_the_way_stops_all(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site/index.html").write_text("by hand")

    with pytest.raises(BriefgenError, match=r"index\.html: is not from briefgen"):
        put(tmp_path, {"index.html": "ours", "other.html": "ours"})
    assert tree(tmp_path / "site") == {"index.html": "by hand"}


def test_a_foreign_file_with_the_same_bytes_is_taken_over(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site/index.html").write_text("same")

    put(tmp_path, {"index.html": "same"})

    assert owned(tmp_path / "site") == {"index.html"}


def test_a_page_may_become_a_folder_and_back(tmp_path: Path) -> None:
    put(tmp_path, {"a": "file"})

    assert put(tmp_path, {"a/b": "below"}) == {"a/b": "below"}
    assert put(tmp_path, {"a": "file"}) == {"a": "file"}


def test_a_link_does_not_lead_out(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "site/a").symlink_to(tmp_path / "elsewhere")

    with pytest.raises(BriefgenError, match="leads out"):
        put(tmp_path, {"a/index.html": "x"})
    assert list((tmp_path / "elsewhere").iterdir()) == []


@pytest.mark.parametrize(
    "path", ["", "/etc/x", "../x", "a/../x", "a//b", "a\\b", "c:x", "a\0b", "a/./b", "a\nb", "a./b", "a /b"]
)
def test_paths_that_could_leave_the_folder_are_refused(path: str) -> None:
    with pytest.raises(ValueError, match="path"):
        check_path(path)


def test_the_list_of_ours_names_new_files_before_they_are_there(tmp_path: Path) -> None:
    """A kill between two moves must leave no file of ours that the next build would not remove."""
    (tmp_path / "site").mkdir()
    (tmp_path / "site/a").mkdir()
    (tmp_path / "site/a/b").write_text("not ours")  # stops the moves half-way

    with pytest.raises(BriefgenError):
        put(tmp_path, {"index.html": "x", "a/b/c": "blocked"})

    assert tree(tmp_path / "site") == {"index.html": "x", "a/b": "not ours"}
    assert owned(tmp_path / "site") >= {"index.html"}
