"""Attribution: spans that are true places, who is a source, and the three flags on labelled cases."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from scorer.article import Article
from scorer.eval.training.cases import read_cases
from scorer.signals.attribution import network
from scorer.signals.attribution.network import load_network
from scorer.signals.attribution.signal import SIGNAL, find, read
from scorer.signals.base import Attribution, Document, Finding, Flag
from scorer.text import read_text


def document(text: str) -> Document:
    parts = read_text(text)
    return Document(Article(text=text), parts, np.ones(parts.n_sentences, dtype=np.bool_))


def attributions(finding: Finding) -> list[Attribution]:
    return [one for one in finding.evidence if isinstance(one, Attribution)]


def flags(text: str, kind: str) -> list[Flag]:
    return [flag for flag in find(document(text)).flags if flag.id == kind]


def words(text: str, spans: tuple[tuple[int, int], ...]) -> str:
    return " … ".join(text[start:end] for start, end in spans)


def test_source_cue_and_content_of_indirect_speech() -> None:
    text = "The trains will run again on Monday. Transport minister Paul Frey said that the bridge had been mended."
    found = max(attributions(find(document(text))), key=lambda one: one.confidence)
    assert words(text, found.source).endswith("Paul Frey")
    assert words(text, found.cue) == "said"
    assert "the bridge had been mended" in words(text, found.content)
    assert (found.kind, found.source_kind) == ("indirect", "named")


def test_a_quotation_around_its_source_is_one_direct_attribution() -> None:
    text = '"We are ready," said Leo Brandt, who trains the runners. "We have never been so fit."'
    found = [one for one in attributions(find(document(text))) if words(text, one.cue) == "said"]
    assert len(found) == 1
    assert found[0].kind == "direct"
    assert "We are ready" in words(text, found[0].content)
    assert "never been so fit" in words(text, found[0].content)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Mayor Ana Ruiz said the pool would close in May.", "named"),
        ("The police said two men had been arrested near the station.", "organisation"),
        ("A report by the auditors said that both roofs needed repair.", "document"),
        ("Experts say the pool could close in May.", "vague"),
        ("A person familiar with the plan said the pool would close.", "anonymous"),
    ],
)
def test_kind_of_source(text: str, kind: str) -> None:
    found = max(attributions(find(document(text))), key=lambda one: one.confidence)
    assert found.source_kind == kind


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\n",
        "x",
        "He said.",
        '"',
        "“" * 50,
        "A 😀 man said “no 😀”.\r\nShe said: yes.\u2028He\u0301 said so.",
        "\ufeffשלום said Ana Ruiz. \x00 said",
    ],
)
def test_odd_text_gives_true_places(text: str) -> None:
    finding = find(document(text))
    spans = [s for one in attributions(finding) for s in (*one.source, *one.cue, *one.content)]
    spans += [flag.span for flag in finding.flags if flag.span]
    assert all(0 <= start < end <= len(text) and text[start:end].strip() for start, end in spans)
    assert set(finding.features) == {feature.name for feature in SIGNAL.features}


def test_what_cannot_be_told_is_none() -> None:
    features = find(document("The road is closed.")).features
    assert features["largest_source_share"] is None
    assert features["neutral_cue_share"] is None
    assert features["attributed_sentence_share"] == 0.0
    assert set(find(document("")).features.values()) == {None}


def test_sentences_that_are_no_body_are_not_read() -> None:
    text = "The road is closed. Sources said the bridge would fall, and Ana Ruiz said it had fallen."
    whole = document(text)
    masked = Document(whole.article, whole.text, np.array([True, False]))
    assert attributions(find(whole)) and find(whole).flags
    assert not attributions(find(masked)) and not find(masked).flags


def test_unknown_words_are_read_by_their_shape_each_time_they_stand() -> None:
    vocabulary = load_network().vocabulary
    text = read_text("Zorvek said Zorvek\u2019s QZX had 41 vrumblings. ZORVEK and zorvek met QZX for vrumblings.")
    rows = vocabulary.rows(text).tolist()
    for token, lower, row in zip(text.tokens, text.lower, rows, strict=True):
        assert row == vocabulary.words.get(lower, vocabulary.shape_row(token)), token
    of = dict(zip(text.tokens, rows, strict=True))
    assert len({of[token] for token in ("Zorvek", "Zorvek's", "ZORVEK", "zorvek", "41")}) == 5


def test_a_source_of_several_attributions_is_of_one_kind() -> None:
    text = "The Halden inspector said the pool leaked and warned that the roof would fall, adding that it was old."
    found = [one for one in attributions(find(document(text))) if one.source]
    assert len(found) > len({one.source for one in found})
    assert len({one.source_kind for one in found}) == 1


def test_the_same_text_gives_the_same_finding() -> None:
    text = SIGNAL.examples[3].text
    assert find(document(text)) == find(document(text))


def test_a_flag_says_what_the_features_would_be_without_its_text() -> None:
    sparse = next(one for one in SIGNAL.examples if one.flag == "attribution.sparse" and "analysts" in one.text)
    features = find(document(sparse.text)).features
    (flag,) = flags(sparse.text, "attribution.sparse")
    assert flag.without["speech_sentence_share"] != features["speech_sentence_share"]
    told = "Ana Ruiz said it fell. Tom Berg said it stood. Eva Lang said it shook. Sources said it broke."
    (flag,) = flags(told, "attribution.anonymous")
    assert find(document(told)).features["anonymous_source_share"] == 0.25
    assert flag.without["anonymous_source_share"] == 0.0


@pytest.mark.parametrize("kind", ["attribution.single_source", "attribution.anonymous"])
def test_precision_and_recall_on_labelled_cases(kind: str) -> None:
    cases = read_cases(kind.replace(".", "_"))
    assert len(cases) >= 60
    assert 0.4 <= sum(case["flag"] for case in cases) / len(cases) <= 0.6
    hits = alarms = 0
    for case in cases:
        found = flags(case["text"], kind)
        if case["flag"] and "quote" in case:
            place = case["text"].index(case["quote"])
            found = [f for f in found if f.span and f.span.start < place + len(case["quote"]) and place < f.span.end]
        hits += case["flag"] and bool(found)
        alarms += not case["flag"] and bool(found)
    assert hits / (hits + alarms) >= 0.9
    assert hits / sum(case["flag"] for case in cases) >= 0.85


def test_a_sparse_article_is_marked_where_nobody_speaks_for_longest() -> None:
    example = next(one for one in SIGNAL.examples if one.flag == "attribution.sparse" and one.must)
    (flag,) = flags(example.text, "attribution.sparse")
    assert flag.span is not None
    marked = example.text[flag.span.start : flag.span.end]
    assert example.quote in marked and len(marked) > len(example.text) / 3


def test_every_example() -> None:
    for example in SIGNAL.examples:
        found = flags(example.text, example.flag)
        if not example.must:
            assert not found, example.text
            continue
        place = example.text.index(example.quote)
        assert any(f.span and f.span.start < place + len(example.quote) and place < f.span.end for f in found), example


def test_the_shared_seeds(shared: Path) -> None:
    def read(name: str) -> Finding:
        (path,) = (shared / "seeds").glob(f"{name}*.txt")
        return find(document(path.read_text(encoding="utf-8")))

    assert "attribution.sparse" in {flag.id for flag in read("000").flags}
    assert "attribution.single_source" in {flag.id for flag in read("001").flags}
    assert "attribution.single_source" not in {flag.id for flag in read("004").flags}


def test_a_document_speaks_by_saying_and_not_by_responding() -> None:
    raw = "The report said that the dam leaks. The report responded that it was safe. Ada Marsh responded that it was."
    said = read(document(raw)).said
    assert [(one.source.kind, one.speech) for one in said] == [("document", True), ("document", False), ("named", True)]


@pytest.mark.parametrize("compiled", [False, True])
def test_a_long_text_read_in_windows_tells_the_same(monkeypatch: pytest.MonkeyPatch, compiled: bool) -> None:
    """Windows of a few blocks, with the tokens beside them that the network looks at, against the whole at once."""
    text = read_text('"We will not wait," Ida Lunde, who chairs the board, told reporters on Monday. ' * 60)
    model = load_network()
    rows = model.vocabulary.rows(text)
    codes = network.places(text, model.vocabulary.straight_marks(rows))
    if compiled and model._compiled is None:
        pytest.skip("no compiled kernels")
    read_window = model._compiled.read if compiled and model._compiled else model._read_window
    whole = read_window(rows, codes)
    assert network.HALO % network.BLOCK == 0
    for window in (4, 64, 1000):
        monkeypatch.setattr(network, "WINDOW", window)
        assert network.in_windows(rows, codes, read_window).tobytes() == whole.tobytes()
    monkeypatch.setattr(network, "HALO", network.HALO - network.BLOCK)
    monkeypatch.setattr(network, "WINDOW", 4)
    assert network.in_windows(rows, codes, read_window).tobytes() != whole.tobytes()
