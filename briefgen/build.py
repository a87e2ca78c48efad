"""The stages in order: content folder in, output folder and report out."""

import time
from dataclasses import replace
from pathlib import Path

from briefgen.brief import brief
from briefgen.config import Settings
from briefgen.errors import BriefgenError
from briefgen.names import slug
from briefgen.publish import publish
from briefgen.read import read
from briefgen.records import Article, ArticleId, Report
from briefgen.render import render, theme_folder
from briefgen.site import plan

__all__ = ["build"]

SUFFIXES = {".txt", ".md", ".markdown", ".html", ".htm"}
NOT_ARTICLES = {"actors", "briefings"}  # the editor's own pages


def build(project: Path, settings: Settings) -> Report:
    """Build the site of a project folder."""
    from briefgen.extract import extract
    from briefgen.nlp import load, parse

    started = time.perf_counter()
    articles, warnings = _articles(project / settings.content)
    docs = parse(load(settings.model), articles)
    briefing = brief((article, extract(article, doc)) for article, doc in zip(articles, docs, strict=True))
    files = render(plan(briefing, settings), [project / settings.templates, theme_folder()])
    done = publish(files, project / settings.output)
    return Report(
        articles=len(articles),
        analysed=len(articles),
        failed=len(warnings),
        actors=len(briefing.actors),
        quotes=len(briefing.sayings),
        events=len(briefing.happenings),
        written=done.written,
        unchanged=done.unchanged,
        removed=done.removed,
        seconds=time.perf_counter() - started,
        warnings=tuple(warnings),
    )


def _articles(content: Path) -> tuple[list[Article], list[str]]:
    articles, warnings = [], []
    for path in sorted(content.rglob("*")):
        name = path.relative_to(content).as_posix()
        if path.suffix.lower() not in SUFFIXES or name.split("/")[0] in NOT_ARTICLES:
            continue
        try:
            article = read(path, name)
        except BriefgenError as error:
            warnings += map(str, error.problems)
            continue
        articles.append(replace(article, id=ArticleId(slug(path.stem))))
    return articles, warnings
