"""A file's bytes in, its text out: UTF-8, what a mark or the page declares, else detected with a warning."""

import codecs
import re
from dataclasses import dataclass

from briefgen.errors import BriefgenError, Problem

# What a file really is when it is no text: the first bytes tell.
_SIGNATURES = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP or Word file"),
    (b"\xd0\xcf\x11\xe0", "an old Word file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a packed file"),
    (b"{\\rtf", "an RTF file"),
)
_MARKS = (  # the longer mark first: UTF-32's begins as UTF-16's
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w.:-]{2,30})""", re.IGNORECASE)
_HEAD = 4096  # browsers look for the declaration in the first kilobyte; saved pages put comments before it
_WESTERN = 0.04  # a Western text has few letters beyond ASCII; a Cyrillic one mostly such
_WESTERN_MARKS = b"\x85\x91\x92\x93\x94\x95\x96\x97\xa0"  # quotation marks, dashes, dots
# Characters that no XML feed may hold: one space each.
_CONTROLS = dict.fromkeys((*range(0x09), *range(0x0E, 0x20), 0x7F, 0xFFFE, 0xFFFF), " ")
# Windows punctuation that someone read as Latin-1: browsers read it as meant, and so do we.
_WINDOWS = {code: bytes((code,)).decode("cp1252", "replace").replace("\ufffd", " ") for code in range(0x80, 0xA0)}
_MENDED = dict.fromkeys((0x0B, 0x0C, 0x0D, 0x2028, 0x2029), "\n") | _WINDOWS | _CONTROLS
_ODD = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Text:
    """A file's text with plain line ends, and what `check` should tell of its encoding."""

    text: str
    warnings: tuple[str, ...] = ()


def decode(content: bytes, name: str) -> Text:
    """Decode a text file. Raises BriefgenError for what is no text."""
    _refuse_other_files(content, name)
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return Text(clean(_strictly(content[len(mark) :], encoding, name)))
    if b"\0" in content:
        raise BriefgenError(Problem(name, "is a binary file, not text", "save it as plain text in UTF-8"))
    try:
        return Text(clean(content.decode("utf-8")))
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
    return _guessed(content, name, line)


def _refuse_other_files(content: bytes, name: str) -> None:
    if not content.strip():
        raise BriefgenError(Problem(name, "is empty", "write the article into it, or delete it"))
    kind = next((kind for signature, kind in _SIGNATURES if content.startswith(signature)), None)
    if kind:
        raise BriefgenError(Problem(name, f"is {kind}, not text", "`briefgen import` reads more kinds of files"))


def _strictly(content: bytes, encoding: str, name: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        what = f"begins as {encoding.upper()} and breaks at byte {error.start}"
        raise BriefgenError(Problem(name, what, "save it as plain text in UTF-8")) from error


def _guessed(content: bytes, name: str, line: int) -> Text:
    for how in (_by_declaration, _by_western_punctuation, _by_detection):
        encoding = how(content)
        if encoding:
            warning = f"line {line} is not UTF-8; read as {encoding} - save the file as UTF-8 to be sure"
            return Text(clean(content.decode(encoding)), (warning,))
    raise BriefgenError(Problem(name, "is in no encoding that can be told", "save it as plain text in UTF-8", line))


def _by_declaration(content: bytes) -> str | None:
    declared = _DECLARED.search(content[:_HEAD])
    if not declared:
        return None
    encoding = declared[1].decode("ascii", "replace").lower()
    if encoding in ("iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii"):
        encoding = "cp1252"  # as browsers read it
    return encoding if _fits(content, encoding) else None


def _by_western_punctuation(content: bytes) -> str | None:
    beyond = sum(byte > 0x7F for byte in content.translate(None, _WESTERN_MARKS))
    return "cp1252" if beyond < _WESTERN * len(content) and _fits(content, "cp1252") else None


def _by_detection(content: bytes) -> str | None:
    from charset_normalizer import from_bytes

    best = from_bytes(content[:100_000]).best()
    return best.encoding if best and _fits(content, best.encoding) else None


def _fits(content: bytes, encoding: str) -> bool:
    try:
        content.decode(encoding)
    except (LookupError, UnicodeDecodeError):
        return False
    return True


def clean(text: str) -> str:
    """Plain line ends, and no character that a feed may not hold."""
    text = text.replace("\r\n", "\n").lstrip("\ufeff")
    return text.translate(_MENDED) if _ODD.search(text) else text
