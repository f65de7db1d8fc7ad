"""The same line or sentence again, to the letter or nearly."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import numpy as np

from scorer.signals.base import Example, FlagKind, Severity
from scorer.signals.junk.page import Hit, Page, Place
from scorer.signals.junk.vocabulary import FUNCTION
from scorer.text import Ints, Span

KIND = FlagKind(
    id="junk.repeated_text",
    severity="medium",
    shows="the same line or sentence again, to the letter or nearly",
    why="A reporter writes a thing once. Repeats come from page templates, pasted captions or padding.",
    source="Repetition rules of Gopher (Rae et al. 2021, Scaling Language Models, table A1)",
)

#: A unit shorter than this may well come twice: "Thank you.", "Q:", a name in a list.
MIN_WORDS = 5
MIN_CHARACTERS = 24
#: Shorter lines than that count when they come this often.
MANY = 4
#: A repeat of this many words is never a slip.
LONG = 30
#: Near-repeats share most of their content words, and runs of three words.
NEAR_WORDS = 9
NEAR_CONTENT = 0.8
NEAR_RUNS = 0.3
NEAR_MIN_RUNS = 4


def find(page: Page) -> list[Hit]:
    """Each repeat of a line or sentence; the first of each group is not itself a repeat."""
    hits: list[Hit] = []
    covered: list[Span] = []
    for group, severity, words in _exact(page):
        repeats = group[1:]
        covered += repeats
        times = len(group)
        confidence = min(0.99, 0.75 + 0.08 * times)
        message = f"The same text stands {_times(times)}."
        hits += [
            Hit(*span, confidence, message, severity, places=(Place(*span, _is_junk(times, words)),))
            for span in repeats
        ]
    taken = {span.start for span in covered}
    hits += [hit for hit in _near(page) if hit.start not in taken]
    return hits


def _is_junk(times: int, words: int) -> float:
    """The probability that a repeat is no part of the body. On whole pages most texts that come twice are: a summary
    above the article, a quotation set in large type, an item of a list."""
    return 0.95 if times >= 4 and words >= 8 else 0.4


def _times(times: int) -> str:
    words = {2: "twice", 3: "three times", 4: "four times", 5: "five times", 6: "six times", 7: "seven times"}
    return words.get(times, f"{times} times")


def _exact(page: Page) -> Iterator[tuple[list[Span], Severity, int]]:
    """Lines that come again, then sentences that come again inside lines that do not."""
    text = page.text
    inside: set[int] = set()
    lines = defaultdict(list)
    for n, line in enumerate(page.lines):
        lines[line.lower()].append(n)
    for line, where in lines.items():
        words = int(page.line_words[where[0]])
        long = words >= MIN_WORDS and len(line) >= MIN_CHARACTERS
        if len(where) == 1 or not (long or (len(where) >= MANY and words >= 2 and len(line) >= 8)):
            continue
        if where[:2] == [0, 1] and words <= 25:  # a title that stands once more above its own story
            where = where[1:]
        inside.update(where)
        if len(where) == 1 or _spoken(page, where[1], line):
            continue
        yield [Span(int(text.line_start[n]), int(text.line_end[n])) for n in where], _severity(len(where), words), words
    sentences = defaultdict(list)
    sentence_line = text.sentence_line.tolist()
    bounds = text.sentence_token.tolist()
    for n in np.flatnonzero(page.sentence_words >= MIN_WORDS + 1).tolist():
        if sentence_line[n] not in inside:
            sentences[tuple(text.lower[bounds[n] : bounds[n + 1]])].append(n)
    for where in sentences.values():
        if len(where) < 2:
            continue
        apart = where[1] - where[0] > 1
        short = page.sentence_words[where[0]] < 12
        if apart and short and page.quoted[bounds[where[1]] : bounds[where[1] + 1]].all():
            continue  # a refrain, or a quotation that is looked at again
        spans = [Span(int(text.sentence_start[n]), int(text.sentence_end[n])) for n in where]
        if spans[0].end - spans[0].start >= MIN_CHARACTERS:
            words = int(page.sentence_words[where[0]])
            yield spans, _severity(len(where), words), words


def _severity(times: int, words: int) -> Severity:
    """One heading, or one short sentence, that comes twice is a slip; whole paragraphs or many repeats are not."""
    if times >= 4 and words >= MIN_WORDS:
        return "high"
    return "medium" if (times == 3 and words >= MIN_WORDS) or words >= LONG else "low"


def _spoken(page: Page, line: int, text: str) -> bool:
    """A short quotation or refrain that comes again."""
    first, last = int(page.line_token[line]), int(page.line_token[line + 1])
    return bool(page.quoted[first:last].all()) and len(text) < 90


def _near(page: Page) -> Iterator[Hit]:
    """Sentences that say in nearly the same words what another sentence says."""
    text = page.text
    at = np.flatnonzero(text.is_word)
    if len(at) < 2 * NEAR_WORDS:
        return
    sentence = text.token_sentence[at]
    words = page.hashes[at]
    runs = words[:-2] * 1_000_003 + words[1:-1] * 8_191 + words[2:] * 131
    whole = sentence[:-2] == sentence[2:]
    runs, owner = runs[whole], sentence[:-2][whole]
    for first, second, shared in _pairs(runs, owner):
        count = page.sentence_words[[first, second]]
        if count.min() < NEAR_WORDS or shared < max(NEAR_MIN_RUNS, NEAR_RUNS * (count.min() - 2)):
            continue
        a, b = _content(page, first), _content(page, second)
        common = len(a & b)
        if common < 6 or common < NEAR_CONTENT * min(len(a), len(b)) or common < 0.5 * max(len(a), len(b)):
            continue
        if a == b and count[0] == count[1]:
            continue  # the same to the letter: told already
        shorter = first if count[0] <= count[1] else second
        yield Hit(
            int(text.sentence_start[shorter]),
            int(text.sentence_end[shorter]),
            0.7 if common >= 0.9 * min(len(a), len(b)) else 0.6,
            "Another sentence says this in nearly the same words.",
            "low",
            places=(Place(int(text.sentence_start[shorter]), int(text.sentence_end[shorter]), 0.3),),
        )


def _pairs(runs: Ints, owner: Ints) -> list[tuple[int, int, int]]:
    """Pairs of sentences and how many runs of words they share, looking only at runs that come 2-4 times."""
    order = np.argsort(runs, kind="stable")
    runs, owner = runs[order], owner[order]
    edge = np.flatnonzero(np.concatenate(([True], runs[1:] != runs[:-1])))
    size = np.diff(np.append(edge, len(runs)))
    counts: defaultdict[tuple[int, int], int] = defaultdict(int)
    chosen = (size > 1) & (size < 5)
    for start, length in zip(edge[chosen].tolist(), size[chosen].tolist(), strict=True):
        members = sorted(set(owner[start : start + length].tolist()))
        for i, first in enumerate(members):
            for second in members[i + 1 :]:
                counts[first, second] += 1
    return [(first, second, shared) for (first, second), shared in sorted(counts.items()) if shared >= NEAR_MIN_RUNS]


def _content(page: Page, sentence: int) -> set[str]:
    text = page.text
    first, last = int(text.sentence_token[sentence]), int(text.sentence_token[sentence + 1])
    return {text.lower[n] for n in range(first, last) if text.is_word[n] and not page.bits[n] & FUNCTION}


EXAMPLES = (
    Example(
        KIND.id,
        "Council backs new tram line to the harbour\n\nThe council voted on Monday to build the line.\n\n"
        "Council backs new tram line to the harbour\n\nWork begins in May, the mayor said.\n\n"
        "Council backs new tram line to the harbour",
        True,
        "build the line.\n\nCouncil backs new tram line",
    ),
    Example(
        KIND.id,
        "The bridge was closed on Friday after inspectors found cracks in two of its piers. Drivers must take the "
        "ferry. The bridge was closed on Friday after inspectors found cracks in two of its piers. It is to open "
        "again in June.",
        True,
        "ferry. The bridge was closed on Friday",
    ),
    Example(
        KIND.id,
        "The orchestra opens its new season with concerts in Bergen, Malmo, Tallinn and Riga. Photo: A. Lind\n"
        "Tickets went on sale on Tuesday.\n"
        "The orchestra opens its season this year with several concerts in Bergen, Malmo, Tallinn and Riga.",
        True,
        "concerts in Bergen, Malmo, Tallinn and Riga",
    ),
    Example(
        KIND.id,
        "Rail fares rise again\nRail fares rise again in January, the operator said on Monday. The increase is four "
        "per cent.\nCommuters were not amused.",
        False,
    ),
    Example(
        KIND.id,
        "Q: Where were you?\nA: At home.\nQ: Who saw you?\nA: At home.\nQ: And later?\nA: At home, as I said.",
        False,
    ),
    Example(
        KIND.id,
        "The crowd sang: “We shall not leave this square.” Then a second group took it up: “We shall not leave this "
        "square.” The police looked on.\n* * *\nAt dusk the singing ended.\n* * *\nNobody was hurt.",
        False,
    ),
)
