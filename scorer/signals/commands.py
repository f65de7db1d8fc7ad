"""``scorer signals`` and ``scorer why``: what is looked for, and how each flag of an article came about."""

from __future__ import annotations

import dataclasses
import sys
from pathlib import Path

import click


@click.command()
@click.argument("flag", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print the catalogue as JSON.")
@click.option(
    "--write",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write the pages of the documentation (signals.md and flags/) into this folder.",
)
def signals(flag: str | None, as_json: bool, folder: Path | None) -> None:
    """List what is looked for, with the reason and how often each flag is right; with FLAG, the page of one flag."""
    from scorer.signals import catalogue
    from scorer.signals.registry import FLAG_KINDS, SIGNALS

    if folder is not None:
        written = catalogue.write_pages(folder)
        click.echo(f"{len(written)} pages written to {folder}")
        return
    if flag is not None:
        if flag not in FLAG_KINDS:
            raise click.UsageError(f"no such flag: {flag!r}. Flags: {', '.join(sorted(FLAG_KINDS))}")
        click.echo(catalogue.flag_page(flag), nl=False)
        return
    if as_json:
        import orjson

        rows = [
            {
                "id": signal.id,
                "shows": signal.shows,
                "flags": [{**_fields(kind), "measured": catalogue.measured().get(kind.id)} for kind in signal.flags],
                "features": [_fields(feature) for feature in signal.features],
            }
            for signal in SIGNALS
        ]
        click.echo(orjson.dumps(rows, option=orjson.OPT_INDENT_2).decode())
        return
    from rich.console import Console
    from rich.padding import Padding

    console = Console()
    for signal in SIGNALS:
        console.print(f"[bold]{signal.id}[/bold]  {signal.shows}")
        for kind in signal.flags:
            console.print(Padding(f"[bold]{kind.id}[/bold] ({kind.severity})  {kind.shows}", (0, 0, 0, 2)))
            for line in (kind.why, f"Source: {kind.source}", f"How often it is right: {catalogue.figures(kind)}"):
                console.print(Padding(line, (0, 0, 0, 6)), style="dim", markup=False)
        console.print()


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path))
@click.argument("flag", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object per flag.")
def why(file: Path, flag: str | None, as_json: bool) -> None:
    """Say how each flag of the article in FILE came about: rule or model, its words and weights, thresholds and code.

    With FLAG (an id or the beginning of one) only those flags.
    """
    from scorer.article import read_html_article, read_text_article
    from scorer.render import flat
    from scorer.signals.why import explain

    raw = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
    text = raw.decode("utf-8", "replace")
    is_page = file.suffix.lower() in (".html", ".htm", ".xhtml")
    seen, found = explain(read_html_article(text) if is_page else read_text_article(text))
    shown = [one for one in found if flag is None or one.flag.id.startswith(flag)]
    if as_json:
        import orjson

        for one in shown:
            flagged = {
                "id": one.flag.id,
                "span": one.flag.span and tuple(one.flag.span),
                "confidence": one.flag.confidence,
            }
            click.echo(orjson.dumps({**flagged, "by": one.by, "words": one.words, "sites": one.sites}).decode())
        return
    if not shown:
        click.echo("No findings." if flag is None else f"No finding of {flag}.")
    for one in shown:
        place = "" if one.flag.span is None else f" at {one.flag.span[0]}-{one.flag.span[1]}"
        click.echo(f"{one.flag.id}{place}, confidence {one.flag.confidence:.2f}, by {one.by}")
        if one.flag.span is not None:
            quote = " ".join(seen.text.raw[slice(*one.flag.span)].split())
            click.echo(f"  “{flat(quote if len(quote) <= 200 else quote[:200] + '…')}”")
        click.echo(f"  {flat(one.flag.message)}")
        if one.words:
            click.echo("  words: " + ", ".join(f"{flat(word)} {weight:+.2f}" for word, weight in one.words))
        for site in one.sites:
            limits = "".join(f", {name} = {value:g}" for name, value in site.limits.items())
            click.echo(f"  {site.file}:{site.line} in {site.function}{limits}")
        click.echo()


def _fields(declared: object) -> dict[str, object]:
    return {field.name: getattr(declared, field.name) for field in dataclasses.fields(declared)}  # type: ignore[arg-type]
