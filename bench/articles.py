"""Made-up articles for measuring and testing: seeded, of any number and length, in our own words.

python bench/articles.py --rows 1000 --words 700 > articles.jsonl
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Iterator

_PEOPLE = "Ada Marsh,Tomas Reyl,Ines Okoro,Piet Lindqvist,Mara Devlin,Joao Brandt,Lena Fisk,Sam Whitlow".split(",")
_ROLES = "the mayor,a spokeswoman for the council,the school's head,a union official,the county engineer".split(",")
_BODIES = "Harrow County,the port authority,Eastmere University,the water board,the transport ministry".split(",")
_THINGS = "the bridge,the new budget,a flood barrier,the bus network,the hospital wing,the housing plan".split(",")
_DEEDS = "was approved,will be delayed,has cost more than planned,is to open in spring,failed an inspection".split(",")
_CUES = "said,told reporters,wrote in a statement,confirmed,warned,added".split(",")
_TIMES = "on Tuesday,last week,in March,after a public meeting,earlier this year,on Friday morning".split(",")
_CLAUSES = (
    "although two members voted against it,which surprised residents of the old town,"
    "according to figures seen by the committee,as the first of three stages,without any change to local taxes,"
    "because the contractor had asked for more time,and the work may take until next autumn"
).split(",")
_OPENERS = "Meanwhile,However,In the same session,By then,For now,Despite that".split(",")


def _sentence(rng: random.Random) -> str:
    thing, deed, clause = rng.choice(_THINGS), rng.choice(_DEEDS), rng.choice(_CLAUSES)
    person, body, cue, when = rng.choice(_PEOPLE), rng.choice(_BODIES), rng.choice(_CUES), rng.choice(_TIMES)
    kind = rng.randrange(6)
    if kind == 0:
        return f'"{thing.capitalize()} {deed}, {clause}," {person}, {rng.choice(_ROLES)}, {cue}.'
    if kind == 1:
        return f"{person} {cue} that {thing} {deed} {when}, {clause}."
    if kind == 2:
        return f"According to {body}, {thing} {deed} at a price of {rng.randrange(2, 90)} million."
    if kind == 3:
        return f"{rng.choice(_OPENERS)}, {thing} {deed}, {clause}."
    if kind == 4:
        return f"Some observers suggest that {thing} could yet be dropped, {clause}."
    return f"{body.capitalize()} {when} counted {rng.randrange(100, 9000):,} complaints over {thing}."


def article(number: int, words: int) -> dict[str, str]:
    """The article with this number: the same in every process. ``words``: its least length."""
    rng = random.Random(number)
    paragraphs: list[str] = []
    length = 0
    while length < words:
        paragraph = " ".join(_sentence(rng) for _ in range(rng.randrange(2, 5)))
        paragraphs.append(paragraph)
        length += paragraph.count(" ") + 1
    return {
        "id": f"article-{number}",
        "title": f"{rng.choice(_THINGS).capitalize()} {rng.choice(_DEEDS)}, {rng.choice(_BODIES)} says",
        "author": rng.choice(_PEOPLE),
        "published": f"20{rng.randrange(10, 25)}-{rng.randrange(1, 13):02d}-{rng.randrange(1, 29):02d}",
        "url": f"https://site{number % 7}.example/{number}",
        "text": "\n\n".join(paragraphs),
    }


def articles(rows: int, words: int) -> Iterator[dict[str, str]]:
    """``rows`` articles of at least ``words`` words."""
    return (article(number, words) for number in range(rows))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--rows", type=int, default=1000)
    parser.add_argument("--words", type=int, default=700)
    options = parser.parse_args()
    for record in articles(options.rows, options.words):
        sys.stdout.write(json.dumps(record, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
