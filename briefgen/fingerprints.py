"""What decides a result: the program's own sources, the model's version and the article, as short keys.

Nobody raises a version by hand: a key changes when a source file, a word list or the model does.
"""

import importlib.util
import os
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from hashlib import blake2b
from pathlib import Path

from briefgen.records import Article, ArticleId

__all__ = ["analysis_key", "bare", "digest", "library_files", "model_files", "preparing_key", "program_key"]

PACKAGE = Path(__file__).parent
PARSING = ("nlp.py", "products.py", "embedding.py", "attributes.py", "lemmas.py", "entities.py", "plain.py")
ANALYSIS = (*PARSING, "extract", "wordlists", "names.py", "records.py", "build/worker.py")  # what findings are made by
PREPARING = ("brief", "names.py", "records.py")  # what findings are prepared for merging by
LIBRARIES = ("jinja2", "markupsafe", "markdown", "nh3", "slugify", "trafilatura", "yaml", "msgspec")  # shape the output


def digest(*parts: bytes) -> bytes:
    """A key of these parts; their borders count."""
    made = blake2b(digest_size=16)
    for part in parts:
        made.update(len(part).to_bytes(8, "big"))
        made.update(part)
    return made.digest()


def bare(article: Article) -> Article:
    """The article without what may not decide its findings: it is analysed in this form."""
    return replace(
        article,
        path="",
        id=ArticleId(""),
        url=None,
        summary=None,
        slug=None,
        tags=(),
        briefings=(),
        draft=False,
        inlines=(),
        warnings=(),
    )


@cache
def analysis_key(model: str) -> bytes:
    """The key of what turns an article into findings: our rules and word lists, the model, the parser library."""
    return digest(program_key(ANALYSIS), model.encode(), *(file.read_bytes() for file in model_files(model)))


@cache
def preparing_key() -> bytes:
    """The key of what makes findings ready for merging."""
    return program_key(PREPARING)


@cache
def program_key(parts: tuple[str, ...] = ("",)) -> bytes:
    """The key of the program's own files below these names."""
    files = _program()
    found = (file for name in parts for file in files if not name or file == name or file.startswith(f"{name}/"))
    return digest(*(part for file in found for part in (file.encode(), files[file])))


@cache
def _program() -> dict[str, bytes]:
    """A digest of each file of the program, by its name below the package; in order."""
    found: dict[str, bytes] = {}
    for folder, _, names in os.walk(PACKAGE):
        for name in names:
            if not name.endswith((".pyc", ".pyo")):
                file = Path(folder, name)
                found[file.relative_to(PACKAGE).as_posix()] = digest(file.read_bytes())
    return dict(sorted(found.items()))


def model_files(model: str) -> list[Path]:
    """The files that name the version of a model and of the library that runs it, found without importing them."""
    package = _folder(model)
    metas = sorted(package.glob("**/meta.json")) if package else []
    return [*metas, *library_files(("spacy",), "about.py")]


def library_files(names: Iterable[str] = LIBRARIES, file: str = "__init__.py") -> list[Path]:
    """A file of each installed library that is written anew whenever the library is."""
    return [path for name in names if (folder := _folder(name)) and (path := folder / file).exists()]


def _folder(package: str) -> Path | None:
    try:
        spec = importlib.util.find_spec(package)
    except (ImportError, ValueError):
        return None
    return Path(os.path.dirname(spec.origin)) if spec and spec.origin else None
