"""Articles and findings to a briefing: merged once in full, then only what differs from the last build."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from briefgen.brief import Cast, Compared, Corpus, Desk, compared, newest_versions
from briefgen.brief.uncollected import uncollected
from briefgen.build.aside import begun, may_fork
from briefgen.build.desk import EDITORS, read_desk
from briefgen.build.inputs import Inputs
from briefgen.build.intake import Changes
from briefgen.build.kept import KeptMerge, keep_merge, kept_merge
from briefgen.build.library import StoreLibrary
from briefgen.fingerprints import digest
from briefgen.records import Actor, Article, Briefing, Touched
from briefgen.scan import packed
from briefgen.store import KeptSource, Store

__all__ = ["Merged", "keep", "merge"]

MANY = 1_000  # articles from which it pays to compare their quotes beside the rest
WORTH_KEEPING = 50  # articles merged since the state was kept: to merge them again is cheaper than to keep it anew


@dataclass(frozen=True, slots=True)
class Merged:
    """The briefing, and what the next build needs to go on from it. `touched` None: everything is new."""

    briefing: Briefing
    ledger: str
    touched: Touched | None
    corpus: Corpus
    library: StoreLibrary
    known: dict[str, bytes]  # path: what was merged
    basis: bytes  # what was merged into all of it
    late: int | None  # articles merged since its state was kept; None: the kept one does not fit it

    @property
    def is_kept(self) -> bool:
        """Whether the next process can go on from what is kept already."""
        return self.late is not None and self.late < WORTH_KEEPING


def merge(
    before: Merged | None, changes: Changes, inputs: Inputs, store: Store, analysis: bytes, *, drafts: bool
) -> Merged:
    """Merge what the store holds; where the last build's state still fits, only the differences."""
    basis = _basis(inputs, analysis, drafts)
    if before is None or before.basis != basis or before.ledger != inputs.ledger:
        before = _kept(inputs, store, analysis, basis)
    have = store.fingerprints(analysis)
    known = {path: _mark(source, have) for path, source in changes.sources.items() if source.size}
    old = before.known if before else {}
    look_at = [path for path, mark in known.items() if old.get(path) != mark]
    library = before.library if before else StoreLibrary(store, analysis)
    library.bring_up_to_date(changes.sources, have)
    corpus = before.corpus if before else Corpus(inputs.ledger, _desk(inputs), library)
    pairs: Iterable[tuple[Article, Cast]] = (pair for pair in library.articles(look_at) if drafts or not pair[0].draft)
    gone = old.keys() - known.keys()
    if old:
        pairs = list(pairs)
        gone |= (set(look_at) & old.keys()) - {article.path for article, _ in pairs}
    comparing = _comparing(library, look_at, drafts=drafts) if not old and len(look_at) > MANY else None
    edition = corpus.update(pairs, sorted(gone), begun, comparing)
    touched = _with_former(edition.touched, before.briefing, edition.briefing) if before and edition.touched else None
    late = None
    if before and before.late is not None and edition.ledger == before.ledger and not gone:
        late = before.late + len(look_at)
    return Merged(edition.briefing, edition.ledger, touched, corpus, library, known, basis, late)


def keep(merged: Merged, folder: Path) -> None:
    """Keep the state in this folder, for the next process to go on from."""
    keep_merge(folder, KeptMerge(merged.corpus, merged.known), digest(merged.basis, merged.ledger.encode()))


def _comparing(library: StoreLibrary, paths: list[str], *, drafts: bool) -> Callable[[], Compared] | None:
    """Begin to compare the quotes of these articles in a copy of this process, where there can be one."""

    def work() -> Compared:
        articles = (article for article in library.heads(paths) if drafts or not article.draft)
        with uncollected():
            shown = newest_versions(articles)
            return compared(zip(shown, library.reports_of(shown), strict=True))

    if not may_fork():
        return None
    outcome = begun(work)
    return lambda: Compared(*outcome())


def _kept(inputs: Inputs, store: Store, analysis: bytes, basis: bytes) -> Merged | None:
    """The state that an earlier process kept, where it fits."""
    library = StoreLibrary(store, analysis)
    kept = kept_merge(store.path.parent, digest(basis, inputs.ledger.encode()), library)
    if kept is None:
        return None
    briefing = kept.corpus.resume(inputs.ledger)
    return Merged(briefing, inputs.ledger, None, kept.corpus, library, kept.known, basis, late=0)


def _desk(inputs: Inputs) -> Desk:
    return read_desk(inputs.content, list(inputs.files[inputs.content]), inputs.corrections)


def _basis(inputs: Inputs, analysis: bytes, drafts: bool) -> bytes:
    pages = (
        f"{path} {packed(seen)!r}" for path, seen in inputs.files[inputs.content].items() if path.startswith(EDITORS)
    )
    return digest(analysis, inputs.corrections.encode(), str(drafts).encode(), "\n".join(pages).encode())


def _mark(source: KeptSource, have: set[bytes]) -> bytes:
    return source.digest + (b"+" if source.fingerprint in have else b"-")


def _with_former(touched: Touched, old: Briefing, new: Briefing) -> Touched:
    """The pages at an actor's former addresses come and go with it."""
    actors: Iterable[Actor] = (actor for briefing in (old, new) for actor in briefing.actors)
    former = {id for actor in actors if actor.id in touched.actors for id in actor.former_ids}
    return replace(touched, actors=touched.actors | former) if former else touched
