"""Statements that articles share, and how each puts them: as a fact, hedged, or denied."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from scorer.comparison.reading import ReadArticle, Value
from scorer.comparison.words import rarity

_WINDOW = 6  # tokens
_LEAST_RARITY = 8.0  # of the words that two statements share
_TOPIC_SHARE = 0.25  # of an event's sentences; words in more of them are its subject
_DENIAL_ALIKE = 0.34
_DENIAL_WORDS = 4
_MOST = 60
_DENYING = frozenset("deny denie deni denied charg alleg reject disput refut accus claim".split())


@dataclass(eq=False)
class Statement:
    """A statement shared by several articles. ``words``: what they share; ``alike``: 0–1."""

    values: list[Value]
    words: list[str]
    alike: float
    contradicted: bool = False


def find_statements(articles: Sequence[ReadArticle]) -> list[Statement]:
    """Denials of what others state first, then phrases that several articles share."""
    return _denials(articles) + _shared(articles)


def _shared(articles: Sequence[ReadArticle]) -> list[Statement]:
    sentences: dict[str, int] = defaultdict(int)
    total = 0
    for one in articles:
        for s in range(one.text.n_sentences):
            total += 1
            for stem in set(one.stems[slice(*one.sentence_tokens(s))]):
                sentences[stem] += 1
    topic = {stem for stem, n in sentences.items() if n > max(3, _TOPIC_SHARE * total)}
    places: dict[tuple[str, str], list[tuple[int, int, int, int]]] = defaultdict(list)
    for n, one in enumerate(articles):
        for s in range(one.text.n_sentences):
            if not one.body[s]:
                continue
            lo, hi = one.sentence_tokens(s)
            held = [t for t in range(lo, hi) if one.stems[t] and one.stems[t] not in topic and rarity(one.stems[t]) > 2.2]
            for k, t in enumerate(held[:120]):
                for u in held[k + 1 : k + 4]:
                    if u - t > _WINDOW:
                        break
                    a, b = one.stems[t], one.stems[u]
                    if a != b:
                        places[(a, b) if a < b else (b, a)].append((n, s, t, u))
    groups: dict[tuple[tuple[int, int], ...], list[tuple[float, tuple[str, str]]]] = defaultdict(list)
    for pair, found in places.items():
        if len({n for n, *_ in found}) < 2 or rarity(pair[0]) + rarity(pair[1]) < _LEAST_RARITY:
            continue
        first: dict[int, int] = {}
        for n, s, _, _ in found:
            first.setdefault(n, s)
        groups[tuple(sorted(first.items()))].append((rarity(pair[0]) + rarity(pair[1]), pair))
    out = []
    for where, pairs in groups.items():
        values = []
        words: set[str] = set()
        for _, pair in pairs:
            words |= set(pair)
        for n, s in where:
            one = articles[n]
            tokens = [t for t in range(*one.sentence_tokens(s)) if one.stems[t] in words]
            best = min(
                ([(t, u) for _, p in pairs for m, q, t, u in places[p] if (m, q) == (n, s)]), key=lambda tu: tu[1] - tu[0]
            )
            lo, hi = (min(tokens), max(tokens)) if max(tokens) - min(tokens) <= 14 else best
            values.append(_value(one, s, lo, hi + 1))
        score = max(score for score, _ in pairs) + 1.5 * (len(words) - 2) + 1.5 * (len(where) - 2)
        out.append(Statement(values, sorted(words), min(0.97, 0.3 + score / 30)))
    out.sort(key=lambda one: (-one.alike, one.words))
    return out[:_MOST]


def _denials(articles: Sequence[ReadArticle]) -> list[Statement]:
    out = []
    for one in articles:
        for s in range(one.text.n_sentences):
            if one.said[s] != "denied" or not one.body[s]:
                continue
            denied = _content(one, s)
            found, alike, shared = [], 0.0, set[str]()
            for other in articles:
                if other is one:
                    continue
                best = max(
                    ((_cosine(denied, _content(other, q)), -q) for q in range(other.text.n_sentences)
                     if other.body[q] and other.said[q] == "stated"),
                    default=(0.0, 0),
                )  # fmt: skip
                common = denied.keys() & _content(other, -best[1]).keys()
                if best[0] >= _DENIAL_ALIKE and len(common) >= _DENIAL_WORDS:
                    found.append(_value(other, -best[1], *other.sentence_tokens(-best[1])))
                    alike = max(alike, best[0])
                    shared |= common
            if found:
                place = _value(one, s, *one.sentence_tokens(s))
                out.append(Statement([place, *found], sorted(shared), min(0.95, alike + 0.2), contradicted=True))
    return out


def _content(one: ReadArticle, sentence: int) -> dict[str, float]:
    lo, hi = one.sentence_tokens(sentence)
    return {
        one.stems[t]: float(one.weights[t]) for t in range(lo, hi) if one.stems[t] and one.stems[t] not in _DENYING
    }


def _cosine(a: dict[str, float], b: dict[str, float]) -> float:
    dot = sum(a[w] * b[w] for w in sorted(a.keys() & b.keys()))
    norm = (sum(w * w for w in a.values()) * sum(w * w for w in b.values())) ** 0.5
    return round(dot / norm, 4) if norm else 0.0


def _value(one: ReadArticle, sentence: int, first: int, last: int) -> Value:
    start, end = int(one.text.token_start[first]), int(one.text.token_end[last - 1])
    return Value(one.index, "status", start, end, sentence, first, last, one.said[sentence])
