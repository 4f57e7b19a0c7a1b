"""Printed runs to lines: columns in reading order, running heads left out, headings by size."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import isfinite
from statistics import median
from typing import Literal, NamedTuple

from bibconv.documents.text import Composer, Piece


class Run(NamedTuple):
    """Characters of one font on one baseline; lengths are in points, y grows upwards."""

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool = False
    italic: bool = False
    address: str = ""


class Page(NamedTuple):
    """The runs of one page, in the order they are drawn."""

    runs: tuple[Run, ...]


class _Row(NamedTuple):
    """Runs on one baseline, from left to right."""

    runs: tuple[Run, ...]
    base: float
    size: float

    @property
    def left(self) -> float:
        return self.runs[0].left

    @property
    def right(self) -> float:
        return max(run.right for run in self.runs)

    @property
    def text(self) -> str:
        """The row's characters, to know it again by."""
        return " ".join(" ".join(run.text for run in self.runs).split())


def compose(pages: Sequence[Page], omitted: Counter[str]) -> str:
    """Return the lines of pages; a form feed on a line of its own parts one from the next."""
    columns = [[_Column(rows) for rows in _columns(_rows(page.runs))] for page in pages]
    heads = _heads(columns)
    body, levels = _sizes([row for page in columns for column in page for row in column.rows])
    texts = []
    for page in columns:
        lines: list[str] = []
        for column in page:
            kept = [row for row in column.rows if id(row) not in heads]
            for row in column.rows:
                if id(row) in heads:
                    omitted[_left_out(row.text)] += 1
            lines += _lines(kept, body, levels, omitted)
        while lines and not lines[0]:
            lines.pop(0)
        texts.append("\n".join(lines).rstrip())
    return "\n\f\n".join(text for text in texts if text)


class _Column(NamedTuple):
    """Rows one below the other."""

    rows: list[_Row]


# Superscripts stand a third of their size above the line, and are in it; the lines of a dense page
# are a whole size apart.
_SAME_LINE = 0.45
# Words are a quarter of the size apart, in justified lines up to 0.6; columns are at least 0.9
# apart (LaTeX's \columnsep is 10 points), and cells of a table mostly.
_SPACE, _TAB = 0.13, 0.9
# Less than four lines side by side are no columns.
_SHORTEST_COLUMN = 4
_DEEPEST = 6
# A stripe may be a little narrower than the gaps that it is made of.
_NARROWED = 0.8
# A table has twenty columns; a page has a hundred lines, and a poster five hundred.
_MOST_GAPS, _MOST_ROWS = 50, 1000


def _rows(runs: Sequence[Run]) -> list[_Row]:
    """Return the rows of a page or a part of it, from top to bottom."""
    rows: list[list[Run]] = []
    largest: list[Run] = []
    for run in sorted(runs, key=lambda run: (-run.base, run.left)):
        for at in range(len(rows) - 1, max(len(rows) - 4, -1), -1):
            # A superscript comes before the line that it belongs to, an index behind it.
            size = max(largest[at].size, run.size)
            if abs(largest[at].base - run.base) < _SAME_LINE * size:
                rows[at].append(run)
                if run.size > largest[at].size:
                    largest[at] = run
                break
        else:
            rows.append([run])
            largest.append(run)
    found = []
    for row in rows:
        row.sort(key=lambda run: (run.left, -run.base))
        sizes: Counter[float] = Counter()
        for run in row:
            sizes[run.size] += len(run.text)
        size = max(sizes, key=lambda size: (sizes[size], size))
        base = next(run.base for run in row if run.size == size)
        found.append(_Row(tuple(row), base, size))
    return sorted(found, key=lambda row: -row.base)


def _columns(rows: list[_Row], depth: int = 0) -> Iterator[list[_Row]]:
    """Yield rows in reading order, those of a column together."""
    at = 0
    single: list[_Row] = []
    search = depth < _DEEPEST and len(rows) <= _MOST_ROWS
    while at < len(rows):
        end, gutter = _side_by_side(rows, at) if search else (at, 0.0)
        if end > at:
            if single:
                yield single
                single = []
            runs = [run for row in rows[at:end] for run in row.runs]
            for side in (
                [run for run in runs if run.right <= gutter],
                [run for run in runs if run.right > gutter],
            ):
                yield from _columns(_rows(side), depth + 1)
            at = end
        else:
            single.append(rows[at])
            at += 1
    if single:
        yield single


def _side_by_side(rows: Sequence[_Row], start: int) -> tuple[int, float]:
    """Return where rows end that one white stripe parts into columns, and where the stripe is.

    The end is `start` where there is no such stripe. Lines of the two sides need not be level.
    """
    stripes = _gaps(rows[start])
    inner: list[tuple[float, float]] = []
    end = start
    for index in range(start, len(rows)):
        row = rows[index]
        stripes = [
            (max(a, c), min(b, d))
            for a, b in stripes
            for c, d in _gaps(row)
            if min(b, d) - max(a, c) >= _TAB * _NARROWED * row.size
        ]
        now = [stripe for stripe in stripes if isfinite(stripe[0]) and isfinite(stripe[1])]
        if inner and not now:
            break
        inner = now
        end = index + 1
    if not inner:
        return start, 0.0
    widest = max(inner, key=lambda stripe: stripe[1] - stripe[0])
    gutter = (widest[0] + widest[1]) / 2
    found = rows[start:end]
    left = sum(any(run.right <= gutter for run in row.runs) for row in found)
    right = sum(any(run.left >= gutter for run in row.runs) for row in found)
    if min(left, right) < _SHORTEST_COLUMN or not _independent(found, gutter):
        return start, 0.0
    return end, gutter


def _gaps(row: _Row) -> list[tuple[float, float]]:
    """Return the white stretches of a row that are wide enough to part columns."""
    gaps = [(float("-inf"), row.left)]
    right = row.runs[0].right
    for run in row.runs[1:]:
        if run.left - right >= _TAB * row.size:
            gaps.append((right, run.left))
        if len(gaps) > _MOST_GAPS:
            break
        right = max(right, run.right)
    return [*gaps, (right, float("inf"))]


# A line of a column of text has 25 characters or more; a year, a month or a number beside an entry
# has fewer, and stands on the entry's baseline.
_SHORTEST_LINE = 25
_ALIGNED = 0.6


def _independent(rows: Sequence[_Row], gutter: float) -> bool:
    """Tell whether what stands at the two sides of a stripe is two texts, not a label and its."""
    sides: tuple[list[int], list[int]] = ([], [])
    both = 0
    for row in rows:
        lengths = [
            sum(len(run.text) for run in row.runs if (run.right > gutter) == side)
            for side in (False, True)
        ]
        both += all(lengths)
        for side, length in zip(sides, lengths, strict=True):
            if length:
                side.append(length)
    fewer = min(len(side) for side in sides)
    shorter = min(median(side) for side in sides)
    return shorter >= _SHORTEST_LINE or both < _ALIGNED * fewer


# Running heads are the first or last two rows of a page at most, and set off from the text.
_EDGE = 2
_SET_OFF = 1.6
_NUMBERS = re.compile(r"\d+")
# "12", "- 12 -", "Page 3 of 10", "3/10"
_PAGE_NUMBER = re.compile(r"\W{0,3}(?:\w{1,6}\.?\s)?\d{1,4}(?:\s?(?:/|\w{2,4})\s?\d{1,4})?\W{0,3}")


def _left_out(text: str) -> str:
    """Return what a running head is called in a finding."""
    if _PAGE_NUMBER.fullmatch(text):
        return "page number"
    return f"page header or footer “{_NUMBERS.sub('…', text)[:60]}”"


def _heads(pages: Sequence[Sequence[_Column]]) -> set[int]:
    """Return the rows that recur at one height at the edge of pages, by identity."""
    edges: list[tuple[int, int, _Row]] = []
    for number, page in enumerate(pages):
        rows = sorted((row for column in page for row in column.rows), key=lambda row: -row.base)
        for edge, inward in ((0, rows), (1, rows[::-1])):
            apart = [
                at
                for at, (row, below) in enumerate(pairwise(inward[: _EDGE + 1]))
                if abs(row.base - below.base) > _SET_OFF * max(row.size, below.size)
            ]
            edges += [(number, edge, row) for row in inward[: max(apart, default=-1) + 1]]
    looks: dict[tuple[int, str], list[tuple[int, _Row]]] = {}
    for number, edge, row in edges:
        text = row.text
        look = "0" if _PAGE_NUMBER.fullmatch(text) else _NUMBERS.sub("0", text).casefold()
        looks.setdefault((edge, look), []).append((number, row))
    # On left and right pages they differ, and a first page has none.
    enough = max(2, len(pages) // 3)
    found: set[int] = set()
    for (_, look), same in looks.items():
        middle = median(row.base for _, row in same)
        near = [(number, row) for number, row in same if abs(row.base - middle) < row.size]
        if len({number for number, _ in near}) >= (2 if look == "0" else enough):
            found.update(id(row) for _, row in near)
    return found


# Headings are set a tenth larger than the text or more; half a point is a difference of fonts.
_LARGER = 1.1
_LONGEST_HEADING = 100
# A word, or a year; no page number and no bullet
_HEADING = re.compile(r"[^\W\d_]{2}|^(?:19|20)\d\d$")


def _sizes(rows: Sequence[_Row]) -> tuple[float, dict[float, int]]:
    """Return the size of the text, and the levels of the sizes of headings."""
    counts: Counter[float] = Counter()
    for row in rows:
        counts[_half(row.size)] += len(row.text)
    body = max(counts, key=lambda size: (counts[size], -size), default=0.0)
    larger = sorted((size for size in counts if size >= _LARGER * body), reverse=True)
    return body, {size: min(rank, 6) for rank, size in enumerate(larger, 1)}


def _half(size: float) -> float:
    return round(2 * size) / 2


def _lines(
    rows: Sequence[_Row], body: float, levels: dict[float, int], omitted: Counter[str]
) -> list[str]:
    """Return the lines of one column, blank ones where it has more room, and its indents."""
    if not rows:
        return []
    steps = [above.base - below.base for above, below in pairwise(rows)]
    # Paragraphs are set apart less often than lines follow one another.
    usual = _usual(steps)
    left = min(row.left for row in rows)
    composer = Composer(omitted)
    lines: list[str] = []
    after_heading = False
    for index, row in enumerate(rows):
        pieces = _pieces(row)
        text = "".join(piece.text for piece in pieces).strip()
        level = levels.get(_half(row.size), 0)
        heading = level > 0 and len(text) <= _LONGEST_HEADING and _HEADING.search(text) is not None
        bold = all(piece.bold for piece in pieces if piece.text.strip())
        apart = index > 0 and steps[index - 1] > _APART * usual
        set_off = heading or (bold and len(text) <= _LONGEST_HEADING)
        if lines and lines[-1] and (apart or set_off or after_heading):
            lines.append("")
        if heading:
            one = Composer(omitted)
            one.heading(level, pieces)
            lines.append(one.text())
        else:
            indent = " " * min(round((row.left - left) / (0.5 * body or 1)), _DEEPEST_INDENT)
            composer = Composer(omitted)
            composer.paragraph(pieces, tight=True)
            lines.append(f"{indent}{composer.text()}")
        after_heading = set_off
    return [*lines, ""]


# A gap of a third more than between lines parts paragraphs; LaTeX's \itemsep is that at least.
_APART = 1.3
# A heading set in the middle is not to be read as indented text of 40 levels.
_DEEPEST_INDENT = 40


def _usual(steps: Sequence[float]) -> float:
    """Return the distance between lines of one paragraph: the smallest that is common."""
    counts = Counter(_half(step) for step in steps if step > 0)
    if not counts:
        return 0.0
    common = [step for step, count in counts.items() if count >= 0.15 * len(steps)]
    return min(common, default=min(counts))


def _pieces(row: _Row) -> list[Piece]:
    pieces: list[Piece] = []
    right: float | None = None
    before = ""
    for run in row.runs:
        if right is not None:
            gap = run.left - right
            if gap >= _TAB * row.size * _WIDE:
                pieces.append(Piece("\t"))
            elif (
                gap >= _SPACE * min(run.size, row.size)
                or before[-1:].isspace()
                or run.text[:1].isspace()
            ):
                pieces.append(Piece(" "))
        before, text = run.text, run.text.strip()
        raised = run.size < _SMALLER * row.size and run.base > row.base + _RAISED * row.size
        script: Literal["", "sup"] = "sup" if raised else ""
        pieces.append(Piece(text, run.bold, run.italic, script, run.address))
        right = max(right or run.right, run.right)
    return pieces


# Cells of a table are further apart than the words of a line that is stretched.
_WIDE = 1.5
# Superscripts are set in 60 to 75 % of the size, a third of it above the line.
_SMALLER, _RAISED = 0.85, 0.15
