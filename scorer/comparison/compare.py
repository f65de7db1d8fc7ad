"""Articles compared with each other: the comparison, version 1."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from scorer.comparison.claims import Claim, find_claims
from scorer.comparison.event import leave_out_others
from scorer.comparison.origins import Origin, find_origins
from scorer.comparison.reading import ReadArticle, Value, read_article
from scorer.comparison.shared_text import Family, families, find_shared_text

NOTICE = (
    "Shows where articles agree and differ, with places in each text. It does not say which one is right, that "
    "articles are independent, who copied from whom, or that nothing else differs."
)
MODEL = {"name": "compare", "version": "2", "trained_on": "equality of hidden values, 57 events (BASIL, ECB+)"}
_ONLY_ONE = "only_one"


@dataclass(frozen=True)
class Comparison:
    """What several articles on one event share and where they differ. ``data`` has the shape of the contract."""

    data: Mapping[str, Any]

    def to_json(self) -> bytes:
        """The comparison as one line of JSON."""
        return orjson.dumps(self.data)


def compare(records: Sequence[Mapping[str, object]]) -> Comparison:
    """Compare articles: records with ``text`` or ``html`` and optional ``id``, ``title``, ``published``, ``url``.

    The order of ``records`` changes nothing but the indices. Raises ValueError for fewer than two.
    """
    if len(records) < 2:
        raise ValueError("a comparison needs at least two articles")
    order = sorted(range(len(records)), key=lambda i: _content_key(records[i]))
    articles = [read_article(place, records[i]) for place, i in enumerate(order)]
    leave_out_others(articles)
    readable = [one for one in articles if one.text.n_words and one.stems]
    compared = [one for one in articles if one.reason is None]
    shared = find_shared_text(readable)
    grouped = families(readable, shared)
    family = {one.index: one.index for one in articles}
    for group in grouped:
        for index in group.articles:
            family[index] = group.articles[0]
    claims = find_claims(compared, family) if len(compared) > 1 else []
    origins = find_origins(compared)
    return Comparison(_Writer(order, articles, compared, claims, origins).write(shared, grouped, family))


def _content_key(record: Mapping[str, object]) -> tuple[str, ...]:
    return tuple(str(record.get(name) or "") for name in ("text", "html", "title", "published", "id", "url"))


class _Writer:
    """Turns what was found into the contract's shape, with the indices as the articles were given."""

    def __init__(
        self, order: Sequence[int], articles: Sequence[ReadArticle], compared: Sequence[ReadArticle],
        claims: Sequence[Claim], origins: Sequence[Origin],
    ) -> None:  # fmt: skip
        self.given = list(order)
        self.articles = list(articles)
        self.compared = compared
        self.claims = claims
        self.origins = origins
        self.origin_ids: dict[tuple[int, int], str] = {}

    def write(self, shared: Sequence[Any], grouped: Sequence[Family], family: Mapping[int, int]) -> dict[str, Any]:
        origins = [self._origin(n, one) for n, one in enumerate(self.origins, 1)]
        claims = [self._claim(n, one) for n, one in enumerate(self.claims, 1)]
        texts = [
            {
                "id": f"t{n}",
                "kind": one.kind,
                "words": one.words,
                "places": sorted(
                    (
                        {"article": self.given[i], "start": p[0], "end": p[1]}
                        for i, p in zip(one.articles, one.places, strict=True)
                    ),
                    key=lambda p: p["article"],
                ),
            }
            for n, one in enumerate(shared, 1)
        ]
        left_out = self._left_out()
        independence = self._independence(family)
        return {
            "schema_version": "1",
            "kind": "comparison",
            "notice": NOTICE,
            "summary": self._summary(independence),
            "articles": sorted(map(self._article, self.articles), key=lambda one: one["index"]),
            "claims": claims,
            "shared_text": texts,
            "families": [
                {
                    "articles": sorted(self.given[i] for i in one.articles),
                    "because": [f"t{n + 1}" for n in one.because] + ["credit"] * one.credited,
                }
                for one in grouped
            ],
            "origins": origins,
            "independence": independence,
            "left_out": left_out,
            "model": MODEL,
        }

    def _article(self, one: ReadArticle) -> dict[str, Any]:
        written: dict[str, Any] = {
            "index": self.given[one.index],
            "id": one.article.id,
            "title": one.article.title,
            "published": one.published.isoformat() if one.published else None,
            "published_from": one.published_from,
            "status": "compared" if one.reason is None else "left_out",
            "status_reason": one.reason,
            "likeness": one.likeness,
        }
        if one.article.from_html:
            written["text"] = one.text.raw
        return written

    def _claim(self, number: int, claim: Claim) -> dict[str, Any]:
        return {
            "id": f"c{number}",
            "kind": claim.kind,
            "state": claim.state,
            "about": list(claim.about),
            "confidence": claim.confidence,
            "explained_by": claim.explained_by,
            "values": sorted((self._value(value) for value in claim.values), key=lambda v: (v["article"], v["start"])),
            "reasons": [
                {
                    "meaning": reason.meaning,
                    "log_odds": reason.log_odds,
                    "places": sorted([self.given[i], start, end] for i, start, end in reason.places),
                }
                for reason in claim.reasons
            ],
        }

    def _value(self, value: Value) -> dict[str, Any]:
        text = self.articles[value.article].text
        return {
            "article": self.given[value.article],
            "start": value.start,
            "end": value.end,
            "quote": text.raw[value.start : value.end],
            "sentence": [int(text.sentence_start[value.sentence]), int(text.sentence_end[value.sentence])],
            "value": _written(value),
            "said": value.said,
            "origin": self._origin_of(value),
        }

    def _origin_of(self, value: Value) -> str | None:
        if value.origin is None:
            return None
        for n, origin in enumerate(self.origins, 1):
            if origin.key in (value.origin, f"{value.article}:{value.origin}") and value.article in origin.articles:
                return f"o{n}"
        return None

    def _origin(self, number: int, origin: Origin) -> dict[str, Any]:
        places = sorted([self.given[i], start, end] for i, start, end in origin.places)
        return {
            "id": f"o{number}",
            "name": origin.name,
            "kind": origin.kind,
            "places": [{"article": i, "start": start, "end": end} for i, start, end in places],
        }

    def _independence(self, family: Mapping[int, int]) -> dict[str, Any]:
        checkable = [one for one in self.origins if one.kind != "vague"]
        indices = [one.index for one in self.compared]
        n_families = len({family[i] for i in indices})
        shared = sum(len({family[i] for i in one.articles}) > 1 for one in checkable)
        without = sorted(self.given[i] for i in indices if not any(i in one.articles for one in checkable))
        texts = _count(n_families, "separate text", "separate texts")
        sources = _count(len(checkable), "named source", "named sources")
        message = f"At most {texts} and {sources} behind {_count(len(indices), 'article', 'articles')}."
        return {
            "articles": len(indices),
            "families": n_families,
            "origins_named": len(checkable),
            "origins_shared": shared,
            "articles_without_own_origin": without,
            "message": message,
        }

    def _left_out(self) -> list[dict[str, Any]]:
        out = []
        for number, claim in enumerate(self.claims, 1):
            carried = {value.article for value in claim.values}
            denial = any(value.said == "denied" for value in claim.values)
            if claim.state == _ONLY_ONE or (claim.confidence or 0) < 0.6 or not (len(carried) > 1 or denial):
                continue
            for one in self.compared:
                if one.index not in carried:
                    carriers = sorted(self.given[i] for i in carried)
                    out.append((not denial, number, self.given[one.index], carriers))
        return [{"article": i, "claim": f"c{n}", "carried_by": carriers} for _, n, i, carriers in sorted(out)]

    def _summary(self, independence: Mapping[str, Any]) -> str:
        n = len(self.compared)
        if n < 2:
            return "No two of these articles report on the same event, so nothing was compared."
        # That several mention the same thing is less than an agreement.
        valued = [one.state for one in self.claims if one.kind != "status" or one.state != "agreed"]
        count = Counter(valued)
        left = len(self.articles) - n
        parts = [
            f"{n} articles compared" + (f", {left} left out." if left else "."),
            f"{_count(count['contradicted'], 'contradiction', 'contradictions')}, "
            f"{_count(count['differs'], 'difference that may be explained', 'differences that may be explained')}, "
            f"{_count(count['agreed'], 'agreement', 'agreements')}.",
            str(independence["message"]),
        ]
        return " ".join(parts)


def _count(n: int, one: str, many: str) -> str:
    return f"{n or 'no'} {one if n == 1 else many}"


def _written(value: Value) -> dict[str, Any] | None:
    if value.date:
        date = value.date
        written: dict[str, Any] = {
            "from": date.first.isoformat() if date.first else None,
            "to": date.last.isoformat() if date.last else None,
            "precision": date.precision,
        }
        if date.bound:
            written["bound"] = date.bound
        return written
    if value.figure:
        figure = value.figure
        number = int(figure.value) if figure.value == int(figure.value) else figure.value
        return {"low": number, "high": number, "unit": " ".join(figure.unit) or None, "bound": figure.bound}
    return None
