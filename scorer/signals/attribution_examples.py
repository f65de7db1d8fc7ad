from scorer.signals.base import Example

EXAMPLES: tuple[Example, ...] = ()
