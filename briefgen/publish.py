"""The output folder equals the files: changed ones swapped in whole, stale ones of ours removed, others never touched.

A list in the folder names the files that are ours. It always names at least those there are, whenever we are killed.
"""

import errno
import os
import re
import shutil
import stat
from collections.abc import Iterable
from copy import copy
from pathlib import Path
from typing import NamedTuple

from briefgen.errors import BriefgenError, Problem
from briefgen.records import Published

__all__ = ["MANIFEST", "Stage", "Staged", "check_path", "owned", "publish"]

MANIFEST = ".briefgen-files"
HEADING = "# The files that briefgen made here, and may remove; it touches no others."
NEW = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
CONTROL = re.compile("[\0-\x1f\x7f-\x9f]")
_PART = r'[^/\\:*?"<>|]*[^/\\:*?"<>|. ]'  # no system takes a last dot or space for one; "." and ".." are such, too
SOUND = re.compile(rf"{_PART}(?:/{_PART})*")


class Staged(NamedTuple):
    """A file made but not yet in its place."""

    path: str  # below the output folder
    waiting: str  # where it waits


class Stage:
    """Where files wait until all are made: a fault in a template leaves the output as it is.

    Where there is no `output` folder yet they wait as its tree, which is moved there as one."""

    def __init__(self, folder: Path, name: str = "", output: Path | None = None) -> None:
        self._folder, self._name, self._count = folder, name, 0
        shutil.rmtree(folder / "tree", ignore_errors=True)  # left behind by a build that was killed
        self.tree = folder / "tree" if output and not os.path.lexists(output) else None
        self._shown, self._made = str(output), {""}
        (self.tree or folder).mkdir(parents=True, exist_ok=True)

    def put(self, path: str, content: bytes) -> Staged:
        self._count += 1
        if self.tree:
            _make_folder(str(self.tree), path.rpartition("/")[0], self._made, shown=self._shown)
        waiting = f"{self.tree}/{path}" if self.tree else f"{self._folder}/{self._name}{self._count}"
        _write(waiting, content)
        return Staged(path, waiting)

    def beside(self, name: str) -> "Stage":
        """The same stage for another process, whose files bear this name."""
        other = copy(self)
        other._name, other._count, other._made = name, 0, set(self._made)
        return other

    def clear(self) -> None:
        """Drop what an earlier run left behind."""
        shutil.rmtree(self._folder)
        self._folder.mkdir(parents=True)


def owned(output: Path) -> set[str]:
    """The files of the output folder that an earlier build of ours made."""
    try:
        lines = (output / MANIFEST).read_text("utf-8").splitlines()
    except FileNotFoundError:
        return set()
    return {line for line in lines if line and not line.startswith("#")}


def publish(staged: Iterable[Staged], unchanged: Iterable[str], output: Path, *, tree: Path | None = None) -> Published:
    """Put the staged files in place, keep the unchanged ones, remove the rest of ours.

    `tree`: the folder that all of them wait in, each where it belongs. Raises BriefgenError, with nothing done, where a
    file that is not ours stands in the way."""
    staged, keep = list(staged), set(unchanged)
    wanted = keep | {file.path for file in staged}
    if tree and not keep and _moved_whole(tree, wanted, output):
        return Published(len(staged), changed=frozenset(wanted))
    ours = owned(output)
    _refuse_foreign(staged, ours, output)
    output.mkdir(parents=True, exist_ok=True)
    if wanted - ours:
        _write_manifest(ours | wanted, output)
    gone = sorted(ours - wanted)
    _remove(gone, output)  # first: where a page was, a folder may be wanted now
    _move(staged, output)
    if gone or wanted != ours:
        _write_manifest(wanted, output)
    return Published(len(staged), len(keep), len(gone), frozenset({*gone, *(file.path for file in staged)}))


def check_path(path: str) -> str:
    """The path, if it stays inside the output folder on every system. Raises ValueError."""
    if not SOUND.fullmatch(path):
        raise ValueError(f"not a path for an output file: {path!r}")
    if CONTROL.search(path):
        raise ValueError(f"control character in the path of an output file: {path!r}")
    return path


def _write(target: str, content: bytes) -> None:
    file = os.open(target, NEW, 0o666)
    try:
        written = os.write(file, content)
        while written < len(content):
            written += os.write(file, memoryview(content)[written:])
    finally:
        os.close(file)


def _moved_whole(tree: Path, wanted: set[str], output: Path) -> bool:
    """Whether the tree could be made the output folder: there was none, and it would lie on the same file system."""
    if os.path.lexists(output):
        return False
    _write_manifest(wanted, tree)
    output.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.rename(tree, output)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        return False
    return True


def _refuse_foreign(staged: list[Staged], ours: set[str], output: Path) -> None:
    """A file that we did not make is only taken over when it holds the very bytes that we would write."""
    foreign = [
        Problem(str(output / file.path), "is not from briefgen and would be overwritten", "move it, or choose --output")
        for file in staged
        if file.path not in ours and _is_foreign(file, ours, output)
    ]
    if foreign:
        raise BriefgenError(*foreign)


def _is_foreign(file: Staged, ours: set[str], output: Path) -> bool:
    target = output / file.path
    try:
        mode = os.lstat(target).st_mode
    except (FileNotFoundError, NotADirectoryError):
        return False
    if stat.S_ISLNK(mode):
        return True
    if stat.S_ISDIR(mode):  # left by pages of ours that go now, or someone's
        inside = (path.relative_to(output).as_posix() for path in target.rglob("*") if not path.is_dir())
        return not ours.issuperset(inside)
    return target.read_bytes() != Path(file.waiting).read_bytes()


def _write_manifest(paths: set[str], output: Path) -> None:
    part = output / (MANIFEST + ".part")
    part.write_text("\n".join([HEADING, *sorted(paths)]) + "\n", "utf-8", newline="\n")
    os.replace(part, output / MANIFEST)


def _move(staged: list[Staged], output: Path) -> None:
    made = {""}
    for file in staged:
        _make_folder(str(output), file.path.rpartition("/")[0], made)
        _swap_in(file.waiting, f"{output}/{file.path}")


def _make_folder(output: str, folder: str, made: set[str], *, shown: str = "") -> None:
    """Make a folder for our files, and those above it; `made` are known to be sound. `shown`: what `output` is called.

    Raises BriefgenError where a link leads out or a foreign file stands there."""
    if folder in made:
        return
    _make_folder(output, folder.rpartition("/")[0], made, shown=shown)
    target = f"{output}/{folder}"
    try:
        os.mkdir(target)
    except FileExistsError as error:
        if not os.path.isdir(target):
            named = f"{shown or output}/{folder}"
            raise BriefgenError(Problem(named, "a folder is needed here and a file is in the way")) from error
        if os.path.islink(target) and not Path(target).resolve().is_relative_to(Path(output).resolve()):
            raise BriefgenError(Problem(target, "leads out of the output folder", "remove the link")) from error
    made.add(folder)


def _swap_in(waiting: str, target: str) -> None:
    """Replace the target in one step, from another file system too."""
    try:
        os.replace(waiting, target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        part = f"{target}.part"
        shutil.copyfile(waiting, part)
        os.replace(part, target)
        os.unlink(waiting)


def _remove(paths: list[str], output: Path) -> None:
    """Remove files of ours, and the folders that are empty then."""
    for path in paths:
        (output / path).unlink(missing_ok=True)
    for folder in sorted({path.rpartition("/")[0] for path in paths}, key=len, reverse=True):
        while folder:
            try:
                (output / folder).rmdir()
            except OSError:  # someone's file is in it, or it is gone
                break
            folder = folder.rpartition("/")[0]
