"""What RIS calls things: types and tags, each table used for reading and for writing.

Sources: the RIS specification of 2011 with its table of tags by type, and what Zotero and EndNote
make of it. In each table the first line that fits is taken.
"""

from __future__ import annotations

import re
from typing import Final

from bibconv.formats.tagged_tables import Tags
from bibconv.formats.type_groups import (
    ALL,
    CONFERENCE,
    IN_SERIES,
    PERIODICAL,
    SERIAL_NUMBERED,
    Types,
    only,
    written_types,
)
from bibconv.variables import ItemType, NameVar, TextVar

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
    "GRANT": "document",
    "INTV": "interview",
    "PODC": "broadcast",
    "TVEP": "broadcast",
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


WRITTEN_TYPES: Final = written_types(TYPES, _NEAREST)

# What TY says beside the type: that a book is electronic, an article in press, a film a video.
FINER: Final = frozenset(
    "ABST ADVS AGGR ANCIENT CHART CTLG DBASE EBOOK ECHAP EDBOOK EJOUR EQUA GOVDOC GRANT GRNT ICOMM "
    "INPR MULTI PODC SER TVEP UNBILL VIDEO".split()
)

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
    ("TI", "title", ALL),
    ("T2", "collection-title", IN_SERIES),
    ("T2", "division", only("thesis")),
    ("T2", "container-title", ALL),
    ("C3", "container-title", CONFERENCE),
    ("BT", "title", IN_SERIES),
    ("BT", "container-title", ALL),
    ("JF", "container-title", ALL),
    ("JO", "container-title", ALL),
    ("JA", "container-title", ALL),
    ("J1", "container-title", ALL),
    ("J2", "container-title-short", ALL),
    ("T3", "collection-title", ALL),
    ("VL", "volume", ALL),
    ("IS", "issue", ALL),
    ("C7", "number", PERIODICAL | CONFERENCE),
    ("M1", "collection-number", SERIAL_NUMBERED | CONFERENCE),
    ("M1", "number", ALL - PERIODICAL),
    ("ET", "version", only("software", "dataset")),
    # Of a patent ET and NV are its classes.
    ("ET", "edition", ALL - {"patent"}),
    # The reporter; of a case there are no editors.
    ("A2", "container-title", only("legal_case")),
    ("PB", "authority", only("legal_case")),
    ("PB", "publisher", ALL),
    ("CY", "publisher-place", ALL),
    ("SE", "chapter-number", only("chapter")),
    ("SE", "section", ALL),
    ("C1", "section", only("chapter")),
    ("C1", "scale", only("map")),
    ("C2", "PMCID", only("article-journal")),
    ("C5", "references", only("patent")),
    ("C6", "status", only("patent")),
    ("NV", "number-of-volumes", ALL - {"patent"}),
    ("M3", "genre", ALL),
    ("DO", "DOI", ALL),
    ("UR", "URL", ALL),
    ("LK", "URL", ALL),
    ("LA", "language", ALL),
    ("ST", "title-short", ALL),
    ("RI", "reviewed-title", ALL),
    ("CN", "call-number", ALL),
    ("DB", "archive", ALL),
    ("AN", "archive_location", ALL),
    ("AV", "archive_location", ALL),
    ("DP", "source", ALL),
    ("LB", "citation-label", ALL),
    ("AB", "abstract", ALL),
    ("RN", "annote", ALL),
)

NAME_TAGS: Final[tuple[tuple[str, NameVar, Types], ...]] = (
    ("AU", "author", ALL),
    ("A2", "recipient", only("personal_communication")),
    ("A2", "editor", ALL - {"legal_case"}),
    # Of a thesis A3 is the advisor, for whom CSL has no variable.
    ("A3", "collection-editor", ALL - {"thesis"}),
    ("A4", "translator", ALL),
    ("TA", "translator", ALL),
)

# Any two letters, or a letter and a digit; what C2 is beside a PMCID depends on the type.
TAGS: Final = Tags(
    "ris",
    "RIS",
    {word.casefold(): type_ for word, type_ in TYPES.items()},
    WRITTEN_TYPES,
    TEXT_TAGS,
    NAME_TAGS,
    re.compile("[A-Z][A-Z0-9]"),
    type_tag="TY",
    carrier="M2",
    shapes={"C2": re.compile(r"PMC\d+")},
    finer=FINER,
)

# All tags of the specification, and the dialects'; only these are taken for tags where the two
# blanks before the hyphen are missing.
KNOWN_TAGS: Final = frozenset(
    "A1 A2 A3 A4 A5 AB AD AN AU AV BT C1 C2 C3 C4 C5 C6 C7 C8 CA CN CP CR CT CY DA DB DI DO DP ED "
    "EP ER ET ID IS J1 J2 JA JF JO KW L1 L2 L3 L4 LA LB LK M1 M2 M3 N1 N2 NO NT NV OL OP PA PB PP "
    "PY RI RN RP SE SN SP ST SV T1 T2 T3 TA TI TT TY U1 U2 U3 U4 U5 UR VL VO WP WT WV Y1 Y2".split()
)

# What rispy is to call each tag there can be.
LABELS: Final[dict[str, str]] = {
    tag: tag.lower()
    for first in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    for second in "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
    for tag in [first + second]
}
