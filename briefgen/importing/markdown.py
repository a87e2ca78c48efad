"""An article in, the Markdown file that reads back as the same article out."""

import datetime as dt
import json
import re
from collections.abc import Iterator
from itertools import pairwise

from briefgen.records import Article, Block, Inline, Span

_MARKUP = re.compile(r"[\\`*_\[\]|]")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_LINE_START = re.compile(r"^(\s*)(?=[#>+-])", re.M)
_NUMBERED = re.compile(r"^(\s*\d+)(?=[.)]\s)", re.M)
_WRAPPERS = {"em": ("*", "*"), "strong": ("**", "**")}


def to_markdown(article: Article, *, retrieved: dt.date | None = None, duplicate_of: str | None = None) -> str:
    """Write an article with its front matter; a near-duplicate becomes a draft."""
    return f"---\n{''.join(_front_matter(article, retrieved, duplicate_of))}---\n\n{_body(article)}\n"


def _front_matter(article: Article, retrieved: dt.date | None, duplicate_of: str | None) -> Iterator[str]:
    if article.title_given:
        yield f"title: {_text(article.title)}\n"
    if article.date:
        yield f"date: {article.date.isoformat()}{f'T{article.time}' if article.time else ''}\n"
    for key in ("author", "source", "url", "summary"):
        if value := getattr(article, key):
            yield f"{key}: {_text(value)}\n"
    if article.language != "en":
        yield f"language: {article.language}\n"
    if article.tags:
        yield f"tags: [{', '.join(map(_text, article.tags))}]\n"
    if retrieved:
        yield f"retrieved: {retrieved.isoformat()}\n"
    if duplicate_of:
        yield f"draft: true\nduplicate_of: {_text(duplicate_of)}\n"


def _text(value: str) -> str:
    """A YAML text in quotation marks: nothing in it can be taken for anything else."""
    return json.dumps(value, ensure_ascii=False)


def _body(article: Article) -> str:
    parts: list[str] = []
    for before, block in pairwise((None, *_joined(article.blocks, article.body))):
        if block is None:
            continue
        joins_list = before is not None and before.kind == block.kind == "list-item"
        joins_quotation = before is not None and before.kind == block.kind == "quotation"
        parts.append("\n" if joins_list else "\n>\n" if joins_quotation else "\n\n" if parts else "")
        parts.append(_block(article, block))
    return "".join(parts)


def _joined(blocks: tuple[Block, ...], body: str) -> Iterator[Block]:
    """A dateline and the rest of its paragraph are one paragraph on paper."""
    held: Block | None = None
    for block in blocks:
        if held and "\n" not in body[held.span.end : block.span.start]:
            block = Block(block.kind, Span(held.span.start, block.span.end), block.level)
        elif held:
            yield held
        held = block if block.kind == "dateline" else None
        if held is None:
            yield block
    if held:
        yield held


def _block(article: Article, block: Block) -> str:
    words = _inline(article, block.span).strip()
    if block.kind == "heading":
        return f"{'#' * max(2, block.level)} {' '.join(words.split())}"
    words = _NUMBERED.sub(r"\1\\", _LINE_START.sub(r"\1\\", words))
    if block.kind == "quotation":
        return "> " + words.replace("\n", "  \n> ")
    if block.kind == "list-item" and not re.match(r"\\[-*+]|[*•–·]|\d+\\", words):
        return "- " + words.replace("\n", "  \n  ")
    return words.replace("\n", "  \n")


def _inline(article: Article, span: Span) -> str:
    """The words of a span with its inline marks, none of which may cross another."""
    marks = [mark for mark in article.inlines if span.covers(mark.span)]
    return _marked(article.body, span, sorted(marks, key=lambda mark: (mark.span.start, -mark.span.end)))


def _marked(body: str, span: Span, marks: list[Inline]) -> str:
    parts, at = [], span.start
    while marks:
        mark, *marks = marks
        if mark.span.start < at or mark.span.end > span.end:
            continue
        inner = [other for other in marks if mark.span.covers(other.span)]
        parts += [_escaped(body[at : mark.span.start]), _wrapped(mark, _marked(body, mark.span, inner))]
        at = mark.span.end
    return "".join([*parts, _escaped(body[at : span.end])])


def _wrapped(mark: Inline, words: str) -> str:
    """Marks must touch the words: white space stays outside."""
    inside = words.strip()
    before, _, after = words.partition(inside) if inside else (words, "", "")
    if mark.tag == "a" and mark.href and inside:
        return f"{before}[{inside}](<{mark.href.replace('>', '%3E')}>){after}"
    if mark.tag in _WRAPPERS and inside:
        start, end = _WRAPPERS[mark.tag]
        return f"{before}{start}{inside}{end}{after}"
    return words


def _escaped(words: str) -> str:
    words = re.sub(r"[^\S\n]+", " ", words)
    return _ENTITY.sub("&amp;", _MARKUP.sub(r"\\\g<0>", words)).replace("<", "&lt;")
