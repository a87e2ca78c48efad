"""`briefgen check`: what needs an editor, with the correction to paste."""

import datetime as dt
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from briefgen.build import Options
from briefgen.build.review import Review, review
from briefgen.cli.build import Progress
from briefgen.config import Settings, load_settings
from briefgen.likeness import clusters
from briefgen.records import Article, Doubt

__all__ = ["check_project"]

HEADINGS = {
    "unused-correction": "Corrections that match nothing, or too much",
    "undated": "Articles without a date",
    "slug": "Addresses asked for twice",
    "duplicate": "Repeated articles",
    "merge": "Doubtful merges",
    "speaker": "Quotes without a known speaker",
    "other": "Other",
}
SHOWN = 20  # of one kind; --all prints every one


def check_project(project: Path, *, drafts: bool, strict: bool, every: bool, as_json: bool) -> int:
    """Print what needs an editor; 1 with `strict` when there is anything."""
    settings = load_settings(project)
    options = Options(drafts=drafts)
    with Progress(quiet=as_json) as progress:
        found = review(project, settings, options, progress.told)
    doubts = [*found.briefing.doubts, *_repeated(found.briefing.articles), *_broken_links(project, settings, found)]
    if as_json:
        print(msgspec.json.encode({"warnings": found.warnings, "doubts": doubts}).decode())
    else:
        _print(found.warnings, doubts, every=every)
    return int(strict and bool(doubts or found.warnings))


def _repeated(articles: Iterable[Article]) -> Iterator[Doubt]:
    """Articles that are nearly the same: one report as several outlets print it. The oldest is named first."""
    oldest_first = sorted(articles, key=lambda article: (article.date or dt.date.max, article.path))
    for first, *others in clusters({article.path: article.body for article in oldest_first}):
        mend = "put `draft: true` into the front matter of those that should not count"
        yield Doubt("duplicate", f"stands nearly word for word in {', '.join(others)} too", mend, first)


def _broken_links(project: Path, settings: Settings, found: Review) -> Iterator[Doubt]:
    """Portraits and links inside the site, set by the editor, that lead nowhere."""
    briefing = found.briefing
    ids = {f"actors/{id}" for actor in briefing.actors for id in (actor.id, *actor.former_ids)}
    ids |= {f"articles/{article.id}" for article in briefing.articles}
    ids |= {f"briefings/{dossier.name}" for dossier in briefing.dossiers}
    for actor in briefing.actors:
        if actor.portrait and "://" in actor.portrait:
            mend = f"save the picture into {settings.static}/ and name it by its path there"
            yield Doubt(
                "other", f"the portrait of {actor.name} is on another host and not shown: {actor.portrait}", mend
            )
        elif actor.portrait:
            mend = f"put the picture into {settings.static}/, or take the line out"
            if not (project / settings.static / actor.portrait).is_file():
                yield Doubt("other", f"the portrait of {actor.name} is missing: {actor.portrait}", mend)
        yield from _dead_ends(actor.note, f"actors/{actor.id}.md", ids)
    for dossier in briefing.dossiers:
        yield from _dead_ends(dossier.html, f"briefings/{dossier.name}.md", ids)


def _dead_ends(html: str, path: str, ids: set[str]) -> Iterator[Doubt]:
    for href in re.findall(r'href="(?:\.\./)*((?:actors|articles|briefings)/[^"#/]+)', html):
        if href not in ids:
            yield Doubt("other", f"the link to {href}/ leads nowhere", "mend or take out the link", path)


def _print(warnings: Iterable[str], doubts: list[Doubt], *, every: bool) -> None:
    for warning in warnings:
        print(f"briefgen: {warning}", file=sys.stderr)
    for kind, heading in HEADINGS.items():
        of_kind = sorted((doubt for doubt in doubts if doubt.kind == kind), key=lambda doubt: doubt.line or 0)
        if not of_kind:
            continue
        print(f"\n{heading} ({len(of_kind)})")
        for doubt in of_kind if every else of_kind[:SHOWN]:
            _print_doubt(doubt)
        if not every and len(of_kind) > SHOWN:
            print(f"  and {len(of_kind) - SHOWN} more (--all prints them)")
    counts = Counter(doubt.kind for doubt in doubts)
    print("\n" + (f"{sum(counts.values())} to look at" if counts else "nothing needs an editor"))


def _print_doubt(doubt: Doubt) -> None:
    where = f"{doubt.path}:{doubt.line}: " if doubt.line else f"{doubt.path}: " if doubt.path else ""
    print(f"  {where}{doubt.what}")
    for line in doubt.mend.splitlines():
        print(f"      {line}")
