"""What kind of text an article is, by its form, its label and its practice."""

from __future__ import annotations

import pytest

from scorer import score
from scorer.article import read_text_article
from scorer.pipeline import examine
from scorer.report import KindReport
from scorer.scoring.kind import kind_of
from scorer.types import TextKind

_REPORT = " ".join(
    f"The council voted on {day} to repair the bridge, said Marta Holm, the town's engineer. "
    f"Repairs will cost {n}00,000 crowns, she said, according to the plan that was published in March."
    for n, day in enumerate(("Monday", "Tuesday", "Wednesday", "Thursday"), 2)
)
_OPINION = " ".join(
    f"And this is what we have come to: those who run {thing} do not care, and never did. That is not a policy, "
    "it is a surrender, and nobody who has watched this council can pretend otherwise."
    for thing in ("our harbour", "our schools", "our streets", "this town")
)


def _kind(text: str, title: str | None = None) -> KindReport:
    return kind_of(examine(read_text_article(text, title=title)))


def test_practice_tells_a_report_from_an_opinion_piece() -> None:
    assert _kind(_REPORT).code == "report"
    assert _kind(_OPINION).code == "opinion"


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Opinion: The bridge must stay", "opinion"),
        ("Analysis | What the vote on the bridge means", "analysis"),
        ("Satire: Council to repair the moon", "satire"),
        ("Opinions differ on the bridge", "report"),
    ],
)
def test_a_label_in_the_headline_decides(title: str, kind: TextKind) -> None:
    assert _kind(_REPORT, title).code == kind


def test_a_conversation_is_an_interview() -> None:
    turns = "\n".join(
        f"Q: What did the town's engineer say about beam number {n}?\n"
        f"A: That rust had eaten through it, and that the repair would take about {n} weeks in all."
        for n in range(3, 9)
    )
    assert _kind(turns).code == "interview"


def test_a_press_release_says_so() -> None:
    assert _kind(f"FOR IMMEDIATE RELEASE\n\n{_REPORT}").code == "press_release"


def test_time_stamps_make_a_live_blog() -> None:
    entries = "\n".join(
        f"{hour}:05\nThe council goes on debating the bridge, and the shops on the east bank wait for news."
        for hour in range(10, 18)
    )
    assert _kind(entries).code == "live"


def test_what_is_not_scored_has_no_kind() -> None:
    assert _kind("The bridge is closed.") == KindReport(None, None)


def test_celebrity_news_is_said_to_be_beyond_the_score() -> None:
    gossip = " ".join(
        f"The actress shared {thing} with her fans on Saturday night, days after her wedding to the singer. Friends of "
        "the couple say the romance began on the set of the movie, and that the two stars are happier than ever."
        for thing in ("a photo of her dress", "a video of the party", "a song", "her red carpet look")
    )
    outside = "celebrity or entertainment news"
    assert outside in str(score(gossip).summary)
    assert outside not in str(score(_REPORT).summary)
