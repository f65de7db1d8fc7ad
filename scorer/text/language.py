"""English or not. Plainly English text is settled by its function words; only the rest asks langdetect.

langdetect is a port of Nakatani Shuyo's language-detection library (2010). It draws random numbers, so every
call here uses its own detector with a fixed seed: the same text gets the same answer in every process and
thread. It is imported only when it is asked.
"""

from __future__ import annotations

import functools
import threading
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from scorer.text import Text
from scorer.text.words import WordTable

if TYPE_CHECKING:
    from langdetect.detector_factory import DetectorFactory

#: Function words that English has and its neighbours (Dutch, Afrikaans, German, the Romance and the
#: Scandinavian languages) do not have in common use. "in", "is", "of", "was", "we" are left out on purpose.
_ENGLISH = frozenset(
    "the and to that with for from this which are not have it as be been were will would you your his her she has had "
    "they their them there who what when where by at said but or more about its if into than then could should our "
    "while after before because how why these those did does don't it's i'm can't won't isn't just".split()
)
_SETTLED = 0.18  # share of such words above which no other language is possible; English prose has 0.24 to 0.40
_PLAUSIBLE = 0.05  # below this share a claim of "English" is not believed
_SAMPLE_WORDS = 240
_SAMPLE_LETTERS = 600
_LOCK = threading.Lock()


#: What is known of a word: it begins with a letter, is one of those above, is written in plain letters.
_WORD, _HIT, _PLAIN = 1, 2, 4


class Language(NamedTuple):
    """An ISO 639-1 code and the probability that it is right; both None where there are no letters to judge."""

    code: str | None
    confidence: float | None


def detect(text: Text) -> Language:
    """The language of a text, judged from words spread evenly over it. Never raises."""
    places = text.is_word.nonzero()[0]
    traits = text.numbers(_trait_table())[places[:: max(1, len(places) // _SAMPLE_WORDS)]]
    words, hits, plain = (int(np.count_nonzero(traits & trait)) for trait in (_WORD, _HIT, _PLAIN))
    if not words:
        return Language(None, None)
    share = hits / words
    if share >= _SETTLED and hits >= 3 and plain > 0.9 * words:
        return Language("en", 0.99 if hits >= 15 else 0.95)
    found = _ask(_letters(text.raw))
    if found.code == "en" and found.confidence and share < _PLAUSIBLE and words >= 40:
        return Language("en", min(found.confidence, 0.5))
    return found


@functools.cache
def _trait_table() -> WordTable:
    return WordTable(_traits)


def _traits(word: str) -> int:
    """The traits of a lower-case token, none for what does not begin with a letter."""
    plain = word.replace("’", "'")
    return (_WORD + _HIT * (plain in _ENGLISH) + _PLAIN * plain.isascii()) if word[0].isalpha() else 0


def _letters(raw: str) -> str:
    """A few hundred characters from the start, the middle and the end, not all in capitals."""
    third = _SAMPLE_LETTERS // 3
    middle = len(raw) // 2
    sample = raw if len(raw) <= _SAMPLE_LETTERS else " ".join((raw[:third], raw[middle : middle + third], raw[-third:]))
    # langdetect skips words in capitals, so a text that shouts would have nothing to judge.
    shouting = sum(map(str.isupper, sample)) > 0.5 * sum(map(str.isalpha, sample))
    return sample.lower() if shouting else sample


def _ask(sample: str) -> Language:
    from langdetect.lang_detect_exception import LangDetectException

    with _LOCK:  # profiles are loaded once; afterwards detectors only read them
        detector = _factory().create()
    detector.append(sample)
    try:
        best = detector.get_probabilities()[:1]
    except LangDetectException:
        return Language(None, None)
    return Language(best[0].lang.split("-")[0], round(float(best[0].prob), 4)) if best else Language(None, None)


@functools.cache
def _factory() -> DetectorFactory:
    from langdetect.detector_factory import PROFILES_DIRECTORY, DetectorFactory

    factory = DetectorFactory()
    factory.load_profile(PROFILES_DIRECTORY)
    factory.set_seed(0)
    return factory
