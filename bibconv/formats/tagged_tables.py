"""What a tagged format calls things: one value for reading and for writing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from bibconv.formats.type_groups import Types
from bibconv.variables import ItemType, NameVar, TextVar

# Few sets of variables make up a bibliography; no more than these are remembered.
_ORDERS = 1 << 12


@dataclass(frozen=True)
class Tags:
    """The tables of a format; `title` is what messages call it.

    `texts` and `names` hold tag, variable and the types for which it holds; the first line that
    fits is taken. `types` maps words for types, in small letters, to CSL types as they are read;
    `written` the other way. `shapes`: what a tag's value must look like to be the variable of the
    table. `form` is what can be a tag. `order`: the tags in the order of the format's own exports,
    empty for the order in which they are written. `carrier`: the tag for lines `variable: value`
    that hold what has no tag. `finer`: words for types that say more than the CSL type does; they
    are kept beside it.
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
    finer: frozenset[str] = frozenset()

    def meanings(self, type_: ItemType) -> dict[str, tuple[NameVar | None, TextVar | None]]:
        """Return the names or the text that each tag holds in an item of a type.

        A tag of a certain shape has no text here, which depends on its value.
        """
        known = self._meanings.get(type_)
        if known is None:
            tags = {tag for tag, *_ in (*self.texts, *self.names)}
            known = self._meanings[type_] = {
                tag: (
                    self.name(tag, type_),
                    None if tag in self.shapes else self._first(tag, type_),
                )
                for tag in tags
            }
        return known

    def text(self, tag: str, type_: ItemType, value: str) -> TextVar | None:
        """Return the variable that a tag means in an item of a type."""
        if tag in self.shapes and not self.shapes[tag].fullmatch(value):
            return None
        return self._first(tag, type_)

    def _first(self, tag: str, type_: ItemType) -> TextVar | None:
        for name, types in self._by_tag.get(tag, ()):
            if type_ in types:
                return name
        return None

    def name(self, tag: str, type_: ItemType) -> NameVar | None:
        """Return the names that a tag holds in an item of a type."""
        if (tag, type_) not in self._names_known:
            fits = (v for known, v, types in self.names if known == tag and type_ in types)
            self._names_known[tag, type_] = next(fits, None)
        return self._names_known[tag, type_]

    def name_tag(self, variable: NameVar, type_: ItemType) -> str:
        """Return the tag that names are written in, empty for none."""
        known = self._name_tags.get((variable, type_))
        if known is None:
            fits = [tag for tag, v, types in self.names if v == variable and type_ in types]
            known = next((tag for tag in fits if self.name(tag, type_) == variable), "")
            self._name_tags[variable, type_] = known
        return known

    def in_order(
        self, variables: tuple[TextVar, ...], type_: ItemType
    ) -> list[tuple[TextVar, list[str]]]:
        """Return variables in the order of the table, with their tags in an item of a type.

        A tag holds a text that has its shape. Variables without a tag come last, by name.
        """
        known = self._orders.get((type_, *variables))
        if known is None:
            places, last = self.places, len(self.places)
            order = sorted(variables, key=lambda name: (places.get(name, last), name))
            known = [(name, self._text_tags(name, type_)) for name in order]
            if len(self._orders) < _ORDERS:
                self._orders[type_, *variables] = known
        return known

    def _text_tags(self, variable: TextVar, type_: ItemType) -> list[str]:
        fits = [tag for tag, v, types in self.texts if v == variable and type_ in types]
        # What another variable of the type has before it in the table is not among them.
        return [tag for tag in fits if self._first(tag, type_) == variable]

    @cached_property
    def variables(self) -> tuple[TextVar, ...]:
        """The variables that have a tag, in the order of the table."""
        return tuple(dict.fromkeys(name for _, name, _ in self.texts))

    # What the tables say, as it is asked for.

    @cached_property
    def _meanings(self) -> dict[ItemType, dict[str, tuple[NameVar | None, TextVar | None]]]:
        return {}

    @cached_property
    def _names_known(self) -> dict[tuple[str, ItemType], NameVar | None]:
        return {}

    @cached_property
    def _name_tags(self) -> dict[tuple[NameVar, ItemType], str]:
        return {}

    @cached_property
    def _orders(self) -> dict[tuple[str, ...], list[tuple[TextVar, list[str]]]]:
        return {}

    @cached_property
    def places(self) -> dict[TextVar, int]:
        """The place in the table of each variable that has a tag."""
        return {variable: place for place, variable in enumerate(self.variables)}

    @cached_property
    def _by_tag(self) -> dict[str, list[tuple[TextVar, Types]]]:
        rows: dict[str, list[tuple[TextVar, Types]]] = {}
        for tag, variable, types in self.texts:
            rows.setdefault(tag, []).append((variable, types))
        return rows
