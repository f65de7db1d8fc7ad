"""Where sentences end: a scan for closing marks that knows abbreviations, initials and quotation marks.

Every pattern consumes at least one character a match and has no nested repetition, so the scan is linear.
"""

from __future__ import annotations

import re

from scorer.text.word_classes import (
    ARTICLES,
    COORDINATORS,
    DEMONSTRATIVES,
    DO,
    HAVE,
    MONTH_ABBREVIATIONS,
    MONTHS,
    SUBJECT_PRONOUNS,
    TENSED_BE,
    THIRD_PERSON_POSSESSIVES,
    WEEKDAY_ABBREVIATIONS,
    WEEKDAYS,
)

#: Begins only where a run of marks begins and never gives back, so a million full stops are read once.
_BOUNDARY = re.compile(r"[.!?…](?<![.!?…].)[.!?…]*+[\"”’'»)\]]*+(?=\s)", re.DOTALL)

#: Abbreviations in lower case, without their last stop. After these a sentence goes on:
_TITLES = frozenset(
    "mr mrs ms dr prof rev hon rt gen col lt capt cpt sgt cpl maj cmdr adm brig supt supdt insp det sen rep gov pres "
    "cllr messrs mmes fr shri smt sri adv er dy jt addl asst spl exec distt govt vs v viz e.g i.e cf approx ca op "
    "pvt pte pfc".split()
)
#: after these where a number follows,
_NUMBERED = frozenset(
    "no nos fig figs vol vols p pp art arts sec secs ch para paras cl reg rs re tk ref tel ext".split()
)
#: after these, and after letters with stops (U.S., M.P.), unless a word follows that opens sentences,
_COMPANIES = frozenset("inc corp co ltd llc plc bros jr sr st ave blvd rd dept assn univ est mt ft al".split())
#: and after these too, if they are written with a capital.
_PLACES_AND_DAYS = (
    MONTH_ABBREVIATIONS
    | WEEKDAY_ABBREVIATIONS
    | frozenset(
        "tues thur thurs ala ariz ark calif colo conn del fla ga ill ind kan ky md mass mich minn miss mont "
        "neb nev okla ore pa tenn tex va vt wash wis wyo".split()
    )
)
#: All of them; after no other word without a stop in it does a sentence go on.
ABBREVIATIONS = _TITLES | _NUMBERED | _COMPANIES | _PLACES_AND_DAYS
_LETTERS = re.compile(r"[a-z](?:\.[a-z])+")
#: What follows a time of day: "9 a.m. Monday", "9 a.m. EST".
_AFTER_TIME = (
    MONTHS
    | MONTH_ABBREVIATIONS
    | WEEKDAYS
    | WEEKDAY_ABBREVIATIONS
    | frozenset(
        "tues thurs eastern central mountain pacific gmt utc bst est edt et cst cdt ct mst mdt mt pst pdt pt "
        "ist cet aest".split()
    )
)
#: Words that open sentences far more often than names.
_SENTENCE_WORDS = (
    SUBJECT_PRONOUNS
    | DEMONSTRATIVES
    | THIRD_PERSON_POSSESSIVES
    | TENSED_BE
    | ARTICLES
    | HAVE
    | DO
    | COORDINATORS
    | frozenset(
        "in on at so there here our my when while if as after before since because although though for from "
        "with by to not no nor yet however meanwhile also both some many most all each one another such what "
        "who why how where then now still even more about according instead later earlier during under over "
        "until once unlike despite".split()
    )
)
_NEXT_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?\.?")
#: What may open a word within white space.
_WORD_OPENERS = "(\"“‘'["
#: What may open a sentence but is no word.
_SENTENCE_OPENERS = "\"“‘'«([—–-*•"
#: A question mark that stands for a lost quotation mark follows a comma: "?So it is,? she said".
_LOST = "?"


def sentences_within(raw: str, start: int, end: int) -> list[tuple[int, int]]:
    """The sentences of the line [start, end): a boundary scan that knows abbreviations and initials."""
    out = []
    begin = start
    for match in _BOUNDARY.finditer(raw, start, end):
        stop = match.end()
        follow = stop
        while follow < end and raw[follow].isspace():
            follow += 1
        if follow < end and not ends_sentence(raw, begin, match.start(), stop, follow):
            continue
        out.append((begin, stop))
        begin = follow
        if begin >= end:
            break
    if begin < end:
        out.append((begin, end))
    return out


def ends_sentence(raw: str, begin: int, mark: int, stop: int, follow: int) -> bool:
    """Whether the marks [mark, stop) end the sentence from ``begin``, where ``follow`` is what comes next."""
    following = raw[follow]
    if following.islower() or (raw[mark] == _LOST and mark and raw[mark - 1] == ","):
        return False
    if raw[mark] != "." or stop - mark > 1:
        return True
    before = raw[max(begin, mark - 20) : mark]
    if not before or before[-1].isspace():
        return True
    last = before.split()[-1]
    for opener in _WORD_OPENERS:
        if opener in last:
            last = last.rpartition(opener)[2]
    word = last.lower()
    if word in _TITLES:
        return False
    if word in _NUMBERED:
        return not following.isdigit()
    if word in _COMPANIES or (word in _PLACES_AND_DAYS and last[:1].isupper()):
        return _opens_sentence(raw, follow)
    if len(word) == 1 and last.isupper():
        return _opens_sentence(raw, follow)  # an initial: J. Edgar
    if _LETTERS.fullmatch(word):
        return _opens_sentence(raw, follow, after_time=word in ("a.m", "p.m"))
    return True


def _opens_sentence(raw: str, start: int, *, after_time: bool = False) -> bool:
    """Whether what is at ``start`` opens a sentence after a stop that may belong to an abbreviation."""
    if raw[start] in _SENTENCE_OPENERS:
        return True
    match = _NEXT_WORD.match(raw, start, start + 30)
    if match is None:
        return False
    word = match.group().lower()
    if after_time:
        return word.rstrip(".") not in _AFTER_TIME
    return word in _SENTENCE_WORDS


def is_abbreviation(word: str) -> bool:
    """Whether a word, given without its last stop, is known as an abbreviation."""
    lower = word.lower()
    return (
        lower in _TITLES
        or lower in _NUMBERED
        or lower in _COMPANIES
        or (lower in _PLACES_AND_DAYS and word[:1].isupper())
        or _LETTERS.fullmatch(lower) is not None
    )
