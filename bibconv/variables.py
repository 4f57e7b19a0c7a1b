"""The vocabulary of CSL 1.0.2: item types and variables, by the shape of their value.

Source: csl-data.json of the CSL 1.0.2 schema. A test compares this module with it.
"""

from typing import Literal, get_args

ItemType = Literal[
    "article", "article-journal", "article-magazine", "article-newspaper", "bill", "book",
    "broadcast", "chapter", "classic", "collection", "dataset", "document", "entry",
    "entry-dictionary", "entry-encyclopedia", "event", "figure", "graphic", "hearing",
    "interview", "legal_case", "legislation", "manuscript", "map", "motion_picture",
    "musical_score", "pamphlet", "paper-conference", "patent", "performance", "periodical",
    "personal_communication", "post", "post-weblog", "regulation", "report", "review",
    "review-book", "software", "song", "speech", "standard", "thesis", "treaty", "webpage",
]  # fmt: skip

NumberVar = Literal[
    "chapter-number", "citation-number", "collection-number", "edition",
    "first-reference-note-number", "issue", "locator", "number", "number-of-pages",
    "number-of-volumes", "page", "page-first", "part", "printing", "supplement", "volume",
]  # fmt: skip

StringVar = Literal[
    "DOI", "ISBN", "ISSN", "PMCID", "PMID", "URL", "abstract", "annote", "archive",
    "archive-place", "archive_collection", "archive_location", "authority", "call-number",
    "citation-key", "citation-label", "collection-title", "container-title",
    "container-title-short", "dimensions", "division", "event", "event-place", "event-title",
    "genre", "journalAbbreviation", "jurisdiction", "keyword", "language", "medium", "note",
    "original-publisher", "original-publisher-place", "original-title", "part-title",
    "publisher", "publisher-place", "references", "reviewed-genre", "reviewed-title", "scale",
    "section", "shortTitle", "source", "status", "title", "title-short", "version",
    "volume-title", "volume-title-short", "year-suffix",
]  # fmt: skip

# Numbers are kept as the text they were (`S105–S110`, `IV`, `e1000097`).
TextVar = Literal[StringVar, NumberVar]

NameVar = Literal[
    "author", "chair", "collection-editor", "compiler", "composer", "container-author",
    "contributor", "curator", "director", "editor", "editorial-director",
    "executive-producer", "guest", "host", "illustrator", "interviewer", "narrator",
    "organizer", "original-author", "performer", "producer", "recipient", "reviewed-author",
    "script-writer", "series-creator", "translator",
]  # fmt: skip

DateVar = Literal[
    "accessed", "available-date", "event-date", "issued", "original-date", "submitted"
]

ITEM_TYPES: frozenset[ItemType] = frozenset(get_args(ItemType))
NUMBER_VARS: frozenset[NumberVar] = frozenset(get_args(NumberVar))
TEXT_VARS: frozenset[TextVar] = frozenset((*get_args(StringVar), *get_args(NumberVar)))
NAME_VARS: frozenset[NameVar] = frozenset(get_args(NameVar))
DATE_VARS: frozenset[DateVar] = frozenset(get_args(DateVar))
