"""Must-flag and must-not-flag examples of the provenance signal, in our own words."""

from __future__ import annotations

from scorer.signals.base import Example

_BODY = (
    "The council voted on Tuesday to close the old bridge for repairs that will last until spring. Engineers had "
    "found cracks in two of its four pillars last month. “We cannot wait for another winter,” said Mara Ellison, who "
    "heads the city's roads office.\n"
    "Buses will run over the northern crossing, and shops on the east bank may ask for help with lost trade. The work "
    "is to cost about 4 million dollars, most of it paid by the state. Drivers who cross the river each morning said "
    "they expected long queues."
)
_TITLE = "Old bridge to close until spring"
_NOBODY, _WEAK = "provenance.no_byline", "provenance.weak_byline"
_CORRECTED, _PAID = "provenance.corrected", "provenance.paid_content"
_UNDATED, _IMPOSSIBLE = "provenance.no_date", "provenance.impossible_date"

EXAMPLES: tuple[Example, ...] = (
    Example(_NOBODY, f"{_TITLE}\n{_BODY}", must=True),
    Example(_NOBODY, f"{_TITLE}\nPublished 3 March 2021\n{_BODY}", must=True),
    Example(_NOBODY, f"{_TITLE}\nRIVERTON, March 3 — {_BODY}", must=True),
    Example(_NOBODY, f"{_TITLE}\nBy Jana Holt\n{_BODY}", must=False),
    Example(_NOBODY, f"{_TITLE}\nRIVERTON (Reuters) - {_BODY}", must=False),
    Example(_NOBODY, f"{_TITLE}\n{_BODY}\n(Reporting by Jana Holt; editing by Piotr Lem)", must=False),
    Example(_NOBODY, _BODY, must=False, byline="Jana Holt"),
    Example(_NOBODY, "The bridge will close on Monday, the council said.", must=False),  # no article, a sentence
    Example(_WEAK, f"{_TITLE}\n{_BODY}\nAuthor: KLM", must=True, quote="KLM"),
    Example(_WEAK, f"{_TITLE}\nBy admin\n{_BODY}", must=True, quote="admin"),
    Example(_WEAK, f"{_TITLE}\nPosted by newsfan_77 on 3 March 2021\n{_BODY}", must=True, quote="newsfan_77"),
    Example(_WEAK, _BODY, must=True, byline="Staff Writer"),
    Example(_WEAK, f"{_TITLE}\nBy J. K. Holt\n{_BODY}", must=False),
    Example(_WEAK, f"{_TITLE}\nBy AFP\n{_BODY}", must=False),
    Example(_WEAK, _BODY, must=False, byline="Jana Holt, Staff Writer"),
    Example(_WEAK, _BODY, must=False, byline="JanaHolt"),
    Example(_WEAK, _BODY, must=False, byline="None"),
    Example(_NOBODY, _BODY, must=True, byline="None"),
    Example(_UNDATED, f"{_TITLE}\nBy Jana Holt\n{_BODY}", must=True),
    Example(_UNDATED, f"{_BODY} The bridge was built on 4 May 1931 by two brothers.", must=True),
    Example(_UNDATED, f"RIVERTON (AP) — {_BODY}", must=True),
    Example(_UNDATED, f"{_TITLE}\n3 March 2021, 14:05 GMT\n{_BODY}", must=False),
    Example(_UNDATED, f"RIVERTON, March 3, 2021 – {_BODY}", must=False),
    Example(_UNDATED, f"{_TITLE}\nBy Jana Holt\nRIVERTON, March 3\n{_BODY}", must=False),
    Example(_UNDATED, _BODY, must=False, published="2021-03-03"),
    Example(_IMPOSSIBLE, f"{_TITLE}\nPublished 31 June 2021\n{_BODY}", must=True, quote="31 June 2021"),
    Example(_IMPOSSIBLE, _BODY, must=True, published="2021-13-03"),
    Example(
        _IMPOSSIBLE,
        f"{_TITLE}\nMarch 3, 2019\n{_BODY} On April 5, 2021, a lorry damaged the railing and two people were hurt.",
        must=True,
        quote="April 5, 2021",
    ),
    Example(_IMPOSSIBLE, f"{_TITLE}\nMarch 3, 20215\n{_BODY}", must=True, quote="20215"),
    Example(_IMPOSSIBLE, f"{_TITLE}\n29 February 2020\n{_BODY}", must=False),
    Example(
        _IMPOSSIBLE,
        f"{_TITLE}\nMarch 3, 2019\n{_BODY} The bridge will open again on April 5, 2021, the office said.",
        must=False,
    ),
    Example(
        _IMPOSSIBLE,
        f"{_TITLE}\nMarch 3, 2019\n{_BODY} A court ordered the owner of the lorry to return to it on April 5, 2021.",
        must=False,
    ),
    Example(
        _IMPOSSIBLE,
        f"{_TITLE}\nMarch 3, 2019\n{_BODY} The council has called a vote on the new bridge for April 5, 2021.",
        must=False,
    ),
    Example(_IMPOSSIBLE, f"{_TITLE}\n25/12/2020\n{_BODY}", must=False),
    Example(
        _IMPOSSIBLE,
        f"{_TITLE}\n3 March 2019\n{_BODY}\nThis article was amended on 7 March 2019 because a name was misspelled.",
        must=False,
    ),
    Example(
        _CORRECTED,
        f"{_TITLE}\n{_BODY}\nCorrection: March 14, 2021\nAn earlier version of this article gave the wrong sum.",
        must=True,
        quote="An earlier version",
    ),
    Example(
        _CORRECTED,
        f"{_TITLE}\n{_BODY}\n• This story was edited on 21 October 2022 to name the engineer.",
        must=True,
        quote="This story was edited",
    ),
    Example(
        _CORRECTED,
        f"{_TITLE}\n(Corrects spelling of Ellison in paragraph 2)\n{_BODY}",
        must=True,
        quote="Corrects spelling",
    ),
    Example(_CORRECTED, f"{_TITLE}\n{_BODY} The newspaper printed a correction on Monday.", must=False),
    Example(
        _CORRECTED, f"{_TITLE}\n{_BODY} The plan was amended on Tuesday, and its corrected sums were read.", must=False
    ),
    Example(_PAID, f"Advertorial\n{_TITLE}\n{_BODY}", must=True, quote="Advertorial"),
    Example(_PAID, f"{_TITLE}\nIn partnership with Veldt Bridges\n{_BODY}", must=True, quote="In partnership"),
    Example(_PAID, f"{_TITLE}\n{_BODY}\nPAID FOR BY VELDT BRIDGES", must=True, quote="PAID FOR BY"),
    Example(
        _PAID,
        f"{_TITLE}\n{_BODY}\nThis article was produced by our brand studio on behalf of Veldt Bridges.",
        must=True,
        quote="brand studio",
    ),
    Example(_PAID, f"{_TITLE}\n{_BODY} The advertisement feature was paid for by the union, it said.", must=False),
    Example(_PAID, f"{_TITLE}\n{_BODY}\nThe match is sponsored by Veldt Bridges and starts at noon.", must=False),
)
