"""All that a build depends on, stamped: equal inputs and an untouched output folder mean that nothing is to be done."""

import os
from dataclasses import dataclass
from pathlib import Path

import msgspec

from briefgen.build import Options
from briefgen.config import Settings
from briefgen.errors import BriefgenError, Problem
from briefgen.fingerprints import PACKAGE, digest, library_files, model_files
from briefgen.scan import Stamp, packed, scan, stamp

__all__ = ["CORRECTIONS", "LEDGER", "Inputs", "look", "theme_folder", "write_ledger"]

LEDGER, CORRECTIONS = "permalinks.toml", "corrections.toml"


@dataclass(frozen=True, slots=True)
class Inputs:
    """The folders that a build reads, every file with its stamp, and the texts of the two ledgers."""

    content: Path
    templates: tuple[Path, ...]  # the first that has a template wins
    statics: tuple[Path, ...]  # likewise
    output: Path
    files: dict[Path, dict[str, Stamp]]
    corrections: str
    ledger: str
    looks: bytes  # of the settings and templates: equal looks and an equal briefing make an equal site
    stamps: bytes  # of everything but the two texts; empty: some file is too young to be sure of

    def key(self, ledger: str) -> bytes:
        """What a build with this ledger depends on; empty where that is not sure."""
        return digest(self.stamps, self.corrections.encode(), ledger.encode()) if self.stamps else b""

    @property
    def folder(self) -> str:
        """The name under which the store knows the output folder."""
        return os.path.realpath(self.output)


def look(project: Path, settings: Settings, options: Options, now: int) -> Inputs:
    """Stamp everything. Raises BriefgenError for folders that cannot be."""
    content, output = project / settings.content, project / settings.output
    theme = theme_folder()
    templates = (project / settings.templates, theme)
    statics = (project / settings.static, theme / "static")
    _check_folders(content, output, (*templates[:1], *statics[:1]), settings)
    files = {folder: scan(folder) for folder in (content, *templates, *statics)}
    corrections, ledger = (_text(project / name) for name in (CORRECTIONS, LEDGER))
    looks = digest(repr(settings).encode(), *(_encoded(files[folder]) for folder in templates))
    stamps = _stamps(files, settings, options, now)
    return Inputs(content, templates, statics, output, files, corrections, ledger, looks, stamps)


def theme_folder() -> Path:
    """The theme in the wheel, or beside the package in a checkout."""
    packed_in = PACKAGE / "theme"
    return packed_in if packed_in.is_dir() else PACKAGE.parent / "templates"


def write_ledger(project: Path, ledger: str, before: str) -> None:
    """Write the ledger of permanent addresses, whole or not at all, before anything that uses them."""
    if ledger == before:
        return
    target, part = project / LEDGER, project / f".{LEDGER}.part"
    try:
        with open(part, "w", encoding="utf-8", newline="\n") as file:
            file.write(ledger)
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, target)
    except OSError as error:
        raise BriefgenError(Problem(LEDGER, f"cannot be written: {error.strerror}", "the old site stays")) from error


def _check_folders(content: Path, output: Path, others: tuple[Path, ...], settings: Settings) -> None:
    if not content.is_dir():
        mend = "make it and put articles in it, or name another folder in the setting `content`"
        raise BriefgenError(Problem(str(content), "there is no such folder", mend))
    for folder in (content, *others):
        ours, theirs = os.path.realpath(output), os.path.realpath(folder)
        if ours == theirs or ours.startswith(theirs + os.sep) or theirs.startswith(ours + os.sep):
            mend = "give the site a folder of its own with `output`"
            raise BriefgenError(Problem(settings.output, f"the output folder and {folder} lie in one another", mend))


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError as error:
        raise BriefgenError(Problem(path.name, "not UTF-8", "save it as UTF-8")) from error


def _stamps(files: dict[Path, dict[str, Stamp]], settings: Settings, options: Options, now: int) -> bytes:
    if not all(packed(seen, now) for found in files.values() for seen in found.values()):
        return b""
    folders = [part for folder, found in files.items() for part in (str(folder).encode(), _encoded(found))]
    program = msgspec.msgpack.encode(_program(settings.model))
    return digest(*folders, program, repr((settings, options.drafts)).encode())


def _encoded(found: dict[str, Stamp]) -> bytes:
    return msgspec.msgpack.encode([(path, packed(seen)) for path, seen in found.items()])


def _program(model: str) -> list[tuple[str, Stamp | None]]:
    """The program itself, its libraries and the model, by stamp: nothing is imported to find out."""
    own = [(name, seen) for name, seen in scan(PACKAGE).items() if not name.endswith(".pyc")]
    return [*own, *((str(path), stamp(path)) for path in (*library_files(), *model_files(model)))]
