"""CSL-JSON 1.0.2, read and written: one list of items."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TextIO

from bibconv.diagnostics import Report
from bibconv.format import Format, Item, ReadOptions, WriteOptions
from bibconv.formats import json_items
from bibconv.formats.csl_items import Dialect, records
from bibconv.formats.csl_properties import property_lines
from bibconv.formats.csl_sniffing import is_csl, is_lines
from bibconv.formats.writers import Keys, report_between
from bibconv.record import Verbatim
from bibconv.source import Source


def sniff(head: str) -> bool:
    """Tell whether a text is JSON with a CSL type, or with CSL's date parts, in it."""
    return is_csl(head) and not is_lines(head)


def read(source: Source, report: Report, options: ReadOptions) -> Iterator[Item]:
    """Yield the records of a CSL-JSON text, one for each object."""
    items = json_items.items(source, report, _WRAPPERS)
    yield from records(items, source, report, options, Dialect("csl-json"))


def write(items: Iterable[Item], stream: TextIO, report: Report, options: WriteOptions) -> None:
    """Write records as one JSON list, a line for each property."""
    keys = Keys()
    verbatim: list[Verbatim] = []
    between = "["
    for item in items:
        if isinstance(item, Verbatim):
            verbatim.append(item)
            continue
        key = keys.of(item, report)
        lines = property_lines(item, key, report, "csl-json", provenance=options.provenance)
        stream.write(f"{between}\n  {{\n{lines}\n  }}")
        between = ","
    stream.write("\n]\n" if between == "," else "[]\n")
    if verbatim:
        report_between(verbatim, "csl-json", report)


# Lists of items that Zotero's and pandoc's users find inside an object.
_WRAPPERS = ("items", "references")


FORMAT = Format(
    name="csl-json",
    title="CSL-JSON (Zotero, pandoc, citeproc)",
    suffixes=(".csl.json", ".json", ".csljson"),
    sniff=sniff,
    read=read,
    write=write,
)
