"""CITATION.cff, the Citation File Format 1.0 to 1.2, read and written.

A record's key has no place in it: keys are made anew. It is plain text: markup is dropped and
reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TextIO

from bibconv.diagnostics import Report
from bibconv.format import Format, Item, ReadOptions, WriteOptions
from bibconv.formats.writers import Skipped
from bibconv.record import Record
from bibconv.source import Source


def sniff(head: str) -> bool:
    """Tell whether a text has the key that every CITATION.cff must have."""
    return _VERSION.search(head) is not None


def read(source: Source, report: Report, options: ReadOptions) -> Iterator[Item]:
    """Yield the records of the software, of its preferred citation and of its references."""
    # Here and not above: to guess a format, all are imported, and few are used.
    from bibconv.formats import cff_reading

    yield from cff_reading.records(source, report, options)


def write(items: Iterable[Item], stream: TextIO, report: Report, options: WriteOptions) -> None:
    """Write records as one CITATION.cff, of which the software is the outermost mapping."""
    from bibconv.formats import cff_writing

    skipped = Skipped("cff")
    records: list[Record] = []
    for item in items:
        if isinstance(item, Record):
            records.append(item)
        else:
            skipped.add(item)
    cff_writing.written(records, stream, report)
    skipped.report(report)


# 'cff-version: 1.2.0', '"cff-version": "1.2.0"'
_VERSION = re.compile(r"""^[\ufeff{]?[ \t]*["']?cff-version["']?[ \t]*:""", re.MULTILINE)


FORMAT = Format(
    name="cff",
    title="CITATION.cff (Citation File Format)",
    suffixes=(".cff",),
    sniff=sniff,
    read=read,
    write=write,
)
