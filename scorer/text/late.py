"""Regular expressions that are compiled when they are first used: most articles need few of the many there are, and
compiling them all took a sixth of the time of a command on one article."""

from __future__ import annotations

import re
from typing import Any, cast

_METHODS = ("match", "fullmatch", "search", "finditer", "findall", "sub", "split", "pattern", "flags")


class _Late:
    def __init__(self, expression: str, flags: int) -> None:
        self._given = expression, flags

    def __getattr__(self, name: str) -> Any:  # asked only for what is not there yet
        if name not in _METHODS:
            raise AttributeError(name)
        compiled = re.compile(*self._given)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def late(expression: str, flags: int = 0) -> re.Pattern[str]:
    """As ``re.compile``, at the first use. An expression that is none raises ``re.error`` then."""
    return cast("re.Pattern[str]", _Late(expression, flags))
