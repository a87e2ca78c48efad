"""The output folder: ours swapped in whole, stale ones of ours removed, others never touched."""

import tempfile
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


@pytest.mark.parametrize("path", ["a", "a/b.html", ".nojekyll", "a b/c", "tags/тег/index.html", "a..b/c", "~2/x"])
def test_paths_below_the_folder_are_taken(path: str) -> None:
    assert check_path(path) == path


def put_new(tmp_path: Path, files: dict[str, str]) -> dict[str, str]:
    """As `put`, where there is no output folder yet."""
    stage = Stage(tmp_path / "stage", output=tmp_path / "site")
    staged = [stage.put(path, text.encode()) for path, text in files.items()]
    publish(staged, (), tmp_path / "site", tree=stage.tree)
    return tree(tmp_path / "site")


def test_a_new_output_folder_comes_as_one(tmp_path: Path) -> None:
    assert put_new(tmp_path, {"index.html": "home", "a/b/c": "deep"}) == {"index.html": "home", "a/b/c": "deep"}
    assert owned(tmp_path / "site") == {"index.html", "a/b/c"}
    assert list((tmp_path / "stage").iterdir()) == []


def test_what_a_killed_build_left_waiting_is_not_published(tmp_path: Path) -> None:
    Stage(tmp_path / "stage", output=tmp_path / "site").put("old.html", b"never published")

    assert put_new(tmp_path, {"index.html": "home"}) == {"index.html": "home"}


def test_an_output_folder_made_meanwhile_keeps_its_files(tmp_path: Path) -> None:
    stage = Stage(tmp_path / "stage", output=tmp_path / "site")
    staged = [stage.put("index.html", b"home")]
    (tmp_path / "site").mkdir()
    (tmp_path / "site/CNAME").write_text("example.org")

    publish(staged, (), tmp_path / "site", tree=stage.tree)

    assert tree(tmp_path / "site") == {"CNAME": "example.org", "index.html": "home"}


def test_a_page_where_a_folder_is_needed_is_told_before_the_folder_comes(tmp_path: Path) -> None:
    with pytest.raises(BriefgenError, match="site/a: a folder is needed here"):
        put_new(tmp_path, {"a": "file", "a/b": "below"})
    assert not (tmp_path / "site").exists()


@pytest.mark.skipif(not Path("/dev/shm").is_dir(), reason="needs a second file system")
def test_a_new_output_folder_on_another_file_system_comes_file_by_file(tmp_path: Path) -> None:
    with tempfile.TemporaryDirectory(dir="/dev/shm") as there:
        site = Path(there, "site")
        stage = Stage(tmp_path / "stage", output=site)
        publish([stage.put("a/b", b"deep")], (), site, tree=stage.tree)

        assert tree(site) == {"a/b": "deep"}


def test_the_list_of_ours_names_new_files_before_they_are_there(tmp_path: Path) -> None:
    """A kill between two moves must leave no file of ours that the next build would not remove."""
    (tmp_path / "site").mkdir()
    (tmp_path / "site/a").mkdir()
    (tmp_path / "site/a/b").write_text("not ours")  # stops the moves half-way

    with pytest.raises(BriefgenError):
        put(tmp_path, {"index.html": "x", "a/b/c": "blocked"})

    assert tree(tmp_path / "site") == {"index.html": "x", "a/b": "not ours"}
    assert owned(tmp_path / "site") >= {"index.html"}
