"""Fits what tells opinion from reporting, on articles whose address names the section they ran in."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold

from scorer.article import read_text_article
from scorer.eval.training.articles import NOT_ARTICLES_OF_PRACTICE, read_rows
from scorer.model.store import pack_strings, save_weights
from scorer.pipeline import examine
from scorer.scoring.kind import FEATURES
from scorer.signals.registry import FEATURES as OFFERED
from scorer.types import Floats

_C = 0.01  # chosen among 0.01, 0.03 and 0.1 by folds over outlets
_FOLDS = 5
_OPINION = re.compile(
    r"/(opinions?|commentary|editorials?|op-?ed|columns?|columnists?|blogs?|comment|commentisfree|perspectives?|views?"
    r"|voices)(/|$|-)",
    re.I,
)
_NEWS = re.compile(r"/(news|politics|us|world|business|local|national|story|article)(/|$)", re.I)
#: Articles of news agencies and newspapers without an address, annotated as news.
_REPORTS = ("polnear-train", "polnear-dev")
_LEFT_OUT = (*NOT_ARTICLES_OF_PRACTICE, "gossipcop-2018")


def fit(data: Path, models: Path) -> dict[str, Any]:
    """Cross-validate over outlets, measure on experts' genres, fit on all, and write ``kind.npz``."""
    names = [name for name in FEATURES if name in OFFERED]
    rows, opinion, outlets, corpora = _labelled(data, names)
    held = np.zeros(len(opinion))
    for train, test in GroupKFold(_FOLDS).split(rows, opinion, outlets):
        held[test] = _decision(_fit(rows[train], opinion[train]), rows[test])
    fitted = _fit(rows, opinion)
    save_weights(models, "kind", {"names": pack_strings(names), **fitted})
    genres, is_opinion = _genres(data, names)
    allsides = corpora == "allsides"
    return {
        "figures": {
            "articles": len(opinion),
            "opinion against news sections, by outlet: AUC": float(roc_auc_score(opinion, held)),
            "the same on allsides: AUC": float(roc_auc_score(opinion[allsides], held[allsides])),
            "experts' genres, another corpus: AUC": float(roc_auc_score(is_opinion, _decision(fitted, genres))),
        },
        "flags": {},
    }


def _fit(rows: Floats, opinion: NDArray[np.bool_]) -> dict[str, NDArray[Any]]:
    usual = np.nanmedian(rows, axis=0)
    low, high = np.nanpercentile(rows, [2, 98], axis=0)
    filled = np.clip(np.where(np.isnan(rows), usual, rows), low, high) - usual
    spread = np.maximum(filled.std(axis=0), 1e-9)
    model = LogisticRegression(C=_C, max_iter=1000, class_weight="balanced").fit(filled / spread, opinion)
    return {"usual": usual, "low": low, "high": high, "weight": model.coef_[0] / spread, "intercept": model.intercept_}


def _decision(fitted: dict[str, NDArray[Any]], rows: Floats) -> Floats:
    usual = fitted["usual"]
    filled = np.clip(np.where(np.isnan(rows), usual, rows), fitted["low"], fitted["high"]) - usual
    return np.asarray(filled @ fitted["weight"] + fitted["intercept"][0])


def _labelled(data: Path, names: list[str]) -> tuple[Floats, NDArray[np.bool_], list[str], NDArray[np.str_]]:
    rows, opinion, outlets, corpora = [], [], [], []
    for path in sorted((data / "articles").glob("*.jsonl.gz")):
        for row in read_rows(path):
            is_opinion = _OPINION.search(row["url"] or "") is not None
            known = is_opinion or _NEWS.search(row["url"] or "") is not None or row["corpus"] in _REPORTS
            if not known or row["corpus"] in _LEFT_OUT:
                continue
            values = _features(row, names)
            if values is not None:
                rows.append(values)
                opinion.append(is_opinion)
                outlets.append(row["domain"] or row["corpus"])
                corpora.append(row["corpus"])
    return np.array(rows), np.array(opinion), outlets, np.array(corpora)


def _genres(data: Path, names: list[str]) -> tuple[Floats, NDArray[np.bool_]]:
    rows, opinion = [], []
    for row in read_rows(data / "persuasion" / "semeval.jsonl.gz"):
        values = _features(row, names) if row["genre"] in ("opinion", "reporting") else None
        if values is not None:
            rows.append(values)
            opinion.append(row["genre"] == "opinion")
    return np.array(rows), np.array(opinion)


def _features(row: dict[str, Any], names: list[str]) -> list[float] | None:
    seen = examine(read_text_article(row["text"], title=row.get("title") or None), features_only=True)
    if seen.reason is not None:
        return None
    values = seen.features()
    return [np.nan if (v := values[name]) is None else v for name in names]
