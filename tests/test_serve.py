"""The preview: rebuilt on every kind of save, pages kept up to date, strangers turned away. Real processes."""

import os
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from briefgen.build import Options
from briefgen.errors import Problem
from briefgen.serve import Preview
from briefgen.serve.news import Hub, fault
from briefgen.serve.web import is_own_host
from briefgen.watch import Watch
from tests.previews import SOON, Served, until
from tests.sites import FLOOD, TALKS

REPOSITORY = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    root = tmp_path_factory.mktemp("served")
    (root / "content").mkdir()
    (root / "content/talks.txt").write_text(TALKS, "utf-8")
    (root / "content/flood.txt").write_text(FLOOD, "utf-8")
    running = Served(root)
    assert running.shows("Mara Veldin")
    yield running
    running.process.kill()
    running.process.wait()


# ---------------------------------------------------------------- what an editor does

NAMES = iter(("Alba", "Berit", "Cora", "Dagny", "Edda", "Freya", "Greta", "Hilda", "Inga", "Jorun", "Kaia", "Liv"))


def in_place(file: Path, text: str) -> None:
    file.write_text(text, "utf-8")


def by_swap(file: Path, text: str) -> None:
    part = file.with_name(f".{file.name}.tmp123")
    part.write_text(text, "utf-8")
    os.replace(part, file)


def like_vim(file: Path, text: str) -> None:
    (file.parent / "4913").write_text("")
    (file.parent / "4913").unlink()
    os.rename(file, f"{file}~")
    file.write_text(text, "utf-8")
    os.unlink(f"{file}~")


def from_elsewhere(file: Path, text: str) -> None:
    part = file.parent.parent.parent / f"{file.name}.{time.time_ns()}"
    part.write_text(text, "utf-8")
    os.replace(part, file)


def removed_and_made(file: Path, text: str) -> None:
    file.unlink()
    time.sleep(0.05)
    file.write_text(text, "utf-8")


@pytest.mark.model
@pytest.mark.parametrize("save", [in_place, by_swap, like_vim, from_elsewhere, removed_and_made])
def test_every_way_of_saving_is_seen(served: Served, save: Callable[[Path, str], None]) -> None:
    name = next(NAMES)

    save(served.root / "content/talks.txt", TALKS.replace("Mara", name))

    assert served.shows(f"{name} Veldin")


@pytest.mark.model
def test_files_and_folders_that_come_move_and_go_are_seen(served: Served) -> None:
    folder = served.root / "content/deep/er"
    folder.mkdir(parents=True)
    (folder / "new.txt").write_text(TALKS.replace("Mara Veldin", "Odo Lindqvar"), "utf-8")
    assert served.shows("Odo Lindqvar")

    shutil.move(folder.parent, served.root / "content/moved")
    (served.root / "content/moved/er/new.txt").write_text(TALKS.replace("Mara Veldin", "Una Lindqvar"), "utf-8")
    assert served.shows("Una Lindqvar")

    shutil.rmtree(served.root / "content/moved")
    assert served.hides("Una Lindqvar")


@pytest.mark.model
def test_a_hundred_files_at_once_are_few_builds(served: Served) -> None:
    before = served.builds()
    many = served.root / "content/many"
    many.mkdir()
    for number in range(100):
        (many / f"{number}.txt").write_text(f"Title: Note {number}\n\nNothing happened.\n", "utf-8")
    (many / "last.txt").write_text(TALKS.replace("Mara Veldin", "Runa Vasterby"), "utf-8")

    assert served.shows("Runa Vasterby")
    assert served.builds() - before <= 5
    shutil.rmtree(many)
    assert served.hides("Runa Vasterby")


@pytest.mark.model
def test_what_editors_leave_beside_a_file_causes_no_build(served: Served) -> None:
    assert served.shows("Veldin")
    before = served.settled()

    for name in (".talks.txt.swp", "talks.txt~", "#talks.txt#", ".#talks.txt"):
        (served.root / "content" / name).write_text("x")
        (served.root / "content" / name).unlink()
    time.sleep(0.5)

    assert served.lines[before:] == []


@pytest.mark.model
def test_a_fault_is_told_with_its_line_and_the_site_stays(served: Served) -> None:
    news = served.news()
    since = int(str(next(news)["version"]))
    (served.root / "templates").mkdir(exist_ok=True)
    (served.root / "templates/home.html").write_text("<p>\n{% if %}\n", "utf-8")

    told = next(served.news(since=since)) if since == 0 else next(one for one in news if one["problems"])

    problem = told["problems"][0]  # type: ignore[index]
    assert problem["where"] == "templates/home.html:2"
    assert ">    2 {% if %}" in problem["excerpt"]
    assert "Veldin" in served.get("/")[1]

    (served.root / "templates/home.html").unlink()
    assert next(one for one in news if not one["problems"])
    news.close()  # type: ignore[attr-defined]


class Mending(Preview):
    """An editor who takes a faulty template away in the very moment in which its fault is told."""

    def _fail(self, problems: tuple[Problem, ...]) -> None:
        super()._fail(problems)
        (self.project / "templates/home.html").unlink()


def test_what_changes_in_a_new_folder_while_it_is_built_is_seen(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    said: list[str] = []
    preview = Mending(tmp_path, Options(), lambda settings: settings, said.append)
    with Watch(tmp_path, {"content", "templates"}) as watch:
        builder = threading.Thread(target=preview.run, args=(watch,))
        builder.start()
        assert until(lambda: len(said) == 1)

        (tmp_path / "templates").mkdir()
        (tmp_path / "templates/home.html").write_text("<p>\n{% if %}\n", "utf-8")

        assert until(lambda: any("home.html" in line for line in said))
        assert until(lambda: "written" in said[-1], 20)
        watch.end()
        builder.join()


@pytest.mark.model
def test_a_misspelt_setting_is_told_and_mended(served: Served) -> None:
    news = served.news()
    next(news)
    (served.root / "briefgen.toml").write_text('titel = "Talks"\n', "utf-8")

    assert "did you mean 'title'" in str(next(one for one in news if one["problems"]))

    (served.root / "briefgen.toml").write_text('title = "The talks"\n', "utf-8")
    assert next(one for one in news if not one["problems"])
    assert served.shows("The talks")
    news.close()  # type: ignore[attr-defined]


# ---------------------------------------------------------------- who may ask for what


@pytest.mark.model
def test_pages_carry_the_reload_script(served: Served) -> None:
    assert '<script src="/~briefgen/live.js"' in served.get("/")[1]
    assert served.get("/~briefgen/live.js")[0] == 200
    assert served.get("/~briefgen/live.css")[0] == 200


@pytest.mark.model
@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8000", "127.0.0.1.evil.example", "", "localhost@evil.example"]
)
def test_strange_hosts_are_turned_away(served: Served, host: str) -> None:
    assert served.get("/", Host=host)[0] in (400, 421)


@pytest.mark.model
@pytest.mark.parametrize(
    "path",
    [
        "/../briefgen.toml", "/%2e%2e/content/talks.txt", "/..%2f..%2fetc/passwd", "//etc/passwd", "/.briefgen-files",
        "/%00", "/index.html%00.txt", "/..\\content", "/~briefgen/../web.py", "/C:/x", "/" + "a" * 5000, "/a//b",
    ],
)  # fmt: skip
def test_nothing_outside_the_site_is_served(served: Served, path: str) -> None:
    assert served.get(path)[0] in (400, 404)


@pytest.mark.model
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "TRACE", "OPTIONS"])
def test_dangerous_methods_are_refused(served: Served, method: str) -> None:
    assert served.get("/", method)[0] == 405


@pytest.mark.model
def test_a_link_out_of_the_site_is_not_followed(served: Served) -> None:
    link = served.root / "site/out.txt"
    link.symlink_to(served.root / "content/talks.txt")

    assert served.get("/out.txt")[0] == 404
    link.unlink()


@pytest.mark.model
def test_a_port_in_use_is_told(served: Served, tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    command = [sys.executable, "-m", "briefgen", "serve", str(tmp_path), "--port", str(served.port)]

    ran = subprocess.run(command, capture_output=True, text=True, timeout=SOON, cwd=REPOSITORY, check=False)

    assert ran.returncode == 1
    assert "cannot listen" in ran.stderr
    assert "--port" in ran.stderr


@pytest.mark.model
def test_streams_are_bounded_and_the_rest_goes_on(served: Served) -> None:
    open_streams = []
    statuses = []
    for _ in range(70):
        stream = socket.create_connection(("127.0.0.1", served.port), timeout=10)
        stream.sendall(b"GET /~briefgen/events?page=/ HTTP/1.1\r\nHost: localhost\r\n\r\n")
        statuses.append(stream.recv(12))
        open_streams.append(stream)

    assert statuses.count(b"HTTP/1.1 503") >= 6
    assert served.get("/")[0] == 200
    for stream in open_streams:
        stream.close()


@pytest.mark.model
@pytest.mark.slow
def test_an_interrupt_ends_it_cleanly(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content/talks.txt").write_text("Title: Note\n\nNothing.\n", "utf-8")
    running = Served(tmp_path)
    assert running.shows("Briefing")

    assert running.stop() == 0
    assert not any("Traceback" in line for line in running.lines)


# ---------------------------------------------------------------- pure parts


@pytest.mark.parametrize("header", ["localhost", "localhost:8000", "127.0.0.1:8000", "[::1]:8000", "192.168.1.7:8000"])
def test_own_hosts(header: str) -> None:
    assert is_own_host(header, "127.0.0.1")


def test_a_page_hears_only_of_its_own_bytes() -> None:
    hub = Hub()
    hub.built(frozenset({"a/index.html"}), ())

    assert hub.news("a/index.html", 1).page
    assert not hub.news("b/index.html", 1).page


def test_a_stylesheet_is_swapped_and_not_reloaded() -> None:
    hub = Hub()
    hub.built(frozenset({"style.css"}), ())

    news = hub.news("index.html", 1)

    assert news.styles
    assert not news.page


def test_a_page_that_missed_too_many_builds_is_reloaded() -> None:
    hub = Hub()
    for number in range(200):
        hub.built(frozenset({f"{number}.html"}), ())

    assert hub.news("index.html", 5).page


def test_a_build_that_changed_nothing_is_no_news() -> None:
    hub = Hub()
    hub.built(frozenset({"index.html"}), ())
    version = hub.version

    hub.built(frozenset(), ())

    assert hub.version == version


def test_an_excerpt_shows_the_faulty_line(tmp_path: Path) -> None:
    (tmp_path / "briefgen.toml").write_text("one\ntwo\nthree\nfour\nfive\nsix\n")

    shown = fault(Problem("briefgen.toml", "wrong", line=4), (tmp_path,)).excerpt

    assert shown.splitlines()[2] == ">    4 four"
    assert len(shown.splitlines()) == 5
