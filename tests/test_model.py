"""The numpy reading of the models against the scikit-learn pipelines that they were fitted as."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from scorer.model.additive import SCORES, AdditiveModel, load_models
from scorer.model.shares import flag_shares
from scorer.signals.registry import FEATURES
from scorer.types import Score

MODELS = Path(__file__).resolve().parents[1] / "models"


def _model() -> AdditiveModel:
    """Two features: one costs 2 between 0 and 1, the other gives 1 between 10 and 20."""
    curve = np.array([[0.0, -1.0, -2.0], [0.0, 0.5, 1.0]])
    return AdditiveModel(
        features=("cost", "gain"),
        base=0.25,
        knots=np.array([[0.0, 0.5, 1.0], [10.0, 15.0, 20.0]]),
        curve=curve,
        usual=np.zeros((2, 2)),
        boot_base=np.array([0.0, 0.5]),
        boot_curve=np.stack([curve, curve * 1.5]),
    )


def test_curves_are_linear_between_knots_and_flat_outside() -> None:
    model = _model()
    for cost, gain, expected in [
        (0.25, 12, -0.5 + 0.2),
        (9.0, 100.0, -2.0 + 1.0),
        (-5.0, 0.0, 0.0),
        (0.0, np.nan, 0.0),
    ]:
        scored = model.score(np.array([cost, gain]))
        assert scored.log_odds == pytest.approx(0.25 + expected)
        assert scored.contributions.sum() + model.base == pytest.approx(scored.log_odds)
        assert scored.low <= scored.log_odds <= scored.high


def test_a_flags_share_is_what_its_absence_would_give_back() -> None:
    model = _model()
    values = {"cost": 0.75, "gain": 10.0}
    parts = model.score(model.row(values)).contributions
    shares = flag_shares(model, values, parts, [{"cost": 0.25}, {"cost": 0.75}, {}, {"other": 1.0}])
    assert shares.total.tolist() == pytest.approx([-1.0, 0.0, 0.0, 0.0])


def test_shares_together_never_exceed_the_contribution() -> None:
    model = _model()
    values = {"cost": 0.5, "gain": 10.0}
    parts = model.score(model.row(values)).contributions
    shares = flag_shares(model, values, parts, [{"cost": 0.0}] * 4)
    assert shares.total.sum() == pytest.approx(parts[0])


def test_a_flag_claims_no_more_than_the_score_would_gain() -> None:
    model = _model()
    values = {"cost": 0.5, "gain": 20.0}  # -1 and 1
    parts = model.score(model.row(values)).contributions

    def claimed(without: dict[str, float | None]) -> float:
        return float(flag_shares(model, values, parts, [without]).total[0])

    assert claimed({"cost": 0.25}) == pytest.approx(-0.5)
    assert claimed({"cost": 0.25, "gain": 17.0}) == pytest.approx(-0.5 + 0.3)  # less what would go with it
    assert claimed({"cost": 0.25, "gain": 12.0}) == 0.0  # no warning claims to raise a score


@pytest.mark.parametrize("score", SCORES)
def test_numpy_reading_equals_the_pipelines_decision_function(score: Score) -> None:
    from scorer.eval.training.store import load_pipeline

    model = load_models()[score]
    pipeline = load_pipeline(MODELS / f"{score}.skops")
    chance = np.random.default_rng(3)
    spread = model.knots[:, -1] - model.knots[:, 0]
    X = model.knots[:, 0] - spread / 2 + chance.random((400, len(model.features))) * 2 * spread
    X[chance.random(X.shape) < 0.1] = np.nan
    ours = np.array([model.score(row).log_odds for row in X])
    assert np.abs(ours - pipeline.decision_function(X)).max() < 1e-9


@pytest.mark.parametrize("score", SCORES)
def test_no_score_rewards_what_the_standards_call_bad(score: Score) -> None:
    model = load_models()[score]
    for i, name in enumerate(model.features):
        direction = FEATURES[name][1].direction
        if direction:
            assert (np.diff(model.curve[i]) * direction >= -1e-12).all(), name


def test_the_card_of_the_models_names_them() -> None:
    about = json.loads((MODELS / "about.json").read_text(encoding="utf-8"))
    assert set(about) >= {"name", "version", "trained_on"}
    assert about["version"] in (MODELS / "CARD.md").read_text(encoding="utf-8")
