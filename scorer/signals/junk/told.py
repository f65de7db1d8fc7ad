"""Sentences of the article that speak of what a page says, and so begin with its words: "Terms and conditions apply to
every ticket, the council found." Furniture speaks to its reader and reports nothing."""

from __future__ import annotations

import re

from scorer.signals.junk.limits import FURNITURE_LIMITS
from scorer.signals.junk.page import Page
from scorer.text.late import late

#: The end of a sentence that reports: ", said the clerk.", ", the court found.", ", according to the notice."
_REPORTS = late(
    r"[,”\"’]\s(?:[^,.!?:]{1,60}\s|(?:[^,.!?:]{1,60},\s){1,2}(?:[^,.!?:]{1,40}\s)?)?(?:said|says|say|found|finds|told|ruled|wrote"
    r"|writes|noted|notes|argued|argues|warned|warns|showed|shows|reported|reports|held|added|stated|states|claimed"
    r"|claims|explained|recalled|agreed|according\sto)\b",
)
#: A statement in the past tense: "was", "were" and the like, of something else than the page.
_STATES = late(r"\b(?:was|were|had|did|became|remained?|could|would)\b", re.I)
_SPEAKS_TO_READER = late(r"\b(?:you|your|our|us|we|please|here|below|this\s(?:article|story|page|post|site))\b", re.I)


def tells(page: Page, sentence: int, after: int) -> bool:
    """Whether a sentence reports or states something; ``after`` is the token behind the phrase that it begins with."""
    text = page.text
    if page.sentence_words[sentence] < FURNITURE_LIMITS.told_words:
        return False
    start, end = int(text.sentence_start[sentence]), int(text.sentence_end[sentence])
    if end - start > FURNITURE_LIMITS.told_characters or text.raw[end - 1] not in '.”"’':
        return False
    last = int(text.sentence_token[sentence + 1])
    if (
        after >= last
        or text.lower[after - 1] in ":("
        or text.lower[after] in ":-–—(|"
        or text.lower[after][0].isdigit()
    ):
        return False  # a caption or a link, and what is in it
    rest = text.raw[int(text.token_start[after]) : end]
    whole = text.raw[start:end]
    if _REPORTS.search(whole, int(text.token_start[after]) - start - 1):
        return True
    return _STATES.search(rest) is not None and _SPEAKS_TO_READER.search(rest) is None
