"""What Ovid's databases call things in their tagged export, as far as they agree.

Sources: Ovid's database field guides for MEDLINE, Embase, BIOSIS Previews, PsycINFO and
Journals@Ovid.
"""

from __future__ import annotations

import re
from typing import Final

from bibconv.formats.tagged_tables import Tags
from bibconv.formats.type_groups import ALL, only
from bibconv.variables import ItemType, NameVar, TextVar

# Publication and document types that tell the type; everything else is an article.
TYPES: Final[dict[str, ItemType]] = {
    "patent": "patent",
    "book chapter": "chapter",
    "chapter": "chapter",
    "book section": "chapter",
    "book": "book",
    "authored book": "book",
    "edited book": "book",
    "monograph": "book",
    "dissertation": "thesis",
    "dissertation abstract": "thesis",
    "thesis": "thesis",
    "report": "report",
    "conference paper": "paper-conference",
    "conference proceeding": "paper-conference",
    "meeting paper": "paper-conference",
    "preprint": "article",
}

_TEXTS: Final[tuple[tuple[str, TextVar, frozenset[ItemType]], ...]] = (
    ("TI", "title", ALL),
    ("OT", "original-title", ALL),
    ("BT", "container-title", ALL),
    ("JN", "container-title", ALL),
    ("JA", "container-title-short", ALL),
    ("VO", "volume", ALL),
    ("IP", "issue", ALL),
    ("PG", "page", ALL),
    ("PN", "number", only("patent")),
    ("LG", "language", ALL),
    ("LA", "language", ALL),
    ("AB", "abstract", ALL),
    ("PB", "publisher", ALL),
    ("DB", "archive", ALL),
    ("AN", "archive_location", ALL),
)

_NAMES: Final[tuple[tuple[str, NameVar, frozenset[ItemType]], ...]] = (
    ("AU", "author", ALL),
    ("ED", "editor", ALL),
)

TAGS: Final = Tags("ovid", "Ovid", TYPES, {}, _TEXTS, _NAMES, re.compile("[A-Z][A-Z0-9]"))
