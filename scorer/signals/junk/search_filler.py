"""Text about ranking in search engines or praising the article itself, and keyword stuffing."""

from __future__ import annotations

from collections import Counter, defaultdict

from scorer.signals.base import Example, FlagKind
from scorer.signals.junk.page import Hit, Page
from scorer.signals.junk.vocabulary import FILLER, FUNCTION
from scorer.signals.ngrams import probability

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
#: The same two words so often in a sentence of at least so many words, a third of which they are: stuffing. Speeches,
#: lists of schools and of prizes, repeated captions stay below.
STUFFED_TIMES = 4
STUFFED_WORDS = 9
STUFFED_SHARE = 0.33


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
        confidence = probability((total - FLAG_AT + 0.02) * 6)
        if confidence < 0.1:
            continue
        hits.append(
            Hit(
                int(text.sentence_start[n]),
                int(text.sentence_end[n]),
                min(confidence, 0.98),
                "Speaks of search engines or praises the article itself.",
                "medium" if total >= 0.95 else "low",
                flagged=confidence >= 0.5,
            )
        )
    return hits


def _stuffing(page: Page) -> list[Hit]:
    """Sentences that name the same thing, in the same two words, again and again.

    One word that comes often is no keyword: figures ("percent"), banks and speeches repeat theirs, and nearly all
    such sentences of real articles were honest; nor are tallies, rows of links and credits, with a number, a bar or a
    stroke for each.
    """
    text = page.text
    hits = []
    size = page.sentence_words
    for n in (size >= STUFFED_WORDS).nonzero()[0].tolist():
        content = page.content_of(n)
        if len(content) - len(set(content)) < 2 * (STUFFED_TIMES - 1):
            continue  # no two words stand here so often
        first, last = text.sentence_token[n : n + 2].tolist()
        kept = [
            w.isalpha() and len(w) > 2 and not b & FUNCTION
            for w, b in zip(text.lower[first:last], page.bits[first:last].tolist(), strict=True)
        ]
        pairs = Counter(
            (text.lower[i], text.lower[i + 1])
            for i in range(first, last - 1)
            if kept[i - first] and kept[i + 1 - first] and text.lower[i] != text.lower[i + 1]
        )
        if not pairs:
            continue
        pair, times = pairs.most_common(1)[0]
        counted = sum(word[0].isdigit() or word in "|/" for word in text.lower[first:last]) >= STUFFED_TIMES - 1
        if (
            not counted
            and times >= STUFFED_TIMES
            and 2 * times >= STUFFED_SHARE * size[n]
            and not page.quoted[first:last].any()
        ):
            hits.append(
                Hit(
                    int(text.sentence_start[n]),
                    int(text.sentence_end[n]),
                    min(0.95, 0.6 + 0.05 * times),
                    f"“{' '.join(pair)}” stands here {times} times.",
                    None if times > STUFFED_TIMES else "low",
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
        "In the north 45 percent were in favour, in the south 40 percent, in the east 38 percent, in the west 36 "
        "percent and abroad 20 percent. Harrow Bank, Sedge Bank, Lime Bank, Marl Bank and Clay Bank have closed.",
        False,
    ),
    Example(
        KIND.id,
        "Pupils of Upper Holt High School, Lower Holt High School, Dell High School, Sedge Hill High School and the "
        "Lime Street Arts High School walked out of their lessons on Monday morning and marched to the town hall.",
        False,
    ),
    Example(
        KIND.id,
        "Marsh wins Lower Holt with 275 votes, Marsh wins Upper Holt with 282 votes, Marsh wins Dell with 276 votes, "
        "and Marsh wins Sedge with 301 votes.",
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
