"""`new`, `build` and `cache` as a user runs them."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from briefgen.build import MERGED, STATE
from briefgen.build.executor import LocalExecutor
from briefgen.cli import run
from tests.sites import TALKS, Project, tree


def test_new_makes_a_project_and_overwrites_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["new", str(tmp_path / "story")]) == 0
    before = tree(tmp_path / "story")

    assert ".gitignore" in before
    assert run(["new", str(tmp_path / "story")]) == 1
    assert "is there already" in capsys.readouterr().err
    assert tree(tmp_path / "story") == before


@pytest.mark.model
@pytest.mark.slow
def test_a_new_project_builds_without_a_warning(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["new", str(tmp_path / "story")])
    capsys.readouterr()

    assert run(["build", str(tmp_path / "story"), "--strict", "--json"]) == 0

    report = json.loads(capsys.readouterr().out)
    assert report["articles"] == 2
    assert report["quotes"] >= 3
    assert (tmp_path / "story/site/index.html").is_file()


@pytest.mark.model
def test_a_warning_fails_only_a_strict_build(
    tmp_path: Path, analysts: LocalExecutor, capsys: pytest.CaptureFixture[str]
) -> None:
    project = Project(tmp_path, analysts)
    project.write("content/talks.txt", TALKS)
    project.write("content/empty.txt", "")

    assert run(["build", str(tmp_path)]) == 0
    assert "empty.txt" in capsys.readouterr().err
    assert run(["build", str(tmp_path), "--strict", "--quiet"]) == 1
    captured = capsys.readouterr()
    assert "empty.txt" in captured.err
    assert captured.out == ""


@pytest.mark.model
def test_output_and_base_url_of_the_command_line_win(tmp_path: Path, analysts: LocalExecutor) -> None:
    project = Project(tmp_path / "project", analysts)
    project.write("content/talks.txt", TALKS)

    assert run(["build", str(project.root), "--output", str(tmp_path / "public")]) == 0

    assert (tmp_path / "public/index.html").is_file()
    assert not (project.root / "site").exists()


@pytest.mark.model
def test_cache_tells_its_size_and_prunes(
    tmp_path: Path, analysts: LocalExecutor, capsys: pytest.CaptureFixture[str]
) -> None:
    project = Project(tmp_path, analysts)
    project.write("content/talks.txt", TALKS)
    project.build()
    project.write("content/talks.txt", TALKS.replace("April", "May"))
    project.build()

    assert run(["cache", "size", str(tmp_path), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["findings"] == 2
    assert told["bytes"] >= sum((tmp_path / STATE / name).stat().st_size for name in ("store.sqlite", MERGED))
    assert run(["cache", "prune", str(tmp_path)]) == 0
    assert "1 findings dropped" in capsys.readouterr().out


def test_cache_without_a_store_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["cache", "size", str(tmp_path)]) == 1
    assert "there is no store yet" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_missing_content_folder_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["build", str(tmp_path)]) == 1
    assert "there is no such folder" in capsys.readouterr().err


def test_help_starts_fast() -> None:
    """Nothing heavy may be imported to print a help text."""
    script = (
        "import sys; from briefgen.cli import run; run(['build', '--help']);"
        "print([name for name in ('spacy', 'jinja2', 'rich', 'msgspec', 'sqlite3') if name in sys.modules])"
    )

    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert ran.stdout.splitlines()[-1] == "[]"
