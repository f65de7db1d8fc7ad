"""Fits which words are loaded on the spans that experts marked (SemEval-2020 task 11, SemEval-2023 task 3).

A word is known by itself, its vectors, its spelling and the lists it is on, by the words next to it, and by what the
model of sentences says. One vector is learned from the company that the word keeps in the labelled articles, one is
what a pretrained transformer says of the word alone, so that what experts mark carries over to words like it. All of it
folds into a few numbers a word. Only weights are kept, no text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, roc_auc_score

from scorer.article import Article, read_text_article
from scorer.eval.training.articles import read_rows
from scorer.eval.training.loaded_language.fit import article_texts, vocabulary
from scorer.eval.training.loaded_language.meanings import meanings
from scorer.eval.training.loaded_language.word_fit import Words
from scorer.eval.training.wording import both_apostrophes, plain
from scorer.model.odds import probabilities
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
_RIDGE, _OWN, _BESIDE, _VECTORS, _MEANINGS, _SPELLING = 10.0, 0.7, 0.4, 2.0, 2.0, 1.0
_STEPS = 100
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
    """Cross-validate over articles, fit on all, and write ``loaded_spans.npz``.

    Raises
    ------
    RuntimeError : the extra ``teacher`` is not installed.
    """
    tokens = read_tokens(read_rows(data / "persuasion" / "semeval.jsonl.gz"))
    releases = islice(read_rows(data / "articles" / "healthrelease.jsonl.gz"), _PLAIN_TEXTS)
    plain_tokens = read_tokens({**row, "techniques": []} for row in releases)
    words = vocabulary(data, article_texts(data))[0]
    design = Design(words, meanings(words.words)).fit(tokens)
    drawn = np.random.default_rng(1).permutation(np.flatnonzero(plain_tokens.kept))[:_PLAIN_WORDS]
    unloaded = design.columns(plain_tokens, np.sort(drawn))
    fold = np.random.default_rng(0).integers(0, _FOLDS, int(tokens.article.max()) + 1)[tokens.article]
    held, held_names = np.full(len(tokens.word), -9.0), np.zeros(len(tokens.word))
    for k in range(_FOLDS):
        at = fold == k
        held[at] = design.log_odds(_fit_loaded(design, tokens, ~at, unloaded), tokens)[at]
        held_names[at] = design.log_odds(_fit_name_calling(design, tokens, ~at), tokens)[at]
    right = _calibration(tokens, held)
    every = np.ones(len(fold), dtype=np.bool_)
    arrays = design.arrays(_fit_loaded(design, tokens, every, unloaded), _fit_name_calling(design, tokens, every))
    save_weights(models, "loaded_spans", arrays | {"right": np.array(right)})
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


class Columns(NamedTuple):
    """Rows of a design: (n, n_sparse) the word, its neighbours and its spelling; (n, n_dense) context and vectors."""

    few: sparse.csr_matrix
    many: NDArray[np.float32]


class Folded(NamedTuple):
    """A fit as the signal reads it: the weight of each word, of it before and of it after a word, of the context, and
    the log-odds of a word of which nothing is known."""

    own: dict[str, float]
    before: dict[str, float]
    after: dict[str, float]
    dense: Floats
    intercept: float


class Design:
    """Columns of a word: itself, its neighbours, its context, its vectors and its spelling.

    ``meanings``: (n_words, n) a second vector of each of ``words``.
    """

    def __init__(self, words: Words, meanings: Floats) -> None:
        self.words = words
        self.vectors = np.hstack([words.vectors * _VECTORS, meanings * _MEANINGS]).astype(np.float32)
        self.own: dict[str, int] = {}
        self.before: dict[str, int] = {}
        self.after: dict[str, int] = {}

    def fit(self, tokens: Tokens) -> Design:
        self.own = _often(tokens.word, _LEAST_OWN)
        self.before, self.after = _often(tokens.before, _LEAST_BESIDE), _often(tokens.after, _LEAST_BESIDE)
        return self

    def columns(self, tokens: Tokens, at: Ints) -> Columns:
        """The design's rows for the tokens ``at``."""
        word, before, after = ([column[i] for i in at] for column in (tokens.word, tokens.before, tokens.after))
        rows = np.array([self.words.row.get(one, -1) for one in word])
        known = (rows >= 0).astype(np.float32)
        few = [
            _one_hot(word, self.own) * _OWN,
            _one_hot(before, self.before) * _BESIDE,
            _one_hot(after, self.after) * _BESIDE,
            sparse.diags(known) @ self.words.spelling[np.maximum(rows, 0)] * _SPELLING,
        ]
        many = [tokens.dense[at], self.vectors[np.maximum(rows, 0)] * known[:, None]]
        return Columns(sparse.hstack(few).tocsr().astype(np.float32), np.hstack(many).astype(np.float32))

    def log_odds(self, weights: Floats, tokens: Tokens) -> Floats:
        """(n_tokens,) what a fit says of every token."""
        fold = self.folded(weights)
        found = [
            fold.own.get(word, 0.0) + fold.before.get(before, 0.0) + fold.after.get(after, 0.0)
            for word, before, after in zip(tokens.word, tokens.before, tokens.after, strict=True)
        ]
        return np.array(found) + tokens.dense @ fold.dense + fold.intercept

    def arrays(self, loaded: Floats, names: Floats) -> dict[str, NDArray[Any]]:
        """What the signal reads: four weights a word, and the rest."""
        fold, of_names = self.folded(loaded), self.folded(names)
        table: dict[tuple[str, ...], list[float]] = {}
        for word in sorted({*fold.own, *fold.before, *fold.after, *of_names.own} - {_NAME}):
            outputs = [w.get(word, 0.0) for w in (fold.own, fold.before, fold.after, of_names.own)]
            if any(abs(output) >= 0.01 for output in outputs):
                table[(word,)] = outputs
        assert len(next(iter(table.values()))) == N_OUTPUTS
        spelled = both_apostrophes(table)
        return {
            **pack_ngrams({gram[0]: weights for gram, weights in spelled.items()}, {}),
            "dense": fold.dense,
            "beside_name": np.array([fold.before.get(_NAME, 0.0), fold.after.get(_NAME, 0.0)]),
            "intercept": np.array([fold.intercept]),
            "name_calling": np.array([of_names.intercept]),
        }

    def folded(self, weights: Floats) -> Folded:
        """A fit's weights by word."""
        sizes = [len(self.own), len(self.before), len(self.after), self.words.spelling.shape[1], N_CONTEXT]
        own, before, after, spelling, dense, vectors = np.split(weights[:-1], np.cumsum(sizes))
        of_words = self.vectors @ vectors + self.words.spelling @ spelling * _SPELLING
        by_word = dict(zip(self.words.words, of_words.tolist(), strict=True))
        for word, i in self.own.items():
            by_word[word] = by_word.get(word, 0.0) + float(own[i]) * _OWN
        return Folded(
            by_word,
            {word: float(before[i]) * _BESIDE for word, i in self.before.items()},
            {word: float(after[i]) * _BESIDE for word, i in self.after.items()},
            dense,
            float(weights[-1]),
        )


def _often(words: Sequence[str], least: int) -> dict[str, int]:
    counts = Counter(words)
    return {word: i for i, word in enumerate(sorted(w for w, n in counts.items() if w and n >= least))}


def _one_hot(words: Sequence[str], columns: dict[str, int]) -> sparse.csr_matrix:
    rows = [i for i, word in enumerate(words) if word in columns]
    cells = (rows, [columns[words[i]] for i in rows])
    return sparse.csr_matrix((np.ones(len(rows)), cells), shape=(len(words), len(columns)))


def _fit_loaded(design: Design, tokens: Tokens, rows: Bools, unloaded: Columns) -> Floats:
    at = np.flatnonzero(tokens.kept & rows)
    unmarked = np.random.default_rng(0).permutation(at[~tokens.loaded[at]])[:_MOST_UNMARKED]
    at = np.sort(np.concatenate([at[tokens.loaded[at]], unmarked]))
    X = design.columns(tokens, at)
    both = Columns(sparse.vstack([X.few, unloaded.few]).tocsr(), np.vstack([X.many, unloaded.many]))
    return _ridge_logistic(both, np.concatenate([tokens.loaded[at], np.zeros(len(unloaded.many), dtype=np.bool_)]))


def _fit_name_calling(design: Design, tokens: Tokens, rows: Bools) -> Floats:
    """Of words inside either kind of span: which of the two it is."""
    at = np.flatnonzero(tokens.kept & rows & (tokens.loaded != tokens.name_calling))
    return _ridge_logistic(design.columns(tokens, at), tokens.name_calling[at])


def _ridge_logistic(X: Columns, y: Bools) -> Floats:
    """(n_few + n_many + 1,) the weights, and the intercept, which is not held. The library's solver takes one matrix:
    as a sparse one the vectors fill it, as a dense one the words do."""
    n_few = X.few.shape[1]
    back = X.few.T.tocsr()

    def loss(weights: Floats) -> tuple[float, Floats]:
        ridge = _RIDGE * weights[:-1]
        z = X.few @ weights[:n_few].astype(np.float32) + X.many @ weights[n_few:-1].astype(np.float32) + weights[-1]
        gap = (probabilities(z) - y).astype(np.float32)
        value = float((np.logaddexp(0, z) - y * z).sum() + ridge @ weights[:-1] / 2)
        slope = np.concatenate([back @ gap, X.many.T @ gap, [gap.sum()]]).astype(np.float64)
        slope[:-1] += ridge
        return value, slope

    start = np.zeros(n_few + X.many.shape[1] + 1)
    return np.asarray(minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": _STEPS}).x)


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
