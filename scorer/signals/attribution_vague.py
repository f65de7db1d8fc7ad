"""Where a text leans on sources that nobody can check.

A source is *vague* when it is a generic plural or a passive with no name, organisation or number of
persons ("analysts say", "it is believed"): a reader has nowhere to ask. The Society of Professional
Journalists' code asks to "identify sources clearly"; Wikipedia's manual of style calls such wording
unsupported attribution. "Analysts at a named bank" and "five economists" can be checked and are not vague;
"officials said" and "sources said" are sources kept nameless, which is another matter (see ``scorer.sources``).

The word classes stand in ``lexicons/sources.txt`` and ``lexicons/vague_cues.txt``.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass

from scorer.signals.base import Document
from scorer.text import Text
from scorer.weights import load_classes


@dataclass(frozen=True, slots=True)
class VagueSource:
    """The place of a vague source and its cue, with the probability that it is one."""

    start: int
    end: int
    confidence: float


@functools.cache
def _triggers() -> frozenset[str]:
    """Words at which the search for a vague source starts."""
    heads = load_classes("sources")
    return heads["vague"] | heads["some"] | heads["people"] | heads["vague_writing"] | _BE


@functools.cache
def _participles() -> frozenset[str]:
    """Words of which one must follow soon after "is" to make it a trigger."""
    cues = load_classes("vague_cues")
    return cues["passive"] | cues["seen"]


@functools.cache
def _modifiers() -> frozenset[str]:
    heads = load_classes("sources")
    return heads["modifier"] | heads["some"]


@functools.cache
def _showing() -> frozenset[str]:
    """What writings do."""
    return load_classes("vague_cues")["show"] | {"suggest", "suggests", "suggested", "say", "claim", "swirl"}


_BE = frozenset(("is", "are", "was", "were", "been", "being", "be"))
_AUXILIARY = (
    frozenset(
        "have has had do does did will would could should can may might must also often still now already even "
        "never not long widely generally commonly increasingly broadly largely always sometimes both all".split()
    )
    | _BE
)
_ADJECTIVE = ("al", "ic", "ive", "ous", "ary", "ian", "ern", "ese", "ish", "ean", "-based")
_STOP_LEFT = frozenset(
    "the a an and or but nor of in on at by to for from with as than that which who whom whose if when while "
    "though although because since so yet it he she they we i you this these those is are was were be been has "
    "have had do does did will would could should can may might must not no into over under about after before "
    "between against during through what where why how there here say says said argue believe think".split()
)
_CHECKABLE_LEFT = frozenset(
    "both two three four five six seven eight nine ten eleven twelve dozen fifteen twenty thirty forty fifty hundred "
    "his her their its my our your these those".split()
)
_PLACED = frozenset(("at", "from", "with", "for", "of", "like", "including", "in"))
_MAY_FOLLOW = _AUXILIARY | _PLACED | {"on", "to", "who", ","}
_POLLED = frozenset("polled surveyed interviewed contacted quoted consulted cited named".split())
_COLLECTIVE = frozenset("panel group team committee board network consortium jury body coalition lot".split())
_COUNTED = frozenset("number majority plenty lots chorus range growing host array handful dozens scores".split())
_CLAUSE_OPENERS = frozenset("and but while though although as that because what than if where".split())
_RELATIVE = frozenset("who whom whose which that".split())
_OWNED = frozenset(("his", "her", "their", "its"))
_PRONOUNS = frozenset("i we you he she it they what".split())
_NOUN_FOLLOWS = frozenset("the a to of his her their its no and with for more even higher lower".split())
_ASIDES = frozenset("however though meanwhile too nevertheless nonetheless therefore".split())
_OPENING = frozenset(("“", '"', "''", "``"))
#: Once one of these has been spoken of, "researchers say" means those who wrote it.
_STUDY = frozenset("study trial research findings paper experiment experiments".split())
_ITS_AUTHORS = frozenset("researchers scientists investigators authors".split())
_CUE_ENDS = frozenset('.;:!?”“"()—–')
#: How often readers found a match of each pattern right: 100 flags on articles of seven corpora, the weak pattern
#: on fewer (docs/measured.md, "Read by eye").
_SURE, _LIKELY, _EVEN, _WEAK = 0.67, 0.7, 0.65, 0.25


def vague_sources(document: Document) -> list[VagueSource]:
    """Sources that nobody can check, in the body's own voice, in the order of the text.

    Each span runs from the source to its cue ("many legal experts now doubt"). Spans do not overlap.
    """
    text = document.text
    triggers, participles = _triggers(), _participles()
    own_voice = document.own_voice
    found: list[VagueSource] = []
    words = text.lower
    study = next(iter(text.where(_STUDY)), len(words))
    for i in text.where(triggers):
        if (words[i] in _BE and participles.isdisjoint(words[i + 1 : i + 6])) or not own_voice[i]:
            continue
        if document.is_reported(i) or _speaks_next(text, i):
            continue
        match = _Reader(document, i, study < i).match()
        if match is not None and (not found or match.start >= found[-1].end):
            found.append(match)
    return found


def _speaks_next(text: Text, i: int) -> bool:
    """Whether the sentence after that of token i is a quotation: whoever spoke is then given a voice, and mostly a
    name ("Doctors praised the plan. “It works,” said …")."""
    following = int(text.token_sentence[i]) + 1
    if following >= text.n_sentences or text.sentence_line[following] > text.sentence_line[following - 1] + 1:
        return False
    return text.tokens[text.sentence_token[following]] in _OPENING


class _Reader:
    """Reads the words around one trigger, within its sentence."""

    __slots__ = ("after_study", "at", "first", "head", "last", "text", "words")

    def __init__(self, document: Document, at: int, after_study: bool) -> None:
        self.text = document.text
        self.after_study = after_study
        self.at = at
        sentence = int(self.text.token_sentence[at])
        self.first = int(self.text.sentence_token[sentence])
        self.last = int(self.text.sentence_token[sentence + 1])
        self.words = self.text.lower
        self.head = self.words[at]

    def word(self, offset: int) -> str:
        at = self.at + offset
        return self.words[at] if self.first <= at < self.last else ""

    def match(self) -> VagueSource | None:
        heads = load_classes("sources")
        if "if" in self.words[max(self.first, self.at - 4) : self.at]:
            return None  # "if studies show": nobody is said to have said it
        if self.head in _BE:
            return self._impersonal()
        if self.head in heads["vague"]:
            return self._group()
        if self.head in heads["vague_writing"]:
            return self._writing()
        return self._some()

    def span(self, first: int, last: int, confidence: float) -> VagueSource:
        """Tokens first … last (included)."""
        return VagueSource(int(self.text.token_start[first]), int(self.text.token_end[last]), confidence)

    # -- "it is widely believed that", "is said to", "is seen as" ------------------------------------

    def _impersonal(self) -> VagueSource | None:
        cues = load_classes("vague_cues")
        i = self.at + 1
        stop = min(self.last, self.at + 6)
        while i < stop and (self.words[i] in _AUXILIARY or self.words[i].endswith("ly")):
            i += 1
        if i >= stop:
            return None
        participle, after = self.words[i], self.words[i + 1] if i + 1 < self.last else ""
        widely = any(w in ("widely", "commonly", "generally", "broadly") for w in self.words[self.at : i])
        if self.word(-1) == "it" or (self.word(-1) in ("has", "had", "also", "now") and self.word(-2) == "it"):
            start = self.at - 1 if self.word(-1) == "it" else self.at - 2
            if participle in cues["passive"] and (after == "that" or widely):
                return self.span(start, i, _EVEN if participle == "reported" else _SURE)
            if self.word(-2) == "let":
                return None  # "let it be said"
            if participle in cues["passive"] and after not in ("by", "to", "."):
                return self.span(start, i, _EVEN)
        if participle not in cues["passive"] and participle not in cues["seen"]:
            return None
        start = self.at
        if after == "by":
            return None  # the one who believes follows: the group's own trigger reads it
        if participle in cues["seen"]:
            return self.span(start, i, _EVEN) if widely and after in ("as", "to") else None
        if self.head in ("was", "were"):
            return None  # what people once thought is history, not a source
        if after == "to" and participle in ("believed", "said", "thought", "rumored", "rumoured", "reputed"):
            return self.span(start, i, _LIKELY if widely else _EVEN)
        return None

    # -- "many legal experts now doubt", "is seen by analysts as", "according to analysts" ------------

    def _group(self) -> VagueSource | None:
        start = self._left(self.at)
        if self._can_be_checked(start):
            return None
        before = self.words[start - 1] if start > self.first else ""
        weak = before in ("the", "these", "those") and self.head in load_classes("sources")["profession"]
        bare = start == self.at and self.head in _ITS_AUTHORS
        weak = weak or (bare and (self.after_study or self.word(1) in ("say", "said")))
        if self._beside_a_name(start):
            return None
        if before == "of" and start - 2 >= self.first:
            collective = self.words[start - 2]
            if collective in _COLLECTIVE:
                return None
            if collective in _COUNTED:
                start -= 2
        if before in ("the", "these", "those"):
            start -= 1
            before = self.words[start - 1] if start > self.first else ""
        return self._governed(start, before, weak)

    def _governed(self, start: int, before: str, weak: bool) -> VagueSource | None:
        """The group with the cue that stands before it, or else the one that follows."""
        heads, cues = load_classes("sources"), load_classes("vague_cues")
        earlier = self.words[max(self.first, start - 5) : start]
        sure = _WEAK if weak else _SURE
        if before == "to" and earlier[-2:-1] == ["according"]:
            return self.span(start - 2, self.at, sure)
        if before == "by" and len(earlier) > 1:
            for back, word in enumerate(reversed(earlier[:-1])):
                if word in cues["seen"] or word in cues["passive"] or (word in cues["say"] and word.endswith("ed")):
                    return self.span(start - 2 - back, self.at, sure)
            return None
        if before in ("say", "said", "says", "argue", "warn", "believe", "note", "contend", "claim"):
            previous = start - 2
            if previous < self.first or self.words[previous] in ",”\"'’":
                return self.span(start - 1, self.at, sure)
        if before in ("among", "some") and earlier[-2:-1] and earlier[-2] in ("belief", "consensus", "view", "fears"):
            return self.span(start - 2, self.at, sure)
        end = self._cue(cues["say"], 9)
        if end is None:
            return None
        near = end - self.at <= 3
        if self.head in heads["loose"] or (self.words[end] == "said" and self.head in heads["profession"]):
            sure = min(sure, _EVEN)
        if self.words[start] == "other" and before in ("and", "or"):
            sure = min(sure, _EVEN)  # after named ones
        if self.words[end] in ("see", "view", "call", "saw", "called", "felt", "feel", "find") and not near:
            return None
        return self.span(start, end, sure if near else min(sure, _LIKELY))

    # -- "some say", "many people believe" -----------------------------------------------------------

    def _some(self) -> VagueSource | None:
        heads, cues = load_classes("sources"), load_classes("vague_cues")
        start = self.at
        before = self.word(-1)
        if self.head in heads["people"]:
            if before not in ("some", "many", "most", "few", "other"):
                return None
            start -= 1
        elif before in ("the", "these", "those", "his", "her", "their", "of") or self.word(1) == "of":
            return None
        if start > self.first and self.words[start - 1].isalpha() and self.words[start - 1] not in _CLAUSE_OPENERS:
            return None
        if self._beside_a_name(start):
            return None
        end = self._cue(cues["say"], 3)
        if end is None:
            return None
        verb = self.words[end]
        if verb.endswith("s") or self.word(1) == "," or (self.head == "most" and end > self.at + 1):
            return None  # "most estimates", "some claims" are nouns; "some, I think" is an aside
        if self.head in heads["people"] and verb in ("tell", "suspect", "perceive", "know"):
            return None  # what people do, not what they are cited for
        if verb in ("call", "view", "question", "charge", "worry", "forecast", "doubt", "fear", "hope", "hopes"):
            following = self.words[end + 1] if end + 1 < self.last else ""
            if following in (".", ",", "of", "for"):
                return None
        return self.span(start, end, _EVEN if verb.endswith("d") else _LIKELY)

    # -- "Western intelligence reports suggest", "studies show" ----------------------------------------

    def _writing(self) -> VagueSource | None:
        heads = load_classes("sources")
        start = self._left(self.at)
        before = self.words[start - 1] if start > self.first else ""
        if self._can_be_checked(start) or before in ("the", "these", "those", "this", "our", "a", "'s"):
            return None
        earlier = self.words[start - 2] if start - 2 >= self.first else ""
        if before == "to" and earlier == "according" and self.head in ("reports", "accounts", "rumors", "rumours"):
            return self.span(start - 2, self.at, _LIKELY)
        end = self._cue(_showing(), 3)
        if end is None or (self.head in ("estimates", "statistics", "accounts") and start == self.at):
            return None
        if self.words[end] in heads["document"] and self.words[end] != "report":
            return None
        if self.head == "media" and before == "state":
            return None
        precise = self.head in (
            "media",
            "outlets",
            "research",
            "studies",
            "polls",
            "surveys",
            "statistics",
            "estimates",
        )
        return self.span(start, end, _EVEN if precise else _LIKELY)

    # -- shared ---------------------------------------------------------------------------------------

    def _left(self, head: int) -> int:
        """The first token of the noun phrase that ends with ``head``: at most three modifiers."""
        modifiers, region = _modifiers(), load_classes("sources")["region"]
        start = head
        while start > self.first and head - start < 3:
            word = self.words[start - 1]
            known = word in modifiers or word in region
            if not known and (word in _STOP_LEFT or not word.endswith(_ADJECTIVE)) and not self._name(start - 1):
                break
            start -= 1
        return start

    def _beside_a_name(self, start: int) -> bool:
        """ "Ada Marsh and other doctors", "Marsh and her supporters", "you and others": the first of them is known."""
        owned = self.words[max(self.first, start - 2) : start]
        if len(owned) == 2 and owned[0] == "and" and owned[1] in _OWNED and start - 3 >= self.first:
            return bool(self.text.is_capital[start - 3])
        at = start - (self.words[start - 1] == "other" and start > self.first)
        if self.words[at] not in ("other", "others") or at - 2 < self.first or self.words[at - 1] not in ("and", "or"):
            return False
        return self.words[at - 2] in _PRONOUNS or bool(self.text.is_capital[at - 2])

    def _name(self, i: int) -> bool:
        return bool(self.text.is_capital[i]) and i > self.first

    def _can_be_checked(self, start: int) -> bool:
        """Does the phrase give a number of persons, an owner, a place of work or a name?"""
        heads = load_classes("sources")
        region, profession = heads["region"], heads["profession"]
        modifiers = _modifiers()
        for i in range(max(self.first, min(start - 2, self.at - 4)), self.at):
            word = self.words[i]
            if word in ("both", "two", "three") or (i >= start - 1 and (word in _CHECKABLE_LEFT or word[0].isdigit())):
                if word in ("his", "her", "their", "its") and self.head not in profession:
                    continue  # "her critics"
                return True
            named = i > self.first or (self.head in profession and word not in modifiers)
            if i >= start and self.text.is_capital[i] and named and not _regional(word, region):
                return True
            if i >= start and word.endswith(("'s", "’s", "s'", "s’")) and self.head in profession:
                return True
        following = self.at + 1
        if following >= self.last:
            return False
        if self.text.is_capital[following] or self.words[following] in _POLLED:
            return True
        if self.words[following] == "," and self.word(2) in ("including", "such", "like", "led", "among"):
            return True
        if self.words[following] in _PLACED:
            for i in range(following + 1, min(following + 4, self.last)):
                if self.text.is_capital[i] and self.words[following] not in ("of", "in", "for"):
                    return True
                if self.text.is_capital[i] and self.head in profession and not _regional(self.words[i], region):
                    return True
        return self.words[following] == "who" and self.word(2) in ("spoke", "studied", "reviewed", "signed", "treated")

    def _cue(self, verbs: frozenset[str], within: int) -> int | None:
        """The token of the group's verb: past adverbs, a short complement or a relative clause."""
        start, relative = self.at + 1, False
        for i in range(start, min(start + within, self.last)):
            word, before = self.words[i], self.words[i - 1]
            if word in verbs and not (relative and i == start + 1):  # "experts who say …": the clause's verb
                passive = before in _BE or (before.endswith("ly") and self.words[i - 2] in _BE)
                if before not in _NOUN_FOLLOWS and passive == word.endswith("ing"):
                    return i
            elif word in _RELATIVE:
                relative = True
            elif self._ends_cue(i, relative) or (i == start and word not in _MAY_FOLLOW and not word.endswith("ly")):
                return None
        return None

    def _ends_cue(self, i: int, relative: bool) -> bool:
        word = self.words[i]
        if word == ",":
            return self.words[i - 1] not in _ASIDES and self.words[min(i + 1, self.last - 1)] not in _ASIDES
        return word in _CUE_ENDS or (word in _PRONOUNS and not relative)


def _regional(word: str, region: frozenset[str]) -> bool:
    return word in region or word.endswith(("ian", "ese", "ish", "ern", "ean", "can"))
