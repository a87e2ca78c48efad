"""A page of forty events beside those of the tools that people use for such pages, all measured in one browser.

usage: python -m bench.side_by_side TOOLS_DIR [--rounds 3]

TOOLS_DIR holds what is to take part, each tool by its own installer; nothing of theirs is in this repository:
    python -m venv TOOLS_DIR && TOOLS_DIR/bin/pip install mkdocs-material
    npm install --prefix TOOLS_DIR/npm @knight-lab/timelinejs vis-timeline lighthouse axe-core

Every tool gets the same dates, words and sources, and is used as its own first page of documentation shows. Pages are
served uncompressed from this machine; no other host can be reached, what a page asks of one is counted.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from html import escape
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, Page, sync_playwright

from bench.articles import BenchArticle, make_articles
from briefgen.brief import brief
from briefgen.config import Settings
from briefgen.records import Article, ArticleId, Briefing
from briefgen.render import render, theme_folder
from briefgen.site import plan

EVENTS = 40
TITLE = "Forty events"
OUTLET = "Bench Wire"
ALONE = ["--no-sandbox", "--disable-background-networking", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]
WIDTHS = (360, 1280)  # a phone, a desk
SETTLED = 1000  # milliseconds after loading in which a page may still move
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")


@dataclass(frozen=True, slots=True)
class Told:
    """An event as every tool is given it."""

    day: str
    words: str
    source: str


@dataclass(frozen=True, slots=True)
class Tool:
    """`make` writes a site into a folder, given the tools and the events; `page` is the one to look at."""

    name: str
    make: Callable[[Path, Path, Briefing, list[Told]], bool]
    page: str = ""


@dataclass(frozen=True, slots=True)
class Measured:
    requests: int
    loaded: int
    scripts: int
    elsewhere: int  # requests to other hosts
    told: int  # events whose words a reader finds, scripts running
    told_without: int  # ... without scripts
    printed: int  # ... on paper
    reached: int  # events that hold a stop of the Tab key
    shift: float  # the larger of phone and desk
    violations: int | None  # nodes that axe complains of
    lighthouse: tuple[float, ...]  # performance, accessibility, best practices, SEO; first paint in s, blocked ms


def main() -> None:
    options = _options()
    briefing = _briefing()
    events = _events(briefing)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_chromium(), args=ALONE)
        for tool in TOOLS:
            site = Path(folder, tool.name.split()[0])
            site.mkdir()
            if not tool.make(site, options.tools, briefing, events):
                print(f"{tool.name}: not installed in {options.tools}", file=sys.stderr)
                continue
            with _served(site) as base:
                _print(tool, _measure(browser, base + tool.page, events, options))
        browser.close()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tools", type=Path)
    parser.add_argument("--rounds", type=int, default=3, help="of Lighthouse, of which the median counts")
    return parser.parse_args()


def _chromium() -> str | None:
    return shutil.which("chromium") or shutil.which("google-chrome")


# ---------------------------------------------------------------- the events


def _briefing() -> Briefing:
    """So many articles that they hold forty events, the last one cut."""
    pairs, left = [], EVENTS
    for made in make_articles(EVENTS):
        found = replace(made.findings, events=made.findings.events[:left])
        pairs.append((_article(made), found))
        left -= len(found.events)
        if not left:
            return brief(pairs)
    raise ValueError("too few events")


def _article(made: BenchArticle) -> Article:
    return Article(ArticleId(made.file), made.title, made.body, made.date, source=OUTLET)


def _events(briefing: Briefing) -> list[Told]:
    """In order of their days."""
    bodies = {article.id: article for article in briefing.articles}
    told = []
    for happening in briefing.happenings:
        article = bodies[happening.article]
        source = f"{article.source}, {article.date}"
        told.append(Told(str(happening.date), happening.event.span.cut(article.body), source))
    assert len(told) == EVENTS, f"{len(told)} events after merging"
    return sorted(told, key=lambda one: one.day)


# ---------------------------------------------------------------- the tools


def _briefgen(site: Path, tools: Path, briefing: Briefing, events: list[Told]) -> bool:
    shutil.copytree(theme_folder() / "static", site, dirs_exist_ok=True)
    settings = Settings(title=TITLE, base_url="https://example.org/")
    for file in render(plan(briefing, settings), [theme_folder()]):
        target = site / file.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(file.content)
    return True


def _timelinejs(site: Path, tools: Path, briefing: Briefing, events: list[Told]) -> bool:
    dist = tools / "npm/node_modules/@knight-lab/timelinejs/dist"
    if not dist.is_dir():
        return False
    shutil.copytree(dist, site / "dist")
    shown = [
        {
            "start_date": dict(zip(("year", "month", "day"), map(int, told.day.split("-")), strict=True)),
            "text": {"headline": escape(told.words), "text": escape(told.source)},
        }
        for told in events
    ]
    given = json.dumps({"title": {"text": {"headline": TITLE}}, "events": shown})
    script = f"new TL.Timeline('line', {given})"
    head = '<link rel="stylesheet" href="dist/css/timeline.css"><script src="dist/js/timeline.js"></script>'
    return _write(site, head, f'<div id="line" style="width: 100%; height: 600px"></div><script>{script}</script>')


def _vis(site: Path, tools: Path, briefing: Briefing, events: list[Told]) -> bool:
    package = tools / "npm/node_modules/vis-timeline"
    if not package.is_dir():
        return False
    shutil.copy(package / "standalone/umd/vis-timeline-graph2d.min.js", site / "vis.js")
    shutil.copy(package / "styles/vis-timeline-graph2d.min.css", site / "vis.css")
    shown = [
        {"id": n, "start": told.day, "content": escape(told.words), "title": escape(told.source)}
        for n, told in enumerate(events)
    ]
    script = f"new vis.Timeline(document.getElementById('line'), new vis.DataSet({json.dumps(shown)}), {{}})"
    head = '<link rel="stylesheet" href="vis.css"><script src="vis.js"></script>'
    return _write(site, head, f'<h1>{TITLE}</h1><div id="line"></div><script>{script}</script>')


def _write(site: Path, head: str, body: str) -> bool:
    """The page around a timeline of scripts, with what any careful author adds."""
    page = f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{TITLE}</title>'
    page += '<meta name="viewport" content="width=device-width, initial-scale=1">'
    page += f'<meta name="description" content="{TITLE} of made-up people"><link rel="icon" href="data:,">{head}</head>'
    (site / "index.html").write_text(f"{page}<body><main>{body}</main></body></html>", "utf-8")
    return True


def _material(site: Path, tools: Path, briefing: Briefing, events: list[Told]) -> bool:
    program = tools / "bin/mkdocs"
    if not program.is_file():
        return False
    project = site / "project"
    (project / "docs").mkdir(parents=True)
    (project / "mkdocs.yml").write_text(f"site_name: {TITLE}\ntheme:\n  name: material\nsite_dir: ../site\n", "utf-8")
    text = [f"# {TITLE}", ""]
    text += [f"- **{told.day}** {told.words} ({told.source})" for told in events]
    (project / "docs/index.md").write_text("\n".join(text), "utf-8")
    subprocess.run([program, "build", "--quiet"], cwd=project, check=True, capture_output=True)
    return True


TOOLS = (
    Tool("briefgen", _briefgen, "timeline/"),
    Tool("TimelineJS", _timelinejs),
    Tool("vis-timeline", _vis),
    Tool("Material for MkDocs", _material, "site/"),
)


# ---------------------------------------------------------------- measuring


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    server.server_close()


def _measure(browser: Browser, url: str, events: list[Told], options: argparse.Namespace) -> Measured:
    visits = [_visit(browser, url, width) for width in WIDTHS]
    page, loaded, shift = visits[-1]
    told, reached = _told(page, events), _reached(page, events)
    violations = _violations(page, options.tools)
    page.emulate_media(media="print")
    printed = _told(page, events)
    for one, _, _ in visits:
        one.context.close()
    return Measured(
        requests=len(loaded),
        loaded=sum(size for _, size in loaded),
        scripts=sum(size for kind, size in loaded if kind == "script"),
        elsewhere=sum(kind == "elsewhere" for kind, _ in loaded),
        told=told,
        told_without=_without_scripts(browser, url, events),
        printed=printed,
        reached=reached,
        shift=max(shift, visits[0][2]),
        violations=violations,
        lighthouse=_lighthouse(url, options),
    )


SHIFT = """() => new Promise((done) => {
    let sum = 0;
    new PerformanceObserver((list) => { for (const shift of list.getEntries()) sum += shift.value; })
        .observe({ type: "layout-shift", buffered: true });
    setTimeout(() => done(sum), 100);
})"""


def _visit(browser: Browser, url: str, width: int) -> tuple[Page, list[tuple[str, int]], float]:
    """The page opened afresh, what it loaded by kind and bytes, and how much it moved."""
    page = browser.new_context(viewport={"width": width, "height": 900}).new_page()
    asked, loaded = [], []
    page.on("request", lambda request: asked.append(request))
    page.goto(url)
    page.wait_for_timeout(SETTLED)
    for request in asked:
        if not request.url.startswith("http://127.0.0.1"):
            loaded += [("elsewhere", 0)] if request.url.startswith("http") else []
        elif response := request.response():
            loaded.append((request.resource_type, len(response.body())))
    return page, loaded, page.evaluate(SHIFT)


def _told(page: Page, events: list[Told]) -> int:
    """Events whose words stand among the words that the page shows."""
    shown = " ".join(page.locator("body").inner_text().split())
    return sum(told.words in shown for told in events)


def _without_scripts(browser: Browser, url: str, events: list[Told]) -> int:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(url)
    found = _told(page, events)
    context.close()
    return found


STOPS = """() => [...document.querySelectorAll("a[href], button, summary, [tabindex]")]
    .filter((stop) => stop.tabIndex >= 0 && stop.checkVisibility())
    .map((stop) => [stop.textContent, stop.parentElement.textContent, stop.closest("li")?.textContent]
    .map((text) => (text ?? "").replace(/\\s+/g, " ")).join("\\n"))"""


def _reached(page: Page, events: list[Told]) -> int:
    """Events that the Tab key comes to: a stop in their entry, or holding their words."""
    stops = page.evaluate(STOPS)
    near = [stop for stop in stops if sum(told.words in stop for told in events) == 1]
    return sum(any(told.words in stop for stop in near) for told in events)


def _violations(page: Page, tools: Path) -> int | None:
    axe = tools / "npm/node_modules/axe-core/axe.min.js"
    if not axe.is_file():
        return None
    page.evaluate(axe.read_text("utf-8"))
    found = page.evaluate("tags => axe.run({runOnly: tags})", AXE_TAGS)
    return sum(len(violation["nodes"]) for violation in found["violations"])


def _lighthouse(url: str, options: argparse.Namespace) -> tuple[float, ...]:
    program = options.tools / "npm/node_modules/lighthouse/cli/index.js"
    if not program.is_file():
        return ()
    rounds = [_scores(program, url) for _ in range(options.rounds)]
    return tuple(median(scores) for scores in zip(*rounds, strict=True))


def _scores(program: Path, url: str) -> tuple[float, ...]:
    flags = " ".join(f'"{flag}"' if " " in flag else flag for flag in ("--headless=new", *ALONE))
    command = ["node", str(program), url, "--quiet", "--output=json", f"--chrome-flags={flags}"]
    environment = {**os.environ, "CHROME_PATH": _chromium() or ""}
    ran = subprocess.run(command, check=True, capture_output=True, env=environment)
    report = json.loads(ran.stdout)
    scores = [100 * (report["categories"][name]["score"] or 0) for name in CATEGORIES]
    audits = report["audits"]
    return (*scores, audits["first-contentful-paint"]["numericValue"], audits["total-blocking-time"]["numericValue"])


# ---------------------------------------------------------------- the table

HEAD = """| tool | requests | KB loaded | KB of scripts | other hosts | told | told without scripts | told on paper \
| reached by Tab | shift | axe nodes | Lighthouse | first paint s | blocked ms |
|---|---|---|---|---|---|---|---|---|---|---|---|---|---|"""


def _print(tool: Tool, found: Measured) -> None:
    if tool is TOOLS[0]:
        print(HEAD)
    *scores, paint, blocked = found.lighthouse or (0.0, 0.0)
    cells = [
        tool.name,
        found.requests,
        f"{found.loaded / 1000:.1f}",
        f"{found.scripts / 1000:.1f}",
        found.elsewhere,
        found.told,
        found.told_without,
        found.printed,
        found.reached,
        f"{found.shift:.3f}".rstrip("0").rstrip("."),
        "-" if found.violations is None else found.violations,
        "/".join(f"{score:.0f}" for score in scores) or "-",
        f"{paint / 1000:.1f}",
        f"{blocked:.0f}",
    ]
    print("| " + " | ".join(map(str, cells)) + " |", flush=True)


if __name__ == "__main__":
    main()
