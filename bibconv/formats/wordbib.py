"""Word's bibliography (`b:Sources`), read and written: Sources.xml and the part inside a .docx."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from locale import windows_locale
from typing import TextIO

from bibconv.diagnostics import Report
from bibconv.format import Format, Item, ReadOptions, WriteOptions
from bibconv.formats.bibfields import TYPES as BIBTEX_TYPES
from bibconv.formats.tagged_values import serial_number
from bibconv.formats.wordbib_tables import PLACE, ROLES, TEXTS, TYPES, WRITTEN_TYPES
from bibconv.formats.xml_records import Dialect, Entry, put, records, root_tag
from bibconv.formats.xml_writing import Draft, Frame, write_elements
from bibconv.record import OTHERS, Date, Name, Record
from bibconv.source import Source
from bibconv.values import dates
from bibconv.values.names import SUFFIXES, person
from bibconv.variables import DateVar, ItemType, NameVar, TextVar
from bibconv.xmltree import Node, legal


def sniff(head: str) -> bool:
    """Tell whether a text's root is `Sources` of a bibliography."""
    name, tag = root_tag(head)
    return name == "Sources" and "bibliography" in tag


def read(source: Source, report: Report, options: ReadOptions) -> Iterator[Item]:
    """Yield the records of a list of sources."""
    yield from records(source, report, options, _DIALECT, _fill)


def write(items: Iterable[Item], stream: TextIO, report: Report, options: WriteOptions) -> None:
    """Write records as a list of sources, as Word's Source Manager opens it."""
    head = f'<b:Sources xmlns:b="{_NAMESPACE}" xmlns="{_NAMESPACE}" SelectedStyle="">\n'
    frame = Frame("wordbib", head, "Source", "</b:Sources>\n", frozenset(("Author",)), "b")
    write_elements(items, stream, report, frame, _compose)


# 22.6.1.1; ISO 29500 Strict has another, which is only read.
_NAMESPACE = "http://schemas.openxmlformats.org/officeDocument/2006/bibliography"
_DIALECT = Dialect("wordbib", ("Source",), frozenset())
_DATES: tuple[tuple[DateVar, str], ...] = (("issued", ""), ("accessed", "Accessed"))
_OTHERS = frozenset({"others", "et al", "et al.", "and others"})
_MONTHS = (
    "January February March April May June July August September October November December".split()
)
_SEASONS = ("Spring", "Summer", "Autumn", "Winter")
# " ISBN: 978-3-540-00000-1 ISSN: 0937-6429 MRN: 12", which JabRef writes into one element
_LABELLED = re.compile(r"(ISBN|ISSN|DOI):\s*(\S+)")
_LABEL = re.compile(r"\b[A-Z]{3,5}:\s")


def _fill(entry: Entry, record: Record) -> None:
    root = entry.root
    if tag := root.first("Tag"):
        record.id = tag.take()
    record.type = _type(entry)
    for node in root.children():
        if variable := _variable(node.name, record.type):
            put(record, variable, node)
    _take_place(root, record)
    _take_numbers(root, record)
    for dated, suffix in _DATES:
        if date := _read_date(root, suffix):
            record.dates[dated] = date
    for roles in root.children("Author"):
        for role in roles.children():
            _take_names(role, record)
    if language := root.first("LCID"):
        code = language.peek()
        if code.isascii() and code.isdigit() and (name := windows_locale.get(int(code[:9]))):
            record.texts["language"] = name.replace("_", "-")
            language.mark()


def _type(entry: Entry) -> ItemType:
    """Return a source's type: JabRef's word for it, else Word's."""
    root = entry.root
    node = root.first("SourceType")
    name = node.peek() if node else ""
    known = TYPES.get(name)
    if known and node:
        node.mark()
    elif node and name:
        entry.say("warning", "unknown-type", f"unknown type '{name}', taken for a document")
    if (bibtex := root.first("BIBTEX_Entry")) and (own := BIBTEX_TYPES.get(bibtex.peek().lower())):
        bibtex.mark()
        return own
    thesis = root.first("ThesisType")
    if known == "report" and thesis and _THESIS.search(thesis.peek()):
        return "thesis"
    return known or "document"


# "PhD thesis", "Dissertation", "Masterarbeit", "Habilitationsschrift", "thèse", "tesis doctoral"
_THESIS = re.compile(r"thes[ie]s|th[èe]se|tesis|tese|tesi\b|dissertation|arbeit|habilitation", re.I)


def _take_place(root: Node, record: Record) -> None:
    nodes = [node for name in PLACE for node in root.children(name)]
    if parts := [text for node in nodes if (text := node.take())]:
        record.texts["publisher-place"] = ", ".join(parts)


def _take_numbers(root: Node, record: Record) -> None:
    """Read the standard number, which may be several with their names before them."""
    for node in root.children("StandardNumber"):
        text = node.peek()
        if labelled := _LABELLED.findall(text):
            for label, number in labelled:
                variable: TextVar = "ISBN" if label == "ISBN" else label
                record.texts.setdefault(variable, number)
            if not _LABEL.search(_LABELLED.sub("", text)):
                node.mark()
        elif text and not _LABEL.search(text):
            put(record, serial_number(text, record.type), node)


def _read_date(root: Node, suffix: str) -> Date | None:
    """Return the date of three elements; a month or day that nobody can read stays where it is."""
    nodes = {part: root.first(part + suffix) for part in _PARTS}
    year, month, day = (node.peek() if node else "" for node in nodes.values())
    date = _date(year, month, day)
    if date is None and year and nodes["Year"]:
        # "n.d.", "2002-2003", "Spring 2004"
        printed = dates.printed_date(year)
        date = printed.date if printed and printed.whole else Date(literal=year)
        nodes["Year"].mark()
    elif date:
        for node in nodes.values():
            if node:
                node.mark()
    return date


_PARTS = ("Year", "Month", "Day")


def _date(year: str, month: str, day: str) -> Date | None:
    if not re.fullmatch(r"-?\d{1,4}", year) or not re.fullmatch(r"\d{0,2}", day):
        return None
    if not month:
        return Date((int(year),)) if not day else None
    number, season = dates.month_number(month), dates.season_number(month)
    if season and not day:
        return Date((int(year),), season=season)
    parts = dates.checked(int(year), number, int(day or 0))
    whole = len(parts) == 2 + bool(day) and number
    return Date(parts) if whole else None


def _take_names(role: Node, record: Record) -> None:
    if (variable := _role(role.name, record.type)) and (names := _names(role)):
        record.names.setdefault(variable, []).extend(names)


def _names(role: Node) -> list[Name]:
    names = [_person(one) for one in role.find("NameList/Person")]
    names += [Name(literal=text) for one in role.find("Corporate") if (text := one.take())]
    return [name for name in names if name != Name()]


def _person(node: Node) -> Name:
    parts = {part: node.first(part) for part in ("Last", "First", "Middle")}
    last, first, middle = (one.take() if one else "" for one in parts.values())
    given = " ".join(part for part in (first, middle) if part)
    if not given and last.casefold() in _OTHERS:
        return OTHERS
    if not last:
        return Name(literal=given)
    family, comma, suffix = last.rpartition(", ")
    if comma and suffix.casefold() in SUFFIXES:
        return person(family, given, suffix)
    return person(last, given)


def _variable(element: str, type_: ItemType) -> TextVar | None:
    """Return the variable that an element holds in a source of a type."""
    return next((name for known, name, types in TEXTS if known == element and type_ in types), None)


def _role(element: str, type_: ItemType) -> NameVar | None:
    return next((name for known, name, types in ROLES if known == element and type_ in types), None)


def _compose(draft: Draft) -> None:
    root = draft.root
    root.add("Tag", draft.sound(draft.key, "id"))
    type_ = _write_type(draft)
    _write_names(draft, type_)
    for dated, suffix in _DATES:
        if date := draft.dates.pop(dated, None):
            _write_date(draft, dated, suffix, date)
    for element, variable, types in TEXTS:
        known = type_ in types and _variable(element, type_) == variable
        if known and (text := draft.take(variable)):
            root.add(element, text)
    if place := draft.take("publisher-place"):
        root.add(PLACE[0], place)
    _write_numbers(draft, type_)
    language = draft.texts.get("language", "").replace("-", "_")
    if code := next((code for code, name in windows_locale.items() if name == language), 0):
        root.add("LCID", str(code))
        del draft.texts["language"]


def _write_type(draft: Draft) -> ItemType:
    """Write the type; return the one that it is read as."""
    type_ = draft.record.type
    if type_ == "document" and "wordbib:SourceType" in draft.record.extra:
        return type_
    name = WRITTEN_TYPES[type_]
    draft.root.add("SourceType", name)
    if TYPES[name] == type_ or (
        type_ == "thesis" and _THESIS.search(draft.record.texts.get("genre", ""))
    ):
        return type_
    # JabRef's element, which Word passes over.
    if own := next((own for own, known in BIBTEX_TYPES.items() if known == type_), ""):
        draft.root.add("BIBTEX_Entry", own)
        return type_
    draft.lose("type")
    return TYPES[name]


def _write_names(draft: Draft, type_: ItemType) -> None:
    around: Node | None = None
    for element, variable, types in ROLES:
        if type_ not in types or variable not in draft.names or _role(element, type_) != variable:
            continue
        names = draft.names.pop(variable)
        around = around or draft.root.add("Author")
        role = around.add(element)
        if len(names) == 1 and names[0].literal and names[0] != OTHERS:
            role.add("Corporate", draft.sound(names[0].literal, variable))
        else:
            people = role.add("NameList")
            for name in names:
                _write_person(people.add("Person"), name)
        if _names(role) != names:
            draft.lose(f"part of a name in {variable}")


def _write_person(node: Node, name: Name) -> None:
    family = name.literal or name.family
    if name.non_dropping_particle and not name.literal:
        # "d'Alembert" and "van den Berg"
        glue = "" if name.non_dropping_particle[-1] in "'’" else " "
        family = name.non_dropping_particle + glue + family
    if name.suffix and not name.literal:
        family = f"{family}, {name.suffix}"
    given = "" if name.literal else f"{name.given} {name.dropping_particle}".strip()
    first, _, middle = given.partition(" ")
    for part, text in (("Last", family), ("First", first), ("Middle", middle)):
        if text := legal(text):
            node.add(part, text)


def _write_date(draft: Draft, variable: DateVar, suffix: str, date: Date) -> None:
    texts = [draft.sound(date.literal or dates.to_iso(date._replace(circa=False)), variable)]
    if date.start and date.end is None:
        year, *rest = date.start
        texts = [str(year)]
        if rest:
            texts.append(_MONTHS[rest[0] - 1])
        elif date.season:
            texts.append(_SEASONS[date.season - 1])
        texts += map(str, rest[1:])
    for part, text in zip(_PARTS, texts, strict=False):
        if text:
            draft.root.add(part + suffix, text)
    if _read_date(draft.root, suffix) != date:
        draft.lose(f"part of the date {variable}")


def _write_numbers(draft: Draft, type_: ItemType) -> None:
    names: tuple[TextVar, ...] = ("ISBN", "ISSN")
    numbers = {name: draft.take(name) for name in names if name in draft.texts}
    numbers = {name: number for name, number in numbers.items() if number}
    if len(numbers) == 1:
        ((name, number),) = numbers.items()
        if serial_number(number, type_) == name and not _LABEL.search(number):
            draft.root.add("StandardNumber", number)
            return
    if numbers:
        draft.root.add(
            "StandardNumber", " ".join(f"{name}: {one}" for name, one in numbers.items())
        )
    for name, number in numbers.items():
        if not re.fullmatch(r"\S+", number):
            draft.lose(f"part of {name}")


FORMAT = Format(
    name="wordbib",
    title="Word's bibliography (b:Sources)",
    suffixes=(".xml",),
    sniff=sniff,
    read=read,
    write=write,
)
