"""Times TextDescriptives' quality metrics over articles, on a blank English pipeline with sentences."""

from __future__ import annotations

import json
import sys
import time
from importlib.metadata import version
from pathlib import Path

import spacy
from textdescriptives.components.quality import create_quality_component


def main(path: Path) -> None:
    texts = [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines()]
    pipeline = spacy.blank("en")
    pipeline.add_pipe("sentencizer")
    # Made by hand with its own defaults: pydantic's newer versions refuse the lists in its registered ones.
    quality = create_quality_component(pipeline, "quality", (2, 4), 3, (5, 10), None)
    for text in texts[:5]:
        _ = quality(pipeline(text))._.quality
    begun = time.process_time()
    for text in texts:
        _ = quality(pipeline(text))._.quality
    seconds = time.process_time() - begun
    sys.stdout.write(json.dumps({"rows": len(texts), "seconds": seconds, "version": version("textdescriptives")}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
