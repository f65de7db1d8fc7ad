"""What an article says of itself: that it was paid for, or that it was corrected.

Only a label counts: a short line of its own that says it, or a sentence that speaks of this very article. A report on
advertorials or on another paper's corrections says the same words of something else.
"""

from __future__ import annotations

import re

from scorer.text.late import late

_LONGEST_LABEL = 110  # characters of a line
_NAMES = r"(?:\s?[A-Z&][\w.&'’-]{0,24}(?:\s(?:of|and|the|for|de|la)(?=\s))?){1,7}"  # Veldt Logistics, Bank of Corrin
_KIND = r"(?i:content|posts?|articles?|story|stories|features?|messages?|programmes?|programs?|supplements?|sections?)"
#: A line that is a label, from its beginning to its end.
_PAID_LINE = late(
    r"[\W_]{0,4}(?:"
    r"(?i:(?:paid\s)?advertorials?|(?:advertisement|advertising|ad|promotional|promotion|advertiser)\s(?:feature|content|post)"
    r"|#ad\b|native\sad(?:vertising|vertisement)?|brand(?:ed)?\s?(?:content|voice|post|story|studio)|special\s(?:promotion|advertising\s\w+)"
    r"|sponsored|promoted|paid\s(?:partnership|promotion|placement|partner\scontent)"
    r"|partner(?:ed)?\scontent|consumer\sconnect\sinitiative|content\sfrom\sour\s(?:partners?|sponsors?|advertisers?))"
    rf"|(?i:sponsor(?:ed)?|paid(?:\sfor)?|promoted|partner|partnered|client)\s{_KIND}"
    r"|(?i:paid|sponsored)\s(?i:advertisement|announcement|media|press\srelease)"
    r")(?:\s?(?:[:|–—-]|(?i:by|from|with|for))\s?(?:(?i:the|our)\s)?" + _NAMES + r")?[\W_]{0,4}"
    r"|[\W_]{0,4}(?:(?i:this\s\w{2,10}\s(?:is|was)\s))?(?:(?i:presented|sponsored|supported|paid\sfor(?:\sand\s\w+)?|brought\sto\syou|promoted|funded\sand\sproduced"
    r"|produced\sand\spaid\sfor)\s(?i:by)|(?i:(?:produced\s|created\s|published\s)?in\s(?:paid\s)?(?:partnership|association|collaboration)\swith)"
    r"|(?i:content|a\smessage|message|an\sadvertisement|advertisement)\s(?i:from|by|for))\s(?:(?i:the|our)\s(?i:partners?\s|sponsors?\s)?)?"
    + _NAMES
    + r"[\W_]{0,4}"
)
#: A sentence about this article.
_PAID_SENTENCE = late(
    r"\bthis\s(?:\w{2,12}\s)?(?:article|post|story|content|feature|piece|page|video|section|advertorial)\s(?:\w{4,9}\s(?:\w{1,12}\s){1,4}and\s)?(?:is|was|has\sbeen)\s"
    r"(?:an?\s|created\sand\s|produced\sand\s)?(?:paid\s(?:for|post|partnership|advertisement|content|promotion)|sponsored|advertorial|an\sadvert"
    r"|advertisement|(?:produced|written|created|provided|commissioned|supplied|published)\s(?:by|for|in|with)\s(?:\S{1,30}\s){0,9}"
    r"(?:on\sbehalf\sof|advertis|sponsor|paid\spartnership\swith|marketing|brand\sstudio|commercial\s(?:team|partner)))"
    r"|\bthis\sis\s(?:an?\s)?(?:paid|sponsored|promoted)\s(?:advertisement|content|post|article|message|story|feature|promotion|press\srelease|announcement)\b"
    r"|\b(?:news|newsroom|editorial)\s(?:and\seditorial\s)?(?:staff|team|department|journalists)\s(?:of\s(?:\S{1,20}\s){1,4})?"
    r"(?:had|has|have|was|were|played)\sno(?:t|\srole|\spart|\sinvolvement|\sinvolved)",
    re.I,
)
#: Words without one of which nothing is said of it.
PAID_CUES = frozenset(
    "advertorial advertorials sponsored sponsor promoted paid partnership association collaboration advertisement "
    "advertising ad promotional promotion native branded brandvoice brand partner partners initiative "
    "presented supported brought content editorial newsroom produced message".split()
)

_THIS = (
    r"(?:this|the)\s(?:[\w.,]{2,12}\s){0,3}(?:article|story|post|piece|report|column|page|version|item|entry|headline|review|blog"
    r"|copy|transcript|caption|graphic|map|chart)\b"
)
_CORRECTION = late(
    # At the beginning, or at a word with one of four first letters: so few places are tried at length.
    r"^[\W_]{0,4}(?:"
    r"(?:corrections?|clarifications?|corrigend(?:um|a)|erratum|retraction|amendments?(?=\s?:))\b"
    r"(?:\s(?:and|&)\s\w{5,15})?(?:\s?[:(\[–—-]|\s?$|,?\s(?:appended|issued|added|\d|[A-Z][a-z]{2,8}\.?\s\d)|\sto\sthis)"
    r"|(?:corrects|correcting|corrected\s(?:to|version|on|at|the|by))\b"
    r"|(?:this\s\w{3,8}\swas\s)?updated\s[^.\n]{0,40}\bto\s(?:correct|clarify|fix|amend|reflect|remove|add|include|restore|note)\b"
    r"|(?:editor|author|publisher)['’]?s?['’]?\snote\b[^\n]{0,160}\b(?:corrected|amended|clarified|updated|revised"
    r"|retracted)\b"
    r"|for\sthe\srecord\s?[:–—]"
    r")|\b(?=[tawr])(?:"
    rf"{_THIS}(?:\s(?:and|or)\s\w{{3,12}})?(?:\s[\w,.:()]{{1,20}}){{0,6}}\s(?:was|were|has\sbeen|have\sbeen|is)\s(?:\w{{3,12}}\s){{0,3}}"
    r"(?:amended|corrected|edited|revised|modified|clarified|retracted|withdrawn|updated\s(?:to|with|because|after\s(?:we|the)|on|at|since|throughout)"
    r"|changed\s(?:to|on|after))"
    r"|this\s(?:version|story|article)\s(?:corrects|clarifies|updates|has\scorrected)\b"
    r"|(?:an?|the)\s(?:earlier|previous|original|prior|first)\s(?:version|edition|headline)\s(?:of|on|for)\s(?:(?:this|our)\b|the\s(?:article|story|report|post|headline)\b)"
    r"|(?:an?|the)\s(?:earlier|previous|original|prior)\sversion\s(?:said|stated|misstated|gave|incorrectly|wrongly|named)\b"
    r"|we\s(?:have\s)?(?:corrected|amended|updated|clarified|revised)\s[^.\n]{1,60}\s(?:this|the)\s(?:article|story|report|post"
    r"|piece|headline|page)\b"
    r"|regrets?\s(?:the|this|that|any|these)\s(?:error|mistake|inaccurac|omission|confusion)"
    r"|this\s(?:story|article|report|post|piece)\snow\s(?:includes|reflects|says|gives|carries)\b"
    r"|this\s(?:story|article|report|post|piece)\s(?:first|originally|initially|earlier|previously|incorrectly|wrongly"
    r"|mistakenly)\s(?:said|gave|stated|named|misspel\w+|misstated|misidentified|listed|reported|described|referred)"
    r"|we\s(?:regret|apologi[sz]e\sfor)\s(?:the|this|that|any|these)\s(?:error|mistake|inaccurac|confusion)"
    r")",
    re.I,
)
CORRECTION_CUES = frozenset(
    "correction corrections clarification clarifications corrigendum erratum retraction amendment corrects correcting "
    "corrected amended edited revised modified clarified retracted withdrawn updated changed version edition regret "
    "apologise apologize clarifies record originally initially incorrectly wrongly mistakenly misstated "
    "misspelled misidentified correct clarify earlier regrets update includes".split()
)


def is_paid_label(line: str) -> bool:
    """Whether a line is a label that says the article was paid for: "Paid post", "In partnership with …"."""
    return len(line) <= _LONGEST_LABEL and _PAID_LINE.fullmatch(line) is not None


def says_paid(sentence: str) -> bool:
    """Whether a sentence says of this article that it was paid for."""
    return _PAID_SENTENCE.search(sentence[:400]) is not None


def says_corrected(sentence: str) -> bool:
    """Whether a sentence or line is a note that this article was corrected or amended."""
    return _CORRECTION.search(sentence[:400]) is not None
