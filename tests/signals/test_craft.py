"""Phrases and learned words of the article's own voice."""

from __future__ import annotations

import pytest

from scorer.article import read_text_article
from scorer.pipeline import examine, examine_document
from scorer.signals.craft.phrases import PLAIN as PLAIN_SENSE
from scorer.signals.craft.phrases import listed, phrases
from scorer.signals.craft.signal import FEATURES, SIGNAL, own_tokens
from scorer.signals.unsourced import unsourced

PLAIN = (
    "The bridge closes for six weeks, and a ferry takes its place. The shops on the east bank lose most "
    "by it. Work begins in May, and the road along the harbour stays open. "
)
LONG = PLAIN + (
    "Nine beams carry the deck, and rust has eaten through two of them since the last repair. A crane is to lift the "
    "old ones out before the summer, when the river is low enough for barges. The town has set aside two million "
    "crowns, half of it from the province. Buses will take the longer way round by the mill, which adds ten minutes "
    "to the trip, and the market moves to the square behind the station. "
)


def _find(text: str) -> dict[str, float | None]:
    return dict(examine(read_text_article(text)).findings[SIGNAL.id].features)


def test_a_phrase_counts_in_the_articles_own_voice_alone() -> None:
    ours = _find(LONG + "The mainstream media will not say so.")["craft_hidden_hands"]
    theirs = _find(LONG + "“The mainstream media will not say so,” said Ida Holm.")["craft_hidden_hands"]
    assert ours is not None and ours > 0
    assert theirs == 0


def test_the_longest_phrase_of_a_class_counts_once() -> None:
    document = examine_document(read_text_article(PLAIN + "He could not immediately be reached for comment on it."))
    found = [p for p in phrases(document.text, own_tokens(document)) if p.kind == "reached"]
    assert len(found) == 1  # "reached for comment" begins inside "could not immediately be reached"
    assert found[0].last - found[0].first == 4


def test_both_apostrophes_are_the_same() -> None:
    straight = _find(LONG + "Let's be clear about what was paid.")
    curly = _find(LONG + "Let’s be clear about what was paid.")
    assert straight["craft_steering"] == curly["craft_steering"] != 0


def test_contractions_and_negations_move_nothing() -> None:
    base = _find(LONG + "That is not what the town wanted, and it does not matter.")
    contracted = _find(LONG + "That isn't what the town wanted, and it doesn't matter.")
    assert base["craft_wording"] is not None and contracted["craft_wording"] is not None
    assert abs(base["craft_wording"] - contracted["craft_wording"]) < 0.02


def test_every_phrase_belongs_to_a_declared_class() -> None:
    kinds = {kind for entries in listed().values() for _, kind, _ in entries} - {PLAIN_SENSE}
    assert {f"craft_{kind}" for kind in kinds} | {"craft_wording", "craft_second_hand"} == {
        feature.name for feature in FEATURES
    }


def test_a_sentence_with_a_source_breaks_a_stretch() -> None:
    document = examine_document(
        read_text_article(PLAIN + "Rust was found, according to the engineer. The ferry is new.")
    )
    assert unsourced(document).tolist() == [True, True, True, False, True]


def test_what_other_media_reported_is_marked() -> None:
    text = (
        f"{LONG}The closure was first reported by the Evening Gazette. NCN reported that it would last until June. "
        "They reported nothing else, and the town has told reporters so."
    )
    seen = examine(read_text_article(text))
    marked = [text[p.start : p.end] for p in seen.findings[SIGNAL.id].places if p.kind == "second_hand"]
    assert marked == ["reported by the Evening", "NCN reported"]


def test_labels_and_verbs_that_judge_are_marked_alike_for_both_sides() -> None:
    left = LONG + "The left ignored the report, and liberals claimed that it was old."
    right = LONG + "The far right ignored the report, and conservatives claimed that it was old."
    ours, theirs = _find(left), _find(right)
    for name in ("craft_labels", "craft_motives", "craft_judging_cues"):
        assert ours[name] is not None and ours[name] == pytest.approx(theirs[name], rel=0.05)
        assert ours[name] != 0


def test_a_verb_judges_only_where_it_says_something() -> None:
    says = _find(LONG + "He claimed that it was old. “It is old,” he noted. She insisted it was new.")
    does = _find(LONG + "He claimed the prize, admitted the theft and confirmed his seat. A firm declared bankruptcy.")
    assert says["craft_judging_cues"] != 0
    assert does["craft_judging_cues"] == 0


def test_the_plain_sense_of_left_and_lies_is_no_label_and_no_motive() -> None:
    found = _find(LONG + "The left bank lies between the mill and the market.")
    assert found["craft_labels"] == 0
    assert found["craft_motives"] == 0
