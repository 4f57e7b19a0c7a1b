"""What MEDLINE calls things, each table used for reading and for writing.

Sources: the National Library of Medicine's "MEDLINE/PubMed Data Element (Field) Descriptions" and
its list of publication types.
"""

from __future__ import annotations

import re
from typing import Final

from bibconv.formats.tagged_tables import Tags
from bibconv.formats.type_groups import ALL, PARTS, PERIODICAL, only, written_types
from bibconv.variables import ItemType, NameVar, TextVar

# Publication types (PT) that tell the type of an item, the surest first; whatever else is in a
# journal is an article. The first one of a type is written.
TYPES: Final[dict[str, ItemType]] = {
    "Preprint": "article",
    "Newspaper Article": "article-newspaper",
    "Journal Article": "article-journal",
    "Academic Dissertation": "thesis",
    "Book Chapter": "chapter",
    "Book": "book",
    "Congress": "paper-conference",
    "Technical Report": "report",
    "Patent": "patent",
    "Dataset": "dataset",
    "Legislation": "legislation",
    "Legal Case": "legal_case",
    "Periodical": "periodical",
    "Dictionary": "entry-dictionary",
    "Encyclopedia": "entry-encyclopedia",
    "Manuscript": "manuscript",
    "Map": "map",
    "Interactive Tutorial": "software",
    "Webcast": "motion_picture",
    "Interview": "interview",
    "Lecture": "speech",
    "Pamphlet": "pamphlet",
    "Blog": "post-weblog",
    "Letter": "personal_communication",
    # Read only.
    "News": "article-newspaper",
    "Monograph": "book",
    "Congresses": "paper-conference",
    "Video-Audio Media": "motion_picture",
}
# Those that a journal article may have too, and is an article.
OF_ARTICLES: Final[frozenset[str]] = frozenset(
    word.casefold() for word in TYPES if word not in ("Preprint", "Newspaper Article")
)

# Types that no publication type means: the nearest one is written and the type reported.
_NEAREST: Final[dict[ItemType, str]] = {
    **dict.fromkeys(ALL - set(TYPES.values()), "Book"),
    **dict.fromkeys(PERIODICAL - set(TYPES.values()), "Journal Article"),
    **dict.fromkeys(PARTS - set(TYPES.values()), "Book Chapter"),
}

# Types whose container is a journal (JT); that of others is a book (BTI).
IN_JOURNAL: Final = PERIODICAL - only("periodical")

# Tag, variable, and the types for which it holds.
_TEXTS: Final[tuple[tuple[str, TextVar, frozenset[ItemType]], ...]] = (
    ("PMID", "PMID", ALL),
    ("PMC", "PMCID", ALL),
    ("IS", "ISSN", ALL),
    ("ISBN", "ISBN", ALL),
    ("VI", "volume", ALL),
    ("IP", "issue", ALL),
    ("TI", "title", ALL),
    ("TT", "original-title", ALL),
    # The book of a chapter, the volume of a set, the series.
    # A preprint's server is no journal.
    ("JT", "publisher", only("article")),
    ("JT", "container-title", IN_JOURNAL),
    ("TA", "container-title-short", IN_JOURNAL),
    ("BTI", "container-title", ALL),
    ("VTI", "volume-title", ALL),
    ("CTI", "collection-title", ALL),
    ("PG", "page", ALL),
    ("AB", "abstract", ALL),
    ("LA", "language", ALL),
    ("PL", "publisher-place", ALL),
    ("PB", "publisher", ALL),
    ("EN", "edition", ALL),
    ("CP", "chapter-number", ALL),
)

_NAMES: Final[tuple[tuple[str, NameVar, frozenset[ItemType]], ...]] = (
    ("FAU", "author", ALL),
    ("AU", "author", ALL),
    ("FED", "editor", ALL),
    ("ED", "editor", ALL),
)

TAGS: Final = Tags(
    "nbib",
    "MEDLINE",
    {word.casefold(): type_ for word, type_ in TYPES.items()},
    written_types(TYPES, _NEAREST),
    _TEXTS,
    _NAMES,
    re.compile("[A-Z][A-Z0-9]{1,3}"),
    order=tuple(
        "PMID OWN STAT DA DCOM LR IS ISBN VI IP DP TI TT BTI VTI PG LID AB OAB OABL CI FAU AU AUID "
        "AD CN FIR IR IRAD FED ED FPS PS LA GR SI PT DEP PL PB CTI EN CP TA JT JID SB RF NR RN NM "
        "OID CIN CON CRI CRF DDIN DRIN EFR EIN ECI ECF PRIN PROF RPI RPF RIN ROF SPIN UIN UOF "
        "MH MHDA GS PMC PMCR MID OT OTO GN OCI CRDT EDAT PHST AID PST PUBM SFM SO UI".split()
    ),
)
