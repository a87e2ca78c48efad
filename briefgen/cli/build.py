"""`briefgen build`: progress, summary."""

import sys
import time
from dataclasses import replace
from pathlib import Path

import msgspec

from briefgen.build import Options, Step, build
from briefgen.config import Settings, load_settings
from briefgen.records import Report

__all__ = ["Progress", "build_site", "overridden", "summary"]

OFTEN = 5.0  # seconds between two plain lines of progress
SHOWN = 20  # warnings printed; the rest is counted
INTERRUPTED = 130  # what shells expect after a Ctrl-C
VERBS = {"read": "reading", "analyse": "analysing", "render": "rendering"}


def build_site(
    project: Path, options: Options, *, output: str, base_url: str, strict: bool, quiet: bool, as_json: bool
) -> int:
    """Build and print the summary; 1 with `strict` when there was a warning."""
    settings = overridden(load_settings(project), output=output, base_url=base_url)
    try:
        with Progress(quiet=quiet or as_json) as progress:
            report = build(project, settings, options, progress.told)
    except KeyboardInterrupt:
        print("briefgen: stopped; what was analysed is kept, and the old site stays", file=sys.stderr)
        return INTERRUPTED
    if as_json:
        print(msgspec.json.encode(report).decode())
    else:
        _print_warnings(report.warnings)
        if not quiet:
            print(summary(report))
    return int(strict and bool(report.warnings))


def overridden(settings: Settings, *, output: str = "", base_url: str = "") -> Settings:
    """The settings with what the command line says instead."""
    if output:
        settings = replace(settings, output=str(Path(output).resolve()))
    if base_url:
        settings = replace(settings, base_url=base_url.rstrip("/") + "/")
    return settings


def summary(report: Report) -> str:
    """What a build did, in two lines."""
    articles = _some(report.articles, "article")
    worked = f"{report.analysed} analysed, {report.reused} reused" + (f", {report.failed} failed" * bool(report.failed))
    found = ", ".join(
        _some(count, what)
        for count, what in ((report.actors, "actor"), (report.quotes, "quote"), (report.events, "event"))
    )
    files = f"{report.written} written, {report.unchanged} unchanged, {report.removed} removed"
    return f"{articles} ({worked}): {found}\n{files} in {report.seconds:.2f} s"


def _some(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def _print_warnings(warnings: tuple[str, ...]) -> None:
    for warning in warnings[:SHOWN]:
        print(f"briefgen: {warning}", file=sys.stderr)
    if len(warnings) > SHOWN:
        print(f"briefgen: and {len(warnings) - SHOWN} more; --json lists them all", file=sys.stderr)


class Progress:
    """Tells how far a build is: one line that rewrites itself on a terminal, now and then a line in a pipe."""

    def __init__(self, *, quiet: bool = False) -> None:
        self._quiet, self._live = quiet, sys.stderr.isatty()
        self._stage, self._since, self._last, self._open = "", 0.0, 0.0, False

    def __enter__(self) -> "Progress":
        return self

    def __exit__(self, *ended: object) -> None:
        self._end_line()

    def told(self, step: Step) -> None:
        """Hear of a step; print it if it is time to."""
        now = time.monotonic()
        if step.stage != self._stage:
            self._end_line()
            self._stage, self._since, self._last = step.stage, now, now if not self._live else 0.0
        often = 0.1 if self._live else OFTEN
        if self._quiet or not step.total or (now - self._last < often and step.done < step.total):
            return
        if not self._live and now - self._since < OFTEN:  # a short stage needs no line in a log
            return
        self._last = now
        self._print(_line(step, now - self._since))

    def _print(self, line: str) -> None:
        if self._live:
            self._open = True
            print(f"\r\x1b[K{line}", end="", file=sys.stderr, flush=True)
        else:
            print(line, file=sys.stderr, flush=True)

    def _end_line(self) -> None:
        if self._open:
            self._open = False
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def _line(step: Step, seconds: float) -> str:
    line = f"{VERBS[step.stage]} {step.done:,} of {step.total:,}"
    rate = step.done / seconds if seconds > 0.5 else 0.0
    if not rate:
        return line
    left = (step.total - step.done) / rate
    return f"{line}, {rate:.1f} a second, {_duration(left)} left"


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours} h {minutes} min"
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"
