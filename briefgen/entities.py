"""The entity recogniser's decoding, by the same model and rules in an eighth of the time.

spaCy asks each of its moves at each token whether it is allowed. Outside an entity the scores of a token depend on that
token alone: they are made for all tokens at once. Inside one there are two moves, on and last. What begins is decided
token by token from left to right, as spaCy does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray
from spacy.pipeline import EntityRecognizer
from spacy.tokens import Doc
from thinc.api import Model

__all__ = ["Entities", "can_decode"]

Floats = NDArray[np.float32]
BEGIN, INSIDE, OUTSIDE = 3, 1, 2  # spaCy's codes
START = 1  # of a sentence


def can_decode(recognizer: object) -> bool:
    """Whether a pipe is a recogniser of the kind that is known here: greedy, with features of three tokens."""
    if type(recognizer) is not EntityRecognizer:
        return False
    pipe: Any = recognizer
    model = pipe.model
    return bool(
        pipe.cfg.get("beam_width", 1) == 1
        and not pipe.postprocesses
        and model.name == "parser_model"
        and model.attrs["has_upper"]
        and not model.attrs["unseen_classes"]
        and model.get_ref("lower").get_dim("nF") == 3
        and model.get_ref("lower").get_dim("nP") > 1
    )


class Entities:
    """A pipe in place of an entity recogniser: finds the same entities."""

    def __init__(self, recognizer: EntityRecognizer) -> None:
        self._recognizer, self._model = recognizer, recognizer.model
        self._moves = _moves(recognizer)
        self._outside = [at for at, (move, label) in enumerate(self._moves) if move == "O" or (move in "BU" and label)]
        kinds = [self._moves[at][0] for at in self._outside]
        self._begins, self._is_out = np.array([kind == "B" for kind in kinds]), kinds.index("O")
        self._places = {move: at for at, move in enumerate(self._moves)}

    def __call__(self, doc: Doc) -> Doc:
        return next(self.pipe([doc]))

    def pipe(self, docs: Iterable[Doc], *, batch_size: int = 32) -> Iterator[Doc]:
        for told in _batches(docs, batch_size):
            plain = [doc for doc in told if len(doc) and not doc.to_array("ENT_IOB").any()]
            for doc in told:
                if doc not in plain:  # it has entities already, which spaCy heeds
                    self._recognizer(doc)
            self._find(plain)
            yield from told

    def _find(self, docs: list[Doc]) -> None:
        if not docs:
            return
        lower, upper = self._model.get_ref("lower"), self._model.get_ref("upper")
        vectors = self._model.get_ref("tok2vec").predict(docs)
        features = _features(lower, vectors)
        nothing = lower.get_param("pad")[0].reshape(3, -1)
        hidden = _best_piece(features[:, 0] + nothing[1] + nothing[2], lower)
        scores = upper.predict(hidden)[:, self._outside]
        start = 0
        for doc in docs:
            end = start + len(doc)
            self._annotate(doc, features[start:end], scores[start:end])
            start = end

    def _annotate(self, doc: Doc, features: Floats, scores: Floats) -> None:
        ends, spaces = _sentence_ends(doc), doc.to_array("IS_SPACE").astype(bool)
        scores[np.ix_(ends, self._begins)] = -np.inf
        scores[spaces] = -np.inf
        choice = scores.argmax(axis=1)
        choice[spaces] = self._is_out
        told: Any = np.zeros((len(doc), 2), np.uint64)
        told[:, 0] = OUTSIDE
        free = 0  # the first token behind the last entity
        for at in np.flatnonzero(choice != self._is_out).tolist():
            if at < free:
                continue
            move, label = self._moves[self._outside[choice[at]]]
            free = at + 1 if move == "U" else self._end(at, label, features, ends)
            told[at:free] = INSIDE, label
            told[at, 0] = BEGIN
        doc.from_array(["ENT_IOB", "ENT_TYPE"], told)

    def _end(self, start: int, label: int, features: Floats, ends: NDArray[np.bool_]) -> int:
        """Where the entity of this label that begins at `start`, and goes on, ends."""
        lower, upper = self._model.get_ref("lower"), self._model.get_ref("upper")
        on, last = self._places["I", label], self._places["L", label]
        weights, bias = upper.get_param("W")[[on, last]], upper.get_param("b")[[on, last]]
        at = start + 1
        while not ends[at]:
            hidden = _best_piece(features[at, 0] + features[start, 1] + features[at - 1, 2], lower)
            goes_on, stops = (weights @ hidden[0] + bias).tolist()
            if stops > goes_on or (stops == goes_on and last < on):
                break
            at += 1
        return at + 1


def _batches(docs: Iterable[Doc], size: int) -> Iterator[list[Doc]]:
    waiting = iter(docs)
    while batch := list(islice(waiting, size)):
        yield batch


def _moves(recognizer: EntityRecognizer) -> list[tuple[str, int]]:
    """The moves in the model's order: B, I, L, U or O, and the label's code."""
    names = [recognizer.moves.get_class_name(at) for at in range(recognizer.moves.n_moves)]
    pairs = (name.partition("-")[::2] for name in names)
    return [(move, recognizer.vocab.strings[label] if label else 0) for move, label in pairs]


def _features(lower: Model[Any, Any], vectors: Any) -> Floats:
    """What each token adds to a state as its next token, as its entity's first, and as the one before."""
    weights: Any = lower.get_param("W")
    told: Any = lower.ops.gemm(vectors, weights.reshape(-1, weights.shape[-1]), trans2=True)
    return cast(Floats, told.reshape((len(vectors), 3, -1)))


def _best_piece(summed: Floats, lower: Model[Any, Any]) -> Floats:
    bias: Any = lower.get_param("b")
    pieces = (summed + bias.ravel()).reshape(-1, *bias.shape)
    return cast(Floats, np.maximum.reduce([pieces[:, :, at] for at in range(bias.shape[1])]))


def _sentence_ends(doc: Doc) -> NDArray[np.bool_]:
    """Whether a token is the last of its sentence: no entity goes on behind it."""
    ends = np.ones(len(doc), bool)
    ends[:-1] = doc.to_array("SENT_START")[1:] == START
    return ends
