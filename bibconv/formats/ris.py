"""RIS, read and written: fields to variables and back, by the tables.

What RIS has no tag for is written as `M2  - variable: value`: Zotero puts M2 into its field Extra,
where it understands exactly that form, other programs ignore it, and it is read back from there.
RIS is plain text: markup is dropped and reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TextIO

from bibconv.diagnostics import Report
from bibconv.format import Format, Item, ReadOptions, WriteOptions
from bibconv.formats.ris_lines import entries
from bibconv.formats.ris_tables import TAGS
from bibconv.formats.tagged_lines import Entry
from bibconv.formats.tagged_reading import Reading, records
from bibconv.formats.tagged_values import doi_in, printed_date, read_date, serial_number
from bibconv.formats.tagged_writing import Writing, write_entries
from bibconv.formats.type_groups import PARTS
from bibconv.formats.writers import one_line
from bibconv.record import Record
from bibconv.source import Source
from bibconv.values.identifiers import normal_doi
from bibconv.variables import TextVar


def sniff(head: str) -> bool:
    """Tell whether a line of the text begins an entry."""
    return _ENTRY.search(head) is not None


def read(source: Source, report: Report, options: ReadOptions) -> Iterator[Item]:
    """Yield the records of a RIS text, and what stands between them."""
    return records(entries(source, report), source, report, options, _record)


def write(items: Iterable[Item], stream: TextIO, report: Report, options: WriteOptions) -> None:
    """Write records as RIS, with a blank line between them."""
    # Imported here: whoever only asks whether a file is RIS does without.
    from bibconv.formats.ris_library import Writer

    writer = Writer()

    def entry(record: Record) -> str:
        return str(writer.entry(_written(record, report)))

    write_entries(items, stream, report, "ris", entry)


# "TY  - JOUR" and its dialects
_ENTRY = re.compile(r"^[ \t\ufeff]{0,40}TY[ \t]{0,4}-(?:[ \t]|$)", re.MULTILINE)
# Titles in the order in which they are believed.
_TITLES = ("TI", "C3", "T2", "BT", "JF", "J2", "JO", "JA", "J1", "T3")
_ABBREVIATED = frozenset({"JO", "JA", "J1"})
_PLACES: tuple[TextVar, TextVar] = ("publisher-place", "event-place")


def _record(source: Source, entry: Entry, told: set[str]) -> Record:
    """Return the record of an entry."""
    reading = Reading(TAGS, source, entry, told)
    reading.take_id("ID")
    reading.take_type()
    reading.take_carried()
    reading.take_issued([*reading.pick("PY"), *reading.pick("DA")])
    reading.take_pages(reading.pick("SP"), reading.pick("EP"))
    reading.take_keywords(reading.pick("KW"))
    reading.take_notes(reading.pick("N1"))
    titles = reading.pick(*_TITLES)
    if len(titles) > 1:
        titles.sort(key=lambda one: _TITLES.index(one.tag))
    reading.take_titles(titles, _ABBREVIATED, event="T2", proceedings="C3")
    if reading.target.type == "paper-conference" and (places := reading.pick("C1")):
        # EndNote has the publisher's place in C1 and the conference's in CY, all others in CY.
        for variable, fields in zip(_PLACES, (places, reading.pick("CY")), strict=True):
            for one in fields:
                reading.take_text(one, variable, one.value)
    for one in reading.pick("SN"):
        reading.take_text(one, serial_number(one.value, reading.target.type), one.value)
    for one in reading.pick("Y2"):
        reading.take_date(one, "accessed")
    for one in reading.pick("DO"):
        reading.take_text(one, "DOI", normal_doi(one.value) or one.value)
    for one in reading.pick("M3"):
        doi = doi_in(one.value) if one.value.lower().startswith(("doi", "10.", "http")) else ""
        if doi and doi == reading.target.texts.get("DOI"):
            # Atypon's export repeats the DOI in M3.
            reading.repeat(one)
        elif doi:
            reading.take_text(one, "DOI", doi)
        else:
            reading.take_text(one, "genre", one.value)
    reading.take_rest()
    return reading.finished()


def _written(record: Record, report: Report) -> dict[str, list[str]]:
    """Return the values of an entry by tag, in the order of their lines."""
    entry = Writing(TAGS, record, report)
    entry.write_type()
    entry.write_id("ID")
    if title := entry.texts.pop("title", ""):
        entry.put("TI", title)
    # EndNote knows the editor of a part as A2, JabRef and Zotero that of a book as ED.
    entry.write_names({} if record.type in PARTS else {"editor": "ED"})
    _write_dates(entry)
    entry.write_titles(event="T2", proceedings="C3")
    if record.type == "paper-conference" and all(place in entry.texts for place in _PLACES):
        for tag, place in zip(("C1", "CY"), _PLACES, strict=True):
            entry.put(tag, entry.texts.pop(place))
    entry.write_pages("SP", "EP")
    entry.write_serial_numbers("SN")
    entry.write_texts()
    entry.write_keywords("KW")
    entry.write_notes("N1")
    entry.write_rest()
    return entry.values


def _write_dates(entry: Writing) -> None:
    dates = entry.record.dates
    for variable in sorted(dates) if len(dates) > 1 else dates:
        date = dates[variable]
        printed = printed_date(date)
        if variable == "issued" and (printed or 0 < (date.start or (0,))[0] <= 9999):
            entry.put("PY", f"{date.start[0]:04d}")
            if printed[5:] not in ("", "//"):
                # Mendeley takes DA for the day of access, so it is there only where it says more.
                entry.put("DA", printed)
            if printed:
                continue
        elif variable in ("issued", "accessed"):
            line = printed or one_line(date.literal)
            if line and read_date(line) == (date, ""):
                entry.put("PY" if variable == "issued" else "Y2", line)
                continue
        entry.carry_date(variable, date)


FORMAT = Format(
    name="ris",
    title="RIS (EndNote, Zotero, Mendeley, publishers)",
    suffixes=(".ris",),
    sniff=sniff,
    read=read,
    write=write,
)
