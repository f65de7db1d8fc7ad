"""Texts on which the hedging flags must, or must not, be raised. All in our own words."""

from __future__ import annotations

from scorer.signals.base import Example

_S, _V = "hedging.speculation", "hedging.vague_source"

EXAMPLES = (
    Example(_S, "The new tariff could push several small mills out of business within a year.", True, "could"),
    Example(_S, "The bridge will likely stay closed for some months, perhaps until the spring.", True, "likely"),
    Example(_S, "The two companies may merge, which might explain some of the recent changes.", True, "may merge"),
    Example(
        _S, "It is possible that the outage was planned; it was probably one of many such tests.", True, "probably"
    ),
    Example(_S, "The delay seems to be the result of a quarrel between some of the partners.", True, "seems to"),
    Example(_S, "The council voted 7-2 on May 12 to close the bridge.", False),
    Example(_S, "“It could be one of the worst harvests in years,” Ana Ruiz said on Monday.", False),
    Example(_S, "The minister said many plants might close, and that some may never reopen.", False),
    Example(_S, "She threw the hammer with all her might and won by two metres.", False),
    Example(_S, "He could not read the letter, and many of the pages were missing.", False),
    Example(_S, "The youth may vote from next spring, and that might change the council.", True, "may vote"),
    Example(_S, "You've probably heard of the bridge; maybe you have crossed it.", False),
    Example(_S, "They could have sold the mill in 2004; it was then worth nine million.", False),
    Example(_S, "It was perhaps the longest debate that the hall has seen since 1971.", False),
    Example(_S, "The fear that the dam might break drove them out. A wall may be ugly, but it will hold.", False),
    Example(_S, "May the best team win. Nobody can possibly tell, and maybe it is time to go home.", False),
    Example(_S, "This text may not be reproduced. You are probably aware that critics may well ask why.", False),
    Example(_S, "Gunfire could be heard in the town. She could swim, and they could go home.", False),
    Example(_S, "It may come as a surprise to him. He may be the best pilot there is.", False),
    Example(_S, "Ruiz is perhaps best known for the bridge, the most likely cause of her fame.", False),
    Example(_S, "Nobody knows when the dam might open, or whose fields it could flood.", False),
    Example(_S, "Rain was stopped by a dam before it could reach the town, an unlikely rescue.", False),
    Example(_V, "According to analysts, the merger will change the whole market.", True, "analysts"),
    Example(_V, "Critics say the plan was drawn up in haste.", True, "Critics say"),
    Example(_V, "It is widely believed that the vote was delayed on purpose.", True, "believed"),
    Example(_V, "Analysts at Harrow Bank said the merger will change the market.", False),
    Example(_V, "Ana Ruiz, who leads the mill, said the plan was drawn up in haste.", False),
    Example(_V, "The critic Tom Hale says the play is too long.", False),
    Example(_V, "Doctors welcomed the plan. “It will save lives,” said Ana Ruiz, who leads the clinic.", False),
    Example(_V, "Ana Ruiz published a study of 90 mills. They are safe, researchers said.", False),
    Example(_V, "Some researchers say that the mills are safe.", True, "Some researchers say"),
    Example(_V, "Ana Ruiz and other analysts say the merger will change the market.", False),
    Example(_V, "Ana Ruiz and her supporters say the merger will change the market.", False),
    Example(_V, "The mill held a race for doctors that she says was fair.", False),
    Example(_V, "Experts had mixed views on the bridge; economists gave a rough estimate.", False),
    Example(_V, "Marsh has a stent, which doctors call a scaffold. Lawyers for the mill said no.", False),
    Example(_V, "Cancer experts said on Tuesday that the actor was right to tell of it.", False),
    Example(_V, "New research published in the journal Mills finds that they are safe.", False),
    Example(_V, "No large studies have found harm. Few would argue with that.", False),
    Example(_V, "Previous studies have found that mills are safe.", True, "Previous studies"),
    Example(_V, "The reform, which some argue undermines the courts, passed.", True, quote="some argue"),
    Example(_V, "The tower, which some call a folly, will be sold.", False),
    Example(_V, "If analysts say so, the merger will go ahead.", False),
)
