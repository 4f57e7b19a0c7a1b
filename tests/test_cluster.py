"""A Dask cluster of several processes as the executor: the same bytes, also when a worker dies."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bibconv import batch
from bibconv.diagnostics import InputError
from tests.conftest import Run
from tests.test_archive import put_files, tree
from tests.test_batch import Errand, results
from tests.test_batch import run as do_errand

distributed: Any = pytest.importorskip("distributed")

# What the cluster's own libraries have to say is not ours to settle.
pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
        ) as cluster:
            yield cluster.scheduler_address


def test_the_same_bytes_from_a_cluster(
    address: str, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The workers run in another folder than the command.
    monkeypatch.chdir(tmp_path)
    names = put_files(tmp_path)
    expected = run("convert", *names, "--to", "ris", "--out-dir", "here")
    found = run("convert", *names, "--to", "ris", "--out-dir", "there", "--scheduler", address)
    assert found == expected
    assert tree(Path("there")) == tree(Path("here"))


def test_a_worker_that_is_killed(address: str, tmp_path: Path) -> None:
    errands = [Errand(f"e{number}", str(tmp_path)) for number in range(8)]
    errands[3] = errands[3]._replace(what="die once")
    errands[5] = errands[5]._replace(what="raise")
    found = results(completed_by(address, errands))
    expected = [errand.name.upper() for errand in errands]
    expected[5] = "ValueError"
    assert found == expected
    assert Path(tmp_path, "e3").read_text().count("begun") == 2


def completed_by(address: str, errands: list[Errand]) -> Iterator[tuple[int, str | Exception]]:
    return batch.completed(do_errand, errands, batch.cluster(address), 256)


def test_no_scheduler_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "_PATIENCE", 0.2)
    opener = batch.cluster("tcp://127.0.0.1:9")
    with pytest.raises(InputError, match=r"no scheduler answers at tcp://127\.0\.0\.1:9"), opener():
        pass
