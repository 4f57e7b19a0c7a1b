"""What a tagged format calls things: one value for reading and for writing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from bibconv.formats.type_groups import Types
from bibconv.variables import ItemType, NameVar, TextVar


@dataclass(frozen=True)
class Tags:
    """The tables of a format; `title` is what messages call it.

    `texts` and `names` hold tag, variable and the types for which it holds; the first line that
    fits is taken. `types` maps words for types, in small letters, to CSL types as they are read;
    `written` the other way. `shapes`: what a tag's value must look like to be the variable of the
    table. `form` is what can be a tag. `order`: the tags in the order of the format's own exports,
    empty for the order in which they are written. `carrier`: the tag for lines `variable: value`
    that hold what has no tag.
    """

    format: str
    title: str
    types: Mapping[str, ItemType]
    written: Mapping[ItemType, str]
    texts: tuple[tuple[str, TextVar, Types], ...]
    names: tuple[tuple[str, NameVar, Types], ...]
    form: re.Pattern[str]
    type_tag: str = ""
    order: tuple[str, ...] = ()
    carrier: str = ""
    shapes: Mapping[str, re.Pattern[str]] = field(default_factory=dict)

    def text(self, tag: str, type_: ItemType, value: str) -> TextVar | None:
        """Return the variable that a tag means in an item of a type."""
        if tag in self.shapes and not self.shapes[tag].fullmatch(value):
            return None
        return next((name for name, types in self._by_tag.get(tag, ()) if type_ in types), None)

    def name(self, tag: str, type_: ItemType) -> NameVar | None:
        """Return the names that a tag holds in an item of a type."""
        return next((v for known, v, types in self.names if known == tag and type_ in types), None)

    def name_tag(self, variable: NameVar, type_: ItemType) -> str:
        """Return the tag that names are written in, empty for none."""
        fits = (tag for tag, v, types in self.names if v == variable and type_ in types)
        return next((tag for tag in fits if self.name(tag, type_) == variable), "")

    @cached_property
    def variables(self) -> tuple[TextVar, ...]:
        """The variables that have a tag, in the order of the table."""
        return tuple(dict.fromkeys(name for _, name, _ in self.texts))

    @cached_property
    def _by_tag(self) -> dict[str, list[tuple[TextVar, Types]]]:
        rows: dict[str, list[tuple[TextVar, Types]]] = {}
        for tag, variable, types in self.texts:
            rows.setdefault(tag, []).append((variable, types))
        return rows


def written_types(
    types: Mapping[str, ItemType], nearest: Mapping[ItemType, str]
) -> dict[ItemType, str]:
    """Return the word to write for each type: the first one of `types`, else the nearest."""
    written = dict(nearest)
    for word, type_ in types.items():
        written.setdefault(type_, word)
    return written
