"""Endnotes for a python-docx document, which has none of its own: a part of the package and references into it.

The parts and their names are those of ECMA-376, WordprocessingML, 17.11 (footnotes and endnotes) and 17.16.5.43
(NOTEREF, a further reference to a note that was given before).
"""

from typing import Any
from xml.sax.saxutils import escape

_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/endnotes"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.endnotes+xml"
_WORDS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RAISED = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
_SET_OFF = (  # what sets notes off from the text, on their first page and on further ones: a heading, a rule
    '<w:endnote w:type="separator" w:id="-1"><w:p><w:pPr><w:keepNext/></w:pPr><w:r><w:rPr><w:b/></w:rPr>'
    "<w:t>{heading}</w:t></w:r></w:p></w:endnote>"
    '<w:endnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:endnote>'
)


class Endnotes:
    """The notes of one document, numbered from one in the order in which they are first referred to."""

    def __init__(self, document: Any, heading: str, notes: tuple[str, ...]) -> None:
        self._given: set[int] = set()
        self._number_plainly(document)
        from docx.opc.packuri import PackURI
        from docx.opc.part import Part

        inside = "".join(_note(number, words) for number, words in enumerate(notes, start=1))
        head = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:endnotes xmlns:w="{_WORDS}">'
        xml = f"{head}{_SET_OFF.format(heading=escape(heading))}{inside}</w:endnotes>"
        part = Part(PackURI("/word/endnotes.xml"), _TYPE, xml.encode(), document.part.package)
        document.part.relate_to(part, _KIND)

    def refer(self, paragraph: Any, number: int) -> None:
        """Add the raised number of a note: the note itself the first time, a link to its number after that."""
        if number in self._given:
            _append(paragraph, _again(number))
            return
        self._given.add(number)
        mark = f'<w:bookmarkStart w:id="{number}" w:name="source_{number}"/>'
        note = f'<w:r>{_RAISED}<w:endnoteReference w:id="{number}"/></w:r>'
        _append(paragraph, f'{mark}{note}<w:bookmarkEnd w:id="{number}"/>')

    def _number_plainly(self, document: Any) -> None:
        """1, 2, 3 at the end of the document; Word's own default is i, ii, iii."""
        from docx.oxml import parse_xml

        settings = f'<w:endnotePr xmlns:w="{_WORDS}"><w:pos w:val="docEnd"/><w:numFmt w:val="decimal"/></w:endnotePr>'
        for section in document.sections:
            section._sectPr.insert(0, parse_xml(settings))


def _note(number: int, words: str) -> str:
    mark = f"<w:r>{_RAISED}<w:endnoteRef/></w:r>"
    text = f'<w:r><w:t xml:space="preserve"> {escape(words)}</w:t></w:r>'
    return f'<w:endnote w:id="{number}"><w:p>{mark}{text}</w:p></w:endnote>'


def _again(number: int) -> str:
    """The number of a note given before, as a field: it follows when notes are added in front."""
    field = f'<w:instrText xml:space="preserve"> NOTEREF source_{number} \\h </w:instrText>'
    parts = (
        '<w:fldChar w:fldCharType="begin"/>',
        field,
        '<w:fldChar w:fldCharType="separate"/>',
        f"<w:t>{number}</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    )
    return "".join(f"<w:r>{_RAISED}{part}</w:r>" for part in parts)


def _append(paragraph: Any, xml: str) -> None:
    from docx.oxml import parse_xml

    for element in parse_xml(f'<w:p xmlns:w="{_WORDS}">{xml}</w:p>'):
        paragraph._p.append(element)
