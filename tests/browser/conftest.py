"""A real Chromium and the site built by hand behind a plain web server, shared by all browser tests."""

import os
import shutil
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect, sync_playwright

from briefgen.build.fulltext import index_text
from tests.handmade import briefing, many
from tests.servers import stop
from tests.test_site import SETTINGS, built

START, SHOWN = 120_000, 30_000  # milliseconds; a busy machine is no fault
DESK = ViewportSize(width=1280, height=900)
ARGUMENTS = ["--no-sandbox", "--disable-background-networking"]


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


class Server(ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        if not isinstance(sys.exception(), ConnectionError):  # a browser that goes elsewhere hangs up
            super().handle_error(request, client_address)  # type: ignore[arg-type]


@dataclass
class Visit:
    """A page with what the browser complains of while it shows addresses below `base`."""

    page: Page
    base: str
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        own = (self.base, "data:", "blob:", "file:")
        told = self.faults.append
        self._listeners = {
            "console": lambda m: told(m.text) if m.type in ("error", "warning") else None,
            "pageerror": lambda error: told(str(error)),
            "request": lambda r: None if r.url.startswith(own) else told(f"elsewhere: {r.url}"),
            "response": lambda r: told(f"{r.status} {r.url}") if r.status >= 400 else None,
        }
        for event, listener in self._listeners.items():
            self.page.on(event, listener)  # type: ignore[call-overload]

    def open(self, path: str) -> Page:
        self.page.goto(self.base + path)
        return self.page

    def leave(self) -> None:
        """Nothing that this visit did is left for the next."""
        for event, listener in self._listeners.items():
            self.page.remove_listener(event, listener)
        if self.page.url.startswith("http"):
            self.page.evaluate("localStorage.clear()")
        self.page.goto("about:blank")
        self.page.mouse.move(0, 0)
        self.page.set_viewport_size(DESK)
        self.page.emulate_media(color_scheme="null", media="null")


def write(files: dict[str, bytes], folder: Path) -> Path:
    for path, content in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return folder


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small site below small/, a long one below long/, for file:// below portable/, searched whole below full/."""
    root = tmp_path_factory.mktemp("sites")
    plain = replace(SETTINGS, base_url="")
    write(built(briefing(), plain), root / "small")
    write(built(many(30), plain), root / "long")
    write(built(briefing(), replace(plain, portable=True)), root / "portable")
    write(built(briefing(), replace(plain, full_text=True)), root / "full")
    index_text(root / "full", "en", wanted=True, changed=frozenset())
    return root


@pytest.fixture(scope="session")
def base(folder: Path) -> Iterator[str]:
    server = Server(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    stop(server.shutdown)
    server.server_close()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    found = os.environ.get("BRIEFGEN_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not found:
        if os.environ.get("CI"):
            pytest.fail("no Chromium on a machine of the CI")
        pytest.skip("no Chromium on this machine")
    expect.set_options(timeout=SHOWN)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=ARGUMENTS, timeout=START)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def window(chromium: Browser) -> Page:
    """One page for all tests: to open a new one takes five times as long as to go to another address in it."""
    return chromium.new_page(viewport=DESK)


@pytest.fixture(scope="session")
def unscripted(chromium: Browser) -> Page:
    """The same without scripts."""
    return chromium.new_page(viewport=DESK, java_script_enabled=False)


@pytest.fixture
def visit(window: Page, base: str) -> Iterator[Visit]:
    """A desk-sized window; the test fails where the console or the network complained."""
    made = Visit(window, base)
    yield made
    made.leave()
    assert made.faults == []
