"""Web of Science's field-tagged export (`PT J`, `AU`, `AF` … `ER`), read and written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TextIO

from bibconv.diagnostics import Report
from bibconv.format import Format, Item, ReadOptions, WriteOptions
from bibconv.formats.isi_tables import DOCUMENTS, KINDS, PUBLICATIONS, TAGS, TELLING, WRITTEN
from bibconv.formats.tagged_lines import Entry, Field, Grammar, Line, entries
from bibconv.formats.tagged_reading import Reading, records
from bibconv.formats.tagged_values import (
    Dated,
    abbreviated,
    is_body,
    month_and_day,
    printed_name,
    read_date,
)
from bibconv.formats.tagged_writing import Writing, is_written_whole, write_entries
from bibconv.formats.type_groups import only
from bibconv.formats.writers import one_line
from bibconv.record import Date, Json, Name, Record
from bibconv.source import Source
from bibconv.values.names import initials_last, inverted
from bibconv.variables import ItemType, NameVar


def sniff(head: str) -> bool:
    """Tell whether the text begins with Web of Science's header, or a line begins an entry."""
    return _HEADER.match(head) is not None or _ENTRY.search(head) is not None


def read(source: Source, report: Report, options: ReadOptions) -> Iterator[Item]:
    """Yield the records of a Web of Science export, and what stands between them."""
    return records(entries(source, report, _GRAMMAR), source, report, options, _record)


def write(items: Iterable[Item], stream: TextIO, report: Report, options: WriteOptions) -> None:
    """Write records as Web of Science does, between its header and its last line."""
    stream.write("FN Clarivate Analytics Web of Science\nVR 1.0\n")
    write_entries(items, stream, report, "isi", lambda record: _written(record, report))
    stream.write("\nEF\n")


# "FN Clarivate Analytics Web of Science\nVR 1.0"
_HEADER = re.compile(r"[\s\ufeff]{0,40}FN [^\n]{1,200}\nVR \d")
# "PT J\nAU Smith, J"
_ENTRY = re.compile(r"^\ufeff?PT [A-Z]\s?\n(?:[A-Z][A-Z0-9] |   )", re.MULTILINE)
# "TI A title", "ER"
_LINE = re.compile(r"([A-Z][A-Z0-9])(?:[ \t](.*)|$)", re.DOTALL)


def _split(line: str, above: str) -> Line:
    match = _LINE.fullmatch(line)
    return Line(match[1], (match[2] or "").strip()) if match else Line("", line.strip())


_GRAMMAR = Grammar(
    "isi",
    "Web of Science",
    _split,
    begins=lambda line, tags, blank: line.tag == "PT",
    example="PT J",
    first="PT",
    end="ER",
    frame=frozenset({"FN", "VR", "EF"}),
    one_a_line=frozenset("AU AF BA BF BE CA GP ED CR C1".split()),
)


def _record(source: Source, entry: Entry, told: set[str]) -> Record:
    entry.fields = [one._replace(value=_marked_up(one.value)) for one in entry.fields]
    reading = Reading(TAGS, source, entry, told)
    _take_type(reading)
    _take_names(reading, "author", reading.pick("AU"), reading.pick("AF"))
    book = reading.target.type == "book"
    of_book: NameVar = "author" if book and not reading.target.names else "container-author"
    _take_names(reading, of_book, reading.pick("BA"), reading.pick("BF"))
    for one in reading.pick("CA"):
        reading.take_names(one, "author", [Name(literal=one.value)])
    for one in reading.pick("GP"):
        nobody = book and not reading.target.names
        reading.take_names(
            one, "author" if nobody else "container-author", [Name(literal=one.value)]
        )
    # Of patents PD is a table of numbers and dates.
    days = reading.pick("PD") if reading.target.type != "patent" else []
    reading.take_issued([*reading.pick("PY"), *days], _read_date)
    for one in reading.pick("CY"):
        reading.take_date(one, "event-date", _read_date)
    for one in reading.pick("EA"):
        reading.take_date(one, "available-date", _read_date)
    reading.take_pages(reading.pick("BP"), reading.pick("EP"), only())
    reading.take_keywords([*reading.pick("DE"), *reading.pick("ID")])
    title = next((one.value for one in reading.left if one.tag == "TI"), "")
    if book and any(_is_repeated(one.value, title) for one in reading.left if one.tag == "SO"):
        for one in reading.pick("SO"):
            reading.keep(one)
    titles = sorted(reading.pick("SO", "JI", "J9"), key=lambda one: _TITLES.index(one.tag))
    reading.take_titles(titles, frozenset())
    for one in reading.pick("DI", "DL"):
        # DL is the DOI as an address.
        if not reading.take_doi(one):
            reading.keep(one)
    reading.take_rest(lambda lines: [_read_name(line) for line in lines])
    return reading.finished()


def _is_repeated(container: str, title: str) -> bool:
    """Tell whether the source of a book is the book: `A WHOLE BOOK`."""
    return container.casefold() == title.casefold()


_TITLES = ("SO", "JI", "J9")


def _take_type(reading: Reading) -> None:
    """Take the type from PT and DT; keep them where they say more than the type."""
    publications, documents = reading.pick("PT"), reading.pick("DT")
    publication = publications[0].value if publications else ""
    document = documents[0].value if documents else ""
    texts = {one.tag: one.value for one in reading.left}
    type_ = _type(publication, document, texts)
    reading.target.type = type_
    usual = WRITTEN[type_]
    if publications and type_ == "document":
        message = f"unknown type '{publication}', taken for a document"
        reading.keep(publications.pop(0), "unknown-type", message)
    for one in publications:
        reading.why("type", one)
        if one.value != usual.publication or len(publications) > 1:
            reading.keep(one)
    for one in documents:
        reading.why("type", one)
        if one.value != usual.document or len(documents) > 1:
            reading.keep(one)


def _type(publication: str, document: str, texts: dict[str, str]) -> ItemType:
    """Return the type of an item by what is said of it, and of books by the fields it has.

    "Article; Proceedings Paper" of a journal is an article.
    """
    letter = PUBLICATIONS.get(publication.casefold(), publication.upper()[:1])
    words = [word.strip().casefold() for word in document.split(";")]
    told = [word for word in words if word in TELLING]
    words = [DOCUMENTS.get(word, word) for word in told or words]
    for kind in KINDS:
        if kind.document.casefold() in words and (told or kind.publication == letter):
            return kind.type
    if letter in ("J", "P"):
        return "article-journal" if letter == "J" else "patent"
    if letter not in ("B", "S", "C"):
        return "dataset" if letter == "D" else "document"
    if letter == "C" or "proceedings paper" in words or "CT" in texts:
        return "paper-conference"
    if "book" in words and letter == "B":
        return "book"
    within = "SO" in texts and not _is_repeated(texts["SO"], texts.get("TI", ""))
    return "chapter" if letter == "S" or "book chapter" in words or within else "book"


def _take_names(reading: Reading, variable: NameVar, short: list[Field], full: list[Field]) -> None:
    """Take the fuller of two lists of the same persons."""
    if full and len(short) in (0, len(full)):
        for one in full:
            reading.take_names(one, variable, [_read_name(one.value)])
        reading.take_short_names(variable, list(zip(short, full, strict=False)))
    else:
        for one in short:
            reading.take_names(one, variable, [_read_name(one.value)])
        for one in full:
            reading.keep(one)


def _read_name(text: str) -> Name:
    """Return a name: `Smith, John A.`, in old exports `SMITH JA`, or a body."""
    if "," in text or is_body(text):
        return inverted(text)
    return initials_last(text) or Name(literal=text)


# Web of Science's seasons, which no dictionary has.
_SEASONS = {"SPR": "Spring", "SUM": "Summer", "FAL": "Fall", "AUT": "Autumn", "WIN": "Winter"}
_SEASON = re.compile(rf"\b(?:{'|'.join(_SEASONS)})\b")


def _read_date(text: str, year: int = 0) -> Dated:
    dated = read_date(_SEASON.sub(lambda match: _SEASONS[match[0]], text), year)
    # What is kept of it is the field as it was.
    return dated._replace(rest=text) if dated.rest else dated


# "SiO/sub 2/", "10/sup 3/": INSPEC's way to write what is above and below the line
_SCRIPT = re.compile(r"/(sub|sup) ([^/\s][^/]{0,40})/")


def _marked_up(text: str) -> str:
    return _SCRIPT.sub(r"<\1>\2</\1>", text) if "/su" in text else text


def _written(record: Record, report: Report) -> str:
    entry = Writing(TAGS, record, report)
    _write_type(entry)
    _write_authors(entry)
    entry.write_names(read=lambda line: [_read_name(line)], print_name=printed_name)
    issued = record.dates.get("issued")
    if record.type == "patent" and issued and issued != Date(issued.start[:1]):
        entry.lose("part of the date issued")
    entry.write_dates(
        {"available-date": "EA", "event-date": "CY"}, "PY", "PD", _print_date, _read_date
    )
    entry.write_pages("BP", "EP", only())
    container = entry.texts.get("container-title", "")
    book = WRITTEN[record.type].document == "Book"
    if book and container and _is_repeated(container, entry.texts.get("title", "")):
        # It would be read as the book's title in capitals.
        del entry.texts["container-title"]
        entry.lose("container-title")
    _write_keywords(entry)
    entry.write_texts()
    entry.write_rest()
    lines: list[str] = []
    above = ""
    for tag, value in entry.lines():
        lines.append(f"{'  ' if tag == above and tag in _GRAMMAR.one_a_line else tag} {value}\n")
        above = tag
    return "".join([*lines, "ER\n"])


def _write_type(entry: Writing) -> None:
    type_, usual = entry.record.type, WRITTEN[entry.record.type]
    publication, document = usual.publication, usual.document
    kept = [_only_text(entry.extra.get(f"isi:{tag}", [])) for tag in ("PT", "DT")]
    texts = {"SO": "x"} if "container-title" in entry.texts else {}
    for tag, value in zip(("PT", "DT"), kept, strict=True):
        if value:
            del entry.extra[f"isi:{tag}"]
    if any(kept) and _type(kept[0] or publication, kept[1] or document, texts) == type_:
        publication, document = kept[0] or publication, kept[1] or document
    elif usual.type != type_:
        entry.lose("type")
    entry.put("PT", publication)
    entry.put("DT", document)


def _only_text(values: list[Json]) -> str:
    return str(values[0]) if len(values) == 1 and isinstance(values[0], str) else ""


def _write_authors(entry: Writing) -> None:
    """Write authors, and bodies behind them apart, as Web of Science has them."""
    authors = entry.names.pop("author", [])
    count = len(authors)
    while count and is_written_whole(authors[count - 1]):
        count -= 1
    for name in authors[count:]:
        entry.put("CA", name.literal)
    _write_names(entry, "author", authors[:count], "AU", "AF")
    others = entry.names.pop("container-author", [])
    if others and not count and WRITTEN[entry.record.type].document == "Book":
        # They would be read as the book's own.
        entry.lose("container-author")
    else:
        _write_names(entry, "container-author", others, "BA", "BF")


def _write_names(
    entry: Writing, variable: NameVar, names: list[Name], short: str, full: str
) -> None:
    """Write persons twice, abbreviated and in full, as readers of this format expect.

    Where the two lists that were read do not fit together, they are written as they were.
    """
    apart = f"isi:{full}" in entry.extra
    printed = iter(entry.kept_short_names(short, len(names)))
    for name in names:
        line = one_line(printed_name(name))
        if _read_name(line) != name:
            entry.lose(f"part of a name in {variable}")
        if line:
            brief = next(printed, "") or one_line(abbreviated(name)) or line
            entry.put(short, line if apart else brief)
            if not apart:
                entry.put(full, line)


def _print_date(date: Date) -> str:
    return _SHORT_SEASONS.get(date.season, month_and_day(date).upper())


_SHORT_SEASONS = {1: "SPR", 2: "SUM", 3: "FAL", 4: "WIN"}


def _write_keywords(entry: Writing) -> None:
    entry.write_keywords("DE")
    if words := entry.values.pop("DE", []):
        entry.put("DE", "; ".join(words))


FORMAT = Format(
    name="isi",
    title="Web of Science, tagged (FN, VR, PT J)",
    suffixes=(".isi", ".ciw"),
    sniff=sniff,
    read=read,
    write=write,
)
