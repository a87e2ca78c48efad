"""The editor's files read: corrections and own pages, faults of all of them told at once."""

from pathlib import Path

from briefgen.brief import Desk, EditorPage, parse_corrections
from briefgen.brief.corrections import Correction
from briefgen.errors import BriefgenError, Problem
from briefgen.read.editor import parse_editor_page

__all__ = ["EDITORS", "read_desk"]

EDITORS = ("actors/", "briefings/")  # below content/: pages of the editor's own, no articles


def read_desk(content: Path, files: list[str], corrections: str) -> Desk:
    """Read the editor's pages among the files of the content folder. Raises BriefgenError naming every fault."""
    problems: list[Problem] = []
    entries: tuple[Correction, ...] = ()
    try:
        entries = parse_corrections(corrections)
    except BriefgenError as error:
        problems += error.problems
    pages = []
    for path in sorted(files):
        if path.startswith(EDITORS) and path.lower().endswith((".md", ".markdown")):
            try:
                front, html = parse_editor_page((content / path).read_bytes(), path)
            except BriefgenError as error:
                problems += error.problems
                continue
            pages.append(EditorPage(path, front, html))
    if problems:
        raise BriefgenError(*problems)
    return Desk(entries, pages)
