"""Lines that stand alone between paragraphs: a section heading, or the headline of another story?

A heading names what comes below it; another story's headline is a statement of its own, about things that the
article does not speak of. A logistic regression over the few traits below, fitted on both.
"""

from __future__ import annotations

import functools
import itertools
from collections import Counter

import numpy as np

from scorer.signals.junk.lines import Floats
from scorer.signals.junk.page import Page
from scorer.signals.junk.vocabulary import FUNCTION
from scorer.text import Ints
from scorer.weights import load_lexicon

FEATURES = tuple(
    "words long lower_share function_share known_share known verb verb_first question asks quoted digits colon alike "
    "before_prose after_prose before_open weight capitals guess".split()
)
MOST_WORDS, LEAST_WORDS = 24, 4
#: Shorter lines that begin with what, how, why are headings.
ASKING = 9
_PROSE_WORDS = 12
_ASKS = frozenset("what how why who where when which".split())
_CLOSED = frozenset('.!…"”’:;,)]*|')


def candidates(page: Page) -> Ints:
    """Lines of a few words without an end mark that stand above or below a paragraph, the first line left out."""
    lines = page.lines
    words = page.line_words.tolist()
    few = [n for n, size in enumerate(words) if LEAST_WORDS <= size <= MOST_WORDS]
    return np.array(
        [
            n
            for n in few
            if n > 0
            and lines[n][-1] not in _CLOSED
            and not lines[n][0].islower()
            and (words[n] >= ASKING or lines[n].split(None, 1)[0].lower() not in _ASKS)
            and (words[n - 1] >= _PROSE_WORDS or (n + 1 < len(lines) and words[n + 1] >= _PROSE_WORDS))
        ],
        dtype=np.int64,
    )


def headline_features(page: Page, at: Ints, guess: Floats) -> Floats:
    """(len(at), len(FEATURES)) traits of the lines ``at``; ``guess`` (n_lines,) are log-odds of being furniture."""
    text = page.text
    prose = _prose_words(page)
    verbs = headline_verbs()
    rows = []
    for n in at.tolist():
        first, last = int(page.line_token[n]), int(page.line_token[n + 1])
        line = page.lines[n]
        words = int(page.line_words[n])
        tokens = [t for t, is_word in zip(text.tokens[first:last], text.is_word[first:last], strict=True) if is_word]
        lower = sum(t.islower() for t in tokens)
        telling = [i for i in range(first, last) if text.is_word[i] and text.token_end[i] - text.token_start[i] >= 5]
        own = words >= _PROSE_WORDS  # then the line counts among the paragraphs itself
        share = sum(prose[text.lower[i]] > own for i in telling) / len(telling) if telling else 0.5
        named = [t.lower() in verbs for t in tokens]
        rows.append(
            [
                np.log(words),
                words >= 8,
                lower / words,
                int(((page.bits[first:last] & FUNCTION) > 0).sum()) / words,
                share,
                share > 0.6,
                any(named[1:]),
                named[0] or tokens[0].lower().endswith("ing"),
                line[-1] == "?",
                tokens[0].lower() in _ASKS,
                bool(page.quoted[first:last].any()),
                any(t[0].isdigit() for t in tokens),
                ":" in line,
                np.log(len(at)),
                page.line_words[n - 1] >= _PROSE_WORDS,
                n + 1 < len(page.lines) and page.line_words[n + 1] >= _PROSE_WORDS,
                page.lines[n - 1][-1] not in '.!?…"”’',
                page.weights[first:last].mean(),
                line.isupper(),
                np.clip(guess[n], -6, 6),
            ]
        )
    return np.array(rows, dtype=np.float64).reshape(len(rows), len(FEATURES))


def _prose_words(page: Page) -> Counter[str]:
    """How often each word stands in the paragraphs."""
    prose = np.repeat(page.line_words >= _PROSE_WORDS, np.diff(page.line_token))
    return Counter(itertools.compress(page.text.lower, prose.tolist()))


@functools.cache
def headline_verbs() -> frozenset[str]:
    return frozenset(load_lexicon("junk_headline_verbs"))
