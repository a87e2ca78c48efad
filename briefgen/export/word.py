"""A paper as a Word document: headings in styles, sources as numbered notes at the end that the numbers link to."""

from io import BytesIO
from typing import Any

from briefgen.errors import BriefgenError, Problem
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
    for words in paper.intro:
        document.add_paragraph(words)
    for section in paper.sections:
        document.add_heading(section.heading, level=1)
        for line in section.lines:
            _add_line(document.add_paragraph(), line)
    _add_sources(document, paper.sources)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def _add_line(paragraph: Any, line: Line) -> None:
    paragraph.add_run(f"{line.label}: ").bold = True
    paragraph.add_run(line.words)
    for place, number in enumerate(line.notes):
        if place:
            paragraph.add_run(", ").font.superscript = True
        _add_link(paragraph, f"source-{number}", str(number))
    if line.remark:
        paragraph.add_run(f" ({line.remark})").italic = True


def _add_sources(document: Any, sources: tuple[str, ...]) -> None:
    if not sources:
        return
    document.add_heading("Sources", level=1)
    for number, source in enumerate(sources, start=1):
        paragraph = document.add_paragraph()
        _add_bookmark(paragraph, f"source-{number}", number)
        paragraph.add_run(f"{number}. {source}")


def _add_link(paragraph: Any, anchor: str, words: str) -> None:
    """A raised number that leads to its note."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    run = paragraph.add_run(words)
    run.font.superscript = True
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), anchor)
    link.append(run._r)
    paragraph._p.append(link)


def _add_bookmark(paragraph: Any, name: str, number: int) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for tag in ("w:bookmarkStart", "w:bookmarkEnd"):
        mark = OxmlElement(tag)
        mark.set(qn("w:id"), str(number))
        if tag == "w:bookmarkStart":
            mark.set(qn("w:name"), name)
        paragraph._p.append(mark)
