"""The articles' text made searchable by Pagefind (the extra `search`): article pages in, the folder pagefind/ out."""

import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from briefgen.errors import BriefgenError, Problem

__all__ = ["FOLDER", "check_extra", "index_text"]

FOLDER = "pagefind"
MADE = ".made-by-briefgen"  # the folder is ours to replace
ARTICLES = "articles/[!~]*/index.html"


def check_extra() -> None:
    """Raise BriefgenError where Pagefind is not installed."""
    if find_spec("pagefind") is None:
        mend = "pip install 'briefgen[search]', or take the setting out"
        raise BriefgenError(Problem("briefgen.toml", "full_text = true needs Pagefind", mend))


def index_text(output: Path, language: str, *, wanted: bool, changed: frozenset[str]) -> None:
    """Bring the folder up to date; remove it where it is ours and no longer wanted."""
    folder = output / FOLDER
    is_ours = (folder / MADE).is_file()
    if not wanted:
        if is_ours:
            shutil.rmtree(folder)
    elif not is_ours or any(path.startswith("articles/") for path in changed):
        if folder.exists() and not is_ours:
            raise BriefgenError(Problem(str(folder), "stands in the way of the full text search", "remove it"))
        _make(output, folder, language)


def _make(output: Path, folder: Path, language: str) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    (folder / MADE).touch()
    command = [sys.executable, "-m", "pagefind", "--site", str(output), "--output-subdir", FOLDER, "--silent"]
    done = subprocess.run(
        [*command, "--glob", ARTICLES, "--exclude-selectors", ".notes", "--force-language", language],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode or not (folder / "pagefind.js").is_file():
        said = (done.stderr or done.stdout).strip().splitlines()
        raise BriefgenError(Problem(str(folder), f"Pagefind failed: {said[-1] if said else done.returncode}"))
    for name in UNUSED:
        (folder / name).unlink(missing_ok=True)


UNUSED = (  # Pagefind's own pages; the results stand in ours
    "pagefind-ui.js", "pagefind-ui.css", "pagefind-modular-ui.js", "pagefind-modular-ui.css",
    "pagefind-component-ui.js", "pagefind-component-ui.css", "pagefind-highlight.js",
)  # fmt: skip
