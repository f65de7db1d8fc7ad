"""The transformer as it learns who says what (:mod:`scorer.eval.training.transformer`), to teach the small network."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scorer.eval.training.attribution.distilled import N_OUTPUTS
from scorer.eval.training.transformer import Recipe, Transformer
from scorer.text import Text
from scorer.types import Floats32

#: Wordpieces of the sentences that are read together, and of a single token (an address may have hundreds).
_WINDOW, _LONGEST = 230, 500
_RECIPE = Recipe(epochs=2, batch=6, rate=2e-4, attention_dropout=0.0)
#: Few tokens begin or belong to a part, so they are thought unlikely at first.
_UNLIKELY = -2.0


@dataclass(frozen=True, slots=True)
class _Window:
    """Sentences that are read together.

    Attributes
    ----------
    first, last : their tokens, the last one left out.
    ids : (n,) their wordpieces.
    piece : (last - first,) the wordpiece that holds the first character of each token.
    """

    first: int
    last: int
    ids: NDArray[np.int64]
    piece: NDArray[np.int64]


class AttributionTeacher:
    """Tells for each token how likely it is of a source, a cue, a content, and the first of each.

    Parameters
    ----------
    texts : the labelled articles.
    targets : (n_tokens, N_OUTPUTS) of each, 1 or 0.
    seed : of the order of the windows, the heads and the dropout.

    Raises
    ------
    RuntimeError : the extra ``teacher`` is not installed, or its weights are not those published.
    """

    def __init__(self, texts: Sequence[Text], targets: Sequence[Floats32], seed: int = 0) -> None:
        self._transformer = Transformer(_RECIPE, seed)
        torch = self._transformer.torch
        self._head = self._transformer.head(N_OUTPUTS)
        torch.nn.init.constant_(self._head.bias, _UNLIKELY)
        windows = [
            (window, target[window.first : window.last])
            for text, target in zip(texts, targets, strict=True)
            for window in self._windows(text)
        ]

        def loss(batch: list[int]) -> Any:
            said = self._log_odds([windows[n][0] for n in batch])
            labels = torch.tensor(np.concatenate([windows[n][1] for n in batch]))
            return torch.nn.functional.binary_cross_entropy_with_logits(torch.cat(said), labels)

        self._transformer.fine_tune([len(window.ids) for window, _ in windows], loss)

    def tell(self, texts: Sequence[Text]) -> list[Floats32]:
        """(n_tokens, N_OUTPUTS) probabilities of each of some articles."""
        told = [np.zeros((len(text.tokens), N_OUTPUTS), dtype=np.float32) for text in texts]
        windows = [(n, window) for n, text in enumerate(texts) for window in self._windows(text)]

        def read(some: list[int]) -> None:
            for i, said in zip(some, self._log_odds([windows[i][1] for i in some]), strict=True):
                n, window = windows[i]
                told[n][window.first : window.last] = said.sigmoid().numpy()

        self._transformer.ask([window.ids for _, window in windows], read)
        return told

    def _log_odds(self, windows: Sequence[_Window]) -> list[Any]:
        """(n_tokens, N_OUTPUTS) log-odds of each window's tokens."""
        states, _ = self._transformer.states([window.ids for window in windows])
        said = self._head(states)
        return [said[k, window.piece + 1] for k, window in enumerate(windows)]  # 1: the mark of the beginning

    def _windows(self, text: Text) -> Iterator[_Window]:
        """Whole sentences, as many as fit; a sentence that does not fit is cut."""
        pieces = self._transformer.pieces(text.raw)
        if not len(pieces.ids):
            return
        piece = np.maximum(np.searchsorted(pieces.start, text.token_start, side="right") - 1, 0)
        ends = np.append(piece, len(pieces.ids))
        first = 0
        while first < len(piece):
            most = int(np.searchsorted(ends, ends[first] + _WINDOW, side="right")) - 1
            whole = int(text.sentence_token[np.searchsorted(text.sentence_token, most, side="right") - 1])
            last = whole if whole > first else max(most, first + 1)
            ids = pieces.ids[ends[first] : max(ends[last], ends[first] + 1)][:_LONGEST]
            yield _Window(first, last, ids, np.minimum(piece[first:last] - piece[first], len(ids) - 1))
            first = last
