"""Content files to articles: what is new or changed on disk is read, the rest comes from the store."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path

import msgspec

from briefgen.build.stored import encode_head
from briefgen.config import Settings
from briefgen.errors import BriefgenError
from briefgen.fingerprints import bare, digest, program_key
from briefgen.read import SUFFIXES, parse
from briefgen.records import Article
from briefgen.scan import Stamp, packed
from briefgen.store import KeptSource, Store

__all__ = ["Changes", "article_files", "take_in"]

LONGEST_ANALYSED = 200_000  # characters, forty times a long article: the model takes 5 MB of memory for a thousand
LONGEST_WORD = 2_000  # the model's tokeniser takes the square of it
LONGEST_SENTENCE = 10_000  # what hangs on what in it is looked for from each of its words
ANALYSED = "en"  # the one language that our rules know
NOT_ARTICLES = ("actors/", "briefings/")  # the editor's own pages
AT_A_TIME = 500  # sources kept in one go: what an interrupt loses
READING = ("read", "records.py", "names.py")  # what an article is read by
ENCODE = msgspec.msgpack.Encoder().encode


@dataclass(slots=True)
class Changes:
    """What the content folder holds now, and how that differs from what the store held."""

    sources: dict[str, KeptSource]  # without their articles
    changed: set[str] = field(default_factory=set)
    gone: set[str] = field(default_factory=set)


def article_files(files: dict[str, Stamp], settings: Settings) -> dict[str, Stamp]:
    """Those files of the content folder that are articles."""
    return {
        path: stamp
        for path, stamp in files.items()
        if path.lower().endswith(SUFFIXES)
        and not path.startswith(NOT_ARTICLES)
        and not any(fnmatchcase(path, pattern) for pattern in settings.exclude)
    }


def take_in(
    folder: Path, files: dict[str, Stamp], settings: Settings, store: Store, now: int, told: Callable[[int, int], None]
) -> Changes:
    """Bring the store's sources up to date with these article files. `now`: before they were stamped, in ns."""
    kept = _kept(store, settings)
    changes = Changes(sources=kept, gone=kept.keys() - files.keys())
    store.keep_sources((), changes.gone)
    look_at = [path for path, seen in files.items() if path not in kept or kept[path].stamp != packed(seen)]
    for start in range(0, len(look_at), AT_A_TIME):
        told(start, len(look_at))
        made = [
            _source(folder / path, path, files[path], settings, kept.get(path), now)
            for path in look_at[start : start + AT_A_TIME]
        ]
        _keep([source for source in made if source], changes, store)
    for path in changes.gone:
        del kept[path]
    return changes


def _kept(store: Store, settings: Settings) -> dict[str, KeptSource]:
    """The store's sources, unless another way of reading made them."""
    reading = digest(program_key(READING), settings.language.encode(), str(settings.max_article_bytes).encode())
    if store.fact("reading") != reading:
        store.forget_sources()
        store.keep_facts({"reading": reading})
    return store.sources()


def _keep(made: list[KeptSource], changes: Changes, store: Store) -> None:
    store.keep_stamps([source for source in made if source.digest == _digest_of(changes.sources.get(source.path))])
    new = [source for source in made if source.digest != _digest_of(changes.sources.get(source.path))]
    store.keep_sources(new)
    changes.changed |= {source.path for source in new}
    for source in made:
        changes.sources[source.path] = source.without_article()


def _digest_of(source: KeptSource | None) -> bytes | None:
    return source.digest if source else None


def _source(
    path: Path, name: str, seen: Stamp, settings: Settings, before: KeptSource | None, now: int
) -> KeptSource | None:
    """The file as a source; None where it is gone. Bytes that are the same as before are not parsed again."""
    stamp = packed(seen, now)
    if seen.size > settings.max_article_bytes:
        too_large = f"{name}: {seen.size:,} bytes, over max_article_bytes (split it, or raise the setting)"
        return KeptSource(name, stamp, digest(str(seen.size).encode()), b"", problems=too_large)
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        return KeptSource(name, b"", b"", b"", problems=f"{name}: cannot be read: {error.strerror}")
    key = digest(content)
    if before is not None and before.digest == key:
        return KeptSource(name, stamp, key, before.fingerprint, problems=before.problems, size=before.size)
    try:
        article = parse(content, name)
    except BriefgenError as error:
        return KeptSource(name, stamp, key, b"", problems="\n".join(map(str, error.problems)))
    told = "\n".join(filter(None, (_unserved(article), *_misread(article))))
    encoded, head = ENCODE(article), encode_head(article)
    return KeptSource(name, stamp, key, fingerprint(article), told, len(article.body), head, encoded)


def _misread(article: Article) -> Iterator[str]:
    """The encoding was guessed: letters may be wrong. (No date is for `check` to tell, not for every build.)"""
    return (f"{article.path}: {warning}" for warning in article.warnings if "is not UTF-8" in warning)


def fingerprint(article: Article) -> bytes:
    """The key of all in an article that may decide its findings; empty where it is not to be analysed."""
    return b"" if _unserved(article) else digest(ENCODE(bare(article)))


def _unserved(article: Article) -> str:
    """Why an article is not analysed, or nothing."""
    if article.language.lower().split("-")[0] != ANALYSED:
        return f"{article.path}: in another language ({article.language}): shown without analysis"
    if len(article.body) > LONGEST_ANALYSED:
        return f"{article.path}: {len(article.body):,} characters, too long to be analysed: shown as it is (split it)"
    if max(map(len, article.body.split()), default=0) >= LONGEST_WORD:
        return f"{article.path}: a word of over {LONGEST_WORD:,} letters, no language: shown without analysis"
    if max(map(len, re.split(r"[.!?…\n]", article.body))) > LONGEST_SENTENCE:
        return f"{article.path}: a sentence of over {LONGEST_SENTENCE:,} characters: shown without analysis"
    return ""
