"""A tree of markup in, plain text with blocks and inline marks out. Every offset counts in that text."""

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from briefgen.read.body import Body, classified
from briefgen.read.decode import clean
from briefgen.records import Block, BlockKind, Inline, Span

if TYPE_CHECKING:
    from lxml.etree import _Element

# Tags of HTML, and those of the tree that the main-text extractor makes.
_SET_APART: dict[BlockKind, str] = {
    "paragraph": "p div section article main body pre tr row table dl dt dd hr",
    "heading": "h1 h2 h3 h4 h5 h6 head",
    "quotation": "blockquote quote",
    "list-item": "ul ol list li item",
    "caption": "figcaption caption",
}
_BLOCKS = {tag: kind for kind, tags in _SET_APART.items() for tag in tags.split()}
_INLINES: dict[str, Literal["em", "strong", "a", "code"]] = {
    "em": "em", "i": "em", "strong": "strong", "b": "strong", "a": "a", "ref": "a", "code": "code",
}  # fmt: skip
_HI: dict[str, Literal["em", "strong", "a", "code"]] = {"#i": "em", "#b": "strong", "#t": "code"}
_SILENT = {"script", "style", "template", "noscript", "graphic", "img", "svg", "iframe", "form", "button"}
_CELLS = {"td", "th", "cell"}
_SPACE = re.compile(r"[ \t\n\r\f]+")
_PARTED = "\n\n"


class _Writer:
    """Collects the text and remembers where blocks and inline marks stand."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.blocks: list[Block] = []
        self.inlines: list[Inline] = []
        self.start = 0  # of the block being written
        self.kind: BlockKind = "paragraph"
        self.level = 0

    def write(self, text: str, *, as_is: bool = False) -> None:
        text = text if as_is else _SPACE.sub(" ", clean(text))  # "&#1;" spells what no feed may hold
        if self._ends_in_space() and not as_is:
            text = text.lstrip(" ")
        if text:
            self.parts.append(text)
            self.length += len(text)

    def end_line(self) -> None:
        """A line break; two in a row part paragraphs."""
        if self.length > self.start and self.parts[-1].endswith("\n"):
            self.end_block()
        elif self.length > self.start:
            self.write("\n", as_is=True)

    def end_block(self) -> None:
        """Close the block being written; white space at its end goes."""
        while self.length > self.start and self.parts[-1].rstrip() != self.parts[-1]:
            last = self.parts.pop()
            self.length -= len(last)
            kept = last.rstrip() if self.length + len(last.rstrip()) >= self.start else ""
            if kept:
                self.parts.append(kept)
                self.length += len(kept)
        if self.length > self.start:
            self.blocks.append(Block(self.kind, Span(self.start, self.length), self.level))
            self.parts.append(_PARTED)
            self.length += len(_PARTED)
        self.start = self.length

    def mark(self, tag: Literal["em", "strong", "a", "code"], start: int, href: str | None) -> None:
        start = max(start, self.start)
        if self.length > start:
            self.inlines.append(Inline(tag, Span(start, self.length), href))

    def _ends_in_space(self) -> bool:
        return self.length == self.start or self.parts[-1].endswith((" ", "\n"))


def text_of(tree: "_Element") -> tuple[Body, tuple[Inline, ...]]:
    """Write a tree out as plain text, paragraphs parted by a blank line."""
    writer = _Writer()
    _walk(tree, writer)
    writer.end_block()
    body = "".join(writer.parts)[: writer.blocks[-1].span.end] if writer.blocks else ""
    inlines = tuple(sorted((_within(mark, len(body)) for mark in writer.inlines), key=lambda mark: mark.span))
    return Body(body, classified(body, tuple(writer.blocks))), inlines


@dataclass(frozen=True, slots=True)
class Titled:
    """A body without the heading that was its title."""

    body: Body
    inlines: tuple[Inline, ...]
    title: str | None


def without_title(body: Body, inlines: tuple[Inline, ...], given: str | None) -> Titled:
    """Take the title off: a heading of the first level at the top, if no other title is given."""
    first = body.blocks[0] if len(body.blocks) > 1 else None
    is_title = first is not None and first.kind == "heading" and first.level == 1
    title = " ".join(first.span.cut(body.body).split()) if first and is_title else None
    if title is None or (given and _plain(given) != _plain(title)):
        return Titled(Body(body.body, _below_the_title(body.blocks, 0)), inlines, None)
    shift = body.blocks[1].span.start
    kept = tuple(replace(mark, span=_moved(mark.span, shift)) for mark in inlines if mark.span.start >= shift)
    return Titled(Body(body.body[shift:], _below_the_title(body.blocks[1:], shift)), kept, title)


def _plain(title: str) -> str:
    return re.sub(r"\W+", " ", title).strip().lower()


def _below_the_title(blocks: tuple[Block, ...], shift: int) -> tuple[Block, ...]:
    """The page's only heading of the first level is the title: the others are 2-6."""
    moved = (replace(block, span=_moved(block.span, shift)) for block in blocks)
    return tuple(replace(block, level=max(2, block.level)) if block.kind == "heading" else block for block in moved)


def _moved(span: Span, shift: int) -> Span:
    return Span(span.start - shift, span.end - shift)


def _walk(element: "_Element", writer: _Writer) -> None:
    tag = element.tag if isinstance(element.tag, str) else "comment"
    if tag == "comment" or tag in _SILENT:
        return
    if tag in ("br", "lb"):
        writer.end_line()
    elif tag in _BLOCKS:
        _walk_block(element, tag, writer)
    else:
        start = writer.length
        _walk_inside(element, writer)
        mark = _HI.get(element.get("rend", "")) if tag == "hi" else _INLINES.get(tag)
        address = _address(element)
        if mark and (mark != "a" or address):
            writer.mark(mark, start, address)
        if tag in _CELLS and element.getnext() is not None:
            writer.write(" | ")


def _walk_block(element: "_Element", tag: str, writer: _Writer) -> None:
    writer.end_block()
    outer = writer.kind, writer.level
    kind = _BLOCKS[tag]
    # A paragraph inside a quotation, a list or a caption is of the outer kind.
    if kind != "paragraph" or writer.kind in ("paragraph", "heading"):
        writer.kind, writer.level = kind, _level(element, tag)
    _walk_inside(element, writer)
    writer.end_block()
    writer.kind, writer.level = outer


def _walk_inside(element: "_Element", writer: _Writer) -> None:
    writer.write(element.text or "")
    for child in element:
        _walk(child, writer)
        writer.write(child.tail or "")


def _level(element: "_Element", tag: str) -> int:
    """Level of a heading, 1-6."""
    printed = element.get("rend", "h2") if tag == "head" else tag
    return int(printed[1]) if re.fullmatch(r"h[1-6]", printed) else 0


def _address(element: "_Element") -> str | None:
    href = (element.get("href") or element.get("target") or "").strip()
    return href if re.match(r"https?://[^\s]+$|mailto:[^\s]+$", href) else None


def _within(mark: Inline, end: int) -> Inline:
    return Inline(mark.tag, Span(min(mark.span.start, end), min(mark.span.end, end)), mark.href)
