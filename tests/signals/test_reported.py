"""What is the writer's own, and what somebody else is said to say."""

from __future__ import annotations

from scorer.article import Article
from scorer.pipeline import examine
from scorer.signals.attribution.reported_speech import reported_tokens
from scorer.signals.base import Attribution, Finding
from scorer.text import read_text
from scorer.types import Span


def _said(text: str, source: str, content: str, confidence: float = 0.9) -> Finding:
    def span(part: str) -> Span:
        return Span(text.index(part), text.index(part) + len(part))

    return Finding(evidence=[Attribution((span(source),), (), (span(content),), "indirect", "named", confidence)])


def _reported(text: str, finding: Finding) -> str:
    read = read_text(text)
    return " ".join(token for token, it in zip(read.tokens, reported_tokens(read, finding), strict=True) if it)


def test_the_content_of_an_attribution_is_reported() -> None:
    text = "Ada Marsh feared that the dam would break. It may rain."
    content = "that the dam would break"
    assert _reported(text, _said(text, "Ada Marsh", content)) == content


def test_an_unsure_attribution_and_the_writers_own_view_are_not() -> None:
    text = "Ada Marsh feared that the dam would break."
    assert not _reported(text, _said(text, "Ada Marsh", "the dam", confidence=0.3))
    own = "I think that the dam will break."
    assert not _reported(own, _said(own, "I", "the dam will break"))


def test_the_turns_of_a_transcript_are_reported_to_the_end_of_their_line() -> None:
    text = "A talk.\nMARSH: It may rain.\nREYL: So it may.\nMARSH: It could.\nREYL: Perhaps.\nThe end."
    found = _reported(text, Finding())
    assert found.startswith("MARSH : It may rain . REYL")
    assert found.endswith("REYL : Perhaps .")
    assert not _reported("NOTE: It may rain.\nThe dam holds.", Finding())


def test_a_posted_message_is_reported() -> None:
    text = "The mayor answered.\nThis may be the end of the dam.\n— Ada Marsh (@adamarsh) 3 May 2021\nIt may not."
    assert _reported(text, Finding()).startswith("This may be the end of the dam . — Ada Marsh")
    assert not _reported(text, Finding()).endswith("not .")


def test_a_posted_message_is_reported_with_its_signature_in_the_same_line() -> None:
    post = "This may be the end of the dam. It may not. — Ada Marsh (@adamarsh) May 3, 2021"
    assert _reported(f"The mayor answered.\n{post}\nIt may hold.", Finding()) == " ".join(read_text(post).tokens)
    found = _reported(f"The mayor answered. {post} It may hold.", Finding())
    assert "Ada Marsh" in found and "answered" not in found and "hold" not in found
    assert not _reported("It may hold, wrote Ada Marsh (@adamarsh) May 3, 2021.", Finding())


def _flagged(text: str, kind: str) -> list[str]:
    findings = examine(Article(text)).findings.values()
    return [text[f.span.start : f.span.end] for found in findings for f in found.flags if f.span and f.id == kind]


def test_a_doubt_that_a_source_is_said_to_have_is_not_the_writers() -> None:
    text = (
        "Ada Marsh, who runs the mill, admitted to the council that the old dam could break in a flood. "
        "The council met on Monday. The new dam could cost nine million."
    )
    assert _flagged(text, "hedging.speculation") == ["could cost nine million"]


def test_an_insult_that_a_source_is_said_to_have_used_is_not_the_writers() -> None:
    text = (
        "Ada Marsh complained to the council that the ministry was run by greedy idiots. "
        "The council met on Monday. The ministry is run by greedy idiots."
    )
    (flag,) = _flagged(text, "loaded_language.wording")
    assert text.index(flag) < text.index("The council met")  # the first place where the words stand
    found = examine(Article(text)).findings["loaded_language"].flags
    assert all(f.span and f.span.start > text.index("The council met") for f in found)
