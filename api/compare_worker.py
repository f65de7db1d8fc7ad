"""The comparison in a scoring process."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from scorer.api.markup import html_depth


def answer(articles: Sequence[Mapping[str, Any]], most_depth: int) -> tuple[bytes, bytes]:
    """What a scoring process answers to a request for a comparison."""
    from scorer.comparison.compare import compare as run

    for article in articles:
        html = article.get("html")
        if html is not None and html_depth(html, most_depth) > most_depth:
            return b'{"problem":"html-too-deep"}', b""
    return b'{"status":"compared","reason":null}', run(articles).to_json()
