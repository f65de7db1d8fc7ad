"""What is worth showing to a reader about an article's sources: few of them, one of them, anonymous ones."""

from __future__ import annotations

import re

import numpy as np

from scorer.model.store import load_classes
from scorer.signals.attribution.anonymous import nameless_sources
from scorer.signals.attribution.features import CHECKABLE, Reading, Said, longest_run
from scorer.signals.attribution.limits import ATTRIBUTION_LIMITS
from scorer.signals.attribution.sourcing_forms import needs_no_sources, speakers
from scorer.signals.base import Flag, FlagKind
from scorer.text import Text
from scorer.text.late import late
from scorer.types import Severity, Span

_SPJ = "Society of Professional Journalists, Code of Ethics (2014)"

FLAGS = (
    FlagKind(
        "attribution.sparse",
        "medium",
        "few sentences say where their content comes from",
        "A reader can check a statement only when the article says who made it or where it was found. Reliable "
        "news attributes most of its sentences; articles that attribute hardly any are opinion, or cannot be checked.",
        f"{_SPJ}: 'Identify sources clearly'; Newell et al. 2018 (PolNeAR): in seven US news outlets two sentences in "
        "three are attributed.",
        carries_more=True,
    ),
    FlagKind(
        "attribution.single_source",
        "medium",
        "a single-source story: all attributed statements come from one source",
        "No second source confirms what is said, and the people it concerns are not heard.",
        f"{_SPJ}: 'Diligently seek subjects of news coverage to allow them to respond to criticism'; Health News "
        "Review criterion 7: does the story use independent sources?",
    ),
    FlagKind(
        "attribution.anonymous",
        "low",
        "an anonymous source",
        "Only the reporter can judge what an anonymous source knows and wants.",
        f"{_SPJ}: 'Consider sources' motives before promising anonymity' and 'Explain why anonymity was granted'.",
    ),
)


def flags(reading: Reading) -> list[Flag]:
    """All flags of the document in the order of :data:`FLAGS`."""
    found = [_sparse(reading), _single_source(reading), *_anonymous(reading)]
    return [flag for flag in found if flag is not None]


def _sparse(reading: Reading) -> Flag | None:
    body = reading.document.body
    n, n_words = int(np.count_nonzero(body)), int(np.count_nonzero(reading.words))
    if n < ATTRIBUTION_LIMITS.sparse_sentences or n_words < ATTRIBUTION_LIMITS.sparse_words:
        return None
    sourced = reading.sourced() & body
    told = int(np.count_nonzero(sourced))
    if told >= ATTRIBUTION_LIMITS.sparse_flag_at * n:
        return None
    passed_on = int(np.count_nonzero(reading.passed_on() & body))
    if passed_on >= ATTRIBUTION_LIMITS.sparse_passed_on * n:
        return None
    if np.count_nonzero(reading.attributed() & body) >= ATTRIBUTION_LIMITS.sparse_attributed * n:
        return None
    if needs_no_sources(reading.document):
        return None
    text = reading.document.text
    first, length = longest_run((~sourced & body).tolist(), True)
    run = np.zeros(len(body), dtype=np.bool_)
    run[first : first + length] = True
    return Flag(
        "attribution.sparse",
        Span(int(text.sentence_start[first]), int(text.sentence_end[first + length - 1])),
        round(0.55 + 0.4 * (1 - told / (ATTRIBUTION_LIMITS.sparse_flag_at * n)), 3),
        _how_many(passed_on, n),
        without=reading.without(sentences=run),
    )


def _how_many(passed_on: int, n: int) -> str:
    if not passed_on:
        return f"None of {n} sentences says where its information comes from."
    if passed_on == 1:
        return f"Only one of {n} sentences says where its information comes from."
    return f"Only {passed_on} of {n} sentences say where their information comes from."


def _single_source(reading: Reading) -> Flag | None:
    text = reading.document.text
    told = [
        one
        for one in reading.said
        if one.passes_on_words and one.confidence >= 0.3 and one.link.source and not one.self
    ]
    keys = {one.source.key or _pronoun(text, one) for one in told} - {_PRONOUN}
    if not any(one.passes_on_words and one.source.kind in CHECKABLE for one in reading.said):
        return _single_credit(reading)
    if len(keys) != 1:
        return None
    (key,) = keys
    if speakers(text):
        return None
    if any(_has_a_say(one, reading) for one in reading.said if one.source.key not in (None, key)):
        return None
    its = [one for one in told if (one.source.key or _pronoun(text, one)) == key]
    first = min(its, key=lambda one: (_pronoun(text, one) == _PRONOUN, one.link.first))  # "Roth" tells more than "she"
    once = len(told) == 1
    long = (
        int(reading.words.sum()) >= ATTRIBUTION_LIMITS.single_words
        and first.source.kind in ("organisation", "document")
        and " " in str(key)
    )
    if first.source.kind not in CHECKABLE or first.link.source is None or (once and not long):
        return None
    sure = float(np.mean(sorted(one.confidence for one in told)[-2:]))
    if sure < ATTRIBUTION_LIMITS.single_sure:
        return None
    run = first.link.source
    return Flag(
        "attribution.single_source",
        Span(int(text.token_start[run.first]), int(text.token_end[run.last - 1])),
        round(ATTRIBUTION_LIMITS.none_missed * (sure - 0.1 * once), 3),
        "The only attributed statement found comes from this source."
        if once
        else f"All {len(told)} attributed statements found come from one source.",
    )


def _single_credit(reading: Reading) -> Flag | None:
    """A line that names one agency or outlet as the source of an article in which nobody that can be checked speaks."""
    document = reading.document
    if int(reading.words.sum()) < ATTRIBUTION_LIMITS.sparse_words or needs_no_sources(document):
        return None
    found = [match for match in _CREDIT_LINE.finditer(document.text.raw) if not _SEVERAL.search(match["name"])]
    if len(found) != 1:
        return None
    (match,) = found
    return Flag(
        "attribution.single_source",
        Span(match.start("name"), match.end("name")),
        ATTRIBUTION_LIMITS.credit_sure,
        "No source that can be checked is named except the one credited here.",
    )


#: A line of its own that credits one source: "Source: Harrow News Agency".
_CREDIT_LINE = late(r"^[ \t]{0,4}(?:News )?(?:Source|Agency|Via)\s?:\s{1,2}(?P<name>[A-Z][^\n:,;]{1,48})$", re.M)
_SEVERAL = late(r"\b(?:and|photo|image|video|getty|courtesy)\b|[/|&@]|\d", re.I)

_PRONOUN = "pronoun"


def _pronoun(text: Text, one: Said) -> str:
    """Stands for a source that is not known: "it" may be any, "the kid" is one of its own."""
    assert one.link.source is not None
    first, last = one.link.source
    return _PRONOUN if last - first == 1 and text.lower[first] in _UNRESOLVED else " ".join(text.lower[first:last])


_UNRESOLVED = frozenset("it they he she this that which who".split())


def _has_a_say(one: Said, reading: Reading) -> bool:
    """Is this another source, though it does not speak: one that a reader can check, and that holds a view?"""
    if one.source.kind not in CHECKABLE or one.confidence < 0.6 or one.link.cue is None or not one.own_voice:
        return False
    cues = load_classes("attribution_cues")
    words = reading.document.text.lower[one.link.cue.first : one.link.cue.last]
    return any(word in cues["view"] or word in cues["finding"] for word in words)


def _anonymous(reading: Reading) -> list[Flag]:
    text = reading.document.text
    found = []
    places = [
        place
        for place in nameless_sources(reading.document)
        if place.confidence >= ATTRIBUTION_LIMITS.anonymous_flag_at
    ]
    checkable = any(one.passes_on_words and one.source.kind in CHECKABLE for one in reading.said)
    severity: Severity | None = "medium" if len(places) > 1 and not checkable else None  # nobody else is cited
    for place in places[: ATTRIBUTION_LIMITS.most_anonymous]:
        held = [
            i
            for i, one in enumerate(reading.said)
            if one.link.source is not None and one.link.source.first < place.last and place.first < one.link.source.last
        ]
        found.append(
            Flag(
                "attribution.anonymous",
                Span(int(text.token_start[place.first]), int(text.token_end[place.last - 1])),
                place.confidence,
                "Anonymous source",
                severity,
                reading.without(held),
            )
        )
    return found
