"""`briefgen cache`: how large the store is, and dropping what nothing uses."""

import json
from pathlib import Path

from briefgen.build import MERGED, STATE
from briefgen.config import load_settings
from briefgen.errors import BriefgenError, Problem
from briefgen.fingerprints import analysis_key
from briefgen.lock import locked
from briefgen.store import Store

__all__ = ["print_size", "prune"]


def print_size(project: Path, *, as_json: bool) -> int:
    """Print what the store holds."""
    with locked(_state(project) / "lock"), Store(_state(project) / "store.sqlite") as store:
        counts = _counts(project, store)
    if as_json:
        print(json.dumps(counts))
    else:
        kept = f"{counts['sources']} articles, {counts['findings']} findings, {counts['files']} files of the site"
        print(f"{counts['bytes'] / 1_000_000:.1f} MB: {kept}")
    return 0


def prune(project: Path) -> int:
    """Drop the findings that no article uses, and give the space back."""
    model = load_settings(project).model
    with locked(_state(project) / "lock"), Store(_state(project) / "store.sqlite") as store:
        dropped = store.prune(analysis_key(model), spare=0)
        store.shrink()
        size = _counts(project, store)["bytes"] / 1_000_000
    print(f"{dropped} findings dropped, {size:.1f} MB left")
    return 0


def _counts(project: Path, store: Store) -> dict[str, int]:
    """What the store holds, with the bytes of all that is kept between builds."""
    counts, merged = store.counts(), _state(project) / MERGED
    return {**counts, "bytes": counts["bytes"] + (merged.stat().st_size if merged.is_file() else 0)}


def _state(project: Path) -> Path:
    if not (project / STATE / "store.sqlite").is_file():
        raise BriefgenError(Problem(str(project / STATE), "there is no store yet", "`briefgen build` makes it"))
    return project / STATE
