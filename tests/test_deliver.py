"""Delivering a site: changed files only, links never broken, whatever server stands at the other end."""

import json
import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path

import pytest

from briefgen.cli import run
from briefgen.deliver import LIST, deliver, plan_delivery
from briefgen.deliver.site import kind_of
from briefgen.deliver.steps import PHASES, Step, steps
from briefgen.deliver.stores import FolderStore
from briefgen.errors import BriefgenError
from tests.servers import (
    azure_server,
    contents,
    gcs_server,
    make_site,
    put,
    s3_server,
    sftp_server,
    webdav_server,
)

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def s3() -> Iterator[str]:
    pytest.importorskip("s3fs")
    pytest.importorskip("moto.server")
    with s3_server() as address:
        yield address


@pytest.fixture
def bucket(s3: str, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> str:
    import s3fs

    for key, value in (
        ("ENDPOINT_URL", s3),
        ("ACCESS_KEY_ID", "x"),
        ("SECRET_ACCESS_KEY", "x"),
        ("DEFAULT_REGION", "us-east-1"),
    ):
        monkeypatch.setenv(f"AWS_{key}", value)
    name = f"b{abs(hash(request.node.name))}"
    s3fs.S3FileSystem(skip_instance_cache=True).mkdir(name)
    return name


# ---------------------------------------------------------------- the order of steps


def test_new_files_come_before_what_links_to_them_and_removals_last() -> None:
    site = {
        "index.html": "2",
        "a/index.html": "2",
        "new/index.html": "1",
        "new.css": "1",
        "old.css": "2",
        "sitemap.xml": "2",
    }
    there = {"index.html": "1", "a/index.html": "1", "old.css": "1", "sitemap.xml": "1", "gone/index.html": "1"}

    assert steps(site, there) == (
        Step("new assets", "new.css"),
        Step("new pages", "new/index.html"),
        Step("changed assets", "old.css"),
        Step("changed pages", "a/index.html"),
        Step("lists", "sitemap.xml"),
        Step("home", "index.html"),
        Step("removals", "gone/index.html"),
    )


def test_unchanged_site_has_no_steps() -> None:
    assert steps({"a": "1"}, {"a": "1"}) == ()


@pytest.mark.parametrize(
    ("path", "content_type", "cache"),
    [
        ("index.html", "text/html; charset=utf-8", "max-age=0"),
        ("feed.atom", "application/atom+xml", "max-age=0"),
        ("events.ics", "text/calendar; charset=utf-8", "max-age=0"),
        ("static/style.css", "text/css; charset=utf-8", "max-age=3600"),
        ("static/style.1a2b3c4d5e.css", "text/css; charset=utf-8", "immutable"),
        ("pagefind/fragment/en_1a2b3c4.pf_fragment", "application/octet-stream", "immutable"),
        ("og.png", "image/png", "max-age=3600"),
        ("noext", "application/octet-stream", "max-age=0"),
    ],
)
def test_headers_tell_the_kind_and_how_long_to_keep_it(path: str, content_type: str, cache: str) -> None:
    assert kind_of(path).content_type == content_type
    assert cache in kind_of(path).cache_control


# ---------------------------------------------------------------- every kind of place


Place = tuple[str, Callable[[], dict[str, bytes]]]


@pytest.fixture(params=["folder", "s3", "gcs", "azure", "sftp", "webdav"])
def place(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    """A target, and what a visitor finds there."""
    there = tmp_path / "there"
    there.mkdir()
    if request.param == "folder":
        yield str(there), lambda: contents(there)
    elif request.param == "s3":
        bucket = request.getfixturevalue("bucket")
        yield f"s3://{bucket}/story", lambda: bucket_contents(bucket)
    elif request.param == "gcs":
        pytest.importorskip("gcsfs")
        pytest.importorskip("gcp_storage_emulator")
        with gcs_server("story-of-ours") as address:
            monkeypatch.setenv("STORAGE_EMULATOR_HOST", address)
            yield "gs://story-of-ours/story", gcs_contents
    elif request.param == "azure":
        pytest.importorskip("adlfs")
        with azure_server(azurite(), tmp_path / "azure", "stories") as connection:
            monkeypatch.setenv("AZURE_STORAGE_CONNECTION_STRING", connection)
            yield "az://stories/story", lambda: azure_contents(connection)
    elif request.param == "sftp":
        pytest.importorskip("sshfs")
        home = tmp_path / "home"
        monkeypatch.setenv("HOME", str(home))
        with sftp_server(there, home) as address:
            yield f"sftp://me@{address}/story", lambda: contents(there / "story")
    else:
        pytest.importorskip("webdav4")
        pytest.importorskip("wsgidav")
        monkeypatch.setenv("BRIEFGEN_USER", "me")
        monkeypatch.setenv("BRIEFGEN_PASSWORD", "secret")
        with webdav_server(there, "me", "secret") as address:
            yield f"webdav://{address}/story", lambda: contents(there / "story")


def bucket_contents(bucket: str) -> dict[str, bytes]:
    import s3fs

    system = s3fs.S3FileSystem(skip_instance_cache=True)
    names = [name for name in system.find(f"{bucket}/story") if ".briefgen" not in name]
    return {name.removeprefix(f"{bucket}/story/"): system.cat_file(name) for name in names}


def gcs_contents() -> dict[str, bytes]:
    from gcsfs.core import GCSFileSystem

    system = GCSFileSystem(token="anon", skip_instance_cache=True)
    names = [name for name in system.find("story-of-ours/story") if ".briefgen" not in name]
    assert all("max-age" in system.info(name)["cacheControl"] for name in names)
    return {name.removeprefix("story-of-ours/story/"): system.cat_file(name) for name in names}


def azurite() -> str:
    """The emulator's program: where the environment says, as in CI, or on the path."""
    program = os.environ.get("BRIEFGEN_AZURITE") or shutil.which("azurite-blob")
    if not program or not shutil.which(program):
        pytest.skip("azurite is not installed (npm install azurite)")
    return program


def azure_contents(connection: str) -> dict[str, bytes]:
    from azure.storage.blob import BlobServiceClient

    container = BlobServiceClient.from_connection_string(connection).get_container_client("stories")
    blobs = [blob for blob in container.list_blobs() if ".briefgen" not in blob.name]
    assert all("max-age" in blob.content_settings.cache_control for blob in blobs)
    return {blob.name.removeprefix("story/"): container.download_blob(blob.name).readall() for blob in blobs}


def test_site_arrives_whole_then_changes_only(place: Place, tmp_path: Path) -> None:
    target, there = place
    site = make_site(tmp_path / "site", 3)

    first = deliver(site, target)
    again = deliver(site, target)
    put(site, "pages/1/index.html", "<!doctype html>other")
    put(site, "pages/9/index.html", "<!doctype html>new")
    (site / "feed.atom").unlink()
    third = deliver(site, target)

    assert (first.sent, first.unchanged, first.removed) == (6, 0, 0)
    assert (again.sent, again.unchanged, again.removed) == (0, 6, 0)
    assert (third.sent, third.unchanged, third.removed) == (2, 4, 1)
    assert there() == contents(site)


def test_wrong_password_and_unknown_places_are_one_clear_line(
    tmp_path: Path, bucket: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = make_site(tmp_path / "site")
    (tmp_path / "dav").mkdir()
    monkeypatch.setenv("BRIEFGEN_USER", "me")
    monkeypatch.setenv("BRIEFGEN_PASSWORD", "wrong")

    with (
        webdav_server(tmp_path / "dav", "me", "secret") as address,
        pytest.raises(BriefgenError, match="cannot be written to"),
    ):
        deliver(site, f"webdav://{address}/")
    with pytest.raises(BriefgenError, match="cannot be written to"):
        deliver(site, "s3://no-such-bucket-here/story")
    with pytest.raises(BriefgenError, match="is no place to publish to"):
        deliver(site, "gopher://example.org/")


def test_objects_carry_their_headers(bucket: str, tmp_path: Path) -> None:
    import s3fs

    deliver(make_site(tmp_path / "site"), f"s3://{bucket}/story")

    told = s3fs.S3FileSystem(skip_instance_cache=True).info(f"{bucket}/story/index.html")
    assert told["ContentType"] == "text/html; charset=utf-8"


# ---------------------------------------------------------------- what is not sent


def test_files_that_are_not_ours_are_neither_written_over_nor_removed(tmp_path: Path) -> None:
    site, there = make_site(tmp_path / "site"), tmp_path / "there"
    put(there, "notes.txt", "mine")
    deliver(site, str(there))
    assert (there / "notes.txt").read_text() == "mine"

    other = tmp_path / "other"
    put(other, "index.html", "my own page")
    with pytest.raises(BriefgenError, match="holds 1 files that briefgen did not put there"):
        deliver(site, str(other))
    assert contents(other) == {"index.html": b"my own page"}
    assert deliver(site, str(other), force=True).sent == 8


def test_site_with_a_broken_link_is_not_sent(tmp_path: Path) -> None:
    site = make_site(tmp_path / "site")
    put(site, "a.html", '<a href="pages/77/">x</a> <a href="https://elsewhere.example/">y</a> <a href="#z">z</a>')

    with pytest.raises(BriefgenError, match=r"1 broken links: a\.html links to pages/77/"):
        deliver(site, str(tmp_path / "there"))

    assert not (tmp_path / "there").exists()


def test_site_that_lost_a_file_since_the_build_is_not_sent(tmp_path: Path) -> None:
    site = make_site(tmp_path / "site")
    put(site, ".briefgen-files", "# ours\nindex.html\npages/99/index.html\n")

    with pytest.raises(BriefgenError, match=r"pages/99/index\.html: was built and is gone"):
        deliver(site, str(tmp_path / "there"))


def test_hidden_files_stay_at_home_but_for_those_that_hosts_read(tmp_path: Path) -> None:
    site = make_site(tmp_path / "site", 1)
    for name in (".env", ".nojekyll", ".well-known/security.txt", "a/.DS_Store", ".briefgen-files"):
        put(site, name, "")

    deliver(site, str(tmp_path / "there"))

    sent = {
        path.relative_to(tmp_path / "there").as_posix() for path in (tmp_path / "there").rglob("*") if path.is_file()
    }
    assert {name for name in sent if "/." in f"/{name}"} == {".nojekyll", ".well-known/security.txt", LIST}


def test_dry_run_sends_nothing(tmp_path: Path) -> None:
    planned = plan_delivery(make_site(tmp_path / "site"), str(tmp_path / "there"))

    assert planned.sent == 8
    assert not (tmp_path / "there").exists()


# ---------------------------------------------------------------- a break half-way


def test_after_a_break_the_next_run_finishes_and_forgets_nothing(tmp_path: Path) -> None:
    """A file where a folder is wanted stops the delivery half-way: the list names what may be there."""
    site, there = make_site(tmp_path / "site"), tmp_path / "there"
    put(there, "pages/3", "in the way")
    with pytest.raises(BriefgenError, match="cannot be written to"):
        deliver(site, str(there))
    listed = json.loads((there / LIST).read_text())["files"]
    (there / "pages/3").unlink()
    (site / "pages/0/index.html").unlink()
    put(site, "index.html", "<!doctype html>")
    put(site, "pages/4/index.html", "<!doctype html>")

    deliver(site, str(there))

    assert set(listed) == {"index.html", "style.css", "feed.atom", *(f"pages/{n}/index.html" for n in range(5))}
    assert contents(there) == contents(site)  # the page that was sent before the break and is gone since, too


def test_folders_emptied_from_many_sides_at_once_are_no_fault(tmp_path: Path) -> None:
    store = FolderStore(tmp_path / "there")
    paths = [f"tags/{number}/deep/{name}.html" for number in range(60) for name in "abcdefgh"]
    for path in paths:
        store.write(path, b"", kind_of(path))
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(store.remove, paths))

    assert list((tmp_path / "there").iterdir()) == []


def test_phases_follow_one_another() -> None:
    site = {f"{n}.html": "2" for n in range(50)} | {f"{n}.css": "1" for n in range(50)} | {"index.html": "2"}

    order = [PHASES.index(step.phase) for step in steps(site, {f"{n}.html": "1" for n in range(25)})]

    assert all(before <= after for before, after in pairwise(order))


@pytest.mark.slow
def test_five_thousand_unchanged_files_take_less_than_five_seconds(bucket: str, tmp_path: Path) -> None:
    site = tmp_path / "site"
    make_site(site, 5000)
    hashes = {step.path: "" for step in plan_delivery(site, str(tmp_path / "none")).steps}
    import s3fs

    from briefgen.deliver.site import files

    listed = json.dumps({"files": files(site)}).encode()
    s3fs.S3FileSystem(skip_instance_cache=True).pipe_file(f"{bucket}/story/{LIST}", listed)
    started = time.process_time()  # our own and the server's; what else runs on the machine does not count

    done = deliver(site, f"s3://{bucket}/story")

    assert (done.sent, done.unchanged) == (0, len(hashes))
    assert time.process_time() - started < 5


# ---------------------------------------------------------------- a git branch, and the command


def git(folder: Path, *words: str) -> str:
    return subprocess.run(["git", "-C", str(folder), *words], check=True, capture_output=True, text=True).stdout


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project in version control with a bare repository as its remote."""
    for key in ("GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME"):
        monkeypatch.setenv(key, "Ana Brill")
    for key in ("GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL"):
        monkeypatch.setenv(key, "ana@harbour.example")
    project = tmp_path / "project"
    make_site(project / "site", 3)
    git(tmp_path, "init", "--quiet", "--bare", "host.git")
    git(tmp_path, "init", "--quiet", "project")
    git(project, "remote", "add", "origin", str(tmp_path / "host.git"))
    return project


def publish(project: Path, *words: str) -> int:
    return run(["publish", "gh-pages", "--project", str(project), *words])


def test_branch_holds_the_site_and_an_unchanged_site_makes_no_commit(repository: Path, tmp_path: Path) -> None:
    assert publish(repository) == 0
    assert publish(repository) == 0

    host = tmp_path / "host.git"
    assert git(host, "rev-list", "--count", "gh-pages").strip() == "1"
    listed = git(host, "ls-tree", "-r", "--name-only", "gh-pages").split()
    assert listed == sorted([".nojekyll", *contents(repository / "site")])
    assert git(host, "show", "gh-pages:pages/1/index.html") == (repository / "site/pages/1/index.html").read_text()


def test_domain_that_is_on_the_branch_is_kept(repository: Path, tmp_path: Path) -> None:
    publish(repository)
    git(tmp_path, "clone", "--quiet", "--branch", "gh-pages", "host.git", "by-hand")
    put(tmp_path / "by-hand", "CNAME", "story.example\n")
    git(tmp_path / "by-hand", "add", "CNAME")
    git(tmp_path / "by-hand", "commit", "--quiet", "-m", "domain")
    git(tmp_path / "by-hand", "push", "--quiet")
    put(repository / "site", "index.html", "<!doctype html>other")

    publish(repository)

    assert git(tmp_path / "host.git", "show", "gh-pages:CNAME") == "story.example\n"
    assert git(tmp_path / "host.git", "rev-list", "--count", "gh-pages").strip() == "3"


def test_work_tree_and_its_branch_are_left_alone(repository: Path) -> None:
    put(repository, "draft.txt", "not yet")
    git(repository, "add", "draft.txt")

    publish(repository)

    assert git(repository, "status", "--porcelain", "--untracked-files=no").strip() == "A  draft.txt"
    assert git(repository, "for-each-ref", "--format=%(refname)").split() == ["refs/remotes/origin/gh-pages"]


def test_git_fault_is_one_line(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert publish(repository, "--remote", "nowhere") == 1
    assert capsys.readouterr().err.startswith("briefgen: git ls-remote: ")


def test_command_publishes_to_the_place_in_the_settings(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make_site(tmp_path / "site", 2)
    assert run(["publish", "--project", str(tmp_path)]) == 1
    assert "no place to publish to is given" in capsys.readouterr().err
    (tmp_path / "briefgen.toml").write_text(f'publish = "{(tmp_path / "there").as_posix()}"\n')

    assert run(["publish", "--project", str(tmp_path), "--dry-run"]) == 0
    assert "would send index.html (home)" in capsys.readouterr().out
    assert run(["publish", "--project", str(tmp_path)]) == 0

    assert "5 sent, 0 unchanged, 0 removed in" in capsys.readouterr().out
    assert contents(tmp_path / "there") == contents(tmp_path / "site")
    assert os.listdir(tmp_path / "there")
