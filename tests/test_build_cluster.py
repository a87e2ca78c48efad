"""Analysis on a real Dask scheduler with two workers in processes of their own; one is killed half-way."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from briefgen.build import Options, Step
from briefgen.build import cluster as analysis
from briefgen.build.session import Session
from briefgen.config import load_settings
from briefgen.errors import BriefgenError
from briefgen.records import Report
from briefgen.store import Store
from tests.previews import SOON
from tests.servers import free_port, wait_for
from tests.sites import TALKS, tree

pytestmark = [
    pytest.mark.model,
    pytest.mark.slow,
    pytest.mark.skipif(find_spec("distributed") is None, reason="Dask is not installed"),
]
REPOSITORY = Path(__file__).parent.parent
ARTICLES = 60


class Cluster:
    def __init__(self) -> None:
        self.port = free_port()
        self.address = f"tcp://127.0.0.1:{self.port}"
        self.scheduler = dask("scheduler", "--host", "127.0.0.1", "--port", str(self.port), "--no-dashboard")
        self.workers = [self.worker() for _ in range(2)]
        wait_for(self.port, SOON)

    def worker(self) -> "subprocess.Popen[bytes]":
        arguments = ("--nthreads", "1", "--no-nanny", "--no-dashboard", "--host", "127.0.0.1")
        return dask("worker", self.address, *arguments)

    def stop(self) -> None:
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.wait()


def dask(*arguments: str) -> "subprocess.Popen[bytes]":
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY), "DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "10s"}
    command = [sys.executable, "-m", "dask", *arguments]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)


@pytest.fixture
def cluster(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cluster]:
    monkeypatch.chdir(tmp_path)
    running = Cluster()
    yield running
    running.stop()


def project(root: Path) -> Path:
    (root / "content").mkdir(parents=True)
    for number in range(ARTICLES):
        text = (
            TALKS.replace("April", f"April {number + 1}") + f"\nThe talks went on. She spoke of {number} boats.\n" * 20
        )
        (root / f"content/{number:03}.txt").write_text(text, "utf-8")
    return root


def build(root: Path, scheduler: str = "", told: object = None) -> Report:
    with Session(root, Options(scheduler=scheduler)) as session:
        return session.build(load_settings(root), told or (lambda step: None))  # type: ignore[arg-type]


def test_a_killed_worker_loses_nothing_and_nothing_comes_twice(cluster: Cluster, tmp_path: Path) -> None:
    killed: list[int] = []
    seen: list[int] = []

    def kill_one(step: Step) -> None:
        if step.stage == "analyse":
            seen.append(step.done)
            if step.done and not killed:
                cluster.workers[0].send_signal(signal.SIGKILL)
                killed.append(step.done)

    remote = project(tmp_path / "remote")
    report = build(remote, cluster.address, kill_one)

    assert killed
    assert killed[0] < ARTICLES
    assert (report.analysed, report.failed) == (ARTICLES, 0)
    assert seen == sorted(seen)
    assert seen[-1] == ARTICLES  # counted once each
    with Store(remote / ".briefgen/store.sqlite") as store:
        assert store.counts()["findings"] == ARTICLES
    here = project(tmp_path / "here")
    build(here)
    assert tree(here / "site") == tree(remote / "site")


@pytest.mark.parametrize(
    ("gone", "pause", "told"),
    [
        ("scheduler", 0, "scheduler was lost"),
        ("workers", 0, "no worker is left"),
        ("workers", 3, "no worker is left"),  # with them goes what they have done and was not asked for yet
    ],
)
def test_a_cluster_that_goes_half_way_is_told_and_what_is_done_is_kept(
    cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, gone: str, pause: float, told: str
) -> None:
    monkeypatch.setattr(analysis, "DESERTED", 2.0)
    monkeypatch.setattr(analysis, "PATIENCE", "2s")
    done: list[int] = []

    def kill(step: Step) -> None:
        if step.stage == "analyse" and step.done and not done:
            time.sleep(pause)
            for process in [cluster.scheduler] if gone == "scheduler" else cluster.workers:
                process.kill()
            done.append(step.done)

    root = project(tmp_path / "project")
    with pytest.raises(BriefgenError, match=told) as fault:
        build(root, cluster.address, kill)

    assert cluster.address in str(fault.value)
    with Store(root / ".briefgen/store.sqlite") as store:
        assert done[0] <= store.counts()["findings"] < ARTICLES


def test_a_scheduler_that_is_not_there_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(analysis, "PATIENCE", "1s")
    root = project(tmp_path / "project")
    started = time.monotonic()

    with pytest.raises(BriefgenError, match="no Dask scheduler answers there"):
        build(root, f"tcp://127.0.0.1:{free_port()}")
    assert time.monotonic() - started < 60
