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
from scorer.signals.attribution.network import load_network, places
from scorer.text import reader

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
