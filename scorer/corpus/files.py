"""Which files of a folder are articles. Imports nothing heavy: ``scorer score`` asks too."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

TEXT_ENDINGS = (".txt", ".text")
HTML_ENDINGS = (".html", ".htm", ".xhtml")


class FolderFiles(NamedTuple):
    """The files below a folder, both sorted by path. ``skipped`` are no articles by their ending."""

    articles: list[Path]
    skipped: list[Path]


def folder_files(folder: Path) -> FolderFiles:
    """The articles below a folder, and what is left out: other files, and folders that cannot be opened."""
    found = FolderFiles([], [])
    for path in sorted(_below(folder, found.skipped)):
        is_article = path.suffix.lower() in TEXT_ENDINGS + HTML_ENDINGS
        (found.articles if is_article else found.skipped).append(path)
    found.skipped.sort()
    return found


def _below(folder: Path, unopened: list[Path]) -> Iterator[Path]:
    def note(error: OSError) -> None:
        unopened.append(Path(error.filename))

    for place, _, names in os.walk(folder, onerror=note):
        yield from (Path(place, name) for name in names)


def skipped_message(skipped: list[Path], shown: int = 5) -> str:
    """One line that names what was skipped; empty where nothing was."""
    if not skipped:
        return ""
    names = ", ".join(str(path) for path in skipped[:shown])
    more = f" and {len(skipped) - shown:,} more" if len(skipped) > shown else ""
    return f"Skipped {len(skipped):,} that are neither text nor HTML: {names}{more}"
