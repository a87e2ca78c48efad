"""What lies on disk: a folder in, its files out, each with a stamp that changes when its content does."""

import os
from collections.abc import Iterator
from pathlib import Path
from struct import Struct
from typing import NamedTuple

__all__ = ["Stamp", "is_litter", "packed", "scan", "stamp", "stamp_of"]

LITTER_ENDS = ("~", ".swp", ".swo", ".swx", ".bck", ".tmp", ".part", ".crdownload", "___jb_tmp___", "___jb_old___")
LITTER_NAMES = {"4913", "Thumbs.db", "desktop.ini", "__pycache__"}  # vim tries a file named 4913 before it saves

YOUNG = 100_000_000  # nanoseconds: a file this fresh may change again within one tick of the file system's clock
STAMP = Struct("<qqqQ")


class Stamp(NamedTuple):
    """Equal stamps mean equal content. The time of change and the inode see an edit that restores time and size."""

    modified: int
    changed: int
    size: int
    inode: int


def scan(folder: Path, *, hidden: bool = False) -> dict[str, Stamp]:
    """Stamp every file below `folder` by its path there, sorted; links that lead out of it are left out."""
    try:
        root = os.path.realpath(folder)
        return dict(sorted(_files(root, root, "", hidden)))
    except FileNotFoundError:
        return {}


def stamp(path: Path | str) -> Stamp | None:
    """Stamp one file; None where there is none."""
    try:
        return stamp_of(os.stat(path))
    except OSError:
        return None


def stamp_of(status: os.stat_result) -> Stamp:
    return Stamp(status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino)


def packed(stamp: Stamp, now: int | None = None) -> bytes:
    """A stamp as it is kept; empty where the file was too young at `now` for its stamp to be trusted."""
    young = now is not None and max(stamp.modified, stamp.changed) >= now - YOUNG
    return b"" if young else STAMP.pack(*stamp)


def is_litter(name: str) -> bool:
    """True for what editors and systems leave beside the files that are meant: swap, backup and hidden files."""
    return name.startswith((".", "#")) or name.endswith(LITTER_ENDS) or name in LITTER_NAMES


def _files(root: str, folder: str, below: str, hidden: bool) -> Iterator[tuple[str, Stamp]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if is_litter(entry.name) and not hidden:
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from _files(root, entry.path, f"{below}{entry.name}/", hidden)
            elif found := _file(root, entry):
                yield below + entry.name, found


def _file(root: str, entry: "os.DirEntry[str]") -> Stamp | None:
    """The stamp of a file, or of the file inside `root` that a link means. A folder behind a link is not entered."""
    if entry.is_symlink() and not os.path.realpath(entry.path).startswith(root + os.sep):
        return None
    try:
        return stamp_of(entry.stat()) if entry.is_file() else None
    except OSError:  # gone since it was listed
        return None
