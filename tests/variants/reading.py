"""How inputs are read: bylines, dates, wrapped lines, sentences, languages, voices."""

from __future__ import annotations

import textwrap
from typing import Any

from variants.damage import case, flag
from variants.forms import good
from variants.texts import BEES, CLINIC, MILL, SCHOOL, Clean, page

Case = dict[str, Any]


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
    return [*_headers(), *_dates(), *_wrapping(), *_sentences(), *_languages(), *_voices()]
