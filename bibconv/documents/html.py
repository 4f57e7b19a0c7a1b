"""HTML as text: what a browser shows of a page, block by block, in one pass over its tags."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from lxml import etree  # type: ignore[import-untyped]

from bibconv.documents.faults import Unreadable
from bibconv.documents.text import Composer, Piece


def extract(data: bytes, encoding: str, omitted: Counter[str]) -> str:
    """Return the text of a page whose bytes are in an encoding; nothing is fetched or expanded.

    Raise Unreadable for a page that has far more elements than text needs.
    """
    text = data.decode(encoding, "replace").replace("\0", "\ufffd").encode("utf-8", "replace")
    lengths: list[int] = _parsed(text, _Lengths()) if b"reversed" in text.lower() else []
    composer: Composer = _parsed(text, _Page(omitted, lengths))
    return composer.text()


def said_encoding(data: bytes) -> str:
    """Return the encoding that a page declares in its first bytes, "" for none that is known."""
    match = _DECLARED.search(data[:_DECLARED_WITHIN])
    if not match:
        return ""
    name = match[1].decode("ascii").lower()
    try:
        name = codecs.lookup(_LABELS.get(name, name)).name
        b"".decode(name)
    except LookupError:
        return ""
    return "" if name in _UNSAID else name


# '<meta charset="utf-8">', 'content="text/html; charset=iso-8859-1"', '<?xml … encoding="utf-8"?>'
_DECLARED = re.compile(rb"""(?:charset|encoding)\s{0,5}=\s{0,5}["']?([A-Za-z\d_:.-]{2,40})""")
# HTML Living Standard, 13.2.3.2: browsers look at the first 1024 bytes; pages with long comments at
# their head have it further down.
_DECLARED_WITHIN = 4096
# Encoding Standard, 4.2: what these names mean to browsers.
_LABELS = dict.fromkeys(("iso-8859-1", "latin1", "us-ascii", "ascii", "iso8859-1"), "cp1252")
_LABELS |= {"iso-8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932"}
# A declaration that can be read as ASCII is not in UTF-16, whatever it says; UTF-7 is an attack.
_UNSAID = frozenset("utf-16 utf-16-le utf-16-be utf-32 utf-32-le utf-32-be utf-7".split())

# Elements without a closing tag, and without text.
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
# What is not shown, or is no text of the page; "head" has the title, which the page repeats.
_UNSEEN = frozenset(
    "head script style template noscript iframe object audio video canvas svg select textarea "
    "button rp rt title datalist".split()
)
_BLOCKS = frozenset(
    "html body address article aside blockquote center dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form header hgroup hr legend li main menu nav ol optgroup p pre "
    "section summary table tbody thead tfoot tr td th caption ul h1 h2 h3 h4 h5 h6".split()
)
_LISTS = frozenset(("ol", "ul", "menu", "dir"))
_BOLD = frozenset(("b", "strong"))
_ITALIC = frozenset(("i", "em", "cite", "dfn", "var"))
_HEADING = re.compile(r"h([1-6])")
# "display:none", "visibility: hidden !important"
_HIDING_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)", re.IGNORECASE
)
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_ITALIC_STYLE = re.compile(r"font-style\s*:\s*(?:italic|oblique)", re.IGNORECASE)
# Classes by which Bootstrap, Tailwind, WordPress and al-folio hide; "md:block" shows again on wide
# screens.
_HIDING = frozenset("hidden d-none sr-only visually-hidden screen-reader-text".split())
_SHOWING = re.compile(r"(?:\w+:|d-(?:sm|md|lg|xl|xxl)-)(?:block|inline|flex|grid|table)")

# A list of 10,000 references has 100,000.
_MOST_TAGS = 500_000
# "2019–2021", "[12]": a term in a column of its own, beside what is said of it
_SHORT_TERM = 12
# Tables that lay a page out lie two or three deep in one another; each copies what is in it.
_DEEPEST_TABLE = 20
# White space of HTML, which shows as one space; a no-break space is none of it.
_SPACE = re.compile(r"[ \t\n\r\f]+")


def _parsed(text: bytes, target: _Page | _Lengths) -> Any:
    # A target sees tags as they come: no tree is built, and no depth is too deep.
    parser = etree.HTMLParser(target=target, encoding="utf-8", no_network=True, huge_tree=True)
    return etree.fromstring(text, parser) if text.strip() else target.close()


@dataclass(slots=True)
class _List:
    """An open list: the number of its next item, None for bullets, and the step to the next."""

    number: int | None = None
    step: int = 1


@dataclass(slots=True)
class _Cell:
    """A place for blocks, the page or one cell of a table, and the paragraph it is at.

    `marker` waits for the first paragraph of a list item, `item` tells whether one is open, `term`
    whether the paragraph is one that its definition carries on; `listed` whether the last block is
    of a list.
    """

    composer: Composer
    pieces: list[Piece] = field(default_factory=list)
    lists: list[_List] = field(default_factory=list)
    marker: str = ""
    item: bool = False
    term: bool = False
    listed: bool = False


class _Element(NamedTuple):
    """An open element: how what it holds looks, and what of the page it has opened."""

    tag: str
    look: Piece = Piece("")
    unseen: bool = False
    pre: bool = False
    opens: Literal["", "row", "cell"] = ""


class _Page:
    """The parser's target: called with every tag and text, it composes the page's blocks."""

    def __init__(self, omitted: Counter[str], lengths: Sequence[int]) -> None:
        self._omitted = omitted
        self._lengths = iter(lengths)
        self._tags = 0
        self._open = [_Element("")]
        self._cells = [_Cell(Composer(omitted))]
        self._rows: list[list[Composer]] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Open an element."""
        outer = self._open[-1]
        self._tags += 1
        if self._tags > _MOST_TAGS:
            raise Unreadable("document-too-large", f"it has more than {_MOST_TAGS} elements")
        if tag in _VOID:
            if not outer.unseen:
                self._void(tag)
            return
        length = next(self._lengths, 1) if tag == "ol" else 0
        unseen = outer.unseen or tag in _UNSEEN
        if not unseen and (tag == "nav" or attributes.get("role") == "navigation"):
            unseen = True
            self._omitted["navigation"] += 1
        if not unseen and _is_hidden(attributes):
            unseen = True
            self._omitted["hidden element"] += 1
        if unseen:
            self._open.append(_Element(tag, unseen=True))
            return
        opens = self._block(tag, attributes, length) if tag in _BLOCKS else ""
        look = _look(outer.look, tag, attributes)
        self._open.append(_Element(tag, look, False, outer.pre or tag == "pre", opens))

    def end(self, tag: str) -> None:
        """Close the element opened last; the parser closes all that it opens, in order."""
        if tag in _VOID or len(self._open) < 2:
            return
        element = self._open.pop()
        if element.unseen or element.tag not in _BLOCKS:
            return
        cell = self._cells[-1]
        if match := _HEADING.fullmatch(element.tag):
            self._heading(int(match[1]))
        elif element.tag == "dt" and cell.pieces:
            shown = "".join(piece.text for piece in cell.pieces).strip()
            cell.pieces.append(Piece("\t" if len(shown) <= _SHORT_TERM else "\n"))
            cell.term = True
        else:
            self._flush()
        if element.tag in _LISTS and cell.lists:
            cell.lists.pop()
        elif element.tag == "li":
            # What follows a list inside an item is the item's.
            cell.item, cell.marker = len(cell.lists) > 1, ""
        elif element.opens == "cell":
            self._rows[-1].append(self._cells.pop().composer)
        elif element.opens == "row":
            cell.composer.row(self._rows.pop())
            cell.listed = False

    def data(self, text: str) -> None:
        """Take text."""
        element = self._open[-1]
        if element.unseen:
            return
        pieces = self._cells[-1].pieces
        if not element.pre:
            text = _SPACE.sub(" ", text)
            if not pieces or pieces[-1].text[-1:] in (" ", "\n", "\t"):
                text = text.removeprefix(" ")
        if text:
            pieces.append(element.look._replace(text=text))

    def close(self) -> Composer:
        """Return the page."""
        while len(self._open) > 1:
            self.end(self._open[-1].tag)
        self._flush()
        return self._cells[0].composer

    def _void(self, tag: str) -> None:
        if tag == "br":
            self._cells[-1].pieces.append(Piece("\n"))
        elif tag == "hr":
            self._flush()

    def _block(
        self, tag: str, attributes: Mapping[str, str], length: int
    ) -> Literal["", "row", "cell"]:
        """Begin a block; return what else it opens."""
        cell = self._cells[-1]
        if not (tag == "dd" and cell.term):
            self._flush()
        cell.term = False
        if tag in _LISTS and not cell.lists:
            cell.listed = cell.item
        if tag == "ol":
            cell.lists.append(_ordered(attributes, length))
        elif tag in _LISTS:
            cell.lists.append(_List())
        elif tag == "li":
            cell.marker, cell.item = _marker(cell.lists, attributes), True
        elif tag == "tr" and len(self._cells) < _DEEPEST_TABLE:
            self._rows.append([])
            return "row"
        elif tag in ("td", "th") and any(one.opens == "row" for one in self._open[-1:]):
            self._cells.append(_Cell(Composer(self._omitted)))
            return "cell"
        return ""

    def _heading(self, level: int) -> None:
        cell = self._cells[-1]
        if cell.item:
            # "<li><h4>Title</h4>": the title of an entry.
            self._flush()
            return
        pieces, cell.pieces = cell.pieces, []
        cell.composer.heading(level, pieces)
        cell.listed = False

    def _flush(self) -> None:
        """End the paragraph."""
        cell = self._cells[-1]
        pieces, cell.pieces, cell.term = cell.pieces, [], False
        if not pieces:
            return
        # An item's first paragraph has its marker, the others are set in below it.
        carried = cell.item and not cell.marker
        depth = max(len(cell.lists) - 1, 0) + carried
        tight = cell.item and cell.listed
        if cell.composer.paragraph(pieces, cell.marker, depth, tight=tight):
            cell.listed, cell.marker = cell.item, ""


class _Lengths:
    """A target that counts the items of every ordered list, for those that count down."""

    def __init__(self) -> None:
        self._lengths: list[int] = []
        self._open: list[int] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Open a list, or count an item."""
        if tag == "ol":
            self._open.append(len(self._lengths))
            self._lengths.append(0)
        elif tag in _LISTS:
            self._open.append(-1)
        elif tag == "li" and self._open and self._open[-1] >= 0:
            self._lengths[self._open[-1]] += 1

    def end(self, tag: str) -> None:
        """Close a list."""
        if tag in _LISTS and self._open:
            self._open.pop()

    def close(self) -> list[int]:
        """Return how many items there are, list by list."""
        return self._lengths


def _is_hidden(attributes: Mapping[str, str]) -> bool:
    classes = attributes.get("class", "").split()
    return (
        "hidden" in attributes
        or _HIDING_STYLE.search(attributes.get("style", "")) is not None
        or (not _HIDING.isdisjoint(classes) and not any(map(_SHOWING.match, classes)))
    )


def _look(outer: Piece, tag: str, attributes: Mapping[str, str]) -> Piece:
    style = attributes.get("style", "")
    if tag in _BOLD or _BOLD_STYLE.search(style):
        outer = outer._replace(bold=True)
    if tag in _ITALIC or _ITALIC_STYLE.search(style):
        outer = outer._replace(italic=True)
    if tag == "sub" or tag == "sup":
        outer = outer._replace(script="sub" if tag == "sub" else "sup")
    if tag == "a" and (address := attributes.get("href")):
        outer = outer._replace(address=address)
    return outer


def _ordered(attributes: Mapping[str, str], length: int) -> _List:
    start = _number(attributes.get("start", ""))
    if "reversed" in attributes:
        return _List(length if start is None else start, -1)
    return _List(1 if start is None else start)


def _marker(lists: list[_List], attributes: Mapping[str, str]) -> str:
    if not lists or lists[-1].number is None:
        return "- "
    number = _number(attributes.get("value", ""))
    if number is None:
        number = lists[-1].number
    lists[-1].number = number + lists[-1].step
    return f"{number}. "


def _number(text: str) -> int | None:
    """Return the whole number that an attribute says, as far as a list can have it."""
    return int(text) if re.fullmatch(r"\s*-?\d{1,6}\s*", text) else None
