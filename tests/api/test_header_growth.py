"""Twice the header or query takes at most a few times as long: nothing in them grows faster than they do."""

from __future__ import annotations

import time

import pytest
from fastapi.testclient import TestClient

SMALL, LARGE = 3_500, 14_000
#: Processor time of the large one over that of the small one: linear is 4, quadratic 16.
BOUND = 9.0
#: Below this many processor seconds the large one is quick enough whatever the ratio says.
QUICK = 0.15
UNITS = {
    "commas": ",", "semicolons": ";", "spaces": " ", "quotation marks": '"', "slashes": "/", "equals": "=",
    "names": "gzip, ", "qualities": "gzip;q=0.5, ", "parameters": "; a=b", "digits": "7", "percent": "%41",
    "dots": ".", "colons": ":", "brackets": "[", "pairs": "a=b&", "repeated": "select=junk.&",
}  # fmt: skip
HEADERS = ("Content-Type", "Accept-Encoding", "X-API-Key", "Authorization", "Host", "Cookie", "Accept")


def seconds(client: TestClient, where: str, unit: str, size: int) -> float:
    """Least processor seconds of three requests with so much of the unit in the place."""
    filled = ("a" + unit * (size // len(unit)) + "a")[:size]
    taken = []
    for _ in range(3):
        begun = time.process_time()
        if where == "query":
            client.post(f"/v1/score?{filled}", content=b"{}", headers={"Content-Type": "application/json"})
        else:
            client.post("/v1/score", content=b"{}", headers={where: filled})
        taken.append(time.process_time() - begun)
    return min(taken)


@pytest.mark.parametrize("name", UNITS)
@pytest.mark.parametrize("where", [*HEADERS, "query"])
def test_time_grows_no_faster_than_a_header(client: TestClient, where: str, name: str) -> None:
    large = seconds(client, where, UNITS[name], LARGE)
    assert large <= QUICK or large <= BOUND * seconds(client, where, UNITS[name], SMALL)
