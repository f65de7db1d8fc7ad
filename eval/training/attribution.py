"""Fits the attribution reader on PolNeAR: word vectors from unlabelled articles, then the network, taught by
a transformer, then the confidence of an attribution, all measured out of fold by publisher."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.linear_model import LogisticRegression
from sklearn.utils.extmath import randomized_svd

from scorer.eval.training.articles import read_rows
from scorer.eval.training.attribution_net import (
    N_OUTPUTS,
    Floats,
    Parameters,
    Sample,
    Schedule,
    new_parameters,
    train,
)
from scorer.eval.training.attribution_teacher import AttributionTeacher
from scorer.eval.training.processes import run_apart
from scorer.linear import sigmoid
from scorer.signals.attribution import SURE, confidence_inputs
from scorer.signals.attribution_features import COVERED
from scorer.signals.attribution_flags import SPARSE_SHARE
from scorer.signals.attribution_reader import Network, Vocabulary, places
from scorer.signals.attribution_spans import Link, Run, link
from scorer.text import Text, read_text
from scorer.weights import load_classes, pack_strings, save_weights

_PARTS = ("source", "cue", "content")
_WIDTH = 32
_OTHERS = ("allsides", "hyperpartisan-train", "buzzfeed-2016", "sites-2023", "healthstory")
_PLAIN_CHARACTERS = 12_000
_MIN_COUNT, _MIN_ARTICLES = 25, 15
_FOLDS = 3
#: Fits that run beside each other; how many does not change what comes out.
_PROCESSES = 2
_SCHEDULE = Schedule(epochs=14, rate=6e-3, forget=0.07, keep=0.95)
#: Of every so many articles the teacher reads so many characters for the network to learn from.
_EVERY, _TAUGHT_CHARACTERS = 2, 8_000
_SPEECH = load_classes("attribution_cues")["speech"]
_HOW = f"{_FOLDS} folds over publishers, out of fold"


@dataclass(frozen=True, slots=True)
class _Ground:
    """What every fold shares, none of it read from labels but ``labelled``."""

    words: list[str]
    endings: list[str]
    vectors: Floats
    unlabelled: list[Text]
    labelled: list[_Labelled]

    @property
    def vocabulary(self) -> Vocabulary:
        """Made anew: it holds a function, which does not go to another process."""
        return Vocabulary.of(self.words, self.endings)


@dataclass(frozen=True, slots=True)
class _Held:
    """What a fold's network finds in the articles that it has not seen."""

    tallies: _Tallies
    inputs: list[NDArray[np.float64]]
    right: list[NDArray[np.bool_]]


def fit(data: Path, models: Path) -> dict[str, Any]:
    """Cross-validate by publisher, fit on PolNeAR's training part, and write ``attribution.npz``.

    The network learns from a transformer as well, by what that makes of articles of other corpora. Each fold has a
    teacher of its own, which has seen none of its publishers' labels.
    """
    others = list(_texts(data, _OTHERS))
    texts = [*others, *_texts(data, ("polnear-train",))]
    words, endings = _vocabulary(texts)
    vocabulary = Vocabulary.of(words, endings)
    unlabelled = [read_text(text.raw[:_TAUGHT_CHARACTERS]) for text in others[::_EVERY]]
    labelled = [_Labelled.of(row, vocabulary) for row in read_rows(data / "attribution" / "polnear-train.jsonl.gz")]
    ground = _Ground(words, endings, _vectors(texts, vocabulary), unlabelled, labelled)
    publishers = sorted({one.publisher for one in labelled})
    parts = [frozenset(publishers[fold::_FOLDS]) for fold in range(_FOLDS)]
    parameters, *found = run_apart(
        [partial(_taught, ground, frozenset()), *(partial(_held, ground, part) for part in parts)], _PROCESSES
    )
    weights, calibration_error = _confidence(
        [rows for held in found for rows in held.inputs], [rows for held in found for rows in held.right]
    )
    save_weights(models, "attribution", _stored(parameters, words, endings, weights))
    tallies = _Tallies.of([held.tallies for held in found])
    return {
        "figures": {**tallies.figures(), "calibration_error": calibration_error, "articles": len(labelled)},
        "flags": {"attribution.sparse": tallies.sparse()},
    }


def _held(ground: _Ground, publishers: frozenset[str]) -> _Held:
    """Fit without some publishers, and read their articles."""
    network = Network(ground.vocabulary, _taught(ground, publishers))
    found = _Held(_Tallies(), [], [])
    for one in ground.labelled:
        if one.publisher in publishers:
            log_odds = network.log_odds(one.text).astype(np.float64)
            links = link(one.text, sigmoid(log_odds))
            found.inputs.append(confidence_inputs(links, np.clip(log_odds, -SURE, SURE)))
            found.right.append(one.right(links))
            found.tallies.add(one, links)
    return found


def _taught(ground: _Ground, left_out: frozenset[str]) -> Parameters:
    """The network, taught by the labels of all publishers but ``left_out`` and by a transformer that was."""
    labelled = [one for one in ground.labelled if one.publisher not in left_out]
    teacher = AttributionTeacher([one.text for one in labelled], [one.sample.targets for one in labelled])
    half = np.float32(0.5)
    lessons = [
        replace(one.sample, targets=(one.sample.targets + told) * half)
        for one, told in zip(labelled, teacher.tell([one.text for one in labelled]), strict=True)
    ]
    vocabulary = ground.vocabulary
    lessons += [
        _sample(text, vocabulary, told)
        for text, told in zip(ground.unlabelled, teacher.tell(ground.unlabelled), strict=True)
    ]
    start = ground.vectors * np.float32(0.3 / np.sqrt((ground.vectors**2).mean()))
    return train(new_parameters(start, _WIDTH, seed=_SCHEDULE.seed), lessons, _SCHEDULE)


def _sample(text: Text, vocabulary: Vocabulary, targets: Floats) -> Sample:
    rows = vocabulary.rows(text)
    shapes = [vocabulary.shape_row(token) for token in text.tokens]
    marks = places(text, vocabulary.straight_marks(rows))
    return Sample(rows, marks, np.array(shapes, dtype=np.int64), targets)


def _stored(
    parameters: Parameters, words: list[str], endings: list[str], confidence: NDArray[np.float64]
) -> dict[str, np.ndarray]:
    scale = np.abs(parameters["words"]).max(axis=0) / 127
    return {
        **parameters,
        "words": np.round(parameters["words"] / scale).astype(np.int8),
        "words_scale": scale.astype(np.float32),
        "vocabulary": pack_strings(words),
        "endings": pack_strings(endings),
        "confidence": confidence,
    }


# -- word vectors --------------------------------------------------------------------------------------


def _texts(data: Path, corpora: Sequence[str]) -> Iterator[Text]:
    for corpus in corpora:
        for row in read_rows(data / "articles" / f"{corpus}.jsonl.gz"):
            yield read_text(row["text"][:_PLAIN_CHARACTERS])


def _vectors(texts: Sequence[Text], vocabulary: Vocabulary) -> Floats:
    """(n_rows, _WIDTH) word vectors: a singular value decomposition of the positive mutual information of words and
    their neighbours (Levy & Goldberg 2014)."""
    rows = np.concatenate([np.append(vocabulary.rows(text), [-1, -1, -1]) for text in texts])
    counts = np.bincount(rows[rows >= 0], minlength=len(vocabulary))
    context = np.full(len(vocabulary) + 1, -1)
    frequent = np.argsort(-counts, kind="stable")[:2000]
    context[frequent] = np.arange(len(frequent))
    blocks = [_information(rows, context, len(vocabulary), offset) for offset in (-3, -2, -1, 1, 2, 3)]
    left, singular, _ = randomized_svd(sparse.hstack(blocks).tocsr(), _WIDTH, random_state=0)
    vectors = left * np.sqrt(singular)
    return np.asarray(vectors - vectors.mean(axis=0), dtype=np.float32)


def _vocabulary(texts: Sequence[Text]) -> tuple[list[str], list[str]]:
    """Words mostly written small, and endings of the words that are too rare."""
    inside: Counter[str] = Counter()
    small: Counter[str] = Counter()
    articles: Counter[str] = Counter()
    for text in texts:
        first = np.zeros(len(text.tokens), dtype=np.bool_)
        first[text.sentence_token[:-1]] = True
        for word, capital, begins in zip(text.lower, text.is_capital.tolist(), first.tolist(), strict=True):
            if not begins:
                inside[word] += 1
                small[word] += not capital
        articles.update(set(text.lower))
    words = sorted(
        word
        for word, n in articles.items()
        if n >= _MIN_ARTICLES
        and inside[word] >= _MIN_COUNT
        and (2 * small[word] >= inside[word] or word in _TITLES)
        and not word[0].isdigit()
    )
    known = set(words)
    endings: Counter[str] = Counter()
    for text in texts:
        for word, capital in zip(text.lower, text.is_capital.tolist(), strict=True):
            if not capital and word[0].isalpha() and word not in known:
                endings[word[-3:]] += 1
    return words, sorted(ending for ending, n in endings.items() if n >= 30)


_TITLES = frozenset("mr mrs ms dr sen rep gov gop u.s i".split())


def _information(rows: NDArray[np.int64], context: NDArray[np.int64], n: int, offset: int) -> sparse.coo_matrix:
    """(n, 2000) positive mutual information of words with the frequent words ``offset`` places away."""
    low, high = max(0, -offset), max(0, offset)
    word, other = rows[low : len(rows) - high], context[rows[high : len(rows) - low]]
    met = (word >= 0) & (other >= 0) & (rows[high : len(rows) - low] >= 0)
    shape = (n, 2000)
    counts = sparse.coo_matrix((np.ones(int(met.sum())), (word[met], other[met])), shape=shape).tocsr()
    counts.sum_duplicates()
    total = counts.sum()
    by_word = np.asarray(counts.sum(axis=1)).ravel()
    by_context = np.asarray(counts.sum(axis=0)).ravel() ** 0.75
    by_context *= total / by_context.sum()
    found = counts.tocoo()
    value = np.log(found.data * total / (by_word[found.row] * by_context[found.col]))
    return sparse.coo_matrix((np.maximum(value, 0) / np.sqrt(abs(offset)), (found.row, found.col)), shape=shape)


# -- labelled articles -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Labelled:
    """An article with its labels: ``gold`` marks the characters of sources, cues and contents."""

    publisher: str
    text: Text
    sample: Sample
    gold: NDArray[np.bool_]  # (n_characters + 1, 3)
    links: list[Link]

    @classmethod
    def of(cls, row: dict[str, Any], vocabulary: Vocabulary) -> _Labelled:
        text = read_text(row["text"])
        targets = np.zeros((len(text.tokens), N_OUTPUTS), dtype=np.float32)
        links = []
        for attribution in row["attributions"]:
            runs = [
                [Run(held.start, held.stop) for held in (text.token_range(*span) for span in attribution.get(part, ()))]
                for part in _PARTS
            ]
            links.append(Link(runs[1][0] if runs[1] else None, runs[0][0] if runs[0] else None, runs[2]))
            for k, part in enumerate(_PARTS):
                for start, end in attribution.get(part, ()):
                    held = np.minimum(text.token_end, end) - np.maximum(text.token_start, start)
                    inside = np.flatnonzero(2 * held >= text.token_end - text.token_start)
                    targets[inside, k] = 1
                    targets[inside[:1], len(_PARTS) + k] = 1
        sample = _sample(text, vocabulary, targets)
        return cls(row["publisher"], text, sample, labelled_marks(row), links)

    def marks(self, links: Sequence[Link]) -> NDArray[np.bool_]:
        """The characters that ``links`` give to sources, cues and contents, as ``gold``."""
        found = np.zeros_like(self.gold)
        for one in links:
            for k, runs in enumerate(((one.source,), (one.cue,), one.content)):
                for run in runs:
                    if run is not None:
                        found[self.text.token_start[run.first] : self.text.token_end[run.last - 1], k] = True
        return found

    def right(self, links: Sequence[Link]) -> NDArray[np.bool_]:
        """(n_links,) does the link's cue meet a labelled cue, or half its content where it has no cue?"""
        result = np.zeros(len(links), dtype=np.bool_)
        for i, one in enumerate(links):
            run = one.cue or (one.content[0] if one.content else one.source)
            if run is not None:
                held = self.gold[self.text.token_start[run.first] : self.text.token_end[run.last - 1]]
                result[i] = held[:, 1].any() if one.cue else held[:, 2].mean() > 0.5
        return result

    def speech_share(self, links: Sequence[Link]) -> float:
        """The share of sentences that pass on a source's words, as the flag for sparse sourcing counts them."""
        told = [
            one
            for one in links
            if one.source and one.cue and not _SPEECH.isdisjoint(self.text.lower[one.cue.first : one.cue.last])
        ]
        return float(attributed(self.text, self.marks(told)).mean())


def labelled_marks(row: Mapping[str, Any]) -> NDArray[np.bool_]:
    """(n_characters + 1, 3) the characters that a labelled article gives to sources, cues and contents."""
    marks = np.zeros((len(row["text"]) + 1, len(_PARTS)), dtype=np.bool_)
    for attribution in row["attributions"]:
        for k, part in enumerate(_PARTS):
            for start, end in attribution.get(part, ()):
                marks[start:end, k] = True
    return marks


def attributed(text: Text, marks: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """(n_sentences,) sentences of which more than ``COVERED`` is marked; ``marks``: (n_characters + 1, n_parts)."""
    total = np.concatenate(([0], np.cumsum(marks[:-1].any(axis=1))))
    held = total[text.sentence_end] - total[text.sentence_start]
    result: NDArray[np.bool_] = held > COVERED * (text.sentence_end - text.sentence_start)
    return result


class _Tallies:
    """Hits, false alarms and misses by characters and by sentences."""

    def __init__(self) -> None:
        self._counts = np.zeros((len(_PARTS) + 1, 3))
        self._attributed: list[tuple[int, int, int]] = []
        self._speech: list[tuple[float, float]] = []

    def add(self, one: _Labelled, links: Sequence[Link]) -> None:
        found = one.marks(links)
        told, truly = attributed(one.text, found), attributed(one.text, one.gold)
        pairs = [(found[:, k], one.gold[:, k]) for k in range(len(_PARTS))] + [(told, truly)]
        for k, (f, g) in enumerate(pairs):
            self._counts[k] += (f & g).sum(), (f & ~g).sum(), (~f & g).sum()
        self._attributed.append((int(told.sum()), int(truly.sum()), len(truly)))
        self._speech.append((one.speech_share(links), one.speech_share(one.links)))

    @classmethod
    def of(cls, parts: Sequence[_Tallies]) -> _Tallies:
        """All that several have counted."""
        whole = cls()
        for part in parts:
            whole._counts += part._counts
            whole._attributed += part._attributed
            whole._speech += part._speech
        return whole

    def figures(self) -> dict[str, float]:
        f1 = [2 * hit / (2 * hit + false + missed) for hit, false, missed in self._counts.tolist()]
        named = {f"{part}_f1": f1[k] for k, part in enumerate(_PARTS)}
        told, truly, sentences = np.array(self._attributed).T
        return {
            **named,
            "sentence_f1": f1[-1],
            "share_correlation": float(np.corrcoef(told / sentences, truly / sentences)[0, 1]),
            "number_correlation": float(np.corrcoef(told, truly)[0, 1]),
            "labelled_share": float((truly / sentences).mean()),
        }

    def sparse(self) -> dict[str, Any]:
        """How right the flag is: the labels, too, have speech in few sentences (or in up to twice as few, since
        annotators have missed some)."""
        told, truly = np.array(self._speech).T
        flagged, few = told < SPARSE_SHARE, truly < 2 * SPARSE_SHARE
        return {
            "precision": float(few[flagged].mean()) if flagged.any() else None,
            "recall": float((told < 2 * SPARSE_SHARE)[truly < SPARSE_SHARE].mean()),
            "n": int(flagged.sum()),
            "data": "attribution/polnear-train: sentences with a source and a verb of speech",
            "how": _HOW,
        }


def _confidence(
    inputs: Sequence[NDArray[np.float64]], right: Sequence[NDArray[np.bool_]]
) -> tuple[NDArray[np.float64], float]:
    """Weights of the confidence, and its calibration error on articles that it was not fitted on."""
    article = np.repeat(np.arange(len(inputs)), [len(rows) for rows in inputs])
    x, y = np.concatenate(inputs), np.concatenate(right)
    out_of_fold = np.zeros(len(y))
    for fold in range(5):
        test = article % 5 == fold
        out_of_fold[test] = sigmoid(x[test] @ _logistic(x[~test], y[~test]))
    bins = np.minimum((out_of_fold * 10).astype(int), 9)
    gaps = [abs(y[bins == b].mean() - out_of_fold[bins == b].mean()) * (bins == b).mean() for b in set(bins.tolist())]
    return _logistic(x, y), float(sum(gaps))


def _logistic(x: NDArray[np.float64], y: NDArray[np.bool_]) -> NDArray[np.float64]:
    model = LogisticRegression(C=10.0, fit_intercept=False, max_iter=500).fit(x, y)
    return np.asarray(model.coef_[0])
