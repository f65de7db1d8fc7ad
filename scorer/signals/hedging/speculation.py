"""Where the writer puts a claim forward as possible or likely, by a listed cue and the words around it.

The list is wide and the words around decide: "may" is a month, a permission, a condition or a guess. The rules come
from reading flags on real articles (docs/measured.md, "Read by eye").
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from scorer.model.store import load_lexicon
from scorer.signals.attribution.reported_speech import gives_voice
from scorer.signals.base import Document
from scorer.text import Text
from scorer.types import Bools, Span

MODALS = frozenset(("may", "might", "could"))
_CUES = frozenset(load_lexicon("hedge_cues"))
_ABLE = frozenset("not see hear feel only barely hardly scarcely afford even tell".split())
_CONTENT_FOLLOWS = frozenset("that a the it they there he she".split())
_CONDITION = frozenset(("if", "unless", "wish", "whether"))
_GRANTING = frozenset(("while", "although", "though"))
_READER = frozenset("you you've you’ve you're you’re you'll you’ll you'd you’d your yours i'm i’m".split())
_LOOKS = frozenset("seem appear look sound feel".split())
_ADJECTIVE = ("ous", "ful", "al", "ive", "ic", "ing", "ed", "ble", "ent", "ant", "less", "ly", "ary")
_FREE_TO = frozenset("who you we i one anyone nobody everyone customers users readers visitors".split())
_NO_SPECULATION_BEFORE = frozenset(
    "as if whether to so military economic political the full all of with sheer his her its their our own".split()
)
#: What somebody asks himself: "when it might end", "whose lives it could cost".
_OPEN = frozenset(("what", "when", "how", "why", "whose"))
_THOUGHT = frozenset("wonder ask say think argue expect call recall remember want add".split())
_PERSONS = frozenset(("he", "she", "they"))
_PERMITTED = frozenset(
    "freely cited quoted used copied reproduced republished reprinted published distributed redistributed".split()
)
_COMPARED = frozenset("not the as more less any a an another necessarily how".split())
_JUDGED = frozenset("is are was were be been seems seem seemed appears looks highly very increasingly".split())
_UNABLE = frozenset("can't can’t cannot couldn't couldn’t".split())
_ONCE = ("once", "twice")
_ADVICE = frozenset("should time".split())
#: What somebody holds: a doubt behind "the fear that" is not the writer's.
_HELD = frozenset(
    "concern concerns concerned fear fears worry worries worried warning warnings possibility suggestion suggestions "
    "view views hope hopes notion idea belief argument claim claims rumor rumors rumour rumours speculation risk "
    "prospect chance evidence indications sign signs".split()
)
_WHO_SUGGESTS = frozenset("to not only i'd i’d he's he’s she's she’s he she they i we".split())
_BEST = frozenset("most best worst least only".split())
_SENSED = frozenset("heard seen felt found expected told".split())
_COMES_AS = frozenset(("as", "off", "across"))
_CLAUSE_ENDS = frozenset(',;:—–()"“”')
_LONGEST_CLAUSE = 12  # tokens shown after a cue
_EARLIER = 60  # tokens of the sentence looked at before a cue


class _Cue(NamedTuple):
    """A listed cue, token ``at`` of the lower-case tokens ``words``, in the sentence that begins with ``first``."""

    words: list[str]
    at: int
    first: int
    capital: bool

    @property
    def before(self) -> str:
        return self.words[self.at - 1] if self.at else ""

    @property
    def after(self) -> str:
        return self.then(1)

    def then(self, offset: int) -> str:
        """The word so many places on, empty behind the text's end."""
        return self.words[self.at + offset] if self.at + offset < len(self.words) else ""

    def earlier(self, n: int) -> list[str]:
        """Up to n words of the sentence before the cue."""
        return self.words[max(self.first, self.at - n) : self.at]

    def later(self, n: int, skipped: int = 0) -> list[str]:
        """The words behind the cue up to the n-th, the first ``skipped`` left out."""
        return self.words[self.at + 1 + skipped : self.at + 1 + n]


def _speculates(cue: _Cue) -> bool:
    """Whether the cue puts a claim forward, rather than naming a month, a strength, a condition or a look."""
    if not _READER.isdisjoint((*cue.earlier(2), cue.after)):
        return False  # said to the reader: "you've probably heard", "you are likely to", "maybe you are"
    rule = _RULES.get(cue.words[cue.at])
    return rule is None or rule(cue)


def _modal(cue: _Cue) -> bool:
    """What holds for may, might and could alike."""
    if not cue.after[:1].isalpha() or cue.before in _FREE_TO:
        return False  # a name, a permission
    if not _CONDITION.isdisjoint(cue.earlier(_EARLIER)) or not _OPEN.isdisjoint(cue.earlier(3)):
        return False  # a condition, an open question
    if not _THOUGHT.isdisjoint(cue.later(2)):
        return False  # "one might wonder", "critics may well say": a way to say it
    if cue.after == "be" and (cue.then(2) in _SENSED or (cue.then(2) == "the" and _is_superlative(cue.then(3)))):
        return False  # "gunfire could be heard": it was; "he may be the best of them": an opinion
    if cue.after == "come" and cue.then(2) in _COMES_AS:
        return False  # "it may come as a surprise"
    if "much" in cue.earlier(4)[:-1]:
        return False  # "as much as they might dislike it": granted
    return cue.after not in _LOOKS and not (cue.after == "not" and cue.then(2) in _LOOKS)  # "it may seem odd": granted


def _granted(cue: _Cue) -> bool:
    """ "It may be slow, but": granted, to say something else."""
    return "but" in _clause_after(cue.words, cue.at) or not _GRANTING.isdisjoint(cue.earlier(_EARLIER))


def _may(cue: _Cue) -> bool:
    if cue.at == cue.first or (cue.capital and cue.before not in ".:;"):
        return False  # a wish, the month
    permitted = not _PERMITTED.isdisjoint(cue.later(4, skipped=1))  # "may not be reproduced"
    return not permitted and not _granted(cue) and _modal(cue)


def _might(cue: _Cue) -> bool:
    return cue.before not in _NO_SPECULATION_BEFORE and not _granted(cue) and _modal(cue)


def _could(cue: _Cue) -> bool:
    if cue.after in ("ever", "never") or cue.before in _PERSONS:
        return False  # "nobody could ever …"; "she could swim", "they could go further": able, or free to
    if "so" in cue.earlier(2) or "before" in cue.earlier(4):
        return False  # "so that they could", "before they could": an aim
    return cue.after not in _ABLE and cue.after != "have" and _modal(cue)


def _seems(cue: _Cue) -> bool:
    return cue.before not in _UNABLE and cue.after in ("to", "that", "likely", "unlikely", "as", "increasingly")


def _likely(cue: _Cue) -> bool:
    if cue.earlier(2) == ["the", "most"]:
        return False  # "the most likely course": weighed against others
    follows = cue.after[:1].isalpha() and cue.after not in ("voters", "voter", "to", "than", "on")
    return follows and cue.before not in _COMPARED


def _unlikely(cue: _Cue) -> bool:
    return cue.before in _JUDGED or cue.after in ("to", "that")


def _potentially(cue: _Cue) -> bool:
    return not cue.after.endswith(_ADJECTIVE)  # "potentially serious" says what kind of thing it is


def _perhaps(cue: _Cue) -> bool:
    """Maybe, perhaps, possibly, probably."""
    word = cue.words[cue.at]
    if cue.before in ("or", "can", "could") or cue.before in _UNABLE or cue.after in _ONCE:
        return False  # "nobody can possibly", "maybe once a year"
    if word != "probably" and not _ADVICE.isdisjoint(cue.later(5)):
        return False  # "perhaps it is time"
    if (word == "perhaps" and cue.after == "not") or cue.after[:1].isdigit():
        return False
    # "perhaps the dumbest debate" is an opinion, not a guess
    return cue.after not in _BEST and not (cue.after in ("the", "one") and _is_superlative(cue.then(2)))


def _suggests(cue: _Cue) -> bool:
    return cue.before not in _WHO_SUGGESTS and cue.after in _CONTENT_FOLLOWS


_RULES: Mapping[str, Callable[[_Cue], bool]] = {
    "may": _may,
    "might": _might,
    "could": _could,
    **dict.fromkeys(("appears", "appear", "appeared", "seems", "seem", "seemed"), _seems),
    "likely": _likely,
    "unlikely": _unlikely,
    "potentially": _potentially,
    **dict.fromkeys(("maybe", "perhaps", "possibly", "probably"), _perhaps),
    **dict.fromkeys(("suggests", "suggest", "suggesting"), _suggests),
}


def _is_superlative(word: str) -> bool:
    return word in _BEST or word.endswith("est")


def _clause_after(lower: list[str], i: int) -> list[str]:
    """The word after the first comma that follows token i within a dozen tokens."""
    following = lower[i : i + _LONGEST_CLAUSE]
    comma = following.index(",") + 1 if "," in following else len(following)
    return following[comma : comma + 1]


def _held(lower: list[str], first: int, i: int) -> bool:
    """Whether the cue at token i stands in what somebody holds: "the fear that", "seen as"."""
    for j in range(max(first, i - _LONGEST_CLAUSE), i - 1):
        if lower[j] in _HELD and "that" in lower[j + 1 : min(j + 4, i)]:
            return True
        if lower[j] in ("seen", "viewed", "regarded") and lower[j + 1] == "as":
            return True
    return False


def clause(text: Text, i: int) -> Span:
    """The cue at token i with the rest of its clause, up to a dozen tokens."""
    last = i
    end = int(text.sentence_token[text.token_sentence[i] + 1])
    while last + 1 < min(end, i + _LONGEST_CLAUSE) and text.tokens[last + 1] not in _CLAUSE_ENDS:
        last += 1
    while last > i and not text.is_word[last]:
        last -= 1
    return Span(int(text.token_start[i]), int(text.token_end[last]))


def speculations(document: Document, own: Bools) -> list[tuple[int, int]]:
    """(sentence, token) of the first cue in each sentence that speculates in the writer's own name.

    ``own``: (n_tokens,) the writer's own wording.
    """
    text, lower = document.text, document.text.lower
    found: list[tuple[int, int]] = []
    left = -1  # the last sentence that nothing is looked for in any more
    for i in text.where(_CUES):
        sentence = int(text.token_sentence[i])
        if not own[i] or document.is_reported(i) or sentence == left:
            continue
        first, end = text.sentence_token[sentence : sentence + 2].tolist()
        if text.tokens[end - 1] == "?" or gives_voice(lower[first:end]):
            left = sentence  # a question asks, and a source's doubts are the source's
        elif not _held(lower, first, i) and _speculates(_Cue(lower, i, first, bool(text.is_capital[i]))):
            left = sentence
            found.append((sentence, i))
    return found
