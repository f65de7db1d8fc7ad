"""What the pretrained transformer (:mod:`scorer.eval.training.transformer`) says of single words: vectors that put
words of like meaning near each other, those that the labelled articles seldom use too."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from scorer.eval.training.transformer import Recipe, Transformer
from scorer.types import Floats

_LONGEST = 12  # wordpieces of a word that are read
#: Nothing is fine-tuned; the recipe only names the dropout.
_AS_PUBLISHED = Recipe(epochs=0, batch=1, rate=0.0, attention_dropout=0.0)


def meanings(words: Sequence[str]) -> Floats:
    """(n_words, 384) unit vectors: the mean state of each word's pieces, read alone, less the mean of all words.

    Raises
    ------
    RuntimeError : the extra ``teacher`` is not installed.
    """
    transformer = Transformer(_AS_PUBLISHED, seed=0)
    rows = [transformer.pieces(word).ids[:_LONGEST] for word in words]
    found: list[Floats] = [np.zeros(0)] * len(rows)

    def read(some: list[int]) -> None:
        states, there = transformer.states([rows[n] for n in some])
        weight = there[..., None].float()
        for n, vector in zip(some, ((states * weight).sum(1) / weight.sum(1)).numpy(), strict=True):
            found[n] = vector

    transformer.ask(rows, read)
    matrix = np.array(found, dtype=np.float64)
    matrix -= matrix.mean(axis=0)
    return np.asarray(matrix / (np.linalg.norm(matrix, axis=1, keepdims=True) + 1e-9))
