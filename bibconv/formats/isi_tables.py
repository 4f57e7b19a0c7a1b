"""What Web of Science calls things, each table used for reading and for writing.

Sources: Clarivate's "Web of Science Core Collection Field Tags", and the document types of the
platform's other databases (CABI, INSPEC, Data Citation Index, Preprint Citation Index).
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from bibconv.formats.tagged_tables import Tags
from bibconv.formats.type_groups import ALL, BOOKISH, PARTS, PERIODICAL, only
from bibconv.values.identifiers import DOI
from bibconv.variables import ItemType, NameVar, TextVar


class Kind(NamedTuple):
    """A publication type (PT) and a document type (DT), and what they mean together."""

    publication: str
    document: str
    type: ItemType


# The first line of a type is the one written; reading takes the first whose DT is among the
# document types, and of the same PT, or of any if the DT alone tells.
KINDS: Final[tuple[Kind, ...]] = (
    Kind("J", "Article", "article-journal"),
    Kind("C", "Proceedings Paper", "paper-conference"),
    Kind("B", "Book Chapter", "chapter"),
    Kind("B", "Book", "book"),
    Kind("P", "Patent", "patent"),
    Kind("J", "Book Review", "review-book"),
    Kind("J", "Preprint", "article"),
    Kind("J", "Newspaper Article", "article-newspaper"),
    Kind("B", "Thesis", "thesis"),
    Kind("B", "Report", "report"),
    Kind("B", "Standard", "standard"),
    Kind("D", "Data set", "dataset"),
    Kind("D", "Software", "software"),
)
# Document types that tell the type whatever the publication type.
TELLING: Final = frozenset(
    "book review,preprint,newspaper article,thesis,thesis/dissertation,dissertation,report,"
    "standard,data set,data study,software,patent".split(",")
)
# Other words for document types of the table.
DOCUMENTS: Final[dict[str, str]] = {
    "conference paper": "proceedings paper",
    "meeting paper": "proceedings paper",
    "conference proceedings": "proceedings paper",
    "meeting abstract": "proceedings paper",
    "monograph chapter": "book chapter",
    "chapter": "book chapter",
    "monograph": "book",
    "dissertation": "thesis",
    "thesis/dissertation": "thesis",
    "data study": "data set",
}
# What exports before 2010 and other programs write out.
PUBLICATIONS: Final[dict[str, str]] = {
    "journal": "J",
    "book": "B",
    "book in series": "S",
    "series": "S",
    "patent": "P",
    "conference": "C",
    "conference proceeding": "C",
}

# Types that Web of Science does not have: the nearest one is written and the type reported.
_NEAREST: Final[dict[ItemType, Kind]] = {
    **dict.fromkeys(ALL, KINDS[3]),
    **dict.fromkeys(PERIODICAL, KINDS[0]),
    **dict.fromkeys(PARTS, KINDS[2]),
}
WRITTEN: Final[dict[ItemType, Kind]] = {
    **_NEAREST,
    **{kind.type: kind for kind in reversed(KINDS)},
}

_BOOKS = BOOKISH | only("collection", "report", "standard")

# Tag, variable, and the types for which it holds.
_TEXTS: Final[tuple[tuple[str, TextVar, frozenset[ItemType]], ...]] = (
    ("TI", "title", ALL),
    ("SO", "container-title", ALL),
    ("JI", "container-title-short", ALL),
    ("J9", "container-title-short", ALL),
    ("SE", "collection-title", ALL),
    ("LA", "language", ALL),
    ("CT", "event-title", ALL),
    ("CL", "event-place", ALL),
    ("AB", "abstract", ALL),
    ("PU", "publisher", ALL),
    ("PI", "publisher-place", ALL),
    ("SN", "ISSN", ALL),
    ("EI", "ISSN", ALL),
    ("BN", "ISBN", ALL),
    ("VL", "volume", ALL),
    ("IS", "issue", ALL),
    ("SU", "supplement", ALL),
    ("PN", "number", only("patent")),
    ("PN", "part", ALL),
    ("PS", "page", ALL),
    ("AR", "number", ALL - {"patent"}),
    ("MA", "number", ALL - {"patent"}),
    ("PG", "number-of-pages", _BOOKS),
    ("DI", "DOI", ALL),
    ("PM", "PMID", ALL),
)

_NAMES: Final[tuple[tuple[str, NameVar, frozenset[ItemType]], ...]] = (
    ("AU", "author", ALL),
    ("BA", "container-author", ALL),
    ("BE", "editor", ALL),
    ("ED", "editor", ALL),
)

TAGS: Final = Tags(
    "isi",
    "Web of Science",
    {kind.document.casefold(): kind.type for kind in KINDS},
    {type_: kind.document for type_, kind in WRITTEN.items()},
    _TEXTS,
    _NAMES,
    re.compile("[A-Z][A-Z0-9]"),
    order=tuple(
        "PT AU BA BE GP AF BF CA TI SO SE BS LA DT CT CY CL SP HO DE ID AB C1 C3 RP EM RI OI FU FP "
        "FX CR NR TC Z9 U1 U2 PU PI PA SN EI BN J9 JI PD PY VL IS PN SU SI MA BP EP PS AR DI DL D2 "
        "EA EY PG P2 WC WE SC GA PM UT OA HP HC DA ED".split()
    ),
    shapes={"DI": DOI},
)
