"""Sourcing that has the form of the text: signed quotations, phrases, turns, block quotations, polls, references."""

from __future__ import annotations

import numpy as np
import pytest

from scorer.article import read_text_article
from scorer.pipeline import examine
from scorer.signals.attribution.sourcing_forms import phrases_as_attributions, sourced_by_form
from scorer.text import read_text

TURNS = (
    "ANA RUIZ: The mill has run for ninety years.\nTOM BERG: Who owns it now?\nANA RUIZ: The town does.\n"
    "TOM BERG: It may close, some say.\nANA RUIZ: It will not close."
)


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("“We fled in the night.” — Ana Ruiz, a nurse", "Ana Ruiz"),
        ("The dam is safe, per Tom Berg.", "Tom Berg"),
        ("It was, in the words of Ana Ruiz, a gift to the town.", "Ana Ruiz"),
        ("By Tom Berg’s count, nine mills have closed.", "Tom Berg"),
    ],
)
def test_phrase_names_its_source(text: str, source: str) -> None:
    (found,) = phrases_as_attributions(read_text(text))
    assert text[found.source[0].start : found.source[0].end] == source
    assert sourced_by_form(read_text(text)).any()


@pytest.mark.parametrize(
    "text", ["It costs nine crowns per mill.", "The bridge — Tom Berg Way — is closed.", "He stood by Ana Ruiz’s door."]
)
def test_other_phrases_name_nobody(text: str) -> None:
    assert not phrases_as_attributions(read_text(text))


def test_turns_are_attributions_and_no_doubts_of_the_writer() -> None:
    examined = examine(read_text_article(TURNS))
    assert len([one for one in examined.findings["attribution"].evidence if one.kind == "direct"]) >= 5  # type: ignore[union-attr]
    assert not examined.findings["hedging"].flags


def test_block_quotation_poll_and_references_are_sourced() -> None:
    block = (
        "In her letter to the town the owner wrote:\nThe mill has stood here for ninety years and will stand for more."
    )
    assert sourced_by_form(read_text(block)).tolist() == [False, True]
    poll = "A survey of the town asked about the mill. Some 40 percent want it closed. The mill is red."
    assert sourced_by_form(read_text(poll)).tolist() == [False, True, False]
    referenced = "The mill is old [1]. It is red [2]. It is tall [3]. It is shut."
    assert int(np.count_nonzero(sourced_by_form(read_text(referenced)))) == 3


def test_speech_without_quotation_marks_is_not_sparse() -> None:
    speech = " ".join(f"We have waited {n} years for this day, and I thank you." for n in range(20, 60))
    assert "attribution.sparse" not in examine(read_text_article(speech)).flag_ids()
