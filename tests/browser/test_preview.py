"""The preview in a real browser: the page stays where it was, styles change without a reload, faults come and go."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.previews import Served, until
from tests.sites import FLOOD, TALKS

pytest.importorskip("playwright")
from playwright.sync_api import Browser, Error, Page, Route, expect

pytestmark = [pytest.mark.browser, pytest.mark.model]
PATIENCE = 60_000  # milliseconds; machines in a test run may be busy
LONG = "\n\n".join(f"Paragraph {number} of a long report on the dam." for number in range(200))


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    root = tmp_path_factory.mktemp("preview")
    (root / "content").mkdir()
    (root / "content/talks.txt").write_text(TALKS + "\n" + LONG, "utf-8")
    (root / "content/flood.txt").write_text(FLOOD, "utf-8")
    (root / "briefgen.toml").write_text('source_text = "full"\n', "utf-8")
    running = Served(root)
    assert running.shows("Mara Veldin")
    yield running
    running.process.kill()
    running.process.wait()


@pytest.fixture
def page(chromium: Browser, served: Served) -> Iterator[Page]:
    served.settled()
    page = chromium.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: faults.append(said.text) if "Content Security Policy" in said.text else None)
    page.goto(served.address)
    yield page
    served.settled()
    assert until(lambda: goes_blank(page))  # Chromium now and then never closes a page that is being reloaded
    page.close()
    assert faults == []


def goes_blank(page: Page) -> bool:
    """Leave for the empty page; a reload may come between."""
    try:
        page.goto("about:blank")
    except Error:
        return False
    return page.url == "about:blank"


def stands_at(page: Page, place: int) -> bool:
    try:
        return bool(page.evaluate(f"Math.abs(scrollY - {place}) < 60"))
    except Error:  # reloaded just then
        return False


def scroll(page: Page, place: int) -> None:
    page.evaluate(f"scrollTo(0, {place})")
    assert until(lambda: stands_at(page, place))


@pytest.mark.parametrize("anchor", ["", "#content"])
def test_an_edit_shows_by_itself_and_the_place_is_kept(served: Served, page: Page, anchor: str) -> None:
    assert until(lambda: goes_blank(page))
    (served.root / "content/talks.txt").write_text(TALKS + "\n" + LONG, "utf-8")
    served.settled()
    page.goto(f"{served.address}articles/talks/{anchor}")
    scroll(page, 1500)

    (served.root / "content/talks.txt").write_text(TALKS.replace("Mara", "Alba") + "\n" + LONG, "utf-8")

    expect(page.get_by_text("Alba Veldin, the foreign minister").first).to_be_attached(timeout=PATIENCE)
    assert until(lambda: stands_at(page, 1500))


def test_a_place_is_kept_when_the_page_changes_again_while_it_loads(served: Served, page: Page) -> None:
    loading: list[Route] = []
    page.goto(f"{served.address}articles/talks/")
    scroll(page, 1500)
    page.route("**/assets/site.js", lambda route: loading.append(route))  # a page is loaded when its scripts are

    for name in ("Berit", "Cora"):
        (served.root / "content/talks.txt").write_text(TALKS.replace("Mara", name) + "\n" + LONG, "utf-8")
        expect(page.get_by_text(f"{name} Veldin, the foreign minister").first).to_be_attached(timeout=PATIENCE)
    served.settled()
    page.evaluate("0")  # what the page asked for meanwhile is heard of now
    for route in loading:
        with suppress(Error):  # of a page that is gone
            route.continue_()
    page.unroute("**/assets/site.js")

    assert until(lambda: stands_at(page, 1500))


def test_a_stylesheet_changes_without_a_reload(served: Served, page: Page) -> None:
    page.evaluate("window.notReloaded = true")
    (served.root / "templates").mkdir(exist_ok=True)
    theme = (Path(__file__).parents[2] / "templates/style.css").read_text("utf-8")
    (served.root / "templates/style.css").write_text(theme + "\nbody { outline: 7px solid red; }\n", "utf-8")

    expect(page.locator("body")).to_have_css("outline-width", "7px", timeout=PATIENCE)

    assert page.evaluate("window.notReloaded") is True
    (served.root / "templates/style.css").unlink()


def test_a_fault_shows_over_the_page_and_goes_when_mended(served: Served, page: Page) -> None:
    overlay = page.locator("#briefgen-news")
    (served.root / "templates").mkdir(exist_ok=True)
    (served.root / "templates/article.html").write_text("<p>\n{% if %}\n", "utf-8")

    expect(overlay).to_contain_text("templates/article.html:2", timeout=PATIENCE)
    expect(overlay).to_contain_text("{% if %}")

    (served.root / "templates/article.html").unlink()
    expect(overlay).to_have_count(0, timeout=PATIENCE)
