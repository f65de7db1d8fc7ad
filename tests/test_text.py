"""The shared pass: every part is where it says it is, and sentences end where a reader would end them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorer.text import read_text

AWKWARD = st.text(
    alphabet=st.one_of(
        st.characters(exclude_categories=["Cs"]),
        st.sampled_from(list("“”\"'‘’«».?! \n\r\t\ufeff\x00\u202e\u0301…()é🙂İßſ")),
    ),
    max_size=300,
)


@given(AWKWARD)
def test_parts_lie_in_their_places(raw: str) -> None:
    text = read_text(raw)
    assert [raw[s:e] for s, e in zip(text.token_start, text.token_end, strict=True)] == text.tokens
    assert all(raw[s:e] == raw[s:e].strip() and s < e for s, e in zip(text.line_start, text.line_end, strict=True))
    for i in range(text.n_sentences):
        line = text.sentence_line[i]
        assert text.line_start[line] <= text.sentence_start[i] < text.sentence_end[i] <= text.line_end[line]
    assert all(raw[s] in "“\"'‘«„" for s, _ in text.quotes)


@given(AWKWARD)
def test_no_visible_character_is_lost(raw: str) -> None:
    text = read_text(raw)
    assert "".join(text.tokens) == "".join(raw.split())
    assert len(text.token_sentence) == len(text.tokens)
    assert (text.token_sentence >= 0).all()


@pytest.mark.parametrize(
    ("raw", "sentences"),
    [
        ("Dr. Lund spoke. Nobody left.", ["Dr. Lund spoke.", "Nobody left."]),
        ("It cost $4.5 million. J. K. Amis paid.", ["It cost $4.5 million.", "J. K. Amis paid."]),
        ("“We lost.” He sat down.", ["“We lost.”", "He sat down."]),
        ("They met in the U.S. The talks failed.", ["They met in the U.S.", "The talks failed."]),
        ("Prices rose at 6 a.m. and fell later.", ["Prices rose at 6 a.m. and fell later."]),
        ("One line\nAnother line", ["One line", "Another line"]),
        ("Why? Because! Well… Fine.", ["Why?", "Because!", "Well…", "Fine."]),
        ("Sen. Ada Cole (R-Ohio) left. So did others.", ["Sen. Ada Cole (R-Ohio) left.", "So did others."]),
        ("?The dam holds,? Marsh said. Why?", ["?The dam holds,? Marsh said.", "Why?"]),
    ],
)
def test_sentences(raw: str, sentences: list[str]) -> None:
    text = read_text(raw)
    assert [text.sentence(i) for i in range(text.n_sentences)] == sentences


@pytest.mark.parametrize(
    ("raw", "quoted"),
    [
        ("He said “it is late” and left.", ["it", "is", "late"]),
        ('She called it "a mess" twice.', ["a", "mess"]),
        ("‘All of it,’ she said.", ["all", "of", "it"]),
        ('A 6" pipe burst.', []),
        ("The workers' union met at five o'clock.", []),
        ("“First part.\n“Second part,” he said.", ["first", "part", "second", "part"]),
        ("?The dam holds,? Marsh said. Why ask?", ["the", "dam", "holds"]),
        ("?Ada?s dam,? she said. Was it?", ["ada", "s", "dam"]),
        ("Was it late? Was it?", []),
        ("He left ?early and said “go” to us?", ["go"]),
        ("A ?stray mark and ?a second one? fell.", ["a", "second", "one"]),
        ('It was ""grim"" and ""cold,"" she said.', ["grim", "cold"]),
        ('He said ""no."" Nobody else did.', ["no"]),
        ('<post title="" author="Marsh"> It rained.', ["marsh"]),
        ('"One.""Two," he said.', ["one", "two"]),
        ('“It holds," said Marsh. "Go home.”', ["it", "holds", "go", "home"]),
        ('"It holds,” said Marsh. “Go home."', ["it", "holds", "go", "home"]),
        ('“They call it "safe" now,” said Marsh.', ["they", "call", "it", "safe", "now"]),
        ('"They call it “safe” now," said Marsh.', ["they", "call", "it", "safe", "now"]),
        ('“They call it "safe," and go," said Marsh.', ["they", "call", "it", "safe", "and", "go"]),
        ('A door 10" wide. “Go home,” said Marsh, 9" taller.', ["go", "home"]),
    ],
)
def test_quotations(raw: str, quoted: list[str]) -> None:
    text = read_text(raw)
    assert [t for t, q, w in zip(text.lower, text.quoted, text.is_word, strict=True) if q and w] == quoted
