"""Texts in our own words on which the attribution flags must, or must not, be raised."""

from __future__ import annotations

from scorer.signals.base import Example

_ESSAY = (
    "The harbour has changed. Where nets once dried there are now cafes with glass fronts and soft chairs. "
    "The old cranes stand still, painted in bright colours, and children climb on what is left of the rails. "
    "Nobody mends boats here any more. The ships that pass are tall and white and never stop. "
    "Prices have followed the view upward, and the families who lived by the sea have moved inland. "
    "The school closed four years ago. A hotel is planned for its yard, with a pool on the roof and a hall for "
    "weddings. The town needs the money, and the council has stopped pretending otherwise. "
    "What is lost is hard to count. It is the smell of tar, the noise before dawn, the feeling of being needed. "
    "A harbour without work is a picture of a harbour."
)
_RUMOUR = (
    "The treaty will change the balance of the whole region. It gives both states a free hand in trade, energy and "
    "defence. It opens railways that were closed for a generation, and it ends the rule of a single currency. "
    "According to analysts, this is a turning point. The old powers have lost their grip and will not regain it. "
    "New banks will be founded. New pipelines will be laid under the sea, and new ships will guard them. "
    "The two capitals have waited long for this day. Their ports will grow, their factories will hum again, and "
    "their young people will stay at home. The agreement is valid for twenty years and renews itself. "
    "It is a model for free nations everywhere. The doubters have been proved wrong once more."
)
_GUIDE = (
    "Buying a used bicycle is easier than it looks. Start with the frame, since nothing else is as dear to replace. "
    "Look for cracks near the welds and for paint that has bubbled. Turn the pedals slowly and listen. "
    "A click that comes once in every turn is a loose bearing. Lift the front wheel and spin it. "
    "It should run between the brake blocks without touching either of them. Then ride it for ten minutes, uphill "
    "if there is a hill. Shift through every gear and brake hard twice. If the chain jumps under load, it is worn, "
    "and the sprockets are worn with it. That costs as much as a good pair of tyres. Pay in cash only when you have "
    "seen a receipt, and write down the number of the frame."
)
_REPORT = (
    "The city will close two of its five swimming pools, Mayor Ana Ruiz said on Monday. The pools at Eastgate and "
    "Millbank lose four million crowns a year, she told the council. "
    '"We cannot heat water that nobody swims in," Ruiz said. '
    "Swimmers protested outside the town hall. Tom Berg, who coaches the youth team, said his pupils would have to "
    'travel an hour. "They will simply stop coming," he said. The council\'s auditors reported last year that both '
    "roofs need repair. The opposition leader, Paul Frey, called the plan a betrayal of the poorer districts. "
    "A vote is set for the third of May. The remaining pools will stay open until ten at night, the mayor said. "
    "She added that pensioners would keep their free tickets."
)
_INTERVIEW = (
    "Dr. Ida Roth has counted fish in the lake for thirty years. She says it has never been so clean. "
    '"Even the pike are back," Roth says. The water is clear to a depth of nine metres. It used to be two. '
    "Roth says the new sewage plant made the difference. The plant cost a fortune and was late. "
    'The reeds have spread along the northern shore. "I did not expect to see that," she says. '
    "Grebes nest in them. Boats must now keep away from the bank. Roth tells visitors to come at dawn, when the mist "
    "lifts. The lake is forty metres deep, and its floor is still a desert. That, according to Roth, will take another "
    "generation to mend. She will retire in June."
)
_COURT = (
    "A court in Halden sentenced a former banker to six years in prison on Friday. Prosecutors said Karl Weiss had "
    "moved ninety million out of the accounts of pensioners. Weiss told the court that he had meant to pay it back. "
    "The judge, Eva Lang, said he had shown no remorse. Some of the victims wept when the sentence was read. "
    '"It does not bring back my house," said Vera Holt, who is eighty-one. The bank collapsed in 2019. '
    "Its books had been checked every year by the same firm, according to court records. The firm said in a statement "
    "that it had been deceived as well. Weiss was led away in handcuffs. His lawyer said he would appeal."
)

EXAMPLES = (
    Example("attribution.sparse", _ESSAY, must=True, quote="Nobody mends boats here any more."),
    Example("attribution.sparse", _RUMOUR, must=True, quote="New banks will be founded."),
    Example("attribution.sparse", _GUIDE, must=True, quote="Turn the pedals slowly and listen."),
    Example("attribution.sparse", _REPORT, must=False),
    Example("attribution.sparse", _INTERVIEW, must=False),
    Example("attribution.sparse", _COURT, must=False),
    Example("attribution.sparse", "The shop is closed. It opens again on Monday.", must=False),
    Example("attribution.single_source", _INTERVIEW, must=True, quote="pike are back,\" Roth says"),
    Example("attribution.single_source", f"{_ESSAY}\nSource: Harrow News", must=True, quote="Harrow News"),
    Example("attribution.single_source", f"{_ESSAY}\nSource: Harrow News and Kestrel Wire", must=False),
    Example("attribution.sparse", f"OPINION: Our harbour\n\n{_ESSAY}", must=False),
    Example("attribution.sparse", f"Review: A harbour without work\n\n{_ESSAY}", must=False),
    Example(
        "attribution.single_source",
        "President Lena Marsh said the dam would bring light to every village. "
        '"We have waited forty years," Marsh said. She added that the first turbine would run in spring.',
        must=True,
        quote="President Lena Marsh",
    ),
    Example(
        "attribution.single_source",
        "The Ministry of Fisheries said that quotas would be cut by a fifth. The ministry added that inspectors would "
        "visit every harbour before June. Boats that land too much cod will lose their licence, it said.",
        must=True,
        quote="Ministry of Fisheries",
    ),
    Example(
        "attribution.single_source",
        'Farmers in the valley are selling their herds. "There is no grass left," said Tom Berg, who keeps goats '
        "near the river. Berg said he had sold twenty animals since March. He said he would sell the rest by autumn.",
        must=True,
        quote="Tom Berg",
    ),
    Example("attribution.single_source", _REPORT, must=False),
    Example("attribution.single_source", _COURT, must=False),
    Example("attribution.single_source", _GUIDE, must=False),
    Example(
        "attribution.single_source",
        "The Ministry of Fisheries said that quotas would be cut by a fifth. The boat owners' union said the cut would "
        "ruin its members. The ministry said talks would go on.",
        must=False,
    ),
    Example(
        "attribution.anonymous",
        "The bank plans to close forty branches, a person familiar with the matter said.",
        must=True,
        quote="a person familiar with",
    ),
    Example(
        "attribution.anonymous",
        '"It was chaos in there," said one aide, who spoke on condition of anonymity because the meeting was private.',
        must=True,
        quote="condition of anonymity",
    ),
    Example(
        "attribution.anonymous",
        "Sources said the striker had already agreed terms with the club.",
        must=True,
        quote="Sources said",
    ),
    Example(
        "attribution.anonymous",
        "The nurse, who declined to be identified for fear of losing her job, said the ward was short of staff.",
        must=True,
        quote="declined to be identified",
    ),
    Example("attribution.anonymous", "Officials said the bridge would reopen on Monday.", must=False),
    Example("attribution.anonymous", "Analysts say the merger could fail.", must=False),
    Example(
        "attribution.anonymous",
        "Solar panels are a source of energy for the village, and an anonymous donor paid for them, the council said.",
        must=False,
    ),
    Example(
        "attribution.anonymous",
        "Tom Berg, a senior official in the transport department, said the trains were inspected.",
        must=False,
    ),
    Example("attribution.anonymous", _COURT, must=False),
)  # fmt: skip
