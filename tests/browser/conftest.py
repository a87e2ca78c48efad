"""A real Chromium and the site built by hand behind a plain web server, shared by all browser tests."""

import os
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from briefgen.build.fulltext import index_text
from tests.handmade import briefing, many
from tests.test_site import SETTINGS, built

START, SHOWN = 120_000, 30_000  # milliseconds; a busy machine is no fault
ARGUMENTS = ["--no-sandbox", "--disable-background-networking"]


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


@dataclass
class Visit:
    """A page opened, with what the browser complained of."""

    page: Page
    base: str
    faults: list[str] = field(default_factory=list)

    def open(self, path: str) -> Page:
        self.page.goto(self.base + path)
        return self.page


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
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
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


@pytest.fixture
def visit(chromium: Browser, base: str) -> Iterator[Visit]:
    """A desk-sized window; the test fails where the console or the network complained."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    made = watched(context, base)
    yield made
    context.close()
    assert made.faults == []


def watched(context: BrowserContext, base: str) -> Visit:
    visit = Visit(context.new_page(), base)
    page = visit.page
    page.on("console", lambda m: visit.faults.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: visit.faults.append(str(error)))
    own = (base, "data:", "blob:", "file:")
    page.on("request", lambda r: None if r.url.startswith(own) else visit.faults.append(f"elsewhere: {r.url}"))
    page.on("response", lambda r: visit.faults.append(f"{r.status} {r.url}") if r.status >= 400 else None)
    return visit
