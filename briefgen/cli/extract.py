"""`briefgen extract`, `explain` and `schema`."""

import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec

from briefgen.contract import extraction
from briefgen.errors import BriefgenError, Problem
from briefgen.records import Article, Findings


def extract_files(files: list[Path], *, as_json: bool, model: str | None) -> int:
    """Print the findings of each file in order; 1 when a file could not be read."""
    articles, failed = _readable(files)
    for article, findings in _findings(articles, model):
        if as_json:
            sys.stdout.write(msgspec.json.encode(extraction(article, findings)).decode() + "\n")
        else:
            _print_findings(article, findings)
    return int(failed)


def print_schema(name: str) -> int:
    """Print a JSON Schema."""
    from briefgen.contract import schema

    if name != "extraction":
        raise BriefgenError(Problem("schema", f"no schema named {name!r}", "there is: extraction"))
    print(msgspec.json.format(msgspec.json.encode(schema()), indent=2).decode())
    return 0


def _readable(files: list[Path]) -> tuple[list[Article], bool]:
    from briefgen.read import read

    articles, failed = [], False
    for file in files:
        try:
            articles.append(read(file, file.as_posix()))
        except BriefgenError as error:
            failed = True
            for problem in error.problems:
                print(f"briefgen: {problem}", file=sys.stderr)
    return articles, failed


def _findings(articles: list[Article], model: str | None) -> Iterator[tuple[Article, Findings]]:
    from briefgen.extract import extract
    from briefgen.nlp import DEFAULT_MODEL, load, parse

    docs = parse(load(model or DEFAULT_MODEL), articles)
    return ((article, extract(article, doc)) for article, doc in zip(articles, docs, strict=True))


def _print_findings(article: Article, findings: Findings) -> None:
    body = article.body
    print(f"{article.path}: {article.title} ({article.date or 'no date'})")
    for actor in findings.actors:
        roles = "; ".join(role.title for role in actor.roles)
        print(f"  actor  {actor.name} ({actor.kind})" + (f": {roles}" if roles else ""))
    for quote in findings.quotes:
        words = " … ".join(span.cut(body) for span in quote.content)
        said_by = quote.speaker or (quote.speaker_span.cut(body) if quote.speaker_span else "speaker unknown")
        print(f"  quote  {said_by}: {words}")
    for time in findings.times:
        print(f"  date   {time.span.cut(body)}: {time.value}")
    for event in findings.events:
        print(f"  event  {event.date} {event.status}: {event.span.cut(body)}")
