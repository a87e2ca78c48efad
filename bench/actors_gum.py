"""Score who is key: briefgen's actors against the graded salience of GUM's news articles.

usage: python bench/actors_gum.py ACTORS.jsonl PREDICTIONS.jsonl [--errors]

ACTORS.jsonl: per line {"doc", "actors": [{"etype", "names", "surface", "salience", ...}]}; key are persons and
organisations with a salience of 3 or more. PREDICTIONS.jsonl: what `briefgen extract --json` prints for the same
articles, paired by file stem. An article has k key actors; top-k is the share of them among briefgen's first k
by salience - what GUM grades as a place or an event stands aside there - and found the share listed at all.
"""

import argparse
import json
import re
from pathlib import Path
from typing import Any

KEY = 3  # GUM grades salience 0-5: in how many of five summaries the actor stands
TYPES = ("person", "organization")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("predictions", type=Path)
    parser.add_argument("--errors", action="store_true", help="list every key actor that is missed")
    args = parser.parse_args()
    predicted = {Path(one["path"]).stem: one["actors"] for one in _lines(args.predictions)}
    total = listed = on_top = 0
    for article in _lines(args.gold):
        key = [actor for actor in article["actors"] if actor["etype"] in TYPES and actor["salience"] >= KEY]
        others = [actor for actor in article["actors"] if actor["etype"] not in TYPES]
        ranked = _ranked(article["actors"], predicted.get(article["doc"], []))
        ranked = [actor for actor in ranked if not any(_same(other, actor) for other in others)]
        total += len(key)
        for actor in key:
            rank = next((i for i, other in enumerate(ranked) if _same(actor, other)), None)
            listed += rank is not None
            on_top += rank is not None and rank < len(key)
            if args.errors and (rank is None or rank >= len(key)):
                first = ", ".join(other["name"] for other in ranked[: len(key)])
                print(f"{article['doc']}: {actor['names'][0]} at {rank}; first {len(key)}: {first}")
    share = f"{100 * on_top / total:.1f} % (of those found {100 * on_top / max(1, listed):.1f} %)"
    print(f"key actors {total}: top-k {share}, found {100 * listed / total:.1f} %")


def _ranked(gold: list[dict[str, Any]], predicted: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Our actors by salience, without those that the gold knows as places alone."""
    return sorted((one for one in predicted if not _only_place(gold, one)), key=lambda one: -one["salience"])


def _only_place(gold: list[dict[str, Any]], predicted: dict[str, Any]) -> bool:
    types = {actor["etype"] for actor in gold if _same(actor, predicted)}
    return bool(types) and not types & set(TYPES)


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def _same(gold: dict[str, Any], predicted: dict[str, Any]) -> bool:
    """One name in common, whatever the article, the possessive or the case."""
    names = {_norm(name) for name in (*gold["names"], *gold["surface"])}
    return bool(names & {_norm(name) for name in (predicted["name"], *predicted["aliases"])})


def _norm(name: str) -> str:
    plain = re.sub(r"['’]s?$", "", name.lower().strip())
    return re.sub(r"^(the|an?) ", "", plain)


if __name__ == "__main__":
    main()
