"""Forms that are no damage, and honest talk of junk."""

from __future__ import annotations

from typing import Any

from variants.damage import case, flag
from variants.texts import BEES, SCHOOL

Case = dict[str, Any]
GOOD = [
    {"id": ["junk.page_furniture", "junk.repeated_text", "junk.garbled_encoding"], "min_severity": "medium"},
    {"id": ["junk.truncated", "junk.placeholder_text", "junk.search_filler", "junk.machine_residue", "junk.wall"]},
    {"id": "junk.author_profile"},
]


def good(kind: str, name: str, source: str | dict[str, Any], quality: float = 92, **more: Any) -> Case:
    return case(kind, name, source, must_not_flags=GOOD, min_quality=quality, **more)


FORMS = {
    "poem": "A poem by a pupil hangs in the corridor. It reads:\n\nWho counts the bees at evening,\nWho counts them in "
    "at dawn,\nWho knows how many wandered\nBeyond the garden lawn\n\nWho counts the bees at evening,\nWhen lamps are in "
    "the town,\nAnd one by one the windows\nAnd one by one go down\n\nWho counts the bees at evening,\nNobody any more",
    "song": "The choir sang the song of the keepers:\n\nOh, the hive is full of honey,\nOh, the hive is full of rain,\n"
    "And the queen has gone to market,\nAnd she won't be back again.\nOh, the hive is full of honey,\nOh, the hive is "
    "full of rain.",
    "law": "The draft rule reads:\n\nSection 3. Hives in gardens.\n(1) A person shall not keep more than five hives in a "
    "garden of less than 400 square metres.\n(2) A person shall not keep more than ten hives in a garden of 400 square "
    "metres or more.\n(3) A person shall not keep any hive within four metres of a footpath.\n(4) A person who keeps a "
    "hive shall enter it in the register.",
    "law-letters": "The by-law says:\n\n(a) a fee of ten pounds shall be paid for every hive of wood;\n(b) a fee of ten "
    "pounds shall be paid for every hive of straw; and\n(c) no fee shall be paid for a hive that stands empty.",
    "scores": "Results of the keepers' league\nEast Park 3, North Hill 1\nOld Town 2, Riverside 2\nMill Lane 0, Castle 4\n"
    "Station 1, Harbour 1\nEast Park lead the table with 14 points.",
    "recipe": "Honey cake\n\nIngredients\n200 g honey\n150 g butter\n3 eggs\n300 g flour\n1 tsp baking powder\n\nMethod\n"
    "1. Melt the honey with the butter.\n2. Beat in the eggs.\n3. Fold in the flour.\n4. Bake for 50 minutes at 160 C.",
    "takeaways": "City gardens win\nThe hives in the city found nearly twice as many plants, the paper says.\n\nFields "
    "give more honey\nThe rape flowers all at once, Rautio said.\n\nOne summer is not enough\nEklund warned against "
    "reading too much into a wet year.\n\nThe club wants a limit\nFive hives in a garden are enough, Vos said.\n\nMore "
    "hives next year\nTwenty will stand at the edge of the forest.",
    "questions": "What did the study find?\nBees in the city gather pollen from 61 kinds of plants, bees on farmland "
    "from 33.\n\nWho paid for it?\nThe state's fund for nature, the paper says.\n\nShould I keep bees?\nNot without a "
    "course, said Vos, and not without a neighbour who agrees.\n\nWhat comes next?\nA second count this summer.",
    "dates-list": "Key dates\nApril 2021: the first hive is set up\nJune 2021: the first pollen is counted\nSeptember "
    "2021: the last hive is closed\nJune 2022: the paper is published",
    "numbers": "The figures\n61 kinds of plants in the city\n33 kinds in the fields\n21 kilograms of honey from each field "
    "hive\n18 kilograms from each city hive",
    "table": "Plant | City | Field\nLinden | 14% | 2%\nRape | 3% | 41%\nClover | 11% | 17%\nWillow | 9% | 4%",
    "obituary-list": "He is survived by:\nhis wife, Marta\nhis sons, Karl and Ivo\nfive grandchildren\nA service will be "
    "held on Saturday.",
    "tips": "How to help bees\n\n1. Plant for every month.\nWillow in March and ivy in October matter most, Rautio said.\n"
    "\n2. Leave a corner wild.\nNettles and dead wood are homes, she said.\n\n3. Put out water.\nA dish with stones will "
    "do.\n\n4. Do not spray.\nEven soap harms them, Eklund said.",
    "letters": "Sir – Your report on bees is timely. My garden has had none since May.\nAgatha Moor\nTarrow\n\nSir – We "
    "have too many. Two swarms sat in my chimney.\nJ. Lund\nBrunnfeld\n\nSir – I blame the mowers.\nP. Vos\nBrunnfeld",
    "subheads": "What the fields lack\n\nAfter the rape has faded little flowers in the fields until the clover, the "
    "authors write, and the bees fly twice as far.\n\nWhy the honey is less\n\nA city hive never has one great week. It "
    "has many small ones, Rautio said, and the bees eat on the wet days between.",
    "cast": "Cast\nThe Queen: Mira Holt\nFirst Drone: Sam Ode\nThe Keeper: Jan Vos\nDirected by Ana Reyl\nUntil 30 June at "
    "the Old Hall.",
    "schedule": "Friday\n10:00 Opening of the market\n11:30 Talk on swarms\n14:00 Honey tasting\n\nSaturday\n10:00 Walk to "
    "the hives\n12:00 Lunch\n15:00 Prizes",
}
TALKS = {
    "interview-q-a": "Q: How many hives did you count?\nA: Forty-eight. We would have liked more.\n\nQ: Were you stung?\nA: "
    "Every day. You get used to it.\n\nQ: What surprised you?\nA: July. We thought the clover would feed them.\n\nQ: And "
    "now?\nA: Now we count again.",
    "hearing": "CHAIR VOSS: Did you ask for a survey?\n\nMS. MALIK: We did, in March.\n\nCHAIR VOSS: And what were you "
    "told?\n\nMS. MALIK: That nobody was free.\n\nCHAIR VOSS: By whom?\n\nMS. MALIK: By the ministry's desk.\n\nCHAIR VOSS: "
    "Thank you.",
    "bold": "**Mail:** When did you see the cracks?\n\n**Pryce:** On Friday, at about three.\n\n**Mail:** What did you "
    "do?\n\n**Pryce:** I locked the hall and rang the trust.\n\n**Mail:** Were you afraid?\n\n**Pryce:** Of the roof, no. "
    "Of the parents, a little.",
    "transcript-times": "[00:12] HOST: Welcome back.\n[00:15] RAUTIO: Good to be here.\n[00:19] HOST: Why bees?\n[00:22] "
    "RAUTIO: Because they do the counting for you.\n[00:31] HOST: How so?\n[00:35] RAUTIO: The pollen tells where they "
    "have been.",
}
LIVE = (
    "10.42 GMT\nRoad shut\nPolice have shut Mill Lane as engineers check the outer wall, a spokeswoman said.\n\n10.15 "
    "GMT\nParents at the gates\nAbout 60 parents are at the gates, our reporter says.\n\n09.50 GMT\nTrust statement\nThe "
    "trust says that nobody was hurt.\n\n09.31 GMT\nThe school has told pupils to stay at home.",
    "7:45 p.m.: The council has voted 7 to 2 to keep the clinic open until June.\n\n7:20 p.m.: Oyelaran tells the council "
    "that he has five nurses.\n\n7:05 p.m.: The hall is full, and people stand on the stairs.\n\n6:50 p.m.: The meeting "
    "begins late.",
    "Posted 3 hours ago\nThe roof will be propped up today, the trust says.\nShare\n\nPosted 4 hours ago\nThe head teacher "
    "speaks to parents at noon.\nShare\n\nPosted 5 hours ago\nThe school is shut.\nShare",
)


def _forms() -> list[Case]:
    out = [good("honest form", f"form-{n}", BEES.with_line(block, 6), 85) for n, block in FORMS.items()]
    out += [good("conversation", f"talk-{n}", BEES.with_line(block, 3), 85) for n, block in TALKS.items()]
    whole = "\n\n".join(
        (
            *BEES.head,
            "Agnes Rautio counted pollen for half a year. We asked her what she found.",
            TALKS["interview-q-a"],
            "The interview was shortened.",
        )
    )
    bad = [*GOOD, *flag(["attribution.sparse", "loaded_language.wording"])]
    more = (
        "\n\nQ: Will the club get its limit?\nA: I hope so. Five hives in a garden are enough for anybody, and the wild \
bees have no lobby."
    )
    out.append(case("conversation", "talk-whole", whole + more, must_not_flags=bad, min_quality=85))
    out += [
        case(
            "live blog",
            f"live-{n}",
            "\n\n".join((*SCHOOL.head, SCHOOL.paragraphs[0], entries, SCHOOL.paragraphs[3])),
            must_not_flags=[
                {"id": ["junk.repeated_text"], "min_severity": "medium"},
                {"id": ["junk.truncated", "junk.author_profile"]},
            ],
            min_quality=60,
        )
        for n, entries in enumerate(LIVE)
    ]
    return out


HONEST = (
    "The regulator said sites must let visitors refuse cookies as easily as accept them. A banner that says “We use "
    "cookies to improve your experience” and has no button to refuse is against the law, it said.",
    "The page shows nothing at all if JavaScript is turned off. “Please enable JavaScript to view this page” was all "
    "that blind users got, the complaint says.",
    "Printers have set lorem ipsum for 500 years. The first lines, “Lorem ipsum dolor sit amet”, come from Cicero, the "
    "curator said.",
    "The template that the ministry sent out still had {name} and {school} in it, Malik said, and parents got letters "
    "that began “Dear {name}”.",
    "Subscribe to our newsletter, said the first line of every mail that the fraud squad looked at.",
    "Search engines rank pages that load fast above others, a manager at Tessel said. Her firm now writes fewer keywords "
    "and better texts.",
    "All rights reserved by tenants under the act remain in force, the court said.",
    "Terms and conditions apply to every season ticket, but few read them, the council for passengers found.",
    "The privacy policy of the app runs to 14,000 words, the study says; reading it takes an hour.",
    "Share this with your neighbours, the leaflet said. Nine in ten did, according to the council.",
    "Click here to accept was the only button on the page, according to the complaint.",
    "Advertisement spending fell by a fifth, the trade body said. Related stories of layoffs filled the trade papers.",
    "Read more books, the minister told pupils. Sign up at the library, she said, and follow your nose.",
    "Comments on the plan may be sent to the council until 4 March, its notice says.",
    "The poster reads “Copyright 1926. All rights reserved.” and is worth 400 pounds, the auctioneer said.",
    "Log in to the portal to see your child's timetable, the notice to parents says.",
    "Members only could vote on the sale, the club's rules say; subscribers could not.",
    "Breaking news alerts on phones wake one reader in six at night, the survey found.",
)


def _talk_of_junk() -> list[Case]:
    out = [good("talk of junk", f"honest-{n}", SCHOOL.with_line(line, 6), 92) for n, line in enumerate(HONEST)]
    out.append(good("talk of junk", "honest-start", SCHOOL.with_line(HONEST[6], 0), 92))
    out.append(good("talk of junk", "honest-end", SCHOOL.text(0, None, "\n\n" + HONEST[7]), 92))
    return out


def cases() -> list[Case]:
    return [*_forms(), *_talk_of_junk()]
