"""Types that several rooms share."""

from __future__ import annotations

from dataclasses import Field, FrozenInstanceError, dataclass, field, fields
from typing import Any, ClassVar, Literal, NamedTuple, TypeVar, dataclass_transform

import numpy as np

#: Arrays by what they hold. Shapes are given where an array is declared.
Floats = np.ndarray[Any, np.dtype[np.float64]]
Floats32 = np.ndarray[Any, np.dtype[np.float32]]
Ints = np.ndarray[Any, np.dtype[np.int64]]
Bools = np.ndarray[Any, np.dtype[np.bool_]]

#: How grave a finding is.
Severity = Literal["high", "medium", "low"]
#: The scores of a report.
Score = Literal["reliability", "quality"]
#: The practices that every feature of reliability belongs to.
Group = Literal["sourcing", "wording", "weighing", "certainty", "headline", "presentation"]
#: Where a score or a group stands among the reference articles: "usual" is their middle half.
Band = Literal["well_below", "below", "usual", "above", "well_above"]
#: What kind of text an article is.
TextKind = Literal["report", "opinion", "analysis", "interview", "live", "list", "press_release", "satire", "other"]
#: Who is behind an attributed statement.
SourceKind = Literal["named", "organisation", "document", "vague", "anonymous", "none"]
#: Whether a source is quoted or reported.
AttributionKind = Literal["direct", "indirect"]


class Span(NamedTuple):
    """A half-open range of code points."""

    start: int
    end: int


#: Where a limit comes from that no command measures alone.
BY_HAND = "chosen by hand; the floors of `make gate` hold what it leads to"

_T = TypeVar("_T")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def record(cls: type[_T]) -> type[_T]:
    """Make ``cls`` a dataclass that the type checker takes for frozen, for what an article has many of.

    At run time nothing forbids a change: a frozen dataclass would, and takes three times as long to create, its class
    four times. Two records are equal where they are of one class and all their fields are.
    """
    made = dataclass(eq=False, repr=False)(cls)
    names = tuple(made.__dataclass_fields__)  # type: ignore[attr-defined]

    def values(self: object) -> tuple[object, ...]:
        return tuple([getattr(self, name) for name in names])

    def equal(self: object, other: object) -> bool:
        return values(self) == values(other) if type(other) is type(self) else NotImplemented

    def shown(self: object) -> str:
        return f"{cls.__name__}({', '.join(map('{}={!r}'.format, names, values(self)))})"

    for name, method in (("__eq__", equal), ("__hash__", lambda self: hash(values(self))), ("__repr__", shown)):
        setattr(made, name, method)
    return made


def limit(value: _T, counts: str, origin: str) -> _T:
    """A field of a class of :class:`Limits`: its value, its unit with what it counts, and where it comes from."""
    return field(default=value, metadata={"counts": counts, "origin": origin})


@dataclass_transform(frozen_default=True)
class Limits:
    """Base of the frozen dataclasses that hold a room's limits: thresholds, lengths, counts, weights.

    Every field is made by :func:`limit`. ``models/manifest.json`` keeps the values that the weights were fitted with.
    No code is generated for a subclass: what :mod:`dataclasses` would write for it takes longer than reading an
    article.
    """

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]

    def __init_subclass__(cls) -> None:
        dataclass(init=False, repr=False, eq=False)(cls)

    def __init__(self, **values: object) -> None:
        unknown = values.keys() - self.__dataclass_fields__.keys()
        if unknown:
            raise TypeError(f"{type(self).__name__} has no {', '.join(sorted(unknown))}")
        self.__dict__.update(values)

    def __setattr__(self, name: str, value: object) -> None:
        raise FrozenInstanceError(f"cannot assign to field {name!r}")

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{f.name}={getattr(self, f.name)!r}' for f in fields(self))})"
