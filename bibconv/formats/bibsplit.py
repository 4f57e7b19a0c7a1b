"""bibtexparser's splitter with one pass over entries that are well formed; the rest is its own."""

from __future__ import annotations

import logging
import re
from typing import NamedTuple

from bibtexparser import Library
from bibtexparser.model import Block, DuplicateFieldKeyBlock, Entry, Field, ImplicitComment
from bibtexparser.splitter import _MARK_PATTERN, Splitter

from bibconv.formats.bibwellformed import WellFormed, well_formed

# What the splitter has to say about broken blocks comes out as diagnostics, not on stderr.
logging.getLogger("bibtexparser").addHandler(logging.NullHandler())


class Placed(NamedTuple):
    """A block and the offset at which it begins."""

    start: int
    block: WellFormed | Block


class OnePass(Splitter):
    """A splitter that takes well-formed entries in one pass as long as they follow one another.

    It comes in where bibtexparser, between two blocks, looks for the next mark; what one pass does
    not read, it leaves to bibtexparser, with its recovery.
    """

    def __init__(self, text: str) -> None:
        self._found: list[Placed | int] = []
        self._comes = -1
        super().__init__(text)

    def blocks(self) -> list[Placed]:
        """Return the blocks of the text in their order; offsets in entries are one too large."""
        inherited = iter(super().split().blocks)
        return [
            Placed(one, next(inherited)) if isinstance(one, int) else one for one in self._found
        ]

    def split(self) -> Library:
        """Return the blocks as bibtexparser's own."""
        library = Library()
        for _, block in self.blocks():
            made = self._as_block(block) if isinstance(block, WellFormed) else block
            library.add(made, fail_on_duplicate_key=False)
        return library

    # What follows overrides what bibtexparser calls between blocks; offsets are those of its text,
    # which has one line feed more at the beginning.

    def _reset_block_status(self, current_char_index: int) -> None:
        super()._reset_block_status(current_char_index)
        self._comes = current_char_index

    def _next_mark(self, accept_eof: bool) -> re.Match[str] | None:
        if accept_eof and self._comes >= 0:
            start, self._comes = self._comes, -1
            if self._unaccepted_mark is None:
                entries, end = well_formed(self.bibstr, start)
                if end > start:
                    self._found += [Placed(entry.start - 1, entry) for entry in entries]
                    self._markiter = _MARK_PATTERN.finditer(self.bibstr, end)  # type: ignore[assignment]
                    self._current_line += _lines(self.bibstr, start, end)
                    super()._reset_block_status(end)
        return super()._next_mark(accept_eof)

    def _open_block(self, m: re.Match[str]) -> None:
        self._found.append(m.start() - 1)
        super()._open_block(m)

    def _end_implicit_comment(self, end_char_index: int) -> ImplicitComment | None:
        begin = self._implicit_comment_start or 0
        comment = super()._end_implicit_comment(end_char_index)
        if comment is not None:
            self._found.append(self.bibstr.find(comment.comment, begin) - 1)
        return comment

    def _as_block(self, entry: WellFormed) -> Block:
        text = self.bibstr
        line = _lines(text, 0, entry.start) - 1
        fields = []
        for match in entry.fields:
            name, value, start = match[1], match[2], match.start(1)
            sign = text.index("=", start)
            fields.append(Field(name, value, line + _lines(text, entry.start, sign)))
        names = [match[1] for match in entry.fields]
        again = {name for name in names if names.count(name) > 1}
        raw = text[entry.start : entry.end]
        made = Entry(entry.kind, entry.key, fields, line, raw)
        return DuplicateFieldKeyBlock(again, made) if again else made


def _lines(text: str, start: int, end: int) -> int:
    """Return how many line feeds bibtexparser counts: those without a backslash before them."""
    return text.count("\n", start, end) - text.count("\\\n", max(0, start - 1), end)
