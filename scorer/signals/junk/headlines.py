"""Lines that stand alone between paragraphs: a section heading, or the headline of another story?

A heading names what comes below it; another story's headline is a statement of its own, about things that the
article does not speak of. A logistic regression over the few traits below, fitted on both.
"""

from __future__ import annotations

import functools
import itertools
from collections import Counter

import numpy as np

from scorer.model.store import load_lexicon
from scorer.signals.junk.limits import OTHER_HEADLINE_LIMITS
from scorer.signals.junk.page import Page
from scorer.signals.junk.vocabulary import FUNCTION
from scorer.text.word_classes import ARTICLES, DEMONSTRATIVES, QUESTION_WORDS
from scorer.types import Floats, Ints

FEATURES = tuple(
    "words long lower_share function_share known_share known verb verb_first question asks quoted digits colon alike "
    "before_prose after_prose before_open weight capitals opens_sentence ends_prose guess".split()
)
#: A long line that begins so is mostly a sentence whose full stop was lost: headlines spare such words.
_SENTENCE_OPENS = DEMONSTRATIVES | ARTICLES | frozenset("it he she they we i there in on at".split())
_CLOSED = frozenset('.!…"”’:;,)]*|')


def candidates(page: Page) -> Ints:
    """Lines of a few words without an end mark that are above or below a paragraph, the first line left out."""
    lines = page.lines
    words = page.line_words.tolist()
    few = [
        n
        for n, size in enumerate(words)
        if OTHER_HEADLINE_LIMITS.least_words <= size <= OTHER_HEADLINE_LIMITS.most_words
    ]
    return np.array(
        [
            n
            for n in few
            if n > 0
            and lines[n][-1] not in _CLOSED
            and not lines[n][0].islower()
            and not (n + 1 < len(lines) and lines[n + 1][0].islower())  # a sentence that goes on there
            and (words[n] >= OTHER_HEADLINE_LIMITS.asking or lines[n].split(None, 1)[0].lower() not in QUESTION_WORDS)
            and (
                words[n - 1] >= OTHER_HEADLINE_LIMITS.prose_words
                or (n + 1 < len(lines) and words[n + 1] >= OTHER_HEADLINE_LIMITS.prose_words)
            )
        ],
        dtype=np.int64,
    )


def headline_features(page: Page, at: Ints, guess: Floats) -> Floats:
    """(len(at), len(FEATURES)) traits of the lines ``at``; ``guess`` (n_lines,) are log-odds of being furniture."""
    text, lines = page.text, page.lines
    bounds, sizes = page.line_token.tolist(), page.line_words.tolist()
    verbs = headline_verbs()
    places = at.tolist()
    tokens_of = {n: _words(page, text.tokens, bounds[n], bounds[n + 1]) for n in places}
    lower_of = {n: _words(page, text.lower, bounds[n], bounds[n + 1]) for n in places}
    prose = _prose_words(page, frozenset(itertools.chain.from_iterable(lower_of.values())))
    end = int(np.flatnonzero(page.line_words >= OTHER_HEADLINE_LIMITS.prose_words)[-1]) if places else 0
    rows = []
    for n in places:
        first, last = bounds[n], bounds[n + 1]
        line, words, tokens = lines[n], sizes[n], tokens_of[n]
        telling = [low for token, low in zip(tokens, lower_of[n], strict=True) if len(token) >= 5]
        own = words >= OTHER_HEADLINE_LIMITS.prose_words  # then the line counts among the paragraphs itself
        share = sum(prose[low] > own for low in telling) / len(telling) if telling else 0.5
        named = [t.lower() in verbs for t in tokens]
        opening = tokens[0].lower()
        rows.append(
            [
                np.log(words),
                words >= 8,
                sum(map(str.islower, tokens)) / words,
                np.count_nonzero(page.bits[first:last] & FUNCTION) / words,
                share,
                share > 0.6,
                any(named[1:]),
                named[0] or opening.endswith("ing"),
                line[-1] == "?",
                opening in QUESTION_WORDS,
                bool(page.quoted[first:last].any()),
                any(t[0].isdigit() for t in tokens),
                ":" in line,
                np.log(len(places)),
                sizes[n - 1] >= OTHER_HEADLINE_LIMITS.prose_words,
                n + 1 < len(lines) and sizes[n + 1] >= OTHER_HEADLINE_LIMITS.prose_words,
                lines[n - 1][-1] not in '.!?…"”’',
                page.weights[first:last].mean(),
                line.isupper(),
                words >= OTHER_HEADLINE_LIMITS.prose_words and opening in _SENTENCE_OPENS,
                n == end
                and sizes[n - 1]
                >= OTHER_HEADLINE_LIMITS.prose_words,  # the article's last sentence without its full stop
                min(max(float(guess[n]), -6.0), 6.0),
            ]
        )
    return np.array(rows, dtype=np.float64).reshape(len(rows), len(FEATURES))


def _words(page: Page, tokens: list[str], first: int, last: int) -> list[str]:
    """Those of the tokens [first, last) that are words."""
    return list(itertools.compress(tokens[first:last], page.text.is_word[first:last].tolist()))


def _prose_words(page: Page, wanted: frozenset[str]) -> Counter[str]:
    """How often each of the wanted words is in the paragraphs."""
    prose = np.repeat(page.line_words >= OTHER_HEADLINE_LIMITS.prose_words, page.line_token[1:] - page.line_token[:-1])
    return Counter(filter(wanted.__contains__, itertools.compress(page.text.lower, prose.tolist())))


@functools.cache
def headline_verbs() -> frozenset[str]:
    return frozenset(load_lexicon("junk_headline_verbs"))
