"""Clean articles in our own words, to put damage into."""

from __future__ import annotations

from typing import NamedTuple


class Clean(NamedTuple):
    """An article: its header as readers see it, and its paragraphs."""

    title: str
    author: str
    date: str
    iso: str
    paragraphs: tuple[str, ...]

    @property
    def head(self) -> tuple[str, ...]:
        return self.title, f"By {self.author}", self.date

    @property
    def body(self) -> str:
        return "\n\n".join(self.paragraphs)

    def text(self, first: int = 0, last: int | None = None, end: str = "") -> str:
        """The article with its header and a slice of its paragraphs, and ``end`` right after."""
        return "\n\n".join((*self.head, *self.paragraphs[first:last])) + end

    def with_line(self, line: str, after: int = 3) -> str:
        """The article with one more block of lines after so many paragraphs; 0 puts it below the header."""
        return "\n\n".join((*self.head, *self.paragraphs[:after], line, *self.paragraphs[after:]))


CLINIC = Clean(
    "Night clinic in Aldergate to shut after nurses leave for better pay",
    "Ruth Delgado",
    "April 9, 2024",
    "2024-04-09",
    (
        "The only clinic in Aldergate that stays open at night will close on April 30 because it can no longer find "
        "nurses, the county health department said on Tuesday.",
        "Seven of its twelve nurses have left since October, according to a letter that the department sent to "
        "families last week. Five of them went to a hospital chain in Westhaven that pays $9 more an hour, the letter "
        "said.",
        "“We held out as long as the roster let us,” the department's director, Marcus Oyelaran, told reporters at the "
        "county building. “A clinic with five nurses is a clinic with nobody at three in the morning.”",
        "About 6,200 people came to the clinic last year between 8 p.m. and 8 a.m. The nearest emergency room is 26 "
        "miles away, over a road that was shut for snow on nine days last winter, county records show.",
        "Dr. Helen Sato, who has worked nights there since 2011, said most of her patients come with fevers, asthma "
        "or cuts. “They will wait until morning, and some of them should not,” she said.",
        "The county council set aside $1.1 million for the clinic in its budget of January. Council member Pete "
        "Grabowski said he had asked twice for a part of the money to go to wages and had been told that the rules on "
        "the grant did not allow it.",
        "A spokeswoman for the hospital chain, Lorna Whitfield, said it had not sought out the county's nurses. She "
        "said the chain had offered to send a doctor by video, which the county declined.",
        "The department plans to run a telephone line instead, staffed by two nurses in the capital. It will cost "
        "$310,000 a year, Oyelaran said, and start on May 1.",
        "The nurses' association called the plan “a recording with a pulse”. Its chair, Dana Kowalczyk, said a survey "
        "of its members in March had found that four in ten were looking for other work.",
        "The council is to discuss the closing at its meeting on April 16.",
    ),
)
SCHOOL = Clean(
    "School sends 400 pupils home as inspectors find cracks in hall roof",
    "Imogen Farrant",
    "6 February 2023",
    "2023-02-06",
    (
        "A secondary school in Tarrow has sent 400 pupils home after surveyors found cracks in the roof of its "
        "assembly hall, the trust that runs it said on Monday.",
        "The cracks were seen on Friday afternoon during a visit that had been put off twice, according to the trust's "
        "notice to parents. Lessons for years seven to nine will be held online until at least 20 February.",
        "“I would rather explain a closed school than a fallen ceiling,” said the head teacher, Graham Pryce, who met "
        "parents at the gates. He said exam classes would use rooms in the town library.",
        "The hall was built in 1968 of a light concrete that was meant to last 30 years. A report for the education "
        "ministry found the same material in 174 schools in 2021, and advised that each be checked within a year.",
        "Tarrow was not checked. The trust's chief executive, Nasreen Malik, said it had asked for a survey in March "
        "2022 and again in October, and had been told both times that no surveyor was free.",
        "A ministry spokesman said it did not comment on single schools. It had paid for 1,200 surveys so far, he "
        "said, and expected to finish the rest by the summer.",
        "Parents said they had not been told of the earlier requests. Ceri Bowen, who has two daughters in year "
        "eight, said she read about them in the minutes of a governors' meeting. “You should not have to dig for "
        "that,” she said.",
        "Repairs would cost £850,000 and take five months, an estimate by the engineers Dunn and Orme says. The trust "
        "has £120,000 in its reserves.",
        "The local MP, Alun Reece, has asked for a meeting with the minister. The governors meet on Thursday.",
    ),
)
BEES = Clean(
    "Bees in towns find more kinds of flowers than those on farmland, study says",
    "Tomas Wieland",
    "14 June 2022",
    "2022-06-14",
    (
        "Honeybees kept in towns gather pollen from nearly twice as many kinds of plants as bees on farmland, "
        "according to a study published on Tuesday in the journal Insect Field Notes.",
        "Researchers from the University of Brunnfeld set up 48 hives along a line from the centre of the city to the "
        "fields around it. They collected pollen every two weeks from April to September of last year.",
        "In the city the bees brought back pollen of 61 kinds of plants on average, the paper says. In the fields it "
        "was 33, and in July, after the rape had faded, 19.",
        "“A garden is small, but there are ten thousand of them,” said Dr. Agnes Rautio, who led the work. “A field of "
        "wheat is a desert with good soil.”",
        "More kinds did not mean more honey. The hives in the fields gave 21 kilograms each, those in the city 18, the "
        "authors write, because the rape flowers all at once.",
        "Prof. Jonas Eklund of the Institute of Crop Science, who took no part in the study, said the number of hives "
        "was large enough to trust the pattern. He warned that one summer tells little about others: last year was "
        "wet.",
        "The study did not look at wild bees. They may suffer where many hives stand close together, Eklund said, "
        "citing a survey of parks in three cities from 2019.",
        "Beekeepers in Brunnfeld have doubled their hives in eight years, to 1,900, the city's register shows. The "
        "keepers' club asks for a limit of five hives in a garden, its chairman, Piet Vos, said.",
        "The work was paid for by the state's fund for nature. Rautio keeps four hives of her own, the paper notes; "
        "they were not among the 48.",
        "The team will count again this summer and add 20 hives at the edge of the forest.",
    ),
)
MILL = Clean(
    "Sundara Mills to sell two plants after third straight quarterly loss",
    "Kavita Rao",
    "November 3, 2023",
    "2023-11-03",
    (
        "Sundara Mills said on Friday that it would sell two of its seven spinning plants after it lost money for the "
        "third quarter in a row.",
        "The company lost 1.9 billion rupees in the three months to September 30, against a profit of 640 million a "
        "year earlier, it said in a filing to the exchange. Sales fell 14 percent to 11.2 billion rupees.",
        "Managing director Anil Deshmukh blamed the price of cotton and weak orders from Europe. “Our customers are "
        "wearing last year's shirts,” he told analysts on a call.",
        "The plants in Palghat and Nira employ 2,300 people. Deshmukh said the company was in talks with two buyers "
        "and hoped that both would keep the workers, but had no promise of it.",
        "A union leader at Nira, Shobha Kale, said managers had told staff nothing before the filing. “We read it on "
        "the exchange's page like everybody else,” she said.",
        "The sale should bring 4 to 5 billion rupees and halve the company's debt, finance chief Rohan Mehta said. "
        "Banks have agreed not to call in loans before March.",
        "Analysts at Teller Securities wrote that the price looked hopeful, since a plant of the same size was sold in "
        "July for 1.4 billion. They kept their advice to sell the shares.",
        "The shares closed 6 percent lower at 212 rupees, the lowest since May 2020. The market as a whole rose by "
        "half a percent.",
        "The company pays no dividend this quarter, for the first time since 2009. Its next report is due on "
        "February 2.",
    ),
)
ALL = (CLINIC, SCHOOL, BEES, MILL)


def page(clean: Clean, **parts: str) -> str:
    """The article as an HTML page. Parts, all HTML: ``head``, ``byline``, ``date``, ``h1``, ``top``, ``middle`` (after
    three paragraphs), ``end`` (inside the article), ``after`` (behind it), ``title`` (of the head), ``body`` (in place
    of all paragraphs)."""
    paragraphs = [f"<p>{p}</p>" for p in clean.paragraphs]
    body = parts.get("body", "\n".join([*paragraphs[:3], parts.get("middle", ""), *paragraphs[3:]]))
    head = parts.get(
        "head",
        f'<meta name="author" content="{clean.author}"><meta property="article:published_time" '
        f'content="{clean.iso}T07:40:00Z">',
    )
    byline = parts.get("byline", f'<p class="byline">By <a rel="author" href="/people/7">{clean.author}</a></p>')
    date = parts.get("date", f'<time datetime="{clean.iso}T07:40:00Z">{clean.date}</time>')
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>'
        f"{parts.get('title', clean.title + ' | The Tarrow Mail')}</title>{head}</head><body>"
        f'<header><nav><ul><li><a href="/">Front page</a></li><li><a href="/w">World</a></li><li><a href="/s">Sport</a>'
        f"</li></ul></nav></header><main>{parts.get('top', '')}<article>{parts.get('h1', f'<h1>{clean.title}</h1>')}"
        f"{byline}{date}{body}{parts.get('end', '')}</article>{parts.get('after', '')}</main>"
        f"<footer><p>© 2026 The Tarrow Mail. All rights reserved.</p></footer></body></html>"
    )
