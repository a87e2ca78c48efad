"""A site of hostile articles in a real browser, under its published policy: nothing runs, no other host is called."""

import mimetypes
from pathlib import PurePosixPath

import pytest
from playwright.sync_api import Browser

from briefgen.brief import brief
from briefgen.render import render, theme_folder
from briefgen.site import plan
from tests.hostile.corpus import hostile_pairs
from tests.hostile.test_hostile_site import SETTINGS

SITE = "https://example.org/x/"
EVERY = 2  # of the pages of articles, actors and days; all others are opened


@pytest.mark.browser
@pytest.mark.slow
def test_nothing_of_a_hostile_article_runs_in_a_browser(chromium: Browser) -> None:
    files = {file.path: file.content for file in render(plan(brief(hostile_pairs()), SETTINGS), [theme_folder()])}
    ran: list[str] = []
    called: list[str] = []

    def answer(route: object) -> None:
        url = route.request.url  # type: ignore[attr-defined]
        path = url.removeprefix(SITE).split("#")[0].split("?")[0]
        path += "index.html" if path.endswith("/") or not path else ""
        if not url.startswith(SITE):
            called.append(url)
        kind = mimetypes.guess_type(path)[0] or "text/plain"
        theme = theme_folder() / "static" / path.removeprefix("assets/")
        content = files.get(path) or (theme.read_bytes() if theme.is_file() else None)
        route.fulfill(status=200 if content else 404, body=content or b"", content_type=kind)  # type: ignore[attr-defined]

    page = chromium.new_page()
    page.on("dialog", lambda dialog: (ran.append(page.url), dialog.dismiss()))
    page.on("console", lambda told: ran.append(f"{page.url}: {told.text}") if "Content Security" in told.text else None)
    page.route("**/*", answer)
    opened = _chosen(sorted(files))
    for path in opened:
        page.goto(SITE + path, wait_until="domcontentloaded")
    page.close()

    assert len(opened) > 200
    assert ran == []
    assert called == []


def _chosen(paths: list[str]) -> list[str]:
    pages = [path for path in paths if PurePosixPath(path).suffix == ".html"]
    many = [path for path in pages if path.startswith(("articles/", "actors/", "dates/"))]
    return many[::EVERY] + [path for path in pages if path not in many]
