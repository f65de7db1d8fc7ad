"""Fits which words are loaded on the spans that experts marked (SemEval-2020 task 11, SemEval-2023 task 3).

A word is known by itself, its vector, its spelling and the lists it is on, by the words next to it, and by what the
model of sentences says. All of it folds into a few numbers a word. Only weights are kept, no text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, roc_auc_score

from scorer.article import Article, read_text_article
from scorer.eval.training.articles import read_rows
from scorer.eval.training.loaded_language.fit import article_texts, vocabulary
from scorer.eval.training.loaded_language.word_fit import Words
from scorer.eval.training.wording import both_apostrophes, plain
from scorer.model.store import save_weights
from scorer.signals.attribution.reported_speech import reported_tokens
from scorer.signals.base import Document
from scorer.signals.junk.signal import body_sentences
from scorer.signals.loaded_language.flags import loaded_places
from scorer.signals.loaded_language.judgement import LoadedModel, load_model, read
from scorer.signals.loaded_language.spans import N_CONTEXT, N_OUTPUTS, Marked, context, names
from scorer.signals.ngrams import pack_ngrams
from scorer.signals.registry import ATTRIBUTION, JUNK
from scorer.text import read_text
from scorer.text.contractions import spelled_out
from scorer.types import Bools, Floats, Ints

#: Chosen by folds over articles; half or twice as much of any changes the average precision by less than 0.005.
_C, _OWN, _BESIDE, _VECTORS, _SPELLING = 0.1, 0.7, 0.4, 2.0, 1.0
_LEAST_OWN, _LEAST_BESIDE = 3, 5  # places of a word that has a weight of its own, and as a neighbour
_FOLDS = 5
#: Words that nobody marked are plenty: this many of them are read.
_MOST_UNMARKED = 60_000
#: Press releases of hospitals and universities, of which every word counts as unmarked: without them the vectors would
#: take every word of the body and its diseases for a loaded one. This many are read, and this many of their words.
_PLAIN_TEXTS, _PLAIN_WORDS = 120, 8_000
_NAME = "#"  # stands for a name, a number or a mark made of no letters next to a word
LOADED = frozenset(("Loaded_Language",))
NAME_CALLING = frozenset(("Name_Calling-Labeling", "Name_Calling,Labeling"))


@dataclass(frozen=True, slots=True)
class Tokens:
    """All words of the marked articles, one after another.

    Attributes
    ----------
    word : each token in lower case, "" where it is a name or no word; before, after : its neighbours likewise.
    dense : (n_tokens, N_CONTEXT) as the signal reads it.
    kept : (n_tokens,) words of the body.
    own : (n_tokens,) of the article's own wording.
    article, sentence : (n_tokens,) the article's number and the sentence's over all articles.
    loaded, name_calling, marked : (n_tokens,) inside such a span, and inside a span of any technique.
    """

    word: list[str]
    before: list[str]
    after: list[str]
    dense: Floats
    kept: Bools
    own: Bools
    article: Ints
    sentence: Ints
    loaded: Bools
    name_calling: Bools
    marked: Bools


def fit(data: Path, models: Path) -> dict[str, Any]:
    """Cross-validate over articles, fit on all, and write ``loaded_spans.npz``."""
    tokens = read_tokens(read_rows(data / "persuasion" / "semeval.jsonl.gz"))
    releases = islice(read_rows(data / "articles" / "healthrelease.jsonl.gz"), _PLAIN_TEXTS)
    plain_tokens = read_tokens({**row, "techniques": []} for row in releases)
    design = Design(vocabulary(data, article_texts(data))[0]).fit(tokens)
    X = design.transform(tokens)
    unmarked = np.random.default_rng(1).permutation(np.flatnonzero(plain_tokens.kept))[:_PLAIN_WORDS]
    unloaded = design.transform(plain_tokens)[np.sort(unmarked)]
    fold = np.random.default_rng(0).integers(0, _FOLDS, int(tokens.article.max()) + 1)[tokens.article]
    held, held_names = np.full(len(tokens.word), -9.0), np.zeros(len(tokens.word))
    for k in range(_FOLDS):
        at = np.flatnonzero(fold == k)
        held[at] = _fit_loaded(X, tokens, fold != k, unloaded).decision_function(X[at])
        held_names[at] = _fit_name_calling(X, tokens, fold != k).decision_function(X[at])
    right = _calibration(tokens, held)
    save_weights(
        models,
        "loaded_spans",
        design.arrays(
            _fit_loaded(X, tokens, np.ones(len(fold), dtype=np.bool_), unloaded),
            _fit_name_calling(X, tokens, np.ones(len(fold), dtype=np.bool_)),
        )
        | {"right": np.array(right)},
    )
    places = _place_figures(data, held, held_names)
    return {"figures": _figures(tokens, held, held_names) | places, "flags": {}}


def document(row: dict[str, Any]) -> Document:
    """A labelled text as the signal sees it."""
    article: Article = read_text_article(row["text"], title=row.get("title"))
    text = read_text(article.text)
    whole = Document(article, text, np.ones(text.n_sentences, dtype=np.bool_), features_only=True)
    spelled = spelled_out(text)
    body = Document(article, spelled, body_sentences(whole, JUNK.find(whole)), features_only=True)
    return replace(body, reported=reported_tokens(spelled, ATTRIBUTION.find(body)))


def _context(seen: Document, model: LoadedModel) -> Floats:
    return context(seen, read(seen.text, seen.own_wording, model, seen.body_token), model)


def read_tokens(rows: Iterable[dict[str, Any]]) -> Tokens:
    """Every word of some articles with marked spans."""
    loaded_model = load_model()
    columns: dict[str, list[Any]] = {name: [] for name in Tokens.__slots__}
    sentences = 0
    for number, row in enumerate(rows):
        seen = document(row)
        text = seen.text
        lower = [plain(token) for token in text.lower]
        letters = np.array([token[0].isalpha() for token in lower], dtype=np.bool_)
        plain_word = letters & ~names(text)
        word = [token if is_plain else "" for token, is_plain in zip(lower, plain_word.tolist(), strict=True)]
        beside = [w or (_NAME if is_word else token) for w, is_word, token in zip(word, letters, lower, strict=True)]
        together = text.token_sentence[1:] == text.token_sentence[:-1]
        columns["word"] += word
        columns["before"] += ["", *(w if t else "" for w, t in zip(beside[:-1], together, strict=True))]
        columns["after"] += [*(w if t else "" for w, t in zip(beside[1:], together, strict=True)), ""]
        columns["dense"].append(_context(seen, loaded_model))
        columns["kept"].append(text.is_word & seen.body_token & letters)
        columns["own"].append(seen.own_wording & text.is_word & seen.body_token)
        columns["article"].append(np.full(len(lower), number))
        columns["sentence"].append(text.token_sentence + sentences)
        sentences += text.n_sentences
        for name, kinds in (("loaded", LOADED), ("name_calling", NAME_CALLING), ("marked", None)):
            columns[name].append(_inside(row["techniques"], kinds, text.token_start, text.token_end))
    joined: dict[str, Any] = {
        name: found if isinstance(found[0], str) else np.concatenate(found) for name, found in columns.items()
    }
    return Tokens(**joined)


def _inside(spans: Sequence[Sequence[Any]], kinds: Collection[str] | None, start: Ints, end: Ints) -> Bools:
    out = np.zeros(len(start), dtype=np.bool_)
    for kind, first, last in spans:
        if kinds is None or kind in kinds:
            out |= (start < last) & (end > first)
    return out


class Design:
    """Columns of a word: itself, its neighbours, its context, its vector and its spelling."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.own: dict[str, int] = {}
        self.before: dict[str, int] = {}
        self.after: dict[str, int] = {}

    def fit(self, tokens: Tokens) -> Design:
        self.own = _often(tokens.word, _LEAST_OWN)
        self.before, self.after = _often(tokens.before, _LEAST_BESIDE), _often(tokens.after, _LEAST_BESIDE)
        return self

    def transform(self, tokens: Tokens) -> sparse.csr_matrix:
        rows = np.array([self.words.row.get(word, -1) for word in tokens.word])
        known = sparse.diags((rows >= 0).astype(np.float32))
        blocks = [
            _one_hot(tokens.word, self.own) * _OWN,
            _one_hot(tokens.before, self.before) * _BESIDE,
            _one_hot(tokens.after, self.after) * _BESIDE,
            sparse.csr_matrix(tokens.dense),
            known @ sparse.csr_matrix(self.words.vectors.astype(np.float32)[np.maximum(rows, 0)] * _VECTORS),
            known @ self.words.spelling[np.maximum(rows, 0)] * _SPELLING,
        ]
        return sparse.hstack(blocks).tocsr().astype(np.float32)

    def arrays(self, loaded: LogisticRegression, names: LogisticRegression) -> dict[str, NDArray[Any]]:
        """What the signal reads: four weights a word, and the rest."""
        own, before, after, dense = self._folded(loaded.coef_[0])
        own_names = self._folded(names.coef_[0])[0]
        table: dict[tuple[str, ...], list[float]] = {}
        for word in sorted({*own, *before, *after, *own_names} - {_NAME}):
            outputs = [w.get(word, 0.0) for w in (own, before, after, own_names)]
            if any(abs(output) >= 0.01 for output in outputs):
                table[(word,)] = outputs
        assert len(next(iter(table.values()))) == N_OUTPUTS
        spelled = both_apostrophes(table)
        return {
            **pack_ngrams({gram[0]: weights for gram, weights in spelled.items()}, {}),
            "dense": dense,
            "beside_name": np.array([before.get(_NAME, 0.0), after.get(_NAME, 0.0)]),
            "intercept": loaded.intercept_,
            "name_calling": names.intercept_,
        }

    def _folded(self, weights: Floats) -> tuple[dict[str, float], dict[str, float], dict[str, float], Floats]:
        """Weights by word of itself, of it before and of it after a word; of the context."""
        parts = np.split(weights, np.cumsum([len(self.own), len(self.before), len(self.after), N_CONTEXT, 300]))
        of_words = self.words.vectors @ parts[4] * _VECTORS + self.words.spelling @ parts[5] * _SPELLING
        own = dict(zip(self.words.words, of_words.tolist(), strict=True))
        for word, i in self.own.items():
            own[word] = own.get(word, 0.0) + float(parts[0][i]) * _OWN
        before = {word: float(parts[1][i]) * _BESIDE for word, i in self.before.items()}
        after = {word: float(parts[2][i]) * _BESIDE for word, i in self.after.items()}
        return own, before, after, parts[3]


def _often(words: Sequence[str], least: int) -> dict[str, int]:
    counts = Counter(words)
    return {word: i for i, word in enumerate(sorted(w for w, n in counts.items() if w and n >= least))}


def _one_hot(words: Sequence[str], columns: dict[str, int]) -> sparse.csr_matrix:
    rows = [i for i, word in enumerate(words) if word in columns]
    cells = (rows, [columns[words[i]] for i in rows])
    return sparse.csr_matrix((np.ones(len(rows)), cells), shape=(len(words), len(columns)))


def _fit_loaded(X: sparse.csr_matrix, tokens: Tokens, rows: Bools, unloaded: sparse.csr_matrix) -> LogisticRegression:
    at = np.flatnonzero(tokens.kept & rows)
    unmarked = np.random.default_rng(0).permutation(at[~tokens.loaded[at]])[:_MOST_UNMARKED]
    at = np.sort(np.concatenate([at[tokens.loaded[at]], unmarked]))
    loaded = np.concatenate([tokens.loaded[at], np.zeros(unloaded.shape[0], dtype=np.bool_)])
    return LogisticRegression(C=_C, max_iter=100, tol=1e-3).fit(sparse.vstack([X[at], unloaded]).tocsr(), loaded)


def _fit_name_calling(X: sparse.csr_matrix, tokens: Tokens, rows: Bools) -> LogisticRegression:
    """Of words inside either kind of span: which of the two it is."""
    at = np.flatnonzero(tokens.kept & rows & (tokens.loaded != tokens.name_calling))
    return LogisticRegression(C=_C, max_iter=100, tol=1e-3).fit(X[at], tokens.name_calling[at])


def _calibration(tokens: Tokens, held: Floats) -> tuple[float, float]:
    """Slope and shift from the log-odds of a word of the article's own wording to those of any technique there."""
    at = np.flatnonzero(tokens.kept & tokens.own & (held > -1.5))
    fitted = LogisticRegression().fit(held[at, None], tokens.marked[at])
    return float(fitted.coef_[0, 0]), float(fitted.intercept_[0])


def _figures(tokens: Tokens, held: Floats, held_names: Floats) -> dict[str, float]:
    kept = tokens.kept
    n = int(tokens.sentence.max()) + 1
    most = np.full(n, -9.0)
    np.maximum.at(most, tokens.sentence[kept], held[kept])
    loaded = np.bincount(tokens.sentence, weights=tokens.loaded, minlength=n) > 0
    either = kept & (tokens.loaded != tokens.name_calling)
    return {
        "articles": int(tokens.article.max()) + 1,
        "words: AUC": float(roc_auc_score(tokens.loaded[kept], held[kept])),
        "words: average precision": float(average_precision_score(tokens.loaded[kept], held[kept])),
        "sentences by their most loaded word: AUC": float(roc_auc_score(loaded, most)),
        "name-calling against other loaded words: AUC": float(
            roc_auc_score(tokens.name_calling[either], held_names[either])
        ),
    }


def _place_figures(data: Path, held: Floats, held_names: Floats) -> dict[str, float]:
    """Of the places that the signal would flag by the held-out log-odds, how many overlap experts' spans, and how many
    of their spans of loaded language it finds."""
    model = load_model()
    begin = flagged = on_loaded = on_any = spans = found = 0
    for row in read_rows(data / "persuasion" / "semeval.jsonl.gz"):
        seen = document(row)
        text = seen.text
        end = begin + len(text.tokens)
        marked = Marked(np.where(text.is_word & seen.body_token, held[begin:end], -9.0), held_names[begin:end])
        begin = end
        places = loaded_places(seen, read(text, seen.own_wording, model), marked)
        told = [(int(text.token_start[p.first]), int(text.token_end[p.last])) for p in places]
        every = [(first, last) for _, first, last in row["techniques"]]
        loaded = [(first, last) for kind, first, last in row["techniques"] if kind in LOADED]
        flagged += len(told)
        on_any += sum(_overlaps(place, every) for place in told)
        on_loaded += sum(_overlaps(place, loaded) for place in told)
        spans += len(loaded)
        found += sum(_overlaps(span, told) for span in loaded)
    return {
        "flagged places": flagged,
        "flagged places on loaded language": on_loaded / flagged,
        "flagged places on any technique": on_any / flagged,
        "spans of loaded language found": found / spans,
    }


def _overlaps(place: tuple[int, int], others: Sequence[tuple[int, int]]) -> bool:
    return any(place[0] < last and first < place[1] for first, last in others)
