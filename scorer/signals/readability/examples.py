"""Must-flag and must-not-flag examples of the readability signal, in our own words."""

from __future__ import annotations

from scorer.signals.base import Example

_DENSE = (
    "Notwithstanding the institutional heterogeneity characterising contemporary intergovernmental macroeconomic "
    "coordination, the operationalisation of countercyclical redistributive instrumentalities necessitates "
    "comprehensive recalibration of administrative infrastructures, jurisdictional competencies and organisational "
    "interdependencies, particularly considering the disproportionate vulnerability of economically peripheral "
    "municipalities to international commodity destabilisation, multidimensional environmental deterioration and "
    "technologically accelerated occupational displacement, which collectively undermine the legitimacy of "
    "participatory decision-making architectures established following constitutional decentralisation."
)
_BUREAUCRATIC = (
    "The implementation of interdepartmental accountability methodologies presupposes identification of "
    "organisational responsibilities, specification of quantitative performance indicators, harmonisation of "
    "informational repositories and institutionalisation of supervisory documentation, notwithstanding considerable "
    "administrative complications originating from incompatibilities between communication infrastructures, "
    "insufficiently transparent procurement procedures, contradictory regulatory interpretations and unsatisfactory "
    "professionalisation of operational personnel, whereas precipitate digitalisation, unaccompanied by commensurate "
    "investment, predominantly exacerbates pre-existing organisational dysfunctionalities and intergenerational "
    "inequalities throughout the administration."
)
_NEWS = (
    "The council voted on Tuesday to close the old bridge for repairs that will last until spring. Engineers had "
    "found cracks in two of its four pillars last month. “We cannot wait for another winter,” said Mara Ellison, who "
    "heads the city's roads office. Buses will run over the northern crossing, and shops on the east bank may ask for "
    "help with lost trade. The work is to cost about 4 million dollars, most of it paid by the state. Drivers who "
    "cross the river each morning said they expected long queues. The last time the bridge was shut, in 2009, the "
    "trip into town took an hour longer."
)
_SCIENCE = (
    "Researchers at the university reported that a protein found in zebrafish helps damaged heart muscle to regrow. "
    "The team, led by the biologist Ines Carvalho, switched the gene off in one group of fish and compared the scars "
    "after sixty days. Animals without the protein healed far more slowly, according to the paper, which was published "
    "in a peer-reviewed journal. Independent experts called the result promising but warned that mammals may respond "
    "differently. The experiments were paid for by a national foundation, and the authors declared no conflict of "
    "interest. A trial with mice is planned for next year, Carvalho said in an interview."
)
_COURT = (
    "The appeals court ruled on Friday that the regulator had exceeded its authority when it ordered the company to "
    "sell its northern pipeline. In a decision of forty pages, Judge Amal Okafor wrote that the statute permits "
    "conditions on a merger but does not permit divestiture after the fact. The regulator's chairman said he would "
    "study the ruling before deciding whether to appeal. Shares of the company rose by six percent. Consumer groups, "
    "which had argued that the merger would raise prices for households, called the judgment a serious setback and "
    "asked legislators to amend the law before the next heating season begins."
)
_JURIDICAL = (
    "Interlocutory determinations regarding admissibility of contemporaneous documentation, notwithstanding "
    "statutory presumptions favouring evidentiary completeness, necessitate individualised proportionality "
    "assessments encompassing confidentiality obligations, extraterritorial enforcement difficulties, procedural "
    "irregularities and disproportionately burdensome authentication formalities, irrespective of subsequent "
    "acknowledgements communicated through intermediaries, particularly whenever representational capacity, "
    "jurisdictional competence or administrative legitimacy of corresponding institutions remains fundamentally "
    "indeterminate following constitutional reorganisation."
)
_LAMPS = (
    "A lamp is a good lamp. You want a lamp that is good, and a good lamp is what you want. Is it a good lamp? It is, "
    "and you want it. A good lamp is good for you. What you want is good. You want what is good, so you want a lamp. "
    "It is good that you want a good lamp. A lamp, and a good one, is what it is. Want it, and it is good for you. So "
    "is a lamp what you want? You want it if it is good, and it is. That is a lamp for you, so want a lamp."
)
_SCRAPS = "\n".join(
    """
Monday: rain again.
Tuesday: fish soup.
Wind from north.
Three boats out.
Nets came torn.
Old Peter sang.
Bread was short.
Children found shells.
Market opened late.
Radio stayed silent.
Lamp oil dear.
Wednesday: some sun.
Paint for doors.
Neighbour lent rope.
Cat had kittens.
Thursday: school shut.
Ferry did not sail.
Post came wet.
Two letters lost.
Friday: good catch.
Salt from town.
Smoke over hills.
Saturday: dance night.
Fiddle broke twice.
Sunday: long sleep.
Church bell cracked.
Snow on roofs.
Fog at dusk.
Candles ran out.
Stars very clear.
""".strip().splitlines()
)
_LISTED = (
    "The museum will show five paintings that were long thought lost. They are:\n"
    "A harbour at dawn, painted in 1871 and found in a barn near the coast.\n"
    "A portrait of the painter's sister, bought by a dealer at a village auction.\n"
    "Two studies of hands, which a restorer discovered beneath a later landscape.\n"
    "A winter street, returned by the grandchildren of its owner last autumn.\n"
    "The curator, Lena Brandt, said that the pictures had been examined for three years before the museum agreed to "
    "hang them. Visitors can see them from the second week of May, and admission is free on Sundays."
)

EXAMPLES: tuple[Example, ...] = (
    Example("readability.hard", f"{_JURIDICAL} {_DENSE}", must=True),
    Example("readability.hard", f"{_BUREAUCRATIC}\n{_DENSE}", must=True),
    Example("readability.hard", f"{_BUREAUCRATIC}\n{_JURIDICAL}", must=True),
    Example("readability.hard", _NEWS, must=False),
    Example("readability.hard", _SCIENCE, must=False),
    Example("readability.hard", _COURT, must=False),
    Example("readability.hard", _DENSE, must=False),  # one sentence of under 80 words says nothing of an article
    Example("readability.thin", _LAMPS, must=True),
    Example("readability.thin", _SCRAPS, must=True),
    Example("readability.thin", _NEWS, must=False),
    Example("readability.thin", _COURT, must=False),
    Example("readability.thin", _LISTED, must=False),
)
