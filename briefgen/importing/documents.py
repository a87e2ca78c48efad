"""Word, RTF and PDF documents: one clipping each (an RTF may be a database's export of many)."""

import re
import zipfile
from pathlib import Path
from typing import Any

from briefgen.importing.clipping import Found, Skipped
from briefgen.importing.exports import from_export, is_export
from briefgen.importing.extras import needed
from briefgen.importing.make import from_html, from_text
from briefgen.read.dates import find_moment

_LARGEST = 200_000_000  # bytes that a Word file may unpack to: a small file can hold a very large one
_TOP = 5  # paragraphs in which a document may print its date


def from_rtf(path: Path, name: str) -> Found:
    from striprtf.striprtf import rtf_to_text

    text: str = rtf_to_text(path.read_bytes().decode("cp1252", "replace"), errors="replace")  # type: ignore[no-untyped-call]
    if is_export(text):
        yield from from_export(text, name)
    else:
        title, rest = _title_and_rest(text)
        yield from_text(name, {"title": title, "date": _date(path, rest)}, rest)


def from_docx(path: Path, name: str) -> Found:
    """Paragraphs with their styles; the title is the first heading, else the document's property."""
    docx = needed("docx", "documents", name)
    if _unpacked_size(path) > _LARGEST:
        yield Skipped(name, f"unpacks to more than {_LARGEST:,} bytes")
        return
    try:
        document = docx.Document(str(path))
    except (KeyError, ValueError, docx.opc.exceptions.PackageNotFoundError):
        yield Skipped(name, "is no Word document that can be read")
        return
    told = document.core_properties
    plain = "\n\n".join(p.text for p in document.paragraphs)
    keys = {"title": told.title, "author": told.author, "date": _date(path, plain), "language": told.language or None}
    if is_export(plain):
        yield from from_export(plain, name)
    else:
        yield from_html(name, keys, "\n".join(_as_html(p) for p in document.paragraphs if p.text.strip()))


def _unpacked_size(path: Path) -> int:
    """What a Word file says it unpacks to; 0 for what is no packed file at all."""
    try:
        with zipfile.ZipFile(path) as packed:
            return sum(part.file_size for part in packed.infolist())
    except (zipfile.BadZipFile, OSError):
        return 0


def from_pdf(path: Path, name: str) -> Found:
    """The text of all pages; a page that is a picture has none, and is told."""
    pypdf = needed("pypdf", "documents", name)
    try:
        reader = pypdf.PdfReader(path)
        pages = [page.extract_text() for page in reader.pages]
    except pypdf.errors.PyPdfError as error:
        yield Skipped(name, f"is no PDF that can be read: {error}")
        return
    text = _unhyphenated("\n".join(pages))
    if not text.strip():
        yield Skipped(name, "holds pictures of text, no text; recognise it first, for instance with ocrmypdf")
        return
    told = reader.metadata or {}
    title, rest = _title_and_rest(text)
    keys = {"title": told.get("/Title") or title, "author": told.get("/Author"), "date": _date(path, text)}
    yield from_text(name, keys, rest if not told.get("/Title") or told.get("/Title") == title else text)


def _as_html(paragraph: Any) -> str:
    from html import escape

    style = (paragraph.style.name or "").lower() if paragraph.style is not None else ""
    words = "".join(_run_as_html(run) for run in paragraph.runs) or escape(paragraph.text)
    if style == "title" or style == "heading 1":
        return f"<h1>{escape(paragraph.text)}</h1>"
    if found := re.fullmatch(r"heading ([2-6])", style):
        return f"<h{found[1]}>{words}</h{found[1]}>"
    if "quote" in style:
        return f"<blockquote><p>{words}</p></blockquote>"
    return f"<ul><li>{words}</li></ul>" if style.startswith("list") else f"<p>{words}</p>"


def _run_as_html(run: Any) -> str:
    from html import escape

    words = escape(run.text)
    if run.bold:
        words = f"<strong>{words}</strong>"
    return f"<em>{words}</em>" if run.italic else words


def _title_and_rest(text: str) -> tuple[str | None, str]:
    """The first line is the title when it is short and no sentence."""
    first, _, rest = text.strip().partition("\n")
    is_title = 3 < len(first.strip()) <= 150 and not first.strip().endswith((".", ",", ";")) and rest.strip()
    return (first.strip(), rest) if is_title else (None, text)


def _date(path: Path, text: str) -> str | None:
    """The date in the file's name, else the one that stands alone at the top of the text."""
    if found := re.match(r"(\d{4}-\d\d-\d\d)", path.name):
        return found[1]
    for line in [line for line in text.splitlines() if line.strip()][:_TOP]:
        moment = find_moment(line)
        if moment and len(line.split()) <= 8:
            return moment.day.isoformat()
    return None


def _unhyphenated(text: str) -> str:
    """Words that a PDF breaks at a line's end are joined; lines are joined to paragraphs where a sentence goes on."""
    text = re.sub(r"(?<=[a-z])-\n(?=[a-z])", "", text)
    return re.sub(r"(?<=[^\n.!?:”\"’])[^\S\n]*\n(?=[a-z“\"‘(\d])", " ", text)
