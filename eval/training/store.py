"""Writes and reads the fitted pipelines with skops, the same bytes for the same fit."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import skops.io
from sklearn.pipeline import Pipeline

#: The only types in our files that are not scikit-learn's or numpy's.
TRUSTED = ["scorer.eval.training.additive.Ramps", "scorer.eval.training.additive.SignedLogisticRegression"]


def save_pipeline(pipeline: Pipeline, path: Path) -> None:
    """Write ``pipeline`` to ``path``. The archive's time stamps are fixed, so equal fits give equal files."""
    written = io.BytesIO(skops.io.dumps(pipeline))
    with zipfile.ZipFile(written) as archive, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name in sorted(archive.namelist()):
            out.writestr(zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0)), archive.read(name))


def load_pipeline(path: Path) -> Pipeline:
    """Read a pipeline; raises ``skops.io.exceptions.UntrustedTypesFoundException`` on any foreign type."""
    return skops.io.load(path, trusted=TRUSTED)
