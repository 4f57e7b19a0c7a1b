"""One run of `parse`, `convert` or `cite`: a plan out of its arguments, and an exit code."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from bibconv import conversion, filters, output
from bibconv.console import NOTHING_READ, STRICT, Console, Files
from bibconv.diagnostics import (
    BibconvError,
    Diagnostic,
    InputError,
    Report,
    Tally,
    UsageError,
    total,
)
from bibconv.format import ReadOptions, WriteOptions
from bibconv.plan import Plan
from bibconv.source import Source

if TYPE_CHECKING:
    from bibconv.archive import Outcome


class Job:
    """One run of a command; it knows how far it has come when it is interrupted."""

    def __init__(
        self,
        asked: Mapping[str, Any],
        source_format: str | None,
        default: str | None,
        console: Console,
        version: str,
    ) -> None:
        self.finished = False
        self.files: Files | None = None
        self._tallies: list[Tally] = []
        self._asked = asked
        self._source_format = source_format
        self._default = default
        self._console = console
        self._version = version
        # A plug-in that is broken is so for every file.
        self._told: set[Diagnostic] = set()

    def run(self) -> int:
        """Return the exit code."""
        asked = self._asked
        self._check_options()
        plan = self._plan()
        report = plan.report(self._console.show)
        checks = asked.get("check", False)
        try:
            target = None if checks and not plan.to and not plan.program else plan.target(report)
            if target and asked["out_dir"]:
                code = self._one_each(plan, target, report)
            else:
                code = self._all_in_one(plan, target, report, checks)
            report.finish()
        finally:
            self._tallies.append(report.tally())
        counted = self.tally()
        faults = (counted.errors + counted.doubtful) if asked["strict"] or checks else 0
        self.finished = True
        lost = counted.lost if plan.loss == "error" else 0
        return STRICT if code == 0 and (faults or lost) else code

    def tally(self) -> Tally:
        """Return how much of everything there was so far."""
        return total(self._tallies)

    def _check_options(self) -> None:
        asked = self._asked
        if asked["output"] and asked["out_dir"]:
            raise UsageError("-o and --out-dir exclude each other")
        if asked.get("check") and (asked["output"] or asked["out_dir"]):
            raise UsageError("--check writes nothing; leave out -o and --out-dir")
        for option in ("jobs", "resume", "scheduler"):
            if asked[option] not in (None, False) and not asked["out_dir"]:
                hint = "the unit of work is a file"
                raise UsageError(f"--{option} is for several files with --out-dir", hint)
        if asked["jobs"] is not None and asked["scheduler"]:
            raise UsageError("--jobs and --scheduler exclude each other")

    def _plan(self) -> Plan:
        asked, default = self._asked, WriteOptions()
        names = (name.strip() for name in (asked["me"] or "").split(";"))
        me = tuple(name for name in names if name)
        writing = WriteOptions(
            locale=asked["locale"] or default.locale,
            markup=asked["markup"] or default.markup,
            provenance=asked.get("provenance", False),
            ascii=asked.get("ascii", False),
            protect=asked.get("protect") or default.protect,
            group_by=asked["group_by"] or "",
            reverse=asked["reverse"],
            me=me,
        )
        types = filters.item_types(asked["types"]) if asked["types"] is not None else frozenset()
        program = asked.get("program") or ""
        to = asked["style"] if "style" in asked else asked["to"]
        return Plan(
            to=to or ("" if program or asked.get("check") else self._default) or "",
            program=program,
            cites="style" in asked,
            source_format=self._source_format,
            encoding=asked["encoding"],
            reading=ReadOptions(asked["entries"] or "auto", asked["min_confidence"], me),
            writing=writing,
            wanted=filters.Wanted(types, asked["since"], asked["until"]),
            keys_from=tuple(asked["keys_from"] or ()),
            merge=asked["merge"],
            loss=asked.get("loss", "warn"),
            grouped=asked["diagnostics"] == "text",
        )

    def _all_in_one(
        self, plan: Plan, target: conversion.Target | None, report: Report, checks: bool
    ) -> int:
        files, earlier = self._asked["files"] or ["-"], plan.keys_from
        if [*files, *earlier].count("-") > 1:
            raise UsageError("standard input can be read only once")
        known = conversion.known(conversion.sources([_input(file) for file in earlier]), report)
        given = conversion.sources([_input(one, plan.encoding) for one in files], plan.encoding)
        place: AbstractContextManager[TextIO] = nullcontext(sys.stdout)
        if checks:
            place = _discarded()
        elif self._asked["output"]:
            place = output.replacing(Path(self._asked["output"]))
        watched = partial(self._console.watched, report=report)
        written = plan.convert(given, target, place, report, known, watched)
        return 0 if written else NOTHING_READ

    def _one_each(self, plan: Plan, target: conversion.Target, report: Report) -> int:
        # Here and not above: most runs are of one file.
        from bibconv import archive, batch

        asked = self._asked
        if "-" in plan.keys_from:
            raise UsageError("with --out-dir, --keys-from names files")
        plan.earlier(report)
        folder = Path(asked["out_dir"])
        outputs = archive.outputs(asked["files"] or ["-"], folder, target.suffix)
        jobs = min(asked["jobs"] or (os.cpu_count() or 1), len(outputs))
        if asked["jobs"] in (None, 1) or jobs == 1:
            opener, at_once = batch.in_process(), 1
        else:
            # One that is worked on and one that waits, for each process.
            opener, at_once = batch.processes(jobs), 2 * jobs
        if asked["scheduler"]:
            opener, at_once = batch.cluster(asked["scheduler"]), _HANDED_OVER
        self.files = Files(len(outputs))
        run = archive.convert_files(
            plan, outputs, folder, opener, at_once, self._version, asked["resume"]
        )
        # What ends a job at its time limit is an interrupt, so that the workers end with it.
        before = signal.signal(signal.SIGTERM, signal.default_int_handler)
        try:
            with closing(run):
                codes = [self._shown(one, report) for one in _in_order(self._watched(run))]
        except KeyboardInterrupt:
            self._console.interrupted(self.files)
            raise
        finally:
            signal.signal(signal.SIGTERM, before)
        return max(codes)

    def _watched(self, run: Iterable[tuple[int, Outcome]]) -> Iterator[tuple[int, Outcome]]:
        assert self.files
        for number, outcome in run:
            self.files = self.files.with_one(bool(outcome.entry.failed), outcome.kept)
            self._console.progress(self.files)
            yield number, outcome

    def _shown(self, outcome: Outcome, report: Report) -> int:
        """Show what became of a file; return the exit code for it."""
        from bibconv.batch import WorkerDied

        console, error, name = self._console, outcome.error, outcome.entry.file
        for finding in outcome.findings:
            if finding in self._told:
                continue
            if finding.code == "plug-in":
                self._told.add(finding)
            console.show(finding)
        report.lose_all(outcome.losses)
        self._tallies = [total((*self._tallies, outcome.tally))]
        if error is None:
            return NOTHING_READ if outcome.entry.failed else 0
        if isinstance(error, BibconvError):
            return console.fault(error)
        if isinstance(error, WorkerDied):
            hint = "it may need more memory than there is; convert it alone"
            return console.fault(InputError(f"{name} is not converted: {error}", hint))
        if isinstance(error, OSError):
            return console.fault(InputError(f"{name} is not converted: {error}"))
        if self._asked["debug"]:
            raise error
        return console.internal(error, name)


# Files that wait at a cluster, however many workers it has or gets.
_HANDED_OVER = 256


@contextmanager
def _discarded() -> Iterator[TextIO]:
    with open(os.devnull, "w", encoding="utf-8", errors="backslashreplace") as stream:
        yield stream


def _in_order(numbered: Iterable[tuple[int, Outcome]]) -> Iterator[Outcome]:
    """Yield outcomes in the order of their numbers, each as soon as those before it are there."""
    early: dict[int, Outcome] = {}
    due = 0
    for number, outcome in numbered:
        early[number] = outcome
        while due in early:
            yield early.pop(due)
            due += 1


def _input(file: str, encoding: str | None = None) -> Source | Path:
    if file != "-":
        return Path(file)
    if sys.stdin is None:
        raise InputError("standard input is closed")
    return Source.from_stream(sys.stdin.buffer, encoding=encoding)
