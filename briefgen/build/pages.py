"""Planned pages and static files to staged files: only what differs from the output folder is rendered and written."""

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import NamedTuple

from briefgen.build.traces import Noted, Traces, ready_noted
from briefgen.errors import BriefgenError, Problem
from briefgen.fingerprints import digest
from briefgen.later import Content, Old
from briefgen.publish import Stage, Staged, check_path
from briefgen.records import Page
from briefgen.render import Renderer, page_path
from briefgen.scan import Stamp, packed, stamp
from briefgen.store import KeptFile

__all__ = ["Made", "Shelf", "make_page", "make_static", "no_two_alike"]


class Made(NamedTuple):
    """A file of the site as it should be. `staged` is None where the output folder holds these bytes already."""

    path: str
    key: bytes
    digest: bytes
    staged: Staged | None = None
    noted: Noted | None = None  # how its view was made
    layout: bytes = b""  # how its entries were laid


@dataclass(frozen=True, slots=True)
class Shelf:
    """The output folder: what was kept about it, and what lies there now."""

    folder: str
    kept: dict[str, KeptFile]
    is_new: bool = False  # there is no such folder yet
    layout: Callable[[str], bytes] = lambda path: b""  # of a file by its path, as it was laid last

    def found(self, path: str) -> Stamp | None:
        return None if self.is_new else stamp(f"{self.folder}/{path}")

    def intact(self, path: str) -> KeptFile | None:
        """What is known of a file that nobody touched since it was written."""
        kept = self.kept.get(path)
        found = self.found(path) if kept else None
        return kept if kept and found and kept.stamp == packed(found) else None

    def holds(self, path: str, content: bytes) -> bool:
        found = self.found(path)
        return found is not None and found.size == len(content) and self.read(path) == content

    def old(self, path: str) -> Old:
        """The file as pages may be cut from it."""
        kept = self.intact(path)
        if kept is None:
            return Old()
        return Old(kept.digest, partial(self.layout, path), lambda: self.read(path) or b"")

    def read(self, path: str) -> bytes | None:
        target = Path(self.folder, path)
        return target.read_bytes() if target.is_file() and not target.is_symlink() else None


def make_page(page: Page, renderer: Renderer, shelf: Shelf, stage: Stage, traces: Traces | None = None) -> Made:
    """Render the page where its key is new; else it is as it was. With traces its view is made where they cannot tell.

    What is made is noted for the traces."""
    path = check_path(page_path(page.url))
    before = shelf.intact(path)
    basis = traces.basis(path, page, renderer.closure(page.template)) if traces else b""
    if traces and (key := traces.key(path, page, basis)) and before and before.key == key:
        return Made(path, key, before.digest)
    page, noted = ready_noted(page, basis, shelf.old)
    key = renderer.key(page)
    if isinstance(page.view, Content):
        return _made_of(path, key, page.view, before, shelf, stage)
    if before and before.key == key:
        return Made(path, key, before.digest, noted=noted)
    return _made(path, key, renderer.file(page).content, before, shelf, stage)._replace(noted=noted)


def make_static(
    folders: Iterable[Path], shelf: Shelf, stage: Stage, files: dict[Path, dict[str, Stamp]]
) -> Iterator[Made]:
    """Copy the files of the static folders; of two with one name, the first folder's."""
    seen: set[str] = set()
    for folder in folders:
        for path, seen_as in files[folder].items():
            if path in seen:
                continue
            seen.add(path)
            key = digest(b"static", packed(seen_as))
            before = shelf.intact(path)
            if before and before.key == key:
                yield Made(path, key, before.digest)
            else:
                yield _made(check_path(path), key, (folder / path).read_bytes(), before, shelf, stage)


def no_two_alike(made: Iterable[Made]) -> Iterator[Made]:
    """Pass the files on. Raises BriefgenError where two have one path, on a file system that folds case too."""
    seen: dict[str, str] = {}
    for file in made:
        other = seen.setdefault(_folded(file.path), file.path)
        if other is not file.path:
            raise BriefgenError(Problem(file.path, f"two pages or files want this place, the other as {other}"))
        yield file


def _folded(path: str) -> str:
    """As a file system tells names apart that folds case and composes letters."""
    return path.lower() if path.isascii() else unicodedata.normalize("NFC", path).casefold()


def _made_of(path: str, key: bytes, view: Content, before: KeptFile | None, shelf: Shelf, stage: Stage) -> Made:
    if view.content is None:
        return Made(path, key, view.digest, layout=view.layout)
    return _made(path, key, view.content, before, shelf, stage, view.digest)._replace(layout=view.layout)


def _made(
    path: str,
    key: bytes,
    content: bytes,
    before: KeptFile | None,
    shelf: Shelf,
    stage: Stage,
    known: bytes = b"",
) -> Made:
    """`before`: what is known of the file that lies there intact; `known`: the content's digest, where it is."""
    made = known or digest(content)
    same = before.digest == made if before else shelf.holds(path, content)
    return Made(path, key, made, None if same else stage.put(path, content))
