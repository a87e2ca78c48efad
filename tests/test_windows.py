"""What differs on Windows: code pages, back slashes, line ends. Tested here without it, as far as that goes."""

import os
import subprocess
import sys
from pathlib import Path, PureWindowsPath

import pytest

from briefgen.deliver.steps import steps
from briefgen.importing import Sources, import_articles
from briefgen.read import parse
from tests.clippings import page, story
from tests.test_import import TODAY

ROOT = Path(__file__).parent.parent


def in_code_page(code_page: str, *words: str, cwd: Path) -> "subprocess.CompletedProcess[bytes]":
    """Run a command whose output goes to a pipe, on a system with this code page."""
    env = {**os.environ, "PYTHONIOENCODING": code_page, "PYTHONUTF8": "0", "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, "-m", "briefgen", *words], cwd=cwd, env=env, capture_output=True, check=False
    )


@pytest.mark.parametrize("code_page", ["cp1252", "cp437", "ascii"])
def test_output_into_a_pipe_is_utf_8(code_page: str, tmp_path: Path) -> None:
    (tmp_path / "clip.txt").write_text("Title: Забастовка — “конец”\nDate: 2031-03-04\n\nThe strike ended.\n", "utf-8")

    done = in_code_page(code_page, "import", "clip.txt", "--json", cwd=tmp_path)

    assert done.returncode == 0, done.stderr
    assert "Забастовка — “конец”" in done.stdout.decode("utf-8")


@pytest.mark.parametrize("code_page", ["cp1252", "cp1250"])
def test_article_saved_in_a_code_page_with_windows_line_ends(code_page: str) -> None:
    text = (
        "Title: “It is over”\r\nDate: 2031-03-04\r\n\r\n“It is over,” Reld said – at last.\r\n\r\nNobody answered…\r\n"
    )

    article = parse(text.encode(code_page), "a.txt")

    assert article.title == "“It is over”"
    assert article.body == "“It is over,” Reld said – at last.\n\nNobody answered…"


@pytest.mark.parametrize("name", [r"content\2031-03-04-strike.txt", r"C:\My story\content\2031-03-04 strike.txt"])
def test_names_with_back_slashes_become_names_with_slashes(name: str) -> None:
    """Whoever lists the files gives `as_posix`: the name's date and suffix are found in it."""
    article = parse(b"The strike ended.", PureWindowsPath(name).as_posix())

    assert str(article.date) == "2031-03-04"


def test_imported_files_have_names_that_windows_allows(tmp_path: Path) -> None:
    titles = ["CON", "a: b? <c> | d*", 'He said "no"', "trailing dot.", "aux/nul", "x" * 300, "…"]
    for number, title in enumerate(titles):
        text = f"Title: {title}\n\n{story(number).text}"
        (tmp_path / f"{number}.txt").write_text(text, "utf-8")

    report = import_articles([str(tmp_path)], tmp_path / "content", Sources(), today=TODAY)

    assert len(report.imported) == len(titles)
    for imported in report.imported:
        assert not set('<>:"|?*\\/') & set(imported.path)
        assert not PureWindowsPath(imported.path).is_reserved() if sys.version_info < (3, 13) else True
        assert len(imported.path) < 100


def test_imported_files_have_plain_line_ends(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(page(story(1), 0).replace(b"\n", b"\r\n"))

    report = import_articles([str(tmp_path / "a.html")], tmp_path / "content", Sources(), today=TODAY)

    assert b"\r" not in (tmp_path / "content" / report.imported[0].path).read_bytes()


def test_steps_of_a_delivery_are_the_same_on_every_system() -> None:
    site = {PureWindowsPath(r"pages\1\index.html").as_posix(): "1", "index.html": "1"}

    assert [step.path for step in steps(site, {})] == ["pages/1/index.html", "index.html"]
