"""What happens to disks and files while a site is built: full, gone, changed under our hands. Real file systems."""

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from briefgen.build.executor import LocalExecutor
from briefgen.errors import BriefgenError
from tests.previews import until
from tests.sites import FLOOD, TALKS, Project, tree
from tests.test_crash import children

pytestmark = [pytest.mark.model, pytest.mark.slow]
REPOSITORY = Path(__file__).parent.parent
COMMAND = [sys.executable, "-m", "briefgen"]


@pytest.fixture
def project(tmp_path: Path, analysts: LocalExecutor) -> Project:
    project = Project(tmp_path / "project", analysts)
    project.write("content/talks.txt", TALKS)
    project.write("content/flood.txt", FLOOD)
    return project


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of two megabytes, as full as `fill` makes it."""
    place = tmp_path / "disk"
    place.mkdir()
    mounting = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(place)]
    if os.name != "posix" or subprocess.run(mounting, capture_output=True, check=False).returncode:
        pytest.skip("no disk can be mounted here")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def fill(disk: Path) -> Path:
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file, suppress(OSError):  # no space left
        while True:
            file.write(b"x" * 4_096)
    return filler


def test_a_full_disk_is_told_and_leaves_the_old_site_whole(project: Project, small_disk: Path) -> None:
    settings = project.with_output(str(small_disk / "site"))
    project.build(settings)
    before = tree(small_disk / "site")
    filler = fill(small_disk)
    for number in range(8):
        project.write(f"content/more{number}.txt", TALKS.replace("Talks", f"Talks {number}"))

    with pytest.raises(BriefgenError, match=r"(?i)no space left"):
        project.build(settings)

    after = tree(small_disk / "site")
    assert all(content in (before.get(path), None) or path not in before for path, content in after.items())
    assert before.keys() <= after.keys()
    filler.unlink()
    project.build(settings)
    made = {path: content for path, content in tree(small_disk / "site").items() if path != ".briefgen-files"}
    expected = {path: content for path, content in project.clean_site().items() if path != ".briefgen-files"}
    assert made == expected


def test_a_full_disk_under_the_store_is_told(project: Project, small_disk: Path) -> None:
    (project.root / ".briefgen").symlink_to(small_disk)
    project.build()
    filler = fill(small_disk)
    project.write("content/more.txt", TALKS.replace("April", "May"))

    with pytest.raises(BriefgenError):
        project.build()

    filler.unlink()
    project.build()
    assert project.site() == project.clean_site()


def test_a_content_folder_that_vanished_leaves_the_site(project: Project) -> None:
    project.build()
    before = project.site()
    shutil.move(project.root / "content", project.root / "elsewhere")

    with pytest.raises(BriefgenError, match="content"):
        project.build()

    assert project.site() == before
    shutil.move(project.root / "elsewhere", project.root / "content")
    project.build()
    assert project.site() == before


def test_a_file_that_grows_while_it_is_read_is_read_whole_in_the_end(project: Project) -> None:
    growing, ended = project.root / "content/growing.txt", threading.Event()

    def grow() -> None:
        with growing.open("a", encoding="utf-8") as file:
            file.write("Title: It grows\nDate: 2026-03-07\n\n")
            for number in range(400):
                file.write(f"The dam at Brenn held for day {number}. ")
                file.flush()
                time.sleep(0.002)
        ended.set()

    writer = threading.Thread(target=grow)
    writer.start()
    while not ended.is_set():
        project.build()
    writer.join()
    project.build()

    assert project.site() == project.clean_site()
    assert b"It grows" in project.site()["index.html"]


@pytest.mark.parametrize("stamp", [0, 4_000_000_000], ids=["1970", "2096"])
def test_a_clock_that_jumps_hides_no_edit(project: Project, stamp: int) -> None:
    file = project.root / "content/talks.txt"
    os.utime(file, (stamp, stamp))
    project.build()
    file.write_text(TALKS.replace("Mara Veldin", "Mara Holdin"), "utf-8")
    os.utime(file, (stamp, stamp))

    project.build()

    assert b"Mara Holdin" in project.site()["index.html"]
    assert project.site() == project.clean_site()


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks for processes in /proc")
@pytest.mark.parametrize("name", ["SIGHUP", "SIGTERM", "SIGINT"])
def test_a_terminal_that_is_closed_harms_nothing(project: Project, name: str) -> None:
    project.build()
    for number in range(6):
        project.write(f"content/more{number}.txt", TALKS.replace("April", f"April {number}"))
    process = subprocess.Popen(
        [*COMMAND, "build", str(project.root)], cwd=REPOSITORY, stderr=subprocess.PIPE, text=True
    )
    assert until(lambda: children(process.pid))  # the analysis has begun
    process.send_signal(getattr(signal, name))
    _, told = process.communicate(timeout=60)

    assert "Traceback" not in told
    project.build()
    assert project.site() == project.clean_site()


# ---------------------------------------------------------------- years of builds


def check_builds(project: Project, builds: int) -> None:
    store = project.root / ".briefgen/store.sqlite"
    early = 0
    for number in range(builds):
        project.write("content/talks.txt", TALKS.replace("Ostrel", f"Ostrel{number % 7}"))
        project.write(f"content/new{number % 3}.txt", FLOOD.replace("Brenn", f"Brenn{number % 5}"))
        (project.root / f"content/new{(number + 1) % 3}.txt").unlink(missing_ok=True)
        project.build()
        if number == builds // 4:
            early = store.stat().st_size
    assert store.stat().st_size <= 1.5 * early
    assert project.site() == project.clean_site()


def test_the_store_does_not_grow_with_the_builds(project: Project) -> None:
    check_builds(project, 16)


@pytest.mark.long
def test_the_store_does_not_grow_over_a_thousand_builds(project: Project) -> None:
    check_builds(project, 1_000)
