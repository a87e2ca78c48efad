"""`briefgen export`."""

import datetime as dt
from pathlib import Path

from briefgen.config import load_settings
from briefgen.errors import BriefgenError, Problem
from briefgen.export import Choice, export
from briefgen.read import parse
from briefgen.read.keys import Header
from briefgen.read.markdown import front_matter


def run_export(
    file: Path, *, project: Path, briefing: str, actors: list[str], tags: list[str], since: str, until: str
) -> int:
    """Write one briefing to hand over."""
    settings = load_settings(project)
    first, last = _day(since, "--since"), _day(until, "--until")
    if briefing:
        choice = _dossier(project / settings.content / "briefings" / f"{briefing}.md", first, last)
    else:
        choice = Choice(settings.title, actors=frozenset(actors), tags=frozenset(tags), since=first, until=last)
    content = export(project / settings.output, choice, file.suffix, language=settings.language)
    file.write_bytes(content)
    print(f"wrote {file}")
    return 0


def _dossier(path: Path, first: dt.date | None, last: dt.date | None) -> Choice:
    """A curated page: the editor's words, and what it selects."""
    try:
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise BriefgenError(Problem(str(path), "there is no such curated page")) from error
    article = parse(content, path.name)
    header, _ = front_matter(path.name, content.decode("utf-8-sig").replace("\r\n", "\n"))
    return Choice(
        article.title,
        tuple(block.span.cut(article.body) for block in article.blocks),
        path.stem,
        _several(header, "actors"),
        _several(header, "tags"),
        _several(header, "places"),
        first or _given_day(header, "since", path),
        last or _given_day(header, "until", path),
    )


def _several(header: Header, key: str) -> frozenset[str]:
    return frozenset(header[key].several()) if key in header else frozenset()


def _given_day(header: Header, key: str, path: Path) -> dt.date | None:
    return _day(header[key].text(), f"{path}: {key}") if key in header else None


def _day(text: str, where: str) -> dt.date | None:
    if not text:
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise BriefgenError(Problem(where, f"{text!r} is no date", "write it as 2031-03-04")) from error
