"""The guide is tested: it names everything there is, its links hold, its shell blocks run, its recipes serve a site."""

import os
import re
import runpy
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from briefgen.importing.sources import Sources
from briefgen.read import SUFFIXES
from briefgen.read.keys import KEYS
from tests.servers import free_port, make_site, put, s3_server

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAGES = sorted(path for path in DOCS.rglob("*.md") if "decisions" not in path.parts)
RECIPES = sorted((DOCS / "recipes").iterdir())
SHELL = re.compile(r"(<!-- install -->\n)?```sh\n(.*?)```", re.S)


def page(name: str) -> str:
    return (DOCS / name).read_text("utf-8")


# ---------------------------------------------------------------- everything is named


@pytest.mark.parametrize("name", ["commands.md", "settings.md", "data.md", "templates.md"])
def test_reference_follows_the_code(name: str) -> None:
    """Mend with: python docs/make_reference.py"""
    made = runpy.run_path(str(DOCS / "make_reference.py"))["PAGES"][name]()

    assert page(f"reference/{name}") == made


def test_every_page_template_is_in_the_reference() -> None:
    own = {path.name for path in (ROOT / "templates").glob("*.*")}
    told = page("reference/templates.md")

    assert [name for name in sorted(own) if f"`{name}`" not in told] == []


@pytest.mark.parametrize("key", sorted(KEYS))
def test_every_key_of_an_article_is_in_the_reference(key: str) -> None:
    assert f"`{key}`" in page("reference/articles.md")


@pytest.mark.parametrize("suffix", sorted({*Sources()._readers(), *SUFFIXES}))
def test_every_kind_of_source_is_in_the_guide(suffix: str) -> None:
    assert f"`{suffix}`" in page("howto/import.md")


def test_every_correction_key_is_in_the_reference() -> None:
    corrections = pytest.importorskip("briefgen.brief.corrections")
    told = page("reference/corrections.md")

    for table, keys in corrections.KEYS.items():
        section = told.split(f"\n## {table}\n")[1].split("\n## ")[0]
        assert [key for key in keys if f"| `{key}`" not in section and f", `{key}`" not in section] == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(DOCS).as_posix())
def test_settings_and_corrections_in_examples_are_valid(path: Path, tmp_path: Path) -> None:
    from briefgen.config import load_settings

    for block in re.findall(r"```toml\n(.*?)```", path.read_text("utf-8"), re.S):
        values = tomllib.loads(block)
        if "build" in values or any(
            isinstance(value, list) and value and isinstance(value[0], dict) for value in values.values()
        ):
            continue  # another program's file, or corrections
        (tmp_path / "briefgen.toml").write_text(block, "utf-8")
        load_settings(tmp_path)


def test_examples_of_corrections_are_valid() -> None:
    corrections = pytest.importorskip("briefgen.brief.corrections")

    for block in re.findall(r"```toml\n(.*?)```", page("howto/correct.md"), re.S):
        assert corrections.parse_corrections(block)


# ---------------------------------------------------------------- links


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(DOCS).as_posix())
def test_links_between_pages_hold(path: Path) -> None:
    for link in re.findall(r"\]\((?!https?:)([^)#]+)", path.read_text("utf-8")):
        assert (path.parent / link).is_file(), link


def test_guide_builds_without_a_warning(tmp_path: Path) -> None:
    pytest.importorskip("mkdocs")

    built = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(tmp_path / "site")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert (built.returncode, "WARNING" in built.stderr) == (0, False), built.stderr


# ---------------------------------------------------------------- shell blocks


def blocks(path: Path) -> list[str]:
    """The shell blocks of a page in order, but for those that install from the package index."""
    return [block for install, block in SHELL.findall(path.read_text("utf-8")) if not install]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(DOCS).as_posix())
def test_blocks_marked_as_installing_do_nothing_else(path: Path) -> None:
    installing = [
        line for install, block in SHELL.findall(path.read_text("utf-8")) if install for line in block.splitlines()
    ]

    assert [line for line in installing if not line.startswith(("pipx install ", "pipx inject "))] == []


# Runs a preview until its site is built, and stops it then, as its reader would.
PREVIEW = """
import signal, subprocess, sys
preview = subprocess.Popen(sys.argv[1:], stderr=subprocess.PIPE, text=True)
said = next((line for line in preview.stderr if "written" in line), None)
preview.send_signal(signal.SIGINT)
sys.exit(preview.wait() or said is None)
"""


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty home with briefgen on the path, and a bucket at hand."""
    bin_ = tmp_path / "bin"
    bin_.mkdir()
    for name, words in (("briefgen", "-m briefgen"), ("python", "")):
        put(bin_, name, f'#!/bin/sh\nexec "{sys.executable}" {words} "$@"\n')
        (bin_ / name).chmod(0o755)
    with s3_server() as address:
        told = {
            "PATH": f"{bin_}{os.pathsep}{os.environ['PATH']}", "HOME": str(tmp_path), "PYTHONPATH": str(ROOT),
            "GIT_AUTHOR_NAME": "Ana", "GIT_AUTHOR_EMAIL": "a@b.example", "GIT_COMMITTER_NAME": "Ana",
            "GIT_COMMITTER_EMAIL": "a@b.example", "AWS_ENDPOINT_URL": address, "AWS_ACCESS_KEY_ID": "x",
            "AWS_SECRET_ACCESS_KEY": "x", "AWS_DEFAULT_REGION": "us-east-1",
        }  # fmt: skip
        for key, value in told.items():
            monkeypatch.setenv(key, value)
        import s3fs

        s3fs.S3FileSystem(skip_instance_cache=True).mkdir("my-bucket")
        yield tmp_path


def run_blocks(path: Path, folder: Path) -> str:
    """Run a page's blocks one after the other in one shell."""
    script = "\n".join(blocks(path))
    stopped = f"python -c {shlex.quote(PREVIEW)}"
    script = re.sub(r"^briefgen serve.*$", lambda found: f"{stopped} {found[0]}", script, flags=re.M)
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script], cwd=folder, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


MAIL = """From a Mon Mar  4 00:00:00 2031
Subject: Ferry
Date: Tue, 4 Mar 2031 07:00:00 +0100

It sails again, the council said.
"""


@pytest.fixture(scope="module")
def made_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a reader of the how-to pages has: a project with articles, clippings, a repository and a built site."""
    folder = tmp_path_factory.mktemp("reader")
    run = f'"{sys.executable}" -m briefgen'
    setup = f"""
    {run} new project
    cd project
    cp -r "{DOCS}/clippings" .
    {run} build --quiet
    git init --quiet --bare ../host.git
    git init --quiet
    git remote add origin ../host.git
    """
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    subprocess.run(["bash", "-euc", setup], check=True, capture_output=True, text=True, cwd=folder, env=env)
    return folder


@pytest.mark.model
@pytest.mark.slow
def test_tutorial_ends_with_a_published_site(shell: Path) -> None:
    for clipping in (DOCS / "clippings").iterdir():
        put(shell / "start", f"my-story/clippings/{clipping.name}", clipping.read_text("utf-8"))

    said = run_blocks(DOCS / "tutorial.md", shell / "start")

    import s3fs

    host = shell / "start/host.git"
    home = subprocess.run(
        ["git", "-C", host, "show", "gh-pages:index.html"], capture_output=True, text=True, check=True
    ).stdout
    assert "The harbour story" in home
    assert "3 imported, 0 skipped" in said
    assert "0 imported, 3 skipped" in said
    sent = s3fs.S3FileSystem(skip_instance_cache=True).cat_file("my-bucket/harbour/index.html").decode()
    assert sent == home


@pytest.mark.model
@pytest.mark.slow
@pytest.mark.parametrize(
    "path",
    [path for path in PAGES if blocks(path) and path.name not in ("tutorial.md", "index.md")],
    ids=lambda path: path.relative_to(DOCS).as_posix(),
)
def test_shell_blocks_run(path: Path, shell: Path, made_project: Path) -> None:
    project = shell / "reader/project"
    shutil.copytree(made_project, shell / "reader")
    put(project, "newsletter.mbox", MAIL)
    put(project, "export.txt", "Title: Buoy\nDate: 2031-03-05\n\nThe buoy was lost.\n")
    put(project, "articles.csv", "Schlagzeile,date,Volltext\nGulls,2031-03-06,Gulls were counted on Tuesday.\n")

    run_blocks(path, project)


@pytest.mark.model
@pytest.mark.slow
def test_first_page_makes_a_site(shell: Path) -> None:
    run_blocks(DOCS / "index.md", shell)

    assert (shell / "my-story/site/index.html").is_file()


# ---------------------------------------------------------------- recipes for hosts


@pytest.mark.parametrize("path", RECIPES, ids=lambda path: path.name)
def test_recipe_stands_in_the_guide_as_it_was_tested(path: Path) -> None:
    assert f"\n{path.read_text('utf-8').rstrip()}\n```" in page("howto/publish.md")


@pytest.mark.parametrize("name", ["github-pages.yml", "gitlab-ci.yml"])
def test_workflow_builds_and_hands_over_the_folder_it_built(name: str) -> None:
    text = (DOCS / "recipes" / name).read_text("utf-8")
    workflow = yaml.safe_load(text)
    jobs = workflow.get("jobs") or {"pages": workflow["pages"]}
    job = next(iter(jobs.values()))
    commands = job.get("script") or [step["run"] for step in job["steps"] if "run" in step]

    assert "pip install briefgen" in commands
    assert any(command.startswith("briefgen build --strict") for command in commands)
    folder = "public" if "script" in job else "site"
    assert f"--output {folder}" in " ".join(commands) or folder == "site"
    assert folder in str(job.get("artifacts") or [step.get("with") for step in job["steps"]])


SERVERS = {
    "nginx.conf": lambda config, pid, port: ["nginx", "-c", str(config), "-g", "daemon off;"],
    "apache.conf": lambda config, pid, port: ["apache2", "-f", str(config), "-DFOREGROUND"],
    "Caddyfile": lambda config, pid, port: ["caddy", "run", "--config", str(config), "--adapter", "caddyfile"],
}


@pytest.mark.parametrize("name", sorted(SERVERS))
def test_recipe_serves_a_site(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page, its headers, a page that is not there, and a file that no visitor may see."""
    import httpx

    words = SERVERS[name](tmp_path / name, tmp_path / "pid", 0)
    if not shutil.which(words[0], path=f"{os.environ['PATH']}:/usr/sbin"):
        pytest.skip(f"{words[0]} is not installed")
    monkeypatch.setenv("PATH", f"{os.environ['PATH']}:/usr/sbin")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "caddy"))
    site = make_site(tmp_path / "story")
    more = {"404.html": "<p>nothing here</p>", ".briefgen-published.json": "{}", "events.ics": "BEGIN:VCALENDAR"}
    for file, content in more.items():
        put(site, file, content)
    tmp_path.chmod(0o755)
    port = free_port()
    put(tmp_path, name, settled((DOCS / "recipes" / name).read_text("utf-8"), name, tmp_path, port))

    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as server:
        try:
            answers = [visited(f"http://127.0.0.1:{port}/{path}", server) for path in VISITS]
        finally:
            server.terminate()

    assert [answer.status_code for answer in answers[:5]] == [200, 200, 200, 200, 404]
    assert answers[5].status_code in (403, 404)
    home, inner, feed, style, gone, _ = answers
    assert home.headers["content-type"].startswith("text/html")
    assert home.headers["cache-control"] == "public, max-age=0, must-revalidate"
    assert home.headers["x-content-type-options"] == "nosniff"
    assert "home" in inner.text
    assert feed.headers["content-type"].startswith("text/calendar")
    assert style.headers["cache-control"] == "public, max-age=3600"
    assert "nothing here" in gone.text
    assert httpx.__version__


VISITS = ("", "pages/1/", "events.ics", "style.css", "no/such/page/", ".briefgen-published.json")


def settled(recipe: str, name: str, folder: Path, port: int) -> str:
    """A recipe with its folder and port put in, and around it what a server needs to run by itself."""
    recipe = recipe.replace("/var/www/story", str(folder / "story"))
    if name == "nginx.conf":
        recipe = recipe.replace("listen 80;", f"listen 127.0.0.1:{port};")
        head = f"pid {folder}/pid;\nerror_log {folder}/log;\nuser root;\nevents {{}}\n"
        return f"{head}http {{\naccess_log off;\n{recipe}}}\n"
    if name == "apache.conf":
        modules = ["mpm_event", "authn_core", "authz_core", "dir", "mime", "headers", "alias"]
        loaded = "".join(f"LoadModule {module}_module /usr/lib/apache2/modules/mod_{module}.so\n" for module in modules)
        head = (
            f"ServerRoot {folder}\nPidFile {folder}/pid\nErrorLog {folder}/log\nServerName x\nListen 127.0.0.1:{port}\n"
        )
        return f"{head}{loaded}TypesConfig /etc/mime.types\n{recipe.replace('*:80', f'127.0.0.1:{port}')}"
    return "{\n\tadmin off\n\tauto_https off\n}\n" + recipe.replace("example.org {", f"http://127.0.0.1:{port} {{")


def visited(url: str, server: "subprocess.Popen[str]") -> "httpx.Response":  # type: ignore[name-defined]  # noqa: F821
    """The answer, once the server answers at all."""
    import time

    import httpx

    for _ in range(100):
        try:
            return httpx.get(url, trust_env=False)
        except httpx.ConnectError:
            if server.poll() is not None:
                break
            time.sleep(0.1)
    server.terminate()
    raise AssertionError(server.stdout.read() if server.stdout else "the server does not answer")
