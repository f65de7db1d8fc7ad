"""Menus, cookie and newsletter text, share bars, related-story lists, another story's headline."""

from __future__ import annotations

import re
from collections import Counter

import numpy as np

from scorer.signals.base import Example, FlagKind
from scorer.signals.junk.appended import appended
from scorer.signals.junk.headlines import candidates, headline_features, headline_verbs
from scorer.signals.junk.limits import FURNITURE_LIMITS
from scorer.signals.junk.line_model import headline_chance, read_lines
from scorer.signals.junk.own_lines import header_lines
from scorer.signals.junk.page import Hit, Page, Place
from scorer.signals.junk.spared import (
    announced_lines,
    credited,
    ended_lines,
    formed_on_page,
    led_lines,
    reporting_lines,
    section_headings,
    taken_up,
)
from scorer.signals.junk.stub import is_link
from scorer.signals.junk.told import tells
from scorer.signals.junk.vocabulary import FUNCTION, FURNITURE
from scorer.text.late import late
from scorer.types import Floats, Ints

KIND = FlagKind(
    id="junk.page_furniture",
    severity="medium",
    shows="menus, cookie and newsletter text, share bars, related-story lists, an empty table of contents, a headline "
    "of another story inside the text",
    why="Text around an article on its page is not part of the article and is not about its subject.",
    source="Boilerplate detection by shallow text features (Kohlschütter et al. 2010); C4 (Raffel et al. 2020)",
)

#: What a site asks of its reader, with its own name in it.
CALL = late(
    r"(?:(?:download|get|install|try)\s(?:the|our)\s(?:[\w’'&-]+\s){0,4}apps?\b"
    r"|(?:follow|like|join|find|add|watch)\s(?:us|the\s(?:[\w’'&-]+\s){1,4}|@\w+\s?"
    r"|[A-Z][\w’'&-]+\s(?:[\w’'&-]+\s){0,3})on\s"
    r"(?:Facebook|Twitter|X|Instagram|YouTube|TikTok|Threads|LinkedIn|WhatsApp|Telegram|Bluesky|Mastodon|Google"
    r"|Flipboard|Apple)\b"
    r"|(?:sign\sup|register|subscribe)\s(?:for|to)\s(?:the|our|its)\s(?:[\w’'&-]+\s){0,5}(?:newsletters?|emails?"
    r"|briefings?|alerts?|bulletins?|podcasts?|channel|digest)\b"
    r"|(?:get|receive)\s(?:the|our|all|your)\s(?:[\w’'&-]+\s){0,6}(?:in|to)\syour\s(?:inbox|email|mailbox)\b"
    r"|share\s(?:this\s(?:\w+\s)?)?(?:on|via|by)\s(?:Facebook|Twitter|X|WhatsApp|email|LinkedIn|Reddit)\b"
    r"|(?:you\scan\s)?(?:get|receive)\s(?:the|our)\s(?:[\w’'&-]+\s){1,5}by\s(?:signing|subscribing)\b"
    r"|support\s(?:us|our|the)\s(?:[\w’'&-]+\s?){0,4}[:–—.-]\s?(?:please\s)?(?:donate|contribute|give|chip\sin)\b"
    r"|(?:watch|see)\s(?:it\s|the\s(?:video|clip)\s)?(?:below|above|now|here)$"
    r"|image\scaption\b"
    r"|copy\s(?:the\s)?link\b"
    r"|we\s(?:and\sour\s(?:\w+\s)?partners\s)?(?:value\syour\sprivacy|use\s(?:\w+\s){0,2}cookies|store\s(?:and|or)))",
    re.I,
)
_CALLS_BEGIN = frozenset("dgitfljawsrcyDGITFLJAWSRCY")
#: Keywords of a page, of which some pages have a long line.
_TAGGED = late(
    r"(?:tags?|keywords?|topics|tagged(?:\s(?:with|as|in))?|filed\sunder|posted\sin|categories)\s?:\s?[^\n,;|.]{2,40}(?:[,;|][^\n,;|.]{2,40}){1,40}$",
    re.I,
)
_HASHTAGS = late(r"(?:[^\n:#]{0,20}:)?(?:[\s,|]{0,3}#\w{2,40}){2,20}\W{0,3}")
_TAGS_BEGIN = frozenset("tkfpcTKFPC")
_ARROWS = (">>", "»", "→", "►", "▶", "➤", "☞")
_FED = late(
    r"(?:the|this)\s(?:post|article|story|entry)\s[^\n]{3,160}\s(?:appeared\sfirst|first\sappeared)\s(?:on|at|in)\s",
    re.I,
)
#: A line that may be a headline in a box of other stories: no sentence, label, figure or item of a list.
_HEADLINE = late(r"[A-Z“‘][^\n:|]{3,90}[^\n.:;,!…)\d]$")


def find(page: Page) -> list[Hit]:
    """Furniture: blocks of lines, and sentences inside lines of prose."""
    if not page.lines:
        return []
    guess, chance, cues = read_lines(page)
    around = chance
    reporting = reporting_lines(page, cues)
    cues = np.where(reporting, 0.0, cues)
    least = FURNITURE_LIMITS.flag_at - 0.05
    at = candidates(page)
    formed = np.zeros(len(page.lines), dtype=np.bool_)
    if len(at) or chance.max() > least:
        formed = formed_on_page(page, chance)
    if chance.max() > least:
        if len(page.lines) < FURNITURE_LIMITS.few_lines:  # there is hardly a page around any line
            chance = np.minimum(chance, least)
        own = section_headings(page, chance, cues) | announced_lines(page, chance, cues)
        own |= formed | reporting
        if _is_article(page, chance):
            own |= ended_lines(page, chance, cues) | taken_up(page, chance, cues) | credited(page, cues)
        chance = np.where(own, np.minimum(chance, least), chance)
    said = _by_phrase(page, np.where(led_lines(page), 0.0, cues))
    chance = np.maximum(chance, np.where(formed & (said < FURNITURE_LIMITS.certain), 0.0, said))
    if cues.max() >= FURNITURE_LIMITS.telling:
        chance = np.maximum(chance, _listed(page, cues))
    if len(at):
        chance = np.maximum(chance, np.where(formed, 0.0, _headlines(page, at, guess)))
        chance = np.maximum(chance, np.where(formed, 0.0, _boxed(page, at)))
    chance = np.maximum(chance, appended(page, around))
    header = header_lines(page)
    if _is_article(page, around) and _is_title(page):
        header[0] = True
    chance[header] = np.minimum(chance[header], least)
    if page.document.article.furniture:
        chance = np.maximum(chance, _known(page, page.document.article.furniture))
    return [*_blocks(page, chance, cues), *_sentences(page, chance)]


def _is_article(page: Page, chance: Floats) -> bool:
    """Whether a text is short, or holds so little furniture that it is no whole page with its menus."""
    few = float((chance >= FURNITURE_LIMITS.flag_at).mean()) <= FURNITURE_LIMITS.most_around
    return few or len(page.lines) <= FURNITURE_LIMITS.page_lines


def _is_title(page: Page) -> bool:
    """Whether the first line reads like a headline above its own text."""
    return 3 <= page.line_words[0] <= 28 and page.lines[0][-1] not in ".:,;|" and "|" not in page.lines[0]


def _known(page: Page, known: frozenset[str]) -> Floats:
    """Lines that a corpus has shown to be on many pages of the site, however much they look like prose."""
    return np.array([0.95 if line in known else 0.0 for line in page.lines])


def _by_phrase(page: Page, cues: Floats) -> Floats:
    """Short lines that begin with a telling phrase, or call upon the reader."""
    telling = (cues >= FURNITURE_LIMITS.telling) & (page.line_words <= FURNITURE_LIMITS.short)
    chance = np.where(telling, cues, 0.0)
    last = int((page.line_words >= FURNITURE_LIMITS.headed).nonzero()[0].max(initial=0))
    for n in (page.line_words >= 3).nonzero()[0].tolist():
        if page.line_words[n] > FURNITURE_LIMITS.short and page.lines[n][0] not in _TAGS_BEGIN:
            continue
        line = page.lines[n]
        if (
            (line[0] in _CALLS_BEGIN and CALL.match(line))
            or _points_on(page, n)
            or _is_tagged(line)
            or (n > last and is_link(line))
        ):
            chance[n] = max(chance[n], FURNITURE_LIMITS.called)
    return chance


def _is_tagged(line: str) -> bool:
    if "#" in line and line.count("#") >= 2 and _HASHTAGS.fullmatch(line):
        return True
    return line[0] in _TAGS_BEGIN and ":" in line[:20] and _TAGGED.match(line) is not None


def _points_on(page: Page, n: int) -> bool:
    """Whether a line is a link to another story, set off by an arrow, or what a feed puts below an article."""
    line = page.lines[n]
    if "first" in line and _FED.match(line):
        return True
    if not line.startswith(_ARROWS):
        return False
    near = (page.lines[i] for i in (n - 1, n + 1) if 0 <= i < len(page.lines))
    return line[-1] not in ".:;,?!" and not any(one.startswith(_ARROWS) for one in near)


def _listed(page: Page, cues: Floats) -> Floats:
    """Headlines after a heading such as "Related stories:", up to the next line of prose."""
    chance = np.zeros(len(page.lines))
    listed: list[int] = []
    for heading in np.flatnonzero((cues >= FURNITURE_LIMITS.telling) & (page.line_words <= 6)).tolist():
        if listed and heading <= listed[-1]:
            continue
        listed = []
        for n in range(heading + 1, min(heading + 1 + FURNITURE_LIMITS.most_listed, len(page.lines))):
            words = int(page.line_words[n])
            if not 2 <= words <= 22 or page.lines[n][-1] in '.:!"”;,':
                break
            listed.append(n)
        # One such line above a paragraph may be the heading of the next section.
        if len(listed) >= 2 or (listed and listed[-1] == len(page.lines) - 1):
            chance[listed] = 0.85
            chance[heading] = 0.85
        elif _empty_contents(page, heading):
            chance[heading] = 0.85
    return chance


def _empty_contents(page: Page, heading: int) -> bool:
    """A heading of a table of contents below which no table stands."""
    return page.lines[heading].lower().rstrip(":") in ("table of contents", "contents", "on this page", "jump to")


def _headlines(page: Page, at: Ints, guess: Floats) -> Floats:
    """Lines between paragraphs that are more likely another story's headline than a heading of this one."""
    chance = np.zeros(len(page.lines))
    if len(page.lines) < FURNITURE_LIMITS.few_lines:
        at = at[page.line_words[at] >= 8]
    if len(at):
        chance[at] = headline_chance(headline_features(page, at, guess))
        if len(at) <= 2:
            statements = [n for n in at.tolist() if n > 1 and _statement(page, n)]
            chance[statements] = np.maximum(chance[statements], 0.6)
    # Where several lines stand alone so, they are the headings of the article, but for what is clearly none.
    headings = [
        n for n in at.tolist() if page.line_words[n] <= 10 and n + 1 < len(chance) and page.line_words[n + 1] >= 12
    ]
    many = len(headings) >= FURNITURE_LIMITS.many_headings
    least = np.where(
        many | (page.line_words <= FURNITURE_LIMITS.longest_heading),
        FURNITURE_LIMITS.sure_headline_at,
        FURNITURE_LIMITS.headline_at,
    )
    return np.where(chance >= least, chance, 0.0)


def _boxed(page: Page, at: Ints) -> Floats:
    """Runs of lines between paragraphs that read like headlines and share no words with the article: a box of other
    stories, whatever its heading says."""
    chance = np.zeros(len(page.lines))
    counts: Counter[str] = Counter()
    for begin in (n for n in range(1, len(page.lines) - 1) if page.line_words[n - 1] >= FURNITURE_LIMITS.headed):
        end = begin
        while (
            end < len(page.lines)
            and page.line_words[end] < FURNITURE_LIMITS.headed
            and _HEADLINE.match(page.lines[end])
        ):
            end += 1
        titles = [n for n in range(begin, end) if page.line_words[n] >= 4]
        closed = end < len(page.lines) and page.line_words[end] >= FURNITURE_LIMITS.headed
        if not closed or len(titles) < 2 or end - begin > len(titles) + 2 or end - 1 not in at:
            continue
        counts = counts or Counter(page.text.lower)
        if _is_foreign(page, titles, counts) and any(
            headline_verbs().intersection(page.lines[n].lower().split()) for n in titles
        ):
            chance[begin:end] = FURNITURE_LIMITS.boxed
    return chance


def _is_foreign(page: Page, titles: list[int], counts: Counter[str]) -> bool:
    """Whether the telling words of some lines are hardly those of the other lines; ``counts`` are of the whole text."""
    text = page.text
    tokens = (t for n in titles for t in range(*page.line_token[n : n + 2].tolist()))
    words = Counter(text.lower[t] for t in tokens if len(text.tokens[t]) >= 5)
    known = sum(counts[word] > times for word, times in words.items())
    return bool(words) and known < FURNITURE_LIMITS.foreign * len(words)


def _statement(page: Page, n: int) -> bool:
    """A whole statement between two paragraphs, in the words of the article and yet no part of it; or below the last
    one, with nothing after it: then it is another story's headline or the beginning of a sentence that was cut off."""
    if page.line_words[n] < 10 or page.line_words[n - 1] < 12 or (page.line_words[n + 1 : n + 2] < 12).any():
        return False
    first, last = int(page.line_token[n]), int(page.line_token[n + 1])
    text = page.text
    if text.quoted[first:last].any():
        return False
    small = int(((page.bits[first:last] & FUNCTION) > 0).sum())
    lowered = sum(token.islower() for token in text.tokens[first:last])
    return small >= 2 and lowered >= 0.5 * int(page.line_words[n])


def _blocks(page: Page, chance: Floats, cues: Floats) -> list[Hit]:
    """Neighbouring lines of furniture as one flag; every other line as mere evidence."""
    text = page.text
    start, end = text.line_start.tolist(), text.line_end.tolist()
    values = chance.tolist()
    hits: list[Hit] = []
    block: list[Place] = []
    for n, value in enumerate([*values, 0.0]):
        if value >= FURNITURE_LIMITS.flag_at:
            block.append(Place(start[n], end[n], value))
            continue
        if block:
            here = slice(n - len(block), n)
            hits.append(_block(block, int(page.line_words[here].sum()), float(cues[here].max())))
            block = []
        if n < len(values) and value >= FURNITURE_LIMITS.evidence_at:
            hits.append(Hit(start[n], end[n], value, "", flagged=False))
    return hits


def _block(places: list[Place], words: int, cue: float) -> Hit:
    confidence = max(place.confidence for place in places)
    # Without a phrase that says so, a list of the article looks much like one of its page.
    told = (
        confidence >= FURNITURE_LIMITS.sure_at
        if cue >= FURNITURE_LIMITS.flag_at
        else confidence >= FURNITURE_LIMITS.sure_without_phrase
    )
    sure = told and (
        len(places) >= 3
        or (len(places) == 2 and words >= FURNITURE_LIMITS.trifle)
        or words >= FURNITURE_LIMITS.long_line
    )
    return Hit(
        places[0].start,
        places[-1].end,
        confidence,
        "Page furniture, not part of the article." if len(places) == 1 else f"{len(places)} lines of page furniture.",
        "medium" if sure else "low",
        amount=len(places),
        places=tuple(places),
        flagged=confidence
        >= (FURNITURE_LIMITS.flag_at if cue >= FURNITURE_LIMITS.flag_at else FURNITURE_LIMITS.flag_unsaid_at),
    )


def _sentences(page: Page, chance: Floats) -> list[Hit]:
    """Sentences of longer lines that begin with a telling phrase: "Click here to read more." """
    text = page.text
    hits = []
    told = -1
    for match in page.phrases(FURNITURE):
        sentence = int(text.token_sentence[match.first])
        line = int(text.sentence_line[sentence])
        first = int(text.sentence_token[sentence])
        alone = (
            text.sentence_start[sentence] == text.line_start[line]
            and text.sentence_end[sentence] == text.line_end[line]
        )
        if sentence == told or alone or chance[line] >= FURNITURE_LIMITS.flag_at or page.quoted[match.first]:
            continue
        if text.is_word[first : match.first].any() or tells(page, sentence, match.last):
            continue
        start, end = int(text.sentence_start[sentence]), int(text.sentence_end[sentence])
        if (
            page.sentence_words[sentence] > FURNITURE_LIMITS.short
        ):  # no end mark between the furniture and the article's next words
            if match.weight < FURNITURE_LIMITS.certain:
                continue
            end = int(text.token_end[match.last - 1])
        told = sentence
        message = "Page furniture, not part of the article."
        flagged = match.weight >= FURNITURE_LIMITS.telling
        hits.append(Hit(start, end, match.weight, message, "low", flagged=flagged))
    return hits


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
        "The appeal to keep the ferry running was signed by nine groups. They want the council to vote again before "
        "the summer.\n"
        "The groups behind the appeal are the following:\nHarrow Ferry Friends\nRiver Watch\nEastmere Walkers\n"
        "Union of Boat Hands\nThe Lower Quay Traders\nCycle Harrow",
        False,
    ),
    Example(
        KIND.id,
        "Readers can sign up for the count at the town hall, the biologists said. More than ninety have done so, and "
        "they share the results with schools.",
        False,
    ),
    Example(  # a last sentence whose full stop was lost
        KIND.id,
        "The ferry to Lower Quay will run again from Monday, the harbour board said after a meeting of two hours.\n"
        "Its hull was mended over the winter, and both engines were changed for quieter ones.\n"
        "The board has bought a second boat and looks for crews who know the shallow waters of the bay\n"
        "Author: RT\nSource: Harbour News",
        False,
        "The board has bought a second boat",
    ),
)
