"""Inputs with damage: stubs, walls, stuffing, AI leftovers, repeats, cut-off ends, mojibake, comments, boxes."""

from __future__ import annotations

from typing import Any

from variants.texts import ALL, BEES, CLINIC, MILL, SCHOOL, Clean

Case = dict[str, Any]


def case(kind: str, name: str, source: str | dict[str, Any], **check: Any) -> Case:
    """One case: what is read, and what a careful reader expects of the report (see ``tests/variants/held.py``)."""
    return {
        "kind": kind,
        "name": name,
        "input": {"text": source} if isinstance(source, str) else source,
        "check": check,
    }


def flag(ids: str | list[str], *quote_has: str, **more: str) -> list[dict[str, Any]]:
    return [{"id": ids, **({"quote_has": list(quote_has)} if quote_has else {}), **more}]


def _cut(clean: Clean, last: int, words: int) -> str:
    """The article up to some words of the paragraph ``last``."""
    return clean.text(0, last, "\n\n" + " ".join(clean.paragraphs[last].split()[:words]))


CUT = ["junk.truncated", "junk.page_furniture"]
WALL = ["junk.wall", "junk.truncated", "junk.page_furniture"]
STUBS = (
    "… [+1203 chars]",
    "... [+5,214 chars]",
    "[+982 chars]",
    " … [ +2377 chars ]",
    "\r\n… [+3310 chars]",
    "… [4021 chars]",
    "… (+998 chars)",
)
READ_MORE = (
    ("… Continue reading →", "Continue reading"),
    ("... Read full article", "Read full"),
    ("… [Read more...]", "Read more"),
    ("\n\nRead the full story at the Tarrow Mail.", "full story"),
    ("\n\nThe post School sends pupils home appeared first on Tarrow Mail.", "appeared first"),
    ("\n\nContinue Reading Below", "Continue Reading"),
    ("…\n\nView original post", "original"),
    ("…\n\nFor the full article click here.", "full article"),
    ("\n\nThis is an excerpt. Read the original article here.", "original article"),
    ("…(Read More)", "Read More"),
    ("…\n\nKeep reading", "Keep reading"),
    ("... more »", "more"),
    ("\n\nSource: Tarrow Mail. Read the rest of the article on their website.", "rest of the article"),
)
WALLS = (
    "This article is for subscribers. Subscribe now for £1 a week.",
    "You've read 3 of 3 free articles. Subscribe for unlimited access.",
    "Sign in to read the full story.",
    "Register for free to continue reading this article.",
    "Support our newsroom. Become a member to read this story in full.",
    "Premium content. Log in or buy a day pass to go on.",
    "To read the rest of this article, choose a plan.\nDigital: $2 a week\nDigital and print: $5 a week",
    "Already have an account? Log in\nGet unlimited access for 99 cents a month.",
    "Unlock this article\nSubscribe today and get your first month free.",
    "You have one free article left. Create an account to read more.",
    "Subscribers can read the whole article. Not a subscriber? Join from $1.",
    "The remaining 640 words are available to members.",
    "Your free trial has ended. Renew your subscription to keep reading.",
    "This is a preview. Subscribe to see the rest.",
)


def _stubs() -> list[Case]:
    out = []
    for n, stub in enumerate(STUBS):
        clean = ALL[n % 4]
        source = _cut(clean, 2, 12)[: -3 if n % 2 else None] + stub
        out.append(case("api stub", f"api-{n}", source, must_flags=flag("junk.truncated", "chars"), max_quality=60))
    one = " ".join(MILL.paragraphs[:2])[:260] + "… [+2750 chars]"
    out.append(
        case(
            "api stub",
            "api-title-apart",
            {"title": MILL.title, "author": MILL.author, "text": " ".join(MILL.paragraphs[:4])[:900] + one[-15:]},
            must_flags=flag("junk.truncated", "chars"),
            max_quality=75,
        )
    )
    for n, (stub, has) in enumerate(READ_MORE):
        clean = ALL[n % 4]
        source = _cut(clean, 4, 15) + stub if stub[0] != "\n" else clean.text(0, 4) + stub
        most = 93 if stub[0] != "\n" else 98.5
        out.append(case("read more", f"more-{n}", source, must_flags=flag(CUT, has), max_quality=most))
    for n, wall in enumerate(WALLS):
        clean = ALL[n % 4]
        source = (clean.text(0, 4) if n % 3 else _cut(clean, 4, 14) + "…") + "\n\n" + wall
        check = {"must_flags": [{"id": WALL, "min_severity": "medium"}], "max_quality": 80}
        out.append(case("wall", f"wall-{n}", source, **check))
    return out


_STUFFED = (
    "Emergency plumber Aldergate\n\nLooking for an emergency plumber in Aldergate? Our emergency plumber Aldergate team "
    "is the best emergency plumber Aldergate has. An emergency plumber Aldergate residents trust can help at night. "
    "Call an emergency plumber Aldergate today.\n\nWhy choose an emergency plumber Aldergate? Because an emergency "
    "plumber Aldergate is near you. The price of an emergency plumber Aldergate is fair. With an emergency plumber "
    "Aldergate you save time. Every home needs an emergency plumber Aldergate in winter.\n\nTo find an emergency "
    "plumber Aldergate, search for emergency plumber Aldergate online. Read reviews of each emergency plumber "
    "Aldergate and compare the emergency plumber Aldergate prices."
)
_LINES = (
    "Weight loss tea\nBest weight loss tea\nWeight loss tea reviews\nWeight loss tea side effects\nBuy weight loss tea "
    "online\nWeight loss tea before and after\nCheap weight loss tea\nWeight loss tea near me\nHow to make weight loss "
    "tea at home\nIs weight loss tea safe\n\nWeight loss tea is a tea that people drink for weight loss. Weight loss "
    "tea has become popular with people who want weight loss without sport. A cup of weight loss tea in the morning is "
    "said to help weight loss, and a second cup of weight loss tea in the evening helps more. Many shops sell weight "
    "loss tea, and weight loss tea can be ordered by post. Ask your doctor before you drink weight loss tea."
)
_TAGS = (
    "Tags: honeybees, bees in town, town bees, bees city, bees study, city bees study, bees honey town, urban bees, \
urban bees study 2022, bees news, bees latest news, best bees"
)
_FILLER = (
    "In this comprehensive guide we will explore everything you need to know about school roofs. Whether you are a "
    "parent or a teacher, this ultimate guide has you covered."
)


def _stuffing() -> list[Case]:
    filler = flag("junk.search_filler")
    return [
        case("stuffing", "stuffed-place", _STUFFED, must_flags=filler, max_quality=60),
        case("stuffing", "one-phrase-a-line", _LINES, must_flags=filler, max_quality=70),
        case(
            "stuffing",
            "tags-at-the-end",
            BEES.text(0, None, "\n\n" + _TAGS),
            must_flags=flag(["junk.search_filler", "junk.page_furniture"]),
            max_quality=95,
        ),
        case("stuffing", "guide-phrases", SCHOOL.with_line(_FILLER, 0), must_flags=filler, max_quality=93),
        case(
            "stuffing",
            "block-inside",
            MILL.with_line(
                "Sundara share price today, Sundara share price target, Sundara share price forecast, buy Sundara share, "
                "Sundara share price news and why the Sundara share price falls. Check the Sundara share price live.",
                4,
            ),
            must_flags=flag("junk.search_filler", "share price"),
            max_quality=95,
        ),
        case(
            "stuffing",
            "neg-subject-often-named",
            "\n\n".join(
                (
                    "Rent control: what the new law does",
                    "By Ruth Delgado",
                    "April 9, 2024",
                    "The rent control law that takes effect on Monday covers 31,000 flats, the city said. Landlords may raise "
                    "the rent by 4 percent a year.",
                    "Rent control was first voted on in 2015 and lost. “People feared it,” said council member Pete Grabowski. "
                    "“Now they fear the rent.”",
                    "Owners of small houses are exempt from rent control, the housing office's rules say. The office expects "
                    "2,000 appeals in the first year.",
                    "Economist Lorna Whitfield said rent control slowed building in two of five cities that she studied. In "
                    "the others she found no change.",
                    "Tenants can look up on the city's page whether rent control applies to their flat.",
                )
            ),
            must_not_flags=flag("junk.search_filler"),
            min_quality=93,
        ),
    ]


LEFTOVERS = (
    "As a language model, I do not have access to news after September 2021, so later events are not covered here.",
    "I'm sorry, but as an AI assistant I am not able to give opinions on this matter.",
    "Unfortunately, I cannot generate content that names private individuals.",
    "I cannot fulfil this request, as it violates my guidelines.",
    "My knowledge was last updated in January 2022, and I cannot confirm what happened since.",
    "Here is the rewritten article with a more engaging tone:",
    "Sure! Here's a news article based on the details you gave:",
    "Certainly, here is a possible introduction for your story:",
    "Below is a polished version of your draft.",
    "Feel free to ask if you need a shorter version or another headline!",
    "Would you like me to add a quote or adjust the tone?",
    "I hope this article meets your needs. Let me know if you want any changes.",
    "Alternative headline options:\n1. Clinic shuts at night\n2. Nurses gone, clinic closed\n3. No care after dark",
    "Option 2 (shorter version):",
    "Word count: 487",
    "[End of response]",
    "--- END OF ARTICLE ---",
    "User: Write a 300 word article about the county clinic.\nAssistant: The clinic in Aldergate will close.",
    "ChatGPT said:",
    "Regenerate response",
    "The source text does not mention who paid for this.",
    "Note: I have changed the names as you requested.",
    "(Note: the provided text does not include the date of the meeting.)",
    "The officials said so on Monday.:contentReference[oaicite:4]{index=4}",
    "The figures were published in May【7†source】.",
    "A spokesman for [insert company name] declined to comment.",
    "“We are very glad,” said [Name], a resident of [City].",
    "As of my last training update, the council had not yet decided.",
    "Please provide the text you would like me to summarize.",
    "It is important to note that I am an AI and cannot verify these claims.",
    "Human: can you make it longer?",
    "The prompt asks for a neutral report of about 400 words.",
    "Here are some key points to include in the article:",
    "The given passage does not say how many people were hurt.",
)
HONEST_AI = (
    "A chatbot that the county tried last year answered one caller in five with the words “I am sorry, I cannot help "
    "with that”, the report says.",
    "The assistant, built on a large language model, was trained on notes of nurses up to 2021, a county engineer "
    "said, and knows nothing of later drugs.",
    "“As an AI, I have no opinion,” the program replied when a council member put the question to it at the hearing.",
    "Readers who would like us to look into a clinic in their town can write to the health desk.",
    "The text of the grant does not say who may be paid from it, Grabowski said.",
    "I hope you never need it at three in the morning, Sato told the council; I cannot promise you that it is there.",
    "According to the source of the leak, a clerk in the department, the letter was ready in February.",
    "Here is what the letter says: the clinic closes on April 30, and the line opens a day later.",
    "The hospital's chief said he had asked ChatGPT to draft the notice and had then thrown the draft away.",
)


def _leftovers() -> list[Case]:
    out = []
    ids = ["junk.machine_residue", "junk.placeholder_text"]
    for n, line in enumerate(LEFTOVERS):
        after = (0, 10, 5)[n % 3]
        out.append(case("AI leftovers", f"ai-{n}", CLINIC.with_line(line, after), must_flags=flag(ids), max_quality=90))
    wanted = [{"id": i, "min_severity": "medium"} for i in ids]
    for n, line in enumerate(HONEST_AI):
        out.append(
            case("AI leftovers", f"neg-ai-{n}", CLINIC.with_line(line, 6), must_not_flags=wanted, min_quality=95)
        )
    return out


def _repeats() -> list[Case]:
    medium = [{"id": "junk.repeated_text", "min_severity": "medium"}]
    low = [{"id": "junk.repeated_text"}]
    ps = BEES.paragraphs
    pull = "“A field of wheat is a desert with good soil.”"
    return [
        case("repeats", "lead-again-at-the-end", BEES.text(0, None, "\n\n" + ps[0]), must_flags=low, max_quality=97),
        case(
            "repeats",
            "copy-far-below",
            BEES.text(0, 8, "\n\n" + ps[1] + "\n\n" + ps[8]),
            must_flags=medium,
            max_quality=96,
        ),
        case("repeats", "three-times", BEES.text(0, 5, ("\n\n" + ps[4]) * 2), must_flags=medium, max_quality=92),
        case(
            "repeats",
            "whole-twice-with-rule",
            BEES.text() + "\n\n***\n\n" + BEES.text(),
            must_flags=medium,
            max_quality=70,
        ),
        case("repeats", "body-twice-one-line", " ".join(ps) + " " + " ".join(ps), must_flags=medium, max_quality=70),
        case(
            "repeats",
            "straight-quotes-copy",
            BEES.with_line(ps[3].replace("“", '"').replace("”", '"'), 4),
            must_flags=low,
            max_quality=97,
        ),
        case("repeats", "ten-times", "\n\n".join([BEES.body] * 10), must_flags=medium, max_quality=20),
        case("repeats", "nbsp-copy", BEES.with_line(ps[5].replace(" ", "\u00a0"), 6), must_flags=low, max_quality=97),
        case("repeats", "neg-pull-quote", BEES.with_line(pull, 6), must_not_flags=medium, min_quality=85),
        case(
            "repeats",
            "neg-chorus",
            BEES.with_line("The keepers have a saying that they write on their hives: “No wind, no rain, no swarm.”", 5)
            + "\n\n“No wind, no rain, no swarm.”",
            must_not_flags=medium,
            min_quality=90,
        ),
        case(
            "repeats",
            "neg-summary-then-body",
            "\n\n".join(
                (
                    *BEES.head,
                    "- City bees find 61 kinds of plants, field bees 33\n- More kinds did not mean more honey\n"
                    "- The keepers' club asks for a limit",
                    *ps,
                )
            ),
            must_not_flags=medium,
            min_quality=90,
        ),
    ]


def _ends() -> list[Case]:
    cut = flag("junk.truncated")
    m = MILL.text(0, 6)
    ends = (
        "\n\nAnalysts at Teller Securities wrote that the price looked hopeful, since a plant of the same size",
        "\n\nThe shares closed 6 percent lower at 212 rupees, the lowest since",
        "\n\nThe company's chairman, Sir",
        "\n\nThe sale was first proposed by Mr.",
        "\n\n“We read it on the exchange's page like everybody else, and then we",
        "\n\nBanks have agreed not to call in loans before March (the first of which falls due on",
        "\n\nDeshmukh said the company would keep its five other plants, among them Corda, Vell,",
        "\n\nThe plants will be handed over to their new owners in the spring, the finance chief said, accord",
        "\n\nIts next report is due on February 2 and will show whether orders from Europe have com",
        "\n\nThe union has called a meeting for Sunday; its leader said she would ask the state to",
    )
    out = [case("cut-off end", f"cut-{n}", m + end, must_flags=cut, max_quality=95) for n, end in enumerate(ends)]
    out += [
        case(
            "cut-off end",
            "begins-small",
            "\n\n".join(
                (
                    *MILL.head,
                    "it lost money for the third quarter in a row, the company said on Friday.",
                    *MILL.paragraphs[1:],
                )
            ),
            must_flags=cut,
            max_quality=97,
        ),
        case(
            "cut-off end",
            "cut-then-tags",
            m + ends[9] + "\n\nTags: business, mills\nShare on Facebook\nPrint",
            must_flags=cut,
            max_quality=95,
        ),
        case(
            "cut-off end",
            "cut-then-copyright",
            m + ends[0] + "\n\n© 2023 Nira Business Daily",
            must_flags=cut,
            max_quality=95,
        ),
    ]
    whole = (
        "\n\n— Kavita Rao in Nira",
        "\n\nReporting by Kavita Rao in Nira; additional reporting by Jan Petrie",
        "\n\nWith files from the state news agency",
        "\n\nCopyright 2023 Nira Business Daily",
        "\n\n-30-",
        "\n\nENDS",
        "\n\nKavita Rao is our textile correspondent",
        "\n\nRead also: How the cotton price is made",
        "\n\n(1 rupee = 0.012 dollars)",
    )
    return out + [
        case("cut-off end", f"neg-end-{n}", MILL.text() + end, must_not_flags=flag("junk.truncated"), min_quality=90)
        for n, end in enumerate(whole)
    ]


def _bad_characters() -> list[Case]:
    low = flag("junk.garbled_encoding")
    s = SCHOOL.body
    curly = s.encode("utf-8").decode("cp1252", "replace")
    swaps = {
        "utf8-as-cp1252": curly,
        "entities-lost": s.replace("“", "&#8220;").replace("”", "&#8221;").replace("'", "&#039;"),
        "pound-sign": s.replace("£", "Â£"),
        "nbsp-as-A": s.replace(". ", ".Â "),
        "polish": s.replace("Graham Pryce", "Jarosław Żółtowski".encode().decode("cp1252", "replace")),
        "greek": s.replace("Alun Reece", "Νίκος Παππάς".encode().decode("cp1252", "replace")),
        "french-latin1": s.replace("Imogen", "x").replace("Ceri Bowen", "Hélène Lefèvre".encode().decode("latin-1")),
        "mac-roman": s.replace("“", "“".encode("mac_roman").decode("cp1252")).replace(
            "”", "”".encode("mac_roman").decode("cp1252")
        ),
        "replacement": s.replace("'", "\ufffd"),
        "questions": s.replace("“", "?").replace("”", "?").replace("'", "?"),
        "turkish": s.replace("Nasreen Malik", "Ayşe Gündoğan".encode().decode("cp1252", "replace")),
    }
    head = "\n\n".join(SCHOOL.head) + "\n\n"
    out = [case("mojibake", name, head + text, must_flags=low, max_quality=98.5) for name, text in swaps.items()]
    names = "Jarosław Żółtowski, Ayşe Gündoğan, Hélène Lefèvre, Þórður Ægisson and Nguyễn Văn Đức signed the letter."
    out.append(case("mojibake", "neg-names", SCHOOL.with_line(names, 6), must_not_flags=low, min_quality=96))
    signs = "The note reads “½ cup, 20 °C, ±2 %, §4 ¶2, 3 × 4 m², €5, naïve café, façade”, Pryce said."
    out.append(case("mojibake", "neg-signs", SCHOOL.with_line(signs, 6), must_not_flags=low, min_quality=96))
    return out


COMMENTS = (
    "Comments (3)\n\nhillside_jo\n2 hours ago\nThey have had ten years for this, what idiots.\nReply\n\nMartin K\n"
    "1 hour ago\nAgree. Total joke.\nReply",
    "2 Responses to “School sends 400 pupils home”\n\nGran of two says:\nFebruary 7, 2023 at 9:14 am\nThis pathetic "
    "trust should go.\n\nTom says:\nFebruary 7, 2023 at 10:02 am\nWhat a disgrace.",
    "Leave a comment\n\nbobby99: my kids are at home again, thanks for nothing you clowns\nLike · Reply · 3h\nSue W: "
    "same here\nLike · Reply · 2h",
    "READERS' COMMENTS\n\nAnonymous wrote on 7 Feb: The head is a liar.\n\nCarl P wrote on 7 Feb: Sack them all!",
    "View all 14 comments\n\n@tarrowmum\nShameful!!!\n12 likes\n\n@dad_of_3\nAbsolute disgrace\n4 likes",
)
BOXES = (
    ("RELATED: Council rejects plan for second car park", "RELATED"),
    ("READ ALSO\nCouncil rejects plan for second car park\nLibrary to open on Sundays", "READ ALSO"),
    ("You may also like\n\nCouncil rejects plan for second car park\n\nLibrary to open on Sundays", "may also like"),
    (
        "Editor's picks\nCouncil rejects plan for second car park\nLibrary to open on Sundays\nWhere to eat in Tarrow",
        "Council rejects",
    ),
    (
        "Most read\n1. Council rejects plan for second car park\n2. Library to open on Sundays\n3. Ten walks near Tarrow",
        "Most read",
    ),
    ("Don't miss: Council rejects plan for second car park", "Don't miss"),
    ("[Related: Library to open on Sundays]", "Related"),
    ("Advertisement\n\nStory continues below", "Advertisement"),
    ("Sign up to the Tarrow Mail newsletter for the day's news at seven.", "newsletter"),
    ("Trending now\nCouncil rejects plan for second car park\nLibrary to open on Sundays", "Trending"),
    ("What to read next\nCouncil rejects plan for second car park\nLibrary to open on Sundays", "read next"),
    ("Watch: The moment the roof was opened", "Watch"),
    ("Follow the Tarrow Mail on Facebook and X", "Follow"),
    ("In other news\nCouncil rejects plan for second car park\nLibrary to open on Sundays", "Council rejects"),
    (">> Library to open on Sundays", "Library"),
)
NEXT = (
    "Up next\n\n{title}\n\nBy {author}\n\n{date}\n\n{body}",
    "{title}\n\nBy {author}\n{date}\n\n{body}",
    "Next article\n{title}\n{body}",
    "More from the Tarrow Mail\n\n{title}\n\n{body}",
    "{title}\n\n{author}\n{date}\n\n{body}",
)


def _strangers() -> list[Case]:
    own = [{"id": "loaded_language.wording", "quote_has": ["idiots", "joke", "pathetic", "disgrace", "clowns", "liar"]}]
    out = []
    for n, thread in enumerate(COMMENTS):
        check = {"must_flags": flag("junk.page_furniture"), "must_not_flags": own, "max_quality": 97}
        out.append(case("comments", f"comments-{n}", SCHOOL.text(0, None, "\n\n" + thread), **check))
    for n, (box, has) in enumerate(BOXES):
        found = {"must_flags": flag("junk.page_furniture", has), "max_quality": 99}
        out.append(case("boxes", f"box-{n}", SCHOOL.with_line(box, 3 + n % 4), **found))
    for n, shape in enumerate(NEXT):
        other = {"title": MILL.title, "author": MILL.author, "date": MILL.date, "body": MILL.body}
        after = SCHOOL.text(0, None, "\n\n" + shape.format(**other))
        check = {"must_flags": flag("junk.page_furniture", "rupees"), "max_quality": 85}
        out.append(case("next story", f"next-{n}", after, **check))
    wrong = {"title": SCHOOL.title, "author": SCHOOL.author, "published": SCHOOL.iso, "text": MILL.body}
    out.append(case("next story", "wrong-body", wrong, must_flags=flag("headline.unsupported")))
    right = {**wrong, "text": SCHOOL.body}
    out.append(case("next story", "neg-right-body", right, must_not_flags=flag("headline.unsupported")))
    return out


CARDS = (
    "Name: Dorian Achterhof\nAge: 34\nCity: Port Milena\nJob: Principal Data Liaison\nHobbies: kayaking, baking\n"
    "Email: dorian@port.example",
    "Introduction: Hi, my name is Melva Prosacco, I am a bright, open, joyous, sparkling, fair, adorable person who "
    "loves writing and wants to share my knowledge with you.",
    "Author information\nName: Prof. Nancy Dach\nBirthday: 1993-08-23\nAddress: 569 Waelchi Ports, South Blainebury, "
    "LA 11589\nPhone: +9958996486049\nJob: Sales Manager\nHobby: Web surfing, Scuba diving",
    '{"firstName": "Kirsten", "lastName": "Gutmann", "birthDate": "1994-03-11", "username": "kgut", '
    '"email": "kgut@mail.example", "jobTitle": "Retail Officer", "city": "East Lonnie"}',
    "First name Kirsten | Last name Gutmann | Born 11 March 1994 | Address 4 Elm Row, East Lonnie | Job Retail "
    "Officer | Hobby Chess",
)
HONEST_CARDS = (
    "Imogen Farrant writes about schools for the Tarrow Mail. She can be reached at imogen@mail.example.",
    "About the author: Imogen Farrant has covered education since 2009 and won a regional award in 2018.",
    "Imogen Farrant\nEducation reporter\nTwitter: @ifarrant\nEmail: imogen@mail.example",
    "Contact the trust: Tarrow Learning Trust, 4 Mill Lane. Phone: 01632 960 411. Email: office@trust.example",
    "Victim: Name: Peter Shaw. Age: 43. Home town: Tarrow. He is stable, the hospital said.",
)


def _cards() -> list[Case]:
    out = []
    for n, card in enumerate(CARDS):
        check = {"must_flags": flag("junk.author_profile", min_severity="medium"), "max_quality": 80}
        out.append(case("author card", f"card-{n}", SCHOOL.text(0, None, "\n\n" + card), **check))
    wanted = flag("junk.author_profile", min_severity="medium")
    for n, card in enumerate(HONEST_CARDS):
        source = SCHOOL.text(0, None, "\n\n" + card)
        out.append(case("author card", f"neg-card-{n}", source, must_not_flags=wanted, min_quality=85))
    return out


def cases() -> list[Case]:
    return [
        *_stubs(),
        *_stuffing(),
        *_leftovers(),
        *_repeats(),
        *_ends(),
        *_bad_characters(),
        *_strangers(),
        *_cards(),
    ]
