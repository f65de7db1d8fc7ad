"""Text about ranking in search engines or praising the article itself, and keyword stuffing."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

import numpy as np

from scorer.model.odds import probability
from scorer.signals.base import Example, FlagKind
from scorer.signals.junk.limits import FILLER_LIMITS
from scorer.signals.junk.page import Hit, Page, Place
from scorer.signals.junk.vocabulary import FILLER, FUNCTION
from scorer.text import Text
from scorer.text.forms import speaker_turns
from scorer.types import Ints

KIND = FlagKind(
    id="junk.search_filler",
    severity="medium",
    shows="text about ranking in search engines or praising the article itself, keyword stuffing",
    why="Such sentences speak to a search engine or advertise the page; they tell a reader nothing.",
    source="Google Search spam policies: keyword stuffing, scaled content abuse",
)

#: A sentence that names a person's or an institution's view of the trade reports on it.
_REPORTING = frozenset("said says told according reported announced spokesperson spokesman spokeswoman".split())
_SELF = frozenset("we our this you your".split())


#: What people type beside a keyword.
_SOUGHT = frozenset(
    "best cheap cheapest buy near online deals reviews review top price prices guide tips latest today how why what "
    "when meaning free sale offers shop".split()
)


def find(page: Page) -> list[Hit]:
    stuffed = _stuffing(page)
    whole = _stuffed_document(page)
    told = [*whole, *stuffed]
    listed = [hit for hit in _keyword_lists(page) if not any(_inside(hit, other) for other in told)]
    return [
        *_filler(page),
        *[hit for hit in stuffed if not any(_inside(hit, other) for other in whole)],
        *whole,
        *listed,
    ]


def _keyword_lists(page: Page) -> list[Hit]:
    """Sentences or lines that list one keyword in variants: "best housing, housing near me, housing deals"."""
    text = page.text
    commas = text.where((",", "|") if "|" in text.raw else (",",))
    if len(commas) < FILLER_LIMITS.listed_items - 1:
        return []
    counts = np.bincount(text.token_sentence[commas], minlength=text.n_sentences)
    hits = []
    for n in (counts >= FILLER_LIMITS.listed_items - 1).nonzero()[0].tolist():
        items = [item.split() for item in re.split(r"[,|]", text.sentence(n).rstrip(" ."))]
        if any(not 1 <= len(item) <= FILLER_LIMITS.item_words for item in items):
            continue
        held = Counter(word for item in items for word in {w.strip("“”\"'’():").lower() for w in item})
        word, times = max(held.items(), key=lambda found: (found[1] if len(found[0]) >= 4 else 0, found[0]))
        # A name in capitals is one of many schools or kings.
        named = sum(word.title() in item or word.upper() in item for item in items[1:])
        if sum(held[term] for term in _SOUGHT) < FILLER_LIMITS.sought_terms:
            continue  # ministers, colleges, figures: honest lists repeat a word too
        if len(word) >= 4 and times >= FILLER_LIMITS.listed_share * len(items) and named <= 0.5 * len(items):
            span = int(text.sentence_start[n]), int(text.sentence_end[n])
            hits.append(Hit(*span, 0.85, f"Keyword stuffing: “{word}” in {times} variants.", amount=times))
    return hits


def _inside(hit: Hit, other: Hit) -> bool:
    return any(part.start <= hit.start and hit.end <= part.end for part in other.parts)


def _stuffed_document(page: Page) -> list[Hit]:
    """One hit for a phrase with which the whole text, or a paragraph of it, is stuffed; its places are the sentences
    that hold it."""
    pairs = _pairs(page)
    if not pairs:
        return []
    text = page.text
    words = int(page.line_words.sum())
    figures: Ints | None = None
    reports: bool | None = None
    for pair, places in sorted(pairs.items(), key=lambda found: -len(found[1])):
        if len(places) < FILLER_LIMITS.paragraph_times:
            break
        if _is_name(page, places):
            continue
        if figures is None:
            figures = _figures(text)
        if _is_tally(page, places, figures):
            continue
        if len(places) >= FILLER_LIMITS.document_times:
            reports = _reports(text) if reports is None else reports
            least = FILLER_LIMITS.document_share * (FILLER_LIMITS.reported_share if reports else 1.0)
            if 2 * len(places) >= least * words:
                return [_stuffed(page, pair, places)]
        by_line: defaultdict[int, list[int]] = defaultdict(list)
        for token, line in zip(places, text.sentence_line[text.token_sentence[places]].tolist(), strict=True):
            by_line[line].append(token)
        hits = [
            _stuffed(page, pair, here)
            for line, here in by_line.items()
            if len(here) >= FILLER_LIMITS.paragraph_times
            and page.line_words[line] >= FILLER_LIMITS.paragraph_words
            and 2 * len(here) >= FILLER_LIMITS.paragraph_share * page.line_words[line]
            and not page.quoted[here].any()
        ]
        hits = hits or [_stuffed(page, pair, run) for run in _runs(page, by_line)]
        if hits:
            return hits
    return []


def _reports(text: Text) -> bool:
    """Whether a text says again and again who said so: a report whose subject has one name."""
    told = text.where(_REPORTING)
    return len(set(text.token_sentence[told].tolist())) >= FILLER_LIMITS.reported


def _runs(page: Page, by_line: dict[int, list[int]]) -> list[list[int]]:
    """The places of a phrase in lines one below the other, each with hardly a word besides: keywords line by line."""
    runs: list[list[int]] = []
    previous = -2
    for line in sorted(by_line):
        if line != previous + 1:
            runs.append([])
        runs[-1].append(line)
        previous = line
    return [
        [token for line in run for token in by_line[line]]
        for run in runs
        if len(run) >= FILLER_LIMITS.paragraph_times
        and 2 * sum(len(by_line[line]) for line in run) >= FILLER_LIMITS.lines_share * int(page.line_words[run].sum())
    ]


def _pairs(page: Page) -> dict[tuple[int, int], list[int]]:
    """The places of each two content words that follow each other often."""
    text = page.text
    content = np.array(page.content, dtype=np.int64)
    tokens = (text.is_word & (page.bits & FUNCTION == 0)).nonzero()[0]
    at = (tokens[1:] - tokens[:-1] == 1).nonzero()[0]
    if len(at) < FILLER_LIMITS.paragraph_times:
        return {}
    keys = content[at] * (int(content.max()) + 1) + content[at + 1]
    order = np.sort(keys)
    least = FILLER_LIMITS.paragraph_times
    often = order[least - 1 :][order[least - 1 :] == order[: 1 - least]]
    found: dict[tuple[int, int], list[int]] = {}
    for key in dict.fromkeys(often.tolist()):
        places = tokens[at[keys == key]].tolist()
        pair = (int(content[at[keys == key][0]]), int(content[at[keys == key][0] + 1]))
        word = text.lower[places[0]], text.lower[places[0] + 1]
        if all(w.isalpha() and len(w) > 2 for w in word) and word[0] != word[1]:
            found[pair] = places
    return found


def _is_name(page: Page, places: list[int]) -> bool:
    """Whether a phrase is written as a name: in capitals within sentences, too."""
    text = page.text
    at = np.array(places)
    inside = at[at != text.sentence_token[text.token_sentence[at]]]
    capital = text.is_capital
    return bool(np.count_nonzero(capital[inside] & capital[inside + 1]) > FILLER_LIMITS.named * len(inside))


def _figures(text: Text) -> Ints:
    """(n_sentences,) how many tokens of each sentence begin with a digit."""
    return np.bincount(text.token_sentence[text.in_digits], minlength=text.n_sentences)


def _is_tally(page: Page, places: list[int], figures: Ints) -> bool:
    """Whether a phrase is a value in a list or one of many counts: behind a colon, or with a figure for each place.

    ``figures`` : see :func:`_figures`.
    """
    text = page.text
    valued = sum(text.lower[t - 1] in ":–—|" for t in places if t)
    counted = int(figures[list(set(text.token_sentence[places].tolist()))].sum())
    return 2 * valued > len(places) or counted > 0.7 * len(places)


def _stuffed(page: Page, pair: tuple[int, int], places: list[int]) -> Hit:
    text = page.text
    sentences = sorted({int(text.token_sentence[t]) for t in places})
    times = Counter(int(text.token_sentence[t]) for t in places)
    most = max(sentences, key=lambda n: times[n])
    parts = tuple(Place(int(text.sentence_start[n]), int(text.sentence_end[n]), 0.9) for n in sentences)
    phrase = f"{text.lower[places[0]]} {text.lower[places[0] + 1]}"
    start, end = int(text.sentence_start[most]), int(text.sentence_end[most])
    message = f"Keyword stuffing: “{phrase}” appears {len(places)} times."
    return Hit(start, end, 0.9, message, "high" if len(sentences) > 3 else "medium", places=parts)


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
        confidence = probability((total - FILLER_LIMITS.flag_at + 0.02) * 6)
        if confidence < 0.1:
            continue
        hits.append(
            Hit(
                int(text.sentence_start[n]),
                int(text.sentence_end[n]),
                min(confidence, 0.98),
                "Written for search engines, or praises the article itself.",
                "medium" if total >= 0.95 else "low",
                flagged=confidence >= 0.5,
            )
        )
    return hits


def _is_said(page: Page, sentence: int) -> bool:
    """Whether a sentence is said in a conversation that the text reports turn by turn."""
    at = int(page.text.sentence_start[sentence])
    return any(turn.said.start <= at < turn.said.end for turn in speaker_turns(page.text))


def _stuffing(page: Page) -> list[Hit]:
    """Sentences that name the same thing, in the same two words, again and again.

    One word that comes often is no keyword: figures ("percent"), banks and speeches repeat theirs, and nearly all
    such sentences of real articles were honest; nor are tallies, rows of links and credits, with a number, a bar or a
    stroke for each.
    """
    text = page.text
    hits = []
    size = page.sentence_words
    for n in (size >= FILLER_LIMITS.stuffed_words).nonzero()[0].tolist():
        content = page.content_of(n)
        if len(content) - len(set(content)) < 2 * (FILLER_LIMITS.stuffed_times - 1):
            continue  # no two words are here so often
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
        counted = (
            sum(word[0].isdigit() or word in "|/" for word in text.lower[first:last]) >= FILLER_LIMITS.stuffed_times - 1
        )
        if (
            not counted
            and not _is_said(page, n)
            and times >= FILLER_LIMITS.stuffed_times
            and 2 * times >= FILLER_LIMITS.stuffed_share * size[n]
            and not page.quoted[first:last].any()
        ):
            hits.append(
                Hit(
                    int(text.sentence_start[n]),
                    int(text.sentence_end[n]),
                    min(0.95, 0.6 + 0.05 * times),
                    f"Keyword stuffing: “{' '.join(pair)}” occurs here {times} times.",
                    None if times > FILLER_LIMITS.stuffed_times else "low",
                )
            )
    return hits


EXAMPLES = (
    Example(
        KIND.id,
        "The fair opens in May. Garden sheds near me, best garden sheds, cheap sheds, sheds online, sheds 2024.",
        True,
        "best garden sheds",
    ),
    Example(
        KIND.id,
        "The finance minister, the interior minister, the defence minister, the health minister and the prime minister "
        "came to the opening.",
        False,
    ),
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
