"""What EndNote calls things: reference types and fields, each table used for both directions.

Sources: EndNote's table of reference types and fields, the DTD of its XML (RSXML.dtd), and what
JabRef, Bookends and Zotero write in its name. In each table the first line that fits is taken.
"""

from __future__ import annotations

from typing import Final

from bibconv.variables import ITEM_TYPES, ItemType, NameVar, TextVar

# Name and number of a reference type, and the CSL type it is read as. The first of a type is the
# one written. Names are believed before numbers: JabRef and others count in their own way.
REF_TYPES: Final[tuple[tuple[str, int, ItemType], ...]] = (
    ("Journal Article", 17, "article-journal"),
    ("Book", 6, "book"),
    ("Book Section", 5, "chapter"),
    ("Conference Paper", 47, "paper-conference"),
    ("Thesis", 32, "thesis"),
    ("Report", 27, "report"),
    ("Magazine Article", 19, "article-magazine"),
    ("Newspaper Article", 23, "article-newspaper"),
    ("Web Page", 12, "webpage"),
    ("Patent", 25, "patent"),
    ("Dataset", 59, "dataset"),
    ("Computer Program", 9, "software"),
    ("Generic", 13, "document"),
    ("Blog", 56, "post-weblog"),
    ("Unpublished Work", 34, "manuscript"),
    ("Standard", 58, "standard"),
    ("Case", 7, "legal_case"),
    ("Statute", 31, "legislation"),
    ("Legal Rule or Regulation", 50, "regulation"),
    ("Bill", 4, "bill"),
    ("Hearing", 14, "hearing"),
    ("Dictionary", 52, "entry-dictionary"),
    ("Encyclopedia", 53, "entry-encyclopedia"),
    ("Classical Work", 49, "classic"),
    ("Pamphlet", 24, "pamphlet"),
    ("Serial", 57, "periodical"),
    ("Map", 20, "map"),
    ("Artwork", 2, "graphic"),
    ("Figure", 37, "figure"),
    ("Music", 61, "musical_score"),
    ("Film or Broadcast", 21, "motion_picture"),
    ("Personal Communication", 26, "personal_communication"),
    ("Interview", 0, "interview"),
    # Read only.
    ("Conference Proceedings", 10, "paper-conference"),
    ("Conference", 0, "paper-conference"),
    ("Edited Book", 28, "book"),
    ("Electronic Article", 43, "article-journal"),
    ("Electronic Book", 44, "book"),
    ("Electronic Book Section", 60, "chapter"),
    ("Catalog", 8, "book"),
    ("Government Document", 46, "report"),
    ("Press Release", 0, "report"),
    ("Grant", 54, "document"),
    ("Equation", 39, "document"),
    ("Audiovisual Material", 3, "motion_picture"),
    ("Online Multimedia", 48, "motion_picture"),
    ("Television Episode", 0, "broadcast"),
    ("Podcast", 0, "broadcast"),
    ("Multimedia Application", 0, "software"),
    ("Chart or Table", 38, "graphic"),
    ("Online Database", 45, "dataset"),
    ("Aggregated Database", 55, "dataset"),
    ("Manuscript", 36, "manuscript"),
    ("Ancient Text", 51, "classic"),
    ("Discussion Forum", 0, "post"),
    ("Social Media", 0, "post"),
)
# Reference types that have the year and the day of access in custom1 and custom2.
CITED: Final = frozenset(
    ("Electronic Article", "Electronic Book", "Online Database", "Online Multimedia", "Web Page")
)
# Types without a reference type of their own, and the nearest one.
NEAREST: Final[dict[ItemType, ItemType]] = {
    "article": "article-journal",
    "broadcast": "motion_picture",
    "collection": "book",
    "entry": "entry-encyclopedia",
    "event": "document",
    "performance": "document",
    "post": "post-weblog",
    "review": "article-journal",
    "review-book": "article-journal",
    "song": "musical_score",
    "speech": "paper-conference",
    "treaty": "regulation",
}

Types = frozenset[ItemType]


def _only(*types: ItemType) -> Types:
    return frozenset(types)


PERIODICAL: Final = _only("article-journal", "article-magazine", "article-newspaper", "periodical")
CONFERENCE: Final = _only("paper-conference")
# Types whose secondary title is a series.
_IN_SERIES: Final = _only(
    "book", "classic", "map", "musical_score", "pamphlet", "report", "software"
)
# Types whose pages are their number, because they have no others.
BOOKISH: Final = _only("book", "classic", "manuscript", "pamphlet", "thesis")
_SERIES_NUMBERED: Final = _only("book", "chapter", "classic")
_TRANSLATED: Final = ITEM_TYPES - _only("motion_picture", "paper-conference")

# Path of the element, variable, and the types for which it holds.
TEXTS: Final[tuple[tuple[str, TextVar, Types], ...]] = (
    ("titles/title", "title", ITEM_TYPES),
    ("titles/secondary-title", "collection-title", _IN_SERIES),
    ("titles/secondary-title", "division", _only("thesis")),
    ("titles/secondary-title", "container-title", ITEM_TYPES),
    ("periodical/full-title", "container-title", ITEM_TYPES - _IN_SERIES),
    ("periodical/full-title", "collection-title", _IN_SERIES),
    # EndNote's legislative body.
    ("titles/tertiary-title", "authority", _only("bill", "hearing")),
    ("titles/tertiary-title", "collection-title", ITEM_TYPES - _IN_SERIES),
    # JabRef writes these two beside `titles`.
    ("secondary-title", "container-title", ITEM_TYPES),
    ("tertiary-title", "collection-title", ITEM_TYPES),
    ("titles/alt-title", "container-title-short", PERIODICAL | CONFERENCE | _only("chapter")),
    ("periodical/abbr-1", "container-title-short", ITEM_TYPES),
    ("titles/short-title", "title-short", ITEM_TYPES),
    ("volume", "volume", ITEM_TYPES),
    ("number", "issue", PERIODICAL | CONFERENCE),
    ("number", "collection-number", _SERIES_NUMBERED),
    ("number", "number", ITEM_TYPES),
    ("issue", "issue", ITEM_TYPES),
    ("custom7", "number", _only("article-journal")),
    # Of a patent these three are its classes and its international number.
    ("num-vols", "number-of-volumes", ITEM_TYPES - _only("patent")),
    ("edition", "version", _only("software", "dataset")),
    ("edition", "edition", ITEM_TYPES - _only("patent")),
    ("section", "chapter-number", _only("chapter")),
    ("section", "section", ITEM_TYPES - _only("article-journal", "article-magazine", "patent")),
    ("custom1", "section", _only("chapter")),
    ("custom1", "scale", _only("map")),
    ("custom5", "references", _only("patent")),
    ("custom6", "status", _only("patent")),
    ("publisher", "authority", _only("legal_case")),
    ("publisher", "publisher", ITEM_TYPES),
    ("work-type", "genre", ITEM_TYPES),
    ("reviewed-item", "reviewed-title", ITEM_TYPES),
    ("call-num", "call-number", ITEM_TYPES),
    ("label", "citation-label", ITEM_TYPES),
    ("language", "language", ITEM_TYPES),
    ("remote-database-name", "archive", ITEM_TYPES),
    ("remote-database-provider", "source", ITEM_TYPES),
    ("abstract", "abstract", ITEM_TYPES),
    ("notes", "note", ITEM_TYPES),
    ("research-notes", "annote", ITEM_TYPES),
)

# Path of the list, variable, and the types for which it holds.
NAMES: Final[tuple[tuple[str, NameVar, Types], ...]] = (
    ("contributors/authors", "author", ITEM_TYPES),
    ("contributors/secondary-authors", "recipient", _only("personal_communication")),
    ("contributors/secondary-authors", "interviewer", _only("interview")),
    ("contributors/secondary-authors", "collection-editor", _only("book")),
    ("contributors/secondary-authors", "editor", ITEM_TYPES - _only("patent")),
    ("contributors/tertiary-authors", "editor", _only("book")),
    ("contributors/tertiary-authors", "producer", _only("motion_picture")),
    # Of a thesis it is the advisor, for whom CSL has no variable.
    ("contributors/tertiary-authors", "collection-editor", ITEM_TYPES - _only("thesis", "patent")),
    ("contributors/subsidiary-authors", "performer", _only("motion_picture")),
    ("contributors/subsidiary-authors", "translator", _TRANSLATED),
    ("contributors/translated-authors", "translator", ITEM_TYPES),
)
