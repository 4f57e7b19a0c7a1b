"""Parts of a text that a page made of it does not show: comments, scripts, styles, its tags."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bibconv.plaintext.sections import Line


class Unseen(NamedTuple):
    """A range of the source that is not shown, and what it is."""

    start: int
    end: int
    what: str


def without_unseen(lines: Sequence[Line], text: str) -> tuple[list[Line], list[Unseen]]:
    """Return the lines without what is not shown, and what was left out.

    `text` is what the lines were cut from. A comment inside a line stays: it is for who reads the
    entry to leave out.
    """
    offset = lines[0].start if lines else 0
    found = sorted([*_unseen(text, offset), *_commented(text, offset)])
    if not found:
        return list(lines), []
    kept: list[Line] = []
    left_out: list[Unseen] = []
    at = 0
    for line in lines:
        end = line.start + len(line.text)
        while at < len(found) and found[at].end <= line.start:
            at += 1
        shown = line
        for part in found[at:]:
            if part.start > end:
                break
            shown = _cut(line, shown, part)
        if shown is not line:
            # What follows may be parted from what stands before: the line stays, if empty.
            left_out.append(Unseen(line.start, max(end, line.start + 1), found[at].what))
        kept.append(shown)
    return kept, [part for part in left_out if part.end - part.start > 1]


# How a part begins and ends, and what it is.
_PARTS = (
    ("<!--", "-->", "commented out"),
    ("<script", "</script>", "a script"),
    ("<style", "</style>", "a style sheet"),
)


def _unseen(text: str, offset: int) -> Iterator[Unseen]:
    """Yield the parts in order of place; what is not closed is text like other."""
    closed = {name: text.rfind(end) for name, end, _ in _PARTS}
    at = 0
    while True:
        begins = [
            (start, end, what)
            for name, end, what in _PARTS
            if closed[name] > at and 0 <= (start := text.find(name, at)) < closed[name]
        ]
        if not begins:
            return
        start, end, what = min(begins)
        at = text.find(end, start)
        if at < 0:
            return
        at += len(end)
        yield Unseen(offset + start, offset + at, what)


# "% \\item Kim, A.", a line of its own in a LaTeX document
_COMMENT = re.compile(r"^[ \t]*%.*$", re.MULTILINE)
# "\\documentclass", "\\section{Papers}", "\\begin{itemize}"
_LATEX = re.compile(r"\\(?:documentclass|usepackage|(?:sub)*section|begin)\b")


def _commented(text: str, offset: int) -> Iterator[Unseen]:
    """Yield the lines that are comments, where the text is LaTeX."""
    if "%" in text and _LATEX.search(text):
        for match in _COMMENT.finditer(text):
            yield Unseen(offset + match.start(), offset + match.end(), "commented out")


def _cut(line: Line, shown: Line, part: Unseen) -> Line:
    """Return what a part leaves of a line, which is all of it where text surrounds the part."""
    end = line.start + len(line.text)
    before = line.text[: max(part.start - line.start, 0)].strip(_BULLETS)
    behind = line.text[max(part.end - line.start, 0) :].strip() if part.end < end else ""
    if part.start >= line.start and part.end <= end and (before or behind):
        return shown
    if behind:
        return Line(part.end, line.text[part.end - line.start :])
    if before:
        return Line(shown.start, line.text[shown.start - line.start : part.start - line.start])
    return Line(line.start, "")


# "- <!-- an entry -->" shows nothing.
_BULLETS = " \t-*+•"


# "<p>[1]&nbsp;Kim", "</p>", "<li class=x>", "<div align='center'>": what sets blocks apart in HTML.
_BLOCK = re.compile(
    r"\s*</?(?P<name>p|li|ul|ol|dl|dt|dd|div|tr|table|tbody|section|article|blockquote|center)"
    r"(?: [^<>]{0,300})?/?>\s*",
    re.IGNORECASE,
)
_CLOSED = re.compile(r"</(?:p|li|div|tr|dd)>", re.IGNORECASE)


def without_blocks(lines: Sequence[Line], text: str) -> list[Line]:
    """Return the lines of a text that has HTML in it, each block on lines of its own.

    A text without closing tags is none: "<p>" is a mean momentum in physics.
    """
    if not _CLOSED.search(text):
        return list(lines)
    kept: list[Line] = []
    for line in lines:
        at, item = 0, False
        tags = list(_BLOCK.finditer(line.text))
        for tag in tags:
            if at < tag.start():
                kept.append(Line(line.start + at, line.text[at : tag.start()], item))
            # An item begins an entry; a paragraph may carry one on, as below any blank line.
            kept.append(Line(line.start + tag.start(), ""))
            at, item = tag.end(), tag["name"].lower() == "li" and "</" not in tag[0]
        if not tags or at < len(line.text):
            kept.append(Line(line.start + at, line.text[at:], item or line.begins))
    return kept
