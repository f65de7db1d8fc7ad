"""Texts on which the loaded-language flags must, or must not, be raised. All in our own words."""

from __future__ import annotations

from scorer.signals.base import Example

_W, _O = "loaded_language.wording", "loaded_language.one_sided"

_RANT = (
    "Once again the radical clowns who run this city have shown how little they care about you. Their shameful "
    "budget is a disgrace, a cynical scheme to plunder the pockets of ordinary people while their greedy friends "
    "laugh all the way to the bank. And why should anyone be surprised? These are the same arrogant liars who "
    "ruined our schools and wrecked our streets, and they will never stop until we make them stop. We must not "
    "let these corrupt extremists destroy what our parents built. It is an outrageous betrayal, plain and simple, "
    "and every one of us should be furious. The truth is that they despise us. Their pathetic excuses fool "
    "nobody, and their disgusting hypocrisy stinks to high heaven. Wake up, people! Our freedom is at stake."
)
_REPORT = (
    "The city council approved a budget of 412 million dollars on Tuesday, 3 percent more than last year. The "
    "vote was 7 to 2. Council member Dana Whitfield, who chairs the finance committee, said the increase pays for "
    "two fire stations and repairs to 14 bridges. Council member Luis Ortega voted against it. He said the city "
    "had not shown how it would meet pension costs after 2027. The budget takes effect on July 1. According to "
    "the city's finance office, property taxes for a house of median value rise by 46 dollars a year. A public "
    "hearing on the plan drew about 60 residents in May. The council meets again on June 20 to vote on water "
    "rates, the city clerk said."
)

EXAMPLES = (
    Example(_W, "The shameless mayor peddled another ridiculous lie on Monday.", True, "ridiculous"),
    Example(_W, "This disgraceful plan was cooked up by corrupt cronies and their pathetic lackeys.", True, ""),
    Example(_W, "Radical extremists are destroying our schools with their insane agenda.", True, "insane"),
    Example(_W, "The council approved the budget by seven votes to two on Tuesday.", False),
    Example(_W, "The river rose by 40 centimetres after two days of rain, the water office said.", False),
    Example(_W, "“This is a disgraceful and idiotic plan,” Ana Ruiz told the council.", False),
    Example(_W, "?This is a disgraceful and idiotic plan,? Ana Ruiz told the council.", False),
    Example(_W, 'She called it a ""disgraceful and idiotic"" plan that nobody wants.', False),
    Example(_W, "The new mayor is calm, and not divisive.", False),
    Example(_O, _RANT, True),
    Example(_O, _RANT.replace("city", "country").replace("budget", "treaty"), True),
    Example(_O, _RANT.replace("schools", "farms").replace("liars", "crooks"), True),
    Example(_O, _REPORT, False),
    Example(_O, _REPORT.replace("city", "county").replace("council", "board"), False),
    Example(_O, "The shameless mayor peddled another ridiculous lie on Monday.", False),
)
