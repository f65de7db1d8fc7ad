"""Where the writer puts a claim forward as possible or likely, by a listed cue and the words around it.

The list is wide and the words around decide: "may" is a month, a permission, a condition or a guess. The rules come
from reading flags on real articles (docs/measured.md, "Read by eye").
"""

from __future__ import annotations

from scorer.signals.base import Document
from scorer.signals.reported import gives_voice
from scorer.text import Bools, Span, Text
from scorer.weights import load_lexicon

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


def _speculates(lower: list[str], i: int, first: int, capital: bool) -> bool:
    """Whether the listed cue at token i of the sentence from ``first`` puts a claim forward, rather than naming a
    month, a strength, a condition or a look."""
    word = lower[i]
    before = lower[i - 1] if i else ""
    after = lower[i + 1] if i + 1 < len(lower) else ""
    earlier = lower[max(first, i - _EARLIER) : i]
    if not _READER.isdisjoint((*lower[max(first, i - 2) : i], after)):
        return False  # said to the reader: "you've probably heard", "you are likely to", "maybe you are"
    if word in MODALS:
        if not after[:1].isalpha() or (word == "may" and capital and i > 0 and lower[i - 1] not in ".:;"):
            return False
        if (
            before in _FREE_TO
            or not _CONDITION.isdisjoint(earlier)
            or not _OPEN.isdisjoint(lower[max(first, i - 3) : i])
        ):
            return False  # a permission, a condition, or an open question
        if not _THOUGHT.isdisjoint(lower[i + 1 : i + 3]):
            return False  # "one might wonder", "critics may well say": a way to say it
        if after == "be" and not _SENSED.isdisjoint(lower[i + 2 : i + 3]):
            return False  # "gunfire could be heard": it was
        if after == "come" and not _COMES_AS.isdisjoint(lower[i + 2 : i + 3]):
            return False  # "it may come as a surprise"
        if after == "be" and lower[i + 2 : i + 3] == ["the"] and _is_superlative(lower[i + 3 : i + 4]):
            return False  # "he may be the best of them": an opinion
        if "much" in lower[max(first, i - 4) : i - 1]:
            return False  # "as much as they might dislike it": granted
        if after in _LOOKS or (after == "not" and i + 2 < len(lower) and lower[i + 2] in _LOOKS):
            return False  # "it may seem odd": the look is granted, not the thing
        if i == first and word == "may":
            return False  # the month, or a wish
        if word == "could" and (after in ("ever", "never") or before in _PERSONS):
            return False  # "nobody could ever …"; "she could swim", "they could go further": able, or free to
        if word == "could" and "so" in lower[max(first, i - 2) : i]:
            return False  # "so that they could": an aim
        if word != "could" and ("but" in _clause_after(lower, i) or not _GRANTING.isdisjoint(earlier)):
            return False  # "it may be slow, but": granted, to say something else
        if word == "might" and before in _NO_SPECULATION_BEFORE:
            return False
        if word == "may" and not _PERMITTED.isdisjoint(lower[i + 2 : i + 5]):
            return False  # "may not be reproduced"
        return word != "could" or not (after in _ABLE or after == "have" or "before" in lower[max(first, i - 4) : i])
    if word in ("appears", "appear", "appeared", "seems", "seem", "seemed"):
        return before not in _UNABLE and after in ("to", "that", "likely", "unlikely", "as", "increasingly")
    if word == "likely":
        if before == "most" and lower[max(first, i - 2) : i - 1] == ["the"]:
            return False  # "the most likely course": weighed against others
        return before not in _COMPARED and after[:1].isalpha() and after not in ("voters", "voter", "to", "than", "on")
    if word == "unlikely":
        return before in _JUDGED or after in ("to", "that")
    if word == "potentially":
        return not after.endswith(_ADJECTIVE)  # "potentially serious" says what kind of thing it is
    if word in ("maybe", "perhaps", "possibly", "probably"):
        rest = lower[i + 2] if i + 2 < len(lower) else ""
        if before == "or" or after in _ONCE or before in _UNABLE or before in ("can", "could"):
            return False  # "nobody can possibly", "maybe once a year"
        if word != "probably" and not _ADVICE.isdisjoint(lower[i + 1 : i + 6]):
            return False  # "perhaps it is time"
        if word == "perhaps" and after == "not":
            return False
        superlative = after in _BEST or (after in ("the", "one") and _is_superlative([rest]))
        return not after[:1].isdigit() and not superlative  # "perhaps the dumbest debate" is an opinion, not a guess
    if word in ("suggests", "suggest", "suggesting"):
        return before not in _WHO_SUGGESTS and after in _CONTENT_FOLLOWS
    return True


def _is_superlative(words: list[str]) -> bool:
    return any(word in _BEST or word.endswith("est") for word in words)


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
        elif not _held(lower, first, i) and _speculates(lower, i, first, bool(text.is_capital[i])):
            left = sentence
            found.append((sentence, i))
    return found
