"""The block of figures in README.md, written from ``models/measured.json``.

python -m scorer.eval.gate.readme            writes the block
python -m scorer.eval.gate.readme --check    exit 1 where it is out of date
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"
README = Path(__file__).resolve().parents[2] / "README.md"

#: A row of the block: what it says, the part of ``scorer train`` and the names of its figures.
ROWS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (
        "reliability, corpora and outlets never seen: AUC, rank correlation with the rating",
        "scores",
        ("unseen corpora and outlets: AUC", "unseen corpora and outlets: rank correlation"),
    ),
    (
        "– word tf-idf on the same rows",
        "scores",
        ("unseen corpora and outlets: tf-idf AUC", "unseen corpora and outlets: tf-idf rank correlation"),
    ),
    (
        "reliability, other outlets of corpora that were seen: AUC, calibration error",
        "scores",
        ("reliability AUC", "reliability calibration error"),
    ),
    (
        "– reviewers' ratings of health stories, other outlets: AUC at rating 3, rank correlation with criteria met",
        "scores",
        ("reliability reviewers: AUC at rating 3", "reliability reviewers: rank correlation with criteria"),
    ),
    ("quality, clean against damaged (our own generator): AUC", "scores", ("quality AUC",)),
    ("junk, lines of pasted pages of other sites: AUC, body F1", "junk", ("lines_auc", "lines_body_f1")),
    (
        "attribution, other publishers: F1 of attributed sentences, by characters of content, source and cue",
        "attribution",
        ("sentence_f1", "content_f1", "source_f1", "cue_f1"),
    ),
    ("hedged sentences, other articles: F1, AUC", "hedging", ("f1", "auc")),
    (
        "loaded sentences, other outlets: macro F1, AUC",
        "loaded_language",
        ("wording_macro_f1_by_outlet", "wording_auc_by_outlet"),
    ),
    ("one-sided articles, other domains: accuracy, AUC", "loaded_language", ("one_sided_accuracy", "one_sided_auc")),
    ("clickbait headlines, other headlines: accuracy, AUC", "headline", ("accuracy", "auc")),
)


def block(measured: Mapping[str, Any] | None = None) -> str:
    """The lines between the markers, markers included.

    Raises
    ------
    KeyError : a figure is no longer measured: mend ``ROWS``.
    """
    if measured is None:
        measured = json.loads((files("scorer.models") / "measured.json").read_text(encoding="utf-8"))["figures"]
    lines = [BEGIN, "| held out | figure |", "|---|---|"]
    for words, part, names in ROWS:
        values = ", ".join(f"{measured[part][name]:.3f}" for name in names)
        lines.append(f"| {words} | {values} |")
    return "\n".join([*lines, END])


def written(page: str) -> str:
    """The page with its block as it should be.

    Raises
    ------
    ValueError : the markers are missing.
    """
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"the lines {BEGIN} and {END} are missing")
    return before + block() + after


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m scorer.eval.gate.readme", description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing; exit 1 where the block is out of date")
    check = parser.parse_args(arguments).check
    page = README.read_text(encoding="utf-8")
    new = written(page)
    if check:
        return int(new != page)
    README.write_text(new, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
