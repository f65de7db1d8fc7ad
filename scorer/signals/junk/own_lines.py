"""Lines that are the article's own although they look like furniture or repeats: its header, and the forms of a
conversation, a live blog, a list or verse (:mod:`scorer.text.forms`)."""

from __future__ import annotations

import re
from itertools import pairwise

import numpy as np

from scorer.article.bylines import is_person
from scorer.article.labels import CORRECTION_CUES, says_corrected
from scorer.signals.junk.limits import FURNITURE_LIMITS, OWN_LINE_LIMITS
from scorer.signals.junk.page import Page
from scorer.signals.junk.vocabulary import FURNITURE
from scorer.text.forms import list_items, speaker_turns, timed_entries, verse_lines
from scorer.text.late import late
from scorer.types import Bools, Span

#: The line that signs a post: "— Ada Marsh (@adamarsh) May 3, 2021".
_SIGNED_POST = late(r"\(@\w{2,30}\)")
#: "Label: value", with a figure: this many near each other are a list of the article, such as exercises or results.
_VALUE = late(r"[^\W\d_][^:\n]{2,48}\s?:\s[^\n]{0,40}\d")
#: An amount at the beginning of a short line, but no count of comments or minutes.
AMOUNT = late(
    r"(?:about\s)?(?:\d[\d.,/]*|[½¼¾⅓⅔]|(?:one|two|three|four|five|six|ten|half)\b)\s?(?:½|¼|¾|\d/\d|to\s\d+|%)?\s?"
    r"(?!(?:ago|comments?|shares?|likes?|views?|replies|min(?:ute)?s?|hours?|days?|h|m|d|photos?|videos?|of\s\d+|stars?"
    r"|votes?|reads?|results?)\b)(?:[a-z(][^\n]{1,45})$"
)
#: A line of a table of results: "Selby 3, Hask 1", "Carrow 12 8 2 2 26".
_RESULT = late(r"[A-Z][^\W\d_]{1,24}(?:[ .'’-]{1,2}[^\W\d_]{1,24}){0,4}[ ,:]{1,2}\d[^\n]{0,60}\d\)?$")
#: An entry of a chronology: "2019 — …", "29 September 2024: …".
_DATED_ENTRY = late(
    r"(?:\d{1,2}\s)?(?:[A-Z][a-z]{2,8}\.?\s)?(?:\d{1,2},\s)?(?:1[4-9]|20)\d\ds?\s?(?:[:–—-]|\|)\s?[^\W\d][^\n]{10,}$"
)
_CLOCK = late(
    r"(?P<h>[01]?\d|2[0-3])(?:[:.h](?P<m>[0-5]\d)|(?=\s?[ap]\.?m\b))(?:\s?[ap]\.?m\.?)?(?:\s?[–-]\s?[\d:.]{3,5})?\s?[:|–-]?\s?[A-Z]"
)
#: Buttons that are below readers' comments.
_COMMENT_BUTTON = late(r"(?:reply|report|upvote|downvote|like|thumbs up|\d+ (?:likes?|replies|upvotes))\b", re.I)


def header_lines(page: Page) -> Bools:
    """(n_lines,) the lines in which the reader of the header found title, byline and date."""
    article = page.document.article
    own = np.zeros(len(page.lines), dtype=np.bool_)
    for span in (article.title_span, article.byline_span, article.published_span):
        if span is not None:
            own[_lines_of(page, span)] = True
    if article.byline_span is None:
        for n in range(1, min(OWN_LINE_LIMITS.name_lines, len(page.lines) - 1)):
            if page.line_words[n + 1] >= FURNITURE_LIMITS.headed:
                cued = (page.opens[page.line_token[n] : page.line_token[n + 1]] & FURNITURE).any()
                named = 2 <= page.line_words[n] <= 4 and page.lines[n].istitle() and is_person(page.lines[n])
                own[n] |= named and not cued
                break
    found = own.nonzero()[0]
    for span in article.header_lines if len(found) else ():  # who the author is, and other dates, next to them
        lines = _lines_of(page, span)
        if abs(found - lines.start).min() <= 1:
            own[lines] = True
    return own


def formed_lines(page: Page) -> Bools:
    """(n_lines,) the lines of conversations, live blogs and lists."""
    own = np.zeros(len(page.lines), dtype=np.bool_)
    turns = speaker_turns(page.text)
    if turns:
        spans = [Span(turn.speaker.start, max(turn.said.end, turn.speaker.end)) for turn in turns]
        words = sum(int(page.line_words[_lines_of(page, span)].sum()) for span in spans)
        lines = max(1, _lines_of(page, spans[-1]).stop - _lines_of(page, spans[0]).start)
        if words >= OWN_LINE_LIMITS.turn_words * max(len(turns), lines):
            for span in spans:
                own[_lines_of(page, span)] = True
    entries = timed_entries(page.text)
    if entries and not _is_thread(page, entries[0].line):
        whole = [_lines_of(page, entry.whole) for entry in entries]
        words = sum(int(page.line_words[lines].sum()) for lines in whole)
        prose = sum(any(line[-1] in '.!?"”' for line in page.lines[lines]) for lines in whole)
        if words >= OWN_LINE_LIMITS.entry_words * len(entries) and 2 * prose > len(entries):
            for lines in whole[:-1]:
                own[lines] = True
            last = whole[-1].start
            longest = max(lines.stop - lines.start for lines in whole[:-1])
            own[last : min(whole[-1].stop, last + longest)] = True
    own |= _lists(page)
    own[verse_lines(page.text)] = True
    return own


def shown_posts(page: Page) -> Bools:
    """(n_lines,) posts that the article shows, with the line that signs them; and lists of values under labels."""
    own = np.zeros(len(page.lines), dtype=np.bool_)
    labelled: list[int] = []
    for n, line in enumerate(page.lines):
        signs = "@" in line and bool(_SIGNED_POST.search(line))
        if signs or "pic.twitter.com" in line or "://t.co/" in line:
            own[n] = True
            if signs and n and page.line_words[n - 1] >= OWN_LINE_LIMITS.post_words:
                own[n - 1] = True
        if ":" in line[:60] and _VALUE.match(line):
            if labelled and n - labelled[-1] > 2:
                if len(labelled) >= OWN_LINE_LIMITS.values:
                    own[labelled] = True
                labelled = []
            labelled.append(n)
    if len(labelled) >= OWN_LINE_LIMITS.values:
        own[labelled] = True
    counted = [n for n, line in enumerate(page.lines) if line[-1] in "0123456789)"]
    dated = [n for n, line in enumerate(page.lines) if "—" in line[:24] or "–" in line[:24] or ":" in line[:24]]
    return (
        own
        | _runs_of(page, [n for n, line in enumerate(page.lines) if AMOUNT.match(line)], OWN_LINE_LIMITS.amounts)
        | _runs_of(page, [n for n in counted if _RESULT.match(page.lines[n])], OWN_LINE_LIMITS.results)
        | _runs_of(page, [n for n in dated if _DATED_ENTRY.match(page.lines[n])], OWN_LINE_LIMITS.results)
        | _scheduled(page)
    )


def _runs_of(page: Page, at: list[int], least: int) -> Bools:
    """(n_lines,) the lines ``at`` which amounts of a recipe, rows of a table or entries of a chronology are, one per
    line, where there are so many near each other."""
    own = np.zeros(len(page.lines), dtype=np.bool_)
    run: list[int] = []
    for n in [*at, -1] if len(at) >= least else ():
        if run and (n < 0 or n - run[-1] > 2):
            if len(run) >= least:
                own[run[0] : run[-1] + 1] = True
            run = []
        run.append(n)
    return own


def _scheduled(page: Page) -> Bools:
    """(n_lines,) the lines of a programme: times of day that rise, each with what is on. The latest news of a
    site, with their times, stand the other way round."""
    own = np.zeros(len(page.lines), dtype=np.bool_)
    run: list[tuple[int, int]] = []
    found = [(n, _CLOCK.match(line)) for n, line in enumerate(page.lines) if line[0].isdigit()]
    clocks = [(n, int(match["h"]) * 60 + int(match["m"] or 0)) for n, match in found if match]
    for n, time in [*clocks, (-1, 0)]:
        if run and (n < 0 or n - run[-1][0] > OWN_LINE_LIMITS.schedule_gap):
            rising = sum(later > sooner for (_, sooner), (_, later) in pairwise(run))
            if len(run) >= OWN_LINE_LIMITS.scheduled and rising >= 0.7 * (len(run) - 1):
                own[run[0][0] : run[-1][0] + 1] = True
            run = []
        run.append((n, time))
    return own


def note_lines(page: Page) -> frozenset[int]:
    """Lines with a note that the article was corrected, and those below a heading that says so: such a note says again
    what the article says."""
    notes: set[int] = set()
    text = page.text
    for n in dict.fromkeys(text.sentence_line[text.token_sentence[text.where(CORRECTION_CUES)]].tolist()):
        if says_corrected(page.lines[n]):
            notes.add(n)
            if page.line_words[n] <= OWN_LINE_LIMITS.note_heading:
                notes.add(n + 1)
    return frozenset(notes)


def verses(page: Page) -> frozenset[int]:
    """Lines of verse, where a line may come again."""
    return frozenset(verse_lines(page.text))


def _is_thread(page: Page, first: int) -> bool:
    """Whether time stamps are those of readers' comments."""
    return sum(bool(_COMMENT_BUTTON.match(line)) for line in page.lines[first:]) >= 2


def _lists(page: Page) -> Bools:
    """Lists that hold sentences, with the lines between their items."""
    own = np.zeros(len(page.lines), dtype=np.bool_)
    run: list[int] = []
    items = [item.line for item in list_items(page.text)]
    for line in [*items, -1]:
        if run and (line < 0 or line - run[-1] > OWN_LINE_LIMITS.item_gap):
            end = min(run[-1] + 2 if run[-1] - run[0] >= len(run) else run[-1] + 1, len(page.lines))
            lines = page.lines[run[0] : end]
            ended = sum(line[-1] in '.!?:;"”)' for line in lines)
            # Below a paragraph, or as fragments of sentences, items need no full stops.
            led = run[0] > 0 and page.line_words[run[0] - 1] >= OWN_LINE_LIMITS.leading
            spoken = sum(line.lstrip("-–—*•‣▪● ")[:1].islower() for line in lines)
            whole = len(page.lines) <= FURNITURE_LIMITS.page_lines and (led or 2 * spoken > len(lines))
            if len(run) >= 3 and (ended >= OWN_LINE_LIMITS.ended * len(lines) or whole):
                own[run[0] : end] = True
            run = []
        run.append(line)
    return own


def _lines_of(page: Page, span: Span) -> slice:
    """The lines that a stretch of text touches."""
    first = int(page.text.line_end.searchsorted(span.start, side="right"))
    return slice(first, max(first + 1, int(page.text.line_start.searchsorted(span.end))))
