"""The compiled kernels give what the Python code gives, to the last bit. Skipped where they are not in use."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from test_reports import TEXTS
from test_text import AWKWARD

from scorer.native import KERNELS, STATE
from scorer.scoring import Scorer
from scorer.signals import ngrams
from scorer.signals.attribution.network import load_network, places
from scorer.signals.hedging import signal as hedging
from scorer.signals.loaded_language import judgement
from scorer.signals.ngrams import NgramModel
from scorer.text import Text, reader
from scorer.text.words import WordTable
from scorer.types import Bools

pytestmark = pytest.mark.skipif(KERNELS is None, reason=f"the compiled kernels: {STATE}")

#: What the reader treats in a way of its own, and what looks like it.
_PIECES = (
    *"\"'“”‘’«»`?!.…,:;()[]-‑–— \n\r\t\x0b\x1c\x85\u2028\xa0\u3000_=%1290$İßΣǅ²½௧中\U0001f600\ud800\u212aé\u0301\ufeff",
    *("''", "``", '""', ",?", "?So", "Trump?s", '5"', "12'", "1st", "2nd", "3rds", "40%", "40%x", "1,200.50", "7:30"),
    *(
        "1990s",
        "1990sx",
        "1.5x",
        "1.5.2xy",
        "U.S.",
        "a.m.",
        "e.g.",
        "x.y.z.",
        "Mr.",
        "No.",
        "Jan.",
        "inc.",
        "St.",
        "J.",
    ),
    *("don't", "mid-sentence", "a_b", "ab1", "EST", "Monday", "The", "the", "she", "said", "Hello", "WORLD", "\r\n\n"),
)


def _hostile(draw: random.Random) -> str:
    if draw.random() < 0.1:
        return "".join(chr(draw.randrange(draw.choice((0x250, 0x3100, 0x110000)))) for _ in range(draw.randrange(60)))
    return "".join(draw.choice(_PIECES) + " " * (draw.random() < 0.4) for _ in range(draw.randrange(40)))


def _same_parts(raw: str) -> None:
    slow, fast = reader._read(raw), reader._read_compiled(raw)
    for name in slow._fields:
        expected, found = getattr(slow, name), getattr(fast, name)
        if isinstance(expected, np.ndarray):
            assert (found.dtype, found.shape) == (expected.dtype, expected.shape), (name, raw)
            assert (found == expected).all(), (name, raw)
        else:
            assert found == expected, (name, raw)
    assert list(slow.place) == list(fast.place)


@given(AWKWARD)
def test_any_text_has_the_same_parts(raw: str) -> None:
    _same_parts(raw)


def test_tens_of_thousands_of_hostile_texts_have_the_same_parts() -> None:
    draw = random.Random(7)
    for _ in range(20_000):
        _same_parts(_hostile(draw))


@given(AWKWARD)
def test_the_network_tells_the_same_of_any_text(raw: str) -> None:
    _same_log_odds(raw)


def test_the_network_tells_the_same_of_texts_of_any_length() -> None:
    words = TEXTS[0].split(" ")
    for n in (*range(1, 40), len(words)):
        _same_log_odds(" ".join(words[:n]))


def _same_log_odds(raw: str) -> None:
    network, text = load_network(), reader.read_text(raw)
    rows = network.vocabulary.rows(text)
    if len(rows):
        expected = network._read_window(rows, places(text, network.vocabulary.straight_marks(rows)))
        found = network.log_odds(text)
        assert (found.dtype, found.shape) == (expected.dtype, expected.shape)
        assert (found == expected).all()


def _same_sums(model: NgramModel, text: Text, own: Bools) -> None:
    """What the word models make of a text: weights, their sums over sentences, and the highest."""
    ids, at, n = text.numbers(model.id_table), text.token_sentence, text.n_sentences
    weights = model._id_weights(ids, at)
    assert model.id_weights(ids, at).tobytes() == weights.tobytes()
    weights[~own] = 0.0
    last = weights.shape[1] - 1
    expected = ngrams._sum_sentences(weights, own, at, n, spread=0, whole=last)
    for name, part in ngrams.sum_sentences(weights, own, at, n, spread=0, whole=last)._asdict().items():
        assert part.tobytes() == getattr(expected, name).astype(np.float64).tobytes(), name
    for column in weights.T:
        highest = ngrams._three_highest(column, at, n)
        assert ngrams.three_highest(column, at, n).tobytes() == highest.tobytes()


def test_words_weigh_the_same_in_texts_of_any_words() -> None:
    draw = random.Random(9)
    models = [hedging._model().grams, judgement.load_model().grams]
    listed = [list(model.word_id) for model in models]
    grams = [[(model, key) for key in model.pair_key.tolist()] for model in models]
    for k in range(3000):
        model, words = models[k % 2], listed[k % 2]
        drawn = [draw.choice((*draw.choices(words, k=3), ".", "?", "no-such-word")) for _ in range(draw.randrange(40))]
        for _, key in draw.choices(grams[k % 2], k=draw.randrange(1, 9)):
            at = draw.randrange(len(drawn) + 1)
            drawn[at:at] = [words[i - 1] for i in divmod(key, len(words) + 1)]
        text = reader.read_text(" ".join(drawn))
        _same_sums(model, text, np.array([draw.random() < 0.8 for _ in text.tokens], dtype=np.bool_))


def test_words_weigh_the_same_in_labelled_articles(real_articles: list[dict[str, Any]]) -> None:
    for row in real_articles[::3]:
        text = reader.read_text(row["text"])
        for model in (hedging._model().grams, judgement.load_model().grams):
            _same_sums(model, text, text.is_word & ~text.quoted)


def test_tables_have_the_same_for_the_words_of_hostile_texts() -> None:
    draw = random.Random(10)
    fast, slow = (WordTable(lambda word: None if len(word) % 5 == 0 else len(word) - 3) for _ in range(2))
    for _ in range(3000):
        text = reader.read_text(_hostile(draw))
        expected = slow._of_tokens(text.distinct, text.common, text.number)
        assert text.numbers(fast).tobytes() == expected.tobytes()
    assert fast._known.tobytes() == slow._known.tobytes()


def test_what_a_table_cannot_tell_is_an_error() -> None:
    text = reader.read_text("the unheard-of-word")
    for of, error in (
        (lambda word: 1 // 0, ZeroDivisionError),
        (str, TypeError),
        (lambda word: 1 << 64, OverflowError),
    ):
        with pytest.raises(error):
            text.numbers(WordTable(of))
    for common, number in (
        (text.common - 1, text.number),
        (text.common, text.number + 9),
        (text.common[:1], text.number),
    ):
        with pytest.raises(ValueError):
            WordTable(lambda word: 1).of_tokens(text.distinct, common, number)


def test_arrays_that_do_not_fit_are_refused() -> None:
    assert KERNELS is not None
    ints, floats, owns = np.zeros(2, dtype=np.int64), np.zeros((2, 3)), np.ones(2, dtype=np.bool_)
    out = np.empty(2), np.empty(2), np.empty(2), np.empty((2, 3))
    KERNELS.sum_sentences(floats, owns, ints, 0, 1, *out)
    for wrong in (ints - 1, ints + 2):
        with pytest.raises(ValueError, match="no such sentence"):
            KERNELS.sum_sentences(floats, owns, wrong, 0, 1, *out)
        with pytest.raises(ValueError, match="no such sentence"):
            KERNELS.three_highest(np.ones(2), wrong, floats)
    for spread, whole in ((-1, 0), (0, 3)):
        with pytest.raises(ValueError, match="fit together"):
            KERNELS.sum_sentences(floats, owns, ints, spread, whole, *out)
    with pytest.raises(ValueError, match="fit together"):
        KERNELS.three_highest(np.ones(3), ints, floats)
    model = hedging._model().grams
    pairs, triples = model._grams
    weights = np.empty((2, model.word_weight.shape[1]))
    rest = model.word_weight, model._stands, *pairs.arrays, *triples.arrays
    for wrong in (ints - 1, ints + len(model.word_weight)):
        with pytest.raises(ValueError, match="no such word"):
            KERNELS.weigh_words(weights, wrong, ints, *rest)
    with pytest.raises(ValueError, match="fit together"):
        KERNELS.weigh_words(weights[:1], ints, ints, *rest)
    with pytest.raises(TypeError, match="read-write"):
        KERNELS.weigh_words(b"", ints, ints, *rest)


#: Reads records, one a line, and writes their reports.
_REPORTS = """
import sys, json
from scorer.scoring import Scorer
scorer = Scorer()
for line in sys.stdin:
    sys.stdout.buffer.write(scorer.score_record(json.loads(line)).to_json() + b"\\n")
"""


def _same_reports(records: list[dict[str, Any]]) -> None:
    """Here by the kernels, and in a process of its own without them."""
    run = subprocess.run(
        [sys.executable, "-c", _REPORTS],
        input="".join(json.dumps(record) + "\n" for record in records).encode(),
        env={**os.environ, "SCORER_NATIVE": "0"},
        stdout=subprocess.PIPE,
        check=True,
    )
    scorer = Scorer()
    for record, expected in zip(records, run.stdout.splitlines(), strict=True):
        assert scorer.score_record(record).to_json() == expected, record["id"]


def test_disturbed_articles_have_the_same_reports() -> None:
    draw = random.Random(8)
    records = []
    for k in range(80):
        words = TEXTS[k % len(TEXTS)].split(" ")
        for _ in range(draw.randrange(25)):
            words.insert(draw.randrange(len(words)), _hostile(draw).encode("utf-8", "ignore").decode())
        records.append({"id": f"disturbed {k}", "title": words[k % 9], "text": " ".join(words)})
    _same_reports(records)


def test_labelled_articles_have_the_same_reports(real_articles: list[dict[str, Any]]) -> None:
    _same_reports(
        [{"id": f"{k}", "title": row.get("title"), "text": row["text"]} for k, row in enumerate(real_articles[::5])]
    )
