"""Pages rendered: Jinja templates in, files out; template faults with file and line."""

import traceback
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from types import CodeType
from typing import Any, cast
from urllib.parse import urlsplit

import jinja2
import markupsafe
import msgspec
from jinja2 import meta, nodes
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, Frame
from markupsafe import Markup, escape

from briefgen.errors import BriefgenError, Problem
from briefgen.fingerprints import program_key
from briefgen.later import Content, content_of
from briefgen.records import File, Page
from briefgen.sharecard import ShareCard, draw
from briefgen.squeeze import flush, squeeze
from briefgen.wording import counted

__all__ = ["Renderer", "page_path", "render", "theme_folder"]


def _plain(value: object) -> object:
    """What msgpack does not know: text that is safe to print is not the same as text that is not."""
    if isinstance(value, Markup):
        return ("markup", str.__str__(value))
    raise TypeError(f"a view may not hold {type(value).__name__}")


ENCODE = msgspec.msgpack.Encoder(enc_hook=_plain).encode


def theme_folder() -> Path:
    """The theme in the wheel, or beside the package in a checkout."""
    packed = Path(__file__).parent / "theme"
    return packed if packed.is_dir() else Path(__file__).parent.parent / "templates"


def render(pages: Iterable[Page], folders: list[Path]) -> Iterator[File]:
    """Render each page with the first template of its name in `folders`."""
    renderer = Renderer(folders)
    return map(renderer.file, pages)


def page_path(url: str) -> str:
    """The file that a URL means: "" and "actors/" are folders with an index page, the rest are files."""
    return url + "index.html" if url.endswith("/") or not url else url


def _number(value: int) -> str:
    return f"{value:,}"


def _host(url: str) -> str:
    return (urlsplit(url).hostname or url).removeprefix("www.")


FILTERS = {"number": _number, "counted": counted, "host": _host, "flush": flush, "squeeze": squeeze}
PRINTERS = ("render.py", "squeeze.py", "wording.py")  # the code that prints is part of every page's key


ESCAPED: Callable[[str], str] = getattr(markupsafe, "_escape_inner", escape)  # another version's name: only slower


def printed(value: object) -> str:
    """As `escape`, but a plain text: what is printed is only joined."""
    if isinstance(value, Markup):
        return value
    return ESCAPED(value) if type(value) is str else escape(value)


class _Generator(CodeGenerator):
    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        """Where a value is printed and must be escaped."""
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.printed(" + (finalize.src or ""))


class _Environment(jinja2.Environment):
    code_generator_class = _Generator
    printed = staticmethod(printed)

    def __init__(self, folders: list[Path]) -> None:
        super().__init__(
            loader=jinja2.FileSystemLoader(folders),
            undefined=jinja2.StrictUndefined,
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            bytecode_cache=COMPILED,
        )
        self.filters |= FILTERS
        self._trees: dict[str, nodes.Template] = {}

    def referenced(self, source: str, template: str) -> tuple[str | None, ...]:
        """The templates that one asks for; None: by a name only known when rendering."""
        known = REFERENCES.get(template)
        if known is None or known[0] != source:
            known = REFERENCES[template] = source, self._referenced(source, template)
        return known[1]

    def _referenced(self, source: str, template: str) -> tuple[str | None, ...]:
        try:
            tree = self._trees[source] = self.parse(source, template)
        except jinja2.TemplateError:  # reported when the page is rendered
            return ()
        return tuple(meta.find_referenced_templates(tree))

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        """Called by Jinja to parse and to compile: what was parsed before is compiled as it is."""
        return self._trees.pop(source, None) or super()._parse(source, name, filename)


class _Compiled(jinja2.BytecodeCache):
    """Each template as this process compiled it last: after an edit of one of them the others are ready."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[str, CodeType]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        checksum, code = self._kept.get(bucket.key, ("", None))
        if checksum == bucket.checksum:
            bucket.code = code

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code:
            self._kept[bucket.key] = bucket.checksum, bucket.code


COMPILED = _Compiled()
REFERENCES: dict[str, tuple[str, tuple[str | None, ...]]] = {}  # template: its source, what that asks for


class Renderer:
    """Templates compiled once. A page's key tells what its bytes are made of: equal keys, equal bytes."""

    def __init__(self, folders: list[Path]) -> None:
        self.folders = folders
        self._closures: dict[str, bytes] = {}
        self._compiled: dict[str, tuple[jinja2.Template, dict[str, Any]]] = {}

    @cached_property
    def env(self) -> _Environment:
        return _Environment(self.folders)

    def file(self, page: Page) -> File:
        """Render a page; one without a template is text or bytes made ready. Raises BriefgenError naming the line."""
        if not page.template:
            return File(page_path(page.url), content_of(page.view))
        if page.template == "share-card":
            return File(page_path(page.url), draw(cast("ShareCard", page.view)))
        try:
            html = self._printed(page)
        except Exception as error:
            raise BriefgenError(self._fault(error, page)) from error
        return File(page_path(page.url), html.encode())

    def _printed(self, page: Page) -> str:
        """As `Template.render` does it, with what all pages of a template share looked up once."""
        if page.template not in self._compiled:
            found = self.env.get_template(page.template)
            self._compiled[page.template] = found, dict(found.globals)
        template, names = self._compiled[page.template]
        context = template.new_context({**names, "page": page, "view": page.view}, shared=True)
        try:
            return self.env.concat(template.root_render_func(context))
        except Exception:
            self.env.handle_exception()

    def key(self, page: Page) -> bytes:
        """What decides the page's bytes: its address, what its template may see, and the sources it is made from."""
        made = blake2b(self.closure(page.template), digest_size=16)
        view = page.view.digest if isinstance(page.view, Content) else page.view
        made.update(ENCODE((page.url, page.template, view)))
        return made.digest()

    def closure(self, template: str) -> bytes:
        """A key of the sources of a template and of every template that it extends, includes or imports."""
        if template not in self._closures:
            made = blake2b(program_key(PRINTERS) + jinja2.__version__.encode(), digest_size=16)
            for name in sorted(self._reached(template)):
                made.update(f"{name}\0{self._source(name)}\0".encode())
            self._closures[template] = made.digest()
        return self._closures[template]

    def _reached(self, template: str) -> set[str]:
        reached, ahead = set[str](), [template]
        while ahead:
            name = ahead.pop()
            if name in reached:
                continue
            reached.add(name)
            for other in self.env.referenced(self._source(name), name):
                ahead += [other] if other else self.env.list_templates()  # None: a name only known when rendering
        return reached

    def _source(self, template: str) -> str:
        try:
            return self.env.loader.get_source(self.env, template)[0] if self.env.loader else ""
        except (jinja2.TemplateNotFound, UnicodeDecodeError):
            return ""

    def _fault(self, error: Exception, page: Page) -> Problem:
        """The line of a template that an exception came from, and what it says."""
        what = f"{error} (page {page.url or 'home'})" if str(error) else type(error).__name__
        if isinstance(error, jinja2.TemplateSyntaxError):
            return Problem(self._shown(error.filename or error.name or page.template), what, line=error.lineno)
        if isinstance(error, jinja2.TemplateNotFound):
            return Problem(page.template, f"asks for the template {error.name!r}, which is not there")
        frames = [(frame.filename, frame.lineno) for frame in traceback.extract_tb(error.__traceback__)]
        inside = [(name, line) for name, line in frames if any(name.startswith(str(f)) for f in self.folders)]
        name, line = inside[-1] if inside else (page.template, None)
        return Problem(self._shown(name), what, line=line)

    def _shown(self, name: str) -> str:
        """A template's path as the user knows it: `templates/home.html`."""
        for folder in self.folders:
            if name.startswith(f"{folder}/"):
                return f"{folder.name}/{Path(name).relative_to(folder).as_posix()}"
        return name
