"""Inputs that are no damage, and how they are read: headers, dates, wrapping, forms, languages, pages."""

from __future__ import annotations

import textwrap
from typing import Any

from variants.damage import case, flag
from variants.texts import BEES, CLINIC, MILL, SCHOOL, Clean, page

Case = dict[str, Any]
GOOD = [
    {"id": ["junk.page_furniture", "junk.repeated_text", "junk.garbled_encoding"], "min_severity": "medium"},
    {"id": ["junk.truncated", "junk.placeholder_text", "junk.search_filler", "junk.machine_residue", "junk.wall"]},
    {"id": "junk.author_profile"},
]


def good(kind: str, name: str, source: str | dict[str, Any], quality: float = 92, **more: Any) -> Case:
    return case(kind, name, source, must_not_flags=GOOD, min_quality=quality, **more)


def _headers() -> list[Case]:
    named = {"must_not_flags": flag("provenance.no_byline")}
    body = SCHOOL.body
    forms = {
        "by-and-date-one-line": ("By Imogen Farrant | 6 February 2023", "Imogen Farrant"),
        "published-by": ("Published 6 February 2023 by Imogen Farrant", "Imogen Farrant"),
        "name-comma-role": ("Imogen Farrant, education correspondent\n6 February 2023", "Imogen Farrant"),
        "name-above-role": ("Imogen Farrant\nEducation editor\n6 February 2023", "Imogen Farrant"),
        "name-in-place": ("Imogen Farrant in Tarrow\nMon 6 Feb 2023 11.20 GMT", "Imogen Farrant"),
        "two-names": ("By Imogen Farrant and Gareth Lowe\n6 February 2023", "Gareth Lowe"),
        "capitals": ("BY IMOGEN FARRANT\n6 FEBRUARY 2023", "IMOGEN FARRANT"),
        "name-bar-outlet": ("Imogen Farrant | Tarrow Mail\n6 February 2023", "Imogen Farrant"),
        "words-and-photos": ("Words and photographs by Imogen Farrant\n6 February 2023", "Imogen Farrant"),
        "particle": ("By Imogen de la Farrant\n6 February 2023", "Imogen de la Farrant"),
        "for-outlet": ("Imogen Farrant for the Tarrow Mail\n6 February 2023", "Imogen Farrant"),
        "story-by": ("Story by Imogen Farrant\n6 February 2023", "Imogen Farrant"),
    }
    out = [
        case("byline", f"byline-{name}", f"{SCHOOL.title}\n\n{lines}\n\n{body}", byline_has=[has], **named)
        for name, (lines, has) in forms.items()
    ]
    ld = '<script type="application/ld+json">{}</script>'
    person = '{"@type": "Person", "givenName": "Imogen", "familyName": "Farrant"}'
    heads = {
        "ld-given-family": ld.format(f'{{"@type": "NewsArticle", "headline": "x", "author": {person}}}'),
        "ld-graph-id": ld.format(
            '{"@graph": [{"@type": "NewsArticle", "author": {"@id": "#p1"}}, {"@type": "Person", "@id": "#p1", '
            '"name": "Imogen Farrant"}, {"@type": "Organization", "@id": "#o", "name": "Tarrow Mail"}]}'
        ),
        "ld-list": ld.format(
            '[{"@type": "BreadcrumbList"}, {"@type": ["Article", "NewsArticle"], "author": [{"@type": "Person", '
            '"name": "Imogen Farrant"}, {"@type": "Person", "name": "Gareth Lowe"}]}]'
        ),
        "dc-creator": '<meta name="DC.creator" content="Imogen Farrant">',
        "parsely": '<meta name="parsely-author" content="Imogen Farrant">',
        "ld-string": ld.format('{"@type": "ReportageNewsArticle", "author": "Imogen Farrant"}'),
        "article-author-url": '<meta property="article:author" content="https://facebook.com/tarrowmail"><meta '
        'name="author" content="Imogen Farrant">',
    }
    out += [
        case(
            "byline", f"byline-html-{name}", {"html": page(SCHOOL, head=head, byline="")}, byline_has=["Imogen Farrant"]
        )
        for name, head in heads.items()
    ]
    side = '<aside><h3>Columns</h3><p class="author">By <a rel="author">Bert Lowe</a></p></aside>'
    commenter = '<section id="comments"><div class="comment"><span class="author">grumpy_al</span><p>Rubbish, all of \
it, as always.</p></div></section>'
    plain = '<div class="meta"><span class="name">Imogen Farrant</span> <span>Education editor</span></div>'
    spans = '<span itemprop="author" itemscope><span itemprop="name">Imogen Farrant</span></span>'
    shown = {
        "sidebar-first": {"head": "", "top": side},
        "commenter": {"head": "", "after": commenter},
        "itemprop": {"head": "", "byline": spans, "after": side},
        "meta-social": {
            "head": '<meta name="author" content="Tarrow Mail"><meta name="twitter:creator" \
content="@tarrowmail">'
        },
        "with-time-inside": {
            "head": "",
            "byline": '<div class="byline">By Imogen Farrant <time>6 Feb 2023</time></div>',
        },
    }
    out += [
        case("byline", f"byline-html-{name}", {"html": page(SCHOOL, **parts)}, byline="Imogen Farrant")
        for name, parts in shown.items()
    ]
    del plain
    return out


def _dates() -> list[Case]:
    right = flag(["provenance.no_date", "provenance.impossible_date"])
    forms = (
        ("06/02/2023", "06/02/2023"),
        ("6.2.2023", "6.2.2023"),
        ("Monday, February 6th, 2023 at 7:40 a.m. EST", "February 6th, 2023"),
        ("Updated: Feb 06, 2023 07:40 IST", "Feb 06, 2023"),
        ("Mon 6 Feb 2023 07.40 GMT", "6 Feb 2023"),
        ("2023-02-06 07:40", "2023-02-06"),
        ("Published: 6 February 2023 | Updated: 8 February 2023", "6 February 2023"),
        ("FEBRUARY 6, 2023", "FEBRUARY 6, 2023"),
        ("6th of February 2023", "6th of February 2023"),
        ("Feb. 6, 2023, 7:40 AM PST / Updated Feb. 6, 2023, 9:12 AM PST", "Feb. 6, 2023"),
        ("Posted on February 6, 2023", "February 6, 2023"),
        ("Mon, 06 Feb 2023 07:40:00 +0000", "06 Feb 2023"),
    )
    out = [
        case(
            "date",
            f"date-{n}",
            f"{SCHOOL.title}\n\nBy Imogen Farrant\n\n{line}\n\n{SCHOOL.body}",
            published_has=[has],
            must_not_flags=right,
        )
        for n, (line, has) in enumerate(forms)
    ]
    never = ("31 February 2023", "2023-13-06", "30/02/2023", "June 31, 2023")
    out += [
        case(
            "date",
            f"date-never-{n}",
            f"{SCHOOL.title}\n\nBy Imogen Farrant\n\n{line}\n\n{SCHOOL.body}",
            must_flags=flag("provenance.impossible_date"),
        )
        for n, line in enumerate(never)
    ]
    honest = (
        "The hall is to be rebuilt by 1 September 2031, the trust's plan says.",
        "A stone in the wall bears the date 30 February 1712, a joke of the mason, the guide says.",
        "The form asks for a date such as 31/12/2099, the trust said.",
        "The shop's clock says 25:10, Bowen said, and has done so for a year.",
    )
    out += [
        case("date", f"neg-date-{n}", SCHOOL.with_line(line, 6), must_not_flags=right) for n, line in enumerate(honest)
    ]
    side = '<aside><time datetime="2019-01-02">2 January 2019</time> Old story</aside>'
    pages = {
        "sidebar-time": ({"head": "", "top": side}, {"published_has": ["2023"], "published_lacks": ["2019"]}),
        "ld-date": (
            {
                "head": '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": '
                '"2023-02-06T07:40:00+01:00", "dateModified": "2023-02-09"}</script>',
                "date": "",
            },
            {"published_has": ["2023-02-06"]},
        ),
        "footer-only": ({"head": "", "date": ""}, {"must_flags": flag("provenance.no_date")}),
        "event-date-in-text": (
            {"head": "", "date": "", "middle": "<p>The hall was last painted on 4 May 2011, the trust said.</p>"},
            {"published_lacks": ["2011"]},
        ),
        "time-without-datetime": (
            {"head": "", "date": "<time>6 February 2023, 7.40am</time>"},
            {"published_has": ["2023"]},
        ),
    }
    return out + [case("date", f"date-html-{n}", {"html": page(SCHOOL, **p)}, **c) for n, (p, c) in pages.items()]


def _wrapped(clean: Clean, width: int, indent: str = "", between: str = "\n\n", **how: Any) -> str:
    blocks = [
        "\n".join(textwrap.wrap(p, width, break_on_hyphens=False, **how)) for p in (*clean.head, *clean.paragraphs)
    ]
    return "\n".join(indent + line for line in between.join(blocks).split("\n"))


def _wrapping() -> list[Case]:
    bad = flag(["junk.truncated", "junk.repeated_text", "junk.page_furniture", "readability.thin"])
    texts = {
        "65": _wrapped(CLINIC, 65),
        "quoted-mail": _wrapped(CLINIC, 70, "> "),
        "double-quoted": _wrapped(CLINIC, 60, "> > "),
        "indented": _wrapped(CLINIC, 60, "    "),
        "no-blank-lines": _wrapped(CLINIC, 72, "", "\n", initial_indent="   "),
        "crlf": _wrapped(CLINIC, 72).replace("\n", "\r\n"),
        "narrow-column": _wrapped(CLINIC, 38),
        "double-spaced": _wrapped(CLINIC, 76).replace("\n", "\n\n").replace("\n\n\n\n", "\n\n\n"),
        "80-with-page-numbers": _wrapped(CLINIC, 80).replace("\n\nDr. Helen", "\n\n- 2 -\n\nDr. Helen"),
        "tabs": _wrapped(CLINIC, 68, "\t"),
    }
    whole = {"sentences": [21, 34], "min_quality": 90, "min_reliability": 75}
    out = [case("wrapped", f"wrap-{n}", text, must_not_flags=bad, **whole) for n, text in texts.items()]
    invisible = {
        "zwsp": "\u200b".join,
        "shy": "\u00ad".join,
        "wj": "\u2060".join,
        "zwnj": "\u200c".join,
    }
    for n, join in invisible.items():
        text = " ".join(join((w[:3], w[3:])) if len(w) > 6 else w for w in CLINIC.text().split(" "))
        out.append(good("invisible", f"invisible-{n}", text, sentences=[21, 34]))
    for n, space in (("nnbsp", "\u202f"), ("thin", "\u2009"), ("ideographic", "\u3000"), ("nbsp", "\u00a0")):
        out.append(good("invisible", f"space-{n}", CLINIC.text().replace(" ", space), sentences=[21, 34]))
    out.append(
        good("invisible", "bom-and-ltr", "\ufeff\u200e" + CLINIC.text().replace(". ", ".\u200e "), sentences=[21, 34])
    )
    return out


def _sentences() -> list[Case]:
    texts = {
        "american": (
            "The firm Dell & Co. hired Lt. Col. J. R. Marsh Jr. in Sept. to lead its office in Washington, D.C. "
            "He arrived at 9 a.m. Monday. U.S. Rep. Ann Lee met him at No. 4 Elm St. on the way. “I came by "
            "train,” he said. The trip took approx. three hours.",
            5,
        ),
        "indian": (
            "Shri P. K. Nair paid Rs. 4,500 on Wednesday. Smt. Latha Rao, of St. Mary's, got Rs. 2 lakh from the "
            "Govt. of Kerala. Dr. A.P.J. Menon said so to M/s. Tara Ltd. on Friday. The case is No. 14 of 2020.",
            4,
        ),
        "glued": (
            "The board met on Tuesday.It voted for the plan.“We had no choice,” the chair said.Two members left "
            "before the vote.The plan costs $4.5 million.",
            5,
        ),
        "british": (
            "Mr. and Mrs. Hale live at St. Ives, Cornwall. The meeting is at 7.30 p.m. on Friday. Rev. T. Moss "
            "opens it. Entry is £2.50. Children under five, i.e. most of them, pay nothing.",
            5,
        ),
    }
    out = []
    for name, (text, n) in texts.items():
        out.append(
            case(
                "sentences",
                f"sentences-{name}",
                "\n\n".join([text] * 1 + list(CLINIC.paragraphs)),
                sentences=[n + 24 - 6, n + 24 + 3],
            )
        )
    return out


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


PAID = (
    "SPONSORED CONTENT",
    "Paid for by Tessel Insurance",
    "Paid content",
    "Sponsored by Tessel Insurance",
    "This article was produced in partnership with Tessel Insurance.",
    "Promoted",
    "Partner content",
    "ADVERTISING FEATURE",
    "Brought to you by Tessel Insurance",
    "Brand Studio for Tessel Insurance",
    "Content from our partner Tessel Insurance",
    "AD FEATURE | TESSEL INSURANCE",
    "Branded content",
    "This post contains sponsored links and was paid for by Tessel Insurance.",
    "Sponsor message",
)
NOT_PAID = (
    "The season is sponsored by a bank, the club said; the article of its rules on advertising was dropped.",
    "The survey was paid for by Tessel Insurance, the report says.",
    "In partnership with the council, the trust will check 40 other halls, Malik said.",
)


def _paid() -> list[Case]:
    ids = flag("provenance.paid_content")
    out = []
    for n, label in enumerate(PAID):
        top = (f"{label}\n\n{BEES.text()}", f"{BEES.title}\n{label}\n\n{BEES.body}", BEES.text(0, None, "\n\n" + label))
        source = top[n % 2] if n not in (4, 13) else top[2]
        out.append(case("paid content", f"paid-{n}", source, must_flags=ids))
    out += [
        case("paid content", f"neg-paid-{n}", SCHOOL.with_line(line, 5), must_not_flags=ids)
        for n, line in enumerate(NOT_PAID)
    ]
    return out


CORRECTIONS = (
    "Correction: An earlier version of this article gave the wrong number of pupils. It is 400, not 40.",
    "This article was amended on 9 February 2023 to add a comment by the ministry.",
    "Editor's note: This story has been updated to say that the hall was built in 1968.",
    "Clarification, Feb. 10, 2023: The trust asked for a survey twice, not once.",
    "• This article was corrected on 8 February 2023. An earlier version said the hall was built in 1986.",
    "UPDATE: This story was updated at 4:15 p.m. with a statement from the trust.",
    "CORRECTION (Feb 9): The chief executive is Nasreen Malik, not Nasrin Malik as this story first said.",
    "A previous version of this report misstated the cost of the repairs. Repairs would cost £850,000 and take five "
    "months, an estimate by the engineers Dunn and Orme says.",
    "Correction: We said that lessons for years seven to nine would be held online until at least 20 March. The cracks "
    "were seen on Friday afternoon during a visit that had been put off twice, according to the trust's notice to "
    "parents. Lessons for years seven to nine will be held online until at least 20 February.",
    "Retraction: A quotation given to the governors' chair was withdrawn on 12 February 2023; she did not say it.",
    "For the record: The trust runs nine schools. This story first said eight.",
)


def _corrections() -> list[Case]:
    bad = [
        {"id": "provenance.impossible_date"},
        {"id": "junk.truncated"},
        {"id": "junk.machine_residue"},
        {"id": ["junk.page_furniture", "junk.repeated_text"], "min_severity": "medium"},
    ]
    out = []
    for n, note in enumerate(CORRECTIONS):
        source = SCHOOL.with_line(note, 0) if n % 4 == 2 else SCHOOL.text(0, None, "\n\n" + note)
        out.append(
            case(
                "correction",
                f"correction-{n}",
                source,
                must_flags=flag("provenance.corrected"),
                must_not_flags=bad,
                min_quality=92,
            )
        )
    return out


TEASES = (
    "You Won't Believe What Inspectors Found In This School Roof",
    "This One Weird Detail About City Bees Will Change How You See Your Garden",
    "10 Reasons Why Your Garden Is Better Than Any Field",
    "Scientists Put Bees In A City. The Result Will Amaze You",
    "Experts Are Warning Everyone To Never Do This In Their Garden",
    "The Real Reason Nurses Are Leaving Will Shock You",
    "She Looked Up At The School Roof. What She Saw Next Made Her Run",
    "This Simple Trick Could Double Your Honey",
    "Doctors Hate This Little-Known Garden Secret",
    "Here's Why You Should Never Keep Bees In A Field",
    "Nobody Is Talking About What Just Happened To This Mill",
    "The Surprising Thing Your Garden Is Doing To Bees",
    "People Are Losing It Over This Tiny Detail In A School Roof",
    "Only 5% Of People Know This About Honey",
)
PLAIN = (
    "Why bees in towns find more kinds of flowers than those on farmland",
    "How the night clinic in Aldergate lost its nurses",
    "What we know about the cracks in the school roof at Tarrow",
    "Is the roof of Tarrow school safe? Surveyors found two cracks",
    "“A clinic with five nurses is a clinic with nobody”: health chief on closure",
    "Five things the new study says about bees in cities",
    "Explainer: what light concrete is and why schools worry about it",
    "Seven nurses leave Aldergate clinic for Westhaven hospitals",
    "When will Tarrow school reopen? What parents should know",
    "Sundara Mills: what the sale of two plants means for workers",
    "Could a limit on hives help wild bees?",
    "The night clinic, the nurses and the nine-dollar gap",
)


def _headlines() -> list[Case]:
    clickbait = flag("headline.clickbait")

    def titled(title: str) -> dict[str, str]:
        words = {"School": SCHOOL, "school": SCHOOL, "roof": SCHOOL, "urse": CLINIC, "clinic": CLINIC, "Mill": MILL}
        clean = next((text for word, text in words.items() if word in title), BEES)
        return {"title": title, "author": clean.author, "published": clean.iso, "text": clean.body}

    out = [case("headline", f"tease-{n}", titled(t), must_flags=clickbait) for n, t in enumerate(TEASES)]
    return out + [case("headline", f"plain-{n}", titled(t), must_not_flags=clickbait) for n, t in enumerate(PLAIN)]


def _titles() -> list[Case]:
    t = SCHOOL.title
    pages = {
        "pipe": {"title": f"{t} | Tarrow Mail", "h1": ""},
        "dash": {"title": f"{t} – Tarrow Mail Online", "h1": ""},
        "arrow": {"title": f"{t} » Tarrow Mail", "h1": ""},
        "section-too": {"title": f"{t} | Schools | The Tarrow Mail", "h1": ""},
        "site-first": {"title": f"The Tarrow Mail: {t}", "h1": f"<h1>{t}</h1>"},
        "logo-h1": {
            "top": '<h1 class="logo"><a href="/">The Tarrow Mail</a></h1>',
            "h1": f"<h2>{t}</h2>",
            "title": f"{t} - The Tarrow Mail",
        },
        "og-suffix": {
            "head": f'<meta property="og:title" content="{t} - Tarrow Mail"><meta property="og:site_name" '
            'content="Tarrow Mail">',
            "title": f"{t} - Tarrow Mail",
        },
        "entities": {
            "title": t.replace("School", "School &amp; hall") + " | Tarrow Mail",
            "h1": "<h1>" + t.replace("School", "School &amp; hall") + "</h1>",
        },
    }
    out = []
    for name, parts in pages.items():
        wanted = t.replace("School", "School & hall") if name == "entities" else t
        out.append(case("title", f"title-{name}", {"html": page(SCHOOL, **parts)}, title=wanted))
    dashed = "Tarrow - a town of 9,000 - sends 400 pupils home as hall roof cracks"
    source = {"html": page(SCHOOL, title=f"{dashed} - The Tarrow Mail", h1="")}
    return [*out, case("title", "title-dashes-inside", source, title=dashed)]


def _bodies() -> list[Case]:
    p = SCHOOL.paragraphs
    own = [x[:40] for x in p]
    rupees = "".join(f"<p>{x}</p>" for x in MILL.paragraphs)
    items = (
        "<ul><li><div>Stay away from the hall until it is propped</div></li><li><p>Bring the laptop that the school \
lent you</p></li><li>Ring the office before noon if you cannot log on</li></ul>"
    )
    rows = (
        "<table><tr><th>Year</th><th>Schools checked</th></tr><tr><td>2021</td><td>310 of the schools</td></tr><tr><td>\
2022</td><td>890 of the schools</td></tr></table>"
    )
    inner = {
        "list": (items, ["Stay away from the hall", "Bring the laptop", "Ring the office"]),
        "ordered": (items.replace("ul>", "ol>"), ["Stay away from the hall", "Ring the office"]),
        "table": (rows, ["890"]),
        "blockquote": (
            "<blockquote>The hall was sound when we last looked, which was in 1999.</blockquote>",
            ["The hall was sound"],
        ),
        "h3": (
            "<h3>What happens to exams</h3><p>They will be held in the library, Pryce said.</p>",
            ["What happens to exams"],
        ),
        "details": (
            "<details open><summary>More</summary><p>The trust has run the school since 2014, it says.</p></details>",
            ["The trust has run the school since 2014"],
        ),
        "br": (
            "<p>The trust gave three dates:<br>20 February for year seven<br>27 February for year eight</p>",
            ["20 February for year seven", "27 February for year eight"],
        ),
        "inline-tags": (
            "<p>The <abbr>DfE</abbr> paid <mark>£1.2m</mark> for <wbr>surveys, it said in "
            "<time>March</time> of this year.</p>",
            ["£1.2m"],
        ),
        "dl": (
            "<dl><dt>Years seven to nine</dt><dd>Lessons online until at least the half-term break</dd></dl>",
            ["Lessons online until"],
        ),
    }
    out = [
        case("extraction", f"keeps-{n}", {"html": page(SCHOOL, middle=html)}, text_has=[*has, own[0], own[-1]])
        for n, (html, has) in inner.items()
    ]
    paragraphs = "".join(f"<p>{x}</p>" for x in p)
    boxes = {
        "aside": '<aside class="related"><h4>Read this too</h4><ul><li><a href="/a">Council rejects second car park'
        '</a></li><li><a href="/b">Library to open on Sundays</a></li></ul></aside>',
        "div-promo": '<div class="promo-box"><a href="/a">Council rejects second car park</a></div>',
        "newsletter": '<div class="newsletter-signup"><h3>Council rejects second car park</h3><p>Get the day\'s news at '
        'seven every morning.</p><input type="email"></div>',
    }
    out += [
        case(
            "boxes",
            f"html-box-{n}",
            {"html": page(SCHOOL, middle=html)},
            any_of=[
                [{"text_lacks": ["Council rejects"]}, {"must_flags": flag("junk.page_furniture", "Council rejects")}]
            ],
        )
        for n, html in boxes.items()
    ]
    following = {
        "article": f"<article><h1>{MILL.title}</h1><p>By Kavita Rao</p>{rupees}</article>",
        "section": f'<section class="next"><h2>{MILL.title}</h2>{rupees}</section>',
        "div": f'<div class="infinite-item"><h2>{MILL.title}</h2><div class="by">By Kavita Rao</div>{rupees}</div>',
    }
    out += [
        case(
            "next story",
            f"html-next-{n}",
            {"html": page(SCHOOL, after=html)},
            text_has=[own[0], own[-1]],
            text_lacks=["spinning plants after it lost", "closed 6 percent lower"],
        )
        for n, html in following.items()
    ]
    before = f'<div class="top-story"><h2><a href="/m">{MILL.title}</a></h2><p>{MILL.paragraphs[0]}</p></div>'
    out.append(
        case(
            "next story",
            "html-story-above",
            {"html": page(SCHOOL, top=before)},
            text_has=[own[0], own[-1]],
            text_lacks=["spinning plants after it lost"],
        )
    )
    thread = '<div class="comments"><h3>2 comments</h3><div class="comment"><b>al_k</b><p>These idiots again, what a \
joke.</p></div><div class="comment"><b>sue</b><p>Sack the lot of them today.</p></div></div>'
    for n, (end, after) in {"inside": (thread, ""), "after": ("", thread)}.items():
        out.append(
            case(
                "comments",
                f"html-comments-{n}",
                {"html": page(SCHOOL, end=end, after=after)},
                text_lacks=["These idiots again"],
                text_has=[own[-1]],
            )
        )
    twice = {
        "mobile-copy": f'<div class="desktop">{paragraphs}</div><div class="mobile">{paragraphs}</div>',
        "print-copy": f'<div class="story">{paragraphs}</div><div class="print-only">{paragraphs}</div>',
    }
    words = len(SCHOOL.body.split())
    out += [
        case(
            "repeats",
            f"html-{n}",
            {"html": page(SCHOOL, body=body)},
            any_of=[
                [
                    {"words": [words - 20, words + 20]},
                    {"must_flags": [{"id": "junk.repeated_text", "min_severity": "medium"}], "max_quality": 70},
                ]
            ],
        )
        for n, body in twice.items()
    ]
    parted = "".join(f'<div class="part"><p>{x}</p></div><div class="ad-slot">Advertisement</div>' for x in p)
    out.append(
        case(
            "extraction", "keeps-parts", {"html": page(SCHOOL, body=parted)}, text_has=own, text_lacks=["Advertisement"]
        )
    )
    breaks = "<div>" + "<br><br>".join(p) + "</div>"
    out.append(case("extraction", "keeps-breaks", {"html": page(SCHOOL, body=breaks)}, text_has=own))
    return out


def _languages() -> list[Case]:
    names = "Zsófia Kőszegi-Nagy beat Aušrinė Žemaitytė 6-4, 6-2 in Győr on Sunday, and Þorsteinn Guðmundsson lost to \
Øyvind Bjørnstad in Ålesund. Mirjana Đorđević-Živković, who had won in Šibenik, lost to Katarzyna Szczęsna-Wójcik. Nuno \
Magalhães da Conceição and João Simões won the doubles against Kęstutis Šarūnas and Radosław Świątek. The final is on \
Monday at noon. Jürgen Müller-Lüdenscheidt is the umpire. Tickets cost 40 euros, the club in Győr said, and half of them \
are sold. The winners go on to Târgu Mureș in July."
    spanish = "El lago ha caído a su nivel más bajo en veintisiete años tras un tercer mes casi sin lluvia, informó el \
jueves la autoridad regional del agua. El miércoles estaba al 61 por ciento de su capacidad. La autoridad ha pedido a los \
hogares que dejen de regar el césped y de lavar los coches. Los agricultores dijeron que ya habían reducido el consumo. \
“Uno elige los campos que puede salvar”, dijo uno de ellos. La próxima cifra se publicará el jueves que viene, según el \
boletín de la autoridad, que añadió que no habrá restricciones por ahora en los pueblos del valle ni en la ciudad."
    english = {"status": "scored", "language": "en"}
    foreign = {"status": "not_scored", "status_reason": "unsupported_language"}
    return [
        case("language", "capitals", MILL.text().upper(), **english),
        case("language", "names", names, **english),
        case("language", "small", MILL.text().lower(), **english),
        case("language", "spanish-head", "Así lo dijo la ministra, “no hay agua”.\n\n" + BEES.text(), **english),
        case(
            "language",
            "scores",
            BEES.text(0, 3)
            + "\n\n"
            + "\n".join(
                f"{a} {n}-{6 - n} {b}"
                for n, (a, b) in enumerate((("Győr", "Pécs"), ("Łódź", "Kraków"), ("Brno", "Žilina")))
            ),
            **english,
        ),
        case("language", "spanish", spanish, **foreign),
        case("language", "spanish-with-english", spanish + "\n\n“" + BEES.paragraphs[0] + "”", **foreign),
        case(
            "language",
            "german",
            "Der See ist auf den niedrigsten Stand seit siebenundzwanzig Jahren gefallen, teilte "
            "die Behörde am Donnerstag mit. Am Mittwoch war er zu 61 Prozent gefüllt. Die Behörde bat die Haushalte, "
            "den Rasen nicht zu gießen und keine Autos zu waschen. Bauern sagten, sie hätten bereits gespart. Die "
            "nächste Zahl wird am kommenden Donnerstag veröffentlicht. Der Leiter sagte, das Wasser reiche für diesen "
            "Winter, aber nicht für zwei Winter wie diesen. Ein Umweltverband forderte, erst die Rohre zu flicken. Ein "
            "Zehntel des Wassers gehe in ihnen verloren, hieß es in einem Bericht, den die Stadt im Mai vorlegte.",
            **foreign,
        ),
    ]


VOICES = {
    "dash-name": "“{}”\n— {}",
    "colon": "{1}: “{0}”",
    "per": "“{}”, per {}.",
    "in-words-of": "In the words of {1}, “{0}”",
    "according": "“{}”, according to {}.",
    "name-then-quote": "From {1}:\n“{0}”",
}


def _voices() -> list[Case]:
    said = (
        ("The board had three offers and took the dearest", "Ada Marsh, a member of the board"),
        ("The pier will stand for another fifty years", "Piotr Lem of the fish market"),
        ("Nobody asked the people who moor there", "Jana Reyl, the county treasurer"),
        ("We measured the stones from a boat in March", "Holt and Dell, the engineers"),
        ("The fee should have been raised ten years ago", "Curtis Bell, a lawyer"),
    )
    bad = flag(["attribution.sparse", "attribution.single_source"])
    out = []
    for n, form in VOICES.items():
        quotes = "\n\n".join(form.format(*pair) for pair in said)
        text = "\n\n".join(
            (
                "Voices on the north pier",
                "By Ruth Delgado",
                "April 9, 2024",
                "The harbour board voted to mend the north pier. The work costs 1.4 million dollars and "
                "takes eleven weeks.",
                quotes,
                "The board meets again on Monday.",
            )
        )
        out.append(case("attribution", f"voice-{n}", text, must_not_flags=bad, min_attribution_rate=0.3))
    marks = {
        "curly": "“{}”",
        "straight": '"{}"',
        "single": "‘{}’",
        "low": "„{}“",
        "guillemets": "«{}»",
        "ticks": "``{}''",
    }
    wording = [{"id": "loaded_language.wording", "quote_has": ["disgraceful", "corrupt", "pathetic", "shameful"]}]
    for n, mark in marks.items():
        quote = mark.format("This is a disgraceful, shameful deal by a corrupt and pathetic board")
        out.append(
            case(
                "quotation",
                f"mark-{n}",
                SCHOOL.with_line(f"{quote}, said Curtis Bell, a parent.", 6),
                must_not_flags=wording,
            )
        )
    block = (
        "In a letter to the trust a former governor, Curtis Bell, wrote:\n\n{}This is a disgraceful and shameful deal \
by a corrupt board.\n\n"
    )
    for n, indent in (("indented", "    "), ("mail", "> ")):
        out.append(
            case("quotation", f"block-{n}", SCHOOL.with_line(block.format(indent).rstrip(), 6), must_not_flags=wording)
        )
    return out


def cases() -> list[Case]:
    return [
        *_headers(),
        *_dates(),
        *_wrapping(),
        *_sentences(),
        *_forms(),
        *_talk_of_junk(),
        *_paid(),
        *_corrections(),
        *_headlines(),
        *_titles(),
        *_bodies(),
        *_languages(),
        *_voices(),
    ]
