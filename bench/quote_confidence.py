"""How well the confidences of quotes and speakers hold: shares of right answers, by rule and by confidence.

usage: python bench/quote_confidence.py GOLD.jsonl DOCS.jsonl PREDICTIONS.jsonl [GOLD DOCS PREDICTIONS ...]
           [--rules] [--cues]

GOLD: per line {"doc", "quotes": [{"content": [[s, e]], "speaker_head": [s, e], "speaker_names": [...]}]};
DOCS: {"doc", "text"}; PREDICTIONS: what `briefgen extract --json` prints for the same articles, paired by file stem.
A quote is right when it shares half its words with one of the gold; a named speaker is right when the gold names it so,
or, where the gold has no name, when the words that name the source are the gold's. The tables stand in
docs/quotes-confidence.md.
"""

import argparse
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

EDGES = (0.0, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 1.01)
FEWEST = 10  # uses of a cue that a row tells of
REPORTS = frozenset(
    [
        "clause",
        "clause-before",
        "infinitive",
        "gerund",
        "question",
        "marked-object",
        "as",
        "preposition",
        "object",
        "noun",
    ]
)
Tally = dict[str, list[int]]
Json = dict[str, Any]


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--rules", action="store_true", help="by rule, too")
    parser.add_argument("--cues", action="store_true", help="by reporting word and construction, too")
    args = parser.parse_args()
    by_cue: Tally = defaultdict(lambda: [0, 0])
    quotes: Tally = defaultdict(lambda: [0, 0])
    speakers: Tally = defaultdict(lambda: [0, 0])
    by_rule: Tally = defaultdict(lambda: [0, 0])
    for n in range(0, len(args.files), 3):
        for quote, right, who in judged(*args.files[n : n + 3]):
            finder, _, speaker_rule = quote["rule"].partition("+")
            _count(quotes, _bin(quote["confidence"]), right)
            _count(by_rule, f"quote: {finder}", right)
            if quote.get("cue") and finder in REPORTS:
                _count(by_cue, f"{quote['cue'].lower().split()[-1]} | {finder}", right)
            if who is not None:
                _count(speakers, _bin(quote["speaker_confidence"]), who)
                _count(by_rule, f"speaker: {speaker_rule}", who)
    _table("quote", quotes)
    _table("speaker", speakers)
    if args.rules:
        _table("rule", by_rule)
    if args.cues:
        _table("cue | construction", {cue: row for cue, row in by_cue.items() if row[1] >= FEWEST})


def judged(gold: Path, docs: Path, predictions: Path) -> Iterator[tuple[Json, bool, bool | None]]:
    """Every predicted quote, whether it is one, and whether its named speaker is right (None: not told)."""
    texts = {one["doc"]: one["text"] for one in _lines(docs)}
    wanted = {one["doc"]: one["quotes"] for one in _lines(gold)}
    predicted = {Path(one["path"]).stem: one for one in _lines(predictions)}
    for doc, quotes in wanted.items():
        found = predicted.get(re.sub(r"[^\w.-]", "_", doc))
        shift = texts[doc].find(found["text"]) if found else -1
        if found is None or shift < 0:
            continue
        names = {actor["id"]: actor["name"] for actor in found["actors"]}
        for quote in found["quotes"]:
            words = _words(found["text"], quote["content"], shift)
            hit = next((one for one in quotes if _alike(words, _words(texts[doc], one["content"], 0))), None)
            yield quote, hit is not None, _speaker(quote, hit, names, shift) if hit else None


def _speaker(quote: Json, gold: Json, names: dict[str, str], shift: int) -> bool | None:
    if quote["speaker"] is None:
        return None
    said = names[quote["speaker"]].lower().split()
    if gold.get("speaker_names"):
        return any(
            name.lower().split()[-1] in said or said[-1] in name.lower().split() for name in gold["speaker_names"]
        )
    if not gold.get("speaker_head") or gold.get("speaker_type") != "name" or not quote["speaker_span"]:
        return None
    (start, end), head = quote["speaker_span"], gold["speaker_head"]
    return bool(start + shift < head[1] and head[0] < end + shift)


def _words(text: str, spans: list[list[int]], shift: int) -> set[int]:
    spans = [spans] if spans and isinstance(spans[0], int) else spans  # type: ignore[list-item]
    return {m.start() + s + shift for s, e in spans for m in re.finditer(r"\w+", text[s:e])}


def _alike(one: set[int], other: set[int]) -> bool:
    return 2 * len(one & other) >= min(len(one), len(other)) > 0 and 3 * len(one & other) >= len(one | other)


def _bin(confidence: float) -> str:
    low, high = next((a, b) for a, b in pairwise(EDGES) if a <= confidence < b)
    return f"{low:.2f} to {min(high, 1):.2f}"


def _count(tally: Tally, key: str, right: bool) -> None:
    tally[key][0] += right
    tally[key][1] += 1


def _table(title: str, tally: Tally) -> None:
    print(f"\n| {title} | right | of | share |\n|---|---|---|---|")
    for key, (right, total) in sorted(tally.items()):
        print(f"| {key} | {right} | {total} | {right / total:.2f} |")


def _lines(path: Path) -> list[Json]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


if __name__ == "__main__":
    main()
