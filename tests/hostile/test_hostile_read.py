"""Strangers' files are read or refused: never another exception, never a span outside the text, nothing touched."""

import re
from pathlib import Path
from unicodedata import category

import pytest

from briefgen.errors import BriefgenError
from briefgen.read import parse
from briefgen.records import Article
from tests.hostile.places import PAYLOADS, PLACES

LONGEST_LINE = 1_000  # of a message
CASES = [
    pytest.param(suffix, make(payload), id=f"{place} < {kind} {number}")
    for place, (suffix, make) in PLACES.items()
    for kind, payloads in PAYLOADS.items()
    for number, payload in enumerate(payloads)
]


@pytest.mark.parametrize(("suffix", "text"), CASES)
def test_a_hostile_file_is_read_or_refused_with_one_line_each(suffix: str, text: str) -> None:
    try:
        article = parse(text.encode("utf-8"), f"hostile{suffix}")
    except BriefgenError as error:
        told = [str(problem) for problem in error.problems]
        faults = [line for line in told if "\n" in line or len(line) > LONGEST_LINE]
    else:
        faults = faults_of(article)

    assert faults == []


def faults_of(article: Article) -> list[str]:
    """What no article may be, whatever the file was."""
    body = article.body
    faults = [f"control character {c!r}" for c in set(body) | set(article.title) if _is_control(c)]
    spans = [block.span for block in article.blocks] + [mark.span for mark in article.inlines]
    faults += [f"{span} outside the text" for span in spans if not 0 <= span.start <= span.end <= len(body)]
    faults += [f"address {mark.href!r}" for mark in article.inlines if not _is_safe(mark.href)]
    faults += [f"address {article.url!r}"] if not _is_safe(article.url) else []
    faults += [f"slug {article.slug!r}"] if article.slug and not re.fullmatch(r"[\w-]+", article.slug) else []
    faults += ["title of several lines"] if "\n" in article.title else []
    return faults


def _is_control(character: str) -> bool:
    return category(character) == "Cc" and character not in "\n\t"


def _is_safe(address: str | None) -> bool:
    return not address or address.startswith(("https://", "http://", "mailto:"))


def test_no_payload_was_run() -> None:
    assert not Path("/tmp/briefgen-evil").exists()
    assert not Path("/tmp/evil").exists()
