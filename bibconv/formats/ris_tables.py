"""What RIS calls things: types and tags, each table used for reading and for writing.

Sources: the RIS specification of 2011 with its table of tags by type, and what Zotero and EndNote
make of it. In each table the first line that fits is taken.
"""

from __future__ import annotations

from typing import Final

from bibconv.variables import ITEM_TYPES, ItemType, NameVar, TextVar

# TY and the CSL type it is read as. The first TY of a type is the one written.
TYPES: Final[dict[str, ItemType]] = {
    "JOUR": "article-journal",
    "CPAPER": "paper-conference",
    "CHAP": "chapter",
    "BOOK": "book",
    "THES": "thesis",
    "RPRT": "report",
    "PAT": "patent",
    "MGZN": "article-magazine",
    "NEWS": "article-newspaper",
    "ELEC": "webpage",
    "DATA": "dataset",
    "COMP": "software",
    "GEN": "document",
    "BLOG": "post-weblog",
    "UNPB": "manuscript",
    "SLIDE": "speech",
    "STAND": "standard",
    "CASE": "legal_case",
    "STAT": "legislation",
    "LEGAL": "regulation",
    "BILL": "bill",
    "HEAR": "hearing",
    "DICT": "entry-dictionary",
    "ENCYC": "entry-encyclopedia",
    "CLSWK": "classic",
    "PAMP": "pamphlet",
    "JFULL": "periodical",
    "MAP": "map",
    "ART": "graphic",
    "FIGURE": "figure",
    "MUSIC": "musical_score",
    "SOUND": "song",
    "MPCT": "motion_picture",
    "PCOMM": "personal_communication",
    # Read only. EndNote, Zotero and the publishers use CONF for papers, not for proceedings.
    "CONF": "paper-conference",
    "ABST": "article-journal",
    "EJOUR": "article-journal",
    "INPR": "article-journal",
    "EBOOK": "book",
    "EDBOOK": "book",
    "CTLG": "book",
    "SER": "book",
    "ECHAP": "chapter",
    "GOVDOC": "report",
    "WEB": "webpage",
    "AGGR": "dataset",
    "DBASE": "dataset",
    "UNPD": "manuscript",
    "MANSCPT": "manuscript",
    "UNBILL": "bill",
    "ANCIENT": "classic",
    "CHART": "graphic",
    "ADVS": "motion_picture",
    "MULTI": "motion_picture",
    "VIDEO": "motion_picture",
    "ICOMM": "personal_communication",
    "EQUA": "document",
    "GRNT": "document",
}

# Types without a TY of their own: the nearest one, with the type itself in M2. A preprint goes as
# JOUR, as DBLP has it: the only type in which importers keep its container ("CoRR"), its number
# (C7) and its address together.
_NEAREST: Final[dict[ItemType, str]] = {
    "article": "JOUR",
    "broadcast": "VIDEO",
    "collection": "BOOK",
    "entry": "ENCYC",
    "event": "GEN",
    "interview": "PCOMM",
    "performance": "GEN",
    "post": "BLOG",
    "review": "JOUR",
    "review-book": "JOUR",
    "treaty": "LEGAL",
}


def _written_types() -> dict[ItemType, str]:
    written = dict(_NEAREST)
    for tag, type_ in TYPES.items():
        written.setdefault(type_, tag)
    return written


WRITTEN_TYPES: Final = _written_types()

Types = frozenset[ItemType]

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
# Types whose secondary title (T2) is a series.
_IN_SERIES: Final[Types] = frozenset(
    {"book", "classic", "collection", "map", "musical_score", "pamphlet", "report", "software"}
)
# Types whose SP is the number of pages, because they have no others.
BOOKISH: Final[Types] = frozenset({"book", "classic", "manuscript", "pamphlet", "thesis"})
_SERIAL_NUMBERED: Final[Types] = frozenset({"book", "chapter", "classic", "collection"})
_CONFERENCE: Final[Types] = frozenset({"paper-conference"})


def _only(*types: ItemType) -> Types:
    return frozenset(types)


# Tags that older or other programs use for what has a tag already.
ALIASES: Final[dict[str, str]] = {
    "A1": "AU",
    "ED": "A2",
    "T1": "TI",
    "CT": "TI",
    "Y1": "PY",
    "N2": "AB",
    "NT": "N1",
    "DI": "DO",
    "PP": "CY",
}

# Tag, variable, and the types for which it holds (none named: all).
TEXT_TAGS: Final[tuple[tuple[str, TextVar, Types], ...]] = (
    ("TI", "title", ITEM_TYPES),
    ("T2", "collection-title", _IN_SERIES),
    ("T2", "division", _only("thesis")),
    ("T2", "container-title", ITEM_TYPES),
    ("C3", "container-title", _CONFERENCE),
    ("BT", "title", _IN_SERIES),
    ("BT", "container-title", ITEM_TYPES),
    ("JF", "container-title", ITEM_TYPES),
    ("JO", "container-title", ITEM_TYPES),
    ("JA", "container-title", ITEM_TYPES),
    ("J1", "container-title", ITEM_TYPES),
    ("J2", "container-title-short", ITEM_TYPES),
    ("T3", "collection-title", ITEM_TYPES),
    ("VL", "volume", ITEM_TYPES),
    ("IS", "issue", ITEM_TYPES),
    ("C7", "number", PERIODICAL | _CONFERENCE),
    ("M1", "collection-number", _SERIAL_NUMBERED | _CONFERENCE),
    ("M1", "number", ITEM_TYPES - PERIODICAL),
    ("ET", "version", _only("software", "dataset")),
    ("ET", "edition", ITEM_TYPES),
    ("PB", "authority", _only("legal_case")),
    ("PB", "publisher", ITEM_TYPES),
    ("CY", "publisher-place", ITEM_TYPES),
    ("SE", "chapter-number", _only("chapter")),
    ("SE", "section", ITEM_TYPES),
    ("C1", "section", _only("chapter")),
    ("C1", "scale", _only("map")),
    ("C2", "PMCID", _only("article-journal")),
    ("C5", "references", _only("patent")),
    ("C6", "status", _only("patent")),
    ("NV", "number-of-volumes", ITEM_TYPES),
    ("M3", "genre", ITEM_TYPES),
    ("DO", "DOI", ITEM_TYPES),
    ("UR", "URL", ITEM_TYPES),
    ("LK", "URL", ITEM_TYPES),
    ("LA", "language", ITEM_TYPES),
    ("ST", "title-short", ITEM_TYPES),
    ("RI", "reviewed-title", ITEM_TYPES),
    ("CN", "call-number", ITEM_TYPES),
    ("DB", "archive", ITEM_TYPES),
    ("AN", "archive_location", ITEM_TYPES),
    ("AV", "archive_location", ITEM_TYPES),
    ("DP", "source", ITEM_TYPES),
    ("LB", "citation-label", ITEM_TYPES),
    ("AB", "abstract", ITEM_TYPES),
    ("RN", "annote", ITEM_TYPES),
)

NAME_TAGS: Final[tuple[tuple[str, NameVar, Types], ...]] = (
    ("AU", "author", ITEM_TYPES),
    ("A2", "editor", ITEM_TYPES),
    # Of a thesis A3 is the advisor, for whom CSL has no variable.
    ("A3", "collection-editor", ITEM_TYPES - {"thesis"}),
    ("A4", "translator", ITEM_TYPES),
    ("TA", "translator", ITEM_TYPES),
)

# All tags of the specification, and the dialects'; only these are taken for tags where the two
# blanks before the hyphen are missing.
KNOWN_TAGS: Final = frozenset(
    "A1 A2 A3 A4 A5 AB AD AN AU AV BT C1 C2 C3 C4 C5 C6 C7 C8 CA CN CP CR CT CY DA DB DI DO DP ED "
    "EP ER ET ID IS J1 J2 JA JF JO KW L1 L2 L3 L4 LA LB LK M1 M2 M3 N1 N2 NO NT NV OL OP PA PB PP "
    "PY RI RN RP SE SN SP ST SV T1 T2 T3 TA TI TT TY U1 U2 U3 U4 U5 UR VL VO WP WT WV Y1 Y2".split()
)

# What rispy is to call each tag there can be; its writer looks labels up in lower case.
LABELS: Final[dict[str, str]] = {
    tag: tag.lower()
    for first in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    for second in "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
    for tag in [first + second]
}
