"""Times full reports, JSON included, as the other scripts here time theirs.

python scorer_reports.py articles.jsonl [scores]   ->   {"rows": …, "seconds": …, "version": …}

With "scores" the reports hold the scores alone, as in a batch with `--detail scores`.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from threadpoolctl import threadpool_limits

from scorer import Scorer, __version__
from scorer.selection import Detail


def main(path: Path, detail: Detail) -> None:
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    scorer = Scorer()
    for record in records[:5]:
        scorer.score_record(record, detail=detail).to_json()
    begun = time.process_time()
    for record in records:
        scorer.score_record(record, detail=detail).to_json()
    seconds = time.process_time() - begun
    sys.stdout.write(json.dumps({"rows": len(records), "seconds": seconds, "version": __version__}))


if __name__ == "__main__":
    with threadpool_limits(limits=1):
        main(Path(sys.argv[1]), "scores" if "scores" in sys.argv[2:] else "full")
