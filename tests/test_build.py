"""The build: what is analysed, written, kept and told. The model runs in worker processes, shared by all tests."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from briefgen.build.executor import LocalExecutor
from briefgen.errors import BriefgenError
from briefgen.lock import locked
from tests.sites import FLOOD, TALKS, Project, tree

pytestmark = pytest.mark.model


@pytest.fixture
def project(tmp_path: Path, analysts: LocalExecutor) -> Project:
    made = Project(tmp_path / "project", analysts)
    made.write("content/talks.txt", TALKS)
    made.write("content/flood.txt", FLOOD)
    return made


def settle() -> None:
    """Wait until files written just now are old enough for their stamps to be trusted."""
    time.sleep(0.12)


def test_a_second_build_analyses_and_writes_nothing(project: Project) -> None:
    settle()
    first = project.build()
    before = {path: path.stat().st_mtime_ns for path in (project.root / "site").rglob("*")}

    second = project.build()

    assert (first.articles, first.analysed, first.failed) == (2, 2, 0)
    assert (second.articles, second.analysed, second.reused, second.written) == (2, 0, 2, 0)
    assert second.unchanged == first.written
    assert {path: path.stat().st_mtime_ns for path in (project.root / "site").rglob("*")} == before


def test_a_second_build_imports_neither_spacy_nor_jinja(project: Project) -> None:
    project.build()
    settle()
    project.build()
    script = (
        "import sys; from briefgen.cli import run; status = run(['build', sys.argv[1]]);"
        "print([name for name in ('spacy', 'numpy', 'jinja2', 'lxml') if name in sys.modules]); sys.exit(status)"
    )

    ran = subprocess.run([sys.executable, "-c", script, str(project.root)], capture_output=True, text=True, check=False)

    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.splitlines()[-1] == "[]"
    assert "0 written" in ran.stdout


def test_only_the_changed_article_is_analysed(project: Project) -> None:
    project.build()
    project.write("content/talks.txt", TALKS.replace("April", "May"))

    report = project.build()

    assert (report.analysed, report.reused) == (1, 1)
    assert project.site() == project.clean_site()


def test_a_new_tag_or_name_costs_no_analysis(project: Project) -> None:
    project.build()
    project.write("content/talks.txt", TALKS.replace("Tags: talks", "Tags: accord"))
    (project.root / "content/flood.txt").rename(project.root / "content/dam.txt")

    assert project.build().analysed == 0
    assert project.site() == project.clean_site()


def test_an_edit_that_keeps_size_and_time_is_seen(project: Project) -> None:
    file = project.root / "content/talks.txt"
    os.utime(file, ns=(10**18, 10**18))
    settle()
    project.build()

    file.write_text(TALKS.replace("Veldin", "Veldon"), "utf-8")
    os.utime(file, ns=(10**18, 10**18))
    project.build()

    assert project.site() == project.clean_site()
    assert any(b"Veldon" in content for content in project.site().values())


def test_pages_of_a_removed_article_go(project: Project) -> None:
    project.build()
    (project.root / "content/flood.txt").unlink()

    assert project.build().articles == 1
    assert project.site() == project.clean_site()


def test_a_damaged_or_missing_output_file_is_mended(project: Project) -> None:
    project.build()
    whole = project.site()
    (project.root / "site/index.html").write_text("defaced")

    report = project.build()

    assert report.written == 1
    assert project.site() == whole


@pytest.mark.parametrize(
    ("name", "content"),
    [("empty.txt", b""), ("binary.txt", bytes(range(256)) * 20), ("matter.md", b"---\ntitle: [\n---\nText.\n")],
)  # fmt: skip
def test_one_bad_article_never_stops_the_rest(project: Project, name: str, content: bytes) -> None:
    (project.root / "content" / name).write_bytes(content)

    report = project.build()

    assert (report.articles, report.failed) == (2, 1)
    assert len(report.warnings) == 1
    assert report.warnings[0].startswith(name)
    assert project.build().warnings == report.warnings  # and told again, until it is mended


def test_a_template_fault_names_its_line_and_leaves_the_old_site(project: Project) -> None:
    project.build()
    before = project.site()
    theme = (Path(__file__).parent.parent / "templates/home.html").read_text("utf-8")
    before_block, block = theme.split("{% block content %}\n")
    line = before_block.count("\n") + 2
    project.write("templates/home.html", before_block + "{% block content %}\n{{ view.no_such_thing }}\n" + block)

    with pytest.raises(BriefgenError, match=rf"templates/home\.html:{line}: .*no_such_thing"):
        project.build()
    assert project.site() == before


def test_a_template_syntax_fault_names_its_line(project: Project) -> None:
    project.write("templates/home.html", "<p>\n{% if %}\n")

    with pytest.raises(BriefgenError, match=r"templates/home\.html:2: "):
        project.build()
    assert not (project.root / "site").exists()


def test_a_template_of_the_project_replaces_the_themes(project: Project) -> None:
    project.build()
    project.write("templates/home.html", "mine")

    project.build()

    assert project.site()["index.html"] == b"mine"
    (project.root / "templates/home.html").unlink()
    project.build()
    assert project.site() == project.clean_site()


def test_static_files_are_copied_changed_and_removed(project: Project) -> None:
    project.write("static/CNAME", "example.org")
    project.build()
    assert project.site()["CNAME"] == b"example.org"

    project.write("static/CNAME", "example.com")
    project.build()
    assert project.site()["CNAME"] == b"example.com"

    (project.root / "static/CNAME").unlink()
    project.build()
    assert "CNAME" not in project.site()


def test_a_static_file_at_the_place_of_a_page_is_told(project: Project) -> None:
    project.write("static/Index.html", "x")

    with pytest.raises(BriefgenError, match="two pages or files want this place"):
        project.build()


def test_drafts_are_left_out_unless_asked_for(project: Project) -> None:
    project.write("content/talks.txt", TALKS.replace("Tags: talks", "Draft: true"))

    assert project.build().articles == 1
    assert project.build(drafts=True).articles == 2
    assert project.build().articles == 1


def test_a_clean_build_forgets_everything_and_makes_the_same(project: Project) -> None:
    project.build()
    before = project.site()

    report = project.build(clean=True)

    assert (report.analysed, report.written) == (2, 0)
    assert project.site() == before


def test_an_article_in_another_language_is_shown_without_analysis(project: Project) -> None:
    project.write("content/talks.txt", "Title: Pourparlers\nDate: 2026-03-02\nLanguage: fr\n\nMara Veldin a parlé.\n")

    report = project.build()

    assert report.articles == 2
    assert "another language (fr)" in report.warnings[0]


def test_two_articles_with_one_slug_are_both_published_and_told(project: Project) -> None:
    for name in ("one", "two"):
        project.write(
            f"content/{name}.md", f"---\ntitle: Twin {name}\ndate: 2031-03-01\nslug: twin\n---\nNo one spoke.\n"
        )

    report = project.build()

    assert report.warnings == ("two.md: asks for the slug 'twin', which one.md has; it is published as 'twin-2'",)
    assert (project.root / "site/articles/twin-2/index.html").is_file()


def test_a_guessed_encoding_is_told(project: Project) -> None:
    (project.root / "content/cafe.txt").write_bytes(
        "Title: Café\nDate: 2031-03-01\n\nThe café is shut.\n".encode("cp1252")
    )

    report = project.build()

    assert len(report.warnings) == 1
    assert report.warnings[0].startswith("cafe.txt: line 1 is not UTF-8; read as ")


def test_two_builds_at_once_are_refused_with_the_others_process(project: Project) -> None:
    with locked(project.root / ".briefgen/lock"), pytest.raises(BriefgenError, match=str(os.getpid())):
        project.build()


def test_an_output_folder_inside_the_content_is_refused(project: Project) -> None:
    with pytest.raises(BriefgenError, match="lie in one another"):
        project.build(project.with_output("content/site"))


def test_two_output_folders_do_not_disturb_each_other(project: Project) -> None:
    project.build()
    project.build(project.with_output("elsewhere"))
    project.write("content/talks.txt", TALKS.replace("April", "May"))
    project.build()
    project.build(project.with_output("elsewhere"))

    assert tree(project.root / "site") == tree(project.root / "elsewhere")


def test_a_damaged_store_costs_time_and_nothing_else(project: Project) -> None:
    project.build()
    before = project.site()
    (project.root / ".briefgen/store.sqlite").write_bytes(b"not a database" * 1000)

    report = project.build()

    assert report.analysed == 2
    assert any("set aside" in warning for warning in report.warnings)
    assert project.site() == before
    assert not project.build().warnings  # told once
