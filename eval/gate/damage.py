"""What quality and the junk flags make of damage done to real articles: steps in order, and kinds put in.

python -m scorer.eval.gate.damage --shared ../shared [--articles 20]

Each article is scored as it is, wrapped to lines of one width, and damaged in steps: pasted twice and ten times, one of
its paragraphs ten times, as the stub of a news interface and before a wall. Then each of twelve kinds of junk is put
in once by the generator that the fits use (:mod:`scorer.eval.training.junk.generator`). Its wordings are known to the
word lists, so "found" says that a kind is seen in real articles and its cost felt, not how many wordings are known.
Nothing is fitted; the draw is seeded.
"""

from __future__ import annotations

import argparse
import random
import sys
import textwrap
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from scorer.eval.training.articles import read_rows
from scorer.eval.training.junk.generator import Damage, damage
from scorer.pipeline import MIN_WORDS
from scorer.report import Report
from scorer.scoring import Scorer

CORPORA = ("sites-2023", "allsides", "healthstory", "polnear-dev", "hyperpartisan-train")
SEED = 29
_LEAST_WORDS = 2 * MIN_WORDS
#: Columns of wrapped text, and how far its score may lie from the article's own.
_COLUMNS, _SAME = 72, 3.0
#: What is left of an article that is a stub or in front of a wall, and the most that it may score.
_QUARTER, _MOST_STUB = 0.25, 60.0
_MOST_TWICE, _MOST_TEN_TIMES = 70.0, 20.0
_CUT = frozenset(("junk.truncated", "junk.wall", "junk.page_furniture"))
#: Twelve kinds: the generator's kind and, where it makes several, its variant; the flags that find it.
KINDS: Mapping[str, tuple[str, str | None, frozenset[str]]] = {
    "API stub": ("truncated", "count", _CUT),
    "read-more stub": ("truncated", "stub", _CUT),
    "cut-off end": ("truncated", "end", _CUT),
    "wall": ("wall", None, _CUT),
    "AI leftover": ("machine_residue", None, frozenset(("junk.machine_residue", "junk.placeholder_text"))),
    "keyword stuffing": ("search_filler", "stuffed", frozenset(("junk.search_filler",))),
    "author card": ("author_profile", None, frozenset(("junk.author_profile",))),
    "placeholder text": ("placeholder_text", None, frozenset(("junk.placeholder_text", "junk.machine_residue"))),
    "list of other stories": ("page_furniture", "list", frozenset(("junk.page_furniture",))),
    "readers' comments": ("page_furniture", "comments", frozenset(("junk.page_furniture",))),
    "repeated paragraph": ("repeated_text", "own paragraph", frozenset(("junk.repeated_text",))),
    "mojibake": ("garbled_encoding", "mojibake", frozenset(("junk.garbled_encoding",))),
}
STEPS = ("wrapped", "twice", "ten times", "one paragraph ten times", "stub", "wall")


@dataclass(slots=True)
class Tally:
    """How often something was right, of how many."""

    right: int = 0
    of: int = 0

    def add(self, right: bool) -> None:
        self.right += right
        self.of += 1

    @property
    def share(self) -> float:
        return self.right / self.of if self.of else float("nan")


def wrapped(text: str) -> str:
    """A text with lines of one width and an empty line between its paragraphs."""
    lines = (textwrap.fill(line, _COLUMNS, break_on_hyphens=False) for line in text.splitlines() if line.strip())
    return "\n\n".join(lines)


def steps(quality: Callable[[str], float | None], text: str) -> dict[str, bool]:
    """For each of :data:`STEPS`, whether ``quality`` orders it rightly; without those that are too short to be scored.

    ``quality`` gives the score of a text, 0 to 100, or None where it is not scored.
    """
    text = text.strip()
    clean = quality(text)
    if clean is None:
        return {}
    longest = max((line for line in text.splitlines()), key=len)
    kept = text[: text.rfind(" ", 0, max(int(_QUARTER * len(text)), 1))].rstrip(" .,;:–—-")
    made = {
        "wrapped": wrapped(text),
        "twice": f"{text}\n\n{text}",
        "ten times": "\n\n".join([text] * 10),
        "paragraph twice": f"{text}\n\n{longest}",
        "one paragraph ten times": "\n\n".join([text, *[longest] * 9]),
        "stub": f"{kept}… [+{len(text) - len(kept)} chars]",
        "wall": f"{kept}…\n\nSubscribe to continue reading this article.",
    }
    found = {name: quality(other) for name, other in made.items()}
    twice, again = found["twice"], found["paragraph twice"]
    right: dict[str, Callable[[float], bool]] = {
        "wrapped": lambda q: abs(q - clean) <= _SAME,
        "twice": lambda q: q < clean and q <= _MOST_TWICE,
        "ten times": lambda q: twice is not None and q < twice and q <= _MOST_TEN_TIMES,
        "one paragraph ten times": lambda q: again is not None and q < again < clean,
        "stub": lambda q: q < clean and q <= _MOST_STUB,
        "wall": lambda q: q < clean and q <= _MOST_STUB,
    }
    return {name: right[name](q) for name in STEPS if (q := found[name]) is not None}


def put_in(text: str, kind: str, seed: int, titles: tuple[str, ...]) -> Damage:
    """``text`` with one piece of junk of one of :data:`KINDS`."""
    name, variant, _ = KINDS[kind]
    made = damage(text, name, seed, titles)
    while variant is not None and made.variant != variant:
        seed += 10_007
        made = damage(text, name, seed, titles)
    return made


def measure(data: Path, articles: int) -> dict[str, Tally]:
    """Tallies of the steps, of each kind "found" and "score drops", and of articles flagged as they are."""
    scorer = Scorer()
    rows = list(_drawn(data, articles))
    titles = tuple(sorted({str(row["title"]) for row in rows if row["title"]}))
    out: dict[str, Tally] = defaultdict(Tally)
    for n, row in enumerate(rows):
        text = str(row["text"])
        report = scorer.score_record({"text": text})
        clean = _quality(report)
        if clean is None:
            continue
        junk = [flag for flag in report.flags if flag.id.startswith("junk.")]
        out["flagged as it is, any"].add(bool(junk))
        out["flagged as it is, medium or high"].add(any(flag.severity != "low" for flag in junk))
        for step, right in steps(lambda other: _quality(scorer.score_record({"text": other})), text).items():
            out[step].add(right)
        for kind, (_, _, ids) in KINDS.items():
            if kind == "mojibake" and not any(mark in text for mark in "’‘“”–—é…£'\""):
                continue  # nothing there to damage
            made = put_in(text, kind, SEED + n, titles)
            seen = scorer.score_record({"text": made.text})
            quality = _quality(seen)
            if quality is None:
                continue
            out[f"{kind}: found"].add(_is_found(seen, made, ids))
            out[f"{kind}: score drops"].add(quality < clean)
    return out


def _drawn(data: Path, articles: int) -> Iterator[Mapping[str, object]]:
    for corpus in CORPORA:
        rows = [
            r for r in read_rows(data / "articles" / f"{corpus}.jsonl.gz") if len(r["text"].split()) >= _LEAST_WORDS
        ]
        yield from random.Random(f"{SEED}:{corpus}").sample(rows, min(articles, len(rows)))


def _quality(report: Report) -> float | None:
    return None if report.scores is None else report.scores.quality.value


def _is_found(report: Report, made: Damage, ids: frozenset[str]) -> bool:
    """Whether a flag of one of these ids overlaps the junk that was put in."""
    spans = [(flag.start, flag.end) for flag in report.flags if flag.id in ids]
    return any(
        start is not None and end is not None and start < last and first < end
        for start, end in spans
        for first, last in made.places
    )


def table(tallies: Mapping[str, Tally]) -> list[str]:
    """The tallies as lines of a Markdown table, and what they come to."""
    lines = ["| measure | share | of |", "|---|---|---|"]
    lines += [f"| {name} | {tally.share:.3f} | {tally.of} |" for name, tally in tallies.items()]
    for what in ("found", "score drops"):
        kinds = {name: tally for name, tally in tallies.items() if name.endswith(what)}
        right, of = sum(t.right for t in kinds.values()), sum(t.of for t in kinds.values())
        worst = min(kinds, key=lambda name: kinds[name].share)
        lines.append(f"| all kinds: {what} | {right / of:.3f} | {of} |")
        lines.append(
            f"| worst kind: {what}, {worst.rpartition(':')[0]} | {kinds[worst].share:.3f} | {kinds[worst].of} |"
        )
    return lines


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m scorer.eval.gate.damage", description=__doc__.split("\n", 1)[0])
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="folder of the shared data")
    parser.add_argument("--articles", type=int, default=20, help="articles drawn from each of five corpora")
    given = parser.parse_args(arguments)
    sys.stdout.write("\n".join(table(measure(given.shared / "data", given.articles))) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
