"""A paper as one HTML file, made for the printer: A4, numbered pages, sources as endnotes linked both ways."""

from html import escape

from briefgen.export.paper import Line, Paper, Section

_STYLE = """
@page { size: A4; margin: 22mm 20mm 24mm; @bottom-center { content: counter(page) " / " counter(pages) } }
html { font: 10.5pt/1.45 Charter, "Bitstream Charter", "DejaVu Serif", Georgia, serif; color: #111 }
h1 { font-size: 22pt; line-height: 1.15; margin: 0 0 2mm; text-wrap: balance }
h2 { font-size: 13pt; margin: 9mm 0 2mm; border-bottom: .5pt solid #999; break-after: avoid }
.period { color: #444; margin: 0 0 7mm }
.intro { max-width: 34em }
dl { margin: 0; display: grid; grid-template-columns: 11em 1fr; column-gap: 1em }
dt { color: #333; font-weight: 600; padding-top: 1.4mm }
dd { margin: 0; padding-top: 1.4mm; break-inside: avoid }
.remark { color: #444; font-style: italic }
sup { line-height: 0; font-size: .72em }
a { color: inherit; text-decoration: none }
ol { padding-left: 2.2em; font-size: 9pt; overflow-wrap: anywhere }
li { margin: 0 0 1mm }
""".strip()


def to_html(paper: Paper, *, language: str = "en") -> str:
    """Set a paper."""
    intro = "".join(f"<p>{escape(words)}</p>\n" for words in paper.intro)
    return (
        f'<!doctype html>\n<html lang="{escape(language)}">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{escape(paper.title)}</title>\n<style>\n{_STYLE}\n</style>\n</head>\n<body>\n<h1>{escape(paper.title)}</h1>\n"
        f'<p class="period">{escape(paper.period)}</p>\n<div class="intro">\n{intro}</div>\n'
        f"{''.join(map(_section, paper.sections))}{_sources(paper.sources)}</body>\n</html>\n"
    )


def _section(section: Section) -> str:
    return f"<h2>{escape(section.heading)}</h2>\n<dl>\n{''.join(map(_line, section.lines))}</dl>\n"


def _line(line: Line) -> str:
    notes = ", ".join(f'<a href="#source-{number}">{number}</a>' for number in line.notes)
    remark = f' <span class="remark">({escape(line.remark)})</span>' if line.remark else ""
    raised = f"<sup>{notes}</sup>" if notes else ""
    return f"<dt>{escape(line.label)}</dt>\n<dd>{escape(line.words)}{raised}{remark}</dd>\n"


def _sources(sources: tuple[str, ...]) -> str:
    numbered = enumerate(map(escape, sources), start=1)
    listed = "".join(f'<li id="source-{number}">{source}</li>\n' for number, source in numbered)
    return f"<h2>Sources</h2>\n<ol>\n{listed}</ol>\n" if sources else ""
