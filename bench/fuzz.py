"""Fuzz the readers and the pairing of quotation marks, guided by coverage (atheris).

usage: python -m bench.fuzz [text|markdown|html|marks] [CORPUS_DIR] [-max_total_time=600 ...]

Needs `pip install atheris` (Linux, Python 3.11). Stops at the first fault and leaves its input as crash-*: an exception
other than the one that names file and mend, a span outside the text, a mark that does not stand where it is said to.
What it finds becomes a case in tests/hostile/.
"""

import sys

import atheris

with atheris.instrument_imports(include=["briefgen"]):
    from briefgen.errors import BriefgenError
    from briefgen.extract.marks import pair_marks
    from briefgen.read import parse
    from briefgen.read.html import parse_html
    from briefgen.read.markdown import parse_markdown
    from briefgen.read.text import parse_text

__all__ = ["main"]

SUFFIXES = {"text": ".txt", "markdown": ".md", "html": ".html"}
READERS = (parse_text, parse_markdown, parse_html)  # loaded here, so that they are instrumented


def read_anything(suffix: str, content: bytes) -> None:
    """One article of any bytes: read or refused, its blocks inside its body and in order."""
    try:
        article = parse(content, f"x{suffix}")
    except BriefgenError:
        return
    end = 0
    for block in article.blocks:
        assert end <= block.span.start <= block.span.end <= len(article.body), block
        end = block.span.end
    for inline in article.inlines:
        assert 0 <= inline.span.start <= inline.span.end <= len(article.body), inline


def pair_anything(content: bytes) -> None:
    """Marks of any text: inside it, the inner stretch inside the outer."""
    body = content.decode("utf-8", "ignore")
    for mark in pair_marks(body):
        assert 0 <= mark.outer.start <= mark.inner.start <= mark.inner.end <= mark.outer.end <= len(body), mark


def main() -> None:
    kind = sys.argv.pop(1) if len(sys.argv) > 1 and sys.argv[1] in (*SUFFIXES, "marks") else "marks"
    one = pair_anything if kind == "marks" else lambda content: read_anything(SUFFIXES[kind], content)
    atheris.Setup(sys.argv, one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
