"""A generating program that talks of its own input, task or limits."""

from __future__ import annotations

from scorer.signals.base import Example, FlagKind
from scorer.signals.junk.page import Hit, Page, Place
from scorer.signals.junk.phrases import Match
from scorer.signals.junk.vocabulary import RESIDUE
from scorer.types import Span

KIND = FlagKind(
    id="junk.machine_residue",
    severity="high",
    shows="a generating program talking of its own input (“as mentioned in the source”, “based on the provided data”)",
    why="The words of a program about its own task were left in: nobody edited the text before it went out.",
    source="NewsGuard, AI content farms (2023): articles found by the error messages of their generator",
)


#: Phrases of a sentence count together; below this they are no more than a chance.
FLAG_AT = 0.6


def find(page: Page) -> list[Hit]:
    """Sentences, or parentheses in them, with phrases that only a program says of its own work."""
    groups: dict[Span, list[Place]] = {}
    for match in page.phrases(RESIDUE):
        quoted = bool(page.quoted[match.first : match.last].all())
        weight = match.weight * (0.15 if quoted else 1.0)  # a report that quotes a program
        place = Place(*page.token_span(match.first, match.last), weight)
        groups.setdefault(_remark(page, match, place), []).append(place)
    hits = []
    for span, found in groups.items():
        innocent = 1.0
        for place in found:
            innocent *= 1 - place.confidence
        confidence = 1 - innocent
        if confidence < 0.3:
            continue
        hits.append(
            Hit(
                span.start,
                span.end,
                confidence,
                "A generating program talks of its own input or task.",
                None if confidence >= 0.8 else "low" if confidence < 0.7 else "medium",
                places=tuple(place._replace(confidence=confidence) for place in found),
                flagged=confidence >= FLAG_AT,
            )
        )
    return hits


def _remark(page: Page, match: Match, place: Place) -> Span:
    """The remark around a phrase: the parenthesis that holds it, or its sentence."""
    sentence = Span(page.sentence_of(match.first).start, page.sentence_of(match.last - 1).end)
    raw = page.text.raw
    opened = raw.rfind("(", sentence.start, place.start + 1)
    if opened >= 0 and raw.find(")", opened, place.start) < 0:
        closed = raw.find(")", place.end, sentence.end)
        if closed >= 0:
            return Span(opened, closed + 1)
    return sentence


EXAMPLES = (
    Example(
        KIND.id,
        "The dam was finished last spring (as mentioned in the source text). Farmers downstream have complained.",
        True,
        "as mentioned in the source",
    ),
    Example(
        KIND.id,
        "Certainly! Here is a rewritten version of the article.\n\nThe port reopened on Friday, officials said.",
        True,
        "rewritten version",
    ),
    Example(
        KIND.id,
        "As an AI language model, I cannot browse the internet, but the election was held in May.",
        True,
        "AI language model",
    ),
    Example(
        KIND.id,
        "The essay gave itself away with the words “As an AI language model, I cannot browse the internet”, the "
        "teacher said. The school has changed its rules.",
        False,
    ),
    Example(
        KIND.id,
        "The census of 4 March (presumably of the same year as the source) counted nine hundred people.",
        True,
        "presumably of the same year",
    ),
    Example(
        KIND.id,
        "A coin (presumably of Roman make) and a shard (presumably from the north) lay in the pit.",
        False,
    ),
    Example(
        KIND.id,
        "According to the data provided by the ministry, exports fell by a tenth. The source of the leak has not "
        "been found.",
        False,
    ),
    Example(
        KIND.id,
        "The company trains a large language model on court records. Its knowledge of tax law is thin, a judge said.",
        False,
    ),
)
