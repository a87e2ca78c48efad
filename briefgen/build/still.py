"""Is there anything to do? The last build's inputs, output and report are kept, and compared before all else."""

from dataclasses import replace

import msgspec

from briefgen.build.inputs import Inputs
from briefgen.records import Report
from briefgen.scan import packed, stamp
from briefgen.store import Store

__all__ = ["keep", "unchanged"]


def unchanged(inputs: Inputs, store: Store) -> Report | None:
    """The last build's report, where all that it read and all that it wrote is as it left it; else None."""
    key = inputs.key(inputs.ledger)
    if not key or store.fact(f"inputs {inputs.folder}") != key or not _intact(inputs, store):
        return None
    last = msgspec.msgpack.decode(store.fact(f"report {inputs.folder}"), type=Report)
    kept = last.written + last.unchanged
    return replace(last, analysed=0, reused=last.articles, written=0, unchanged=kept, removed=0)


def keep(report: Report, inputs: Inputs, ledger: str, store: Store, *, final: bool) -> None:
    """Remember a build that wrote this ledger. Not `final`: something failed that the next build should try again."""
    key = inputs.key(ledger) if final else b""
    store.keep_facts({f"report {inputs.folder}": msgspec.msgpack.encode(report), f"inputs {inputs.folder}": key})


def _intact(inputs: Inputs, store: Store) -> bool:
    folder = inputs.folder
    for path, file in store.files(folder).items():
        found = stamp(f"{folder}/{path}")
        if found is None or packed(found) != file.stamp:
            return False
    return True
