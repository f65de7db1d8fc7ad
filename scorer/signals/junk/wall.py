"""The rest of the article is behind a subscription, a login or a limit."""

from __future__ import annotations

from scorer.signals.base import Example, FlagKind
from scorer.signals.junk.limits import WALL_LIMITS
from scorer.signals.junk.page import Hit, Page
from scorer.signals.junk.vocabulary import WALL
from scorer.types import Span

KIND = FlagKind(
    id="junk.wall",
    severity="high",
    shows="the rest is behind a subscription, login or limit",
    why="Only the free part of the article is here; the rest was published but is not shown.",
    source="schema.org isAccessibleForFree and hasPart: how publishers mark up what stands behind a wall",
    misses=("walls in words that are in no list", "a wall that leaves no words behind"),
)

#: Who tells of walls in an article; at a wall the site itself speaks to its reader.
_REPORTING = frozenset("said says told reported announced wrote argued asked added study survey percent".split())
_ADDRESS = frozenset("you your you're you've us our we subscribe register join login unlock become please".split())


def find(page: Page) -> list[Hit]:
    """One hit: the neighbouring sentences that say that the rest costs something."""
    sentences = _sentences(page)
    if not sentences:
        return []
    text = page.text
    first, last = min(sentences), max(sentences)
    confidence = max(sentences.values())
    if last - first > 12:
        first = last  # a banner at the top, and the wall itself
    following = page.line_words[int(text.sentence_line[last]) + 1 :]
    if int(following[following >= WALL_LIMITS.prose].sum()) >= WALL_LIMITS.goes_on:
        return []
    span = Span(int(text.sentence_start[first]), int(text.sentence_end[last]))
    missing = missing_share(int(page.sentence_words[:first].sum()))
    return [Hit(*span, confidence, "The rest of the article is behind a wall.", amount=missing)]


def missing_share(words: int) -> float:
    """The share of an article that is likely missing where so many words of it are here."""
    return min(WALL_LIMITS.most_missing, max(WALL_LIMITS.least_missing, 1.0 - words / WALL_LIMITS.usual_words))


def _sentences(page: Page) -> dict[int, float]:
    """Sentences in which a site asks its reader to pay, register or come back, with how sure that is."""
    text = page.text
    left: dict[int, float] = {}
    for match in page.phrases(WALL):
        if page.quoted[match.first]:
            continue
        n = int(text.token_sentence[match.first])
        left[n] = left.get(n, 1.0) * (1.0 - match.weight)
    found = {}
    for n, innocent in left.items():
        words = text.lower[int(text.sentence_token[n]) : int(text.sentence_token[n + 1])]
        tells = not _REPORTING.isdisjoint(words) or page.sentence_words[n] > WALL_LIMITS.longest
        asked = not _ADDRESS.isdisjoint(words) or page.sentence_words[n] <= 12
        near = min(left.get(n - 1, 1.0), left.get(n + 1, 1.0))  # "Want to read on? Become a member."
        confidence = 1.0 - innocent * near
        if confidence >= WALL_LIMITS.flag_at and asked and not tells:
            found[n] = confidence
    return found


EXAMPLES = (
    Example(
        KIND.id,
        "The treasurer admitted on Tuesday that he had taken the money over six years.\n\nThe club found out in May."
        "\n\nThis article is for subscribers only. Subscribe now to read on.",
        True,
        "for subscribers only",
    ),
    Example(
        KIND.id,
        "The treasurer admitted on Tuesday that he had taken the money.\n\nYou have read all your free articles this "
        "month. Log in or start a trial to keep reading.",
        True,
        "free articles",
    ),
    Example(
        KIND.id,
        "The paper lifted its paywall in June. Readers who had reached their limit of free articles were asked to "
        "subscribe to continue reading, its publisher said, and one in nine did.",
        False,
    ),
    Example(
        KIND.id,
        "Members of the club voted to close the pool. Only members may use the sauna, and guests pay four dollars.",
        False,
    ),
)
