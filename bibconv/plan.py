"""What a run is asked to do, as one value: it is the same here and in another process."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TextIO

from bibconv import conversion, filters
from bibconv.diagnostics import Diagnostic, LossPolicy, Report, UsageError
from bibconv.format import Item, ReadOptions, WriteOptions
from bibconv.record import Record
from bibconv.source import Source
from bibconv.values.keys import KeyMaker


@dataclass(frozen=True, slots=True)
class Plan:
    """How inputs are read and what is written of them.

    `to` names a format or a style, only a style with `cites`, and may be empty where a program is
    named; with neither, what is read is only checked. `reading.keys` is not used: the keys of a run
    begin with those of the bibliographies `keys_from`.
    """

    to: str = ""
    program: str = ""
    cites: bool = False
    source_format: str | None = None
    encoding: str | None = None
    reading: ReadOptions = field(default_factory=ReadOptions)
    writing: WriteOptions = field(default_factory=WriteOptions)
    wanted: filters.Wanted = field(default_factory=filters.Wanted)
    keys_from: tuple[str, ...] = ()
    merge: bool = False
    loss: LossPolicy = "warn"
    grouped: bool = True

    def report(self, sink: Callable[[Diagnostic], None] | None = None) -> Report:
        """Return a report that hands on what it is told, and keeps counts only."""
        return Report(sink=sink, keep=False, grouped=self.grouped, loss=self.loss)

    def target(self, report: Report) -> conversion.Target:
        """Return what is written; raise UsageError as `conversion.target` does."""
        if self.cites:
            return conversion.style_target(self.to, self.writing)
        if not self.to and not self.program:
            raise UsageError(
                "say what to write: --to FORMAT, --to STYLE or --for PROGRAM", conversion.LISTS
            )
        return conversion.target(self.to, self.writing, report, self.program)

    def earlier(self, report: Report) -> list[Record]:
        """Return the records whose keys are to be given out again."""
        return conversion.known(conversion.sources([Path(one) for one in self.keys_from]), report)

    def convert(
        self,
        given: Sequence[Source],
        target: conversion.Target | None,
        place: AbstractContextManager[TextIO],
        report: Report,
        earlier: Sequence[Record] = (),
        watched: Callable[[Iterable[Item]], Iterable[Item]] = iter,
    ) -> bool:
        """Read sources as one bibliography and write it; tell whether there was a record.

        Without a record nothing is written. `watched` sees the items pass. Grouped losses stay in
        the report.
        """
        reading = replace(self.reading, keys=KeyMaker(earlier))
        items = conversion.read(
            given, self.source_format, reading, report, target, merge=self.merge
        )
        kept = watched(filters.kept(items, self.wanted, report))
        if target:
            return conversion.write(kept, target, place, report)
        # Not `any`, which would stop at the first.
        return sum(isinstance(item, Record) for item in kept) > 0
