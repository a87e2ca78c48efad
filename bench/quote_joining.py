"""Precision and recall of joining one quote told by several articles, on bench/quote_joining.txt.

usage: python bench/quote_joining.py [FILE]

A pair of reports counts as joined when both land in one saying.
"""

import sys
from itertools import combinations
from pathlib import Path

from briefgen.brief.anchors import plain_words
from briefgen.brief.sayings import QuoteReport, Told, join_quotes, quote_keys
from briefgen.records import ActorId, ArticleId, Quote, Span

HERE = Path(__file__).parent


def main() -> None:
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "quote_joining.txt"
    precision, recall, wrong = measure(path.read_text("utf-8"))
    print(f"pairs: precision {100 * precision:.1f}, recall {100 * recall:.1f}")
    for line in wrong:
        print(line)


def measure(text: str) -> tuple[float, float, list[str]]:
    """Precision and recall over pairs of reports, and the pairs that went wrong."""
    reports, gold = _reports(text)
    wanted = {pair for group in gold for pair in combinations(sorted(group), 2)}
    made = {pair for group in join_quotes(reports) for pair in combinations(sorted(one.anchor for one in group), 2)}
    words = {one.report.anchor: one.words for one in reports}
    wrong = [f"joined wrongly: {words[a]} / {words[b]}" for a, b in sorted(made - wanted)]
    wrong += [f"not joined: {words[a]} / {words[b]}" for a, b in sorted(wanted - made)]
    return len(made & wanted) / max(1, len(made)), len(made & wanted) / max(1, len(wanted)), wrong


def _reports(text: str) -> tuple[list[Told], list[list[str]]]:
    reports: list[Told] = []
    groups: list[list[str]] = [[]]
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        if not line.strip():
            groups.append([])
            continue
        speaker, _, said = line.partition(" | ")
        anchor = f"q-{len(reports):03}"
        groups[-1].append(anchor)
        reports.append(_report(anchor, None if speaker == "-" else ActorId(speaker), said, len(reports)))
    return reports, [group for group in groups if group]


def _report(anchor: str, speaker: ActorId | None, said: str, number: int) -> Told:
    span = Span(0, len(said))
    quote, words = Quote("direct", (span,), (span,)), plain_words(said)
    report = QuoteReport(anchor, ArticleId(f"article-{number}"), 0, 0, speaker, (), None, None, number)
    return Told(report, words, len(said), quote_keys(words, quote))


if __name__ == "__main__":
    main()
