"""The fit of the attribution reader: what it counts, and that no fold has seen the labels that it is measured on."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import pytest
from numpy.typing import NDArray

from scorer.eval.training.attribution import fit as attribution
from scorer.eval.training.attribution.distilled import Parameters, Sample, Schedule
from scorer.eval.training.attribution.label_spans import Labelled, Tallies, attributed, labelled_marks
from scorer.model.store import unpack_strings
from scorer.signals.attribution.network import Network, Vocabulary
from scorer.text import Text, read_text

PUBLISHERS = "herald ledger beacon courier".split()
TOWNS = "Aldmoor Brackley Cawston Dunmere Eastrop Fernley Gorsby Hexley".split()
THINGS = "bridge harbour library market station school theatre museum river orchard".split()
DEEDS = "would open again in spring,needed a new roof soon,was closed for repairs,cost more than planned".split(",")
ASIDES = "It rained all day,Few people came,The road was empty,Gulls sat on the wall,A band played outside".split(",")


def _article(n: int, said: int = 6) -> dict[str, Any]:
    """Six lines, each of an aside and, in the first ``said``, of what somebody says; the publisher by number."""
    lines, attributions, at = [], [], 0
    for i in range(6):
        k = 7 * n + i
        before = f"{ASIDES[k % 5]}. "
        if i >= said:
            lines.append(before.strip())
            at += len(lines[-1]) + 1
            continue
        source, cue = f"Mayor {TOWNS[k % 8]}", "said"
        content = f"that the {THINGS[k % 10]} and the {THINGS[(k // 3) % 10]} {DEEDS[k % 4]}"
        start = at + len(before)
        spans = {}
        for part, words in (("source", source), ("cue", cue), ("content", content)):
            spans[part] = [[start, start + len(words)]]
            start += len(words) + 1
        attributions.append(spans)
        lines.append(f"{before}{source} {cue} {content}.")
        at += len(lines[-1]) + 1
    publisher = PUBLISHERS[n % len(PUBLISHERS)]
    return {"id": f"made/{n}", "publisher": publisher, "text": "\n".join(lines), "attributions": attributions}


def _vocabulary() -> Vocabulary:
    return Vocabulary.of(["said", "that", "the"], ["ing"])


def test_hits_and_misses_are_counted_by_characters_and_by_sentences() -> None:
    whole = Labelled.of(_article(1), _vocabulary())
    half = Labelled.of({**_article(1), "attributions": _article(1)["attributions"][:3]}, _vocabulary())
    np.testing.assert_array_equal(whole.marks(whole.links), whole.gold)
    assert whole.right(whole.links).all()
    assert half.right(whole.links).tolist() == [True] * 3 + [False] * 3
    both = Tallies()
    both.add(whole, whole.links[:4])
    both.add(half, whole.links[:5])
    told = both.figures()  # of nine, seven are found, and two more that nobody labelled
    assert told["cue_f1"] == told["sentence_f1"] == pytest.approx(7 / 9)
    assert told["labelled_share"] == pytest.approx((6 / 12 + 3 / 12) / 2)
    assert told["number_correlation"] == pytest.approx(-1.0)


def test_a_sentence_is_attributed_by_the_larger_part_of_its_characters() -> None:
    row = _article(0)
    text = read_text(row["text"])
    assert attributed(text, labelled_marks(row)).tolist() == [False, True] * 6
    row["attributions"] = [{"cue": one["cue"]} for one in row["attributions"]]
    assert not attributed(text, labelled_marks(row)).any()


class _Teacher:
    """Tells what the labels are, and remembers the publishers that it was taught by."""

    taught_by: ClassVar[list[set[str]]] = []
    made: ClassVar[dict[str, Labelled]] = {}

    def __init__(self, texts: Sequence[Text], targets: Sequence[NDArray[np.float32]]) -> None:
        for text, given in zip(texts, targets, strict=True):
            np.testing.assert_array_equal(given, self.made[text.raw].sample.targets)
        self.taught_by.append({self.made[text.raw].publisher for text in texts})

    def tell(self, texts: Sequence[Text]) -> list[NDArray[np.float32]]:
        return [self.made[text.raw].sample.targets for text in texts]


def _corpora(data: Path) -> list[dict[str, Any]]:
    """28 articles, from many voices to none, stand in every corpus; in some labelled ones somebody was missed."""
    rows = [_article(n, said=6 - n // 4) for n in range(28)]
    for row in rows[:12:3]:
        del row["attributions"][3]
    articles = [data / "articles" / name for name in (*attribution._OTHERS, "polnear-train")]
    for path in [*articles, data / "attribution" / "polnear-train"]:
        path.parent.mkdir(exist_ok=True)
        with gzip.open(f"{path}.jsonl.gz", "wt", encoding="utf-8") as file:
            file.writelines(json.dumps(row) + "\n" for row in rows)
    return rows


def test_no_fold_sees_the_labels_that_it_is_measured_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def at_once(calls: Sequence[Callable[[], Any]], processes: int = 1) -> list[Any]:
        return [call() for call in calls]

    def train(parameters: Parameters, samples: Sequence[Sample], schedule: Schedule) -> Parameters:
        lessons.append(len(samples))
        return learn(parameters, samples, schedule)

    rows, lessons, learn = _corpora(tmp_path), list[int](), attribution.train
    monkeypatch.setattr(attribution, "run_apart", at_once)
    monkeypatch.setattr(attribution, "train", train)
    monkeypatch.setattr(attribution, "AttributionTeacher", _Teacher)
    monkeypatch.setattr(attribution, "_WIDTH", 8)
    monkeypatch.setattr(_Teacher, "taught_by", [])
    monkeypatch.setattr(_Teacher, "made", {row["text"]: Labelled.of(row, _vocabulary()) for row in rows})
    told = attribution.fit(tmp_path, tmp_path)
    left_out = [set(PUBLISHERS) - seen for seen in _Teacher.taught_by]
    assert sorted(one for part in left_out for one in part) == sorted(PUBLISHERS)
    assert len(left_out) == 3
    every = 28 * len(attribution._OTHERS) + 28
    assert lessons == [every, *(every - 7 * len(part) for part in left_out)]
    assert told["figures"]["articles"] == 28
    assert min(told["figures"][f"{part}_f1"] for part in ("source", "cue", "content")) > 0.8
    with np.load(tmp_path / "attribution.npz") as stored:
        arrays = dict(stored)
    assert not set(unpack_strings(arrays["vocabulary"])) & {town.lower() for town in TOWNS}  # names are never words
    vocabulary = Vocabulary.of(unpack_strings(arrays["vocabulary"]), unpack_strings(arrays["endings"]))
    network = Network(vocabulary, arrays)
    text = read_text(_article(99)["text"])
    cues = [text.tokens[n] for n in np.flatnonzero(network.log_odds(text)[:, 1] > 0)]
    assert cues == ["said"] * 6
