"""Every kind of page in a real browser: it fits, nothing complains, axe finds nothing, all is there without scripts."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

KINDS = {
    "home": "small/",
    "actors": "small/actors/",
    "letter": "small/actors/~m/",
    "actor": "small/actors/mara-veldin/",
    "years": "small/dates/",
    "year": "small/dates/2026/",
    "month": "small/dates/2026/03/",
    "day": "small/dates/2026/03/02/",
    "timeline": "small/timeline/",
    "quotes": "small/quotes/",
    "articles": "small/articles/",
    "article": "small/articles/talks/",
    "foreign": "small/articles/hafen/",
    "tags": "small/tags/",
    "tag": "small/tags/harbour/",
    "dossier": "small/briefings/harbour/",
    "search": "small/search/",
    "about": "small/about/",
    "long-actor": "long/actors/mara-veldin/",
    "long-list": "long/timeline/",
    "part": "long/quotes/~1/",
}
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SHOTS = os.environ.get("BRIEFGEN_SHOTS")  # a folder for screenshots


@pytest.fixture(scope="session")
def axe() -> str:
    path = Path(os.environ.get("BRIEFGEN_AXE", ".cache/npm/node_modules/axe-core/axe.min.js"))
    if path.is_file():
        return path.read_text("utf-8")
    if os.environ.get("CI"):
        pytest.fail(f"axe-core is not at {path}: npm install --prefix .cache/npm axe-core")
    pytest.skip("axe-core is not installed: npm install --prefix .cache/npm axe-core")


def shown(visit: Visit, kind: str, width: int, scheme: str = "light") -> Page:
    visit.page.set_viewport_size({"width": width, "height": 900})
    visit.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    return visit.open(KINDS[kind])


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("kind", KINDS)
def test_a_page_fits_and_nothing_complains(visit: Visit, kind: str, width: int, scheme: str) -> None:
    page = shown(visit, kind, width, scheme)

    over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if SHOTS:
        page.screenshot(path=f"{SHOTS}/{kind}-{width}-{scheme}.png", full_page=True)

    assert over <= 0


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing(visit: Visit, axe: str, kind: str, width: int) -> None:
    page = shown(visit, kind, width)
    page.evaluate(axe)  # a script element would be against the site's own policy

    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        result = page.evaluate("options => axe.run(options)", {"runOnly": TAGS, "resultTypes": ["violations"]})
        assert [(v["id"], [n["html"][:120] for n in v["nodes"]]) for v in result["violations"]] == [], scheme


SHIFTS = """() => new Promise((done) => {
    new PerformanceObserver((list) => done(list.getEntries().map((shift) =>
        [shift.value, ...shift.sources.map((source) => source.node?.className || source.node?.nodeName)]
    ))).observe({ type: "layout-shift", buffered: true });
    setTimeout(() => done([]), 200);
})"""


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("kind", KINDS)
def test_nothing_moves_while_a_page_loads(visit: Visit, kind: str, width: int) -> None:
    page = visit.page
    page.route("**/site.js", lambda route: (page.wait_for_timeout(150), route.continue_()))  # after the first paint

    shown(visit, kind, width)
    shifts = page.evaluate(SHIFTS)
    page.unroute("**/site.js")

    assert shifts == []


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "search"])
def test_without_scripts_all_the_text_is_there(visit: Visit, unscripted: Page, base: str, kind: str) -> None:
    page = visit.open(KINDS[kind])
    page.evaluate("document.querySelectorAll('[data-filter], .copy').forEach(e => e.remove())")
    text = page.locator("main").inner_text().split()

    unscripted.goto(base + KINDS[kind])

    assert unscripted.locator("main").inner_text().split() == text
    assert len(text) > 5


def test_the_first_tab_stop_skips_to_the_content(visit: Visit) -> None:
    page = visit.open("small/")

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "content"


@pytest.mark.parametrize("kind", ["home", "actor", "article", "timeline"])
def test_every_link_can_be_reached_and_seen_with_the_keyboard(visit: Visit, kind: str) -> None:
    page = visit.open(KINDS[kind])
    count = "s => [...document.querySelectorAll(s)].filter(e => e.checkVisibility()).length"
    links = page.evaluate(count, "a[href], summary, input, select, button")

    seen, bare = 0, []
    for _ in range(links + 2):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
        seen += 1
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        bare += [] if outline != "none" else [page.evaluate("document.activeElement.outerHTML")]

    assert seen >= links
    assert bare == []


@pytest.mark.parametrize("kind", ["home", "actor", "day", "article"])
def test_a_page_prints_its_words_and_no_menus(visit: Visit, kind: str) -> None:
    page = visit.open(KINDS[kind])
    page.emulate_media(media="print")

    assert not page.locator("header nav").is_visible()
    assert page.locator(".filters, .files, .out, .more").filter(visible=True).count() == 0
    assert page.locator("h1").is_visible()
    paper = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert paper == "rgb(255, 255, 255)"
    assert len(page.pdf()) > 5_000


def test_a_quote_is_never_set_like_our_own_sentences(visit: Visit) -> None:
    page = visit.open("small/quotes/")
    family = "s => getComputedStyle(document.querySelector(s)).fontFamily"
    families = [page.evaluate(family, part) for part in (".words", "h1", "figcaption")]

    assert families[0] != families[1]
    assert families[0] != families[2]
