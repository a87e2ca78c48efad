"""Articles imported: saved pages, feeds, exports, mails, tables and documents in, Markdown files below content/ out."""

import datetime as dt
import re
from collections.abc import Iterable
from pathlib import Path

from slugify import slugify

from briefgen.importing.clipping import Clipping, Imported, ImportReport, Skipped
from briefgen.importing.known import Known
from briefgen.importing.markdown import to_markdown
from briefgen.importing.sources import Sources
from briefgen.records import Article

__all__ = ["ImportReport", "Imported", "Skipped", "Sources", "import_articles"]

_LONGEST_NAME = 60
_RESERVED = re.compile(r"con|prn|aux|nul|(com|lpt)\d")  # names that Windows keeps for devices


def import_articles(
    sources: Iterable[str],
    content: Path,
    how: Sources,
    *,
    today: dt.date,
    keep_duplicates: bool = False,
    dry_run: bool = False,
) -> ImportReport:
    """Write the articles of all sources below `content`. No file is ever overwritten."""
    known = Known(content)
    imported: list[Imported] = []
    skipped: list[Skipped] = []
    for source in sources:
        for found in how.clippings(source):
            done = (
                _kept(found, known, content, today, keep_duplicates, dry_run) if isinstance(found, Clipping) else found
            )
            if isinstance(done, Imported):
                imported.append(done)
            else:
                skipped.append(done)
    return ImportReport(tuple(imported), tuple(skipped))


def _kept(
    clipping: Clipping, known: Known, content: Path, today: dt.date, keep_duplicates: bool, dry_run: bool
) -> Imported | Skipped:
    article = clipping.article
    same = known.same(article)
    if same:
        return Skipped(clipping.origin, f"is there already: {same}")
    alike = known.alike(article)
    if alike and not keep_duplicates:
        return Skipped(
            clipping.origin, f"repeats {alike[0]} ({alike[1]:.0%} the same); --keep-duplicates imports it as a draft"
        )
    is_fetched = clipping.origin.startswith(("http://", "https://"))
    retrieved = clipping.retrieved or (today if is_fetched else None)
    text = to_markdown(article, retrieved=retrieved, duplicate_of=alike[0] if alike else None)
    name = _write(content, _name(article), text, dry_run)
    known.add(name, article)
    return Imported(name, clipping.origin, article.title, article.date, article.warnings, alike[0] if alike else None)


def _name(article: Article) -> str:
    words = slugify(article.title, max_length=_LONGEST_NAME, word_boundary=True) or "article"
    if _RESERVED.fullmatch(words):
        words += "-article"
    return f"{article.date.isoformat()}-{words}" if article.date else words


def _write(content: Path, stem: str, text: str, dry_run: bool) -> str:
    """Write to the first name that is free."""
    number = 1
    while True:
        name = f"{stem}.md" if number == 1 else f"{stem}-{number}.md"
        number += 1
        if dry_run and not (content / name).exists():
            return name
        try:
            content.mkdir(parents=True, exist_ok=True)
            with (content / name).open("x", encoding="utf-8", newline="\n") as file:
                file.write(text)
        except FileExistsError:
            continue
        return name
