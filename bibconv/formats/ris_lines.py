"""From the lines of a RIS file, in whatever dialect, to the fields of one entry after the other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from bibconv.diagnostics import Diagnostic, Report
from bibconv.format import found
from bibconv.formats.ris_tables import ALIASES, KNOWN_TAGS, LABELS
from bibconv.record import Verbatim
from bibconv.source import Source, Span


class Field(NamedTuple):
    """One tag and its value, continuation lines joined, and where they stand."""

    tag: str
    value: str
    span: Span


@dataclass(slots=True)
class Entry:
    """The fields of one record, in order; `raw` is its text.

    `faults` wait for the record's key, which no field may tell.
    """

    fields: list[Field]
    span: Span
    line: int
    raw: str
    faults: list[Diagnostic]


def entries(source: Source, report: Report) -> Iterator[Entry | Verbatim]:
    """Yield the entries of a RIS text, and the texts between them.

    An entry ends at `ER`, at the next `TY` or with the file; one without `TY` begins at any tag.
    """
    if source.encoding.binary:
        message = f"this is {source.encoding.binary}, not RIS"
        report.add(found(source, "error", "binary-input", message))
        return
    lines = _Lines(source, report)
    for offset, window in source.windows_cut(_behind_entry, _WINDOW):
        # A mark inside text that somebody has decoded already.
        at = 1 if offset == 0 and window.startswith("\ufeff") else 0
        while at < len(window):
            if lines.reading is None and (match := _ENTRY.match(window, at)):
                yield from lines.between.finished(source, report)
                yield _strict(source, offset + at, match[0])
                at = match.end() + 1
                continue
            end = window.find("\n", at)
            end = end if end >= 0 else len(window)
            yield from lines.take(Span(offset + at, offset + end), window[at:end])
            at = end + 1
        source.forget(lines.begin(offset + len(window)))
    yield from lines.finished()


# Characters read at a time.
_WINDOW = 1 << 18
# An entry in the form of the specification, which most programs write; one pass reads it.
_ENTRY = re.compile(r"TY  - [^\n]*+\n(?:(?!TY|ER)[A-Z][A-Z0-9]  -[^\n]*+\n)*+ER  -[ \t]*+(?=\n|\Z)")


def _behind_entry(held: str, size: int) -> int:
    """Return where the last entry of a text ends, or begins; 0 for nowhere.

    A text that is far too long for an entry is cut at its last line.
    """
    begins, ends = held.rfind("\nTY  -") + 1, held.rfind("\nER") + 1
    ends = held.find("\n", ends) + 1 if ends else 0
    far = held.rfind("\n") + 1 if len(held) > 16 * size else 0
    return ends or begins or far


def _strict(source: Source, start: int, text: str) -> Entry:
    """Return an entry in the specification's form, which begins at `start`."""
    fields: list[Field] = []
    at = start
    *lines, _ = text.split("\n")
    for line in lines:
        end = at + len(line)
        tag = line[:2]
        span = _new(Span, (at, end))
        fields.append(_new(Field, (ALIASES.get(tag, tag), line[5:].strip(), span)))
        at = end + 1
    line_number, _ = source.position(start)
    return Entry(fields, Span(start, start + len(text)), line_number, text, [])


_new = tuple.__new__


class _Lines:
    """What the lines so far have begun: an entry, or text between entries."""

    def __init__(self, source: Source, report: Report) -> None:
        self.source = source
        self.report = report
        self.reading: _Reading | None = None
        self.between = _Between()

    def begin(self, end: int) -> int:
        """Return where that begins, `end` for nothing begun."""
        if self.reading:
            return max(0, self.reading.first)
        return self.between.span.start if self.between.span else end

    def take(self, span: Span, line: str) -> Iterator[Entry | Verbatim]:
        """Take a line, and yield what it ends."""
        source, reading = self.source, self.reading
        if not line.strip():
            if reading:
                reading.text.append(line)
            return
        dialect = _opening(line)
        if dialect and reading:
            message = "the entry has no ER; it ends where the next one begins"
            reading.faults.append(found(source, "warning", "no-end", message, span))
            yield _finished(source, reading)
            reading = self.reading = None
        faults: list[Diagnostic] = []
        if not dialect and not reading and _STRICT.split(line)[0] in KNOWN_TAGS - {"ER"}:
            message = "an entry without TY, taken for a document"
            faults.append(found(source, "warning", "no-type", message, span))
            dialect = _STRICT
        if dialect:
            yield from self.between.finished(source, self.report)
            reading = self.reading = _Reading(dialect, span, faults)
        if reading:
            if reading.take(*reading.dialect.split(line), span, line):
                yield _finished(source, reading)
                self.reading = None
        elif not _HEADER.fullmatch(line):
            self.between.take(span, line)

    def finished(self) -> Iterator[Entry | Verbatim]:
        """Yield what the end of the text ends."""
        if reading := self.reading:
            message = "the last entry has no ER; the file may have been cut off"
            fault = found(self.source, "warning", "no-end", message, reading.last)
            reading.faults.append(fault)
            yield _finished(self.source, reading)
        yield from self.between.finished(self.source, self.report)


# "TY  - JOUR", "TY - JOUR", "ty-jour", "  TY  - JOUR"; "ER" alone
_TAG = re.compile(r"([A-Za-z][A-Za-z0-9])(?:([ \t]{0,4})[-–][ \t]?(.*)|[ \t]*)", re.DOTALL)
# "1.", which EndNote's old exports and rispy put before each entry
_HEADER = re.compile(r"\s*\d{1,7}\.?\s*")


class _Dialect(NamedTuple):
    """How an entry writes its tags: as it writes its TY."""

    indent: str = ""
    lower: bool = False

    def split(self, line: str) -> tuple[str, str]:
        """Return the tag and the value of a line; no tag for a line that continues another.

        Two blanks before the hyphen make a tag of any two letters. Fewer make one of a known tag
        only, and `ER` only where nothing follows: "ER - positive tumours" is text.
        """
        if not line.startswith(self.indent):
            return "", line.strip()
        match = _TAG.fullmatch(line, len(self.indent))
        if not match:
            return "", line.strip()
        tag, value = match[1], (match[3] or "").strip()
        if self.lower:
            tag = tag.upper()
        if not tag.isupper() or (match[3] is None and tag != "ER"):
            return "", line.strip()
        if match[2] == "  " and line[len(self.indent) + 4] == "-" and not self.lower:
            return tag, value
        if tag not in KNOWN_TAGS or (tag == "ER" and value):
            return "", line.strip()
        return tag, value


_STRICT = _Dialect()
# "TY  - JOUR", "ty - jour", "TY-JOUR", with blanks before it
_OPENING = re.compile(r"([ \t]{0,40})(TY|ty|Ty)[ \t]{0,4}[-–](?:[ \t].*|\w*\s*)", re.DOTALL)


def _opening(line: str) -> _Dialect | None:
    match = _OPENING.fullmatch(line)
    return _Dialect(match[1], match[2] != "TY") if match else None


@dataclass(slots=True)
class _Reading:
    """An entry being read."""

    dialect: _Dialect
    last: Span
    faults: list[Diagnostic]
    fields: list[Field] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    first: int = -1

    def take(self, tag: str, value: str, span: Span, line: str) -> bool:
        """Take a line; return whether it ends the entry."""
        if self.first < 0:
            self.first = span.start
        self.text.append(line)
        self.last = span
        if tag == "ER":
            return True
        if tag:
            self._join()
            self.fields.append(Field(tag, value, span))
        elif not self.fields or self.fields[-1].tag == "TY":
            # No tag that it could continue: a note.
            self.fields.append(Field("N1", value, span))
        elif self.fields[-1].tag in _ONE_A_LINE:
            self._join()
            self.fields.append(Field(self.fields[-1].tag, value, span))
        else:
            self.parts.append(value)
        return False

    def end(self) -> list[Field]:
        """Return the fields."""
        self._join()
        return self.fields

    def _join(self) -> None:
        # Only here, because joining line by line takes time squared.
        if self.parts:
            tag, value, span = self.fields[-1]
            joined = " ".join(part for part in (value, *self.parts) if part)
            self.fields[-1] = Field(tag, joined, Span(span.start, self.last.end))
            self.parts.clear()


# EndNote writes the second and further keywords and addresses on lines without a tag.
_ONE_A_LINE = frozenset({"KW", "UR"})


@dataclass(slots=True)
class _Between:
    """Text outside entries, being read."""

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
        message = "this is not part of an entry; it is kept as it is"
        hint = "an entry begins with a line like 'TY  - JOUR'"
        report.add(found(source, "warning", "outside-entry", message, self.span, hint=hint))
        yield Verbatim("ris", "\n".join(self.lines), source.position(self.span.start)[0])
        self.lines, self.span = [], None


def _finished(source: Source, reading: _Reading) -> Entry:
    """Return the entry as rispy reads it, with the places that rispy does not know."""
    # Imported here: entries in the specification's form do without.
    from bibconv.formats.ris_library import Parser

    fields = [Field(ALIASES.get(tag, tag), value, span) for tag, value, span in reading.end()]
    lines = [f"{tag}  - {value}" for tag, value, _ in fields if tag != "TY"]
    begin = next((f"TY  - {value}" for tag, value, _ in fields if tag == "TY"), "TY  - ")
    parsed = Parser().parse_lines(iter([begin, *lines, "ER  - "]))
    values = {tag: iter(parsed[0].get(LABELS[tag], ())) for tag, _, _ in fields}
    for tag, value, span in fields:
        if tag != "TY" and next(values[tag], None) != value:
            message = f"the value of {tag} was not read"
            reading.faults.append(found(source, "error", "unreadable-field", message, span))
    span = Span(reading.first, reading.last.end)
    line, _ = source.position(span.start)
    return Entry(fields, span, line, "\n".join(reading.text), reading.faults)
