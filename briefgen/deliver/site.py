"""The built site as it is delivered: its files with their hashes, their kinds, and whether its links hold."""

import hashlib
import html
import mimetypes
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from posixpath import normpath
from urllib.parse import unquote, urlsplit

from briefgen.errors import BriefgenError, Problem

_OURS = ".briefgen-files"  # the build's own list
_HIDDEN_YET_PUBLIC = (".nojekyll", ".well-known")
_LINK = re.compile(
    r"""<(?:a|link|script|img|source|iframe|form)\b[^>]*?\s(?:href|src|action)\s*=\s*["']([^"']*)["']""", re.I
)
_BASE = re.compile(r"<base\b", re.I)
_HASHED = re.compile(r"[.-][0-9a-f]{8,}\.(?:css|js|woff2?|svg|png|webp|wasm)$|(?:^|/)pagefind/(?:fragment|index)/")
_SHORT, _LONG, _HOUR = (
    "public, max-age=0, must-revalidate",
    "public, max-age=31536000, immutable",
    "public, max-age=3600",
)
_KINDS = {
    ".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8",
    ".json": "application/json", ".xml": "application/xml", ".atom": "application/atom+xml", ".svg": "image/svg+xml",
    ".ics": "text/calendar; charset=utf-8", ".txt": "text/plain; charset=utf-8", ".csv": "text/csv; charset=utf-8",
    ".webmanifest": "application/manifest+json", ".wasm": "application/wasm", ".woff2": "font/woff2",
    ".sqlite": "application/vnd.sqlite3", ".db": "application/vnd.sqlite3",
}  # fmt: skip
_SHOWN = 10  # broken links named in one message


@dataclass(frozen=True, slots=True)
class Kind:
    """What a server should say of a file."""

    content_type: str
    cache_control: str


def files(site: Path) -> dict[str, str]:
    """The hash of every file of the site by its path. Raises BriefgenError for a site that is not complete."""
    listed = _listed(site)
    found = {path.relative_to(site).as_posix(): path for path in sorted(site.rglob("*")) if path.is_file()}
    hashes = {name: _hash(path) for name, path in found.items() if _is_public(name)}
    missing = sorted(name for name in listed if name not in found)
    if missing:
        raise BriefgenError(Problem(f"{site}/{missing[0]}", "was built and is gone", "run briefgen build"))
    if "index.html" not in hashes:
        raise BriefgenError(Problem(str(site), "holds no site", "run briefgen build"))
    return hashes


def check_links(site: Path, paths: Mapping[str, str]) -> None:
    """Raise BriefgenError when a page links to a file of the site that is not there."""
    broken = [
        f"{page} links to {link}"
        for page in sorted(paths)
        if page.endswith(".html")
        for link in _broken(site, page, paths)
    ]
    if broken:
        more = f" and {len(broken) - _SHOWN} more" if len(broken) > _SHOWN else ""
        what = f"{len(broken)} broken links: {'; '.join(broken[:_SHOWN])}{more}"
        raise BriefgenError(Problem(str(site), what, "run briefgen build --clean, or publish --force"))


def kind_of(path: str) -> Kind:
    """Content type and how long a copy may be kept."""
    suffix = "." + path.rpartition(".")[2].lower()
    content_type = _KINDS.get(suffix) or mimetypes.guess_type(path)[0] or "application/octet-stream"
    if _HASHED.search(path):
        return Kind(content_type, _LONG)
    is_asset = suffix in (".css", ".js", ".svg", ".png", ".jpg", ".webp", ".woff2", ".wasm", ".ico")
    return Kind(content_type, _HOUR if is_asset else _SHORT)


def _listed(site: Path) -> list[str]:
    try:
        lines = (site / _OURS).read_text("utf-8").splitlines()
    except OSError:
        return []
    return [line for line in lines if line and not line.startswith("#")]


def _is_public(name: str) -> bool:
    first = name.split("/")[0]
    return name != _OURS and (first in _HIDDEN_YET_PUBLIC or not any(part.startswith(".") for part in name.split("/")))


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _broken(site: Path, page: str, paths: Mapping[str, str]) -> Iterator[str]:
    text = (site / page).read_text("utf-8", errors="replace")
    if page == "404.html" or _BASE.search(text):  # its links start at the site's address, which a folder does not know
        return
    for link in sorted({html.unescape(found) for found in _LINK.findall(text)}):
        target = _target(page, link)
        if target is not None and target not in paths and f"{target}/index.html" not in paths:
            yield link


def _target(page: str, link: str) -> str | None:
    """The file that a relative link leads to; None for links that leave the site."""
    try:
        parts = urlsplit(link)
    except ValueError:
        return link
    if parts.scheme or parts.netloc or link.startswith("/") or not parts.path:
        return None
    folder = page.rpartition("/")[0]
    target = normpath(f"{folder}/{unquote(parts.path)}" if folder else unquote(parts.path))
    if target == ".":
        return "index.html"
    return f"{target}/index.html" if parts.path.endswith("/") else target
