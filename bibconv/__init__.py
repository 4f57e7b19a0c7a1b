"""Turn publication lists and bibliographies into records, and records into any format.

Every function that takes a source takes text (`str`) or bytes as content, a `pathlib.Path` as a
file, a binary stream, or a list of these, which is one bibliography. What there is to say about
the data goes to the `report`, where one is given.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TextIO

from bibconv import conversion, output
from bibconv.conversion import Input
from bibconv.diagnostics import BibconvError, Diagnostic, InputError, Report, UsageError
from bibconv.format import Format, Item, Markup, ReadOptions, WriteOptions
from bibconv.record import Date, Name, Record, Verbatim
from bibconv.source import Source

__version__ = "0.1.0"

__all__ = [
    "BibconvError",
    "Date",
    "Diagnostic",
    "Format",
    "Input",
    "InputError",
    "Item",
    "Name",
    "ReadOptions",
    "Record",
    "Report",
    "Source",
    "UsageError",
    "Verbatim",
    "WriteOptions",
    "__version__",
    "cite",
    "convert",
    "parse",
    "read",
    "read_items",
    "write",
]


def parse(
    source: Input | Sequence[Input],
    *,
    encoding: str | None = None,
    options: ReadOptions | None = None,
    report: Report | None = None,
) -> Iterator[Record]:
    """Yield the publications in free text: a CV, a reference list."""
    return read(source, "text", encoding=encoding, options=options, report=report)


def read(
    source: Input | Sequence[Input],
    format: str | None = None,
    *,
    encoding: str | None = None,
    options: ReadOptions | None = None,
    report: Report | None = None,
) -> Iterator[Record]:
    """Yield the records of a source in the format named, or in the one its content shows."""
    items = read_items(source, format, encoding=encoding, options=options, report=report)
    return (item for item in items if isinstance(item, Record))


def read_items(
    source: Input | Sequence[Input],
    format: str | None = None,
    *,
    encoding: str | None = None,
    options: ReadOptions | None = None,
    report: Report | None = None,
) -> Iterator[Item]:
    """Yield records and what stands between them (`@comment`, `@string`), in order.

    Faults of the caller are raised here and not at the first record.
    """
    opened = conversion.sources(source, encoding)
    return conversion.read(opened, format, options or ReadOptions(), report or _unheard())


def write(
    records: Iterable[Item],
    format: str,
    to: TextIO | Path | None = None,
    *,
    options: WriteOptions | None = None,
    report: Report | None = None,
) -> str:
    """Write records in a format or as citations in a style; without `to`, return the text.

    A file (`Path`) is written whole or not at all, and not where there is no record.
    """
    report = report or _unheard()
    target = conversion.target(format, options or WriteOptions(), report)
    return _written(records, target, to, report)


def convert(
    source: Input | Sequence[Input],
    format: str = "bibtex",
    to: TextIO | Path | None = None,
    *,
    source_format: str | None = None,
    encoding: str | None = None,
    reading: ReadOptions | None = None,
    writing: WriteOptions | None = None,
    report: Report | None = None,
) -> str:
    """Read a source and write it in another format or a style; return as `write` does."""
    report = report or _unheard()
    target = conversion.target(format, writing or WriteOptions(), report)
    items = read_items(source, source_format, encoding=encoding, options=reading, report=report)
    return _written(items, target, to, report)


def cite(
    source: Input | Sequence[Input],
    style: str = "apa",
    to: TextIO | Path | None = None,
    *,
    markup: Markup = "text",
    locale: str = "en-US",
    source_format: str | None = None,
    encoding: str | None = None,
    report: Report | None = None,
) -> str:
    """Read a source and write its bibliography in a citation style; return as `write` does."""
    report = report or _unheard()
    target = conversion.style_target(style, WriteOptions(markup=markup, locale=locale))
    items = read_items(source, source_format, encoding=encoding, report=report)
    return _written(items, target, to, report)


def _unheard() -> Report:
    return Report(keep=False)


def _written(
    items: Iterable[Item], target: conversion.Target, to: TextIO | Path | None, report: Report
) -> str:
    text = io.StringIO()
    place: AbstractContextManager[TextIO]
    place = output.replacing(to) if isinstance(to, Path) else nullcontext(to or text)
    conversion.write(items, target, place, report)
    report.finish()
    return text.getvalue()
