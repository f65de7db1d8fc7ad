"""Precision and recall of every kind of junk flag: junk of our own put into clean articles, and the same without."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np

from scorer.article import Article
from scorer.eval.training.articles import read_rows
from scorer.eval.training.junk.generator import KINDS, damage
from scorer.signals.base import Document, Flag
from scorer.signals.registry import JUNK
from scorer.text import read_text

SEED = 23
#: Other articles than the fit is likely to have drawn: its corpora, and two that it never reads.
CORPORA = ("sites-2023", "allsides", "healthstory", "polnear-dev", "hyperpartisan-train")
PER_CORPUS = 40
CLEAN_PER_CORPUS = 120
MIN_WORDS = 120


def measure_flags(data: Path) -> dict[str, dict[str, Any]]:
    """For each kind: how much of the junk put in is flagged at its place, and how many of the flags are of such junk.

    A flag of the kind on the untouched article counts as wrong, although some of it is furniture that the corpus
    left in: precision is a lower bound.
    """
    chance = random.Random(SEED)
    rows = [row for corpus in CORPORA for row in _sample(data, corpus, PER_CORPUS, chance)]
    titles = tuple(sorted({row["title"] for row in rows if row["title"]}))
    wrong: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for n, row in enumerate(rows):
        wrong.update({flag.id for flag in _flags(row["text"]) if flag.severity != "low"})
        for kind in KINDS:
            damaged = damage(row["text"], kind, SEED + n, titles)
            ids = {
                flag.id
                for flag in _flags(damaged.text)
                if flag.span and any(flag.span[0] < end and flag.span[1] > start for start, end in damaged.places)
            }
            right[f"junk.{kind}"] += f"junk.{kind}" in ids
    return {
        f"junk.{kind}": {
            "precision": right[f"junk.{kind}"] / max(1, right[f"junk.{kind}"] + wrong[f"junk.{kind}"]),
            "recall": right[f"junk.{kind}"] / len(rows),
            "n": len(rows),
            "data": "articles/" + ", ".join(CORPORA),
            "how": "junk of our own generator put into each article once; flags of medium or high severity on the "
            "untouched articles count as wrong",
        }
        for kind in KINDS
    }


def flagged_as_they_are(data: Path) -> dict[str, float]:
    """The share of each corpus's articles, as they are, with a junk flag of medium or high severity.

    Many of these flags are right: corpora keep furniture. They bound from above how often a clean article is flagged.
    """
    chance = random.Random(SEED)
    shares = {}
    for corpus in CORPORA:
        rows = _sample(data, corpus, CLEAN_PER_CORPUS, chance)
        shares[corpus] = sum(any(f.severity != "low" for f in _flags(row["text"])) for row in rows) / len(rows)
    return shares


def _sample(data: Path, corpus: str, number: int, chance: random.Random) -> list[dict[str, Any]]:
    rows = [r for r in read_rows(data / "articles" / f"{corpus}.jsonl.gz") if len(r["text"].split()) >= MIN_WORDS]
    return chance.sample(rows, min(number, len(rows)))


def _flags(text: str) -> list[Flag]:
    read = read_text(text)
    return list(JUNK.find(Document(Article(text), read, np.ones(read.n_sentences, dtype=np.bool_))).flags)
