"""Writes and reads the fitted pipelines with skops, the same bytes for the same fit."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import skops.io
from sklearn.pipeline import Pipeline

#: An address in the schema: a number of an object, or of the file that holds an array.
_ADDRESS = re.compile(r"(?<=\"__id__\": )\d+|(?<=\")\d+(?=\.npy\")")
#: The only types in our files that are not scikit-learn's or numpy's.
TRUSTED = ["scorer.eval.training.additive.Ramps", "scorer.eval.training.additive.SignedLogisticRegression"]


def save_pipeline(pipeline: Pipeline, path: Path) -> None:
    """Write ``pipeline`` to ``path``, the same bytes for equal fits.

    skops numbers objects by their address in memory and stamps files with the time: both are replaced, addresses
    by the order in which they appear.
    """
    with zipfile.ZipFile(io.BytesIO(skops.io.dumps(pipeline))) as archive:
        stored = {name: archive.read(name) for name in archive.namelist()}
    schema = stored.pop("schema.json").decode("utf-8")
    order: dict[str, str] = {}
    for address in _ADDRESS.findall(schema):
        order.setdefault(address, str(len(order)))
    renamed = {f"{order[name.removesuffix('.npy')]}.npy": content for name, content in stored.items()}
    renamed["schema.json"] = _ADDRESS.sub(lambda found: order[found.group()], schema).encode("utf-8")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name in sorted(renamed):
            out.writestr(zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0)), renamed[name])


def load_pipeline(path: Path) -> Pipeline:
    """Read a pipeline; raises ``skops.io.exceptions.UntrustedTypesFoundException`` on any foreign type."""
    return skops.io.load(path, trusted=TRUSTED)
