"""Refitting on the user's labels: judged on sources not seen, and written as a folder that can be used."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from scorer.eval.baselines import at_random, by_source
from scorer.eval.datasets import Example
from scorer.eval.model_folder import fitted_on, write_model
from scorer.eval.refit import Refit, refit, steps
from scorer.eval.report.analysis import judged
from scorer.eval.scored import Scored
from scorer.eval.training import fitting
from scorer.eval.training.fitting import feature_names
from scorer.model.additive import load_models
from scorer.signals.registry import FEATURES

N = 400
Answer = tuple[Refit, dict[str, np.ndarray], int, int]


def articles(shipped: str) -> Scored:
    """Articles of 40 sources whose label follows one feature; the shipped score knows it, or guesses."""
    first = {FEATURES[name][0].id: name for name in reversed(feature_names("reliability"))}  # one of each signal
    names = tuple(first.values())[:3]
    rng = np.random.default_rng(1)
    features = rng.random((N, len(names)))
    direction = FEATURES[names[0]][1].direction or 1
    truth = direction * 8 * (features[:, 0] - 0.5)
    label = (rng.random(N) < 1 / (1 + np.exp(-truth))).astype(int)
    z = truth if shipped == "knows" else rng.normal(size=N)
    value = 1 / (1 + np.exp(-z))
    examples = tuple(Example(str(i), {}, int(label[i]), None, None, f"s{i % 40}", None, None) for i in range(N))
    signals = tuple(FEATURES[name][0].id for name in names)
    empty = np.zeros((N, len(names)))
    words = np.full(N, 300)
    return Scored(examples, value, value, value, z, words, names, signals, names, features, empty, {}, {}, 1.0)


def answer(scored: Scored, random: bool = False) -> Answer:
    """The refit's answer and arrays, how often it told of progress, and how often it should have."""
    data = judged(scored, 100)
    splits = [by_source(scored.label, data.bootstrap.cluster)] + ([at_random(scored.label)] if random else [])
    calls: list[int] = []
    found, arrays = refit(data, splits, "reliability", Path("model"), lambda: calls.append(1))
    return found, arrays, len(calls), steps(data, splits)


@pytest.fixture(scope="module")
def guessed() -> Iterator[Answer]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fitting, "N_REPLICATES", 4)
        yield answer(articles("guesses"), random=True)


def test_refitting_helps_where_the_shipped_model_guesses(guessed: Answer) -> None:
    found, arrays, calls, expected = guessed
    assert found.verdict.startswith(
        "Refitting helped, on sources that the refit had not seen (400 articles, 40 sources)"
    )
    assert [row.split.split(" held")[0] for row in found.rows] == ["sources", "articles"]
    auc = next(row.figure.value for row in found.rows[0].figures if row.id == "auc")
    assert auc is not None and auc > 0.8
    assert found.signals[0].auc_gain.value is not None and found.signals[0].auc_gain.value > 0
    assert arrays and calls == expected


def test_refitting_is_not_praised_where_the_shipped_model_knows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fitting, "N_REPLICATES", 1)
    found, *_ = answer(articles("knows"))
    assert "helped" not in found.verdict and "shipped model" in found.verdict


def test_too_few_articles_or_sources_are_not_fitted() -> None:
    scored = articles("knows")
    few, arrays, calls, _ = answer(scored.select(np.arange(N) < 100))
    assert few.verdict == "Not refitted: there are 100 labelled articles, 200 are needed."
    assert (arrays, calls, few.folder) == ({}, 0, None)
    one = replace(scored, examples=tuple(replace(e, source="one") for e in scored.examples))
    assert answer(one)[0].verdict.startswith("Not refitted: it needs 5 sources of either label")


def test_the_model_folder_can_be_loaded_and_says_what_it_was_fitted_on(tmp_path: Path, guessed: Answer) -> None:
    scored, arrays = articles("guesses"), guessed[1]
    base = tmp_path / "base"
    base.mkdir()
    for score in ("reliability", "quality"):
        np.savez(base / f"{score}.npz", **arrays)  # type: ignore[arg-type]
    (base / "about.json").write_text('{"name": "base", "version": "1", "trained_on": "something"}')
    write_model(tmp_path / "model", base, "reliability", arrays, {"own.csv": "abc"})
    models = load_models(tmp_path / "model")
    assert models.name == "base, reliability refitted"
    assert models.trained_on == "reliability: own.csv; quality: something"
    assert fitted_on(tmp_path / "model") == {"abc"}
    assert (tmp_path / "model" / "quality.npz").read_bytes() == (base / "quality.npz").read_bytes()
    row = models.reliability.row(dict(zip(scored.names, scored.features[0].tolist(), strict=True)))
    assert np.isfinite(models.reliability.score(row).log_odds)
    first = {path.name: path.read_bytes() for path in (tmp_path / "model").iterdir()}
    write_model(tmp_path / "again", base, "reliability", arrays, {"own.csv": "abc"})
    assert first == {path.name: path.read_bytes() for path in (tmp_path / "again").iterdir()}
    assert json.loads(first["about.json"])["version"] == models.version


def test_rows_of_one_source_never_part() -> None:
    label = np.array([0, 1] * 50, dtype=float)
    clusters = np.arange(100) // 5
    for train, test in by_source(label, clusters).pairs:
        assert not set(clusters[train]) & set(clusters[test])
