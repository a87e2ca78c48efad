"""The site planned and rendered from records made by hand: addresses, links, forms, escaping, sameness."""

import json
import re
import sqlite3
from collections import Counter
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urljoin, urlsplit

import msgspec
import pytest

from briefgen.config import Settings
from briefgen.errors import BriefgenError
from briefgen.records import ActorId, ArticleId, Briefing, Edtf, Page, Touched
from briefgen.render import Renderer, theme_folder
from briefgen.site import PAGE_MAKERS, plan
from briefgen.site.columns import TABLES
from briefgen.site.dates import parse_when
from tests.handmade import briefing, many

SETTINGS = replace(
    Settings(), title="Brenn & Ostrel", description="An invented story.", base_url="https://x.example/b/"
)
BASE = "https://x.example/b/"


def built(source: Briefing, settings: Settings = SETTINGS) -> dict[str, bytes]:
    """The whole site: path to bytes, static files included."""
    renderer = Renderer([theme_folder()])
    files = {file.path: file.content for file in map(renderer.file, plan(source, settings))}
    static = theme_folder() / "static"
    return files | {p.relative_to(static).as_posix(): p.read_bytes() for p in static.rglob("*") if p.is_file()}


@cache
def built_with(source_text: str) -> dict[str, bytes]:
    return built(briefing(), replace(SETTINGS, source_text=source_text))  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def site() -> dict[str, bytes]:
    return built_with(SETTINGS.source_text)


class Links(HTMLParser):
    """The ids and the links of a page."""

    def __init__(self, html: bytes) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: Counter[str] = Counter()
        self.feed(html.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        for name, value in attrs:
            if name == "id" and value:
                self.ids.append(value)
            if name in ("href", "src", "cite", "action") and value is not None:
                self.links.append(value)
            assert name != "style"
            assert not name.startswith("on")


def broken(files: dict[str, bytes], base: str = BASE) -> list[str]:
    """Links and fragments that lead nowhere, ids that stand twice."""
    pages = {path: Links(content) for path, content in files.items() if path.endswith(".html")}
    found = [f"{path}: id {id} twice" for path, page in pages.items() for id, n in Counter(page.ids).items() if n > 1]
    for path, page in pages.items():
        for link in page.links:
            parts = urlsplit(urljoin(base + path, link))
            if not (parts.scheme + "://" + parts.netloc + parts.path).startswith(base):
                continue
            target = unquote(parts.path[len(urlsplit(base).path) :])
            target += "index.html" if target.endswith("/") or not target else ""
            if target not in files:
                found.append(f"{path}: {link}")
            elif parts.fragment and target in pages and parts.fragment not in pages[target].ids:
                found.append(f"{path}: no {link}")
    return found


@pytest.mark.parametrize("mode", ["full", "excerpt", "none"])
def test_every_link_and_fragment_leads_somewhere(mode: str) -> None:
    assert broken(built_with(mode)) == []


@pytest.mark.slow
def test_long_lists_in_parts_lead_everywhere_too() -> None:
    files = built(many(30), replace(SETTINGS, page_size=10))

    assert "quotes/~1/index.html" in files
    assert "actors/mara-veldin/quotes/~1/index.html" in files
    assert broken(files) == []


def test_portable_links_name_their_files() -> None:
    files = built(briefing(), replace(SETTINGS, base_url="", portable=True))
    folders = [
        f"{path}: {link}"
        for path, content in files.items()
        if path.endswith(".html")
        for link in Links(content).links
        if urlsplit(link).scheme == "" and (urlsplit(link).path.endswith("/") or not link)
    ]

    assert [link for link in folders if not link.startswith("404.html")] == []


def test_a_second_plan_gives_the_same_bytes(site: dict[str, bytes]) -> None:
    assert built(briefing()) == site


def test_the_order_of_records_does_not_matter(site: dict[str, bytes]) -> None:
    source = briefing()
    turned = replace(
        source, sayings=source.sayings[::-1], happenings=source.happenings[::-1], articles=source.articles[::-1]
    )

    assert built(turned) == site


@pytest.mark.parametrize(
    "path",
    ["index.html", "actors/index.html", "actors/~m/index.html", "actors/mara-veldin/index.html", "dates/index.html",
     "dates/2026/index.html", "dates/2026/03/index.html", "dates/2026/03/02/index.html", "dates/2019/index.html",
     "timeline/index.html", "quotes/index.html", "articles/index.html", "articles/talks/index.html", "tags/index.html",
     "tags/harbour/index.html", "briefings/harbour/index.html", "search/index.html", "about/index.html", "404.html",
     "actors/tarn/index.html", "feed.atom", "feed.json", "actors/mara-veldin/feed.atom", "events.ics", "upcoming.ics",
     "actors/mara-veldin/events.ics", "actors/mara-veldin/actor.json", "data/actors.json", "data/actors.csv",
     "data/briefing.sqlite", "data/datapackage.json", "sitemap.xml", "robots.txt", "site.webmanifest", "_headers",
     ".nojekyll", "search/index.js", "og.png", "assets/style.css", "assets/site.js", "assets/search.js"],
)  # fmt: skip
def test_every_kind_of_page_is_there(site: dict[str, bytes], path: str) -> None:
    assert path in site


def test_each_page_has_one_main_heading_a_title_and_the_policy(site: dict[str, bytes]) -> None:
    for path, content in site.items():
        if path.endswith(".html") and b'http-equiv="refresh"' not in content:
            assert Links(content).tags["h1"] == 1, path
            assert b"<title>" in content
            assert b"default-src 'none'" in content.replace(b"&#39;", b"'"), path
            assert b"<style" not in content


def test_no_script_stands_in_a_page_but_data(site: dict[str, bytes]) -> None:
    for path, content in site.items():
        if path.endswith(".html"):
            inline = re.findall(rb"<script(?![^>]*\bsrc=)([^>]*)>", content)
            assert all(b"application/ld+json" in attributes for attributes in inline), path


def test_words_of_articles_are_escaped_everywhere(site: dict[str, bytes]) -> None:
    for path, content in site.items():
        if path.endswith((".html", ".atom", ".xml")):
            assert b"<b>anybody" not in content, path
            assert b"<without>" not in content, path


def test_a_script_in_a_title_cannot_end_the_structured_data() -> None:
    source = briefing()
    hostile = tuple(replace(a, title="</script><script>alert(1)</script>") for a in source.articles)

    for path, content in built(replace(source, articles=hostile)).items():
        assert b"<script>alert" not in content or not path.endswith((".html", ".atom", ".xml")), path


def test_without_base_url_nothing_is_absolute() -> None:
    files = built(briefing(), replace(SETTINGS, base_url=""))

    assert not {"sitemap.xml", "robots.txt"} & files.keys()
    assert b"og:url" not in files["index.html"]
    assert b"canonical" not in files["index.html"]


def test_the_error_page_starts_its_links_at_the_path_of_base_url(site: dict[str, bytes]) -> None:
    local = [link for link in Links(site["404.html"]).links if not urlsplit(link).scheme and not link.startswith("#")]

    assert local
    assert all(link.startswith("/b/") for link in local)


def test_a_full_copy_of_somebody_elses_article_is_not_for_search_engines() -> None:
    files = built_with("full")

    assert b'content="noindex"' in files["articles/talks/index.html"]
    assert b"articles/talks/" not in files["sitemap.xml"]
    assert b"articles/undated/" in files["sitemap.xml"]


def test_an_excerpt_leaves_out_what_nothing_was_taken_from(site: dict[str, bytes]) -> None:
    page = site["articles/talks/index.html"].decode()

    assert "Nothing" not in page
    assert "[…]" in page
    assert "last met in" in page


def test_without_source_text_only_the_notes_are_shown() -> None:
    page = built_with("none")["articles/talks/index.html"].decode()

    assert "<mark" not in page
    assert 'id="q-talks-0"' in page


def test_marks_and_notes_link_to_one_another(site: dict[str, bytes]) -> None:
    page = Links(site["articles/talks/index.html"])

    assert {"q-talks-0", "e-talks-0", "n1"} <= set(page.ids)
    assert {"#n1", "#q-talks-0"} <= set(page.links)


def test_old_anchors_still_lead_to_the_words(site: dict[str, bytes]) -> None:
    assert "q-old-talks-0" in Links(site["articles/talks/index.html"]).ids


def test_a_former_anchor_that_another_quote_bears_now_stands_once() -> None:
    source = briefing()
    worn = tuple(replace(s, former_anchors=("q-talks-1", "q-worn")) for s in source.sayings)

    assert broken(built(replace(source, sayings=worn))) == []


def test_a_quote_reported_twice_is_shown_once_with_both_sources(site: dict[str, bytes]) -> None:
    page = site["quotes/index.html"].decode()

    assert page.count("We will sign in April") == 1
    assert "Coast Wire" in page
    assert 'id="q-talks-0"' in site["articles/strike/index.html"].decode()


def test_a_former_id_of_an_actor_leads_to_its_page(site: dict[str, bytes]) -> None:
    page = site["actors/tarn/index.html"].decode()

    assert 'url=../../actors/ivo-tarn/"' in page
    assert f'rel="canonical" href="{BASE}actors/ivo-tarn/"' in page


def test_a_plan_links_to_the_report_of_it_and_back(site: dict[str, bytes]) -> None:
    timeline = site["timeline/index.html"].decode()

    assert 'articles/inspection/#e-inspection-0">reported as happened' in timeline
    assert 'articles/dam/#e-dam-1">announced before' in timeline


def test_a_list_of_events_opens_with_what_comes_next_and_what_was_last() -> None:
    source = many(30)
    files = built(source, replace(SETTINGS, page_size=10))
    pages = {name: html.decode() for name, html in files.items() if name.startswith("timeline/")}
    days = {name: re.findall(r'dt-start" datetime="([^"]+)', html) for name, html in pages.items()}
    newest = "2025-01-30"

    front = days["timeline/index.html"]
    ahead = [day for day in front if day > newest]
    shown = [anchor for html in pages.values() for anchor in re.findall(r'<li class="event[^>]* id="([^"]+)"', html)]

    assert 0 < len(ahead) <= 10 // 4
    assert front[: len(ahead)] == sorted(ahead)
    assert all(day > newest for name, of_page in days.items() if "later" in name for day in of_page)
    assert sorted(shown) == sorted(happening.anchor for happening in source.happenings if parse_when(happening.date))


def test_coming_up_holds_what_lies_behind_the_newest_article_only(site: dict[str, bytes]) -> None:
    side = site["index.html"].decode().split("<h2>Coming up")[1].split("</section>")[0]

    assert re.findall(r'datetime="([^"]+)"', side) == ["2026-03-12", "2026-03-20", "2026-04"]


def test_an_actor_without_days_has_no_calendar(site: dict[str, bytes]) -> None:
    assert "actors/ostrel/events.ics" not in site
    assert "events.ics" not in " ".join(Links(site["actors/ostrel/index.html"]).links)


def test_an_actor_whose_only_dates_span_a_year_has_no_calendar_either() -> None:
    source = briefing()
    spans = tuple(replace(h, date=Edtf("2025-01-01/2025-12-01")) for h in source.happenings)

    assert broken(built(replace(source, happenings=spans))) == []


def test_two_pages_at_one_address_are_an_error() -> None:
    source = briefing()
    twin = replace(source, articles=(*source.articles, replace(source.articles[0], path="other.txt")))
    settings = replace(SETTINGS)
    actors = (*twin.actors, replace(twin.actors[0], id=ActorId("Mara-Veldin")))

    with pytest.raises(BriefgenError, match="two pages at one address"):
        list(plan(replace(source, actors=actors), settings))


def test_only_what_is_touched_is_planned_anew_beside_the_indexes() -> None:
    whole = {page.url for page in plan(briefing(), SETTINGS)}
    articles, actors, days = {ArticleId("dam")}, {ActorId("lena-orsk")}, {"2026-03-05"}
    touched = Touched(frozenset(articles), frozenset(actors), frozenset(days))
    some = {page.url for page in plan(briefing(), SETTINGS, touched)}

    assert {"", "actors/", "timeline/", "articles/dam/", "actors/lena-orsk/", "dates/2026/03/05/", "feed.atom"} <= some
    assert not {"articles/talks/", "actors/mara-veldin/", "dates/2026/03/02/", "actors/mara-veldin/feed.atom"} & some
    assert some <= whole


def test_views_can_be_hashed() -> None:
    renderer = Renderer([theme_folder()])

    assert all(len(renderer.key(page)) == 16 for page in plan(briefing(), SETTINGS))


@pytest.mark.slow
def test_no_page_grows_with_the_corpus_but_the_data() -> None:
    sizes = _sizes(list(plan(many(200), replace(SETTINGS, page_size=10))))

    pages = {url: size for url, size in sizes.items() if url.endswith("/") or not url}
    assert len(pages) > 1500
    assert [url for url, size in pages.items() if size > 30_000] == []


def _sizes(pages: list[Page]) -> dict[str, int]:
    return {page.url: len(msgspec.msgpack.encode(page.view, enc_hook=str)) for page in pages}


def test_an_empty_briefing_makes_a_site() -> None:
    files = built(Briefing())

    assert broken(files) == []
    assert "index.html" in files


@pytest.mark.slow
def test_share_images_are_drawn_where_the_settings_ask_for_them() -> None:
    pytest.importorskip("PIL")
    files, again = (built(briefing(), replace(SETTINGS, share_images=True)) for _ in range(2))

    assert f'content="{BASE}og/actors-mara-veldin.png"' in files["actors/mara-veldin/index.html"].decode()
    assert files["og/articles-talks.png"].startswith(b"\x89PNG")
    assert files["og/dates-2026-03-02.png"] == again["og/dates-2026-03-02.png"]
    assert len(files["og/actors-mara-veldin.png"]) < 30_000


@pytest.mark.slow
def test_where_share_images_are_drawn_a_quote_has_a_page_that_carries_its_own() -> None:
    pytest.importorskip("PIL")
    source = briefing()
    files = built(source, replace(SETTINGS, share_images=True))
    told = {saying.anchor: saying.quote.kind for saying in source.sayings}

    page = files["quotes/q-inspection-0/index.html"].decode()

    assert f'content="{BASE}og/quotes-q-inspection-0.png"' in page
    assert files["og/quotes-q-inspection-0.png"].startswith(b"\x89PNG")
    assert "It is wet" in page
    assert "noindex" in page
    assert broken(files) == []
    assert {a for a in told if f"quotes/{a}/index.html" in files} == {a for a, k in told.items() if k == "direct"}


# ---------------------------------------------------------------- data


@pytest.mark.parametrize("table", TABLES)
def test_data_tables_have_their_documented_columns(site: dict[str, bytes], table: str) -> None:
    rows = json.loads(site[f"data/{table}.json"])
    names = [column.name for column in TABLES[table]]

    assert rows
    assert all(list(row) == names for row in rows)
    header = site[f"data/{table}.csv"].decode("utf-8-sig").splitlines()[0]
    assert header == ",".join(names)


def test_the_database_holds_what_the_json_holds(site: dict[str, bytes], tmp_path: Path) -> None:
    file = tmp_path / "b.sqlite"
    file.write_bytes(site["data/briefing.sqlite"])

    with sqlite3.connect(file) as database:
        for table in TABLES:
            ids = [id for (id,) in database.execute(f"SELECT id FROM {table} ORDER BY id")]
            assert ids == sorted(row["id"] for row in json.loads(site[f"data/{table}.json"]))


def test_offsets_in_the_data_cut_the_words(site: dict[str, bytes]) -> None:
    bodies = {article.id: article.body for article in briefing().articles}

    for event in json.loads(site["data/events.json"]):
        start, end = event["span"]
        assert " ".join(bodies[event["article"]][start:end].split()) == event["words"]


def test_the_data_package_explains_every_column(site: dict[str, bytes]) -> None:
    package = json.loads(site["data/datapackage.json"])

    for resource in package["resources"]:
        assert f"data/{resource['path']}" in site
        assert all(column["description"] for column in resource["schema"]["fields"])


def test_the_search_index_finds_its_entries(site: dict[str, bytes]) -> None:
    scripts = {name: json.loads(content.decode()[len("briefgenSearch(") : -3])[1]
               for path, content in site.items() if (name := PurePosixPath(path).stem) and path.startswith("search/")
               and path.endswith(".js")}  # fmt: skip
    shelf = scripts["d0"]

    assert shelf[scripts["t0"]["veldin"][0]][:2] == ["Mara Veldin", "actors/mara-veldin/"]
    assert sum(scripts["index"]["groups"]) == len(shelf)


def test_every_maker_is_a_function_with_a_name_of_its_own() -> None:
    assert len({maker.__name__ for maker in PAGE_MAKERS}) == len(PAGE_MAKERS)


def test_a_projects_own_rules_stand_behind_the_themes_and_may_name_a_font(tmp_path: Path) -> None:
    rule = '@font-face { font-family: "Own"; src: url(own.woff2); }'
    (tmp_path / "custom.css").write_text(rule, "utf-8")
    renderer = Renderer([tmp_path, theme_folder()])

    pages = {page.url: page for page in plan(briefing(), SETTINGS) if page.url in ("", "assets/style.css")}
    style, home = (renderer.file(pages[url]).content.decode() for url in ("assets/style.css", ""))

    assert style.rstrip().endswith("src:url(own.woff2);}")
    assert "font-src &#39;self&#39;" in home or "font-src 'self'" in home
