"""The styles of a Word document: what a name says of paragraphs and characters."""

from __future__ import annotations

import re
from typing import NamedTuple

from lxml import etree  # type: ignore[import-untyped]

from bibconv.documents.wordml import attribute, child, children, is_on


class Style(NamedTuple):
    """What matters of a style; `outline` is 0 for a heading of the first rank, 9 for no heading.

    `number` is the list that its paragraphs are in. None is what the style does not say.
    """

    id: str
    outline: int = 9
    bold: bool | None = None
    italic: bool | None = None
    hidden: bool | None = None
    number: str = ""
    level: int = 0


def styles_of(root: etree._Element | None) -> dict[str, Style]:
    """Return the styles of styles.xml by id; "" is the style of paragraphs that name none."""
    elements: dict[str, etree._Element] = {}
    default = ""
    for element in children(root, "style") if root is not None else ():
        name = attribute(element, "styleId")
        elements[name] = element
        if attribute(element, "type") == "paragraph" and attribute(element, "default") in _TRUE:
            default = name
    styles: dict[str, Style] = {}
    for name in elements:
        _resolve(name, elements, styles)
    if default:
        styles[""] = styles[default]
    return styles


_TRUE = ("1", "true", "on")
# "heading 1" in every language of Word; the id may be "berschrift1".
_HEADING = re.compile(r"heading (\d)", re.IGNORECASE)
# Styles are based on others five deep at most; a chain that is longer is cut.
_LONGEST_CHAIN = 50


def _resolve(name: str, elements: dict[str, etree._Element], styles: dict[str, Style]) -> None:
    """Add a style and those it is based on."""
    chain: list[str] = []
    while name in elements and name not in styles and name not in chain:
        if len(chain) == _LONGEST_CHAIN:
            break
        chain.append(name)
        based = child(elements[name], "basedOn")
        name = attribute(based, "val") if based is not None else ""
    under = styles.get(name, Style("")) if name else Style("")
    for one in reversed(chain):
        under = styles[one] = _style(one, elements[one], under)


def _style(name: str, element: etree._Element, under: Style) -> Style:
    properties, look = child(element, "pPr"), child(element, "rPr")
    numbering = child(properties, "numPr")
    bold, italic, hidden = (is_on(child(look, kind)) for kind in ("b", "i", "vanish"))
    number, level = _value(numbering, "numId"), _value(numbering, "ilvl")
    outline = _value(properties, "outlineLvl")
    titled = _value(element, "name").lower()
    if outline.isdecimal():
        rank = min(int(outline[:2]), 9)
    elif found := _HEADING.fullmatch(titled):
        rank = max(int(found[1]) - 1, 0)
    else:
        rank = 0 if titled == "title" else under.outline
    return Style(
        name,
        rank,
        under.bold if bold is None else bold,
        under.italic if italic is None else italic,
        under.hidden if hidden is None else hidden,
        number or under.number,
        int(level) if level in tuple("012345678") else under.level,
    )


def _value(parent: etree._Element | None, name: str) -> str:
    found = child(parent, name)
    return attribute(found, "val") if found is not None else ""
