"""What EndNote calls things in its tagged export, each table used for reading and for writing.

Sources: EndNote's "EndNote Import" filter and its table of fields by reference type, refer(1) for
the tags that came before EndNote, and what Zotero and Google Scholar write.
"""

from __future__ import annotations

import re
from typing import Final

from bibconv.formats.tagged_tables import Tags
from bibconv.formats.type_groups import (
    ALL,
    CONFERENCE,
    IN_SERIES,
    PARTS,
    PERIODICAL,
    SERIAL_NUMBERED,
    only,
    written_types,
)
from bibconv.values.identifiers import DOI
from bibconv.variables import ItemType, NameVar, TextVar

# %0 and the CSL type it is read as. The first word of a type is the one written.
TYPES: Final[dict[str, ItemType]] = {
    "Journal Article": "article-journal",
    "Conference Paper": "paper-conference",
    "Book Section": "chapter",
    "Book": "book",
    "Thesis": "thesis",
    "Report": "report",
    "Patent": "patent",
    "Magazine Article": "article-magazine",
    "Newspaper Article": "article-newspaper",
    "Web Page": "webpage",
    "Dataset": "dataset",
    "Computer Program": "software",
    "Generic": "document",
    "Blog": "post-weblog",
    "Unpublished Work": "manuscript",
    "Standard": "standard",
    "Case": "legal_case",
    "Statute": "legislation",
    "Legal Rule or Regulation": "regulation",
    "Bill": "bill",
    "Hearing": "hearing",
    "Dictionary": "entry-dictionary",
    "Encyclopedia": "entry-encyclopedia",
    "Classical Work": "classic",
    "Pamphlet": "pamphlet",
    "Map": "map",
    "Artwork": "graphic",
    "Figure": "figure",
    "Music": "musical_score",
    "Film or Broadcast": "motion_picture",
    "Personal Communication": "personal_communication",
    "Interview": "interview",
    "Television Episode": "broadcast",
    "Social Media": "post",
    # Read only. Google Scholar and EndNote's filters use "Conference Proceedings" for papers.
    "Conference Proceedings": "paper-conference",
    "Electronic Article": "article-journal",
    "Preprint": "article",
    "Edited Book": "book",
    "Electronic Book": "book",
    "Catalog": "book",
    "Serial": "book",
    "Electronic Book Section": "chapter",
    "Government Document": "report",
    "Online Database": "dataset",
    "Aggregated Database": "dataset",
    "Manuscript": "manuscript",
    "Ancient Text": "classic",
    "Chart or Table": "graphic",
    "Audiovisual Material": "motion_picture",
    "Multimedia Application": "motion_picture",
    "Online Multimedia": "motion_picture",
    "Podcast": "broadcast",
    "Discussion Forum": "post",
    "Press Release": "document",
    "Grant": "document",
    "Equation": "document",
}

# Types without a word of their own: the nearest one, with the type itself in the carrier. A
# preprint goes as an article, because EndNote before version 20 and Zotero know no preprints.
_NEAREST: Final[dict[ItemType, str]] = {
    "article": "Journal Article",
    "collection": "Book",
    "entry": "Encyclopedia",
    "event": "Generic",
    "performance": "Generic",
    "periodical": "Serial",
    "review": "Journal Article",
    "review-book": "Journal Article",
    "song": "Audiovisual Material",
    "speech": "Conference Paper",
    "treaty": "Legal Rule or Regulation",
}

# Tag, variable, and the types for which it holds.
_TEXTS: Final[tuple[tuple[str, TextVar, frozenset[ItemType]], ...]] = (
    ("T", "title", ALL),
    ("3", "container-title", CONFERENCE),
    ("J", "container-title", PERIODICAL),
    ("B", "collection-title", IN_SERIES),
    ("B", "division", only("thesis")),
    ("B", "container-title", ALL),
    ("J", "container-title", ALL),
    ("S", "collection-title", ALL),
    ("V", "volume", ALL),
    ("N", "issue", PERIODICAL | CONFERENCE),
    ("N", "collection-number", SERIAL_NUMBERED),
    ("N", "number", ALL),
    # Custom fields, whose names depend on the type.
    ("1", "section", only("chapter")),
    ("1", "scale", only("map")),
    ("2", "PMCID", only("article-journal")),
    ("#", "references", only("patent")),
    ("$", "status", only("patent")),
    ("]", "number", PERIODICAL | CONFERENCE),
    ("6", "number-of-volumes", ALL),
    ("7", "version", only("software", "dataset")),
    ("7", "edition", ALL),
    ("&", "chapter-number", only("chapter")),
    ("&", "section", ALL),
    ("I", "authority", only("legal_case")),
    ("I", "publisher", ALL),
    ("C", "publisher-place", ALL),
    ("9", "genre", ALL),
    ("R", "DOI", ALL),
    ("U", "URL", ALL),
    ("G", "language", ALL),
    ("!", "title-short", ALL),
    ("*", "reviewed-title", ALL),
    ("L", "call-number", ALL),
    ("~", "archive", ALL),
    ("M", "archive_location", ALL),
    ("W", "source", ALL),
    ("X", "abstract", ALL),
    ("<", "annote", ALL),
)

_NAMES: Final[tuple[tuple[str, NameVar, frozenset[ItemType]], ...]] = (
    ("A", "author", ALL),
    ("E", "editor", ALL),
    # EndNote's subsidiary author.
    ("?", "translator", ALL),
    # The tertiary author edits a part's series and advises a thesis; of books, libraries write
    # the translator here, which is what Zotero reads.
    ("Y", "collection-editor", PARTS),
    ("Y", "translator", ALL - {"thesis"}),
)

TAGS: Final = Tags(
    "enw",
    "EndNote",
    {word.casefold(): type_ for word, type_ in TYPES.items()},
    written_types(TYPES, _NEAREST),
    _TEXTS,
    _NAMES,
    re.compile(r"\S"),
    type_tag="0",
    order=tuple("0FAEY?HTQ!JB3SVN67&P](DI)C8@912#$5*9R~MWLUG[>+^KXZO<"),
    # Research notes, which people see and may edit, and no program fills.
    carrier="<",
    shapes={"2": re.compile(r"PMC\d+"), "R": DOI},
)
