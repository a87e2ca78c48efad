"""Arguments in, printing out."""

import sys
from pathlib import Path

import msgspec


def run(argv: list[str]) -> int:
    """Run a command; returns the exit status."""
    if argv[:1] == ["--version"]:
        from briefgen import __version__

        print(f"briefgen {__version__}")
        return 0
    if argv[:2] == ["extract", "--json"]:
        return _extract([Path(arg) for arg in argv[2:]])
    print("usage: briefgen extract --json FILE...", file=sys.stderr)
    return 2


def _extract(paths: list[Path]) -> int:
    from briefgen.contract import extraction
    from briefgen.extract import extract
    from briefgen.nlp import load, parse
    from briefgen.read import read

    articles = [read(path, path.as_posix()) for path in paths]
    for article, doc in zip(articles, parse(load(), articles), strict=True):
        print(msgspec.json.encode(extraction(article, extract(article, doc))).decode())
    return 0
