"""Who wrote it: names in the lines that credit somebody.

Every pattern is bounded, so a look costs no more than the line.
"""

from __future__ import annotations

import re

from scorer.article.dates import DATE, DAY_ONLY, FULL_DATE
from scorer.text.late import late
from scorer.text.word_classes import ARTICLES, DEMONSTRATIVES, MONTHS, POSSESSIVES, WEEKDAYS

#: A name as bylines give it: capitalised words, initials, or capitals throughout.
_CAPITAL = r"[A-ZÀ-ÞĀ-Ž][\w'’.\-]{0,24}"
_NAME = rf"{_CAPITAL}(?:\s(?:(?:de|van|von|der|den|al|el|bin|la|le|di|da|dos|del|and|&)\s){{0,2}}{_CAPITAL}){{0,6}}"
_CREDIT = late(
    r"[\W_]{0,4}(?:(?i:written|reported|reporting|story|article|posted|published|edited|words(?:\sand\s\w{4,12})?|text|report|compiled|"
    r"submitted|produced)\s)?(?i:by|authors?|writer|reporter|correspondent)(?:\s{0,2}[:|–—]\s{0,3}|\s-\s|\s{1,3})"
    r"(?P<name>@?[^\W_][^|,;:()•–—/\n]{0,60})"
)
#: "Published 6 February 2023 by Jana Holt".
_DATED_CREDIT = late(
    rf"[\W_]{{0,3}}(?:(?i:first\s)?(?i:published|posted|updated|written)\s?:?\s(?i:on\s)?)?(?i:{FULL_DATE})"
    rf"[^\n]{{0,24}}?[\s,|–—-]{{1,3}}by\s(?P<name>{_NAME})\s{{0,3}}$"
)
#: "Report: Jana Holt".
_LABELLED = late(
    rf"[\W_]{{0,4}}(?i:report|story|text|words|reporting|writer|author)\s?:\s{{1,2}}(?P<name>{_NAME})\s{{0,3}}"
    rf"(?:$|[|•·/]|,\s{_CAPITAL}(?:\s{_CAPITAL})?$)"
)
_CREDIT_LABEL = late(r"[\W_]{0,4}(?i:authors?|writer|written by|reporter|by)\s{0,2}:?\s{0,3}$")
_POSTED = late(r"[\W_]{0,4}(?:posted|submitted|said|comment\w*)\b", re.I)
_LONGEST_LABEL = 24  # characters; such a label says no more than that a name follows
_LEADING_CREDIT = late(r"By\s(?P<name>[A-Z][\w'’.\-]{1,20}\s(?:[A-Z]\.\s)?[A-Z][\w'’\-]{1,20})\b(?!\s(?:of|the|in)\b)")
_PARTS = late(r"\s*[|•·]\s*")
_AFTER_NAME = late(r"\s+(?:published|updated|posted|on|for|in|at)\b.*$", re.I)
_GIVEN_NAME = late(r",\s[A-Z][\w.'’\-]{1,20}$")
_OFFICE = late(
    r"(?i:correspondents?|reporters?|staff|bureau|desk|team|board|editors?|agency|agencies)\b|Press\b|Reuters"
)
_ROLE = late(
    r"[\s–—-]{0,3}(?P<name>" + _NAME + r")\s{0,2}(?:,|\||–|—|-)\s{0,2}(?:(?:for|the|a|an)\s)?"
    r"(?:(?:[A-Z][\w.&'’\-]{0,24}\s){0,4}(?:[a-z][\w&'’\-]{1,20}\s){0,3}(?i:reporters?|correspondent|editor|writer|columnist|bureau|staff|news|post"
    r"|times|press|herald|tribune|gazette|journal)\b|Reuters|Associated Press|AP\b|AFP\b|BBC\b|CNN\b|NPR\b|UPI\b"
    r"|DPA\b|ANI\b|PTI\b|Bloomberg)[\w\s.'’&]{0,30}$"
)
_BIO = late(
    r"(?P<name>" + _NAME + r")\s(?:is\s(?:an?|the|our|senior|associate|chief|staff)\b[^.]{0,60}?\b(?:reporter|writer"
    r"|correspondent|editor|columnist|journalist|contributor|fellow|author)\b|contributed\s(?:to|reporting)\b"
    r"|(?:writes|reports)\s(?:on|about|for|from)\b|covers\s[^.]{2,60}\sfor\b)"
)
_DESK = late(r"(?i:reporting|writing|editing|additional reporting)\sby\s(?P<name>" + _NAME + r")")
_NOT_A_NAME = (
    MONTHS
    | POSSESSIVES
    | WEEKDAYS
    | DEMONSTRATIVES
    | ARTICLES
    | frozenset(
        "then when while if early late far contrast comparison now all law default design chance way using "
        "being and or doing".split()
    )
)

#: Words of section titles, offices and outlets, of which no person's name is made.
_NO_PERSON = frozenset(
    "news world national local politics business money markets economy sport sports opinion comment culture arts "
    "tech  technology science health weather travel home life style lifestyle entertainment features analysis "
    "video photos  watch live breaking latest top stories story more read share print email save subscribe sign "
    "log menu search  contact about advertisement sponsored special report exclusive updated published staff "
    "reporter reporters  writer correspondent editor columnist desk bureau team service agency press media times "
    "post herald tribune  gazette journal courier mail express telegraph guardian echo chronicle observer star "
    "sun daily weekly morning evening network  radio tv channel magazine online today university institute "
    "council street city county state united kingdom states new  north south east west the and of in on for to "
    "with from after over your our all how why what".split()
)
_PERSON = rf"{_CAPITAL}(?:\s(?:(?:de|van|von|der|den|al|el|bin|la|le|di|da|dos|del)\s){{0,2}}{_CAPITAL}){{1,3}}"
_NEXT_AUTHOR = late(rf"(?:,\s(?:and\s)?|\s(?:and|&|with)\s)(?P<name>{_PERSON})(?![\w’'])")
_NAMES = late(rf"[\W_]{{0,3}}(?P<name>{_PERSON})(?![\w’'])")
_BESIDE_NAME = late(r"(?P<mark>\s{0,2}[|•·,–—/-]\s{0,2}|\s{0,2}\()(?P<rest>[A-Z@][\w.&'’, @-]{1,60})\)?")
#: "From Jana Holt in Tarrow", "Jana Holt and Tom Byrne report from Hask".
_SENT = late(
    rf"(?:From\s(?P<name>{_PERSON})\sin|(?P<names>{_PERSON})\sand\s{_PERSON}\sreport(?:s)?\s(?:from|in))"
    r"\s[A-Z][\w.,'’ -]{2,40}"
)
_ANY_DATE = late(
    r"\b\d{1,4}[./-]\d{1,2}[./-]\d{2,4}\b|\b[A-Z][a-z]{2,8}\.?\s\d|\b\d{1,2}(?:st|nd|rd|th)?\s[A-Z][a-z]{2,8}"
)
_IN_PLACE = late(r"\s(?:in|for|at|reports\sfrom)\s(?:the\s)?[A-Z][\w.,'’ -]{2,60}")
#: A line that names an agency, an office or a desk instead of a person.
_OFFICE_LINE = late(
    r"(?P<name>(?:The\s)?(?:Reuters|AP|AFP|PTI|ANI|IANS|UNI|UPI|DPA|dpa|EFE|AAP|TNN|Xinhua|Bloomberg|PA Media|Agencies"
    r"|Associated Press|Agence France-Presse|Press Trust of India|Press Association|Canadian Press"
    r"|(?:[A-Z][\w&.]{1,20}\s){1,3}(?:News Service|News Agency|Correspondent|Bureau|Web Desk|News Desk|Newsdesk)"
    r"|(?:Our|Staff|Special|Senior|Legal|City|State|Chief)\s(?:Correspondent|Reporter|Bureau)"
    r"|(?:Web|News|Sports|City) Desk))"
    r"(?P<rest>\s{0,2}[|,•·–—-]\s{0,2}[A-Z][\w.&'’, -]{1,50})?"
)
_ROLE_LINE = late(
    r"\b(?:reporters?|correspondent|editor|columnist|journalist|staff writer|senior writer|science writer|bureau chief"
    r"|contributor|producer|newsreader|presenter|fellow|political writer|sports writer|feature writer)\b",
    re.I,
)


def credit(line: str) -> tuple[int, int] | None:
    """Where the name is in a line that credits somebody, or None."""
    dated = _DATED_CREDIT.match(line) if len(line) <= 120 and " by " in line else None
    dated = dated or (_LABELLED.match(line) if len(line) <= 100 and ":" in line[:20] else None)
    if dated and _may_be_name(dated["name"]):
        return dated.span("name")
    if len(line) <= 120 and len(line.split()) <= 14:
        begin = 0
        for part in _PARTS.split(line):
            found = _short_credit(part)
            if found is not None:
                at = line.index(part, begin)
                return at + found[0], at + found[1]
            begin += len(part)
    match = _LEADING_CREDIT.match(line) if line.startswith("By") else None
    if match and match["name"].split()[0].lower() not in _NOT_A_NAME:
        return match.span("name")
    return None


def _short_credit(part: str) -> tuple[int, int] | None:
    match = _CREDIT.match(part)
    if match and _may_be_name(match["name"]):
        begin, end = match.span("name")
        name = part[begin:end]
        cut = DATE.search(name) or DAY_ONLY.search(name)
        if cut:
            name = name[: cut.start()]
        name = _AFTER_NAME.sub("", name.rstrip()).rstrip(" .,-")
        given = _GIVEN_NAME.match(part, begin + len(name))
        if given and " " not in name:  # Holt, Jana
            name += given.group()
        elif not cut:
            name = part[begin : _last_author(part, begin + len(name))]
        return (begin, begin + len(name)) if name else None
    match = _ROLE.match(part)
    if match and len(match["name"].split()) <= 6 and _may_be_name(match["name"]) and " " in match["name"]:
        return match.span("name")
    return None


def _last_author(part: str, end: int) -> int:
    """Where a list of authors ends that goes on at ``end``: ", Tom Byrne and Ana Ruiz"."""
    while True:
        match = _NEXT_AUTHOR.match(part, end)
        if match is None or not is_person(match["name"]):
            return end
        end = match.end()


def is_person(name: str) -> bool:
    """Whether two to four capitalised words may be somebody's name, and not a section, an office or an outlet."""
    words = name.split()
    return (
        2 <= len(words) <= 5
        and not any(word.lower().strip(".,") in _NO_PERSON for word in words)
        and words[0].lower() not in _NOT_A_NAME
        and not all(len(word.strip(".")) == 1 for word in words)
    )


def name_line(line: str, *, beside_date: bool) -> tuple[int, int] | None:
    """Where names are in a line of nothing but names, with an outlet, a place or a role next to them; None where it
    is no such line. Names alone, or with a place, count only ``beside_date``: next to a date or a role."""
    if len(line) > 120 or line.endswith((".", "?", "!", ":")):
        return None
    if any(map(str.isdigit, line)):
        first = _PARTS.split(line, maxsplit=1)
        dated = len(first) == 2 and _ANY_DATE.search(first[1]) is not None
        return (0, len(first[0])) if dated and _NAMES.fullmatch(first[0]) and is_person(first[0]) else None
    sent = _SENT.fullmatch(line)
    if sent:
        group = "name" if sent["name"] else "names"
        return sent.span(group) if is_person(sent[group]) else None
    office = _OFFICE_LINE.fullmatch(line)
    if office:
        return office.span("name") if beside_date or office["rest"] else None
    match = _NAMES.match(line)
    if match is None:
        return None
    end = _last_author(line, match.end("name"))
    if not is_person(match["name"]):
        return None
    rest = line[end:]
    set_off = _BESIDE_NAME.fullmatch(rest)
    if set_off and not (set_off["mark"].strip() in ("|", "•", "·", "/") or beside_date):
        return None
    if not set_off and not (beside_date and (not rest or _IN_PLACE.fullmatch(rest))):
        return None
    return match.start("name"), end


def is_role(line: str) -> bool:
    """Whether a line says no more than what somebody does: "Courts reporter", "Chief Correspondent, Delhi"."""
    return (
        len(line) <= 70 and len(line.split()) <= 8 and _ROLE_LINE.search(line) is not None and line[-1:] not in ".!?:"
    )


def is_credit_label(line: str) -> bool:
    """Whether a line says no more than that a name follows: "Author:", "By"."""
    return len(line) <= _LONGEST_LABEL and _CREDIT_LABEL.match(line) is not None


def is_commenter(line: str, start: int, end: int) -> bool:
    """Whether the name that is at [start, end) in a line near the end may be that of a reader who commented."""
    return _POSTED.match(line) is not None and not is_person(line[start:end])


def closing_credit(line: str) -> tuple[int, int] | None:
    """Where the name is in "Reporting by …" or "… is a reporter"."""
    opening = line.lstrip("(-—–* ")
    match = _DESK.search(line) if "ting by " in line else _BIO.match(opening[:160])
    if match is None or " " not in match["name"] or match["name"].split()[0].lower() in _NOT_A_NAME:
        return None
    begin = line.index(match["name"])
    return begin, begin + len(match["name"])


def _may_be_name(name: str) -> bool:
    words = name.split()
    if not words or len(words) > 9:
        return False
    if words[0].lower() in _NOT_A_NAME:
        return len(words) <= 4 and _OFFICE.search(name) is not None  # The Associated Press, our correspondent
    plain = [w for w in words if w.islower()]
    return len(words) <= 2 or len(plain) <= len(words) // 2
