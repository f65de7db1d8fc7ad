"""Fits the models of loaded wording and of one-sided articles, and writes them as one file.

The model of sentences learns from the annotators and from a wider model that they have taught, which is asked about
sentences of articles that nobody has labelled (:mod:`scorer.eval.training.loaded_language.sentence_teacher`).
Each fold has a teacher of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import accuracy_score, f1_score, precision_score, recall_score, roc_auc_score
from sklearn.model_selection import GroupKFold

from scorer.eval.training import vectors
from scorer.eval.training.articles import read_rows
from scorer.eval.training.lexicons import LEXICONS
from scorer.eval.training.loaded_language import one_sided
from scorer.eval.training.loaded_language.one_sided import Articles, OneSidedFit
from scorer.eval.training.loaded_language.sentence_fit import (
    SentenceFit,
    Sentences,
    Taught,
    plain_tokens,
    read_sentences,
)
from scorer.eval.training.loaded_language.sentence_teacher import LoadedTeacher
from scorer.eval.training.loaded_language.word_fit import Words
from scorer.eval.training.wording import Gram, both_apostrophes, calibration_error, lexicon, plain
from scorer.model.odds import probabilities
from scorer.model.store import load_classes, save_weights
from scorer.signals.loaded_language.judgement import (
    ARTICLE,
    CATEGORIES,
    CLASSES,
    N_OUTPUTS,
    LoadedModel,
    load_model,
    one_sidedness,
    read,
)
from scorer.signals.loaded_language.limits import LOADED_LIMITS
from scorer.signals.ngrams import pack_ngrams
from scorer.text import Text, read_text
from scorer.types import Floats

_MOST_CHARACTERS = 40_000
_FOLDS = 5
#: The teacher is asked about this many sentences, drawn from this many of each article, of this many words.
_ASKED, _OF_AN_ARTICLE, _LENGTH = 20_000, 8, (6, 50)
#: It is surer than it is right, so its log-odds are divided by this; chosen among 1, 2 and 3 by folds over outlets.
_TEMPERATURE = 2.0


@dataclass(frozen=True, slots=True)
class Ground:
    """What every fold shares, none of it read from the labels that are predicted."""

    words: Words
    low: dict[str, float]
    weak: Floats
    sentences: Sentences
    unlabelled: list[Text]


def fit(data: Path, models: Path) -> dict[str, Any]:
    """Cross-validate by outlet and domain, fit on all, and write ``loaded_language.npz``."""
    ground = _ground(data)
    sentences = ground.sentences
    by_outlet = _held_sentences(ground)
    whole = _taught_fit(ground, np.arange(len(sentences)))
    articles = one_sided.read_articles(data, LoadedModel.read(_arrays(whole, None)))
    held = _held_articles(ground, articles)
    last = OneSidedFit(ground.words, ground.weak).fit(articles.tokens, articles.profile, articles.one_sided)
    save_weights(models, "loaded_language", _arrays(whole, last))
    return {
        "figures": {
            **_sentence_figures(sentences, by_outlet),
            **_article_figures(articles, held),
        },
        "flags": {
            "loaded_language.wording": _flag(
                sentences.biased,
                by_outlet >= LOADED_LIMITS.sentence_at,
                "loaded-language/babe-sg1: loaded sentences, by the model of sentences",
                "5 folds over outlets",
            ),
            "loaded_language.one_sided": _flag(
                articles.one_sided,
                held >= LOADED_LIMITS.one_sided_flag_at,
                "hyperpartisan/byarticle-train",
                "5 folds over domains",
            ),
        },
    }


def out_of_fold(data: Path, texts: Sequence[str], sources: Sequence[str], fold: NDArray[np.int64]) -> Floats:
    """(n,) one-sidedness of each article by a model that saw no article of any source of its fold, in any corpus.

    The shipped model learns words from ratings of sources, so what it says of those sources' articles would flatter
    a score that is fitted on the same ratings.
    """
    words = vocabulary(data, article_texts(data))[0]
    shipped = load_model()  # its part that reads sentences has seen no rating of a source
    articles = one_sided.read_articles(data, shipped)
    out = np.zeros(len(texts))
    for k in sorted(set(fold.tolist())):
        held = np.flatnonzero(fold == k).tolist()
        left_out = {sources[i] for i in held}
        kept = [i for i, domain in enumerate(articles.group) if domain not in left_out]
        fitted = OneSidedFit(words, one_sided.weak_words(data, words, left_out)).fit(
            [articles.tokens[i] for i in kept], articles.profile[kept], articles.one_sided[kept]
        )
        model = _with_article(shipped, fitted)
        for i in held:
            text = read_text(texts[i])
            out[i] = one_sidedness(text, read(text, one_sided.own_words(text), model), model)
    return out


def _ground(data: Path) -> Ground:
    texts = article_texts(data)
    words, low = vocabulary(data, texts)
    sentences = read_sentences(data)
    return Ground(words, low, one_sided.weak_words(data, words), sentences, _unlabelled(texts, sentences))


def vocabulary(data: Path, texts: Sequence[Text]) -> tuple[Words, dict[str, float]]:
    """The words of ``texts``, and how often each is written small."""
    space = vectors.learn(texts)
    return Words(space, [lexicon(f"loaded_language_{name}") for name in CATEGORIES], plain_texts(data)), space.low


def _unlabelled(texts: Sequence[Text], labelled: Sentences) -> list[Text]:
    """Sentences for the teacher, drawn from all articles, none of them a labelled one."""
    rng = np.random.default_rng(0)
    known = {text.raw for text in labelled.texts}
    found: dict[str, None] = {}
    for text in texts:
        words = text.words_in_sentence()
        fit = np.flatnonzero((words >= _LENGTH[0]) & (words <= _LENGTH[1]))
        for n in rng.permutation(fit)[:_OF_AN_ARTICLE].tolist():
            sentence = text.sentence(n)
            if sentence not in known:
                found[sentence] = None
    drawn = rng.permutation(np.array(list(found), dtype=object))[:_ASKED]
    return [read_text(sentence) for sentence in drawn]


def article_texts(data: Path) -> list[Text]:
    """The texts of all labelled articles, each once; masked text left out. No label is read."""
    seen: set[str] = set()
    out = []
    for path in sorted((data / "articles").glob("*.jsonl.gz")):
        if path.name.startswith("nela"):
            continue
        for row in read_rows(path):
            if row["text"] and row["text"] not in seen:
                seen.add(row["text"])
                out.append(read_text(row["text"][:_MOST_CHARACTERS]))
    return out


def plain_texts(data: Path) -> list[list[str]]:
    """Press releases of hospitals and universities: judged by nobody here, and far from politics."""
    rows = read_rows(data / "articles" / "healthrelease.jsonl.gz")
    return [[plain(t) for t in read_text(row["text"][:_MOST_CHARACTERS]).lower] for row in rows]


def _held_sentences(ground: Ground) -> Floats:
    """(n,) probabilities by models and teachers that saw no sentence of the outlet."""
    s = ground.sentences
    p = np.zeros(len(s))
    for train, test in group_folds(s.outlet):
        p[test] = _taught_fit(ground, train).predict([s.tokens[i] for i in test])
    return p


def _taught_fit(ground: Ground, rows: NDArray[np.int64]) -> SentenceFit:
    """The model of sentences, by some of the labelled ones and a teacher who has seen no others."""
    s = ground.sentences
    biased, marked = s.biased[rows], [s.marked[i] for i in rows]
    log_odds = LoadedTeacher([s.texts[i] for i in rows], biased, marked).tell(ground.unlabelled)
    taught = Taught(plain_tokens(ground.unlabelled), probabilities(log_odds / _TEMPERATURE))
    return SentenceFit(ground.words, ground.low).fit([s.tokens[i] for i in rows], biased, marked, taught)


def _held_articles(ground: Ground, articles: Articles) -> Floats:
    p = np.zeros(len(articles))
    for train, test in group_folds(articles.group):
        fitted = OneSidedFit(ground.words, ground.weak).fit(
            [articles.tokens[i] for i in train], articles.profile[train], articles.one_sided[train]
        )
        p[test] = fitted.predict([articles.tokens[i] for i in test], articles.profile[test])
    return p


def group_folds(groups: Sequence[str]) -> list[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """(train, test) places of each fold; rows of one group never part."""
    number = {group: i for i, group in enumerate(sorted(set(groups)))}
    folds = GroupKFold(min(_FOLDS, len(number)), shuffle=True, random_state=0)
    return list(folds.split(np.zeros(len(groups)), groups=[number[group] for group in groups]))


def _arrays(sentence: SentenceFit, article: OneSidedFit | None) -> dict[str, np.ndarray]:
    """The weights as the signal reads them; without ``article``, its part is zero."""
    outputs, dense, intercept = sentence.outputs()
    row = sentence.words.row
    of_article = np.zeros(len(row)) if article is None else article.word_weights()
    classes = {
        word: number
        for number, name in enumerate(CLASSES, 1)
        for word in load_classes("loaded_language_classes", LEXICONS)[name]
    }
    grams: dict[Gram, Sequence[float]] = {
        gram: [*value, float(of_article[row[gram[0]]]) if len(gram) == 1 and gram[0] in row else 0.0, 0.0]
        for gram, value in outputs.items()
    }
    grams = both_apostrophes(grams)
    for word, number in classes.items():
        grams[(word,)] = [*grams.get((word,), [0.0] * N_OUTPUTS)[:-1], float(number)]
    columns = 0 if article is None else len(article.mean)
    return {
        **pack_ngrams(
            {gram[0]: value for gram, value in grams.items() if len(gram) == 1},
            {gram: value for gram, value in grams.items() if len(gram) > 1},
        ),
        "dense": dense.astype(np.float32),
        "intercept": np.array([intercept], dtype=np.float32),
        "mean": (np.zeros(columns) if article is None else article.mean).astype(np.float32),
        "spread": (np.ones(columns) if article is None else article.spread).astype(np.float32),
        "weight": (np.zeros(columns) if article is None else article.profile_weights()).astype(np.float32),
        "article_intercept": np.array([0.0 if article is None else article.model.intercept_[0]], dtype=np.float32),
    }


def _with_article(model: LoadedModel, article: OneSidedFit) -> LoadedModel:
    """A model with the part that reads articles from another fit."""
    row, of_word = article.words.row, article.word_weights()
    weights = model.grams.word_weight.copy()
    for word, number in model.grams.word_id.items():
        place = row.get(plain(word))
        weights[number, ARTICLE] = 0.0 if place is None else np.float16(of_word[place])
    return replace(
        model,
        grams=replace(model.grams, word_weight=weights),
        profile_mean=article.mean,
        profile_spread=article.spread,
        profile_weight=article.profile_weights(),
        article_intercept=float(article.model.intercept_[0]),
    )


def _sentence_figures(sentences: Sentences, p: Floats) -> dict[str, float]:
    said = p >= LOADED_LIMITS.sentence_at
    return {
        "wording_macro_f1_by_outlet": float(f1_score(sentences.biased, said, average="macro")),
        "wording_auc_by_outlet": float(roc_auc_score(sentences.biased, p)),
        "wording_calibration_error_by_outlet": calibration_error(sentences.biased, p),
    }


def _article_figures(articles: Articles, p: Floats) -> dict[str, float]:
    y = articles.one_sided
    even = np.where(y, 0.5 / y.mean(), 0.5 / (1 - y.mean()))  # as many articles of either kind
    return {
        "one_sided_accuracy_even": float(accuracy_score(y, p > 0.5, sample_weight=even)),
        "one_sided_accuracy": float(accuracy_score(y, p > 0.5)),
        "one_sided_auc": float(roc_auc_score(y, p)),
        "one_sided_calibration_error_even": calibration_error(y, p, weight=even),
        "articles": len(articles),
    }


def _flag(y: NDArray[np.bool_], said: NDArray[np.bool_], data: str, how: str) -> dict[str, Any]:
    return {
        "precision": float(precision_score(y, said)),
        "recall": float(recall_score(y, said)),
        "n": int(said.sum()),
        "data": data,
        "how": f"{how}, out of fold, at the threshold in use",
    }
