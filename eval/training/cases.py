"""Flags for which no labels exist, measured on cases in our own words (``eval/gate/cases``).

The code was mended on these same cases: the figures say that it does what it is meant to, and are no estimate of
how it fares on other articles. Half of the cases or more are negatives that look alike.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np

from scorer.article import Article, read_text_article
from scorer.eval.gate.flag_sample import VERDICTS, rates
from scorer.signals.attribution import signal as attribution
from scorer.signals.base import Document, Signal
from scorer.signals.headline import signal as headline
from scorer.signals.provenance import signal as provenance
from scorer.text import read_text

Case = dict[str, Any]


def fit(data: Path, models: Path) -> dict[str, Any]:
    """Precision and recall of each such flag, and what readers found of real ones; nothing is fitted or read."""
    unsupported = _measure(
        read_cases("headline_unsupported"),
        lambda case: "headline.unsupported" in raised(headline_article(case), headline.SIGNAL),
        lambda case: bool(case["unsupported"]),
    )
    flags = {}
    for flag in ("attribution.single_source", "attribution.anonymous"):
        flags[flag] = _measure(
            read_cases(flag.replace(".", "_")),
            functools.partial(lambda flag, case: flag in raised(Article(case["text"]), attribution.SIGNAL), flag),
            lambda case: bool(case["flag"]),
        )
    for kind in ("no_byline", "weak_byline", "no_date", "impossible_date"):
        flag = f"provenance.{kind}"
        flags[flag] = _measure(
            read_cases("provenance"),
            functools.partial(lambda flag, case: flag in raised(provenance_article(case), provenance.SIGNAL), flag),
            functools.partial(lambda kind, case: kind in case["flags"], kind),
        )
    told = {**flags, "headline.unsupported": unsupported}  # which flag is measured on real headlines too
    return {
        "figures": {f"{flag} {name}": found[name] for flag, found in told.items() for name in ("precision", "recall")},
        "flags": flags,
        "by_eye": {one.kind: [one.read, one.right] for one in rates(VERDICTS)},
    }


def read_cases(name: str) -> list[Case]:
    """The labelled cases of ``eval/gate/cases/<name>.jsonl``."""
    lines = (files("scorer.eval.gate") / "cases" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def headline_article(case: Case) -> Article:
    """The article of a case of ``headline_unsupported``."""
    return read_text_article(case["body"], title=case["title"])


def provenance_article(case: Case) -> Article:
    """The article of a case of ``provenance``: its own first and last lines around one of a few bodies."""
    text = "\n".join([*case["open"], provenance_bodies()[case["body"]], *case["close"]])
    return read_text_article(text, byline=case.get("byline"), published=case.get("published"), url=case.get("url"))


def raised(article: Article, signal: Signal) -> set[str]:
    """Ids of the flags that one signal raises on an article, every sentence of it taken for its body."""
    text = read_text(article.text)
    found = signal.find(Document(article, text, np.ones(text.n_sentences, dtype=np.bool_)))
    return {flag.id for flag in found.flags}


@functools.cache
def provenance_bodies() -> Mapping[str, str]:
    """The bodies that cases of ``provenance`` share, by name."""
    stored: dict[str, str] = json.loads(
        (files("scorer.eval.gate") / "cases" / "provenance_bodies.json").read_text(encoding="utf-8")
    )
    return stored


def _measure(cases: list[Case], found: Callable[[Case], bool], wanted: Callable[[Case], bool]) -> dict[str, Any]:
    pairs = [(found(case), wanted(case)) for case in cases]
    hits = sum(f and w for f, w in pairs)
    return {
        "precision": hits / max(1, sum(f for f, _ in pairs)),
        "recall": hits / max(1, sum(w for _, w in pairs)),
        "n": len(pairs),
        "data": "cases of our own (eval/gate/cases)",
        "how": "the code was mended on these cases",
    }
