"""Statements that articles share, and how each puts them: as a fact, hedged, or denied."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from scorer.comparison.limits import COMPARISON_LIMITS
from scorer.comparison.reading import ReadArticle, Value
from scorer.comparison.words import rarity, stemmed

_CLAUSE_OPENERS = frozenset("over after including about , ; : that amid".split())
_REPORTING = frozenset(
    "accused accuses accusing alleged allegedly allegations charged charges claim claims claimed said says denied "
    "denies suspected called possible whether investigate investigated investigating investigation inquiry probe "
    "if".split()
)
_DENIAL = re.compile(
    r"[,—–-]\s{0,2}(?P<charge>(?:a|an|the)?\s?(?:charges?|claims?|accusations?|allegations?|reports?)\s(?:that\s|which\s)?"
    r"(?:[\w.’']+\s){1,4}?(?:den(?:y|ies|ied)|rejects?|rejected|disputes?|disputed)\b)"
    r"|\b(?:den(?:y|ies|ied)\s(?:that|having|it|any|supplying|using|ever)|rejects?\s(?:claims|reports)\sthat)\b"
)
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


def as_written(statement: Statement, by_index: Mapping[int, ReadArticle], most: int) -> tuple[str, ...]:
    """The first words that the articles share, as they stand in most of them instead of as stems."""
    seen: dict[str, Counter[str]] = {stem: Counter() for stem in statement.words[:most]}
    for value in statement.values:
        one = by_index[value.article]
        for t in range(value.first, value.last):
            for stem in {one.stems[t], _joined(one.stems[t])} & seen.keys():
                seen[stem][one.text.lower[t]] += 1
    return tuple(
        min(forms, key=lambda form: ("’" in form or "'" in form, -forms[form], form)) if forms else stem
        for stem, forms in seen.items()
    )


def _shared(articles: Sequence[ReadArticle]) -> list[Statement]:
    sentences: dict[str, int] = defaultdict(int)
    total = 0
    for one in articles:
        for s in range(one.text.n_sentences):
            total += 1
            for stem in set(one.stems[slice(*one.sentence_tokens(s))]):
                sentences[stem] += 1
    topic = {stem for stem, n in sentences.items() if n > max(4, COMPARISON_LIMITS.topic_share * total)}
    people = {stemmed(word) for one in articles for m in one.mentions if m.kind == "named" for word in m.key.split()}
    places: dict[tuple[str, str], list[tuple[int, int, int, int]]] = defaultdict(list)
    for n, one in enumerate(articles):
        for s in range(one.text.n_sentences):
            if not one.body[s]:
                continue
            lo, hi = one.sentence_tokens(s)
            held = [t for t in range(lo, hi) if one.stems[t] and rarity(one.stems[t]) > COMPARISON_LIMITS.least_word]
            for k, t in enumerate(held[:120]):
                for u in held[k + 1 : k + 4]:
                    if u - t > COMPARISON_LIMITS.window:
                        break
                    a, b = _joined(one.stems[t]), _joined(one.stems[u])
                    subject = (a in topic) + (b in topic)
                    if a != b and (
                        not subject or (subject == 1 and max(rarity(a), rarity(b)) >= COMPARISON_LIMITS.rare)
                    ):
                        places[(a, b) if a < b else (b, a)].append((n, s, t, u))
    groups: dict[tuple[tuple[int, int], ...], list[tuple[float, tuple[str, str]]]] = defaultdict(list)
    for pair, found in places.items():
        carriers = len({n for n, *_ in found})
        if carriers < 2 or rarity(pair[0]) + rarity(
            pair[1]
        ) < COMPARISON_LIMITS.least_rarity - COMPARISON_LIMITS.more_articles * (carriers - 2):
            continue
        if not people.isdisjoint(pair) and all(articles[n].text.is_capital[[t, u]].all() for n, _, t, u in found):
            continue  # a person's name says nothing of what is stated
        mentions: dict[int, set[int]] = defaultdict(set)
        for n, s, _, _ in found:
            if len(mentions[n]) < COMPARISON_LIMITS.most_mentions:
                mentions[n].add(s)
        kept = [(n, s) for n in sorted(mentions) for s in sorted(mentions[n])]
        groups[tuple(kept)].append((rarity(pair[0]) + rarity(pair[1]), pair))
    out = []
    for where, pairs in groups.items():
        values = []
        words: set[str] = set()
        for _, pair in pairs:
            words |= set(pair)
        for n, s in where:
            one = articles[n]
            tokens = [t for t in range(*one.sentence_tokens(s)) if _joined(one.stems[t]) in words]
            best = min(
                ([(t, u) for _, p in pairs for m, q, t, u in places[p] if (m, q) == (n, s)]),
                key=lambda tu: tu[1] - tu[0],
            )
            lo, hi = (min(tokens), max(tokens)) if max(tokens) - min(tokens) <= 14 else best
            values.append(_value(one, s, lo, hi + 1))
        score = max(score for score, _ in pairs) + 1.5 * (len(words) - 2) + 1.5 * (len({n for n, _ in where}) - 2)
        out.append(Statement(values, sorted(words), min(0.97, 0.3 + score / 30)))
    out.sort(key=lambda one: (-one.alike, one.words))
    return out[: COMPARISON_LIMITS.most_statements]


def _joined(stem: str) -> str:
    """A stem without its hyphen: "counter-terrorism" and "counterterrorism" are one word."""
    return stem.replace("-", "")


def _denials(articles: Sequence[ReadArticle]) -> list[Statement]:
    """What one article denies, or says that somebody denies, and another states flatly as a fact."""
    flat = [[(s, _content(one, *one.sentence_tokens(s))) for s in _flat_sentences(one)] for one in articles]
    out = []
    for n, one in enumerate(articles):
        for s, first, last in _denied_clauses(one)[: COMPARISON_LIMITS.most_denials]:
            clause = _content(one, first, last)
            mass = sum(clause.values())
            named = {one.stems[t] for t in range(first, last) if one.text.is_capital[t]}
            found, covered, shared = [], 0.0, set[str]()
            for m, other in enumerate(articles):
                if m == n or len(clause) < COMPARISON_LIMITS.denial_words:
                    continue
                for q, stated in flat[m]:
                    common = clause.keys() & stated.keys()
                    share = sum(clause[word] for word in sorted(common)) / mass
                    plain = common - named
                    if (
                        len(common) >= COMPARISON_LIMITS.denial_words
                        and len(plain) >= COMPARISON_LIMITS.denial_plain
                        and share >= COMPARISON_LIMITS.denial_covered
                    ):
                        found.append(_value(other, q, *other.sentence_tokens(q)))
                        covered = max(covered, share)
                        shared |= common
            if found:
                place = replace(_value(one, s, first, last), said="denied")
                out.append(Statement([place, *found], sorted(shared), round(min(0.9, covered), 4), contradicted=True))
    return out


def _flat_sentences(one: ReadArticle) -> list[int]:
    """Sentences that state something in the article's own voice: neither quoted, hedged nor reported."""
    reported = {
        int(one.text.token_sentence[t]) for m in one.mentions if m.content for t in (m.content[0], m.content[1] - 1)
    }
    return [
        s
        for s in range(one.text.n_sentences)
        if one.body[s] and one.said[s] == "stated" and s not in reported
        and _REPORTING.isdisjoint(one.text.lower[slice(*one.sentence_tokens(s))])
    ]  # fmt: skip


def _denied_clauses(one: ReadArticle) -> list[tuple[int, int, int]]:
    """Sentence, first and last token of what is denied: before "a charge he denies", after "he denies that"."""
    out = []
    raw, text = one.text.raw, one.text
    for match in _DENIAL.finditer(raw):
        token = int(text.token_start.searchsorted(match.start(), side="right")) - 1
        s = int(text.token_sentence[token])
        if not one.body[s]:
            continue
        lo, hi = one.sentence_tokens(s)
        if match["charge"]:
            first = max(lo, token - COMPARISON_LIMITS.clause)
            for t in range(token - 1, first, -1):
                if text.lower[t] in _CLAUSE_OPENERS:
                    first = t + 1
                    break
            out.append((s, first, token))
        else:
            after = int(text.token_start.searchsorted(match.end()))
            out.append((s, min(after, hi - 1), min(hi, after + COMPARISON_LIMITS.clause)))
    return out


def _content(one: ReadArticle, first: int, last: int) -> dict[str, float]:
    return {
        one.stems[t]: float(one.weights[t]) for t in range(first, last) if one.stems[t] and one.stems[t] not in _DENYING
    }


def _value(one: ReadArticle, sentence: int, first: int, last: int) -> Value:
    start, end = int(one.text.token_start[first]), int(one.text.token_end[last - 1])
    return Value(one.index, "status", start, end, sentence, first, last, one.said[sentence])
