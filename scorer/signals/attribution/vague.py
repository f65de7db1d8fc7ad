"""Where a text leans on vague sources.

A source is *vague* when it is a generic plural or a passive with no name, organisation or number of
persons ("analysts say", "it is believed"): a reader has nowhere to ask. The Society of Professional
Journalists' code asks to "identify sources clearly"; Wikipedia's manual of style calls such wording
unsupported attribution. "Analysts at a named bank" and "five economists" can be checked and are not vague;
"officials said" and "sources said" are sources left unnamed, which is another matter (see
``scorer.signals.attribution.speakers``).

The word classes are in ``lexicons/sources.txt`` and ``lexicons/vague_cues.txt``.
"""

from __future__ import annotations

import functools

from scorer.model.store import load_classes
from scorer.signals.attribution.limits import ATTRIBUTION_LIMITS
from scorer.signals.attribution.noun_phrase import PLACED, PRONOUNS, STUDY, Phrase
from scorer.signals.base import Document
from scorer.signals.patterns import Place, Table, load_table
from scorer.text import Text
from scorer.types import record


@record
class VagueSource:
    """The place of a vague source and its cue, with the probability that it is one."""

    start: int
    end: int
    confidence: float


_CUES = load_classes("vague_cues")
_BE = _CUES["be"]
_MAY_FOLLOW = _CUES["auxiliary"] | PLACED | {"on", "to", "who", ","}
_NAMING = _CUES["relative"] | {"what"}
_ARTICLES = frozenset(("a", "an", "no"))
_OPENING = frozenset(("“", '"', "''", "``"))


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
def _showing() -> frozenset[str]:
    """What writings do."""
    return load_classes("vague_cues")["show"] | {"suggest", "suggests", "suggested", "say", "claim", "swirl"}


_CUE_ENDS = frozenset('.;:!?”“"()—–')


def vague_sources(document: Document) -> list[VagueSource]:
    """Vague sources, in the body's own voice, in the order of the text.

    Each span runs from the source to its cue ("many legal experts now doubt"). Spans do not overlap.
    """
    text = document.text
    triggers, participles = _triggers(), _participles()
    own_voice = document.own_voice
    found: list[VagueSource] = []
    words = text.lower
    study = next(iter(text.where(STUDY)), len(words))
    for i in text.where(triggers):
        if (words[i] in _BE and participles.isdisjoint(words[i + 1 : i + 6])) or not own_voice[i]:
            continue
        if document.is_reported(i) or _asks(text, i) or _speaks_next(text, i) or _named_next(text, i):
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


def _asks(text: Text, i: int) -> bool:
    """Whether the sentence of token i is a question."""
    return text.tokens[int(text.sentence_token[text.token_sentence[i] + 1]) - 1] == "?"


def _named_next(text: Text, i: int) -> bool:
    """Whether a sentence that follows says by name who it is: the next of the paragraph ("… said Ana Ruiz"), or one of
    the next few where the vague source is in the article's lead, which sums up what it goes on to report."""
    sentence = int(text.token_sentence[i])
    reach = ATTRIBUTION_LIMITS.vague_lead_reach if sentence < ATTRIBUTION_LIMITS.vague_lead else 1
    for following in range(sentence + 1, min(sentence + 1 + reach, text.n_sentences)):
        if reach == 1 and text.sentence_line[following] != text.sentence_line[sentence]:
            return False
        if _says_by_name(text, *text.sentence_token[following : following + 2].tolist()):
            return True
    return False


def _says_by_name(text: Text, first: int, last: int) -> bool:
    """Whether somebody with a name of two words or more speaks in the sentence of tokens first … last - 1."""
    capital = text.is_capital
    for k in range(first, last):
        if text.lower[k] not in _CUES["naming_verb"]:
            continue
        if k + 2 < last and capital[k + 1] and capital[k + 2]:
            return True
        low = max(first, k - ATTRIBUTION_LIMITS.vague_name_reach)
        if any(capital[j] and capital[j + 1] and text.lower[j] not in _CUES["opener"] for j in range(low, k - 1)):
            return True
    return False


@functools.cache
def impersonal_table() -> Table:
    """The patterns of statements put down to nobody: "it is widely believed that", "is said to", "is seen as"."""
    return load_table("vague_sources", "vague_cues")


def _impersonal(text: Text, at: int, first: int, end: int) -> VagueSource | None:
    """What the first row that matches finds: from "it", or else the form of be, to the participle."""
    table = impersonal_table()
    place = Place(text, at, first, end)
    row = table.first_match(place)
    if row is None or not row.confidence:
        return None
    start = at
    if "from" in row.options:
        start = at - 1 if text.lower[at - 1] == row.options["from"] else at - 2
    participles = table.words["passive"] | table.words["seen"]
    last = next(i for i in range(at + 1, end) if text.lower[i] in participles)
    return VagueSource(int(text.token_start[start]), int(text.token_end[last]), row.confidence)


class _Reader(Phrase):
    """Reads what the words around one trigger say of it."""

    __slots__ = ()

    def match(self) -> VagueSource | None:
        heads = load_classes("sources")
        if "if" in self.words[max(self.first, self.at - 4) : self.at]:
            return None  # "if studies show": nobody is said to have said it
        if self.head in _BE:
            return _impersonal(self.text, self.at, self.first, self.last)
        if self.head in heads["vague"]:
            return self._group()
        if self.head in heads["vague_writing"]:
            return self._writing()
        return self._some()

    def span(self, first: int, last: int, confidence: float) -> VagueSource:
        """Tokens first … last (included)."""
        return VagueSource(int(self.text.token_start[first]), int(self.text.token_end[last]), confidence)

    # -- "many legal experts now doubt", "is seen by analysts as", "according to analysts" ------------

    def _group(self) -> VagueSource | None:
        start = self.left(self.at)
        if self.can_be_checked(start):
            return None
        before = self.before(start)
        weak = before in ("the", "these", "those") and self.head in load_classes("sources")["profession"]
        bare = start == self.at and self.head in _CUES["its_authors"]
        weak = weak or (bare and (self.after_study or self.word(1) in ("say", "said")))
        if self.is_beside_a_name(start):
            return None
        if before == "of" and start - 2 >= self.first:
            collective = self.words[start - 2]
            if collective in _CUES["collective"]:
                return None
            if collective in _CUES["counted"]:
                start -= 2
        if before in ("the", "these", "those"):
            start -= 1
            before = self.before(start)
        return self._governed(start, before, weak)

    def _governed(self, start: int, before: str, weak: bool) -> VagueSource | None:
        """The group with the cue that is before it, or else the one that follows."""
        heads, cues = load_classes("sources"), load_classes("vague_cues")
        earlier = self.words[max(self.first, start - 5) : start]
        sure = ATTRIBUTION_LIMITS.vague_weak if weak else ATTRIBUTION_LIMITS.vague_sure
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
        if end is None or self._names_things(start, end) or self._told_on_a_day(end):
            return None
        near = end - self.at <= 3
        if self.head in heads["loose"] or (self.words[end] == "said" and self.head in heads["profession"]):
            sure = min(sure, ATTRIBUTION_LIMITS.vague_even)
        if self.words[start] == "other" and before in ("and", "or"):
            sure = min(sure, ATTRIBUTION_LIMITS.vague_even)  # after named ones
        if self.words[end] in ("see", "view", "call", "saw", "called", "felt", "feel", "find") and not near:
            return None
        return self.span(start, end, sure if near else min(sure, ATTRIBUTION_LIMITS.vague_likely))

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
        before = self.before(start)
        if before.isalpha() and before not in _CUES["opener"] and before != "which":
            return None
        if self.is_beside_a_name(start):
            return None
        end = self._cue(cues["say"], 3)
        if end is None or (before == "which" and self.words[end] not in cues["claim"]):
            return None  # "which some call a folly": a name for a thing, and nobody's claim
        verb = self.words[end]
        if verb.endswith("s") or self.word(1) == "," or (self.head == "most" and end > self.at + 1):
            return None  # "most estimates", "some claims" are nouns; "some, I think" is an aside
        if (self.head == "most" and verb.endswith("ed")) or (self.head == "few" and self.word(1) == "would"):
            return None  # "the most pointed"; "few would argue": nobody does
        if self.head in heads["people"] and verb in ("tell", "suspect", "perceive", "know"):
            return None  # what people do, not what they are cited for
        if verb in ("call", "view", "question", "charge", "worry", "forecast", "doubt", "fear", "hope", "hopes"):
            following = self.words[end + 1] if end + 1 < self.last else ""
            if following in (".", ",", "of", "for"):
                return None
        return self.span(
            start, end, ATTRIBUTION_LIMITS.vague_even if verb.endswith("d") else ATTRIBUTION_LIMITS.vague_likely
        )

    # -- "Western intelligence reports suggest", "studies show" ----------------------------------------

    def _writing(self) -> VagueSource | None:
        heads = load_classes("sources")
        start = self.left(self.at)
        before = self.before(start)
        if self.can_be_checked(start) or before in ("the", "these", "those", "this", "our", "a", "'s", "same", "of"):
            return None
        if self.word(-1) == "new" and self.head == "research":
            return None  # what the article goes on to report
        if "no" in self.words[max(self.first, start - 4) : start]:
            return None  # "no large studies"
        if self.text.is_capital[self.at] and self.at > self.first:
            return None  # a part of a name: "Sedge Media reported"
        earlier = self.words[start - 2] if start - 2 >= self.first else ""
        if before == "to" and earlier == "according" and self.head in ("reports", "accounts", "rumors", "rumours"):
            return self.span(start - 2, self.at, ATTRIBUTION_LIMITS.vague_likely)
        end = self._cue(_showing(), 3)
        if end is None or (self.head in ("estimates", "statistics", "accounts") and start == self.at):
            return None
        if "journal" in self.words[end : min(end + 6, self.last)]:
            return None  # where it was published can be looked up
        if self.words[end] in heads["document"] and self.words[end] != "report":
            return None
        if self.head == "media" and self.word(-1) in ("state", "social"):
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
        return self.span(start, end, ATTRIBUTION_LIMITS.vague_even if precise else ATTRIBUTION_LIMITS.vague_likely)

    # -- shared ---------------------------------------------------------------------------------------

    def _names_things(self, start: int, end: int) -> bool:
        """ "which doctors call a stent": a name for a thing, and nobody's claim."""
        return self.words[end].startswith("call") and self.before(start) in _NAMING

    def _told_on_a_day(self, end: int) -> bool:
        """ "experts said on Tuesday": the news itself, whose source is named further down."""
        said = self.words[end] in ("said", "reported", "announced", "warned")
        days = load_classes("sources")["calendar"]
        return said and not days.isdisjoint(self.words[end + 1 : min(end + 3, self.last)])

    def _cue(self, verbs: frozenset[str], within: int) -> int | None:
        """The token of the group's verb: past adverbs, a short complement or a relative clause."""
        start, relative = self.at + 1, False
        for i in range(start, min(start + within, self.last)):
            word, before = self.words[i], self.words[i - 1]
            if word in verbs and not (relative and i == start + 1):  # "experts who say …": the clause's verb
                if before in PRONOUNS:
                    return None  # "for the race that she says"
                if word.endswith("s") and not word.endswith("ss") and self.head.endswith("s"):
                    continue  # "experts had mixed views": no verb of theirs
                passive = before in _BE or (before.endswith("ly") and self.words[i - 2] in _BE)
                noun = before in _CUES["noun_follows"] or (self.words[i - 2] in _ARTICLES and not before.endswith("ly"))
                if not noun and passive == word.endswith("ing"):
                    return i
            elif word in _CUES["relative"]:
                relative = True
            elif self._ends_cue(i, relative) or (i == start and word not in _MAY_FOLLOW and not word.endswith("ly")):
                return None
        return None

    def _ends_cue(self, i: int, relative: bool) -> bool:
        word = self.words[i]
        if word == ",":
            return (
                self.words[i - 1] not in _CUES["aside"] and self.words[min(i + 1, self.last - 1)] not in _CUES["aside"]
            )
        return word in _CUE_ENDS or (word in PRONOUNS and not relative)
