"""One signal looking at a text by itself."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from scorer.article import Article
from scorer.signals.base import Document, Evidence, Finding, Signal
from scorer.text import read_text


def look(signal: Signal, text: str, body: Sequence[bool] | None = None) -> Finding:
    """What ``signal`` finds; ``body`` says which sentences are the article's (all of them by default)."""
    read = read_text(text)
    mask = np.ones(read.n_sentences, dtype=np.bool_) if body is None else np.array(body, dtype=np.bool_)
    return signal.find(Document(Article(text), read, mask))


def surest(signal: Signal, text: str) -> float:
    """The confidence of the surest evidence, 0 where there is none."""
    found = look(signal, text).evidence
    return max((e.confidence for e in found if isinstance(e, Evidence)), default=0.0)
