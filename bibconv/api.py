"""What a program calls: the commands' twins, and the parts that they are made of."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from bibconv import conversion, output
from bibconv.conversion import Input
from bibconv.diagnostics import LossPolicy, Report
from bibconv.format import Item, Markup, ReadOptions, WriteOptions
from bibconv.record import Record
from bibconv.version import __version__

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from bibconv.archive import Outcome


def parse(
    source: Input | Sequence[Input],
    *,
    encoding: str | None = None,
    options: ReadOptions | None = None,
    merge: bool = False,
    report: Report | None = None,
) -> Iterator[Record]:
    """Yield the publications in free text: a CV, a reference list."""
    return read(source, "text", encoding=encoding, options=options, merge=merge, report=report)


def read(
    source: Input | Sequence[Input],
    format: str | None = None,
    *,
    encoding: str | None = None,
    options: ReadOptions | None = None,
    merge: bool = False,
    report: Report | None = None,
) -> Iterator[Record]:
    """Yield the records of a source in the format named, or in the one its content shows.

    With `merge`, records that are surely one item come as one; all are held in memory for it.
    """
    items = read_items(
        source, format, encoding=encoding, options=options, merge=merge, report=report
    )
    return (item for item in items if isinstance(item, Record))


def read_items(
    source: Input | Sequence[Input],
    format: str | None = None,
    *,
    encoding: str | None = None,
    options: ReadOptions | None = None,
    merge: bool = False,
    report: Report | None = None,
) -> Iterator[Item]:
    """Yield records and what stands between them (`@comment`, `@string`), in order.

    Faults of the caller are raised here and not at the first record.
    """
    opened = conversion.sources(source, encoding)
    reading, report = options or ReadOptions(), report or _unheard()
    return conversion.read(opened, format, reading, report, merge=merge)


def write(
    records: Iterable[Item],
    format: str | None = None,
    to: TextIO | Path | None = None,
    *,
    program: str = "",
    options: WriteOptions | None = None,
    report: Report | None = None,
) -> str:
    """Write records in a format, as citations in a style, or for a program ("zotero").

    Without `format`, it is the program's best one, or BibTeX. Without `to`, return the text. A file
    (`Path`) is written whole or not at all, and not where there is no record. What has no place in
    the format is an error, a warning or nothing, as `report.loss` says.
    """
    report = report or _unheard()
    return _written(records, _target(format, program, options, report), to, report)


def convert(
    source: Input | Sequence[Input],
    format: str | None = None,
    to: TextIO | Path | None = None,
    *,
    source_format: str | None = None,
    program: str = "",
    encoding: str | None = None,
    reading: ReadOptions | None = None,
    writing: WriteOptions | None = None,
    merge: bool = False,
    report: Report | None = None,
) -> str:
    """Read a source and write it in another format, in a style or for a program, as `write` does.

    With `merge`, records that are surely one item are joined.
    """
    report = report or _unheard()
    target = _target(format, program, writing, report)
    items = read_items(
        source, source_format, encoding=encoding, options=reading, merge=merge, report=report
    )
    return _written(items, target, to, report)


def convert_files(
    files: Sequence[Path],
    folder: Path,
    format: str | None = None,
    *,
    source_format: str | None = None,
    program: str = "",
    encoding: str | None = None,
    reading: ReadOptions | None = None,
    writing: WriteOptions | None = None,
    merge: bool = False,
    loss: LossPolicy = "warn",
    executor: Executor | None = None,
    at_once: int = 64,
    resume: bool = False,
) -> Iterator[tuple[Path, Outcome]]:
    """Convert each file to one of its own in a folder; yield what became of each, when it is done.

    Any executor may do the work, with `at_once` files handed over at a time; without one it is done
    here. Faults of the caller come with the first outcome. With `resume`, what an earlier call has
    done and what is unchanged since is left alone.
    """
    # Here and not above: few programs need workers.
    from bibconv import archive, batch
    from bibconv.plan import Plan

    plan = Plan(
        to=format or ("" if program else _DEFAULT),
        program=program,
        source_format=source_format,
        encoding=encoding,
        reading=reading or ReadOptions(),
        writing=writing or WriteOptions(),
        merge=merge,
        loss=loss,
        grouped=False,
    )
    target = plan.target(_unheard())
    outputs = archive.outputs([str(file) for file in files], folder, target.suffix)
    opener = batch.given(executor) if executor else batch.in_process()
    run = archive.convert_files(
        plan, outputs, folder, opener, at_once if executor else 1, __version__, resume
    )
    for number, outcome in run:
        yield files[number], outcome


def cite(
    source: Input | Sequence[Input],
    style: str = "apa",
    to: TextIO | Path | None = None,
    *,
    markup: Markup = "text",
    locale: str = "en-US",
    source_format: str | None = None,
    encoding: str | None = None,
    merge: bool = False,
    report: Report | None = None,
) -> str:
    """Read a source and write its bibliography in a citation style; return as `write` does."""
    report = report or _unheard()
    target = conversion.style_target(style, WriteOptions(markup=markup, locale=locale))
    items = read_items(source, source_format, encoding=encoding, merge=merge, report=report)
    return _written(items, target, to, report)


# What is written where neither a format nor a program is named.
_DEFAULT = "bibtex"


def _unheard() -> Report:
    return Report(keep=False)


def _target(
    format: str | None, program: str, options: WriteOptions | None, report: Report
) -> conversion.Target:
    name = format or ("" if program else _DEFAULT)
    return conversion.target(name, options or WriteOptions(), report, program)


def _written(
    items: Iterable[Item], target: conversion.Target, to: TextIO | Path | None, report: Report
) -> str:
    text = io.StringIO()
    place: AbstractContextManager[TextIO]
    place = output.replacing(to) if isinstance(to, Path) else nullcontext(to or text)
    conversion.write(items, target, place, report)
    report.finish()
    return text.getvalue()
