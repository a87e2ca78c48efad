"""Small projects for the tests: written, built, looked at."""

import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from briefgen.build import STATE, Options, Step
from briefgen.build.executor import LocalExecutor
from briefgen.build.session import Session
from briefgen.config import Settings, load_settings
from briefgen.records import Report

TALKS = """Title: Talks in Ostrel
Date: 2026-03-02
Tags: talks

Mara Veldin, the foreign minister of Ostrel, met Ivo Tarn on Monday. "We will sign in April," Veldin said.
"""
FLOOD = """Title: Flood at Brenn
Date: 2026-03-05

Ivo Tarn said on 4 March 2026 that the dam at Brenn would hold. "It is old but sound," he said.
"""


class Project:
    """A project folder with its builds."""

    def __init__(self, root: Path, executor: LocalExecutor) -> None:
        self.root, self.executor = root, executor
        (root / "content").mkdir(parents=True, exist_ok=True)

    def write(self, path: str, text: str) -> Path:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
        return file

    def build(self, settings: Settings | None = None, **options: object) -> Report:
        steps: list[Step] = []
        with Session(self.root, Options(**options), self.executor) as session:  # type: ignore[arg-type]
            return session.build(settings or load_settings(self.root), steps.append)

    def site(self, folder: str = "site") -> dict[str, bytes]:
        return tree(self.root / folder)

    def clean_site(self) -> dict[str, bytes]:
        """The site that a build from nothing makes of the same content, beside the first.

        Only findings come from the store: what the analysis, which is not under test here, would give again."""
        clean = Project(self.root.with_name(self.root.name + "-clean"), self.executor)
        shutil.rmtree(clean.root)
        for name in ("content", "templates", "static", "briefgen.toml", "corrections.toml", "permalinks.toml"):
            _copy(self.root / name, clean.root / name)
        _copy_findings(self.root / STATE, clean.root / STATE)
        clean.build()
        return clean.site()

    def with_output(self, output: str) -> Settings:
        return replace(load_settings(self.root), output=output)


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _copy(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, dirs_exist_ok=True)
    elif source.is_file():
        shutil.copyfile(source, target)


def _copy_findings(source: Path, target: Path) -> None:
    target.mkdir()
    for store in source.glob("store.sqlite*"):
        shutil.copyfile(store, target / store.name)
    with closing(sqlite3.connect(target / "store.sqlite")) as copy, copy:
        for table in ("facts", "sources", "files"):
            copy.execute(f"delete from {table}")
