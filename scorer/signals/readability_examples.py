"""Must-flag and must-not-flag examples of the readability signal, in our own words."""

from __future__ import annotations

from scorer.signals.base import Example

EXAMPLES: tuple[Example, ...] = ()
