"""The estimator behind the scores: it recovers what was put in, keeps its signs, and gives the same bytes twice."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from scipy.special import expit

from scorer.eval.training.additive import Ramps, SignedLogisticRegression, calibrate, make_pipeline, to_arrays
from scorer.eval.training.fitting import Examples, Settings, fit_score, folds
from scorer.eval.training.store import load_pipeline, save_pipeline
from scorer.model.additive import AdditiveModel, load_models
from scorer.model.store import load_weights, save_weights, unpack_strings
from scorer.signals.registry import FEATURES


def _data(n: int = 1500) -> tuple[np.ndarray, np.ndarray]:
    chance = np.random.default_rng(5)
    X = chance.normal(size=(n, 3))
    z = 2.0 * X[:, 0] - 1.5 * np.maximum(X[:, 1], 0.0)
    y = (chance.random(n) < expit(z)).astype(float)
    X[chance.random(n) < 0.1, 2] = np.nan
    return X, y


def test_ramps_rise_from_zero_to_one_and_what_cannot_be_told_stands_at_the_median() -> None:
    ramps = Ramps(3).fit(np.array([[0.0], [1.0], [2.0], [3.0], [4.0]]))
    basis = ramps.transform(np.array([[-9.0], [99.0], [np.nan]]))
    assert basis[0].tolist() == [0.0, 0.0]
    assert basis[1].tolist() == [1.0, 1.0]
    assert basis[2].tolist() == ramps.transform(np.array([[2.0]]))[0].tolist()


def test_a_fit_recovers_the_direction_of_each_feature() -> None:
    X, y = _data()
    pipeline = make_pipeline([0, 0, 0], 5, 0.001)
    pipeline.fit(X, y)
    arrays = to_arrays(["a", "b", "c"], pipeline, np.zeros((3, 2)), [pipeline])
    rise = arrays["curve"][:, -1] - arrays["curve"][:, 0]
    assert rise[0] > 3
    assert rise[1] < -1
    assert abs(rise[2]) < 1


def test_a_held_sign_is_kept_against_the_data() -> None:
    X, y = _data()
    pipeline = make_pipeline([-1, 1, 0], 5, 0.001)
    pipeline.fit(X, y)
    curve = to_arrays(["a", "b", "c"], pipeline, np.zeros((3, 2)), [])["curve"]
    assert (np.diff(curve[0]) <= 1e-12).all()
    assert (np.diff(curve[1]) >= -1e-12).all()


def test_calibration_multiplies_and_shifts_the_log_odds() -> None:
    X, y = _data()
    pipeline = make_pipeline([0, 0, 0], 4, 0.01)
    pipeline.fit(X, y)
    before = pipeline.decision_function(X)
    after = calibrate(pipeline, 1.7, -0.3).decision_function(X)
    assert np.allclose(after, 1.7 * before - 0.3)


def test_shares_are_learned_as_shares() -> None:
    X = np.zeros((200, 1))
    model = SignedLogisticRegression(0.0).fit(X, np.full(200, 0.3))
    assert model.predict_proba(X)[0, 1] == pytest.approx(0.3, abs=1e-4)


def test_no_group_stands_in_two_folds() -> None:
    groups = [f"source {i % 37}" for i in range(400)]
    fold = folds(groups)
    assert all(len({f for f, g in zip(fold, groups, strict=True) if g == name}) == 1 for name in set(groups))
    assert len(set(fold.tolist())) == 5


def _examples() -> Examples:
    names = tuple(name for name, (_, feature) in FEATURES.items() if "reliability" in feature.scores)[:3]
    X, y = _data(600)
    return Examples(names, X, y, np.ones(len(y)), [f"s{i % 40}" for i in range(len(y))], y)


def test_the_same_data_give_the_same_bytes_and_the_same_numbers(tmp_path: Path) -> None:
    written = []
    for folder in (tmp_path / "a", tmp_path / "b"):
        folder.mkdir()
        pipeline, arrays, _ = fit_score(_examples(), "reliability", Settings(4, 0.01))
        save_pipeline(pipeline, folder / "x.skops")
        save_weights(folder, "x", arrays)
        written.append([(folder / name).read_bytes() for name in ("x.skops", "x.npz")])
    assert written[0] == written[1]
    stored = np.load(tmp_path / "a" / "x.npz")
    model = AdditiveModel(
        features=tuple(unpack_strings(stored["features"])),
        base=float(stored["base"]),
        **{n: stored[n].astype(float) for n in stored.files if n not in ("features", "base")},
    )
    X = _examples().X
    ours = np.array([model.score(row).log_odds for row in X])
    assert np.abs(ours - load_pipeline(tmp_path / "a" / "x.skops").decision_function(X)).max() < 1e-9


def test_more_junk_never_raises_quality() -> None:
    model = load_models().quality
    for i, name in enumerate(model.features):
        assert FEATURES[name][1].direction == -1, name
        assert (np.diff(model.curve[i]) <= 1e-12).all(), name


def test_what_is_measured_after_a_fit_reads_its_weights(tmp_path: Path) -> None:
    load_weights("hedging")
    save_weights(tmp_path, "x", {"a": np.zeros(1)})
    assert not load_weights.cache_info().currsize
