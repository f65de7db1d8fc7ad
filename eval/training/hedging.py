"""Fits the hedging model on the Wikipedia sentences of the CoNLL-2010 shared task."""

from __future__ import annotations

import gzip
import html
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.metrics import f1_score, precision_score, recall_score, roc_auc_score
from sklearn.model_selection import GroupKFold

from scorer.eval.training.wording import (
    Gram,
    GramDesign,
    both_apostrophes,
    calibration_error,
    count_design,
    lexicon,
    logistic,
    plain,
    written_low,
)
from scorer.model.store import save_weights
from scorer.signals.hedging.signal import CATEGORIES, FLAG_THRESHOLD, cue_counts
from scorer.signals.ngrams import pack_ngrams
from scorer.text import read_text
from scorer.types import Floats

_C = 1.0  # chosen among 0.3, 1 and 3 by cross-validation over articles
_SCALE = 0.25
_FOLDS = 5
_HOW = "5 folds over articles, out of fold, at the flag threshold"


def fit(data: Path, models: Path) -> dict[str, Any]:
    """Cross-validate over articles, fit on all, and write ``hedging.npz``."""
    sentences, y, pairs = read_sentences(data)
    texts = [read_text(html.unescape(sentence.strip().strip('"'))) for sentence in sentences]
    tokens = [[plain(t) for t in text.lower] for text in texts]
    low = written_low(texts)
    probability = np.zeros(len(y))
    for train, test in pairs:
        part = _Fit(low).fit([tokens[i] for i in train], y[train])
        probability[test] = part.predict([tokens[i] for i in test])
    save_weights(models, "hedging", _Fit(low).fit(tokens, y).arrays())
    said = probability >= FLAG_THRESHOLD
    return {
        "figures": {
            "f1": float(f1_score(y, said)),
            "auc": float(roc_auc_score(y, probability)),
            "calibration_error": calibration_error(y, probability),
            "sentences": len(y),
            "articles": _articles(sentences)[-1],
        },
        "flags": {
            "hedging.speculation": {
                "precision": float(precision_score(y, said)),
                "recall": float(recall_score(y, said)),
                "n": int(said.sum()),
                "data": "hedging/conll2010-wikipedia: any hedge",
                "how": _HOW,
            }
        },
    }


def read_sentences(
    data: Path,
) -> tuple[list[str], NDArray[np.bool_], list[tuple[NDArray[np.int64], NDArray[np.int64]]]]:
    """The sentences, (n,) whether each hedges, and folds that keep an article's sentences together."""
    with gzip.open(data / "hedging" / "conll2010-wikipedia.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    sentences = [row["text"] for row in rows]
    y = np.array([bool(row["hedged"]) for row in rows])
    split = GroupKFold(_FOLDS, shuffle=True, random_state=0).split(sentences, y, _articles(sentences))
    return sentences, y, list(split)


def _articles(sentences: Sequence[str]) -> list[int]:
    """The article of each sentence: a new one begins after a line that is no sentence, such as a heading."""
    headings = [not s.rstrip().endswith((".", "!", "?", '"', ";", ":")) for s in sentences]
    return list(np.cumsum(headings).tolist())


class _Fit:
    """One fit: words and pairs, listed cues each with its own weight, and saturating counts by list."""

    def __init__(self, low: dict[str, float]) -> None:
        self.lists = [lexicon(f"hedge_{name}") for name in CATEGORIES]
        listed = sorted(frozenset().union(*self.lists))
        self.listed: dict[Gram, int] = {gram: i for i, gram in enumerate(listed)}
        self.member = np.array([[gram in entries for entries in self.lists] for gram in listed], dtype=np.float64)
        self.design = GramDesign(low, _SCALE, longest=1)  # pairs add nothing out of fold
        self.model = logistic(_C)

    def fit(self, texts: Sequence[Sequence[str]], y: NDArray[np.bool_]) -> _Fit:
        self.design.fit(texts)
        self.model.fit(self._matrix(texts), y)
        return self

    def predict(self, texts: Sequence[Sequence[str]]) -> Floats:
        return np.asarray(self.model.predict_proba(self._matrix(texts))[:, 1])

    def _matrix(self, texts: Sequence[Sequence[str]]) -> sparse.csr_matrix:
        cues = count_design(texts, self.listed)
        return sparse.hstack([self.design.transform(texts), cues, cue_counts(cues @ self.member)]).tocsr()

    def arrays(self) -> dict[str, np.ndarray]:
        """The weights as the signal reads them."""
        weights = self.model.coef_[0]
        n_grams, n_cues = len(self.design.columns), len(self.listed)
        folded = self.design.folded(weights[:n_grams])
        outputs: dict[Gram, Sequence[float]] = {}
        for gram in sorted({*folded, *self.listed}):
            cue = self.listed.get(gram)
            own, lists = (0.0, np.zeros(len(CATEGORIES))) if cue is None else (weights[n_grams + cue], self.member[cue])
            outputs[gram] = [folded.get(gram, 0.0), own, *lists]
        outputs = both_apostrophes(outputs)
        return {
            **pack_ngrams(
                {gram[0]: value for gram, value in outputs.items() if len(gram) == 1},
                {gram: value for gram, value in outputs.items() if len(gram) > 1},
            ),
            "dense": weights[n_grams + n_cues :].astype(np.float32),
            "intercept": self.model.intercept_.astype(np.float32),
        }
