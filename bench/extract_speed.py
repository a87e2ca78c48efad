"""What extraction costs beside bare parsing: processor seconds of one process on the same articles.

usage: python -m bench.extract_speed DIR [ROUNDS]

DIR holds articles (.txt, .md, .html). Prints words per second of parsing alone and of parsing with extraction, the
share that is left, and the words per second of the time tagger alone on parsed text; medians of the rounds.
"""

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from briefgen import nlp
from briefgen.extract import extract
from briefgen.extract.times import find_times
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
    parsing, extracting, tagging = [], [], []
    for _ in range(rounds):
        parsing.append(_seconds(lambda: list(nlp.parse(model, articles))))
        extracting.append(_seconds(lambda: [extract(article, doc) for article, doc in pairs]))
        tagging.append(_seconds(lambda: [find_times(doc, article) for article, doc in pairs]))
    alone, more = statistics.median(parsing), statistics.median(extracting)
    print(f"{len(articles)} articles, {words:,} words, median of {rounds}, processor seconds")
    print(f"parsing alone        {words / alone:10,.0f} words/s")
    print(f"with extraction      {words / (alone + more):10,.0f} words/s   {alone / (alone + more):.2f} of it")
    print(f"time tagger alone    {words / statistics.median(tagging):10,.0f} words/s on parsed text")


def _seconds(run: Callable[[], object]) -> float:
    started = time.process_time()
    run()
    return time.process_time() - started


if __name__ == "__main__":
    main()
