"""The tools of ``scorer mcp``, asked by the protocol's own client."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

import scorer
from scorer.report import NO_VERDICT
from scorer.selection import json_line
from scorer.signals.registry import FLAG_KINDS

CODE = "from scorer.cli import main; main()"


def with_client(use: Callable[[Any], Awaitable[None]]) -> None:
    """Run ``use`` with a client of the command as a process of its own."""
    mcp = pytest.importorskip("mcp")

    async def go() -> None:
        command = mcp.StdioServerParameters(command=sys.executable, args=["-c", CODE, "mcp"])
        async with mcp.Client(command) as client:
            await use(client)

    asyncio.run(asyncio.wait_for(go(), 120))


def test_the_tools_are_listed_with_what_they_are_for() -> None:
    async def use(client: Any) -> None:
        tools = {tool.name: tool for tool in (await client.list_tools()).tools}
        assert set(tools) == {"score", "compare", "explain_flag"}
        assert all(tool.description for tool in tools.values())
        assert NO_VERDICT in client.instructions

    with_client(use)


def test_score_answers_as_the_library_does(article: str) -> None:
    async def use(client: Any) -> None:
        result = await client.call_tool("score", {"text": article, "title": "Pier"})
        assert not result.is_error
        report = scorer.Scorer().score_record({"text": article, "title": "Pier"})
        assert json.loads(result.content[0].text) == {**json.loads(json_line(report, "flags")), "notice": NO_VERDICT}
        full = json.loads((await client.call_tool("score", {"text": article, "detail": "full"})).content[0].text)
        assert full["contributions"]
        neither = json.loads((await client.call_tool("score", {})).content[0].text)
        assert neither["status_reason"] == "bad_input"

    with_client(use)


def test_compare_and_explain_a_flag(article: str) -> None:
    async def use(client: Any) -> None:
        other = article.replace("4.2 million", "5.1 million").replace("9 votes to 2", "8 votes to 3")
        result = await client.call_tool("compare", {"articles": [{"text": article}, {"text": other}]})
        assert not result.is_error, result.content
        comparison = json.loads(result.content[0].text)
        assert comparison["kind"] == "comparison"
        assert len(comparison["articles"]) == 2
        assert (await client.call_tool("compare", {"articles": [{"text": article}]})).is_error
        for flag_id in FLAG_KINDS:
            told = json.loads((await client.call_tool("explain_flag", {"flag_id": flag_id})).content[0].text)
            assert told["id"] == flag_id
            assert told["why"]
            assert told["source"]
        unknown = await client.call_tool("explain_flag", {"flag_id": "hedging.vague_sorce"})
        assert unknown.is_error
        assert "hedging.vague_source" in unknown.content[0].text

    with_client(use)


def test_without_the_extra_the_command_says_how_to_install_it() -> None:
    code = f"import sys; sys.modules['mcp'] = None; sys.argv = ['scorer', 'mcp']; {CODE}"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.returncode == 2
    assert "pip install 'scorer[mcp]'" in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr
