"""Folders watched: a burst of changes on disk becomes one call, after it is over.

Events only say that something changed; what changed is found by looking at the files. So editors that save by
swapping files, moved folders and lost events all come out right.
"""

import errno
import os
import stat
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch
from watchdog.observers.polling import PollingObserver

from briefgen.errors import BriefgenError, Problem
from briefgen.scan import is_litter

__all__ = ["Watch"]

QUIET = 0.02  # seconds without an event that end a burst
PATIENCE = 0.5  # seconds after which a burst that goes on is acted on all the same
POLL = 1.0  # seconds between two looks where the system sends no events
TELLING = {"created", "modified", "moved", "deleted"}  # "opened" and "closed" come from reading too


class Watch(FileSystemEventHandler):
    """Watches the folders it follows with all below them, and in the root the files and folders of these names.

    `polling` replaces the system's events by looking again and again: for network disks."""

    def __init__(self, root: Path, names: set[str], *, polling: bool = False) -> None:
        self._root, self._names = os.path.realpath(root), names
        self._followed: dict[str, tuple[int, ObservedWatch]] = {}  # folder: its inode, since it may be replaced
        self._changed, self._ended, self._last = threading.Event(), False, 0.0
        self._observer: BaseObserver = PollingObserver(timeout=POLL) if polling else Observer()

    def __enter__(self) -> "Watch":
        with _told_limits():
            self._observer.schedule(self, self._root)
            self._observer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.end()
        self._observer.stop()
        self._observer.join(timeout=2)

    def follow(self, folders: set[Path]) -> None:
        """Watch these folders from now on, those that exist; one that comes later is seen in the root."""
        wanted = {os.path.realpath(folder): inode for folder in folders if (inode := _inode(folder))}
        followed = {folder: seen for folder, seen in self._followed.items() if wanted.get(folder) == seen[0]}
        for folder in self._followed.keys() - followed.keys():
            with suppress(KeyError):  # the system dropped it with the folder
                self._observer.unschedule(self._followed[folder][1])
        try:
            for folder in wanted.keys() - followed.keys():
                with _told_limits(), suppress(FileNotFoundError):  # gone since
                    followed[folder] = wanted[folder], self._observer.schedule(self, folder, recursive=True)
        finally:
            self._followed = followed  # in one step: the observer's thread looks through it meanwhile

    def wait(self) -> bool:
        """Wait for a burst of changes to end; False when the watch has ended."""
        self._changed.wait()
        begun = time.monotonic()
        while not self._ended and (left := self._last + QUIET - time.monotonic()) > 0:
            if time.monotonic() - begun > PATIENCE:
                break
            time.sleep(left)
        self._changed.clear()  # what comes from here on is another burst
        return not self._ended

    def pending(self) -> bool:
        """True when something changed since the last burst: `wait` would not wait long."""
        return self._changed.is_set()

    def end(self) -> None:
        """Make `wait` return False."""
        self._ended = True
        self._changed.set()

    def dispatch(self, event: FileSystemEvent) -> None:
        """Called by the observer's thread for each event."""
        if event.is_directory and event.event_type == "modified":  # told of what changed inside it, too
            return
        paths = (os.fsdecode(path) for path in (event.src_path, event.dest_path) if path)
        if event.event_type in TELLING and any(map(self._matters, paths)):
            self._last = time.monotonic()
            self._changed.set()

    def _matters(self, path: str) -> bool:
        folder, name = os.path.split(path)
        if folder == self._root:
            return name in self._names
        return not is_litter(name) and any(path.startswith(f + os.sep) or path == f for f in self._followed)


def _inode(folder: Path) -> int:
    """A folder's inode; 0 where there is no such folder."""
    try:
        seen = folder.stat()
    except OSError:
        return 0
    return seen.st_ino if stat.S_ISDIR(seen.st_mode) else 0


@contextmanager
def _told_limits() -> Iterator[None]:
    """Say what to do about the system's limits on watched files."""
    try:
        yield
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EMFILE, errno.ENFILE):
            raise
        mend = "use --poll, or raise fs.inotify.max_user_watches"
        raise BriefgenError(Problem("watching", f"the system watches no more files: {error.strerror}", mend)) from error
