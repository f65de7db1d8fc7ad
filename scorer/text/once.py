"""What several signals ask of a text is found once and kept with it."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import TypeVar

from scorer.text.reader import Text

Found = TypeVar("Found")


def once(find: Callable[[Text], Found]) -> Callable[[Text], Found]:
    """``find`` made to look at each text once, as a cached property of the text would; nobody may change its answer."""
    key = f"{find.__module__}.{find.__qualname__}"

    @functools.wraps(find)
    def kept(text: Text) -> Found:
        known = vars(text)
        if key not in known:
            known[key] = find(text)
        found: Found = known[key]
        return found

    return kept
