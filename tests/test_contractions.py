"""Contractions are read as the words they stand for, at their own places."""

from __future__ import annotations

import pytest

from scorer.article import read_text_article
from scorer.model.additive import load_models
from scorer.pipeline import examine, examine_document
from scorer.text import read_text
from scorer.text.contractions import spell_words, spelled_out, without_negations

_FULL = (
    "The council did not vote on Tuesday, Marta Holm told reporters. The bridge is not safe and the ferry does not "
    "run at night. “It is not what we had planned,” she said. The shops on the east bank have not been asked, and "
    "they are not alone. The mill could not open before noon because its road was not clear. A survey of the other "
    "seven beams is due in May, according to the budget that was published last month, and the work will not begin "
    "before then. Clearly these pathetic excuses do not convince anybody, and the town would not pay for more."
)
_SHORT = (
    _FULL.replace(" will not", " won't").replace("It is", "It's").replace("they are not", "they aren't")
    .replace(" not ", "n't ").replace("It'sn't", "It isn't")
)  # fmt: skip


def test_both_words_share_the_characters_of_the_contraction():
    text = spelled_out(read_text("It WON’T open: we’re told it isn't safe."))
    words = list(zip(text.lower, map(int, text.token_start), map(int, text.token_end), strict=True))
    assert words[:6] == [("it", 0, 2), ("will", 3, 5), ("not", 5, 8), ("open", 9, 13), (":", 13, 14), ("we", 15, 17)]
    assert [text.raw[start:end] for _, start, end in words] == [
        "It", "WO", "N’T", "open", ":", "we", "’re", "told", "it", "is", "n't", "safe", ".",
    ]  # fmt: skip
    assert "".join(text.tokens) == "ItWON'Topen:we'retolditisn'tsafe."
    assert text.is_capital.tolist()[:3] == [True, True, True]
    assert text.sentence_token.tolist() == [0, len(text.tokens)]


def test_a_text_without_contractions_is_left_alone():
    text = read_text("The town's engineer said so.")
    assert spelled_out(text) is text


def test_quotations_keep_their_tokens():
    text = spelled_out(read_text("She isn't sure. “It isn't safe,” he said."))
    assert [word for word, quoted in zip(text.lower, text.quoted, strict=True) if quoted] == [
        '"', "it", "is", "not", "safe", ",", '"',
    ]  # fmt: skip
    assert text.quote_token.tolist() == [[5, 12]]


def test_a_negation_becomes_its_auxiliary():
    text = spelled_out(read_text("It is not, and isn't. Not so."))
    affirmed, becomes = without_negations(text)
    assert affirmed.lower == ["it", "is", ",", "and", "is", ".", "not", "so", "."]
    assert becomes.tolist() == [0, 1, 1, 2, 3, 4, 4, 5, 6, 7, 8]


def test_lists_are_spelled_alike():
    assert spell_words("they don’t want you".split()) == "they do not want you".split()


def test_contractions_change_no_feature_that_reliability_reads():
    read = load_models()["reliability"].features
    full, short = (examine(read_text_article(text)).features() for text in (_FULL, _SHORT))
    assert _SHORT.count("n't") >= 7
    for name in read:
        assert full[name] == pytest.approx(short[name], abs=0.001), name


def test_the_document_of_the_signals_is_spelled_out():
    assert "isn't" not in examine_document(read_text_article(_SHORT)).text.lower
