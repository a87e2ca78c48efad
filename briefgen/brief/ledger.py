"""The ledger `permalinks.toml`: every slug, id and anchor once given. Text in, text out; an entry a line, sorted.

It is kept in version control: two branches that add different entries merge without a conflict.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pickle import PickleBuffer

import msgspec

from briefgen.brief.blobs import packed, unpacked
from briefgen.brief.forms import as_body, person_key
from briefgen.errors import BriefgenError, Problem
from briefgen.records import ActorId, ArticleId

__all__ = [
    "LEDGER_FILE",
    "ActorEntry",
    "ArticleEntry",
    "Ledger",
    "LedgerText",
    "anchor_lines",
    "forget_articles",
    "ledger_text",
    "parse_anchors",
    "parse_ledger",
]

LEDGER_FILE = "permalinks.toml"
HEAD = """\
# Kept by briefgen: the addresses once given to articles, actors, quotes and events. Commit this file.
# A published link keeps working as long as its line stands here.
version = 1
"""
_KEY = r'(?P<key>"(?:[^"\\]|\\.)*"|[\w-]+)'
_ENTRY = re.compile(_KEY + r" = \{ (?P<values>.*) \}")
_VALUE = re.compile(r'(?<!\w)(\w+) = ("(?:[^"\\]|\\.)*")(?:, )?')
_ANCHORS = re.compile(_KEY + r' = \[\n((?:  "[^"\\\n]*+(?:\\.[^"\\\n]*+)*+",\n)*+)\]\n')  # all of an article


@dataclass(frozen=True, slots=True)
class ArticleEntry:
    """An article file: its slug, and the fingerprint of its text by which a renamed file is known."""

    slug: ArticleId
    text: str = ""


@dataclass(frozen=True, slots=True)
class ActorEntry:
    """An actor id: the name it was given for, an article that has it, and the id that it was merged into."""

    name: str
    kind: str = ""
    article: str = ""
    now: ActorId | None = None

    @property
    def key(self) -> str:
        """The name folded for comparing."""
        return person_key(self.name) if self.kind == "person" else as_body(self.name).key


@dataclass(slots=True)
class Ledger:
    """Everything once given. `anchors`: of each article, the lines of its anchors, as `anchor_lines` writes them."""

    articles: dict[str, ArticleEntry] = field(default_factory=dict)
    actors: dict[ActorId, ActorEntry] = field(default_factory=dict)
    anchors: dict[ArticleId, str] = field(default_factory=dict)

    def __getstate__(self) -> tuple[PickleBuffer, ...]:
        """For keeping: each table in a blob."""
        return tuple(map(packed, (self.articles, self.actors, self.anchors)))

    def __setstate__(self, state: tuple[bytes, ...]) -> None:
        articles, actors, anchors = state
        self.articles = unpacked(articles, dict[str, ArticleEntry])
        self.actors = unpacked(actors, dict[ActorId, ActorEntry])
        self.anchors = unpacked(anchors, dict[ArticleId, str])


def forget_articles(ledger: Ledger, erased_articles: frozenset[str]) -> frozenset[ActorId]:
    """Take erased articles out of the ledger. Returns the actors it knew from them: they may be in no other."""
    paths = {path for path, entry in ledger.articles.items() if erased_articles & {path, entry.slug}}
    slugs = {ledger.articles.pop(path).slug for path in paths} | {ArticleId(name) for name in erased_articles}
    for slug in slugs:
        ledger.anchors.pop(slug, None)
    known = frozenset(id for id, entry in ledger.actors.items() if entry.article in slugs)
    for id in known:
        ledger.actors[id] = replace(ledger.actors[id], article="")
    return known


def anchor_lines(anchors: Mapping[str, str]) -> str:
    """Anchors, each with the words that it was given for, as lines of the ledger."""
    return "\n".join(f"  {_quoted(f'{anchor} {words}')}," for anchor, words in sorted(anchors.items()))


def parse_anchors(lines: str) -> dict[str, str]:
    """Anchors with their words from lines of the ledger."""
    entries = (_unquoted(line[2:-1]).partition(" ") for line in lines.split("\n") if line)
    return {anchor: words for anchor, _, words in entries}


def parse_ledger(text: str, name: str = LEDGER_FILE) -> Ledger:
    """Read the ledger's text. Raises BriefgenError with the line."""
    _refuse_conflicts(text, name)
    return _parse_lines(text) or _parse_toml(text, name)


def ledger_text(ledger: Ledger) -> str:
    """Write the ledger: sorted, one entry a line."""
    return LedgerText()(ledger)


class LedgerText:
    """Writes a ledger again and again: what did not change since is not written anew."""

    def __init__(self) -> None:
        self._written: dict[tuple[str, str], tuple[object, str]] = {}  # section and key: the entry and its lines
        self._last: tuple[Ledger, str] | None = None

    def __call__(self, ledger: Ledger) -> str:
        if self._last and self._last[0] == ledger:
            return self._last[1]
        text = self._text(ledger)
        self.resume(ledger, text)
        return text

    def resume(self, ledger: Ledger, text: str) -> None:
        """This is the text of the ledger as it is now."""
        self._last = Ledger(dict(ledger.articles), dict(ledger.actors), dict(ledger.anchors)), text

    def _text(self, ledger: Ledger) -> str:
        parts = [HEAD, "[articles]"]
        parts += [self._lines("articles", key, entry) for key, entry in sorted(ledger.articles.items())]
        parts.append("\n[actors]")
        parts += [self._lines("actors", id, ledger.actors[id]) for id in sorted(ledger.actors)]
        parts.append("\n[anchors]")
        for slug, lines in sorted(ledger.anchors.items()):
            parts += [f"{_quoted(slug)} = [", lines, "]"] if lines else [f"{_quoted(slug)} = [", "]"]
        return "\n".join(parts) + "\n"

    def _lines(self, section: str, key: str, entry: ArticleEntry | ActorEntry) -> str:
        known = self._written.get((section, key))
        if known and known[0] is entry:
            return known[1]
        lines = _entry_lines(key, entry)
        self._written[section, key] = (entry, lines)
        return lines


def _entry_lines(key: str, entry: ArticleEntry | ActorEntry) -> str:
    if isinstance(entry, ArticleEntry):
        return f"{_quoted(key)} = {{ slug = {_quoted(entry.slug)}, text = {_quoted(entry.text)} }}"
    values = f"name = {_quoted(entry.name)}, kind = {_quoted(entry.kind)}, article = {_quoted(entry.article)}"
    return f"{_quoted(key)} = {{ {values}" + (f", now = {_quoted(entry.now)} }}" if entry.now else " }")


def _quoted(text: str) -> str:
    if text.isprintable() and '"' not in text and "\\" not in text:
        return f'"{text}"'
    return msgspec.json.encode(text).decode().replace("\x7f", "\\u007f")


def _unquoted(text: str) -> str:
    if text[0] != '"':
        return text
    return msgspec.json.decode(text.encode(), type=str) if "\\" in text else text[1:-1]


def _refuse_conflicts(text: str, name: str) -> None:
    if "<<<<<<<" not in text and ">>>>>>>" not in text:
        return
    marks = [n for n, line in enumerate(text.splitlines(), 1) if line.startswith(("<<<<<<<", ">>>>>>>"))]
    mend = "take out the marks and keep the lines of both sides"
    raise BriefgenError(*(Problem(name, "a merge conflict is not resolved", mend, line) for line in marks))


def _parse_lines(text: str) -> Ledger | None:
    """Read the form that `ledger_text` writes, much faster than TOML; None where a line has another form."""
    ledger, section, at = Ledger(), "", 0
    while at < len(text):
        if section == "anchors" and (many := _ANCHORS.match(text, at)):
            _put_anchors(ledger, _unquoted(many["key"]), many[2])
            at = many.end()
            continue
        end = text.find("\n", at) % (len(text) + 1)  # the last line may have no end
        line, at = text[at:end], end + 1
        if found := _ENTRY.fullmatch(line):
            values = {key: _unquoted(value) for key, value in _VALUE.findall(found["values"])}
            if not _put(ledger, section, _unquoted(found["key"]), values):
                return None
        elif line in ("[articles]", "[actors]", "[anchors]"):
            section = line[1:-1]
        elif line and not line.startswith(("#", "version = ")):
            return None
    return ledger


def _put_anchors(ledger: Ledger, key: str, lines: str) -> None:
    """Take an article's anchors in; where two branches gave it some, both."""
    slug, lines = ArticleId(key), lines.removesuffix("\n")
    known = ledger.anchors.get(slug)
    ledger.anchors[slug] = anchor_lines(parse_anchors(known) | parse_anchors(lines)) if known else lines


def _put(ledger: Ledger, section: str, key: str, values: dict[str, str]) -> bool:
    if section == "articles" and "slug" in values:
        ledger.articles[key] = ArticleEntry(ArticleId(values["slug"]), values.get("text", ""))
    elif section == "actors" and "name" in values:
        now = ActorId(values["now"]) if values.get("now") else None
        ledger.actors[ActorId(key)] = ActorEntry(values["name"], values.get("kind", ""), values.get("article", ""), now)
    else:
        return False
    return True


def _parse_toml(text: str, name: str) -> Ledger:
    """Read a ledger that was edited by hand into some other valid form."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        raise BriefgenError(Problem(name, f"not valid TOML: {error}", line=int(line[1]) if line else None)) from error
    ledger = Ledger()
    for section in ("articles", "actors"):
        for key, values in tables.get(section, {}).items():
            if not isinstance(values, dict) or not _put(ledger, section, key, {k: str(v) for k, v in values.items()}):
                raise BriefgenError(Problem(name, f"{section}: {key} lacks its slug or name", "take the line out"))
    for slug, entries in tables.get("anchors", {}).items():
        parts = [str(entry).partition(" ") for entry in entries]
        ledger.anchors[ArticleId(slug)] = anchor_lines({anchor: words for anchor, _, words in parts})
    return ledger
