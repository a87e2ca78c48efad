"""Markdown articles: YAML front matter, and a body whose markup becomes blocks and inline marks over plain text."""

import re
from collections.abc import Iterable
from typing import Any

from briefgen.errors import BriefgenError, Problem
from briefgen.read.article import article
from briefgen.read.body import plain_body
from briefgen.read.fragment import parse_fragment
from briefgen.read.keys import Given
from briefgen.read.tangled import is_tangled
from briefgen.records import Article

_LONGEST_MATTER = 50_000  # characters
_DEEPEST_MATTER = 5
_FENCE = re.compile(r"---[^\S\n]*\n(.*?)(?:\n|^)(?:---|\.\.\.)[^\S\n]*(?:\n|$)", re.DOTALL | re.MULTILINE)


def parse_markdown(name: str, text: str) -> Article:
    """Read a Markdown article. Raises BriefgenError that names the line."""
    from markdown import markdown

    header, start = front_matter(name, text)
    if is_tangled(text[start:]):
        warning = "its markup is too tangled to be read as Markdown: shown as plain text"
        return article(name, header, plain_body(text[start:]), warnings=(warning,))
    page = markdown(text[start:], extensions=["tables", "sane_lists"], output_format="html")
    return parse_fragment(name, header, page)


def front_matter(name: str, text: str) -> tuple[dict[str, Given], int]:
    """The keys between the `---` lines, and where the body starts. Raises BriefgenError that names the line."""
    if not re.match(r"---[^\S\n]*(\n|$)", text):
        return {}, 0
    fenced = _FENCE.match(text)
    if not fenced:
        raise BriefgenError(Problem(name, "front matter is not closed", "put --- on a line of its own after it", 1))
    return _keys(name, fenced[1]), fenced.end()


def _keys(name: str, matter: str) -> dict[str, Given]:
    import yaml

    if len(matter) > _LONGEST_MATTER:
        what = f"front matter is too long: {len(matter):,} characters, {_LONGEST_MATTER:,} are allowed"
        raise BriefgenError(Problem(name, what, "put --- on a line of its own where it ends", 1))
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        if _is_deep(yaml.parse(matter, Loader=loader)):
            raise BriefgenError(
                Problem(name, "front matter holds lists in lists in lists", "write `key: value` lines", 2)
            )
        node = yaml.compose(matter, Loader=loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 2 if mark else 1
        what = f"front matter: {error.problem or error.context or 'is no YAML'}"
        mend = 'put a value that holds a colon in quotation marks: title: "A: b"'
        raise BriefgenError(Problem(name, what, mend, line)) from error
    except yaml.YAMLError as error:
        raise BriefgenError(Problem(name, f"front matter: {error}".splitlines()[0], "", 1)) from error
    if node is None:
        return {}
    if not isinstance(node, yaml.MappingNode):
        raise BriefgenError(Problem(name, "front matter is no list of `key: value` lines", "", 2))
    return _given(name, node)


def _is_deep(events: Iterable[Any]) -> bool:
    """Deeper than any value that is used. Composing such a tree would end the program, not just fail."""
    depth = 0
    for event in events:
        kind = type(event).__name__
        depth += kind.endswith(("SequenceStartEvent", "MappingStartEvent"))
        depth -= kind.endswith(("SequenceEndEvent", "MappingEndEvent"))
        if depth > _DEEPEST_MATTER:
            return True
    return False


def _given(name: str, node: Any) -> dict[str, Given]:
    """The values as they are written: a YAML library's idea of dates and of `no` is not what a reporter means."""
    given: dict[str, Given] = {}
    problems = []
    for key, value in node.value:
        word, line = str(key.value).lower(), key.start_mark.line + 2
        if word in given:
            problems.append(Problem(name, f"{word!r} is given twice", "keep one", line))
        elif value.id == "scalar":
            given[word] = Given("" if value.tag.endswith(":null") else value.value, line)
        elif value.id == "sequence" and all(part.id == "scalar" for part in value.value):
            given[word] = Given(tuple(part.value for part in value.value), line)
        else:
            problems.append(Problem(name, f"{word!r} holds more than a text or a list of texts", "", line))
    if problems:
        raise BriefgenError(*problems)
    return given
