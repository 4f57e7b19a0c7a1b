"""cs:key: what stands before what in a bibliography or among the cites of a citation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from citeproc import model  # type: ignore[import-untyped]

from bibconv.csl import collation, marks
from bibconv.csl.dates import sort_date
from bibconv.csl.items import Item
from bibconv.csl.name_elements import demotion
from bibconv.csl.names import NameOptions, joined
from bibconv.csl.numbers import padded
from bibconv.variables import DATE_VARS, NAME_VARS, NUMBER_VARS

# CSL 1.0.2, "Sorting": "names-min" and "names-use-first" override the "et-al-…" of the macro.
_OVERRIDES = (
    ("names-min", "et-al-min"),
    ("names-use-first", "et-al-use-first"),
    ("names-use-last", "et-al-use-last"),
)


class Key(model.Key):  # type: ignore[misc]
    """cs:key."""

    def read(self) -> None:
        """Find the macro or variable, and what the key overrides."""
        self.macro = self.style.macros_table.get(self.options.get("macro"))
        self.overrides = {
            name: self.options[own] for own, name in _OVERRIDES if own in self.options
        }
        self.of_citation = self.getparent().getparent() is self.style.citation_area

    def sorted(self, items: Sequence[Item]) -> list[Item]:
        """Return items in the order of this key.

        CSL 1.0.2, "Sorting": "Items with an empty sort key value are placed at the end of the
        sort, both for ascending and descending sorts."
        """
        filled: list[tuple[collation.Key, Item]] = []
        empty: list[Item] = []
        for item in items:
            text = marks.bare(self._value(item))
            if text:
                filled.append((collation.key(text), item))
            else:
                empty.append(item)
        filled.sort(key=lambda pair: pair[0], reverse=self.options.get("sort") == "descending")
        return [item for _, item in filled] + empty

    def _value(self, item: Item) -> str:
        item.start("sort", self.overrides)
        item.of_citation = self.of_citation
        if self.macro is not None:
            return self.macro.render(item) or ""
        variable = self.options.get("variable", "")
        if variable in NAME_VARS:
            names = item.names.get(variable)
            return joined(names, replace(_NAMES, demote=demotion(self.style))) if names else ""
        if variable in DATE_VARS:
            date = item.dates.get(variable)
            return sort_date(date, {"year", "month", "day"}) if date else ""
        if variable == "citation-number":
            return f"{item.number:09}"
        if variable == "citation-label":
            return item.label()
        text = item.texts.get(variable, "")
        return padded(text) if variable in NUMBER_VARS else text


_NAMES = NameOptions(sort_order="all", sort_separator=" ", cut="")


def by_keys(items: Sequence[Item], keys: Sequence[Key]) -> list[Item]:
    """Return items sorted by several keys, the first one first."""
    ordered = list(items)
    # The last key first: each sort keeps the order of the one before.
    for key in reversed(keys):
        ordered = key.sorted(ordered)
    return ordered
