"""The headline: does it tease instead of telling, and does the article say what the headline says?"""

from __future__ import annotations

import functools
import math
import re
from collections import Counter
from collections.abc import Mapping
from itertools import chain, islice
from typing import NamedTuple

import numpy as np

from scorer.linear import NgramModel
from scorer.signals.base import Document, Evidence, Feature, Finding, Flag, FlagKind, Signal
from scorer.signals.headline_examples import EXAMPLES
from scorer.signals.readability import SYLLABLES, UNLISTED, word_facts
from scorer.text import Span, Text
from scorer.weights import load_lexicon, load_weights

_MAX_LENGTH = 400  # characters of a headline that are looked at
_TOKEN = re.compile(r"\d+(?:[.,:]\d+)*|[^\W_]+(?:['’\-][^\W_]+)*|\S")
_WORD = re.compile(r"(?:[A-Za-z]\.){2,}|\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’\-][^\W_]+)*")
_LETTERS = re.compile(r"[^\W\d_]+")
_POSSESSIVE = re.compile(r"['’]s?$|\.$")
_INNER_MARK = re.compile(r"[-'’]")
_SITE = re.compile(r"\s+(?:\||[–—-])\s+(?:[^\s|]+\s?){1,4}$")  # " | The Daily Example" after the headline proper
#: What somebody says in the headline teases nobody.
_QUOTED = re.compile(r"(?<![\w’'])(?:“[^“”]{1,150}”|‘[^‘’]{1,150}(?:’\w[^‘’]{0,60})*’|\"[^\"]{1,150}\")(?!\w)")
#: Flag thresholds. At these the precision in docs/measured.md was measured, out of fold.
CLICKBAIT_THRESHOLD = 0.9
FAINT_THRESHOLD = 0.97  # where only weaker reasons can be shown
#: Reasons that carry a flag alone, the strong ones at the lower threshold, and reasons that do not even together. Of
#: the headlines read by eye that only spoke to the reader, only exaggerated or only began with how or why, three in
#: ten teased.
_STRONG = frozenset(("list", "withheld", "question"))
_ALONE = _STRONG | {"just_now", "pointing"}
_WEAK = frozenset(("exaggeration", "how_why"))
UNSUPPORTED_THRESHOLD = 0.9
#: Of a headline that another article's page was given, hardly a word stands in the text. Headlines of which more is
#: there were paraphrased by their article in nine of ten cases read by eye.
_MOST_SHARED = 0.2
#: How many flags readers found right of those on real articles, where fewer headlines tease than among the labelled
#: ones, and fewer belong to another article than among the swapped ones (docs/measured.md, "Read by eye").
_TEASES_RIGHT, _UNSUPPORTED_RIGHT = 0.79, 0.63
_CLIP = 6.0  # log-odds beyond which a headline is no more, or less, of a tease
_MIN_BODY_WORDS = 60
_MIN_CONTENT_WORDS = 3
_COMMON_WEIGHT = 0.35  # of a headline's word that is on the list of easy words and is no name

#: A number of these counts off nothing, and what such a verb follows is told: "7 candidates have qualified".
_MEASURES = r"(?:per ?cent|years?|months?|weeks?|days?|hours?|minutes?|degrees?|points?|miles?|dollars?|times)\b"
_VERBS = r"(?:is|are|was|were|has|have|had|will|would|can|could|may|might|say|says|said)\b"

#: What teases, in words a reader understands. First match a kind; looked for only in headlines that the
#: model takes for teasing, so an ordinary question is not flagged for being one.
_TEASES: tuple[tuple[str, str, re.Pattern[str]], ...] = tuple(
    (kind, shown, re.compile(pattern, re.I))
    for kind, shown, pattern in (
        (
            "list",
            "it counts off a list",
            r"^\W{0,3}(?:the |these |here are |top |our |\d+ of the )?(?:\d{1,3}|three|four|five|six|seven|eight|nine"
            rf"|ten|eleven|twelve|fifteen|twenty) (?!{_MEASURES})(?:(?!{_VERBS})[\w'’\-]+ ){{0,6}}?"
            rf"(?:\w{{2,}}s|people|women|men|children|proof)\b(?! {_VERBS})",
        ),
        (
            "withheld",
            "it holds the answer back",
            r"\b(?:(?:this|that|here)(?: is|['’]s|s)? (?:exactly )?(?:why|how|what|when|where)"
            r"|here are (?:the|all|some)|here(?: is|['’]s) the|what happen(?:s|ed)(?: next)?|the reason(?: why)?"
            r"|find out|turns out|guess (?:what|who|which)|wait (?:un)?til|you won['’]?t believe"
            r"|will (?:blow your mind|change)|(?:will|may|might|could) (?:surprise|shock|make|leave) you"
            r"|you (?:(?:really )?(?:need|have|ought) to|should|must) know|(?:the|this) one (?:thing|trick|word|weird)"
            r"|no one (?:is talking|tells you|knows)|what (?:it['’]?s|it is) like|the truth about"
            r"|the secrets? (?:to|of|behind)|the real reason)\b",
        ),
        (
            "reader",
            "it speaks to the reader",
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
        ("how_why", "it promises to explain and tells nothing yet", r"^\W?(?:how|why|what|when|where|who)\b"),
        (
            "just_now",
            "it plays up how new it is",
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
    """The fitted model: headline words and pairs to log-odds, and the fit of ``unsupported``."""

    ngrams: NgramModel
    intercept: float
    unsupported: np.ndarray  # intercept, then weights of share, weight of the headline and log body words


@functools.cache
def _model() -> _Clickbait:
    arrays = load_weights("headline")
    return _Clickbait(NgramModel.read(arrays), float(arrays["intercept"][0]), arrays["unsupported"])


def tokens_of(headline: str) -> list[str]:
    """Words and marks of a headline as the model sees them: lower case, numbers by size alone.

    Case is left out on purpose: in the training corpus every teasing headline is in Title Case, which is the
    style of its outlets and not a practice.
    """
    headline = _SITE.sub("", headline[:_MAX_LENGTH]) if len(headline) > 40 else headline
    words = [token.lower().replace("’", "'") for token in _TOKEN.findall(headline)]
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
    headline = _QUOTED.sub(lambda match: " " * len(match.group()), headline[:_MAX_LENGTH])
    found = ((kind, shown, pattern.search(headline)) for kind, shown, pattern in _TEASES)
    return [(kind, shown, Span(*match.span())) for kind, shown, match in found if match]


def is_clickbait(teases: list[tuple[str, str, Span]], confidence: float) -> bool:
    """Whether to flag: sure enough, and with reasons that can be shown."""
    kinds = {kind for kind, _, _ in teases}
    if kinds.isdisjoint(_ALONE) and (len(kinds) < 2 or kinds <= _WEAK):
        return False
    return confidence >= (FAINT_THRESHOLD if kinds.isdisjoint(_STRONG) else CLICKBAIT_THRESHOLD)


class Support(NamedTuple):
    """Which content words of a headline its article takes up. ``share`` and ``weight`` count a telling word
    (a name, a number, an uncommon word) as one and a common word as less."""

    share: float
    weight: float
    missing: tuple[str, ...]
    telling_found: int
    telling_missing: int

    @property
    def is_gap(self) -> bool:
        """Whether nearly all that the headline tells is missing, so that no turn of phrase explains it."""
        if self.telling_found > 1 or self.share > _MOST_SHARED:
            return False
        if self.telling_missing > 3:
            return True
        return self.share <= _MOST_SHARED / 2 and (self.telling_missing == 3 or len(self.missing) > 5)


@functools.cache
def _plain_words() -> frozenset[str]:
    return frozenset(load_lexicon("headline_plain"))


@functools.cache
def _synonyms() -> Mapping[str, tuple[str, ...]]:
    pairs = (line.split(" = ") for line in load_lexicon("headline_synonyms"))
    return {word: tuple(others.split(" | ")) for word, others in pairs}


_NUMBERS = dict(
    zip(
        "one two three four five six seven eight nine ten eleven twelve".split(),
        map(str, range(1, 13)),
        strict=True,
    )
) | {"twenty": "20", "thirty": "30", "fifty": "50", "hundred": "100", "thousand": "000", "million": "million"}
_DIGITS = {digits: word for word, digits in _NUMBERS.items()}


def content_words(headline: str) -> dict[str, float]:
    """Words of a headline that tell what it is about, each once, as written, with their weights."""
    plain = _plain_words()
    tokens = _WORD.findall(_SITE.sub("", headline[:_MAX_LENGTH]))
    lower_starts = sum(token[0].islower() and len(token) > 4 for token in tokens)
    title_case = lower_starts < 2  # capitals tell names only where other words go without
    out: dict[str, float] = {}
    seen = set()
    for i, token in enumerate(tokens):
        for part in token.split("-") if token[0].isalpha() else [token]:
            word = _POSSESSIVE.sub("", part)
            low = word.lower().replace("’", "'")
            if low in plain or low in seen or (len(low) < 3 and not low.isdigit() and not word.isupper()):
                continue
            seen.add(low)
            name = word[:1].isupper() and (word.isupper() or i > 0) and not title_case
            facts = word_facts(low)
            telling = name or word[0].isdigit() or (facts & UNLISTED and facts & SYLLABLES > 1)
            out[word] = 1.0 if telling else _COMMON_WEIGHT
    return out


def support(headline: str, text: Text, headline_span: Span | None = None) -> Support | None:
    """How much of the headline the body takes up; None where the headline or the body is too short to tell."""
    wanted = content_words(headline)
    weight = sum(wanted.values())
    if len(wanted) < _MIN_CONTENT_WORDS or text.n_words < _MIN_BODY_WORDS:
        return None
    body = _Body(text, headline, headline_span)
    missing = tuple(word for word in wanted if not body.says(word))
    telling = sum(value == 1.0 for value in wanted.values())
    lost = sum(wanted[word] == 1.0 for word in missing)
    share = 1.0 - sum(wanted[word] for word in missing) / weight
    return Support(share, weight, missing, telling - lost, lost)


class _Body:
    """The words of an article outside its headline, for looking them up in several forms."""

    def __init__(self, text: Text, headline: str, headline_span: Span | None) -> None:
        first, last = 0, 0
        if headline_span is not None:
            heading = text.token_range(*headline_span)
            first, last = heading.start, heading.stop
        else:
            title = [t.lower() for t in _TOKEN.findall(headline) if t[0].isalnum()]
            opening = islice((t for t in text.lower[:80] if t[0].isalnum()), len(title))
            if title and list(opening) == title:  # the text begins with its own headline
                last = next(i + 1 for i, t in enumerate(text.lower) if t == title[-1] and i + 1 >= len(title))
        self._text = text
        self._skip = (first, last)
        times = np.bincount(text.number)
        in_heading = Counter(text.lower[first:last])
        self._gone = {word for word, n in in_heading.items() if times[text.place[word]] == n}
        self._raw: str | None = None

    @functools.cached_property
    def _words(self) -> list[str]:
        return [word for word in self._text.distinct if word not in self._gone]

    @functools.cached_property
    def _parts(self) -> set[str]:
        """The parts of words with a hyphen or an apostrophe in them."""
        joined = [word for word in self._words if not word.isalnum() and _INNER_MARK.search(word)]
        return {part for word in joined for part in _INNER_MARK.split(word) if part}

    @functools.cached_property
    def _listed(self) -> str:
        """All words and their parts, one a line."""
        return "\n" + "\n".join(chain(self._words, self._parts))

    def _has(self, word: str) -> bool:
        return (word in self._text.place and word not in self._gone) or word in self._parts

    def says(self, word: str) -> bool:
        """Whether the word, a form of it, another word for it or its abbreviation stands in the body."""
        low = word.lower().replace("’", "'")
        if self._has(low) or self._has(low + "s") or (low[-1] == "s" and self._has(low[:-1])):
            return True
        if len(low) > 5 and not low[0].isdigit() and "\n" + low[:5] in self._listed:
            return True
        if low[0].isdigit():
            return self._has(_DIGITS.get(low, "\n")) or self._has(low.replace(",", ""))
        if self._has(_NUMBERS.get(low, "\n")):
            return True
        if any(self._phrase(other) for other in _synonyms().get(low, ())):
            return True
        letters = word.replace(".", "")
        return letters.isupper() and 2 <= len(letters) <= 6 and (self._has(letters.lower()) or self._spelt(letters))

    def _phrase(self, phrase: str) -> bool:
        if " " not in phrase:
            return self._has(phrase)
        if self._raw is None:
            self._raw = " ".join(self._text.lower[: self._skip[0]] + self._text.lower[self._skip[1] :])
        return phrase in self._raw

    def _spelt(self, letters: str) -> bool:
        """Whether the letters begin capitalised words in their order, as those of "FBI" do in the bureau's name."""
        text = self._text
        return letters in "".join(text.tokens[i][0] for i in np.flatnonzero(text.is_capital).tolist())


def unsupported_probability(found: Support, n_words: int) -> float:
    """Probability that the headline belongs to another article, where as many do as do not."""
    b = _model().unsupported
    z = b[0] + b[1] * found.share + b[2] * found.weight + b[3] * math.log(n_words)
    return _probability(float(z))


def _probability(log_odds: float) -> float:
    """As :func:`scorer.linear.sigmoid`, to the last bit, for one number."""
    return float(1.0 / (1.0 + np.exp(-min(max(log_odds, -60.0), 60.0))))


FEATURES = (
    Feature("headline_clickbait", "how much the headline teases instead of telling (log-odds)", direction=-1),
    Feature("headline_support", "share of the headline's content words that the article takes up", direction=1),
    Feature("headline_shouting", "share of the headline's longer words in capitals", direction=-1),
    Feature("headline_words", "words in the headline"),
)
_ABSENT: dict[str, float | None] = {feature.name: None for feature in FEATURES}


def find(document: Document) -> Finding:
    """Look at the headline, and at whether the body takes it up."""
    title = document.article.title
    if not title or not any(map(str.isalpha, title[:_MAX_LENGTH])):
        return Finding(features=_ABSENT)
    span = document.article.title_span
    log_odds = clickbait_log_odds(title)
    confidence = _probability(log_odds)
    taken_up = support(title, document.text, span)
    long_words = [w for w in _LETTERS.findall(title[:_MAX_LENGTH]) if len(w) > 3]
    features: dict[str, float | None] = {
        "headline_clickbait": max(-_CLIP, min(_CLIP, log_odds)),
        "headline_support": taken_up.share if taken_up else None,
        "headline_shouting": sum(map(str.isupper, long_words)) / len(long_words) if long_words else None,
        "headline_words": float(min(40, len(title[:_MAX_LENGTH].split()))),
    }
    if document.features_only:
        return Finding(features=features)
    evidence: list[Evidence] = []
    flags: list[Flag] = []
    teases = teases_of(title) if confidence >= 0.05 else []
    if span is not None:
        evidence = [Evidence(span.start + s.start, span.start + s.end, confidence, kind) for kind, _, s in teases]
        evidence = [e for e in evidence if e.end <= span.end]
    if is_clickbait(teases, confidence):
        reasons = "; ".join(f"{shown} (“{title[place.start : place.end]}”)" for _, shown, place in teases[:3])
        sure = min(confidence, _TEASES_RIGHT)
        flags.append(Flag("headline.clickbait", span, sure, f"The headline teases: {reasons}.", without=_ABSENT))
    if taken_up is not None:
        doubt = unsupported_probability(taken_up, document.text.n_words)
        if doubt >= UNSUPPORTED_THRESHOLD and taken_up.is_gap:
            named = ", ".join(f"“{word}”" for word in taken_up.missing[:5])
            message = f"The headline speaks of {named}; the article never does."
            sure = min(doubt, _UNSUPPORTED_RIGHT)
            flags.append(Flag("headline.unsupported", span, sure, message, without=_ABSENT))
    return Finding(confidence=confidence, evidence=evidence, flags=flags, features=features)


SIGNAL = Signal(
    id="headline",
    shows="a headline that teases, or that the article does not bear out",
    flags=(
        FlagKind(
            "headline.clickbait",
            "low",
            "a headline made to tease",
            "A headline should tell what the article reports. One that counts off a list, holds the answer back or "
            "speaks to the reader is written to be clicked.",
            "Chakraborty et al. 2016 (Stop Clickbait); Society of Professional Journalists, Code of Ethics: headlines "
            "should not misrepresent or oversimplify",
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
)
