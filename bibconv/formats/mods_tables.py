"""What MODS calls things: genres, kinds of resources, roles and identifiers.

Sources: MODS 3.7, the MARC genre term list (marcgt), the terms for content of RDA (rdacontent) and
the types of Dublin Core (dct), the MARC code list for relators, the item types of Zotero, which it
writes as local genres, the genres of bibutils and of repositories, and what govinfo has.
"""

from __future__ import annotations

from typing import Final

from bibconv.variables import ITEM_TYPES, ItemType, NameVar, TextVar

# Zotero's item types, which stand in `genre authority="local"`. The first of a type is written.
LOCAL_GENRES: Final[dict[str, ItemType]] = {
    "journalArticle": "article-journal", "magazineArticle": "article-magazine",
    "newspaperArticle": "article-newspaper", "book": "book", "bookSection": "chapter",
    "conferencePaper": "paper-conference", "thesis": "thesis", "report": "report",
    "preprint": "article", "webpage": "webpage", "blogPost": "post-weblog", "forumPost": "post",
    "dataset": "dataset", "computerProgram": "software", "document": "document",
    "manuscript": "manuscript", "patent": "patent", "standard": "standard",
    "dictionaryEntry": "entry-dictionary", "encyclopediaArticle": "entry-encyclopedia",
    "presentation": "speech", "letter": "personal_communication", "interview": "interview",
    "artwork": "graphic", "map": "map", "audioRecording": "song", "film": "motion_picture",
    "tvBroadcast": "broadcast", "bill": "bill", "case": "legal_case", "hearing": "hearing",
    "statute": "legislation", "email": "personal_communication", "podcast": "broadcast",
    "instantMessage": "personal_communication", "radioBroadcast": "broadcast",
    "videoRecording": "motion_picture",
}  # fmt: skip

# Genres of an item, in lower case, by the lists of MARC, bibutils and what repositories write.
GENRES: Final[dict[str, ItemType]] = {
    "article": "article-journal", "data paper": "article-journal", "editorial": "article-journal",
    "journal article": "article-journal", "legal article": "article-journal",
    "letter to the editor": "article-journal", "offprint": "article-journal",
    "research article": "article-journal", "review article": "article-journal",
    "magazine article": "article-magazine", "newspaper article": "article-newspaper",
    "book": "book", "festschrift": "book", "handbook": "book", "monograph": "book",
    "multivolume monograph": "book", "novel": "book", "book chapter": "chapter",
    "book part": "chapter", "book section": "chapter", "chapter": "chapter",
    "conference contribution": "paper-conference", "conference item": "paper-conference",
    "conference object": "paper-conference", "conference paper": "paper-conference",
    "conference poster": "paper-conference", "dictionary entry": "entry-dictionary",
    "encyclopedia article": "entry-encyclopedia", "encyclopedia entry": "entry-encyclopedia",
    "thesis": "thesis", "theses": "thesis", "report": "report", "research report": "report",
    "technical report": "report", "working paper": "report", "preprint": "article",
    "interactive resource": "webpage", "online system or service": "webpage",
    "web site": "webpage", "web page": "webpage", "website": "webpage", "webpage": "webpage",
    "electronic": "webpage", "blog": "post-weblog", "weblog": "post-weblog",
    "computer dataset": "dataset", "dataset": "dataset", "database": "dataset",
    "numeric data": "dataset", "computer program": "software", "font": "software",
    "software": "software", "manuscript": "manuscript", "unpublished": "manuscript",
    "patent": "patent", "standard or specification": "standard", "lecture": "speech",
    "speech": "speech", "presentation": "speech", "letter": "personal_communication",
    "communication": "personal_communication", "interview": "interview", "map": "map",
    "atlas": "map", "cartographic image": "map", "globe": "map", "remote sensing image": "map",
    "art original": "graphic", "art reproduction": "graphic", "chart": "graphic",
    "comic strip": "graphic", "diorama": "graphic", "flash card": "graphic",
    "graphic": "graphic", "image": "graphic", "picture": "graphic", "slide": "graphic",
    "still image": "graphic", "technical drawing": "graphic", "transparency": "graphic",
    "notated music": "musical_score", "performed music": "song", "rehearsal": "song",
    "sound": "song", "motion picture": "motion_picture", "filmstrip": "motion_picture",
    "moving image": "motion_picture", "two-dimensional moving image": "motion_picture",
    "video": "motion_picture", "videorecording": "motion_picture", "hearing": "hearing",
    "legislation": "legislation", "statute": "legislation",
    "legal case and case notes": "legal_case", "law report or digest": "legal_case",
    "treaty": "treaty", "bill": "bill", "pamphlet": "pamphlet", "review": "review",
    "book review": "review-book",
}  # fmt: skip

# Genres of what is in a host and of the host itself: the type in it, and without one.
CONTAINERS: Final[dict[str, tuple[ItemType, ItemType]]] = {
    "academic journal": ("article-journal", "periodical"),
    "journal": ("article-journal", "periodical"),
    "periodical": ("article-journal", "periodical"),
    "magazine": ("article-magazine", "periodical"),
    "newspaper": ("article-newspaper", "periodical"),
    "book": ("chapter", "book"),
    "collection": ("chapter", "collection"),
    "conference proceedings": ("paper-conference", "book"),
    "conference publication": ("paper-conference", "book"),
    "dictionary": ("entry-dictionary", "book"),
    "encyclopedia": ("entry-encyclopedia", "book"),
    "web site": ("webpage", "webpage"),
}
# Genres of what may be a book or stand in one: a book where there is no host.
WORKS: Final = frozenset(
    "autobiography|bibliography|biography|catalog|comic or graphic novel|drama|essay|fiction|"
    "folktale|government publication|history|humor, satire|hymnal|memoir|poetry|script|"
    "short story|survey of literature|yearbook".split("|")
)
# What the genre of a host is written as, beside "periodical" and "book" of MARC.
HOST_GENRES: Final[dict[ItemType, tuple[str, str]]] = {
    "article-journal": ("periodical", "academic journal"),
    "article-magazine": ("periodical", "magazine"),
    "article-newspaper": ("newspaper", ""),
    "chapter": ("book", ""),
    "paper-conference": ("conference publication", ""),
    "entry-dictionary": ("dictionary", ""),
    "entry-encyclopedia": ("encyclopedia", ""),
}
# MARC's genres that are written beside Zotero's, for programs that know no others.
WRITTEN_GENRES: Final[dict[ItemType, str]] = {
    "article-journal": "article", "book": "book", "thesis": "thesis",
    "report": "technical report", "webpage": "web site", "dataset": "database",
    "software": "computer program", "patent": "patent", "standard": "standard or specification",
    "speech": "speech", "personal_communication": "letter", "interview": "interview",
    "map": "map", "graphic": "picture", "song": "sound", "motion_picture": "motion picture",
    "legislation": "legislation", "legal_case": "legal case and case notes", "treaty": "treaty",
}  # fmt: skip

# Kinds of theses, as bibutils and universities write them beside "thesis".
THESES: Final = frozenset(
    "ph.d. thesis|phd thesis|doctoral thesis|doctoral dissertation|dissertation|masters thesis|"
    "master's thesis|master thesis|bachelor thesis|diploma thesis|habilitation thesis|"
    "licentiate thesis|honours thesis|doctoralthesis|masterthesis|bachelorthesis".split("|")
)

# typeOfResource, and the type of what is nothing more special; text is told by its issuance.
RESOURCES: Final[dict[str, ItemType]] = {
    "cartographic": "map",
    "notated music": "musical_score",
    "sound recording": "song",
    "sound recording-musical": "song",
    "sound recording-nonmusical": "song",
    "still image": "graphic",
    "moving image": "motion_picture",
    "three dimensional object": "graphic",
    "software, multimedia": "software",
    "mixed material": "manuscript",
}
# typeOfResource as it is written; all other types are "text".
WRITTEN_RESOURCES: Final[dict[ItemType, str]] = {
    "map": "cartographic",
    "musical_score": "notated music",
    "song": "sound recording",
    "broadcast": "moving image",
    "graphic": "still image",
    "figure": "still image",
    "motion_picture": "moving image",
    "software": "software, multimedia",
    "dataset": "software, multimedia",
}

# The collections of govinfo.gov, which are named in `extension/collectionCode`.
COLLECTIONS: Final[dict[str, ItemType]] = {
    "BILLS": "bill",
    "CFR": "regulation",
    "CHRG": "hearing",
    "COMPS": "legislation",
    "GAOREPORTS": "report",
    "CPRT": "report",
    "CRPT": "report",
    "CDOC": "report",
    "PLAW": "legislation",
    "STATUTE": "legislation",
    "USCODE": "legislation",
    "USCOURTS": "legal_case",
}

# MARC's code of a role, its words, the variable, and the types for which it holds.
ROLES: Final[tuple[tuple[str, str, NameVar, frozenset[ItemType]], ...]] = (
    ("aut", "author", "author", ITEM_TYPES),
    ("edt", "editor", "editor", ITEM_TYPES),
    ("trl", "translator", "translator", ITEM_TYPES),
    # Who performs a recording is its author to styles, and to Zotero.
    ("prf", "performer", "author", frozenset({"song"})),
    ("prf", "performer", "performer", ITEM_TYPES),
    ("cmp", "composer", "composer", ITEM_TYPES),
    ("com", "compiler", "compiler", ITEM_TYPES),
    ("cur", "curator", "curator", ITEM_TYPES),
    ("drt", "director", "director", ITEM_TYPES),
    ("fmd", "film director", "director", ITEM_TYPES),
    ("pro", "producer", "producer", ITEM_TYPES),
    ("fmp", "film producer", "producer", ITEM_TYPES),
    ("aus", "screenwriter", "script-writer", ITEM_TYPES),
    ("sce", "scenarist", "script-writer", ITEM_TYPES),
    ("ill", "illustrator", "illustrator", ITEM_TYPES),
    ("ivr", "interviewer", "interviewer", ITEM_TYPES),
    ("ive", "interviewee", "author", ITEM_TYPES),
    ("hst", "host", "host", ITEM_TYPES),
    ("nrt", "narrator", "narrator", ITEM_TYPES),
    ("orm", "organizer", "organizer", ITEM_TYPES),
    ("rcp", "addressee", "recipient", ITEM_TYPES),
    ("rcp", "recipient", "recipient", ITEM_TYPES),
    ("ctb", "contributor", "contributor", ITEM_TYPES),
    ("art", "artist", "author", ITEM_TYPES),
    ("cre", "creator", "author", ITEM_TYPES),
    ("ctg", "cartographer", "author", ITEM_TYPES),
    ("inv", "inventor", "author", ITEM_TYPES),
    ("pht", "photographer", "author", ITEM_TYPES),
    ("prg", "programmer", "author", ITEM_TYPES),
    ("spk", "speaker", "author", ITEM_TYPES),
    ("sng", "singer", "performer", ITEM_TYPES),
    ("act", "actor", "performer", ITEM_TYPES),
    ("dis", "dissertant", "author", ITEM_TYPES),
    ("lec", "lecturer", "author", ITEM_TYPES),
    ("rpt", "reporter", "author", ITEM_TYPES),
    ("scl", "sculptor", "author", ITEM_TYPES),
    ("edc", "editor of compilation", "editor", ITEM_TYPES),
    ("fmk", "filmmaker", "director", ITEM_TYPES),
    ("rdd", "radio director", "director", ITEM_TYPES),
    ("tld", "television director", "director", ITEM_TYPES),
    ("rpc", "radio producer", "producer", ITEM_TYPES),
    ("tlp", "television producer", "producer", ITEM_TYPES),
    ("itr", "instrumentalist", "performer", ITEM_TYPES),
    ("mus", "musician", "performer", ITEM_TYPES),
)
# Who publishes: the degree grantor of a thesis is its university.
PUBLISHERS: Final = frozenset(("pbl", "publisher", "dgg", "degree grantor"))

# The type of an identifier in lower case, and its variable; the first of a variable is written.
IDENTIFIERS: Final[dict[str, TextVar]] = {
    "doi": "DOI",
    "isbn": "ISBN",
    "issn": "ISSN",
    "eissn": "ISSN",
    "e-issn": "ISSN",
    "issn-l": "ISSN",
    "pmid": "PMID",
    "pmc": "PMCID",
    "pubmed": "PMID",
    "medline": "PMID",
    "pmcid": "PMCID",
    "report number": "number",
    "patent number": "number",
    "report-number": "number",
}
# The type of a part's detail; `number` is the issue of what appears in issues, and of a host.
DETAILS: Final[dict[str, TextVar]] = {
    "volume": "volume",
    "issue": "issue",
    "part": "part",
    "chapter": "chapter-number",
    "section": "section",
    "number": "number",
    "article number": "number",
    "supplement": "supplement",
}
PERIODICAL: Final[frozenset[ItemType]] = frozenset(
    {"article-journal", "article-magazine", "article-newspaper", "review", "review-book"}
)
