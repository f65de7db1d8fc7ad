"""The texts that the junk model learns from, each with the label of its lines."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from scorer.article import Article
from scorer.eval.training.articles import read_rows
from scorer.eval.training.junk.generator import damage
from scorer.signals.base import Document
from scorer.text import read_text

SEED = 7
#: Whole pages as somebody would paste them, with a label for each line.
PAGES = ("pasted-pages", "pasted-daniel")
#: Clean articles drawn from each corpus.
CLEAN = ("sites-2023", "allsides", "polnear-train", "healthstory")
PER_CORPUS = 120
#: What lines of crops and of articles weigh next to those of pages.
ARTICLE_WEIGHT = 0.35
#: Lines of its page that a crop of an article takes with it, before and after.
CROPS = (0, 0, 1, 2, 4, 8, 16)


@dataclass(frozen=True, slots=True)
class Sample:
    """A text with the label of each of its lines: 1 furniture, 0 body, -1 not judged."""

    kind: str
    site: str
    document: Document
    label: np.ndarray
    weight: float


def page_samples(data: Path) -> list[Sample]:
    chance = random.Random(SEED)
    samples = []
    for page in (row for name in PAGES for row in read_rows(data / "pages" / f"{name}.jsonl.gz")):
        spans = []
        at = 0
        for line, label in page["lines"]:
            spans.append((at, {"body": 0, "boilerplate": 1}.get(label, -1)))
            at += len(line) + 1
        text = "\n".join(line for line, _ in page["lines"])
        site = page.get("domain") or page["id"]
        samples.append(sample("page", site, text, spans))
        body = [n for n, (_, label) in enumerate(spans) if label == 0]
        if body:  # the same as somebody would paste it who marked the article by hand, and a little more
            first, last = max(0, body[0] - chance.choice(CROPS)), min(len(spans), body[-1] + 1 + chance.choice(CROPS))
            lines = page["lines"][first:last]
            marks = [(offset - spans[first][0], label) for offset, label in spans[first:last]]
            samples.append(sample("crop", site, "\n".join(line for line, _ in lines), marks))
    return samples


def article_samples(data: Path) -> tuple[list[Sample], tuple[str, ...]]:
    """Clean articles, and the same with furniture put in at known places; and the titles of all of them."""
    chance = random.Random(SEED)
    drawn: list[Mapping[str, Any]] = []
    for corpus in CLEAN:
        rows = list(read_rows(data / "articles" / f"{corpus}.jsonl.gz"))
        drawn += chance.sample(rows, min(PER_CORPUS, len(rows)))
    titles = tuple(sorted({row["title"] for row in drawn if row["title"]}))
    samples = []
    for n, row in enumerate(drawn):
        site = row["domain"] or row["id"]
        samples.append(sample("clean", site, row["text"], [(0, 0)]))
        damaged = damage(row["text"], "page_furniture", n, titles)
        marks = [(0, 0)]
        for start, end in damaged.places:
            marks += [(start, 1), (end, 0)]
        samples.append(sample("furnished", site, damaged.text, marks))
    return samples, titles


def sample(kind: str, site: str, text: str, marks: Sequence[tuple[int, int]]) -> Sample:
    """``marks`` are (offset, label): the label holds from the offset to the next one."""
    read = read_text(text)
    document = Document(Article(text), read, np.ones(read.n_sentences, dtype=np.bool_))
    offsets, labels = np.array(marks).T
    label = labels[np.searchsorted(offsets, read.line_start, side="right") - 1]
    weight = len(label) ** -0.5 if kind == "page" else ARTICLE_WEIGHT * len(label) ** -0.5
    return Sample(kind, site, document, label, weight)
