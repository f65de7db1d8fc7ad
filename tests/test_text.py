"""The shared pass: every part is where it says it is, and sentences end where a reader would end them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorer.text import read_text
from scorer.text.reading_copy import reading_copy

AWKWARD = st.text(
    alphabet=st.one_of(
        st.characters(exclude_categories=["Cs"]),
        st.sampled_from(list("“”\"'‘’«».?! \n\r\t\ufeff\x00\u202e\u0301…()é🙂İßſ")),
    ),
    max_size=300,
)


#: Marks are read as straight ones, character by character.
STRAIGHT = {ord(mark): "'" if mark in "‘’‚‛" else '"' for mark in "‘’‚‛“”„‟"}


@given(AWKWARD)
def test_parts_lie_in_their_places(raw: str) -> None:
    text = read_text(raw)
    as_read = raw.translate(STRAIGHT)
    assert [as_read[s:e] for s, e in zip(text.token_start, text.token_end, strict=True)] == text.tokens
    assert all(raw[s:e] == raw[s:e].strip() and s < e for s, e in zip(text.line_start, text.line_end, strict=True))
    for i in range(text.n_sentences):
        line = text.sentence_line[i]
        assert text.line_start[line] <= text.sentence_start[i] < text.sentence_end[i] <= text.line_end[line]
    assert all(as_read[s] in "\"'«`" for s, _ in text.quotes)


@given(AWKWARD)
def test_no_visible_character_is_lost(raw: str) -> None:
    text = read_text(raw)
    assert "".join(text.tokens) == "".join(raw.split()).translate(STRAIGHT)
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
        (
            "He met U.S. President Ada Marsh. The U.S. Senate sat.",
            ["He met U.S. President Ada Marsh.", "The U.S. Senate sat."],
        ),
        (
            "It opens at 9 a.m. Monday. It shuts at 6 p.m. Police agreed.",
            ["It opens at 9 a.m. Monday.", "It shuts at 6 p.m.", "Police agreed."],
        ),
        ("It starts at 8:30 a.m. EST on Friday.", ["It starts at 8:30 a.m. EST on Friday."]),
        ("Lt. Gen. Roy Adair and Col. D. H. Marsh Sr. came.", ["Lt. Gen. Roy Adair and Col. D. H. Marsh Sr. came."]),
        (
            "Rs. 500 crore went to Shri. R. K. Menon. Nobody knew.",
            ["Rs. 500 crore went to Shri. R. K. Menon.", "Nobody knew."],
        ),
        (
            "The No. 1 item was Fig. 3 on p. 14. He said no. The vote was lost.",
            ["The No. 1 item was Fig. 3 on p. 14.", "He said no.", "The vote was lost."],
        ),
        ("It was sold to Veldt Inc. The price was low.", ["It was sold to Veldt Inc.", "The price was low."]),
        (
            "Veldt Inc. Chief Ingrid Holt left Veldt Pvt. Ltd. in May.",
            ["Veldt Inc. Chief Ingrid Holt left Veldt Pvt. Ltd. in May."],
        ),
        (
            "She lives at 14 Lime St. in St. Brendan. He fell ill. Doctors came.",
            ["She lives at 14 Lime St. in St. Brendan.", "He fell ill.", "Doctors came."],
        ),
        (
            "So did I. They left. It is vitamin C. He sells it.",
            ["So did I.", "They left.", "It is vitamin C.", "He sells it."],
        ),
        ("P.C. Ada Marsh, an M.P. from Kent, spoke.", ["P.C. Ada Marsh, an M.P. from Kent, spoke."]),
        (
            "Mr. He and Dr. An met Gov. So in the sun. Police watched.",
            ["Mr. He and Dr. An met Gov. So in the sun.", "Police watched."],
        ),
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


@pytest.mark.parametrize(
    ("raw", "read"),
    [
        ("It shut on Tuesday.Engineers came.", "It shut on Tuesday. Engineers came."),
        ("It shut on March 5.The board met.", "It shut on March 5. The board met."),
        ('the report said."It holds," he said.', 'the report said. "It holds," he said.'),
        ('"It holds."About 40 came.', '"It holds." About 40 came.'),
        ("“It holds.”Nobody left. He fell.“Go,” he said.", "“It holds.” Nobody left. He fell. “Go,” he said."),
        ("Did it hold?Nobody knew!So they left.", "Did it hold? Nobody knew! So they left."),
    ],
)
def test_glued_sentences_are_parted(raw: str, read: str) -> None:
    copy = reading_copy(raw)
    assert copy is not None and copy.text == read


@pytest.mark.parametrize(
    "raw",
    [
        "See www.Example.Com or Amazon.Com.",
        "U.S.President J.K.Marsh of St.Albans met Dr.Holt.",
        "Yahoo.Co.UK, a.B, 3.5B",
    ],
)
def test_a_stop_within_a_name_parts_nothing(raw: str) -> None:
    assert reading_copy(raw) is None


@given(AWKWARD)
def test_how_marks_are_typed_changes_nothing(raw: str) -> None:
    curly, straight = read_text(raw), read_text(raw.translate(STRAIGHT))
    assert curly.tokens == straight.tokens
    assert curly.quoted.tolist() == straight.quoted.tolist()
    assert curly.sentence_start.tolist() == straight.sentence_start.tolist()
