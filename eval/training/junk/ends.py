"""How seldom each word ends a sentence (part of ``models/junk.npz``): where a line has no full stop, such a word shows
that the text was cut off there and that the writer did not just forget it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from scorer.eval.training.articles import read_rows
from scorer.model.store import pack_strings
from scorer.text import read_text

#: Corpora that the flags of cut-off text are not measured on.
CORPORA = ("buzzfeed-2016", "polnear-train", "healthrelease", "fa-kes", "snopes-312")
#: Sentences with this many tokens, and words that are in them so often.
MIN_TOKENS, MIN_COUNT = 10, 40
#: Words that end sentences at least so seldom are kept, as log-odds next to the average word.
KEPT = -1.0
#: This many sentences are added to each word's, ended at the average rate.
PRIOR = 4.0


def fit_ends(data: Path) -> dict[str, np.ndarray]:
    """``end_words`` (packed strings) and ``end_odds`` (n_words,), float32: lower-case words only."""
    texts = (row["text"] for corpus in CORPORA for row in read_rows(data / "articles" / f"{corpus}.jsonl.gz"))
    odds = {word: value for word, value in _log_odds(texts).items() if value <= KEPT}
    words = sorted(odds)
    return {"end_words": pack_strings(words), "end_odds": np.array([odds[word] for word in words], dtype=np.float32)}


def _log_odds(texts: Iterable[str]) -> dict[str, float]:
    ending: Counter[str] = Counter()
    inside: Counter[str] = Counter()
    for raw in texts:
        text = read_text(raw)
        small = [
            word if not capital else "" for word, capital in zip(text.lower, text.is_capital.tolist(), strict=True)
        ]
        for first, last in zip(text.sentence_token[:-1].tolist(), text.sentence_token[1:].tolist(), strict=True):
            if last - first >= MIN_TOKENS and text.tokens[last - 1] in ".!?":
                ending[small[last - 2]] += 1
                inside.update(small[first : last - 2])
    rate = ending.total() / (ending.total() + inside.total())
    average = np.log(rate / (1 - rate))
    found = {}
    for word, n in inside.items():
        if word.isalpha() and n + ending[word] >= MIN_COUNT:
            ends = ending[word] + PRIOR * rate
            found[word] = float(np.log(ends / (n + PRIOR * (1 - rate))) - average)
    return found
