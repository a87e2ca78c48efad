"""Cases in Markdown files: a title, a text, a line of dots, the expected lines."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.plain import readable

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

Parse = Callable[[str], "Doc"]  # the model is one

CASES = Path(__file__).parent / "cases"


@dataclass(frozen=True)
class Case:
    title: str
    text: str
    expected: tuple[str, ...]


def cases(name: str) -> list[Case]:
    """Read the cases of a file in tests/cases."""
    sections = re.split(r"^## ", (CASES / name).read_text("utf-8"), flags=re.M)[1:]
    return [_case(section) for section in sections]


def _case(section: str) -> Case:
    title, _, rest = section.partition("\n")
    text, _, expected = rest.partition("\n....\n")
    return Case(title.strip(), text.strip("\n"), tuple(line for line in expected.splitlines() if line.strip()))


def read_together(nlp: Language, texts: Iterable[str]) -> Parse:
    """The model for these texts alone, which it has read together: in a quarter of the time."""
    plain = [readable(text) for text in texts]
    return dict(zip(plain, nlp.pipe(plain), strict=True)).__getitem__
