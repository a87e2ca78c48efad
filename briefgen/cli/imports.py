"""`briefgen import`."""

import datetime as dt
import sys
from pathlib import Path

import msgspec

from briefgen.config import load_settings
from briefgen.errors import BriefgenError, Problem
from briefgen.importing import ImportReport, Sources, import_articles
from briefgen.importing.fetch import Fetcher


def run_import(
    sources: list[str],
    *,
    project: Path,
    columns: list[str],
    follow: bool,
    keep_duplicates: bool,
    allow_private: bool,
    delay: float,
    dry_run: bool,
    as_json: bool,
) -> int:
    """Import and tell what came and what did not; 1 when nothing could be imported and nothing was there before."""
    settings = load_settings(project)
    how = Sources(Fetcher(delay=delay, allow_private=allow_private), _columns(columns), follow)
    report = import_articles(
        sources,
        project / settings.content,
        how,
        today=dt.date.today(),  # noqa: DTZ011 - the day on the user's own calendar
        keep_duplicates=keep_duplicates,
        dry_run=dry_run,
    )
    if as_json:
        sys.stdout.write(msgspec.json.encode(report).decode() + "\n")
    else:
        _print(report, settings.content, dry_run)
        if report.imported and not dry_run:
            print("Next: briefgen build" + (f" {project}" if project != Path() else ""))
    return int(not report.imported and not any("already" in skipped.reason for skipped in report.skipped))


def _columns(given: list[str]) -> dict[str, str]:
    pairs = [column.partition("=") for column in given]
    wrong = [key for key, equals, name in pairs if not equals or not name]
    if wrong:
        raise BriefgenError(Problem("--column", f"{wrong[0]!r} names no column", "write --column text=NAME"))
    return {key.strip(): name.strip() for key, _, name in pairs}


def _print(report: ImportReport, content: str, dry_run: bool) -> None:
    for imported in report.imported:
        mark = " (a draft: repeats " + imported.duplicate_of + ")" if imported.duplicate_of else ""
        print(f"{'would write' if dry_run else 'wrote'} {content}/{imported.path}{mark}")
        for warning in imported.warnings:
            print(f"  {imported.origin}: {warning}")
    for skipped in report.skipped:
        print(f"skipped {skipped.origin}: {skipped.reason}")
    print(f"{len(report.imported)} imported, {len(report.skipped)} skipped")
