"""From the lines of a RIS file, in whatever dialect, to the fields of one entry after the other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from bibconv.diagnostics import Report
from bibconv.format import found
from bibconv.formats import tagged_lines
from bibconv.formats.ris_tables import ALIASES, KNOWN_TAGS, LABELS
from bibconv.formats.tagged_lines import Entry, Grammar, Line
from bibconv.record import Verbatim
from bibconv.source import Source


def entries(source: Source, report: Report) -> Iterator[Entry | Verbatim]:
    """Yield the entries of a RIS text, and the texts between them.

    An entry ends at `ER`, at the next `TY` or with the file; one without `TY` begins at any tag.
    """
    grammar = Grammar(
        "ris",
        "RIS",
        _Dialects().split,
        begins=lambda line, tags, blank: line.tag == "TY",
        example="TY  - JOUR",
        first="TY",
        end="ER",
        frame=frozenset({_NUMBERED}),
        one_a_line=_ONE_A_LINE,
        whole=_WHOLE,
        aliases=ALIASES,
    )
    for entry in tagged_lines.entries(source, report, grammar):
        if isinstance(entry, Verbatim) or entry.grouped is not None:
            yield entry
        else:
            yield _parsed(source, entry)


# An entry in the form of the specification, which most programs write; one pass reads it.
_WHOLE = re.compile(r"TY  - [^\n]*+\n(?:(?!TY|ER)[A-Z][A-Z0-9]  -[^\n]*+\n)*+ER  -[ \t]*+(?=\n|\Z)")
# "TY  - JOUR", "TY - JOUR", "ty-jour", "  TY  - JOUR"; "ER" alone
_TAG = re.compile(r"([A-Za-z][A-Za-z0-9])(?:([ \t]{0,4})[-–][ \t]?(.*)|[ \t]*)", re.DOTALL)
# "1.", which EndNote's old exports and rispy put before each entry
_HEADER = re.compile(r"\s*\d{1,7}\.?\s*")
_NUMBERED = "1."


class _Dialect(NamedTuple):
    """How an entry writes its tags: as it writes its TY."""

    indent: str = ""
    lower: bool = False

    def split(self, line: str) -> Line:
        """Return the tag and the value of a line; no tag for a line that continues another.

        Two blanks before the hyphen make a tag of any two letters. Fewer make one of a known tag
        only, and `ER` only where nothing follows: "ER - positive tumours" is text.
        """
        text = Line("", line.strip())
        match = _TAG.fullmatch(line, len(self.indent)) if line.startswith(self.indent) else None
        if not match:
            return text
        tag, value = match[1], (match[3] or "").strip()
        if self.lower:
            tag = tag.upper()
        if not tag.isupper() or (match[3] is None and tag != "ER"):
            return text
        if match[2] == "  " and line[len(self.indent) + 4] == "-" and not self.lower:
            return Line(tag, value)
        return text if tag not in KNOWN_TAGS or (tag == "ER" and value) else Line(tag, value)


class _Dialects:
    """The dialect of the entry that is read."""

    def __init__(self) -> None:
        self._current = _STRICT

    def split(self, line: str, above: str) -> Line:
        """Split a line of an entry, or one that may begin an entry."""
        if dialect := _opening(line):
            self._current = dialect
        elif not above:
            # An entry without TY begins at a tag that RIS has.
            self._current = _STRICT
            if _HEADER.fullmatch(line):
                return Line(_NUMBERED, "")
            found = _STRICT.split(line)
            return found if found.tag in KNOWN_TAGS - {"ER"} else Line("", line.strip())
        found = self._current.split(line)
        # Behind TY there is nothing that a line could continue: it is a note.
        return found if found.tag or above != "TY" else Line("N1", found.value)


_STRICT = _Dialect()
# "TY  - JOUR", "ty - jour", "TY-JOUR", with blanks before it
_OPENING = re.compile(r"([ \t]{0,40})(TY|ty|Ty)[ \t]{0,4}[-–](?:[ \t].*|\w*\s*)", re.DOTALL)


def _opening(line: str) -> _Dialect | None:
    match = _OPENING.fullmatch(line)
    return _Dialect(match[1], match[2] != "TY") if match else None


# EndNote writes the second and further keywords and addresses on lines without a tag.
_ONE_A_LINE = frozenset({"KW", "UR"})


def _parsed(source: Source, entry: Entry) -> Entry:
    """Return the entry as rispy reads it, with the places that rispy does not know."""
    # Imported here: entries in the specification's form do without.
    from bibconv.formats.ris_library import Parser

    fields = [one._replace(tag=ALIASES.get(one.tag, one.tag)) for one in entry.fields]
    lines = [f"{tag}  - {value}" for tag, value, _ in fields if tag != "TY"]
    begin = next((f"TY  - {value}" for tag, value, _ in fields if tag == "TY"), "TY  - ")
    parsed = Parser().parse_lines(iter([begin, *lines, "ER  - "]))
    values = {tag: iter(parsed[0].get(LABELS[tag], ())) for tag, _, _ in fields}
    for one in fields:
        tag, value, _ = one
        if tag != "TY" and next(values[tag], None) != value:
            message = f"the value of {tag} was not read"
            entry.faults.append(
                found(source, "error", "unreadable-field", message, entry.place(one))
            )
    return replace(entry, fields=fields)
