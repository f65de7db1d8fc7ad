"""Numbers about every line of a page, for the model that tells an article's lines from the page around it.

Two tables: what a line looks like, with its near neighbours (:func:`line_features`), and what the page around
it looks like once every line has a first probability (:func:`context_features`). Both are a fixed number of
numpy steps over all lines together.
"""

from __future__ import annotations

from collections import Counter

import numpy as np
from numpy.typing import NDArray

from scorer.signals.junk.page import COMMENT, DATE, FUNCTION, FURNITURE, Page

Floats = NDArray[np.float64]

_LAST = {
    mark: n for n, marks in enumerate((".", "!?", "\"”’'»", ":", ",;", "…", ")]", "|/>»›→+*-•·"), 1) for mark in marks
}
_FIRST = {mark: n for n, marks in enumerate(("*+-•·–—o►▪", "\"“‘'«", "([", "#@©|>»›/\\&"), 1) for mark in marks}
_WIDTHS = (1, 2, 4, 8, 16, 40)

LINE_FEATURES = (
    "words characters last first capital_share function_share digit_share mark_share commas sentences word_length "
    "cue weight_mean weight_sum weight_max weight_min copies place place_words lines words_1 words_2 words+1 words+2 "
    "around_2 around_5 prose_before prose_after since_prose until_prose short_run known_share links quoted "
    "dates comments cue_before comment_around date_around weight_around function_around "
    "run_length run_words run_weight run_terminal since_comment"
).split()
CONTEXT_FEATURES = (
    "first_guess guess_1 guess_2 guess+1 guess+2 "
    + " ".join(f"body_{w}" for w in _WIDTHS)
    + " body_before body_after body_words in_main from_main to_main main_share since_body until_body page_body run_body"
).split()


_LINK_MARKS = frozenset("@#|©/»›>_=&+*")


def _class(token: str) -> int:
    """1 for numbers, 2 for commas, 3 for what stands in links and handles, else 0."""
    if token[0].isdigit():
        return 1
    return 2 if token in {","} else 3 if token in _LINK_MARKS else 0


def line_features(page: Page, weights: Floats) -> Floats:
    """(n_lines, len(LINE_FEATURES)) what each line looks like.

    ``weights`` (n_tokens,) says how much rather each word stands in page furniture than in an article's body.
    """
    text = page.text
    n = len(page.lines)
    begins = page.line_token[:-1]
    tokens = np.diff(page.line_token)
    words = page.line_words.astype(np.float64)
    divisor = np.maximum(words, 1.0)
    is_word = text.is_word
    length = text.token_end - text.token_start
    function = (page.bits & FUNCTION) > 0
    first_of_token = np.fromiter(map(_class, text.tokens), dtype=np.int64, count=len(text.tokens))
    columns = np.stack(
        [
            (text.is_capital & is_word),
            function,
            first_of_token == 1,
            first_of_token == 2,
            first_of_token == 3,
            page.quoted,
            (page.bits & DATE) > 0,
            (page.bits & COMMENT) > 0,
            np.where(is_word, length, 0),
            weights,
        ],
        axis=1,
    ).astype(np.float64)
    sums = np.add.reduceat(columns, begins, axis=0)
    capitals, functions, digits, commas, links, quoted, dates, comments, letters, weight = sums.T
    weight_max = np.maximum.reduceat(weights, begins)
    weight_min = np.minimum.reduceat(weights, begins)
    lowered = [line.lower() for line in page.lines]
    counts = Counter(lowered)
    characters = (text.line_end - text.line_start).astype(np.float64)
    cue = np.zeros(n)
    for match in page.phrases(FURNITURE):
        line = int(np.searchsorted(page.line_token, match.first, side="right")) - 1
        value = match.weight if match.first - int(page.line_token[line]) <= 2 else 0.5 * match.weight
        cue[line] = max(cue[line], value)
    function_share = functions / divisor
    prose = (words >= 10) & (function_share >= 0.2)
    prose_words = np.where(prose, words, 0.0)
    before = np.concatenate(([0.0], np.cumsum(prose_words)))
    total = max(before[-1], 1.0)
    all_words = np.concatenate(([0.0], np.cumsum(words)))
    place = np.arange(n)
    since, until = _distances(prose)
    short = words <= 5
    last = np.fromiter((_LAST.get(line[-1], 0) for line in page.lines), dtype=np.float64, count=n)
    first = np.fromiter((_FIRST.get(line[0], 5 * line[0].islower()) for line in page.lines), dtype=np.float64, count=n)
    return np.stack(
        [
            np.log1p(words),
            np.log1p(characters),
            last,
            first,
            capitals / divisor,
            function_share,
            digits / divisor,
            (tokens - words) / tokens,
            commas / divisor,
            np.bincount(text.sentence_line, minlength=n),
            letters / divisor,
            cue,
            weight / tokens,
            weight,
            weight_max,
            weight_min,
            np.fromiter((counts[line] for line in lowered), dtype=np.float64, count=n),
            place / n,
            all_words[:-1] / max(all_words[-1], 1.0),
            np.full(n, np.log(n)),
            *(_shift(np.log1p(words), by) for by in (-1, -2, 1, 2)),
            _around(words, 2),
            _around(words, 5),
            before[:-1] / total,
            1.0 - before[1:] / total,
            since,
            until,
            _around(short.astype(np.float64), 4),
            _known(page, prose),
            links,
            quoted / tokens,
            dates / tokens,
            comments / tokens,
            np.maximum(_shift(cue, -1), np.maximum(_shift(cue, -2), _shift(cue, -3))),
            _around(comments / tokens, 4),
            _around(dates / tokens, 4),
            _around(weight / tokens, 3),
            _around(function_share, 3),
            *_runs(first, words, weight / tokens, np.where(last <= 2, 1.0, 0.0)),
            _distances((comments > 0) & (words <= 6))[0],
        ],
        axis=1,
    )


def context_features(guess: Floats, page: Page) -> Floats:
    """(n_lines, len(CONTEXT_FEATURES)) what stands around each line, by a first probability of being furniture."""
    n = len(guess)
    words = page.line_words.astype(np.float64)
    body = (1.0 - guess) * words
    before = np.concatenate(([0.0], np.cumsum(body)))
    all_words = np.concatenate(([0.0], np.cumsum(words)))
    total = max(before[-1], 1e-9)
    start, end = _main(words * (0.5 - guess) - 0.5 * guess)
    place = np.arange(n)
    inside = (place >= start) & (place < end)
    strong = (guess < 0.35) & (words >= 10)
    since, until = _distances(strong)
    columns = [guess, *(_shift(guess, by) for by in (-1, -2, 1, 2))]
    for width in _WIDTHS:
        low, high = np.maximum(place - width, 0), np.minimum(place + width + 1, n)
        columns.append((before[high] - before[low] + 0.5) / (all_words[high] - all_words[low] + 1.0))
    columns += [
        before[:-1] / total,
        1.0 - before[1:] / total,
        np.full(n, np.log1p(total)),
        inside,
        np.clip(place - start, -50, 50),
        np.clip(end - 1 - place, -50, 50),
        np.full(n, (before[end] - before[start]) / total),
        since,
        until,
        np.full(n, total / max(all_words[-1], 1.0)),
        _around(1.0 - guess, 3),
    ]
    return np.stack(columns, axis=1).astype(np.float64)


def _shift(values: Floats, by: int) -> Floats:
    """The value ``by`` lines further on, -1 beyond the ends."""
    out = np.full(len(values), -1.0)
    if by > 0:
        out[:-by] = values[by:]
    else:
        out[-by:] = values[:by]
    return out


def _around(values: Floats, width: int) -> Floats:
    """The mean over the ``width`` lines on each side and the line itself."""
    n = len(values)
    total = np.concatenate(([0.0], np.cumsum(values)))
    place = np.arange(n)
    low, high = np.maximum(place - width, 0), np.minimum(place + width + 1, n)
    return np.asarray((total[high] - total[low]) / (high - low))


def _distances(marked: NDArray[np.bool_], most: int = 60) -> tuple[Floats, Floats]:
    """Lines since the last marked line before each line and until the next one after it, at most ``most``."""
    n = len(marked)
    place = np.arange(n)
    last = np.maximum.accumulate(np.where(marked, place, -most))
    following = np.minimum.accumulate(np.where(marked, place, n + most)[::-1])[::-1]
    since = place - np.concatenate(([-most], last[:-1]))
    until = np.concatenate((following[1:], [n + most])) - place
    return np.minimum(since, most).astype(np.float64), np.minimum(until, most).astype(np.float64)


def _main(gain: Floats) -> tuple[int, int]:
    """The run of lines [start, end) with the greatest sum: the main text of the page."""
    total = np.concatenate(([0.0], np.cumsum(gain)))
    lowest = np.minimum.accumulate(total)
    end = int(np.argmax(total - lowest))
    start = int(np.argmin(total[: end + 1]))
    return start, max(end, start)


def _runs(first: Floats, words: Floats, weight: Floats, terminal: Floats) -> list[Floats]:
    """Of the run of lines that begin alike: its length, its mean words, mean weight and share of full stops."""
    change = np.concatenate(([True], first[1:] != first[:-1]))
    run = np.cumsum(change) - 1
    size = np.bincount(run)
    means = [np.bincount(run, weights=values) / size for values in (words, weight, terminal)]
    return [np.log(size)[run], *(mean[run] for mean in means)]


def _known(page: Page, prose: NDArray[np.bool_]) -> Floats:
    """The share of each line's longer words that stand in the prose of other lines."""
    text = page.text
    telling = text.is_word & (text.token_end - text.token_start >= 5)
    at = np.flatnonzero(telling)
    if not len(at):
        return np.full(len(page.lines), -1.0)
    # Only equality of these hashes matters, so their change from process to process does not show.
    words = np.fromiter(map(hash, text.lower), dtype=np.int64, count=len(text.lower))[at]
    line = np.searchsorted(page.line_token, at, side="right") - 1
    _, word = np.unique(words, return_inverse=True)
    in_prose = prose[line]
    seen = np.bincount(word[in_prose], minlength=int(word.max()) + 1)
    known = (seen[word] - in_prose) > 0
    count = np.bincount(line, minlength=len(page.lines))
    share = np.bincount(line, weights=known, minlength=len(page.lines)) / np.maximum(count, 1)
    return np.where(count > 0, share, -1.0)
