"""What others say of outlets: a CSV of domains with a rating, read as it comes and never mixed into ours.

Layouts are distinguished by their columns: CRED-1 (Loth et al. 2026: ``credibility_score``; it lists almost only
outlets held unreliable, so an outlet that is not in it is not thereby reliable), Lin et al. 2023 (``pc1``, or
``quality_pc1`` where it is next to other ratings), and any other file with ``domain`` and ``rating``.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from scorer.eval.datasets import DataError
from scorer.eval.labels import as_number

#: Column that holds the rating, and what the layout is called.
_LAYOUTS: Mapping[str, str] = {
    "credibility_score": "CRED-1 credibility score, 0 to 1",
    "quality_pc1": "Lin et al. 2023, first component, 0 to 1",
    "pc1": "Lin et al. 2023, first component, 0 to 1",
    "rating": "rating",
}


@dataclass(frozen=True, slots=True)
class Ratings:
    """Ratings by domain. ``name`` says whose they are and on what scale."""

    name: str
    of: Mapping[str, float]


def read_ratings(path: Path) -> Ratings:
    """Read a CSV of ratings. Of a domain that stands twice the first rating counts, as in the file's order.

    Raises
    ------
    DataError : it is no CSV with a domain and one of the rating columns above, or holds no rating.
    """
    of: dict[str, float] = {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as handle:
            rows = csv.DictReader(handle)
            columns = {name.strip().lower(): name for name in rows.fieldnames or ()}
            column = next((columns[name] for name in _LAYOUTS if name in columns), None)
            if "domain" not in columns or column is None:
                wanted = ", ".join(_LAYOUTS)
                raise DataError(f"{path}: a ratings file has the columns domain and one of {wanted}")
            for row in rows:
                rating = as_number(row[column])
                domain = normal_domain(row[columns["domain"]] or "")
                if rating is not None and domain:
                    of.setdefault(domain, rating)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise DataError(f"{path}: {error}") from error
    if not of:
        raise DataError(f"{path}: no row has a domain with a rating")
    layout = _LAYOUTS[column.strip().lower()]
    return Ratings(f"{path.name} ({layout})" if layout != "rating" else path.name, of)


def normal_domain(domain: str) -> str:
    """A domain as ratings files spell it: lower case, without scheme, ``www.`` and a last slash; paths stay."""
    text = domain.strip().lower()
    text = text.split("://", 1)[-1]
    return text.removeprefix("www.").rstrip("/")
