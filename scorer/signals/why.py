"""How each flag of an article came about: where in the code it was raised, by which limits, from which words.

The article is read again while a profiler notes which lines make flags; nothing in a signal has to know of it. It takes
some twenty times as long as a plain reading, so it is asked for one article at a time.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields
from pathlib import Path
from types import CodeType, FrameType

from scorer.article import Article
from scorer.pipeline import Examination, examine
from scorer.signals.base import Document, Flag
from scorer.signals.junk.page import Hit
from scorer.signals.registry import FLAG_KINDS, SIGNALS
from scorer.types import Limits

_SIGNALS = str(Path(__file__).parent)
_ROOT = Path(__file__).parents[1]
#: What runs every signal alike says nothing of one flag.
_EVERYWHERE = {"registry.py", "base.py", "why.py", "commands.py"}
#: Lines shown of how a flag came about, the one that raised it first.
_MOST_SITES = 4
#: Words shown of a sentence that a model weighed.
_MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class Site:
    """A line of code on the way to a flag: file within the package, line, function."""

    file: str
    line: int
    function: str
    limits: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Why:
    """How one flag came about.

    Attributes
    ----------
    flag, signal : the flag and the id of its signal.
    by : "model" where fitted weights decide on this kind of flag, else "rule".
    sites : the lines that raised it, the nearest first, with the limits that their functions read.
    words : (word, log-odds) of the flag's place, strongest first, where the signal weighs words.
    """

    flag: Flag
    signal: str
    by: str
    sites: tuple[Site, ...]
    words: tuple[tuple[str, float], ...]


def explain(article: Article) -> tuple[Examination, list[Why]]:
    """Examine an article and say of each flag, in the order of the text, how it came about."""
    with _noted() as made:
        seen = examine(article)
    hits = [(hit, sites) for hit, sites in made if isinstance(hit, Hit)]
    read = [document for document, _ in made if isinstance(document, Document)][-1:]
    weigh = {signal.id: signal.weigh for signal in SIGNALS if signal.weigh is not None}
    found = []
    for name, finding in seen.findings.items():
        weighed = [weight for document in read for weight in weigh[name](document)] if name in weigh else []
        for flag in finding.flags:
            words = _words(seen, flag, weighed)
            sites = [site for one, lines in made if one is flag or one == flag for site in lines]
            for hit, lines in hits:
                if flag.span is not None and (hit.start, hit.end) == tuple(flag.span):
                    sites = [*lines, *sites]
            found.append(
                Why(flag, name, "model" if FLAG_KINDS[flag.id].learned else "rule", _once(sites)[:_MOST_SITES], words)
            )
    found.sort(key=lambda why: (why.flag.span is not None, why.flag.span or (0, 0), why.flag.id))
    return seen, found


@contextmanager
def _noted() -> Iterator[list[tuple[object, list[Site]]]]:
    """The flags, hits and documents that are made within, each with the lines that led to it."""
    wanted: set[CodeType] = {kind.__init__.__code__ for kind in (Flag, Hit, Document)}
    made: list[tuple[object, list[Site]]] = []

    def note(frame: FrameType, event: str, _: object) -> None:
        if event == "call" and frame.f_code in wanted:
            made.append((frame.f_locals["self"], list(_sites(frame.f_back))))

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        yield made
    finally:
        sys.setprofile(before)


def _sites(frame: FrameType | None) -> Iterator[Site]:
    while frame is not None:
        code = frame.f_code
        path = Path(code.co_filename)
        if code.co_filename.startswith(_SIGNALS) and path.name not in _EVERYWHERE:
            yield Site(path.relative_to(_ROOT).as_posix(), frame.f_lineno, code.co_qualname, _limits(frame))
        frame = frame.f_back


def _limits(frame: FrameType) -> dict[str, float]:
    """The limits that a function reads, by the names of their fields."""
    names = frame.f_code.co_names
    known = [frame.f_globals[name] for name in names if isinstance(frame.f_globals.get(name), Limits)]
    read = {field.name: getattr(one, field.name) for one in known for field in fields(one) if field.name in names}
    return {name: float(value) for name, value in sorted(read.items()) if isinstance(value, int | float)}


def _once(sites: Sequence[Site]) -> tuple[Site, ...]:
    return tuple({(site.file, site.line): site for site in sites}.values())


def _words(seen: Examination, flag: Flag, weighed: Sequence[tuple[int, int, float]]) -> tuple[tuple[str, float], ...]:
    if flag.span is None:
        return ()
    start, end = flag.span
    inside = [(seen.text.raw[a:b], weight) for a, b, weight in weighed if a >= start and b <= end and weight]
    return tuple(sorted(inside, key=lambda word: -abs(word[1]))[:_MOST_WORDS])
