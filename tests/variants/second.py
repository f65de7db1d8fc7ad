"""A second draw of variants, written after the first was mended."""

from __future__ import annotations

from typing import Any

from variants.damage import CUT, WALL, case, flag
from variants.forms import GOOD, good
from variants.texts import ALL, BEES, CLINIC, MILL, SCHOOL, page

Case = dict[str, Any]

MORE = (
    ("…\n\nThe full version of this story is on our website.", "full version"),
    ("… read the whole thing at tarrowmail.example", "read the whole"),
    ("...\n\n[Read the complete article at Tarrow Mail]", "complete article"),
    ("… (continued)", "continued"),
    ("\n\nClick to read the rest.", "Click to read"),
    ("…\n\nMore: https://tarrow.example/a/1", "More"),
    ("…\n\nLearn more »", "Learn more"),
    ("… [click to continue reading]", "continue reading"),
    ("\n\nThis story first appeared on Tarrow Mail. Read the full version there.", "full version"),
    ("…\n\nSee full story", "full story"),
    ("…\n\nRead the rest of this entry »", "rest of this entry"),
    ("… [5 min read]\n\nContinue to article", "Continue"),
    ('…<a href="https://tarrow.example">Read more</a>', "Read more"),
    ("…\n\nFull report: tarrow.example/hall", "Full report"),
)
WALLS = (
    "You've reached the end of your free preview.",
    "Become a Tarrow Mail member today and read on.",
    "Please sign in or subscribe to view the rest of this report.",
    "Want the full story? Subscribe for as little as £2 a month.",
    "This content is only available to registered users.",
    "Enjoy 3 months of full access for $1. Cancel anytime.",
    "Thanks for reading! You have 0 free articles remaining.",
    "Full text available to subscribers only. Log in",
    "Read the full article with a free trial. No card needed.",
    "Sorry, this article is for paying members. Sign up here.",
    "To continue, please verify that you are a subscriber.",
    "Log in to your account or purchase this article for £1.50.",
    "The full article is exclusive to Premium readers. Upgrade now.",
    "Hit your limit? Get unlimited stories with a Tarrow Mail pass.",
)
LEFT = (
    "I'm unable to browse the web, so the figures may be out of date.",
    "Sorry, I can't provide information about real people.",
    "This is a sample article and should be fact-checked before publication.",
    "Sure thing! Here's a 400-word piece on the clinic.",
    "Below you'll find the article rewritten in a neutral tone.",
    "Here is a revised draft that includes the quotes you asked for.",
    "Is there anything else I can help you with?",
    "Let me know if you'd prefer a more formal tone.",
    "I've kept the article under 500 words, as requested.",
    "Title suggestions:\n- Clinic shuts at night\n- No nurses, no clinic",
    "[Word count: 412 words]",
    "(End of text)",
    "Assistant: The clinic in Aldergate will close on April 30.",
    "As of my knowledge cutoff in October 2023, no date had been set.",
    "I do not have information on events after 2022.",
    "The original text did not provide the name of the director.",
    "Based on the information provided, it seems that the clinic will close.",
    "My apologies, but I cannot continue with this task.",
    "The clinic closed in April[citation:3].",
    "According to [Source Name], the clinic treated [Number] people.",
    "SEO title: Night clinic closes\nSlug: night-clinic-closes\nMeta description: The clinic closes.",
    "Here's an alternative version with a stronger lead:",
    "I hope this helps! Feel free to adjust it to your needs.",
    "Rewritten article:",
    "As an AI-powered news writer, I strive to give a balanced view.",
    "The user wants a neutral report without opinion.",
    "Generate another response",
    "Certainly! Below is the article you requested.",
    "In this rewrite, I have simplified the language while keeping the facts.",
    "**Note to editor:** the text provided contained no date.",
)
HONEST_AI = (
    "The state bar fined a lawyer whose brief still held the line “As an AI language model, I cannot provide legal advice”.",
    "Grabowski read out what the chatbot had told him: “I'm sorry, but I can't help with that.” The hall laughed.",
    "The letter was written with the help of ChatGPT, Oyelaran said, and he had checked every figure in it.",
    "“Let me know if there is anything else I can do for you,” the nurse told each caller, the log shows.",
    "The model's training data ended in 2021, the company said, so it had never heard of the closure.",
    "The original article in the Westhaven Post did not name the hospital chain.",
    "Here's what parents need to know: the line is free, and a nurse answers it.",
)
JUNKTALK = (
    "“Accept all cookies” was the only choice that visitors had, the regulator said in its decision.",
    "The site, which needs JavaScript, cannot be read by half of the library's old computers, Pryce said.",
    "The mock-up that the builders showed to the council said “lorem ipsum” where the price should have been.",
    "The report's cover had been printed with “[INSERT TITLE HERE]”, to the minister's dismay.",
    "Newsletters are the trade's new hope: subscribe to one, a study found, and you read twice as much.",
    "The firm had stuffed its pages with keywords to climb in Google's results, a former employee told the court.",
    "Follow us on Instagram, say the T-shirts that the pupils wear, and 12,000 people do.",
    "Copyright in the drawings belongs to the county, the judge found, and all rights were reserved in 1968.",
    "Sponsored content must be labelled as such, the advertising authority ruled on Monday.",
    "Sign up for the draft at 18, the law says; few young people know it, according to the survey.",
    "Share prices rose. Tweet volumes did too, the bank's analysts wrote.",
    "Contact tracing ended in May, the agency said. Contact us, its posters had said for two years.",
    "Subscribe or go without was the choice that the league gave its fans, the court heard.",
    "Skip to the end and the numbers are plain: 174 schools, of which 31 have been checked, the report says.",
    "Photo: that is the one word on the back of the print, the curator said, and no name.",
    "Advertising on buses pays for one line in nine, the operator said on Tuesday.",
    "Log in, the notice tells parents, or ring the office. Most ring, the secretary said.",
)
FORMS = {
    "haiku": "The winning poems:\n\nrain on the hive roof\nforty thousand hold their breath\nthen one hums again\n\nlast "
    "flower of August\nthe beekeeper takes off his hat\nand so does the bee",
    "hymn": "They sang the old hymn:\n\nCome, gather in the meadow,\nCome, gather by the stream,\nThe work is long, the day "
    "is short,\nThe night is but a dream.\n\nCome, gather in the orchard,\nCome, gather at the door,\nThe work is long, the "
    "day is short,\nAnd we shall work no more.",
    "articles": "Article 4\n1. Every keeper shall register each hive with the town before the first of March.\n2. Every "
    "keeper shall mark each hive with the number that the town gives it.\n3. Every keeper who moves a hive shall tell the "
    "town within ten days.\n\nArticle 5\n1. The fee for each hive is four euros a year.",
    "resolution": "RESOLVED, that the town shall set aside two parks for wild bees; and\nRESOLVED FURTHER, that the town "
    "shall set aside no park for honeybees; and\nRESOLVED FURTHER, that this rule shall take effect in May.",
    "football": "Tarrow 2 Eastmere 1\nHalf-time: 1-0\nScorers: Bowen 12, Reece 71; Holt 55\nAttendance: 1,204\n\nOld Town 0 "
    "Castle 0\nAttendance: 611",
    "election": "Alun Reece (Lab) 12,403\nCarys Holt (Con) 11,377\nPiet Vos (Green) 4,120\nJan Orme (Ind) 388\nTurnout: 61%",
    "ingredients-table": "For the dough:\n2 cups flour\n1/2 cup sugar\n1 stick cold butter\nPinch of salt\n\nFor the "
    "filling:\n4 apples\n3 tbsp honey\nJuice of one lemon\n\nPreheat the oven to 180 C. Rub the butter into the flour.",
    "steps": "Step 1: Open the hive on a warm day.\nStep 2: Lift out the frames one by one.\nStep 3: Look for the queen.\n"
    "Step 4: Close it within ten minutes.",
    "winners": "WINNERS\n\nBest honey: Marta Eklund\nBest wax: Jonas Rautio\nBest young keeper: Ivo Wieland\nJury prize: the "
    "keepers of Mill Lane",
    "glossary": "Brood: the eggs and larvae.\nDrone: a male bee.\nSwarm: a queen and half of her hive that leave.\nSuper: the "
    "box for the honey.",
    "pros-cons": "For\n• More plants are pollinated.\n• Children learn where honey comes from.\n\nAgainst\n• Wild bees find "
    "less food.\n• Swarms frighten people.",
    "five-things": "1. Cities are gardens\nTen thousand gardens make one meadow, Rautio said.\n\n2. Fields are hungry\nAfter "
    "the rape nothing flowers, the paper says.\n\n3. Honey is not the measure\nThe fields gave more of it.",
    "subheads-short": "A wet year\n\nOne summer tells little about others, Eklund said, and last year was wet.\n\nA crowded "
    "town\n\nThe register shows 1,900 hives, twice as many as eight years ago.\n\nA limit\n\nThe club asks for five hives in "
    "a garden.",
    "questions-bold": "**How far do bees fly?**\nUp to three kilometres, Rautio said.\n\n**Do they sleep?**\nYes, in the hive, "
    "hanging by their feet.\n\n**How long do they live?**\nSix weeks in summer.",
    "price-list": "Adults: £8\nChildren: £4\nFamilies: £20\nDogs: free\nOpen from 10am to 5pm until 30 September.",
    "timeline-years": "1968 – The hall is built.\n1999 – It is looked at for the last time.\n2021 – The ministry's report is "
    "published.\n2023 – The cracks are found.",
}
TALKS = {
    "names-dash": "Pryce – When did you hear of it?\n\nMalik – On Friday night.\n\nPryce – And the ministry?\n\nMalik – On "
    "Saturday. They were kind.\n\nPryce – Kind?\n\nMalik – They wished us luck.",
    "senator": "SEN. HOLT. Was the roof looked at?\nMR. ORME. It was not.\nSEN. HOLT. Why was it not?\nMR. ORME. Nobody was "
    "free, Senator.\nSEN. HOLT. In a year?\nMR. ORME. In a year.",
    "italic": "What is a bee worth?\nNothing, if you ask the bank. Everything, if you ask an apple.\n\nDo you dream of them?\n"
    "I dream that I have forgotten to close a lid.\n\nWill you go on?\nAs long as they do.",
    "handles": "@rautio_bees: We counted again.\n@brunnfeld: And?\n@rautio_bees: 61 kinds.\n@brunnfeld: In the city?\n"
    "@rautio_bees: In the city.",
}
CUTS = (
    "\n\nThe council has asked for a second estimate, which is to be ready by the middle of",
    "\n\nMalik said the trust had written to the ministry in March, in June and in",
    "\n\n“I would rather explain a closed school than a fallen ceiling. What I cannot explain is why the",
    "\n\nHe said exam classes would use rooms in the town library (which is to stay open until",
    "\n\nThe engineers found that the cracks had grown by two millimetres since the last visit and warned that they could",
    "\n\nParents have started a petition, which 1,100 people had signed by Sunday evening. It calls on the trust to",
    "\n\nThe trust's chairwoman, the Rev.",
    "\n\nA spokesman for the ministry said it had paid for 1,200 surveys so far and was working through a list of",
    "\n\nThe hall was last painted in 2011, when a contractor, Dunn and Orme, found that the ceiling had sunk by three centi-",
    "\n\nThe pupils will be taught in tents, in the gym and, from the first of March, in",
)
WHOLE = (
    "\n\nPhotographs: Gareth Lowe",
    "\n\nEdited by Jan Petrie",
    "\n\nThis article was first published in the Tarrow Mail's weekend edition",
    "\n\nTranslated from the Welsh by Ceri Bowen",
    "\n\nThe writer is a former teacher and lives in Tarrow",
    "\n\nImogen Farrant\nTarrow",
    "\n\nTickets: tarrowhall.example",
    "\n\n###",
    "\n\nSources: Ministry of Education; Dunn and Orme",
)
CARDS = (
    "About author\n- Full name: Tessie Homenick\n- Date of birth: 4 July 1987\n- Occupation: Corporate Officer\n- Phone: "
    "555-010-2929\n- Address: 20 Elm Row, Lake Susanna",
    "Hi, I'm Nathanael Baumbach, I am a adventurous, nice, kind, lively, faithful, open person who loves writing and wants "
    "to share my knowledge and understanding with you.",
    "Author: Tessie Homenick. Birthdate: 1987-07-04. Hometown: Lake Susanna. Job title: Corporate Officer. Interests: "
    "origami, sailing. Username: tessieh87.",
    "tessieh87\n2.1K followers\n310 following\n87 posts\nJoined March 2019",
    "name = Tessie Homenick; born = 1987-07-04; email = tessie@mail.example; phone = +1 555 010 2929; job = Corporate "
    "Officer",
    "<author><name>Tessie Homenick</name><birthday>1987-07-04</birthday><phone>555 010 2929</phone><job>Corporate Officer"
    "</job><username>tessieh87</username></author>",
)
BOXES = (
    ("SEE ALSO: Library to open on Sundays", "SEE ALSO"),
    ("More like this\nCouncil rejects plan for second car park\nLibrary to open on Sundays", "More like this"),
    ("Our top stories\n• Council rejects plan for second car park\n• Library to open on Sundays", "Council rejects"),
    ("Recommended for you\nCouncil rejects plan for second car park", "Recommended"),
    ("Read: Library to open on Sundays", "Read"),
    ("Explore more on these topics\nSchools\nTarrow\nBuildings", "Explore more"),
    ("Top stories of the day\nCouncil rejects plan for second car park\nLibrary to open on Sundays", "Council rejects"),
    ("Listen to this article\n4 min", "Listen"),
    ("Get our free morning briefing by email", "morning briefing"),
    ("Image caption, The hall was built in 1968", "caption"),
    ("Gift this article", "Gift"),
    ("This article is more than 2 years old", "more than"),
    ("Sign up to our WhatsApp channel for breaking news", "WhatsApp"),
    ("Advertisement - Scroll to continue", "Scroll"),
    ("Don't Miss\nCouncil rejects plan for second car park\nLibrary to open on Sundays", "Council rejects"),
)
COMMENTS = (
    "What do you think? Join the discussion below\n\nOldTimer44\n3 days ago\nThese fools closed my school too.\n3 likes\n\n"
    "Mary T.\n2 days ago\nPathetic, as ever.\n1 like",
    "Showing 2 of 31 comments\n\npeterw: Idiots.\nReply | Share\n\nlindaq: What a shameful mess.\nReply | Share",
    "5 Comments\n\nGavin Strong\nThey should all resign, the clowns.\nLike\nReply\n1d\n\nBea Moss\nDisgrace.\nLike\nReply\n2d",
)
NEXT = (
    "Read next\n\n{title}\n\n{body}",
    "{title}\nWritten by {author}\n{body}",
    "———\n\n{title}\n\nPublished {date}\n\n{body}",
    "ALSO IN THE NEWS\n\n{title}\n\n{body}",
    "{title}\n\n{date} | {author}\n\n{body}",
)
BYLINES = (
    ("by imogen farrant\n6 february 2023", "imogen farrant"),
    ("Imogen Farrant\n@ifarrant\n6 February 2023", "Imogen Farrant"),
    ("Report: Imogen Farrant\n6 February 2023", "Imogen Farrant"),
    ("By Imogen Farrant, Gareth Lowe and Sue Orme\n6 February 2023", "Sue Orme"),
    ("6 February 2023 by Imogen Farrant", "Imogen Farrant"),
    ("Imogen Farrant / Tarrow Mail\n6 February 2023", "Imogen Farrant"),
    ("Author: Imogen Farrant\nPublished: 6 February 2023", "Imogen Farrant"),
    ("By Dr. Imogen Farrant\n6 February 2023", "Imogen Farrant"),
    ("Imogen Farrant, Tarrow\n6 February 2023", "Imogen Farrant"),
    ("By Imogen O'Farrant-Lowe | Education Correspondent\n6 February 2023", "Imogen O'Farrant-Lowe"),
    ("By Our Education Correspondent\n6 February 2023", "Education Correspondent"),
    ("Posted by Imogen Farrant on February 6, 2023", "Imogen Farrant"),
)
PAID = (
    "Sponsored",
    "ADVERTORIAL",
    "Paid partnership with Tessel Insurance",
    "A message from Tessel Insurance",
    "This content is sponsored by Tessel Insurance.",
    "Supported by Tessel Insurance",
    "Promotional feature",
    "This is a paid advertisement for Tessel Insurance.",
    "In association with Tessel Insurance",
    "Partner feature",
    "Paid advertorial",
    "Advertiser content from Tessel Insurance",
)
NOTES = (
    "Correction, Feb. 8: The hall was built in 1968. An earlier version of this story gave the wrong year.",
    "This piece has been edited to remove a name.",
    "We have corrected the number of surveys in this article.",
    "*This article has been updated with the ministry's reply.",
    "Clarification: The trust runs the school but does not own the building.",
    "Editor's Note: An earlier headline on this article said that 4,000 pupils had been sent home.",
    "This article originally stated that the MP was Alan Reece. His name is Alun Reece.",
    "Updated on February 9 to correct the name of the engineers.",
    "The Tarrow Mail regrets the error.",
)
TEASES = (
    "You'll Never Guess What Was Hiding Above These Pupils",
    "What This Beekeeper Found In Her Garden Will Leave You Stunned",
    "The One Thing Every Nurse Wishes You Knew",
    "21 Photos Of Bees That Will Make Your Day",
    "Here's What Really Happened At The Night Clinic",
    "This School Roof Has A Dark Secret",
    "Try This Simple Trick If You Want More Honey",
    "Why Everyone Is Suddenly Talking About This Mill",
    "He Sold Two Mills. Then This Happened",
    "Are You Making These 7 Mistakes With Your Garden?",
    "Wait Until You See What Bees Do In Cities",
    "Beekeepers Don't Want You To Know This",
)
PLAIN = (
    "Who pays when a school roof fails?",
    "Three things to watch as Sundara sells its mills",
    "How bees count: a study explained",
    "“I dream of lids”: an evening with a beekeeper",
    "What the ministry knew about Tarrow's roof, and when",
    "Here is the full text of the clinic's letter to families",
    "Council to vote on night clinic: five options explained",
    "Why Sundara is losing money on every shirt",
    "Nine in ten parents back repairs, survey finds",
    "This week in Tarrow: a roof, a vote and a market",
    "The best bees are in town, researchers find",
    "What happens now that the clinic has closed?",
)


def cases() -> list[Case]:
    out: list[Case] = []
    ids = ["junk.machine_residue", "junk.placeholder_text"]
    medium = [{"id": i, "min_severity": "medium"} for i in ids]
    for n, (stub, has) in enumerate(MORE):
        clean = ALL[n % 4]
        cut = clean.text(0, 4, "\n\n" + " ".join(clean.paragraphs[4].split()[:16]))
        source, most = (clean.text(0, 4) + stub, 98.5) if stub[0] == "\n" else (cut + stub, 93)
        out.append(case("read more", f"more2-{n}", source, must_flags=flag(CUT, has), max_quality=most))
    for n, wall in enumerate(WALLS):
        source = ALL[n % 4].text(0, 4, "\n\n" + wall)
        out.append(
            case("wall", f"wall2-{n}", source, must_flags=[{"id": WALL, "min_severity": "medium"}], max_quality=80)
        )
    for n, line in enumerate(LEFT):
        out.append(
            case(
                "AI leftovers",
                f"ai2-{n}",
                CLINIC.with_line(line, (0, 10, 4)[n % 3]),
                must_flags=flag(ids),
                max_quality=90,
            )
        )
    for n, line in enumerate(HONEST_AI):
        out.append(
            case("AI leftovers", f"neg-ai2-{n}", CLINIC.with_line(line, 6), must_not_flags=medium, min_quality=95)
        )
    out += [
        good("talk of junk", f"honest2-{n}", SCHOOL.with_line(line, 1 + n % 7), 92) for n, line in enumerate(JUNKTALK)
    ]
    out += [good("honest form", f"form2-{n}", BEES.with_line(block, 6), 85) for n, block in FORMS.items()]
    out += [good("conversation", f"talk2-{n}", BEES.with_line(block, 3), 85) for n, block in TALKS.items()]
    for n, end in enumerate(CUTS):
        out.append(
            case("cut-off end", f"cut2-{n}", SCHOOL.text(0, 6, end), must_flags=flag("junk.truncated"), max_quality=95)
        )
    for n, end in enumerate(WHOLE):
        out.append(
            case(
                "cut-off end",
                f"neg-end2-{n}",
                SCHOOL.text(0, None, end),
                must_not_flags=flag("junk.truncated"),
                min_quality=90,
            )
        )
    for n, card in enumerate(CARDS):
        out.append(
            case(
                "author card",
                f"card2-{n}",
                MILL.text(0, None, "\n\n" + card),
                must_flags=flag("junk.author_profile", min_severity="medium"),
                max_quality=80,
            )
        )
    for n, (box, has) in enumerate(BOXES):
        out.append(
            case(
                "boxes",
                f"box2-{n}",
                SCHOOL.with_line(box, 2 + n % 5),
                must_flags=flag("junk.page_furniture", has),
                max_quality=99,
            )
        )
    for n, thread in enumerate(COMMENTS):
        out.append(
            case(
                "comments",
                f"comments2-{n}",
                SCHOOL.text(0, None, "\n\n" + thread),
                must_flags=flag("junk.page_furniture"),
                must_not_flags=flag(
                    "loaded_language.wording", "fools", "pathetic", "idiots", "shameful", "clowns", "disgrace"
                ),
                max_quality=97,
            )
        )
    for n, shape in enumerate(NEXT):
        story = shape.format(title=CLINIC.title, author=CLINIC.author, date=CLINIC.date, body=CLINIC.body)
        out.append(
            case(
                "next story",
                f"next2-{n}",
                BEES.text(0, None, "\n\n" + story),
                must_flags=flag("junk.page_furniture", "Oyelaran"),
                max_quality=85,
            )
        )
    for n, (lines, has) in enumerate(BYLINES):
        out.append(
            case(
                "byline",
                f"byline2-{n}",
                f"{SCHOOL.title}\n\n{lines}\n\n{SCHOOL.body}",
                byline_has=[has],
                must_not_flags=flag("provenance.no_byline"),
            )
        )
    for n, label in enumerate(PAID):
        source = f"{label}\n\n{BEES.text()}" if n % 2 else f"{BEES.title}\n{label}\n\n{BEES.body}"
        out.append(case("paid content", f"paid2-{n}", source, must_flags=flag("provenance.paid_content")))
    for n, note in enumerate(NOTES):
        out.append(
            case(
                "correction",
                f"correction2-{n}",
                SCHOOL.text(0, None, "\n\n" + note),
                must_flags=flag("provenance.corrected"),
                must_not_flags=[GOOD[0], *flag("provenance.impossible_date"), *flag("junk.truncated")],
                min_quality=92,
            )
        )
    for kind, titles in (("must_flags", TEASES), ("must_not_flags", PLAIN)):
        for n, title in enumerate(titles):
            words = {"roof": SCHOOL, "School": SCHOOL, "Mill": MILL, "Sundara": MILL, "linic": CLINIC, "urse": CLINIC}
            clean = next((text for word, text in words.items() if word in title), BEES)
            record = {"title": title, "author": clean.author, "published": clean.iso, "text": clean.body}
            out.append(case("headline", f"{kind[:8]}2-{n}", record, **{kind: flag("headline.clickbait")}))
    caption = '<figure><img src="a.jpg"><figcaption>The hall in 1970. Photo: A. Lowe</figcaption></figure>'
    out.append(
        case(
            "extraction",
            "keeps2-figure",
            {"html": page(SCHOOL, middle=caption)},
            text_has=["A secondary school"],
            text_lacks=["All rights reserved", "Front page"],
        )
    )
    return out
