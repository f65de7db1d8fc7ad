"""Kinds of damage in many wordings, the forms that are none, and what quality makes of both. Every text is our own."""

from __future__ import annotations

import pytest

from scorer import score

PARAGRAPHS = (
    "The harbour board of Lower Quay voted on Tuesday to mend the north pier before the winter, after engineers found "
    "that the storm of January had moved two of its stones.",
    "The work will cost 1.4 million dollars and take eleven weeks, according to a report that the board published on "
    "Monday. Boats of more than nine metres must use the south basin until March.",
    "“We can wait for a better price or for the next storm, and the storm will not ask,” the board's chairwoman, Ada "
    "Marsh, told reporters after the vote.",
    "Two members voted against it. Piotr Lem, who runs the fish market, said the board had looked at one offer alone "
    "and should have asked for a second.",
    "The engineers, of the firm Holt and Dell, wrote that the pier would stand a storm like the last one, but not two. "
    "They measured the stones from a boat in March and again in June.",
    "A part of the money comes from the county, its treasurer, Jana Reyl, said. The rest is to be paid out of mooring "
    "fees, which rise by four dollars a week.",
    "The board meets again on the first Monday of next month to choose between two firms from Eastmere.",
)
TITLE = "Harbour board votes to mend the north pier before winter"
CLEAN = "\n\n".join((TITLE, *PARAGRAPHS))
HALF = "\n\n".join((TITLE, *PARAGRAPHS[:4]))


def with_line(line: str, after: int = 4) -> str:
    return "\n\n".join((TITLE, *PARAGRAPHS[:after], line, *PARAGRAPHS[after:]))


def quality(text: str) -> float:
    report = score(text)
    assert report.scores is not None
    return report.scores.quality.value


def flagged(text: str) -> dict[str, str]:
    return {flag.id: flag.quote or "" for flag in score(text).flags if flag.id.startswith("junk.")}


STUBS = (
    "… [+1874 chars]",
    "... [+1,874 chars]",
    " (+2090 more characters)",
    "… Read the whole report on the Quay Post",
    "... Continue reading at the source",
    " […]\n\nThe post Harbour board votes appeared first on The Quay Post.",
    " [&#8230;]\n\nThe article Pier to be mended first appeared on Quay News.",
    "…\n\nFull text: https://quay.example/pier",
    "... (more)",
)


@pytest.mark.parametrize("stub", STUBS)
def test_a_stub_is_flagged_and_misses_its_rest(stub: str) -> None:
    text = HALF.removesuffix(" and should have asked for a second.") + stub
    assert "junk.truncated" in flagged(text)
    assert quality(text) <= 60


WALLS = (
    "Subscribe to continue reading.",
    "You have used up your free articles this month. Log in or subscribe to keep reading.",
    "The rest of this article is reserved for members.",
    "This story is for subscribers only.",
    "To finish reading, please create a free account.",
    "Want to read on? Become a member for $4 a month.",
)


@pytest.mark.parametrize("wall", WALLS)
def test_a_wall_is_flagged_and_misses_its_rest(wall: str) -> None:
    found = flagged(HALF + "\n\n" + wall)
    assert "junk.wall" in found
    assert quality(HALF + "\n\n" + wall) <= 60


LEFTOVERS = (
    "I'm sorry, but I can't help with that request.",
    "My knowledge goes up to October 2022, so later votes are not included.",
    "Here's a 300-word article in a neutral tone based on your notes:",
    "ChatGPT: Sure, I can write that.",
    "The vote was close turn1search3 and the pier old.",
    "[name of engineer] told [name of outlet] that the stones were loose.",
    "Here are four possible headlines:",
    "Would you like me to add a quote from the treasurer?",
    "[End of article]",
    "Word count: 305",
)


@pytest.mark.parametrize("leftover", LEFTOVERS)
def test_ai_leftovers_are_flagged_and_grave(leftover: str) -> None:
    text = CLEAN + "\n\n" + leftover
    assert flagged(text).keys() & {"junk.machine_residue", "junk.placeholder_text"}
    assert quality(text) <= 30


HONEST = (
    "The clerk had asked a chatbot, which replied that as a language model it had no view on piers, the board said.",
    "A sign on the pier reads “[name of boat] must not moor here”, with the brackets left in.",
    "The museum of printing shows a page of lorem ipsum and a machine that sets placeholder text by hand.",
    "The board's website uses cookies, and a new law lets visitors reject all cookies with one click, Lem said.",
    "The town's paper dropped its paywall: readers who had reached their limit of free articles were let in, it said.",
    "The founder sells keyword research to hotels and says that search engines send fewer guests than before.",
)


@pytest.mark.parametrize("line", HONEST)
def test_honest_talk_of_junk_is_none(line: str) -> None:
    grave = [f for f in score(with_line(line)).flags if f.id.startswith("junk.") and f.severity != "low"]
    assert not grave
    assert quality(with_line(line)) >= 92


CARDS = (
    "Name: Verna Tull Birthday: 1988-05-17 Address: 92 Dell Ridge, Port Ulla Phone: +4420555111 Job: Welder",
    '{"name": "Verna Tull", "username": "vtull7", "email": "v@example.org", "dob": "1977-01-02", "followers": 231}',
    "Verna Tull\n1,204 Followers\n311 Following\n87 Posts",
    "Introduction: My name is Verna Tull, I am a bright, funny, faithful person who loves writing and sharing.",
)


@pytest.mark.parametrize("card", CARDS)
def test_an_author_card_is_found_in_any_layout(card: str) -> None:
    assert "junk.author_profile" in flagged(CLEAN + "\n\n" + card)
    assert quality(CLEAN + "\n\n" + card) <= 60


@pytest.mark.parametrize("name", ("Ã…lesund", "MalmÃ¶", "Å¡koda", "ÐœÐ¾ÑÐºÐ²Ð°", "BrendanÃ¢â‚¬â„¢s", "Dvo�ák"))
def test_mojibake_of_any_alphabet_is_shown_with_its_neighbourhood_alone(name: str) -> None:
    quote = flagged(with_line(f"The stones came from {name} and were laid in May, the engineers wrote."))
    assert len(quote["junk.garbled_encoding"]) < 40


def test_a_stuffed_page_is_grave() -> None:
    page = " ".join(
        f"Cheap garden hoses are here. If you want cheap garden hoses, buy cheap garden hoses {where}."
        for where in ("online", "in town", "by post", "from us", "today", "in spring", "for less", "with ease")
    )
    assert "junk.search_filler" in flagged(page)
    assert quality(page) <= 30


CUTS = (
    "The treasurer said that the",
    "Lem, who runs the",
    "They measured the stones from a boat in March and again in",
)


@pytest.mark.parametrize("end", CUTS)
def test_a_cut_off_end_is_found_above_share_lines(end: str) -> None:
    text = CLEAN + " The work begins when both have signed. " + end
    assert "junk.truncated" in flagged(text)
    assert "junk.truncated" in flagged(text + "\n\nShare this article\nFacebook\nTwitter\nEmail")


def test_more_of_a_repeat_never_scores_higher() -> None:
    scores = [quality("\n\n".join([CLEAN] * times)) for times in (1, 2, 3, 5, 10)]
    assert scores == sorted(scores, reverse=True)
    assert scores[0] >= 93
    assert scores[1] <= 70
    assert scores[-1] <= 20


def test_the_next_story_and_the_comments_below_are_no_part_of_it() -> None:
    story = (
        "Council of Eastmere plants nine hundred trees along its river\n\nBy Tom Byrne\n\n12 May 2021\n\nGardeners set "
        "the last of nine hundred young oaks beside the water on Sunday, and schoolchildren gave each of them a label "
        "with a name.\n\nSheep had eaten the first trees in 2017, the forester recalled."
    )
    assert "junk.page_furniture" in flagged(CLEAN + "\n\n" + story)
    thread = "3 comments\n\ndave_r\n2 hours ago\nAbout time.\nReply\n\nMolly\n1 hour ago\nWho pays?\nReply · Like (3)"
    assert "junk.page_furniture" in flagged(CLEAN + "\n\n" + thread)


LIVE = "Live: the pier is closed\n\n" + "\n\n".join(
    f"{15 - n}:{n}5 BST\n{paragraph}" for n, paragraph in enumerate(PARAGRAPHS[:5])
)
LISTED = (
    "Five things to know about the pier\n\nThe board voted on Tuesday. This is what follows, it says.\n\n"
    + "\n\n".join(
        f"{n}. {head}\n{paragraph}"
        for n, (head, paragraph) in enumerate(
            zip(("Boats", "Costs", "Storms", "Votes", "Stones"), PARAGRAPHS, strict=False), 1
        )
    )
)
TALK = (
    "An interview with the chairwoman\n\nAda Marsh has led the board since 2011. She spoke on the pier.\n\n"
    + "\n\n".join(
        f"POST: {question}\n\nMARSH: {answer}"
        for question, answer in (
            ("Why now?", "Because the stones have moved, and I would rather pay a mason than a diver."),
            ("Who pays?", "The county pays a part. The rest is fees, and nobody likes fees until the pier is gone."),
            ("And the boats?", "They go to the south basin until March. We have counted, and there is room for all."),
            ("Will it hold?", "It will hold one storm. The engineers say so, and I have read what they wrote twice."),
        )
    )
)


@pytest.mark.parametrize("text", (LIVE, LISTED, TALK), ids=("live", "list", "interview"))
def test_honest_forms_are_no_damage(text: str) -> None:
    assert not [f for f in score(text).flags if f.id.startswith("junk.") and f.severity != "low"]
    assert quality(text) >= 85
