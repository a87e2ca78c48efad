"""What extraction costs beside bare parsing: processor seconds of one process on the same articles.

usage: python -m bench.extract_speed DIR [ROUNDS]

DIR holds articles (.txt, .md, .html). Prints words per second of the pipeline as spaCy loads it, of our parsing alone
and with extraction, with their share of the first, and the words per second of the time tagger alone on parsed text;
medians of the rounds, which go in turns.
"""

import importlib
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from briefgen import nlp
from briefgen.extract import extract
from briefgen.extract.times import find_times
from briefgen.extract.tokens import read_tokens
from briefgen.read import SUFFIXES, read


def main() -> None:
    folder, rounds = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 3
    articles = [read(path, path.name) for path in sorted(folder.iterdir()) if path.suffix in SUFFIXES]
    words = sum(len(article.body.split()) for article in articles)
    model = nlp.load()
    docs = list(nlp.parse(model, articles))  # warms up
    pairs = list(zip(articles, docs, strict=True))
    for article, doc in pairs:
        extract(article, doc)
    laid = [(article, read_tokens(doc, article)) for article, doc in pairs]
    bare = importlib.import_module(nlp.DEFAULT_MODEL).load()
    texts = [nlp.readable(article.body) for article in articles]
    list(bare.pipe(texts[:2]))
    plain, parsing, extracting, tagging = [], [], [], []
    for _ in range(rounds):
        plain.append(_seconds(lambda: list(bare.pipe(texts, batch_size=32))))
        parsing.append(_seconds(lambda: list(nlp.parse(model, articles))))
        extracting.append(_seconds(lambda: [extract(article, doc) for article, doc in pairs]))
        tagging.append(_seconds(lambda: [find_times(tokens, article) for article, tokens in laid]))
    first, alone, more = (statistics.median(taken) for taken in (plain, parsing, extracting))
    print(f"{len(articles)} articles, {words:,} words, median of {rounds}, processor seconds")
    print(f"spaCy's nlp.pipe     {words / first:10,.0f} words/s")
    print(f"our parsing alone    {words / alone:10,.0f} words/s   {first / alone:.2f} of it")
    print(f"with extraction      {words / (alone + more):10,.0f} words/s   {first / (alone + more):.2f} of it")
    print(f"time tagger alone    {words / statistics.median(tagging):10,.0f} words/s on parsed text")


def _seconds(run: Callable[[], object]) -> float:
    started = time.process_time()
    run()
    return time.process_time() - started


if __name__ == "__main__":
    main()
