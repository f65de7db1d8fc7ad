"""Which findings of a report are shown, and how much of it. Nothing here changes a score."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast, get_args

import click

if TYPE_CHECKING:  # the command line imports this file, and should come up without numpy
    from scorer.report import FlagReport, Report, SignalReport
    from scorer.types import Severity

Command = TypeVar("Command", bound=Callable[..., Any])

#: How much of a report is given.
Detail = Literal["full", "flags", "scores"]

#: The fields that a smaller detail leaves of a report.
_FIELDS: Mapping[Detail, tuple[str, ...]] = {
    "flags": ("id", "status", "status_reason", "language", "counts", "scores", "flags", "flags_left_out"),
    "scores": ("id", "status", "status_reason", "language", "counts", "scores"),
}

#: In an answer of bounded size: most flags, and most places of evidence of one signal.
MOST_FLAGS = 1000
MOST_EVIDENCE = 1000


class SelectionError(ValueError):
    """A selection that cannot be meant; the message says why."""


@dataclass(frozen=True)
class Selection:
    """Which flags a report shows. Scores, contributions and signals stay as they are.

    Attributes
    ----------
    select : ids or beginnings of ids; a flag is shown if one of them matches, or if there are none.
    ignore : ids or beginnings of ids of flags that are not shown, even if selected.
    min_severity : the least severity shown; None: any.
    min_confidence : the least confidence shown, from 0 to 1.

    Raises
    ------
    SelectionError : no flag has an id that begins so, or a value is out of bounds.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    min_severity: Severity | None = None
    min_confidence: float = 0.0

    def __post_init__(self) -> None:
        from scorer.signals.registry import FLAG_KINDS

        for beginning in (*self.select, *self.ignore):
            if not beginning or not any(name.startswith(beginning) for name in FLAG_KINDS):
                shown = f"'{beginning}'" if re.fullmatch(r"[\w.-]{1,60}", beginning, re.ASCII) else "what was given"
                raise SelectionError(f"no flag id begins with {shown}; 'scorer signals' lists them")
        if self.min_severity not in (None, *_severities()):
            raise SelectionError(f"min-severity must be one of {', '.join(_severities())}")
        if not 0 <= self.min_confidence <= 1:
            raise SelectionError("min-confidence must lie between 0 and 1")

    def shows(self, flag: FlagReport) -> bool:
        """Whether ``flag`` is shown."""
        return (
            (not self.select or flag.id.startswith(self.select))
            and not flag.id.startswith(self.ignore)
            and (self.min_severity is None or _grade(flag.severity) <= _grade(self.min_severity))
            and flag.confidence >= self.min_confidence
        )

    def apply(self, report: Report) -> Report:
        """The report with the selected flags; ``flags_left_out`` counts the others."""
        shown = [flag for flag in report.flags if self.shows(flag)]
        left_out = len(report.flags) - len(shown)
        return replace(report, flags=shown, flags_left_out=report.flags_left_out + left_out) if left_out else report

    def as_dict(self) -> dict[str, Any]:
        """The selection as plain values, from which :meth:`of` makes it again."""
        return asdict(self)

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> Selection:
        """A selection from plain values, as they are in JSON or TOML.

        Raises
        ------
        SelectionError : a name is unknown, or a value has the wrong type.
        """
        known = [field.name for field in fields(cls)]
        given: dict[str, Any] = {}
        for key, value in values.items():
            name = key.replace("-", "_")
            if name not in known:
                allowed = ", ".join(_option(one) for one in known)
                raise SelectionError(f"unknown key {key[:60]!r}; allowed: {allowed}")
            given[name] = _typed(name, value)
        return cls(**given)


def _typed(name: str, value: Any) -> Any:
    if name in ("select", "ignore"):
        values = [value] if isinstance(value, str) else value
        if isinstance(values, Sequence) and all(isinstance(one, str) for one in values):
            return tuple(values)
        raise SelectionError(f"{name} must be a list of ids")
    if name == "min_severity" and (value is None or isinstance(value, str)):
        return value
    if name == "min_confidence" and isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    raise SelectionError(f"{_option(name)} has a value of the wrong type")


def _option(name: str) -> str:
    return name.replace("_", "-")


def _severities() -> tuple[Severity, ...]:
    """All of them, the gravest first."""
    from scorer.types import Severity

    return get_args(Severity)


def _grade(severity: Severity) -> int:
    """0 for the gravest."""
    return _severities().index(severity)


def bounded(report: Report) -> Report:
    """The report with at most :data:`MOST_FLAGS` flags and :data:`MOST_EVIDENCE` places a signal.

    The gravest flags and the surest evidence stay, in their order; what was left out is counted. An article
    has far fewer; a page made to have more must not make an answer of many times its own size.
    """
    signals = {name: _bounded_signal(signal) for name, signal in report.signals.items()}
    flags = _best(report.flags, MOST_FLAGS, lambda flag: (-_grade(flag.severity), flag.confidence))
    left_out = report.flags_left_out + len(report.flags) - len(flags)
    return replace(report, signals=signals, flags=flags, flags_left_out=left_out)


def _bounded_signal(signal: SignalReport) -> SignalReport:
    evidence = _best(signal.evidence, MOST_EVIDENCE, lambda place: place.confidence)
    if len(evidence) == len(signal.evidence):
        return signal
    return replace(signal, evidence=evidence, evidence_left_out=len(signal.evidence) - len(evidence))


def _best(items: Sequence[Any], most: int, worth: Callable[[Any], Any]) -> Sequence[Any]:
    """The ``most`` items of greatest worth, in their order; earlier ones first where they are worth the same."""
    if len(items) <= most:
        return items
    kept = sorted(range(len(items)), key=lambda i: worth(items[i]), reverse=True)[:most]
    return [items[i] for i in sorted(kept)]


def selected(detail: Detail) -> tuple[str, ...]:
    """The report's fields that a detail holds."""
    from scorer.report import Report

    return _FIELDS.get(detail) or tuple(field.name for field in fields(Report))


def json_line(report: Report, detail: Detail) -> bytes:
    """A report as JSON on one line: the contract itself, or the fields of a smaller detail."""
    import orjson

    if detail == "full":
        return report.to_json()
    return orjson.dumps({name: getattr(report, name) for name in selected(detail)})


def configured(folder: Path) -> dict[str, Any]:
    """What the nearest ``scorer.toml``, or ``[tool.scorer]`` of the nearest ``pyproject.toml``, says of the selection.

    The search begins in ``folder`` and goes up; a folder's ``scorer.toml`` comes before its ``pyproject.toml``.

    Raises
    ------
    SelectionError : the file is not TOML, or holds what a selection does not; the message names it.
    """
    for place in (folder, *folder.parents):
        for name in ("scorer.toml", "pyproject.toml"):
            file = place / name
            try:
                content = tomllib.loads(file.read_text(encoding="utf-8"))
                values = content if name == "scorer.toml" else content.get("tool", {}).get("scorer")
                if values is None:
                    continue
                return Selection.of(values).as_dict()
            except OSError:
                continue
            except (ValueError, AttributeError) as error:
                raise SelectionError(f"{file}: {error}") from None
    return {}


def selection_options(command: Command) -> Command:
    """Adds the options of a selection to a command, which gets them as the keyword argument ``selection``.

    What is not given is taken from the configuration of the working directory, see :func:`configured`.
    """

    @click.pass_context
    def collected(context: click.Context, /, *arguments: Any, **options: Any) -> Any:
        given = {name: options.pop(name) for name in (field.name for field in fields(Selection))}
        try:
            values = configured(Path.cwd()) | {name: value for name, value in given.items() if value not in (None, ())}
            options["selection"] = Selection.of(values)
        except SelectionError as error:
            raise click.UsageError(str(error)) from None
        return context.invoke(command, *arguments, **options)

    for decorate in reversed(_OPTIONS):
        decorate(collected)
    collected.__doc__, collected.__name__ = command.__doc__, command.__name__
    return cast(Command, collected)


def _ids(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(part for value in values for raw in value.split(",") if (part := raw.strip()))


_OPTIONS = (
    click.option(
        "--select",
        multiple=True,
        callback=_ids,
        metavar="IDS",
        help="Show only flags whose id starts with one of these; comma-separated or repeated.",
    ),
    click.option(
        "--ignore", multiple=True, callback=_ids, metavar="IDS", help="Hide flags whose id starts with one of these."
    ),
    click.option("--min-severity", metavar="[high|medium|low]", help="Show only flags at least this severe."),
    click.option(
        "--min-confidence", type=click.FloatRange(0, 1), help="Show only flags of at least this confidence, 0 to 1."
    ),
)
