"""The numbers that Word shows before the items of lists, counted from numbering.xml.

ECMA-376, part 1, 17.9. Letters and Roman numerals are written as numbers, because an entry may
begin with "A." or "i." of its own; a label that is not read as a mark of an item is a bullet.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree  # type: ignore[import-untyped]

from bibconv.documents.wordml import attribute, child, children


class Level(NamedTuple):
    """How one level of a list is numbered; `text` is its pattern, such as "[%1]"."""

    start: int = 1
    format: str = "decimal"
    text: str = "%1."
    style: str = ""


@dataclass(slots=True)
class Lists:
    """All lists of a document, and how far each has counted."""

    abstract: dict[str, dict[int, Level]] = field(default_factory=dict)
    # List -> the definition it counts with, and the levels that it starts or shows otherwise.
    numbers: dict[str, tuple[str, dict[int, Level]]] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def level_of(self, style: str, number: str) -> int:
        """Return the level of a list that a paragraph style stands for, 0 where it says none."""
        abstract, _ = self.numbers.get(number, ("", {}))
        levels = self.abstract.get(abstract, {})
        return next((at for at, level in levels.items() if level.style == style), 0)

    def label(self, number: str, at: int) -> str:
        """Count one item of a list and return its bullet or number, "" where there is no list."""
        if number not in self.numbers:
            return ""
        abstract, overrides = self.numbers[number]
        levels = self.abstract.get(abstract, {})
        level = overrides.get(at) or levels.get(at, Level())
        counts = self._counts.setdefault(abstract, {})
        if at in overrides and (number, at) not in self._begun:
            counts.pop(at, None)
        self._begun.add((number, at))
        counts[at] = counts[at] + 1 if at in counts else level.start
        for deeper in [other for other in counts if other > at]:
            del counts[deeper]
        if level.format in ("bullet", "none"):
            return "- " if level.format == "bullet" or not level.text else ""

        def shown(match: re.Match[str]) -> str:
            other = int(match[1]) - 1
            return str(counts.get(other, (levels.get(other) or Level()).start))

        return _mark(re.sub(r"%([1-9])", shown, level.text))


def lists_of(root: etree._Element | None, styles: Mapping[str, str]) -> Lists:
    """Return the lists of numbering.xml; `styles` says which list a numbering style uses."""
    lists = Lists()
    if root is None:
        return lists
    linked: dict[str, str] = {}
    for definition in children(root, "abstractNum"):
        name = attribute(definition, "abstractNumId")
        lists.abstract[name] = _levels(definition)
        if (link := child(definition, "numStyleLink")) is not None:
            linked[name] = styles.get(attribute(link, "val"), "")
    for number in children(root, "num"):
        own = child(number, "abstractNumId")
        abstract = attribute(own, "val") if own is not None else ""
        overrides: dict[int, Level] = {}
        for override in children(number, "lvlOverride"):
            at = _whole(attribute(override, "ilvl"), 0)
            level = lists.abstract.get(abstract, {}).get(at, Level())
            level = _levels(override).get(at, level)
            if (start := child(override, "startOverride")) is not None:
                level = level._replace(start=_whole(attribute(start, "val"), 1))
            overrides[at] = level
        lists.numbers[attribute(number, "numId")] = (abstract, overrides)
    for name, other in linked.items():
        abstract, _ = lists.numbers.get(other, ("", {}))
        lists.abstract[name] = lists.abstract.get(name) or lists.abstract.get(abstract, {})
    return lists


# "3.", "(3)", "12)", "[J3]": what entries.MARKER takes for the mark of an item.
_READ = re.compile(r"\(?\d{1,4}[.)]|\[[A-Za-z]{0,3}[-.]?\d{1,4}\]")
# "J3.", "C-12", "P 4:": a prefix, which is read in brackets only.
_PREFIXED = re.compile(r"\[?(?P<prefix>[A-Za-z]{1,3}[-.]?) ?(?P<value>\d{1,4})[].:)]*")


def _mark(label: str) -> str:
    label = label.strip()
    if label.isdecimal():
        label += "."
    if _READ.fullmatch(label):
        return f"{label} "
    found = _PREFIXED.fullmatch(label)
    return f"[{found['prefix']}{found['value']}] " if found else "- "


def _levels(parent: etree._Element) -> dict[int, Level]:
    levels: dict[int, Level] = {}
    for element in children(parent, "lvl"):
        values = {
            name: attribute(found, "val")
            for name in ("start", "numFmt", "lvlText", "pStyle")
            if (found := child(element, name)) is not None
        }
        levels[_whole(attribute(element, "ilvl"), 0)] = Level(
            _whole(values.get("start", ""), 1),
            values.get("numFmt", "decimal"),
            values.get("lvlText", ""),
            values.get("pStyle", ""),
        )
    return levels


def _whole(text: str, default: int) -> int:
    return int(text) if re.fullmatch(r"\d{1,6}", text) else default
