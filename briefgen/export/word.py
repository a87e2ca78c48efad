"""A paper as a Word document: headings in styles, sources as endnotes."""

from io import BytesIO
from typing import Any

from briefgen.errors import BriefgenError, Problem
from briefgen.export.endnotes import Endnotes
from briefgen.export.paper import Line, Paper


def to_docx(paper: Paper, *, language: str = "en") -> bytes:
    """Set a paper. Raises BriefgenError when python-docx is not installed."""
    try:
        import docx
    except ImportError as error:
        mend = "pip install 'briefgen[documents]'"
        raise BriefgenError(Problem("export", "Word files need python-docx", mend)) from error
    document = docx.Document()
    document.core_properties.title = paper.title
    document.core_properties.author = ""
    document.core_properties.language = language
    document.add_heading(paper.title, level=0)
    if paper.period:
        document.add_paragraph(paper.period, style="Subtitle")
    notes = Endnotes(document, "Sources", paper.sources)
    for words in paper.intro:
        document.add_paragraph(words)
    for section in paper.sections:
        document.add_heading(section.heading, level=1)
        for line in section.lines:
            _add_line(document.add_paragraph(), line, notes)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def _add_line(paragraph: Any, line: Line, notes: Endnotes) -> None:
    paragraph.add_run(f"{line.label}: ").bold = True
    paragraph.add_run(line.words)
    for place, number in enumerate(line.notes):
        if place:
            paragraph.add_run(", ").font.superscript = True
        notes.refer(paragraph, number)
    if line.remark:
        paragraph.add_run(f" ({line.remark})").italic = True
