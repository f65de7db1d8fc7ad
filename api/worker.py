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

from scorer.api import compare_worker, frames
from scorer.api.markup import html_depth

#: From the options and the record, both JSON, to the head (a small JSON object) and the body (the report's JSON).
Answer = Callable[[bytes, bytes], tuple[bytes, bytes]]

READY = b'{"ready":true}'


def scoring(most_depth: int) -> Answer:
    """The answer of the product: models are read once, here.

    Options: ``detail``; ``selection`` (None: every flag); ``not_scored``, a reason, where the record is not to be
    scored at all.
    """
    from scorer.scoring import Scorer
    from scorer.selection import Selection, bounded, json_line

    scorer = Scorer()

    def answer(options_json: bytes, record_json: bytes) -> tuple[bytes, bytes]:
        options, record = orjson.loads(options_json), orjson.loads(record_json)
        if "articles" in record:
            return compare_worker.answer(record["articles"], most_depth)
        detail, selection, reason = options["detail"], options["selection"], options.get("not_scored")
        html, include_text = record.get("html"), record.pop("include_text", False)
        if reason is not None:
            report = scorer.not_scored(reason, record.get("id"))
        elif html is not None and html_depth(html, most_depth) > most_depth:
            return b'{"problem":"html-too-deep"}', b""
        else:
            report = scorer.score_record(record, detail=detail)
        if include_text and report.text is None:
            report = dataclasses.replace(report, text=record.get("text"))
        if selection is not None:
            report = Selection.of(selection).apply(report)
        head = orjson.dumps({"status": report.status, "reason": report.status_reason})
        return head, json_line(bounded(report), detail)

    # The first article pays for what is loaded late; better now than in the first request.
    options = b'{"detail":"full","selection":null}'
    answer(options, orjson.dumps({"text": "Warm-up. " * 100}))
    answer(options, orjson.dumps({"html": "<html><body><p>" + "Warm-up. " * 100 + "</p></body></html>"}))
    return answer


def run(answer: Answer, source: BinaryIO, target: BinaryIO) -> None:
    """Answer frames until ``source`` ends. A failure is reported as a problem and logged without its message."""
    gc.collect()
    gc.freeze()
    target.write(frames.pack(READY, b""))
    target.flush()
    while (frame := frames.read(source)) is not None:
        try:
            head, body = answer(*frame)
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
