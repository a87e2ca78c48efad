"""The preview's pages over HTTP: files of the output folder and nothing else, with the reload script put in."""

import asyncio
import ipaddress
import mimetypes
from collections.abc import AsyncIterator
from importlib.resources import files
from pathlib import Path
from urllib.parse import unquote, urlsplit

import msgspec
from h11 import LocalProtocolError
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from briefgen.serve.news import Hub

__all__ = ["is_own_host", "make_app"]

STREAMS = 64  # open pages that may listen; the next is told to come back later
HEARTBEAT = 15.0  # seconds between two signs of life on a stream: a dead listener is noticed
TYPES = {
    ".atom": "application/atom+xml",
    ".ics": "text/calendar; charset=utf-8",
    ".webmanifest": "application/manifest+json",
    ".js": "text/javascript; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
}
SAFE = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}


def make_app(hub: Hub, output: Path, base_url: str, host: str) -> ASGIApp:
    """The preview of an output folder. `host`: the name it was asked to listen on."""
    site = _Site(hub, output, urlsplit(base_url).path.strip("/"))
    routes = [
        Route("/~briefgen/events", site.events),
        Route("/~briefgen/{name:path}", _own_file),
        Route("/{path:path}", site.page),
    ]
    return _OwnHostsOnly(Starlette(routes=routes), host)


class _OwnHostsOnly:
    """Answers only to its own names: a foreign site whose name is made to point here gets nothing."""

    def __init__(self, app: ASGIApp, host: str) -> None:
        self._app, self._host = app, host

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        hosts = [value.decode("latin-1") for name, value in scope["headers"] if name == b"host"]
        if len(hosts) != 1 or not is_own_host(hosts[0], self._host):
            await Response("This preview answers to its own address only.\n", 421)(scope, receive, send)
            return
        try:
            await self._app(scope, receive, send)
        except LocalProtocolError:  # the request turned out to be none while it was answered: uvicorn has hung up
            return


def is_own_host(header: str, host: str) -> bool:
    """True for `localhost`, for the name we were given, and for addresses in numbers, which no name server invents."""
    try:
        name = urlsplit(f"//{header}").hostname
    except ValueError:
        return False
    if name in ("localhost", host.lower()):
        return True
    try:
        ipaddress.ip_address(name or "")
    except ValueError:
        return False
    return True


class _Site:
    def __init__(self, hub: Hub, output: Path, base: str) -> None:
        self._hub, self._output, self._base = hub, output, base

    async def page(self, request: Request) -> Response:
        """A file of the site; a folder's index page."""
        version = self._hub.version  # before the file is read: a change in between reloads the page once more
        path = _inside(unquote(request.scope["raw_path"].decode("latin-1").partition("?")[0]), self._base)
        if path is None or not (file := self._found(path)):
            return self._missing(version)
        if file.is_dir():
            return RedirectResponse(f"/{path}/".replace("//", "/"), 307)
        return self._answer(file, version, 200)

    async def events(self, request: Request) -> Response:
        """A stream of news for one open page."""
        if self._hub.listening() >= STREAMS:
            return Response("Too many open pages.\n", 503, {"Retry-After": "10"})
        path = _inside(request.query_params.get("page", "/"), self._base) or ""
        since = request.query_params.get("since", "")
        start = int(since) if since.isdecimal() and len(since) < 12 else 0
        stream = self._news(path + "index.html" if path.endswith("/") or not path else path, start)
        return StreamingResponse(stream, media_type="text/event-stream", headers=SAFE)

    async def _news(self, path: str, since: int) -> AsyncIterator[bytes]:
        changed = self._hub.listen()
        try:
            first = True
            while not self._hub.ended:
                news = self._hub.news(path, since)
                if news.version > since or first:
                    yield b"data: " + msgspec.json.encode(news) + b"\n\n"
                first, since = False, news.version
                changed.clear()
                if self._hub.version == since and not self._hub.ended:
                    try:
                        await asyncio.wait_for(changed.wait(), HEARTBEAT)
                    except TimeoutError:
                        yield b": here\n\n"
        finally:
            self._hub.leave(changed)

    def _found(self, path: str) -> Path | None:
        """The file or folder of a path; None where there is none, or where a link leads out."""
        file = self._output / (path + "index.html" if path.endswith("/") or not path else path)
        try:
            inside = file.resolve(strict=True).is_relative_to(self._output.resolve())
        except OSError:
            return None
        if not inside or (file.is_dir() and not (file / "index.html").is_file()):
            return None
        return file if file.is_dir() or file.is_file() else None

    def _missing(self, version: int) -> Response:
        file = self._output / "404.html"
        if self._hub.ready and file.is_file():
            return self._answer(file, version, 404)
        what = "Not found." if self._hub.ready else "The site is being built."
        html = f"<!doctype html><html lang=en><title>{what}</title><body><p>{what}</p></body></html>"
        return Response(_with_script(html.encode(), version), 404 if self._hub.ready else 503, SAFE, "text/html")

    def _answer(self, file: Path, version: int, status: int) -> Response:
        kind = TYPES.get(file.suffix.lower()) or mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        try:
            content = file.read_bytes()
        except OSError:  # gone since
            return Response("Not found.\n", 404, SAFE)
        if kind.startswith("text/html"):
            content = _with_script(content, version)
        return Response(content, status, SAFE, kind)


def _inside(path: str, base: str) -> str | None:
    """A path below the site root, without the path of the base address; None for one that nothing good asks for."""
    parts = path.lstrip("/").split("/")
    if any(part.startswith(".") or "\\" in part or "\0" in part or ":" in part for part in parts):
        return None
    if "" in parts[:-1] or len(path) > 4096:
        return None
    below = "/".join(parts)
    return below[len(base) :].lstrip("/") if base and (below == base or below.startswith(base + "/")) else below


def _with_script(html: bytes, version: int) -> bytes:
    tags = (
        b'<link rel="stylesheet" href="/~briefgen/live.css">'
        b'<script src="/~briefgen/live.js" data-version="%d"></script>' % version
    )
    head, body, tail = html.rpartition(b"</body>")
    return head + tags + body + tail if body else html + tags


async def _own_file(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in ("live.js", "live.css"):
        return Response("Not found.\n", 404, SAFE)
    content = (files("briefgen.serve") / "live" / name).read_bytes()
    return Response(content, 200, SAFE, TYPES[Path(name).suffix])
