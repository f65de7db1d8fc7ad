"""Numbers about every line of a page, for the model that tells an article's lines from the page around it.

Two tables. :func:`line_features` says what a line looks like by itself and how long its neighbours are; trees
make a first guess of it. :func:`context_features` says what those guesses are around the line; a logistic
regression reads them. Trees that see further than two lines learn the 195 sites of the training pages by heart:
body F1 on unseen sites fell by three points for each such table that was tried.

Both are a fixed number of numpy steps over all lines together.
"""

from __future__ import annotations

import numpy as np

from scorer.model.odds import probabilities
from scorer.signals.junk.limits import LINE_LIMITS
from scorer.signals.junk.page import Page
from scorer.signals.junk.vocabulary import COMMENT, DATE, FUNCTION, FURNITURE
from scorer.types import Bools, Floats, Ints

_LAST_MARKS = (".", "!?", "\"”’'»", ":", ",;", "…", ")]", "|/>»›→+*-•·")
_LAST = {mark: float(n) for n, marks in enumerate(_LAST_MARKS, 1) for mark in marks}
_FIRST_MARKS = ("*+-•·–—o►▪", "\"“‘'«", "([", "#@©|>»›/\\&")
_FIRST = {mark: float(n) for n, marks in enumerate(_FIRST_MARKS, 1) for mark in marks}
#: By code point, the last one standing for all higher ones: digits, commas, what is in links, handles and menus.
_MARKS = np.array([[chr(n) in marks for n in range(256)] for marks in ("0123456789", ",", "@#|©/»>_=&+*")])
#: The classes of words that are counted, as a column of bits.
_CLASSES = np.array([[FUNCTION], [DATE], [COMMENT]], dtype=np.uint32)
#: The windows around a line over which means are taken: what is summed there, what it is divided by (rows of the
#: summands in :func:`context_features`), and from which line to which. The last two are the lines on one side.
_WINDOWS = (
    *((3, 1, -by, by + 1) for by in LINE_LIMITS.near),
    *((4, 2, -by, by + 1) for by in LINE_LIMITS.wide),
    (6, 0, -3, 4),
    (7, 0, -3, 4),
    (5, 0, -LINE_LIMITS.side, 0),
    (5, 0, 1, 1 + LINE_LIMITS.side),
)
_ROWS = np.array(_WINDOWS).T[:2, None, :, None]
_EDGES = np.array(_WINDOWS).T[2:, :, None]
#: Keeps a window of no weight from dividing by nothing; those on one side hold whole lines.
_SLACK = np.array([[1e-9]] * 9 + [[0.0]] * 2)

LINE_FEATURES = tuple(
    "words characters last first capital_share function_share digit_share mark_share commas sentences word_length cue "
    "weight_mean weight_sum weight_max weight_min links quoted dates comments words-1 words-2 words+1 words+2".split()
)
CONTEXT_FEATURES = (
    "guess",
    "words",
    *(f"near_{n}" for n in LINE_LIMITS.near),
    *(f"wide_{n}" for n in LINE_LIMITS.wide),
    *"guess-1 guess+1 guess-2 guess+2 inside inside_most guess_inside guess_inside_most depth".split(),
    *"before after greater lesser since_prose until_prose weight_near function_near prose_before prose_after".split(),
    *"page_guess page_mean page_below page_short guess_short page_prose page_lines".split(),
)
_READ_AGAIN = tuple(LINE_FEATURES.index(name) for name in ("words", "weight_mean", "function_share"))


def line_features(page: Page) -> Floats:
    """(n_lines, len(LINE_FEATURES)) what each line looks like."""
    text = page.text
    begins = page.line_token[:-1]
    tokens, words = page.line_token[1:] - begins, page.line_words
    # Sums over the tokens of each line: capitals, function words; digits, commas; letters, links; quoted tokens,
    # dates, words of comments; weights.
    columns = np.empty((10, len(text.tokens)))
    np.logical_and(text.is_capital, text.is_word, out=columns[0])
    columns[1], columns[7], columns[8] = (page.bits & _CLASSES) > 0
    columns[2], columns[3], columns[5] = _MARKS.take(text.token_first, axis=1, mode="clip")
    np.multiply(text.token_end - text.token_start, text.is_word, out=columns[4])
    columns[6] = page.quoted
    columns[9] = page.weights
    sums = np.add.reduceat(columns, begins, axis=1)
    of_words, of_tokens = sums / np.maximum(words, 1), sums / tokens
    table = np.empty((len(LINE_FEATURES), len(words)))  # filled in their order
    # words, characters
    table[0] = words
    np.subtract(text.line_end, text.line_start, out=table[1])
    np.log1p(table[:2], out=table[:2])
    # last, first
    table[2] = [_LAST.get(line[-1], 0.0) for line in page.lines]
    table[3] = [_FIRST.get(line[0], 5.0 * line[0].islower()) for line in page.lines]
    # shares of capitals, function words, digits, marks; commas
    table[4:7] = of_words[:3]
    np.divide(tokens - words, tokens, out=table[7])
    table[8] = of_words[3]
    # sentences, word_length, cue
    table[9] = np.bincount(text.sentence_line, minlength=len(words))
    table[10] = of_words[4]
    table[11] = line_cues(page)
    # weights
    table[12], table[13] = of_tokens[9], sums[9]
    np.maximum.reduceat(page.weights, begins, out=table[14])
    np.minimum.reduceat(page.weights, begins, out=table[15])
    # links, quoted, dates, comments
    table[16] = sums[5]
    table[17:20] = of_tokens[6:9]
    # words of the lines around
    padded = _padded(table[0], -1.0)
    table[20], table[21], table[22], table[23] = padded[1:-3], padded[:-4], padded[3:-1], padded[4:]
    return table.T


def line_cues(page: Page) -> Floats:
    """(n_lines,) the weight of the strongest phrase of furniture; half of it for one that does not begin the line."""
    cues = np.zeros(len(page.lines))
    matches = page.phrases(FURNITURE)
    if matches:
        lines = page.line_token.searchsorted([match.first for match in matches], side="right") - 1
        for match, line in zip(matches, lines.tolist(), strict=True):
            leads = match.first - int(page.line_token[line]) <= 2
            cues[line] = max(cues[line], match.weight if leads else 0.5 * match.weight)
    return cues


def context_features(guess: Floats, features: Floats) -> Floats:
    """(n_lines, len(CONTEXT_FEATURES)) what is around each line.

    ``guess`` (n_lines,) are the log-odds of the first model, ``features`` the table it read.
    """
    n = len(guess)
    guess = np.minimum(np.maximum(guess, -LINE_LIMITS.limit), LINE_LIMITS.limit)
    log_words, weight, functions = (features[:, column] for column in _READ_AGAIN)
    words = np.expm1(log_words)
    chance = probabilities(guess)
    prose = (words >= 10) & (functions >= 0.2)
    summands = np.empty((11, n))
    summands[0] = 1.0
    by_size = np.sqrt(words + 1.0, out=summands[1])
    size = np.add(words, 0.5, out=summands[2])
    by_guess = np.multiply(guess, by_size, out=summands[3])
    np.multiply(chance, size, out=summands[4])
    summands[5], summands[6], summands[7] = guess, weight, functions
    summands[8] = words * (0.5 - chance) - 0.5 * chance
    np.multiply(0.35 - chance, log_words, out=summands[9])
    summands[10] = np.where(prose, words, 0.0)
    before = np.zeros((len(summands), n + 1))  # the sum of all values before each line
    summands.cumsum(axis=1, out=before[:, 1:])
    near = _means(before)
    wide = np.minimum(np.maximum(near[5:7], 1e-4), 1 - 1e-4)
    spoken = before[10]
    total = max(float(spoken[-1]), 1.0)
    (start, end), (start_most, end_most) = _main(before[8]), _main(before[9])
    inside = np.zeros((3, n))
    inside[0, start:end] = 1.0
    inside[1, start_most:end_most] = 1.0
    depth = np.arange(end - start)
    inside[2, start:end] = np.minimum(depth, depth[::-1]) / 10
    padded = _padded(guess, LINE_LIMITS.outside)
    mean = float(guess.sum() / n)
    short = np.count_nonzero(words <= 5) / n
    page = (
        float(by_guess.sum() / by_size.sum()),
        mean,
        min(mean, 0.0),
        short,
        0.0,  # each line's own, below
        float(words[prose].sum() / max(1.0, words.sum())),
        np.log(n),
    )
    table = np.empty((len(CONTEXT_FEATURES), n))  # filled in their order
    # guess, words, means near and wide
    table[0], table[1] = guess, log_words
    table[2:7] = near[:5]
    np.log(wide / (1 - wide), out=table[7:9])
    # guesses of the lines around
    table[9], table[10], table[11], table[12] = padded[1:-3], padded[3:-1], padded[:-4], padded[4:]
    # inside and depth
    table[13:15] = inside[:2]
    np.multiply(inside[:2], guess, out=table[15:17])
    table[17] = inside[2]
    # guesses on both sides
    table[18:20] = near[9:]
    np.maximum(near[9], near[10], out=table[20])
    np.minimum(near[9], near[10], out=table[21])
    # since and until prose, means of weights and function words, prose before and after
    np.log1p(_distances(prose), out=table[22:24])
    table[24:26] = near[7:9]
    np.divide(spoken[:-1], total, out=table[26])
    np.subtract(1.0, spoken[1:] / total, out=table[27])
    # the page as a whole
    table[28:].T[:] = page
    np.multiply(guess, short, out=table[32])
    return table.T


def _padded(values: Floats, outside: float) -> Floats:
    """The values with two more on both sides."""
    out = np.full(len(values) + 4, outside)
    out[2:-2] = values
    return out


def _means(before: Floats) -> Floats:
    """(len(_WINDOWS), n) the mean over each window around each line, from the sums before each line."""
    n = before.shape[1] - 1
    edges = np.minimum(np.maximum(np.arange(n) + _EDGES, 0), n)
    sums = before[_ROWS, edges]
    values, sizes = sums[:, 1] - sums[:, 0]
    sizes += _SLACK
    means = np.asarray(values / np.maximum(sizes, 1e-9))
    means[9, 0] = means[10, -1] = LINE_LIMITS.outside
    return means


def _distances(marked: Bools, most: int = 60) -> Ints:
    """(2, n) lines since the last marked line before each line and until the next one after it, at most ``most``."""
    place = np.arange(len(marked))
    last = np.empty((2, len(marked) + 1), dtype=np.int64)
    last[:, 0] = -most
    last[0, 1:] = np.where(marked, place, -most)
    last[1, 1:] = np.where(marked[::-1], place, -most)  # the same, read from the end
    distances = np.minimum(place - np.maximum.accumulate(last[:, :-1], axis=1), most)
    distances[1] = distances[1, ::-1].copy()
    return distances


def _main(total: Floats) -> tuple[int, int]:
    """The run of lines [start, end) with the greatest sum, from the sums before each line: the page's main text."""
    end = int((total - np.minimum.accumulate(total)).argmax())
    return int(total[: end + 1].argmin()), end
