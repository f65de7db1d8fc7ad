"""Must-flag and must-not-flag examples of the headline signal, in our own words."""

from __future__ import annotations

from scorer.signals.base import Example

_BRIDGE = (
    "The council voted on Tuesday to close the old bridge for repairs that will last until spring. Engineers had "
    "found cracks in two of its four pillars last month. “We cannot wait for another winter,” said Mara Ellison, who "
    "heads the city's roads office. Buses will run over the northern crossing, and shops on the east bank may ask for "
    "help with lost trade. The work is to cost about 4 million dollars, most of it paid by the state."
)
_HEART = (
    "Researchers at the university reported that a protein found in zebrafish helps damaged heart muscle to regrow. "
    "The team, led by the biologist Ines Carvalho, switched the gene off in one group of fish and compared the scars "
    "after sixty days. Animals without the protein healed far more slowly, according to the paper. Independent experts "
    "called the result promising but warned that mammals may respond differently. A trial with mice is planned."
)
_SENATE = (
    "Republicans in the United States Senate said on Thursday that they would not vote on the trade bill before the "
    "summer recess. Two senators from farm states asked for changes to the chapter on sugar. The White House said "
    "the president still hoped for a vote in July. Business groups had spent months pressing for the bill, which "
    "would cut tariffs on steel and cotton. Democrats called the delay a gift to lobbyists and foreign mills."
)


def _teases(title: str, must: bool) -> Example:
    return Example("headline.clickbait", "", must, title=title)


EXAMPLES: tuple[Example, ...] = (
    _teases("17 Things You'll Only Understand If You Grew Up With Three Sisters", True),
    _teases("Here's Why You Should Never Wash Your Hair Before A Flight", True),
    _teases("Can You Guess The Movie From Just One Of Its Shoes?", True),
    _teases("this is what happens when you eat nothing but soup for a month", True),
    _teases("25 Perfect Gifts For The Friend Who Is Totally Obsessed With Plants", True),
    Example(
        "headline.clickbait",
        f"21 Insanely Cute Bridges That Will Make You Want To Travel\n{_BRIDGE}",
        must=True,
        quote="21 Insanely Cute Bridges",
    ),
    _teases("Council Votes to Close Bridge for Repairs Until Spring", False),
    _teases("Protein in Zebrafish Helps Damaged Hearts Regrow, Study Finds", False),
    _teases("Three Killed as Ferry Capsizes Off Northern Coast", False),
    _teases("SENATE DELAYS VOTE ON TRADE BILL", False),
    _teases("12 miners rescued after four days underground in Chile", False),
    _teases("Why the central bank raised interest rates in June", False),
    Example("headline.unsupported", _BRIDGE, True, title="Protein in Zebrafish Helps Damaged Hearts Regrow"),
    Example("headline.unsupported", _HEART, True, title="Senate Republicans Delay Vote on Sugar Tariffs"),
    Example("headline.unsupported", _SENATE, True, title="Ferry capsizes off northern coast, killing three tourists"),
    Example(
        "headline.unsupported",
        f"Volcano Erupts Near Capital as Thousands Flee Homes\n{_BRIDGE}",
        must=True,
        quote="Volcano Erupts",
    ),
    Example("headline.unsupported", _BRIDGE, False, title="City to shut cracked bridge for repairs"),
    Example("headline.unsupported", _HEART, False, title="Fish gene may mend hearts, biologists say"),
    Example("headline.unsupported", _SENATE, False, title="GOP stalls US trade bill over sugar"),
    Example("headline.unsupported", _SENATE, False, title="What now?"),  # nothing in it that could be missing
    Example("headline.shouting", _BRIDGE, True, title="CITY SHUTS CRACKED BRIDGE"),
    Example("headline.shouting", _BRIDGE, True, title="SHOCKING cracks found in bridge, repairs NEEDED now"),
    Example("headline.shouting", _BRIDGE, True, title="FRAUD: City shuts cracked bridge for repairs"),
    Example("headline.shouting", _BRIDGE, False, title="City to shut cracked bridge for repairs"),
    Example("headline.shouting", _SENATE, False, title="UNESCO asks the senate about sugar"),
    Example("headline.shouting", _SENATE, False, title="UNESCO and UNICEF ask the senate about sugar"),
)
