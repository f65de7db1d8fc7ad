"""What a report says of a score as a whole: groups, standing, places, summary."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from scorer import Scorer
from scorer.model.shares import flag_shares, place_shares
from scorer.model.standing import GROUPS, band, group_sums, percentile
from scorer.report import EvidenceReport, Report
from scorer.signals.registry import FEATURES, group_of

SEEDS = sorted((Path(__file__).resolve().parents[1] / "seeds").glob("*.txt"))


@pytest.fixture(scope="module")
def reports() -> list[Report]:
    scorer = Scorer()
    return [scorer.score_text(seed.read_text(encoding="utf-8")) for seed in SEEDS]


def test_groups_sum_to_the_score_beside_its_base(reports: list[Report]) -> None:
    for report in reports:
        assert report.groups is not None and report.scores is not None and report.contributions is not None
        sums = {group.group: group.log_odds for group in report.groups.reliability}
        assert tuple(sums) == GROUPS
        features = report.contributions.reliability
        assert sum(sums.values()) == pytest.approx(report.scores.reliability.log_odds - features.base, abs=1e-6)
        for name, value in sums.items():
            assert sum(f.log_odds for f in features.features if f.group == name) == pytest.approx(value, abs=1e-6)


def test_places_and_flags_bear_no_more_than_what_lowers(reports: list[Report]) -> None:
    for report in reports:
        assert report.contributions is not None
        lowering = -sum(min(0.0, f.log_odds) for f in report.contributions.reliability.features)
        borne = -sum(flag.log_odds.reliability for flag in report.flags)
        for signal in report.signals.values():
            for place in signal.evidence:
                if isinstance(place, EvidenceReport) and place.log_odds is not None:
                    assert place.log_odds.reliability < 0
                    borne -= place.log_odds.reliability
        assert borne <= lowering + 1e-6


def test_no_warning_raises_a_score(reports: list[Report]) -> None:
    for report in reports:
        for flag in report.flags:
            assert flag.log_odds.reliability <= 0 and flag.log_odds.quality <= 0, flag.id


def test_what_is_inside_its_usual_range_neither_raises_nor_lowers(reports: list[Report]) -> None:
    for report in reports:
        assert report.contributions is not None
        for feature in report.contributions.reliability.features:
            low, high = feature.usual
            if feature.value is not None and low <= feature.value <= high:
                assert feature.log_odds == pytest.approx(0.0, abs=1e-4), feature.feature


def test_the_summary_says_where_the_article_stands(reports: list[Report]) -> None:
    for report in reports:
        assert report.summary is not None and report.scores is not None
        assert "reference articles" in report.summary
        place = report.scores.reliability.percentile
        assert place is not None and 0 <= place <= 100
        assert report.scores.reliability.band == band(place)


def test_reliability_reads_only_what_a_standard_judges() -> None:
    for name in Scorer().models.reliability.features:
        assert FEATURES[name][1].direction, name
        assert group_of(name) in GROUPS


def test_a_percentile_is_the_share_of_reference_articles_below() -> None:
    reference = np.linspace(-5.0, 5.0, 101)
    assert percentile(reference, 0.0) == 50.0
    assert percentile(reference, -9.0) == 0.0
    assert percentile(reference, 9.0) == 100.0
    assert percentile(reference, 0.05) == pytest.approx(50.5)
    assert percentile(np.zeros(101), 0.0) == pytest.approx(50.0)
    assert percentile(np.empty(0), 0.0) is None


@pytest.mark.parametrize(
    ("place", "expected"),
    [(0.0, "well_below"), (10.0, "below"), (25.0, "usual"), (75.0, "usual"), (76.0, "above"), (95.0, "well_above")],
)
def test_bands(place: float, expected: str) -> None:
    assert band(place) == expected
    assert band(None) is None


def test_group_sums_keep_the_order_of_the_groups() -> None:
    sums = group_sums(["wording", "sourcing", "wording"], np.array([1.0, 2.0, 4.0]))
    assert sums.tolist() == [2.0, 5.0, 0.0, 0.0, 0.0, 0.0]


def test_places_share_what_is_left_by_their_amounts() -> None:
    shares = place_shares(np.array([-2.0, 1.0]), np.array([0, 0, 1]), np.array([3.0, 1.0, 5.0]))
    assert shares.tolist() == [-1.5, -0.5, 0.0]


def test_a_flag_that_would_raise_claims_nothing() -> None:
    model = Scorer().models.reliability
    name = next(n for n in model.features if FEATURES[n][1].direction == 1)
    high = float(model.knots[model.position[name], -1])
    scored = model.score(model.row({name: high}))
    claimed = flag_shares(model, {name: high}, scored.contributions, [{name: None}])
    assert claimed.total.tolist() == [0.0]


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.stem)
def test_a_smaller_detail_has_the_same_scores_and_flags(seed: Path) -> None:
    scorer, record = Scorer(), {"text": seed.read_text(encoding="utf-8")}
    whole, flags, scores = (scorer.score_record(record, detail=d) for d in ("full", "flags", "scores"))
    assert whole.scores == flags.scores == scores.scores
    assert whole.counts == scores.counts and whole.language == scores.language
    assert whole.flags and flags.flags == whole.flags
    assert not (scores.flags or scores.signals or flags.signals or scores.contributions or flags.contributions)


def test_the_summary_starts_at_what_costs_reliability(reports: list[Report]) -> None:
    """Damage of the text is where to start only where no place lowers reliability."""
    for report in reports:
        lowering = [f for f in report.flags if f.quote and f.log_odds.reliability < 0]
        if lowering and report.summary is not None:
            worst = min(lowering, key=lambda f: f.log_odds.reliability)
            words = " ".join((worst.quote or "").split())[:40].rsplit(" ", 1)[0]
            assert words in report.summary


def test_many_places_bear_together_what_none_of_them_bears_alone() -> None:
    """Where one guess fewer changes nothing, the guesses are still why the article is low."""
    guesses = [
        f"The {what} could lose its licence, and it may possibly close within the year, which would perhaps be the end."
        for what in ("bank", "mill", "school", "harbour", "paper", "club", "market", "clinic", "theatre", "garage")
    ]
    report = Scorer().score_text("\n\n".join(guesses))
    assert report.contributions is not None and report.groups is not None
    cost = next(f.log_odds for f in report.contributions.reliability.features if f.feature == "speculation_rate")
    places = [e for e in report.signals["hedging"].evidence if isinstance(e, EvidenceReport) and e.log_odds is not None]
    flags = [flag.log_odds.reliability for flag in report.flags if flag.id == "hedging.speculation"]
    borne = sum(flags) + sum(e.log_odds.reliability for e in places if e.log_odds is not None)
    assert cost < -0.05 and len(flags) >= 10
    assert borne == pytest.approx(cost, abs=1e-6)
    certainty = next(group for group in report.groups.reliability if group.group == "certainty")
    assert certainty.placed == pytest.approx(1.0)
