"""Ovid's tagged export of its databases (`<1. >`, `TI  - `), read.

What most formats have in fields of their own stands here in one line of SO: `Journal of Examples.
12(3):123-9, 2010 Mar 4.`
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bibconv.diagnostics import Report
from bibconv.format import Format, Item, ReadOptions
from bibconv.formats.ovid_tables import TAGS, TYPES
from bibconv.formats.tagged_lines import Entry, Field, Grammar, Line, entries
from bibconv.formats.tagged_reading import Reading, records
from bibconv.formats.tagged_values import read_date
from bibconv.record import Name, Record
from bibconv.source import Source
from bibconv.values.names import initials_last, inverted
from bibconv.variables import ItemType, TextVar


def sniff(head: str) -> bool:
    """Tell whether a line of the text begins an entry."""
    return _ENTRY.search(head) is not None


def read(source: Source, report: Report, options: ReadOptions) -> Iterator[Item]:
    """Yield the records of an Ovid export, and what stands between them."""
    return records(entries(source, report, _GRAMMAR), source, report, options, _record)


# "<1. >\nVN  - Ovid Technologies", "<12>\nUI  - 123"
_ENTRY = re.compile(r"^\ufeff?<\d{1,7}\.? ?>\s{0,4}\n[A-Z]{2}  - ", re.MULTILINE)
_NUMBERED = re.compile(r"\s{0,8}<\d{1,7}\.? ?>\s*")
# "TI  - A title"
_LINE = re.compile(r"([A-Z][A-Z0-9]) {1,2}-(?:[ \t](.*)|$)", re.DOTALL)


def _split(line: str, above: str) -> Line:
    if _NUMBERED.fullmatch(line):
        return Line("<", "")
    match = _LINE.fullmatch(line)
    return Line(match[1], (match[2] or "").strip()) if match else Line("", line.strip())


_GRAMMAR = Grammar(
    "ovid",
    "Ovid",
    _split,
    begins=lambda line, tags, blank: False,
    example="<1. >",
    # The number before each entry is no part of it, and ends the one before.
    frame=frozenset({"<"}),
)

_MONTH = r"[A-Z][a-z]{2,8}\.?"
_MONTHS = rf"{_MONTH}(?:[-/]{_MONTH})?"
_DATE = rf"(?:[12]\d{{3}}(?: {_MONTHS}(?: \d{{1,2}})?)?|(?:{_MONTHS}(?: \d{{1,2}},)? )?[12]\d{{3}})"
_WHERE = r"(?P<volume>\w{0,8})(?:\((?P<issue>[^()]{1,40})\))?(?::(?P<page>[\w.,+ -]{1,40}?))?"
# "Journal of Examples. 12(3):123-9, 2010 Mar 4.", "A book.:371-397, 2004."
_SOURCE = re.compile(rf"(?P<container>.{{1,400}}?)\.[ ]?{_WHERE}, (?P<date>{_DATE})\.?", re.DOTALL)
# "Journal of Examples January/February 2010;14(1):56"
_SOURCE_DATED = re.compile(
    rf"(?P<container>.{{1,400}}?)\.? (?P<date>{_DATE});{_WHERE}\.?", re.DOTALL
)
# "Series Information: Principles of Examples."
_SERIES = re.compile(r"(.*\S)\s+Series Information:\s*(\S.{0,300}?)\.?", re.DOTALL)
# "Kamp, Roza [Editor], Calvete, Juan J. [Editor]. " before the title of a book
_EDITORS = re.compile(r"(?:[^\[\]]{1,100} \[[^\[\]]{0,60}Editor[^\[\]]{0,60}\](?:, |\. ))+")
_EDITOR = re.compile(r"([^\[\]]{1,100}) \[[^\[\]]{1,120}\](?:, |\. )")
# "0098-1133 (ISSN print)"
_ISSN = re.compile(r"(\d{4}-?\d{3}[\dXx])(?:\s\([^()]{1,30}\))?")
# "9783866801929 (ISBN hardcover)"
_OF_BOOK = re.compile(r"\([^()]{1,30}\)")
# "A title.  [Article]"
_MARKED = re.compile(r"(.*\S)  \[[^\[\]]{1,60}\]", re.DOTALL)
# What stands behind names: "[Author, Reprint Author]", "MD, PhD", "1,2,*", "Ph.D., FACSM"
_BEHIND = re.compile(
    r"(?:[\s,]+(?:\[[^\[\]]{1,120}\]|M\.?D\.?|Ph\.?D\.?|MPH|M\.?Sc\.?|B\.?Sc\.?|MS|MA|BA|BS|RN|DO|DDS|"
    r"DVM|PharmD|DrPH|FACS\w?|FACP|FRCP\w?|MBBS|MBA|[\d*+#]{1,3}(?:,[\d*+#]{1,3}){0,9}))+$"
)


# " [Author, Reprint Author]"
_ROLES = re.compile(r" \[(?:(?:Reprint )?(?:Author|Editor|Inventor)(?:, )?){1,4}\]")
# With ten degrees; longer ones are no persons, and would take time squared.
_LONGEST_NAME = 200


def _record(source: Source, entry: Entry, told: set[str]) -> Record:
    reading = Reading(TAGS, source, entry, told)
    _take_type(reading)
    for one in reading.pick("TI"):
        match = _MARKED.fullmatch(one.value)
        reading.take_text(one, "title", match[1] if match else one.value)
        if match:
            reading.keep(one)
    for tag in ("AU", "ED"):
        for one in reading.pick(tag):
            _take_name(reading, one)
    for one in reading.pick("SO"):
        _take_source(reading, one)
    reading.take_issued(reading.pick("YR"))
    for one in reading.pick("DI", "DO"):
        if not reading.take_doi(one):
            reading.keep(one)
    for one in reading.pick("IS"):
        match = _ISSN.fullmatch(one.value)
        reading.take_text(one, "ISSN", match[1] if match else one.value)
    for one in reading.pick("IB"):
        number, _, rest = one.value.partition(" ")
        reading.take_text(one, "ISBN", number)
        if rest and not _OF_BOOK.fullmatch(rest):
            reading.keep(one)
    words = reading.pick("KW", "MH", "SH", "ID")
    reading.take_keywords(words)
    reading.take_rest()
    return reading.finished()


def _take_type(reading: Reading) -> None:
    for one in reading.pick("PT", "DT"):
        type_: ItemType | None = TYPES.get(one.value.rstrip(".").casefold())
        if type_ and not reading.is_typed:
            reading.type_by(one, type_)
        else:
            reading.keep(one)
    if not reading.is_typed:
        reading.target.type = "article-journal"


def _take_name(reading: Reading, one: Field) -> None:
    """Take a name; where more than a role stands behind it, keep the line too."""
    bare = _BEHIND.sub("", one.value) if len(one.value) <= _LONGEST_NAME else one.value
    variable = TAGS.name(one.tag, reading.target.type) or "author"
    reading.take_names(one, variable, [_name(bare)])
    if bare != one.value and not _ROLES.fullmatch(one.value, len(bare)):
        reading.keep(one)


def _name(text: str) -> Name:
    return inverted(text) if "," in text else initials_last(text) or Name(literal=text)


def _take_source(reading: Reading, one: Field) -> None:
    """Take series, editors, container, volume, issue, pages and date; else keep the line."""
    text = one.value
    if series := _SERIES.fullmatch(text):
        text = series[1]
        reading.take_text(one, "collection-title", series[2])
    if editors := _EDITORS.match(text):
        for editor in _EDITOR.findall(editors[0]):
            reading.take_names(one, "editor", [_name(editor.strip())])
        text = text[editors.end() :]
    match = _SOURCE_DATED.fullmatch(text) or _SOURCE.fullmatch(text)
    if not match:
        reading.keep(one)
        return
    texts: dict[TextVar, str | None] = {
        "container-title": match["container"],
        "volume": match["volume"],
        "issue": match["issue"],
        "page": match["page"],
    }
    target, differs = reading.target, False
    for variable, value in texts.items():
        if value and target.texts.get(variable, value) == value:
            reading.take_text(one, variable, value)
        else:
            differs = differs or bool(value)
    # "January/February 2010"
    date = read_date(match["date"].replace("/", "-")).date
    if target.dates.setdefault("issued", date) == date:
        reading.why("issued", one)
    else:
        differs = True
    if differs:
        # A second source, of entries that ran together.
        reading.keep(one)


FORMAT = Format(
    name="ovid",
    title="Ovid, tagged (<1. >, TI  - )",
    suffixes=(".ovd",),
    sniff=sniff,
    read=read,
)
