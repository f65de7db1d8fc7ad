"""The figures of README.md are those of models/measured.json."""

from __future__ import annotations

import pytest

from scorer.eval.gate import readme


def test_the_block_is_the_one_that_the_measured_figures_give() -> None:
    assert readme.main(["--check"]) == 0, "README.md is out of date: python -m scorer.eval.gate.readme"


def test_a_changed_figure_is_noticed() -> None:
    figures: dict[str, dict[str, float]] = {part: {} for _, part, _ in readme.ROWS}
    for _, part, names in readme.ROWS:
        figures[part].update(dict.fromkeys(names, 0.1234))
    assert "0.123" in readme.block(figures)
    assert readme.block(figures) != readme.block()


def test_a_page_without_markers_is_refused() -> None:
    with pytest.raises(ValueError, match="missing"):
        readme.written("words of a person")


def test_a_figure_that_is_no_longer_measured_is_refused() -> None:
    with pytest.raises(KeyError):
        readme.block({part: {} for _, part, _ in readme.ROWS})
