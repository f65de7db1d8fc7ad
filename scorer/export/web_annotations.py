"""Findings as W3C Web Annotations (https://www.w3.org/TR/annotation-model/), for annotation tools and archives."""

from __future__ import annotations

import hashlib
import uuid
from typing import Any

import orjson

from scorer.export.findings import kind_name
from scorer.report import FlagReport, Report
from scorer.signals.registry import FLAG_KINDS

_CONTEXT = "http://www.w3.org/ns/anno.jsonld"
#: Characters before and after a quote, by which it is found again where the text has changed elsewhere.
_AROUND = 32


def collection(report: Report, text: str) -> str:
    """An annotation collection in JSON-LD, one annotation per flag.

    Each quote has a TextQuoteSelector and a TextPositionSelector in code points. A flag about what is absent is an
    annotation of the text as a whole. Identifiers are made from the text and the flag: the same report gives the same.
    """
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    source = report.url or f"urn:sha256:{digest}"
    items = [_annotation(flag, number, text, source, digest) for number, flag in enumerate(report.flags)]
    page: dict[str, Any] = {
        "@context": _CONTEXT,
        "id": f"urn:uuid:{_name(digest, 'collection')}",
        "type": "AnnotationCollection",
        "label": report.title or "Findings of scorer",
        "total": len(items),
        "first": {
            "id": f"urn:uuid:{_name(digest, 'page')}",
            "type": "AnnotationPage",
            "startIndex": 0,
            "items": items,
        },
    }
    return orjson.dumps(page, option=orjson.OPT_INDENT_2).decode() + "\n"


def _annotation(flag: FlagReport, number: int, text: str, source: str, digest: str) -> dict[str, Any]:
    kind = FLAG_KINDS.get(flag.id)
    why = [] if kind is None else [_body(f"{kind.why} ({kind.source})", "describing")]
    target: str | dict[str, Any] = source
    if flag.start is not None and flag.end is not None:
        target = {
            "type": "SpecificResource",
            "source": source,
            "selector": [
                {
                    "type": "TextQuoteSelector",
                    "exact": text[flag.start : flag.end],
                    "prefix": text[max(0, flag.start - _AROUND) : flag.start],
                    "suffix": text[flag.end : flag.end + _AROUND],
                },
                {"type": "TextPositionSelector", "start": flag.start, "end": flag.end},
            ],
        }
    return {
        "id": f"urn:uuid:{_name(digest, f'{number} {flag.id} {flag.start} {flag.end}')}",
        "type": "Annotation",
        "motivation": "assessing",
        "creator": {"type": "Software", "name": "scorer"},
        "body": [
            _body(f"{kind_name(flag.id)} ({flag.severity}): {flag.message}", "assessing"),
            _body(flag.id, "tagging"),
            *why,
        ],
        "target": target,
    }


def _body(value: str, purpose: str) -> dict[str, str]:
    return {"type": "TextualBody", "value": value, "format": "text/plain", "language": "en", "purpose": purpose}


def _name(digest: str, what: str) -> uuid.UUID:
    return uuid.uuid5(uuid.NAMESPACE_URL, f"urn:sha256:{digest}#{what}")
