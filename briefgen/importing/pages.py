"""Saved pages in all the forms that browsers give them: .html, .mhtml, .webarchive, and WARC archives."""

import datetime as dt
import plistlib
from email import message_from_bytes, policy
from email.utils import parsedate_to_datetime
from pathlib import Path

from briefgen.importing.clipping import Found, Skipped
from briefgen.importing.extras import needed
from briefgen.importing.make import from_page

_LARGEST = 20_000_000  # of one page with all that it holds


def from_html_file(path: Path, name: str) -> Found:
    """A page saved as one file, or as a file beside a folder of pictures."""
    yield from_page(name, path.read_bytes())


def from_mhtml(path: Path, name: str) -> Found:
    """A page with all its parts in one MIME file (Chrome, Edge)."""
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    page = next((part for part in message.walk() if part.get_content_type() == "text/html"), None)
    if page is None:
        yield Skipped(name, "holds no HTML page")
        return
    address = message["Snapshot-Content-Location"] or page["Content-Location"]
    content = page.get_payload(decode=True)
    charset = page.get_content_charset()
    if isinstance(content, bytes):
        yield from_page(name, _as_utf8(content, charset), url=address, retrieved=_day(message["Date"]))


def from_webarchive(path: Path, name: str) -> Found:
    """A page with all its parts in one property list (Safari)."""
    try:
        main = plistlib.loads(path.read_bytes())["WebMainResource"]
    except (plistlib.InvalidFileException, ValueError, KeyError):
        yield Skipped(name, "is no web archive that can be read")
        return
    content = _as_utf8(main["WebResourceData"], main.get("WebResourceTextEncodingName"))
    yield from_page(name, content, url=main.get("WebResourceURL"))


def from_warc(path: Path, name: str) -> Found:
    """Every HTML page in a WARC archive, packed or not."""
    archive = needed("warcio.archiveiterator", "warc", name)
    with path.open("rb") as stream:
        for number, record in enumerate(archive.ArchiveIterator(stream), start=1):
            if record.rec_type != "response" or not _is_page(record):
                continue
            headers = record.rec_headers
            content = record.content_stream().read(_LARGEST)
            saved = (headers.get_header("WARC-Date") or "")[:10]
            address = headers.get_header("WARC-Target-URI")
            retrieved = dt.date.fromisoformat(saved) if saved else None
            yield from_page(f"{name}, record {number}", content, url=address, retrieved=retrieved)


def _is_page(record: object) -> bool:
    http = getattr(record, "http_headers", None)
    return http is not None and http.get_statuscode() == "200" and "html" in (http.get_header("Content-Type") or "")


def _as_utf8(content: bytes, charset: str | None) -> bytes:
    """The page in UTF-8 where its envelope names the encoding; the page may still name the one it had on the web."""
    if not charset or charset.lower() in ("utf-8", "utf8"):
        return content
    try:
        return content.decode(charset).encode("utf-8")
    except (LookupError, UnicodeDecodeError):
        return content


def _day(date: str | None) -> dt.date | None:
    if not date:
        return None
    try:
        return parsedate_to_datetime(date).date()
    except ValueError:
        return None
