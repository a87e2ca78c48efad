"""How heavy pages are: the sample's and those of a site of 84 articles stay within their budgets, kind by kind."""

import gzip
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from bench.articles import make_articles
from briefgen.brief import brief
from briefgen.build import Options, build
from briefgen.config import load_settings
from briefgen.records import Article, ArticleId
from tests.test_site import SETTINGS, built

ROOT = Path(__file__).parent.parent
FIRST_VIEW = ("assets/style.css", "assets/site.js", "assets/icon.svg")
ARTICLES = 84
MOST_HTML, MOST_HTML_OF_MANY, MOST_LOADED = 20_000, 60_000, 30_000


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The project's own sample, built as a user builds it."""
    project = tmp_path_factory.mktemp("sample")
    for name in ("content", "static"):
        shutil.copytree(ROOT / name, project / name)
    for name in ("briefgen.toml", "corrections.toml", "permalinks.toml"):
        shutil.copy(ROOT / name, project)
    settings = replace(load_settings(project), base_url=SETTINGS.base_url)
    build(project, settings, Options(jobs=1))
    site = project / settings.output
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def heaviest(files: dict[str, bytes]) -> dict[str, tuple[int, str]]:
    """Of each kind of page the heaviest: bytes and path."""
    found: dict[str, tuple[int, str]] = {}
    for path, content in files.items():
        if kind := re.search(rb'<body class="is-(\w+)"', content) if path.endswith(".html") else None:
            name = kind[1].decode()
            found[name] = max(found.get(name, (0, "")), (len(content), path))
    return found


@pytest.mark.model
@pytest.mark.slow
def test_no_page_of_the_sample_is_heavier_than_twenty_kilobytes(sample: dict[str, bytes]) -> None:
    found = heaviest(sample)

    assert len(found) > 10
    assert {kind: told for kind, told in found.items() if told[0] > MOST_HTML} == {}


@pytest.mark.model
@pytest.mark.slow
def test_a_first_view_of_the_sample_loads_thirty_kilobytes_at_most(sample: dict[str, bytes]) -> None:
    shared = sum(len(gzip.compress(sample[path])) for path in FIRST_VIEW)
    found = {kind: shared + len(gzip.compress(sample[path])) for kind, (_, path) in heaviest(sample).items()}

    assert {kind: size for kind, size in found.items() if size > MOST_LOADED} == {}


@pytest.mark.slow
def test_no_page_of_84_articles_is_heavier_than_sixty_kilobytes() -> None:
    pairs = [
        (Article(ArticleId(one.file), one.title, one.body, one.date, source="Wire"), one.findings)
        for one in make_articles(ARTICLES)
    ]

    found = heaviest(built(brief(pairs), SETTINGS))

    assert len(found) > 8
    assert {kind: told for kind, told in found.items() if told[0] > MOST_HTML_OF_MANY} == {}
