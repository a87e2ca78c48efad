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

__all__ = ["Inputs", "look", "theme_folder"]

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
    key: bytes  # empty: some file is too young to be sure of

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
    texts = (repr(settings), repr((options.drafts,)), corrections, ledger)
    return Inputs(content, templates, statics, output, files, corrections, ledger, _key(files, texts, settings, now))


def theme_folder() -> Path:
    """The theme in the wheel, or beside the package in a checkout."""
    packed_in = PACKAGE / "theme"
    return packed_in if packed_in.is_dir() else PACKAGE.parent / "templates"


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


def _key(files: dict[Path, dict[str, Stamp]], texts: tuple[str, ...], settings: Settings, now: int) -> bytes:
    stamps = [(name, packed(seen, now)) for found in files.values() for name, seen in found.items()]
    if not all(kept for _, kept in stamps):
        return b""
    encode = msgspec.msgpack.encode
    folders = [(str(folder), len(found)) for folder, found in files.items()]
    return digest(encode(folders), encode(stamps), encode(texts), encode(_program(settings.model)))


def _program(model: str) -> list[tuple[str, Stamp | None]]:
    """The program itself, its libraries and the model, by stamp: nothing is imported to find out."""
    own = [(name, seen) for name, seen in scan(PACKAGE).items() if not name.endswith(".pyc")]
    return [*own, *((str(path), stamp(path)) for path in (*library_files(), *model_files(model)))]
