"""Ray scores row for row what one machine scores, also when a worker dies on the way."""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pytest

from scorer.corpus.rows import Row, batches
from scorer.corpus.run import BatchOptions, run
from scorer.corpus.work import Work

ray = pytest.importorskip("ray", reason="needs the extra scorer[ray]")
pytest.importorskip("ray.data")


@dataclass(frozen=True, slots=True)
class DeadlyOnce(Work):
    """Kills its worker process at the first batch that comes after ``died`` was asked for."""

    died: Path = Path()

    def __call__(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        if "row-100" in batch.column("id").to_pylist() and not self.died.exists():
            self.died.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return Work.__call__(self, batch)


@pytest.fixture(scope="module")
def cluster() -> Iterator[object]:
    """A head that scores nothing and two worker nodes of one CPU each, all on this machine."""
    from ray.cluster_utils import Cluster

    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    # Worker processes must find this module, to unpickle DeadlyOnce.
    paths = os.pathsep.join([str(Path(__file__).parent), *filter(None, sys.path)])
    started = Cluster(initialize_head=True, head_node_args={"num_cpus": 0, "include_dashboard": False})
    for _ in range(2):
        started.add_node(num_cpus=1)
    started.wait_for_nodes()
    ray.init(address=started.address, runtime_env={"env_vars": {"PYTHONPATH": paths}}, log_to_driver=False)
    yield started
    ray.shutdown()
    started.shutdown()


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("ray") / "in.jsonl"
    article = "The council met on Tuesday. The mayor said that the bridge would be closed until spring. " * 8
    with path.open("w") as file:
        for i in range(600):
            text = f"{article} Report number {i}." if i % 9 else "Too short."
            file.write(json.dumps({"id": f"row-{i}", "text": text}) + "\n" if i % 50 else "{broken\n")
    return path


@pytest.mark.parametrize("ending", [".jsonl", ".parquet"])
def test_the_same_bytes_as_on_one_machine(cluster: object, corpus: Path, tmp_path: Path, ending: str) -> None:
    run([corpus], tmp_path / f"one{ending}", BatchOptions("full"))
    run([corpus], tmp_path / f"ray{ending}", BatchOptions("full", engine="ray", batch_size=20))
    assert (tmp_path / f"one{ending}").read_bytes() == (tmp_path / f"ray{ending}").read_bytes()


def test_a_worker_killed_on_the_way_changes_no_row(cluster: object, tmp_path: Path) -> None:
    from scorer.engines.ray import map_batches

    rows = [Row(id=f"row-{i}", text="Too short." * (i % 5)) for i in range(300)]
    work = DeadlyOnce("full", "json", died=tmp_path / "died")
    scored = list(map_batches(work, batches(rows, 10)))
    assert (tmp_path / "died").exists()
    alone = [Work("full", "json")(batch) for batch in batches(rows, 10)]
    assert pa.Table.from_batches(scored).to_pylist() == pa.Table.from_batches(alone).to_pylist()


def test_a_node_lost_on_the_way_changes_no_row(cluster: object, corpus: Path, tmp_path: Path) -> None:
    run([corpus], tmp_path / "one.jsonl")
    extra = cluster.add_node(num_cpus=1)  # type: ignore[attr-defined]
    lost: list[bool] = []

    def lose(_: object) -> None:
        if not lost:
            cluster.remove_node(extra, allow_graceful=False)  # type: ignore[attr-defined]
            lost.append(True)

    run([corpus], tmp_path / "ray.jsonl", BatchOptions(engine="ray", batch_size=4, progress=lose))
    assert lost
    assert (tmp_path / "one.jsonl").read_bytes() == (tmp_path / "ray.jsonl").read_bytes()


@pytest.mark.parametrize(("asked", "reported"), [(None, "0"), ("1", "1")])
def test_ray_reports_its_use_to_nobody_unless_asked(
    asked: str | None, reported: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from scorer.engines.ray import map_batches

    if asked is None:
        monkeypatch.delenv("RAY_USAGE_STATS_ENABLED", raising=False)
    else:
        monkeypatch.setenv("RAY_USAGE_STATS_ENABLED", asked)
    monkeypatch.setattr(ray, "is_initialized", lambda: True)
    assert list(map_batches(Work("full", "json"), [])) == []
    assert os.environ["RAY_USAGE_STATS_ENABLED"] == reported
