"""`briefgen extract`, `explain` and `schema`."""

import sys
from collections import Counter
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


def explain_files(files: list[Path], *, model: str | None) -> int:
    """Print each finding in the order of the text: line, rule, confidence, words."""
    articles, failed = _readable(files)
    for article, findings in _findings(articles, model):
        print(f"{article.path}: {article.title} ({article.date or 'no date'})")
        for start, line in sorted(_explained(article, findings)):
            print(f"  {article.body.count(chr(10), 0, start) + 1:4}  {line}")
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


def _explained(article: Article, findings: Findings) -> Iterator[tuple[int, str]]:
    """Where a finding starts in the body, and the line that tells how it was made."""
    body = article.body
    for actor in findings.actors:
        forms = Counter(mention.form for mention in actor.mentions)
        told = ", ".join(f"{count} by {form}" for form, count in forms.items())
        first = min((mention.span.start for mention in actor.mentions), default=0)
        yield first, f"actor  {actor.name} ({actor.kind}), salience {actor.salience:.2f}: {told}"
    for quote in findings.quotes:
        words = " … ".join(span.cut(body) for span in quote.content)
        named = f"{quote.speaker} ({quote.speaker_confidence:.2f})" if quote.speaker else "no named speaker"
        yield quote.content[0].start, f"quote  [{quote.rule}] {quote.kind} {quote.confidence:.2f}, {named}: {words}"
    for time in findings.times:
        yield time.span.start, f"date   [{time.rule}] {time.span.cut(body)} = {time.value}"
    for event in findings.events:
        told = f"[{event.rule}] {event.confidence:.2f} {event.date} {event.status}, dated by {event.dated_by}"
        yield event.span.start, f"event  {told}: {event.span.cut(body)}"
