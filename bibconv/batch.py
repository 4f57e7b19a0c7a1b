"""Many tasks, many workers: any `concurrent.futures.Executor` does the work.

Ours are the process itself, its child processes, and a Dask cluster; none of them is a scheduler of
our own. A task and its result are small values that can be pickled: paths travel, not data.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    Executor,
    Future,
    ProcessPoolExecutor,
    wait,
)
from contextlib import AbstractContextManager, contextmanager
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
) -> Iterator[tuple[int, Result | Exception]]:
    """Yield the number of each task with its result, or with what it raised, as they come.

    No more than `at_once` tasks are handed over at a time. If workers die, what they had been given
    is done again one by one: a task whose worker dies once more is a `WorkerDied`. When the caller
    stops, so do the workers.
    """
    waiting, suspects = deque(range(len(tasks))), deque[int]()
    while waiting or suspects:
        with opener() as executor:
            running: dict[Future[Result], int] = {}
            try:
                while waiting or suspects or running:
                    alone = bool(suspects)
                    queue, room = (suspects, 1) if alone else (waiting, at_once)
                    while queue and len(running) < room:
                        running[executor.submit(work, tasks[queue[0]])] = queue[0]
                        queue.popleft()
                    done, _ = wait(running, return_when=FIRST_COMPLETED)
                    for future in done:
                        error = future.exception()
                        if isinstance(error, BrokenExecutor):
                            raise error
                        number = running.pop(future)
                        yield number, future.result() if error is None else _as_exception(error)
            except BrokenExecutor:
                # Those that are done have broken as well, or have been handed out above.
                lost = sorted(running.values())
                if len(lost) == 1:
                    yield lost[0], WorkerDied("the worker died")
                else:
                    suspects.extendleft(reversed(lost))
            except BaseException:
                executor.shutdown(wait=False, cancel_futures=True)
                raise


def in_process() -> Opener:
    """Return what opens an executor that does each task at once, in this process."""
    return _InProcess


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


# Seconds; a scheduler that does not answer within them is not there.
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
        super().__init__(count, context, _begin, (self._started,))

    def submit(self, fn: Callable[_P, _R], /, *args: _P.args, **kwargs: _P.kwargs) -> Future[_R]:
        return super().submit(_interruptible, fn, args, kwargs)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Let the workers end; with `cancel_futures`, before their work is done."""
        super().shutdown(wait=False, cancel_futures=cancel_futures)
        if cancel_futures:
            children = {child.pid for child in multiprocessing.active_children()}
            while not self._started.empty():
                if (pid := self._started.get()) in children:
                    os.kill(pid, signal.SIGTERM)
        super().shutdown(wait=wait, cancel_futures=cancel_futures)


# In a child, the handler of SIGTERM is its state: _mark while it waits for work, _stop while it
# works, and SIG_IGN once it has been told to stop.


def _begin(started: Any) -> None:
    # Ctrl-C goes to parent and children alike; the parent then tells them.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _mark)
    started.put(os.getpid())


def _interruptible(fn: Callable[..., _R], args: Any, kwargs: Any) -> _R:
    if signal.signal(signal.SIGTERM, _stop) is signal.SIG_IGN:
        raise KeyboardInterrupt
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
