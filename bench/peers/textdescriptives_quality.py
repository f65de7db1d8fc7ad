"""Times TextDescriptives' quality metrics over articles, on a blank English pipeline with sentences."""

from __future__ import annotations

import json
import sys
import time
from importlib.metadata import version
from pathlib import Path

import spacy
import textdescriptives  # noqa: F401  registers its pipeline components


def main(path: Path) -> None:
    texts = [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines()]
    pipeline = spacy.blank("en")
    pipeline.add_pipe("sentencizer")
    pipeline.add_pipe("textdescriptives/quality")
    for text in texts[:5]:
        _ = pipeline(text)._.quality
    begun = time.process_time()
    for text in texts:
        _ = pipeline(text)._.quality
    seconds = time.process_time() - begun
    sys.stdout.write(json.dumps({"rows": len(texts), "seconds": seconds, "version": version("textdescriptives")}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
