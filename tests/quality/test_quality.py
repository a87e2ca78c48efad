"""Quality is a gate: the figure of each task on our own annotated articles may not fall below its floor.

`pytest tests/quality -m model -s` prints the table; with BRIEFGEN_MISSES=1 also what was missed.
"""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from briefgen.extract import extract
from briefgen.nlp import parse
from briefgen.records import Findings
from tests.quality.gold import GOLD, compile_gold, load_gold
from tests.quality.score import TASKS, Count, score

if TYPE_CHECKING:
    from spacy.language import Language

FLOORS: dict[str, float] = tomllib.loads((Path(__file__).parent / "floors.toml").read_text("utf-8"))["floors"]


@pytest.fixture(scope="module")
def counts(nlp: Language) -> dict[str, Count]:
    gold = load_gold()
    docs = parse(nlp, [entry.article for entry in gold])
    found = score((entry, extract(entry.article, doc)) for entry, doc in zip(gold, docs, strict=True))
    for task, count in found.items():
        print(f"\n{task:12}{count.f1():6.1f}  {count.right} right, {count.annotated} annotated, {count.found} found")
        if os.environ.get("BRIEFGEN_MISSES"):
            print("\n".join(f"    {line}" for line in count.missed))
    return found


@pytest.mark.model
@pytest.mark.slow
@pytest.mark.parametrize("task", FLOORS)
def test_quality_stays_above_its_floor(task: str, counts: dict[str, Count]) -> None:
    reached = counts[task].f1()

    assert reached >= FLOORS[task], "\n".join([f"{task}: {reached:.1f}", *counts[task].missed])


def test_every_task_has_a_floor() -> None:
    assert set(FLOORS) == set(TASKS)


@pytest.mark.parametrize("path", sorted(GOLD.glob("*.json")), ids=lambda path: path.stem)
def test_annotations_stand_in_their_article(path: Path) -> None:
    gold = compile_gold(path)
    ids = {actor.id for actor in gold.actors}
    dates = {date.value for date in gold.dates}

    assert gold.article.date
    assert all(quote.speaker in ids or quote.speaker.startswith("unnamed:") for quote in gold.quotes)
    assert {event.date for event in gold.events} <= dates


def test_nothing_found_scores_nothing() -> None:
    counts = score((entry, Findings()) for entry in load_gold())

    assert {task for task, count in counts.items() if count.f1()} == set()
