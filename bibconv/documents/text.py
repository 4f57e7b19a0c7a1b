"""What a document becomes: paragraphs, headings and list items as lines of Markdown.

Only marks that `plaintext.tokens.clean` takes out again are written, and what stands in a document
and looks like one of them is escaped: cleaned, a paragraph is what the document says, but for
LaTeX, which is read here as in any text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from typing import Literal, NamedTuple


class Piece(NamedTuple):
    """A run of characters that look the same; a line feed in it is a line break.

    `script` is "sub" or "sup" for lowered and raised ones; `address` is where a link leads.
    """

    text: str
    bold: bool = False
    italic: bool = False
    script: Literal["", "sub", "sup"] = ""
    address: str = ""


class Composer:
    """The text of a document as it grows; `omitted` counts what is left out of it, by kind."""

    def __init__(self, omitted: Counter[str]) -> None:
        self.omitted = omitted
        # Blocks with the lines to leave blank above them.
        self._blocks: list[tuple[int, str]] = []

    def __len__(self) -> int:
        """Return the number of blocks."""
        return len(self._blocks)

    def heading(self, level: int, pieces: Sequence[Piece]) -> None:
        """Add a heading of level 1 to 6."""
        text = " ".join(escaped("".join(piece.text for piece in pieces)).split())
        if text:
            # "C#": Markdown takes the signs at a heading's end for marks.
            text = f"{text[:-1]}\\#" if text.endswith("#") else text
            marks = f"{'#' * level} " if len(text) <= _LONGEST_HEADING else ""
            self.lines([f"{marks}{text}"])

    def paragraph(
        self, pieces: Sequence[Piece], marker: str = "", depth: int = 0, *, tight: bool = False
    ) -> bool:
        """Add a paragraph and tell whether anything is printed in it.

        `marker` is the bullet or number of the list item that it begins, `depth` how deep the list
        lies in others. A `tight` one follows what is above without a blank line.
        """
        lines = [line.rstrip(" \t") for line in self.inline(pieces)]
        if not any(lines):
            return False
        indent = _INDENT * min(depth, _DEEPEST)
        # Two line breaks in a row part what they stand between, but not an item of a list.
        between = not (marker or tight or depth)
        blank = [False, *(not line for line in lines)]
        shown = [
            line
            for line, after in zip(lines, blank, strict=False)
            if line or (between and not after)
        ]
        while not shown[0]:
            shown.pop(0)
        while not shown[-1]:
            shown.pop()
        first, *others = shown
        if marker:
            hanging = indent + " " * len(marker)
            others = [hanging + line.lstrip(" \t") for line in others]
            self.lines([indent + marker + first.lstrip(" \t"), *others], tight=tight)
        else:
            self.lines([indent + _not_heading(line) if line else "" for line in shown], tight=tight)
        return True

    def row(self, cells: Sequence[Composer]) -> None:
        """Add a row of a table: one line of its cells, or, of longer cells, one below the other.

        Cells in a line are parted by tabs, which read as a space between a year and its entry.
        """
        filled = [cell for cell in cells if len(cell)]
        if all(len(cell) == 1 for cell in filled):
            if filled:
                self.lines(["\t".join(cell.text() for cell in filled)])
            return
        for cell in filled:
            self._blocks += [
                (1, text) if not at else (gap, text) for at, (gap, text) in enumerate(cell._blocks)
            ]

    def lines(self, lines: Sequence[str], *, tight: bool = False) -> None:
        """Add lines as they are."""
        self._blocks.append((0 if tight else 1, "\n".join(lines)))

    def text(self) -> str:
        """Return what has been added."""
        parts = [
            ("\n" * (gap + 1) if at else "") + text for at, (gap, text) in enumerate(self._blocks)
        ]
        return "".join(parts)

    def inline(self, pieces: Sequence[Piece]) -> list[str]:
        """Return the lines of a paragraph."""
        return [self._line(line) for line in _lines(pieces)]

    def _line(self, pieces: Sequence[Piece]) -> str:
        """Return one line, its links made of all the pieces that lead to one address."""
        out = ""
        groups = [
            (address, list(group))
            for address, group in groupby(pieces, key=lambda piece: piece.address)
        ]
        for index, (address, group) in enumerate(groups):
            after = groups[index + 1][1][0].text[:1] if index + 1 < len(groups) else ""
            label = "".join(piece.text for piece in group)
            target = self._target(address, label)
            if not target:
                out += _styled(group, out[-1:], after)
                continue
            styled = _styled(group, "[", "]")
            core = styled.strip()
            before, behind = styled[: len(styled) - len(styled.lstrip())], styled.rstrip()
            out += f"{before}[{_balanced(core)}]({target}){styled[len(behind) :]}"
        return out

    def _target(self, address: str, label: str) -> str:
        """Return an address as a link has it, "" where there is no link to make."""
        shown = "".join(label.split())
        address = _CUT.sub("", address).strip()
        if not shown or not _KEPT.match(address) or _is_shown(address, shown):
            return ""
        target = address if _PLAIN.fullmatch(address) else _UNPLAIN.sub(_quoted, address)
        if len(target) > _LONGEST_ADDRESS or len(label) > _LONGEST_LABEL:
            self.omitted["address too long to keep"] += 1
            return ""
        return target


def escaped(text: str) -> str:
    """Return a text without characters that would be read as marks."""
    return _MARK.sub(_escape, text)


# A paragraph that is set as a heading is none; plaintext.sections takes 200 characters with marks.
_LONGEST_HEADING = 190
# Two spaces a level as Markdown has it; what is nested deeper is no list of publications, and lines
# would grow with the square of the depth.
_INDENT, _DEEPEST = "  ", 8
# What tokens.clean reads of a link, less what escapes add to it.
_LONGEST_ADDRESS, _LONGEST_LABEL = 500, 500
# "org/x" is the shortest part of an address that says which it is part of, give or take.
_LEAST_PART = 8
# "https://doi.org/10.1/x", "//example.org", "papers/kim.pdf"; not "#top", "mailto:", "javascript:"
_KEPT = re.compile(r"(?!#)(?:https?:|ftp:|//|doi:|[^#:?]*(?:[/?#]|$))", re.IGNORECASE)
# Browsers take line ends and tabs out of addresses.
_CUT = re.compile(r"[\t\r\n]+")
# What tokens.clean reads as an address: at most one pair of brackets, "S0140-6736(05)61378-7".
_PLAIN = re.compile(r"[^()\s\[\]]*(?:\([^()\s\[\]]{0,100}\)[^()\s\[\]]{0,100})?")
_UNPLAIN = re.compile(r"[()\s\[\]]")
# "https://", "http://www."
_SCHEME = re.compile(r"(?:https?://)?(?:www\.)?", re.IGNORECASE)
# "*", a "_" at a word's edge, "](", "<i", "&amp;", "\*": see plaintext.tokens. "\&" and "\_" are
# the same in Markdown and LaTeX and stay.
_MARK = re.compile(
    r"\*|(?<![^\W_])_|_(?![^\W_])|(?<=\])\(|<(?=[A-Za-z/!])|&(?=#|[A-Za-z])|\\(?=[*\[\]()!.-]|$)"
)
_ENTITIES = {"<": "&lt;", "&": "&amp;", "\\": "&#92;"}
# "# Kim" in a document is a line that begins with a number sign.
_LIKE_HEADING = re.compile(r"#{1,6}\s")


def _escape(match: re.Match[str]) -> str:
    return _ENTITIES.get(match[0], f"\\{match[0]}")


def _quoted(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match[0].encode("utf-8", "replace"))


def _is_shown(address: str, label: str) -> bool:
    """Tell whether a link's label says its address, or the part of it that is on one line."""
    own, said = (_SCHEME.sub("", one, count=1).rstrip("/.,;") for one in (address, label))
    part = "/" in said and len(said) >= _LEAST_PART and not said.startswith("10.")
    return own == said or (part and (own.startswith(said) or own.endswith(said)))


def _not_heading(line: str) -> str:
    return f"\\{line}" if _LIKE_HEADING.match(line) else line


def _lines(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Cut pieces at line breaks, and join those that look the same."""
    lines: list[list[Piece]] = [[]]
    # What one look has of a line so far: a parser hands text over in very small parts.
    texts: list[str] = []
    look = Piece("")

    def put() -> None:
        if texts:
            lines[-1].append(look._replace(text="".join(texts)))
            texts.clear()

    for piece in pieces:
        own = piece._replace(text="")
        for index, text in enumerate(piece.text.split("\n")):
            if index:
                put()
                lines.append([])
            # Nobody sees whether a space is bold.
            if text and own != look and not (texts and text.isspace()):
                put()
                look = own
            if text:
                texts.append(text)
    put()
    return lines


def _styled(pieces: Sequence[Piece], before: str, after: str) -> str:
    """Return pieces with their emphasis, between two characters."""
    out: list[str] = []
    for index, piece in enumerate(pieces):
        text = piece.text
        core = text.strip()
        if not core:
            out.append(text)
            continue
        start = len(text) - len(text.lstrip())
        lead, trail = text[:start], text[start + len(core) :]
        previous = lead[-1:] or (out[-1][-1:] if out else before)
        following = trail[:1] or (pieces[index + 1].text[:1] if index + 1 < len(pieces) else after)
        styled = (
            index + 1 < len(pieces)
            and not trail
            and bool(pieces[index + 1].bold or pieces[index + 1].italic)
        )
        marked = _WORDY.search(core) is not None
        stars = "" if not marked else "*" * ((1 if piece.italic else 0) + (2 if piece.bold else 0))
        core = escaped(core)
        if piece.script:
            core = f"<{piece.script}>{core}</{piece.script}>"
        # Stars inside a word or at others do not open and close as they should; tags always do.
        if stars and (styled or _JOINS.match(previous) or _JOINS.match(following)):
            core = f"<b>{core}</b>" if piece.bold else core
            core = f"<i>{core}</i>" if piece.italic else core
        else:
            core = f"{stars}{core}{stars}"
        out.append(f"{lead}{core}{trail}")
    return "".join(out)


# Nobody sees whether a comma is bold or a bullet is in italics.
_WORDY = re.compile(r"[^\W_]")
_JOINS = re.compile(r"[\w*]")


def _balanced(label: str) -> str:
    """Return a link's label with brackets that pair, as those of "[arXiv]" do, or with none."""
    if re.fullmatch(r"(?:[^\[\]]|\[[^\[\]]{0,200}\])*", label):
        return label
    return label.replace("[", "&#91;").replace("]", "&#93;")
