"""The model of loaded wording in a sentence, fitted on the BABE sentences."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from scorer.eval.training.articles import read_rows
from scorer.eval.training.loaded_language.word_fit import Words
from scorer.eval.training.wording import Gram, GramDesign, count_design, fit_chances, lexicon, logistic, plain
from scorer.signals.loaded_language.judgement import CATEGORIES, cue_counts, word_summary
from scorer.signals.ngrams import three_highest
from scorer.text import Text, read_text
from scorer.types import Floats

_C = 0.5
_SCALE = 0.25
_VECTORS, _SPELLING = 0.5, 0.7  # what the blocks weigh in the ridge, chosen by cross-validation over outlets
_INNER_FOLDS = 4
_MIN_TEXTS = 3  # that must hold a gram
_OWN_INTERCEPT = 3.0  # large, so that the ridge hardly holds it


@dataclass(frozen=True, slots=True)
class Sentences:
    """The labelled sentences: text, tokens, bias, the words that annotators marked, and their outlet."""

    texts: list[Text]
    tokens: list[list[str]]
    biased: NDArray[np.bool_]
    marked: list[frozenset[str]]
    outlet: list[str]

    def __len__(self) -> int:
        return len(self.tokens)


@dataclass(frozen=True, slots=True)
class Taught:
    """Sentences that nobody has labelled: tokens, and the chance (n,) that a teacher gives each of being loaded."""

    tokens: list[list[str]]
    chance: Floats


def agreed_rows(data: Path) -> list[dict[str, Any]]:
    """The rows on which the annotators agreed."""
    path = data / "loaded-language" / "babe-sg1.jsonl.gz"
    return [row for row in read_rows(path) if row["biased"] in ("Biased", "Non-biased")]


def read_sentences(data: Path) -> Sentences:
    """The sentences of :func:`agreed_rows`."""
    rows = agreed_rows(data)
    phrases = [" ".join(ast.literal_eval(row["words"] or "[]")) for row in rows]
    texts = [read_text(row["text"].strip().strip('"')) for row in rows]
    return Sentences(
        texts=texts,
        tokens=plain_tokens(texts),
        biased=np.array([row["biased"] == "Biased" for row in rows]),
        marked=[frozenset(re.findall(r"[\w'-]+", plain(phrase.lower()))) for phrase in phrases],
        outlet=[row["outlet"] for row in rows],
    )


def plain_tokens(texts: Iterable[Text]) -> list[list[str]]:
    """The lower-case tokens of each text, with straight apostrophes."""
    return [[plain(token) for token in text.lower] for text in texts]


class SentenceFit:
    """Loaded wording of a sentence: its words, how loaded its worst words are, and its listed words."""

    def __init__(self, words: Words, low: dict[str, float]) -> None:
        self.words = words
        lists = [lexicon(f"loaded_language_{name}") for name in CATEGORIES]
        listed = sorted(frozenset[Gram]().union(*lists))
        self.listed: dict[Gram, int] = {gram: i for i, gram in enumerate(listed)}
        self.member = np.array([[gram in entries for entries in lists] for gram in listed], dtype=np.float64)
        self.design = GramDesign(low, _SCALE, min_texts=_MIN_TEXTS, longest=1)
        self.model = logistic(_C)
        self.chance: Floats = np.zeros(0)

    def fit(
        self,
        texts: Sequence[Sequence[str]],
        biased: NDArray[np.bool_],
        marked: Sequence[frozenset[str]],
        taught: Taught,
    ) -> SentenceFit:
        self.design.fit([*texts, *taught.tokens])
        fold = np.random.default_rng(0).integers(0, _INNER_FOLDS, len(texts))
        summary = np.zeros((len(texts), 4))
        for k in range(_INNER_FOLDS):  # a sentence's summary must not come from its own marks
            rest, own = np.flatnonzero(fold != k).tolist(), np.flatnonzero(fold == k).tolist()
            chance = self.words.chance([texts[i] for i in rest], [marked[i] for i in rest])
            summary[own] = self._summary([texts[i] for i in own], chance)
        self.chance = self.words.chance(texts, marked)
        rows = [self._matrix(texts, summary), self._matrix(taught.tokens, self._summary(taught.tokens, self.chance))]
        n, m = len(texts), len(taught.tokens)
        # Annotators were shown sentences picked for their wording, more of them loaded: an intercept of their own.
        unlabelled = sparse.csr_matrix(np.repeat([0.0, _OWN_INTERCEPT], (n, m))[:, None])
        fit_chances(
            self.model,
            sparse.hstack([sparse.vstack(rows), unlabelled]).tocsr(),
            np.concatenate([biased, taught.chance]),
        )
        self.model.coef_, self.model.n_features_in_ = self.model.coef_[:, :-1], self.model.n_features_in_ - 1
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
        chances = np.where(rows >= 0, chance[rows], 0.0)
        at = np.repeat(np.arange(len(texts)), length)
        total = np.asarray(np.bincount(at, weights=chances, minlength=len(texts)), dtype=np.float64)
        return word_summary(three_highest(chances, at, len(texts)), total, length)

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
