"""An entry of tagged fields on its way to a record: each is taken, or kept aside and named."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from operator import itemgetter
from typing import Literal

from bibconv.diagnostics import Report
from bibconv.format import Item, ReadOptions, found
from bibconv.formats import carried
from bibconv.formats.tagged_lines import Entry, Field
from bibconv.formats.tagged_tables import Tags
from bibconv.formats.tagged_values import (
    Dated,
    doi_in,
    has_letters_of,
    keywords,
    read_date,
    read_lines,
    refines,
    stands_alone,
)
from bibconv.formats.type_groups import BOOKISH, Types
from bibconv.record import Evidence, LateEvidence, Name, Origin, Record, Verbatim
from bibconv.source import Source, Span
from bibconv.values.identifiers import normal_doi
from bibconv.values.ranges import page_range
from bibconv.variables import DateVar, ItemType, NameVar, TextVar


def records(
    entries: Iterable[Entry | Verbatim],
    source: Source,
    report: Report,
    options: ReadOptions,
    record_of: Callable[[Source, Entry, set[str]], Record],
) -> Iterator[Item]:
    """Yield the record of each entry, with a key, and what stands between entries.

    `record_of` gets, beside the entry, the tags already named in a finding.
    """
    told: set[str] = set()
    for entry in entries:
        if isinstance(entry, Verbatim):
            yield entry
        else:
            record = record_of(source, entry, told)
            record.id = record.id or options.keys.make(record)
            for fault in entry.faults:
                report.add(fault._replace(key=record.id))
            yield record


class Reading:
    """The record of an entry, as far as its fields have been taken.

    `told` are the tags already named in a finding.
    """

    def __init__(self, tags: Tags, source: Source, entry: Entry, told: set[str]) -> None:
        self.tags = tags
        self.entry = entry
        # What has a value and nobody has taken yet, by tag.
        self._by_tag = entry.by_tag()
        # Whether a field has told the type.
        self.is_typed = False
        # Which fields variables have come from.
        self._why: list[tuple[str, Field]] = []
        self.target = Record(
            "", "document", {}, {}, {}, {},
            _new(Origin, (tags.format, source.name, entry.span, entry.line, entry.raw)),
            LateEvidence(partial(_evidence, tags.format, entry, self._why)),
        )  # fmt: skip
        self._source = source
        self._told = told
        self._aside: list[Field] = []

    def pick(self, tag: str, *others: str) -> list[Field]:
        """Return the fields of some tags, which are taken herewith."""
        by_tag = self._by_tag
        if not others:
            return by_tag.pop(tag, None) or []
        there = [one for one in (tag, *others) if one in by_tag]
        if len(there) < 2:
            return by_tag.pop(there[0]) if there else []
        return sorted([one for tag in there for one in by_tag.pop(tag)], key=_NUMBER)

    @property
    def left(self) -> list[Field]:
        """What nobody has taken yet, in order."""
        return sorted([one for fields in self._by_tag.values() for one in fields], key=_NUMBER)

    def take_id(self, tag: str) -> None:
        """Take the record's key."""
        for one in self.pick(tag):
            if self.target.id in ("", one.value):
                self.target.id = one.value
                self.why("id", one)
            else:
                self.keep(one)

    def take_type(self) -> None:
        """Take the type: what a carried line says, else what the word of the type's tag means."""
        for one in self._by_tag.get(self.tags.carrier, ()):
            if type_ := carried.carried_type(one.value):
                self.type_by(one, type_)
        known = self.is_typed
        for one in self.pick(self.tags.type_tag):
            meant = self.tags.types.get(one.value.casefold())
            if not known and not meant:
                message = f"unknown type '{one.value}', taken for a document"
                self.keep(one, "unknown-type", message)
            elif not self.is_typed:
                self.target.type = meant or "document"
                if one.value in self.tags.finer:
                    self.repeat(one)
            elif meant != self.target.type and not known:
                self.keep(one)
                continue
            self.is_typed = True
            self.why("type", one)

    def type_by(self, one: Field, type_: ItemType) -> None:
        """Set the type that a field tells."""
        self.target.type = type_
        self.is_typed = True
        self.why("type", one)

    def take_carried(self) -> None:
        """Take the lines `variable: value`."""
        lines = self._by_tag.get(self.tags.carrier, ())
        taken = [one for one in lines if carried.parts(one.value)[0]]
        for one in taken:
            if variable := carried.take(one.value, self.target):
                self.why(variable, one)
            else:
                self.keep(one)
        if taken:
            self._by_tag[self.tags.carrier] = [one for one in lines if one not in taken]

    def take_rest(self, names: Callable[[list[str]], list[Name]] = read_lines) -> None:
        """Take what needs no other field to be understood, by the tables; keep what they lack."""
        type_, texts = self.target.type, self.target.texts
        meanings = self.tags.meanings(type_)
        for tag, fields in self._by_tag.items():
            variable, text = meanings.get(tag, _NOTHING)
            if text and not variable and text != "DOI" and text not in texts and len(fields) == 1:
                texts[text] = fields[0][1]
                self._why.append((text, fields[0]))
                continue
            if variable:
                people = self.target.names.setdefault(variable, [])
                people += names([one[1] for one in fields])
                # From the first to the last, whatever stands between them.
                self._why += [(variable, fields[0]), (variable, fields[-1])]
                continue
            for one in fields:
                text = self.tags.text(tag, type_, one.value)
                if text == "DOI":
                    self.take_text(one, text, normal_doi(one.value) or one.value)
                elif text:
                    self.take_text(one, text, one.value)
                else:
                    self.keep(one)
        self._by_tag.clear()

    def take_text(self, one: Field, variable: TextVar, value: str) -> None:
        """Set a variable; the same value again is understood, another one is kept aside."""
        if self.target.texts.setdefault(variable, value) == value:
            self._why.append((variable, one))
        else:
            self.keep(one)

    def take_names(self, one: Field, variable: NameVar, names: list[Name]) -> None:
        """Add names."""
        self.target.names.setdefault(variable, []).extend(names)
        self.why(variable, one)

    def take_short_names(self, variable: NameVar, pairs: list[tuple[Field, Field]]) -> None:
        """Take the abbreviated names beside full ones of the same persons, whose letters they have.

        If one has others ("Mueller, J" for "Müller, Jan"), they are kept, all in their order.
        """
        agree = all(has_letters_of(short.value, full.value) for short, full in pairs)
        for short, _ in pairs:
            if agree:
                self.why(variable, short)
            else:
                self.keep(short)

    def take_date(
        self, one: Field, variable: DateVar, read: Callable[[str], Dated] = read_date
    ) -> None:
        """Set a date other than `issued`."""
        dated = read(one.value)
        if self.target.dates.setdefault(variable, dated.date) != dated.date or dated.rest:
            self.keep(one)
        else:
            self.why(variable, one)

    def take_issued(
        self, fields: Iterable[Field], read: Callable[[str, int], Dated] = read_date
    ) -> None:
        """Make `issued` of several fields: the first of them, made more precise by the others."""
        record = self.target
        given = record.dates.get("issued")
        issued = given
        for one in fields:
            dated = read(one.value, issued.start[0] if issued and issued.start else 0)
            date = dated.date
            if not issued or (date.start and refines(date, issued)):
                # What a carried line says is more than the tags can say.
                issued = given or date
            elif not refines(issued, date):
                self.keep(one)
                continue
            self.why("issued", one)
            if dated.rest:
                self.keep(one)
        if issued:
            record.dates["issued"] = issued

    def take_pages(self, starts: list[Field], ends: list[Field], counted: Types = BOOKISH) -> None:
        """Make a range of first and last pages; of `counted` types one alone counts them."""
        for one in (*starts[1:], *(ends[1:] if starts else ends)):
            self.keep(one)
        if not starts:
            return
        start, end = starts[0], ends[0] if ends else None
        if end is None and self.target.type in counted and not page_range(start.value):
            self.take_text(start, "number-of-pages", start.value)
            return
        page = start.value
        if end and page != end.value:
            ends_in, whole = page_range(page), page_range(end.value)
            if not (ends_in and ends_in[1] == end.value):
                # Some repeat the first page: "280" and "280-284".
                page = end.value if whole and whole[0] == page else f"{page}-{end.value}"
        self.take_text(start, "page", page)
        if end:
            self.why("page", end)

    def take_keywords(self, fields: list[Field], sign: str = ";") -> None:
        """Join keywords in one list."""
        if fields:
            words = [word for one in fields for word in keywords(one.value, sign)]
            words = words or [one.value for one in fields]
            glue = "; " if any("," in word for word in words) else ", "
            self._join(fields, "keyword", glue.join(words))

    def take_notes(self, fields: list[Field]) -> None:
        """Join notes line by line."""
        if fields:
            self._join(fields, "note", "\n".join(one.value for one in fields))

    def take_titles(
        self, fields: list[Field], short: frozenset[str], event: str = "", proceedings: str = ""
    ) -> None:
        """Find the container among the fields that may hold it, the surest first.

        A second title in a tag of `short`, for abbreviations, is the short one. A paper's `event`
        is the conference where `proceedings` names the book.
        """
        record = self.target
        named = record.type == "paper-conference" and any(one.tag == proceedings for one in fields)
        for one in fields:
            variable = self.tags.text(one.tag, record.type, one.value)
            if one.tag == event and named:
                variable = "event-title"
            if not variable:
                self.keep(one)
                continue
            title = record.texts.get("container-title", one.value)
            if variable == "container-title" and title != one.value and one.tag in short:
                variable = "container-title-short"
            elif variable == "container-title-short" and stands_alone(record):
                variable = "container-title"
            self.take_text(one, variable, one.value)

    def take_doi(self, one: Field) -> bool:
        """Take a field if it is a DOI."""
        if doi := doi_in(one.value):
            self.take_text(one, "DOI", doi)
        return bool(doi)

    def keep(self, one: Field, code: str = "", message: str = "") -> None:
        """Keep a field that has no place in the record, and name it in a finding.

        Without a code of its own it is named with all others of the record, each tag once a file.
        """
        self.repeat(one)
        if message:
            self._found("warning", code, message, one)
        else:
            self._aside.append(one)

    def repeat(self, one: Field) -> None:
        """Keep a field, of which the record says what matters, so that it can be written again."""
        self.target.extra.setdefault(f"{self.tags.format}:{one.tag}", []).append(one.value)

    def why(self, variable: str, one: Field) -> None:
        """Note where a variable's value stood: from its first field to its last."""
        self._why.append((variable, one))

    def finished(self) -> Record:
        """Return the record, and name what was kept aside."""
        new = [one for one in self._aside if one.tag not in self._told]
        if new:
            self._told.update(one.tag for one in new)
            named = list(dict.fromkeys(one.tag for one in new))
            has = "has" if len(named) == 1 else "have"
            is_kept = "it is" if len(named) == 1 else "they are"
            message = f"{', '.join(named)} {has} no place in the record here; {is_kept} kept for "
            self._found("info", "kept-aside", message + self.tags.title, new[0])
        return self.target

    def _join(self, fields: list[Field], variable: TextVar, text: str) -> None:
        taken = self.target.texts.setdefault(variable, text) == text
        for one in fields:
            if taken:
                self.why(variable, one)
            else:
                self.keep(one)

    def _found(
        self, severity: Literal["info", "warning"], code: str, message: str, one: Field
    ) -> None:
        self.entry.faults.append(
            found(self._source, severity, code, message, self.entry.place(one))
        )


def _evidence(format: str, entry: Entry, why: list[tuple[str, Field]]) -> dict[str, Evidence]:
    """Return where values stood, each from its first field to its last."""
    found: dict[str, Evidence] = {}
    for variable, one in why:
        span = entry.place(one)
        if before := found.get(variable):
            assert before.span
            span = Span(min(before.span.start, span.start), max(before.span.end, span.end))
        found[variable] = Evidence(span, f"{format}:{one.tag}")
    return found


_new = tuple.__new__
_NUMBER = itemgetter(2)
_NOTHING = (None, None)
