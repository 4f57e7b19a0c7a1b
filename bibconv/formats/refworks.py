"""RefWorks' tagged format (`RT Journal Article`), read and written.

What RefWorks has no tag for is written as `U5 variable: value` into the user's own fifth field. Its
codes for italics and the like become CSL's markup; the other way markup is dropped and reported.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TextIO

from bibconv.diagnostics import Report
from bibconv.format import Format, Item, ReadOptions, WriteOptions, found
from bibconv.formats.refworks_tables import TAGS, TYPES
from bibconv.formats.tagged_lines import Entry, Grammar, Line, entries
from bibconv.formats.tagged_reading import Reading, records
from bibconv.formats.tagged_values import serial_number
from bibconv.formats.tagged_writing import Writing, write_entries
from bibconv.record import Record
from bibconv.source import Source
from bibconv.values.markup import CLOSE, OPEN, Tag


def sniff(head: str) -> bool:
    """Tell whether a line of the text begins an entry."""
    return _ENTRY.search(head) is not None


def read(source: Source, report: Report, options: ReadOptions) -> Iterator[Item]:
    """Yield the records of a RefWorks text, and what stands between them."""
    return records(entries(source, report, _GRAMMAR), source, report, options, _record)


def write(items: Iterable[Item], stream: TextIO, report: Report, options: WriteOptions) -> None:
    """Write records as RefWorks' tagged text, with a blank line between them."""
    write_entries(items, stream, report, "refworks", lambda record: _written(record, report))


# "RT Book, Section" alone in a line
_ENTRY = re.compile(
    rf"^[ \t\ufeff]{{0,8}}RT[ \t](?:{'|'.join(map(re.escape, TYPES))})[ \t]*$",
    re.MULTILINE | re.IGNORECASE,
)
# "T1 A title", "AB"
_LINE = re.compile(r"\s{0,8}([A-Z][A-Z0-9]|PMC?ID)(?:[ \t](.*)|$)", re.DOTALL)
# Text of several lines, of which one may begin with two capitals: "MS patients".
_PROSE = frozenset("AB NO AD CR U1 U2 U3 U4 U5".split())


def _split(line: str, above: str) -> Line:
    match = _LINE.fullmatch(line)
    if not match or (above in _PROSE and match[1] not in TAGS.order):
        return Line("", line.strip())
    return Line(match[1], (match[2] or "").strip())


_GRAMMAR = Grammar(
    "refworks",
    "RefWorks",
    _split,
    begins=lambda line, tags, blank: (
        line.tag == "RT" or (blank and bool(line.tag) and "RT" not in tags)
    ),
    example="RT Journal Article",
    first="RT",
    one_a_line=frozenset({"K1"}),
)
_TITLES = ("T1", "JF", "WT", "T2", "JO", "T3")


def _record(source: Source, entry: Entry, told: set[str]) -> Record:
    for at, one in enumerate(entry.fields):
        text, whole = _marked_up(one.value)
        entry.fields[at] = one._replace(value=text)
        if not whole:
            message = f"the formatting of {one.tag} is not kept in full"
            entry.faults.append(found(source, "info", "markup-dropped", message, entry.place(one)))
    reading = Reading(TAGS, source, entry, told)
    reading.take_id("ID")
    reading.take_type()
    reading.take_carried()
    reading.take_issued([*reading.pick("YR"), *reading.pick("FD")])
    reading.take_pages(reading.pick("SP"), reading.pick("OP"))
    reading.take_keywords(reading.pick("K1"))
    reading.take_notes(reading.pick("NO"))
    titles = sorted(reading.pick(*_TITLES), key=lambda one: _TITLES.index(one.tag))
    reading.take_titles(titles, frozenset({"JO"}))
    for one in reading.pick("SN"):
        reading.take_text(one, serial_number(one.value, reading.target.type), one.value)
    for one in reading.pick("RD"):
        reading.take_date(one, "accessed")
    for one in reading.pick("WP"):
        reading.take_date(one, "available-date")
    for one in reading.pick("DO"):
        if not reading.take_doi(one):
            reading.keep(one)
    reading.take_rest()
    return reading.finished()


# "0RW1S34RfeSDcfkexd09rT2Cyphon1RW1S34RfeSDcfkexd09rT2": 0 opens, 1 closes, the last digit says
# what. CSL has no underlining, which is 1.
_CODE = re.compile(r"([01])RW1S34RfeSDcfkexd09rT(\d)")
_MARKS: dict[str, Tag] = {"0": "b", "2": "i", "3": "sup", "4": "sub"}


def _marked_up(text: str) -> tuple[str, bool]:
    """Return a text with CSL's tags instead of codes, and whether each code has become a tag."""
    if "RW1S34RfeSDcfkexd09rT" not in text:
        return text, True
    counts = Counter(_CODE.findall(text))
    tags: dict[tuple[str, str], str] = {}
    for digit, mark in _MARKS.items():
        if counts["0", digit] == counts["1", digit]:
            tags |= {("0", digit): OPEN[mark], ("1", digit): CLOSE[mark]}
    marked = _CODE.sub(lambda code: tags.get((code[1], code[2]), ""), text).strip()
    return marked, counts.keys() <= tags.keys()


def _written(record: Record, report: Report) -> str:
    entry = Writing(TAGS, record, report)
    entry.write_type()
    entry.write_id("ID")
    entry.write_names()
    entry.write_dates({"accessed": "RD", "available-date": "WP"}, "YR", "FD")
    entry.write_pages("SP", "OP")
    entry.write_serial_numbers("SN")
    entry.write_texts()
    entry.write_keywords("K1")
    entry.write_notes("NO")
    entry.write_rest()
    return "".join(f"{tag} {value}\n" for tag, value in entry.lines())


FORMAT = Format(
    name="refworks",
    title="RefWorks tagged format (RT Journal Article)",
    suffixes=(".rwt", ".refworks"),
    sniff=sniff,
    read=read,
    write=write,
)
