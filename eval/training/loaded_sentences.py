"""The model of loaded wording in a sentence, fitted on the BABE sentences."""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from scorer.eval.training.articles import read_rows
from scorer.eval.training.loaded_words import Words
from scorer.eval.training.wording import Gram, GramDesign, count_design, lexicon, logistic, plain
from scorer.linear import Floats
from scorer.signals.loaded_language_reader import CATEGORIES, cue_counts, word_summary
from scorer.text import read_text

_C = 0.5
_SCALE = 0.25
_VECTORS, _SPELLING = 0.5, 0.7  # what the blocks weigh in the ridge, chosen by cross-validation over outlets
_INNER_FOLDS = 4


@dataclass(frozen=True, slots=True)
class Sentences:
    """The labelled sentences: tokens, bias, the words that annotators marked, and their outlet and topic."""

    tokens: list[list[str]]
    biased: NDArray[np.bool_]
    marked: list[frozenset[str]]
    outlet: list[str]
    topic: list[str]

    def __len__(self) -> int:
        return len(self.tokens)


def agreed_rows(data: Path) -> list[dict[str, Any]]:
    """The rows on which the annotators agreed."""
    path = data / "loaded-language" / "babe-sg1.jsonl.gz"
    return [row for row in read_rows(path) if row["biased"] in ("Biased", "Non-biased")]


def read_sentences(data: Path) -> Sentences:
    """The sentences of :func:`agreed_rows`."""
    rows = agreed_rows(data)
    phrases = [" ".join(ast.literal_eval(row["words"] or "[]")) for row in rows]
    return Sentences(
        tokens=[[plain(t) for t in read_text(row["text"].strip().strip('"')).lower] for row in rows],
        biased=np.array([row["biased"] == "Biased" for row in rows]),
        marked=[frozenset(re.findall(r"[\w'-]+", plain(phrase.lower()))) for phrase in phrases],
        outlet=[row["outlet"] for row in rows],
        topic=[row["topic"] for row in rows],
    )


class SentenceFit:
    """Loaded wording of a sentence: its words, how loaded its worst words are, and its listed words."""

    def __init__(self, words: Words, low: dict[str, float]) -> None:
        self.words = words
        lists = [lexicon(f"loaded_{name}") for name in CATEGORIES]
        listed = sorted(frozenset[Gram]().union(*lists))
        self.listed: dict[Gram, int] = {gram: i for i, gram in enumerate(listed)}
        self.member = np.array([[gram in entries for entries in lists] for gram in listed], dtype=np.float64)
        self.design = GramDesign(low, _SCALE, longest=1)
        self.model = logistic(_C)
        self.chance: Floats = np.zeros(0)

    def fit(
        self, texts: Sequence[Sequence[str]], biased: NDArray[np.bool_], marked: Sequence[frozenset[str]]
    ) -> SentenceFit:
        self.design.fit(texts)
        fold = np.random.default_rng(0).integers(0, _INNER_FOLDS, len(texts))
        summary = np.zeros((len(texts), 4))
        for k in range(_INNER_FOLDS):  # a sentence's summary must not come from its own marks
            rest, own = np.flatnonzero(fold != k).tolist(), np.flatnonzero(fold == k).tolist()
            chance = self.words.chance([texts[i] for i in rest], [marked[i] for i in rest])
            summary[own] = self._summary([texts[i] for i in own], chance)
        self.chance = self.words.chance(texts, marked)
        self.model.fit(self._matrix(texts, summary), biased)
        return self

    def predict(self, texts: Sequence[Sequence[str]]) -> Floats:
        return np.asarray(self.model.predict_proba(self._matrix(texts, self._summary(texts, self.chance)))[:, 1])

    def outputs(self) -> tuple[dict[Gram, list[float]], Floats, float]:
        """For each gram its linear weight, chance, own weight and lists; the dense weights; the intercept."""
        weights = self.model.coef_[0]
        n_grams, n_cues, n_vector = len(self.design.columns), len(self.listed), self.words.vectors.shape[1]
        n_pieces = self.words.spelling.shape[1]
        folded = self.design.folded(weights[:n_grams])
        at = n_grams + n_cues
        of_word = self.words.vectors @ weights[at : at + n_vector] * _VECTORS
        of_word = of_word + self.words.spelling @ weights[at + n_vector : at + n_vector + n_pieces] * _SPELLING
        out: dict[Gram, list[float]] = {}
        for gram in sorted({*folded, *self.listed, *((w,) for w in self.words.words)}):
            linear, chance = folded.get(gram, 0.0), 0.0
            if len(gram) == 1 and gram[0] in self.words.row:
                linear += float(of_word[self.words.row[gram[0]]])
                chance = float(self.chance[self.words.row[gram[0]]])
            cue = self.listed.get(gram)
            own = 0.0 if cue is None else float(weights[n_grams + cue])
            out[gram] = [linear, chance, own, *(np.zeros(len(CATEGORIES)) if cue is None else self.member[cue])]
        return out, weights[at + n_vector + n_pieces :], float(self.model.intercept_[0])

    def _summary(self, texts: Sequence[Sequence[str]], chance: Floats) -> Floats:
        length = np.array([len(t) for t in texts])
        rows = np.array([self.words.row.get(w, -1) for tokens in texts for w in tokens])
        return word_summary(np.where(rows >= 0, chance[rows], 0.0), np.repeat(np.arange(len(texts)), length), length)

    def _matrix(self, texts: Sequence[Sequence[str]], summary: Floats) -> sparse.csr_matrix:
        cues = count_design(texts, self.listed)
        counts = sparse.diags([max(len(t), 1) ** -0.5 for t in texts]) @ self.words.counts(texts)
        blocks = [
            self.design.transform(texts),
            cues,
            (counts @ self.words.vectors) * _VECTORS,
            (counts @ self.words.spelling) * _SPELLING,
            cue_counts(cues @ self.member),
            summary,
        ]
        return sparse.hstack(blocks).tocsr()
