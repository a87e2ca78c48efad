"""What the next build would publish, without publishing it: for `check` and `diff`. Analysis done here is kept."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec

from briefgen.build import STATE, Options, Step
from briefgen.build.inputs import look
from briefgen.build.intake import Changes, article_files, take_in
from briefgen.build.session import Session
from briefgen.config import Settings
from briefgen.fingerprints import analysis_key
from briefgen.later import content_of
from briefgen.lock import locked
from briefgen.records import Briefing, Page, Touched
from briefgen.store import Store

__all__ = ["Review", "data_tables", "review"]

TABLES = ("actors", "quotes", "events", "articles")


@dataclass(frozen=True, slots=True)
class Review:
    """The briefing of the next build; problems of single articles; where the site stands."""

    briefing: Briefing
    warnings: tuple[str, ...]
    output: Path


def review(project: Path, settings: Settings, options: Options, told: Callable[[Step], None]) -> Review:
    """Read, analyse and merge. Nothing of the project is written but the store. Raises BriefgenError."""
    from briefgen.brief import read_out
    from briefgen.build.analysis import analyse
    from briefgen.build.merging import merge

    now, state = time.time_ns(), project / STATE
    with locked(state / "lock"), Store(state / "store.sqlite") as store, Session(project, options) as session:
        inputs = look(project, settings, options, now)
        files = article_files(inputs.files[inputs.content], settings)
        changes = take_in(inputs.content, files, settings, store, now, lambda n, of: told(Step("read", n, of)))
        analysis = analysis_key(settings.model)
        done = analyse(
            changes,
            store,
            model=settings.model,
            analysis=analysis,
            hire=lambda size: session._hire(settings.model, size),
            told=lambda n, of: told(Step("analyse", n, of)),
        )
        briefing = read_out(merge(None, changes, inputs, store, analysis, drafts=options.drafts).briefing)
    return Review(briefing, tuple(_warnings(changes, done.faults)), inputs.output)


def data_tables(review: Review, settings: Settings) -> dict[str, list[dict[str, object]]]:
    """The tables that the site would publish below data/."""
    from briefgen.site import plan

    wanted = {f"data/{name}.json": name for name in TABLES}
    pages: Iterator[Page] = plan(review.briefing, settings, Touched())
    return {wanted[page.url]: msgspec.json.decode(content_of(page.view)) for page in pages if page.url in wanted}


def _warnings(changes: Changes, faults: dict[bytes, str]) -> Iterator[str]:
    for path, source in sorted(changes.sources.items()):
        yield from source.problems.splitlines()
        if source.fingerprint in faults:
            yield f"{path}: {faults[source.fingerprint]}"
