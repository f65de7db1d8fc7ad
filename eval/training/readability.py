"""Asks textstat about the words that articles use, once, so that reading an article need not."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import textstat

from scorer.article import Article
from scorer.eval.training.articles import RELIABLE, Labelled, read_articles
from scorer.model.store import pack_strings, save_weights
from scorer.signals.base import Document
from scorer.signals.readability import signal
from scorer.text import read_text

MIN_ARTICLES = 4  # in which a word must stand to be worth storing
EVERY = 12  # of the articles, one in this many is measured by textstat too


def fit(data: Path, models: Path) -> dict[str, Any]:
    """Write ``readability.npz`` and return how well the measures agree with textstat's own."""
    articles = read_articles(data)
    seen: Counter[str] = Counter()
    for article in articles:
        text = read_text(article.text)
        seen.update({word.replace("’", "'") for word in text.lower if word[0].isalpha() and len(word) <= 30})
    words = sorted(word for word, n in seen.items() if n >= MIN_ARTICLES and "\n" not in word)
    save_weights(
        models,
        "readability",
        {"words": pack_strings(words), "facts": np.array([ask(word) for word in words], dtype=np.uint8)},
    )
    return {"figures": _agreement(articles[::EVERY]) | _flagged(articles), "flags": {}}


def ask(word: str) -> int:
    """What textstat says of a word, as :func:`scorer.signals.readability.signal.word_facts` gives it."""
    syllables = min(signal.SYLLABLES, max(1, int(textstat.syllable_count(word))))
    return syllables | (signal.UNLISTED if textstat.is_difficult_word(word, 0) else 0)


def _document(article: Labelled) -> Document:
    text = read_text(article.text)
    return Document(Article(article.text), text, np.ones(text.n_sentences, dtype=np.bool_))


def _agreement(articles: list[Labelled]) -> dict[str, float]:
    """Rank correlation and mean difference of each measure with textstat's."""
    pairs = []
    for article in articles:
        found = signal.measure(_document(article))
        if found is not None:
            pairs.append(
                (
                    (found.ease, found.grade, found.dale_chall),
                    (
                        textstat.flesch_reading_ease(article.text),
                        textstat.automated_readability_index(article.text),
                        textstat.dale_chall_readability_score(article.text),
                    ),
                )
            )
    ours, theirs = np.array([a for a, _ in pairs]), np.array([b for _, b in pairs])
    out = {}
    for i, name in enumerate(("flesch", "ari", "dale_chall")):
        rank_ours, rank_theirs = (np.argsort(np.argsort(values[:, i])) for values in (ours, theirs))
        out[f"{name}_rank_correlation"] = float(np.corrcoef(rank_ours, rank_theirs)[0, 1])
        out[f"{name}_median_difference"] = float(np.median(np.abs(ours[:, i] - theirs[:, i])))
    return out


def _flagged(articles: list[Labelled]) -> dict[str, float]:
    """Share of reliable sources' articles that each flag is raised on."""
    raised: Counter[str] = Counter()
    n = 0
    for article in articles:
        if article.quality is not None and article.quality >= RELIABLE:
            n += 1
            raised.update(flag.id for flag in signal.find(_document(article)).flags)
    return {f"{kind.id}_on_reliable": raised[kind.id] / n for kind in signal.SIGNAL.flags}
