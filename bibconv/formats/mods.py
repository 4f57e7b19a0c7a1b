"""MODS, read and written, in the habits of library catalogues, Zotero and bibutils."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TextIO

from bibconv.diagnostics import Report
from bibconv.format import Format, Item, ReadOptions, WriteOptions
from bibconv.formats.mods_reading import fill
from bibconv.formats.mods_writing import compose
from bibconv.formats.xml_records import Dialect, records, root_tag
from bibconv.formats.xml_writing import Frame, write_elements
from bibconv.source import Source


def sniff(head: str) -> bool:
    """Tell whether a text's root is MODS, or has MODS inside: search services wrap it."""
    name, _ = root_tag(head)
    if name in ("mods", "modsCollection"):
        return True
    return bool(name) and _NAMESPACE in head and _INSIDE.search(head) is not None


def read(source: Source, report: Report, options: ReadOptions) -> Iterator[Item]:
    """Yield the records of a collection, or the one there is."""
    yield from records(source, report, options, _DIALECT, fill)


def write(items: Iterable[Item], stream: TextIO, report: Report, options: WriteOptions) -> None:
    """Write records as a collection."""
    write_elements(items, stream, report, _FRAME, compose)


_NAMESPACE = "http://www.loc.gov/mods/v3"
# "<mods:mods "
_INSIDE = re.compile(r"<(?:[\w.-]{1,40}:)?mods[\s>]")
# What says how a value was made or what list it is from, and the kinds that rules have asked for.
_FORM = frozenset(
    "version type unit authority authorityURI encoding usage supplied keyDate point script "
    "transliteration lang xml:lang altRepGroup nameTitleGroup".split()
)
_DIALECT = Dialect("mods", ("mods",), _FORM)
_FRAME = Frame(
    "mods",
    f'<modsCollection xmlns="{_NAMESPACE}" xmlns:xlink="http://www.w3.org/1999/xlink">\n',
    "mods",
    "</modsCollection>\n",
    frozenset("originInfo physicalDescription location recordInfo part".split()),
)


FORMAT = Format(
    name="mods",
    title="MODS (Library of Congress)",
    suffixes=(".mods", ".xml"),
    sniff=sniff,
    read=read,
    write=write,
)
