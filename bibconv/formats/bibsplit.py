"""bibtexparser's splitter with one pass over entries that are well formed; the rest is its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from bibtexparser.library import Library
from bibtexparser.model import Block, DuplicateFieldKeyBlock, Entry, Field, ImplicitComment
from bibtexparser.splitter import _MARK_PATTERN, Splitter


# A field's name, its value with delimiters, what one pair of braces holds (None where the value is
# anything else), and where the field begins and the value ends.
Raw = tuple[str, str, str | None, int, int]


class WellFormed(NamedTuple):
    """An entry that one pass has read; `kind` is in lower case."""

    kind: str
    key: str
    fields: list[Raw]
    start: int
    end: int


class Placed(NamedTuple):
    """A block and the offset at which it begins."""

    start: int
    block: WellFormed | Block


class OnePass(Splitter):
    """A splitter that takes well-formed entries as long as they follow one another.

    It comes in where bibtexparser, between two blocks, looks for the next mark; what one pass does
    not read, it leaves to bibtexparser, with its recovery. Offsets are the text's.
    """

    def __init__(self, text: str) -> None:
        self._found: list[Placed | int] = []
        self._comes = -1
        super().__init__(text)

    def blocks(self) -> list[Placed]:
        """Return the blocks of the text in their order."""
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
                end = self._well_formed(start)
                if end > start:
                    self._markiter = _MARK_PATTERN.finditer(self.bibstr, end)
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

    def _well_formed(self, at: int) -> int:
        """Take the well-formed entries from `at` on; return where the last of them ends."""
        text, found = self.bibstr, self._found
        while head := _HEAD.match(text, at):
            fields: list[Raw] = []
            take = fields.append
            following = _FIELD.scanner(text, head.end()).match  # type: ignore[attr-defined]
            while match := following():
                name, value, inner = match.group(1, 2, 3)
                take((name, value, inner, match.start(1) - 1, match.end(2) - 1))
                if match.lastindex > _VALUE:
                    break
            else:
                return at
            start = head.start(1) - 2
            key = head[2].strip()
            place = match.end()
            entry = _new(WellFormed, (head[1].lower(), key, fields, start, place - 1))
            found.append(_new(Placed, (start, entry)))
            at = place
        return at

    def _as_block(self, entry: WellFormed) -> Block:
        text = self.bibstr
        line = _lines(text, 0, entry.start + 1) - 1
        fields = []
        for name, value, _, start, _ in entry.fields:
            sign = text.index("=", start + 1)
            fields.append(Field(name, value, line + _lines(text, entry.start + 1, sign)))
        names = [name for name, *_ in entry.fields]
        again = {name for name in names if names.count(name) > 1}
        raw_text = text[entry.start + 1 : entry.end + 1]
        made = Entry(entry.kind, entry.key, fields, line, raw_text)
        return DuplicateFieldKeyBlock(again, made) if again else made


_new = tuple.__new__


def _lines(text: str, start: int, end: int) -> int:
    """Return how many line feeds bibtexparser counts: those without a backslash before them."""
    return text.count("\n", start, end) - text.count("\\\n", max(0, start - 1), end)


def _braced(depth: int) -> str:
    deeper = f"|{_braced(depth - 1)}" if depth else ""
    return rf"\{{(?:{_INSIDE}{deeper})*+\}}"


# Signs within a value. A backslash takes the meaning of the brace behind it; where two or more
# stand before one, bibtexparser and BibTeX count differently. "@x{" may begin an entry.
_INSIDE = r"[^{}\\@]++|\\(?!\\)[{}]?+|\\{2,}+(?![{}])|@(?!\w*+[ \t]*+[{(])"
# "a {\"} b": between quotation marks bibtexparser counts no braces, and passes over {"}.
_QUOTED = r'"(?:[^"\\@]++|\\++"?+|@(?!\w*+[ \t]*+[{(]))*+(?<!\{)"'
# How deep braces are looked into: "{The {DNA} of {\'E}cole {\em {X}}}" is 3 deep. What is deeper is
# bibtexparser's, which counts.
_DEPTH = 4
_PIECE = rf"(?:{_braced(_DEPTH)}|{_QUOTED}|[^\s{{}}\",=\\@#]++)"
# "\n@article{key,"
_HEAD = re.compile(
    r"\s*+@(?!(?i:comment|preamble|string))(\w++)[ \t]*+\{([^{}\",=\\@]*+),"
)  # fmt: skip
# The groups of a field that are not its entry's end.
_VALUE = 3
# "title = {A {B}},", "month = "10~" # jan }": name, value, what its braces hold, the entry's end
_FIELD = re.compile(
    r"\s*+([^\s{}\",=\\@]++)\s*+=\s*+"
    rf"(\{{((?:{_INSIDE}|{_braced(_DEPTH - 1)})*+)\}}(?=\s*+[,}}])|{_PIECE}(?:\s*+\#\s*+{_PIECE})*+)"
    r"\s*+(?:,\s*+(\})?+|(\}))"
)
