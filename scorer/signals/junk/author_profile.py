"""A made-up or scraped author card: name, user name, birth date, address, phone, social counts."""

from __future__ import annotations

import re

import numpy as np

from scorer.model.odds import probability
from scorer.signals.base import Example, FlagKind
from scorer.signals.junk.limits import PROFILE_LIMITS
from scorer.signals.junk.page import Hit, Page
from scorer.signals.junk.vocabulary import FIELD, profile_fields
from scorer.text.late import late
from scorer.types import Span

KIND = FlagKind(
    id="junk.author_profile",
    severity="high",
    shows="a made-up or scraped author card: name, username, birthdate, address, phone, social counts",
    why="Pages made by the thousand print the record of an invented author, as a data generator gives it.",
    source="Google Search spam policies, scaled content abuse; field set of the Faker person and profile providers",
)

_SEPARATORS = frozenset(":|=-–—→>：•·")
#: Fields that a person's record has and a contact box, a result table or a datasheet has not.
_PERSONAL = frozenset(("username", "birth", "bio", "followers", "following", "person", "job"))
#: "key : value", "key | value", "key = value", "key<tab>value": a key is a few words.
_KEYED = late(r"[*•\-–|]?\s{0,3}[^\W\d_][\w '’.-]{1,28}?\s?(?:[:=|\t]|\s[-–]\s)\s{0,3}\S")
_VALUE = late(
    r"(?P<email>[\w.+-]{1,40}@[\w-]{1,40}\.\w)|(?P<url>https?://|www\.)|(?P<handle>(?<!\w)@\w{2})"
    r"|(?P<date>\b\d{4}-\d\d-\d\d\b|\b\d{1,2}[./]\d{1,2}[./]\d{4}\b)"
    r"|(?P<phone>\+?\(?\d{2,4}[)\s.-]{1,2}\d{2,4}[\s.-]\d{3,4})"
)


def find(page: Page) -> list[Hit]:
    """Blocks of fields. A block needs several different fields, some of them of a person's record."""
    hits = []
    block: list[tuple[int, int, str]] = []
    for field in [*_fields(page), None]:
        if field is not None and (not block or field[0] - block[-1][0] <= PROFILE_LIMITS.most_gap):
            block.append(field)
            continue
        hit = _judge(page, block)
        if hit is not None:
            hits.append(hit)
        block = [field] if field is not None else []
    return [*(hits or _unknown_language(page)), *_introductions(page, hits), *_counts(page, hits)]


#: How made-up authors introduce themselves: a name, a row of adjectives, a love of writing.
_INTRODUCTION = late(
    r"(?:(?:Introduction|Bio|About(?: me)?|Author(?: bio)?|Description)\s?[:–-]?\s{1,2})?(?:(?:Hi|Hello"
    r"|Hey)(?: there)?[,!.]\s)?"
    r"(?:[Mm]y name is|I am|I['’]m) [A-Z][\w'’.-]+(?: [A-Z][\w'’.-]+){0,3}(?:,| and|\.|!)\s(?:and )?"
    r"(?:(?:I am|I['’]m) )?"
    r"(?:an? |the )?(?:[a-z-]+,? (?:and )?(?:an? )?){2,14}(?:person|individual|man|woman|girl|guy|soul|writer"
    r"|blogger|author|human)\b"
    r"[^\n]{0,40}\b(?:who|that|and|with)\b[^\n]{0,40}\b(?:lov|enjoy|passion|write|writing|share|knowledge"
    r"|like)[^\n]{0,140}"
)
_INTRODUCES = ("y name is ", "I am ", "I'm ", "I’m ")
_COUNT = late(
    r"(?:\d[\d,.]{0,9}\s?[KkMm]?\s{1,2}(?P<a>followers?|following|posts?|likes?|subscribers?|friends|karma"
    r"|articles?|views|comments|fans|connections)"
    r"|\b(?P<b>followers?|following|posts?|likes?|subscribers?|friends|karma|articles?|views|fans"
    r"|connections)\s?[:|=·–-]?\s{0,2}\d[\d,.]{0,9}\s?[KkMm]?)\b",
    re.I,
)


def _introductions(page: Page, known: list[Hit]) -> list[Hit]:
    """An author's made-up introduction of himself: it stands in nobody's words but his own."""
    text = page.text
    hits: list[Hit] = []
    if not any(word in text.raw for word in _INTRODUCES):
        return hits
    for n, line in enumerate(page.lines):
        found = _INTRODUCTION.search(line) if any(words in line for words in _INTRODUCES) else None
        if found is None:
            continue
        start, end = int(text.line_start[n]) + found.start(), int(text.line_start[n]) + found.end()
        token = int(text.token_start.searchsorted(start))
        adjectives = found.group()[:200].count(",")
        if page.quoted[token] or any(hit.start < end and start < hit.end for hit in known) or adjectives < 2:
            continue
        hits.append(Hit(start, end, 0.85, "An author introduces himself as made-up authors do.", "high"))
    return hits


def _counts(page: Page, known: list[Hit]) -> list[Hit]:
    """Counts of followers and the like, with hardly a word between them: the card of a profile."""
    text = page.text
    if "ollow" not in text.raw:
        return []
    hits: list[Hit] = []
    run: list[int] = []
    kinds: set[str] = set()
    for n in range(len(page.lines) + 1):
        found = (
            list(_COUNT.finditer(page.lines[n]))
            if n < len(page.lines) and page.line_words[n] <= PROFILE_LIMITS.count_words
            else []
        )
        if found:
            run.append(n)
            kinds |= {(m["a"] or m["b"]).lower().rstrip("s") for m in found}
            continue
        if run and len(kinds) >= PROFILE_LIMITS.counted_together and {"follower", "following"} <= kinds:
            first = run[0] - (run[0] > 0 and _is_heading(page, run[0] - 1))
            start, end = int(text.line_start[first]), int(text.line_end[run[-1]])
            if not any(hit.start < end and start < hit.end for hit in known):
                hits.append(Hit(start, end, 0.8, f"The card of a profile, with {len(kinds)} counts.", "medium"))
        run, kinds = [], set()
    return hits


def _unknown_language(page: Page) -> list[Hit]:
    """A block of short lines of which most are "something: value", with an address, a date or handle, and a number.

    So a record is seen whose fields are in no list; a contact box has no date of birth.
    """
    raw = page.text.raw
    if "@" not in raw:
        return []
    hits = []
    block: list[int] = []
    keyed = {n for n, line in enumerate(page.lines) if _KEYED.match(line)}
    for n in range(len(page.lines) + 1):
        if n < len(page.lines) and (n in keyed or (block and n - 1 in keyed and page.line_words[n] <= 4)):
            block.append(n)
            continue
        if len(keyed.intersection(block)) >= 4:
            start, end = int(page.text.line_start[block[0]]), int(page.text.line_end[block[-1]])
            kinds = {m.lastgroup for m in _VALUE.finditer(raw, start, end)}
            above = " ".join(page.lines[max(0, block[0] - 3) : block[0] + 1]).lower()
            if (
                "contact" not in above
                and len(kinds) >= 3
                and kinds & {"email", "handle"}
                and kinds & {"date", "handle"}
            ):
                if block[0] > 0 and _is_heading(page, block[0] - 1):
                    start = int(page.text.line_start[block[0] - 1])
                message = f"Looks like a generated author profile ({len(block)} fields)."
                hits.append(Hit(start, end, 0.85, message, "medium", amount=len(block)))
        block = []
    return hits


def _fields(page: Page) -> list[tuple[int, int, str]]:
    """Fields as (first token, last token, kind), in order of their place."""
    text = page.text
    lower, known = text.lower, profile_fields()
    found = []
    line_start = set(page.line_token.tolist())
    # Fields set off by bars alone: "First name Jana | Last name Holt | Born 3 May 1990".
    barred = [line.count("|") >= PROFILE_LIMITS.bars for line in page.lines]
    for last in (page.bits & FIELD).nonzero()[0].tolist():
        if not _ends_key(page, last, line_start) and not barred[int(text.sentence_line[text.token_sentence[last]])]:
            continue
        for length in (4, 3, 2, 1):
            first = last - length + 1
            if first < 0:
                continue
            kind = known.get(" ".join(lower[first : last + 1]))
            if kind is not None:
                if _begins_key(page, first, last, line_start):
                    found.append((first, last, kind))
                break
    return found


def _ends_key(page: Page, last: int, line_start: set[int]) -> bool:
    """A separator, a tab or the end of the line follows."""
    text = page.text
    following = last + 1
    if following >= len(text.lower) or following in line_start:
        return True
    if text.lower[following] in "\"'”’" and following + 1 < len(text.lower):
        following += 1  # the key of a record: "name": "…"
    if text.lower[following] in _SEPARATORS:
        return True
    gap = text.raw[int(text.token_end[last]) : int(text.token_start[following])]
    return "\t" in gap or len(gap) > 1


def _begins_key(page: Page, first: int, last: int, line_start: set[int]) -> bool:
    """The line begins here (a bullet may be before), or in running text a mark that ends a field."""
    text = page.text
    before = first - 1
    for _ in range(3):
        if before + 1 in line_start:
            return True
        if text.is_word[before]:
            break
        before -= 1
    line = page.lines[int(text.line_start.searchsorted(int(text.token_start[first]), side="right")) - 1]
    if (
        line.count(":") >= PROFILE_LIMITS.running
        and text.is_capital[first]
        and last + 1 < len(text.lower)
        and text.lower[last + 1] == ":"
    ):
        return True  # fields in running text with no mark between them
    return first > 0 and (text.lower[first - 1] in ",;.|•·/{(" or not text.is_word[first - 1])


def _judge(page: Page, block: list[tuple[int, int, str]]) -> Hit | None:
    if len(block) < 3:
        return None
    text = page.text
    kinds = {kind for *_, kind in block}
    span = _extent(page, block)
    values = {m.lastgroup for m in _VALUE.finditer(text.raw, span.start, span.end)}
    personal = len(kinds & _PERSONAL)
    points = len(kinds) + personal + 0.7 * len(values) + (0.5 if "name" in kinds else 0.0)
    words = sum(text.is_word[n] for n in text.token_range(span.start, span.end))
    if words > 25 * len(block) + 40 or personal == 0:
        return None
    confidence = probability((points - 5.2) * 1.3)
    if confidence < 0.1:
        return None
    return Hit(
        span.start,
        span.end,
        min(confidence, 0.995),
        f"An author’s record with {len(kinds)} kinds of field.",
        "high" if confidence >= 0.8 else "medium",
        amount=len(block),
        flagged=confidence >= 0.5,
    )


def _extent(page: Page, block: list[tuple[int, int, str]]) -> Span:
    """From the heading of the block to the end of the last value."""
    text = page.text
    first_line = int(np.searchsorted(page.line_token, block[0][0], side="right")) - 1
    last_line = int(np.searchsorted(page.line_token, block[-1][1], side="right")) - 1
    begins = int(page.line_token[first_line])
    start = int(text.token_start[block[0][0]])
    if block[0][0] - begins <= 3 and not text.is_word[begins : block[0][0]].any():
        start = int(text.line_start[first_line])
        if first_line > 0 and _is_heading(page, first_line - 1):
            start = int(text.line_start[first_line - 1])
    end = int(text.line_end[last_line])
    if block[-1][1] + 1 == int(page.line_token[last_line + 1]) and last_line + 1 < len(page.lines):
        end = int(text.line_end[last_line + 1])  # the value is on a line of its own
    elif first_line == last_line or end - int(text.token_start[block[-1][0]]) > 400:
        sentence = int(text.token_sentence[block[-1][1]])
        end = int(text.sentence_end[sentence])
    return Span(start, end)


def _is_heading(page: Page, line: int) -> bool:
    words = int(page.line_words[line])
    return 0 < words <= 6 and page.lines[line][-1] not in '.!?,;”"'


EXAMPLES = (
    Example(
        KIND.id,
        "The harbour reopened on Monday.\n\nAuthor details:\n* Name : Odalys Brackenridge\n* Username : odabrack\n"
        "* Email : oda@example.org\n* Birthdate : 1988-02-11\n* Phone : 555-203-1177\n* Job : Welder\n"
        "* followers : 412\n* following : 77",
        True,
        "Username : odabrack",
    ),
    Example(
        KIND.id,
        "The vote was close.\n\nÜber den Autor\nName | Jorinde Halbach\nBenutzername | jhalbach\n"
        "Geburtsdatum | 03.07.1979\nBeruf | Dachdecker\nTelefon | +49 30 555 0101\nAbonnenten | 912",
        True,
        "Benutzername",
    ),
    Example(
        KIND.id,
        "The court ruled on Tuesday. Name: Pip Tarrow, Username: ptarrow9, Email: ptarrow9@example.net, "
        "Birthdate: 1990-12-01, Phone: (555) 014-2299, Occupation: Tailor, Followers: 1201.",
        True,
        "Username: ptarrow9",
    ),
    Example(
        KIND.id,
        "The plant will employ 300 people.\n\nMarta Ilves covers energy for the paper. She has reported from Riga "
        "and Oslo, and lives in Tartu. Reach her at m.ilves@example.org.",
        False,
    ),
    Example(
        KIND.id,
        "The firm opens a second site.\n\nContact:\nAnna Sole\nPhone: 555-010-8000\nEmail: press@example.org\n"
        "Website: www.example.org",
        False,
    ),
    Example(
        KIND.id,
        "Result of the final\nHome: Lakeside United\nAway: Hill Rovers\nScore: 2-1\nGround: Mill Lane\n"
        "Crowd: 4,210\nThe home side had the better of the second half.",
        False,
    ),
)
