"""Planned pages to the output folder: keyed, rendered where new, staged, then swapped in; what lies there is kept."""

import os
from collections.abc import Iterable
from itertools import chain
from pathlib import Path

from briefgen.build.inputs import Inputs
from briefgen.build.pages import Made, Shelf, make_pages, make_static, no_two_alike
from briefgen.errors import BriefgenError, Problem
from briefgen.publish import Stage, publish
from briefgen.records import Page, Published
from briefgen.render import Renderer
from briefgen.scan import packed, scan, stamp_of
from briefgen.store import KeptFile, Store

__all__ = ["put_out"]


def put_out(pages: Iterable[Page], inputs: Inputs, store: Store, waiting: Path) -> Published:
    """Make the site of these pages and the static files. Raises BriefgenError with the folder untouched."""
    shelf = Shelf(inputs.output, store.files(inputs.folder), scan(inputs.output, hidden=True))
    try:
        stage = Stage(waiting)
        renderer = Renderer(list(inputs.templates))
        rendered = make_pages(pages, renderer, shelf, stage)
        made = list(no_two_alike(chain(rendered, make_static(inputs.statics, shelf, stage, inputs.files))))
        staged = [file.staged for file in made if file.staged]
        published = publish(staged, (file.path for file in made if not file.staged), inputs.output)
    except OSError as error:
        where = str(error.filename or inputs.output)
        raise BriefgenError(Problem(where, f"cannot be written: {error.strerror}", "the old site stays")) from error
    _remember(made, shelf, store, inputs.folder)
    return published


def _remember(made: list[Made], shelf: Shelf, store: Store, folder: str) -> None:
    new = [_kept(file, shelf) for file in made]
    changed = [file for file in new if shelf.kept.get(file.path) != file]
    store.keep_files(folder, changed, shelf.kept.keys() - {file.path for file in made})


def _kept(file: Made, shelf: Shelf) -> KeptFile:
    found = shelf.found.get(file.path) if file.staged is None else None
    now = found or stamp_of(os.stat(shelf.folder / file.path))
    return KeptFile(file.path, file.key, file.digest, packed(now))
