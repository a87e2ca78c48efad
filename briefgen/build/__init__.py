"""The stages in order: content folder in, output folder and report out. `session` is the list of stages."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from briefgen.config import Settings
from briefgen.records import Report

__all__ = ["MERGED", "STATE", "Options", "Step", "build"]

STATE = ".briefgen"  # the project's folder of what can be thrown away: the store, the lock, files under way
MERGED = "merged"  # in it, beside the store: the merged corpus, kept for the next process
Stage = Literal["read", "analyse", "render"]


@dataclass(frozen=True, slots=True)
class Options:
    """How to build, beside the settings."""

    jobs: int | None = None  # processes that analyse and make pages; None: as many as cores, as far as they pay
    scheduler: str = ""  # address of a Dask scheduler that analyses instead
    drafts: bool = False
    clean: bool = False  # forget all that was kept, and make everything anew


@dataclass(frozen=True, slots=True)
class Step:
    """How far a stage is."""

    stage: Stage
    done: int
    total: int


def build(
    project: Path, settings: Settings, options: Options = Options(), told: Callable[[Step], None] | None = None
) -> Report:
    """Build the site of a project folder. `told` hears of the progress."""
    from briefgen.build.session import Session

    with Session(project, options) as session:
        return session.build(settings, told or (lambda step: None))
