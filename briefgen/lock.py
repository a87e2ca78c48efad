"""One build at a time: a lock that the system drops when its holder dies, and that names the holder."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from briefgen.errors import BriefgenError, Problem

__all__ = ["locked"]

FAR = 1 << 30  # Windows locks a byte far behind the text, which others may then read


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock file. Raises BriefgenError naming the other process where one holds it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "a+", encoding="ascii") as file:
        if not _taken(file.fileno()):
            file.seek(0)
            holder = file.read().strip() or "unknown"
            mend = "wait for it, or stop it"
            raise BriefgenError(Problem(str(path), f"another build is running here, process {holder}", mend))
        file.truncate(0)
        file.write(f"{os.getpid()}\n")
        file.flush()
        yield


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
