"""How an article puts a statement: as a fact, hedged, as planned, or as denied."""

from __future__ import annotations

import re
from typing import Literal

from scorer.text import Text

Said = Literal["stated", "attributed", "hedged", "planned", "denied"]

_DENIED = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|reject(?:s|ed|ing)?\s(?:the\s)?(?:claims?|charges?|allegations?|accusations?|reports?)"
    r"|disput(?:es|ed|ing)|refut(?:es|ed|ing)|dismiss(?:es|ed)?\s(?:the\s)?(?:claims?|charges?|allegations?|reports?)"
    r"|no\sevidence\sthat|never\shappened|(?:is|was|were|are)\s(?:false|untrue|not\strue))\b",
    re.I,
)
_HEDGED = re.compile(
    r"\b(?:may|might|could|reportedly|allegedly|alleged|reported\s(?!that|to|on|in|by)|possibly|perhaps|suggests?"
    r"|suspected|purported(?:ly)?|apparently|likely|unconfirmed)\b"
)
_PLANNED = re.compile(
    r"\b(?:will|would|plans?\sto|planned|(?:is|are|was|were)\s(?:due|scheduled|expected|set|to)\b|intends?\sto|aims?\sto)\b"
)


def sentence_said(text: Text, sentence: int) -> Said:
    """How sentence number ``sentence`` of ``text`` puts what it says."""
    written = text.raw[int(text.sentence_start[sentence]) : int(text.sentence_end[sentence])]
    if _DENIED.search(written):
        return "denied"
    if _HEDGED.search(written):
        return "hedged"
    return "planned" if _PLANNED.search(written) else "stated"
