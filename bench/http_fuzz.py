"""Fuzz every endpoint of the HTTP service from its own OpenAPI document, on this machine's loopback only.

    python bench/http_fuzz.py [--examples 100] [--seconds 300]

schemathesis makes requests that fit the document and requests that do not. Any 5xx fails, and so does an
answer with a status, a media type or a shape that the document does not name, a request that fits and is
refused, and one that does not fit and is taken.
"""

from __future__ import annotations

import argparse
import subprocess
import sys

from http_service import HOST, service

BATCH = "/v1/score/batch"


def main() -> int:
    """Start the service, fuzz it, and give schemathesis' exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--examples", type=int, default=100, help="requests of each kind for each endpoint")
    parser.add_argument("--seconds", type=int, default=300, help="time budget of the whole run")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    # A batch answers an article that is not as described with a report of its own, so that check is not for it.
    parts = (
        ("--exclude-path", BATCH),
        ("--include-path", BATCH, "--exclude-checks", "negative_data_rejection"),
    )
    with service(None, workers="1") as (port, _):
        command = [
            *(sys.executable, "-m", "schemathesis.cli", "run", f"http://{HOST}:{port}/openapi.json"),
            *("--max-examples", str(options.examples), "--max-time", str(options.seconds // len(parts))),
            *("--seed", str(options.seed), "--generation-database", "none", "--request-timeout", "30"),
            *("--continue-on-failure", "--no-color"),
        ]
        return max(subprocess.run([*command, *part], check=False).returncode for part in parts)  # noqa: S603


if __name__ == "__main__":
    sys.exit(main())
