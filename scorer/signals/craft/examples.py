"""Texts in our own words on which the flags of this signal must, and must not, be raised."""

from __future__ import annotations

from scorer.signals.base import Example

_PLAIN = (
    "The council voted on Tuesday to close the old bridge for six weeks. The town's engineer, Marta Holm, told "
    "reporters that rust had eaten through two of the nine beams. A survey of the other seven is due in May, and "
    "the shops on the east bank have asked for a ferry until then."
)

_RANT = (
    "And once again they claimed that nothing was wrong, when everyone knew it was a lie. Of course they did. It seems "
    "the truth means nothing to these individuals, and the fact is that millions of people have had enough of it. You "
    "see it everywhere: they lie, they get caught lying, and they simply tell the same lies again. Apparently nobody "
    "is ever to blame. Clearly somebody knew exactly what went on, and finally a few of them admitted as much. But "
    "let us look at what they really want: they want you to trust them without a single question, once again."
)
_MORE = (
    " The work is likely to cost about two million crowns, nearly half of it from the province, according to the "
    "budget that was published last month. During the closure, buses are to take the longer way round by the mill, "
    "which adds between six and ten minutes to the trip."
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
    Example("craft.alarm", f"{_PLAIN} It was a total disaster, and she knew it.", True, "total disaster"),
    Example("craft.alarm", _PLAIN, False),
    Example("craft.alarm", f"{_PLAIN} “It is a shocking story,” said Piet Aalto.", False),
    Example("craft.labels", f"{_PLAIN} Liberals cheered, and the far right did not.", True, "Liberals"),
    Example("craft.labels", f"{_PLAIN} Conservatives cheered, and the left did not.", True, "Conservatives"),
    Example("craft.labels", f"{_PLAIN} The left bank is closed, and so is the right bank.", False),
    Example("craft.labels", f"{_PLAIN} “Liberals cheered, and the far right did not,” said Piet Aalto.", False),
    Example("craft.wording", _RANT, True),
    Example("craft.wording", _RANT.replace("again", "once again"), True),
    Example("craft.wording", _PLAIN * 2, False),
    Example("craft.wording", _PLAIN + _MORE, False),
)
