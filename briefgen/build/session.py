"""A project being built, once or again and again: the stages in order, with what one build leaves for the next."""

import time
from collections.abc import Callable, Iterator
from contextlib import nullcontext, suppress
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

import msgspec

from briefgen.build import MERGED, STATE, Options, Step
from briefgen.build.inputs import Inputs, look, write_ledger
from briefgen.build.still import keep, unchanged
from briefgen.config import Settings
from briefgen.errors import BriefgenError, Problem
from briefgen.lock import locked
from briefgen.records import Briefing, Page, Published, Report, Touched
from briefgen.store import Store

if TYPE_CHECKING:
    from briefgen.build.analysis import Analysed
    from briefgen.build.executor import Executor, LocalExecutor
    from briefgen.build.intake import Changes
    from briefgen.build.merging import Merged
    from briefgen.build.output import Shown
    from briefgen.site import Planner

__all__ = ["Session", "Superseded"]

Told = Callable[[Step], None]
Prompt = Callable[[Published | None], bool]  # hears what was published, or None; True: something changed again
Plan = Callable[[Briefing, Settings], Callable[[Touched | None], Iterator[Page]]]
EMPTY: frozenset[str] = frozenset()
MISLED = (
    msgspec.MsgspecError, AssertionError, AttributeError, LookupError, MemoryError, RuntimeError, TypeError, ValueError,
)  # what records of another content than they should have end in  # fmt: skip


class Superseded(Exception):
    """The content changed again while the rest of the site was being made."""


class Session:
    """Holds a project's store, and worker processes once there was something to analyse, until `close`.

    An `executor` lent to it is used for the analysis and left open; a `planner` plans other pages than the site's."""

    def __init__(
        self,
        project: Path,
        options: Options,
        executor: "LocalExecutor | None" = None,
        planner: Plan | None = None,
    ) -> None:
        self.project, self.options, self._plan = project, options, planner or _SitePlanner()
        self.changed = EMPTY  # files written or removed by the last build
        self._store: Store | None = None
        self._lent, self._executor = executor, executor
        self._cluster: Executor | None = None
        self._merged: Merged | None = None
        self._unkept = self._is_preview = False
        self._shown: Shown | None = None

    def __enter__(self) -> "Session":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of everything. What a preview merged is kept now, not after each of its builds."""
        if self._is_preview and self._store:
            with suppress(BriefgenError), locked(self.project / STATE / "lock"):  # a build that runs keeps its own
                if self._unkept:
                    self._keep()
                if self._shown:
                    self._shown.keep(self._store)
        if self._executor and self._executor is not self._lent:
            self._executor.close()
        if self._cluster:
            self._cluster.close()
        if self._store:
            self._store.close()
        self._executor, self._cluster, self._store = self._lent, None, None

    def build(self, settings: Settings, told: Told, prompt: Prompt | None = None) -> Report:
        """Bring the output folder up to date. Raises BriefgenError, with the old site untouched.

        In a later build of a session the pages that differ most surely come first, and `prompt` hears of them; when it
        answers that something changed again, the rest is left to the next build: Superseded is raised."""
        started, now = time.perf_counter(), time.time_ns()
        state = self.project / STATE
        with locked(state / "lock"):
            self._store = store = self._store or Store(state / "store.sqlite")
            if self.options.clean:
                store.forget_everything()
                (state / MERGED).unlink(missing_ok=True)
            inputs = look(self.project, settings, self.options, now)
            report = unchanged(inputs, store) or self._built(inputs, settings, store, now, told, prompt)
            self.changed = self._shown.published.changed if self._shown and report.written + report.removed else EMPTY
        return replace(report, seconds=time.perf_counter() - started)

    def _built(
        self, inputs: Inputs, settings: Settings, store: Store, now: int, told: Told, prompt: Prompt | None
    ) -> Report:
        """Go through the stages; once more from the findings where what is kept of the last merge may have misled them.

        It is decoded piece by piece when it is asked for: that one is of another content shows here or there."""
        kept = self.project / STATE / MERGED
        try:
            return self._staged(inputs, settings, store, now, told, prompt)
        except MISLED:
            if not kept.is_file():
                raise
        kept.unlink()
        self._merged = None
        write_ledger(self.project, inputs.ledger, "")
        report = self._staged(inputs, settings, store, now, told, prompt)
        lost = f"{STATE}/{MERGED}: what was kept of the last merge did not fit together; everything is merged anew"
        return replace(report, warnings=(lost, *report.warnings))

    def _staged(
        self, inputs: Inputs, settings: Settings, store: Store, now: int, told: Told, prompt: Prompt | None
    ) -> Report:
        """The stages in order."""
        from briefgen.brief.uncollected import settle
        from briefgen.build.aside import aside, nobody
        from briefgen.build.fulltext import check_extra, index_text
        from briefgen.build.intake import article_files, take_in
        from briefgen.build.merging import merge
        from briefgen.fingerprints import analysis_key

        if settings.full_text:
            check_extra()
        files = article_files(inputs.files[inputs.content], settings)
        changes = take_in(inputs.content, files, settings, store, now, _counter(told, "read"))
        analysis = analysis_key(settings.model)
        done = self._analysed(changes, settings.model, analysis, store, told)
        before, self._merged, self._unkept = self._merged, None, False  # a fault forgets it
        merged = merge(before, changes, inputs, store, analysis, drafts=self.options.drafts)
        write_ledger(self.project, merged.ledger, inputs.ledger)
        self._merged, self._unkept = merged, prompt is not None and not merged.is_kept
        with nullcontext(nobody) if prompt or merged.is_kept else aside(self._keep) as is_keeping:
            shown = self._put_out(merged, inputs, settings, store, prompt, is_keeping)
        self._is_preview = prompt is not None
        if prompt:
            settle()
        else:
            shown.keep(store)
        index_text(inputs.output, settings.language, wanted=settings.full_text, changed=shown.published.changed)
        store.prune(analysis)
        report = self._report(merged.briefing, shown.published, changes, done)
        keep(report, inputs, merged.ledger, store, final=not done.faults)
        return replace(report, warnings=(*self._set_aside(), *report.warnings))  # told once, not kept

    def _keep(self) -> None:
        """Keep what is merged for the next process."""
        from briefgen.build.merging import keep as keep_state

        if self._merged:
            keep_state(self._merged, self.project / STATE)

    def _put_out(
        self,
        merged: "Merged",
        inputs: Inputs,
        settings: Settings,
        store: Store,
        prompt: Prompt | None,
        is_keeping: Callable[[], bool],
    ) -> "Shown":
        """The planned pages, rendered and published: in a session first those that differ, then all.

        While the merged corpus is being kept that takes a processor."""
        from briefgen.brief.uncollected import uncollected
        from briefgen.build.output import put_out
        from briefgen.build.traces import state_of
        from briefgen.build.turns import processes_for

        shown, self._shown = self._shown, None  # a fault forgets it
        waiting, plan = self.project / STATE / "stage", self._plan(merged.briefing, settings)
        if prompt and shown and merged.touched and shown.looks == inputs.looks:
            with uncollected():  # whoever edits waits for this
                self._shown = shown = put_out(plan(merged.touched), inputs, store, waiting, shown, rest_stays=True)
            prompt(shown.published)
        pages = _until(plan(None), prompt)
        most = 1 if prompt else processes_for(self.options.jobs)
        self._shown = put_out(
            pages, inputs, store, waiting, shown, processes=lambda: most - is_keeping(), state=state_of(settings)
        )
        return self._shown

    def _analysed(self, changes: "Changes", model: str, analysis: bytes, store: Store, told: Told) -> "Analysed":
        from briefgen.build.analysis import analyse

        return analyse(
            changes,
            store,
            model=model,
            analysis=analysis,
            hire=lambda size: self._hire(model, size),
            told=_counter(told, "analyse"),
        )

    def _hire(self, model: str, size: int) -> "Executor":
        if self.options.scheduler:
            from briefgen.build.cluster import DaskExecutor

            self._cluster = self._cluster or DaskExecutor(self.options.scheduler)
            return self._cluster
        return self._hire_here(model, size)

    def _hire_here(self, model: str, size: int) -> "LocalExecutor":
        from briefgen.build.executor import LocalExecutor, default_jobs

        if find_spec(model) is None:
            mend = "install it with pip, or name an installed spaCy pipeline in the setting `model`"
            raise BriefgenError(Problem("briefgen.toml", f"model {model!r} is not installed", mend))
        jobs = default_jobs(size, self.options.jobs)
        if self._executor and self._executor.model != model and self._executor is not self._lent:
            self._executor.close()
            self._executor = None
        self._executor = self._executor or LocalExecutor(model, jobs)
        if self._executor is not self._lent:
            self._executor.grow(jobs)
        return self._executor

    def _report(self, briefing: Briefing, published: Published, changes: "Changes", done: "Analysed") -> Report:
        return Report(
            articles=len(briefing.articles),
            analysed=done.count,
            reused=max(0, len(briefing.articles) - done.count - len(done.faults)),
            failed=sum(not source.fingerprint and not source.size for source in changes.sources.values())
            + len(done.faults),
            actors=len(briefing.actors),
            quotes=len(briefing.sayings),
            events=len(briefing.happenings),
            written=published.written,
            unchanged=published.unchanged,
            removed=published.removed,
            warnings=(*_warnings(changes, done), *_shared_slugs(briefing)),
        )

    def _set_aside(self) -> Iterator[str]:
        if self._store and self._store.set_aside:
            name = self._store.set_aside.relative_to(self.project)
            yield f"{name}: the store was damaged or of another version and is set aside; everything is made anew"
            self._store.set_aside = None


class _SitePlanner:
    """Of the site's pages; imported when there is something to plan."""

    def __init__(self) -> None:
        self._planner: Planner | None = None

    def __call__(self, briefing: Briefing, settings: Settings) -> Callable[[Touched | None], Iterator[Page]]:
        from briefgen.site import Planner

        self._planner = self._planner or Planner()
        return self._planner(briefing, settings)


def _until(pages: Iterator[Page], prompt: Prompt | None) -> Iterator[Page]:
    for page in pages:
        if prompt and prompt(None):
            raise Superseded
        yield page


def _warnings(changes: "Changes", done: "Analysed") -> list[str]:
    """What an editor should hear of each article, by path."""
    warnings = [line for source in changes.sources.values() for line in source.problems.splitlines()]
    for path, source in changes.sources.items():
        if source.fingerprint in done.faults:
            warnings.append(f"{path}: {done.faults[source.fingerprint]}")
    return sorted(warnings)


def _shared_slugs(briefing: Briefing) -> Iterator[str]:
    return (f"{doubt.path}: {doubt.what}" for doubt in briefing.doubts if doubt.kind == "slug")


def _counter(told: Told, stage: Any) -> Callable[[int, int], None]:
    return lambda done, total: told(Step(stage, done, total))
