"""The comparison in a terminal: claims by articles, contradictions first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

_STATES = {
    "contradicted": ("Contradictions", "red"),
    "differs": ("Differences that may be explained", "yellow"),
    "agreed": ("Agreements", "green"),
}
_EXPLAINED = {
    "later_report": "a later report",
    "bound": "a bound such as “by” or “at least”",
    "scope": "another scope",
    "precision": "another precision",
    "rounding": "rounding",
}
_MOST_PHRASES = 10
_MOST = {"contradicted": 30, "differs": 15, "agreed": 20}


def render(data: Mapping[str, Any], records: Sequence[Mapping[str, Any]], console: Console) -> None:
    """Print the comparison; ``records`` hold the texts that its places point into."""
    texts = [article.get("text") or str(records[article["index"]].get("text") or "") for article in data["articles"]]
    console.print(Text(data["summary"], style="bold"))
    console.print()
    for article in data["articles"]:
        name = article["title"] or article["id"] or ""
        line = f"[{article['index'] + 1}] {name}"
        if article["published"]:
            line += f" ({article['published']})"
        if article["status"] == "left_out":
            line += f": left out ({article['status_reason'].replace('_', ' ')})"
        console.print(Text(line))
    for state, (title, style) in _STATES.items():
        claims = [claim for claim in data["claims"] if claim["state"] == state and not _is_phrase(claim)]
        if claims:
            _table(claims[: _MOST[state]], len(claims), title, style, texts, console)
    phrases = [claim for claim in data["claims"] if _is_phrase(claim)]
    if phrases:
        _table(phrases[:_MOST_PHRASES], len(phrases), "Mentioned by several", "cyan", texts, console)
    _sources(data, console)
    console.print()
    console.print(Text(data["notice"], style="dim"))


def _is_phrase(claim: Mapping[str, Any]) -> bool:
    """Whether a claim says only that several articles mention the same thing."""
    return bool(claim["kind"] == "status" and claim["state"] == "agreed")


def _table(
    claims: Sequence[Mapping[str, Any]], total: int, title: str, style: str, texts: Sequence[str], console: Console
) -> None:
    table = Table(title=f"{title} ({total})", title_justify="left", title_style=f"bold {style}", show_lines=True)
    table.add_column("about", max_width=24)
    table.add_column("article", justify="right")
    table.add_column("value")
    table.add_column("sentence", overflow="fold")
    for claim in claims:
        about = ", ".join(claim["about"]) or claim["kind"]
        if claim["explained_by"]:
            about += f"\n({_EXPLAINED[claim['explained_by']]})"
        if claim["confidence"] is not None:
            about += f"\nconfidence {claim['confidence']:.2f}"
        values = claim["values"][:8]
        for n, value in enumerate(values):
            table.add_row(
                Text(about if n == 0 else ""),
                str(value["article"] + 1),
                Text(_quote(value)),
                Text(_sentence(value, texts)),
                end_section=n == len(values) - 1,
            )
    console.print()
    console.print(table)


def _quote(value: Mapping[str, Any]) -> str:
    said = "" if value["said"] == "stated" else f" ({value['said']})"
    return " ".join(value["quote"].split())[:80] + said


def _sentence(value: Mapping[str, Any], texts: Sequence[str]) -> str:
    start, end = value["sentence"]
    sentence = " ".join(texts[value["article"]][start:end].split())
    return sentence if len(sentence) <= 240 else sentence[:239] + "…"


def _sources(data: Mapping[str, Any], console: Console) -> None:
    console.print()
    console.print(Text("Sources", style="bold"))
    console.print(Text(data["independence"]["message"]))
    without = data["independence"]["articles_without_own_origin"]
    if without:
        console.print(Text("No source of its own that can be checked: " + ", ".join(f"[{i + 1}]" for i in without)))
    shared = [text for text in data["shared_text"] if text["kind"] != "quotation"]
    for text in shared[:10]:
        between = " and ".join(f"[{place['article'] + 1}]" for place in text["places"])
        console.print(Text(f"{text['words']} words in common: {between} ({text['kind'].replace('_', ' ')})"))
