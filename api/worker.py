"""A scoring process: reads articles from standard input, writes reports to standard output.

It runs until its input ends, so it never outlives the service. Nothing of an article is ever logged.
"""

from __future__ import annotations

import dataclasses
import gc
import os
import sys
import traceback
from collections.abc import Callable
from typing import BinaryIO

import orjson

from scorer.api import frames
from scorer.api.markup import html_depth

#: From the record's JSON to the head (a small JSON object) and the body (the report's JSON).
Answer = Callable[[bytes], tuple[bytes, bytes]]

READY = b'{"ready":true}'


def scoring(most_depth: int) -> Answer:
    """The answer of the product: models are read once, here."""
    from scorer.scoring import Scorer

    scorer = Scorer()

    def answer(record_json: bytes) -> tuple[bytes, bytes]:
        record = orjson.loads(record_json)
        html, include_text = record.get("html"), record.pop("include_text", False)
        if html is not None and html_depth(html, most_depth) > most_depth:
            return b'{"problem":"html-too-deep"}', b""
        report = scorer.score_record(record)
        if include_text and report.text is None:
            report = dataclasses.replace(report, text=record.get("text"))
        return orjson.dumps({"status": report.status, "reason": report.status_reason}), report.to_json()

    # The first article pays for what is loaded late; better now than in the first request.
    answer(orjson.dumps({"text": "Warm-up. " * 100}))
    answer(orjson.dumps({"html": "<html><body><p>" + "Warm-up. " * 100 + "</p></body></html>"}))
    return answer


def run(answer: Answer, source: BinaryIO, target: BinaryIO) -> None:
    """Answer frames until ``source`` ends. A failure is told as a problem and logged without its message."""
    gc.collect()
    gc.freeze()
    target.write(frames.pack(READY, b""))
    target.flush()
    while (frame := frames.read(source)) is not None:
        try:
            head, body = answer(frame[1])
        except Exception as error:
            print(f"scoring failed: {where(error)}", file=sys.stderr, flush=True)  # noqa: T201
            head, body = b'{"problem":"internal-error"}', b""
        target.write(frames.pack(head, body))
        target.flush()


def where(error: BaseException) -> str:
    """The kind of an error and the place it came from; never its message, which may quote an article."""
    frames_seen = traceback.extract_tb(error.__traceback__)
    place = f"{frames_seen[-1].filename}:{frames_seen[-1].lineno}" if frames_seen else "unknown place"
    return f"{type(error).__name__} at {place}"


def main() -> None:
    """Score for the service that started this process. Argument: the deepest nesting of HTML allowed."""
    # What any library prints must not end up between the frames.
    target = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    run(scoring(int(sys.argv[1])), sys.stdin.buffer, target)


if __name__ == "__main__":
    main()
