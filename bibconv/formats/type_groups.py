"""Item types that formats treat alike: tables name a group where a tag's meaning depends on it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from bibconv.variables import ITEM_TYPES, ItemType

Types = frozenset[ItemType]

ALL: Final[Types] = ITEM_TYPES
PERIODICAL: Final[Types] = frozenset(
    {
        "article",
        "article-journal",
        "article-magazine",
        "article-newspaper",
        "periodical",
        "review",
        "review-book",
    }
)
PARTS: Final[Types] = frozenset(
    {"chapter", "entry", "entry-dictionary", "entry-encyclopedia", "paper-conference"}
)
# Types whose secondary title is a series.
IN_SERIES: Final[Types] = frozenset(
    {"book", "classic", "collection", "map", "musical_score", "pamphlet", "report", "software"}
)
# Types whose first page alone is the number of pages, because they have no others.
BOOKISH: Final[Types] = frozenset({"book", "classic", "manuscript", "pamphlet", "thesis"})
SERIAL_NUMBERED: Final[Types] = frozenset({"book", "chapter", "classic", "collection"})
CONFERENCE: Final[Types] = frozenset({"paper-conference"})


def only(*types: ItemType) -> Types:
    """Return a group of some types."""
    return frozenset(types)


def written_types(
    types: Mapping[str, ItemType], nearest: Mapping[ItemType, str]
) -> dict[ItemType, str]:
    """Return the word to write for each type: the first one of `types`, else the nearest."""
    written = dict(nearest)
    for word, type_ in types.items():
        written.setdefault(type_, word)
    return written
