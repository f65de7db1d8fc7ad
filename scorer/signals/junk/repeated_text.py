"""The same line or sentence again, to the letter or nearly."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator
from itertools import chain
from typing import TypeAlias, TypeVar

import numpy as np

from scorer.signals.attribution.reported_speech import SIGNED
from scorer.signals.base import Example, FlagKind
from scorer.signals.junk.limits import REPEATED_LIMITS
from scorer.signals.junk.own_lines import AMOUNT, note_lines, verses
from scorer.signals.junk.page import Hit, Page, Place
from scorer.text.forms import list_items, speaker_turns
from scorer.text.late import late
from scorer.types import Severity, Span

KIND = FlagKind(
    id="junk.repeated_text",
    severity="medium",
    shows="the same line or sentence again, to the letter or nearly",
    why="A reporter writes a thing once. Repeats come from page templates, pasted captions or padding.",
    source="Repetition rules of Gopher (Rae et al. 2021, Scaling Language Models, table A1)",
)

#: The pairs among the at most four sentences that share a run.
_FIRST, _SECOND = np.triu_indices(4, 1)

#: A short line with a figure and no end: an hour, a hall, a price.
_FIELD = late(r"\W?\d[^\n]*[^.!?”\"’\n]$")
#: A short turn of a transcript: "MARSH: Yes, it is."
_TURN = late(r"[A-Z][A-Z .’'-]{2,40}:[^\n]{1,40}$")

_MARKS = str.maketrans("“”„«»‘’", '"""""\'\'')

T = TypeVar("T", bound=Hashable)
#: The places of a text that comes again, how grave that is, and its words.
Group: TypeAlias = tuple[list[Span], Severity, int]


def find(page: Page) -> list[Hit]:
    """Each repeat of a line or sentence; the first of each group is not itself a repeat."""
    hits: list[Hit] = []
    groups = _outside_notes(page, list(_exact(page)))
    copied = sum(span.end - span.start for group, _, _ in groups for span in group[1:])
    # Where so much comes again in whole paragraphs, a text was pasted twice, or a page holds a copy for small screens.
    pasted = len(groups) >= REPEATED_LIMITS.pasted_groups and copied >= REPEATED_LIMITS.pasted_share * len(
        page.text.raw
    )
    for group, severity, words in groups:
        times = len(group)
        confidence = min(0.99, 0.75 + 0.08 * times)
        message = f"The same text appears {_times(times)}."
        junk = 0.95 if pasted else _is_junk(times, words)
        if pasted and severity == "low" and words >= REPEATED_LIMITS.least_words:
            severity = "medium"
        hits += [Hit(*span, confidence, message, severity, places=(Place(*span, junk),)) for span in group[1:]]
    taken = {hit.start for hit in hits}
    hits += [hit for hit in _near(page) if hit.start not in taken]
    return hits


def _outside_notes(page: Page, groups: list[Group]) -> list[Group]:
    """The groups without what is in a note of correction."""
    notes = note_lines(page) if groups else frozenset()
    if not notes:
        return groups
    out = []
    for spans, _, words in groups:
        lines = page.text.line_start.searchsorted([span.start for span in spans], side="right") - 1
        kept = [span for span, line in zip(spans, lines.tolist(), strict=True) if line not in notes]
        if len(kept) > 1:
            out.append((kept, _severity(len(kept), words), words))
    return out


def _is_junk(times: int, words: int) -> float:
    """The probability that a repeat is no part of the body. On whole pages most texts that come twice are: a summary
    above the article, a quotation set in large type, an item of a list."""
    return 0.95 if times >= 4 and words >= 8 else 0.4


def _times(times: int) -> str:
    words = {2: "twice", 3: "three times", 4: "four times", 5: "five times", 6: "six times", 7: "seven times"}
    return words.get(times, f"{times} times")


def _exact(page: Page) -> Iterator[Group]:
    """Lines that come again, then sentences that come again inside lines that do not."""
    text = page.text
    inside: set[int] = set()
    verse: frozenset[int] | None = None
    for where in _again_lines(page):
        line = _plain(page.lines[where[0]])
        words = int(page.line_words[where[0]])
        long = words >= REPEATED_LIMITS.least_words and len(line) >= REPEATED_LIMITS.least_characters
        if verse is None:
            verse = verses(page)
        inside.update(verse.intersection(where))
        where = [n for n in where if n not in verse]
        if len(where) < 2:
            continue  # a refrain
        if not (
            long or (len(where) >= REPEATED_LIMITS.many and words >= 3 and len(line) >= 12 and line[0] not in "([")
        ):
            continue
        if where[:2] == [0, 1] and words <= 25:  # a title that stands once more above its own story
            where = where[1:]
        inside.update(where)
        if len(where) == 1 or _spoken(page, where[1], line) or _comes_again(page.lines[where[0]]):
            continue
        if len(where) == 2 and words <= REPEATED_LIMITS.field and _FIELD.match(page.lines[where[0]]):
            continue  # a field of a programme or a table
        yield [Span(int(text.line_start[n]), int(text.line_end[n])) for n in where], _severity(len(where), words), words
    for where in _again_sentences(page, inside):
        apart = where[1] - where[0] > 1
        words = int(page.sentence_words[where[0]])
        first, last = text.sentence_token[where[1] : where[1] + 2].tolist()
        if apart and words < 12 and page.quoted[first:last].all():
            continue  # a refrain, or a quotation that is looked at again
        far = len(where) == 2 and where[1] - where[0] > REPEATED_LIMITS.far
        if far and words < REPEATED_LIMITS.short:
            continue  # "She declined to comment."
        spans = [Span(int(text.sentence_start[n]), int(text.sentence_end[n])) for n in where]
        if words < REPEATED_LIMITS.long and (text.sentence(where[0])[-1] == "?" or _is_spoken(page, where)):
            continue  # asked again, or said again in a debate
        if spans[0].end - spans[0].start >= REPEATED_LIMITS.least_characters and not _comes_again(
            text.sentence(where[0])
        ):
            yield spans, _severity(len(where), words), words


def _plain(line: str) -> str:
    """A line in small letters, whatever its quotation marks and spaces."""
    return " ".join(line.lower().translate(_MARKS).split())


def _comes_again(unit: str) -> bool:
    """Whether a unit may stand under each of several messages, or be said again and again."""
    return bool(SIGNED.match(unit) or _TURN.match(unit) or AMOUNT.match(unit))


def _again(units: list[T]) -> list[list[int]]:
    """The places of each unit that comes more than once, in the order of their first places."""
    if len(set(units)) == len(units):
        return []
    places: defaultdict[T, list[int]] = defaultdict(list)
    for n, unit in enumerate(units):
        places[unit].append(n)
    return [where for where in places.values() if len(where) > 1]


def _again_lines(page: Page) -> list[list[int]]:
    """Lines that come again, whatever their quotation marks and spaces."""
    words = np.where(page.text.is_word, page.text.number + 1, 0)
    # Lines whose words' numbers have another sum cannot be the same.
    sums = np.add.reduceat(words, page.line_token[:-1]).tolist() if page.lines else []
    if len(set(sums)) == len(sums):
        return []
    times = Counter(sums)
    chosen = [n for n, s in enumerate(sums) if times[s] > 1]
    again = _again([_plain(page.lines[n]) for n in chosen])
    return [[chosen[n] for n in where] for where in again]


def _again_sentences(page: Page, inside: set[int]) -> list[list[int]]:
    """Sentences that come again token by token, those in the lines ``inside`` left out."""
    text = page.text
    at = (page.sentence_words > REPEATED_LIMITS.least_words).nonzero()[0]
    # Sentences whose words' numbers have another sum cannot be the same.
    sums = np.add.reduceat(page.text.number, text.sentence_token[:-1])[at].tolist() if len(at) else []
    if len(set(sums)) == len(sums):
        return []
    times = Counter(sums)
    sentence_line, bounds = text.sentence_line.tolist(), text.sentence_token.tolist()
    chosen = [n for n, s in zip(at.tolist(), sums, strict=True) if times[s] > 1 and sentence_line[n] not in inside]
    again = _again([tuple(text.lower[bounds[n] : bounds[n + 1]]) for n in chosen])
    return [[chosen[n] for n in where] for where in again]


def _severity(times: int, words: int) -> Severity:
    """One heading, or one short sentence, that comes twice is a slip; whole paragraphs or many repeats are not."""
    if times >= 4 and words >= REPEATED_LIMITS.least_words:
        return "high"
    return "medium" if (times == 3 and words >= REPEATED_LIMITS.least_words) or words >= REPEATED_LIMITS.long else "low"


def _spoken(page: Page, line: int, text: str) -> bool:
    """A short quotation or refrain that comes again."""
    first, last = int(page.line_token[line]), int(page.line_token[line + 1])
    return bool(page.quoted[first:last].all()) and len(text) < 90


def _figures(page: Page, sentence: int) -> set[str]:
    """The figures of a sentence: years, amounts, versions."""
    first, last = page.text.sentence_token[sentence : sentence + 2].tolist()
    return {word for word in page.text.lower[first:last] if any(map(str.isdigit, word))}


def _is_spoken(page: Page, where: list[int]) -> bool:
    """Whether all sentences ``where`` stand in turns of one conversation."""
    turns = speaker_turns(page.text)
    if not turns:
        return False
    first, last = turns[0].speaker.start, turns[-1].said.end
    return all(first <= int(page.text.sentence_start[n]) < last for n in where)


def _is_listed(page: Page, first: int, second: int) -> bool:
    """Whether two lines begin with the same mark, as items of a list do."""
    mark = page.lines[first][0]
    return mark == page.lines[second][0] and not mark.isalnum() and mark not in "\"“‘'("


def _is_standfirst(page: Page, first: int, second: int) -> bool:
    """Whether the first of two lines is a title or a standfirst, which say what the article says."""
    return first < REPEATED_LIMITS.header and second > first and len(page.lines) > 2 * REPEATED_LIMITS.header


def _near(page: Page) -> Iterator[Hit]:
    """Sentences that say in nearly the same words what another sentence says."""
    text = page.text
    sizes = page.sentence_words.tolist()
    alike = []
    for first, second, shared in _pairs(page):
        least = min(sizes[first], sizes[second])
        if least >= REPEATED_LIMITS.near_words and shared >= REPEATED_LIMITS.near_runs * (least - 2):
            alike.append((first, second))
    if alike:
        items = {item.line for item in list_items(text)}
        notes = note_lines(page)
        line_of = text.sentence_line
        alike = [
            (a, b)
            for a, b in alike
            if not {int(line_of[a]), int(line_of[b])} <= items
            and notes.isdisjoint((int(line_of[a]), int(line_of[b])))
            and not _is_listed(page, int(line_of[a]), int(line_of[b]))
            and not _is_standfirst(page, int(line_of[a]), int(line_of[b]))
            and not _is_spoken(page, [a, b])
        ]
    contents = {n: set(page.content_of(n)) for n in set(chain.from_iterable(alike))}
    for first, second in alike:
        a, b = contents[first], contents[second]
        common = len(a & b)
        if (
            common < 6
            or common < REPEATED_LIMITS.near_content * min(len(a), len(b))
            or common < 0.5 * max(len(a), len(b))
        ):
            continue
        if a == b and sizes[first] == sizes[second]:
            continue  # the same to the letter: reported already
        shorter = first if sizes[first] <= sizes[second] else second
        if text.tokens[text.sentence_token[shorter]].startswith("http"):
            continue  # an address: its parts are no words
        start, end = int(text.sentence_start[shorter]), int(text.sentence_end[shorter])
        # Pairs that share less and name other figures are two steps of a chronicle or two arms of a study.
        same = common >= 0.9 * min(len(a), len(b))
        message = "Nearly the same as another sentence."
        told = same or _figures(page, first) == _figures(page, second)
        yield Hit(start, end, 0.7 if same else 0.6, message, "low", places=(Place(start, end, 0.3),), flagged=told)


def _pairs(page: Page) -> list[tuple[int, int, int]]:
    """Pairs of sentences that share enough runs of three words, and how many, looking only at runs that come 2-4
    times. In order of the sentences."""
    at = page.text.is_word.nonzero()[0]
    if len(at) < 2 * REPEATED_LIMITS.near_words:
        return []
    words, sentence = page.text.number[at], page.text.token_sentence[at]
    base = int(words.max()) + 1
    runs = (words[:-2] * base + words[1:-1]) * base + words[2:]  # below 2^63 up to two million words
    whole = (sentence[:-2] == sentence[2:]).nonzero()[0]
    runs, owner = runs[whole], sentence[whole]
    sorted_runs = np.sort(runs)  # far faster than the stable sort below, which a short text is thus spared
    if np.count_nonzero(sorted_runs[1:] == sorted_runs[:-1]) < REPEATED_LIMITS.near_least_runs:
        return []
    order = runs.argsort(kind="stable")
    runs = runs[order]
    edge = np.concatenate(([0], (runs[1:] != runs[:-1]).nonzero()[0] + 1, [len(runs)]))
    size = edge[1:] - edge[:-1]
    chosen = ((size > 1) & (size < 5)).nonzero()[0]
    if len(chosen) < REPEATED_LIMITS.near_least_runs:
        return []
    # (4, n): the sentences of each run, in order; -1 where there is no more, or the same sentence once more
    places = edge[chosen] + np.arange(4)[:, None]
    owners = owner[order[np.minimum(places, len(runs) - 1)]]
    owners[places >= edge[chosen + 1]] = -1
    owners[1:][owners[1:] == owners[:-1]] = -1
    first, second = owners[_FIRST], owners[_SECOND]
    n = page.text.n_sentences
    pairs = (first * n + second)[(first >= 0) & (second >= 0)]
    pairs.sort()
    less = REPEATED_LIMITS.near_least_runs - 1
    often = Counter(pairs[less:][pairs[less:] == pairs[:-less]].tolist())  # each once for every run beyond the third
    return [(pair // n, pair % n, times + less) for pair, times in often.items()]


EXAMPLES = (
    Example(
        KIND.id,
        "Council backs new tram line to the harbour\n\nThe council voted on Monday to build the line.\n\n"
        "Council backs new tram line to the harbour\n\nWork begins in May, the mayor said.\n\n"
        "Council backs new tram line to the harbour",
        True,
        "build the line.\n\nCouncil backs new tram line",
    ),
    Example(
        KIND.id,
        "The bridge was closed on Friday after inspectors found cracks in two of its piers. Drivers must take the "
        "ferry. The bridge was closed on Friday after inspectors found cracks in two of its piers. It is to open "
        "again in June.",
        True,
        "ferry. The bridge was closed on Friday",
    ),
    Example(
        KIND.id,
        "The orchestra opens its new season with concerts in Bergen, Malmo, Tallinn and Riga. Photo: A. Lind\n"
        "Tickets went on sale on Tuesday.\n"
        "The orchestra opens its season this year with several concerts in Bergen, Malmo, Tallinn and Riga.",
        True,
        "concerts in Bergen, Malmo, Tallinn and Riga",
    ),
    Example(
        KIND.id,
        "Rail fares rise again\nRail fares rise again in January, the operator said on Monday. The increase is four "
        "per cent.\nCommuters were not amused.",
        False,
    ),
    Example(
        KIND.id,
        "MARSH: Where were you?\nREYL: At home that night.\nMARSH: Who saw you?\nREYL: At home that night.\n"
        "MARSH: And later?\nREYL: At home that night.",
        False,
    ),
    Example(
        KIND.id,
        "The mayor wrote twice. The dam holds. — Ada Marsh (@adamarsh_mayor) May 3, 2021\nThe fields are dry. — Ada "
        "Marsh (@adamarsh_mayor) May 3, 2021",
        False,
    ),
    Example(
        KIND.id,
        "Q: Where were you?\nA: At home.\nQ: Who saw you?\nA: At home.\nQ: And later?\nA: At home, as I said.",
        False,
    ),
    Example(
        KIND.id,
        "The crowd sang: “We shall not leave this square.” Then a second group took it up: “We shall not leave this "
        "square.” The police looked on.\n* * *\nAt dusk the singing ended.\n* * *\nNobody was hurt.",
        False,
    ),
)
