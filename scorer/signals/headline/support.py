"""Does the article say what its headline says? Which words of the headline are in the text, in some form."""

from __future__ import annotations

import functools
import math
from collections import Counter
from collections.abc import Mapping
from itertools import chain, islice
from typing import NamedTuple

import numpy as np

from scorer.model.odds import probability
from scorer.model.store import load_lexicon, load_weights
from scorer.signals.headline.limits import HEADLINE_LIMITS
from scorer.signals.readability.signal import SYLLABLES, UNLISTED, word_facts
from scorer.text import Text
from scorer.text.late import late
from scorer.types import Span

TOKEN = late(r"\d+(?:[.,:]\d+)*|[^\W_]+(?:['’\-][^\W_]+)*|\S")
SITE = late(r"\s+(?:\||[–—-])\s+(?:[^\s|]+\s?){1,4}$")  # " | The Daily Example" after the headline proper
_WORD = late(r"(?:[A-Za-z]\.){2,}|\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’\-][^\W_]+)*")
_POSSESSIVE = late(r"['’]s?$|\.$")
_INNER_MARK = late(r"[-'’]")


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
        """Whether so much of what the headline tells is missing that no turn of phrase explains it."""
        if self.telling_found > HEADLINE_LIMITS.most_telling_found or self.share > HEADLINE_LIMITS.most_shared:
            return False
        return self.telling_missing >= HEADLINE_LIMITS.telling_missing or len(self.missing) >= HEADLINE_LIMITS.missing


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
    tokens = _WORD.findall(SITE.sub("", headline[: HEADLINE_LIMITS.longest_headline]))
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
            out[word] = 1.0 if telling else HEADLINE_LIMITS.common_weight
    return out


def support(headline: str, text: Text, headline_span: Span | None = None) -> Support | None:
    """How much of the headline the body takes up; None where the headline or the body is too short for it."""
    wanted = content_words(headline)
    weight = sum(wanted.values())
    if len(wanted) < HEADLINE_LIMITS.least_content_words or text.n_words < HEADLINE_LIMITS.least_body_words:
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
            title = [t.lower() for t in TOKEN.findall(headline) if t[0].isalnum()]
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
        """All words and their parts, one per line."""
        return "\n" + "\n".join(chain(self._words, self._parts))

    def _has(self, word: str) -> bool:
        return (word in self._text.place and word not in self._gone) or word in self._parts

    def says(self, word: str) -> bool:
        """Whether the word, a form of it, another word for it or its abbreviation is in the body."""
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
    """Probability that the headline belongs to another article, where as many do as do not.

    The weights: the intercept, then those of the share, of the headline's weight and of the logarithm of the words.
    """
    b = load_weights("headline")["unsupported"]
    z = b[0] + b[1] * found.share + b[2] * found.weight + b[3] * math.log(n_words)
    return probability(float(z))
