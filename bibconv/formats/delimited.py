"""Records as a table, for spreadsheets: a header, one record a line, always the same columns.

Quoting is RFC 4180's. A cell that a spreadsheet would take for a formula begins with an
apostrophe, and so does one that begins with an apostrophe itself: whoever takes one apostrophe off
the beginning of a cell has the value. Names are `Family, Given; Family, Given`, dates ISO 8601.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from typing import TextIO

from bibconv.diagnostics import Report
from bibconv.format import Item
from bibconv.formats.writers import Keys, Skipped, in_words
from bibconv.record import OTHERS, Date, Name, Record, Verbatim
from bibconv.values import dates
from bibconv.values.markup import plain
from bibconv.values.names import inverted
from bibconv.variables import DateVar, NameVar, TextVar

# What a catalogue or a report asks for, in the order in which people look for it. All values of
# all types would be a hundred columns, most of them empty.
COLUMNS: tuple[TextVar | NameVar | DateVar, ...] = (
    "author", "issued", "title", "container-title", "container-title-short", "volume", "issue",
    "page", "number", "DOI", "URL", "editor", "translator", "edition", "collection-title",
    "collection-number", "publisher", "publisher-place", "number-of-pages", "number-of-volumes",
    "event-title", "event-place", "event-date", "genre", "ISBN", "ISSN", "PMID", "PMCID",
    "language", "keyword", "abstract", "note", "accessed", "call-number", "archive",
    "archive_location", "version", "status",
)  # fmt: skip
HEADER = ("id", "type", *COLUMNS)


def write(items: Iterable[Item], stream: TextIO, report: Report, target: str, sign: str) -> None:
    """Write records as lines of cells with a sign between them, for the format `target`."""
    lines = csv.writer(_Lines(stream), delimiter=sign, lineterminator=_LINE_END)
    lines.writerow(HEADER)
    keys = Keys()
    skipped = Skipped(target)
    for item in items:
        if isinstance(item, Verbatim):
            skipped.add(item)
            continue
        key = keys.of(item, report)
        cells = (key, item.type, *_cells(item, key, report, target))
        lines.writerow([_safe(cell) for cell in cells])
    skipped.report(report)


class _Lines:
    """Ends each line as all output ends its lines.

    The csv module quotes what its own line end is made of, so that is told to be the longest.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, line: str) -> None:
        """Write a line of the csv module, which calls this once for each."""
        self._stream.write(line.removesuffix(_LINE_END) + "\n")


_LINE_END = "\r\n"
# With these Excel, LibreOffice and Google Sheets begin a formula; a full-width sign is one in
# Japanese Excel. OWASP, "CSV injection".
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "'")


def _safe(cell: str) -> str:
    """Return a cell that no spreadsheet computes; half a UTF-16 pair has no place in a file."""
    cell = cell if cell.isascii() else cell.encode("utf-8", "replace").decode("utf-8")
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _cells(record: Record, key: str, report: Report, target: str) -> Iterable[str]:
    """Return the cells of the columns in order; what has none is reported."""
    cells: dict[str, str] = {}
    lost: list[str] = []
    for text, value in record.texts.items():
        cells[text] = plain(value)
        if cells[text] != value and text in COLUMNS:
            lost.append(f"markup of {text}")
    for variable, names in record.names.items():
        cells[variable] = "; ".join(_printed(name) for name in names)
        if variable in COLUMNS and [_read(part) for part in cells[variable].split("; ")] != names:
            lost.append(f"part of a name in {variable}")
    for dated, date in record.dates.items():
        cells[dated] = dates.to_iso(date)
        known = dates.from_iso(cells[dated]) or Date(literal=cells[dated])
        if dated in COLUMNS and known != date:
            lost.append(f"part of the date {dated}")
    lost += [name for name in cells if name not in COLUMNS]
    lost += [in_words(name) for name in record.extra]
    for what in lost:
        report.lose(what, target, key)
    return [cells.get(column, "") for column in COLUMNS]


def _printed(name: Name) -> str:
    if name == OTHERS:
        return "et al."
    if name.literal:
        return name.literal
    # "d'Alembert" and "van den Berg"
    glue = "" if name.non_dropping_particle.endswith(("'", "’")) else " "
    family = f"{name.non_dropping_particle}{glue}{name.family}".strip()
    given = " ".join(part for part in (name.given, name.dropping_particle) if part)
    return ", ".join(part for part in (family, given, name.suffix) if part)


def _read(text: str) -> Name:
    return OTHERS if text == "et al." else inverted(text)
