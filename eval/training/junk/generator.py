"""Puts junk into clean articles, at places that are known, to train and to measure with.

Many kinds, layouts, field languages, positions and amounts; every word is our own
(:mod:`scorer.eval.training.junk.generator_texts`).
The same seed gives the same damage. Nothing of an article is changed besides what is put in, or cut off where
the kind is ``truncated``, or damaged where it is ``garbled_encoding``.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass

from scorer.eval.training.junk import generator_texts as words

KINDS = (
    "repeated_text",
    "author_profile",
    "placeholder_text",
    "page_furniture",
    "truncated",
    "machine_residue",
    "search_filler",
    "garbled_encoding",
    "wall",
)
#: How many times a text is pasted, or a paragraph comes again.
MOST_TIMES = 10
_SENTENCE_END = re.compile(r"[.!?][\"”’]?(?=\s)")


@dataclass(frozen=True, slots=True)
class Damage:
    """A damaged article. ``places`` are (start, end) of the junk in ``text``, in code points; ``missing`` is the share
    of the article that was cut off."""

    text: str
    kind: str
    variant: str
    places: tuple[tuple[int, int], ...]
    missing: float = 0.0

    @property
    def share(self) -> float:
        """The share of the text that is junk."""
        return sum(end - start for start, end in self.places) / max(1, len(self.text))


def damage(text: str, kind: str, seed: int, others: tuple[str, ...] = ()) -> Damage:
    """``text`` with one piece of junk of one kind, several where the kind repeats.

    Parameters
    ----------
    text : a clean article, of at least a few sentences.
    kind : one of :data:`KINDS`.
    seed : the same seed gives the same damage.
    others : lines of other articles, such as their titles, of which some are put in as foreign headlines.

    Raises
    ------
    ValueError : for an unknown kind or an article without a sentence.
    """
    if kind not in KINDS:
        raise ValueError(f"unknown kind of junk: {kind}")
    if not _paragraphs(text):
        raise ValueError("an article needs a sentence to be damaged")
    return _MAKERS[kind](text, _Words(random.Random(f"{kind}:{seed}"), others))


class _Words:
    """Random fillings of the templates."""

    def __init__(self, rng: random.Random, others: tuple[str, ...]) -> None:
        self.rng = rng
        self.others = others

    def fill(self, template: str) -> str:
        rng = self.rng
        values: dict[str, Callable[[], str]] = {
            "given": lambda: rng.choice(words.GIVEN_NAMES),
            "family": lambda: rng.choice(words.FAMILY_NAMES),
            "place": lambda: rng.choice(words.PLACES),
            "topic": lambda: rng.choice(words.TOPICS),
            "site": lambda: rng.choice(words.SITES),
            "month": lambda: rng.choice(words.MONTHS),
            "number": lambda: str(rng.randint(2, 400)),
            "day": lambda: str(rng.randint(1, 28)),
            "headline": self.headline,
        }
        return re.sub(r"(?<!\{)\{(\w+)\}(?!\})", lambda m: values[m[1]]() if m[1] in values else m[0], template)

    def headline(self) -> str:
        if self.others and self.rng.random() < 0.4:
            return self.rng.choice(self.others)
        text = self.fill(self.rng.choice(words.HEADLINES))
        style = self.rng.random()
        return text.title().replace("'S ", "'s ") if style < 0.25 else text.upper() if style < 0.3 else text

    def latin(self, sentences: int) -> str:
        rng = self.rng
        if rng.random() < 0.3:
            return " ".join(rng.sample(words.LATIN_CLASSIC, min(sentences, len(words.LATIN_CLASSIC))))
        made = [" ".join(rng.sample(words.LATIN, rng.randint(4, 11))).capitalize() + "." for _ in range(sentences)]
        return " ".join(made)


def _paragraphs(text: str) -> list[tuple[int, int]]:
    return [m.span() for m in re.finditer(r"\S[^\n]*", text)]


def _gap(text: str) -> str:
    """What is between the paragraphs of this article."""
    return "\n\n" if "\n\n" in text else "\n"


def _insert(text: str, at: list[tuple[int, str, str, str]], kind: str, variant: str) -> Damage:
    """Put (offset, before, junk, after) into the text and tell where the junk stands then."""
    places = []
    parts = []
    last = size = 0
    for offset, before, junk, after in sorted(at):
        piece = text[last:offset] + before
        size += len(piece)
        places.append((size, size + len(junk)))
        parts += [piece, junk, after]
        size += len(junk) + len(after)
        last = offset
    parts.append(text[last:])
    return Damage("".join(parts), kind, variant, tuple(places))


def _as_line(text: str, rng: random.Random, junk: str, *, where: str = "any") -> tuple[int, str, str, str]:
    """The junk as lines of its own: before, between or after the paragraphs."""
    spans = _paragraphs(text)
    gap = _gap(text)
    choice = where if where != "any" else rng.choice(("top", "middle", "middle", "end"))
    if choice == "top":
        return (spans[0][0], "", junk, gap)
    if choice == "end" or len(spans) < 2:
        return (spans[-1][1], gap, junk, "")
    return (spans[rng.randrange(1, len(spans))][0], "", junk, gap)


def _as_sentence(text: str, rng: random.Random, junk: str) -> tuple[int, str, str, str]:
    """The junk within a paragraph, after one of its sentences."""
    ends = [m.end() for m in _SENTENCE_END.finditer(text)]
    at = rng.choice(ends) if ends else len(text.rstrip())
    return (at, " ", junk, "")


def _anywhere(text: str, rng: random.Random, junk: str) -> tuple[int, str, str, str]:
    inline = len(_paragraphs(text)) < 3 or rng.random() < 0.25
    return _as_sentence(text, rng, junk) if inline else _as_line(text, rng, junk)


def _repeated(text: str, fill: _Words) -> Damage:
    rng = fill.rng
    variant = rng.choice(
        ("headline", "own sentence", "own paragraph", "sentence run", "paragraph run", "whole", "whole", "each twice")
    )
    if variant in ("whole", "each twice"):
        return _pasted_again(text, rng, variant)
    times = rng.randint(2, 6)
    if variant == "headline":
        line = fill.headline()
        if rng.random() < 0.5:
            return _insert(text, [_as_line(text, rng, line) for _ in range(times)], "repeated_text", variant)
        junk = _gap(text).join([line] * times)
        return _insert(text, [_as_line(text, rng, junk)], "repeated_text", variant)
    spans = [s for s in _paragraphs(text) if 60 < s[1] - s[0] < 700] or _paragraphs(text)[:1]
    start, end = rng.choice(spans)
    unit = text[start:end]
    if variant != "own paragraph":
        cut = _SENTENCE_END.search(unit, 40)
        unit = unit[: cut.end()] if cut else unit
    if variant == "sentence run":
        return _insert(text, [(start + len(unit), " ", " ".join([unit] * (times - 1)), "")], "repeated_text", variant)
    if variant == "paragraph run":
        again = _gap(text).join([unit] * rng.randint(2, MOST_TIMES))
        return _insert(text, [(end, _gap(text), again, "")], "repeated_text", variant)
    return _insert(text, [_as_line(text, rng, unit, where="end")], "repeated_text", variant)


def _pasted_again(text: str, rng: random.Random, variant: str) -> Damage:
    """The whole text two to ten times, or every paragraph twice, as a page's copies for large and small screens."""
    text = text.strip()
    gap = _gap(text)
    if variant == "whole":
        times = rng.choice((2, 2, 3, 4, 5, 7, MOST_TIMES))
        size = len(text) + len(gap)
        places = tuple((n * size, n * size + len(text)) for n in range(1, times))
        return Damage(gap.join([text] * times), "repeated_text", variant, places)
    at = [(end, gap, text[start:end], "") for start, end in _paragraphs(text)]
    return _insert(text, at, "repeated_text", variant)


def _card(fill: _Words) -> tuple[str, str]:
    rng = fill.rng
    language = rng.choice(sorted(words.FIELDS))
    given, family = rng.choice(words.GIVEN_NAMES), rng.choice(words.FAMILY_NAMES)
    handle = rng.choice((f"{given}.{family}", f"{given[0]}{family}{rng.randint(1, 99)}", f"{family}_{given}")).lower()
    values = (
        f"{rng.choice(('', 'Dr. ', 'Prof. '))}{given} {family}",
        handle,
        f"{handle}@{rng.choice(('example.com', 'example.net', 'mail.example.org'))}",
        f"{rng.randint(1958, 2006)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}",
        f"{rng.randint(10, 99999)} {rng.choice(words.FAMILY_NAMES)} Street Apt. {rng.randint(1, 900)} "
        f"{rng.choice(words.PLACES)}, {rng.randint(10000, 99999)}",
        f"+1-{rng.randint(200, 989)}-{rng.randint(200, 989)}-{rng.randint(1000, 9999)}",
        fill.fill(rng.choice(words.COMPANIES)),
        rng.choice(words.JOBS),
        fill.latin(2) if rng.random() < 0.6 else f"{given} writes about boats, bread and the weather.",
        str(rng.randint(20, 9000)),
        str(rng.randint(20, 3000)),
        f"https://{handle.replace('_', '-')}.example.com",
    )
    fields = list(zip(words.FIELDS[language], values, strict=True))
    chosen = sorted(rng.sample(range(len(fields)), rng.randint(6, len(fields))))
    if chosen[0] != 0:
        chosen.insert(0, 0)
    layout = rng.choice((" : ", ": ", " | ", "\t", " - ", "=", "table", "running", "below"))
    rows = [fields[n] for n in chosen]
    if layout == "running":
        return ", ".join(f"{key}: {value}" for key, value in rows) + ".", f"{language} running"
    heading = fill.rng.choice(words.CARD_HEADINGS)
    bullet = rng.choice(("", "", "* ", "  • ", "- "))
    gap = rng.choice(("\n", "\n", "\n\n"))
    if layout == "below":
        lines = [f"{key}\n{value}" for key, value in rows]
    elif layout == "table":
        lines = [f"| {key} | {value} |" for key, value in rows]
    else:
        lines = [f"{bullet}{key}{layout}{value}" for key, value in rows]
    return gap.join([heading, *lines] if heading else lines), f"{language} {layout.strip() or 'tab'}"


def _profile(text: str, fill: _Words) -> Damage:
    junk, variant = _card(fill)
    where = fill.rng.choice(("end", "end", "top", "middle"))
    return _insert(text, [_as_line(text, fill.rng, junk, where=where)], "author_profile", variant)


def _placeholder(text: str, fill: _Words) -> Damage:
    if fill.rng.random() < 0.5:
        junk, variant = fill.latin(fill.rng.randint(1, 6)), "latin"
    else:
        junk, variant = fill.fill(fill.rng.choice(words.PLACEHOLDERS)), "template"
    return _insert(text, [_anywhere(text, fill.rng, junk)], "placeholder_text", variant)


def _furniture(text: str, fill: _Words) -> Damage:
    rng = fill.rng
    variant = rng.choice(("line", "line", "block", "list", "contents", "headline", "headline", "page", "comments"))
    if variant == "line":
        return _insert(text, [_anywhere(text, rng, fill.fill(rng.choice(words.FURNITURE)))], "page_furniture", variant)
    if variant == "headline":
        where = "middle" if len(_paragraphs(text)) > 2 else "end"
        return _insert(text, [_as_line(text, rng, fill.headline(), where=where)], "page_furniture", variant)
    gap = rng.choice(("\n", _gap(text)))
    if variant == "block":
        lines = [fill.fill(line) for line in rng.sample(words.FURNITURE, rng.randint(2, 6))]
        junk = gap.join(lines)
        return _insert(text, [_as_line(text, rng, junk, where=rng.choice(("top", "end")))], "page_furniture", variant)
    if variant == "comments":
        return _insert(text, [_as_line(text, rng, _comments(fill), where="end")], "page_furniture", variant)
    if variant == "page":  # all that stands around an article
        above = [fill.fill(line) for line in rng.sample(words.FURNITURE, rng.randint(3, 10))]
        below = [fill.fill(rng.choice(words.LIST_HEADINGS)), *(fill.headline() for _ in range(rng.randint(4, 12)))]
        below += [fill.fill(line) for line in rng.sample(words.FURNITURE, rng.randint(5, 15))]
        parts = [_as_line(text, rng, gap.join(lines), where=where) for lines, where in ((above, "top"), (below, "end"))]
        return _insert(text, parts, "page_furniture", variant)
    if variant == "contents":
        junk = rng.choice(words.CONTENTS_HEADINGS)
        return _insert(text, [_as_line(text, rng, junk, where="middle")], "page_furniture", variant)
    bullet = rng.choice(("", "", "- ", "• ", "* "))
    heading = fill.fill(rng.choice(words.LIST_HEADINGS))
    junk = gap.join([heading, *(bullet + fill.headline() for _ in range(rng.randint(2, 6)))])
    return _insert(
        text, [_as_line(text, rng, junk, where=rng.choice(("end", "end", "middle")))], "page_furniture", variant
    )


def _comments(fill: _Words) -> str:
    """Readers' comments below the article."""
    rng = fill.rng
    lines = [fill.fill(rng.choice(words.COMMENT_HEADINGS))]
    for _ in range(rng.randint(2, 7)):
        lines.append(f"{rng.choice(words.GIVEN_NAMES).lower()}{rng.randint(1, 99)}")
        lines.append(f"{rng.randint(2, 22)} {rng.choice(('minutes', 'hours', 'days'))} ago")
        lines.append(fill.fill(rng.choice(words.COMMENTS)))
        lines.append(rng.choice(("Reply", f"Like ({rng.randint(0, 40)}) Reply", "Reply Share Report")))
    return "\n".join(lines)


def _truncated(text: str, fill: _Words) -> Damage:
    """Cut off in the middle of a sentence of the last part, or of a paragraph before another."""
    rng = fill.rng
    spans = [s for s in _paragraphs(text) if len(text[slice(*s)].split()) >= 14] or _paragraphs(text)
    start, end = spans[rng.randrange(len(spans) // 2, len(spans))]
    tokens = list(re.finditer(r"\S+", text[start:end]))
    # A cut right after a sentence's end is none.
    cuts = [t.end() for t in tokens[8:-1] if t.group()[-1] not in '.!?"”’)'] or [tokens[-1].end()]
    cut = start + rng.choice(cuts)
    sentence = max([m.end() for m in _SENTENCE_END.finditer(text, start, cut)], default=start)
    variant = rng.choice(("end", "end", "stub", "stub", "section", "count"))
    whole = len(text.strip())
    if variant in ("stub", "count"):  # what an interface or a feed gives: the beginning
        cut = _early_cut(text, rng)
        sentence = max([m.end() for m in _SENTENCE_END.finditer(text, 0, cut)], default=0)
    stub = rng.choice(words.STUBS) if variant == "stub" else ""
    if variant == "count":
        stub = rng.choice(words.COUNTS).replace("{count}", str(whole - cut))
    if stub.startswith("\n"):
        stub = _gap(text) + stub.strip()
    rest = text[end:] if variant == "section" else ""
    missing = 1.0 - (cut + len(rest)) / whole
    return Damage(text[:cut] + stub + rest, "truncated", variant, ((sentence, cut + len(stub)),), missing)


def _early_cut(text: str, rng: random.Random) -> int:
    """The end of a word in the first part of an article."""
    at = int(len(text) * rng.uniform(0.15, 0.5))
    found = re.compile(r"\w(?=\s)").search(text, at)
    return found.end() if found else len(text.rstrip())


def _wall(text: str, fill: _Words) -> Damage:
    """The beginning of an article, and the words of a wall."""
    rng = fill.rng
    spans = _paragraphs(text)
    kept = spans[: max(1, round(len(spans) * rng.uniform(0.15, 0.6)))][-1][1]
    start = text[:kept]
    if rng.random() < 0.4:
        tokens = list(re.finditer(r"\S+", start))
        start = start[: tokens[max(0, len(tokens) - rng.randint(2, 9))].end()] + rng.choice(("…", "...", ""))
    gap = _gap(text)
    junk = gap.join(fill.fill(line) for line in rng.sample(words.WALLS, rng.randint(1, 2)))
    missing = 1.0 - len(start) / len(text.strip())
    at = len(start) + len(gap)
    return Damage(start + gap + junk, "wall", "wall", ((at, at + len(junk)),), missing)


def _residue(text: str, fill: _Words) -> Damage:
    junk = fill.fill(fill.rng.choice(words.RESIDUE))
    return _insert(text, [_anywhere(text, fill.rng, junk)], "machine_residue", junk[:24])


def _filler(text: str, fill: _Words) -> Damage:
    rng = fill.rng
    if rng.random() < 0.25:
        topic = rng.choice(words.TOPICS)
        phrases = [t.replace("{topic}", topic) for t in rng.sample(words.STUFFED, rng.randint(6, len(words.STUFFED)))]
        return _insert(text, [_anywhere(text, rng, ", ".join(phrases).capitalize() + ".")], "search_filler", "stuffed")
    junk = " ".join(fill.fill(line) for line in rng.sample(words.FILLER, rng.randint(1, 3)))
    return _insert(text, [_anywhere(text, rng, junk)], "search_filler", "praise")


def _garbled(text: str, fill: _Words) -> Damage:
    """Damage every character of one kind in a stretch of the text."""
    rng = fill.rng
    size = len(text)
    start = rng.randrange(0, max(1, size // 2))
    stop = min(size, start + rng.randint(400, max(401, size)))
    variant = rng.choice(("mojibake", "entities", "question marks", "replacement", "control", "escapes"))
    table: dict[str, dict[str, str]] = {
        "mojibake": {m: m.encode().decode("cp1252", "replace") for m in "’‘“”–—é…£"} | {"'": "â€™", '"': "â€œ"},
        "entities": {
            "’": "&#8217;",
            "“": "&ldquo;",
            "”": "&rdquo;",
            "'": "&#39;",
            '"': "&quot;",
            "&": "&amp;",
            "—": "&mdash;",
        },
        "question marks": dict.fromkeys("’‘“”'\"–—", "?"),
        "replacement": dict.fromkeys("’‘“”'\"–—", "�"),
        "control": {".": "\x00.", "'": "\x92", "’": "\x92"},
        "escapes": {"’": "\\u2019", "“": "\\u201c", "”": "\\u201d", "'": "\\u2019", '"': "\\u201d"},
    }
    parts: list[str] = []
    places = []
    at = 0
    for n, mark in enumerate(text):
        new = table[variant].get(mark, mark) if start <= n < stop else mark
        if new != mark:
            places.append((at, at + len(new)))
        parts.append(new)
        at += len(new)
    if len(places) < 2:  # nothing there to damage: put a damaged sentence in
        junk = "It wasnâ€™t over, â€œnot yetâ€\x9d, they said &amp; left."
        return _insert(text, [_as_sentence(text, rng, junk)], "garbled_encoding", "sentence")
    return Damage("".join(parts), "garbled_encoding", variant, tuple(places))


_MAKERS: dict[str, Callable[[str, _Words], Damage]] = {
    "repeated_text": _repeated,
    "author_profile": _profile,
    "placeholder_text": _placeholder,
    "page_furniture": _furniture,
    "truncated": _truncated,
    "machine_residue": _residue,
    "search_filler": _filler,
    "garbled_encoding": _garbled,
    "wall": _wall,
}
