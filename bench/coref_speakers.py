"""Score who a speaker's pronoun or description means, apart from finding the quotes.

usage: python bench/coref_speakers.py DOCS.jsonl GOLD.jsonl [--errors]

DOCS.jsonl: {"doc", "text"}; GOLD.jsonl: {"doc", "quotes": [{"speaker_head": [s, e], "speaker_type", "speaker_names"}]}.
For each named-type, pronoun and nominal source whose real name is known: is the token resolved to that name?
"""

import argparse
import json
from collections import Counter
from pathlib import Path
from typing import Any

from briefgen import nlp
from briefgen.extract.actors import find_actors
from briefgen.extract.marks import find_marks
from briefgen.extract.tokens import read_tokens
from briefgen.names import fold
from briefgen.records import Article


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("docs", type=Path)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--errors", action="store_true", help="list every wrong answer")
    args = parser.parse_args()
    gold = {one["doc"]: one["quotes"] for one in _lines(args.gold)}
    articles = [Article(one["doc"], one["doc"], one["text"]) for one in _lines(args.docs)]
    counts: Counter[tuple[str, str]] = Counter()
    for article, doc in zip(articles, nlp.parse(nlp.load(), articles), strict=True):
        cast = find_actors(read_tokens(doc, article), article, find_marks(article))
        heads = {
            q["speaker_head"][0]: q for q in gold[article.path] if q.get("speaker_names") and q.get("speaker_head")
        }
        for start, quote in heads.items():
            id = cast.resolve_at(cast.words.at(start))
            name = cast.by_id(id).name if id else None
            answer = "none" if name is None else "right" if _same(name, quote["speaker_names"]) else "wrong"
            counts[quote["speaker_type"], answer] += 1
            if args.errors and answer == "wrong":
                print(f"{article.path}: {quote['speaker_text']!r} -> {name}, not {quote['speaker_names'][0]}")
    for kind in sorted({kind for kind, _ in counts}):
        right, wrong, none = (counts[kind, answer] for answer in ("right", "wrong", "none"))
        print(f"{kind:8} {right + wrong + none:4}  right {right}, wrong {wrong}, unresolved {none}")


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def _same(name: str, names: list[str]) -> bool:
    """The same name, or the same last word with nothing against it before."""
    words = fold(name).split()
    return any(set(words) <= set(other) or set(other) <= set(words) for other in (fold(n).split() for n in names))


if __name__ == "__main__":
    main()
