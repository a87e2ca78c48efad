"""Pages rendered: Jinja templates in, files out; template faults with file and line."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from briefgen.records import File, Page

__all__ = ["render", "theme_folder"]


def theme_folder() -> Path:
    """The theme in the wheel, or beside the package in a checkout."""
    packed = Path(__file__).parent / "theme"
    return packed if packed.is_dir() else Path(__file__).parent.parent / "templates"


def render(pages: Iterable[Page], folders: list[Path]) -> Iterator[File]:
    """Render each page with the first template of its name in `folders`."""
    env = Environment(loader=FileSystemLoader(folders), undefined=StrictUndefined, autoescape=True, trim_blocks=True)
    for page in pages:
        html = env.get_template(page.template).render(page=page, view=page.view)
        yield File(page.url + "index.html" if page.url.endswith("/") or not page.url else page.url, html.encode())
