"""The measurement of the comparison, with texts of our own."""

from __future__ import annotations

from scorer.eval.report.comparison import measure

FIRST = (
    "The bridge over the Lenne was opened on 3 May 2021 by Mayor Ida Lunde. It cost 42 million euros, the works "
    "department of Halden said, and carries about 9,000 cars a day between the two halves of the town of Halden."
)
SECOND = FIRST.replace("3 May 2021", "4 May 2021")


def test_a_known_contradiction_and_a_trap_are_counted() -> None:
    place = {"article": "a", "start": FIRST.index("3 May"), "end": FIRST.index("3 May") + 10}
    cost = {"article": "a", "start": FIRST.index("42 million"), "end": FIRST.index("42 million") + 10}
    known = [
        {"event": "e", "verdict": "contradiction", "values": [place, {**place, "article": "b"}]},
        {"event": "e", "verdict": "trap: same", "values": [cost, {**cost, "article": "b"}]},
    ]
    counts = measure({"e": [{"id": "a", "text": FIRST}, {"id": "b", "text": SECOND}]}, known)
    assert counts["contradictions"] == counts["contradictions_shown"] == 1
    assert counts["traps"] == 1
    assert counts["traps_alarmed"] == 0
    assert counts["contradicted_claims"] == 1
