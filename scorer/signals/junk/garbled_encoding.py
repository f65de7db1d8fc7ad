"""Mojibake, control characters, and HTML that was left in the text."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence

from scorer.signals.base import Example, FlagKind
from scorer.signals.junk.limits import GARBLED_LIMITS
from scorer.signals.junk.page import Hit, Page, Place
from scorer.text.late import late
from scorer.types import Severity, Span

KIND = FlagKind(
    id="junk.garbled_encoding",
    severity="medium",
    shows="mojibake, control characters, HTML entities left in",
    why="Characters were lost or read in the wrong encoding: the text is not what its writer wrote.",
    source="ftfy (Speer 2019), whose table of bad pairs is used: how UTF-8 looks when it is read in another encoding",
)

#: What no reading of UTF-8 in another encoding explains: lost characters and control characters.
_LOST = late(r"\ufffd+|[\x80-\x84\x86-\x9f]+|ï»¿")
#: One letter of a name read in another encoding, too little for ftfy to call bad: "Ã…lesund", "Å¡koda", "cafÃ©".
_SINGLE = late(
    r"[ÃÅÄÂ][\xa1-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘•˜™š›œžŸ“”–—](?=\w)|(?<=\w)[ÃÅÄ][\xa1-\xbf€‚ƒ„†‡ˆ‰Š‹ŒŽ•˜™š›œžŸ]"
    r"|(?:â(?:€|\x80)[\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]?)+|[\u0152\u0161\u017d\u2022\u2021\u2020](?<=\w.)(?=[a-z])"
    r"|(?<=[a-z])[ŽŠ\u2021](?=[a-z\s,.;])"
)
#: Quotation marks and apostrophes of the old Macintosh read as Windows text: "ÒNever,Ó", "donÕt"; and the other way
#: round: "ìNever,î", "donít".
_MACINTOSH = late(
    r"(?<!\w)[Òì](?=[A-Z][a-z])|(?<=[.,!?])[Óî](?!\w)|(?<=[a-z])Õ(?=(?:s|t|re|ve|ll|d|m)\b)|(?<=n)í(?=t\b)"
)
#: What mojibake begins with, but for U+FFFD, and control characters.
_CONTROLS = bytes((*range(9), *range(14, 32), *range(127, 0xA0)))
_OTHER = late(r"[^\x00-\x7f]")
#: Characters that mojibake never consists of alone: typographers' marks and the commonest accented letters.
_HARMLESS = frozenset("‘’“”–—…•\xa0éèüöäñáóúçàêôß£°½″′é\u2009\u200b")
#: How many characters before the first that is not ASCII ftfy's bad stretches may begin.
_BEFORE_BAD = 2
#: Below this share of characters that are not ASCII they are looked at one by one.
_FEW = 0.1
_CONTROL = late(r"[\x00-\x08\x0e-\x1f\x7f]+")
_ENTITY = late(
    r"&(?:amp;)?(?:#\d{2,6}|#x[0-9a-f]{2,5}|nbsp|amp|quot|lt|gt|apos|[lr][sd]quo|[lr]aquo|[nm]dash|hellip|copy"
    r"|reg|trade"
    r"|bull|middot|euro|pound|cent|deg|shy|[a-z](?:acute|grave|uml|circ|cedil|tilde|slash|ring)|szlig|times|frac12);",
    re.IGNORECASE,
)
_TAG = late(
    r"</?(?:p|br|div|span|a|b|i|em|strong|img|ul|ol|li|h[1-6]|table|tr|td|script|style|iframe|blockquote|figure)"
    r"(?:\s[^<>\n]{0,200})?/?>",
    re.IGNORECASE,
)
_ESCAPE = late(r"\\u[0-9a-fA-F]{4}|\\x[0-9a-fA-F]{2}|(?<![A-Z]:)\\[nrt](?=[A-Z\\\"\s])|=(?:E2|C3|C2)(?:=[0-9A-F]{2})+")
#: A question mark where a quotation mark or apostrophe was: don?t, ?poisoned.
_QUESTION = late(r"\?(?:(?<=[a-z]\?)(?=(?:s|t|re|ve|ll|d|m)[\s,.;:])|(?<=\s\?)(?=[A-Za-z])|(?<=,\?)(?=\s))")
#: A question mark inside a word, with small letters on both sides: "caf?s", "Dvo??k".
_LOST_LETTER = late(r"(?<=[A-Za-z][a-z])\?{1,2}(?=[a-z]{1,})(?![a-z]*[=&/])(?<![/.=&]\w{2}\?)")
#: Bad to ftfy, and honest: a currency sign, an ordinal or a fraction between other marks, a letter and a dash.
_HONEST = late(
    r"[\s\w]?[°ºª£€¥¢§©®™±×÷·¿¡«»½¼¾¹²³µ¬]{1,2}|[\w][«»‹›“”„‘’–—…•]+|[«»‹›“”„‘’–—…•]+[\w]?|[^\W\d_]\s|[´`¨]\w?"
)
_PERCENT = late(r"(?<![\w/=&%.])\w{1,30}(?:%20\w{1,30}){2,}")


def find(page: Page) -> list[Hit]:
    """Stretches with damaged characters, each from the word with the first to the word with the last."""
    raw = page.text.raw
    found: list[tuple[Span, float]] = []
    if not raw.isascii():
        others = set(_OTHER.findall(raw)) - _HARMLESS
        if others:
            places = [m.start() for m in _OTHER.finditer(raw)]
            found += [(Span(*m.span()), 1.0) for m in _LOST.finditer(raw)]
            found += [(Span(*m.span()), 1.0) for m in _matches_near(_SINGLE, raw, places, 0)]
            if not others.isdisjoint("ÒÓÕìîí"):
                found += [(Span(*m.span()), 1.0) for m in _matches_near(_MACINTOSH, raw, places, 0)]
            bad = _matches_near(_bad_pairs(), raw, places, _BEFORE_BAD)
            found += [(Span(*m.span()), 1.0) for m in bad if _is_mojibake(m.group())]
    if len(raw.encode("latin-1", "replace").translate(None, _CONTROLS)) < len(raw):
        found += [(Span(*m.span()), 1.0) for m in _CONTROL.finditer(raw)]
    if "&" in raw:
        found += [(Span(*m.span()), 1.0) for m in _ENTITY.finditer(raw)]
    if "<" in raw:
        found += [(Span(*m.span()), 0.7) for m in _TAG.finditer(raw)]
    if "\\" in raw or ("=" in raw and ("=E2=" in raw or "=C3=" in raw)):
        found += [(Span(*m.span()), 0.8) for m in _ESCAPE.finditer(raw)]
    if "%" in raw and "%20" in raw:
        found += [(Span(*m.span()), 0.8) for m in _PERCENT.finditer(raw)]
    if "?" in raw:
        damaged = [Span(*m.span()) for m in _QUESTION.finditer(raw)]
        if len(damaged) > 1:
            found += [(span, 0.8) for span in damaged]
        else:
            found += [(Span(*m.span()), 0.8) for m in _LOST_LETTER.finditer(raw)]
    return _pieces(page, _apart(sorted(found))) if found else []


@functools.cache
def _bad_pairs() -> re.Pattern[str]:
    """ftfy's table, read for the first text that needs it."""
    from ftfy.badness import BADNESS_RE

    return BADNESS_RE


def _matches_near(pattern: re.Pattern[str], raw: str, places: Sequence[int], before: int) -> Iterator[re.Match[str]]:
    """The pattern's matches, each of which begins at one of the rising ``places`` or at most ``before`` characters
    before it: to try only there takes a tenth of the time where they are few."""
    if len(places) > _FEW * len(raw):
        yield from pattern.finditer(raw)
        return
    start = 0
    for place in places:
        start = max(start, place - before)
        while start <= place:
            match = pattern.match(raw, start)
            if match:
                yield match
            start = match.end() if match else start + 1


def _is_mojibake(found: str) -> bool:
    """Whether what ftfy calls bad is more than a mark next to an accented letter, as in other languages' quotations."""
    return not _HONEST.fullmatch(found)


def _apart(found: list[tuple[Span, float]]) -> list[tuple[Span, float]]:
    """The places, those that touch or overlap as one."""
    out: list[tuple[Span, float]] = []
    for span, weight in found:
        touching = out and span.start <= out[-1][0].end + 1 and weight == out[-1][1] == 1.0
        if out and (touching or span.start < out[-1][0].end):
            last = out[-1][0]
            out[-1] = (Span(last.start, max(last.end, span.end)), out[-1][1])
        else:
            out.append((span, weight))
    return out


def _pieces(page: Page, found: list[tuple[Span, float]]) -> list[Hit]:
    raw = page.text.raw
    groups: list[list[tuple[Span, float]]] = []
    for place in found:
        near = groups and place[0].start - groups[-1][-1][0].end <= GARBLED_LIMITS.near
        if (near and "\n" not in raw[groups[-1][-1][0].end : place[0].start]) or len(
            groups
        ) >= GARBLED_LIMITS.most_pieces:
            groups[-1].append(place)
        else:
            groups.append([place])
    total = len(found)
    hits = []
    for group in groups:
        strength = sum(weight for _, weight in group)
        confidence = min(0.99, 0.5 + 0.12 * total + 0.1 * strength) if total > 1 else 0.55 * group[0][1] + 0.1
        severity: Severity = "low" if total <= 2 and not _is_grave(raw, group) else "high" if total >= 12 else "medium"
        shown = [span for span, _ in group if span.start - group[0][0].start < 4 * GARBLED_LIMITS.near]
        start, end = _word(raw, shown[0].start, shown[-1].end)
        places = tuple(Place(span.start, _spoiled(span, raw), confidence) for span, _ in group)
        message = _message([raw[span.start : span.end] for span, _ in group])
        hits.append(Hit(start, end, confidence, message, severity, len(group), places, flagged=confidence >= 0.5))
    return hits


def _message(found: Sequence[str]) -> str:
    """What happened to the characters of a stretch, as far as the first of them tells."""
    first = found[0]
    if first[0] in "<&":
        return "HTML code was left in the text."
    if first[0] in "\\=" or "%20" in first:
        return "Escaped characters were left in the text."
    if first[0] in "?\ufffd":
        return "Characters were lost: a replacement mark stands in their place."
    return "Garbled characters: the text was read in the wrong encoding."


def _is_grave(raw: str, group: list[tuple[Span, float]]) -> bool:
    """Whether a place was damaged twice over: "â€™" read once more in the wrong encoding."""
    return any(span.end - span.start >= 5 and not raw[span.start : span.end].isascii() for span, _ in group)


def _spoiled(span: Span, raw: str) -> int:
    return min(len(raw), max(span.end, span.start + GARBLED_LIMITS.spoiled))


def _word(raw: str, start: int, end: int) -> tuple[int, int]:
    """A stretch widened to the ends of its words, and by a word on each side if it is short, within its line."""
    if end - start <= 3:
        start -= raw[start - 1 : start] == " " and start > 1
        end += raw[end : end + 1] == " "
    for _ in range(30):
        if start > 0 and not raw[start - 1].isspace():
            start -= 1
        if end < len(raw) and not raw[end].isspace():
            end += 1
    return start, end


EXAMPLES = (
    Example(KIND.id, "The mayor said she wouldnâ€™t resign. â€œNever,â€\x9d she added.", True, "â€™t resign"),
    Example(KIND.id, "The bearings came from Ã…lesund and were tested in May by the yard.", True, "Ã…lesund"),
    Example(KIND.id, "It wasnâ€™t JÃ¡n DvoÅ™Ã¡k but PaweÅ‚ who built the pier.", True, "PaweÅ‚"),
    Example(KIND.id, "ÐœÐ¾ÑÐºÐ²Ð° is how the sign read on the old map of the harbour.", True, "ÐœÐ¾Ñ"),
    Example(KIND.id, "Fish &amp; chips cost &#163;9 at the pier, and it&#8217;s rising.", True, "&amp;"),
    Example(KIND.id, "The so-called ?harbour tax,? which shops don?t want, passed by one vote.", True, "harbour tax"),
    Example(KIND.id, "Café owners in São Paulo and Åland said “no”… then agreed, at 5 °C.", False),
    Example(KIND.id, "AT&T and Marks & Spencer rose. Was it luck? Nobody knows, said Q&A; host Jo Lind.", False),
    Example(KIND.id, "She asked: who pays? The page is at https://example.org/find?q=tax&page=2 for now.", False),
)
