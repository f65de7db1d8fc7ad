"""One pass over the judged text: lines, sentences, tokens and quotations, all with offsets.

Everything a signal needs to know about the shape of the text is computed here once and shared. Offsets
are Unicode code points into ``Text.raw``, half open, and nothing is rewritten on the way.

Every pattern below consumes at least one character a match and has no nested repetition, so the pass is
linear in the length of the text.
"""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Collection, Mapping
from itertools import count, repeat
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from scorer.native import KERNELS
from scorer.text.sentences import ABBREVIATIONS, ends_sentence, sentences_within
from scorer.text.words import WordTable, common_words, word_index
from scorer.types import Bools, Ints, Span, record

_LINE = re.compile(r"[^\n\r\v\f\x85\u2028\u2029]+")

#: Words keep their inner apostrophes, hyphens and number punctuation; every other visible character
#: stands alone, so that quotation marks and colons are tokens that a signal can look at.
_TOKEN = re.compile(
    r"[A-Za-z]{2,}+(?!['’\-‑\w])"  # the plain words first, which most tokens are: a third faster
    r"|(?:[A-Za-z]\.){2,}"  # U.S., a.m.
    r"|\d+(?:[.,:]\d+)*(?:st|nd|rd|th|s|%)?(?![^\W_])"  # 1,200.50, 21st, 1990s, 7:30, 40%
    r"|[^\W_]+(?:['’\-‑][^\W_]+)*"  # words, don't, mid-sentence
    r"|''|``"  # two single marks that stand for a double one, as news archives write it
    r"|(?<![^\s(\[])\"\"|(?<=[^\s=])\"\"(?!\w)"  # a mark that a table's export has doubled
    r"|[^\s]"
)

#: What a token's first character says, by code point; whatever lies beyond is asked of the character itself.
_LATIN = 0x250
_IS_WORD = np.array([chr(code).isalnum() for code in range(_LATIN)])
_IS_CAPITAL = np.array([chr(code).isupper() for code in range(_LATIN)])
#: Whether a character is no white space, and whether it may be another in lower case, by code point. The last one
#: stands for all beyond, where no white space is.
_VISIBLE, _CHANGES = 1, 2
_TRAITS = np.array(
    [_VISIBLE * (not chr(code).isspace()) + _CHANGES * (chr(code) != chr(code).lower()) for code in range(0x3002)]
    + [_VISIBLE + _CHANGES],
    dtype=np.uint8,
)

_CURLY = frozenset("‘’‚‛“”„‟")
_STRAIGHT = {ord(mark): "'" if mark in "‘’‚‛" else '"' for mark in _CURLY}
_OPEN = {"«": "»", "``": "''"}
#: A question mark stands for a quotation mark where the encoding was lost: "?So it is,? she said".
_LOST = "?"
_QUOTE_MARKS = frozenset(("«", "»", '"', "'", "''", "``", _LOST))


@record
class Text:
    """The judged text and its parts. All arrays are parallel within their group.

    Attributes
    ----------
    raw : the judged text, untouched.
    line_start, line_end : (n_lines,) non-blank lines without their surrounding white space.
    sentence_start, sentence_end : (n_sentences,) sentences; no sentence crosses a line.
    sentence_line : (n_sentences,) index of the line that holds the sentence.
    sentence_token : (n_sentences + 1,) index of each sentence's first token, then the number of tokens.
    tokens, lower : n_tokens words and single punctuation marks, as written and in lower case, quotation marks and
        apostrophes straight (a doubled quotation mark is one).
    distinct : the lower-case tokens, each once, in the order in which they first stand.
    place : the place of each of them there.
    common : (n_distinct,) their numbers among the common words (:mod:`scorer.text.words`).
    number : (n_tokens,) the place of each token in ``distinct``.
    token_start, token_end : (n_tokens,) their places.
    token_first : (n_tokens,) the code point that each begins with.
    token_sentence : (n_tokens,) index of the sentence that holds the token.
    is_word : (n_tokens,) the token begins with a letter or a digit.
    is_capital : (n_tokens,) the token begins with an upper-case letter.
    quoted : (n_tokens,) the token is inside quotation marks (the marks themselves do too).
    quote_token : (n_quotes, 2) first token of each quotation, marks included, and of what follows it.
    """

    raw: str
    line_start: Ints
    line_end: Ints
    sentence_start: Ints
    sentence_end: Ints
    sentence_line: Ints
    sentence_token: Ints
    tokens: list[str]
    lower: list[str]
    distinct: list[str]
    place: Mapping[str, int]
    common: Ints
    number: Ints
    token_start: Ints
    token_end: Ints
    token_first: NDArray[np.uint32]
    token_sentence: Ints
    is_word: Bools
    is_capital: Bools
    quoted: Bools
    quote_token: Ints

    @functools.cached_property
    def n_words(self) -> int:
        return int(np.count_nonzero(self.is_word))

    @functools.cached_property
    def words_before(self) -> Ints:
        """(n_tokens + 1,) how many words are before each token, and before the end."""
        before = np.zeros(len(self.tokens) + 1, dtype=np.int64)
        self.is_word.cumsum(out=before[1:])
        return before

    @property
    def quotes(self) -> list[Span]:
        """The quotations, marks included."""
        first, end = self.quote_token.T
        return [
            Span(*place)
            for place in zip(self.token_start[first].tolist(), self.token_end[end - 1].tolist(), strict=True)
        ]

    @functools.cached_property
    def n_sentences(self) -> int:
        return len(self.sentence_start)

    def line(self, index: int) -> str:
        return self.raw[self.line_start[index] : self.line_end[index]]

    def lines(self) -> list[str]:
        return [self.raw[s:e] for s, e in zip(self.line_start.tolist(), self.line_end.tolist(), strict=True)]

    def sentence(self, index: int) -> str:
        return self.raw[self.sentence_start[index] : self.sentence_end[index]]

    def numbers(self, table: WordTable) -> Ints:
        """(n_tokens,) what ``table`` has for each lower-case token."""
        return table.of_tokens(self.distinct, self.common, self.number)

    def where(self, words: Collection[str]) -> list[int]:
        """The tokens whose lower-case form is one of ``words``, in order."""
        if len(words) > len(self.distinct):
            there = [i for i, word in enumerate(self.distinct) if word in words]
        else:
            there = [i for word in words if (i := self.place.get(word)) is not None]
        if not there:
            return []
        wanted = np.zeros(len(self.distinct), dtype=np.bool_)
        wanted[there] = True
        places: list[int] = wanted[self.number].nonzero()[0].tolist()
        return places

    def words_in_sentence(self) -> Ints:
        """(n_sentences,) number of words in each sentence."""
        return np.bincount(self.token_sentence[self.is_word], minlength=self.n_sentences)

    def token_range(self, start: int, end: int) -> range:
        """Indices of the tokens that begin within [start, end)."""
        return range(int(self.token_start.searchsorted(start)), int(self.token_start.searchsorted(end)))


class _Parts(NamedTuple):
    """What a reading finds, as :class:`Text` names it."""

    tokens: list[str]
    lower: list[str]
    place: Mapping[str, int]
    number: Ints
    common: Ints
    line_start: Ints
    line_end: Ints
    sentence_start: Ints
    sentence_end: Ints
    sentence_line: Ints
    sentence_token: Ints
    token_sentence: Ints
    token_start: Ints
    token_end: Ints
    quote_token: Ints
    token_first: NDArray[np.uint32]
    is_word: Bools
    is_capital: Bools
    quoted: Bools


def read_text(raw: str) -> Text:
    """Split ``raw`` into lines, sentences, tokens and quotations in one linear pass.

    How marks are typed says nothing of an article: curly ones are read as straight ones, character by character.
    """
    parts = _read(raw) if KERNELS is None else _read_compiled(raw)
    return Text(raw=raw, distinct=list(parts.place), **parts._asdict())


def _read_compiled(raw: str) -> _Parts:
    """As :func:`_read`, by the compiled kernel."""
    assert KERNELS is not None
    tokens, lower, numbers, first, traits = KERNELS.read_text(raw, ends_sentence, ABBREVIATIONS)
    *arrays, quotes = [np.frombuffer(part, dtype=np.int64) for part in numbers]
    of_tokens = [np.frombuffer(part, dtype=np.bool_) for part in traits]
    codes = np.frombuffer(first, dtype=np.uint32)
    return _Parts._make((tokens, lower, *number_words(lower), *arrays, quotes.reshape(-1, 2), codes, *of_tokens))


def _read(raw: str) -> _Parts:
    """The parts of a text."""
    if not _CURLY.isdisjoint(raw):
        raw = raw.translate(_STRAIGHT)
    line_start: list[int] = []
    line_end: list[int] = []
    sentence_start: list[int] = []
    sentence_end: list[int] = []
    sentence_line: list[int] = []
    for match in _LINE.finditer(raw):
        content = match.group()
        stripped = content.strip()
        if not stripped:
            continue
        start = match.start() + len(content) - len(content.lstrip())
        end = start + len(stripped)
        for s, e in sentences_within(raw, start, end):
            sentence_start.append(s)
            sentence_end.append(e)
            sentence_line.append(len(line_start))
        line_start.append(start)
        line_end.append(end)
    tokens, lower, starts, ends, first, is_word, is_capital = _tokens(raw)
    sentences = np.array(sentence_start, dtype=np.int64)
    sentence_token = np.concatenate((starts.searchsorted(sentences), [len(tokens)]))
    # every token is in a sentence
    token_sentence = np.arange(len(sentences)).repeat(sentence_token[1:] - sentence_token[:-1])
    lines = np.array(sentence_line, dtype=np.int64)
    quoted, quote_token = _quotations(lower, starts, ends, lines[token_sentence], is_word)
    place, number, common = _number_words(lower)
    return _Parts(
        tokens=tokens,
        lower=lower,
        place=place,
        common=common,
        line_start=np.array(line_start, dtype=np.int64),
        line_end=np.array(line_end, dtype=np.int64),
        sentence_start=sentences,
        sentence_end=np.array(sentence_end, dtype=np.int64),
        sentence_line=lines,
        sentence_token=sentence_token,
        number=number,
        token_sentence=token_sentence,
        token_start=starts,
        token_end=ends,
        quote_token=quote_token,
        token_first=first,
        is_word=is_word,
        is_capital=is_capital,
        quoted=quoted,
    )


def number_words(lower: list[str]) -> tuple[Mapping[str, int], Ints, Ints]:
    """The place of each distinct word among them, (n_tokens,) those places, and (n_distinct,) the words' numbers among
    the common words."""
    if KERNELS is None:
        return _number_words(lower)
    place, number, common = KERNELS.number_words(word_index()[0], lower)
    return place, np.frombuffer(number, dtype=np.int64), np.frombuffer(common, dtype=np.int64)


def _number_words(lower: list[str]) -> tuple[Mapping[str, int], Ints, Ints]:
    """As :func:`number_words`, in Python."""
    place: defaultdict[str, int] = defaultdict(count().__next__)
    number = np.fromiter(map(place.__getitem__, lower), np.int64, len(lower))
    place.default_factory = None
    return place, number, np.fromiter(map(common_words().get, place, repeat(0)), np.int64, len(place))


def _tokens(raw: str) -> tuple[list[str], list[str], Ints, Ints, NDArray[np.uint32], Bools, Bools]:
    """Tokens, as written and in lower case, their starts and ends, and what they begin with.

    Every visible character belongs to exactly one token, so the places follow from the tokens' lengths and
    the places of the visible characters, without a match object for each token.
    """
    tokens: list[str] = _TOKEN.findall(raw)
    codes = np.frombuffer(raw.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    traits = _TRAITS.take(codes, mode="clip")
    visible = (traits & _VISIBLE).nonzero()[0]
    lengths = np.fromiter(map(len, tokens), dtype=np.int64, count=len(tokens))
    starts = visible[lengths.cumsum() - lengths]
    first = codes[starts]
    is_word, is_capital = _IS_WORD.take(first, mode="clip"), _IS_CAPITAL.take(first, mode="clip")
    for i in (first >= _LATIN).nonzero()[0].tolist():
        is_word[i], is_capital[i] = tokens[i][0].isalnum(), tokens[i][0].isupper()
    lower = ['"' if word == '""' else word for word in tokens] if '""' in raw else tokens.copy()
    changing = starts.searchsorted((traits & _CHANGES).nonzero()[0], side="right") - 1
    for i in dict.fromkeys(changing.tolist()):
        lower[i] = lower[i].lower()
    return tokens, lower, starts, starts + lengths, first, is_word, is_capital


def _quotations(tokens: list[str], starts: Ints, ends: Ints, token_line: Ints, is_word: Bools) -> tuple[Bools, Ints]:
    """Which tokens are quoted, and the quotations as tokens.

    A quotation left open runs to the end of its paragraph where the next one begins with a mark, as in speech over
    several paragraphs; elsewhere a mark left open is taken for an inch or a slip, and what was quoted inside it counts.
    A question mark stands for a lost mark where it begins a word and another closes it before the next opens. A mark
    that begins a word inside a quotation opens one inside it.
    """
    quoted = np.zeros(len(tokens), dtype=np.bool_)
    quotes: list[tuple[int, int]] = []
    marks = [i for i in (~is_word).nonzero()[0].tolist() if tokens[i] in _QUOTE_MARKS]

    def close(first: int, end: int) -> None:
        quoted[first:end] = True
        quotes.append((first, end))

    opened: int | None = None
    closer = ""
    inner: int | None = None  # where a quotation inside the open one began
    nested: list[tuple[int, int]] = []  # those inside the open one that were closed
    line = -1

    def end_line(goes_on: bool) -> None:
        """Settle what is left open at the end of a line; ``goes_on``: the next one begins with a mark."""
        if opened is not None and (tokens[opened] in "„«" or (goes_on and tokens[opened] == '"')):
            close(opened, int(token_line.searchsorted(line, side="right")))
        elif opened is not None:
            for first, end in nested:
                close(first, end)

    for i, mark_line in zip(marks, token_line[marks].tolist(), strict=True):
        if mark_line != line:
            first_of_line = i == 0 or token_line[i - 1] != mark_line
            end_line(first_of_line and mark_line == line + 1 and _begins_word(i, starts, ends))
            opened, line = None, mark_line
        mark = tokens[i]
        if opened is None:
            inner, nested = None, []
            if mark in _OPEN:
                opened, closer = i, _OPEN[mark]
            elif _opens(i, tokens, starts, ends):
                opened, closer = i, mark
        elif tokens[opened] == _LOST and (mark == '"' or (mark == _LOST and _begins_word(i, starts, ends))):
            opened, closer = i, _OPEN.get(mark, mark)
        elif mark == closer == '"' and _begins_word(i, starts, ends) and inner is None:
            inner = i
        elif mark == closer == '"' and inner is not None:
            nested.append((inner, i + 1))
            inner = None
        elif mark == closer and not (mark == _LOST and _touches_word(i, starts, ends, is_word)):
            close(opened, i + 1)
            opened = None
        elif mark == '"' and tokens[opened] == "'":
            opened, closer = i, '"'
    end_line(goes_on=False)
    return quoted, np.array(quotes, dtype=np.int64).reshape(-1, 2)


def _begins_word(mark: int, starts: Ints, ends: Ints) -> bool:
    """Whether a mark touches the token after it and not the one before."""
    return _touches_next(mark, starts, ends) and not (mark > 0 and _touches_next(mark - 1, starts, ends))


def _opens(mark: int, tokens: list[str], starts: Ints, ends: Ints) -> bool:
    """Whether a mark that may open or close opens: a straight one anywhere but at the end of a number, where it is for
    inches; a single, doubled or lost one that begins a word."""
    if tokens[mark] == '"':
        after_number = mark > 0 and tokens[mark - 1][-1].isdigit() and _touches_next(mark - 1, starts, ends)
        return not after_number or _touches_next(mark, starts, ends)
    return tokens[mark] in ("'", "''", _LOST) and _begins_word(mark, starts, ends)


def _touches_word(mark: int, starts: Ints, ends: Ints, is_word: Bools) -> bool:
    """Whether a word follows a mark at once, as in "Trump?s", where an apostrophe was lost."""
    return _touches_next(mark, starts, ends) and bool(is_word[mark + 1])


def _touches_next(token: int, starts: Ints, ends: Ints) -> bool:
    """Whether nothing is between a token and the one after it."""
    return token + 1 < len(starts) and bool(starts[token + 1] == ends[token])
