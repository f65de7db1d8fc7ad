"""Articles to reports: the Python face of the product."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, cast

import numpy as np

from scorer.article import Article, cut_out, read_html_article, read_text_article
from scorer.model.additive import SCORES, Models, Scored, load_models
from scorer.model.odds import probability
from scorer.model.shares import flag_shares
from scorer.model.standing import band, percentile
from scorer.pipeline import Examination, examine
from scorer.report import (
    SCHEMA_VERSION,
    AttributionReport,
    ContributionsReport,
    Counts,
    FlagLogOdds,
    FlagReport,
    GroupsReport,
    KindReport,
    LanguageReport,
    ModelReport,
    Report,
    ScoreReport,
    ScoresReport,
    SignalReport,
    StatusReason,
)
from scorer.scoring.explanation import Placed, Values, contributions, described, groups, place
from scorer.scoring.kind import kind_of
from scorer.scoring.subject import is_celebrity_press
from scorer.scoring.summary import summary, with_kind
from scorer.signals.base import Attribution, Evidence, Finding, Flag
from scorer.signals.doubles import without_doubles
from scorer.signals.registry import FLAG_KINDS
from scorer.text import read_text
from scorer.text.language import Language
from scorer.types import Score, Severity, Span

if TYPE_CHECKING:
    from scorer.selection import Detail

#: Fields of a record, as the contract names them, and the article's own names for them.
_FIELDS = {"title": "title", "author": "byline", "published": "published", "url": "url"}

#: Log-odds that a flag must bear before it is said to. Half of all deletions of a few words, wherever they stand,
#: move the reliability by about two thirds of it (``scorer eval`` prints by how much), so less says nothing.
#: The features of quality stay still where no junk is touched.
_LEAST_SHARE: Mapping[Score, float] = {"reliability": 0.03, "quality": 0.0}
#: Log-odds from which a flag's share is much: some four points of reliability in the middle of the scale, and of
#: quality near its upper end, where a clean article stands.
_COSTLY: Mapping[Score, float] = {"reliability": 0.15, "quality": 1.5}
#: How many flags are checked by reading the article without them, and up to how many characters.
_MOST_REREAD, _LONGEST_REREAD = 3, 50_000
#: Log-odds (one point in the middle of the scale) from which a claim is checked: reading again takes a third as long as
#: the first time, and less than a point moves by chance. ``scorer eval`` prints how many scores rise without their most
#: costly flag.
LEAST_CHECKED = 0.05


class _Parts(NamedTuple):
    """What explains a scored article as a whole."""

    contributions: ContributionsReport
    groups: GroupsReport
    summary: str


class Scorer:
    """Scores articles with one pair of models. Cheap to keep, safe to share between threads.

    Parameters
    ----------
    model : a model folder as ``scorer train`` or ``scorer eval --fit`` writes it; None: the one that ships.
    """

    def __init__(self, model: Path | None = None) -> None:
        self.models: Models = load_models(model)
        self._described = {score: described(self.models[score]) for score in SCORES}
        self._read = frozenset(name for score in SCORES for name in self.models[score].features)

    def score(self, article: Article) -> Report:
        """The report of one article; ``not_scored`` with its reason where no score can be given."""
        return self.report(examine(article))

    def score_text(self, text: str, **fields: str | None) -> Report:
        """Score a pasted text. ``fields``: id, title, byline, published, url."""
        return self.score(read_text_article(text, **fields))

    def score_html(self, html: str, **fields: str | None) -> Report:
        """Score a page of HTML; the report's ``text`` is the extracted text its offsets speak of."""
        return self.score(read_html_article(html, **fields))

    def score_record(self, record: object, furniture: Iterable[str] = (), *, detail: Detail = "full") -> Report:
        """Score a record as it is in a corpus or a request; never raises for what it holds.

        ``record`` is a mapping with ``text`` or ``html`` and optional ``id``, ``title``, ``url``,
        ``published``, ``author``, all strings or None. Anything else gives ``bad_input``.
        ``furniture``: lines known to be on many pages of the article's site. ``detail``: see :meth:`report`.
        """
        return self.report(self.examine_record(record, furniture, scores_only=detail == "scores"), detail)

    def examine_record(
        self, record: object, furniture: Iterable[str] = (), *, scores_only: bool = False
    ) -> Examination:
        """What is found in a record, see :meth:`score_record`. ``scores_only``: as far as its scores ask for it."""
        if not isinstance(record, Mapping):
            return _unread("bad_input")
        given = record.get("id")
        if isinstance(given, (Mapping, list, tuple, set)):  # an id nested deep enough has no string
            return _unread("bad_input")
        article_id = given if isinstance(given, str) else None if given is None else str(given)
        fields = {name: record.get(key) for key, name in _FIELDS.items()}
        text, html = record.get("text"), record.get("html")
        if (text is None) == (html is None) or not all(
            v is None or isinstance(v, str) for v in (*fields.values(), text, html)
        ):
            return _unread("bad_input", article_id)
        if html is not None:
            article = read_html_article(html, id=article_id, **fields)
        else:
            article = read_text_article(cast(str, text), id=article_id, **fields)
        known = frozenset(furniture)
        article = replace(article, furniture=known) if known else article
        return examine(article, features_only=scores_only, wanted=self._read if scores_only else None)

    def not_scored(self, reason: StatusReason, article_id: str | None = None) -> Report:
        """The report of an input that is no article at all."""
        return self.report(_unread(reason, article_id))

    def report(self, seen: Examination, detail: Detail = "full") -> Report:
        """The report of an article that was already examined.

        ``detail``: "flags" leaves kind, contributions, groups, summary and signals empty, "scores" the flags too.
        The scores are the same.
        """
        values = seen.features()
        scored = self._scores(values) if seen.reason is None else None
        article = seen.article
        scores = None if scored is None else ScoresReport(*(self._score_report(s, scored[s]) for s in SCORES))
        flags: Sequence[FlagReport] = ()
        signals: Mapping[str, SignalReport] = {}
        parts: _Parts | None = None
        placed: Placed | None = None
        if detail != "scores":
            flags, placed = self._flags(seen, scored, values)
        if detail == "full":
            signals = {name: _signal_report(seen, found, placed, name) for name, found in seen.findings.items()}
            if scored is not None and scores is not None:
                parts = self._parts(scored, scores, values, flags, placed)
        kind = kind_of(seen) if detail == "full" else KindReport(None, None)
        return Report(
            schema_version=SCHEMA_VERSION,
            id=article.id,
            status="not_scored" if scored is None else "scored",
            status_reason=seen.reason,
            kind=kind,
            text=article.text if article.from_html else None,
            title=article.title,
            byline=article.byline,
            published=article.published,
            url=article.url,
            language=LanguageReport(seen.language.code, seen.language.confidence),
            counts=Counts(len(article.text), seen.text.n_words, seen.text.n_sentences),
            scores=scores,
            contributions=None if parts is None else parts.contributions,
            groups=None if parts is None else parts.groups,
            summary=None if parts is None else with_kind(parts.summary, kind, is_celebrity_press(seen.text)),
            flags=flags,
            signals=signals,
            model=ModelReport(self.models.name, self.models.version, self.models.trained_on),
        )

    def _scores(self, values: Values) -> dict[Score, Scored]:
        return {score: self.models[score].score(self.models[score].row(values)) for score in SCORES}

    def _score_report(self, score: Score, scored: Scored) -> ScoreReport:
        place = percentile(self.models[score].reference, scored.log_odds) if score == "reliability" else None
        value, low, high = (100.0 * probability(odds) for odds in (scored.log_odds, scored.low, scored.high))
        return ScoreReport(value, low, high, scored.log_odds, place, band(place))

    def _parts(
        self,
        scored: Mapping[Score, Scored],
        scores: ScoresReport,
        values: Values,
        flags: Sequence[FlagReport],
        placed: Placed | None,
    ) -> _Parts:
        """Contributions, groups and the summary of a scored article."""
        model, known = self.models["reliability"], self._described
        by_group = groups(model, known["reliability"], scored["reliability"], placed)
        return _Parts(
            ContributionsReport(*(contributions(self.models[s], known[s], scored[s], values) for s in SCORES)),
            GroupsReport(by_group, ()),
            summary(scores.reliability, by_group, flags, scores.quality),
        )

    def _flags(
        self, seen: Examination, scored: Mapping[Score, Scored] | None, values: Values
    ) -> tuple[Sequence[FlagReport], Placed | None]:
        found = without_doubles([(name, flag) for name, finding in seen.findings.items() for flag in finding.flags])
        flags = [flag for _, flag in found]
        shares: dict[Score, list[float]] = {score: [0.0] * len(found) for score in SCORES}
        placed: Placed | None = None
        if scored is not None:
            claims = {
                score: flag_shares(
                    self.models[score], values, scored[score].contributions, [flag.without for flag in flags]
                )
                for score in SCORES
            }
            for score in SCORES:
                total = claims[score].total
                shares[score] = np.where(np.abs(total) < _LEAST_SHARE[score], 0.0, total).tolist()
            if flags:
                self._check_most_costly(seen, scored, flags, shares)
            placed = place(
                self.models["reliability"],
                scored["reliability"],
                seen,
                flags,
                claims["reliability"],
                np.array(shares["reliability"], dtype=np.float64),
            )
        reports = [
            _flag_report(seen, signal, flag, FlagLogOdds(reliability, quality))
            for (signal, flag), reliability, quality in zip(
                found, shares["reliability"], shares["quality"], strict=True
            )
        ]
        reports.sort(key=lambda flag: (flag.start is not None, flag.start or 0, flag.end or 0, flag.id))
        return reports, placed

    def _check_most_costly(
        self, seen: Examination, scored: Mapping[Score, Scored], flags: Sequence[Flag], shares: dict[Score, list[float]]
    ) -> None:
        """Bound the share of the most costly flag by what reading the article without its text gives back.

        The other flags of its kind, which carry as much more, are bounded in proportion, and read again where one of
        them is then the most costly.
        """
        costs = shares["reliability"]
        checked: set[int] = set()
        for _ in range(_MOST_REREAD if len(seen.article.text) <= _LONGEST_REREAD else 0):
            top = min(range(len(flags)), key=costs.__getitem__)
            span, kind = flags[top].span, flags[top].id
            if costs[top] > -LEAST_CHECKED or top in checked or span is None or not FLAG_KINDS[kind].carries_more:
                return
            checked.add(top)
            touched = [score for score in SCORES if shares[score][top]]
            wanted = frozenset().union(*(self.models[score].features for score in touched))
            rest = examine(cut_out(seen.article, span), features_only=True, wanted=wanted)
            if rest.reason is not None:
                return  # too little is left to score
            values = rest.features()
            alike = [n for n, flag in enumerate(flags) if flag.id == kind]
            for score in touched:
                gain = self.models[score].log_odds(self.models[score].row(values)) - scored[score].log_odds
                claimed = shares[score][top]
                bounded = min(max(claimed, -max(gain, 0.0)), max(-gain, 0.0))
                for n in (n for n in alike if n not in checked):
                    shares[score][n] = max(shares[score][n], shares[score][n] * bounded / claimed)
                shares[score][top] = bounded


def _unread(reason: StatusReason, article_id: str | None = None) -> Examination:
    return Examination(Article("", id=article_id), read_text(""), Language(None, None), {}, reason)


def _flag_report(seen: Examination, signal: str, flag: Flag, log_odds: FlagLogOdds) -> FlagReport:
    start, end = seen.given(flag.span) if flag.span is not None else (None, None)
    return FlagReport(
        id=flag.id,
        signal=signal,
        severity=_severity(flag, log_odds),
        confidence=flag.confidence,
        start=start,
        end=end,
        quote=None if flag.span is None else seen.article.text[start:end],
        message=flag.message,
        log_odds=log_odds,
    )


def _severity(flag: Flag, log_odds: FlagLogOdds) -> Severity:
    """As the signal has it; a finding that costs much is at least of medium severity."""
    severity = flag.severity or FLAG_KINDS[flag.id].severity
    costly = any(getattr(log_odds, score) <= -least for score, least in _COSTLY.items())
    return "medium" if severity == "low" and costly else severity


def _signal_report(seen: Examination, finding: Finding, placed: Placed | None, signal: str) -> SignalReport:
    found = [*finding.evidence, *(placed.evidence.get(signal, ()) if placed is not None else ())]
    evidence = [
        _evidence_report(seen, one) if isinstance(one, Evidence) else _attribution_report(seen, one) for one in found
    ]
    return SignalReport(finding.confidence, finding.share, finding.rate, evidence)


def _evidence_report(seen: Examination, found: Evidence) -> Evidence:
    if seen.article.copy is None:
        return found
    start, end = seen.given(Span(found.start, found.end))
    return replace(found, start=start, end=end)


def _attribution_report(seen: Examination, found: Attribution) -> AttributionReport:
    def given(spans: Sequence[Span]) -> list[tuple[int, int]]:
        return [(start, end) for start, end in (spans if seen.article.copy is None else map(seen.given, spans))]

    return AttributionReport(
        source=given(found.source),
        cue=given(found.cue),
        content=given(found.content),
        kind=found.kind,
        source_kind=found.source_kind,
        confidence=found.confidence,
    )


def score(text: str | None = None, *, html: str | None = None, **fields: str | None) -> Report:
    """Score one article with the models that ship: a pasted ``text``, or a page of ``html``.

    ``fields``: id, title, author, published, url. Returns a ``not_scored`` report with its reason rather
    than raising for anything about the text.
    """
    return Scorer().score_record({"text": text, "html": html, **fields})


def score_many(records: Iterable[object]) -> Iterator[Report]:
    """Score records (see :meth:`Scorer.score_record`) one by one, in order: one report for every record."""
    scorer = Scorer()
    for record in records:
        yield scorer.score_record(record)
