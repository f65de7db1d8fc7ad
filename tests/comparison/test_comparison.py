"""The comparison as a whole, with texts of our own."""

from __future__ import annotations

import itertools
import time
from typing import Any

import pytest

import scorer
from scorer.comparison.compare import compare
from scorer.comparison.origins import tidied

A = (
    "HALDEN — The Lenne bridge was opened on May 3, 2021, by Mayor Ida Lunde after four years of work. "
    "The bridge cost 42 million euros, according to the works department. About 9,000 cars will cross the bridge "
    "each day, the department said. The contractor supplied faulty steel cables for the north tower of the bridge. "
    "Engineers found cracks in 14 beams of the north tower last winter and replaced them at night."
)
B = (
    "The new bridge over the Lenne is open. Mayor Ida Lunde opened it on May 4, 2021, in front of 300 guests. "
    "It took four years to build the bridge, which cost 47 million euros, the mayor said. Cracks had been found in "
    "14 beams of the north tower. Reports spoke of faulty steel cables that the contractor supplied for the north "
    "tower of the bridge — a charge the contractor denies."
)
C = (
    "Halden has its bridge. The crossing of the Lenne opened in May 2021, and Mayor Ida Lunde cut the ribbon. "
    "Repairs to 14 beams of the north tower delayed it by some months, according to the works department."
)
STRANGER = (
    "The cheese market of Odenvik sold out within an hour on Saturday. Farmers brought goat cheese, honey and cider, "
    "and a brass band played until noon. The next market takes place in two weeks on the old square."
)


def run(*texts: str) -> dict[str, Any]:
    return dict(compare([{"text": text, "id": str(n)} for n, text in enumerate(texts)]).data)


def claims(data: dict[str, Any], state: str) -> list[dict[str, Any]]:
    return [claim for claim in data["claims"] if claim["state"] == state]


def quotes(claim: dict[str, Any]) -> set[str]:
    return {value["quote"] for value in claim["values"]}


def test_two_days_of_one_opening_contradict_and_a_coarse_month_hides_neither() -> None:
    found = [quotes(claim) for claim in claims(run(A, B, C), "contradicted") if claim["kind"] == "date"]
    assert any({"May 3, 2021", "May 4, 2021"} <= one for one in found)


def test_two_costs_contradict() -> None:
    found = [quotes(claim) for claim in claims(run(A, B, C), "contradicted") if claim["kind"] == "figure"]
    assert any({"42 million euros", "47 million euros"} <= one for one in found)


def test_a_flat_statement_and_a_denial_contradict() -> None:
    (claim,) = [claim for claim in claims(run(A, B, C), "contradicted") if claim["kind"] == "status"]
    assert {value["said"] for value in claim["values"]} >= {"stated", "denied"}


def test_the_same_figure_agrees() -> None:
    assert any("14 beams" in quotes(claim) for claim in claims(run(A, B, C), "agreed"))


def test_an_article_on_something_else_is_left_out_with_its_reason() -> None:
    articles = run(A, B, STRANGER, C)["articles"]
    assert [one["status_reason"] for one in articles] == [None, None, "other_event", None]


def test_the_order_of_articles_changes_nothing_but_the_indices() -> None:
    texts = [A, B, C, STRANGER]
    seen = set()
    for order in itertools.permutations(range(4)):
        data = run(*(texts[i] for i in order))
        seen.add(
            tuple(
                sorted(
                    (
                        c["kind"],
                        c["state"],
                        tuple(sorted((order[v["article"]], v["start"], v["end"]) for v in c["values"])),
                    )
                    for c in data["claims"]
                )
            )
        )
    assert len(seen) == 1


def test_an_article_given_twice_is_a_family_of_two_and_no_new_agreement() -> None:
    data = run(A, A)
    assert [family["articles"] for family in data["families"]] == [[0, 1]]
    assert claims(data, "agreed") == []
    assert claims(data, "contradicted") == []
    once, twice = run(A, B), run(A, B, A)
    count = [len([c for c in claims(one, "agreed") if c["kind"] in ("date", "figure")]) for one in (once, twice)]
    assert count[0] == count[1]
    assert twice["independence"]["families"] == 2


def test_articles_that_credit_one_agency_are_a_family_and_agree_once() -> None:
    first, second = "HALDEN (Reuters) — " + A.split(" — ", 1)[1], "By Reuters\n\n" + B
    data = run(first, second)
    assert [(one["articles"], one["because"]) for one in data["families"]] == [([0, 1], ["credit"])]
    assert data["independence"]["families"] == 1
    assert not [claim for claim in claims(data, "agreed") if claim["kind"] == "figure"]
    told = A + " The mayor told Reuters that she was glad."
    assert run(told, second)["families"] == []


@pytest.mark.parametrize("change", [("the", "the 💶"), (". ", ".\r\n"), ("e", "e\u0301"), (" of ", " \u202bof\u202c ")])
def test_places_hold_with_emoji_line_ends_and_marks(change: tuple[str, str]) -> None:
    texts = [text.replace(*change) for text in (A, B)]
    data = run(*texts)
    n = 0
    for claim in data["claims"]:
        for value in claim["values"]:
            assert texts[value["article"]][value["start"] : value["end"]] == value["quote"]
            start, end = value["sentence"]
            assert start <= value["start"] < value["end"]
            assert start < end <= len(texts[value["article"]])
            n += 1
        for reason in claim["reasons"]:
            assert all(0 <= s < e <= len(texts[i]) for i, s, e in reason["places"])
    assert n


def test_reasons_sum_to_the_confidence() -> None:
    import math

    for claim in run(A, B, C)["claims"]:
        if claim["confidence"] is not None:
            total = sum(reason["log_odds"] for reason in claim["reasons"])
            assert 1 / (1 + math.exp(-total)) == pytest.approx(claim["confidence"], abs=1e-5)


def test_a_later_toll_is_explained_and_not_contradicted() -> None:
    early = A.replace("About 9,000 cars", "Flooding killed 12 people in Halden on Friday. About 9,000 cars")
    late = B + " Flooding killed 31 people in Halden on Friday."
    found = [c for c in run(early, late)["claims"] if {"12 people", "31 people"} <= quotes(c)]
    assert [c["state"] for c in found] == ["differs"]
    assert [c["explained_by"] for c in found] == ["later_report"]


def test_bad_records_keep_their_row_and_their_reason() -> None:
    data = dict(compare([{"text": A}, {"title": "nothing"}, {"text": "Too short."}, {"text": B}]).data)
    assert [one["status_reason"] for one in data["articles"]] == [None, "bad_input", "too_short", None]


def test_one_article_is_refused() -> None:
    with pytest.raises(ValueError, match="at least two"):
        compare([{"text": A}])


def test_the_function_is_exported() -> None:
    assert scorer.compare([{"text": A}, {"text": B}]).data["kind"] == "comparison"


@pytest.mark.parametrize(
    "filler", ["It cost 1,000 homes. ", "On 3 May 2021 they met. ", "the same five words again and "]
)
def test_half_a_megabyte_stays_bounded(filler: str) -> None:
    begin = time.process_time()
    compare([{"text": A + " " + filler * (500_000 // len(filler))}, {"text": B + " " + filler * 2_000}])
    assert time.process_time() - begin < 30


def test_half_a_surrogate_pair_is_written_as_a_replacement_character() -> None:
    result = compare([{"text": A + " \ud800", "id": "\udc00"}, {"text": B}])
    assert b"comparison" in result.to_json()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("both Moscow and Tehran", "Moscow and Tehran"),
        ("Putin himself", "Putin"),
        ("The treaty's", "The treaty"),
        ("Moody's", "Moody's"),
        ("The State Duma, Russia’s lower house", "The State Duma"),
        ("the", ""),
        ("His", ""),
        ("Ada Marsh", "Ada Marsh"),
    ],
)
def test_a_source_is_named_without_the_words_around_it(name: str, expected: str) -> None:
    assert tidied(name) == expected
