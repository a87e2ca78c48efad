"""Fetching addresses: a real server on this machine, with redirects, rules for robots and answers that are too much."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from briefgen.errors import BriefgenError
from briefgen.importing import Sources, import_articles
from briefgen.importing.fetch import Fetcher
from briefgen.read import read
from tests import clippings as c
from tests.clippings import story
from tests.servers import stop
from tests.test_import import TODAY

pytestmark = pytest.mark.slow


class Handler(BaseHTTPRequestHandler):
    """A small news site. `asked` remembers every path."""

    asked: list[str] = []  # noqa: RUF012 - the server makes a handler for every request

    def do_GET(self) -> None:
        self.asked.append(self.path)
        site = f"http://localhost:{self.server.server_address[1]}"
        feed = c.rss([story(1)]).replace(story(1).url.encode(), f"{site}/story".encode())
        pages: dict[str, tuple[int, str, bytes]] = {
            "/robots.txt": (200, "text/plain", b"User-agent: *\nDisallow: /private/\n"),
            "/story": (200, "text/html; charset=utf-8", c.page(story(1), 2)),
            "/feed": (200, "application/rss+xml", feed),
            "/moved": (301, "/story", b""),
            "/loop": (302, "/loop", b""),
            "/away": (302, "file:///etc/passwd", b""),
            "/large": (200, "text/html", b"x" * 200_000),
            "/picture": (200, "image/png", b"\x89PNG"),
        }
        status, kind, content = pages.get(self.path, (404, "text/plain", b"no"))
        self.send_response(status)
        self.send_header("Location" if status in (301, 302) else "Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Quiet."""


@pytest.fixture
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Handler.asked.clear()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://localhost:{server.server_address[1]}"
    stop(server.shutdown)
    server.server_close()


@pytest.fixture
def fetcher() -> Fetcher:
    return Fetcher(delay=0, max_bytes=100_000, allow_private=True)


def test_page_is_imported_with_its_address_and_the_day(site: str, fetcher: Fetcher, tmp_path: Path) -> None:
    report = import_articles([f"{site}/moved"], tmp_path, Sources(fetcher), today=TODAY)

    text = (tmp_path / report.imported[0].path).read_text("utf-8")
    assert report.imported[0].title == story(1).title
    assert f'url: "{site}/story"' in text
    assert "retrieved: 2033-05-06" in text


def test_followed_feed_gives_the_whole_pages(site: str, fetcher: Fetcher, tmp_path: Path) -> None:
    report = import_articles([f"{site}/feed"], tmp_path, Sources(fetcher, follow=True), today=TODAY)

    article = read(tmp_path / report.imported[0].path, "a.md")
    assert "/story" in Handler.asked
    assert (article.title, article.date, article.url) == (story(1).title, story(1).date, f"{site}/story")
    assert article.body == story(1).text


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/private/x", "robots.txt asks not to fetch it"),
        ("/loop", "leads on and on"),
        ("/away", "is no web address"),
        ("/large", "is larger than 100,000 bytes"),
        ("/gone", "the server answers 404 Not Found"),
    ],
)
def test_what_cannot_be_fetched_says_why(site: str, fetcher: Fetcher, path: str, said: str) -> None:
    with pytest.raises(BriefgenError, match=said):
        fetcher.fetch(site + path)


def test_disallowed_path_is_not_even_asked_for(site: str, fetcher: Fetcher) -> None:
    with pytest.raises(BriefgenError):
        fetcher.fetch(f"{site}/private/x")

    assert Handler.asked == ["/robots.txt"]


@pytest.mark.parametrize(
    "host", ["localhost", "127.0.0.1", "[::1]", "10.0.0.1", "169.254.169.254", "192.168.1.1", "0.0.0.0"]
)
def test_private_addresses_are_refused(host: str) -> None:
    with pytest.raises(BriefgenError, match=r"is a private address|is not known"):
        Fetcher(delay=0).fetch(f"http://{host}/")


def test_private_server_is_never_reached_without_leave(site: str) -> None:
    with pytest.raises(BriefgenError, match="is a private address"):
        Fetcher(delay=0).fetch(site)

    assert Handler.asked == []


def test_requests_to_one_host_are_spaced(site: str) -> None:
    waits: list[float] = []
    fetcher = Fetcher(delay=5, allow_private=True, sleep=waits.append)

    fetcher.fetch(f"{site}/story")
    fetcher.fetch(f"{site}/story")

    assert len(waits) == 2  # before the page and before the second page; robots.txt is asked for once
    assert all(4 < wait <= 5 for wait in waits)


def test_other_kinds_are_to_be_saved_first(site: str, fetcher: Fetcher, tmp_path: Path) -> None:
    report = import_articles([f"{site}/picture"], tmp_path, Sources(fetcher), today=TODAY)

    assert report.skipped[0].reason == "is image/png; save it and import the file"
