"""The Model Context Protocol: an AI application scores and compares articles through ``scorer mcp``.

The application starts the command and speaks to it over standard input and output. Nothing is fetched and
nothing is kept; what a client reads of a report is what :mod:`scorer.report` declares.
"""

from __future__ import annotations

import dataclasses
import difflib
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from mcp.server.mcpserver import MCPServer

#: Longest text or page that is scored or compared, in characters; longer ones are never articles.
MOST_CHARACTERS = 1_000_000
MOST_COMPARED = 20


class MissingExtraError(RuntimeError):
    """The package ``mcp`` is not installed."""


def run() -> None:
    """Serve the tools on standard input and output until the input ends.

    Raises
    ------
    MissingExtraError : the extra is not installed; the message names the command that installs it.
    """
    make_server().run("stdio")


def make_server() -> MCPServer[Any]:
    """The server with its three tools.

    Raises
    ------
    MissingExtraError : see :func:`run`.
    """
    try:
        from mcp.server.mcpserver import MCPServer
    except ImportError:
        raise MissingExtraError("'scorer mcp' needs the extra 'mcp': pip install 'scorer[mcp]'") from None
    from scorer import __version__
    from scorer.report import NO_VERDICT

    # Below that it would log errors with their messages, which may quote an article.
    server: MCPServer[Any] = MCPServer(
        "scorer", version=__version__, instructions=f"Articles in English. {NO_VERDICT}", log_level="CRITICAL"
    )
    for tool in (score, compare, explain_flag):
        server.tool()(tool)
    return server


def score(
    text: str | None = None,
    html: str | None = None,
    title: str | None = None,
    author: str | None = None,
    published: str | None = None,
    detail: Literal["flags", "full"] = "flags",
) -> dict[str, Any]:
    """Say how reliable the sourcing and writing of one news-like article look, and how clean its text is.

    Give exactly one of `text` and `html`. Both scores run from 0 to 100. Each flag has a message, a severity and the
    quote it stands for; `detail="full"` adds what each feature contributed. It does not say whether any statement in
    the article is true.
    """
    from scorer.report import NO_VERDICT
    from scorer.scoring import Scorer
    from scorer.selection import bounded, json_line

    record = {"text": text, "html": html, "title": title, "author": author, "published": published}
    return {**_plain(json_line(bounded(Scorer().score_record(record)), detail)), "notice": NO_VERDICT}


def compare(articles: list[dict[str, str]]) -> dict[str, Any]:
    """Hold 2 to 20 articles on one event against each other.

    Each article is an object with `text` or `html`, and optional `title`, `author`, `published`, `url` and `id`. The
    answer says what they agree on, where they differ, which text they share and whom they quote, with places in each
    text. It does not say which article is right.
    """
    if not 2 <= len(articles) <= MOST_COMPARED:
        raise _refusal(f"Give 2 to {MOST_COMPARED} articles.")
    if any(len(value) > MOST_CHARACTERS for article in articles for value in article.values()):
        raise _refusal(f"An article is longer than {MOST_CHARACTERS:,} characters.")
    from scorer.comparison.compare import compare as held_against_each_other

    return _plain(held_against_each_other(articles).to_json())


def explain_flag(flag_id: str) -> dict[str, Any]:
    """Explain a kind of flag: what it shows, why it matters, its source, and how often it was right when measured.

    `flag_id` is the `id` of a flag in a report, such as `hedging.vague_source`.
    """
    from scorer.signals import catalogue
    from scorer.signals.registry import FLAG_KINDS

    kind = FLAG_KINDS.get(flag_id)
    if kind is None:
        near = difflib.get_close_matches(flag_id, FLAG_KINDS, 3) or sorted(FLAG_KINDS)
        raise _refusal(f"There is no flag with that id. Did you mean one of: {', '.join(near)}?")
    return {**dataclasses.asdict(kind), "measured": catalogue.figures(kind)}


def _refusal(message: str) -> Exception:
    """The error message for the client, verbatim; of any other error it learns only that there was one."""
    from mcp.server.mcpserver.exceptions import ToolError

    return ToolError(message)


def _plain(json: bytes) -> dict[str, Any]:
    import orjson

    return dict(orjson.loads(json))
