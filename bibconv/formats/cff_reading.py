"""CITATION.cff to records: the software, the work it asks to cite instead, and its references."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from bibconv.diagnostics import Report
from bibconv.format import ReadOptions, found
from bibconv.formats import yaml_items
from bibconv.formats.cff_tables import (
    INSTITUTIONAL,
    LIST_KEYS,
    MESSAGE,
    NAME_KEYS,
    PERSON_KEYS,
    PREFERRED,
    REPOSITORIES,
    TEXT_KEYS,
    TYPES,
    VERSION,
    WRITTEN_TYPES,
)
from bibconv.formats.trees import Object, from_pairs, is_empty
from bibconv.formats.yaml_members import Keeper, Members
from bibconv.record import Date, Evidence, Name, Origin, Record
from bibconv.source import Source, Span
from bibconv.values import dates
from bibconv.values.identifiers import normal_doi
from bibconv.values.ranges import page_range
from bibconv.variables import DateVar, NameVar, TextVar


def records(source: Source, report: Report, options: ReadOptions) -> Iterator[Record]:
    """Yield the record of the software, then that of its preferred citation, then references."""
    told: set[str] = set()
    for work in _works(source, report):
        record = Record()
        line, _ = source.position(work.span.start)
        raw = source.text()[slice(*work.span)]
        record.origin = Origin("cff", source.name, work.span, line, raw)
        keeper = Keeper("cff", source, told, record)
        _Reading(Members(work.value), record, keeper, work.role).read()
        for text in work.unreadable:
            keeper.keep("unreadable", text)
        says_something = any((record.texts, record.names, record.dates))
        if says_something or record.extra.keys() - {VERSION, MESSAGE, PREFERRED}:
            record.id = options.keys.make(record)
            yield record
        for finding in keeper.findings:
            report.add(finding._replace(key=record.id))


class _Work(NamedTuple):
    """A mapping that describes a work, and whether it is the "root", "preferred" or a reference."""

    value: Object
    span: Span
    role: str
    unreadable: tuple[str, ...]


_NESTED = frozenset(("references",))


def _works(source: Source, report: Report) -> Iterator[_Work]:
    """Yield the works of a file, the software before what is inside its mapping."""
    root: list[yaml_items.Entry] = []
    works: list[_Work] = []
    for entry in yaml_items.entries(source, report, inside=_NESTED):
        is_work = isinstance(entry.value, dict)
        if entry.key == "references" and is_work:
            works.append(_Work(entry.value, entry.span, "reference", entry.unreadable))
        elif entry.key == "preferred-citation" and is_work:
            works.insert(0, _Work(entry.value, entry.span, "preferred", entry.unreadable))
        elif entry.key is not None and entry.number < 0:
            root.append(entry)
        elif entry.value is not None:
            message = "this is no work"
            report.add(found(source, "error", "yaml-stray", message, entry.span))
    if root:
        value = from_pairs([(entry.key, entry.value) for entry in root])
        unreadable = tuple(text for entry in root for text in entry.unreadable)
        yield _Work(value, Span(root[0].span.start, root[-1].span.end), "root", unreadable)
    yield from works


@dataclass(slots=True)
class _Reading:
    """A work on its way to a record."""

    members: Members
    record: Record
    keeper: Keeper
    role: str

    def read(self) -> None:
        """Take what is understood, and keep the rest aside."""
        if self.role == "preferred":
            self.keeper.keep("preferred-citation", True)
        for key in ("cff-version", "message"):
            if self.role == "root" and (text := self.members.text(key)):
                self.keeper.keep(key, text)
        self._take_type()
        self._take_pages()
        self._take_texts()
        self._take_issued()
        self._take_other_dates()
        for key, variable in NAME_KEYS:
            self._take_names(key, variable)
        if "author" not in self.record.names:
            # Letters have senders.
            self._take_names("senders", "author")
        self._take_entities()
        self._take_identifiers()
        self._take_address()
        self.keeper.keep_rest(self.members)

    def _take_type(self) -> None:
        at, name = self.members.at("type"), self.members.text("type")
        if self.role == "root":
            name = name or "software"
        type_ = TYPES.get(name)
        if type_ is None and name:
            message = f"unknown type '{name}', taken for a document"
            self.keeper.say("warning", "unknown-type", message, at)
        self.record.type = type_ or "document"
        written = "dataset" if self.role == "root" and type_ == "dataset" else None
        if name and name != (written or WRITTEN_TYPES[self.record.type]):
            self.keeper.keep("type", name)

    def _take_pages(self) -> None:
        """Make a range of `start` and `end`; `pages` is the number of them, or wrongly a range."""
        start, end = self.members.text("start"), self.members.text("end")
        if not start and end:
            self.members.put_back("end", end)
        elif start:
            self.record.texts["page"] = f"{start}-{end}" if end and end != start else start
        pages = self.members.get("pages")
        if isinstance(pages, str) and "page" not in self.record.texts and page_range(pages):
            self.record.texts["page"] = self.members.text("pages")

    def _take_texts(self) -> None:
        for key, variable, types in TEXT_KEYS:
            if self.record.type in types and variable not in self.record.texts:
                if (text := self.members.text(key)) and variable == "DOI":
                    text = normal_doi(text)
                self._set(variable, text)
        for key, variable, sign in LIST_KEYS:
            listed = self.members.get(key)
            listed = listed if isinstance(listed, list) else [listed]
            if variable not in self.record.texts and all(isinstance(one, str) for one in listed):
                self.members.pop(key)
                sign = "; " if any("," in one for one in listed) else sign
                self._set(variable, sign.join(one for one in listed if one))

    def _set(self, variable: TextVar, text: str) -> None:
        if text:
            self.record.texts[variable] = text

    def _take_issued(self) -> None:
        """Make `issued` of the first date there is, made more precise by the others."""
        year, keys = self._year_and_month()
        known = [
            (("date-published",), self._date("date-published")),
            (keys, year),
            (("date-released",), self._date("date-released")),
            (("issue-date",), self._date("issue-date")),
        ]
        dated = [(keys, date) for keys, date in known if date]
        if not dated:
            return
        issued = dated[0][1]
        for _, date in dated:
            if _says(date, issued):
                issued = date
        for keys, date in dated:
            if _says(issued, date):
                for key in keys:
                    self.members.pop(key)
        self.record.dates["issued"] = issued

    def _year_and_month(self) -> tuple[Date | None, tuple[str, ...]]:
        """Return the date of `year` and `month`, and which of them it is made of."""
        date, month = self._date("year"), self.members.get("month")
        number = dates.month_number(month) if isinstance(month, str) else 0
        if date and len(date.start) == 1 and number:
            return date._replace(start=(*date.start, number)), ("year", "month")
        return date, ("year",)

    def _take_other_dates(self) -> None:
        for key, variable in _DATE_KEYS:
            if variable not in self.record.dates and (date := self._date(key)):
                self.members.pop(key)
                self.record.dates[variable] = date

    def _date(self, key: str) -> Date | None:
        text = self.members.get(key)
        if not isinstance(text, str) or not text:
            return None
        printed = dates.from_iso(text)
        if not printed and (read := dates.printed_date(text)) and read.whole:
            printed = read.date
        return printed or Date(literal=str(text))

    def _take_names(self, key: str, variable: NameVar) -> None:
        listed = self.members.pop(key)
        names: list[Name] = []
        for entry in listed if isinstance(listed, list) else [listed]:
            path = f"{key}/{len(names)}"
            if isinstance(entry, str) and entry:
                names.append(Name(literal=str(entry)))
            elif isinstance(entry, dict):
                inner = Members(entry, path)
                if name := _name(inner):
                    names.append(name)
                self.keeper.keep_rest(inner)
            elif not is_empty(entry):
                self.keeper.keep(path, entry)
                self.keeper.say("warning", "kept-aside", f"{key} has something that is no name", -1)
        if names:
            self.record.names[variable] = names

    def _take_entities(self) -> None:
        publisher = self._entity("publisher")
        self._set("publisher", publisher.text("name"))
        self._take_place(publisher, "publisher-place")
        institution = self._entity("institution")
        if self.record.type in INSTITUTIONAL and "publisher" not in self.record.texts:
            self._set("publisher", institution.text("name"))
            self._take_place(institution, "publisher-place")
        self._set("authority", institution.text("name"))
        conference = self._entity("conference")
        self._set("event-title", conference.text("name"))
        self._take_place(conference, "event-place")
        start, end = conference.text("date-start"), conference.text("date-end")
        if start or end:
            text = start if start == end or not end else f"{start}/{end}"
            self.record.dates["event-date"] = dates.from_iso(text) or Date(literal=text)
        location = self._entity("location")
        self._set("archive", location.text("name"))
        self._take_place(location, "archive-place")
        for entity in (publisher, institution, conference, location):
            self.keeper.keep_rest(entity)

    def _entity(self, key: str) -> Members:
        value = self.members.get(key)
        if isinstance(value, str):
            # The guide wants a mapping; people write the name.
            return Members({"name": self.members.pop(key)}, key)
        return Members(self.members.pop(key), key) if isinstance(value, dict) else Members({}, key)

    def _take_place(self, entity: Members, variable: TextVar) -> None:
        if variable not in self.record.texts:
            parts = [entity.text(part) for part in ("city", "region", "country")]
            self._set(variable, ", ".join(part for part in parts if part))

    def _take_identifiers(self) -> None:
        listed = self.members.pop("identifiers")
        left: list[Any] = []
        for entry in listed if isinstance(listed, list) else [listed]:
            members = entry if isinstance(entry, dict) else {}
            variable = _IDENTIFIERS.get(str(members.get("type")))
            value = members.get("value")
            if variable and isinstance(value, str) and value:
                text = normal_doi(value) if variable == "DOI" else str(value)
                taken = self.record.texts.setdefault(variable, text) == text
                # A description of it has no other place.
                if taken and entry.keys() <= {"type", "value"}:
                    continue
            if not is_empty(entry):
                left.append(entry)
        self.members.put_back("identifiers", left)

    def _take_address(self) -> None:
        """Take the repository for the address of a work that names no other."""
        for key in REPOSITORIES:
            address = self.members.get(key)
            if "URL" not in self.record.texts and isinstance(address, str):
                self.record.texts["URL"] = str(address)
                self.record.evidence["URL"] = Evidence(None, f"cff:{key}")


_DATE_KEYS: tuple[tuple[str, DateVar], ...] = (
    ("date-accessed", "accessed"),
    ("date-downloaded", "accessed"),
    ("year-original", "original-date"),
)
_IDENTIFIERS: dict[str, TextVar] = {"doi": "DOI", "url": "URL"}


def _says(fine: Date, coarse: Date) -> bool:
    """Tell whether a date says the same as another, or more."""
    if fine == coarse:
        return True
    is_plain = coarse == Date(coarse.start) and bool(coarse.start)
    return is_plain and fine.start[: len(coarse.start)] == coarse.start


def _name(members: Members) -> Name | None:
    """Return the name of a person or an entity, None for a mapping without one."""
    if "family-names" not in members and (text := members.text("name")):
        return Name(literal=text)
    parts = {part: text for key, part in PERSON_KEYS.items() if (text := members.text(key))}
    if "family" in parts:
        return Name(**parts)
    text = " ".join(parts.values()) or members.text("alias")
    return Name(literal=text) if text else None
