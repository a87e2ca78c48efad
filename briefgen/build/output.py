"""Planned pages to the output folder: keyed, rendered where new, staged, then swapped in; what lies there is kept."""

from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from briefgen.build.inputs import Inputs
from briefgen.build.layouts import Layouts
from briefgen.build.pages import Made, Shelf, make_page, make_static, no_two_alike
from briefgen.build.traces import Traces
from briefgen.build.turns import make_in_turns
from briefgen.errors import BriefgenError, Problem
from briefgen.publish import Stage, publish
from briefgen.records import Page, Published
from briefgen.render import Renderer
from briefgen.scan import packed, stamp
from briefgen.store import KeptFile, Store

__all__ = ["Shown", "put_out"]

TRACES = "traces"  # the store's fact


@dataclass(frozen=True, slots=True)
class Shown:
    """The site as it was put out: what the next build of a session goes on from."""

    published: Published
    renderer: Renderer
    looks: bytes
    files: dict[str, KeptFile]
    traces: Traces | None  # of its pages; None: they are in the store
    layouts: Layouts

    def keep(self, store: Store) -> None:
        """Keep what only the next process needs: a session has it in hand."""
        if self.traces and (unkept := self.traces.unkept()):
            store.keep_facts({TRACES: unkept})
        self.layouts.keep()


def put_out(
    pages: Iterable[Page],
    inputs: Inputs,
    store: Store,
    waiting: Path,
    before: Shown | None,
    *,
    rest_stays: bool = False,
    processes: Callable[[], int] = lambda: 1,
    state: bytes = b"",
) -> Shown:
    """Make the site of these pages and the static files. Raises BriefgenError with the folder untouched.

    With `rest_stays` these are not all pages: the others are left as they are. `processes`: how many may make them;
    `state`: of what views rest on beside the briefing (`traces.state_of`)."""
    renderer = before.renderer if before and before.looks == inputs.looks else Renderer(list(inputs.templates))
    kept = before.files if before else store.files(inputs.folder)
    last = before.traces if before else None
    traces = None if rest_stays else Traces(b"" if last else store.fact(TRACES), state, last)
    layouts = before.layouts if before else None
    if layouts is None or (layouts.state != state and not rest_stays):
        layouts = Layouts(store, state)
    try:
        stage = Stage(waiting, output=inputs.output)
        shelf = Shelf(inputs.folder, kept, is_new=stage.tree is not None, layout=layouts.of)

        def make(page: Page) -> Made:
            return make_page(page, renderer, shelf, stage, traces)

        def copied(number: int) -> Callable[[Page], Made]:
            own = stage.beside(f"{number}-")
            return lambda page: make_page(page, renderer, shelf, own, traces)

        with closing(make_in_turns(pages, make, copied, processes)) as rendered:
            every = chain(rendered, make_static(inputs.statics, shelf, stage, inputs.files))
            made = [_taken(file, traces) for file in no_two_alike(every)]
        made += _others(made, shelf) if rest_stays else []
        staged = [file.staged for file in made if file.staged]
        unchanged = (file.path for file in made if not file.staged)
        published = publish(staged, unchanged, inputs.output, tree=stage.tree)
    except OSError as error:
        where = str(error.filename or inputs.output)
        raise BriefgenError(Problem(where, f"cannot be written: {error.strerror}", "the old site stays")) from error
    files = _remembered(made, shelf, store)
    for file in made:
        if file.layout:
            layouts.take(file.path, file.layout)
    if traces:
        traces.settle(files)
    return Shown(published, renderer, inputs.looks, files, traces or last, layouts)


def _taken(file: Made, traces: Traces | None) -> Made:
    """The file; how its view was made is the traces' now."""
    if not traces or not file.noted:
        return file
    traces.take(file.path, file.key, file.noted)
    return file._replace(noted=None)


def _others(made: list[Made], shelf: Shelf) -> list[Made]:
    seen = {file.path for file in made}
    return [Made(path, kept.key, kept.digest) for path, kept in shelf.kept.items() if path not in seen]


def _remembered(made: list[Made], shelf: Shelf, store: Store) -> dict[str, KeptFile]:
    """Keep what is known of the files now; the store hears of those that differ."""
    files = {file.path: _kept(file, shelf) for file in made}
    changed = {path for path, file in files.items() if shelf.kept.get(path) is not file}
    store.keep_files(shelf.folder, files, changed | (shelf.kept.keys() - files.keys()))
    return files


def _kept(file: Made, shelf: Shelf) -> KeptFile:
    before = shelf.kept.get(file.path)
    if before and not file.staged and before.key == file.key:
        return before
    found = stamp(f"{shelf.folder}/{file.path}")
    return KeptFile(file.path, file.key, file.digest, packed(found) if found else b"")
