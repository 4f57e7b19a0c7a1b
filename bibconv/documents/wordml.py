"""Elements and attributes of WordprocessingML by their local names.

Files by ISO 29500 Strict have other namespaces than all others, and the same names.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree  # type: ignore[import-untyped]

# Transitional and strict; mathematics has text of its own.
_WORD = (
    "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}",
    "{http://purl.oclc.org/ooxml/wordprocessingml/main}",
)
_OTHERS = {
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}": "mc:",
    "{http://schemas.openxmlformats.org/officeDocument/2006/math}": "m:",
    "{http://purl.oclc.org/ooxml/officeDocument/math}": "m:",
    "{http://schemas.openxmlformats.org/drawingml/2006/main}": "a:",
    "{http://purl.oclc.org/ooxml/drawingml/main}": "a:",
}
_RELATIONSHIPS = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}",
    "{http://purl.oclc.org/ooxml/officeDocument/relationships}",
)


def kind(element: etree._Element) -> str:
    """Return an element's name without the namespace of Word, "" for what is no element."""
    tag = element.tag
    if not isinstance(tag, str):
        return ""
    space, brace, name = tag.rpartition("}")
    if space + brace in _WORD:
        return name
    return f"{_OTHERS.get(space + brace, ':')}{name}"


def children(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """Yield the children of one name."""
    return (one for one in element if kind(one) == name)


def child(element: etree._Element | None, name: str) -> etree._Element | None:
    """Return the first child of a name."""
    return next(children(element, name), None) if element is not None else None


def attribute(element: etree._Element, name: str) -> str:
    """Return an attribute of Word's, "" where there is none."""
    return next((value for space in _WORD if (value := element.get(space + name))), "")


def relationship(element: etree._Element) -> str:
    """Return the id of the relationship that an element refers to, "" where it has none."""
    return next((value for space in _RELATIONSHIPS if (value := element.get(f"{space}id"))), "")


def is_on(element: etree._Element | None) -> bool | None:
    """Return what a property that is on or off says, None where it is not there."""
    if element is None:
        return None
    return attribute(element, "val").lower() not in ("0", "false", "off", "none")
