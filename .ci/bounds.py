"""Prints the lowest version of everything that pyproject.toml bounds from below, as pip constraints."""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

_BOUND = re.compile(r"([A-Za-z0-9._-]+)(?:\[[^\]]*\])?>=([0-9.]+)")
_EXTRAS = ("serve", "corpus", "eval", "train", "warc")

project = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text(encoding="utf-8"))["project"]
wanted = [*project["dependencies"], *(line for extra in _EXTRAS for line in project["optional-dependencies"][extra])]
for line in wanted:
    if (found := _BOUND.match(line)) is not None:
        sys.stdout.write(f"{found[1]}=={found[2]}\n")
