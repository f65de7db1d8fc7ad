"""The figures of merit against scikit-learn and SciPy, and the bootstrap's behaviour."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import spearmanr
from sklearn.metrics import average_precision_score, brier_score_loss, precision_recall_curve, roc_auc_score, roc_curve

from scorer.eval import metrics


@pytest.fixture(params=[0, 1, 2])
def data(request: pytest.FixtureRequest) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(request.param)
    probability = np.round(rng.random(200), 2 if request.param else 6)  # seeds 1 and 2: many ties
    return (rng.random(200) < probability).astype(int), probability


def once(metric: metrics.Metric, n: int) -> float:
    return float(metric(np.ones((1, n)))[0])


def test_figures_equal_those_of_scikit_learn_and_scipy(data: tuple[np.ndarray, np.ndarray]) -> None:
    y, p = data
    assert once(metrics.auc(y, p), 200) == pytest.approx(roc_auc_score(y, p))
    assert once(metrics.average_precision(y, p), 200) == pytest.approx(average_precision_score(y, p))
    assert once(metrics.brier(y, p), 200) == pytest.approx(brier_score_loss(y, p))
    assert once(metrics.spearman(y + p, p), 200) == pytest.approx(spearmanr(y + p, p).statistic)


def test_integer_weights_equal_repeated_rows(data: tuple[np.ndarray, np.ndarray]) -> None:
    y, p = data
    counts = np.random.default_rng(9).integers(0, 4, size=200)
    again = np.repeat(np.arange(200), counts)
    weights = counts[None, :].astype(float)
    assert metrics.auc(y, p)(weights)[0] == pytest.approx(roc_auc_score(y[again], p[again]))
    assert metrics.average_precision(y, p)(weights)[0] == pytest.approx(average_precision_score(y[again], p[again]))
    assert metrics.spearman(y + p, p)(weights)[0] == pytest.approx(spearmanr((y + p)[again], p[again]).statistic)


def test_curves_equal_those_of_scikit_learn(data: tuple[np.ndarray, np.ndarray]) -> None:
    y, p = data
    false, true = metrics.curve_roc(y, p)
    theirs_false, theirs_true, _ = roc_curve(y, p, drop_intermediate=False)
    assert np.allclose(false, theirs_false)
    assert np.allclose(true, theirs_true)
    recall, precision = metrics.curve_precision_recall(y, p)
    theirs_precision, theirs_recall, _ = precision_recall_curve(y, p)
    assert np.allclose(recall, theirs_recall[-2::-1])
    assert np.allclose(precision, theirs_precision[-2::-1])


def test_calibration_error_is_small_for_true_probabilities_and_large_for_wrong_ones() -> None:
    rng = np.random.default_rng(3)
    p = rng.random(20_000)
    y = (rng.random(20_000) < p).astype(int)
    for bins in (metrics.equal_width_bins, metrics.equal_mass_bins):
        assert once(metrics.calibration_error(y, p, bins(p)), 20_000) < 0.02
        off = np.clip(p + 0.2, 0, 1)
        assert once(metrics.calibration_error(y, off, bins(off)), 20_000) == pytest.approx(0.18, abs=0.03)


def test_equal_mass_bins_hold_equally_many_and_never_part_equal_values() -> None:
    p = np.random.default_rng(4).random(1000)
    assert np.ptp(np.bincount(metrics.equal_mass_bins(p))) <= 1
    assert len(set(metrics.equal_mass_bins(np.full(50, 0.4)))) == 1


def test_interval_by_source_is_wider_than_by_article_where_articles_of_a_source_are_alike() -> None:
    rng = np.random.default_rng(5)
    source = np.repeat(np.arange(20), 50)
    trait = rng.normal(size=20)
    score = trait[source] + 0.1 * rng.normal(size=1000)
    label = (trait + rng.normal(size=20) > 0).astype(int)[source]
    by_source = metrics.Bootstrap([str(s) for s in source]).figure(metrics.auc(label, score))
    by_article = metrics.Bootstrap([None] * 1000).figure(metrics.auc(label, score))
    assert by_source.value == by_article.value
    assert None not in (by_source.low, by_source.high, by_article.low, by_article.high)
    assert by_source.high - by_source.low > 3 * (by_article.high - by_article.low)  # type: ignore[operator]


def test_interval_of_a_mean_is_about_two_standard_errors() -> None:
    x = np.random.default_rng(6).normal(size=2000)
    figure = metrics.Bootstrap([None] * 2000).figure(metrics.mean(x))
    assert figure.low is not None and figure.high is not None
    assert figure.high - figure.low == pytest.approx(2 * 1.96 / np.sqrt(2000), rel=0.15)


def test_same_seed_same_interval_and_chunks_do_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(7)
    y, p = rng.integers(0, 2, 300), rng.random(300)
    whole = metrics.Bootstrap([str(i % 30) for i in range(300)]).figure(metrics.auc(y, p))
    monkeypatch.setattr(metrics, "_CELLS", 900)
    parts = metrics.Bootstrap([str(i % 30) for i in range(300)]).figure(metrics.auc(y, p))
    assert (whole.value, whole.n) == (parts.value, parts.n)
    assert np.allclose([whole.low, whole.high], [parts.low, parts.high])  # type: ignore[list-item]


def test_one_class_alone_gives_no_figure_and_nothing_gives_nothing() -> None:
    assert metrics.Bootstrap(["a", "b"]).figure(metrics.auc([1, 1], [0.2, 0.4])).value is None
    assert metrics.Bootstrap([]).figure(metrics.auc([], [])) == metrics.Figure(None, None, None, 0)


def test_paired_difference_of_a_metric_with_itself_is_zero() -> None:
    y, p = [0, 1, 0, 1] * 20, np.random.default_rng(8).random(80)
    figure = metrics.Bootstrap([None] * 80).figure(metrics.difference(metrics.auc(y, p), metrics.auc(y, p)))
    assert (figure.value, figure.low, figure.high) == (0.0, 0.0, 0.0)


@pytest.mark.parametrize(("successes", "n", "low", "high"), [(0, 10, 0.0, 0.278), (5, 10, 0.237, 0.763), (0, 0, 0, 1)])
def test_wilson_interval(successes: int, n: int, low: float, high: float) -> None:
    assert metrics.wilson(successes, n) == pytest.approx((low, high), abs=0.001)
