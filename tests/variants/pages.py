"""What an article says of itself, its headline, and what is read of HTML pages."""

from __future__ import annotations

from typing import Any

from variants.damage import case, flag
from variants.texts import BEES, CLINIC, MILL, SCHOOL, page

Case = dict[str, Any]

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


def cases() -> list[Case]:
    return [*_paid(), *_corrections(), *_headlines(), *_titles(), *_bodies()]
