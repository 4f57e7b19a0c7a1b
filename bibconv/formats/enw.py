"""EndNote's tagged export (`%0 Journal Article`) and its ancestor Refer, read and written.

What EndNote has no tag for is written as `%< variable: value` into its Research Notes. The format
is plain text: markup is dropped and reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TextIO

from bibconv.diagnostics import Report
from bibconv.format import Format, Item, ReadOptions, WriteOptions
from bibconv.formats.enw_tables import TAGS
from bibconv.formats.tagged_lines import Entry, Field, Grammar, Line, entries
from bibconv.formats.tagged_reading import Reading, records
from bibconv.formats.tagged_values import (
    is_body,
    printed_name,
    read_names,
    serial_number,
)
from bibconv.formats.tagged_writing import Writing, write_entries
from bibconv.formats.type_groups import BOOKISH
from bibconv.record import Name, Record
from bibconv.source import Source
from bibconv.values.names import PARTICLES, SUFFIXES, natural, person
from bibconv.values.numbers import page_parts
from bibconv.values.ranges import page_range
from bibconv.variables import ItemType, TextVar


def sniff(head: str) -> bool:
    """Tell whether the text begins with tags, or a line of it begins an entry."""
    return _ENTRY.search(head) is not None or _REFER.match(head) is not None


def read(source: Source, report: Report, options: ReadOptions) -> Iterator[Item]:
    """Yield the records of an EndNote or Refer text, and what stands between them."""
    return records(entries(source, report, _GRAMMAR), source, report, options, _record)


def write(items: Iterable[Item], stream: TextIO, report: Report, options: WriteOptions) -> None:
    """Write records as EndNote's tagged text, with a blank line between them."""
    write_entries(items, stream, report, "enw", lambda record: _written(record, report))


# "%0 Journal Article"
_ENTRY = re.compile(r"^[ \t\ufeff]{0,8}%0[ \t]+[A-Z][a-z]", re.MULTILINE)
# "%A Brian W. Kernighan\n%T Document Preparation"
_REFER = re.compile(r"[\s\ufeff]{0,40}%[A-Z] \S[^\n]{0,2000}\n%[A-Z0-9@] \S")
# "%T A title", "%U"
_LINE = re.compile(r"\s{0,8}%(\S)(?:\s(.*)|$)", re.DOTALL)


def _split(line: str, above: str) -> Line:
    match = _LINE.fullmatch(line)
    return Line(match[1], (match[2] or "").strip()) if match else Line("", line.strip())


def _begins(line: Line, tags: set[str], blank: bool) -> bool:
    """Tell whether a line begins an entry: at `%0`, or in Refer behind a blank line.

    Blank lines also stand inside EndNote's abstracts and behind them.
    """
    if line.tag == "0":
        return True
    return blank and bool(line.tag) and ("0" not in tags or ("T" in tags and line.tag in "AT"))


_GRAMMAR = Grammar(
    "enw",
    "EndNote",
    _split,
    _begins,
    example="%0 Journal Article",
    # EndNote writes the second and further keywords and addresses on lines without a tag.
    one_a_line=frozenset({"K", "U"}),
)
_TITLES = ("T", "3", "J", "B", "S")
_PAGES = "P"


def _record(source: Source, entry: Entry, told: set[str]) -> Record:
    reading = Reading(TAGS, source, entry, told)
    reading.take_id("F")
    reading.take_type()
    if not any(one.tag == "0" for one in entry.fields):
        _take_refer(reading)
    reading.take_carried()
    reading.take_issued([*reading.pick("D"), *reading.pick("8")])
    for one in reading.pick(_PAGES):
        _take_pages(reading, one)
    reading.take_keywords(reading.pick("K"))
    reading.take_notes(reading.pick("Z", "O"))
    titles = sorted(reading.pick(*_TITLES), key=lambda one: _TITLES.index(one.tag))
    reading.take_titles(titles, frozenset(), event="B", proceedings="3")
    for one in reading.pick("@"):
        reading.take_text(one, serial_number(one.value, reading.target.type), one.value)
    for one in reading.pick("["):
        reading.take_date(one, "accessed")
    for one in reading.pick("R"):
        # Beside DOIs there are numbers of catalogues: "oai:example.org:12".
        if not reading.take_doi(one):
            reading.keep(one)
    reading.take_rest(lambda lines: [name for line in lines for name in _read_names(line)])
    return reading.finished()


# Refer has no types: refer(1) tells them by the tags that are there.
_TELLING: dict[str, ItemType] = {
    "J": "article-journal",
    "B": "chapter",
    "R": "report",
    "I": "book",
}


def _take_refer(reading: Reading) -> None:
    """Take what means something else in Refer, whose entries have no `%0`."""
    for tag, type_ in _TELLING.items():
        one = next((one for one in reading.left if one.tag == tag), None)
        if one and not reading.is_typed:
            reading.type_by(one, type_)
    for one in reading.pick("Q"):
        reading.take_names(one, "author", [Name(literal=one.value)])
    if reading.target.type == "report":
        for one in reading.pick("R"):
            if not reading.take_doi(one):
                reading.take_text(one, "number", one.value)


def _take_pages(reading: Reading, one: Field) -> None:
    variable, value = _pages(one.value, reading.target.type)
    reading.take_text(one, variable, value)


def _pages(text: str, type_: ItemType) -> tuple[TextVar, str]:
    """Return what %P says: pages, or of a book and in `173 s.` how many there are."""
    parts = page_parts(text)
    if len(parts) == 1 and parts[0].kind == "number-of-pages":
        return "number-of-pages", text[parts[0].start : parts[0].end]
    return "number-of-pages" if type_ in BOOKISH and not page_range(text) else "page", text


def _read_names(text: str) -> list[Name]:
    """Return the names of a line: `Family, Given`, or in Refer's order `Given Family`.

    Bodies have a comma at their end, or a word that tells them.
    """
    if "," in text or is_body(text):
        bare = text.removesuffix(",").strip()
        literal = bare != text and "," not in bare and " " in bare
        return [Name(literal=bare)] if literal else read_names(text)
    words = text.split()
    if words[0] in PARTICLES and len(words) > 1:
        suffix = words.pop() if words[-1].lower() in SUFFIXES else ""
        return [person(" ".join(words), "", suffix)]
    (name,) = read_names(text)
    return [natural(text)] if name.literal == text else [name]


def _print_name(name: Name) -> str:
    line = printed_name(name)
    # EndNote's mark of a body, where the text alone would be taken for a person.
    return f"{line}," if name.literal and _read_names(line) != [name] else line


def _written(record: Record, report: Report) -> str:
    entry = Writing(TAGS, record, report)
    entry.write_type()
    entry.write_id("F")
    entry.write_names(read=_read_names, print_name=_print_name)
    entry.write_dates({"accessed": "["}, "D", "8")
    entry.write_titles(event="B", proceedings="3")
    names: tuple[TextVar, ...] = ("page", "number-of-pages")
    for variable in names:
        text = entry.texts.get(variable, "")
        if text and _PAGES not in entry.values and _pages(text, record.type) == (variable, text):
            entry.put(_PAGES, entry.texts.pop(variable))
    entry.write_serial_numbers("@")
    entry.write_texts()
    entry.write_keywords("K")
    entry.write_notes("Z")
    entry.write_rest()
    return "".join(f"%{tag} {value}\n" for tag, value in entry.lines())


FORMAT = Format(
    name="enw",
    title="EndNote export and Refer (%0 Journal Article)",
    suffixes=(".enw", ".refer"),
    sniff=sniff,
    read=read,
    write=write,
)
