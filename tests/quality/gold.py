"""Hand annotations compiled: strings of a gold file in, offsets into the article's body out.

The form is that of news annotation for briefings: every string is an exact substring of the article; where it occurs
more than once, `nth` (from 0) says which is meant. A string that is not there is an error, never a silent miss.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from briefgen.read import read
from briefgen.records import Article, Span

ROOT = Path(__file__).parents[2]  # gold files name their article from the repository's root
GOLD = Path(__file__).parent / "gold"


@dataclass(frozen=True, slots=True)
class GoldActor:
    id: str
    name: str
    kind: str
    aliases: tuple[str, ...]
    role: str | None
    key: bool


@dataclass(frozen=True, slots=True)
class GoldQuote:
    kind: str
    parts: tuple[Span, ...]
    speaker: str  # an actor's id, or "unnamed: a spokeswoman"


@dataclass(frozen=True, slots=True)
class GoldDate:
    span: Span
    value: str


@dataclass(frozen=True, slots=True)
class GoldEvent:
    sentence: Span
    clause: Span
    date: str
    status: str


@dataclass(frozen=True, slots=True)
class GoldArticle:
    name: str
    article: Article
    actors: tuple[GoldActor, ...]
    quotes: tuple[GoldQuote, ...]
    dates: tuple[GoldDate, ...]
    events: tuple[GoldEvent, ...]


def load_gold() -> list[GoldArticle]:
    """All annotated articles, by name."""
    return [compile_gold(path) for path in sorted(GOLD.glob("*.json"))]


def compile_gold(path: Path) -> GoldArticle:
    """One annotation with its article. Raises ValueError for a string that the article has not."""
    annotated = json.loads(path.read_text("utf-8"))
    article = read(ROOT / annotated["doc"], annotated["doc"])
    body = article.body
    return GoldArticle(
        path.stem,
        article,
        tuple(_actor(entry, body) for entry in annotated["actors"]),
        tuple(_quote(entry, body) for entry in annotated["quotes"]),
        tuple(GoldDate(_place(e["text"], body, e.get("nth", 0)), e["value"]) for e in annotated["dates"]),
        tuple(_event(entry, body) for entry in annotated["events"]),
    )


def _actor(entry: dict[str, Any], body: str) -> GoldActor:
    for form in (entry["name"], *entry["aliases"], entry["role"] or ""):
        _place(form, body)
    return GoldActor(
        entry["id"], entry["name"], entry["kind"], tuple(entry["aliases"]), entry["role"], bool(entry["key"])
    )


def _quote(entry: dict[str, Any], body: str) -> GoldQuote:
    if entry["content"]:
        _place(entry["content"], body)
    return GoldQuote(
        entry["kind"], tuple(_place(part, body, entry.get("nth", 0)) for part in entry["parts"]), entry["speaker"]
    )


def _event(entry: dict[str, Any], body: str) -> GoldEvent:
    sentence = _place(entry["sentence"], body)
    clause = _place(entry["what"], body[: sentence.end], 0, sentence.start)
    _place(entry["date_text"], body[: sentence.end], 0, sentence.start)
    return GoldEvent(sentence, clause, entry["date"], entry["status"])


def _place(words: str, body: str, nth: int = 0, start: int = 0) -> Span:
    at = body.find(words, start)
    for _ in range(nth):
        at = body.find(words, at + 1) if at >= 0 else at
    if at < 0:
        raise ValueError(f"not in the article ({nth}): {words!r}")
    return Span(at, at + len(words))
