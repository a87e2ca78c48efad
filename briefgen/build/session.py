"""A project being built, once or again and again: the stages in order, with what one build leaves for the next."""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

import msgspec

from briefgen.build import STATE, Options, Step
from briefgen.build.inputs import Inputs, look
from briefgen.build.still import keep, unchanged
from briefgen.config import Settings
from briefgen.errors import BriefgenError, Problem
from briefgen.lock import locked
from briefgen.records import Article, ArticleId, Briefing, Findings, Published, Report
from briefgen.store import Store

if TYPE_CHECKING:
    from briefgen.build.analysis import Analysed
    from briefgen.build.executor import Executor, LocalExecutor
    from briefgen.build.intake import Changes

__all__ = ["Session"]

Told = Callable[[Step], None]


class Session:
    """Holds a project's store, and worker processes once there was something to analyse, until `close`.

    An `executor` lent to it is used for the analysis and left open."""

    def __init__(self, project: Path, options: Options, executor: "LocalExecutor | None" = None) -> None:
        self.project, self.options = project, options
        self.changed: frozenset[str] = frozenset()  # files written or removed by the last build
        self._store: Store | None = None
        self._lent, self._executor = executor, executor
        self._cluster: Executor | None = None

    def __enter__(self) -> "Session":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        if self._executor and self._executor is not self._lent:
            self._executor.close()
        if self._cluster:
            self._cluster.close()
        if self._store:
            self._store.close()
        self._executor, self._cluster, self._store = self._lent, None, None

    def build(self, settings: Settings, told: Told) -> Report:
        """Bring the output folder up to date. Raises BriefgenError, with the old site untouched."""
        started, now = time.perf_counter(), time.time_ns()
        state = self.project / STATE
        with locked(state / "lock"):
            self._store = store = self._store or Store(state / "store.sqlite")
            if self.options.clean:
                store.forget_everything()
            self.changed = frozenset()
            inputs = look(self.project, settings, self.options, now)
            report = unchanged(inputs, store) or self._built(inputs, settings, store, now, told)
        return replace(report, seconds=time.perf_counter() - started)

    def _built(self, inputs: Inputs, settings: Settings, store: Store, now: int, told: Told) -> Report:
        """The stages in order."""
        from briefgen.build.intake import article_files, take_in
        from briefgen.build.output import put_out
        from briefgen.fingerprints import analysis_key
        from briefgen.site import plan

        files = article_files(inputs.files[inputs.content], settings)
        changes = take_in(inputs.content, files, settings, store, now, _counter(told, "read"))
        analysis = analysis_key(settings.model)
        done = self._analysed(changes, settings.model, analysis, store, told)
        briefing = self._merged(store, analysis)
        published = put_out(plan(briefing, settings), inputs, store, self.project / STATE / "stage")
        self.changed = published.changed
        store.prune(analysis)
        report = self._report(briefing, published, changes, done)
        keep(report, inputs, store, final=not done.faults)
        return report

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

    def _merged(self, store: Store, analysis: bytes) -> Briefing:
        from briefgen.brief import brief

        return brief(self._pairs(store, analysis))

    def _pairs(self, store: Store, analysis: bytes) -> Iterator[tuple[Article, Findings]]:
        from briefgen.names import slug

        article_in, findings_in = msgspec.msgpack.Decoder(Article), msgspec.msgpack.Decoder(Findings)
        fingerprints = {path: source.fingerprint for path, source in store.sources().items()}
        for path, encoded in store.articles():
            article = article_in.decode(encoded)
            if article.draft and not self.options.drafts:
                continue
            try:
                findings = findings_in.decode(store.findings(fingerprints[path], analysis))
            except KeyError:
                findings = Findings(analysed=False)
            yield replace(article, id=ArticleId(slug(Path(path).stem))), findings

    def _report(self, briefing: Briefing, published: Published, changes: "Changes", done: "Analysed") -> Report:
        return Report(
            articles=len(briefing.articles),
            analysed=done.count,
            reused=len(briefing.articles) - done.count - len(done.faults),
            failed=sum(not source.fingerprint and not source.size for source in changes.sources.values())
            + len(done.faults),
            actors=len(briefing.actors),
            quotes=len(briefing.sayings),
            events=len(briefing.happenings),
            written=published.written,
            unchanged=published.unchanged,
            removed=published.removed,
            warnings=(*self._set_aside(), *_warnings(changes, done)),
        )

    def _set_aside(self) -> Iterator[str]:
        if self._store and self._store.set_aside:
            name = self._store.set_aside.relative_to(self.project)
            yield f"{name}: the store was damaged or of another version and is set aside; everything is made anew"
            self._store.set_aside = None


def _warnings(changes: "Changes", done: "Analysed") -> list[str]:
    """What an editor should hear of each article, by path."""
    warnings = [line for source in changes.sources.values() for line in source.problems.splitlines()]
    for path, source in changes.sources.items():
        if source.fingerprint in done.faults:
            warnings.append(f"{path}: {done.faults[source.fingerprint]}")
    return sorted(warnings)


def _counter(told: Told, stage: Any) -> Callable[[int, int], None]:
    return lambda done, total: told(Step(stage, done, total))
