"""Killed at any instant: no torn file, nothing of ours lost, and the next build equals a clean one. Real processes."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from briefgen.build.executor import LocalExecutor
from tests.sites import FLOOD, TALKS, Project, tree

pytestmark = [pytest.mark.model, pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs kill -9")]
REPOSITORY = Path(__file__).parent.parent
COMMAND = [sys.executable, "-m", "briefgen"]


def write_state(project: Project, state: int) -> None:
    """One of two states of the content; their findings are kept, so that a build is all writing."""
    for number in range(12):
        text = (TALKS if (number + state) % 2 else FLOOD).replace("Tags: talks", f"Tags: tag{state}")
        project.write(f"content/{number}.txt", text.replace("Title: ", f"Title: {number} of {state}: "))
    project.write("static/logo.svg", "<svg/>" * (1 + state * 50_000))
    for number in range(20):
        extra = project.root / f"static/extra{number}-{state}.txt"
        extra.write_text(f"{state}" * 10_000)
        (project.root / f"static/extra{number}-{1 - state}.txt").unlink(missing_ok=True)


@pytest.fixture
def project(tmp_path: Path, analysts: LocalExecutor) -> Project:
    return Project(tmp_path / "project", analysts)


def kill_builds(project: Project, kills: int) -> None:
    chance = random.Random(7)
    sites = []
    for state in (0, 1):
        write_state(project, state)
        project.build()
        sites.append(project.site())
    longest = timed_build(project)
    for number in range(kills):
        write_state(project, number % 2)
        process = subprocess.Popen([*COMMAND, "build", str(project.root), "--quiet"], cwd=REPOSITORY)
        time.sleep(chance.random() * longest * 1.1)
        process.send_signal(signal.SIGKILL)
        process.wait()
        check_nothing_torn(project, sites)
    project.build()
    assert project.site() == project.clean_site()


def timed_build(project: Project) -> float:
    write_state(project, 0)
    started = time.monotonic()
    subprocess.run([*COMMAND, "build", str(project.root), "--quiet"], cwd=REPOSITORY, check=True)
    return time.monotonic() - started


def check_nothing_torn(project: Project, sites: list[dict[str, bytes]]) -> None:
    ours = set(project.site()[".briefgen-files"].decode().splitlines())
    for path, content in project.site().items():
        if path.startswith(".briefgen-files"):
            continue
        assert content in [site.get(path) for site in sites], f"{path} is neither the old nor the new one"
        assert path in ours, f"{path} would never be removed"
    with closing(sqlite3.connect(project.root / ".briefgen/store.sqlite")) as store:
        assert store.execute("pragma integrity_check").fetchone() == ("ok",)


def test_builds_killed_at_random(project: Project) -> None:
    kill_builds(project, 8)


@pytest.mark.long
def test_two_hundred_builds_killed_at_random(project: Project) -> None:
    kill_builds(project, 200)


def test_an_analysis_killed_half_way_keeps_what_is_done(project: Project) -> None:
    """Articles long enough for several batches."""
    for number in range(40):
        project.write(f"content/{number}.txt", TALKS.replace("April", f"April {number}") + "\nMore was said. " * 150)
    process = subprocess.Popen([*COMMAND, "build", str(project.root), "--jobs", "1"], cwd=REPOSITORY)
    store = project.root / ".briefgen/store.sqlite"
    while count(store) == 0 and process.poll() is None:
        time.sleep(0.05)
    process.send_signal(signal.SIGKILL)
    process.wait()
    kept = count(store)

    report = project.build()

    assert 0 < kept < 40
    assert report.analysed == 40 - kept


def count(store: Path) -> int:
    if not store.exists():
        return 0
    with closing(sqlite3.connect(store, timeout=10)) as connection:
        try:
            return int(connection.execute("select count(*) from findings").fetchone()[0])
        except sqlite3.OperationalError:  # not laid out yet
            return 0


def test_no_worker_outlives_a_killed_build(project: Project) -> None:
    project.write("content/a.txt", TALKS + "\nMore was said. " * 500)
    process = subprocess.Popen([*COMMAND, "build", str(project.root)], cwd=REPOSITORY)
    workers: list[int] = []
    while not workers and process.poll() is None:
        workers = children(process.pid)
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    process.wait()

    end = time.monotonic() + 60
    while any(map(alive, workers)) and time.monotonic() < end:
        time.sleep(0.1)

    assert workers
    assert not any(map(alive, workers))


def children(pid: int) -> list[int]:
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except FileNotFoundError:
        return []


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{pid}/stat").read_text().split(")")[1].split()[0] != "Z"


def test_an_interrupt_keeps_what_is_done_and_says_so(project: Project) -> None:
    for number in range(40):
        project.write(f"content/{number}.txt", TALKS.replace("April", f"April {number}") + "\nMore was said. " * 150)
    command = [*COMMAND, "build", str(project.root), "--jobs", "1"]
    process = subprocess.Popen(command, cwd=REPOSITORY, stderr=subprocess.PIPE, text=True)
    store = project.root / ".briefgen/store.sqlite"
    while count(store) == 0 and process.poll() is None:
        time.sleep(0.05)

    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=60)

    assert process.returncode == 130
    assert "stopped" in told
    assert "Traceback" not in told
    assert 0 < count(store) < 40


@pytest.mark.long
def test_previews_killed_at_random(project: Project) -> None:
    chance = random.Random(11)
    for state in (0, 1):
        write_state(project, state)
        project.build()
    for number in range(20):
        process = subprocess.Popen([*COMMAND, "serve", str(project.root)], cwd=REPOSITORY, stderr=subprocess.DEVNULL)
        time.sleep(0.3 + chance.random())
        write_state(project, number % 2)
        time.sleep(chance.random() * 0.4)
        process.send_signal(signal.SIGKILL)
        process.wait()
    project.build()

    assert project.site() == project.clean_site()


def kill_deliveries(project: Project, kills: int) -> None:
    """Two states of the site go by turns to a folder; each delivery is killed, the last one is let through."""
    chance = random.Random(13)
    there, sites = project.root.with_name("there"), []
    for state in (0, 1):
        write_state(project, state)
        project.build(project.with_output(f"site{state}"))
        sites.append(project.site(f"site{state}"))
    command = [*COMMAND, "publish", "--project", str(project.root), str(there)]
    for number in range(kills + 1):
        write_output(project, number % 2)
        process = subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.DEVNULL)
        if number < kills:
            time.sleep(0.1 + chance.random() * 0.5)
            process.send_signal(signal.SIGKILL)
        process.wait()
        arrived = {path: content for path, content in tree(there).items() if ".briefgen" not in path}
        for path, content in arrived.items():
            assert content in [site.get(path) for site in sites], f"{path} is neither the old nor the new one"
    assert process.returncode == 0
    assert arrived == {path: content for path, content in sites[kills % 2].items() if ".briefgen" not in path}


def write_output(project: Project, state: int) -> None:
    """The settings say which of the two sites is published."""
    project.write("briefgen.toml", f'output = "site{state}"\n')


def test_deliveries_killed_at_random(project: Project) -> None:
    kill_deliveries(project, 4)


@pytest.mark.long
def test_forty_deliveries_killed_at_random(project: Project) -> None:
    kill_deliveries(project, 40)


def test_a_site_that_cannot_be_written_is_told_and_the_old_one_stays(project: Project) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may write everywhere")
    write_state(project, 0)
    project.build()
    os.chmod(project.root / "site", 0o500)
    write_state(project, 1)

    ran = subprocess.run(
        [*COMMAND, "build", str(project.root)], cwd=REPOSITORY, capture_output=True, text=True, check=False
    )

    os.chmod(project.root / "site", 0o700)
    assert ran.returncode == 1
    assert "cannot be written" in ran.stderr
    assert "Traceback" not in ran.stderr
