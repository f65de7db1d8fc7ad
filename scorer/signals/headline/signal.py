"""The headline: does it tease instead of informing, and does the article say what the headline says?"""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from scorer.model.odds import probability
from scorer.model.store import load_weights
from scorer.signals.base import Document, Evidence, Feature, Finding, Flag, FlagKind, Signal
from scorer.signals.capitals import shouted_in_headline
from scorer.signals.headline.examples import EXAMPLES
from scorer.signals.headline.limits import HEADLINE_LIMITS
from scorer.signals.headline.support import SITE, TOKEN, support, unsupported_probability
from scorer.signals.ngrams import NgramModel
from scorer.text.late import late
from scorer.types import Span

_LETTERS = late(r"[^\W\d_]+")
#: What somebody says in the headline teases nobody.
_QUOTED = late(r"(?<![\w’'])(?:“[^“”]{1,150}”|‘[^‘’]{1,150}(?:’\w[^‘’]{0,60})*’|\"[^\"]{1,150}\")(?!\w)")
#: Reasons that carry a flag alone, the strong ones at the lower threshold, and reasons that do not even together. Of
#: the headlines read by eye that only spoke to the reader, only exaggerated or only began with how or why, three in
#: ten teased.
_STRONG = frozenset(("bait", "list", "withheld", "question"))
_ALONE = _STRONG | {"just_now", "pointing"}
_WEAK = frozenset(("exaggeration", "how_why"))

#: A number of these counts off nothing, and what such a verb follows is told: "7 candidates have qualified".
_MEASURES = r"(?:per ?cent|years?|months?|weeks?|days?|hours?|minutes?|degrees?|points?|miles?|dollars?|times)\b"
_VERBS = r"(?:is|are|was|were|has|have|had|will|would|can|could|may|might|say|says|said)\b"

#: What teases, in words a reader understands. First match a kind; looked for only in headlines that the
#: model takes for teasing, so an ordinary question is not flagged for being one.
_TEASES: tuple[tuple[str, str, re.Pattern[str]], ...] = tuple(
    (kind, shown, late(pattern, re.I))
    for kind, shown, pattern in (
        (
            "list",
            "it counts off a list",
            r"^\W{0,3}(?:the |these |here are |top |our |\d+ of the )?(?:\d{1,3}|three|four|five|six|seven|eight|nine"
            rf"|ten|eleven|twelve|fifteen|twenty) (?!{_MEASURES})(?:(?!{_VERBS})[\w'’\-]+ ){{0,6}}?"
            rf"(?:\w{{2,}}s|people|women|men|children|proof)\b(?! {_VERBS})",
        ),
        (
            "bait",
            "it uses a stock clickbait phrase",
            r"\b(?:you (?:won['’]?t|will not|can['’]?t|never) (?:believe|guess)"
            r"|(?:will|may|might|could|is going to) (?:amaze|shock|stun|astonish|haunt|floor|surprise)"
            r" (?:you|everyone|us all)"
            r"|(?:will|is going to|going to) (?:blow your mind|melt your heart|make you (?:cry|smile|gasp|think|laugh))"
            r"|then this happen(?:s|ed)|this is what happen(?:s|ed)|wait (?:un)?til you (?:see|hear|read)"
            r"|what (?:happen(?:s|ed)|(?:he|she|they|it) (?:does|did|saw|sees|said|says|found|finds)) next"
            r"|(?:this|one) (?:one )?(?:simple|weird|easy|little|strange|little-known) (?:old )?(?:trick|hack|secret)"
            r"|(?:doctors?|dentists?|experts?|banks?|trainers?|lawyers?) (?:hates?|don['’]?t want you to know)"
            r"|(?:left|leaves|leaving) (?:\w+ ){1,4}(?:speechless|in tears|in shock|stunned))\b",
        ),
        (
            "withheld",
            "it withholds the answer",
            r"\b(?:(?:this|that|here)(?: is|['’]s|s)? (?:exactly )?(?:why|how|what|when|where)"
            r"|here are (?:the|all|some)"
            r"|here(?: is|['’]s) the(?! (?:full|complete|text|list|schedule|latest|transcript|timetable))"
            r"|what happen(?:s|ed)(?: next)?|the reason(?: why)?"
            r"|find out|turns out|guess (?:what|who|which)|wait (?:un)?til"
            r"|will (?:blow your mind|change)|(?:will|may|might|could) (?:surprise|shock|make|leave) you"
            r"|what (?:\w+ ){1,3}next\b|this (?:one )?(?:[\w'’-]+ ){0,3}(?:trick|habit|hack|secret|mistake|detail|tip"
            r"|gadget|ingredient)s?"
            r"|you (?:(?:really )?(?:need|have|ought) to|should|must) know|(?:the|this) one (?:thing|trick|word|weird)"
            r"|no one (?:is talking|tells you|knows)|what (?:it['’]?s|it is) like|the truth about"
            r"|the secrets? (?:to|of|behind)|the real reason)\b",
        ),
        (
            "reader",
            "it addresses the reader",
            r"\b(?:you|you['’](?:re|ll|ve|d)|your|yours|yourself|we need to|let['’]?s)\b",
        ),
        (
            "exaggeration",
            "it exaggerates or presses a feeling",
            r"\b(?:literally|totally|absolutely|insane(?:ly)?|incredibl[ey]|unbelievabl[ey]|amazing(?:ly)?"
            r"|shocking(?:ly)?|epic|hilarious(?:ly)?|adorabl[ey]|heartbreaking|heartwarming|mind-blowing|jaw-dropping"
            r"|stunning|perfect(?:ly)?|gorgeous|terrifying|obsessed|ultimate|of all time|ever|most|best|worst|genius"
            r"|magical|delicious|beautiful|greatest|weird(?:est)?|craz(?:y|iest)|goes viral"
            r"|break(?:s|ing)? the internet|lost (?:it|their minds?)|omg|wow)\b",
        ),
        (
            "question",
            "it asks instead of telling",
            r"\?|^\W?(?:which|can you|do you|are you|would you|how well|should)\b",
        ),
        ("how_why", "it promises an explanation and gives none yet", r"^\W?(?:how|why|what|when|where|who)\b"),
        (
            "just_now",
            "it plays up how new the story is",
            r"\bjust (?:got|did|made|said|gave|went|took|told|lost|won|broke|hit|sent|[a-z]{3,12}ed)\b",
        ),
        (
            "pointing",
            "it points at something it does not name",
            r"\b(?:this(?! (?:year|month|week|weekend|morning|evening|time|season|spring|summer|autumn|fall|winter"
            r"|century|decade|election|christmas|easter|thanksgiving|one)\b)"
            r"|these|that one|something|someone|things?)\b",
        ),
    )
)


class _Clickbait(NamedTuple):
    """The fitted model: headline words and pairs to log-odds."""

    ngrams: NgramModel
    intercept: float


@functools.cache
def _model() -> _Clickbait:
    arrays = load_weights("headline")
    return _Clickbait(NgramModel.read(arrays), float(arrays["intercept"][0]))


def tokens_of(headline: str) -> list[str]:
    """Words and marks of a headline as the model sees them: lower case, numbers by size alone.

    Case is left out on purpose: in the training corpus every teasing headline is in Title Case, which is the
    style of its outlets and not a practice.
    """
    headline = SITE.sub("", headline[: HEADLINE_LIMITS.longest_headline]) if len(headline) > 40 else headline
    words = [token.lower().replace("’", "'") for token in TOKEN.findall(headline)]
    return ["<s>", *(("0" if len(w) < 3 else "0000") if w.isdigit() else w for w in words), "</s>"]


def clickbait_log_odds(headline: str) -> float:
    """Log-odds that the headline is made to tease. Weights are tf-idf with an L2 norm (output 1 holds the
    squared idf), so a long headline is not more of a tease than a short one."""
    model = _model()
    tokens = tokens_of(headline)
    weights = model.ngrams.token_weights(tokens, np.zeros(len(tokens), dtype=np.int64)).sum(axis=0)
    return model.intercept + float(weights[0]) / math.sqrt(max(float(weights[1]), 1e-6))


def teases_of(headline: str) -> list[tuple[str, str, Span]]:
    """(kind, plain words, place in the headline) of what in it teases, outside what it quotes."""
    headline = _QUOTED.sub(lambda match: " " * len(match.group()), headline[: HEADLINE_LIMITS.longest_headline])
    found = ((kind, shown, pattern.search(headline)) for kind, shown, pattern in _TEASES)
    return [(kind, shown, Span(*match.span())) for kind, shown, match in found if match]


def is_clickbait(teases: list[tuple[str, str, Span]], confidence: float) -> bool:
    """Whether to flag: sure enough, and with reasons that can be shown."""
    kinds = {kind for kind, _, _ in teases}
    if "bait" in kinds:
        return True
    if kinds.isdisjoint(_ALONE) and (len(kinds) < 2 or kinds <= _WEAK):
        return False
    return confidence >= (
        HEADLINE_LIMITS.faint_flag_at if kinds.isdisjoint(_STRONG) else HEADLINE_LIMITS.teases_flag_at
    )


FEATURES = (
    Feature("headline_clickbait", "how likely it is that the headline teases instead of informing", direction=-1),
    Feature("headline_support", "share of the headline's content words that the article mentions", direction=1),
    Feature("headline_shouting", "share of the headline's longer words that are shouted in capitals", direction=-1),
    Feature("headline_words", "words in the headline"),
)
_ABSENT: dict[str, float | None] = {feature.name: None for feature in FEATURES}


def _is_shouted(title: str, shouted: Sequence[str], n_words: int) -> bool:
    """Whether words in capitals are worth a flag: several, or one before a colon or an exclamation mark ("FRAUD: …").
    One elsewhere may be the name of a law ("DREAM Act")."""
    if len(shouted) >= HEADLINE_LIMITS.shouted_words:
        return len(shouted) >= HEADLINE_LIMITS.shouted_share * n_words
    return any(f"{word}{mark}" in title for word in shouted for mark in ":!")


def find(document: Document) -> Finding:
    """Look at the headline, and at whether the body takes it up."""
    title = document.article.title
    if not title or not any(map(str.isalpha, title[: HEADLINE_LIMITS.longest_headline])):
        return Finding(features=_ABSENT)
    span = document.article.title_span
    confidence = probability(clickbait_log_odds(title))
    taken_up = support(title, document.text, span)
    long_words = [w for w in _LETTERS.findall(title[: HEADLINE_LIMITS.longest_headline]) if len(w) > 3]
    shouted = shouted_in_headline(long_words)
    features: dict[str, float | None] = {
        "headline_clickbait": confidence,
        "headline_support": taken_up.share if taken_up else None,
        "headline_shouting": len(shouted) / len(long_words) if long_words else None,
        "headline_words": float(min(40, len(title[: HEADLINE_LIMITS.longest_headline].split()))),
    }
    if document.features_only:
        return Finding(features=features)
    evidence: list[Evidence] = []
    flags: list[Flag] = []
    teases = teases_of(title)
    baited = any(kind == "bait" for kind, _, _ in teases)
    teases = teases if confidence >= 0.05 or baited else []
    if span is not None:
        evidence = [Evidence(span.start + s.start, span.start + s.end, confidence, kind) for kind, _, s in teases]
        evidence = [e for e in evidence if e.end <= span.end]
    if is_clickbait(teases, confidence):
        reasons = "; ".join(f"{shown} (“{title[place.start : place.end]}”)" for _, shown, place in teases[:3])
        sure = HEADLINE_LIMITS.teases_right if baited else min(confidence, HEADLINE_LIMITS.teases_right)
        flags.append(Flag("headline.clickbait", span, sure, f"Clickbait headline: {reasons}.", without=_ABSENT))
    if _is_shouted(title, shouted, len(long_words)):
        message = f"Headline in capitals: {', '.join(shouted[:5])}."
        flags.append(Flag("headline.shouting", span, 0.9, message, without={"headline_shouting": 0.0}))
    if taken_up is not None:
        doubt = unsupported_probability(taken_up, document.text.n_words)
        if doubt >= HEADLINE_LIMITS.unsupported_flag_at and taken_up.is_gap:
            named = ", ".join(f"“{word}”" for word in taken_up.missing[:5])
            message = f"The headline mentions {named}; the article never does."
            odds = HEADLINE_LIMITS.other_story_odds * doubt / max(1 - doubt, 1e-6)
            sure = round(odds / (1 + odds), 3)
            flags.append(Flag("headline.unsupported", span, sure, message, without=_ABSENT))
    return Finding(confidence=confidence, evidence=evidence, flags=flags, features=features)


SIGNAL = Signal(
    id="headline",
    shows="a headline that teases, or that the article does not support",
    flags=(
        FlagKind(
            "headline.clickbait",
            "low",
            "a headline made to tease",
            "A headline should say what the article reports. One that counts off a list, withholds the answer or "
            "addresses the reader is written to be clicked.",
            "Chakraborty et al. 2016 (Stop Clickbait); Society of Professional Journalists, Code of Ethics: headlines "
            "should not misrepresent or oversimplify",
        ),
        FlagKind(
            "headline.shouting",
            "medium",
            "a headline with words in capitals",
            "Words in capitals add emphasis and no information; news style keeps capitals for acronyms.",
            "AP Stylebook on capitalization; Horne and Adali 2017: capitals in titles of fake news",
            misses=("Outlets that set every headline in capitals as a matter of style.",),
        ),
        FlagKind(
            "headline.unsupported",
            "medium",
            "the body never mentions what the headline says",
            "What a headline announces must be found in the article, or the reader is misled.",
            "IPSO Editors' Code, clause 1 (ii): headlines not supported by the text",
        ),
    ),
    features=FEATURES,
    find=find,
    examples=EXAMPLES,
    group="headline",
    as_written=True,
)
