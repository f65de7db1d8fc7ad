"""How alike the contexts of two values are, with the values themselves hidden.

For every two values of one kind in two articles: :data:`FEATURES`, from the words around both.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from scorer.comparison.limits import COMPARISON_LIMITS
from scorer.comparison.reading import ReadArticle, Value
from scorer.comparison.words import STOPS, rarity
from scorer.types import Bools, Floats, Ints

#: What is computed of a pair, and what it means.
FEATURES = {
    "near": "the same words close by",
    "sentence": "sentences alike",
    "around": "neighbouring sentences alike",
    "unit": "the same words in the unit",
    "head": "the same unit",
    "left": "the same word before",
    "right": "the same word after",
    "names": "the same names in the sentence",
    "other_names": "other names in the sentence",
    "key": "the same event word",
    "other_key": "another event word",
    "rivals": "how many values could be meant",
    "lead": "both near the beginning",
    "best": "each is the best match of the other",
    "scope": "another scope word in one only",
    "apart": "published on different days",
}
_SCOPE = frozenset(
    "hardest-hit worst-hit other another more additional further extra separate previous earlier former first "
    "second each every per total combined average".split()
)
_KEYS = frozenset(
    "won beat lost fell rose grew began held took gave made left came went met spoke ran shot born sent paid "
    "bought sold found told wrote hurt dead die dies killed killing deaths death injuries force sign signing "
    "ratification approval meet arrested vote took built kept cut hit end ends begin begins".split()
)
#: One name for the forms of a verb that no ending explains.
_LEMMAS = {
    form: lemma
    for lemma, forms in {
        "fall": "fell falls falling fallen", "rise": "rose rises rising risen", "win": "won wins winning",
        "beat": "beats beating beaten", "lose": "lost loses losing", "grow": "grew grows growing grown",
        "begin": "began begun begins beginning", "hold": "held holds holding", "take": "took takes taking taken",
        "give": "gave gives giving given", "come": "came comes coming", "go": "went goes gone",
        "meet": "met meets meeting",
        "speak": "spoke speaks speaking spoken", "run": "ran runs running", "shoot": "shot shoots shooting",
        "bear": "born", "send": "sent sends sending", "pay": "paid pays paying", "buy": "bought buys buying",
        "sell": "sold sells selling", "find": "found finds finding", "write": "wrote writes written",
        "die": "died dies dead death deaths", "kill": "killed kills killing", "end": "ends ended ending",
        "build": "built builds building", "keep": "kept keeps keeping", "hit": "hits hitting",
    }.items()
    for form in (lemma, *forms.split())
}  # fmt: skip
_NO_KEYS = frozenset(
    "united scheduled expected supposed based related estimated reported hundred alleged armed".split()
)


@dataclass(frozen=True, eq=False)
class Pairs:
    """Values of one kind and their pairs: ``a``, ``b`` (n,) index into ``values``; ``x`` (n, n_features)."""

    values: list[Value]
    a: Ints
    b: Ints
    x: Floats


def event_key(one: ReadArticle, value: Value) -> tuple[str, int]:
    """The stem of the event word closest to a value in its sentence, and its token; ("", -1) where there is none."""
    lo, hi = one.sentence_tokens(value.sentence)
    before = range(value.first - 1, max(lo, value.first - COMPARISON_LIMITS.reach_before) - 1, -1)
    for t in (*before, *range(value.last, min(hi, value.last + COMPARISON_LIMITS.reach_after))):
        word = one.text.lower[t]
        if word in _KEYS or word in _LEMMAS or (word.endswith("ed") and len(word) > 4 and word not in _NO_KEYS):
            return _LEMMAS.get(word) or one.stems[t] or word, t
    return "", -1


def pairs_of(articles: Sequence[ReadArticle], kind: str) -> Pairs:
    """The pairs of like values of ``kind`` from different articles, with their features."""
    values = [value for one in articles for value in one.values if value.kind == kind]
    if len(values) > COMPARISON_LIMITS.most_pairs:
        share = max(20, COMPARISON_LIMITS.most_pairs // max(1, len(articles)))
        values = [v for one in articles for v in [v for v in one.values if v.kind == kind][:share]]
    by_index = {one.index: one for one in articles}
    n = len(values)
    if n < 2:
        return Pairs(values, np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros((0, len(FEATURES))))
    taken = {one.index: _taken(one) for one in articles}
    near, sentence, around, names = [], [], [], []
    keys, lefts, rights, scopes, leads = [], [], [], [], []
    for value in values:
        one = by_index[value.article]
        lo, hi = one.sentence_tokens(value.sentence)
        covered = taken[value.article]
        close: dict[str, float] = {}
        whole: dict[str, float] = {}
        called: dict[str, float] = {}
        for t in range(lo, hi):
            word = one.stems[t]
            if not word or value.first <= t < value.last or covered[t]:
                continue
            distance = value.first - t if t < value.first else t - value.last + 1
            weight = float(one.weights[t])
            close[word] = max(close.get(word, 0.0), weight * float(np.exp(-distance / COMPARISON_LIMITS.decay)))
            whole[word] = weight
            if one.text.is_capital[t] and t > lo:
                called[word] = weight
        near.append(close)
        sentence.append(whole)
        names.append(called)
        n_sentences = one.text.n_sentences
        span = dict(whole)
        for s in (value.sentence - 1, value.sentence + 1):
            if 0 <= s < n_sentences:
                for t in range(*one.sentence_tokens(s)):
                    if one.stems[t]:
                        span.setdefault(one.stems[t], float(one.weights[t]))
        around.append(span)
        keys.append(event_key(one, value)[0])
        left = one.text.lower[value.first - 1] if value.first > lo else ""
        right = one.text.lower[value.last] if value.last < hi else ""
        left, right = (word if word[:1].isalnum() else "" for word in (left, right))
        if kind == "date" and value.date and value.date.precision != "weekday":  # "on" says nothing
            left, right = ("" if word in STOPS else word for word in (left, right))
        lefts.append(left)
        rights.append(right)
        window = one.text.lower[max(lo, value.first - 4) : min(hi, value.last + 3)]
        tail = one.text.lower[value.last : min(hi, value.last + 14)]
        scopes.append(bool(_SCOPE.intersection(window)) or "more" in tail or "alone" in tail)
        leads.append(value.sentence < 5)
    article = np.array([value.article for value in values])
    mask = (article[:, None] != article[None, :]) & np.triu(np.ones((n, n), dtype=bool), 1)
    units = [_unit_vector(value) for value in values]
    unit = _cosines(units)
    head = _equal([value.figure.unit[-1] if value.figure and value.figure.unit else "" for value in values], blank=True)
    if kind == "figure":
        mask &= head | (unit > 0.3)
    else:  # when an article was written says nothing of when something happened
        mask &= _equal([value.date.role if value.date else "" for value in values])
    near_cos = _cosines(near)
    competing = (head if kind == "figure" else _equal([_precision(value) for value in values])).astype(float)
    rivals = np.zeros((n, n))
    same_article = article[:, None] == article[None, :]
    count = np.log((competing * same_article).sum(1).clip(1))
    rivals = count[:, None] + count[None, :]
    key_equal, key_known = _equal(keys), _known(keys)
    names_cos = _cosines(names)
    has_names = np.array([bool(x) for x in names])
    sentence_cos = _cosines(sentence)
    score = near_cos + 0.5 * sentence_cos + 0.3 * unit + 0.3 * key_equal
    days = {one.index: one.published.toordinal() if one.published else 0 for one in articles}
    published = np.array([days[value.article] for value in values])
    both_dated = (published[:, None] > 0) & (published[None, :] > 0)
    columns = {
        "near": near_cos,
        "sentence": sentence_cos,
        "around": _cosines(around),
        "unit": unit,
        "head": head,
        "left": _equal(lefts),
        "right": _equal(rights),
        "names": names_cos,
        "other_names": (names_cos == 0) & has_names[:, None] & has_names[None, :],
        "key": key_equal,
        "other_key": key_known[:, None] & key_known[None, :] & ~key_equal,
        "rivals": rivals,
        "lead": np.array(leads)[:, None] & np.array(leads)[None, :],
        "best": _mutual_best(np.where(mask | mask.T, score, -1.0), article),
        "scope": np.array(scopes)[:, None] ^ np.array(scopes)[None, :],
        "apart": both_dated & (published[:, None] != published[None, :]),
    }
    a, b = mask.nonzero()
    x = np.stack([np.asarray(columns[name], dtype=np.float64)[a, b] for name in FEATURES], axis=1)
    return Pairs(values, a, b, x)


def _taken(one: ReadArticle) -> Bools:
    covered = np.zeros(len(one.text.tokens), dtype=bool)
    for value in one.values:
        if value.kind in ("date", "figure"):
            covered[value.first : value.first + 1] = True
            if value.kind == "date":
                covered[value.first : value.last] = True
    return covered


def _unit_vector(value: Value) -> dict[str, float]:
    if value.figure is None:
        return {}
    return {word: rarity(word) + 0.5 if word.isalpha() else 3.0 for word in value.figure.unit}


def _precision(value: Value) -> str:
    return value.date.precision if value.date else ""


def _cosines(vectors: Sequence[dict[str, float]]) -> Floats:
    """(n, n) the cosines of sparse vectors. Only words that several of them hold have a column."""
    n = len(vectors)
    norms = np.array([sum(w * w for w in vector.values()) ** 0.5 or 1.0 for vector in vectors], dtype=np.float32)
    counts = Counter(word for vector in vectors for word in vector)
    column = {word: i for i, word in enumerate(sorted(word for word, times in counts.items() if times > 1))}
    matrix = np.zeros((n, max(1, len(column))), dtype=np.float32)
    for i, vector in enumerate(vectors):
        for word, weight in vector.items():
            if word in column:
                matrix[i, column[word]] = weight
    matrix /= norms[:, None]
    # The order of articles must change nothing, not even a last digit.
    return np.asarray(np.round((matrix @ matrix.T).astype(np.float64), 4))


def _equal(words: Sequence[str], blank: bool = False) -> Bools:
    numbers = {word: i for i, word in enumerate(dict.fromkeys(words))}
    codes = np.array([numbers[word] if word or blank else -1 - i for i, word in enumerate(words)])
    return np.asarray(codes[:, None] == codes[None, :])


def _known(words: Sequence[str]) -> Bools:
    return np.array([bool(word) for word in words])


def _mutual_best(score: Floats, article: Ints) -> Bools:
    """(n, n) whether each is the other's best match in its article."""
    best = np.zeros(score.shape, dtype=bool)
    for other in np.unique(article):
        at = (article == other).nonzero()[0]
        top = score[:, at].max(1)
        best[:, at] = (score[:, at] >= top[:, None] - 1e-9) & (score[:, at] > 0)
    return best & best.T
