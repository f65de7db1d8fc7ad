"""The end of a stub: a count of what was cut, dots, or a link to the rest. Used by :mod:`.truncated`."""

from __future__ import annotations

import re

from scorer.signals.junk.limits import STUB_LIMITS
from scorer.signals.junk.page import Hit, Page
from scorer.text.late import late

_OPEN = r"(?:…|\.{3,4}|&hellip;|&#8230;|&#x2026;)"
_NUMBER = r"(?P<count>\d{1,3}(?:[,. ]\d{3})+|\d{1,7})"
#: "… [+2310 chars]", "(1,204 more words)", "[truncated, 900 characters]".
_COUNTED = late(
    rf"{_OPEN}?\s{{0,3}}[\[({{<]\s?(?:(?:truncated|cut|trimmed|plus|another"
    rf"|and)[,:;\s]{{1,3}})?\+?\s?{_NUMBER}\s?\+?\s?"
    r"(?:more\s|further\s|additional\s|remaining\s)?(?P<unit>chars?|characters?|words?|letters|symbols|bytes|tokens)"
    r"(?:\s(?:more|left|remaining|truncated|omitted|cut|follow))?\s?[\])}>][\s.…]{0,3}$",
    re.I,
)
_THING = (
    r"(?:article|story|post|text|report|piece|interview|column|review|entry|feature|release|item|version|news|coverage"
    r"|dispatch|blog|obituary|analysis|details|thing)"
)
_WHOLE = r"(?:full|rest|whole|entire|complete|original|remainder|remaining)"
_REST = (
    rf"(?:(?:the|this|our|their|her|his|its)\s)?(?:{_WHOLE}(?:[\s-](?:of\s(?:the|this|our|it|her"
    rf"|his)\s)?(?:[\w’'-]+\s)?"
    rf"{_THING}|\sof\s(?:it|this|that)|\s(?:here|there|at|on))|{_THING}\s(?:in\s(?:full|its\sentirety)|here|on\s|at\s))"
)
_VERB = r"(?:read|see|view|continue|finish|find|get|open|visit|load|show|expand|watch)"
_AWAY = r"(?:here|below|above|through|this\slink|the\slink|the\stitle|the\sheadline|the\sbutton)"
#: A link to the rest, from where it begins to the end of its line.
_LINK = late(
    rf"(?:{_OPEN}\s{{0,2}}|[\[(»>→•*–—-]\s{{0,2}}){{0,3}}"
    r"(?:"
    rf"(?:to\s{_VERB}\s{_REST}|for\s(?:the\s)?{_WHOLE}\s{_THING})[^\n]{{0,60}}"
    rf"|(?:please\s)?(?:click|tap|press|go|follow|head|log\son)\s(?:on\s|to\s|over\s)?(?:{_AWAY}"
    rf"|\S{{2,40}})\s(?:for|to)\s"
    rf"(?:{_VERB}\s)?(?:more|on|reading|{_REST}|the\s{_WHOLE}\s{_THING})[^\n]{{0,40}}"
    rf"|(?:{_VERB}\s)(?:reading\s)?{_REST}[^\n]{{0,50}}"
    rf"|(?:click|tap)\s(?:here\s)?to\s(?:continue\sreading|{_VERB}\s(?:more|on|{_REST}|the\s{_WHOLE}))[^\n]{{0,40}}"
    rf"|continue\sto\s(?:the\s|our\s)?(?:{_THING}|site|website)"
    r"|more\s?:\s?(?:https?:|www\.)\S{3,120}"
    rf"|{_VERB}\s(?:the\s)?original(?:\s{_THING}|\ssource)?"
    r"|read\s(?:more|on)(?!\s(?:than|of|books?|about\show))(?:\s(?:at|on|here|in|from|via"
    r"|about)\b[^\n:]{0,50})?(?!\s?:)"
    r"|(?:continue|keep|carry\son)\sreading(?:[^\n]{0,60})?"
    rf"|(?:the\s)?{_WHOLE}\s{_THING}(?:\s(?:here|at|on|via|in|is\s(?:at|on|in|available)|can\sbe\s(?:read|found))\b[^\n]{{0,50}}"
    rf"|\s?[:»>→][^\n]{{0,90}})"
    r"|(?:the\s)?(?:story|article|text|report)\scontinues\s(?:on|at|in|over|after|below|here|next)\b[^\n]{0,40}"
    r"|continue[sd]?\s(?:on|in|at|over|to)\s(?:the\s)?(?:page|next|page\sa?\d|our|site|web|back|inside)[^\n]{0,40}"
    r"|(?:show|load|see|view|expand|more|\(more\)|-\s?more\s?-|continued|to\sbe\scontinued)(?:\smore|\sfull\stext)?"
    r")"
    r"[\s\])».>→…:-]{0,5}$",
    re.I,
)
_BARE = frozenset("show load see view expand".split())
#: What a feed puts below an excerpt: "The post … appeared first on …".
_FEED = late(
    r"(?:the\s(?:post|article|entry|story)\s|this\s(?:post|article|entry|story)\s)?[^\n]{0,160}?"
    r"\b(?:appeared\sfirst|first\sappeared)\s(?:on|at|in)\s",
    re.I,
)
_DOTS = late(rf"[\[(]?\s?{_OPEN}\s?[\])]?[\s\"”’']{{0,2}}$")
_BRACKETED = late(rf"[\[(]\s?{_OPEN}\s?[\])]$")
#: Dots, and what a button or a feed says behind them: "… Read it all", "… <more>".
_SAID = late(
    rf"{_OPEN}[\s\xa0]{{0,3}}(?:[<\[({{»>→*-]{{1,2}}\s?\w|[A-Z])[\w’']{{0,14}}(?:\s[\w’']{{1,14}}){{0,5}}\s?[>\])}}»→*]{{0,2}}$"
)
#: Dots, and in brackets why the rest is not there.
_REMARKED = late(rf"{_OPEN}\s?[\[(](?![\])])[^\[\]()\n]{{3,60}}[\])][\s.]{{0,2}}$")
_ENDED = late(r"[.!?…][\"”’'»)\]]*$")
_LINK_CUES = (
    "read",
    "contin",
    "click",
    "tap ",
    "more",
    "full",
    "rest",
    "go to",
    "complete",
    "whole",
    "entire",
    "remain",
    "original",
)
#: A link that speaks of a rest; "read more" alone may lead to anything.
_EXCERPT = late(r"\b(?:excerpt|extract|preview|summary)\b", re.I)
_SURE_LINK = late(rf"\b(?!original){_WHOLE}\b|\b(?:contin\w+|click|tap)\b", re.I)


def find_stub(page: Page, last: int) -> Hit | None:
    """The stub's end at line ``last``, the last line of prose, or in the lines below it; ``amount`` is the share of
    the article that is missing."""
    if last < 0:
        return None
    counted = _counted(page, last)
    if counted is not None:
        return counted
    text = page.text
    line = page.lines[last]
    link = _link_in(page, last)
    words = int(page.line_words[: last + 1].sum())
    if link is not None:
        end_line, at = link
        before = page.lines[end_line][:at].rstrip() or line
        dotted = bool(_DOTS.search(before))
        open_end = dotted or _ENDED.search(before) is None
        start = int(text.line_start[end_line]) + at
        end = int(text.line_end[end_line])
        if open_end:
            start = min(start, _sentence_start(page, last, start))
            missing = min(STUB_LIMITS.most, max(STUB_LIMITS.least, 1.0 - words / STUB_LIMITS.usual_words))
            return Hit(start, end, 0.9, "The text breaks off and points elsewhere.", amount=missing)
        sure = _SURE_LINK.search(page.lines[end_line], at) or _EXCERPT.search(page.lines[end_line][:at])
        missing = min(STUB_LIMITS.least, 1.0 - words / (STUB_LIMITS.long_enough if sure else STUB_LIMITS.short))
        if missing < STUB_LIMITS.trifle:
            return None  # a whole article, as far as one can see, and a line of its page
        return Hit(start, end, 0.6, "A link to the rest stands where the text ends.", amount=missing)
    if any(_FEED.match(page.lines[n]) for n in range(last, len(page.lines))):
        above = page.lines[last] if not _FEED.match(page.lines[last]) else page.lines[last - 1] if last else ""
        n = last if above is page.lines[last] else last - 1
        if above and above[-1] != ":" and (_DOTS.search(above) or _ENDED.search(above) is None):
            end = int(text.line_end[len(page.lines) - 1])
            start = _sentence_start(page, n, int(text.line_end[n]) - 1)
            missing = min(STUB_LIMITS.most, max(STUB_LIMITS.least, 1.0 - words / STUB_LIMITS.usual_words))
            return Hit(start, end, 0.9, "An excerpt, as a feed gives it.", amount=missing)
        return None
    bracketed = _BRACKETED.search(line) or _REMARKED.search(line[-90:]) or _SAID.search(line[-90:])
    at = len(line) - len(bracketed.string) + bracketed.start() if bracketed else 0
    if at and not _ENDED.search(line[:at].rstrip()):
        start = _sentence_start(page, last, int(text.line_end[last]) - 1)
        missing = min(STUB_LIMITS.most, max(STUB_LIMITS.least, 1.0 - words / STUB_LIMITS.usual_words))
        return Hit(
            start, int(text.line_end[last]), 0.85, "The text ends in dots that stand for the rest.", amount=missing
        )
    return None


def _counted(page: Page, last: int) -> Hit | None:
    """A count of what was cut, at the end of one of the last lines."""
    text = page.text
    for n in range(len(page.lines) - 1, max(last - 1, len(page.lines) - 4), -1):
        line = page.lines[n]
        found = _COUNTED.search(line, max(0, len(line) - 80)) if line[-1] in "]})>.… " else None
        if found is None:
            continue
        count = float(re.sub(r"\D", "", found["count"]))
        unit = STUB_LIMITS.characters_per_word if found["unit"].lower()[0] in "wt" else 1.0
        there = max(1, int(text.line_end[n]))
        missing = min(0.97, max(STUB_LIMITS.least, count * unit / (count * unit + there)))
        line_start = int(text.line_start[n])
        start = _sentence_start(page, n, line_start + found.start())
        if line[: found.start()].strip() == "" and n > 0:
            start = line_start
        return Hit(start, int(text.line_end[n]), 0.97, f"The text is cut off: {found['count']} more.", amount=missing)
    return None


def _link_in(page: Page, last: int) -> tuple[int, int] | None:
    """The line of a link to the rest and where in the line it begins: a line of its own below the last prose line, or
    the end of that line."""
    for n in range(last + 1, min(len(page.lines), last + 1 + STUB_LIMITS.tail_lines)):
        line = page.lines[n]
        if page.line_words[n] <= STUB_LIMITS.longest_link and _cue(line):
            found = _LINK.match(line)
            if found and found.group().strip(" .…").lower() not in _BARE:
                return n, 0
            for at in _starts(line, 0):  # "This is an excerpt. Read the whole report here."
                if _LINK.match(line, at):
                    return n, at
        if _cue(line[-120:]) and n == len(page.lines) - 1:
            for at in _starts(line, max(0, len(line) - 120)):
                if _DOTS.search(line[:at].rstrip()) and _LINK.match(line, at):
                    return n, at
    line = page.lines[last]
    begin = max(0, len(line) - 120)
    if not _cue(line[begin:]):
        return None
    for at in _starts(line, begin):
        found = _LINK.match(line, at)
        if found and found.group().strip(" .…").lower() not in _BARE | {"more", "continued"}:
            return last, at
    return None


def is_link(line: str) -> bool:
    """Whether a short line is a link to the rest of an article, or to the page it is from."""
    return _cue(line) and _LINK.fullmatch(line) is not None


def _cue(line: str) -> bool:
    lowered = line.lower()
    return any(cue in lowered for cue in _LINK_CUES)


#: Where in a line a link may begin: after the end of a sentence, dots or a bracket, or glued to the word before.
_START = late(
    r"(?<=[.!?…\])\"”’'»]\s)(?=\S)|(?<=[…\].])(?=[A-Z\[(])|(?<=[a-z])(?=(?:Read|Continue|Click)\b)|(?=[…\[(]|\.\.\.)"
)


def _starts(line: str, begin: int) -> list[int]:
    return [m.start() for m in _START.finditer(line, begin)]


def _sentence_start(page: Page, n: int, offset: int) -> int:
    """Where the sentence at an offset of line ``n`` begins."""
    text = page.text
    index = int(text.sentence_start.searchsorted(offset, side="right")) - 1
    return max(int(text.line_start[n]), int(text.sentence_start[max(0, index)]))
