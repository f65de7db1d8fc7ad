"""When two values that differ are a contradiction, and when something else may explain it."""

from __future__ import annotations

import math
from typing import Any

import pytest

from scorer.comparison import contradiction
from scorer.comparison.compare import compare

FIRST = (
    "The council of Halden will close its swimming hall. Mayor Ida Lunde said that the roof of the Halden hall is "
    "unsafe. "
    "{} The hall opened in 1974 and has two pools. About 900 pupils of Halden learn to swim there each year."
)
SECOND = (
    "Halden is losing its swimming hall. Mayor Ida Lunde blames the roof of the Halden hall, which engineers call "
    "unsafe. "
    "{} The hall with its two pools opened in 1974, and about 900 pupils learn to swim there each year."
)


def found(
    first: str, second: str, quotes: tuple[str, str], published: tuple[str, str] | None = None
) -> list[dict[str, Any]]:
    """The claims that hold both quotes."""
    texts = FIRST.format(first), SECOND.format(second)
    dates = published or ("2021-05-04", "2021-05-04")
    records = [{"text": text, "published": day} for text, day in zip(texts, dates, strict=True)]
    claims = compare(records).data["claims"]
    return [claim for claim in claims if set(quotes) <= {value["quote"] for value in claim["values"]}]


def states(*given: Any) -> set[tuple[str, str | None]]:
    return {(claim["state"], claim["explained_by"]) for claim in found(*given)}


REPAIR = "The repair of the roof of the Halden hall would cost {} million euros, the council of Halden said."
PRICES = "42 million euros", "47 million euros"


def test_two_prices_of_one_repair_contradict() -> None:
    assert states(REPAIR.format(42), REPAIR.format(47), PRICES) == {("contradicted", None)}


def test_a_report_days_later_may_explain_it() -> None:
    apart = ("2021-05-04", "2021-06-04")
    assert states(REPAIR.format(42), REPAIR.format(47), PRICES, apart) == {("differs", "later_report")}


def test_a_total_so_far_is_of_its_day() -> None:
    first, second = (
        f"The vote for the Halden hall now stands at {n} letters in total, the council of Halden said."
        for n in (71, 74)
    )
    assert states(first, second, ("71 letters", "74 letters")) <= {("differs", "later_report")}


def test_figures_far_apart_are_of_another_scope() -> None:
    assert ("contradicted", None) not in states(
        REPAIR.format(20), REPAIR.format(70), ("20 million euros", "70 million euros")
    )


def test_ages_of_one_person_contradict_and_of_two_do_not() -> None:
    first = "Ida Lunde, 41, has led the council of Halden since May."
    assert states(first, "The 43-year-old Ida Lunde has led the council of Halden since May.", ("41", "43")) == {
        ("contradicted", None)
    }
    assert states(first, "The 43-year-old Piet Hoorn has led the party of Halden since May.", ("41", "43")) == set()


def test_the_ends_of_a_range_do_not_contradict() -> None:
    first = "The repair of the Halden hall takes from 12 weeks to 15 weeks, the council of Halden said."
    assert states(first, first.replace("from 12 weeks", "from 9 weeks"), ("15 weeks", "9 weeks")) == set()


def test_two_reports_of_a_recurring_event_differ_in_scope() -> None:
    month = "The Halden hall had {} guests, sold {} tickets, lent {} towels and filled {} lockers, the council said."
    first, second = month.format(610, 540, 83, 71), month.format(650, 580, 89, 78)
    for quotes in (("610 guests", "650 guests"), ("540 tickets", "580 tickets"), ("83 towels", "89 towels")):
        assert ("contradicted", None) not in states(first, second, quotes)


def test_a_bound_in_one_article_alone_is_no_contradiction() -> None:
    first = "The council of Halden has owned the Halden hall since {}, Mayor Ida Lunde said in the council of Halden."
    second = first.replace("since", "in full since the purchase of")
    assert ("contradicted", None) not in states(
        first.format("April 2019"), second.format("March 2019"), ("April 2019", "March 2019")
    )


def test_the_days_of_two_reports_are_no_contradiction() -> None:
    day = "The council of Halden meets tonight, on May {}, 2021, to speak of the roof of the Halden hall."
    published = ("2021-05-04", "2021-05-11")
    assert states(day.format(4), day.format(11), ("May 4, 2021", "May 11, 2021"), published) <= {
        ("differs", "later_report")
    }


def test_no_evidence_is_no_denial_and_an_inquiry_no_statement() -> None:
    first = "The inquiry asks whether the contractor sold faulty steel bolts for the roof of the Halden hall."
    second = "The contractor denies that it sold faulty steel bolts for the roof of the Halden hall."
    claims = compare([{"text": FIRST.format(first)}, {"text": SECOND.format(second)}]).data["claims"]
    assert [claim for claim in claims if claim["kind"] == "status" and claim["state"] == "contradicted"] == []


def test_a_contradiction_gives_the_reasons_of_its_confidence() -> None:
    (claim,) = found(REPAIR.format(42), REPAIR.format(47), PRICES)
    total = math.fsum(reason["log_odds"] for reason in claim["reasons"])
    assert 1 / (1 + math.exp(-total)) == pytest.approx(claim["confidence"], abs=1e-5)
    assert {reason["meaning"] for reason in claim["reasons"]} & set(contradiction.TERMS.values())


def test_values_further_apart_are_less_sure() -> None:
    near, far = (
        found(REPAIR.format(42), REPAIR.format(n), ("42 million euros", f"{n} million euros"))[0]["confidence"]
        for n in (45, 60)
    )
    assert near > far
