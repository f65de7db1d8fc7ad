"""Provenance: who wrote the article, where and when, as far as the article itself says so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime

import numpy as np

from scorer.article.header import find_dateline, lines_within
from scorer.signals.base import Document, Evidence, Feature, Finding, Flag, FlagKind, Signal
from scorer.signals.provenance.examples import EXAMPLES
from scorer.text import Text
from scorer.types import Span

_MIN_WORDS = 80  # below this a text is no article, and nothing is missing from it
_AGENCIES = frozenset(
    "reuters ap afp upi dpa ani pti ians tass bbc cnn npr pa efe ansa kuna irna wam sana qna pbs abc cbs nbc xinhua "
    "bloomberg kyodo yonhap cp aap bernama apa lusa belga tt ntb associated-press agence-france-presse healthday "
    "stat propublica".split()
)
_AGENCY_NAME = re.compile(
    r"\b(?:Associated Press|Agence France|Reuters|Press Association|Press Trust|Kyodo|Xinhua|Bloomberg|United Press|"
    r"News Service|News Agency|Press Agency|Newswire|Wire Service|Conversation|HealthDay)\b"
)
_AGENCY_CREDIT = re.compile(
    r"\((?:Reuters|AP|AFP|UPI|CNN|dpa|DPA|ANI|PTI|IANS|Xinhua|Bloomberg|TASS|EFE|Kyodo|Yonhap|The Associated Press|"
    r"Associated Press|[A-Z][A-Za-z ]{2,24} News(?: Service| Agency)?|HealthDay(?: News)?)\)"
)
_ROLE_WORDS = frozenset(
    "admin administrator webmaster staff editor editors editorial newsdesk news desk web team writer writers reporter "
    "reporters correspondent correspondents contributor contributors contributing guest anonymous author authors user "
    "unknown online digital newsroom bureau publisher moderator root superadmin site content creator our the by of and "
    "agencies agency wire services service from special post poster blogger member sub senior chief in at on to dept "
    "department national world local politics business sports health science tech technology foreign internet "
    "print".split()
)
_WEAK_CORE = frozenset(
    "admin administrator webmaster staff editor editors editorial newsdesk desk team writer writers reporter reporters "
    "correspondent correspondents contributor contributors guest anonymous author user unknown newsroom bureau "
    "publisher moderator root superadmin creator agencies poster blogger member".split()
)
_CREDITED = re.compile(r"^\W*(?:by|author|written by|posted by)\b[\s:]*", re.I)
_INSTITUTIONS = re.compile(r"(?i:editorial board|board of editors|the editors|^editorial)$")
_INITIALS = re.compile(r"(?:[A-Z]\.?\s?){1,4}|[a-z]{2,3}")
_USERNAME = re.compile(r"@?(?=\S*[\d_@])[A-Za-z][\w.@\-]{2,30}|@\w{2,30}|[a-z][a-z.\-]{2,30}")
_NAME_WORD = re.compile(r"[^\W\d_][\w'’.\-]*")

_MONTH_WORDS = frozenset(
    "january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sep sept oct nov dec".split()
)
_MOST_DATES = 20  # flags for impossible dates in one article
_MOST_READ = 1000  # dates that are read in one article
_MONTHS = {name: i + 1 for i, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split())}
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_MONTH_DATE = re.compile(
    r"\b(?:(?P<d1>\d{1,2})(?:st|nd|rd|th)?(?:\s{1,3}of)?[\s-]{1,3})?"
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
    r"[\s-]{1,3}(?:(?P<d2>\d{1,2})(?:st|nd|rd|th)?,?\s{1,3})?(?P<year>\d{4,6})\b",
    re.I,
)
_NUMERIC = re.compile(r"(?P<a>\d{1,6})[-/.](?P<b>\d{1,2})[-/.](?P<c>\d{1,6})")
#: Seconds or milliseconds since 1970, as crawlers store a date, of the years 2001 to 2033.
_TIMESTAMP = re.compile(r"(1\d{9})(?:\d{3}|\.\d{1,6})?")
_FIRST_YEAR, _LAST_YEAR = 1800, 2100  # calendars before, and dates after, are not judged as slips of the pen
_PAST = frozenset(
    "said was were had told announced reported signed died killed arrested won lost began happened".split()
)
_AHEAD = frozenset(
    "will would by until till through expected scheduled due deadline effective expire expires expiring set planned "
    "plans plan upcoming next future could may might should shall going aims hopes before ahead forecast projected if "
    "updated update correction corrected editor's note from".split()
)

_FULL_NAME_CONFIDENCE = 0.95
_SINGLE_NAME_CONFIDENCE = 0.55


def byline_weakness(byline: str) -> tuple[float, str] | None:
    """(confidence, plain words) that a byline names nobody who could be held to it, or None."""
    cleaned = _CREDITED.sub("", byline.strip()).strip(" .,;:|")
    if not cleaned or _INSTITUTIONS.search(cleaned):
        return None
    words = [w.lower().strip(".") for w in _NAME_WORD.findall(cleaned)]
    if _AGENCY_NAME.search(cleaned) or any(word in _AGENCIES for word in words):
        return None
    if _INITIALS.fullmatch(cleaned) and len(words) <= 4:
        return _FULL_NAME_CONFIDENCE, "only initials"
    if words and all(word in _ROLE_WORDS for word in words) and any(word in _WEAK_CORE for word in words):
        return _FULL_NAME_CONFIDENCE, "a role, not a person"
    if " " not in cleaned and _USERNAME.fullmatch(cleaned):
        return _FULL_NAME_CONFIDENCE, "a username"
    # A capital or a point inside makes it an outlet ("HarbourTV", "Harbour.com") or two names whose space was lost.
    if cleaned.istitle() and cleaned.isalpha() and len(cleaned) <= 14:
        return _SINGLE_NAME_CONFIDENCE, "a single name"
    return None


def impossible(written: str) -> str | None:
    """Why a written date cannot be, in plain words, or None where it can or cannot be read."""
    return _read(written)[0]


def day_of(written: str) -> date | None:
    """The day that a written date names; None where it cannot be told for sure."""
    return _read(written)[1]


def _read(written: str) -> tuple[str | None, date | None]:
    """Why a written date cannot be, and the day that it names."""
    stamp = _TIMESTAMP.fullmatch(written)
    if stamp:
        return None, datetime.fromtimestamp(int(stamp[1]), UTC).date()
    why = None
    named = _MONTH_DATE.search(written) if any(map(str.isalpha, written)) else None
    if named:
        year, month, day = named["year"], _MONTHS[named["month"][:3].lower()], named["d2"] or named["d1"]
        why = _why_not(year, month, int(day or 1))
        if why or day:
            return why, None if why else _day(year, month, day)
    figures = _NUMERIC.search(written)
    if figures is None:
        return None, None
    a, b, c = figures["a"], figures["b"], figures["c"]
    if not named:
        why = _figures_why_not(a, b, c)
    if why or len(a) != 4:
        return why, None  # 03/04/2021: March or April, nobody can tell
    return None, _day(a, int(b), c[:2])


def _day(year: str, month: int, day: str) -> date | None:
    try:
        return date(int(year), month, int(day))
    except ValueError:  # before the calendar that is judged here
        return None


def _figures_why_not(a: str, b: str, c: str) -> str | None:
    if len(a) >= 4:
        return _why_not(a, int(b), int(c[:2]))
    first, second = int(a), int(b)
    if first > 12 and second > 12:
        return "neither number can be a month"
    return (
        _why_not(c, second, first) if first > 12 else _why_not(c, first, second) if second > 12 else _why_not(c, 1, 1)
    )


def _why_not(year: str, month: int, day: int) -> str | None:
    if len(year) > 4:
        return "the year has too many digits"
    if not _FIRST_YEAR <= int(year) <= _LAST_YEAR:
        return "the year lies far in the future" if int(year) > _LAST_YEAR else None
    if not 1 <= month <= 12:
        return "there is no such month"
    if not 1 <= day <= _DAYS[month - 1]:
        return "there is no such day"
    if month == 2 and day == 29 and not (int(year) % 4 == 0 and (int(year) % 100 != 0 or int(year) % 400 == 0)):
        return "that year had no 29 February"
    return None


def _later_event(document: Document, published: date, dates: Sequence[Span]) -> tuple[Span, str] | None:
    """A day after ``published`` of which the article speaks as past, among the places of its ``dates``."""
    text = document.text
    for span in dates:
        day = day_of(text.raw[span.start : span.end])
        if day is None or (day - published).days < 2 or span == document.article.published_span:
            continue
        i = int(np.searchsorted(text.sentence_start, span.start, side="right")) - 1
        if i < 0 or not document.body[i]:
            continue
        words = text.lower[text.sentence_token[i] : text.sentence_token[i + 1]]
        before = words[: int(text.token_start.searchsorted(span.start)) - int(text.sentence_token[i])]
        if len(words) >= 8 and any(map(_is_past, words)) and _AHEAD.isdisjoint(words) and not _is_aim(before):
            return span, text.raw[span.start : span.end]
    return None


def _is_past(word: str) -> bool:
    return word in _PAST or (len(word) > 4 and word.endswith("ed"))


def _is_aim(before: Sequence[str]) -> bool:
    """Whether the words before a date make it the day of an aim: "called a vote for", "ordered to return on"."""
    if before[-1:] == ["for"]:
        return True
    for word, following in zip(reversed(before[:-1]), reversed(before[1:]), strict=True):
        if _is_past(word):
            return False
        if word == "to" and following not in ("the", "a", "an", "his", "her", "their"):
            return True
    return False


FEATURES = (
    Feature("dateline", "the text opens with the place it is reported from (1) or not (0)", direction=1),
    Feature("weak_byline", "the byline names nobody (1) or a person or agency (0)", direction=-1),
)


def find(document: Document) -> Finding:
    """Look for a byline, a date and a dateline, and at what they say."""
    article, text = document.article, document.text
    raw = text.raw
    first = lines_within(raw, 0, 3000, 12)
    dateline = find_dateline(raw, first)
    weakness = byline_weakness(article.byline) if article.byline else None
    is_article = text.n_words >= _MIN_WORDS
    features: dict[str, float | None] = {
        "dateline": float(dateline is not None) if is_article else None,
        "weak_byline": float(weakness is not None) if article.byline else None,
    }
    if document.features_only:
        return Finding(features=features)
    head = raw[: first[-1].end if first else 0]
    agency = _AGENCY_CREDIT.search(head) or _AGENCY_CREDIT.search(raw, max(0, len(raw) - 400))
    evidence: list[Evidence] = []
    flags: list[Flag] = []
    for kind, span in (
        ("byline", article.byline_span),
        ("published", article.published_span),
        ("dateline", dateline.place if dateline else None),
        ("agency", Span(*agency.span()) if agency else None),
    ):
        if span is not None:
            evidence.append(Evidence(span.start, span.end, 0.95, kind))
    if weakness is not None:
        confidence, shown = weakness
        without = {**features, "weak_byline": None}
        message = f"The byline is {shown} (“{article.byline}”): nobody can be held to it."
        flags.append(Flag("provenance.weak_byline", article.byline_span, confidence, message, without=without))
    elif is_article and article.byline is None and agency is None:
        flags.append(Flag("provenance.no_byline", None, 0.9, "Nothing says who wrote the article."))
    if is_article and article.published is None:
        flags.append(Flag("provenance.no_date", None, 0.9, "Nothing says when the article was published."))
    flags.extend(_impossible_dates(document))
    return Finding(evidence=evidence, flags=flags, features=features)


def _impossible_dates(document: Document) -> list[Flag]:
    article, text = document.article, document.text
    out: list[Flag] = []
    dates = _dates_in(text)
    if article.published:
        why, published = _read(article.published)
        if why:
            message = f"The date of publication, “{article.published[:40]}”, cannot be: {why}."
            out.append(Flag("provenance.impossible_date", article.published_span, 0.95, message))
        elif published and article.url and published.year < 1991:
            message = f"The date of publication, “{article.published[:40]}”, is older than the web it stands on."
            out.append(Flag("provenance.impossible_date", article.published_span, 0.9, message))
        elif published:
            later = _later_event(document, published, dates)
            if later:
                dated = published.isoformat() if _TIMESTAMP.fullmatch(article.published) else article.published[:40]
                message = f"Dated “{dated}”, yet it tells of {later[1]} as past."
                out.append(Flag("provenance.impossible_date", later[0], 0.85, message))
    known = article.published_span or Span(-1, -1)
    for span in dates:
        if span.end <= known.start or span.start >= known.end:
            written = text.raw[span.start : span.end]
            why = impossible(written)
            if why:
                message = f"The date “{written}” cannot be: {why}."
                out.append(Flag("provenance.impossible_date", span, 0.95, message))
    return out[:_MOST_DATES]


def _dates_in(text: Text) -> list[Span]:
    """Dates with day, named month and year, looked for only around the names of months."""
    out: list[Span] = []
    for i in text.where(_MONTH_WORDS):
        if not any(len(token) >= 4 and token.isdigit() for token in text.tokens[i + 1 : i + 5]):
            continue  # no year follows
        match = _MONTH_DATE.search(text.raw, max(0, int(text.token_start[i]) - 12), int(text.token_end[i]) + 16)
        if match and (match["d1"] or match["d2"]) and (not out or match.start() >= out[-1].end):
            out.append(Span(*match.span()))
            if len(out) == _MOST_READ:
                break
    return out


SIGNAL = Signal(
    id="provenance",
    shows="whether the article says who wrote it, where and when",
    flags=(
        FlagKind(
            "provenance.no_byline",
            "low",
            "nobody is named as the author",
            "A reader who does not know who wrote an article cannot judge who answers for it.",
            "The Trust Project, trust indicators: author expertise; Journalism Trust Initiative, CWA 17493:2019",
        ),
        FlagKind(
            "provenance.weak_byline",
            "low",
            "the byline is initials, a role or a username",
            "Initials, “admin” or a username name nobody who could be asked or held to account.",
            "The Trust Project, trust indicators: author expertise; NewsGuard, criterion: names of content creators",
        ),
        FlagKind(
            "provenance.no_date",
            "low",
            "no date of publication",
            "Old news passes for new where no date is given.",
            "Journalism Trust Initiative, CWA 17493:2019; First Draft: false context",
        ),
        FlagKind(
            "provenance.impossible_date",
            "medium",
            "a date that cannot be",
            "A day that no calendar has, or an article older than what it tells, was not checked by anybody.",
            "Gregorian calendar (ISO 8601); Society of Professional Journalists, Code of Ethics: verify information",
        ),
    ),
    features=FEATURES,
    find=find,
    examples=EXAMPLES,
)
