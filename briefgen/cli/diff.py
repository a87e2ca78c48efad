"""`briefgen diff`: what the next build would change for readers, against the site as it stands."""

from itertools import groupby
from pathlib import Path
from typing import Any

import msgspec

from briefgen.build import Options
from briefgen.build.differences import Difference, differences
from briefgen.build.review import TABLES, data_tables, review
from briefgen.cli.build import Progress, overridden
from briefgen.config import load_settings
from briefgen.errors import BriefgenError, Problem

__all__ = ["diff_project"]

SHOWN = 20  # of one kind; --all prints every one
LONGEST = 70  # characters of a name or value
SIGNS = {"new": "+", "gone": "-", "altered": "~", "merged": ">", "moved": ">"}


def diff_project(project: Path, *, output: str, drafts: bool, every: bool, as_json: bool) -> int:
    """Print the differences; always 0: a difference is no fault."""
    settings = overridden(load_settings(project), output=output)
    with Progress(quiet=as_json) as progress:
        found = review(project, settings, Options(drafts=drafts), progress.told)
    before = {name: _table(found.output / "data" / f"{name}.json") for name in TABLES}
    changes = differences(before, data_tables(found, settings), found.briefing)
    if as_json:
        print(msgspec.json.encode(changes).decode())
    else:
        _print(changes, every=every)
    return 0


def _table(path: Path) -> list[dict[str, Any]]:
    """A table of the site as built; empty where there is no site yet."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return []
    try:
        rows = msgspec.json.decode(content)
    except msgspec.DecodeError as error:
        mend = "build the site again"
        raise BriefgenError(Problem(str(path), f"is no table that briefgen wrote: {error}", mend)) from error
    return list(rows)


def _print(changes: list[Difference], *, every: bool) -> None:
    for (table, what), group in groupby(changes, key=lambda change: (change.table, change.what)):
        of_kind = list(group)
        print(f"\n{table}: {len(of_kind)} {what}")
        for change in of_kind if every else of_kind[:SHOWN]:
            into = f" -> {change.into}" if change.into else ""
            print(f"  {SIGNS[change.what]} {_short(change.name)} [{change.id}{into}]")
            for column, (old, new) in change.changes.items():
                print(f"      {column}: {_short(old)} -> {_short(new)}")
        if not every and len(of_kind) > SHOWN:
            print(f"  and {len(of_kind) - SHOWN} more (--all prints them)")
    print(f"\n{len(changes)} differences" if changes else "the next build changes nothing for readers")


def _short(value: Any) -> str:
    text = ", ".join(map(str, value)) if isinstance(value, list) else "none" if value is None else str(value)
    return text if len(text) <= LONGEST else text[:LONGEST].rsplit(" ", 1)[0] + " …"
