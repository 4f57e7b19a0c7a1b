"""An entry as clean text: markup taken out, lines joined, every character knowing its source."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from bibconv.source import Span


class Link(NamedTuple):
    """A Markdown link: the range of its label in the clean text, its address, its source span."""

    start: int
    end: int
    address: str
    span: Span


@dataclass(frozen=True, slots=True)
class Text:
    """An entry's words with single spaces and without markup.

    `offsets` holds the source's offset of every character, so that any range of `text` has a span.
    `italics` and `bolds` are ranges of `text`.
    """

    text: str
    offsets: array[int]
    italics: tuple[tuple[int, int], ...] = ()
    bolds: tuple[tuple[int, int], ...] = ()
    links: tuple[Link, ...] = ()

    def span(self, start: int, end: int) -> Span:
        """Return the source span of a non-empty range of the clean text."""
        return Span(self.offsets[start], self.offsets[end - 1] + 1)


def clean(pieces: Iterable[tuple[int, str]], words: frozenset[str] = frozenset()) -> Text:
    """Return the clean text of an entry's (offset, text) pieces: lines, or parts of lines.

    `words` are words of the document: one that is cut by a hyphen at a line end is rejoined without
    the hyphen where the document has it so elsewhere, and keeps the hyphen otherwise.
    """
    chars: list[str] = []
    offsets = array("Q")
    emphasis = _Emphasis()
    links: list[Link] = []
    for offset, piece in pieces:
        at = _end_line(chars, offsets, offset, piece, words)
        for match in _MARKUP.finditer(piece, at):
            _append(chars, offsets, offset + at, piece[at : match.start()])
            at = match.end()
            if match["escaped"]:
                _append(chars, offsets, offset + at - 1, match["escaped"])
            elif match["break"]:
                _append(chars, offsets, offset + match.start(), " ")
            elif match["label"] is not None:
                start = len(chars)
                label = clean([(offset + match.start("label"), match["label"])])
                chars += label.text
                offsets += label.offsets
                emphasis.shift(label, start)
                span = Span(offset + match.start(), offset + match.end())
                links.append(Link(start, len(chars), match["address"], span))
            elif match["stars"] and not emphasis.mark(match, piece, len(chars)):
                _append(chars, offsets, offset + match.start(), match["stars"])
        _append(chars, offsets, offset + at, piece[at:])
    while chars and chars[-1] == " ":
        chars.pop()
        offsets.pop()
    return Text(
        "".join(chars), offsets, tuple(emphasis.italics), tuple(emphasis.bolds), tuple(links)
    )


# "\*", "<br>", "<!-- … -->", "[text](https://…)", "**", "*", "__", "_", "***"
_MARKUP = re.compile(
    r"""\\(?P<escaped>[*_\[\]()\#.!$&%~{}\\-])
    |(?P<break><br\ ?/?>)
    |<!--.*?-->
    |\[(?P<label>(?:[^\[\]]|\[[^\[\]]{0,200}\]){1,1000})\]\((?P<address>[^()\s]{0,500}(?:\([^()\s]{0,100}\)[^()\s]{0,100})?)\)
    |(?P<stars>\*{1,3}|(?<![^\W_])_{1,3}|_{1,3}(?![^\W_]))""",
    re.VERBOSE,
)


class _Emphasis:
    """Which ranges are bold or italic; marks that have no partner are dropped.

    CommonMark 0.31, section 6.2: a mark opens before a word and closes behind one. In
    "Lapuschkin S**, Binder A" the mark can only close, and nothing is open: it is damage.
    """

    def __init__(self) -> None:
        self.italics: list[tuple[int, int]] = []
        self.bolds: list[tuple[int, int]] = []
        self._open: dict[str, int] = {}

    def mark(self, match: re.Match[str], piece: str, at: int) -> bool:
        """Take a run of marks that stands before the character `at`; False where it is text."""
        before = piece[match.start() - 1] if match.start() else " "
        after = piece[match.end()] if match.end() < len(piece) else " "
        opens = not after.isspace() and (after.isalnum() or not before.isalnum())
        closes = not before.isspace()
        char, length = match["stars"][0], len(match["stars"])
        if char == "_" and not self._paired(match, piece, closes):
            return False  # "_x" and "snake_case" are text
        inside = (
            before.isalnum() and after.isalnum() and length == 1 and char + "i" not in self._open
        )
        if inside or not (opens or closes):
            return False
        for kind, ranges in (("i", self.italics), ("b", self.bolds)):
            if (length == 1) if kind == "b" else (length == 2):
                continue
            key = char + kind
            if closes and key in self._open:
                ranges.append((self._open.pop(key), at))
            elif opens:
                self._open[key] = at
        return True

    def _paired(self, match: re.Match[str], piece: str, closes: bool) -> bool:
        """Tell whether an underscore mark closes one that is open, or is closed further on."""
        if closes and {"_i", "_b"} & self._open.keys():
            return True
        return re.search(r"[^\s_]_+(?![^\W_])", piece[match.end() :]) is not None

    def shift(self, text: Text, start: int) -> None:
        """Take over the emphasis of a text put in at `start`."""
        self.italics += [(a + start, b + start) for a, b in text.italics]
        self.bolds += [(a + start, b + start) for a, b in text.bolds]


# White space, or a run of anything else; a soft hyphen is not printed.
_RUN = re.compile(r"(?P<space>\s+)|[^\s\u00ad]+")


def _append(chars: list[str], offsets: array[int], offset: int, text: str) -> None:
    for match in _RUN.finditer(text):
        start, end = match.span()
        if match["space"] is None:
            chars += match[0]
            offsets.extend(range(offset + start, offset + end))
        elif chars and chars[-1] != " ":
            chars.append(" ")
            offsets.append(offset + start)


def _end_line(
    chars: list[str], offsets: array[int], offset: int, line: str, words: frozenset[str]
) -> int:
    """Put a space between two lines, or join a word that is cut between them.

    Return how many characters of the second line are its indent.
    """
    indent = len(line) - len(line.lstrip())
    if not chars or chars[-1] == " ":
        return indent
    following = _WORD_START.match(line)
    if following and len(chars) > 1 and chars[-1] in "-\u2010" and chars[-2].isalnum():
        head = _WORD_END.search("".join(chars[-40:-1]))
        if head and (head[0] + following[1]).casefold() in words:
            chars.pop()
            offsets.pop()
        return indent
    chars.append(" ")
    offsets.append(max(offset - 1, 0))
    return indent


# "  wise of" begins with "wise"; "the Layer" ends in "Layer".
_WORD_START = re.compile(r"\s*([^\W_]+)")
_WORD_END = re.compile(r"[^\W\d_]+$")
