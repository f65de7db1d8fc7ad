"""How deeply a page of HTML is nested, told in one pass before any parser sees it."""

from __future__ import annotations

import re
from collections import Counter

#: Elements that hold nothing, or that a parser closes by itself when the next one opens.
_NEVER_NEST = frozenset(
    "area base br col embed hr img input link meta param source track wbr p li dt dd option optgroup "
    "tr td th thead tbody tfoot colgroup rt rp html head body".split()
)
#: Elements whose content is no markup.
_RAW = frozenset(("script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"))
#: Possessive, so a million "<" cost one step each.
_TAG = re.compile(r"<(?:(!--)|(/?)([a-zA-Z][^\s/><]{0,40}+))")


def html_depth(html: str, most: int) -> int:
    """Deepest nesting of elements in ``html``, counted no further than just past ``most``.

    Linear in the text: every character is passed over at most twice. Elements that HTML closes by itself
    do not count, so that a long list of unclosed ``<p>`` is not deep.
    """
    open_now: Counter[str] = Counter()
    depth = deepest = at = 0
    unclosed: set[str] = set()  # raw elements and comments known to have no end: searched for once
    while found := _TAG.search(html, at):
        at = found.end()
        if found[1]:
            at = _after(html, "-->", at, unclosed)
            continue
        name = found[3].lower()
        if name in _NEVER_NEST:
            continue
        if found[2]:
            if open_now[name]:
                open_now[name] -= 1
                depth -= 1
        elif name in _RAW:
            at = _after(html, f"</{name}", at, unclosed)
        else:
            open_now[name] += 1
            depth += 1
            deepest = max(deepest, depth)
            if deepest > most:
                break
    return deepest


def _after(html: str, end: str, at: int, unclosed: set[str]) -> int:
    """The place after ``end`` (lower-case ASCII, any case in the text), or ``at`` where there is none."""
    if end in unclosed:
        return at
    found = re.compile(re.escape(end), re.IGNORECASE | re.ASCII).search(html, at)
    if found is None:
        unclosed.add(end)
        return at
    return found.end()
