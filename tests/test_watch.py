"""Watched folders: what the builder follows may change while the system tells of changes."""

import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from watchdog.events import FileModifiedEvent

from briefgen.watch import Watch


@pytest.fixture
def hasty() -> Iterator[None]:
    """Threads take turns as often as they can."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


@pytest.mark.usefixtures("hasty")
def test_folders_come_and_go_while_changes_are_told(tmp_path: Path) -> None:
    folders = [tmp_path / str(number) for number in range(8)]
    for folder in folders:
        folder.mkdir()
    faults: list[RuntimeError] = []
    followed = threading.Event()
    change = FileModifiedEvent(str(tmp_path / "elsewhere/file.txt"))

    def tell() -> None:
        try:
            while not followed.is_set():
                watch.dispatch(change)
        except RuntimeError as fault:
            faults.append(fault)

    with Watch(tmp_path, set()) as watch:
        teller = threading.Thread(target=tell)
        teller.start()
        for number in range(30):
            watch.follow(set(folders[number % 2 :: 2]))
        followed.set()
        teller.join()

    assert faults == []


def test_a_folder_that_goes_while_it_is_looked_at_is_no_fault(tmp_path: Path) -> None:
    class Vanishing(type(tmp_path)):  # type: ignore[misc]
        def stat(self, *, follow_symlinks: bool = True) -> os.stat_result:
            seen = super().stat(follow_symlinks=follow_symlinks)
            self.rmdir()
            return seen

    (tmp_path / "content").mkdir()
    with Watch(tmp_path, set()) as watch:
        watch.follow({Vanishing(tmp_path / "content")})
