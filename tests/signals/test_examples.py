"""Every signal's own examples: each flag must be raised where it says so, and must not where it says not."""

from __future__ import annotations

import pytest

from scorer.article import read_html_article, read_text_article
from scorer.pipeline import examine
from scorer.signals.base import Example, Flag
from scorer.signals.registry import FEATURES, FLAG_KINDS, SIGNALS

EXAMPLES = [(signal, example) for signal in SIGNALS for example in signal.examples]


def _flags(example: Example) -> tuple[str, list[Flag]]:
    read = read_html_article if example.html else read_text_article
    seen = examine(read(example.text, title=example.title, byline=example.byline, published=example.published))
    return seen.text.raw, [f for finding in seen.findings.values() for f in finding.flags if f.id == example.flag]


@pytest.mark.parametrize(
    ("signal", "example"),
    EXAMPLES,
    ids=[f"{e.flag}-{'must' if e.must else 'not'}-{i}" for i, (_, e) in enumerate(EXAMPLES)],
)
def test_example(signal: object, example: Example) -> None:
    text, flags = _flags(example)
    if example.quote:
        assert example.quote in text, "the example's quote does not stand in its text"
        place = text.index(example.quote)
        flags = [f for f in flags if f.span and f.span[0] < place + len(example.quote) and f.span[1] > place]
    assert bool(flags) is example.must


@pytest.mark.parametrize("flag", sorted(FLAG_KINDS))
@pytest.mark.parametrize("must", [True, False], ids=["must", "must-not"])
def test_every_flag_has_examples_both_ways(flag: str, must: bool) -> None:
    assert sum(e.flag == flag and e.must is must for _, e in EXAMPLES) >= 2


def test_nothing_is_declared_twice() -> None:
    assert len(FLAG_KINDS) == sum(len(signal.flags) for signal in SIGNALS)
    assert len(FEATURES) == sum(len(signal.features) for signal in SIGNALS)
    assert len({signal.id for signal in SIGNALS}) == len(SIGNALS)


@pytest.mark.parametrize("flag", sorted(FLAG_KINDS))
def test_every_flag_says_why_and_on_whose_word(flag: str) -> None:
    kind = FLAG_KINDS[flag]
    assert kind.shows and kind.why and kind.source


def test_the_contracts_flags_are_all_looked_for() -> None:
    contract = """
        junk.repeated_text junk.author_profile junk.placeholder_text junk.page_furniture junk.truncated
        junk.machine_residue junk.search_filler junk.garbled_encoding hedging.speculation hedging.vague_source
        attribution.sparse attribution.single_source attribution.anonymous loaded_language.wording
        loaded_language.one_sided headline.clickbait headline.unsupported provenance.no_byline provenance.no_date
        provenance.weak_byline provenance.impossible_date readability.hard readability.thin
    """.split()
    assert set(contract) <= set(FLAG_KINDS)


def test_declared_features_and_given_features_agree() -> None:
    text = (
        "The council voted on Tuesday to close the bridge for repairs, Mayor Ana Lund said. "
        "“We had no choice,” she told reporters. The work may take a year. "
    ) * 8
    seen = examine(read_text_article(text, title="Council closes bridge"))
    for signal in SIGNALS:
        assert set(seen.findings[signal.id].features) == {f.name for f in signal.features}, signal.id
