"""The transformer as it learns what loaded wording is (:mod:`scorer.eval.training.transformer`), to teach the small
model of sentences."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scorer.eval.training.transformer import Recipe, Transformer
from scorer.eval.training.wording import plain
from scorer.text import Text
from scorer.types import Floats

_LONGEST = 78  # wordpieces of a sentence that are read
_RECIPE = Recipe(epochs=4, batch=16, rate=1e-4, attention_dropout=0.1)
#: What a word's mark weighs against a sentence's label; few words are marked, so they are thought unlikely at first.
_OF_WORDS, _UNLIKELY = 3.0, -3.0
_NO_WORD = -1


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence's wordpieces, and which of them are marked; the marks of beginning and end are no words."""

    ids: NDArray[np.int64]
    marks: list[int]


class LoadedTeacher:
    """It learns to tell loaded words as well, which helps it with their sentences.

    Parameters
    ----------
    sentences : the labelled sentences.
    loaded : (n_sentences,) their labels.
    marked : the words, in lower case, that annotators marked in each.
    seed : of the order of the sentences, the heads and the dropout.

    Raises
    ------
    RuntimeError : the extra ``teacher`` is not installed, or its weights are not those published.
    """

    def __init__(
        self, sentences: Sequence[Text], loaded: NDArray[np.bool_], marked: Sequence[frozenset[str]], seed: int = 0
    ) -> None:
        self._transformer = Transformer(_RECIPE, seed)
        torch = self._transformer.torch
        loss_of = torch.nn.functional.binary_cross_entropy_with_logits
        self._sentence, self._word = self._transformer.head(1), self._transformer.head(1)
        torch.nn.init.constant_(self._word.bias, _UNLIKELY)
        read = [self._read(text, words) for text, words in zip(sentences, marked, strict=True)]

        def loss(batch: list[int]) -> Any:
            of_sentence, states = self._log_odds([read[n].ids for n in batch])
            marks = self._transformer.padded([read[n].marks for n in batch], _NO_WORD).float()
            known = marks != _NO_WORD
            of_words = loss_of(self._word(states)[..., 0][known], marks[known])
            return loss_of(of_sentence, torch.tensor(loaded[batch], dtype=torch.float)) + _OF_WORDS * of_words

        self._transformer.fine_tune([len(one.ids) for one in read], loss)

    def tell(self, sentences: Sequence[Text]) -> Floats:
        """(n,) log-odds that each of some other sentences is loaded."""
        rows = [self._transformer.pieces(text.raw).ids[:_LONGEST] for text in sentences]
        told = np.zeros(len(rows))

        def read(some: list[int]) -> None:
            told[some] = self._log_odds([rows[n] for n in some])[0].numpy()

        self._transformer.ask(rows, read)
        return told

    def _log_odds(self, rows: Sequence[NDArray[np.int64]]) -> tuple[Any, Any]:
        """(n,) log-odds of sentences by the mean of their states, and those states."""
        states, there = self._transformer.states(rows)
        weight = there[..., None].float()
        mean = (states * weight).sum(1) / weight.sum(1)
        return self._sentence(mean)[:, 0], states

    def _read(self, text: Text, marked: frozenset[str]) -> _Sentence:
        pieces = self._transformer.pieces(text.raw)
        starts = text.token_start.tolist()
        token = [bisect_right(starts, start) - 1 for start in pieces.start[:_LONGEST].tolist()]
        marks = [_NO_WORD if i < 0 else int(plain(text.lower[i]) in marked) for i in token]
        return _Sentence(pieces.ids[:_LONGEST], [_NO_WORD, *marks, _NO_WORD])
