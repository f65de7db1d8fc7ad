"""Baselines and simple rules to compare with the scorer, fitted on the same labelled examples.

Each is fitted twice by cross-validation: with whole sources held out, which is what counts, and with articles
held out at random, which mostly measures how well it remembers outlets. What turns a text into numbers here
never looks at a label; everything that does is fitted on the training folds alone.
"""

from __future__ import annotations

import re
import warnings
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sklearn.ensemble import RandomForestClassifier
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedGroupKFold, StratifiedKFold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from threadpoolctl import threadpool_limits

from scorer.eval import black_boxes
from scorer.eval.black_boxes import SEED
from scorer.eval.scored import Scored
from scorer.types import Bools, Floats, Ints

FOLDS = 5

_FUNCTION_WORDS = tuple(
    "a an the this that these those i me my mine we us our you your he him his she her hers it its they them their "
    "who whom whose which what where when why how be am is are was were been being have has had do does did will "
    "would shall should can could may might must not no nor and or but if then than so as of at by for with about "
    "against between into through during before after above below to from up down in out on off over under again "
    "further once here there all any both each few more most other some such only own same too very just also even "
    "still yet however although though because since while until unless whether either neither ever never always "
    "often now today said says say told according one two first new many much another every something nothing "
    "everyone anyone perhaps indeed instead rather quite upon within without toward among across per via".split()
)
_MARKS = tuple(".,;:!?-–—'\"“”‘’()[]$%&/…")
_TOKEN = re.compile(r"[a-z]+(?:['’][a-z]+)?|[^\sa-z0-9]")


@dataclass(frozen=True, slots=True)
class Baseline:
    """A way to tell reliable from unreliable. ``numbers`` gives (n, …) rows, label-free; ``estimator`` a fresh
    scikit-learn classifier; ``texts_seen`` says what it reads."""

    id: str
    name: str
    numbers: Callable[[Scored], Any]
    estimator: Callable[[], Any]


@dataclass(frozen=True, slots=True)
class Folds:
    """A split of the labelled examples: (train, test) pairs of places. ``reason`` says why there is none."""

    id: str
    name: str
    pairs: tuple[tuple[Ints, Ints], ...]
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Fitted:
    """A baseline's out-of-fold probabilities, (n_labelled,), or why there are none."""

    baseline: Baseline
    folds: Folds
    probability: Floats | None
    reason: str | None = None


def by_source(label: Floats, clusters: Ints) -> Folds:
    """Folds that keep each source's articles together."""
    name = f"sources held out, {FOLDS} folds"
    held = [len(np.unique(clusters[label == y])) for y in (0, 1)]
    if min(held) < FOLDS:
        return Folds("source", name, (), f"it needs {FOLDS} sources of either label; there are {held[1]} and {held[0]}")
    split = StratifiedGroupKFold(FOLDS, shuffle=True, random_state=SEED)
    return Folds("source", name, tuple(split.split(label, label, clusters)))


def at_random(label: Floats) -> Folds:
    """Folds that ignore sources."""
    name = f"articles held out at random, {FOLDS} folds"
    least = min((label == y).sum() for y in (0, 1))
    if least < FOLDS:
        return Folds("random", name, (), f"it needs {FOLDS} articles of either label; the rarer has {least}")
    split = StratifiedKFold(FOLDS, shuffle=True, random_state=SEED)
    return Folds("random", name, tuple(split.split(label, label)))


def baselines() -> tuple[Baseline, ...]:
    """All baselines; nela-features only where that package is installed."""
    every = (
        Baseline("length", "length of the text alone", _length, _scaled_regression),
        Baseline("function_words", "function words and punctuation, logistic regression", _function_words, _dense),
        Baseline("words", "words and pairs, tf-idf, logistic regression", _words, black_boxes.tf_idf),
        Baseline("characters", "characters 2–5, tf-idf, logistic regression", _characters, black_boxes.tf_idf),
        Baseline("boosting", "gradient boosting on the scorer's own features", _own_features, black_boxes.boosting),
    )
    return (*every, Baseline("nela", "nela-features, random forest", _nela, _forest)) if _has_nela() else every


def fit(baseline: Baseline, data: Scored, mask: Bools, folds: Sequence[Folds]) -> list[Fitted]:
    """Out-of-fold probabilities of the labelled examples ``mask`` for every split."""
    told = data.select(mask)
    label = told.label.astype(np.int64)
    out: list[Fitted] = []
    try:
        with threadpool_limits(limits=1):  # threads that wait for each other on a busy machine take ten times as long
            rows = baseline.numbers(told)
            for split in folds:
                out.append(_cross_validate(baseline, rows, label, split))
    except Exception as error:  # a baseline may fail, the report may not
        reason = f"{type(error).__name__}: {error}"
        out += [Fitted(baseline, split, None, reason) for split in folds[len(out) :]]
    return out


def _cross_validate(baseline: Baseline, rows: Any, label: Ints, split: Folds) -> Fitted:
    if not split.pairs:
        return Fitted(baseline, split, None, split.reason)
    out = np.full(len(label), np.nan)
    for train, test in split.pairs:
        if len(np.unique(label[train])) < 2:
            return Fitted(baseline, split, None, "a training fold holds one label alone")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # columns without any value, and the like: not the reader's concern
            out[test] = baseline.estimator().fit(rows[train], label[train]).predict_proba(rows[test])[:, 1]
    return Fitted(baseline, split, out)


def _texts(data: Scored) -> list[str]:
    return [f"{e.record.get('title') or ''}\n{e.record.get('text') or e.record.get('html')}" for e in data.examples]


def _length(data: Scored) -> Floats:
    long = np.log1p(data.words.astype(np.float64))
    return np.column_stack([long, long**2])


def _function_words(data: Scored) -> Floats:
    vocabulary = {token: i for i, token in enumerate(_FUNCTION_WORDS + _MARKS)}
    out = np.zeros((len(data.examples), len(vocabulary)))
    for row, text in enumerate(_texts(data)):
        tokens = _TOKEN.findall(text.lower())
        for token, count in Counter(tokens).items():
            if token in vocabulary:
                out[row, vocabulary[token]] = count / len(tokens)
    return np.sqrt(out)


def _words(data: Scored) -> Any:
    return black_boxes.word_counts(_texts(data))


def _characters(data: Scored) -> Any:
    return black_boxes.character_counts(_texts(data))


def _own_features(data: Scored) -> Floats:
    return data.features


def _dense() -> Any:
    return make_pipeline(StandardScaler(), LogisticRegression(C=0.1, max_iter=1000))


def _scaled_regression() -> Any:
    return make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000))


def _forest() -> Any:
    return make_pipeline(
        SimpleImputer(strategy="median"), RandomForestClassifier(300, min_samples_leaf=2, random_state=SEED)
    )


def _has_nela() -> bool:
    from importlib.util import find_spec

    return find_spec("nela_features") is not None


def _nela(data: Scored) -> Floats:
    """The published extractor (Horne et al. 2019, ACM TIST 11(1)), which wants nltk's data at hand."""
    from nela_features.nela_features import NELAFeatureExtractor  # type: ignore[import-not-found]

    extractor = NELAFeatureExtractor()
    return np.array([extractor.extract_all(text)[0] for text in _texts(data)], dtype=np.float64)
