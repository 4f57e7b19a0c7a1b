"""RIS, read and written: fields to variables and back, by the tables.

What RIS has no tag for is written as `M2  - variable: value`: Zotero puts M2 into its field Extra,
where it understands exactly that form, other programs ignore it, and it is read back from there.
RIS is plain text: markup is dropped and reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from typing import Literal, TextIO

from bibconv.diagnostics import Report
from bibconv.format import Format, Item, ReadOptions, WriteOptions, found
from bibconv.formats.ris_lines import Entry, Field, entries
from bibconv.formats.ris_tables import (
    BOOKISH,
    LABELS,
    NAME_TAGS,
    PARTS,
    TEXT_TAGS,
    TYPES,
    WRITTEN_TYPES,
)
from bibconv.formats.ris_values import (
    extra_name,
    is_plain_name,
    printed_date,
    printed_extra_name,
    printed_name,
    read_date,
    read_names,
    serial_number,
)
from bibconv.formats.writers import Keys, in_words, report_between
from bibconv.record import Date, Evidence, Json, Name, Origin, Record, Verbatim
from bibconv.source import Source, Span
from bibconv.values import dates
from bibconv.values.identifiers import DOI, normal_doi
from bibconv.values.markup import plain
from bibconv.values.numbers import page_range
from bibconv.variables import (
    DATE_VARS,
    ITEM_TYPES,
    NAME_VARS,
    TEXT_VARS,
    ItemType,
    NameVar,
    TextVar,
)


def sniff(head: str) -> bool:
    """Tell whether a line of the text begins an entry."""
    return _ENTRY.search(head) is not None


def read(source: Source, report: Report, options: ReadOptions) -> Iterator[Item]:
    """Yield the records of a RIS text, and what stands between them."""
    told: set[str] = set()
    for entry in entries(source, report):
        if isinstance(entry, Verbatim):
            yield entry
        else:
            record = _Reading(source, entry, told).record()
            record.id = record.id or options.keys.make(record)
            for fault in entry.faults:
                report.add(replace(fault, key=record.id))
            yield record


def write(items: Iterable[Item], stream: TextIO, report: Report, options: WriteOptions) -> None:
    """Write records as RIS, with a blank line between them."""
    # Imported here: whoever only asks whether a file is RIS does without.
    from bibconv.formats.ris_library import Writer

    writer = Writer()
    keys = Keys()
    foreign: list[Verbatim] = []
    first = True
    for item in items:
        if isinstance(item, Verbatim) and item.format != "ris":
            foreign.append(item)
            continue
        if not first:
            stream.write("\n")
        first = False
        if isinstance(item, Verbatim):
            stream.write(item.text.strip("\n") + "\n")
        else:
            if item.id and (key := keys.of(item, report)) != item.id:
                item = replace(item, id=key)
            writer.format_lines(stream, [_written(item, report)])
    if foreign:
        report_between(foreign, "ris", report)


# "TY  - JOUR" and its dialects
_ENTRY = re.compile(r"^[ \t\ufeff]{0,40}TY[ \t]{0,4}-(?:[ \t]|$)", re.MULTILINE)

# Tags that code below reads itself, beside those of the tables.
_PAGES, _DATES, _SERIAL, _CARRIER = ("SP", "EP"), ("PY", "DA"), "SN", "M2"
# "event-place: Zürich", "type: post"
_CARRIED = re.compile(r"([A-Za-z][A-Za-z_-]{1,40}): *(\S.*)", re.DOTALL)
# What the value of a tag must look like to be the variable of the table.
_SHAPES = {"C2": re.compile(r"PMC\d+")}


@dataclass(slots=True)
class _Reading:
    """An entry on its way to a record."""

    source: Source
    entry: Entry
    told: set[str]
    target: Record = field(default_factory=Record)

    def record(self) -> Record:
        """Return the record of the entry."""
        entry, record = self.entry, self.target
        record.origin = Origin("ris", self.source.name, entry.span, entry.line, entry.raw)
        fields = [one for one in entry.fields if one.value]
        carried = [one for one in fields if one.tag == _CARRIER and _is_carried(one.value)]
        if carried:
            fields = [one for one in fields if one not in carried]
        record.id = next((one.value for one in fields if one.tag == "ID"), "")
        record.type = self._type(fields, carried)
        for one in carried:
            self._take_carried(one)
        self._take_dates([one for one in fields if one.tag in _DATES])
        self._take_pages([one for one in fields if one.tag in _PAGES])
        self._take_several([one for one in fields if one.tag in _SEVERAL])
        self._take_titles([one for one in fields if one.tag in _TITLES])
        for one in fields:
            if one.tag not in _TAKEN:
                self._take(one)
        return record

    def _type(self, fields: list[Field], carried: list[Field]) -> ItemType:
        for one in carried:
            name, value = _parts(one.value)
            if name == "type" and value in ITEM_TYPES:
                self._why("type", one)
                return value
        for one in fields:
            if one.tag == "TY":
                self._why("type", one)
                if known := TYPES.get(one.value.upper()):
                    return known
                message = f"unknown type '{one.value}', taken for a document"
                self._keep(one, "unknown-type", message)
        return "document"

    def _take_carried(self, one: Field) -> None:
        name, value = _parts(one.value)
        record = self.target
        if name in TEXT_VARS and name not in record.texts:
            record.texts[name] = value
        elif name in NAME_VARS:
            record.names.setdefault(name, []).append(extra_name(value))
        elif name in DATE_VARS and name not in record.dates:
            record.dates[name] = dates.from_iso(value) or Date(literal=value)
        elif name != "type":
            self._keep(one)
            return
        self._why(name, one)

    def _take(self, one: Field) -> None:
        """Take a field that needs no other field to be understood."""
        record = self.target
        tag, value, _ = one
        if variable := _name_variable(tag, record.type):
            record.names.setdefault(variable, []).extend(read_names(value))
            self._why(variable, one)
        elif tag == "ID" and record.id == value:
            self._why("id", one)
        elif tag == _SERIAL:
            self._take_text(one, serial_number(value, record.type), value)
        elif tag == "Y2" and "accessed" not in record.dates:
            self._take_accessed(one)
        elif tag == "M3" and value.lower().startswith(("doi", "10.", "http")) and _doi(value):
            # Atypon's export repeats the DOI in M3.
            self._take_text(one, "DOI", _doi(value))
        elif (text := _text_variable(tag, record.type, value)) == "DOI":
            self._take_text(one, text, normal_doi(value) or value)
        elif text:
            self._take_text(one, text, value)
        else:
            self._keep(one)

    def _take_text(self, one: Field, variable: TextVar, value: str) -> None:
        """Set a variable; the same value again is understood, another one is kept aside."""
        if self.target.texts.setdefault(variable, value) == value:
            self._why(variable, one)
        else:
            self._keep(one)

    def _take_accessed(self, one: Field) -> None:
        dated = read_date(one.value)
        self.target.dates["accessed"] = dated.date
        self._why("accessed", one)
        if dated.rest:
            self._keep(one)

    def _take_dates(self, fields: list[Field]) -> None:
        """Make `issued` of PY and DA: the first of them, made more precise by the others."""
        record = self.target
        carried = record.dates.get("issued")
        issued = carried
        for one in sorted(fields, key=lambda one: _DATES.index(one.tag)):
            year = issued.start[0] if issued and issued.start else 0
            dated = read_date(one.value, year)
            date = dated.date
            if not issued or (date.start and _refines(date, issued)):
                # What M2 says is more than PY and DA can say.
                issued = carried or date
            elif not _refines(issued, date):
                self._keep(one)
                continue
            self._why("issued", one)
            if dated.rest:
                self._keep(one)
        if issued:
            record.dates["issued"] = issued

    def _take_pages(self, fields: list[Field]) -> None:
        """Make a range of SP and EP; of a book SP alone is the number of pages."""
        starts = [one for one in fields if one.tag == "SP"]
        ends = [one for one in fields if one.tag == "EP"]
        for one in (*starts[1:], *(ends[1:] if starts else ends)):
            self._keep(one)
        if not starts:
            return
        start, end = starts[0], ends[0] if ends else None
        if end is None and self.target.type in BOOKISH and not page_range(start.value):
            self._take_text(start, "number-of-pages", start.value)
            return
        page = start.value
        if end and page != end.value:
            ends_in = page_range(page)
            if not (ends_in and ends_in[1] == end.value):
                page = end.value if _starts_with(end.value, page) else f"{page}-{end.value}"
        self._take_text(start, "page", page)
        if end:
            self._why("page", end)

    def _take_several(self, fields: list[Field]) -> None:
        """Join what may stand in several lines: keywords in one list, notes line by line."""
        if listed := [one for one in fields if one.tag == "KW"]:
            words = [word for one in listed for word in _cut(one.value, ";")]
            words = words or [one.value for one in listed]
            sign = "; " if any("," in word for word in words) else ", "
            self._join(listed, "keyword", sign.join(words))
        if notes := [one for one in fields if one.tag == "N1"]:
            self._join(notes, "note", "\n".join(one.value for one in notes))

    def _join(self, fields: list[Field], variable: TextVar, text: str) -> None:
        if self.target.texts.setdefault(variable, text) != text:
            for one in fields:
                self._keep(one)
        else:
            for one in fields:
                self._why(variable, one)

    def _take_titles(self, fields: list[Field]) -> None:
        """Find the container among the tags that may hold it, the surest first.

        A paper's T2 is the conference where C3 names its proceedings. A second title of the
        container in a tag for abbreviations is its short one.
        """
        record = self.target
        proceedings = any(one.tag == "C3" for one in fields) and record.type == "paper-conference"
        for one in sorted(fields, key=lambda one: _TITLES.index(one.tag)):
            variable = _text_variable(one.tag, record.type, one.value)
            if one.tag == "T2" and proceedings:
                variable = "event-title"
            if not variable:
                self._keep(one)
                continue
            title = record.texts.get("container-title", one.value)
            if variable == "container-title" and title != one.value and one.tag in _ABBREVIATED:
                variable = "container-title-short"
            self._take_text(one, variable, one.value)

    def _keep(self, one: Field, code: str = "", message: str = "") -> None:
        """Keep a field that has no place in the record; say so once for each tag."""
        self.target.extra.setdefault(f"ris:{one.tag}", []).append(one.value)
        if not message:
            if one.tag in self.told:
                return
            self.told.add(one.tag)
            message = f"{one.tag} has no place in the record here; it is kept for RIS"
        severity: Literal["info", "warning"] = "warning" if code else "info"
        fault = found(self.source, severity, code or "kept-aside", message, one.span)
        self.entry.faults.append(fault)

    def _why(self, variable: str, one: Field) -> None:
        """Note where a variable's value stood: from its first field to its last."""
        evidence, span = self.target.evidence, one.span
        before = evidence.get(variable)
        if before is not None and before.span:
            span = Span(min(before.span.start, span.start), max(before.span.end, span.end))
        evidence[variable] = _new(Evidence, (span, f"ris:{one.tag}", 1.0))


_new = tuple.__new__
_SEVERAL = ("KW", "N1")
# Titles in the order in which they are believed.
_TITLES = ("TI", "C3", "T2", "BT", "JF", "J2", "JO", "JA", "J1", "T3")
# Tags that are read together, before the others.
_TAKEN = frozenset(("TY", *_DATES, *_PAGES, *_SEVERAL, *_TITLES))
_ABBREVIATED = ("JO", "JA", "J1")
_TEXT_ROWS: dict[str, list[tuple[TextVar, frozenset[ItemType]]]] = {}
for _tag, _variable, _types in TEXT_TAGS:
    _TEXT_ROWS.setdefault(_tag, []).append((_variable, _types))


def _text_variable(tag: str, type_: ItemType, value: str) -> TextVar | None:
    """Return the variable that a tag means in an item of a type."""
    if tag in _SHAPES and not _SHAPES[tag].fullmatch(value):
        return None
    return _tag_variable(tag, type_)


@cache
def _tag_variable(tag: str, type_: ItemType) -> TextVar | None:
    return next((name for name, types in _TEXT_ROWS.get(tag, ()) if type_ in types), None)


@cache
def _name_variable(tag: str, type_: ItemType) -> NameVar | None:
    return next((name for known, name, types in NAME_TAGS if known == tag and type_ in types), None)


def _cut(keywords: str, sign: str) -> list[str]:
    """Return the keywords of a list, without what stands between them."""
    words = (word.strip(" \t\u00a0,;") for word in keywords.split(sign))
    return [word for word in words if word]


def _doi(text: str) -> str:
    """Return the DOI that a text is, or nothing."""
    doi = normal_doi(text)
    return doi if DOI.fullmatch(doi) else ""


def _parts(text: str) -> tuple[str, str]:
    match = _CARRIED.fullmatch(text)
    return (match[1], match[2].strip()) if match else ("", "")


def _is_carried(text: str) -> bool:
    name, _ = _parts(text)
    return name == "type" or name in TEXT_VARS or name in NAME_VARS or name in DATE_VARS


def _refines(fine: Date, coarse: Date) -> bool:
    """Tell whether a date says the same as another, or more."""
    if fine == coarse:
        return True
    return bool(coarse.start) and fine.start[: len(coarse.start)] == coarse.start


def _starts_with(text: str, first: str) -> bool:
    """Tell whether EP repeats SP, as in SP 280, EP 280-284."""
    ends = page_range(text)
    return ends is not None and ends[0] == first


@dataclass(slots=True)
class _Written:
    """A record on its way to an entry."""

    record: Record
    report: Report
    values: dict[str, list[str]] = field(default_factory=dict)
    carried: list[str] = field(default_factory=list)

    def put(self, tag: str, value: str) -> None:
        """Add a line."""
        self.values.setdefault(LABELS[tag], []).append(value)

    def carry(self, variable: str, value: str) -> None:
        """Add a line for what has no tag."""
        self.carried.append(f"{variable}: {value}")

    def lose(self, what: str) -> None:
        """Report what cannot be written."""
        self.report.lose(what, "ris", self.record.id)


def _written(record: Record, report: Report) -> dict[str, str | list[str]]:
    """Return an entry as rispy's writer takes it: values by label, in the order of their lines."""
    entry = _Written(record, report)
    tag = _write_type(entry)
    if record.id:
        entry.put("ID", _line(record.id))
    texts = {name: _plain_line(name, text, entry) for name, text in record.texts.items()}
    texts = {name: text for name, text in texts.items() if text}
    if title := texts.pop("title", ""):
        entry.put("TI", title)
    _write_names(entry)
    _write_dates(entry)
    _write_titles(entry, texts)
    _write_pages(entry, texts)
    _write_serial_numbers(entry, texts)
    for variable in sorted(texts, key=_WRITTEN_ORDER.__getitem__):
        _write_text(entry, variable, texts[variable])
    for line in entry.carried:
        entry.put(_CARRIER, line)
    _write_extra(entry)
    return {LABELS["TY"]: tag, **entry.values}


# In the order of the table; what is not in it follows.
_WRITTEN_ORDER: dict[TextVar, int] = {
    name: place
    for place, name in enumerate(
        dict.fromkeys((*(name for _, name, _ in TEXT_TAGS), *sorted(TEXT_VARS)))
    )
}
# What cannot be in a line: tags, line ends, halves of characters.
_NO_LINE = re.compile("[<\n\r\v\f\x1c-\x1e\x85\u2028\u2029\ud800-\udfff]")
# Line ends of any kind, where the next line would begin for this or another program.
_BREAKS = re.compile("[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")


def _line(text: str) -> str:
    text = _BREAKS.sub(" ", text).strip()
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def _plain_line(name: TextVar, text: str, entry: _Written) -> str:
    if not _NO_LINE.search(text):
        return text.strip()
    bare = plain(text)
    if bare != text:
        entry.lose(f"markup of {name}")
    if name == "note":
        return "\n".join(filter(None, (_line(part) for part in bare.split("\n"))))
    return _line(bare)


def _write_type(entry: _Written) -> str:
    record = entry.record
    unknown = record.extra.get("ris:TY")
    if record.type == "document" and unknown and _are_lines(unknown) and len(unknown) == 1:
        return str(unknown[0])
    tag = WRITTEN_TYPES[record.type]
    if TYPES[tag] != record.type:
        entry.carry("type", record.type)
    return tag


def _write_names(entry: _Written) -> None:
    type_ = entry.record.type
    left = dict(entry.record.names)
    for tag, variable, types in NAME_TAGS:
        if variable in left and type_ in types and tag != "TA":
            # EndNote knows the editor of a part as A2, JabRef and Zotero that of a book as ED.
            shown = "ED" if tag == "A2" and type_ not in PARTS else tag
            lines = [_name_line(name) for name in left.pop(variable)]
            for _, whole in lines:
                if not whole:
                    entry.lose(f"part of a name in {variable}")
            if written := [line for line, _ in lines if line]:
                entry.values.setdefault(LABELS[shown], []).extend(written)
    for variable in sorted(left):
        for name in entry.record.names[variable]:
            line = _line(printed_extra_name(name))
            if extra_name(line) != name:
                entry.lose(f"part of a name in {variable}")
            if line:
                entry.carry(variable, line)


# The names of a few bibliographies, in some 3 MB.
@lru_cache(1 << 13)
def _name_line(name: Name) -> tuple[str, bool]:
    """Return a name as a line, and whether the line says all of it."""
    if is_plain_name(name):
        return f"{name.family}, {name.given}", True
    line = _line(printed_name(name))
    return line, read_names(line) == [name]


def _write_dates(entry: _Written) -> None:
    for variable in sorted(entry.record.dates):
        date = entry.record.dates[variable]
        printed = printed_date(date)
        if variable == "issued" and (printed or 0 < (date.start or (0,))[0] <= 9999):
            entry.put("PY", f"{date.start[0]:04d}")
            if printed[5:] not in ("", "//"):
                # Mendeley takes DA for the day of access, so it is there only where it says more.
                entry.put("DA", printed)
            if printed:
                continue
        elif variable in ("issued", "accessed"):
            line = printed or _line(date.literal)
            if line and read_date(line).date == date:
                entry.put("PY" if variable == "issued" else "Y2", line)
                continue
        line = _line(dates.to_iso(date))
        if line:
            entry.carry(variable, line)
        if (dates.from_iso(line) or Date(literal=line)) != date:
            entry.lose(f"part of the date {variable}")


def _write_titles(entry: _Written, texts: dict[TextVar, str]) -> None:
    """Write the proceedings and the conference of a paper where both are known."""
    names: tuple[TextVar, TextVar] = ("container-title", "event-title")
    if entry.record.type == "paper-conference" and all(name in texts for name in names):
        entry.put("C3", texts.pop("container-title"))
        entry.put("T2", texts.pop("event-title"))


def _write_pages(entry: _Written, texts: dict[TextVar, str]) -> None:
    page, number = texts.get("page", ""), texts.get("number-of-pages", "")
    ends = page_range(page)
    if ends and ends[0] != ends[1]:
        entry.put("SP", ends[0])
        entry.put("EP", ends[1])
        del texts["page"]
    elif entry.record.type not in BOOKISH:
        if page:
            entry.put("SP", texts.pop("page"))
    elif number and not page and not page_range(number):
        entry.put("SP", texts.pop("number-of-pages"))


def _write_serial_numbers(entry: _Written, texts: dict[TextVar, str]) -> None:
    names: tuple[TextVar, ...] = ("ISBN", "ISSN", "number")
    for variable in names:
        text = texts.get(variable, "")
        if text and serial_number(text, entry.record.type) == variable:
            entry.put(_SERIAL, texts.pop(variable))


def _write_text(entry: _Written, variable: TextVar, text: str) -> None:
    if variable == "note":
        for line in text.split("\n"):
            entry.put("N1", line)
        return
    if variable == "keyword":
        # Keywords that are all punctuation are one.
        for word in _cut(text, ";" if ";" in text else ",") or [text]:
            entry.put("KW", word)
        return
    type_ = entry.record.type
    changed = (variable == "DOI" and normal_doi(text) != text) or (
        variable == "genre" and _doi(text) != ""
    )
    for tag in () if changed else _written_tags(variable, type_):
        shape = _SHAPES.get(tag)
        if LABELS[tag] not in entry.values and (shape is None or shape.fullmatch(text)):
            entry.put(tag, text)
            return
    entry.carry(variable, text)


@cache
def _written_tags(variable: TextVar, type_: ItemType) -> tuple[str, ...]:
    """Return the tags from which a variable is read in an item of a type."""
    tags = dict.fromkeys(tag for tag, name, _ in TEXT_TAGS if name == variable)
    return tuple(tag for tag in tags if _tag_variable(tag, type_) == variable)


def _write_extra(entry: _Written) -> None:
    for key in sorted(entry.record.extra):
        values = entry.record.extra[key]
        tag = key.removeprefix("ris:")
        if tag == key or tag not in LABELS or not _are_lines(values):
            entry.lose(in_words(key))
        elif tag != "TY":
            for value in values:
                entry.put(tag, str(value))


def _are_lines(values: list[Json]) -> bool:
    return all(isinstance(value, str) and value and _line(value) == value for value in values)


FORMAT = Format(
    name="ris",
    title="RIS (EndNote, Zotero, Mendeley, publishers)",
    suffixes=(".ris",),
    sniff=sniff,
    read=read,
    write=write,
)
