"""CSV, written only: records as a table with commas between its cells."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from bibconv.diagnostics import Report
from bibconv.format import Format, Item, WriteOptions
from bibconv.formats import delimited


def write(items: Iterable[Item], stream: TextIO, report: Report, options: WriteOptions) -> None:
    """Write a header and one record a line."""
    delimited.write(items, stream, report, "csv", ",")


FORMAT = Format(name="csv", title="CSV, a table for spreadsheets", suffixes=(".csv",), write=write)
