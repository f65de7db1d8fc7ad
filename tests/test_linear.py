"""The small linear models over words."""

from __future__ import annotations

import numpy as np
import pytest

from scorer.model.odds import probabilities
from scorer.signals.ngrams import NgramModel, pack_ngrams


def _model(endings: dict[str, list[float]] | None = None) -> NgramModel:
    return NgramModel.read(
        pack_ngrams(
            {"some": [0.5, 1.0], "people": [0.25, 0.0]},
            {("some", "people"): [1.0, 0.0], ("some", "of", "them"): [3.0, 0.0]},
            endings,
        )
    )


def test_a_token_gets_its_own_weight_and_its_share_of_every_gram() -> None:
    weights = _model().token_weights(["some", "people", "said"], np.zeros(3, dtype=np.int64))
    assert weights.tolist() == [[1.0, 1.0], [0.75, 0.0], [0.0, 0.0]]


def test_triples_share_their_weight_over_three_tokens() -> None:
    weights = _model().token_weights(["some", "of", "them"], np.zeros(3, dtype=np.int64))
    assert weights[:, 0].tolist() == [1.5, 1.0, 1.0]


@pytest.mark.parametrize("group", [[0, 1], [0, 7]])
def test_no_gram_crosses_a_boundary(group: list[int]) -> None:
    weights = _model().token_weights(["some", "people"], np.array(group))
    assert weights[:, 0].tolist() == [0.5, 0.25]


def test_no_triple_crosses_a_boundary() -> None:
    weights = _model().token_weights(["some", "of", "them"], np.array([0, 0, 1]))
    assert weights[:, 0].tolist() == [0.5, 0.0, 0.0]


def test_an_unknown_word_is_weighed_by_its_longest_known_ending_where_that_is_allowed() -> None:
    model = _model({"ly": [0.25, 0.0], "gly": [0.5, 0.0]})
    words = ["grudgingly", "Grudgingly".lower(), "x1ly"]
    free = model.token_weights(words, np.zeros(3, dtype=np.int64))
    held = model.token_weights(words, np.zeros(3, dtype=np.int64), np.array([True, False, True]))
    assert free[:, 0].tolist() == [0.5, 0.5, 0.0]
    assert held[:, 0].tolist() == [0.5, 0.0, 0.0]


def test_no_tokens_no_weights() -> None:
    assert _model().token_weights([], np.zeros(0, dtype=np.int64)).shape == (0, 2)


def test_the_words_of_a_gram_are_known_even_if_they_weigh_nothing_alone() -> None:
    assert _model().ids(["of", "them", "nobody"]).min() == 0
    assert (_model().ids(["of", "them"]) > 0).all()


def test_a_word_with_a_line_break_is_refused() -> None:
    with pytest.raises(ValueError, match="line break"):
        pack_ngrams({"a\nb": [1.0]}, {})


def test_probabilities_do_not_overflow() -> None:
    assert probabilities([-1e9, 0.0, 1e9]) == pytest.approx([0.0, 0.5, 1.0])
