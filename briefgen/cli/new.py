"""`briefgen new`: a small project that builds."""

from importlib.resources import as_file, files
from pathlib import Path

from briefgen.errors import BriefgenError, Problem

__all__ = ["new_project"]

RENAMED = {"gitignore": ".gitignore"}  # hidden files get lost when packages are made
SKIPPED = {"__pycache__", "__init__.py"}


def new_project(folder: Path) -> int:
    """Write the starter project; a file that is there already is never overwritten."""
    with as_file(files("briefgen") / "starter") as starter:
        sources = sorted(path for path in starter.rglob("*") if path.is_file() and not SKIPPED & set(path.parts))
        targets = {source: folder / _renamed(source.relative_to(starter)) for source in sources}
        if there := [target for target in targets.values() if target.exists()]:
            raise BriefgenError(*(Problem(str(path), "is there already", "choose a new folder") for path in there))
        for source, target in targets.items():
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(source.read_bytes())
    print(
        f"{folder}: {len(targets)} files. Next: put articles into {folder / 'content'}, then\n  briefgen serve {folder}"
    )
    return 0


def _renamed(path: Path) -> Path:
    return path.with_name(RENAMED.get(path.name, path.name))
