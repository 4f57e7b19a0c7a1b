"""JSON Lines, read and written: a CSL item a line, with all that is known of where it came from.

Made for programs and for input of any size: a line can be cut out, sorted or joined by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TextIO

from bibconv.diagnostics import Report
from bibconv.format import Format, Item, ReadOptions, WriteOptions
from bibconv.formats import json_items
from bibconv.formats.csl_items import Dialect, records
from bibconv.formats.csl_properties import dumps, properties
from bibconv.formats.csl_sniffing import is_csl, is_lines
from bibconv.formats.writers import Keys, Skipped
from bibconv.record import Verbatim
from bibconv.source import Source


def sniff(head: str) -> bool:
    """Tell whether a text has a CSL item in each of its first two lines."""
    return is_csl(head) and is_lines(head)


def read(source: Source, report: Report, options: ReadOptions) -> Iterator[Item]:
    """Yield the records of a text with one CSL item a line."""
    items = json_items.lines(source, report)
    yield from records(items, source, report, options, Dialect("jsonl"))


def write(items: Iterable[Item], stream: TextIO, report: Report, options: WriteOptions) -> None:
    """Write each record as one line of JSON, with its origin and evidence."""
    keys = Keys()
    skipped = Skipped("jsonl")
    for item in items:
        if isinstance(item, Verbatim):
            skipped.add(item)
            continue
        key = keys.of(item, report)
        named = dict(properties(item, key, report, "jsonl", provenance=True))
        stream.write(dumps(named) + "\n")
    skipped.report(report)


FORMAT = Format(
    name="jsonl",
    title="JSON Lines, a CSL-JSON item a line with its provenance",
    suffixes=(".jsonl", ".ndjson"),
    sniff=sniff,
    read=read,
    write=write,
)
