"""Hayagriva's YAML, the bibliographies of Typst, read and written: a mapping of keys to entries."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TextIO

from bibconv.diagnostics import Report
from bibconv.format import Format, Item, ReadOptions, WriteOptions, found
from bibconv.formats import yaml_text
from bibconv.formats.hayagriva_tables import ENTRY_TYPES
from bibconv.formats.writers import Keys, Skipped
from bibconv.formats.yaml_members import Keeper
from bibconv.record import Origin, Record, Verbatim
from bibconv.source import Source


def sniff(head: str) -> bool:
    """Tell whether a text is a mapping of entries, one of which has a type of Hayagriva."""
    return any(
        _TYPE.search(match["entry"]) and _FIELD.search(match["entry"])
        for match in _ENTRY.finditer(head)
    )


def read(source: Source, report: Report, options: ReadOptions) -> Iterator[Item]:
    """Yield the record of each entry."""
    # Here and not above: to guess a format, all are imported, and few are used.
    from bibconv.formats import yaml_items
    from bibconv.formats.hayagriva_reading import fill

    told: set[str] = set()
    for one in yaml_items.entries(source, report):
        if not isinstance(one.value, dict):
            if one.value is not None or not one.unreadable:
                message = "this is no entry, which has fields"
                report.add(found(source, "error", "yaml-stray", message, one.span))
            continue
        record = Record(id=str(one.key) if one.key is not None else "")
        line, _ = source.position(one.span.start)
        record.origin = Origin("hayagriva", source.name, one.span, line, one.raw)
        keeper = Keeper("hayagriva", source, told, record)
        fill(record, one.value, keeper)
        for text in one.unreadable:
            keeper.keep("unreadable", text)
        record.id = record.id or options.keys.make(record)
        for finding in keeper.findings:
            report.add(finding._replace(key=record.id))
        yield record


def write(items: Iterable[Item], stream: TextIO, report: Report, options: WriteOptions) -> None:
    """Write records as a mapping of keys to entries, with a blank line between them."""
    from bibconv.formats.hayagriva_writing import entry

    keys = Keys()
    skipped = Skipped("hayagriva")
    between = ""
    for item in items:
        if isinstance(item, Verbatim):
            skipped.add(item)
            continue
        key = keys.of(item, report)
        lines = yaml_text.member(key, entry(item, key, report))
        stream.write(between + "".join(lines))
        between = "\n"
    if not between:
        stream.write("{}\n")
    skipped.report(report)


# "key:\n    type: Article\n …", 'key: {type: Book, title: T}'
_ENTRY = re.compile(
    r"^[^\s#\-][^\n]{0,300}?:[ \t]*(?:#[^\n]*)?"
    r"(?P<entry>\{[^\n]*|\n(?:[ \t]+[^\n]*\n?|\n)+)",
    re.MULTILINE,
)
# "  type: Article", "{type: Book,"
_TYPE = re.compile(
    rf"""(?:^[ \t]+|[{{,][ ]*)type[ \t]*:[ \t]*["']?(?:{"|".join(sorted(ENTRY_TYPES))})\b["']?"""
    r"[ \t]*(?:#|,|\}|$)",
    re.MULTILINE | re.IGNORECASE,
)
# "  title: T", ", author: "
_FIELD = re.compile(
    r"(?:^[ \t]+|[{,][ ]*)(?:title|author|date|parent|url|serial-number)[ \t]*:", re.MULTILINE
)


FORMAT = Format(
    name="hayagriva",
    title="Hayagriva (Typst's bibliographies in YAML)",
    suffixes=(".yml", ".yaml"),
    sniff=sniff,
    read=read,
    write=write,
)
