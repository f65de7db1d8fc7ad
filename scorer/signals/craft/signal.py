"""The reporter's work in the article's own voice: who was reached, how it is known, what the other side says, and the
wording that takes the place of such work: hidden hands, contempt, alarm, steering the reader, republishing.

Two things are counted. Phrases of ``lexicons/craft_phrases.txt``, in our own words, stand for practices that codes of
journalism name. Single words and pairs carry weights learned from the ratings of outlets, of which only those are kept
that hold their sign whichever corpus is left out of the fit, and no names, topics or negations
(``eval/training/craft.py``). Nothing is read inside quotation marks or reported speech: a source's words are its own.
"""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Literal, NamedTuple

import numpy as np

from scorer.model.store import weights_if_fitted
from scorer.signals.attribution.sourcing_forms import is_speech, sourced_by_form
from scorer.signals.base import Document, Feature, Finding, Flag, FlagKind, Place, Signal
from scorer.signals.craft.examples import EXAMPLES
from scorer.signals.craft.limits import CRAFT_LIMITS
from scorer.signals.craft.phrases import Phrase, phrases
from scorer.signals.craft.second_hand import second_hand
from scorer.signals.ngrams import NgramModel
from scorer.text import Text
from scorer.text.late import late
from scorer.types import Bools, Floats, Group, Severity, Span


class _Class(NamedTuple):
    meaning: str
    direction: Literal[-1, 1]
    group: Group


_CLASSES: Mapping[str, _Class] = MappingProxyType(
    {
        "hidden_hands": _Class("talk of hidden hands, or of media and experts as an enemy", -1, "wording"),
        "contempt": _Class("contempt for people the article writes about", -1, "wording"),
        "alarm": _Class("words of alarm, outrage and revelation", -1, "wording"),
        "steering": _Class("the reader is told what to think or do (make no mistake, share this)", -1, "wording"),
        "labels": _Class("labels for whole camps (the left, right-wing, liberals)", -1, "wording"),
        "motives": _Class("motives or pretence put in people's heads (refuses to, pretends, so-called)", -1, "wording"),
        "republished": _Class("taken from elsewhere (image via, h/t, it has been reported)", -1, "sourcing"),
        "second_hand": _Class("what other media reported (CNN reported, told the Daily Mail)", -1, "sourcing"),
        "judging_cues": _Class(
            "verbs of saying that judge or vouch (claimed, admitted, revealed, noted)", -1, "sourcing"
        ),
        "reached": _Class("who was asked and when (told reporters, declined to comment, said Monday)", 1, "sourcing"),
        "known_how": _Class("how it is known (court records, a survey of, data from)", 1, "sourcing"),
        "other_side": _Class("the other side and limits (denied, opponents, remains unclear)", 1, "weighing"),
    }
)
#: Classes that a flag shows, with what it says.
_FLAGGED: Mapping[str, str] = MappingProxyType(
    {
        "hidden_hands": "Suspicion of hidden powers or of the media: “{}”.",
        "contempt": "Contemptuous wording: “{}”.",
        "alarm": "Sensational wording: “{}”.",
    }
)

#: Classes of words that are plain enough to be met once in careful reports: one of them proves little.
_PLAIN_WORDS = frozenset(("labels", "motives", "judging_cues"))
#: The class of which one flag an article names all phrases, at the first of them.
_LABELS = "labels"
_SHOWN = frozenset((*_FLAGGED, _LABELS))

FEATURES = (
    *(
        Feature(
            f"craft_{name}",
            f"{kind.meaning}, per 100 words",
            direction=kind.direction,
            group=kind.group,
        )
        for name, kind in _CLASSES.items()
    ),
    Feature(
        "craft_wording",
        "how close the wording outside quotations is to careful reporting: learned weights per 20 words",
        direction=1,
        group="wording",
    ),
)
_ABSENT: Mapping[str, float | None] = MappingProxyType({feature.name: None for feature in FEATURES})


@functools.cache
def _model() -> NgramModel | None:
    """The learned weights; None while they are fitted for the first time."""
    arrays = weights_if_fitted("craft")
    return None if arrays is None else NgramModel.read(arrays)


def own_tokens(document: Document) -> Bools:
    """(n_tokens,) the body's tokens outside quotation marks and reported speech."""
    own = document.own_voice
    return own if document.reported is None else own & ~document.reported


def lower_case(text: Text, own: Bools) -> Bools:
    """(n_tokens,) words written without a capital: names and beginnings of sentences weigh nothing."""
    return own & text.is_word & ~text.is_capital


def wording_unit(n_words: int) -> float:
    """What a word's learned weight counts in an article of this many words of its own: their mean, drawn towards 0 in a
    short one. A sum over the root of the length would tell long articles from short ones instead."""
    return CRAFT_LIMITS.wording_per / (n_words + CRAFT_LIMITS.wording_prior)


def _rate(kind: str, count: int, n_words: int) -> float:
    """``count`` phrases of a class per 100 words, drawn towards 0 in a short article."""
    prior = CRAFT_LIMITS.prior_words_plain if kind in _PLAIN_WORDS else CRAFT_LIMITS.prior_words
    return 100.0 * count / (n_words + prior)


def _weights(document: Document, own: Bools) -> Floats:
    """(n_tokens,) learned weight of each word of the article's own voice; zeros without a model."""
    model, text = _model(), document.text
    if model is None:
        return np.zeros(len(text.lower))
    ids = np.where(lower_case(text, own), text.numbers(model.id_table), 0)
    return model.id_weights(ids, text.token_sentence)[:, 0]


def find(document: Document) -> Finding:
    """Rates of the listed phrases and the learned weight of the wording."""
    text = document.text
    own = own_tokens(document)
    n_words = int(np.count_nonzero(own & text.is_word))
    if not n_words:
        return Finding(features=_ABSENT)
    found = sorted([*phrases(text, own), *second_hand(text, own)], key=lambda phrase: phrase.first)
    counts = Counter(phrase.kind for phrase in found)
    values: dict[str, float | None] = {f"craft_{name}": _rate(name, counts[name], n_words) for name in _CLASSES}
    weights = _weights(document, own)
    enough = n_words >= CRAFT_LIMITS.fewest_words and _model() is not None
    values["craft_wording"] = float(weights.sum()) * wording_unit(n_words) if enough else None
    if document.features_only:
        return Finding(features=values)
    worth = _worth_flagging(text, found)
    flags = [_flag(text, phrase, counts, n_words) for phrase in worth if phrase.kind in _FLAGGED]
    flags += _labels_flag(text, [phrase for phrase in worth if phrase.kind == _LABELS], counts[_LABELS], n_words)
    wording = values["craft_wording"]
    if wording is not None and _unlike_reporting(wording, counts):
        flags += _wording_flag(text, own, weights, n_words)
    return Finding(
        features=values,
        flags=flags,
        places=[*_phrase_places(text, found), *_wording_places(text, weights)],
    )


def _worth_flagging(text: Text, found: Sequence[Phrase]) -> list[Phrase]:
    """The phrases that a flag shows: each wording once, in sentences that are nobody else's by their form."""
    if is_speech(text):
        return []
    others = sourced_by_form(text)
    shown: dict[tuple[str, str], Phrase] = {}
    for phrase in found:
        if phrase.kind not in _SHOWN or not phrase.flagged or others[text.token_sentence[phrase.first]]:
            continue
        if _POST.search(_line(text, phrase.first)):
            continue
        words = " ".join(text.lower[phrase.first : phrase.last + 1])
        shown.setdefault((phrase.kind, words), phrase)
    return list(shown.values())


#: Marks of a post that an article embeds: its wording is its writer's.
_POST = late(r"\(@\w{2,30}\)|\bpic\.twitter\.com/")


def _line(text: Text, token: int) -> str:
    """The line that a token is in."""
    place = int(text.token_start[token])
    line = int(text.line_start.searchsorted(place, side="right")) - 1
    return text.raw[int(text.line_start[line]) : int(text.line_end[line])]


def _unlike_reporting(wording: float, counts: Mapping[str, int]) -> bool:
    """Whether learned weights and listed phrases agree: the weights alone also pick out chatty and short reports."""
    phrases_against = sum(
        counts[name]
        for name, kind in _CLASSES.items()
        if kind.direction < 0 and kind.group == "wording" and name not in _PLAIN_WORDS
    )
    if wording <= CRAFT_LIMITS.far_from_reporting:
        return phrases_against >= 1
    return wording <= CRAFT_LIMITS.unlike_reporting_flag_at and phrases_against >= CRAFT_LIMITS.agreeing_phrases


def _flag(text: Text, phrase: Phrase, counts: Mapping[str, int], n_words: int) -> Flag:
    span = Span(int(text.token_start[phrase.first]), int(text.token_end[phrase.last]))
    fewer = _rate(phrase.kind, counts[phrase.kind] - 1, n_words)
    return Flag(
        f"craft.{phrase.kind}",
        span,
        CRAFT_LIMITS.right,
        _FLAGGED[phrase.kind].format(" ".join(text.raw[span.start : span.end].split())),
        "medium" if counts[phrase.kind] >= CRAFT_LIMITS.many else "low",
        {f"craft_{phrase.kind}": fewer},
    )


def _labels_flag(text: Text, shown: Sequence[Phrase], count: int, n_words: int) -> list[Flag]:
    """One flag for all labels, where ``count`` of them are met, or few in a short article."""
    rate, fewer = (_rate(_LABELS, n, n_words) for n in (count, count - 1))
    dense = rate >= CRAFT_LIMITS.dense
    if not shown or not (dense or count >= CRAFT_LIMITS.together):
        return []
    words = dict.fromkeys(" ".join(text.lower[p.first : p.last + 1]) for p in shown)
    listed = ", ".join(f"“{label}”" for label in [*words][: CRAFT_LIMITS.shown])
    span = Span(int(text.token_start[shown[0].first]), int(text.token_end[shown[0].last]))
    message = f"Labels for whole camps outside quotations: {listed}."
    severity: Severity = "medium" if dense else "low"
    return [Flag(f"craft.{_LABELS}", span, CRAFT_LIMITS.right, message, severity, {f"craft_{_LABELS}": fewer})]


def _wording_flag(text: Text, own: Bools, weights: Floats, n_words: int) -> list[Flag]:
    """The sentence that pulls the wording down most; none where no words do."""
    sums = np.bincount(text.token_sentence, weights=weights, minlength=text.n_sentences)
    worst = int(sums.argmin())
    first, end = text.sentence_token[worst : worst + 2].tolist()
    if sums[worst] >= 0:
        return []
    left = n_words - int(np.count_nonzero((own & text.is_word)[first:end]))
    rest = float(weights.sum() - sums[worst]) * wording_unit(left) if left >= CRAFT_LIMITS.fewest_words else None
    flag = Flag(
        "craft.wording",
        Span(int(text.sentence_start[worst]), int(text.sentence_end[worst])),
        CRAFT_LIMITS.right,
        "Overall, the wording is closer to that of outlets rated unreliable than to careful reporting; this sentence "
        "contributes most.",
        None,
        {"craft_wording": rest},
    )
    return [flag]


def _phrase_places(text: Text, found: Sequence[Phrase]) -> list[Place]:
    return [
        Place(f"craft_{p.kind}", int(text.token_start[p.first]), int(text.token_end[p.last]), 1.0, p.kind)
        for p in found
        if _CLASSES[p.kind].direction < 0
    ]


def _wording_places(text: Text, weights: Floats) -> list[Place]:
    """The sentences whose words pull the article's wording down, by how much."""
    sums = np.bincount(text.token_sentence, weights=weights, minlength=text.n_sentences)
    low = (sums < 0).nonzero()[0]
    return [
        Place("craft_wording", start, end, amount, "wording")
        for start, end, amount in zip(
            text.sentence_start[low].tolist(), text.sentence_end[low].tolist(), (-sums[low]).tolist(), strict=True
        )
    ]


def weigh(document: Document) -> list[tuple[int, int, float]]:
    """(start, end, weight) of every word with a learned weight."""
    text = document.text
    weights = _weights(document, own_tokens(document))
    places = zip(text.token_start.tolist(), text.token_end.tolist(), weights.tolist(), strict=True)
    return [(start, end, weight) for start, end, weight in places if weight]


SIGNAL = Signal(
    id="craft",
    shows="reporting practice: who was reached, how it is known, the other side; and what replaces it",
    flags=(
        FlagKind(
            "craft.hidden_hands",
            "low",
            "talk of hidden hands, or of the media and experts as an enemy",
            "A claim that somebody hides the truth cannot be checked, and stands in for evidence.",
            "SPJ Code of Ethics: be cautious with claims nobody can verify; Da San Martino et al. 2019 (doubt)",
            misses=("Irony, and phrases that are not listed.", "“Agenda” or “conspiracy” in their plain senses."),
        ),
        FlagKind(
            "craft.contempt",
            "low",
            "contempt for people the article writes about",
            "Name-calling tells readers what to feel about someone, and nothing about what they did.",
            "SPJ Code of Ethics: avoid stereotyping; Da San Martino et al. 2019 (name calling, labeling)",
            misses=("Contempt by comparison or irony.", "“Radical” or “corrupt” in their plain senses."),
        ),
        FlagKind(
            "craft.alarm",
            "low",
            "sensational wording: words of alarm, outrage and revelation",
            "Sensational words sell a story; a report says what happened and leaves the reaction to the reader.",
            "AP Stylebook on emotive wording; Da San Martino et al. 2019 (exaggeration, appeal to fear)",
            misses=("“Massive” or “disaster” where they are measured facts.",),
        ),
        FlagKind(
            "craft.labels",
            "low",
            "labels for whole camps (the left, the far right, liberals)",
            "A label for a whole camp says who is meant as an enemy or a friend, and not who did what.",
            "AP Stylebook: avoid labels, describe specific positions; SPJ Code of Ethics: avoid stereotyping",
            misses=("A party's or a programme's own name for itself.", "Reports about the camps themselves."),
        ),
        FlagKind(
            "craft.wording",
            "medium",
            "wording unlike that of careful reporting, over the article as a whole",
            "Words that outlets rated as unreliable use far more often, whatever they write about: talk of motives, "
            "sweeping and chatty words, where others attribute, date and count.",
            "Learned from the ratings of Lin et al. 2023; only words that hold their sign in every corpus left out",
            misses=("Columns and first-person pieces of good outlets can read like this.",),
            learned=True,
        ),
    ),
    features=FEATURES,
    find=find,
    examples=EXAMPLES,
    group="wording",
    weigh=weigh,
)
