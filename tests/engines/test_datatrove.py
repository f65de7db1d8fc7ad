"""The filter block in a real datatrove pipeline."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

pytest.importorskip("datatrove", reason="needs the extra scorer[datatrove]")

from datatrove.data import Document
from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.readers import JsonlReader
from datatrove.pipeline.writers import JsonlWriter

from scorer.engines.datatrove import ScorerFilter
from scorer.scoring import Scorer

_ARTICLE = (
    'The council met on Tuesday. "The bridge will be closed until spring," said Ada Marsh, the county engineer. '
    "According to a report by the port authority, two of its cables have rusted. The mayor told reporters that the "
    "work would cost four million. "
) * 3


def document(text: str = _ARTICLE, **metadata: str) -> Document:
    return Document(text=text, id="one", metadata=metadata)


def test_the_scores_are_noted() -> None:
    given = document(title="Bridge closed until spring")
    scores = Scorer().score_record({"text": given.text, "title": "Bridge closed until spring"}).scores
    assert scores is not None
    assert ScorerFilter(min_quality=0.0).filter(given) is True
    assert given.metadata["scorer"]["quality"] == scores.quality.value
    assert given.metadata["scorer"]["reliability"] == scores.reliability.value


@pytest.mark.parametrize(
    ("options", "text", "kept"),
    [
        ({"min_quality": 0.0}, _ARTICLE, True),
        ({"min_quality": 100.0}, _ARTICLE, (False, "low_quality")),
        ({"min_quality": 0.0, "min_reliability": 100.0}, _ARTICLE, (False, "low_reliability")),
        ({}, "Too short.", (False, "too_short")),
        ({"keep_not_scored": True}, "Too short.", True),
        (
            {"min_quality": 0.0, "drop_flags": ["junk.machine_residue"]},
            _ARTICLE + "As an AI language model, I cannot verify this.",
            (False, "junk.machine_residue"),
        ),
    ],
)
def test_what_is_kept(options: dict[str, object], text: str, kept: object) -> None:
    assert ScorerFilter(**options).filter(document(text)) == kept


def test_in_a_pipeline(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    with (tmp_path / "in" / "corpus.jsonl").open("w") as file:
        for i in range(6):
            file.write(json.dumps({"id": str(i), "text": _ARTICLE if i % 2 else "Too short."}) + "\n")
    LocalPipelineExecutor(
        [
            JsonlReader(str(tmp_path / "in")),
            ScorerFilter(min_quality=0.0, exclusion_writer=JsonlWriter(str(tmp_path / "dropped"), compression=None)),
            JsonlWriter(str(tmp_path / "kept"), compression=None),
        ],
        tasks=1,
        logging_dir=str(tmp_path / "logs"),
    ).run()
    kept = [json.loads(line) for line in (tmp_path / "kept" / "00000.jsonl").read_text().splitlines()]
    dropped = [json.loads(line) for line in (tmp_path / "dropped" / "00000.jsonl").read_text().splitlines()]
    assert [record["id"] for record in kept] == ["1", "3", "5"]
    assert [(record["id"], record["metadata"]["filter_reason"]) for record in dropped] == [
        (i, "too_short") for i in ("0", "2", "4")
    ]
