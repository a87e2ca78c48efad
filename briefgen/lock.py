"""One build at a time: a lock that the system drops when its holder dies, and that names the holder."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from briefgen.errors import BriefgenError, Problem

__all__ = ["locked"]

PATIENCE = 10.0  # seconds for the copies of a killed build to end
SHORT = 0.02
FAR = 1 << 30  # Windows locks a byte far behind the text, which others may then read


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock file. Raises BriefgenError naming the other process where one holds it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    last = time.monotonic() + PATIENCE
    with open(path, "a+", encoding="ascii") as file:
        while not _taken(file.fileno()):
            file.seek(0)
            holder = file.read().strip() or "unknown"
            if _ended(holder) and time.monotonic() < last:
                time.sleep(SHORT)
                continue
            mend = "wait for it, or stop it"
            raise BriefgenError(Problem(str(path), f"another build is running here, process {holder}", mend))
        file.truncate(0)
        file.write(f"{os.getpid()}\n")
        file.flush()
        yield


def _ended(holder: str) -> bool:
    """Whether the holder was killed: its copies, which share the lock, are about to end too."""
    if sys.platform == "win32" or not holder.isdigit():
        return False
    try:
        os.kill(int(holder), 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False


def _taken(handle: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(handle, FAR, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
