"""What Hayagriva calls things: each table used for reading and for writing.

Source: "The Hayagriva YAML File Format" (docs/file-format.md of typst/hayagriva). In each table
the first line that fits is taken.
"""

from __future__ import annotations

from typing import Final

from bibconv.variables import ItemType, NameVar, TextVar

# Entry type, the type of a parent ("" for any or none), and the CSL type that both make. The first
# line of a CSL type is the one written.
TYPES: Final[tuple[tuple[str, str, ItemType], ...]] = (
    ("article", "proceedings", "paper-conference"),
    ("article", "newspaper", "article-newspaper"),
    ("article", "blog", "post-weblog"),
    ("article", "periodical", "article-journal"),
    ("article", "conference", "paper-conference"),
    ("article", "", "article"),
    ("chapter", "reference", "entry-encyclopedia"),
    ("chapter", "", "chapter"),
    ("anthos", "", "chapter"),
    ("entry", "", "entry-encyclopedia"),
    ("report", "", "report"),
    ("thesis", "", "thesis"),
    ("web", "blog", "post-weblog"),
    ("web", "", "webpage"),
    ("scene", "", "motion_picture"),
    ("artwork", "", "graphic"),
    ("patent", "", "patent"),
    ("case", "", "legal_case"),
    ("newspaper", "", "periodical"),
    ("legislation", "", "legislation"),
    ("manuscript", "", "manuscript"),
    ("original", "", "document"),
    ("post", "", "post"),
    ("misc", "conference", "speech"),
    ("misc", "", "document"),
    ("performance", "", "performance"),
    ("periodical", "", "periodical"),
    ("proceedings", "", "book"),
    ("book", "", "book"),
    ("blog", "", "webpage"),
    ("reference", "", "book"),
    ("conference", "", "event"),
    ("anthology", "", "book"),
    ("repository", "", "software"),
    ("thread", "", "post"),
    ("video", "", "motion_picture"),
    ("audio", "", "song"),
    ("exhibition", "", "event"),
)
ENTRY_TYPES: Final = frozenset(name for name, _, _ in TYPES)

# Type to write, and the type of the parent that holds what the work is part of.
WRITTEN_TYPES: Final[dict[ItemType, tuple[str, str]]] = {
    "article": ("article", ""),
    "article-journal": ("article", "periodical"),
    "article-magazine": ("article", "periodical"),
    "article-newspaper": ("article", "newspaper"),
    "bill": ("legislation", ""),
    "book": ("book", ""),
    "broadcast": ("video", "video"),
    "chapter": ("chapter", "book"),
    "classic": ("book", ""),
    "collection": ("anthology", ""),
    "dataset": ("repository", "repository"),
    "document": ("misc", "misc"),
    "entry": ("entry", "reference"),
    "entry-dictionary": ("entry", "reference"),
    "entry-encyclopedia": ("entry", "reference"),
    "event": ("conference", ""),
    "figure": ("artwork", "book"),
    "graphic": ("artwork", "misc"),
    "hearing": ("case", ""),
    "interview": ("misc", "periodical"),
    "legal_case": ("case", "anthology"),
    "legislation": ("legislation", "anthology"),
    "manuscript": ("manuscript", "anthology"),
    "map": ("artwork", "book"),
    "motion_picture": ("video", "video"),
    "musical_score": ("book", ""),
    "pamphlet": ("book", ""),
    "paper-conference": ("article", "proceedings"),
    "patent": ("patent", ""),
    "performance": ("performance", "misc"),
    "periodical": ("periodical", ""),
    "personal_communication": ("manuscript", ""),
    "post": ("post", "thread"),
    "post-weblog": ("web", "blog"),
    "regulation": ("legislation", "anthology"),
    "report": ("report", ""),
    "review": ("article", "periodical"),
    "review-book": ("article", "periodical"),
    "software": ("repository", "repository"),
    "song": ("audio", "audio"),
    "speech": ("misc", "misc"),
    "standard": ("report", ""),
    "thesis": ("thesis", ""),
    "treaty": ("legislation", "anthology"),
    "webpage": ("web", "web"),
}

# The type of a parent that names none ("default parent type"); `misc` for the others.
DEFAULT_PARENTS: Final = {
    "article": "periodical",
    "chapter": "book",
    "entry": "reference",
    "anthos": "anthology",
    "web": "web",
    "scene": "video",
    "artwork": "exhibition",
    "original": "original",
    "post": "post",
    "video": "video",
    "audio": "audio",
}

# Parents in the order in which they are taken for what the work is part of.
CONTAINERS: Final = (
    "proceedings", "periodical", "newspaper", "blog", "reference", "book", "anthology", "thread",
    "conference", "repository", "exhibition", "video", "audio", "web", "post", "misc",
)  # fmt: skip
# Of these, the ones that a paper of a conference is printed in.
PRINTED: Final = ("proceedings", "periodical", "book", "anthology", "reference", "misc")
EVENTS: Final = ("conference", "exhibition", "performance")

_Types = frozenset[ItemType]
# What is no part of another work, so that its parent is its series.
WHOLE: Final[_Types] = frozenset(
    {
        "bill",
        "book",
        "classic",
        "collection",
        "event",
        "musical_score",
        "pamphlet",
        "patent",
        "periodical",
        "report",
        "standard",
        "thesis",
    }
)
# Works of an institution, which is what CSL calls their publisher.
INSTITUTIONAL: Final[_Types] = frozenset({"report", "thesis"})

# Fields that are texts, and their variables.
TEXT_FIELDS: Final[tuple[tuple[str, TextVar], ...]] = (
    ("volume", "volume"),
    ("volume-total", "number-of-volumes"),
    ("issue", "issue"),
    ("edition", "edition"),
    ("chapter", "chapter-number"),
    ("page-range", "page"),
    ("page-total", "number-of-pages"),
    ("genre", "genre"),
    ("language", "language"),
    ("archive", "archive"),
    ("archive-location", "archive-place"),
    ("call-number", "call-number"),
    ("runtime", "dimensions"),
    ("abstract", "abstract"),
    ("annote", "annote"),
    ("note", "note"),
)
# Fields whose text may have Typst's braces and formulas ("formattable strings").
RICH_FIELDS: Final = frozenset(
    "abstract annote archive archive-location call-number genre location note organization "
    "publisher title".split()
)
# Of these fields, the ones that a work has of what it is part of.
CONTAINER_FIELDS: Final = ("volume", "volume-total", "issue", "edition", "language")

# Members of `serial-number`; "arxiv" is read as the number that records have for a preprint.
SERIALS: Final[tuple[tuple[str, TextVar], ...]] = (
    ("doi", "DOI"),
    ("isbn", "ISBN"),
    ("issn", "ISSN"),
    ("pmid", "PMID"),
    ("pmcid", "PMCID"),
    ("serial", "number"),
)

# `role` of the affiliated, and the variable.
ROLES: Final[tuple[tuple[str, NameVar], ...]] = (
    ("translator", "translator"),
    ("compiler", "compiler"),
    ("composer", "composer"),
    ("director", "director"),
    ("illustrator", "illustrator"),
    ("narrator", "narrator"),
    ("organizer", "organizer"),
    ("producer", "producer"),
    ("executive-producer", "executive-producer"),
    ("writer", "script-writer"),
    ("cast-member", "performer"),
    ("collaborator", "contributor"),
)


def type_of(name: str, parents: set[str]) -> ItemType:
    """Return the CSL type of an entry of a type with parents of some types."""
    for known, parent, type_ in TYPES:
        if known == name and (not parent or parent in parents):
            return type_
    return "document"
