"""What the junk kinds know of single words, looked up once per token.

A token's bits say what it may be a part of, so that the costly looks happen only where a cue stands; its weight
says how much rather it stands in the furniture of a page than in the body of an article.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Mapping, Sequence
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from scorer.model.store import load_lexicon, load_weights, unpack_strings
from scorer.signals.junk.phrases import load_patterns
from scorer.text.words import WordTable
from scorer.types import record

#: What a token may be a part of; one bit each.
RESIDUE, FILLER, FURNITURE, PLACEHOLDER, WALL, LATIN, FIELD, FUNCTION, DATE, COMMENT = (1 << n for n in range(10))
#: Of the first five, shifted by so much: the token may be a phrase's second word; the token is a phrase alone.
SECOND, ALONE = 12, 17
_PHRASES = RESIDUE | FILLER | FURNITURE | PLACEHOLDER | WALL
PHRASE_FILES: Mapping[int, str] = MappingProxyType(
    {
        RESIDUE: "junk_residue",
        FILLER: "junk_filler",
        FURNITURE: "junk_furniture",
        PLACEHOLDER: "junk_placeholder",
        WALL: "junk_wall",
    }
)
_LINE_WORDS = {"date": DATE, "comment": COMMENT}


@record
class Vocabulary:
    """``rows`` gives a known token's row in ``bits`` and ``weights``; row 0 is for every other token.

    ``pairs`` are the first two words of all phrases, as ``row * len(bits) + row``, sorted; ``pair_bits`` says which
    kinds have such a phrase.
    """

    rows: WordTable
    bits: NDArray[np.uint32]
    weights: NDArray[np.float64]
    pairs: NDArray[np.int64]
    pair_bits: NDArray[np.uint32]

    def openings(self, number: NDArray[np.int64]) -> NDArray[np.uint32]:
        """(n,) kinds of which a phrase may begin at each token of a text, given as rows."""
        bits = self.bits[number]
        opens = bits >> np.uint32(ALONE)
        at = (bits[:-1] & (bits[1:] >> np.uint32(SECOND)) & np.uint32(_PHRASES)).nonzero()[0]
        if len(at):
            keys = number[at] * len(self.bits) + number[at + 1]
            place = np.minimum(self.pairs.searchsorted(keys), len(self.pairs) - 1)
            opens[at] |= np.where(self.pairs[place] == keys, self.pair_bits[place], 0).astype(np.uint32)
        return opens


@functools.cache
def load_vocabulary() -> Vocabulary:
    """The words of the lists and those of the fitted model."""
    stored = load_weights("junk")
    return make_vocabulary(unpack_strings(stored["words"]), stored["word_weights"].tolist())


def make_vocabulary(words: Sequence[str], weights: Sequence[float]) -> Vocabulary:
    """A vocabulary with the given weights of words; words of the lists that have none weigh nothing."""
    bits = _token_bits()
    learned = dict(zip(words, weights, strict=True))
    known = sorted({*bits, *learned})
    number = {word: n for n, word in enumerate(known, 1)}
    kinds: defaultdict[int, int] = defaultdict(int)
    for kind, name in PHRASE_FILES.items():
        for first, second in load_patterns(name).pairs:
            kinds[number[first] * (len(known) + 1) + number[second]] |= kind
    return Vocabulary(
        WordTable(number.get),
        np.array([0, *(bits.get(word, 0) for word in known)], dtype=np.uint32),
        np.array([0.0, *(learned.get(word, 0.0) for word in known)]),
        np.array(sorted(kinds), dtype=np.int64),
        np.array([kinds[key] for key in sorted(kinds)], dtype=np.uint32),
    )


@functools.cache
def profile_fields() -> Mapping[str, str]:
    """The name of a field of an author card, in many languages, and which field it is."""
    fields = {}
    for entry in load_lexicon("junk_profile_fields"):
        kind, _, names = entry.partition(":")
        fields.update({name.strip(): kind.strip() for name in names.split(",")})
    return MappingProxyType(fields)


@functools.cache
def _token_bits() -> Mapping[str, int]:
    bits: defaultdict[str, int] = defaultdict(int)
    for kind, name in PHRASE_FILES.items():
        lexicon = load_patterns(name)
        for first, second in lexicon.pairs:
            bits[first] |= kind
            bits[second] |= kind << SECOND
        for word in lexicon.alone:
            bits[word] |= kind << ALONE
    for word in load_lexicon("junk_latin"):
        bits[word] |= LATIN
    for field in profile_fields():
        bits[field.split()[-1]] |= FIELD
    for entry in load_lexicon("junk_line_words"):
        line_class, _, members = entry.partition(":")
        for word in members.split():
            bits[word] |= _LINE_WORDS[line_class]
    for word in load_lexicon("junk_function_words"):
        bits[word] |= FUNCTION
    return MappingProxyType(dict(bits))
