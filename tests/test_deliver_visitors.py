"""Visitors while a site is being delivered, and a delivery that is killed: nobody meets a broken link at any moment."""

import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from posixpath import normpath

import pytest

from briefgen.deliver import deliver
from tests.servers import contents, make_site, s3_server

pytestmark = pytest.mark.slow


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    pytest.importorskip("moto.server")
    import s3fs

    with s3_server() as address:
        for key, value in (
            ("ENDPOINT_URL", address),
            ("ACCESS_KEY_ID", "x"),
            ("SECRET_ACCESS_KEY", "x"),
            ("DEFAULT_REGION", "us-east-1"),
        ):
            monkeypatch.setenv(f"AWS_{key}", value)
        s3fs.S3FileSystem(skip_instance_cache=True).mkdir("visited")
        yield "visited"


class Crawler(threading.Thread):
    """Follows every link from the home page, over and over, and notes what is not there."""

    def __init__(self, bucket: str) -> None:
        import s3fs

        super().__init__(daemon=True)
        self._system = s3fs.S3FileSystem(skip_instance_cache=True, use_listings_cache=False)
        self._bucket = bucket
        self._stopped = threading.Event()
        self.broken: list[str] = []
        self.rounds = 0

    def run(self) -> None:
        while not self._stopped.is_set():
            self.visit_all()

    def stop(self) -> None:
        self._stopped.set()
        self.join()

    def visit_all(self) -> None:
        seen, waiting = {"index.html"}, [("", "index.html")]
        while waiting:
            source, page = waiting.pop()
            for link in self._links(source, page):
                if link not in seen:
                    seen.add(link)
                    waiting.append((page, link))
        self.rounds += 1

    def _links(self, source: str, page: str) -> list[str]:
        try:
            text = self._system.cat_file(f"{self._bucket}/{page}").decode()
        except FileNotFoundError:
            if source and page in self._links("", source):  # not a link of a page that has changed since it was read
                self.broken.append(f"{source} -> {page}")
            return []
        found = re.findall(r'href="([^":]+)"', text)
        files = (link + "index.html" if link.endswith("/") else link for link in found)
        return [normpath(f"/{os.path.dirname(page)}/{file}").lstrip("/") for file in files]


def publish(project: Path, bucket: str) -> subprocess.Popen[str]:
    words = [sys.executable, "-m", "briefgen", "publish", f"s3://{bucket}", "--project", str(project)]
    return subprocess.Popen(words, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


def kill_half_way(delivery: subprocess.Popen[str], bucket: str, at: int) -> None:
    """Kill a delivery when so many of its pages have arrived."""
    import s3fs

    system = s3fs.S3FileSystem(skip_instance_cache=True, use_listings_cache=False)
    while delivery.poll() is None and len(system.find(f"{bucket}/pages")) < at:
        pass
    delivery.kill()
    delivery.communicate()


def test_visitors_meet_no_broken_link_though_the_delivery_is_killed(bucket: str, tmp_path: Path) -> None:
    site = make_site(tmp_path / "site", 40)
    deliver(site, f"s3://{bucket}")
    for number in range(30, 40):
        (site / f"pages/{number}/index.html").unlink()
    make_site(site, 120, word="second")
    for number in range(10):  # gone, with nothing linking there any more
        (site / f"pages/{number}/index.html").unlink()
    _unlink(site, range(10))
    crawler = Crawler(bucket)
    crawler.start()

    kill_half_way(publish(tmp_path, bucket), bucket, at=80)
    said, _ = publish(tmp_path, bucket).communicate()
    crawler.stop()
    crawler.visit_all()

    import s3fs

    system = s3fs.S3FileSystem(skip_instance_cache=True)
    there = {
        name.removeprefix(f"{bucket}/"): system.cat_file(name)
        for name in system.find(bucket)
        if ".briefgen" not in name
    }
    assert there == contents(site), said
    assert crawler.rounds >= 2
    assert crawler.broken == []


def _unlink(site: Path, gone: range) -> None:
    """Take the links to pages that are gone out of all others."""
    links = re.compile(r'<a href="(?:pages|\.\.)/(?:' + "|".join(map(str, gone)) + r')/">\w+</a>')
    for page in site.rglob("*.html"):
        page.write_text(links.sub("", page.read_text("utf-8")), "utf-8")
