"""Document frequencies of stems over the labelled articles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import numpy as np

from scorer.comparison.words import inverse_frequency, stemmed
from scorer.model.store import pack_strings
from scorer.text import read_text

#: Stems in fewer articles than this are as rare as those never seen.
LEAST = 4


def fit_rarity(texts: Iterable[str]) -> dict[str, np.ndarray]:
    """The arrays ``words``, ``idf`` and ``idf_unseen`` of models/compare.npz."""
    counts: Counter[str] = Counter()
    n = 0
    for raw in texts:
        n += 1
        counts.update({stemmed(word) for word in read_text(raw).distinct})
    del counts[""]
    kept = sorted(word for word, times in counts.items() if times >= LEAST and "\n" not in word)
    return {
        "words": pack_strings(kept),
        "idf": np.array([inverse_frequency(n, counts[word]) for word in kept], dtype=np.float16),
        "idf_unseen": np.array(inverse_frequency(n, 1), dtype=np.float32),
    }
