"""Bench projects on disk: briefgen's own with its store filled, so that all but the analysis can be measured."""

from collections.abc import Iterable
from pathlib import Path

import msgspec

from bench.articles import BenchArticle
from briefgen.build import STATE, Options
from briefgen.build.inputs import look
from briefgen.build.intake import article_files, take_in
from briefgen.build.library import StoreLibrary
from briefgen.config import load_settings
from briefgen.fingerprints import analysis_key
from briefgen.read import parse
from briefgen.store import Store

__all__ = ["fill_store", "text_of", "write_project"]


def text_of(article: BenchArticle) -> str:
    """The article as a text file."""
    return f"Title: {article.title}\nDate: {article.date}\nSource: Bench Wire\n\n{article.body}\n"


def write_project(root: Path, articles: Iterable[BenchArticle], settings: str = "") -> None:
    """Write briefgen's project. Asserts that what we read is what we wrote: the findings' offsets count in it."""
    content = root / "content"
    content.mkdir(parents=True, exist_ok=True)
    (root / "briefgen.toml").write_text('title = "Bench"\nbase_url = "https://example.org/"\n' + settings, "utf-8")
    for article in articles:
        text = text_of(article)
        if article.number < 50:
            assert parse(text.encode(), "a.txt").body == article.body
        (content / f"{article.file}.txt").write_text(text, "utf-8")


def fill_store(root: Path, articles: Iterable[BenchArticle]) -> None:
    """Keep the findings that the generator knows, and what is prepared of them, as the analysis would."""
    settings = load_settings(root)
    analysis = analysis_key(settings.model)
    with Store(root / STATE / "store.sqlite") as store:
        inputs = look(root, settings, Options(), 0)
        files = article_files(inputs.files[inputs.content], settings)
        changes = take_in(inputs.content, files, settings, store, 2**62, lambda done, total: None)
        encode = msgspec.msgpack.Encoder().encode
        found = ((changes.sources[f"{article.file}.txt"].fingerprint, encode(article.findings)) for article in articles)
        store.keep_findings(analysis, found)
        StoreLibrary(store, analysis).bring_up_to_date(changes.sources, store.fingerprints(analysis))
