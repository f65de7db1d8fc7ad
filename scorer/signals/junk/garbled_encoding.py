"""Mojibake, control characters, and HTML that was left in the text."""

from __future__ import annotations

import re
from collections import defaultdict

from scorer.signals.base import Example, FlagKind
from scorer.signals.junk.page import Hit, Page, Place
from scorer.types import Severity, Span

KIND = FlagKind(
    id="junk.garbled_encoding",
    severity="medium",
    shows="mojibake, control characters, HTML entities left in",
    why="Characters were lost or read in the wrong encoding: the text is not what its writer wrote.",
    source="ftfy (Speer 2019): how text in UTF-8 looks when it is read in another encoding",
)

#: UTF-8 read as Windows-1252 or Latin-1: a lead byte's letter with a continuation byte's sign after it.
_CONTINUATION = "\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_MOJIBAKE = re.compile(
    rf"(?:â(?:€|\x80)[{_CONTINUATION}]?)+|[ÃÂÎÏÐÑØÙ][\x80-\xbf€‚ƒ„†‡ˆ‰Š‹ŒŽ‘•˜™š›œžŸ]|ðŸ[{_CONTINUATION}]{{0,2}}|ï»¿"
    r"|\ufffd+|[\x80-\x84\x86-\x9f]+"
)
#: What mojibake begins with, but for U+FFFD, and control characters.
_SUSPECT = "âÃÂÎÏÐÑØÙðï".encode("latin-1") + bytes((*range(9), *range(14, 32), *range(127, 0xA0)))
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]+")
_ENTITY = re.compile(
    r"&(?:amp;)?(?:#\d{2,6}|#x[0-9a-f]{2,5}|nbsp|amp|quot|lt|gt|apos|[lr][sd]quo|[lr]aquo|[nm]dash|hellip|copy|reg|trade"
    r"|bull|middot|euro|pound|cent|deg|shy|[a-z](?:acute|grave|uml|circ|cedil|tilde|slash|ring)|szlig|times|frac12);",
    re.IGNORECASE,
)
_TAG = re.compile(
    r"</?(?:p|br|div|span|a|b|i|em|strong|img|ul|ol|li|h[1-6]|table|tr|td|script|style|iframe|blockquote|figure)"
    r"(?:\s[^<>\n]{0,200})?/?>",
    re.IGNORECASE,
)
_ESCAPE = re.compile(
    r"\\u[0-9a-fA-F]{4}|\\x[0-9a-fA-F]{2}|(?<![A-Z]:)\\[nrt](?=[A-Z\\\"\s])|=(?:E2|C3|C2)(?:=[0-9A-F]{2})+"
)
#: A question mark where a quotation mark or apostrophe stood: don?t, ?poisoned.
_QUESTION = re.compile(r"\?(?:(?<=[a-z]\?)(?=(?:s|t|re|ve|ll|d|m)[\s,.;:])|(?<=\s\?)(?=[A-Za-z])|(?<=,\?)(?=\s))")
_PERCENT = re.compile(r"(?<![\w/=&%.])\w{1,30}(?:%20\w{1,30}){2,}")


#: Of a line with more damage than this the whole is shown.
MOST_PLACES = 40


def find(page: Page) -> list[Hit]:
    """One hit for each line with damage, from its first damaged character to its last."""
    raw = page.text.raw
    found: list[tuple[Span, float]] = []
    if "\ufffd" in raw or len(raw.encode("latin-1", "replace").translate(None, _SUSPECT)) < len(raw):
        found += [(Span(*m.span()), 1.0) for m in _MOJIBAKE.finditer(raw)]
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
    return _by_line(page, sorted(found)) if found else []


def _by_line(page: Page, found: list[tuple[Span, float]]) -> list[Hit]:
    groups: defaultdict[int, list[tuple[Span, float]]] = defaultdict(list)
    ends = page.text.line_end
    for span, weight in found:
        groups[int(ends.searchsorted(span.start, side="right"))].append((span, weight))
    total = len(found)
    hits = []
    for group in groups.values():
        start, end = group[0][0].start, group[-1][0].end
        strength = sum(weight for _, weight in group)
        confidence = min(0.99, 0.5 + 0.12 * total + 0.1 * strength) if total > 1 else 0.55 * group[0][1] + 0.1
        severity: Severity = "low" if total <= 2 else "high" if total >= 12 else "medium"
        few = len(group) <= MOST_PLACES
        hits.append(
            Hit(
                start,
                end,
                confidence,
                "Characters were damaged on their way to this text.",
                severity,
                amount=len(group),
                places=tuple(Place(*span, confidence) for span, _ in group) if few else (),
                flagged=confidence >= 0.5,
            )
        )
    return hits


EXAMPLES = (
    Example(KIND.id, "The mayor said she wouldnâ€™t resign. â€œNever,â€\x9d she added.", True, "â€™t resign"),
    Example(KIND.id, "Fish &amp; chips cost &#163;9 at the pier, and it&#8217;s rising.", True, "&amp;"),
    Example(KIND.id, "The so-called ?harbour tax,? which shops don?t want, passed by one vote.", True, "harbour tax"),
    Example(KIND.id, "Café owners in São Paulo and Åland said “no”… then agreed, at 5 °C.", False),
    Example(KIND.id, "AT&T and Marks & Spencer rose. Was it luck? Nobody knows, said Q&A; host Jo Lind.", False),
    Example(KIND.id, "She asked: who pays? The page is at https://example.org/find?q=tax&page=2 for now.", False),
)
