"""What Word's bibliography calls things: source types, elements and roles, for both directions.

Source: ECMA-376, part 1, 22.6.2 (shared-bibliography.xsd), the forms that Word shows for each type,
and the elements beyond those that JabRef writes. In each table the first line that fits is taken.
"""

from __future__ import annotations

from typing import Final

from bibconv.formats.type_groups import Types, only, written_types
from bibconv.variables import ITEM_TYPES, ItemType, NameVar, TextVar

# b:SourceType and the CSL type it is read as. The first of a type is the one written.
TYPES: Final[dict[str, ItemType]] = {
    "JournalArticle": "article-journal",
    "ArticleInAPeriodical": "article-magazine",
    "Book": "book",
    "BookSection": "chapter",
    "ConferenceProceedings": "paper-conference",
    "Report": "report",
    "InternetSite": "webpage",
    "DocumentFromInternetSite": "webpage",
    "ElectronicSource": "document",
    "SoundRecording": "song",
    "Performance": "performance",
    "Art": "graphic",
    "Film": "motion_picture",
    "Interview": "interview",
    "Patent": "patent",
    "Case": "legal_case",
    "Misc": "document",
}
# Types without a form of their own, and the one that has the most of what they need.
_NEAREST: Final[dict[ItemType, str]] = {
    "article": "JournalArticle",
    "article-newspaper": "ArticleInAPeriodical",
    "bill": "Misc",
    "broadcast": "Film",
    "classic": "Book",
    "collection": "Book",
    "dataset": "ElectronicSource",
    "document": "Misc",
    "entry": "BookSection",
    "entry-dictionary": "BookSection",
    "entry-encyclopedia": "BookSection",
    "event": "Misc",
    "figure": "Art",
    "hearing": "Report",
    "legislation": "Misc",
    "manuscript": "Misc",
    "map": "Art",
    "musical_score": "Book",
    "pamphlet": "Book",
    "periodical": "ArticleInAPeriodical",
    "personal_communication": "Misc",
    "post": "InternetSite",
    "post-weblog": "InternetSite",
    "regulation": "Misc",
    "review": "JournalArticle",
    "review-book": "JournalArticle",
    "software": "ElectronicSource",
    "speech": "ConferenceProceedings",
    "standard": "Report",
    # Word's form for reports asks for the type of a thesis.
    "thesis": "Report",
    "treaty": "Misc",
}


WRITTEN_TYPES: Final = written_types(TYPES, _NEAREST)

_PERIODICAL: Final = only("article-magazine", "article-newspaper", "periodical")
_JOURNAL: Final = only("article-journal", "article", "review", "review-book")
_SECTIONS: Final = only("chapter", "entry", "entry-dictionary", "entry-encyclopedia")
_PAPERS: Final = only("paper-conference", "speech")
_WEB: Final = only("webpage", "post", "post-weblog")
_INSTITUTIONAL: Final = only("report", "thesis", "standard", "hearing")
_FILMED: Final = only("motion_picture", "broadcast")
_PLAYED: Final = only("song")
_ART: Final = only("graphic", "figure", "map")
_NUMBERED: Final = ITEM_TYPES - _JOURNAL - _PERIODICAL - _PAPERS

# Element, variable, and the types for which it holds.
TEXTS: Final[tuple[tuple[str, TextVar, Types], ...]] = (
    ("Title", "title", ITEM_TYPES),
    ("JournalName", "container-title", _JOURNAL),
    ("PeriodicalTitle", "container-title", _PERIODICAL),
    ("BookTitle", "container-title", _SECTIONS),
    ("ConferenceName", "container-title", _PAPERS),
    ("InternetSiteTitle", "container-title", _WEB),
    ("Reporter", "container-title", only("legal_case")),
    ("AlbumTitle", "container-title", _PLAYED),
    ("BroadcastTitle", "container-title", _FILMED | only("interview")),
    ("PublicationTitle", "container-title", ITEM_TYPES),
    # Read only: programs write the first two for whatever stands in something.
    ("JournalName", "container-title", ITEM_TYPES),
    ("BookTitle", "container-title", ITEM_TYPES),
    ("PeriodicalTitle", "container-title", ITEM_TYPES),
    ("ConferenceName", "event-title", ITEM_TYPES),
    ("InternetSiteTitle", "container-title", ITEM_TYPES),
    ("AlbumTitle", "container-title", ITEM_TYPES),
    ("BroadcastTitle", "container-title", ITEM_TYPES),
    ("Institution", "publisher", _INSTITUTIONAL),
    ("Institution", "archive", _ART),
    ("Distributor", "publisher", _FILMED),
    ("ProductionCompany", "publisher", _PLAYED | only("performance")),
    ("Court", "authority", only("legal_case")),
    ("Publisher", "publisher", ITEM_TYPES),
    ("Institution", "publisher", ITEM_TYPES),
    ("Distributor", "publisher", ITEM_TYPES),
    ("ProductionCompany", "publisher", ITEM_TYPES),
    ("Broadcaster", "publisher", ITEM_TYPES),
    ("Department", "division", ITEM_TYPES),
    ("Volume", "volume", ITEM_TYPES),
    ("Issue", "issue", ITEM_TYPES),
    ("ChapterNumber", "chapter-number", ITEM_TYPES),
    ("PatentNumber", "number", only("patent")),
    ("CaseNumber", "number", only("legal_case")),
    ("RecordingNumber", "number", _PLAYED),
    ("Number", "number", _NUMBERED),
    ("Number", "issue", ITEM_TYPES),
    ("NumberVolumes", "number-of-volumes", ITEM_TYPES),
    ("Edition", "edition", ITEM_TYPES),
    ("Version", "version", ITEM_TYPES),
    ("Pages", "page", ITEM_TYPES),
    ("AbbreviatedCaseNumber", "title-short", only("legal_case")),
    ("ShortTitle", "title-short", ITEM_TYPES),
    ("ThesisType", "genre", only("report", "thesis")),
    ("Type", "genre", ITEM_TYPES),
    ("ThesisType", "genre", ITEM_TYPES),
    ("Medium", "medium", ITEM_TYPES),
    ("DOI", "DOI", ITEM_TYPES),
    ("URL", "URL", ITEM_TYPES),
    ("Comments", "note", ITEM_TYPES),
    # JabRef's own, which Word passes over.
    ("BIBTEX_Abstract", "abstract", ITEM_TYPES),
    ("BIBTEX_KeyWords", "keyword", ITEM_TYPES),
    ("BIBTEX_Series", "collection-title", ITEM_TYPES),
)

ROLES: Final[tuple[tuple[str, NameVar, Types], ...]] = (
    ("Inventor", "author", only("patent")),
    ("Interviewee", "author", only("interview")),
    ("Artist", "author", _ART),
    ("Artist", "performer", _PLAYED),
    ("Author", "author", ITEM_TYPES),
    ("BookAuthor", "container-author", ITEM_TYPES),
    ("Editor", "editor", ITEM_TYPES),
    ("Translator", "translator", ITEM_TYPES),
    ("Compiler", "compiler", ITEM_TYPES),
    ("Composer", "composer", ITEM_TYPES),
    ("Director", "director", ITEM_TYPES),
    ("Interviewer", "interviewer", ITEM_TYPES),
    ("Performer", "performer", ITEM_TYPES),
    ("ProducerName", "producer", ITEM_TYPES),
    ("Writer", "script-writer", ITEM_TYPES),
)
# The three elements that make a place, in the order in which it is printed.
PLACE: Final = ("City", "StateProvince", "CountryRegion")
