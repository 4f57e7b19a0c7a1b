"""EndNote's XML export, read and written: fields by reference type, style runs as rich text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TextIO

from bibconv.diagnostics import Report
from bibconv.format import Format, Item, ReadOptions, WriteOptions
from bibconv.formats.endnote_reading import fill
from bibconv.formats.endnote_writing import compose
from bibconv.formats.xml_records import Dialect, records, root_tag
from bibconv.formats.xml_writing import Frame, write_elements
from bibconv.source import Source


def sniff(head: str) -> bool:
    """Tell whether a text is `<xml>` around `<records>`, as only EndNote has it."""
    name, _ = root_tag(head)
    return name in ("xml", "records") and "<record" in head and "<ref-type" in head


def read(source: Source, report: Report, options: ReadOptions) -> Iterator[Item]:
    """Yield the records of an export."""
    yield from records(source, report, options, _DIALECT, fill)


def write(items: Iterable[Item], stream: TextIO, report: Report, options: WriteOptions) -> None:
    """Write records as EndNote exports them."""
    frame = Frame("endnotexml", "<xml><records>\n", "record", "</records></xml>\n", _GROUPS)
    write_elements(items, stream, report, frame, compose)


# Fonts and sizes of style runs say nothing about a reference; their faces are read.
_FORM = frozenset("face font size charset".split())
_DIALECT = Dialect("endnotexml", ("record",), _FORM)
_GROUPS = frozenset(
    "contributors titles periodical alt-periodical dates dates/pub-dates dates/copyright-dates "
    "keywords urls urls/pdf-urls urls/text-urls urls/image-urls urls/related-urls urls/web-urls "
    "foreign-keys reprint-status".split()
)


FORMAT = Format(
    name="endnotexml",
    title="EndNote XML",
    suffixes=(".xml",),
    sniff=sniff,
    read=read,
    write=write,
)
