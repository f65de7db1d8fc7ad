"""Texts in our own words on which the flags of this signal must, and must not, be raised."""

from __future__ import annotations

from scorer.signals.base import Example

_PLAIN = (
    "The council voted on Tuesday to close the old bridge for six weeks. The town's engineer, Marta Holm, told "
    "reporters that rust had eaten through two of the nine beams. A survey of the other seven is due in May, and "
    "the shops on the east bank have asked for a ferry until then."
)

EXAMPLES = (
    Example(
        "craft.hidden_hands", f"{_PLAIN} The mainstream media will not print a word of this.", True, "mainstream media"
    ),
    Example(
        "craft.hidden_hands", f"{_PLAIN} Behind it all stands the deep state, as it always does.", True, "deep state"
    ),
    Example("craft.hidden_hands", _PLAIN, False),
    Example(
        "craft.hidden_hands", f"{_PLAIN} “The mainstream media will not print a word of this,” said Piet Aalto.", False
    ),
    Example("craft.contempt", f"{_PLAIN} Only an idiot would believe the mayor.", True, "idiot"),
    Example("craft.contempt", f"{_PLAIN} These pathetic clowns have learned nothing.", True, "pathetic"),
    Example("craft.contempt", _PLAIN, False),
    Example("craft.contempt", f"{_PLAIN} “Only an idiot would believe the mayor,” said Piet Aalto.", False),
    Example("craft.alarm", f"{_PLAIN} It is a shocking story, and a bombshell is still to come.", True, "shocking"),
    Example("craft.alarm", f"{_PLAIN} The mayor was slammed for it within the hour.", True, "slammed"),
    Example("craft.alarm", _PLAIN, False),
    Example("craft.alarm", f"{_PLAIN} “It is a shocking story,” said Piet Aalto.", False),
)
