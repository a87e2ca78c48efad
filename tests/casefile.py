"""Cases in Markdown files: a title, a text, a line of dots, the expected lines."""

import re
from dataclasses import dataclass
from pathlib import Path

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
