"""Many files into a folder: one output for each, whatever happens to the others.

The unit of work is a file. An output appears under its name when it is whole; the folder's manifest
says what was made of which file, and lets a later run do only what is left.
"""

from __future__ import annotations

import os
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from pathlib import Path
from typing import NamedTuple, TextIO

from bibconv import batch, manifest, output
from bibconv.diagnostics import (
    BibconvError,
    Diagnostic,
    InputError,
    Loss,
    Report,
    Tally,
    UsageError,
)
from bibconv.manifest import Entry
from bibconv.plan import Plan
from bibconv.record import Record
from bibconv.source import Source


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file: what there is to say about it, and why there is no output.

    `error` is None too where nothing was found to write, which `findings` tell. `kept` is an output
    of an earlier run that was left as it is. `losses` are those that are grouped.
    """

    entry: Entry
    findings: tuple[Diagnostic, ...] = ()
    error: Exception | None = None
    kept: bool = False
    losses: Mapping[tuple[str, str], Loss] = field(default_factory=dict)

    @property
    def tally(self) -> Tally:
        """How much of everything the file had."""
        return self.entry.tally


class Task(NamedTuple):
    """One file to convert, by its name as given, its place, and the place of its output."""

    name: str
    file: str
    output: str
    before: Entry | None = None


def convert_files(
    plan: Plan,
    outputs: Sequence[tuple[str, Path]],
    folder: Path,
    opener: batch.Opener,
    at_once: int,
    version: str,
    resume: bool = False,
) -> Generator[tuple[int, Outcome]]:
    """Convert each file to its output; yield its number and what became of it, as they are done.

    With `resume`, a file is left alone whose output is there, and which is as unchanged as the
    plan. Raise InputError if the folder or its manifest cannot be written; the manifest is put in
    order also when the caller stops.
    """
    settings = manifest.settings(plan, version)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"{folder} cannot be made: {error.strerror}") from error
    path = folder / manifest.NAME
    entries = manifest.load(path)
    tasks = [
        Task(
            name,
            str(Path(name).absolute()),
            str(to.absolute()),
            entries.get(name) if resume else None,
        )
        for name, to in outputs
    ]
    work = partial(convert_file, _anywhere(plan), settings)
    journal = _Journal(path)
    results = batch.completed(work, tasks, opener, at_once)
    try:
        with closing(results):
            for number, result in results:
                if isinstance(result, Exception):
                    outcome = _failed(tasks[number], result)
                else:
                    outcome = result
                entries[outcome.entry.file] = outcome.entry
                journal.add(outcome.entry)
                yield number, outcome
    finally:
        journal.close(entries.values())
    if journal.error:
        hint = "the files are converted, but --resume will do them again"
        raise InputError(f"{path} cannot be written: {journal.error}", hint)


def convert_file(plan: Plan, settings: str, task: Task) -> Outcome:
    """Convert one file, here or in another process."""
    file, to = Path(task.file), Path(task.output)
    findings: list[Diagnostic] = []
    report = plan.report(findings.append)
    entry = Entry(task.name, to.name, settings=settings)
    try:
        try:
            state = _state(file)
            entry = entry._replace(read=manifest.fingerprint(file))
        except OSError as error:
            raise InputError(f"{task.name} cannot be read: {error.strerror or error}") from error
        if task.before and _is_done(task.before, entry, to):
            return Outcome(task.before, kept=True)
        target = plan.target(report)
        given = [Source(task.name, lambda: file.open("rb"), plan.encoding)]
        place = _unless_changed(file, state, task.name, output.replacing(to))
        if plan.convert(given, target, place, report, _earlier(plan.keys_from, settings)):
            entry = entry._replace(written=manifest.fingerprint(to))
        else:
            entry = entry._replace(failed="nothing to write")
    except BibconvError as error:
        entry = entry._replace(failed=str(error), tally=report.tally())
        return Outcome(entry, tuple(findings), error)
    entry = entry._replace(tally=report.tally())
    return Outcome(entry, tuple(findings), losses=report.losses)


def outputs(files: Sequence[str], folder: Path, suffix: str) -> list[tuple[str, Path]]:
    """Return where the output for each file goes; raise UsageError if two would be one."""
    found: list[tuple[str, Path]] = []
    # Some file systems take names that differ in case alone for one.
    taken = {manifest.NAME: "the manifest"}
    for file in files:
        if file == "-":
            raise UsageError("--out-dir names its files after those read; name some")
        path = folder / Path(file).with_suffix(suffix).name
        name = path.name.casefold()
        if name in taken:
            raise UsageError(f"{taken[name]} and {file} would both be written to {path}")
        taken[name] = file
        found.append((file, path))
    return found


class _Journal:
    """The manifest while a run lasts: a line is there as soon as its file is done."""

    def __init__(self, path: Path) -> None:
        self.error = ""
        self._path = path
        try:
            self._stream = path.open("a", encoding="utf-8", errors="backslashreplace", newline="\n")
            # An interrupted run may have left half a line.
            self._stream.write("\n" if self._stream.tell() else "")
        except OSError as error:
            raise InputError(f"{path} cannot be written: {error.strerror}") from error

    def add(self, entry: Entry) -> None:
        if self.error:
            return
        try:
            self._stream.write(entry.as_json() + "\n")
            self._stream.flush()
        except OSError as error:
            # The files are what matters: they go on.
            self.error = error.strerror or str(error)

    def close(self, entries: Iterable[Entry]) -> None:
        """Put the lines in order."""
        try:
            self._stream.close()
            if not self.error:
                manifest.save(self._path, entries)
        except (OSError, InputError) as error:
            self.error = self.error or str(error)


def _anywhere(plan: Plan) -> Plan:
    """Return a plan whose files are found from any working folder."""
    to = str(Path(plan.to).absolute()) if plan.to and Path(plan.to).is_file() else plan.to
    earlier = tuple(str(Path(one).absolute()) for one in plan.keys_from)
    return replace(plan, to=to, keys_from=earlier)


def _failed(task: Task, error: Exception) -> Outcome:
    failed = f"{type(error).__name__}: {error}"
    return Outcome(Entry(task.name, Path(task.output).name, failed=failed), (), error)


@lru_cache(maxsize=1)
def _earlier(names: tuple[str, ...], settings: str) -> list[Record]:
    """Read earlier bibliographies once a process; `settings` change with their content."""
    return Plan(keys_from=names).earlier(Report(keep=False))


def _is_done(before: Entry, now: Entry, to: Path) -> bool:
    if not before.written or (before.read, before.settings) != (now.read, now.settings):
        return False
    try:
        return manifest.fingerprint(to) == before.written
    except OSError:
        return False


@contextmanager
def _unless_changed(
    file: Path, before: tuple[int, ...], name: str, place: AbstractContextManager[TextIO]
) -> Iterator[TextIO]:
    """Open an output that is dropped if its input is not any more what it was before."""
    with place as stream:
        yield stream
        if _state(file) != before:
            raise InputError(f"{name} has changed while it was read", "convert it again")


def _state(file: Path) -> tuple[int, ...]:
    """Return what changes with a file, nothing for one that is not there."""
    try:
        found = os.stat(file)
    except OSError:
        return ()
    return found.st_ino, found.st_size, found.st_mtime_ns
