"""Mail folders: newsletters and alerts as .eml or .mbox, one clipping a message."""

import datetime as dt
import mailbox
import re
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import getaddresses, parsedate_to_datetime
from pathlib import Path
from typing import cast

from briefgen.importing.clipping import Clipping, Found, Skipped
from briefgen.importing.make import from_html, from_text

_SIGNATURE = re.compile(r"\n-- \n.*", re.DOTALL)
_MARK = re.compile(r"^\s*(?:(?:re|fwd?|aw|tr)\s*:\s*|\[[^\]]{1,40}\]\s*)+", re.I)


def from_eml(path: Path, name: str) -> Found:
    yield _clipping(message_from_bytes(path.read_bytes(), policy=policy.default), name)


def from_mbox(path: Path, name: str) -> Found:
    box = mailbox.mbox(path, create=False)
    try:
        for number, key in enumerate(box.keys(), start=1):
            message = message_from_bytes(box.get_bytes(key), policy=policy.default)
            yield _clipping(message, f"{name}, message {number}")
    finally:
        box.close()


def _clipping(parsed: object, origin: str) -> Clipping | Skipped:
    message = cast(EmailMessage, parsed)
    part = message.get_body(preferencelist=("plain", "html"))
    if part is None:
        return Skipped(origin, "the message has no text")
    try:
        text = str(part.get_content()).replace("\r\n", "\n")
    except (LookupError, UnicodeError):
        return Skipped(origin, "the message is in no encoding that can be told")
    keys = _keys(message)
    if part.get_content_type() == "text/html":
        return from_html(origin, keys, text)
    return from_text(origin, keys, _SIGNATURE.sub("", text))


def _keys(message: EmailMessage) -> dict[str, str | None]:
    sender = next(iter(getaddresses([str(message["From"] or "")])), ("", ""))
    subject = " ".join(str(message["Subject"] or "").split())
    return {
        "title": _MARK.sub("", subject) or None,
        "date": _date(str(message["Date"] or "")),
        "author": sender[0] or sender[1] or None,
        "url": str(message["Archived-At"] or message["Content-Location"] or "").strip("<> ") or None,
    }


def _date(printed: str) -> str | None:
    try:
        moment = parsedate_to_datetime(printed)
    except ValueError:
        return None
    zone = f"{moment:%z}"
    return f"{moment:%Y-%m-%dT%H:%M}" + (f"{zone[:3]}:{zone[3:5]}" if isinstance(moment, dt.datetime) and zone else "")
