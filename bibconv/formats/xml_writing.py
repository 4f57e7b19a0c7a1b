"""Records as XML elements: what is taken of a record is written, the rest reported or put back."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple, TextIO

from bibconv.diagnostics import Report
from bibconv.format import Item
from bibconv.formats.writers import Keys, in_words, report_between
from bibconv.record import Date, Json, Name, Record, Verbatim
from bibconv.values.markup import plain
from bibconv.variables import DateVar, NameVar, TextVar
from bibconv.xmltree import Node, legal, parsed, printed


@dataclass(slots=True)
class Draft:
    """A record on its way to an element; what is taken out of the dictionaries is written."""

    record: Record
    key: str
    space: str
    root: Node
    report: Report
    texts: dict[TextVar, str]
    names: dict[NameVar, list[Name]]
    dates: dict[DateVar, Date]

    def take(self, variable: TextVar) -> str:
        """Take out a text without its markup, whose loss is reported; "" where there is none."""
        text = self.rich(variable)
        bare = plain(text)
        if bare != text:
            self.lose(f"markup of {variable}")
        return bare

    def rich(self, variable: TextVar) -> str:
        """Take out a text with its markup."""
        text = self.texts.pop(variable, "")
        return self.sound(text, variable)

    def sound(self, text: str, variable: str) -> str:
        """Return a text without characters that XML cannot hold, whose loss is reported."""
        sound = legal(text)
        if sound != text:
            self.lose(f"control characters of {variable}")
        return sound.strip(" \t\n\r")

    def lose(self, what: str) -> None:
        """Report what cannot be written."""
        self.report.lose(what, self.space, self.key)


class Frame(NamedTuple):
    """What stands around records: the format, the head, the records' element, tail and prefix.

    `groups` are the elements that only hold others: what was kept of one may make it anew.
    """

    space: str
    head: str
    element: str
    tail: str
    groups: frozenset[str]
    prefix: str = ""


def write_elements(
    items: Iterable[Item],
    stream: TextIO,
    report: Report,
    frame: Frame,
    fill: Callable[[Draft], None],
) -> None:
    """Write records as elements, each made by `fill`."""
    space, head, name, tail, groups, prefix = frame
    stream.write('<?xml version="1.0" encoding="UTF-8"?>\n' + head)
    keys = Keys()
    foreign: list[Verbatim] = []
    depth = head.count("<")
    for item in items:
        if isinstance(item, Verbatim):
            foreign.append(item)
            continue
        draft = Draft(
            item,
            keys.of(item, report),
            space,
            Node(name),
            report,
            {name: text for name, text in item.texts.items() if text},
            {name: list(names) for name, names in item.names.items() if names},
            dict(item.dates),
        )
        fill(draft)
        for variable in (*draft.texts, *draft.names, *draft.dates):
            draft.lose(variable)
        _put_back(draft, groups)
        if prefix:
            _set_prefix(draft.root, prefix)
        indent = "  " * depth
        stream.write(f"{indent}{printed(draft.root, depth)}\n".encode("utf-8", "replace").decode())
    stream.write(tail)
    if foreign:
        report_between(foreign, space, report)


# "titles/alt-title", "relatedItem@ID": what `extra` keeps for a place that is one of its kind
_PLACE = re.compile(r"((?:[A-Za-z_][\w.:-]*/)*)([A-Za-z_][\w.:-]*)(?:@([A-Za-z_][\w.:-]*))?")


def _put_back(draft: Draft, groups: frozenset[str]) -> None:
    """Write what `extra` keeps for the format where it stood."""
    for key in sorted(draft.record.extra):
        space, _, path = key.partition(":")
        place = _PLACE.fullmatch(path)
        values = draft.record.extra[key]
        if space != draft.space or not place or not _are_texts(values):
            draft.lose(in_words(key))
            continue
        parent = _place(draft.root, place[1].rstrip("/"), groups)
        if parent is None:
            draft.lose(in_words(key))
        elif place[3]:
            node = parent.first(place[2])
            if node is None or place[3] in node.attributes:
                draft.lose(in_words(key))
            else:
                node.attributes[place[3]] = legal(str(values[0]))
        elif not all(_add(parent, place[2], str(value)) for value in values):
            draft.lose(in_words(key))


def _place(root: Node, path: str, groups: frozenset[str]) -> Node | None:
    """Return the one element at a path; None where there are several, or none of a group."""
    if not path:
        return root
    found = list(root.find(path))
    if not found and path in groups:
        return root.into(path)
    return found[0] if len(found) == 1 else None


def _add(parent: Node, name: str, value: str) -> bool:
    """Add what was kept of an element; tell whether it is one."""
    if not value.startswith("<"):
        parent.add(name, legal(value))
        return True
    node, _ = parsed(legal(value), 0, foreign=True)
    if node is not None:
        parent.parts.append(node)
    return node is not None


def _set_prefix(node: Node, prefix: str) -> None:
    node.name = node.name if ":" in node.name else f"{prefix}:{node.name}"
    for child in node.children():
        _set_prefix(child, prefix)


def _are_texts(values: list[Json]) -> bool:
    return all(isinstance(value, str) and value for value in values)
