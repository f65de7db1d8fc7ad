"""Reads what ships with the package: fitted weights (``models/``) and word lists (``lexicons/``).

Weights are plain numpy arrays, never pickled. A vocabulary is stored as one UTF-8 array of
newline-joined entries, which loads in a millisecond and needs no object arrays.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from types import MappingProxyType

import numpy as np


class ModelError(ValueError):
    """A file of a model folder is missing, damaged or of another version; the message names it."""


def read_arrays(path: Traversable) -> dict[str, np.ndarray]:
    """The arrays of an ``.npz`` file. Nothing in it is ever executed.

    Raises
    ------
    ModelError : it cannot be read, or a value in it is NaN.
    """
    try:
        with path.open("rb") as handle, np.load(handle, allow_pickle=False) as stored:
            arrays = {key: stored[key] for key in stored.files}
    except Exception as error:  # numpy and zipfile meet damage in many ways
        raise ModelError(f"{path} cannot be read: {reason_of(error)}") from None
    for key, array in arrays.items():
        if array.dtype.kind == "f" and np.isnan(array).any():
            raise ModelError(f"{path} is damaged: {key} holds a value that is not a number")
    return arrays


def reason_of(error: Exception) -> str:
    """What an error says, on one line."""
    said = getattr(error, "strerror", None) or str(error)
    return (said.splitlines() or [type(error).__name__])[0]


@functools.cache
def load_weights(name: str) -> Mapping[str, np.ndarray]:
    """The arrays of ``models/<name>.npz``, read once per process.

    Raises
    ------
    ModelError : see :func:`read_arrays`.
    """
    return MappingProxyType(read_arrays(files("scorer.models") / f"{name}.npz"))


def weights_if_fitted(name: str) -> Mapping[str, np.ndarray] | None:
    """As :func:`load_weights`; None while they are fitted for the first time."""
    try:
        return load_weights(name)
    except FileNotFoundError:
        return None


def save_weights(folder: Path, name: str, arrays: Mapping[str, np.ndarray]) -> Path:
    """Write ``folder/<name>.npz``: the same arrays give the same bytes. What is measured next reads the new ones."""
    path = folder / f"{name}.npz"
    np.savez_compressed(path, **{key: arrays[key] for key in sorted(arrays)})  # type: ignore[arg-type]
    load_weights.cache_clear()
    return path


def pack_strings(entries: Iterable[str]) -> np.ndarray:
    """Strings without newlines as one array of bytes."""
    return np.frombuffer("\n".join(entries).encode("utf-8"), dtype=np.uint8)


def unpack_strings(packed: np.ndarray) -> list[str]:
    """The inverse of :func:`pack_strings`."""
    return packed.tobytes().decode("utf-8").split("\n") if packed.size else []


@functools.cache
def load_lexicon(name: str, package: str = "scorer.lexicons") -> tuple[str, ...]:
    """The entries of ``lexicons/<name>.txt``: one per line, lower case; ``#`` starts a comment."""
    text = (files(package) / f"{name}.txt").read_text(encoding="utf-8")
    lines = (line.split("#", 1)[0].strip() for line in text.splitlines())
    return tuple(line for line in lines if line)


@functools.cache
def load_classes(name: str, package: str = "scorer.lexicons") -> Mapping[str, frozenset[str]]:
    """The word classes of ``lexicons/<name>.txt``, whose entries read ``class: word word …``."""
    classes: dict[str, set[str]] = {}
    for line in load_lexicon(name, package):
        label, _, words = line.partition(":")
        classes.setdefault(label.strip(), set()).update(words.split())
    return MappingProxyType({label: frozenset(words) for label, words in classes.items()})
