"""Text about ranking in search engines or praising the article itself, and keyword stuffing."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict

import numpy as np

from scorer.signals.base import Example, FlagKind
from scorer.signals.junk.page import FILLER, FUNCTION, Hit, Page

KIND = FlagKind(
    id="junk.search_filler",
    severity="medium",
    shows="text about ranking in search engines or praising the article itself, keyword stuffing",
    why="Such sentences speak to a search engine or advertise the page; they tell a reader nothing.",
    source="Google Search spam policies: keyword stuffing, scaled content abuse",
)

FLAG_AT = 0.6
#: A sentence that names a person's or an institution's view of the trade reports on it.
_REPORTING = frozenset("said says told according reported announced spokesperson spokesman spokeswoman".split())
_SELF = frozenset("we our this you your".split())
#: The same two words so often in so many: stuffing.
STUFFED_TIMES = 4
STUFFED_WINDOW = 60


def find(page: Page) -> list[Hit]:
    return [*_filler(page), *_stuffing(page)]


def _filler(page: Page) -> list[Hit]:
    """Sentences whose filler phrases weigh enough together."""
    weight: defaultdict[int, float] = defaultdict(float)
    for match in page.phrases(FILLER):
        if not page.quoted[match.first]:
            weight[int(page.text.token_sentence[match.first])] += match.weight
    hits = []
    text = page.text
    for n, total in weight.items():
        words = set(text.lower[int(text.sentence_token[n]) : int(text.sentence_token[n + 1])])
        if words & _REPORTING:
            total *= 0.4
        elif words & _SELF:
            total += 0.1
        confidence = float(1 / (1 + np.exp(-(total - FLAG_AT + 0.02) * 6)))
        if confidence < 0.1:
            continue
        hits.append(
            Hit(
                int(text.sentence_start[n]),
                int(text.sentence_end[n]),
                min(confidence, 0.98),
                "Speaks of search engines or praises the article itself.",
                "medium" if confidence >= 0.7 else "low",
                flagged=confidence >= 0.5,
            )
        )
    return hits


def _stuffing(page: Page) -> list[Hit]:
    """Lines in which the same pair of content words comes again and again."""
    text = page.text
    hits = []
    for n in np.flatnonzero(page.line_words >= 12).tolist():
        first, last = int(page.line_token[n]), int(page.line_token[n + 1])
        content = [i for i in range(first, last) if text.is_word[i] and not page.bits[i] & FUNCTION]
        if len(content) < 8:
            continue
        pairs = Counter((text.lower[a], text.lower[b]) for a, b in itertools.pairwise(content) if b == a + 1)
        if not pairs:
            continue
        pair, times = pairs.most_common(1)[0]
        limit = max(STUFFED_TIMES, STUFFED_TIMES * int(page.line_words[n]) / STUFFED_WINDOW)
        if times < limit or pair[0] == pair[1] or page.quoted[first:last].mean() > 0.5:
            continue
        hits.append(
            Hit(
                int(text.line_start[n]),
                int(text.line_end[n]),
                min(0.95, 0.55 + 0.1 * (times - limit + 1)),
                f"“{pair[0]} {pair[1]}” stands here {times} times.",
            )
        )
    return hits


EXAMPLES = (
    Example(
        KIND.id,
        "In this comprehensive guide, we will explore everything you need to know about garden sheds. Sheds keep tools "
        "dry.",
        True,
        "comprehensive guide",
    ),
    Example(
        KIND.id,
        "The river rose by a metre. This article aims to rank higher in search results by following E-E-A-T and YMYL "
        "principles.",
        True,
        "E-E-A-T",
    ),
    Example(
        KIND.id,
        "Buy garden sheds online, cheap garden sheds, best garden sheds near me, garden sheds sale, wooden garden sheds"
        " and garden sheds delivery for every home.",
        True,
        "cheap garden sheds",
    ),
    Example(
        KIND.id,
        "The agency sells search engine optimization to hotels. Its founder said that rankings fell after the change, "
        "and that clients left.",
        False,
    ),
    Example(
        KIND.id,
        "“In this article, we will explore nothing,” the satirist wrote. The magazine printed it all the same.",
        False,
    ),
    Example(
        KIND.id,
        "The prime minister met the president on Monday. The prime minister then flew to Lisbon, where the president "
        "of the council received him.",
        False,
    ),
)
