"""From lines that begin with a tag to the fields of one entry after the other, with their places.

EndNote (`%T Title`), RIS (`TI  - Title`), MEDLINE, Web of Science and RefWorks (`TI Title`) differ
in how a line shows its tag and in what begins and ends an entry: a `Grammar` says it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from bibconv.diagnostics import Diagnostic, Report
from bibconv.format import found, to_line
from bibconv.record import Verbatim
from bibconv.source import Source, Span


class Field(NamedTuple):
    """One tag and its value, continuation lines joined, and its number in the entry."""

    tag: str
    value: str
    number: int


@dataclass(slots=True)
class Entry:
    """The fields of one record, in order; `raw` is its text.

    `faults` wait for the record's key, which no field may tell. Of what its grammar calls a whole
    entry, those fields that have a value come `grouped` by their tags instead. `places` are where
    fields stand, by their numbers; none are known of a whole entry before somebody asks for one.
    """

    fields: list[Field]
    span: Span
    line: int
    raw: str
    faults: list[Diagnostic]
    places: list[Span]
    grouped: dict[str, list[Field]] | None = None

    def by_tag(self) -> dict[str, list[Field]]:
        """Return the fields that have a value by their tags, in order."""
        if self.grouped is None:
            self.grouped = {}
            for one in self.fields:
                if one.value:
                    self.grouped.setdefault(one.tag, []).append(one)
        return self.grouped

    def place(self, one: Field) -> Span:
        """Return where a field stands."""
        if not self.places:
            at = self.span.start
            for line in self.raw.split("\n"):
                self.places.append(Span(at, at + len(line)))
                at += len(line) + 1
        return self.places[one.number]


class Line(NamedTuple):
    """A line: its tag, empty where it goes on with the value above, and its value."""

    tag: str
    value: str


@dataclass(frozen=True, slots=True)
class Grammar:
    """How a format writes its lines.

    `split` is given a line and the tag of the field above it, empty outside entries. `begins` tells
    from a line, the tags of the entry so far, and whether blank lines stand before the line, if it
    begins the next entry. `first` is the tag without which an entry has no type and is reported;
    `end` the tag behind the last field. Tags in `frame` stand round entries and say nothing about
    them. What continues a field of `one_a_line` is its next value. `whole` matches an entry whose
    lines are each a tag of two letters, two blanks, a hyphen and a value, and the last the end; of
    these, the tags in `aliases` are read as others.
    """

    format: str
    title: str
    split: Callable[[str, str], Line]
    begins: Callable[[Line, set[str], bool], bool]
    example: str
    first: str = ""
    end: str = ""
    frame: frozenset[str] = frozenset()
    one_a_line: frozenset[str] = frozenset()
    whole: re.Pattern[str] | None = None
    aliases: Mapping[str, str] = field(default_factory=dict)


def entries(source: Source, report: Report, grammar: Grammar) -> Iterator[Entry | Verbatim]:
    """Yield the entries of a text, and the texts between them."""
    if is_binary(source, report, grammar.title):
        return
    open_entry: Opened | None = None
    between = Between(grammar.format, grammar.example)
    blank, due = False, _FORGOTTEN
    for start, text in lines(source, grammar.whole, lambda: open_entry is None):  # noqa: B023
        if start >= due and not open_entry and not between.span:
            # What has come before is read, and reported.
            source.forget(start)
            due = start + _FORGOTTEN
        if grammar.whole and "\n" in text:
            yield from between.finished(source, report)
            yield _whole(source, start, text, grammar.aliases)
            continue
        span = Span(start, start + len(text))
        if not text.strip():
            blank = True
            if open_entry:
                open_entry.text.append(text)
            continue
        above = open_entry.fields[-1].tag if open_entry and open_entry.fields else ""
        line = grammar.split(text, above)
        if line.tag in grammar.frame:
            if open_entry:
                yield open_entry.finished(source, grammar.end)
                open_entry = None
            continue
        if open_entry and grammar.begins(line, open_entry.tags, blank):
            yield open_entry.finished(source, grammar.end, span)
            open_entry = None
        blank = False
        if not open_entry and line.tag and line.tag != grammar.end:
            yield from between.finished(source, report)
            open_entry = Opened(grammar.one_a_line)
            if grammar.first and line.tag != grammar.first:
                message = f"an entry without {grammar.first}, taken for a document"
                fault = found(source, "warning", "no-type", message, span)
                open_entry.faults.append(fault)
        if not open_entry:
            between.take(span, text)
        elif line.tag == grammar.end and grammar.end:
            open_entry.ended = True
            open_entry.note(span, text)
            if line.value:
                message = f"the text behind {grammar.end} is in no field, and is left out"
                open_entry.faults.append(found(source, "error", "outside-entry", message, span))
            yield open_entry.finished(source, grammar.end)
            open_entry = None
        else:
            open_entry.take(line, span, text)
    if open_entry:
        yield open_entry.finished(source, grammar.end)
    yield from between.finished(source, report)


# Characters after which the places of lines are forgotten: a window of the source.
_FORGOTTEN = 1 << 20


def is_binary(source: Source, report: Report, title: str) -> bool:
    """Tell whether a source is no text at all, and report it."""
    if source.encoding.binary:
        message = f"this is {source.encoding.binary}, not {title}"
        report.add(found(source, "error", "binary-input", message))
        return True
    return False


def lines(
    source: Source,
    whole: re.Pattern[str] | None = None,
    is_free: Callable[[], bool] = lambda: False,
) -> Iterator[tuple[int, str]]:
    """Yield each line and its offset; a window may end inside a line that is longer than it.

    While `is_free`, what `whole` matches at the beginning of a line comes in one piece.
    """
    held: list[str] = []
    start = 0
    for offset, window in source.windows():
        at = 0
        if not held:
            start = offset
        if offset == 0 and window.startswith("\ufeff"):
            # A mark inside text that somebody has decoded already.
            start, at = 1, 1
        while at < len(window):
            if whole and not held and is_free() and (match := whole.match(window, at)):
                yield start, match[0]
                start, at = start + len(match[0]) + 1, match.end() + 1
                continue
            end = window.find("\n", at)
            if end < 0:
                held.append(window[at:])
                break
            line = window[at:end]
            if held:
                line, held = "".join((*held, line)), []
            yield start, line
            start, at = start + len(line) + 1, end + 1
    if held:
        yield start, "".join(held)


def _whole(source: Source, start: int, text: str, aliases: Mapping[str, str]) -> Entry:
    """Return the entry of a text each line of which is a field, but for the last."""
    grouped: dict[str, list[Field]] = {}
    for number, (tag, value) in enumerate(_LINE.findall(text)):
        value = value.strip()
        if value:
            if tag in aliases:
                tag = aliases[tag]
            one: Field = _new(Field, (tag, value, number))
            if tag in grouped:
                grouped[tag].append(one)
            else:
                grouped[tag] = [one]
    line, _ = source.position(start)
    span = _new(Span, (start, start + len(text)))
    return Entry([], span, line, text, [], [], grouped)


# "TI  - Learning", but for the end of an entry
_LINE = re.compile(r"(..)  -([^\n]*+)\n")


_new = tuple.__new__


@dataclass(slots=True)
class Opened:
    """An entry being read."""

    one_a_line: frozenset[str]
    faults: list[Diagnostic] = field(default_factory=list)
    fields: list[Field] = field(default_factory=list)
    places: list[Span] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    tags: set[str] = field(default_factory=set)
    parts: list[str] = field(default_factory=list)
    first: int = -1
    last: Span = field(default=Span(0, 0))
    ended: bool = False

    def note(self, span: Span, text: str) -> None:
        """Note that a line belongs to the entry."""
        if self.first < 0:
            self.first = span.start
        self.text.append(text)
        self.last = span

    def take(self, line: Line, span: Span, text: str) -> None:
        """Take a line."""
        if line.tag or self.fields[-1].tag in self.one_a_line:
            self._join()
        self.note(span, text)
        if line.tag:
            self.tags.add(line.tag)
            self._add(line.tag, line.value, span)
        elif self.fields[-1].tag in self.one_a_line:
            self._add(self.fields[-1].tag, line.value, span)
        else:
            self.parts.append(line.value)

    def end(self) -> list[Field]:
        """Return the fields."""
        self._join()
        return self.fields

    def finished(self, source: Source, end: str = "", next_one: Span | None = None) -> Entry:
        """Return the entry; say so where the tag that should end it is missing."""
        if end and not self.ended:
            message = f"the last entry has no {end}; the file may have been cut off"
            if next_one:
                message = f"the entry has no {end}; it ends where the next one begins"
            fault = found(source, "warning", "no-end", message, next_one or self.last)
            self.faults.append(fault)
        span = Span(self.first, self.last.end)
        line, _ = source.position(span.start)
        raw = "\n".join(self.text).rstrip("\n")
        return Entry(self.end(), span, line, raw, self.faults, self.places)

    def _add(self, tag: str, value: str, span: Span) -> None:
        self.fields.append(Field(tag, value, len(self.fields)))
        self.places.append(span)

    def _join(self) -> None:
        # Only here, because joining line by line takes time squared.
        if self.parts:
            last = self.fields[-1]
            joined = " ".join(part for part in (last.value, *self.parts) if part)
            self.fields[-1] = last._replace(value=joined)
            self.places[-1] = Span(self.places[-1].start, self.last.end)
            self.parts.clear()


@dataclass(slots=True)
class Between:
    """Text outside entries, being read."""

    format: str
    example: str
    lines: list[str] = field(default_factory=list)
    span: Span | None = None

    def take(self, span: Span, line: str) -> None:
        """Take a line."""
        self.lines.append(line)
        self.span = Span(self.span.start if self.span else span.start, span.end)

    def finished(self, source: Source, report: Report) -> Iterator[Verbatim]:
        """Yield the text, if there is any, and begin again."""
        if not self.span:
            return
        message = f"this{to_line(source, self.span)} is not part of an entry; it is kept as it is"
        hint = f"an entry begins with a line like '{self.example}'"
        report.add(found(source, "warning", "outside-entry", message, self.span, hint=hint))
        line, _ = source.position(self.span.start)
        yield Verbatim(self.format, "\n".join(self.lines), line, source.name)
        self.lines, self.span = [], None
