"""Fits the attribution reader on PolNeAR: word vectors from unlabelled articles, transformers that learn from the
labels, the network that these teach, then the confidence of an attribution, all measured out of fold by publisher."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from scorer.eval.training.articles import read_rows
from scorer.eval.training.attribution.distilled import Parameters, Schedule, new_parameters, train
from scorer.eval.training.attribution.fixed_point import fixed_point
from scorer.eval.training.attribution.label_spans import Labelled, Tallies
from scorer.eval.training.attribution.teacher import AttributionTeacher
from scorer.eval.training.attribution.vocabulary import find_words, read_articles, sample, word_vectors
from scorer.eval.training.processes import run_apart
from scorer.model.odds import probabilities
from scorer.model.store import pack_strings, save_weights
from scorer.signals.attribution.limits import ATTRIBUTION_LIMITS
from scorer.signals.attribution.network import Network, Vocabulary
from scorer.signals.attribution.signal import confidence_inputs
from scorer.signals.attribution.spans import link
from scorer.text import Text, read_text
from scorer.types import Floats32

_WIDTH = 48
_OTHERS = (
    "allsides",
    "hyperpartisan-train",
    "buzzfeed-2016",
    "sites-2023",
    "healthstory",
    "healthrelease",
    "fa-kes",
    "fakenewscorpus-sample",
    "snopes-312",
)
#: Of each article of these, the teachers read this many characters for the network to learn from.
_TAUGHT_CHARACTERS = 8_000
_FOLDS = 3
#: Fits that run in parallel; how many does not change what comes out.
_PROCESSES = 2
_SCHEDULE = Schedule(epochs=14, rate=6e-3, forget=0.07, keep=0.95)


@dataclass(frozen=True, slots=True)
class _Ground:
    """What every fold shares, none of it read from labels but ``labelled``."""

    words: list[str]
    endings: list[str]
    vectors: Floats32
    unlabelled: list[Text]
    labelled: list[Labelled]

    @property
    def vocabulary(self) -> Vocabulary:
        """Made anew: it holds a function, which does not go to another process."""
        return Vocabulary.of(self.words, self.endings)


@dataclass(frozen=True, slots=True)
class _Told:
    """(n_tokens, N_OUTPUTS) what teachers make of each labelled and of each unlabelled article."""

    labelled: list[Floats32]
    unlabelled: list[Floats32]

    @classmethod
    def mean(cls, told: Sequence[_Told]) -> _Told:
        """What several teachers make of them, together."""
        share = np.float32(1 / len(told))

        def together(articles: Sequence[Sequence[Floats32]]) -> list[Floats32]:
            return [np.asarray(sum(one) * share) for one in zip(*articles, strict=True)]

        return cls(together([one.labelled for one in told]), together([one.unlabelled for one in told]))


@dataclass(frozen=True, slots=True)
class _Held:
    """What a fold's network finds in the articles that it has not seen."""

    tallies: Tallies
    inputs: list[NDArray[np.float64]]
    right: list[NDArray[np.bool_]]


def fit(data: Path, models: Path) -> dict[str, Any]:
    """Cross-validate by publisher, fit on PolNeAR's training part, and write ``attribution.npz``.

    The network learns from transformers as well, by what these make of articles of other corpora. Each fold has a
    teacher of its own, which has seen none of its publishers' labels, and whose network is measured on them. The
    network that ships learns from all labels and from these teachers together: several tell more than one.
    """
    others = list(read_articles(data, _OTHERS))
    texts = [*others, *read_articles(data, ("polnear-train",))]
    words, endings = find_words(texts)
    vocabulary = Vocabulary.of(words, endings)
    labelled = [Labelled.of(row, vocabulary) for row in read_rows(data / "attribution" / "polnear-train.jsonl.gz")]
    unlabelled = [read_text(text.raw[:_TAUGHT_CHARACTERS]) for text in others]
    ground = _Ground(words, endings, word_vectors(texts, vocabulary, _WIDTH), unlabelled, labelled)
    publishers = sorted({one.publisher for one in labelled})
    parts = [frozenset(publishers[fold::_FOLDS]) for fold in range(_FOLDS)]
    told = run_apart([partial(_told, ground, part) for part in parts], _PROCESSES)
    parameters, *found = run_apart(
        [
            partial(_taught, ground, _Told.mean(told), frozenset()),
            *(partial(_held, ground, one, part) for one, part in zip(told, parts, strict=True)),
        ],
        _PROCESSES,
    )
    weights, calibration_error = _confidence(
        [rows for held in found for rows in held.inputs], [rows for held in found for rows in held.right]
    )
    stored = {
        **fixed_point(parameters, [one.sample for one in labelled]),
        "vocabulary": pack_strings(words),
        "endings": pack_strings(endings),
        "confidence": weights,
    }
    save_weights(models, "attribution", stored)
    tallies = Tallies.of([held.tallies for held in found])
    return {
        "figures": {**tallies.figures(), "calibration_error": calibration_error, "articles": len(labelled)},
        "flags": {"attribution.sparse": {**tallies.sparse(), "how": f"{_FOLDS} folds over publishers, out of fold"}},
    }


def _told(ground: _Ground, left_out: frozenset[str]) -> _Told:
    """What a transformer says that has learned from the labels of all publishers but ``left_out``."""
    seen = [one for one in ground.labelled if one.publisher not in left_out]
    teacher = AttributionTeacher([one.text for one in seen], [one.sample.targets for one in seen])
    return _Told(teacher.tell([one.text for one in ground.labelled]), teacher.tell(ground.unlabelled))


def _taught(ground: _Ground, told: _Told, left_out: frozenset[str]) -> Parameters:
    """The network, taught half by the labels of all publishers but ``left_out`` and half by ``told``."""
    half = np.float32(0.5)
    lessons = [
        replace(one.sample, targets=(one.sample.targets + targets) * half)
        for one, targets in zip(ground.labelled, told.labelled, strict=True)
        if one.publisher not in left_out
    ]
    vocabulary = ground.vocabulary
    lessons += [
        sample(text, vocabulary, targets) for text, targets in zip(ground.unlabelled, told.unlabelled, strict=True)
    ]
    start = ground.vectors * np.float32(0.3 / np.sqrt((ground.vectors**2).mean()))
    return train(new_parameters(start, _WIDTH, seed=_SCHEDULE.seed), lessons, _SCHEDULE)


def _held(ground: _Ground, told: _Told, publishers: frozenset[str]) -> _Held:
    """Fit without some publishers, and read their articles."""
    seen = [one.sample for one in ground.labelled if one.publisher not in publishers]
    network = Network(ground.vocabulary, fixed_point(_taught(ground, told, publishers), seen))
    found = _Held(Tallies(), [], [])
    for one in ground.labelled:
        if one.publisher in publishers:
            log_odds = network.log_odds(one.text).astype(np.float64)
            links = link(one.text, probabilities(log_odds))
            found.inputs.append(
                confidence_inputs(
                    links, np.clip(log_odds, -ATTRIBUTION_LIMITS.most_log_odds, ATTRIBUTION_LIMITS.most_log_odds)
                )
            )
            found.right.append(one.right(links))
            found.tallies.add(one, links)
    return found


def _confidence(
    inputs: Sequence[NDArray[np.float64]], right: Sequence[NDArray[np.bool_]]
) -> tuple[NDArray[np.float64], float]:
    """Weights of the confidence, and its calibration error on articles that it was not fitted on."""
    article = np.repeat(np.arange(len(inputs)), [len(rows) for rows in inputs])
    x, y = np.concatenate(inputs), np.concatenate(right)
    out_of_fold = np.zeros(len(y))
    for fold in range(5):
        test = article % 5 == fold
        out_of_fold[test] = probabilities(x[test] @ _logistic(x[~test], y[~test]))
    bins = np.minimum((out_of_fold * 10).astype(int), 9)
    gaps = [abs(y[bins == b].mean() - out_of_fold[bins == b].mean()) * (bins == b).mean() for b in set(bins.tolist())]
    return _logistic(x, y), float(sum(gaps))


def _logistic(x: NDArray[np.float64], y: NDArray[np.bool_]) -> NDArray[np.float64]:
    model = LogisticRegression(C=10.0, fit_intercept=False, max_iter=500).fit(x, y)
    return np.asarray(model.coef_[0])
