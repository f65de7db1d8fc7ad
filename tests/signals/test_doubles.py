"""One matter raises one flag, and a text that is not read in its language raises none about its wording."""

from __future__ import annotations

from scorer.article import read_text_article
from scorer.pipeline import examine
from scorer.signals.base import Flag
from scorer.signals.doubles import without_doubles
from scorer.types import Span


def _flag(kind: str, start: int, end: int) -> tuple[str, Flag]:
    return kind.split(".", 1)[0], Flag(kind, Span(start, end), 0.8, "")


def test_contempt_gives_way_to_loaded_wording_of_the_same_words() -> None:
    contempt, loaded = _flag("craft.contempt", 10, 15), _flag("loaded_language.wording", 8, 15)
    assert without_doubles([contempt, loaded]) == [loaded]
    assert without_doubles([contempt, _flag("loaded_language.wording", 15, 20)])[0] == contempt


def test_a_stretch_gives_way_to_sparse_sourcing() -> None:
    stretch, sparse = _flag("unsourced.stretch", 0, 900), _flag("attribution.sparse", 0, 950)
    assert without_doubles([sparse, stretch]) == [sparse]
    assert without_doubles([stretch]) == [stretch]


def test_talk_of_hidden_hands_stays_beside_loaded_wording() -> None:
    pair = [_flag("craft.hidden_hands", 10, 15), _flag("loaded_language.wording", 8, 15)]
    assert without_doubles(pair) == pair


def test_a_text_in_another_language_raises_no_flag_of_wording_or_sourcing() -> None:
    seen = examine(read_text_article("Der Rat hat am Dienstag über den Haushalt beraten und vertagt. " * 20))
    assert seen.reason == "unsupported_language"
    assert {kind.split(".", 1)[0] for kind in seen.flag_ids()} <= {"junk", "provenance"}
