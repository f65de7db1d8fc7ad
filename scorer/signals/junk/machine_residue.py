"""A generating program that talks of its own input, task or limits."""

from __future__ import annotations

from scorer.signals.base import Example, FlagKind
from scorer.signals.junk.page import RESIDUE, Hit, Page, Place
from scorer.signals.junk.phrases import Match
from scorer.text import Span

KIND = FlagKind(
    id="junk.machine_residue",
    severity="high",
    shows="a generating program talking of its own input (“as mentioned in the source”, “based on the provided data”)",
    why="The words of a program about its own task were left in: nobody edited the text before it went out.",
    source="NewsGuard, AI content farms (2023): articles found by the error messages of their generator",
)


def find(page: Page) -> list[Hit]:
    hits: list[Hit] = []
    for match in page.phrases(RESIDUE):
        confidence = match.weight
        if page.quoted[match.first : match.last].all():
            confidence *= 0.15  # a report that quotes a program
        if confidence < 0.1:
            continue
        place = page.token_span(match.first, match.last)
        span = _remark(page, match, place)
        if hits and span.start < hits[-1].end:
            continue
        hits.append(
            Hit(
                span.start,
                span.end,
                confidence,
                "A generating program talks of its own input or task.",
                None if confidence >= 0.8 else "medium",
                places=(Place(*place, confidence),),
                flagged=confidence >= 0.6,
            )
        )
    return hits


def _remark(page: Page, match: Match, place: Span) -> Span:
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
