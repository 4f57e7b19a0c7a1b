"""Many tasks and workers that die: each task has a result or a reason, whoever does the work."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import pytest

from bibconv import UsageError, batch
from bibconv.batch import Opener, completed


class Errand(NamedTuple):
    """A task: what to do, and where to leave a mark that it has been begun."""

    name: str
    place: str
    what: str = ""


def run(errand: Errand) -> str:
    """Do an errand; its worker may not survive."""
    mark = Path(errand.place, errand.name)
    first = not mark.exists()
    with mark.open("a") as stream:
        stream.write("begun\n")
    if errand.what == "raise":
        raise ValueError(errand.name)
    if errand.what == "die" or (errand.what == "die once" and first):
        os.kill(os.getpid(), signal.SIGKILL)
    if errand.what == "exit":
        raise SystemExit(3)
    if errand.what == "dawdle":
        time.sleep(60)
    return errand.name.upper()


def results(found: Iterator[tuple[int, str | Exception]]) -> list[str]:
    """Return the results in the order of the tasks: texts, or the names of exceptions."""
    told = {
        number: result if isinstance(result, str) else type(result).__name__
        for number, result in found
    }
    assert sorted(told) == list(range(len(told)))
    return [told[number] for number in sorted(told)]


OPENERS = {"here": batch.in_process(), "processes": batch.processes(2)}


@pytest.mark.parametrize("opener", OPENERS.values(), ids=OPENERS)
@pytest.mark.parametrize("at_once", [1, 4])
def test_each_task_has_its_result(opener: Opener, at_once: int, tmp_path: Path) -> None:
    errands = [Errand(f"e{number}", str(tmp_path)) for number in range(9)]
    errands[4] = errands[4]._replace(what="raise")
    expected = [errand.name.upper() for errand in errands]
    expected[4] = "ValueError"
    assert results(completed(run, errands, opener, at_once)) == expected


def test_no_tasks_no_workers(tmp_path: Path) -> None:
    def opener() -> Executor:
        raise AssertionError("opened")

    assert list(completed(run, list[Errand](), opener, 2)) == []


def test_the_executor_may_be_the_callers(tmp_path: Path) -> None:
    with ThreadPoolExecutor(2) as executor:
        errands = [Errand(name, str(tmp_path)) for name in "abc"]
        assert results(completed(run, errands, batch.given(executor), 2)) == ["A", "B", "C"]
        # It is still theirs.
        assert executor.submit(run, errands[0]).result() == "A"


def test_a_task_that_kills_its_worker_is_named_and_the_rest_is_done(tmp_path: Path) -> None:
    errands = [Errand(name, str(tmp_path)) for name in "abcdefg"]
    errands[2] = errands[2]._replace(what="die")
    errands[3] = errands[3]._replace(what="die once")
    errands[5] = errands[5]._replace(what="exit")
    found = results(completed(run, errands, batch.processes(2), 4))
    assert found == ["A", "B", "WorkerDied", "D", "E", "WorkerDied", "G"]
    # Not for ever: once with others, once alone, and once more at most where others died.
    assert 2 <= Path(tmp_path, "c").read_text().count("begun") <= 3


def test_an_executor_that_takes_nothing_is_no_endless_loop(tmp_path: Path) -> None:
    class Broken(Executor):
        def submit(self, *_: object, **__: object) -> Future[str]:  # type: ignore[override]
            raise BrokenExecutor("broken")

    with pytest.raises(BrokenExecutor):
        list(completed(run, [Errand("a", str(tmp_path))], batch.given(Broken()), 1))


def test_workers_stop_when_the_caller_does(tmp_path: Path) -> None:
    errands = [Errand("a", str(tmp_path)), *(Errand(n, str(tmp_path), "dawdle") for n in "bcdef")]
    found = completed(run, errands, batch.processes(2), 4)
    began = time.monotonic()
    assert next(found) == (0, "A")
    found.close()
    # Each of them would have taken a minute.
    assert time.monotonic() - began < 30


def test_a_cluster_needs_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> object:
        raise ImportError(name)

    monkeypatch.setattr(batch, "import_module", missing)
    with pytest.raises(UsageError) as caught:
        batch.cluster("tcp://127.0.0.1:8786")
    assert "bibconv[dask]" in caught.value.hint
