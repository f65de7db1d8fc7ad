"""Numbers about every line of a page, for the model that tells an article's lines from the page around it.

Two tables. :func:`line_features` says what a line looks like by itself and how long its neighbours are; trees
make a first guess of it. :func:`context_features` says what those guesses are around the line; a logistic
regression reads them. Trees that see further than two lines learn the 195 sites of the training pages by heart:
body F1 on unseen sites fell by three points for each such table that was tried.

Both are a fixed number of numpy steps over all lines together.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from scorer.signals.junk.page import Page
from scorer.signals.junk.vocabulary import COMMENT, DATE, FUNCTION, FURNITURE
from scorer.text import Bools, Ints

Floats = NDArray[np.float64]

_LAST_MARKS = (".", "!?", "\"”’'»", ":", ",;", "…", ")]", "|/>»›→+*-•·")
_LAST = {mark: float(n) for n, marks in enumerate(_LAST_MARKS, 1) for mark in marks}
_FIRST_MARKS = ("*+-•·–—o►▪", "\"“‘'«", "([", "#@©|>»›/\\&")
_FIRST = {mark: float(n) for n, marks in enumerate(_FIRST_MARKS, 1) for mark in marks}
#: By code point, the last one standing for all higher ones: digits, and what stands in links, handles and menus.
_DIGIT = np.array([chr(n) in "0123456789" for n in range(256)])
_LINK = np.array([chr(n) in "@#|©/»>_=&+*" for n in range(256)])
_NEAR = (1, 2, 4, 8, 20)
_WIDE = (3, 10)
_SIDE = 6
#: What stands before the first and after the last line, as log-odds.
_OUTSIDE = 3.0
_LIMIT = 9.0

LINE_FEATURES = tuple(
    "words characters last first capital_share function_share digit_share mark_share commas sentences word_length cue "
    "weight_mean weight_sum weight_max weight_min links quoted dates comments words-1 words-2 words+1 words+2".split()
)
CONTEXT_FEATURES = (
    "guess",
    "words",
    *(f"near_{n}" for n in _NEAR),
    *(f"wide_{n}" for n in _WIDE),
    *"guess-1 guess+1 guess-2 guess+2 inside inside_most guess_inside guess_inside_most depth".split(),
    *"before after greater lesser since_prose until_prose weight_near function_near prose_before prose_after".split(),
    *"page_guess page_mean page_below page_short guess_short page_prose page_lines".split(),
)


def line_features(page: Page) -> Floats:
    """(n_lines, len(LINE_FEATURES)) what each line looks like."""
    text = page.text
    n = len(page.lines)
    begins = page.line_token[:-1]
    tokens = np.diff(page.line_token).astype(np.float64)
    words = page.line_words.astype(np.float64)
    divisor = np.maximum(words, 1.0)
    letter = np.minimum(np.frombuffer(text.raw.encode("utf-32-le", "surrogatepass"), dtype=np.uint32), 255)
    letter = letter[text.token_start]
    columns = np.empty((10, len(text.tokens)))
    columns[0] = text.is_capital & text.is_word
    columns[1] = (page.bits & FUNCTION) > 0
    columns[2] = _DIGIT[letter]
    columns[3] = letter == ord(",")
    columns[4] = _LINK[letter]
    columns[5] = page.quoted
    columns[6] = (page.bits & DATE) > 0
    columns[7] = (page.bits & COMMENT) > 0
    columns[8] = np.where(text.is_word, text.token_end - text.token_start, 0)
    columns[9] = page.weights
    sums = np.add.reduceat(columns, begins, axis=1)
    capitals, functions, digits, commas, links, quoted, dates, comments, letters, weight = sums
    log_words = np.log1p(words)
    return np.array(
        [
            log_words,
            np.log1p(text.line_end - text.line_start),
            [_LAST.get(line[-1], 0.0) for line in page.lines],
            [_FIRST.get(line[0], 5.0 * line[0].islower()) for line in page.lines],
            capitals / divisor,
            functions / divisor,
            digits / divisor,
            (tokens - words) / tokens,
            commas / divisor,
            np.bincount(text.sentence_line, minlength=n),
            letters / divisor,
            line_cues(page),
            weight / tokens,
            weight,
            np.maximum.reduceat(page.weights, begins),
            np.minimum.reduceat(page.weights, begins),
            links,
            quoted / tokens,
            dates / tokens,
            comments / tokens,
            _shift(log_words, -1),
            _shift(log_words, -2),
            _shift(log_words, 1),
            _shift(log_words, 2),
        ]
    ).T


def line_cues(page: Page) -> Floats:
    """(n_lines,) the weight of the strongest phrase of furniture; half of it for one that does not begin the line."""
    cues = np.zeros(len(page.lines))
    matches = page.phrases(FURNITURE)
    lines = np.searchsorted(page.line_token, [match.first for match in matches], side="right") - 1
    for match, line in zip(matches, lines.tolist(), strict=True):
        leads = match.first - int(page.line_token[line]) <= 2
        cues[line] = max(cues[line], match.weight if leads else 0.5 * match.weight)
    return cues


def context_features(guess: Floats, features: Floats) -> Floats:
    """(n_lines, len(CONTEXT_FEATURES)) what stands around each line.

    ``guess`` (n_lines,) are the log-odds of the first model, ``features`` the table it read.
    """
    n = len(guess)
    guess = np.clip(guess, -_LIMIT, _LIMIT)
    log_words, functions = features[:, 0], features[:, LINE_FEATURES.index("function_share")]
    words = np.expm1(log_words)
    weight = features[:, LINE_FEATURES.index("weight_mean")]
    place = np.arange(n)
    chance = 1.0 / (1.0 + np.exp(-guess))
    by_size = np.sqrt(words + 1.0)
    prose = (words >= 10) & (functions >= 0.2)
    spoken = np.concatenate(([0.0], np.cumsum(np.where(prose, words, 0.0))))
    total = max(float(spoken[-1]), 1.0)
    start, end = _main(words * (0.5 - chance) - 0.5 * chance)
    inside = ((place >= start) & (place < end)).astype(np.float64)
    start_most, end_most = _main((0.35 - chance) * log_words)
    inside_most = ((place >= start_most) & (place < end_most)).astype(np.float64)
    summed = np.concatenate(([0.0], np.cumsum(guess)))
    low, high = np.maximum(place - _SIDE, 0), np.minimum(place + 1 + _SIDE, n)
    before = np.where(place > 0, (summed[place] - summed[low]) / np.maximum(place - low, 1), _OUTSIDE)
    after = np.where(place + 1 < n, (summed[high] - summed[place + 1]) / np.maximum(high - place - 1, 1), _OUTSIDE)
    since, until = _distances(prose)
    short = float((words <= 5).mean())
    mean = float(guess.mean())
    page = [
        float((guess * by_size).sum() / by_size.sum()),
        mean,
        min(mean, 0.0),
        short,
        guess * short,
        float(words[prose].sum() / max(1.0, words.sum())),
        np.log(n),
    ]
    wide = np.clip(_around(chance, words + 0.5, _WIDE), 1e-4, 1 - 1e-4)
    even = np.ones(n)
    return np.array(
        [
            guess,
            log_words,
            *_around(guess, by_size, _NEAR),
            *np.log(wide / (1 - wide)),
            *(_shift(guess, by, _OUTSIDE) for by in (-1, 1, -2, 2)),
            inside,
            inside_most,
            inside * guess,
            inside_most * guess,
            np.minimum(np.abs(place - start), np.abs(place - end + 1)) * inside / 10,
            before,
            after,
            np.maximum(before, after),
            np.minimum(before, after),
            np.log1p(since),
            np.log1p(until),
            *_around(weight, even, (3,)),
            *_around(functions, even, (3,)),
            spoken[:-1] / total,
            1.0 - spoken[1:] / total,
            *(np.broadcast_to(value, n) for value in page),
        ]
    ).T


def _shift(values: Floats, by: int, outside: float = -1.0) -> Floats:
    """The value ``by`` lines further on."""
    out = np.full(len(values), outside)
    if by > 0:
        out[:-by] = values[by:]
    else:
        out[-by:] = values[:by]
    return out


def _around(values: Floats, weights: Floats, widths: Sequence[int]) -> Floats:
    """(len(widths), n) the weighted mean over each line and so many lines on both sides of it."""
    n = values.shape[-1]
    place, width = np.arange(n), np.array(widths)[:, None]
    low, high = np.maximum(place - width, 0), np.minimum(place + width + 1, n)
    sums = np.zeros((2, n + 1))
    np.cumsum(values * weights, out=sums[0, 1:])
    np.cumsum(weights, out=sums[1, 1:])
    over = sums[:, high] - sums[:, low]
    return np.asarray(over[0] / (over[1] + 1e-9))


def _distances(marked: Bools, most: int = 60) -> tuple[Ints, Ints]:
    """Lines since the last marked line before each line and until the next one after it, at most ``most``."""
    n = len(marked)
    place = np.arange(n)
    last = np.maximum.accumulate(np.where(marked, place, -most))
    following = np.minimum.accumulate(np.where(marked, place, n + most)[::-1])[::-1]
    since = place - np.concatenate(([-most], last[:-1]))
    until = np.concatenate((following[1:], [n + most])) - place
    return np.minimum(since, most), np.minimum(until, most)


def _main(gain: Floats) -> tuple[int, int]:
    """The run of lines [start, end) with the greatest sum: the main text of the page."""
    total = np.concatenate(([0.0], np.cumsum(gain)))
    end = int(np.argmax(total - np.minimum.accumulate(total)))
    return int(np.argmin(total[: end + 1])), end
