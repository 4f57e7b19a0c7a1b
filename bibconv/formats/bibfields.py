"""BibTeX's and BibLaTeX's types and fields beside CSL's: the tables both directions share."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, NamedTuple

from bibconv.record import Record
from bibconv.values.identifiers import ARXIV
from bibconv.variables import DateVar, ItemType, NameVar, TextVar

# "\\url{http://…}", "http://…": a howpublished that is an address.
ADDRESS = re.compile(r"\\url\s*\{([^{}]*)\}|(https?://[^\s{}]+)")

Dialect = Literal["bibtex", "biblatex"]
# "title" values take case protection; in a "name" (of a journal, a series) styles change no case,
# so braces found there are kept and none are added; "verbatim" values are not LaTeX.
Form = Literal["text", "title", "name", "verbatim", "pages"]


class Row(NamedTuple):
    """A variable and the field that holds it in each dialect; `also` is read as well."""

    variable: TextVar
    bibtex: str
    biblatex: str
    form: Form = "text"
    also: tuple[str, ...] = ()


# In the order in which fields are written. What depends on the type is in functions below.
ROWS = (
    Row("title", "title", "title", "title"),
    Row("title-short", "shorttitle", "shorttitle", "title"),
    Row("container-title-short", "shortjournal", "shortjournal", "name", ("journalabbr",)),
    Row("part-title", "parttitle", "parttitle", "title"),
    Row("reviewed-title", "reviewedtitle", "reviewedtitle", "title"),
    Row("collection-title", "series", "series", "name"),
    Row("edition", "edition", "edition"),
    Row("volume", "volume", "volume"),
    Row("part", "part", "part"),
    Row("number-of-volumes", "volumes", "volumes"),
    Row("chapter-number", "chapter", "chapter"),
    Row("page", "pages", "pages", "pages", ("page",)),
    Row("number-of-pages", "pagetotal", "pagetotal", "text", ("numpages",)),
    Row("version", "version", "version"),
    Row("genre", "type", "type"),
    Row("status", "pubstate", "pubstate"),
    Row("publisher-place", "address", "location"),
    Row("event-title", "eventtitle", "eventtitle", "name", ("conference",)),
    Row("event-place", "venue", "venue"),
    Row("original-title", "origtitle", "origtitle", "title"),
    Row("original-publisher", "origpublisher", "origpublisher"),
    Row("original-publisher-place", "origlocation", "origlocation"),
    Row("DOI", "doi", "doi", "verbatim"),
    Row("ISBN", "isbn", "isbn"),
    Row("ISSN", "issn", "issn"),
    Row("PMID", "pmid", "pmid"),
    Row("PMCID", "pmcid", "pmcid"),
    Row("URL", "url", "url", "verbatim"),
    Row("call-number", "library", "library", "text", ("lccn",)),
    Row("medium", "medium", "medium"),
    Row("keyword", "keywords", "keywords", "text", ("keyword",)),
    Row("abstract", "abstract", "abstract"),
    Row("note", "note", "note"),
    Row("annote", "annote", "annotation"),
)

# Variables CSL keeps for older files, written as the ones that took their place.
SAME_AS: dict[TextVar, TextVar] = {
    "journalAbbreviation": "container-title-short",
    "shortTitle": "title-short",
    "event": "event-title",
}

DATES: tuple[tuple[DateVar, str], ...] = (
    ("accessed", "urldate"),
    ("event-date", "eventdate"),
    ("original-date", "origdate"),
)
NAMES: tuple[tuple[NameVar, str], ...] = (
    ("author", "author"),
    ("editor", "editor"),
    ("translator", "translator"),
    ("container-author", "bookauthor"),
    ("director", "director"),
    ("illustrator", "illustrator"),
)
# biblatex's editortype, and CSL's own words for roles biblatex has no field for.
EDITOR_TYPES: dict[str, NameVar] = {
    "editor": "editor",
    "director": "director",
    "compiler": "compiler",
    "producer": "producer",
    "organizer": "organizer",
    "collaborator": "contributor",
    "none": "editor",
}
# The slots for editors of other kinds, and the field that tells the kind.
EDITOR_SLOTS = (
    ("editora", "editoratype"), ("editorb", "editorbtype"), ("editorc", "editorctype"),
)  # fmt: skip

# Entry types read by both dialects.
TYPES: dict[str, ItemType] = {
    "article": "article-journal", "suppperiodical": "article-journal", "newsarticle":
    "article-newspaper", "book": "book", "mvbook": "book", "collection": "book",
    "mvcollection": "book", "proceedings": "book", "mvproceedings": "book", "reference": "book",
    "mvreference": "book", "lexicon": "book", "mvlexicon": "book", "manual": "book", "booklet":
    "pamphlet", "inbook": "chapter", "bookinbook": "book", "suppbook": "chapter",
    "incollection": "chapter", "suppcollection": "chapter", "inreference":
    "entry-encyclopedia", "inproceedings": "paper-conference", "conference":
    "paper-conference", "phdthesis": "thesis", "mastersthesis": "thesis", "thesis": "thesis",
    "bachelorthesis": "thesis", "techreport": "report", "report": "report", "misc": "document",
    "unpublished": "manuscript", "online": "webpage", "electronic": "webpage", "www": "webpage",
    "webpage": "webpage", "patent": "patent", "periodical": "periodical", "dataset": "dataset",
    "software": "software", "artwork": "graphic", "image": "graphic", "audio": "song", "music":
    "song", "video": "motion_picture", "movie": "motion_picture", "letter":
    "personal_communication", "legislation": "legislation", "legal": "legislation",
    "jurisdiction": "legal_case", "commentary": "book", "performance": "performance", "review":
    "review", "standard": "standard", "preprint": "article",
}  # fmt: skip
BIBTEX_TYPES = frozenset(
    "article book booklet conference inbook incollection inproceedings manual mastersthesis misc "
    "phdthesis proceedings techreport unpublished periodical patent".split()
)
# Entry types written; what is not here is misc. A type that reads back as another one is told by
# `entrysubtype`, which biblatex has for this and BibTeX's styles pass over.
_WRITTEN: dict[ItemType, tuple[str, str]] = {
    "article-journal": ("article", "article"),
    "article-magazine": ("article", "article"),
    "article-newspaper": ("article", "article"),
    "review": ("article", "review"),
    "review-book": ("article", "article"),
    "article": ("misc", "online"),
    "book": ("book", "book"),
    "classic": ("book", "book"),
    "collection": ("book", "collection"),
    "periodical": ("periodical", "periodical"),
    "chapter": ("incollection", "incollection"),
    "entry": ("incollection", "inreference"),
    "entry-dictionary": ("incollection", "inreference"),
    "entry-encyclopedia": ("incollection", "inreference"),
    "paper-conference": ("inproceedings", "inproceedings"),
    "thesis": ("mastersthesis", "thesis"),
    "report": ("techreport", "report"),
    "standard": ("techreport", "standard"),
    "pamphlet": ("booklet", "booklet"),
    "manuscript": ("unpublished", "unpublished"),
    "patent": ("patent", "patent"),
    "webpage": ("misc", "online"),
    "post": ("misc", "online"),
    "post-weblog": ("misc", "online"),
    "dataset": ("misc", "dataset"),
    "software": ("misc", "software"),
    "graphic": ("misc", "artwork"),
    "figure": ("misc", "artwork"),
    "song": ("misc", "audio"),
    "motion_picture": ("misc", "video"),
    "broadcast": ("misc", "video"),
    "personal_communication": ("misc", "letter"),
    "legislation": ("misc", "legislation"),
    "legal_case": ("misc", "jurisdiction"),
    "performance": ("misc", "performance"),
}
SUBTYPES: dict[str, ItemType] = {
    "magazine": "article-magazine",
    "newspaper": "article-newspaper",
    "preprint": "article",
    "film": "motion_picture",
    "tvbroadcast": "broadcast",
    "tvepisode": "broadcast",
    "radio": "broadcast",
}
SUBTYPE_NAMES: dict[ItemType, str] = {
    "article-magazine": "magazine",
    "article-newspaper": "newspaper",
    "article": "preprint",
    "broadcast": "tvbroadcast",
}

# Other names of an entry type that is written; the rest is remembered with the record.
ALIASES = {
    "phdthesis": "thesis", "mastersthesis": "thesis", "techreport": "report",
    "conference": "inproceedings", "electronic": "online", "www": "online",
}  # fmt: skip
# Fields that are lists in biblatex: "London and New York".
LISTS = frozenset(
    "publisher location address institution school organization origpublisher origlocation".split()
)

IN_BOOKS = frozenset(
    ("chapter", "paper-conference", "entry", "entry-dictionary", "entry-encyclopedia")
)
BOOKS = IN_BOOKS | {"book", "classic", "collection", "pamphlet"}
_PERIODICALS = frozenset(
    ("article-journal", "article-magazine", "article-newspaper", "periodical", "review",
     "review-book")
)  # fmt: skip
_INSTITUTIONS = frozenset(("thesis", "report", "standard"))

# What each thesis type is called where `type` does not say (BibTeX's plain.bst; biblatex's
# english.lbx for the keys that stand in `type`).
DEGREES = {
    "phdthesis": "PhD thesis",
    "mastersthesis": "Master's thesis",
    "bachelorthesis": "Bachelor's thesis",
}
TYPE_KEYS = {
    "phdthesis": "PhD thesis",
    "mathesis": "Master's thesis",
    "bathesis": "Bachelor's thesis",
    "candthesis": "Candidate thesis",
    "techreport": "Technical report",
    "resreport": "Research report",
    "software": "Computer software",
    "datacd": "Data CD",
    "audiocd": "Audio CD",
}
TYPE_NAMES = {name: key for key, name in TYPE_KEYS.items()}

# Babel's names for what CSL writes as a locale.
LANGUAGES = {
    "american": "en-US", "usenglish": "en-US", "english": "en", "british": "en-GB",
    "ukenglish": "en-GB", "canadian": "en-CA", "australian": "en-AU", "newzealand": "en-NZ",
    "german": "de-DE", "ngerman": "de-DE", "austrian": "de-AT", "naustrian": "de-AT",
    "swissgerman": "de-CH", "nswissgerman": "de-CH", "french": "fr-FR", "francais": "fr-FR",
    "acadian": "fr-CA", "canadien": "fr-CA", "spanish": "es-ES", "mexican": "es-MX",
    "italian": "it-IT", "portuguese": "pt-PT", "portuges": "pt-PT", "brazilian": "pt-BR",
    "brazil": "pt-BR", "dutch": "nl-NL", "danish": "da-DK", "swedish": "sv-SE",
    "norwegian": "nb-NO", "norsk": "nb-NO", "nynorsk": "nn-NO", "finnish": "fi-FI",
    "icelandic": "is-IS", "polish": "pl-PL", "czech": "cs-CZ", "slovak": "sk-SK",
    "slovene": "sl-SI", "slovenian": "sl-SI", "croatian": "hr-HR", "serbian": "sr-RS",
    "hungarian": "hu-HU", "magyar": "hu-HU", "romanian": "ro-RO", "bulgarian": "bg-BG",
    "russian": "ru-RU", "ukrainian": "uk-UA", "greek": "el-GR", "turkish": "tr-TR",
    "estonian": "et-EE", "latvian": "lv-LV", "lithuanian": "lt-LT", "catalan": "ca-ES",
    "basque": "eu-ES", "galician": "gl-ES", "latin": "la", "hebrew": "he-IL", "arabic": "ar",
    "persian": "fa-IR", "chinese": "zh-CN", "japanese": "ja-JP", "korean": "ko-KR",
    "vietnamese": "vi-VN", "thai": "th-TH", "afrikaans": "af-ZA",
}  # fmt: skip
BABEL: dict[str, str] = {}
for _babel, _locale in LANGUAGES.items():
    BABEL.setdefault(_locale, _babel)


# Where an eprint can be seen, by its type in lower case. Source: biblatex's own links.
_EPRINTS = {
    "arxiv": "https://arxiv.org/abs/",
    "": "https://arxiv.org/abs/",
    "jstor": "https://www.jstor.org/stable/",
    "hdl": "https://hdl.handle.net/",
    "googlebooks": "https://books.google.com?id=",
    "pubmed": "https://pubmed.ncbi.nlm.nih.gov/",
}


def eprint_url(archive: str, identifier: str) -> str:
    """Return the address of an eprint, "" for an archive without a known one."""
    if archive.lower() in ("", "arxiv") and not ARXIV.fullmatch(identifier):
        return ""
    place = _EPRINTS.get(archive.lower(), "")
    return place + identifier if place else ""


def entry_type(record: Record, dialect: Dialect) -> str:
    """Return the entry type a record is written as."""
    bibtex, biblatex = _WRITTEN.get(record.type, ("misc", "misc"))
    if dialect == "biblatex":
        return biblatex
    if bibtex == "mastersthesis" and is_doctoral(record.texts.get("genre", "")):
        return "phdthesis"
    return bibtex


def is_doctoral(genre: str) -> bool:
    """Tell whether a thesis's genre is that of a doctorate; a habilitation is none."""
    genre = genre.casefold()
    return "habil" not in genre and any(
        word in genre for word in ("ph", "doc", "doktor", "diss", "thèse", "tesi di dottorato")
    )


def container_field(record: Record, dialect: Dialect) -> str:
    """Return the field for a container's title."""
    if record.type in BOOKS:
        return "booktitle"
    if dialect == "biblatex":
        return "journaltitle"
    # BibTeX's styles print howpublished in a misc entry, and no journal.
    return "howpublished" if record.type == "article" else "journal"


def publisher_field(kind: ItemType, entry: str, dialect: Dialect) -> str:
    """Return the field for the publisher, which has its own name for some types."""
    if dialect == "bibtex":
        if kind in _INSTITUTIONS:
            return "school" if kind == "thesis" else "institution"
        # What plain.bst prints there; it knows no publisher of a manual, booklet or misc.
        return _PUBLISHERS.get(entry, "publisher")
    if kind in _INSTITUTIONS:
        return "institution"
    return "organization" if kind in ("webpage", "post", "post-weblog") else "publisher"


_PUBLISHERS = {"manual": "organization", "booklet": "howpublished", "misc": "howpublished"}


def publisher_order(kind: ItemType, entry: str) -> tuple[str, ...]:
    """Return the fields a publisher may stand in, the likeliest first."""
    if kind in _INSTITUTIONS:
        return ("institution", "school", "publisher", "organization")
    if entry in ("manual", "online", "electronic", "www"):
        return ("organization", "publisher", "institution", "school", "howpublished")
    return ("publisher", "institution", "school", "organization", "howpublished")


def number_variable(kind: ItemType, entry: str) -> TextVar:
    """Return what the field `number` means: an issue, a number in a series, or a number."""
    if kind in _PERIODICALS or entry in ("article", "suppperiodical"):
        return "issue"
    return "collection-number" if kind in BOOKS else "number"


@lru_cache(1 << 10)
def number_fields(kind: ItemType, entry: str) -> tuple[tuple[TextVar, str], ...]:
    """Return the fields for the numbers a record may have; inverse of `number_variable`."""
    taken = number_variable(kind, entry)
    fields: dict[TextVar, str] = {"issue": "issue", "number": "eid", taken: "number"}
    return tuple(fields.items())
