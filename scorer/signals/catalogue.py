"""What is looked for: every flag with its reason and its measured precision, for people and programs.

Declared in the signals and measured by ``scorer train`` (``models/measured.json``); only gathered here.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Any

from scorer.signals.base import Example, FlagKind, Signal
from scorer.signals.registry import FLAG_KINDS, SIGNALS
from scorer.types import record


@record
class Measured:
    """How often a flag is right (precision) and how much of what is there it finds (recall).

    ``n`` counts the judged cases, ``data`` names them and ``how`` says how they were held apart from the fit. Of
    ``read`` flags on real articles that were read by eye, ``right`` were right; None where none was read.
    """

    precision: float | None
    recall: float | None
    n: int
    data: str
    how: str
    read: int | None = None
    right: int | None = None


_UNLABELLED: Mapping[str, Any] = {"precision": None, "recall": None, "n": 0, "data": "no labels", "how": "not measured"}


@functools.cache
def measured() -> Mapping[str, Measured]:
    """Figures by flag id, as they were printed by the last ``scorer train``."""
    stored: dict[str, Any] = json.loads((files("scorer.models") / "measured.json").read_text(encoding="utf-8"))
    by_eye = {flag: {"read": n, "right": k} for flag, (n, k) in stored["by_eye"].items()}
    known = sorted({*stored["flags"], *by_eye})
    return MappingProxyType(
        {flag: Measured(**{**_UNLABELLED, **stored["flags"].get(flag, {}), **by_eye.get(flag, {})}) for flag in known}
    )


def precision_text(flag: str) -> str | None:
    """How often the flag is right, in words, and on what it was counted; None where nobody has counted.

    What readers found on real articles comes first. A figure on generated text or on cases of our own says so, since
    it shows that the rule works, not how often it is right on the next article.
    """
    found = measured().get(flag)
    if found is None:
        return None
    if found.read:
        return f"right in {found.right} of {found.read} read on real articles"
    if found.precision is None:
        return None
    return f"precision {found.precision:.2f} on {found.n:,} cases ({found.data}); not read on real articles"


def figures(flag: FlagKind) -> str:
    """All that was measured of a flag, in words."""
    found = measured().get(flag.id)
    if found is None:
        return "not measured"
    rates = [
        f"{name} {value:.2f}"
        for name, value in (("precision", found.precision), ("recall", found.recall))
        if value is not None
    ]
    said = [
        f"right in {found.right} of {found.read} read on real articles" if found.read else "not read on real articles"
    ]
    if rates:
        said.append(f"{', '.join(rates)} ({found.n:,} cases: {found.data}; {found.how})")
    return "; ".join(said)


def flag_page(flag: str) -> str:
    """The page ``docs/flags/<id>.md`` of a flag: what it shows and why, how often it is right, examples.

    Raises
    ------
    KeyError : there is no such flag.
    """
    kind = FLAG_KINDS[flag]
    signal = next(signal for signal in SIGNALS if kind in signal.flags)
    lines = [
        f"# {kind.id}",
        f"Severity {kind.severity}. Found by the signal `{signal.id}`.",
        "",
        "## What it shows",
        _sentence(kind.shows),
        "",
        "## Why it matters",
        f"{_sentence(kind.why)} ({kind.source.rstrip('.')}.)",
        "",
        "## How often it is right",
        _sentence(figures(kind)),
        "",
    ]
    for must, title in ((True, "Raised here"), (False, "Not raised here")):
        lines += [f"## {title}", ""]
        for example in (e for e in signal.examples if e.flag == flag and e.must is must):
            lines += [*_example(example), ""]
    lines += ["## Known misses", ""]
    lines += [f"- {miss}" for miss in kind.misses] or ["None written down yet."]
    return "\n".join(lines).rstrip() + "\n"


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:].rstrip('.')}."


#: Characters of an example's text that its flag's page shows.
_SHOWN = 600


def _example(example: Example) -> Iterator[str]:
    given = (("Headline", example.title), ("Byline", example.byline), ("Date", example.published))
    yield from (f"{label}: {value}  " for label, value in given if value)
    if example.quote:
        yield f"At: “{' '.join(example.quote.split())}”"
    begin = max(0, example.text.find(example.quote) - _SHOWN // 2) if example.quote else 0
    cut = example.text[begin : begin + _SHOWN].strip()
    yield "```text"
    yield ("…" if begin else "") + cut + ("…" if begin + _SHOWN < len(example.text) else "")
    yield "```"


def markdown(signals: Sequence[Signal] = SIGNALS) -> str:
    """The catalogue as the page ``docs/signals.md``."""
    lines = [
        "# What is looked for",
        "Generated by `scorer signals --write docs`; a test compares it with the code.",
        "",
        "A flag is a finding worth a reader's attention, with its place in the text. Severity says how much it "
        "matters; the confidence of a single flag says how sure scorer is of it. “Read on real articles” counts what "
        "readers decided, flag by flag; the other figures come from `scorer train`, out of fold where they say so. "
        "Each flag has [a page of its own](flags/).",
    ]
    for signal in signals:
        lines += ["", f"## {signal.id}", signal.shows, ""]
        if signal.flags:
            lines += ["| flag | severity | shows | why | source | how often it is right |", "|---|---|---|---|---|---|"]
            for k in signal.flags:
                cells = (f"[`{k.id}`](flags/{k.id}.md)", k.severity, k.shows, k.why, k.source, figures(k))
                lines.append(f"| {' | '.join(map(_cell, cells))} |")
            lines.append("")
        lines += ["| feature | read by | meaning | more of it is |", "|---|---|---|---|"]
        lines += [
            f"| `{f.name}` | {', '.join(f.scores) or 'no score'} | {_cell(f.meaning)} | "
            f"{ {1: 'good practice', -1: 'bad practice', 0: 'neither'}[f.direction] } |"
            for f in signal.features
        ]
    return "\n".join(lines) + "\n"


def write_pages(folder: Path) -> list[Path]:
    """Write ``signals.md`` and ``flags/<id>.md`` into the folder of the documentation; pages of gone flags go."""
    pages = {folder / "signals.md": markdown()}
    pages |= {folder / "flags" / f"{flag}.md": flag_page(flag) for flag in FLAG_KINDS}
    (folder / "flags").mkdir(parents=True, exist_ok=True)
    for path in set((folder / "flags").glob("*.md")) - set(pages):
        path.unlink()
    for path, page in pages.items():
        path.write_text(page, encoding="utf-8")
    return sorted(pages)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
