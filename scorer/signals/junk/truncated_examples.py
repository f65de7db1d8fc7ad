"""Examples of cut-off ends. Used by :mod:`.truncated`."""

from __future__ import annotations

from scorer.signals.base import Example

_ID = "junk.truncated"

EXAMPLES = (
    Example(
        _ID,
        "The council met on Monday to settle the budget for the coming year.\n\nCouncillors argued late into the night "
        "about the bus lines, the swimming pool and the\n\nWhat comes next\n\nA vote is due in March.",
        True,
        "the swimming pool and the",
    ),
    Example(
        _ID,
        "The ferry ran aground at dawn. All passengers are safe, the coast guard said.\n\nDivers went down twice and "
        "found a hole in the hull that engineers believe was caused by a",
        True,
        "caused by a",
    ),
    Example(
        _ID,
        "The minister resigned on Tuesday after a week of pressure from her own party. She had led the department "
        "for three years and [...] Read more",
        True,
        "Read more",
    ),
    Example(
        _ID,
        "The minister resigned on Tuesday after a week of pressure from her own party. She had led the departmentRead "
        "more",
        True,
        "Read more",
    ),
    Example(
        _ID,
        "The ferry ran aground at dawn. All passengers are safe, the coast guard said.\n\nDivers went down twice and "
        "found a hole in the hull that engineers now link to a previous",
        True,
        "a previous",
    ),
    Example(
        _ID,
        "The ferry ran aground at dawn. All passengers are safe, the coast guard said.\n\nJana Holt and Piotr Lem in "
        "the office at the harbour of Lower Sedge contributed to this report",
        False,
    ),
    Example(
        _ID,
        "The ferry ran aground at dawn.\n\nThe captain's wife told the crowd on the quay that she would not give in\n\n"
        "All passengers are safe, the coast guard said.",
        False,
    ),
    Example(
        _ID,
        "The mill closed in May. In her diary the owner wrote of the day,\n\nThe wheel stood still for the first time "
        "since I was born, and nobody spoke of it.\n\nThe shop sells bread, flour, cakes, jam and much more",
        False,
    ),
    Example(
        _ID,
        "The mill closed in May, and nobody has bought it since then. To see it once more click here This film has two "
        "votes",
        False,
    ),
    Example(
        _ID,
        "The plan has three parts:\n- a new road\n- a bridge\n- and a tunnel under the bay\nWork begins in May.",
        False,
    ),
    Example(
        _ID,
        "Winners and losers\nFarmers gain most from the new rule, the ministry said.\nSource: Ministry of "
        "Agriculture and Fisheries",
        False,
    ),
    Example(
        _ID,
        "She ended with a line of verse:\n“and over the water the lamps go out”\nThe hall was silent. Then everybody "
        "stood.",
        False,
    ),
)
