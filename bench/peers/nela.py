"""Times the feature groups of nela-features over articles."""

from __future__ import annotations

import json
import sys
import time
from importlib.metadata import version
from pathlib import Path

from nela_features.nela_features import NELAFeatureExtractor


def main(path: Path) -> None:
    texts = [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines()]
    extractor = NELAFeatureExtractor()
    extractor.extract_all(texts[0])
    begun = time.process_time()
    for text in texts:
        extractor.extract_all(text)
    seconds = time.process_time() - begun
    sys.stdout.write(json.dumps({"rows": len(texts), "seconds": seconds, "version": version("nela-features")}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
