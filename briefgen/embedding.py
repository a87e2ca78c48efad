"""The layers of the model that turn tokens into vectors, with less work for the same vectors, bit for bit.

A token's first vector depends on nothing but its own attributes: it is made once for all tokens that are alike. What
follows goes a few thousand tokens at a time, which stay in the processor's cache.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import ORTH  # type: ignore[import-not-found]  # compiled
from spacy.tokens import Doc
from thinc.api import Model, NumpyOps

__all__ = ["lighten"]

AT_ONCE = 3_000  # tokens: measured


def lighten(model: Model[Any, Any]) -> None:
    """Exchange layers of a model on the processor, where a row is the same at each place, for layers that do less."""
    if not all(isinstance(part.ops, NumpyOps) for part in model.walk()):
        return
    for part in list(model.walk()):
        if part.has_ref("embed") and part.has_ref("encode"):
            embed, encode = part.get_ref("embed"), part.get_ref("encode")
            if any(layer.name == "extract_features" for layer in embed.walk()):
                part.replace_node(embed, _reading("each_kind_once", embed, _each_kind_once))
            part.replace_node(encode, _reading("few_at_once", encode, _few_at_once))
    for part in list(model.walk()):
        if part.name == "layernorm":
            model.replace_node(part, _reading("layernorm_in_place", part, _normed))
        elif part.name == "maxout":
            model.replace_node(part, _reading("maxout_by_pieces", part, _by_pieces(part)))


def _reading(name: str, layer: Model[Any, Any], read: Callable[[Model[Any, Any], Any], Any]) -> Model[Any, Any]:
    """A layer in place of another, which does the same when a text is read; in training the other is asked."""

    def forward(model: Model[Any, Any], given: Any, is_train: bool) -> tuple[Any, Any]:
        return layer(given, is_train) if is_train else (read(layer, given), _nothing_learnt)

    dims = {dim: layer.maybe_get_dim(dim) for dim in layer.dim_names}
    return Model(name, forward, layers=[layer], dims=dims, ops=layer.ops)


def _nothing_learnt(told: Any) -> Any:
    raise RuntimeError("nothing was kept to learn from")


class _Kinds:
    """One token of each kind in some documents, asked by the layers as a document is."""

    def __init__(self, docs: list[Doc], columns: list[int | str]) -> None:
        self.vocab = docs[0].vocab
        self._columns = columns
        tokens = np.concatenate([doc.to_array(columns).reshape((len(doc), len(columns))) for doc in docs])
        rows = tokens.view(np.dtype((np.void, tokens.dtype.itemsize * len(columns)))).ravel()
        _, first, self.kind_of = np.unique(rows, return_index=True, return_inverse=True)
        self._tokens = tokens[first]

    def __len__(self) -> int:
        return len(self._tokens)

    def to_array(self, attributes: Any) -> NDArray[np.uint64]:
        if isinstance(attributes, list):
            return self._tokens[:, [self._columns.index(attribute) for attribute in attributes]]
        return self._tokens[:, self._columns.index(attributes)]


def _each_kind_once(embed: Model[Any, Any], docs: list[Doc]) -> list[Any]:
    if not any(map(len, docs)):
        return list(embed.predict(docs))
    asked = next(layer.attrs["columns"] for layer in embed.walk() if layer.name == "extract_features")
    kinds = _Kinds(docs, [*asked, getattr(docs[0].vocab.vectors, "attr", ORTH)])
    told = embed.predict([kinds])[0][kinds.kind_of]
    return np.split(told, np.cumsum([len(doc) for doc in docs])[:-1])


def _few_at_once(encode: Model[Any, Any], texts: list[Any]) -> list[Any]:
    return [told for few in _few(texts) for told in encode.predict(few)]


def _few(texts: list[Any]) -> Iterator[list[Any]]:
    few: list[Any] = []
    for text in texts:
        if few and sum(map(len, few)) + len(text) > AT_ONCE:
            yield few
            few = []
        few.append(text)
    if few:
        yield few


def _by_pieces(layer: Model[Any, Any]) -> Callable[[Model[Any, Any], Any], Any]:
    """thinc's `maxout`, with the first pieces of all outputs in a row, then the second ones: numpy compares them so."""
    given: Any = layer.get_param("W")
    outputs, pieces, width = given.shape
    weights: Any = given.transpose(1, 0, 2).reshape(-1, width)
    bias = np.asarray(layer.get_param("b")).T.ravel()

    def best(layer: Model[Any, Any], rows: Any) -> NDArray[np.float32]:
        told: Any = layer.ops.gemm(rows, weights, trans2=True)
        told += bias
        return cast(NDArray[np.float32], told.reshape(-1, pieces, outputs).max(axis=1))

    return best


def _normed(layer: Model[Any, Any], rows: NDArray[np.float32]) -> NDArray[np.float32]:
    """thinc's `layernorm`, step by step, in one array in place of six."""
    told: Any = rows - rows.mean(axis=1, keepdims=True)
    squares = np.multiply(told, told)
    variance = squares.sum(axis=1, keepdims=True) / np.float32(rows.shape[1])
    told *= (variance + np.float32(1e-08)) ** (-1.0 / 2.0)
    told *= layer.get_param("G")
    told += layer.get_param("b")
    return cast(NDArray[np.float32], told)
