"""XML as a tree that remembers what was read of it: the one parser, bounded, and its nodes.

No entity is ever expanded, no document type loaded, no other file or address opened. libxml2's own
bounds hold (256 levels, ten million characters in one text), because `huge_tree` is off.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from lxml import etree  # type: ignore[import-untyped]


def hardened_parser() -> etree.XMLParser:
    """Return a new parser for untrusted XML, which reads what it can of a broken text."""
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=True,
        remove_pis=True,
        remove_comments=True,
    )


@dataclass(slots=True)
class Node:
    """An element: local name, attributes, and text and elements in order.

    `line` is 1-based in the source, 0 for a node that is to be written. Names of other namespaces
    than the record's keep their prefix and bring its declaration as an attribute. `taken` tells
    that the text in the node was read, `read` which of its attributes were.
    """

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    parts: list[str | Node] = field(default_factory=list)
    line: int = 0
    taken: bool = False
    read: set[str] = field(default_factory=set)

    def children(self, *names: str) -> Iterator[Node]:
        """Yield the child elements, of the names given or all."""
        for part in self.parts:
            if not isinstance(part, str) and (not names or part.name in names):
                yield part

    def find(self, path: str) -> Iterator[Node]:
        """Yield the elements at a path of names, `a/b/c`."""
        name, _, rest = path.partition("/")
        for child in self.children(name):
            if rest:
                yield from child.find(rest)
            else:
                yield child

    def first(self, path: str) -> Node | None:
        """Return the first element at a path."""
        return next(self.find(path), None)

    def get(self, attribute: str) -> str:
        """Return an attribute, "" where it is not there; it counts as read."""
        self.read.add(attribute)
        return self.attributes.get(attribute, "").strip()

    def peek(self, rich: Rich | None = None) -> str:
        """Return the text in the element with its white space made one space, and leave it there.

        Line feeds are those that the source wrote as `&#13;` or `&#xD;`, as EndNote does. `rich`
        returns the text of an element inside, given its own text.
        """
        return tidy(_text(self, rich))

    def take(self, rich: Rich | None = None) -> str:
        """Return the text in the element as `peek` does; it counts as read, with all inside it."""
        text = self.peek(rich)
        self.mark()
        return text

    def mark(self) -> None:
        """Let the text in the element, with that of the elements inside it, count as read."""
        self.taken = True
        for child in self.children():
            child.mark()

    def add(self, name: str, text: str = "", /, **attributes: str) -> Node:
        """Add a child element with its text and attributes, and return it."""
        child = Node(name, {key.rstrip("_"): value for key, value in attributes.items() if value})
        if text:
            child.parts.append(text)
        self.parts.append(child)
        return child

    def into(self, path: str) -> Node:
        """Return the first element at a path, made where it is missing."""
        name, _, rest = path.partition("/")
        child = next(self.children(name), None) or self.add(name)
        return child.into(rest) if rest else child


Rich = Callable[[Node, str], str]


def parsed(
    text: str, line: int, spaces: str = "", *, foreign: bool = False
) -> tuple[Node | None, list[tuple[int, str]]]:
    """Return the first element in a text, which begins at `line`, and the faults: (line, message).

    `spaces` are the declarations of namespaces that hold around it. Names of the element's own
    namespace lose their prefix, unless it is `foreign`.
    """
    parser = hardened_parser()
    # The wrapper comes first, so that no document type declaration can be one.
    try:
        root = etree.fromstring(f"<wrapper {spaces}>{text}</wrapper>".encode(), parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    faults = [(max(line, line + one.line - 1), one.message) for one in parser.error_log]
    elements = () if root is None else root
    element = next((one for one in elements if isinstance(one.tag, str)), None)
    if element is None:
        return None, faults
    space = "" if foreign else element.tag.rpartition("}")[0]
    return _node(element, space, line - 1, {}), faults


def tidy(text: str) -> str:
    """Return a text with each run of white space one space, and `&#13;` a line feed."""
    if "\r" not in text:
        return _SPACES.sub(" ", text).strip(" ")
    lines = (_SPACES.sub(" ", line).strip(" ") for line in text.split("\r"))
    return "\n".join(lines).strip("\n")


# XML 1.0, production 3, "S", without the carriage return; U+00A0 is no white space there.
_SPACES = re.compile("[ \t\n]+")


def left(node: Node, form: frozenset[str], path: str = "") -> Iterator[tuple[str, Node | str, int]]:
    """Yield what was not read of a tree: (path, element or text, line).

    `form` are the attributes that say nothing of their own. A step of a path has a number,
    `name[2]`, where several elements of a name stand side by side.
    """
    touched = {id(one) for one in _touched(node)}
    yield from _left(node, form, path, touched)


# What stays of a namespace's prefix in an attribute's name.
_PREFIXES = {
    "http://www.w3.org/XML/1998/namespace": "xml:",
    "http://www.w3.org/1999/xlink": "xlink:",
}


def _node(element: etree._Element, space: str, lines: int, known: dict[str, str]) -> Node:
    attributes = {
        _attribute_name(key): value
        for key, value in _attributes(element)
        if not key.startswith(_SCHEMA)
    }
    own, _, local = element.tag.rpartition("}")
    # A prefix that nobody declares is part of the name.
    local = local.rpartition(":")[2]
    if own and own != space:
        prefix = element.prefix or "ns"
        local = f"{prefix}:{local}"
        if known.get(prefix) != own[1:]:
            attributes[f"xmlns:{prefix}"] = own[1:]
            known = {**known, prefix: own[1:]}
    parts: list[str | Node] = [element.text] if element.text else []
    for child in element:
        if isinstance(child.tag, str):
            parts.append(_node(child, space, lines, known))
        elif child.tag is etree.Entity:
            parts.append(child.text)
        if child.tail:
            parts.append(child.tail)
    return Node(local, attributes, parts, lines + element.sourceline)


def _attributes(element: etree._Element) -> Iterable[tuple[str, str]]:
    # lxml looks each attribute up by its name, which takes time squared where they are thousands.
    if len(element.attrib) < _MANY_ATTRIBUTES:
        return element.attrib.items()  # type: ignore[no-any-return]
    return ((value.attrname, str(value)) for value in element.xpath("@*"))


_MANY_ATTRIBUTES = 100
# Where a schema lies is no datum.
_SCHEMA = "{http://www.w3.org/2001/XMLSchema-instance}"


def _attribute_name(key: str) -> str:
    space, _, name = key.rpartition("}")
    return _PREFIXES.get(space[1:], "") + name


def _text(node: Node, rich: Rich | None) -> str:
    pieces: list[str] = []
    for part in node.parts:
        if isinstance(part, str):
            pieces.append(part)
        else:
            inner = _text(part, rich)
            pieces.append(rich(part, inner) if rich else inner)
    return "".join(pieces)


def _touched(node: Node) -> list[Node]:
    """Return the elements of which something was read, in themselves or inside."""
    inside = [one for child in node.children() for one in _touched(child)]
    return [node, *inside] if inside or node.taken else inside


def _left(
    node: Node, form: frozenset[str], path: str, touched: set[int]
) -> Iterator[tuple[str, Node | str, int]]:
    for key, value in node.attributes.items():
        if (
            key not in form
            and key not in node.read
            and not key.startswith("xmlns")
            and value.strip()
        ):
            yield f"{path}@{key}" if path else f"@{key}", value, node.line
    if not node.taken:
        own = tidy(" ".join(part for part in node.parts if isinstance(part, str)))
        if own:
            yield path or "text()", own, node.line
    counts: dict[str, int] = {}
    for child in node.children():
        counts[child.name] = counts.get(child.name, 0) + 1
    several = {name for name, count in counts.items() if count > 1}
    counts.clear()
    for child in node.children():
        counts[child.name] = counts.get(child.name, 0) + 1
        step = f"{path}/{child.name}" if path else child.name
        if id(child) not in touched:
            if _has_data(child, form):
                yield step, child, child.line
        else:
            number = f"[{counts[child.name]}]" if child.name in several else ""
            yield from _left(child, form, step + number, touched)


def _has_data(node: Node, form: frozenset[str]) -> bool:
    """Tell whether an element that was not read has text or attributes that say something."""
    if any(isinstance(part, str) and part.strip() for part in node.parts):
        return True
    if any(
        key not in form and key not in node.read and value.strip() and not key.startswith("xmlns")
        for key, value in node.attributes.items()
    ):
        return True
    return any(_has_data(child, form) for child in node.children())


def printed(node: Node, indent: int = 0) -> str:
    """Return an element as XML, its children in lines of their own where they are all elements."""
    attributes = "".join(f' {key}="{_quoted(value)}"' for key, value in node.attributes.items())
    if not node.parts:
        return f"<{node.name}{attributes}/>"
    mixed = any(isinstance(part, str) for part in node.parts) or indent < 0
    between = "" if mixed else "\n" + "  " * (indent + 1)
    inside = between.join(
        _escaped(part) if isinstance(part, str) else printed(part, -1 if mixed else indent + 1)
        for part in node.parts
    )
    end = "" if mixed else "\n" + "  " * indent
    return f"<{node.name}{attributes}>{between}{inside}{end}</{node.name}>"


def compact(node: Node) -> Node:
    """Return an element without the white space that is the layout of its file."""
    parts: list[str | Node] = []
    mixed = any(isinstance(part, str) and part.strip(" \t\n") for part in node.parts)
    for part in node.parts:
        if not isinstance(part, str):
            parts.append(compact(part))
        elif mixed:
            parts.append(_SPACES.sub(" ", part))
    return Node(node.name, node.attributes, parts, node.line)


def legal(text: str) -> str:
    """Return a text without the characters that XML 1.0 has no way to write."""
    return ILLEGAL.sub("", text)


# XML 1.0, production 2, "Char": what is not in it.
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def _escaped(text: str) -> str:
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    # White space is folded by whoever reads XML; EndNote writes line ends in values so.
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "&#13;")


def _quoted(text: str) -> str:
    return _escaped(text).replace('"', "&quot;").replace("\t", "&#9;")
