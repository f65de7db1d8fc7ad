"""Readability: is the text far harder, or far thinner, than articles usually are?

The measures are those of textstat 0.7.8 (Flesch Reading Ease, Automated Readability Index, Dale-Chall).
textstat told the facts about the words that articles use (syllables, difficulty) when the weights were made:
asking it at run time would load a dictionary for about a second. Sentences and words are those of the shared
pass, so the figures agree with textstat's own up to its way of counting sentences.
"""

from __future__ import annotations

import functools
from typing import NamedTuple

import numpy as np

from scorer.model.store import load_weights, unpack_strings
from scorer.signals.base import Document, Feature, Finding, Flag, FlagKind, Signal
from scorer.signals.readability.examples import EXAMPLES
from scorer.signals.readability.limits import READABILITY_LIMITS
from scorer.text.late import late
from scorer.text.words import WordTable

_VOWELS = late(r"[aeiouyàáâãäåæèéêëìíîïòóôõöøùúûüýœ]+")
_SILENT = late(r"(?:[^aeiouyl]e|[^aeioutdl]ed|[aeiouy]led|[^aeiouscxzghl]es)$")


#: A word's facts in one number: its syllables, plus 16 if it is off the list of easy words.
SYLLABLES, UNLISTED = 15, 16


@functools.cache
def _known_facts() -> dict[str, int]:
    arrays = load_weights("readability")
    return dict(zip(unpack_strings(arrays["words"]), arrays["facts"].tolist(), strict=True))


@functools.lru_cache(maxsize=1 << 16)
def word_facts(word: str) -> int:
    """Facts of a lower-case word: as textstat has them for the words that articles use, by rule for others."""
    known = _known_facts().get(word.replace("’", "'"))
    if known is not None:
        return known
    if not any(map(str.isalpha, word[:60])):
        return 1
    return min(SYLLABLES, syllables_by_rule(word[:60])) | UNLISTED


def syllables_by_rule(word: str) -> int:
    """Groups of vowels, less a silent e."""
    groups = len(_VOWELS.findall(word))
    silent = groups > 1 and _SILENT.search(word) is not None
    return max(1, groups - silent)


@functools.cache
def _fact_table() -> WordTable:
    return WordTable(lambda token: word_facts(token) if token[0].isalnum() else 0)


class Measures(NamedTuple):
    """Readability of a text. ``ease``: Flesch, higher is easier. ``grade``: Automated Readability Index,
    years of school. ``dale_chall``: higher is harder. ``difficult``: share of longer words off the list of easy ones.
    ``sentence``, ``paragraph``: words in the mean one. ``variety``: distinct words among 200, in [0, 1]."""

    ease: float
    grade: float
    dale_chall: float
    difficult: float
    sentence: float
    paragraph: float
    variety: float


def measure(document: Document) -> Measures | None:
    """The measures over the article's body, or None where it has too few words."""
    text = document.text
    chosen = (text.is_word & document.body_token).nonzero()[0]
    if len(chosen) < READABILITY_LIMITS.least_words:
        return None
    n = len(chosen)
    facts = text.numbers(_fact_table())[chosen]
    of_word = facts & SYLLABLES
    syllables = int(of_word.sum())
    off_list = (facts & UNLISTED) > 0
    unlisted = int(np.count_nonzero(off_list)) / n
    difficult = int(np.count_nonzero(off_list & (of_word > 1))) / n
    body = document.body_token
    characters = int((text.token_end[body] - text.token_start[body]).sum())
    sentences = text.token_sentence[chosen]
    lines = text.sentence_line[sentences]
    n_sentences = 1 + int(np.count_nonzero(sentences[1:] != sentences[:-1]))
    n_paragraphs = 1 + int(np.count_nonzero(lines[1:] != lines[:-1]))
    per_sentence = n / n_sentences
    return Measures(
        ease=206.835 - 1.015 * per_sentence - 84.6 * syllables / n,
        grade=4.71 * characters / n + 0.5 * per_sentence - 21.43,
        dale_chall=15.79 * unlisted + 0.0496 * per_sentence + (3.6365 if unlisted > 0.05 else 0.0),
        difficult=difficult,
        sentence=per_sentence,
        paragraph=n / n_paragraphs,
        variety=_variety(text.number[chosen].tolist()),
    )


def _variety(words: list[int]) -> float:
    """Share of different words in the most varied of the first windows, so that one repeated summary at the
    head does not make a whole article look thin."""
    windows = [
        words[i : i + READABILITY_LIMITS.variety_words]
        for i in range(0, min(len(words), 3 * READABILITY_LIMITS.variety_words), READABILITY_LIMITS.variety_words)
    ]
    full = [window for window in windows if len(window) >= READABILITY_LIMITS.variety_words] or windows[:1]
    return max(len(set(window)) / len(window) for window in full)


FEATURES = (
    Feature("reading_ease", "Flesch Reading Ease: higher is easier to read"),
    Feature("reading_grade", "years of school that the text requires (Automated Readability Index)"),
    Feature(
        "difficult_word_share",
        "share of words of two syllables or more that are off the Dale-Chall list of 3,000 easy words",
    ),
)


def find(document: Document) -> Finding:
    """Measure the body, and flag what lies far outside of the usual."""
    found = measure(document)
    if found is None:
        return Finding(features={feature.name: None for feature in FEATURES})
    features = {
        "reading_ease": min(120.0, max(-60.0, found.ease)),
        "reading_grade": min(40.0, max(0.0, found.grade)),
        "difficult_word_share": found.difficult,
    }
    flags = []
    if found.grade >= READABILITY_LIMITS.hard_grade and found.ease <= READABILITY_LIMITS.hard_ease:
        message = (
            f"Very hard to read: {found.sentence:.0f} words a sentence, Flesch {found.ease:.0f} (articles: 30 to 65)."
        )
        flags.append(Flag("readability.hard", None, 0.9, message))
    thin = _thinness(found)
    if thin:
        flags.append(Flag("readability.thin", None, 0.85, f"Little content: {thin}."))
    return Finding(flags=flags, features=features)


def _thinness(found: Measures) -> str:
    """What makes the text thin, in plain words; empty where it is not."""
    if found.variety < READABILITY_LIMITS.thin_variety:
        return f"only {found.variety * 100:.0f} of 100 words differ"
    if found.sentence < READABILITY_LIMITS.thin_sentence:
        return f"sentences of {found.sentence:.0f} words"
    if found.paragraph < READABILITY_LIMITS.thin_paragraph:
        return f"paragraphs of {found.paragraph:.0f} words"
    return ""


SIGNAL = Signal(
    id="readability",
    shows="how hard the text is to read, and how thin",
    flags=(
        FlagKind(
            "readability.hard",
            "low",
            "far harder to read than news articles usually are",
            "Text that needs more than a university degree to follow is seldom written for readers of news.",
            "Flesch 1948; Senter and Smith 1967 (ARI), as in textstat; limits measured on rated articles",
        ),
        FlagKind(
            "readability.thin",
            "low",
            "little content: few different words, or scraps of sentences",
            "A text that repeats few words or consists of scraps is filler or a list, and reports little.",
            "Horne and Adali 2017: lexical variety and length of fake news; limits measured on rated articles",
        ),
    ),
    features=FEATURES,
    find=find,
    examples=EXAMPLES,
    as_written=True,
)
