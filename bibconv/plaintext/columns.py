"""Years, numbers and cells that stand in columns of their own beside the entries of a section."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bibconv.plaintext.sections import Line, Section, Year
from bibconv.source import Span


def without_columns(section: Section) -> Section:
    """Return a section whose entries stand alone: what is beside them tells where they begin.

    A year in the first column holds for all entries down to the next one. A number that has a line
    to itself belongs to the line below it. Each row of a table is an entry.
    """
    lines = _under_numbers(section.lines)
    if years := _year_column(lines):
        lines, found = _without_years(lines, years)
        all_years = sorted((*section.years, *found), key=lambda year: year.span.start)
        return replace(section, lines=tuple(lines), years=tuple(all_years))
    if _is_table(lines):
        lines = [line if line.blank else line._replace(begins=True) for line in lines]
    return section if lines is section.lines else replace(section, lines=tuple(lines))


# "1.", "12)", "[3]" alone: Lattes and PDFs set numbers apart from what they number.
_NUMBER = re.compile(r"\s*(?:\d{1,3}[.)]|\[\d{1,3}\])\s*")


def _under_numbers(lines: Sequence[Line]) -> Sequence[Line]:
    """Return the lines without the numbers that stand alone; what follows one begins an entry."""
    alone = {index for index, line in enumerate(lines) if _NUMBER.fullmatch(line.text)}
    alone = {
        index
        for index in alone
        if index + 1 < len(lines) and not lines[index + 1].blank and index + 1 not in alone
    }
    if not alone:
        return lines
    return [
        line._replace(begins=True) if index - 1 in alone else line
        for index, line in enumerate(lines)
        if index not in alone
    ]


# "2019    Kim, A.", "2019\tIce", "2019 | Ice", "2015-2018  Ice", "2019 & Ice" (LaTeX)
_YEAR = re.compile(
    r"\s{0,8}(?P<year>(?:19|20)\d\d)[a-z]?(?P<end>\s?[-–—/]\s?(?:(?:19|20)?\d\d)?)?[.:,]?(?:\s{2,}|\t\s*|\s?[|│&]\s?)(?=\S)"
)
# So many lines with a year make a column; the first line alone does if others are set below it.
_FEWEST = 2
# Of the lines that have no year so many must leave the column free.
_BESIDE = 0.7


def _year_column(lines: Sequence[Line]) -> dict[int, re.Match[str]]:
    """Return the lines that begin with a year of a column, nothing where there is no column."""
    found = {
        index: match
        for index, line in enumerate(lines)
        if not line.blank and (match := _YEAR.match(line.text))
    }
    if not found:
        return {}
    width = min(_depth(match[0]) for match in found.values())
    others = [line for index, line in enumerate(lines) if index not in found and not line.blank]
    beside = sum(_depth(_indent(line.text)) >= width for line in others)
    if beside < _BESIDE * len(others):
        return {}
    first = next(index for index, line in enumerate(lines) if not line.blank)
    enough = len(found) >= _FEWEST or (first in found and others)
    return found if enough else {}


def _without_years(
    lines: Sequence[Line], years: dict[int, re.Match[str]]
) -> tuple[list[Line], list[Year]]:
    width = min(_depth(match[0]) for match in years.values())
    kept: list[Line] = []
    found: list[Year] = []
    for index, line in enumerate(lines):
        if match := years.get(index):
            start, end = match.span("year")
            span = Span(line.start + start, line.start + end)
            found.append(Year("" if match["end"] else match["year"], span))
            kept.append(Line(line.start + match.end(), line.text[match.end() :], begins=True))
        else:
            cut = _cut(line.text, width)
            kept.append(line._replace(start=line.start + cut, text=line.text[cut:]))
    return kept, found


def _indent(text: str) -> str:
    return text[: len(text) - len(text.lstrip())]


def _depth(text: str) -> int:
    """Return how wide a text is set, with tabs at every eighth column."""
    return len(text.expandtabs(8))


def _cut(text: str, width: int) -> int:
    """Return how many blanks of a line's indent stand within a width."""
    indent = _indent(text)
    at = 0
    while at < len(indent) and _depth(indent[: at + 1]) <= width:
        at += 1
    return at


# "Title ⇥ sole author ⇥ 2010 ⇥ Publisher"
_CELLS = 3
_ROWS = 0.6


def _is_table(lines: Sequence[Line]) -> bool:
    """Tell whether most lines are rows of cells that tabs part."""
    shown = [line.text for line in lines if not line.blank]
    rows = sum(len([cell for cell in text.split("\t") if cell.strip()]) >= _CELLS for text in shown)
    return rows >= 2 and rows >= _ROWS * len(shown)
