"""The evaluation report on the examples of our own: what it holds, that it stands alone, that it repeats."""

from __future__ import annotations

import csv
import html.parser
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from stand_in import EXAMPLES, StandIn

from scorer.eval.baselines import at_random, baselines, by_source, fit
from scorer.eval.calibration import calibration, coverage
from scorer.eval.datasets import DataError, Example, read_dataset, sha256
from scorer.eval.labels import LabelRule
from scorer.eval.report.analysis import judged, length_groups
from scorer.eval.report.evaluate import EvalOptions, Written, run
from scorer.eval.report.explain import signals, slant
from scorer.eval.report.faithful import faithful
from scorer.eval.report.thresholds import practices
from scorer.eval.scored import Scored, cut_to, score_examples


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Written:
    folder = tmp_path_factory.mktemp("report")
    return run([EXAMPLES], EvalOptions(output=folder, samples=100, cut=100, progress=False), StandIn())


def scored_examples(n: int, seed: int = 0) -> Scored:
    """Articles of 40 sources whose label follows their first feature, their score that feature and noise."""
    rng = np.random.default_rng(seed)
    source = np.arange(n) % 40
    truth = rng.normal(size=n) + (source - 20) / 20
    label = (rng.random(n) < 1 / (1 + np.exp(-truth))).astype(int)
    examples = tuple(
        Example(str(i), {"text": "x"}, int(label[i]), float(truth[i]), "rating", f"s{source[i]}", None, None)
        for i in range(n)
    )
    parts = np.column_stack([truth, np.zeros(n)])
    value = 1 / (1 + np.exp(-truth))
    half = np.full(n, 0.05)
    return Scored(
        examples, value, value - half, value + half, truth, rng.integers(100, 900, n),
        ("first", "second"), ("one", "two"), ("the first", "the second"), parts, parts, {}, {}, 1.0,
    )  # fmt: skip


class _Outside(html.parser.HTMLParser):
    """Collects every address that a page would load or lead to."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.images = 0
        self.labelled = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in ("script", "link", "img", "iframe"):
            self.found.append(tag)
        self.found += [v for k, v in attrs if k in ("src", "href") and v is not None and not v.startswith("#")]
        if tag == "svg":
            self.images += 1
            self.labelled += given.get("role") == "img" and bool(given.get("aria-label"))


def test_the_page_stands_alone_and_every_plot_says_what_it_shows(written: Written) -> None:
    page = written.html.read_text()
    seen = _Outside()
    seen.feed(page)
    assert seen.found == []
    assert "url(http" not in page and "@import" not in page
    assert seen.images >= 6
    assert seen.labelled == seen.images


def test_ids_in_the_page_are_unique_and_links_lead_somewhere(written: Written) -> None:
    page = written.html.read_text()
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)
    assert set(re.findall(r"url\(#([^)]+)\)", page)) <= set(ids)


def test_the_json_holds_what_the_page_shows(written: Written) -> None:
    found = json.loads(written.json.read_text())
    assert found["evaluation_version"] == "1"
    assert (found["articles"], found["labelled"], found["sources_known"]) == (30, 30, 10)
    auc = next(row for row in found["summary"] if row["id"] == "auc")["figure"]
    assert f"{auc['value']:.3f} ({auc['low']:.3f} to {auc['high']:.3f})" in written.html.read_text()
    assert {row["name"] for row in found["by_group"]} == {"local", "health", "politics"}
    assert len(found["by_source"]) == 10
    assert found["signals"][0]["signal"] == "attribution"
    assert found["files"][0]["labels"] == "binary: 'true' means reliable"
    assert found["slant"][0]["name"] == "score, in points"
    assert any("10 sources" in warning for warning in found["warnings"])


def test_the_verdict_counts_what_is_caught_and_wrongly_warned_of(written: Written) -> None:
    found = written.evaluation
    assert [row.threshold for row in found.thresholds] == list(range(10, 100, 10))
    rows = list(csv.DictReader(written.rows.open(encoding="utf-8")))
    assert len(rows) == found.articles
    for row in found.thresholds:
        low = [r["label"] for r in rows if float(r["score"]) < row.threshold]
        assert (row.caught, row.wrong) == (low.count("0"), low.count("1"))
    middle = found.thresholds[4]
    assert f"catches {middle.caught} of {middle.unreliable} unreliable" in found.verdict
    assert f"wrongly warns of {middle.wrong} of {middle.reliable} reliable" in found.verdict
    assert found.verdict in written.html.read_text()


def test_groups_of_features_are_judged_by_their_part_alone() -> None:
    scored = replace(scored_examples(400), groups=("sourcing", "wording"))
    rows = practices(judged(scored, 50))
    assert [row.group for row in rows] == ["sourcing", "wording"]
    assert rows[0].share == 1.0 and (rows[0].auc.value or 0) > 0.6
    assert rows[1].auc.value == 0.5
    assert practices(judged(scored_examples(100), 20)) == []


def test_the_page_writes_numbers_without_exponents_and_marks_the_errors_texts(written: Written) -> None:
    page = written.html.read_text()
    assert not re.search(r"\d\.\d+e[+-]\d", re.sub(r"<svg.*?</svg>", "", page, flags=re.DOTALL))
    cases = written.evaluation.unreliable_scored_high + written.evaluation.reliable_scored_low
    flagged = [case for case in cases if any(flag.start is not None for flag in case.flags)]
    assert page.count("<sup title=") == sum(flag.start is not None for case in flagged for flag in case.flags)
    for case in cases:
        assert not {"provenance.no_byline", "provenance.no_date"} & {flag.id for flag in case.flags}


def test_worst_errors_come_with_flags_quotes_and_parts(written: Written) -> None:
    cases = written.evaluation.unreliable_scored_high
    assert cases and all(case.value >= 0.5 for case in cases)
    assert cases == sorted(cases, key=lambda case: -case.value)
    assert all(case.raised[0].log_odds > 0 and case.excerpt for case in cases)
    page = written.html.read_text()
    assert all(case.id in page for case in cases)


def test_the_same_data_gives_the_same_bytes(written: Written, tmp_path: Path, stand_in: Any, examples: Path) -> None:
    again = run([examples], EvalOptions(output=tmp_path, samples=100, cut=100, progress=False), stand_in)

    def without_time(path: Path) -> str:
        return re.sub(r'"articles_per_second": [\d.]+', "", path.read_text())

    assert without_time(again.json) == without_time(written.json)
    assert again.html.read_bytes() == written.html.read_bytes()


def test_what_is_in_the_data_cannot_become_part_of_the_page(tmp_path: Path, stand_in: Any, examples: Path) -> None:
    nasty = '<script>alert("x")</script> $\\alpha$ & "quoted"'
    rows = [json.loads(line) for line in examples.read_text().splitlines()]
    rows = [
        {**row, "title": nasty, "source": f"{nasty}{row['source']}", "topic": f"{nasty}{row['topic']}"} for row in rows
    ]
    path = tmp_path / "nasty.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)))
    page = run([path], EvalOptions(output=tmp_path, samples=20, progress=False), stand_in).html.read_text()
    assert "<script" not in page
    assert "$\\alpha$" in page  # read as text, not as a formula


def test_labels_the_wrong_way_round_are_told(tmp_path: Path, stand_in: Any, examples: Path) -> None:
    options = EvalOptions(output=tmp_path, labels=LabelRule(reliable=("false",)), samples=50, progress=False)
    assert any("wrong way round" in warning for warning in run([examples], options, stand_in).evaluation.warnings)


def test_articles_that_the_model_was_fitted_on_are_told(
    tmp_path: Path, stand_in: StandIn, examples: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = tmp_path / "model"
    model.mkdir()
    (model / "about.json").write_text(json.dumps({"data": {"outlets.jsonl": sha256(examples)}}))
    options = EvalOptions(output=tmp_path, model=model, samples=50, progress=False)
    warnings = run([examples], options, stand_in).evaluation.warnings
    assert any(warning.startswith("The model was fitted on outlets.jsonl") for warning in warnings)
    plain = run([examples], replace(options, model=None), stand_in).evaluation.warnings
    assert not any("was fitted on" in warning for warning in plain)


def test_one_label_alone_and_no_source_still_give_a_report(tmp_path: Path, stand_in: Any, examples: Path) -> None:
    rows = [json.loads(line) for line in examples.read_text().splitlines()]
    rows = [{"text": row["text"], "reliable": True} for row in rows if row["reliable"]]
    path = tmp_path / "one.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)))
    options = EvalOptions(output=tmp_path, samples=50, baselines=True, fit=True, progress=False)
    found = run([path], options, stand_in).evaluation
    assert next(row for row in found.summary if row.id == "auc").figure.value is None
    assert any("same" in w for w in found.warnings) and any("no source" in w for w in found.warnings)
    assert all(row.reason for row in found.splits[1:])
    assert found.refit is not None and found.refit.verdict.startswith("Not refitted")


def test_nothing_scored_is_an_error_with_its_reason(tmp_path: Path, stand_in: Any) -> None:
    path = tmp_path / "short.jsonl"
    path.write_text('{"text": "too short", "label": 1}\n{"text": "this too", "label": 0}\n')
    with pytest.raises(DataError, match="too_short 2"):
        run([path], EvalOptions(output=tmp_path, progress=False), stand_in)


def test_flags_are_tried_by_deleting_their_text(stand_in: StandIn, examples: Path) -> None:
    data = read_dataset([examples]).examples
    scored = score_examples(data, stand_in, "reliability")
    told = faithful(scored, stand_in, "reliability")
    assert told is not None
    assert told.articles == sum("some say" in e.record["text"].lower() for e in data)  # type: ignore[union-attr]
    assert told.claimed == pytest.approx(0.1)
    assert told.raised < 0.5  # the stand-in's flag touches none of its features, and so claims what is not so
    assert faithful(scored, stand_in, "quality") is None


def test_texts_cut_to_one_length_tell_nothing_by_their_length(written: Written) -> None:
    rows = {row.id: row.figure.value for row in written.evaluation.cut}
    assert rows["auc_cut:length alone"] == 0.5
    assert rows["auc_whole:length alone"] != 0.5


def test_cutting_keeps_the_first_words_and_leaves_out_what_is_shorter() -> None:
    example = Example("a", {"text": "one two  three\nfour"}, 1, None, None, None, None, None)
    cut = cut_to(example, 3)
    assert cut is not None and cut.record["text"] == "one two  three"
    assert cut_to(example, 5) is None


def test_baselines_are_fitted_by_source_and_at_random(stand_in: Any, examples: Path) -> None:
    scored = score_examples(read_dataset([examples]).examples, stand_in, "reliability")
    data = judged(scored, 20)
    splits = [by_source(scored.label, data.bootstrap.cluster), at_random(scored.label)]
    for train, test in splits[0].pairs:
        assert not set(data.bootstrap.cluster[train]) & set(data.bootstrap.cluster[test])
    words = next(b for b in baselines() if b.id == "function_words")
    for fitted in fit(words, scored, data.labelled, splits):
        assert fitted.probability is not None
        assert ((fitted.probability > 0.5) == (scored.label == 1)).mean() > 0.8


def test_a_baseline_that_cannot_run_says_why(stand_in: Any, examples: Path) -> None:
    def broken(_: Scored) -> np.ndarray:
        raise LookupError("its word list is not here")

    scored = score_examples(read_dataset([examples]).examples, stand_in, "reliability")
    baseline = replace(baselines()[0], numbers=broken)
    (fitted,) = fit(baseline, scored, np.ones(30, dtype=bool), [at_random(scored.label)])
    assert fitted.probability is None and fitted.reason == "LookupError: its word list is not here"


def test_nela_features_stands_among_the_baselines_where_it_is_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stand_in: StandIn, examples: Path
) -> None:
    (tmp_path / "nela_features").mkdir()
    (tmp_path / "nela_features" / "__init__.py").write_text("")
    (tmp_path / "nela_features" / "nela_features.py").write_text(
        "class NELAFeatureExtractor:\n"
        "    def extract_all(self, text):\n"
        "        return [text.count('!'), len(text)], ['exclamations', 'length']\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    nela = next(baseline for baseline in baselines() if baseline.id == "nela")
    scored = score_examples(read_dataset([examples]).examples, stand_in, "reliability")
    (fitted,) = fit(nela, scored, np.ones(30, dtype=bool), [at_random(scored.label)])
    assert fitted.probability is not None
    good, bad = (fitted.probability[scored.label == y].mean() for y in (1, 0))
    assert good - bad > 0.3


def test_a_signal_without_part_in_the_score_adds_nothing_and_the_other_everything() -> None:
    rows = {row.signal: row for row in signals(judged(scored_examples(2000), 100))}
    assert rows["two"].auc_gain.value == 0.0 and rows["two"].rank_gain.value == 0.0
    one = rows["one"].auc_gain
    assert one.low is not None and one.low > 0.1


def test_true_probabilities_lie_on_the_line_and_wide_intervals_hold_more_than_narrow_ones() -> None:
    scored = scored_examples(6000)
    bins = calibration(judged(scored, 100))
    assert sum(part.n for part in bins) == 6000
    assert all(abs(part.claimed - (part.observed.value or 0)) < 0.1 for part in bins)
    wide = coverage(judged(scored, 100))
    narrow = coverage(judged(replace(scored, low=scored.value, high=scored.value), 100))
    assert wide is not None and narrow is not None
    assert wide.held_with_sampling >= 0.9 and wide.held > narrow.held
    assert coverage(judged(scored_examples(100), 20)) is None


def test_slant_gap_is_left_minus_right_among_reliable_articles() -> None:
    scored = scored_examples(400)
    sides = ["left", "right"] * 200
    examples = tuple(replace(e, slant=side, label=1) for e, side in zip(scored.examples, sides, strict=True))
    value = np.where(np.array(sides) == "left", 0.7, 0.6)
    rows = slant(judged(replace(scored, examples=examples, value=value), 50))
    assert rows[0].gap.value == pytest.approx(10.0)
    assert slant(judged(scored, 50)) == []


def test_length_groups_are_quarters_in_order() -> None:
    names = length_groups(np.arange(100, 500))
    assert sorted(set(names)) == ["1. 100–198 words", "2. 199–298 words", "3. 299–398 words", "4. 399–499 words"]
