"""Baselines for the fits, on their own rows and folds: tf-idf and trees, left-out signals, left-out corpora.

A figure of a baseline on other data says little: another split of the same sentences moves it by several points.
Here each is fitted and judged on the very folds that the scorer's own figures come from. Nothing is written but
figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.metrics import accuracy_score, f1_score, roc_auc_score

from scorer.eval import black_boxes
from scorer.eval.training import hedging
from scorer.eval.training.articles import Labelled, read_articles, read_rows, usable
from scorer.eval.training.attribution.label_spans import attributed, labelled_marks
from scorer.eval.training.fitting import Examples, fit_pipeline, folds, out_of_fold
from scorer.eval.training.loaded_language import fit as loaded_language
from scorer.eval.training.loaded_language.sentence_fit import agreed_rows
from scorer.eval.training.scores import reliability
from scorer.eval.training.scores.fit import figures_of
from scorer.model.store import load_classes
from scorer.signals.registry import FEATURES, SIGNALS
from scorer.text import read_text
from scorer.types import Floats

Fold = tuple[NDArray[np.int64], NDArray[np.int64]]

#: The figures of a method that are told.
_TOLD = (
    "AUC",
    "rank correlation by article",
    "rank correlation by source, 3 articles or more",
    "reviewers: AUC at rating 3",
    "reviewers: rank correlation with criteria",
)


def fit(data: Path, models: Path) -> dict[str, Any]:
    """Figures of everything next to the scorer. ``models`` is read for the signals, never written."""
    return {"figures": _scores(data) | _hedging(data) | _loaded_sentences(data) | _one_sided(data) | _cue_words(data)}


def _scores(data: Path) -> dict[str, float]:
    articles = usable(read_articles(data))
    examples = reliability.examples(articles, reliability.rows_of(data, articles))
    at = reliability.articles_of_rows(articles)
    texts = [f"{articles[i].title or ''}\n{articles[i].text}" for i in at]
    words = np.log1p([len(text.split()) for text in texts])
    methods = {
        "the scorer's additive model": out_of_fold(examples, "reliability", reliability.SETTINGS),
        "boosted trees on its features": _held_out(examples, examples.X, black_boxes.boosting),
        "tf-idf of words": _held_out(examples, black_boxes.word_counts(texts), black_boxes.tf_idf),
        "tf-idf of characters": _held_out(examples, black_boxes.character_counts(texts), black_boxes.tf_idf),
        "length alone": _held_out(examples, np.column_stack([words, words**2]), black_boxes.boosting),
    }
    told = {name: _figures(articles, at, z) for name, z in methods.items()}
    whole = told["the scorer's additive model"]
    out = {f"{name}: {figure}": value for name, figures in told.items() for figure, value in figures.items()}
    for signal in SIGNALS:
        kept = [i for i, name in enumerate(examples.names) if FEATURES[name][0] is not signal]
        if len(kept) == len(examples.names):
            continue
        fewer = replace(examples, names=tuple(examples.names[i] for i in kept), X=examples.X[:, kept])
        z = out_of_fold(fewer, "reliability", reliability.SETTINGS)
        without = _figures(articles, at, z)
        out |= {f"what {signal.id} adds: {figure}": whole[figure] - without[figure] for figure in _TOLD[:2]}
    return out | _left_out_corpora(examples, articles, at)


def _held_out(examples: Examples, columns: Any, make: Any) -> Floats:
    """(n,) log-odds of every row by an estimator that never saw its group.

    Shares as labels become two rows, one of either label; rows of the reviewers have an intercept of their own.
    """
    apart = np.zeros((len(examples.y), 1)) if examples.apart is None else examples.apart.reshape(len(examples.y), -1)
    wide = sparse.csr_matrix(columns) if sparse.issparse(columns) else np.asarray(columns)
    both, alone = _beside(wide, apart), _beside(wide, np.zeros_like(apart))
    fold = folds(examples.groups)
    weight = examples.weight / examples.weight.mean()
    out = np.zeros(len(examples.y))
    for k in sorted(set(fold.tolist())):
        at, held = np.flatnonzero(fold != k), np.flatnonzero(fold == k)
        twice = np.concatenate([at, at])
        label = np.repeat([1, 0], len(at))
        share = np.concatenate([examples.y[at], 1 - examples.y[at]]) * weight[twice]
        estimator = make()
        estimator.fit(both[twice], label, **{f"{estimator.steps[-1][0]}__sample_weight": share})
        p = np.clip(estimator.predict_proba(alone[held])[:, 1], 1e-9, 1 - 1e-9)
        out[held] = np.log(p / (1 - p))
    return out


def _beside(columns: Any, more: Floats) -> Any:
    """``columns`` with some more, sparse where they are."""
    return sparse.hstack([columns, more]).tocsr() if sparse.issparse(columns) else np.column_stack([columns, more])


def _figures(articles: Sequence[Labelled], at: Sequence[int], z: Floats) -> dict[str, float]:
    of_article = np.zeros(len(articles))
    of_article[at] = z
    every = figures_of(list(articles), of_article)
    return {name: every[name] for name in _TOLD}


def _left_out_corpora(examples: Examples, articles: Sequence[Labelled], at: Sequence[int]) -> dict[str, float]:
    """The AUC on each corpus by a fit that saw neither it nor any of its sources."""
    corpus = np.array([articles[i].corpus for i in at])
    source = np.array(examples.groups)
    out = {}
    for name in sorted(set(corpus)):
        held = corpus == name
        y = examples.truth[held]
        if len(set(y[~np.isnan(y)])) < 2:
            continue
        rest = np.flatnonzero(~np.isin(source, np.unique(source[held])))
        fitted = fit_pipeline(examples, "reliability", reliability.SETTINGS, rest)
        z = fitted.decision_function(examples.X[held])
        known = ~np.isnan(y)
        out[f"corpus never seen: AUC {name}"] = float(roc_auc_score(y[known], z[known]))
    return out


def _hedging(data: Path) -> dict[str, float]:
    rows = hedging.read_sentences(data)
    conll = rows.corpus == 0
    p = _black_box_of_text(rows.texts, rows.hedged, rows.folds)[conll]
    y = rows.hedged[conll]
    return {"hedging, tf-idf: F1": float(f1_score(y, p >= 0.5)), "hedging, tf-idf: AUC": float(roc_auc_score(y, p))}


def _loaded_sentences(data: Path) -> dict[str, float]:
    rows = agreed_rows(data)
    y = np.array([row["biased"] == "Biased" for row in rows])
    p = _black_box_of_text([row["text"] for row in rows], y, loaded_language.group_folds([r["outlet"] for r in rows]))
    return {
        "loaded wording, tf-idf, by outlet: macro F1": float(f1_score(y, p >= 0.5, average="macro")),
        "loaded wording, tf-idf, by outlet: AUC": float(roc_auc_score(y, p)),
    }


def _one_sided(data: Path) -> dict[str, float]:
    rows = list(read_rows(data / "hyperpartisan" / "byarticle-train.jsonl.gz"))
    y = np.array([bool(row["labels"]["hyperpartisan"]) for row in rows])
    pairs = loaded_language.group_folds([row["domain"] or row["id"] for row in rows])
    p = _black_box_of_text([row["text"] for row in rows], y, pairs, black_boxes.character_counts)
    return {
        "one-sided, tf-idf of characters: accuracy": float(accuracy_score(y, p > 0.5)),
        "one-sided, tf-idf of characters: AUC": float(roc_auc_score(y, p)),
    }


def _cue_words(data: Path) -> dict[str, float]:
    """How well words of speech and quotation marks alone tell which sentences are attributed."""
    speech = load_classes("attribution_cues")["speech"]
    out = {}
    for part in ("polnear-train", "polnear-dev"):
        all_told, all_truly = [], []
        for row in read_rows(data / "attribution" / f"{part}.jsonl.gz"):
            text = read_text(row["text"])
            told = np.zeros(text.n_sentences, dtype=np.bool_)
            told[text.token_sentence[text.where(speech)]] = True
            told[text.token_sentence[text.quoted]] = True
            all_told.append(told)
            all_truly.append(attributed(text, labelled_marks(row)))
        shares, numbers = (
            [[by(sentences) for sentences in every] for every in (all_told, all_truly)] for by in (np.mean, np.sum)
        )
        rule = "attributed sentences, words of speech and quotation marks"
        out[f"{rule}, {part}: F1"] = float(f1_score(np.concatenate(all_truly), np.concatenate(all_told)))
        out[f"share of attributed sentences, the same, {part}: correlation"] = float(np.corrcoef(shares)[0, 1])
        out[f"number of attributed sentences, the same, {part}: correlation"] = float(np.corrcoef(numbers)[0, 1])
    return out


def _black_box_of_text(texts: Sequence[str], y: NDArray[np.bool_], pairs: Sequence[Fold], *counts: Any) -> Floats:
    """(n,) out-of-fold probabilities by tf-idf of words and characters (or of ``counts``)."""
    columns = sparse.hstack(
        [count(texts) for count in counts or (black_boxes.word_counts, black_boxes.character_counts)]
    )
    columns = columns.tocsr()
    p = np.zeros(len(y))
    for train, test in pairs:
        p[test] = black_boxes.tf_idf().fit(columns[train], y[train]).predict_proba(columns[test])[:, 1]
    return p
