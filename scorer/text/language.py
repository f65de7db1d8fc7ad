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
#: Words as common in English, which a neighbour has too.
_SHARED = (
    frozenset("in is of was we on i he she by with out over after up were no so all one two an or do".split())
    - _ENGLISH
)
#: Function words of the languages that are written in Latin letters, but none that English has, and no particle of
#: names (de, la, van, von, di, el), so that a report full of foreign names is not taken for a foreign one.
_FOREIGN = (
    frozenset(
        "que los las por para una con del se su como más pero sus este entre está fue han muy ya desde "  # Spanish
        "não uma com dos das pelo pela mais foi são ao os seu sua também até "  # Portuguese
        "les des une dans pour qui sur pas est avec plus par ce cette sont aux ont nous vous leur être été "  # French
        "che il per gli non della sono una nel alla anche come più dei delle questo ha "  # Italian
        "der das und ist nicht mit sich des auf für dem ein eine auch wird werden hat nach bei einer um zu "  # German
        "het een dat zijn niet met voor ook worden naar wordt uit bij nog maar heeft aan op te "  # Dutch
        "wat nie hulle sy om vir deur ek "  # Afrikaans
        "och att det som är för inte har till med av ett den han från eller skulle "  # Swedish
        "og ikke til av er på som har blir fra ved "  # Norwegian, Danish
        "się nie na jest że przez dla jak od po który oraz tym ale już tylko "  # Polish
        "je se že jsou být který jako pro ale podle bylo ktorý bol alebo "  # Czech, Slovak
        "și este pentru din cu care mai sunt într nu prin acest "  # Romanian
        "ve bir bu için ile olarak daha çok olan gibi değil "  # Turkish
        "yang dan di untuk dengan ini itu dari dalam tidak pada akan "  # Indonesian, Malay
        "ang mga ng sa ay na ito hindi kung "  # Tagalog
        "ja ei on oli että hän mutta kun ovat myös "  # Finnish
        "és hogy nem egy az is meg volt csak "  # Hungarian
        "một của và là có được không cho những trong các "  # Vietnamese
        "agus ar go na yn y yr ac mae wedi".split()  # Irish, Welsh
    )
    - _ENGLISH
    - _SHARED
)
_LIKELY = (
    0.12  # share of English words, shared ones included, above which a text with hardly any foreign ones is English
)
_LEAST_ENGLISH = 3  # words that only English has
_OUTWEIGHED = 0.25  # foreign words for an English one, at most
_SETTLED = 0.18  # share of such words above which no other language is possible; English prose has 0.24 to 0.40
_PLAUSIBLE = 0.05  # below this share a claim of "English" is not believed
_SAMPLE_WORDS = 240
_SAMPLE_LETTERS = 600
_LOCK = threading.Lock()


#: What is known of a word: it begins with a letter, is one that English alone has, is written in plain letters,
#: is one that English has with others, is one of another language.
_WORD, _HIT, _PLAIN, _COMMON, _ELSEWHERE = 1, 2, 4, 8, 16


class Language(NamedTuple):
    """An ISO 639-1 code and the probability that it is right; both None where there are no letters to judge."""

    code: str | None
    confidence: float | None


def detect(text: Text) -> Language:
    """The language of a text, judged from words spread evenly over it. Never raises."""
    places = text.is_word.nonzero()[0]
    traits = text.numbers(_trait_table())[places[:: max(1, len(places) // _SAMPLE_WORDS)]]
    words, hits, plain, common, elsewhere = (
        int(np.count_nonzero(traits & trait)) for trait in (_WORD, _HIT, _PLAIN, _COMMON, _ELSEWHERE)
    )
    if not words:
        return Language(None, None)
    share = hits / words
    if share >= _SETTLED and hits >= 3 and plain > 0.9 * words and elsewhere <= hits // 2:
        return Language("en", 0.99 if hits >= 15 else 0.95)
    english = hits + common
    if hits >= _LEAST_ENGLISH and english >= _LIKELY * words and elsewhere <= _OUTWEIGHED * english:
        return Language("en", 0.9)
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
    if not word[0].isalpha():
        return 0
    known = _HIT * (plain in _ENGLISH) + _COMMON * (plain in _SHARED) + _ELSEWHERE * (plain in _FOREIGN)
    return _WORD + _PLAIN * plain.isascii() + known


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
