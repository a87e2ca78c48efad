"""Measure how well reports of one event are joined and plans linked to their outcome.

usage: python bench/happenings.py [--errors]
Gold: bench/happenings.toml, articles of our own writing. Pairs of reports in different articles are counted: joined and
of one label (right), joined and of two (wrong), of one label and apart (missed).
"""

import datetime as dt
import sys
import tomllib
from itertools import combinations
from pathlib import Path

from briefgen.brief import brief
from briefgen.extract import extract
from briefgen.nlp import load, readable
from briefgen.records import Article, ArticleId, Block, Briefing, Findings, Span

GOLD = Path(__file__).with_name("happenings.toml")
Place = tuple[ArticleId, int]


def gold_articles() -> tuple[list[Article], list[list[tuple[Span, str]]]]:
    """The articles of the gold set, with the label of each sentence."""
    articles, labels = [], []
    for n, entry in enumerate(tomllib.loads(GOLD.read_text("utf-8"))["article"]):
        body, marked = "", []
        for line in entry["lines"].strip().splitlines():
            label, _, sentence = line.partition(": ")
            marked.append((Span(len(body), len(body) + len(sentence)), label))
            body += sentence + "\n\n"
        blocks = tuple(Block("paragraph", span) for span, _ in marked)
        day = dt.date.fromisoformat(entry["date"])
        articles.append(Article(f"a{n}.txt", f"Article {n}", body.strip(), day, blocks=blocks))
        labels.append(marked)
    return articles, labels


def measure(*, errors: bool = False) -> dict[str, float]:
    """Precision and recall of joining and of plan-to-outcome links."""
    nlp = load()
    articles, labels = gold_articles()
    findings = [extract(article, nlp(readable(article.body))) for article in articles]
    briefing = brief(zip(articles, findings, strict=True))
    label_of = _labels(briefing, findings, labels)
    group_of = {
        (source.article, source.index): happening.anchor
        for happening in briefing.happenings
        for source in (_own(happening.article, briefing, happening.event), *happening.others)
        if source
    }
    return _joins(label_of, group_of, errors) | _links(briefing, label_of, group_of)


class _Source:
    def __init__(self, article: ArticleId, index: int) -> None:
        self.article, self.index = article, index


def _own(article: ArticleId, briefing: Briefing, event: object) -> "_Source | None":
    events = briefing.findings[article].events
    return next((_Source(article, i) for i, one in enumerate(events) if one == event), None)


def _labels(briefing: Briefing, findings: list[Findings], labels: list[list[tuple[Span, str]]]) -> dict[Place, str]:
    by_path = {article.path: article.id for article in briefing.articles}
    found: dict[Place, str] = {}
    for n, (one, marked) in enumerate(zip(findings, labels, strict=True)):
        for i, event in enumerate(one.events):
            label = next((label for span, label in marked if span.covers(event.span)), "-")
            if label != "-":
                found[by_path[f"a{n}.txt"], i] = label
    return found


def _joins(label_of: dict[Place, str], group_of: dict[Place, str], errors: bool) -> dict[str, float]:
    right = wrong = missed = 0
    for one, other in combinations(sorted(label_of), 2):
        if one[0] == other[0]:
            continue
        same, joined = label_of[one] == label_of[other], group_of.get(one) == group_of.get(other)
        right, wrong, missed = right + (same and joined), wrong + (joined and not same), missed + (same and not joined)
        if errors and same != joined:
            print("wrong " if joined else "missed", label_of[one], one, label_of[other], other)
    return {
        "precision": right / max(1, right + wrong),
        "recall": right / max(1, right + missed),
        "pairs": right + missed,
    }


def _links(briefing: Briefing, label_of: dict[Place, str], group_of: dict[Place, str]) -> dict[str, float]:
    labels = {anchor: label_of[place] for place, anchor in group_of.items() if place in label_of}
    plans = [one for one in briefing.happenings if labels.get(one.anchor, "").endswith("?")]
    right = sum(labels.get(one.outcome or "") == labels[one.anchor].rstrip("?") for one in plans)
    linked = sum(one.outcome is not None for one in plans)
    due = sum(labels[one.anchor].rstrip("?") in labels.values() for one in plans)
    return {"link precision": right / max(1, linked), "link recall": right / max(1, due)}


if __name__ == "__main__":
    for name, value in measure(errors="--errors" in sys.argv).items():
        print(f"{name:16} {value:.2f}")
