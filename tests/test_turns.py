"""Pages made by several processes: the same site, the same faults, nothing runs on. Each build is a real process."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.sites import tree

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not hasattr(os, "fork") or sys.platform == "darwin", reason="one process makes all the pages here"
    ),
]
REPOSITORY = Path(__file__).parent.parent

# Builds 400 pages: `python -c BUILD PROJECT JOBS WHAT NUMBER...`, where what happens in the making of those pages.
# A build that is held makes the last hundred only when the test lets it.
BUILD = """
import os, signal, sys, time
from functools import partial
from pathlib import Path
from briefgen.build import Options
from briefgen.build.session import Session
from briefgen.config import load_settings
from briefgen.errors import BriefgenError
from briefgen.later import Later
from briefgen.records import Page

project, jobs, what, *numbers = sys.argv[1:]
original = os.getpid()

def view(number):
    if what in ("slow", "held"):
        time.sleep(0.005)
        Path(project, f"at-work-{os.getpid()}").touch()
    while what == "held" and number >= 300 and not Path(project, "go-on").exists():
        time.sleep(0.005)
    if str(number) in numbers and what == "die" and os.getpid() != original:
        os.kill(os.getpid(), signal.SIGKILL)
    if str(number) in numbers and what == "break":
        raise ZeroDivisionError(number)
    return {"number": number, "bad": what == "fault" and str(number) in numbers}

def plan(touched):
    for number in range(400):
        long = "x" * 300 if what == "long" and str(number) in numbers else ""
        yield Page(f"pages/{number}{long}/", "own.html", Later(partial(view, number)))

try:
    with Session(Path(project), Options(jobs=int(jobs)), planner=lambda briefing, settings: plan) as session:
        report = session.build(load_settings(Path(project)), lambda step: None)
    print(report.written, report.unchanged)
except BriefgenError as error:
    print(error)
    sys.exit(1)
except KeyboardInterrupt:
    sys.exit(130)
"""
TEMPLATE = "<p>{{ view.number }}</p>{% if view.bad %}\n{{ view.number + view.nobody }}{% endif %}\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "content").mkdir()
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates/own.html").write_text(TEMPLATE)
    return tmp_path


def start(project: Path, jobs: int, *what: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-W", "error", "-c", BUILD, str(project), str(jobs), *(what or ("build",))]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, cwd=REPOSITORY, stdout=pipe, stderr=pipe, text=True, start_new_session=True)


def build(project: Path, jobs: int, *what: str) -> tuple[int | None, str, str]:
    process = start(project, jobs, *what)
    out, error = process.communicate(timeout=120)
    return process.returncode, out, error


def wait_for_two(project: Path) -> set[int]:
    end = time.monotonic() + 60
    while len(found := {int(path.name[8:]) for path in project.glob("at-work-*")}) < 2 and time.monotonic() < end:
        time.sleep(0.01)
    return found


def all_gone(ids: set[int]) -> bool:
    end = time.monotonic() + 30
    while any(Path(f"/proc/{id}").exists() for id in ids) and time.monotonic() < end:
        time.sleep(0.02)
    return not any(Path(f"/proc/{id}").exists() for id in ids)


@pytest.mark.parametrize("jobs", [2, 3])
def test_the_site_is_the_same_with_any_number_of_processes(project: Path, jobs: int) -> None:
    status, _, error = build(project, 1)
    assert (status, error) == (0, "")
    alone = tree(project / "site")
    (project / "site").rename(project / "alone")

    status, _, error = build(project, jobs, "slow")

    assert (status, error) == (0, "")
    assert len(wait_for_two(project)) == jobs
    assert tree(project / "site") == alone


def test_where_all_is_as_it_was_nothing_is_written(project: Path) -> None:
    build(project, 2)
    before = {path: path.stat().st_mtime_ns for path in (project / "site").rglob("*")}
    (project / "templates/other.html").write_text("not used")

    _, out, _ = build(project, 2, "slow")

    assert out.startswith("0 ")
    assert len(wait_for_two(project)) == 2
    assert {path: path.stat().st_mtime_ns for path in (project / "site").rglob("*")} == before


@pytest.mark.parametrize("numbers", [("300", "351"), ("301", "350")])
def test_of_two_faults_the_first_pages_is_told_whoever_made_it(project: Path, numbers: tuple[str, str]) -> None:
    build(project, 1)
    old = tree(project / "site")
    (project / "templates/own.html").write_text(TEMPLATE.replace("<p>", "<p class=new>"))

    alone = build(project, 1, "fault", *numbers)
    shared = build(project, 2, "fault", *numbers)

    assert shared == alone
    assert shared[0] == 1
    assert f"templates/own.html:2: 'dict object' has no attribute 'nobody' (page pages/{numbers[0]}/)" in shared[1]
    assert tree(project / "site") == old


@pytest.mark.parametrize("number", ["300", "301"])
def test_what_the_disk_refuses_is_told(project: Path, number: str) -> None:
    build(project, 1)
    (project / "templates/own.html").write_text(TEMPLATE.replace("<p>", "<p class=new>"))
    old = tree(project / "site")

    status, out, error = build(project, 2, "long", number)

    assert (status, error) == (1, "")
    assert "cannot be written: File name too long" in out
    assert {path: content for path, content in tree(project / "site").items() if path in old}.keys() == old.keys()


@pytest.mark.parametrize("number", ["300", "301"])
def test_a_fault_of_ours_shows_where_it_is(project: Path, number: str) -> None:
    status, _, error = build(project, 2, "break", number)

    assert status == 1
    assert f"ZeroDivisionError: {number}" in error
    assert not (project / "site").exists()


def test_a_process_that_is_killed_stops_the_build_and_leaves_the_site(project: Path) -> None:
    build(project, 1)
    old = tree(project / "site")
    (project / "templates/own.html").write_text(TEMPLATE.replace("<p>", "<p class=new>"))

    status, out, error = build(project, 2, "die", *map(str, range(250, 400)))

    assert (status, error) == (1, "")
    assert "one of the processes that made pages died (signal 9)" in out
    assert tree(project / "site") == old
    assert build(project, 2)[0] == 0
    assert len(list((project / "site/pages").iterdir())) == 400


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="looks for processes in /proc")
@pytest.mark.parametrize("kill", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
@pytest.mark.parametrize("whole_group", [True, False])
def test_nothing_runs_on_behind_a_stopped_build(project: Path, kill: signal.Signals, whole_group: bool) -> None:
    process = start(project, 2, "held")
    ids = wait_for_two(project)

    (os.killpg if whole_group else os.kill)(process.pid, kill)
    (project / "go-on").touch()
    _, error = process.communicate(timeout=120)

    assert len(ids) == 2
    assert process.returncode == (130 if kill == signal.SIGINT else -kill)
    assert "Traceback" not in error
    assert all_gone(ids)
    assert not (project / "site").exists()
    assert build(project, 2)[0] == 0
    assert len(list((project / "site/pages").iterdir())) == 400


def test_the_next_build_waits_for_what_a_killed_one_left_running(project: Path) -> None:
    process = start(project, 2, "held")
    wait_for_two(project)

    process.kill()
    process.wait()
    following = start(project, 2)
    time.sleep(1)
    (project / "go-on").touch()
    following.communicate(timeout=120)

    assert following.returncode == 0
    assert len(list((project / "site/pages").iterdir())) == 400
