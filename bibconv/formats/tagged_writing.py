"""A record on its way to lines with tags: each value is written, or its loss reported."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TextIO

from bibconv.diagnostics import Report
from bibconv.format import Item
from bibconv.formats import carried
from bibconv.formats.tagged_tables import Tags
from bibconv.formats.tagged_values import (
    Dated,
    doi_in,
    keywords,
    month_and_day,
    printed_name,
    read_date,
    read_names,
    serial_number,
    stands_alone,
)
from bibconv.formats.type_groups import BOOKISH, Types
from bibconv.formats.writers import Keys, are_lines, in_words, one_line, report_between
from bibconv.record import OTHERS, Date, Json, Name, Record, Verbatim
from bibconv.values import dates
from bibconv.values.identifiers import normal_doi
from bibconv.values.markup import plain
from bibconv.values.names import SUFFIXES
from bibconv.values.ranges import page_range
from bibconv.variables import DateVar, NameVar, TextVar


def write_entries(
    items: Iterable[Item],
    stream: TextIO,
    report: Report,
    format: str,
    entry: Callable[[Record], str],
) -> None:
    """Write entries with a blank line between them; records get keys that are used once.

    What stands between records of another format is reported.
    """
    keys = Keys()
    foreign: list[Verbatim] = []
    first = True
    for item in items:
        if isinstance(item, Verbatim) and item.format != format:
            foreign.append(item)
            continue
        if not first:
            stream.write("\n")
        first = False
        if isinstance(item, Verbatim):
            stream.write(item.text.strip("\n") + "\n")
        else:
            if item.id:
                key = keys.of(item, report)
                item = item if key == item.id else replace(item, id=key)
            stream.write(entry(item))
    if foreign:
        report_between(foreign, format, report)


class Writing:
    """The lines of a record, as far as its values have been written.

    `texts`, `names` and `extra` are what nobody has written yet, the texts in plain text of one
    line; `values` the lines by tag.
    """

    def __init__(self, tags: Tags, record: Record, report: Report) -> None:
        self.tags = tags
        self.record = record
        self.values: dict[str, list[str]] = {}
        self.names = dict(record.names)
        self.extra = dict(record.extra)
        self._report = report
        self._carried: list[str] = []
        self.texts: dict[TextVar, str] = {}
        whole = "".join(record.texts.values())
        # Most records: nothing to take off or to break.
        are_lines = "<" not in whole and whole.isascii() and whole.isprintable()
        for name, text in record.texts.items():
            if bare := text.strip() if are_lines else self._plain(name, text):
                self.texts[name] = bare

    def put(self, tag: str, value: str) -> None:
        """Add a line."""
        if tag in self.values:
            self.values[tag].append(value)
        else:
            self.values[tag] = [value]

    def lose(self, what: str) -> None:
        """Report what cannot be written."""
        self._report.lose(what, self.tags.format, self.record.id)

    def carry(self, variable: str, value: str) -> None:
        """Write what has no tag as `variable: value`, or report its loss."""
        if self.tags.carrier:
            self._carried.append(f"{variable}: {value}")
        else:
            self.lose(variable)

    def write_type(self) -> None:
        """Write the word for the type, and the type itself where the word means another."""
        tag = self.tags.type_tag
        type_, unknown = self.record.type, self.record.extra.get(f"{self.tags.format}:{tag}")
        kept = str(unknown[0]) if unknown and are_lines(unknown[:1]) else ""
        known = self.tags.types.get(kept.casefold())
        if kept and (known or "document") == type_ and (not known or kept in self.tags.finer):
            self.put(tag, kept)
            return
        word = self.tags.written[type_]
        self.put(tag, word)
        if self.tags.types[word.casefold()] != type_:
            self.carry("type", type_)

    def write_id(self, tag: str) -> None:
        """Write the key."""
        if self.record.id:
            self.put(tag, one_line(self.record.id))

    def write_titles(self, event: str, proceedings: str) -> None:
        """Write the proceedings and the conference of a paper where both are known."""
        names: tuple[TextVar, TextVar] = ("container-title", "event-title")
        both = all(name in self.texts for name in names)
        if self.record.type == "paper-conference" and both:
            self.put(proceedings, self.texts.pop("container-title"))
            self.put(event, self.texts.pop("event-title"))

    def write_names(
        self,
        shown: Mapping[NameVar, str] = MappingProxyType({}),
        read: Callable[[str], list[Name]] = read_names,
        print_name: Callable[[Name], str] = printed_name,
    ) -> None:
        """Write all names; `shown` has the tags to write instead of those of the table."""
        order = sorted(self.names, key=self._name_place) if len(self.names) > 1 else self.names
        for variable in order:
            tag = self.tags.name_tag(variable, self.record.type)
            if not tag and not self.tags.carrier:
                self.lose(variable)
                continue
            as_table = read is read_names and print_name is printed_name
            written = shown.get(variable, tag) if tag else ""
            if tag and as_table and (lines := _plain_lines(self.names[variable])):
                self.values.setdefault(written, []).extend(lines)
                continue
            for name in self.names[variable]:
                line = one_line(print_name(name) if tag else carried.print_name(name))
                again = read(line) if tag else [carried.read_name(line)]
                if again != [name]:
                    self.lose(f"part of a name in {variable}")
                if line and tag:
                    self.put(written, line)
                elif line:
                    self.carry(variable, line)

    def kept_short_names(self, tag: str, count: int) -> list[str]:
        """Return the abbreviated names that were kept beside as many full ones, to be written."""
        kept = self.extra.get(f"{self.tags.format}:{tag}", [])
        if not kept or len(kept) != count or not are_lines(kept):
            return []
        del self.extra[f"{self.tags.format}:{tag}"]
        return [str(name) for name in kept]

    def write_dates(
        self,
        tags: dict[DateVar, str],
        year: str,
        rest: str,
        say: Callable[[Date], str] = month_and_day,
        read: Callable[[str, int], Dated] = read_date,
    ) -> None:
        """Write `issued` as a year and what `say` makes of the rest, other dates in one line.

        What that cannot say, as `read` tells, is carried.
        """
        for variable in sorted(self.record.dates):
            date = self.record.dates[variable]
            printed = f"{date.start[0]:04d}" if 0 < (date.start or (0,))[0] <= 9999 else ""
            more = say(date) if printed else ""
            if variable == "issued" and printed:
                self.put(year, printed)
                if more:
                    self.put(rest, more)
                whole = read(more, date.start[0]) if more else read(printed, 0)
                if whole.date == date:
                    continue
            elif variable in tags or variable == "issued":
                line = one_line(date.literal) or f"{more} {printed}".strip()
                if line and read(line, 0) == (date, ""):
                    self.put(tags.get(variable, year), line)
                    continue
            self.carry_date(variable, date)

    def carry_date(self, variable: DateVar, date: Date) -> None:
        """Write a date that no tag can say, or report its loss."""
        line = one_line(dates.to_iso(date))
        if line and self.tags.carrier:
            self.carry(variable, line)
        if carried.read_date(line) != date or not self.tags.carrier:
            self.lose(f"part of the date {variable}")

    def write_pages(self, start: str, end: str, counted: Types = BOOKISH) -> None:
        """Write first and last page apart; in types of `counted` their number as the first."""
        page, number = self.texts.get("page", ""), self.texts.get("number-of-pages", "")
        ends = page_range(page)
        if ends and ends[0] != ends[1]:
            self.put(start, ends[0])
            self.put(end, ends[1])
            del self.texts["page"]
        elif self.record.type not in counted:
            if page:
                self.put(start, self.texts.pop("page"))
        elif number and not page and not page_range(number):
            self.put(start, self.texts.pop("number-of-pages"))

    def write_serial_numbers(self, tag: str) -> None:
        """Write the numbers that one tag holds and their shape tells."""
        names: tuple[TextVar, ...] = ("ISBN", "ISSN", "number")
        for variable in names:
            text = self.texts.get(variable, "")
            if text and serial_number(text, self.record.type) == variable:
                self.put(tag, self.texts.pop(variable))

    def write_keywords(self, tag: str) -> None:
        """Write each keyword in a line."""
        if text := self.texts.pop("keyword", ""):
            # Keywords that are all punctuation are one.
            for word in keywords(text, ";" if ";" in text else ",") or [text]:
                self.put(tag, word)

    def write_notes(self, tag: str) -> None:
        """Write each line of the note in one."""
        for line in self.texts.pop("note", "").split("\n"):
            if line:
                self.put(tag, line)

    def write_texts(self) -> None:
        """Write what is left of the texts by the table; carry what has no tag."""
        left = tuple([name for name in self.texts if name not in ("keyword", "note")])
        for variable, tags in self.tags.in_order(left, self.record.type):
            self._write_text(variable, self.texts.pop(variable), tags)

    def write_rest(self) -> None:
        """Write what is carried, then what was kept aside."""
        for variable, text in self.texts.items():
            self.carry(variable, text)
        for line in self._carried:
            self.put(self.tags.carrier, line)
        for key in sorted(self.extra):
            self._write_extra(key, self.extra[key])

    def lines(self) -> Iterable[tuple[str, str]]:
        """Yield tags and values in the order of the format's own exports."""
        place = {tag: at for at, tag in enumerate(self.tags.order)}
        for tag in sorted(self.values, key=lambda tag: place.get(tag, len(place))):
            for value in self.values[tag]:
                yield tag, value

    def _plain(self, name: TextVar, text: str) -> str:
        bare = plain(text)
        if bare != text:
            self.lose(f"markup of {name}")
        if name == "note":
            return "\n".join(filter(None, (one_line(part) for part in bare.split("\n"))))
        return one_line(bare)

    def _name_place(self, variable: NameVar) -> tuple[int, str]:
        known = [name for _, name, _ in self.tags.names]
        has_tag = bool(self.tags.name_tag(variable, self.record.type))
        return (known.index(variable) if has_tag else len(known), variable)

    def _write_text(self, variable: TextVar, text: str, tags: list[str]) -> None:
        lone = variable == "container-title-short" and stands_alone(self.record)
        changed = (variable == "DOI" and normal_doi(text) != text) or (
            variable == "genre" and doi_in(text) != ""
        )
        shapes = self.tags.shapes
        for tag in () if changed or lone else tags:
            if tag not in self.values and (tag not in shapes or shapes[tag].fullmatch(text)):
                self.values[tag] = [text]
                return
        self.carry(variable, text)

    def _write_extra(self, key: str, values: list[Json]) -> None:
        field = carried.carried_field(key) if self.tags.carrier else ""
        if field and are_lines(values):
            for value in values:
                self.put(self.tags.carrier, f"{field}: {value}")
            return
        tag = key.removeprefix(f"{self.tags.format}:")
        if tag == key or not self.tags.form.fullmatch(tag) or not are_lines(values):
            self.lose(in_words(key))
        elif tag != self.tags.type_tag:
            for value in values:
                self.put(tag, str(value))


def _plain_lines(names: list[Name]) -> list[str]:
    """Return names of two parts that `read_names` is sure to read again; none if one is not so."""
    lines = [
        f"{family}, {given}"
        for family, given, suffix, dropping, particle, literal in names
        if not (suffix or dropping or particle or literal) and given.lower() not in SUFFIXES
    ]
    text = "\n".join(lines)
    return lines if len(lines) == len(names) and _PLAIN_LINES.fullmatch(text) else []


# "Kim, J. A.\nMüller, Klaus-Robert"
_PLAIN_NAME = r"[^\W\d_]++(?:-[^\W\d_]++)*+, [\w.'-]++(?: [\w.'-]++)*+"
_PLAIN_LINES = re.compile(rf"{_PLAIN_NAME}(?:\n{_PLAIN_NAME})*+")


def is_written_whole(name: Name) -> bool:
    """Tell whether a name is a body, whose name needs no parts."""
    return name != OTHERS and name == Name(literal=one_line(name.literal))
