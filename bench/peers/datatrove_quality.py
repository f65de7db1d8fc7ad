"""Times datatrove's four quality filters over articles; runs in an environment of its own (bench/peers.py).

python datatrove_filters.py articles.jsonl   ->   {"rows": …, "seconds": …, "version": …}
"""

from __future__ import annotations

import json
import sys
import time
from importlib.metadata import version
from pathlib import Path

from datatrove.data import Document
from datatrove.pipeline.filters import (
    C4QualityFilter,
    FineWebQualityFilter,
    GopherQualityFilter,
    GopherRepetitionFilter,
)


def main(path: Path) -> None:
    texts = [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines()]
    filters = [GopherQualityFilter(), GopherRepetitionFilter(), C4QualityFilter(), FineWebQualityFilter()]

    def judge(text: str) -> None:
        for one in filters:  # every filter sees the whole text, as each report says all that is wrong
            one.filter(Document(text=text, id=""))

    for text in texts[:5]:
        judge(text)
    begun = time.process_time()
    for text in texts:
        judge(text)
    seconds = time.process_time() - begun
    sys.stdout.write(json.dumps({"rows": len(texts), "seconds": seconds, "version": version("datatrove")}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
