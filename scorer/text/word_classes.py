"""Classes of English words that never change, in lower case. Sets of words elsewhere are built from them."""

from __future__ import annotations

ARTICLES = frozenset(("a", "an", "the"))
DEMONSTRATIVES = frozenset(("this", "that", "these", "those"))
SUBJECT_PRONOUNS = frozenset(("i", "we", "you", "he", "she", "it", "they"))
POSSESSIVES = frozenset(("my", "our", "your", "his", "her", "its", "their"))
THIRD_PERSON_POSSESSIVES = frozenset(("his", "her", "its", "their"))
RELATIVE_PRONOUNS = frozenset(("who", "whom", "whose", "which"))
QUESTION_WORDS = frozenset(("what", "how", "why", "who", "when", "where", "which"))
TENSED_BE = frozenset(("is", "are", "was", "were"))
BE = TENSED_BE | {"am", "be", "been", "being"}
HAVE = frozenset(("have", "has", "had"))
DO = frozenset(("do", "does", "did"))
MODALS = frozenset("can could may might must shall should will would".split())
#: The nine commonest prepositions; longer lists add to them.
PREPOSITIONS = frozenset("of in on at to for from by with".split())
COORDINATORS = frozenset(("and", "or", "but"))

_MONTHS = "january february march april may june july august september october november december".split()
MONTHS = frozenset(_MONTHS)
#: Without May, which is never shortened.
MONTH_ABBREVIATIONS = frozenset("jan feb mar apr jun jul aug sep sept oct nov dec".split())
#: The number of each month by its first three letters.
MONTH_NUMBERS = {name[:3]: number for number, name in enumerate(_MONTHS, 1)}
_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
WEEKDAYS = frozenset(_WEEKDAYS)
WEEKDAY_ABBREVIATIONS = frozenset(name[:3] for name in _WEEKDAYS)
#: The number of each weekday by its first three letters, Monday being 0.
WEEKDAY_NUMBERS = {name[:3]: number for number, name in enumerate(_WEEKDAYS)}
