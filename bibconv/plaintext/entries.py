"""The lines of a section cut into entries: one reference each, whatever marks its beginning."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from bibconv.plaintext.sections import Line, Section
from bibconv.source import Span


@dataclass(frozen=True, slots=True)
class Entry:
    """The pieces of the source that make one reference, in order, without its bullet or number."""

    spans: tuple[Span, ...]
    section: Section

    @property
    def start(self) -> int:
        """Offset of the entry's first character."""
        return self.spans[0].start

    @property
    def end(self) -> int:
        """Offset behind the entry's last character."""
        return self.spans[-1].end


# "- ", "* ", "+ ", "• ", "– ", "1. ", "12) ", "(3) ", "[4] ", "[J1] ", "[C-12] ", "{ "
MARKER = re.compile(
    r"\s*(?:[-*+•‣◦▪–—·»{]\s+(?=\S)|\(?\d{1,3}[.)]\s+(?=\S)|\[[A-Za-z]{0,3}[-.]?\d{1,4}[a-z]?\]\s*"
    r"|\[[A-Za-z]+\+?\d{2,4}[a-z]?\]\s+)"
)


# Where the cut is told, no heading says what the lines are.
_UNTITLED = Section("", "unknown", None, ())


def entries(section: Section) -> Iterator[Entry]:
    """Yield a section's entries in order.

    Where lines carry bullets or numbers, these begin entries; elsewhere blank lines and what a
    block begins with decide.
    """
    current: list[Span] = []
    before = ""
    for block in _blocks(section.lines):
        text = " ".join(line.text for line in block.lines)
        if current and not block.marked and _continues(text, before):
            current += [_span(line) for line in block.lines]
            before += " " + text
            continue
        if current:
            yield Entry(tuple(current), section)
        current = [_span(block.lines[0], block.skip)]
        current += [_span(line) for line in block.lines[1:]]
        before = text
    if current:
        yield Entry(tuple(current), section)


def each_line(lines: Sequence[Line]) -> Iterator[Entry]:
    """Yield every line that is not blank as one entry, without its bullet or number."""
    for line in lines:
        if not line.blank:
            yield _entry([line], _UNTITLED)


def each_block(lines: Sequence[Line]) -> Iterator[Entry]:
    """Yield the lines between two blank ones as one entry, without its bullet or number."""
    for blank, block in groupby(lines, key=lambda line: line.blank):
        if not blank:
            yield _entry(list(block), _UNTITLED)


def last_start(text: str) -> int:
    """Return where the last entry or heading begins that is surely one, 0 where none is.

    That is below a blank line: a bullet, a number, a heading mark, or a list of names.
    """
    at = len(text)
    while (at := text.rfind("\n\n", 0, at)) > 0:
        line = text[at + 2 : at + 202]
        if line.startswith("#") or MARKER.match(line) or _NAMES.match(line):
            return at + 2
    return 0


@dataclass(frozen=True, slots=True)
class _Block:
    """Lines that stand together; `skip` is the length of the first one's bullet or number."""

    lines: Sequence[Line]
    marked: bool
    skip: int = 0


def _blocks(lines: Sequence[Line]) -> Iterator[_Block]:
    """Cut lines at blank lines, at bullets and numbers, and where a hanging indent ends."""
    block: list[Line] = []
    usual = _usual_marker(lines)
    blank = True
    for line in lines:
        # A line in the middle that begins like another kind of item is a wrap: "65. Geburtstag".
        marker = MARKER.match(line.text)
        marker = marker if marker and (blank or _shape(marker[0]) == usual) else None
        blank = line.blank
        if block and (line.blank or marker or _outdented(block, line) or _begins(block, line)):
            yield _block(block)
            block = []
        if not line.blank:
            block.append(line)
    if block:
        yield _block(block)


def _usual_marker(lines: Sequence[Line]) -> str:
    """Return the shape of the bullet or number that most lines begin with."""
    shapes = Counter(_shape(found[0]) for line in lines if (found := MARKER.match(line.text)))
    if not shapes:
        return ""
    # A list of items begins with one; a single mark further down is a line that wraps at a dash.
    first = next(line for line in lines if not line.blank)
    shape, count = shapes.most_common(1)[0]
    return shape if count > 1 or MARKER.match(first.text) else ""


def _shape(marker: str) -> str:
    """Return a marker without what changes from item to item: `[J0]` for "[J12] "."""
    return re.sub(r"\d+", "0", marker.strip())


def _block(lines: list[Line]) -> _Block:
    marker = MARKER.match(lines[0].text)
    return _Block(lines, marker is not None, marker.end() if marker else 0)


def _indent(line: Line) -> int:
    return len(line.text) - len(line.text.lstrip())


def _outdented(block: list[Line], line: Line) -> bool:
    """Tell whether a line ends a hanging indent: all lines but the first stand further in."""
    return len(block) > 1 and all(_indent(other) > _indent(line) for other in block[1:])


# "Tank, D.C., J.M. Eastman", "Hägele M, Seegerer P", "Laudun, John. 2016", "K. T. Schütt and"
_NAMES = re.compile(
    r"\s*[*_]{0,2}(?:"
    r"[^\W\d_a-z][\w'’-]+(?:[ -][^\W\d_a-z][\w'’-]+)?, (?:[^\W\d_a-z]\.[ -]?){1,3}"
    r"|(?:[^\W\d_a-z]\.[ -]?){1,3}[^\W\d_a-z][\w'’-]+(?:,| and | & )"
    r"|[^\W\d_a-z][\w'’-]+ [^\W\d_a-z][A-Z-]{0,3}(?:,| and | & | \()"
    r")"
)
# "2015", "(2015a)", "n.d."
_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d[a-z]?(?!\d)")


def _begins(block: list[Line], line: Line) -> bool:
    """Tell whether a line begins another entry that nothing sets off from the one before.

    The entry before must look finished: it ends in a full stop or a number and has a year; and the
    line must begin like a list of names.
    """
    return (
        block[-1].text.rstrip().endswith((".", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9"))
        and _NAMES.match(line.text) is not None
        and _NAMES.match(block[0].text) is not None
        and any(_YEAR.search(other.text) for other in block)
    )


# Openings of a part that cannot begin an entry: a title in quotes, "In: Nature", a lower-case word,
# "pp. 1-2", "doi:10.1…", "(2019)", "https://…", "Available at".
_CONTINUATION = re.compile(
    r"\s*[*_]{0,2}(?:[“„\"«»‘`]|(?:In|IN|Dans|En|pp?|S|vol|Vol|doi|DOI|URL|https?|Available)\b[:.]?"
    r"|[a-zà-ÿ]|[(,;:.])"
)
_QUOTE = re.compile('[“„"«]')
_BEHIND_TITLE = re.compile(r"^.*[”»](?=[.,;]?$|[.,;]? )", re.DOTALL)
_VENUE = re.compile(r"(?:^|[.,”\"»]\s+)(?:In|in|Dans|En)[:\s]")


def _continues(text: str, before: str) -> bool:
    """Tell whether a block carries on the entry before a blank line.

    “Title” after names, "In: Journal" after a title; an entry that has the part already is not
    carried on.
    """
    if not _CONTINUATION.match(text):
        return False
    if _QUOTE.match(text.lstrip()):
        return not _QUOTE.search(before)
    if _VENUE.match(text):
        return not _VENUE.search(_BEHIND_TITLE.sub("", before))
    return True


def _entry(lines: Sequence[Line], section: Section) -> Entry:
    marker = MARKER.match(lines[0].text)
    # A number alone is all there is to keep.
    skip = marker.end() if marker and marker.end() < len(lines[0].text.rstrip()) else 0
    first, *others = lines
    return Entry((_span(first, skip), *map(_span, others)), section)


def _span(line: Line, skip: int = 0) -> Span:
    return Span(line.start + skip, line.start + len(line.text))
