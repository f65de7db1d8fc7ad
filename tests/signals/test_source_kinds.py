"""Vague sources are found and checkable ones are left alone; phrases that speak of one source share a key."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from scorer.article import Article
from scorer.signals.attribution.speakers import Source, Sources, VagueSource, vague_sources
from scorer.signals.base import Document
from scorer.text import read_text


def document(text: str) -> Document:
    parts = read_text(text)
    return Document(Article(text=text), parts, np.ones(parts.n_sentences, dtype=np.bool_))


def vague(text: str) -> list[VagueSource]:
    return [found for found in vague_sources(document(text)) if found.confidence >= 0.5]


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("According to analysts, the pact is a turning point.", "According to analysts"),
        ("The envoy offered to mediate, though analysts question his neutrality.", "analysts question"),
        ("The pact is seen by analysts as a blueprint.", "seen by analysts"),
        ("Western intelligence reports suggest that the drones were sold.", "intelligence reports suggest"),
        ("It is widely believed that the vote was bought.", "It is widely believed"),
        ("It is said that he never sleeps.", "It is said"),
        ("The general is believed to have fled.", "is believed"),
        ("Critics claim that the law helps nobody.", "Critics claim"),
        ("Critics of the bill say it helps nobody.", "Critics of the bill say"),
        ("Many believe that the worst is over.", "Many believe"),
        ("Some say the bridge was never safe.", "Some say"),
        ("Some people think that the moon is hollow.", "Some people think"),
        ("Observers note a change of tone.", "Observers note"),
        ("The plan will fail, experts say.", "experts say"),
        ("Many legal experts have long argued for it.", "legal experts have long argued"),
        ("Experts who follow the region warn of a war.", "warn"),
        ("Her opponents accuse her of wasting money.", "opponents accuse"),
        ("Studies show that it helps.", "Studies show"),
        ("The bridge is unsafe, warn experts.", "experts"),
    ],
)
def test_vague(text: str, quote: str) -> None:
    place = text.index(quote)
    found = vague(text)
    assert len(found) == 1
    assert found[0].start < place + len(quote) and place < found[0].end


@pytest.mark.parametrize(
    "text",
    [
        "Analysts at Goldman Sachs said the price would rise.",
        "Economists polled by Reuters expect a rate of two percent.",
        "Five experts said the bridge was safe.",
        "Police said two men had fled.",
        "Officials said the road would open on Monday.",
        "Sources said he had left.",
        "The researchers said the drug worked in mice.",
        "Experts Jane Doe and John Roe said the bridge was safe.",
        "A panel of experts said the bridge was safe.",
        '"Critics say I am lazy," Ruiz said.',
        "Some claims in the book are false.",
        "Analysts were hired to read the letters.",
        "The report by Halden University shows a fall.",
        "It is raining, and many roads are closed.",
        "She said that it was late.",
        "Scientists including Ida Roth said the lake was clean.",
        "He thanked his supporters, and said that he would run again.",
    ],
)
def test_checkable(text: str) -> None:
    assert vague(text) == []


def test_spans_are_in_order_and_apart() -> None:
    text = "Critics say no. Experts say yes. Some say maybe, and many believe it. According to analysts, it rains."
    found = vague_sources(document(text))
    assert len(found) == 5
    assert all(one.end <= two.start for one, two in pairwise(found))
    assert all(0 < one.confidence < 1 for one in found)


def read(text: str, *phrases: str) -> list[Source]:
    """The sources of ``phrases``, each looked for after the one before."""
    parts = read_text(text)
    sources, found, place = Sources(parts), [], 0
    for phrase in phrases:
        place = text.index(phrase, place)
        tokens = parts.token_range(place, place + len(phrase))
        found.append(sources.read(tokens.start, tokens.stop))
        place += len(phrase)
    return found


@pytest.mark.parametrize(
    ("phrase", "kind"),
    [
        ("Mayor Ana Ruiz", "named"),
        ("a spokeswoman, Eva Lang,", "named"),
        ("Former secretary of state Paul Frey", "named"),
        ("the police", "organisation"),
        ("the Ministry of Fisheries", "organisation"),
        ("the White House", "organisation"),
        ("NATO", "organisation"),
        ("a spokesman for the union", "organisation"),
        ("economists at Halden Bank", "organisation"),
        ("a report by the auditors", "document"),
        ("the study", "document"),
        ("a statement from the Ministry of Fisheries", "document"),
        ("analysts", "vague"),
        ("many experts", "vague"),
        ("critics of the plan", "vague"),
        ("a person familiar with the matter", "anonymous"),
        ("two officials", "anonymous"),
        ("sources", "anonymous"),
        ("a neighbour", "anonymous"),
        ("I", "none"),
    ],
)
def test_kind(phrase: str, kind: str) -> None:
    (source,) = read(f"On Monday it rained, {phrase} said.", phrase)
    assert source.kind == kind


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("President Lena Marsh said yes. Marsh said no. She said maybe.", ("President Lena Marsh", "Marsh", "She")),
        ("The governor wrote. Governor Mia Stone wrote again.", ("The governor", "Governor Mia Stone")),
        ("The Ministry of Fisheries said so. The ministry said more.", ("The Ministry of Fisheries", "The ministry")),
        ("Nordholm Energy rose. The company said more. Nordholm left.", ("Nordholm Energy", "The company", "Nordholm")),
        ("A statement from the Port Authority came. The authority said more.", ("the Port Authority", "The authority")),
        ("Ana Ruiz, who swims, said so.", ("Ana Ruiz", "who")),
        ("Ana Ruiz said so. When Berg came, she said more.", ("Ana Ruiz", "she")),
        ("Ana Ruiz said so. Halden Bank was shut. She said more.", ("Ana Ruiz", "She")),
        ('Ana Ruiz met Tom Berg. "It rained. We swam," she said. Ruiz said more.', ("she", "Ruiz")),
        ("Ana Ruiz said so. Ruiz told Berg more. She said it twice.", ("Ana Ruiz", "She")),
    ],
)  # fmt: skip
def test_one_source(text: str, phrases: tuple[str, ...]) -> None:
    keys = {source.key for source in read(text, *phrases)}
    assert len(keys) == 1 and None not in keys


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("Ana Ruiz said so. Tom Berg said no.", ("Ana Ruiz", "Tom Berg")),
        ("The army said so. The rebels said no.", ("The army", "The rebels")),
        ("The union said so. The company said no.", ("The union", "The company")),
        ("Ana Ruiz said so. Her critics said no.", ("Ana Ruiz", "Her critics")),
        ("Ana Ruiz said so. Her attorney said no.", ("Ana Ruiz", "Her attorney")),
        ("Ana Ruiz said so. Tom Berg lost his house. He said no.", ("Ana Ruiz", "He")),
        ('Ana Ruiz said so. Tom Berg swam home. "It rained. We swam," he said.', ("Ana Ruiz", "he")),
        ("Ana Ruiz said so. Sam Berg, after the flood, fled, he said.", ("Ana Ruiz", "he")),
    ],
)
def test_two_sources(text: str, phrases: tuple[str, ...]) -> None:
    assert len({source.key for source in read(text, *phrases)}) == 2


def test_an_organisation_that_is_spoken_of_is_no_she() -> None:
    text = "NATO said no. Ana Ruiz said so. NATO met again. She said more."
    alliance, ruiz, she = read(text, "NATO", "Ana Ruiz", "She")
    assert she.key == ruiz.key != alliance.key


def test_a_role_is_told_from_a_courtesy() -> None:
    text = "Engineer Ana Ruiz said so. Ms. Eva Lang said no. Tom Berg, a nurse in Halden, agreed."
    described = [
        source.described for source in read(text, "Engineer Ana Ruiz", "Ms. Eva Lang", "Tom Berg, a nurse in Halden,")
    ]
    assert described == [True, False, True]
