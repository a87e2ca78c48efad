"""Writes the reference pages that follow the code: `python docs/make_reference.py`. A test holds them to it."""

import ast
import inspect
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import typer.main

from briefgen.cli.app import app
from briefgen.config import Settings
from briefgen.site.columns import TABLES
from briefgen.site.views import cards, graphics, lists, pages, shell

REFERENCE = Path(__file__).parent / "reference"
MADE = "<!-- Made by docs/make_reference.py: change the code, then run it. -->"

SETTINGS = {
    "title": "The site's name.",
    "description": "One or two sentences on what it is about; shown on the home page and in previews.",
    "base_url": "The site's address. Feeds, sitemap and share cards need it; pages link to one another without it.",
    "language": "Language of the site's own words and, unless an article says otherwise, of the articles.",
    "model": "The installed spaCy pipeline that reads the articles. See [Use another model](../howto/model.md).",
    "source_text": "How much of an article is shown: `full`, `excerpt` (the sentences around what was found), `none`.",
    "content": "The folder of articles.",
    "output": "The folder of the finished site.",
    "publish": "Where `briefgen publish` brings the site: see [Publish](../howto/publish.md).",
    "templates": "Folder of your own templates: a file of the same name is used in place of the theme's.",
    "static": "Folder of files copied into the site; one of the same name is used in place of the theme's.",
    "exclude": "What to leave out below the content folder.",
    "portable": "Links name `index.html`, so that the site opens from a disk without a server.",
    "max_article_bytes": "Larger articles are refused with one line.",
    "page_size": "Entries on one page of a long list.",
    "min_confidence": "Quotes, and speakers of quotes, below this confidence are marked as doubtful: 0 to 1.",
    "license": "Licence of the published data.",
    "full_text": "Search the text of the articles too (needs `briefgen[search]`). See [Full text](../howto/theme.md).",
    "share_images": "Draw a share image for each actor, article, day and quote (needs `briefgen[og]` and `base_url`).",
    "accent": "The theme's one accent colour, as CSS writes it.",
}
EXAMPLES = {
    "title": '"The harbour story"', "description": '"Who runs the port?"', "base_url": '"https://example.org/story/"',
    "publish": '"gh-pages"', "exclude": '["drafts/*"]', "license": '"CC BY 4.0"', "accent": '"#0b6e4f"',
    "model": '"en_core_web_lg"', "language": '"en"',
}  # fmt: skip


COMMANDS = """# Commands

Exit status: 0 done, 1 something in your content or settings needs mending, 2 the command was written wrongly.
`briefgen COMMAND --help` prints the same; `briefgen --install-completion` teaches your shell to complete.
"""
TABLE = """# Settings

Settings stand in `briefgen.toml` in the project's folder, or in `[tool.briefgen]` of a `pyproject.toml`. All have
defaults. A misspelt one is a fault with a suggestion.

| setting | default | |
|---|---|---|
"""
DATA = """# Data files

Every site carries its findings as data, for spreadsheets and programs: `data/actors.json`, `data/quotes.json`,
`data/events.json` and `data/articles.json`, the same as `.csv`, and all of them in one SQLite file. Dates are EDTF
(`2031-03-04`, `2031-03`, `2031`, `203X`, `2031~`, `2031-03-03/2031-03-05`), spans are `[start, end)` in characters
of an article's plain text.
"""


def commands() -> str:
    """Every command with its arguments and options."""
    told = (_command(name, command) for name, command in _walk(typer.main.get_command(app)))
    return "\n".join((MADE, "", COMMANDS, *told))


def _walk(group: typer.main.TyperGroup, prefix: str = "briefgen") -> Iterator[tuple[str, typer.core.TyperCommand]]:
    for name, command in sorted(group.commands.items()):
        if hasattr(command, "commands"):
            yield from _walk(command, f"{prefix} {name}")
        else:
            yield f"{prefix} {name}", command


def _command(name: str, command: typer.core.TyperCommand) -> str:
    arguments = [p for p in command.params if p.param_type_name == "argument"]
    options = [p for p in command.params if p.param_type_name == "option" and p.name != "help"]
    words = " ".join(_written(p) for p in arguments)
    lines = [f"## {name}\n", f"{command.help}\n", f"```text\n{name} {words}{' [OPTIONS]' if options else ''}\n```\n"]
    told = [(p, getattr(p, "help", "") or "") for p in [*arguments, *options]]
    if told:
        lines += ["| | |", "|---|---|", *(f"| `{_written(p)}` | {_plain(text)} |" for p, text in told), ""]
    if command.epilog:
        lines.append(f"{command.epilog.replace('Example: ', 'Example: `')}`\n")
    return "\n".join(lines)


def _written(parameter: object) -> str:
    if parameter.param_type_name == "argument":  # type: ignore[attr-defined]
        name = str(parameter.name).upper().rstrip("_")  # type: ignore[attr-defined]
        shown = name + ("..." if parameter.nargs == -1 else "")  # type: ignore[attr-defined]
        return shown if parameter.required else f"[{shown}]"  # type: ignore[attr-defined]
    return ", ".join(parameter.opts)  # type: ignore[attr-defined]


def _plain(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;")


def settings() -> str:
    """Every setting with its default."""
    rows = [f"| `{field.name}` | `{_shown(field.default)}` | {SETTINGS[field.name]} |" for field in fields(Settings)]
    examples = "\n".join(f"{name} = {value}" for name, value in EXAMPLES.items())
    return "\n".join((MADE, "", TABLE + "\n".join(rows), f"\n```toml\n{examples}\n```\n"))


def _shown(default: object) -> str:
    """A default as TOML writes it."""
    if isinstance(default, tuple):
        return str(list(default))
    return (
        str(default).lower()
        if isinstance(default, bool)
        else f'"{default}"'
        if isinstance(default, str)
        else str(default)
    )


def data() -> str:
    """Every table and column of the published data."""
    parts = [MADE, "", DATA]
    for table, columns in TABLES.items():
        rows = [f"| `{column.name}` | {column.kind} | {_plain(column.meaning)} |" for column in columns]
        parts += [f"## {table}\n", "| column | type | meaning |\n|---|---|---|", *rows, ""]
    return "\n".join(parts)


TEMPLATES = {
    "home.html": "HomeView", "actors.html": "ActorListView", "actor.html": "ActorView", "calendar.html": "CalendarView",
    "day.html": "DayView", "entries.html": "EntryListView", "articles.html": "ArticleListView",
    "article.html": "ArticleView", "quote.html": "QuoteView", "dossier.html": "DossierView", "tags.html": "TagsView",
    "about.html": "AboutView",
    "search.html": "PlainView", "404.html": "PlainView", "redirect.html": "RedirectView", "style.css": "StyleView",
}  # fmt: skip
TOLD = """# Template variables

Every page is made by one template, and a template sees one thing: `view`. Its fields are listed here, with what those
fields are made of below. `Markup` is finished HTML; all other text is escaped when it is printed. Types are written as
in Python: `tuple[QuoteCard, ...]` is any number of quotes, `str | None` a text or nothing.

`base.html` is the frame of all pages, `parts.html`, `cards.html` and `graphics.html` hold macros that they share, and
`entries.html` makes the lists of quotes and of events. `feed.atom`, `site.js` and `search.js` can be overridden too.

| template | `view` is a |
|---|---|
"""


def templates() -> str:
    """What every template sees."""
    index = "\n".join(f"| `{name}` | [{view}](#{view.lower()}) |" for name, view in TEMPLATES.items())
    classes = [found for module in (pages, lists, cards, graphics, shell) for found in _classes(module)]
    return "\n".join((MADE, "", TOLD + index, "", *classes))


def _classes(module: object) -> Iterator[str]:
    """The records of a module with the comments that stand beside their fields."""
    source = inspect.getsource(module)  # type: ignore[arg-type]
    lines = source.splitlines()
    for node in ast.parse(source).body:
        if isinstance(node, ast.ClassDef):
            rows = [_field(field, lines) for field in node.body if isinstance(field, ast.AnnAssign)]
            yield "\n".join((f"## {node.name}\n", "| field | type | |\n|---|---|---|", *rows, ""))


def _field(field: ast.AnnAssign, lines: list[str]) -> str:
    comment = lines[field.end_lineno - 1].partition("  # ")[2] if field.end_lineno else ""
    return f"| `{ast.unparse(field.target)}` | `{ast.unparse(field.annotation)}` | {_plain(comment)} |".replace(
        " | None`", " \\| None`"
    )


PAGES = {"commands.md": commands, "settings.md": settings, "data.md": data, "templates.md": templates}


def main() -> None:
    for name, make in PAGES.items():
        (REFERENCE / name).write_text(make(), "utf-8")


if __name__ == "__main__":
    main()
