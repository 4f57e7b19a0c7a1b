"""PubMed's display format MEDLINE (`PMID- 123`, `FAU - Smith, John A`), read and written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TextIO

from bibconv.diagnostics import Report
from bibconv.format import Format, Item, ReadOptions, WriteOptions
from bibconv.formats.medline_values import bare_title, is_missing, without_copyright
from bibconv.formats.nbib_tables import IN_JOURNAL, OF_ARTICLES, TAGS
from bibconv.formats.tagged_lines import Entry, Field, Grammar, Line, entries
from bibconv.formats.tagged_reading import Reading, records
from bibconv.formats.tagged_values import (
    abbreviated,
    doi_in,
    is_others,
    month_and_day,
    printed_name,
    read_date,
)
from bibconv.formats.tagged_writing import Writing, is_written_whole, write_entries
from bibconv.formats.type_groups import PERIODICAL
from bibconv.formats.writers import one_line
from bibconv.record import OTHERS, Date, Name, Record
from bibconv.source import Source
from bibconv.values.names import SUFFIXES, initials_last, inverted
from bibconv.variables import ItemType, NameVar, TextVar


def sniff(head: str) -> bool:
    """Tell whether a line of the text begins an entry."""
    return _ENTRY.search(head) is not None or _OLD_ENTRY.match(head) is not None


def read(source: Source, report: Report, options: ReadOptions) -> Iterator[Item]:
    """Yield the records of a MEDLINE text, and what stands between them."""
    return records(entries(source, report, _GRAMMAR), source, report, options, _record)


def write(items: Iterable[Item], stream: TextIO, report: Report, options: WriteOptions) -> None:
    """Write records as MEDLINE, with a blank line between them."""
    write_entries(items, stream, report, "nbib", lambda record: _written(record, report))


# "PMID- 27169098", "PMC - PMC3084216"
_ENTRY = re.compile(r"^\ufeff?(?:PMID-[ \t]?\d|PMC - PMC\d)", re.MULTILINE)
# "UI  - 87654321", which may be Ovid's within a text
_OLD_ENTRY = re.compile(r"[\s\ufeff]{0,40}UI  - \d")
# "TI  - A title", "PMID- 123", "AB  -"
_STRICT = re.compile(r"(?=[A-Z0-9 ]{4}-)([A-Z][A-Z0-9]{1,3}) {0,2}-[ \t]?(.*)", re.DOTALL)
# "SO- A source", "TI -A title", and of known tags only "SO  A source" with its hyphen lost
_LOOSE = re.compile(r"([A-Z][A-Z0-9]{1,3})(?: {0,2}-| {1,2}(?=\s?\S))[ \t]?(.*)", re.DOTALL)


def _split(line: str, above: str) -> Line:
    if match := _STRICT.fullmatch(line):
        return Line(match[1], match[2].strip())
    match = _LOOSE.fullmatch(line)
    if match and match[1] in TAGS.order:
        return Line(match[1], match[2].strip())
    return Line("", line.strip())


def _begins(line: Line, tags: set[str], blank: bool) -> bool:
    """Tell whether a line begins an entry: behind a blank line, or with another PMID.

    PMC's exports have PMC before PMID.
    """
    return bool(line.tag) and (blank or (line.tag == "PMID" and "PMID" in tags))


_GRAMMAR = Grammar("nbib", "MEDLINE", _split, _begins, example="PMID- 12345678")
# "*Moss", "Mosses/*growth & development"
_STAR = re.compile(r"(?:(?<=/)|\A)\*(?=\S)")
# "2277-9175 (Electronic)", "0028-0836 (Print)", "ISBN 978-3-86680-192-9", "9783866801929 (print)"
_SERIAL = re.compile(r"(?:ISBN:?\s)?([\dXx-]{8,17})(?:\s\([A-Za-z -]{1,20}\))?")
# "10.1000/xyz [doi]", "S0140-6736(19)30001-1 [pii]"
_LOCATED = re.compile(r"(\S.*?)\s*\[(doi|pii)\]", re.DOTALL)
# "e1000097", "l1234" of the BMJ, "67": an item identifier that stands for pages
_ARTICLE_NUMBER = re.compile(r"[a-z]{0,2}\d{1,9}")


def _record(source: Source, entry: Entry, told: set[str]) -> Record:
    reading = Reading(TAGS, source, entry, told)
    _take_type(reading)
    _take_names(reading, "author", ("FAU", "AU", "CN"))
    _take_names(reading, "editor", ("FED", "ED"))
    reading.take_issued(reading.pick("DP"))
    for one in reading.pick("DEP"):
        reading.take_date(one, "available-date")
    _take_titles(reading)
    for one in reading.pick("IS", "ISBN"):
        _take_serial_number(reading, one)
    paged = any(one.tag == "PG" for one in reading.left)
    for one in reading.pick("LID", "AID"):
        _take_location(reading, one, paged)
    for one in reading.pick("AB"):
        _take_abstract(reading, one)
    # The star of a main topic says nothing of the item.
    topics = [one._replace(value=_STAR.sub("", one.value)) for one in reading.pick("MH")]
    reading.take_keywords([*topics, *reading.pick("OT")])
    reading.take_notes(reading.pick("GN"))
    reading.take_rest()
    return reading.finished()


def _take_type(reading: Reading) -> None:
    """Take the type from PT; keep PT where it says more than the type."""
    fields = reading.pick("PT")
    words = [one.value for one in fields]
    type_ = _type(words, {one.tag for one in reading.left})
    reading.target.type = type_
    for one in fields:
        reading.why("type", one)
        if words != [TAGS.written[type_]]:
            reading.keep(one)


def _type(words: list[str], tags: set[str]) -> ItemType:
    """Return the type by publication types, and by the fields where they do not tell."""
    in_journal = bool(tags & {"JT", "TA"})
    folded = [word.casefold() for word in words]
    for word, type_ in TAGS.types.items():
        if word in folded and not (in_journal and word in OF_ARTICLES):
            return type_
    if in_journal or "BTI" not in tags:
        return "article-journal" if words or in_journal else "document"
    return "chapter" if "TI" in tags else "book"


def _take_names(reading: Reading, variable: NameVar, tags: tuple[str, ...]) -> None:
    """Take persons, who may be there twice: in full, and on the next line abbreviated."""
    full: Field | None = None
    pairs: list[tuple[Field, Field]] = []
    for one in reading.pick(*tags):
        if one.tag == tags[0]:
            full = one
            reading.take_names(one, variable, [_read_name(one.value)])
        elif one.tag == "CN":
            reading.take_names(one, variable, [Name(literal=one.value)])
        elif full:
            pairs.append((one, full))
            full = None
        else:
            reading.take_names(one, variable, [_read_short(one.value)])
    reading.take_short_names(variable, pairs)


def _read_name(text: str) -> Name:
    """Return a full name: `Smith, John A`, `Smith, John A Jr`, or a literal."""
    if is_others(text):
        return OTHERS
    name = inverted(text)
    given, _, last = name.given.rpartition(" ")
    if given and not name.suffix and _is_suffix(last):
        return name._replace(given=given, suffix=last)
    return name


def _read_short(text: str) -> Name:
    """Return an abbreviated name: `Smith JA`, `Smith JA Jr`, or a literal."""
    if "," in text or is_others(text):
        return _read_name(text)
    bare, _, last = text.rpartition(" ")
    if bare and _is_suffix(last) and (name := initials_last(bare)):
        return name._replace(suffix=last)
    return initials_last(text) or Name(literal=text)


def _is_suffix(word: str) -> bool:
    # MEDLINE prints "2nd", "3rd", "4th" for II, III and IV.
    return word.lower() in SUFFIXES or word in ("2nd", "3rd", "4th")


def _print_name(name: Name) -> str:
    line = printed_name(name._replace(suffix=""))
    return f"{line} {name.suffix}" if name.suffix else line


def _take_titles(reading: Reading) -> None:
    texts, type_ = reading.target.texts, reading.target.type
    for one in reading.pick("TI"):
        reading.take_text(one, "title", bare_title(one.value))
    for one in reading.pick("TT"):
        missing = is_missing(texts.get("title", ""))
        if missing:
            del texts["title"]
        reading.take_text(one, "title" if missing else "original-title", bare_title(one.value))
    if type_ == "book" and "title" not in texts:
        for one in reading.pick("BTI"):
            reading.take_text(one, "title", bare_title(one.value))
    order = ("JT", "BTI", "TA")
    fields = sorted(reading.pick(*order), key=lambda one: order.index(one.tag))
    if type_ == "article":
        # The server's abbreviation stands for no container.
        for one in fields:
            variable = TAGS.text(one.tag, type_, one.value)
            if variable:
                reading.take_text(one, variable, one.value)
            else:
                reading.keep(one)
    else:
        reading.take_titles(fields, frozenset())


def _take_abstract(reading: Reading, one: Field) -> None:
    """Take an abstract; the copyright in it is kept as CI, where MEDLINE has it today."""
    text, statement = without_copyright(one.value)
    reading.take_text(one, "abstract", text)
    if statement and all(other.value != statement for other in reading.left if other.tag == "CI"):
        reading.keep(one._replace(tag="CI", value=statement))


def _take_serial_number(reading: Reading, one: Field) -> None:
    """Take the number without its mark; of several the first, which MEDLINE prints first."""
    reading.take_text(one, "ISSN" if one.tag == "IS" else "ISBN", _serial_number(one.value))


def _serial_number(text: str) -> str:
    match = _SERIAL.fullmatch(text)
    return match[1] if match else text


def _take_location(reading: Reading, one: Field, paged: bool) -> None:
    """Take a DOI, and the publisher's item identifier where it is the number of an article."""
    match = _LOCATED.fullmatch(one.value)
    value, kind = (match[1], match[2]) if match else (one.value, "")
    number = kind == "pii" and one.tag == "LID" and not paged and _ARTICLE_NUMBER.fullmatch(value)
    if kind == "doi" and (doi := doi_in(value)):
        reading.take_text(one, "DOI", doi)
    elif number and reading.target.type in PERIODICAL:
        reading.take_text(one, "number", value)
    elif reading.target.texts.get("number") == value:
        reading.why("number", one)
    else:
        reading.keep(one)


def _written(record: Record, report: Report) -> str:
    entry = Writing(TAGS, record, report)
    # The line with which programs know that a record begins, be there a number or not.
    entry.put("PMID", entry.texts.pop("PMID", ""))
    _write_type(entry)
    persons = {
        "FAU": _write_names(entry, "author", "AU"),
        "FED": _write_names(entry, "editor", "ED"),
    }
    entry.write_names()
    _report_titles(entry)
    _write_dates(entry)
    _write_numbers(entry)
    if (
        TAGS.written[record.type] == "Book"
        and "title" not in entry.texts
        and "container-title" in entry.texts
    ):
        # It would be read as the book's own.
        del entry.texts["container-title"]
        entry.lose("container-title")
    if record.type == "article" and (server := entry.texts.pop("container-title-short", "")):
        # It stands by itself, as a preprint's server is no container.
        entry.put("TA", server)
    entry.write_keywords("OT")
    entry.write_texts()
    entry.write_notes("GN")
    entry.write_rest()
    lines: list[tuple[str, str]] = []
    for tag, value in entry.lines():
        lines += persons.get(tag, [(tag, value)])
    return "".join(f"{tag:4}- {value}".rstrip() + "\n" for tag, value in lines)


def _write_type(entry: Writing) -> None:
    """Write the publication types that were read, if they mean the type, else that of the type.

    A document without a container needs none.
    """
    type_ = entry.record.type
    kept = [str(word) for word in entry.extra.get("nbib:PT", [])]
    tags = {"TI"} if "title" in entry.texts else set()
    if "container-title" in entry.texts:
        tags.add("JT" if type_ in IN_JOURNAL else "BTI")
    if _type(kept, tags) == type_ and (kept or type_ == "document"):
        return
    entry.extra.pop("nbib:PT", None)
    entry.put("PT", TAGS.written[type_])
    if _type([TAGS.written[type_]], tags) != type_:
        entry.lose("type")


def _write_names(entry: Writing, variable: NameVar, short: str) -> list[tuple[str, str]]:
    """Return the lines of persons, each in full and abbreviated, and of bodies."""
    lines: list[tuple[str, str]] = []
    names = entry.names.pop(variable, [])
    bodies = [variable == "author" and is_written_whole(name) for name in names]
    printed = iter(entry.kept_short_names(short, len(names) - sum(bodies)))
    for name, is_body in zip(names, bodies, strict=True):
        if is_body:
            lines.append(("CN", name.literal))
            continue
        full = one_line(_print_name(name))
        if _read_name(full) != name:
            entry.lose(f"part of a name in {variable}")
        abbreviation = next(printed, "") or one_line(abbreviated(name, "")) or full
        if full:
            lines += [(f"F{short}", full), (short, abbreviation)]
    if lines:
        # Where they stand among the other lines.
        entry.put(f"F{short}", "")
    return lines


def _report_titles(entry: Writing) -> None:
    """Report what is no part of a title to whoever reads MEDLINE."""
    names: tuple[TextVar, ...] = ("title", "original-title")
    for variable in names:
        text = entry.texts.get(variable, "")
        if bare_title(text) != text:
            entry.lose(f"part of the {variable}")
        elif is_missing(entry.texts.get("title", "")) and names[1] in entry.texts:
            entry.lose(variable)


def _write_dates(entry: Writing) -> None:
    for variable, date in sorted(entry.record.dates.items()):
        if variable == "issued":
            line = _print_date(date)
            entry.put("DP", line)
        elif variable == "available-date" and len(date.start) == 3 and date.start[0] > 999:
            line = "".join(f"{part:02d}" for part in date.start)
            entry.put("DEP", line)
        else:
            line = ""
        if not line or read_date(line) != (date, ""):
            entry.lose(f"part of the date {variable}")


def _print_date(date: Date) -> str:
    """Return a date as MEDLINE prints it: `2019 Mar-Apr`, `2019 May 17`."""
    if not 0 < (date.start or (0,))[0] <= 9999:
        return one_line(date.literal)
    end = date.end or ()
    if len(end) in (1, 2) and end[0] != date.start[0] and 0 < end[0] <= 9999:
        # "1998 Dec-1999 Jan", "1998-1999"
        return "-".join(_print_date(Date(one)) for one in (date.start, end))
    return f"{date.start[0]:04d} {month_and_day(date)}".strip()


def _write_numbers(entry: Writing) -> None:
    """Write the numbers that MEDLINE marks, and those it prints without their marks."""
    serial: tuple[TextVar, ...] = ("ISSN", "ISBN")
    for variable in serial:
        if (text := entry.texts.get(variable, "")) and _serial_number(text) != text:
            entry.lose(f"part of the {variable}")
    doi, number = entry.texts.pop("DOI", ""), entry.texts.pop("number", "")
    if doi and doi_in(doi) == doi:
        entry.put("LID", f"{doi} [doi]")
    elif doi:
        entry.lose("DOI")
    paged = "page" in entry.texts or entry.record.type not in PERIODICAL
    if number and not paged and _ARTICLE_NUMBER.fullmatch(number):
        entry.put("LID", f"{number} [pii]")
    elif number:
        entry.lose("number")


FORMAT = Format(
    name="nbib",
    title="MEDLINE, PubMed's display format (PMID-)",
    suffixes=(".nbib", ".medline"),
    sniff=sniff,
    read=read,
    write=write,
)
