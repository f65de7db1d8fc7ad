"""Provenance: who wrote the article, where and when, as far as the article itself says so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

import numpy as np

from scorer.article.header import find_dateline, lines_within
from scorer.article.labels import CORRECTION_CUES, PAID_CUES, is_paid_label, says_corrected, says_paid
from scorer.signals.base import Document, Evidence, Feature, Finding, Flag, FlagKind, Signal
from scorer.signals.provenance.examples import EXAMPLES
from scorer.signals.provenance.limits import PROVENANCE_LIMITS
from scorer.text import Text
from scorer.text.date_forms import MONTH_DATE, TIMESTAMP, day_of, impossible, read_date
from scorer.text.forms import speaker_turns
from scorer.text.late import late
from scorer.text.word_classes import MONTH_ABBREVIATIONS, MONTHS
from scorer.types import Span

_AGENCIES = frozenset(
    "reuters ap afp upi dpa ani pti ians tass bbc cnn npr pa efe ansa kuna irna wam sana qna pbs abc cbs nbc xinhua "
    "bloomberg kyodo yonhap cp aap bernama apa lusa belga tt ntb associated-press agence-france-presse healthday "
    "stat propublica".split()
)
_AGENCY_NAME = late(
    r"\b(?:Associated Press|Agence France|Reuters|Press Association|Press Trust|Kyodo|Xinhua|Bloomberg|United Press|"
    r"News Service|News Agency|Press Agency|Newswire|Wire Service|Conversation|HealthDay)\b"
)
_AGENCY_CREDIT = late(
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
_CREDITED = late(r"^\W*(?:by|author|written by|posted by)\b[\s:]*", re.I)
_INSTITUTIONS = late(r"(?i:editorial board|board of editors|the editors|^editorial)$")
_INITIALS = late(r"(?:[A-Z]\.?\s?){1,4}|[a-z]{2,3}")
_USERNAME = late(r"@?(?=\S*[\d_@])[A-Za-z][\w.@\-]{2,30}|@\w{2,30}|[a-z][a-z.\-]{2,30}")
_NAME_WORD = late(r"[^\W\d_][\w'’.\-]*")

_MONTH_WORDS = MONTHS | MONTH_ABBREVIATIONS
_PAST = frozenset(
    "said was were had told announced reported signed died killed arrested won lost began happened".split()
)
_AHEAD = frozenset(
    "will would by until till through expected scheduled due deadline effective expire expires expiring set planned "
    "plans plan upcoming next future could may might should shall going aims hopes before ahead forecast projected if "
    "updated update correction corrected editor's note from".split()
)


def byline_weakness(byline: str) -> tuple[float, str] | None:
    """(confidence, plain words) that a byline names nobody who could be held to it, or None."""
    cleaned = _CREDITED.sub("", byline.strip()).strip(" .,;:|")
    if not cleaned or _INSTITUTIONS.search(cleaned):
        return None
    words = [w.lower().strip(".") for w in _NAME_WORD.findall(cleaned)]
    if _AGENCY_NAME.search(cleaned) or any(word in _AGENCIES for word in words):
        return None
    if _INITIALS.fullmatch(cleaned) and len(words) <= 4:
        return PROVENANCE_LIMITS.full_name_sure, "only initials"
    if words and all(word in _ROLE_WORDS for word in words) and any(word in _WEAK_CORE for word in words):
        return PROVENANCE_LIMITS.full_name_sure, "a role"
    if " " not in cleaned and _USERNAME.fullmatch(cleaned):
        return PROVENANCE_LIMITS.full_name_sure, "a username"
    # A capital or a point inside makes it an outlet ("HarbourTV", "Harbour.com") or two names whose space was lost.
    if cleaned.istitle() and cleaned.isalpha() and len(cleaned) <= 14:
        return PROVENANCE_LIMITS.single_name_sure, "a single name"
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
        past = len(words) >= 8 and any(map(_is_past, words)) and _AHEAD.isdisjoint(words) and not _is_aim(before)
        # in a debate or an interview the tenses of half a sentence say little
        if past and not any(turn.said.start <= span.start < turn.said.end for turn in speaker_turns(text)):
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
    is_article = text.n_words >= PROVENANCE_LIMITS.least_words
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
        message = f"The byline is {shown} (“{article.byline}”), not a person who can be held accountable."
        flags.append(Flag("provenance.weak_byline", article.byline_span, confidence, message, without=without))
    elif is_article and article.byline is None and agency is None:
        flags.append(Flag("provenance.no_byline", None, 0.9, "Nothing says who wrote the article."))
    if is_article and article.published is None:
        flags.append(Flag("provenance.no_date", None, 0.9, "Nothing says when the article was published."))
    corrections = _corrections(text)
    flags.extend(_impossible_dates(document, corrections))
    flags.extend(_paid_labels(text))
    for span in corrections[: PROVENANCE_LIMITS.most_notes]:
        flags.append(Flag("provenance.corrected", span, 0.9, "A note of correction or amendment: good practice."))
    return Finding(evidence=evidence, flags=flags, features=features)


def _corrections(text: Text) -> list[Span]:
    """Sentences that say the article was corrected or amended. A heading ("Correction: March 14, 2024") and
    what follows it on the next line are one note."""
    out: list[Span] = []
    last = -2
    for i in dict.fromkeys(text.token_sentence[text.where(CORRECTION_CUES)].tolist()):
        first = int(text.sentence_token[i])
        if says_corrected(text.sentence(i)) and not text.quoted[first + 1 : first + 3].any():
            start, end = int(text.sentence_start[i]), int(text.sentence_end[i])
            if out and i - last == 1:
                out[-1] = Span(out[-1].start, end)
            else:
                out.append(Span(start, end))
            last = i
    return out


def _paid_labels(text: Text) -> list[Flag]:
    """Labels near the beginning and the end, and sentences anywhere, that say the article was paid for."""
    out = []
    n_lines = len(text.line_start)
    for i in dict.fromkeys(text.token_sentence[text.where(PAID_CUES)].tolist()):
        line = int(text.sentence_line[i])
        start, end = int(text.sentence_start[i]), int(text.sentence_end[i])
        # a single word near the end may be on an advertisement of its own
        outer = line < PROVENANCE_LIMITS.first_lines or (
            line >= n_lines - PROVENANCE_LIMITS.last_lines and " " in text.line(line)
        )
        if outer and start == text.line_start[line] and is_paid_label(text.line(line)):
            end = int(text.line_end[line])
        elif not says_paid(text.sentence(i)) or text.quoted[text.sentence_token[i] : text.sentence_token[i + 1]].any():
            continue
        out.append(Flag("provenance.paid_content", Span(start, end), 0.9, "A label says that this was paid for."))
    return out[: PROVENANCE_LIMITS.most_notes]


def _impossible_dates(document: Document, corrections: Sequence[Span]) -> list[Flag]:
    article, text = document.article, document.text
    out: list[Flag] = []
    dates = _dates_in(text)
    # the day of a correction or of a change comes after that of publication
    aside = (*corrections, *article.header_lines)
    told = [day for day in dates if not any(span.start <= day.start < span.end for span in aside)]
    if article.published:
        why, published = read_date(article.published)
        if why:
            message = f"The date of publication, “{article.published[:40]}”, is impossible: {why}."
            out.append(Flag("provenance.impossible_date", article.published_span, 0.95, message))
        elif published and article.url and published.year < 1991:
            message = f"The date of publication, “{article.published[:40]}”, is earlier than the web itself."
            out.append(Flag("provenance.impossible_date", article.published_span, 0.9, message))
        elif published:
            later = _later_event(document, published, told)
            if later:
                dated = published.isoformat() if TIMESTAMP.fullmatch(article.published) else article.published[:40]
                message = f"Dated “{dated}”, but describes {later[1]} in the past tense."
                out.append(Flag("provenance.impossible_date", later[0], 0.85, message))
    known = article.published_span or Span(-1, -1)
    for span in dates:
        if span.end <= known.start or span.start >= known.end:
            written = text.raw[span.start : span.end]
            why = impossible(written)
            if why:
                message = f"The date “{written}” is impossible: {why}."
                out.append(Flag("provenance.impossible_date", span, 0.95, message))
    return out[: PROVENANCE_LIMITS.most_dates]


def _dates_in(text: Text) -> list[Span]:
    """Dates with day, named month and year, looked for only around the names of months."""
    out: list[Span] = []
    for i in text.where(_MONTH_WORDS):
        if not any(len(token) >= 4 and token.isdigit() for token in text.tokens[i + 1 : i + 5]):
            continue  # no year follows
        match = MONTH_DATE.search(text.raw, max(0, int(text.token_start[i]) - 12), int(text.token_end[i]) + 16)
        if match and (match["d1"] or match["d2"]) and (not out or match.start() >= out[-1].end):
            out.append(Span(*match.span()))
            if len(out) == PROVENANCE_LIMITS.most_read:
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
            "Without a byline, readers cannot tell who is accountable for the article.",
            "The Trust Project, trust indicators: author expertise; Journalism Trust Initiative, CWA 17493:2019",
        ),
        FlagKind(
            "provenance.weak_byline",
            "low",
            "the byline is initials, a role or a username",
            "Initials, “admin” or a username do not identify a person who can be held accountable.",
            "The Trust Project, trust indicators: author expertise; NewsGuard, criterion: names of content creators",
        ),
        FlagKind(
            "provenance.no_date",
            "low",
            "no date of publication",
            "Without a date, old news passes for new.",
            "Journalism Trust Initiative, CWA 17493:2019; First Draft: false context",
        ),
        FlagKind(
            "provenance.impossible_date",
            "medium",
            "an impossible date",
            "A date that does not exist, or that is earlier than the events described, was not checked.",
            "Gregorian calendar (ISO 8601); Society of Professional Journalists, Code of Ethics: verify information",
        ),
        FlagKind(
            "provenance.paid_content",
            "medium",
            "a label says that the article was paid for",
            "Paid content serves whoever pays for it; readers should not miss the label.",
            "Federal Trade Commission, Native Advertising: A Guide for Businesses (2015); Society of Professional "
            "Journalists, Code of Ethics: act independently",
        ),
        FlagKind(
            "provenance.corrected",
            "low",
            "a note of correction or amendment: good practice, not a fault",
            "An outlet that says what it got wrong can be held to account. The note does not lower a score.",
            "Society of Professional Journalists, Code of Ethics: acknowledge mistakes and correct them promptly",
        ),
    ),
    features=FEATURES,
    find=find,
    examples=EXAMPLES,
    as_written=True,
)
