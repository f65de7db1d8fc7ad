"""Who is behind the articles: the sources they name, over all of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from scorer.comparison.reading import ReadArticle

_KINDS = {
    "named": "named",
    "organisation": "organisation",
    "document": "document",
    "vague": "vague",
    "anonymous": "vague",
}
_CREDIT = re.compile(
    r"(?:^|\n)\s{0,4}(?:Source|Via|Agency)\s{0,2}:\s{0,2}(?P<line>[A-Z][\w&.' -]{1,40})(?=\s*(?:\n|$))"
    r"|\((?P<paren>AP|Reuters|AFP|UPI|Xinhua|TASS|IRNA|ANI|PTI|dpa|CNN|Bloomberg)\)"
    r"|\b(?P<told>Associated Press|Reuters|Agence France-Presse|Xinhua|TASS|Interfax|IRNA|Sputnik|RIA Novosti)\b"
)
_BEFORE_NAME = re.compile(r"^(?:both|even|only|outgoing|incoming|then|former|now)\s(?=\S)|^then-", re.I)
#: A possessive without its owner's name: "the treaty's"; but Moody's is called so.
_POSSESSIVE = re.compile(r"(?<=\w)['’]s?$")
_DETERMINED = re.compile(r"(?:the|an?|his|her|its|their)\s", re.I)
_AFTER_NAME = re.compile(r"(?:\s(?:himself|herself|itself|themselves|as|also|has|had|and))$|,.*$", re.I)
_NO_NAME = re.compile(r"(?:the|an?|his|her|its|their|our|this|these|those|he|she|it|they|we|who)?", re.I)
_SHORT = {"associated press": "ap", "agence france-presse": "afp"}


_HEAD = 400  # characters in which a dateline names the agency that wrote the article
_BYLINE = 60  # characters of a line that holds little but a credit


@dataclass(eq=False)
class Origin:
    """A source over all articles: its key, its longest name, its kind and where it is named."""

    key: str
    name: str
    kind: str
    places: list[tuple[int, int, int]]

    @property
    def articles(self) -> set[int]:
        return {article for article, _, _ in self.places}


def credits(one: ReadArticle) -> frozenset[str]:
    """The agencies and outlets that an article names as where its text is from: in its dateline, in a line of their
    own, after "Source:" or "Via:". One that is merely mentioned is none of them."""
    raw, found = one.text.raw, set()
    for match in _CREDIT.finditer(raw):
        group = match.lastgroup or "told"
        if group == "paren" and match.start() > _HEAD:
            continue
        if group == "told":
            start = raw.rfind("\n", 0, match.start()) + 1
            end = raw.find("\n", match.end())
            line = raw[start : end if end >= 0 else len(raw)]
            if len(line) > _BYLINE or "." in line.rstrip(". "):
                continue
        found.add(_key(match[group]))
    return frozenset(found)


def _key(name: str) -> str:
    name = name.strip().lower()
    return _SHORT.get(name, name)


def tidied(name: str) -> str:
    """A source's name without what the sentence adds to it: "both Moscow and Tehran", "Putin himself", "the treaty's";
    empty where nothing but such words is left."""
    name = _AFTER_NAME.sub("", _BEFORE_NAME.sub("", " ".join(name.split()))).strip(" ,;:–—-")
    if _DETERMINED.match(name):
        name = _POSSESSIVE.sub("", name)
    return "" if _NO_NAME.fullmatch(name) else name


def find_origins(articles: Sequence[ReadArticle]) -> list[Origin]:
    """The origins in the order of their first place. Whom "he" or "the ministry" means was read in each article."""
    found: dict[tuple[str, str], Origin] = {}

    def add(key: str, name: str, kind: str, place: tuple[int, int, int]) -> None:
        one = found.setdefault((kind, key), Origin(key, name, kind, []))
        if place not in one.places:
            one.places.append(place)
        if len(name) > len(one.name) and len(name) < 80 and name[:1].isupper():
            one.name = name

    for one in articles:
        for mention in one.mentions:
            kind, name = _KINDS[mention.kind], tidied(mention.name)
            if not name:
                continue
            # A title or a common noun means somebody else in every article.
            key = (
                mention.key if kind != "vague" and not mention.key.startswith("the ") else f"{one.index}:{mention.key}"
            )
            add(key, name, kind, (one.index, mention.start, mention.end))
        for match in _CREDIT.finditer(one.text.raw):
            group = match.lastgroup or "told"
            name = match[group].strip()
            add(_key(name), name, "agency", (one.index, match.start(group), match.start(group) + len(name)))
    return sorted(found.values(), key=lambda one: (min(one.places), one.kind, one.key))
