"""What the Citation File Format calls things: each table used for reading and for writing.

Source: Guide to CFF schema version 1.2.0, "Valid keys" and "definitions.reference"; versions 1.0
and 1.1 have fewer of them. In each table the first line that fits is taken.
"""

from __future__ import annotations

from typing import Final

from bibconv.formats.type_groups import Types, written_types
from bibconv.variables import ITEM_TYPES, ItemType, NameVar, TextVar

# `type` of a reference and the CSL type it is read as. The first of a CSL type is the one written.
TYPES: Final[dict[str, ItemType]] = {
    "article": "article-journal",
    "art": "graphic",
    "audiovisual": "motion_picture",
    "bill": "bill",
    "blog": "post-weblog",
    "book": "book",
    "conference": "event",
    "conference-paper": "paper-conference",
    "data": "dataset",
    "dictionary": "entry-dictionary",
    "encyclopedia": "entry-encyclopedia",
    "film-broadcast": "broadcast",
    "generic": "document",
    "hearing": "hearing",
    "historical-work": "classic",
    "legal-case": "legal_case",
    "legal-rule": "regulation",
    "magazine-article": "article-magazine",
    "map": "map",
    "music": "musical_score",
    "newspaper-article": "article-newspaper",
    "pamphlet": "pamphlet",
    "patent": "patent",
    "personal-communication": "personal_communication",
    "report": "report",
    "serial": "periodical",
    "slides": "speech",
    "software": "software",
    "sound-recording": "song",
    "standard": "standard",
    "statute": "legislation",
    "thesis": "thesis",
    "unpublished": "manuscript",
    "website": "webpage",
    # Read only.
    "catalogue": "book",
    "database": "dataset",
    "dataset": "dataset",
    "edited-work": "book",
    "government-document": "report",
    "grant": "document",
    "manual": "book",
    "multimedia": "motion_picture",
    "proceedings": "book",
    "software-code": "software",
    "software-container": "software",
    "software-executable": "software",
    "software-virtual-machine": "software",
    "video": "motion_picture",
}

# Types without one of their own: the nearest, with the CSL type reported as lost.
_NEAREST: Final[dict[ItemType, str]] = {
    "article": "unpublished",
    "chapter": "generic",
    "collection": "edited-work",
    "entry": "encyclopedia",
    "figure": "art",
    "graphic": "art",
    "interview": "personal-communication",
    "performance": "audiovisual",
    "post": "website",
    "review": "article",
    "review-book": "article",
    "treaty": "legal-rule",
}


WRITTEN_TYPES: Final = written_types(TYPES, _NEAREST)

ARTICLES: Final[Types] = frozenset(
    {"article-journal", "article-magazine", "article-newspaper", "review", "review-book"}
)
# What stands in another work, so that a collection is its container and not its series.
CONTAINED: Final[Types] = frozenset(
    {
        "article",
        "broadcast",
        "chapter",
        "document",
        "entry",
        "entry-dictionary",
        "entry-encyclopedia",
        "paper-conference",
        "post",
        "post-weblog",
        "speech",
        "webpage",
    }
)

# Works of an institution, which is what CSL calls their publisher.
INSTITUTIONAL: Final[Types] = frozenset({"report", "thesis"})

# Key, variable, and the types for which it holds.
TEXT_KEYS: Final[tuple[tuple[str, TextVar, Types], ...]] = (
    ("title", "title", ITEM_TYPES),
    ("abbreviation", "title-short", ITEM_TYPES),
    ("abstract", "abstract", ITEM_TYPES),
    ("collection-title", "container-title", CONTAINED),
    ("journal", "container-title", ITEM_TYPES),
    ("collection-title", "container-title", ARTICLES),
    ("collection-title", "collection-title", ITEM_TYPES),
    ("version", "version", ITEM_TYPES),
    ("edition", "edition", ITEM_TYPES),
    ("volume", "volume", ITEM_TYPES),
    ("volume-title", "volume-title", ITEM_TYPES),
    ("number-volumes", "number-of-volumes", ITEM_TYPES),
    ("issue", "issue", ITEM_TYPES),
    ("number", "number", ITEM_TYPES),
    ("pages", "number-of-pages", ITEM_TYPES),
    ("section", "section", ITEM_TYPES),
    ("medium", "medium", ITEM_TYPES),
    ("status", "status", ITEM_TYPES),
    ("thesis-type", "genre", frozenset({"thesis"})),
    ("department", "division", ITEM_TYPES),
    ("database", "source", ITEM_TYPES),
    ("doi", "DOI", ITEM_TYPES),
    ("url", "URL", ITEM_TYPES),
    ("isbn", "ISBN", ITEM_TYPES),
    ("issn", "ISSN", ITEM_TYPES),
    ("pmcid", "PMCID", ITEM_TYPES),
    ("notes", "note", ITEM_TYPES),
)

# Keys that hold lists of texts, the variable, and what stands between the texts in it.
LIST_KEYS: Final[tuple[tuple[str, TextVar, str], ...]] = (
    ("keywords", "keyword", ", "),
    ("languages", "language", ", "),
    ("patent-states", "jurisdiction", ", "),
)

NAME_KEYS: Final[tuple[tuple[str, NameVar], ...]] = (
    ("authors", "author"),
    ("editors", "editor"),
    ("editors-series", "collection-editor"),
    ("translators", "translator"),
    ("recipients", "recipient"),
)

# Keys of the software itself; what else a record holds has no place there.
ROOT_KEYS: Final = frozenset({"title", "abstract", "version", "doi", "url", "keywords", "authors"})

# Keys of a person, and the part of a name; a person has other keys too, which are kept aside.
PERSON_KEYS: Final = {
    "family-names": "family",
    "given-names": "given",
    "name-particle": "non_dropping_particle",
    "name-suffix": "suffix",
}

# Where a repository is named, in the order in which it is taken for the address of a work.
REPOSITORIES: Final = ("repository-code", "repository", "repository-artifact")

# What `Record.extra` keeps of the file: the version and message of its head, and the mark of the
# work to be cited instead of the software.
VERSION: Final = "cff:cff-version"
MESSAGE: Final = "cff:message"
PREFERRED: Final = "cff:preferred-citation"

# The order in which people look for keys; others follow.
ORDER: Final = (
    "cff-version", "message", "type", "title", "abbreviation", "version", "authors", "editors",
    "translators", "date-released", "date-published", "year", "month", "journal",
    "collection-title", "conference", "publisher", "institution", "volume", "issue", "number",
    "start", "end", "doi", "url", "repository-code", "license", "keywords", "abstract",
)  # fmt: skip
