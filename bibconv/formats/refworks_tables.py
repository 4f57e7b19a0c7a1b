"""What RefWorks calls things in its tagged format, each table used for reading and for writing.

Sources: RefWorks' help, "RefWorks Tagged Format" with its lists of tags and reference types.
"""

from __future__ import annotations

import re
from typing import Final

from bibconv.formats.tagged_tables import Tags
from bibconv.formats.type_groups import ALL, IN_SERIES, only, written_types
from bibconv.values.identifiers import DOI
from bibconv.variables import ItemType, NameVar, TextVar

# RT and the CSL type it is read as. The first word of a type is the one written.
TYPES: Final[dict[str, ItemType]] = {
    "Journal Article": "article-journal",
    "Conference Proceedings": "paper-conference",
    "Book, Section": "chapter",
    "Book, Whole": "book",
    "Dissertation/Thesis": "thesis",
    "Report": "report",
    "Patent": "patent",
    "Magazine Article": "article-magazine",
    "Newspaper Article": "article-newspaper",
    "Web Page": "webpage",
    "Computer Program": "software",
    "Generic": "document",
    "Online Discussion Forum/Blogs": "post-weblog",
    "Unpublished Material": "manuscript",
    "Case/Court Decisions": "legal_case",
    "Laws/Statutes": "legislation",
    "Bills/Resolutions": "bill",
    "Hearing": "hearing",
    "Map": "map",
    "Artwork": "graphic",
    "Music Score": "musical_score",
    "Sound Recording": "song",
    "Motion Picture": "motion_picture",
    "Personal Communication": "personal_communication",
    # Read only.
    "Abstract": "article-journal",
    "Journal": "article-journal",
    "Journal, Electronic": "article-journal",
    "Book": "book",
    "Book, Edited": "book",
    "Monograph": "book",
    "Book Chapter": "chapter",
    "Dissertation": "thesis",
    "Thesis": "thesis",
    "Dissertation/Thesis, Unpublished": "thesis",
    "Conference Proceeding": "paper-conference",
    "Conference Paper": "paper-conference",
    "Online Discussion Forum": "post-weblog",
    "Video/DVD": "motion_picture",
    "Video/ DVD": "motion_picture",
    "Website": "webpage",
    "Grant": "document",
}

# Types without a word of their own: the nearest one, with the type itself in the carrier.
_NEAREST: Final[dict[ItemType, str]] = {
    "article": "Journal Article",
    "broadcast": "Motion Picture",
    "classic": "Book, Whole",
    "collection": "Book, Edited",
    "dataset": "Generic",
    "entry": "Book, Section",
    "entry-dictionary": "Book, Section",
    "entry-encyclopedia": "Book, Section",
    "event": "Generic",
    "figure": "Artwork",
    "interview": "Personal Communication",
    "pamphlet": "Book, Whole",
    "performance": "Generic",
    "periodical": "Generic",
    "post": "Online Discussion Forum/Blogs",
    "regulation": "Laws/Statutes",
    "review": "Journal Article",
    "review-book": "Journal Article",
    "speech": "Unpublished Material",
    "standard": "Report",
    "treaty": "Laws/Statutes",
}

_ONLINE = only("webpage", "post", "post-weblog")

# Tag, variable, and the types for which it holds.
_TEXTS: Final[tuple[tuple[str, TextVar, frozenset[ItemType]], ...]] = (
    ("T1", "title", ALL),
    ("JF", "container-title", ALL - _ONLINE),
    ("WT", "container-title", _ONLINE),
    ("T2", "collection-title", IN_SERIES),
    ("T2", "division", only("thesis")),
    ("T2", "container-title", ALL),
    ("JO", "container-title-short", ALL),
    ("T3", "collection-title", ALL),
    ("OT", "original-title", ALL),
    ("ST", "title-short", ALL),
    ("VO", "volume", ALL),
    ("IS", "issue", ALL),
    ("ED", "version", only("software", "dataset")),
    ("ED", "edition", ALL),
    ("WV", "version", ALL),
    ("PB", "authority", only("legal_case")),
    ("PB", "publisher", ALL),
    ("PP", "publisher-place", ALL),
    ("DO", "DOI", ALL),
    ("LK", "URL", ALL),
    ("UL", "URL", ALL),
    ("PMID", "PMID", ALL),
    ("PMCID", "PMCID", ALL),
    ("LA", "language", ALL),
    ("CN", "call-number", ALL),
    ("DB", "archive", ALL),
    ("AN", "archive_location", ALL),
    ("DS", "source", ALL),
    ("AB", "abstract", ALL),
)

_NAMES: Final[tuple[tuple[str, NameVar, frozenset[ItemType]], ...]] = (
    ("A1", "author", ALL),
    ("A2", "recipient", only("personal_communication")),
    ("A2", "editor", ALL),
    ("A3", "collection-editor", ALL),
    ("A4", "translator", ALL),
    ("A6", "editor", _ONLINE),
)

TAGS: Final = Tags(
    "refworks",
    "RefWorks",
    {word.casefold(): type_ for word, type_ in TYPES.items()},
    written_types(TYPES, _NEAREST),
    _TEXTS,
    _NAMES,
    re.compile("[A-Z][A-Z0-9]|PMC?ID"),
    type_tag="RT",
    order=tuple(
        "RT SR ID A1 T1 JF JO WT YR FD VO IS SP OP K1 AB NO A2 A6 T2 ED WV PB PP A3 A4 A5 T3 SN AV "
        "AD AN LA CL SF OT LK UL DO PMID PMCID CN DB DS IP RD WP ST U1 U2 U3 U4 U5 SL LL CR "
        "OL".split()
    ),
    # The last of five fields that are the user's own.
    carrier="U5",
    shapes={"DO": DOI},
)
