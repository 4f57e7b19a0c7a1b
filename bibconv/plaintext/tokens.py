"""An entry as clean text: markup taken out, lines joined, every character knowing its source."""

from __future__ import annotations

import html
import re
from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from bibconv.plaintext.tex import COMMANDS, TEX, Command, accented, is_tex
from bibconv.source import Span


class Link(NamedTuple):
    """A link: the range of its label in the clean text, its address, its source span."""

    start: int
    end: int
    address: str
    span: Span


@dataclass(frozen=True, slots=True)
class Text:
    """An entry's words with single spaces and without markup.

    `offsets` holds the source's offset of every character, so that any range of `text` has a span;
    `ends` says where a character ends that is written with several (`\\"u`, `&amp;`). `italics`
    and `bolds` are ranges of `text`. `key` is the source span of a `\\bibitem`'s label and key.
    `breaks` are the places behind line breaks that are meant, not wraps.
    """

    text: str
    offsets: array[int]
    italics: tuple[tuple[int, int], ...] = ()
    bolds: tuple[tuple[int, int], ...] = ()
    links: tuple[Link, ...] = ()
    ends: Mapping[int, int] = field(default_factory=dict)
    key: Span | None = None
    breaks: tuple[int, ...] = ()

    def span(self, start: int, end: int) -> Span:
        """Return the source span of a non-empty range of the clean text."""
        return Span(self.offsets[start], self.ends.get(end - 1, self.offsets[end - 1] + 1))


def clean(
    pieces: Iterable[tuple[int, str]],
    words: frozenset[str] = frozenset(),
    parted: frozenset[int] = frozenset(),
    macros: Mapping[str, str] | None = None,
    org: bool = False,
) -> Text:
    """Return the clean text of an entry's (offset, text) pieces: lines, or parts of lines.

    `words` are words of the document: one that is cut by a hyphen at a line end is rejoined without
    the hyphen where the document has it so elsewhere, and keeps the hyphen otherwise. Markdown and
    HTML are taken out, and LaTeX where the entry has a command of it: elsewhere a backslash, a
    brace or a tilde is a character like others. The pieces at the offsets `parted` begin lines of
    their own. `macros` are commands that the document defines; in an `org` document slashes
    are marks.
    """
    pieces = list(pieces)
    macros = macros or {}
    tex = is_tex([piece for _, piece in pieces]) or any(
        f"\\{name}" in piece for name in macros for _, piece in pieces
    )
    cleaning = _Cleaning(tex, macros, org)
    for offset, piece in pieces:
        at = _end_line(cleaning.chars, cleaning.offsets, offset, piece, words)
        if offset in parted:
            cleaning.breaks.append(len(cleaning.chars))
        cleaning.line(offset, piece, at)
    return cleaning.text()


# "\*", "<br>", "<!-- … -->", "[text](https://…)", "**", "*", "__", "_", "***", "<i>", "&amp;"
_MARKS = r"""<br\ ?/?>(?P<break>)
    |<!--(?:(?!<!--).)*?-->
    |<(?P<closing>/?)(?P<tag>i|b|em|strong|italic|bold|span|sub|sup|small|cite|font|u|mark|a)
        (?P<attributes>\ [^<>]{0,300})?>
    |&(?P<entity>\#\d{1,7}|\#[xX][\da-fA-F]{1,6}|[A-Za-z]{2,8}\d{0,2});
    |\[(?P<label>(?:[^\[\]]|\[[^\[\]]{0,200}\]){1,1000})\]\((?P<address>[^()\s]{0,500}(?:\([^()\s]{0,100}\)[^()\s]{0,100})?)\)
    |(?P<stars>\*{1,3}|(?<![^\W_])_{1,3}|_{1,3}(?![^\W_]))"""
_MARKUP = re.compile(
    rf"""\\(?P<escaped>[*_\[\]()\#.!$&%~{{}}\\-])|{_MARKS}""",
    re.VERBOSE,
)
# What `_MARKUP` can begin with.
_MARK = re.compile(r"[\\<&\[*_]")
_TEX_MARKUP = re.compile(rf"{TEX}|{_MARKS}", re.VERBOSE)
# org-mode's "/Nature/", beside Markdown's marks
_ORG_MARKUP = re.compile(
    _MARKUP.pattern.removesuffix(")") + r"|(?<![\w/.:~)\]<])/(?=[^\W\d_])|(?<=[\w.?!])/(?![\w/]))"
    # "[[https://…][code]]"
    r"|\[\[(?P<target>[^\[\]\s]{1,500})\]\[(?P<named>[^\[\]]{1,300})\]\]",
    re.VERBOSE,
)
# 'href="https://…"'
_HREF = re.compile(r"""href=["']?(?P<address>[^"'\s<>]{1,500})""", re.IGNORECASE)
# Which emphasis a tag is; the others only group.
_TAGS = {"i": "i", "em": "i", "cite": "i", "italic": "i", "b": "b", "strong": "b", "bold": "b"}


class _Open(NamedTuple):
    """What is open: an HTML tag or a TeX brace (""), its emphasis or address, and since where."""

    name: str
    kind: str
    start: int
    offset: int
    address: str = ""


class _Cleaning:
    """One entry being cleaned; what a line opens a later one may close."""

    def __init__(self, tex: bool, macros: Mapping[str, str], org: bool) -> None:
        self.chars: list[str] = []
        self.offsets = array("Q")
        self.ends: dict[int, int] = {}
        self.emphasis = _Emphasis(org)
        self.links: list[Link] = []
        self.key: Span | None = None
        self.breaks: list[int] = []
        self.tex = tex
        self.macros = macros
        self.org = org
        self.markup = _TEX_MARKUP if tex else _ORG_MARKUP if org else _MARKUP
        self._open: list[_Open] = []
        self._pending: Command | None = None

    def line(self, offset: int, piece: str, at: int) -> None:
        """Take one line from its character `at` on."""
        if not self.tex and not self.org and not _MARK.search(piece, at):
            _append(self.chars, self.offsets, offset + at, piece[at:])
            return
        for match in self.markup.finditer(piece, at):
            _append(self.chars, self.offsets, offset + at, piece[at : match.start()])
            at = match.end()
            if match["stars"] is not None:
                if not self.emphasis.mark(match, piece, len(self.chars)):
                    _append(self.chars, self.offsets, offset + match.start(), match["stars"])
            elif match["label"] is not None:
                self._labelled(match, offset, "label", "address")
            elif self.markup is _ORG_MARKUP and match["named"] is not None:
                self._labelled(match, offset, "named", "target")
            elif match["tag"]:
                self._tag(match, offset)
            elif match["entity"]:
                self._put(html.unescape(match[0]), match, offset)
            elif match["break"] is not None:
                _append(self.chars, self.offsets, offset + match.start(), " ")
                self.breaks.append(len(self.chars))
            elif match["escaped"]:
                _append(self.chars, self.offsets, offset + at - 1, match["escaped"])
            elif self.tex and match.lastgroup:
                self._tex(match, offset)
        _append(self.chars, self.offsets, offset + at, piece[at:])

    def text(self) -> Text:
        """Return what has been taken."""
        while self._open:
            self._shut(self._open.pop(), self.offsets[-1] + 1 if self.offsets else 0)
        while self.chars and self.chars[-1] == " ":
            self.chars.pop()
            self.offsets.pop()
        size = len(self.chars)
        links = [link._replace(end=min(link.end, size)) for link in self.links if link.start < size]
        return Text(
            "".join(self.chars),
            self.offsets,
            tuple(sorted(self.emphasis.italics)),
            tuple(sorted(self.emphasis.bolds)),
            tuple(links),
            self.ends,
            self.key,
            tuple(sorted({at for at in self.breaks if 0 < at < size})),
        )

    def _put(self, shown: str, match: re.Match[str], offset: int) -> None:
        """Append what a longer piece of markup stands for, each character with the whole span."""
        for char in shown:
            before = len(self.chars)
            _append(self.chars, self.offsets, offset + match.start(), char)
            if len(self.chars) > before:
                self.ends[before] = offset + match.end()

    def _labelled(self, match: re.Match[str], offset: int, shown: str, address: str) -> None:
        start = len(self.chars)
        label = clean([(offset + match.start(shown), match[shown])])
        self.chars += label.text
        self.offsets += label.offsets
        self.ends |= {start + at: end for at, end in label.ends.items()}
        self.emphasis.shift(label, start)
        span = Span(offset + match.start(), offset + match.end())
        self.links.append(Link(start, len(self.chars), match[address], span))

    def _tag(self, match: re.Match[str], offset: int) -> None:
        name = match["tag"]
        if not match["closing"]:
            found = _HREF.search(match["attributes"] or "") if name == "a" else None
            address = html.unescape(found["address"]) if found else ""
            start = len(self.chars)
            self._open.append(
                _Open(name, _TAGS.get(name, ""), start, offset + match.start(), address)
            )
            return
        for index in range(len(self._open) - 1, max(-1, len(self._open) - _DEPTH), -1):
            if self._open[index].name == name:
                self._shut(self._open.pop(index), offset + match.end())
                return

    def _shut(self, one: _Open, end: int) -> None:
        if one.kind:
            self.emphasis.add(one.kind, one.start, len(self.chars))
        if one.address:
            span = Span(one.offset, end)
            self.links.append(Link(one.start, len(self.chars), one.address, span))

    def _tex(self, match: re.Match[str], offset: int) -> None:
        if match["raised"]:
            # A mark on a name, of who corresponds or contributed equally, is not shown.
            return
        if match["open"]:
            pending, self._pending = self._pending, None
            kind, address = (pending.kind, pending.address) if pending else ("", "")
            start = offset + match.start()
            self._open.append(_Open("", kind, len(self.chars), start, address))
        elif match["close"]:
            # A switch ({\em …) ends with the brace that it stands in.
            while self._open and (one := self._open.pop()):
                self._shut(one, offset + match.end())
                if not one.name:
                    break
        elif match["verbatim"] is not None:
            _append(self.chars, self.offsets, offset + match.start("verbatim"), match["verbatim"])
        elif match["href"] is not None:
            self._pending = Command("", match["href"].replace("\\", ""))
        elif match["key"] is not None:
            self.key = Span(offset + match.start("item"), offset + match.end())
        elif match["accent"]:
            self._put(accented(match), match, offset)
        elif match["word"]:
            self._command(match, offset)
        elif match["sign"]:
            self._put(_SIGNS.get(match["sign"], match["sign"]), match, offset)
        elif match["shown"]:
            self._put(_SHOWN[match["shown"]], match, offset)
        else:
            _append(self.chars, self.offsets, offset + match.start(), match[0])

    def _command(self, match: re.Match[str], offset: int) -> None:
        word = match["word"]
        command = COMMANDS.get(word)
        if command is None and word in self.macros:
            self._put(clean([(0, self.macros[word])]).text, match, offset)
            if match[0].endswith(" "):  # LaTeX drops it; who writes "\me and" means a space
                _append(self.chars, self.offsets, offset + match.end() - 1, " ")
        elif command is None:
            _append(self.chars, self.offsets, offset + match.start(), match[0])
        elif command.shown:
            self._put(command.shown, match, offset)
        elif command.group:
            self._pending = command
        elif command.kind:
            self._open.append(_Open("switch", command.kind, len(self.chars), offset))
        elif word in ("newblock", "quad", "par"):
            _append(self.chars, self.offsets, offset + match.start(), " ")


# Deeper nesting than this is not looked through for the tag that a closing one belongs to.
_DEPTH = 50
_SIGNS = {",": " ", ";": " ", ":": " ", " ": " ", "\\": " ", "/": "", "-": "", "!": "", "@": ""}
_SHOWN = {"~": " ", "``": "“", "''": "”", "--": "–", "---": "—"}


class _Emphasis:
    """Which ranges are bold or italic; marks that have no partner are dropped.

    CommonMark 0.31, section 6.2: a mark opens before a word and closes behind one. In
    "Lapuschkin S**, Binder A" the mark can only close, and nothing is open: it is damage.
    """

    def __init__(self, org: bool) -> None:
        self.org = org
        self.italics: list[tuple[int, int]] = []
        self.bolds: list[tuple[int, int]] = []
        self._open: dict[str, int] = {}
        # The piece last searched for an underscore that closes, and from where to where.
        self._searched: tuple[str, int, int] = ("", 0, 0)

    def mark(self, match: re.Match[str], piece: str, at: int) -> bool:
        """Take a run of marks that stands before the character `at`; False where it is text."""
        before = piece[match.start() - 1] if match.start() else " "
        after = piece[match.end()] if match.end() < len(piece) else " "
        opens = not after.isspace() and (after.isalnum() or not before.isalnum())
        closes = not before.isspace()
        char, length = match["stars"][0], len(match["stars"])
        if char == "_" and not self._paired(match, piece, closes):
            return False  # "_x" and "snake_case" are text
        if char == "/" and not self._between_slashes(match, piece):
            return False  # "and/or", "/Weimar": only in pairs are they marks
        inside = (
            before.isalnum() and after.isalnum() and length == 1 and char + "i" not in self._open
        )
        if inside or not (opens or closes):
            return False
        if self.org and char == "*":
            length = 2  # org-mode's "*Ice*" is bold
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
        at = match.end()
        searched, begin, end = self._searched
        if searched is not piece or not begin <= at <= end:
            close = _CLOSING.search(piece, at)
            end = close.start() if close else len(piece)
            self._searched = (piece, at, end)
        return end < len(piece)

    def _between_slashes(self, match: re.Match[str], piece: str) -> bool:
        """Tell whether a slash opens a phrase that another closes, or closes one."""
        if "/i" in self._open:
            return match.start() == 0 or not piece[match.start() - 1].isspace()
        phrase = _SLASHED.match(piece, match.start())
        return phrase is not None and not piece[: match.start()].endswith(_PATHS)

    def add(self, kind: str, start: int, end: int) -> None:
        """Take a range that other markup than Markdown's has set off."""
        if start < end:
            (self.italics if kind == "i" else self.bolds).append((start, end))

    def shift(self, text: Text, start: int) -> None:
        """Take over the emphasis of a text put in at `start`."""
        self.italics += [(a + start, b + start) for a, b in text.italics]
        self.bolds += [(a + start, b + start) for a, b in text.bolds]


# "…Typology_ ": an underscore that closes
_CLOSING = re.compile(r"[^\s_]_+(?![^\W_])")
# "/Linguistic Typology/", "/Glossa: a journal/"; no path ("/usr/bin/env"), no list ("A/B/C")
_SLASHED = re.compile(r"/[^\W\d_][^/\n]{2,200}[\w.?!)]/(?![\w/])")
_PATHS = ("http:", "https:", "www")
# White space, or a run of anything else; a soft hyphen is not printed.
_RUN = re.compile(r"(?P<space>\s+)|[^\s\u00ad]+")
# "a  b", "a\tb", "a\xa0b", "di\xadvide": what is not copied as it stands.
_UNEVEN = re.compile(r"[^\S ]|\s\s|\u00ad")


def _append(chars: list[str], offsets: array[int], offset: int, text: str) -> None:
    if not _UNEVEN.search(text) and not (text[:1] == " " and (not chars or chars[-1] == " ")):
        chars += text
        offsets.extend(range(offset, offset + len(text)))
        return
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
