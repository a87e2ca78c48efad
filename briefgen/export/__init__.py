"""One briefing to hand over: a built site and a choice in, a PDF, Word or HTML file's bytes out."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from briefgen.errors import BriefgenError, Problem
from briefgen.export.paper import Choice, Paper, make_paper
from briefgen.export.rows import load_rows

__all__ = ["Choice", "export"]


def export(site: Path, choice: Choice, suffix: str, *, language: str = "en") -> bytes:
    """Make the file's content; its suffix tells the kind. Raises BriefgenError when there is nothing to export."""
    maker = _MAKERS.get(suffix.lower())
    if maker is None:
        raise BriefgenError(
            Problem("export", f"no file ending in {suffix!r} can be made", f"one of {', '.join(_MAKERS)}")
        )
    rows = load_rows(site)
    names = {name: actor.id for actor in rows.actors for name in (*actor.aliases, actor.name, actor.id)}
    if unknown := sorted(choice.actors - names.keys()):
        raise BriefgenError(
            Problem("export", f"there is no actor {unknown[0]!r}", "take the last part of the page's address")
        )
    paper = make_paper(rows, replace(choice, actors=frozenset(names[actor] for actor in choice.actors)))
    if not paper.sections:
        raise BriefgenError(Problem("export", "nothing is chosen by this", "choose a longer period or other actors"))
    return maker(paper, language)


def _html(paper: Paper, language: str) -> bytes:
    from briefgen.export.html import to_html

    return to_html(paper, language=language).encode()


def _pdf(paper: Paper, language: str) -> bytes:
    from briefgen.export.html import to_html
    from briefgen.export.pdf import to_pdf

    return to_pdf(to_html(paper, language=language))


def _docx(paper: Paper, language: str) -> bytes:
    from briefgen.export.word import to_docx

    return to_docx(paper, language=language)


_MAKERS: dict[str, Callable[[Paper, str], bytes]] = {".pdf": _pdf, ".docx": _docx, ".html": _html}
