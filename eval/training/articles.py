"""The labelled articles that both scores are fitted on, read by path and never copied."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

#: Sources that expert raters put at or above, or at or below (Lin et al. 2023, first component).
RELIABLE, UNRELIABLE = 0.7, 0.45
#: These are tokenised and masked, rated for a claim's truth, or press releases under the name of their archive.
#: Celebrity press is a genre of its own, where ratings of outlets tell next to nothing.
NOT_ARTICLES_OF_PRACTICE = ("nela-sample", "snopes-312", "fa-kes", "healthrelease", "gossipcop-2018")


@dataclass(frozen=True, slots=True)
class Labelled:
    """An article with what is known of it. ``quality`` is its source's rating in [0, 1], or None;
    ``criteria`` the share of ten review criteria that the article itself meets, or None."""

    id: str
    corpus: str
    source: str
    title: str | None
    text: str
    quality: float | None
    criteria: float | None
    rating: float | None
    slant: str | None


def read_rows(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of a gzipped JSON lines file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


def read_articles(data: Path) -> list[Labelled]:
    """Every article below ``data/articles`` with a label of practice, in file order.

    A source without a name counts as a source of its own, by corpus.
    """
    out = []
    for path in sorted((data / "articles").glob("*.jsonl.gz")):
        for row in read_rows(path):
            labels = row["labels"]
            criteria = labels.get("criteria_met")
            out.append(
                Labelled(
                    id=row["id"],
                    corpus=row["corpus"],
                    source=row["domain"] or row["corpus"],
                    title=row["title"] or None,
                    text=row["text"],
                    quality=labels.get("source_quality"),
                    criteria=None if criteria is None else criteria / 10,
                    rating=labels.get("expert_rating"),
                    slant=labels.get("slant"),
                )
            )
    return out


def usable(articles: Sequence[Labelled]) -> list[Labelled]:
    """Articles with a label of practice: their source's rating, or a reviewer's."""
    return [
        a
        for a in articles
        if a.corpus not in NOT_ARTICLES_OF_PRACTICE and (a.quality is not None or a.criteria is not None)
    ]
