"""Many tasks, many workers: any `concurrent.futures.Executor` does the work.

Ours are the process itself, its child processes, and a Dask cluster; none of them is a scheduler of
our own. A task and its result are small values that can be pickled: paths travel, not data.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    Executor,
    Future,
    ProcessPoolExecutor,
    wait,
)
from contextlib import AbstractContextManager, contextmanager, nullcontext
from importlib import import_module
from typing import Any, ParamSpec, TypeVar

from bibconv.diagnostics import InputError, UsageError

Task = TypeVar("Task")
Result = TypeVar("Result")
_P = ParamSpec("_P")
_R = TypeVar("_R")

# Opens an executor, and once more where its workers have died.
Opener = Callable[[], AbstractContextManager[Executor]]


class WorkerDied(Exception):
    """The process that worked on a task has ended without a result."""


def completed(
    work: Callable[[Task], Result], tasks: Sequence[Task], opener: Opener, at_once: int
) -> Generator[tuple[int, Result | Exception]]:
    """Yield the number of each task with its result, or with what it raised, as they come.

    No more than `at_once` tasks are handed over at a time. If workers die, what they had been given
    is done again one by one: a task that is alone when a worker dies, twice, is a `WorkerDied`.
    When the caller stops, so do the workers. Raise BrokenExecutor if an executor takes no task.
    """
    waiting, suspects, alone = deque(range(len(tasks))), deque[int](), set[int]()
    while waiting or suspects:
        with opener() as executor:
            running: dict[Future[Result], int] = {}
            works = False
            try:
                while waiting or suspects or running:
                    queue, room = (suspects, 1) if suspects else (waiting, at_once)
                    while queue and len(running) < room:
                        running[executor.submit(work, tasks[queue[0]])] = queue[0]
                        queue.popleft()
                        works = True
                    done, _ = wait(running, return_when=FIRST_COMPLETED)
                    for future in done:
                        error = future.exception()
                        if isinstance(error, BrokenExecutor):
                            raise error
                        number = running.pop(future)
                        yield number, future.result() if error is None else _as_exception(error)
            except BrokenExecutor:
                if not works:
                    raise
                lost = sorted(running.values())
                if len(lost) == 1 and lost[0] in alone:
                    yield lost[0], WorkerDied("its worker died")
                    continue
                if len(lost) == 1:
                    alone.update(lost)
                suspects.extendleft(reversed(lost))
            finally:
                for future in running:
                    future.cancel()


def in_process() -> Opener:
    """Return what opens an executor that does each task at once, in this process."""
    return _InProcess


def given(executor: Executor) -> Opener:
    """Return what hands out an executor of the caller's, whose end is the caller's affair."""
    return lambda: nullcontext(executor)


def processes(count: int) -> Opener:
    """Return what opens an executor with so many child processes."""
    return lambda: _Processes(count)


def cluster(address: str) -> Opener:
    """Return what opens an executor on the Dask cluster whose scheduler has an address.

    Its workers must see the files under the same paths. Raise UsageError where the package
    distributed is missing, and InputError, when it is opened, where no scheduler answers.
    """
    try:
        distributed: Any = import_module("distributed")
    except ImportError as error:
        hint = "pip install 'bibconv[dask]'"
        raise UsageError("--scheduler needs the package distributed", hint) from error

    @contextmanager
    def opened() -> Iterator[Executor]:
        try:
            client = distributed.Client(address, set_as_default=False, timeout=_PATIENCE)
        except (OSError, ValueError) as error:
            raise InputError(f"no scheduler answers at {address}: {error}") from error
        with client:
            yield client.get_executor()

    return opened


# Seconds; a scheduler or a child that does not answer within them is not there.
_PATIENCE = 10


def _as_exception(error: BaseException) -> Exception:
    # A worker that was told to stop, or that called exit().
    return error if isinstance(error, Exception) else WorkerDied(f"{type(error).__name__}: {error}")


class _InProcess(Executor):
    """Does each task when it is handed over."""

    def submit(self, fn: Callable[_P, _R], /, *args: _P.args, **kwargs: _P.kwargs) -> Future[_R]:
        future: Future[_R] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


class _Processes(ProcessPoolExecutor):
    """Child processes that leave their work where it is when they are told to stop."""

    def __init__(self, count: int) -> None:
        # A fork has all that is imported here already. It is safe where no other thread runs, and
        # not on macOS, whose system libraries start threads.
        context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
        self._started = context.SimpleQueue()
        self._count = count
        super().__init__(count, context, _begin, (self._started,))

    def submit(self, fn: Callable[_P, _R], /, *args: _P.args, **kwargs: _P.kwargs) -> Future[_R]:
        return super().submit(_interruptible, fn, args, kwargs)

    def __exit__(self, kind: object, *_: object) -> None:
        """End the workers: when their work is done, or at once if the caller has failed."""
        if kind is not None:
            # One that has just been started says so a moment later.
            told, until = 0, time.monotonic() + _PATIENCE
            while told < self._count and time.monotonic() < until:
                children = {child.pid for child in multiprocessing.active_children()}
                if not children:
                    break
                if self._started.empty():
                    time.sleep(0.01)
                    continue
                told += 1
                if (pid := self._started.get()) in children:
                    os.kill(pid, signal.SIGTERM)
        self.shutdown(wait=True, cancel_futures=True)


# In a child, the handler of SIGTERM is its state: _mark while it waits for work, _stop while it
# works, and SIG_IGN once it has been told to stop.


def _begin(started: Any) -> None:
    # Ctrl-C goes to parent and children alike; the parent then tells them.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _mark)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    started.put(os.getpid())


def _end_with_parent() -> None:
    """End a child whose parent has been killed: nobody would ever tell it to."""
    if parent := multiprocessing.parent_process():
        parent.join()
        os.kill(os.getpid(), signal.SIGTERM)
        # Time to clean up; then it may be waiting for its parent still.
        time.sleep(1)
        os._exit(1)


def _interruptible(fn: Callable[..., _R], args: Any, kwargs: Any) -> _R:
    if signal.signal(signal.SIGTERM, _stop) is signal.SIG_IGN:
        _stop()
    try:
        return fn(*args, **kwargs)
    finally:
        if signal.getsignal(signal.SIGTERM) is _stop:
            signal.signal(signal.SIGTERM, _mark)


def _mark(*_: object) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)


def _stop(*_: object) -> None:
    # Once: what cleans up must not be interrupted.
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    raise KeyboardInterrupt
