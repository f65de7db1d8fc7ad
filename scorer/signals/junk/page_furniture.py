"""Menus, cookie and newsletter text, share bars, related-story lists, another story's headline."""

from __future__ import annotations

import numpy as np

from scorer.signals.base import Example, FlagKind
from scorer.signals.junk.page import FUNCTION, FURNITURE, Hit, Page

KIND = FlagKind(
    id="junk.page_furniture",
    severity="medium",
    shows="menus, cookie and newsletter text, share bars, related-story lists, an empty table of contents, a headline "
    "of another story inside the text",
    why="What stands around an article on its page is not the article, and was not written about its subject.",
    source="Boilerplate detection by shallow text features (Kohlschütter et al. 2010); C4 (Raffel et al. 2020)",
)


def find(page: Page) -> list[Hit]:
    """Furniture, line by line; in long lines, sentence by sentence."""
    hits: list[Hit] = []
    text = page.text
    best: dict[int, float] = {}
    for match in page.phrases(FURNITURE):
        sentence = int(text.token_sentence[match.first])
        start = int(text.sentence_token[sentence])
        lead = match.first - start
        weight = match.weight if not text.is_word[start : match.first].any() else match.weight * 0.5
        words = int(page.sentence_words[sentence])
        if words > 25 or (lead > 0 and words > 15):
            weight *= 0.6
        if page.quoted[match.first]:
            weight *= 0.4
        best[sentence] = max(best.get(sentence, 0.0), weight)
    for sentence, weight in best.items():
        hits.append(
            Hit(
                int(text.sentence_start[sentence]),
                int(text.sentence_end[sentence]),
                weight,
                "Part of the page around the article.",
                "medium" if weight >= 0.8 else "low",
                flagged=weight >= 0.5,
            )
        )
    hits += _related_list(page)
    hits += _inserted_headlines(page)
    hits += _known_lines(page)
    return hits


def _known_lines(page: Page) -> list[Hit]:
    """Lines that a corpus has shown to stand on many pages of the site, however much they look like prose."""
    known = page.document.article.furniture
    text = page.text
    return [
        Hit(int(text.line_start[n]), int(text.line_end[n]), 0.95, "The same line stands on many pages of this site.")
        for n, line in enumerate(page.lines if known else ())
        if line in known
    ]


def _related_list(page: Page) -> list[Hit]:
    """Headlines after a heading such as "Related stories:", to the next line of prose."""
    hits: list[Hit] = []
    text = page.text
    for match in page.phrases(FURNITURE):
        line = int(np.searchsorted(page.line_token, match.first, side="right")) - 1
        if match.weight < 0.65 or page.line_words[line] > 6 or match.first - int(page.line_token[line]) > 2:
            continue
        for n in range(line + 1, min(line + 12, len(page.lines))):
            words = int(page.line_words[n])
            if words < 2 or words > 22 or page.lines[n][-1] in '.:”"':
                break
            hits.append(
                Hit(int(text.line_start[n]), int(text.line_end[n]), 0.85, "The headline of another story, in a list.")
            )
    return hits


def _inserted_headlines(page: Page) -> list[Hit]:
    """A line in headline style among paragraphs: a whole statement without a full stop.

    Section headings of an article come in several and are phrases; where other lines look the same, none is
    taken for another story's headline.
    """
    text = page.text
    alike = [n for n in range(1, len(page.lines) - 1) if _heading_like(page, n)]
    if len(alike) > 2:
        return []
    return [
        Hit(int(text.line_start[n]), int(text.line_end[n]), 0.6, "Looks like another story's headline.")
        for n in alike
        if n > 1 and _statement(page, n)
    ]


def _heading_like(page: Page, n: int) -> bool:
    line = page.lines[n]
    return (
        2 <= page.line_words[n] <= 22
        and line[-1] not in '.!?…"”’:;,)*'
        and line[0].isupper()
        and page.line_words[n + 1] >= 12
    )


def _statement(page: Page, n: int) -> bool:
    """Nine words or more, with a verb of headlines, between two paragraphs."""
    if page.line_words[n] < 7 or page.line_words[n - 1] < 12:
        return False
    first, last = int(page.line_token[n]), int(page.line_token[n + 1])
    text = page.text
    if text.quoted[first:last].any():
        return False
    small = int(((page.bits[first:last] & FUNCTION) > 0).sum())
    lowered = sum(1 for i in range(first, last) if text.is_word[i] and text.tokens[i].islower())
    return small >= 2 and lowered >= 0.5 * int(page.line_words[n])


EXAMPLES = (
    Example(
        KIND.id,
        "The dam will be mended by June, the ministry said on Monday.\nSign up for our newsletter to get the latest "
        "news.\nEngineers have worked on it since the spring.",
        True,
        "Sign up for our newsletter",
    ),
    Example(
        KIND.id,
        "The dam will be mended by June, the ministry said on Monday.\nRelated stories:\nFlood warning lifted in the "
        "upper valley\nMinister visits the broken dam",
        True,
        "Flood warning lifted",
    ),
    Example(
        KIND.id,
        "The dam will be mended by June. Click here to read more stories from the valley. Engineers have worked on it "
        "since the spring.",
        True,
        "Click here to read more",
    ),
    Example(
        KIND.id,
        "The dam will be mended by June, the ministry said on Monday after a long debate.\nWhat the engineers found\n"
        "Two of the gates were bent, and a third had rusted through, the report says.",
        False,
    ),
    Example(
        KIND.id,
        "The town plans three things:\n- a new pump house by the weir\n- a path along the water\n- lamps on the bridge"
        "\nWork begins in May, the mayor said on Tuesday.",
        False,
    ),
    Example(
        KIND.id,
        "Readers can sign up for the count at the town hall, the biologists said. More than ninety have done so, and "
        "they share the results with schools.",
        False,
    ),
)
