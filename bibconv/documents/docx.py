"""DOCX as text: what Word shows of a document, paragraph by paragraph.

ECMA-376, part 1, chapter 17. Insertions that are tracked are taken, deletions are not.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import IO, Literal

from lxml import etree  # type: ignore[import-untyped]

from bibconv.documents.faults import Unreadable
from bibconv.documents.numbering import Lists, lists_of
from bibconv.documents.package import Package
from bibconv.documents.text import Composer, Piece
from bibconv.documents.wordml import attribute, child, children, is_on, kind, relationship
from bibconv.documents.wordstyles import Style, styles_of


def extract(stream: IO[bytes], omitted: Counter[str]) -> tuple[str, bool]:
    """Return the text of a document, and whether some of it could not be read.

    Raise Unreadable for what is no document, or none that can be read.
    """
    package = Package(stream)
    name = next(
        (target for type, target in package.targets("").values() if type == "officeDocument"),
        "word/document.xml",
    )
    root = package.part(name)
    body = child(root, "body")
    if body is None:
        raise Unreadable("document-broken", "there is no document in it that can be read")
    document = _document(package, name, omitted)
    composer = Composer(omitted)
    document.blocks(body, composer)
    document.notes(composer)
    for head in document.heads:
        if any(text.strip() for text in _texts(package.part(head))):
            omitted["page header or footer"] += 1
    return composer.text(), package.damaged


_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
# What only wraps text or paragraphs: a change or a control, of whose text all is shown.
_WRAPS = frozenset(
    "ins moveTo smartTag sdt sdtContent customXml dir bdo ruby rubyBase m:oMath m:oMathPara".split()
)
_DELETED = frozenset(("del", "moveFrom"))
# What a run holds beside text. Positions and symbols of the text are those of ECMA-376, 17.3.3.
_SIGNS = {
    "tab": "\t",
    "ptab": "\t",
    "br": "\n",
    "cr": "\n",
    "noBreakHyphen": "\u2011",
    "softHyphen": "\u00ad",
}
_SCRIPTS: dict[str, Literal["", "sub", "sup"]] = {"superscript": "sup", "subscript": "sub"}
# 'HYPERLINK "https://doi.org/10.1/x" \o "tip"'; \l leads to a place in the document
_HYPERLINK = re.compile(r'\s*HYPERLINK\s+"([^"\\]+)"')


@dataclass(slots=True)
class _Field:
    """An open field: its instruction so far, and whether its result has begun."""

    instruction: str = ""
    shown: bool = False


@dataclass(slots=True)
class _Document:
    """A document being read, and what it has counted and opened so far."""

    links: dict[str, str]
    styles: dict[str, Style]
    lists: Lists
    omitted: Counter[str]
    heads: Sequence[str]
    footnotes: dict[tuple[str, str], etree._Element]
    cited: list[tuple[str, str]] = field(default_factory=list)
    fields: list[_Field] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)

    def blocks(self, parent: etree._Element, composer: Composer, marker: str = "") -> None:
        """Add the paragraphs and tables of a part; the first has a marker, where one is given."""
        listed = False
        for element in _unwrapped(parent, self.omitted):
            if kind(element) == "tbl":
                listed = False
                self._table(element, composer)
            elif kind(element) == "p":
                listed = self._paragraph(element, composer, listed, marker)
                marker = ""
                boxes, self.boxes = self.boxes, []
                for box in boxes:
                    self.blocks(box, composer)

    def notes(self, composer: Composer) -> None:
        """Add the footnotes and endnotes that the text refers to, below a heading of their own."""
        if not self.cited:
            return
        composer.heading(1, [Piece("Footnotes")])
        for index, note in enumerate(self.cited, 1):
            if note in self.footnotes:
                self.blocks(self.footnotes[note], composer, f"{_raised(index)} ")

    def _table(self, table: etree._Element, composer: Composer) -> None:
        for row in _unwrapped(table, self.omitted):
            if kind(row) != "tr":
                continue
            changed = child(row, "trPr")
            if child(changed, "del") is not None:
                self.omitted[_TRACKED] += 1
                continue
            cells = []
            for cell in _unwrapped(row, self.omitted):
                if kind(cell) == "tc":
                    cells.append(Composer(self.omitted))
                    self.blocks(cell, cells[-1])
            composer.row(cells)

    def _paragraph(
        self, paragraph: etree._Element, composer: Composer, listed: bool, marker: str
    ) -> bool:
        """Add a paragraph; return whether it is an item of a list, as `listed` says of the last."""
        properties = child(paragraph, "pPr")
        named = child(properties, "pStyle")
        style = self.styles.get(attribute(named, "val") if named is not None else "", _PLAIN)
        pieces: list[Piece] = []
        self._runs(paragraph, Piece("", bool(style.bold), bool(style.italic)), style, pieces)
        if not any(piece.text.strip() for piece in pieces):
            return listed
        outline = child(properties, "outlineLvl")
        level = style.outline if outline is None else _whole(attribute(outline, "val"), 9)
        number, depth = self._number(properties, style)
        label = self.lists.label(number, depth) if number else ""
        if level < 9:
            composer.heading(min(level + 1, 6), pieces)
            return False
        composer.paragraph(pieces, marker or label, depth, tight=bool(listed and label))
        return bool(label)

    def _number(self, properties: etree._Element | None, style: Style) -> tuple[str, int]:
        """Return the list that a paragraph is in, "" for none, and its level there."""
        own = child(properties, "numPr")
        number, at = child(own, "numId"), child(own, "ilvl")
        name = attribute(number, "val") if number is not None else style.number
        if name in ("", "0"):
            return "", 0
        if at is not None:
            return name, min(_whole(attribute(at, "val"), 0), 8)
        return name, style.level or self.lists.level_of(style.id, name)

    def _runs(self, parent: etree._Element, look: Piece, style: Style, pieces: list[Piece]) -> None:
        for element in parent:
            name = kind(element)
            if name == "r":
                self._run(element, look, style, pieces)
            elif name == "hyperlink":
                address = self.links.get(relationship(element), "")
                linked = look._replace(address=address) if address else look
                self._runs(element, linked, style, pieces)
            elif name == "fldSimple":
                found = _HYPERLINK.match(attribute(element, "instr"))
                linked = look._replace(address=found[1]) if found else look
                self._runs(element, linked, style, pieces)
            elif name in _WRAPS or name.startswith("m:"):
                self._runs(element, look, style, pieces)
                if name == "m:t" and element.text:
                    pieces.append(look._replace(text=element.text))
            elif name == "mc:AlternateContent":
                if (chosen := _chosen(element)) is not None:
                    self._runs(chosen, look, style, pieces)
            elif name in _DELETED:
                self.omitted[_TRACKED] += 1

    def _run(self, run: etree._Element, look: Piece, style: Style, pieces: list[Piece]) -> None:
        properties = child(run, "rPr")
        named = child(properties, "rStyle")
        own = self.styles.get(attribute(named, "val") if named is not None else "", _PLAIN)
        if _either(is_on(child(properties, "vanish")), own.hidden, style.hidden):
            if any(kind(element) in ("t", "sym") for element in run):
                self.omitted["hidden text"] += 1
                return
            properties = None
        raised = child(properties, "vertAlign")
        script = _SCRIPTS.get(attribute(raised, "val") if raised is not None else "", "")
        look = look._replace(
            bold=_either(is_on(child(properties, "b")), own.bold, style.bold),
            italic=_either(is_on(child(properties, "i")), own.italic, style.italic),
            script=script,
        )
        for element in run:
            self._content(element, look, pieces)

    def _content(self, element: etree._Element, look: Piece, pieces: list[Piece]) -> None:
        name = kind(element)
        if self.fields and self.fields[-1].shown and not look.address:
            found = _HYPERLINK.match(self.fields[-1].instruction)
            look = look._replace(address=found[1]) if found else look
        if name == "t" and element.text:
            # Line ends in the XML are spaces.
            pieces.append(look._replace(text=re.sub(r"[\r\n]+", " ", element.text)))
        elif name in _SIGNS:
            pieces.append(look._replace(text=_SIGNS[name]))
        elif name == "sym":
            code = attribute(element, "char")
            if re.fullmatch(r"[\dA-Fa-f]{2,4}", code):
                pieces.append(look._replace(text=chr(int(code, 16))))
        elif name in ("footnoteReference", "endnoteReference"):
            self.cited.append((name.removesuffix("Reference"), attribute(element, "id")))
            pieces.append(Piece(_raised(len(self.cited))))
        elif name == "fldChar":
            self._field(attribute(element, "fldCharType"))
        elif name == "instrText" and self.fields and element.text:
            self.fields[-1].instruction += element.text[:_LONGEST_INSTRUCTION]
        elif name in ("drawing", "pict", "object"):
            self.boxes += _boxes(element)
        elif name == "mc:AlternateContent" and (chosen := _chosen(element)) is not None:
            self.boxes += _boxes(chosen)

    def _field(self, type: str) -> None:
        if type == "begin" and len(self.fields) < _DEEPEST_FIELD:
            self.fields.append(_Field())
        elif type == "separate" and self.fields:
            self.fields[-1].shown = True
        elif type == "end" and self.fields:
            self.fields.pop()


_PLAIN = Style("")
_TRACKED = "deleted text (tracked changes)"
# A hyperlink's address; citation managers keep whole records in the instructions of their fields.
_LONGEST_INSTRUCTION = 4000
# A citation in a table of contents is two deep.
_DEEPEST_FIELD = 20


def _document(package: Package, name: str, omitted: Counter[str]) -> _Document:
    targets = package.targets(name)
    parts = dict(targets.values())
    styles = styles_of(package.part(parts.get("styles", "")))
    numbered = {style.id: style.number for style in styles.values()}
    footnotes = {
        (note, attribute(element, "id")): element
        for note in ("footnote", "endnote")
        for element in _children(package.part(parts.get(f"{note}s", "")), note)
    }
    return _Document(
        links={id: address for id, (type, address) in targets.items() if type == "hyperlink"},
        styles=styles,
        lists=lists_of(package.part(parts.get("numbering", "")), numbered),
        omitted=omitted,
        heads=[target for type, target in targets.values() if type in ("header", "footer")],
        footnotes=footnotes,
    )


def _children(root: etree._Element | None, name: str) -> list[etree._Element]:
    return list(children(root, name)) if root is not None else []


def _unwrapped(parent: etree._Element, omitted: Counter[str]) -> list[etree._Element]:
    """Return the children of an element, without what wraps some of them."""
    found: list[etree._Element] = []
    for element in parent:
        name = kind(element)
        if name in _WRAPS:
            found += _unwrapped(element, omitted)
        elif name == "mc:AlternateContent":
            chosen = _chosen(element)
            found += _unwrapped(chosen, omitted) if chosen is not None else []
        elif name in _DELETED:
            omitted[_TRACKED] += 1
        else:
            found.append(element)
    return found


def _chosen(element: etree._Element) -> etree._Element | None:
    """Return the first of the forms that something has: others repeat its text for old programs."""
    return next((one for one in element if kind(one) in ("mc:Choice", "mc:Fallback")), None)


def _boxes(element: etree._Element) -> list[etree._Element]:
    """Return the text boxes in a drawing; a box in another comes with that one."""
    found: list[etree._Element] = []
    waiting = [element]
    while waiting:
        one = waiting.pop()
        if kind(one) == "txbxContent":
            found.append(one)
        elif kind(one) == "mc:AlternateContent":
            waiting += [chosen] if (chosen := _chosen(one)) is not None else []
        else:
            waiting += reversed(one)
    return found


def _texts(root: etree._Element | None) -> list[str]:
    return [one.text or "" for one in root.iter() if kind(one) == "t"] if root is not None else []


def _either(own: bool | None, character: bool | None, paragraph: bool | None) -> bool:
    """Return a property that is on or off: styles of both kinds undo each other (17.7.3)."""
    return own if own is not None else bool(character) != bool(paragraph)


def _raised(number: int) -> str:
    return str(number).translate(_SUPERSCRIPT)


def _whole(text: str, default: int) -> int:
    return int(text) if re.fullmatch(r"\d{1,6}", text) else default
