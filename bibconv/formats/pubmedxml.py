"""PubMed's XML (PubmedArticleSet), read: articles and the books of NCBI's Bookshelf.

Source: NLM's PubMed DTD and "MEDLINE PubMed XML Element Descriptions".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bibconv.diagnostics import Report
from bibconv.format import Format, Item, ReadOptions
from bibconv.formats.medline_values import bare_title, is_missing
from bibconv.formats.xml_records import Dialect, Entry, put, records, root_tag
from bibconv.record import OTHERS, Date, Name, Record
from bibconv.source import Source
from bibconv.values import dates, keywords
from bibconv.values.identifiers import normal_doi
from bibconv.values.markup import Tag, wrap
from bibconv.values.names import person
from bibconv.variables import DateVar, ItemType, NameVar, TextVar
from bibconv.xmltree import Node


def sniff(head: str) -> bool:
    """Tell whether a text's root is a set of articles, or one of them."""
    name, _ = root_tag(head)
    return name in (
        *_DIALECT.names,
        "PubmedArticleSet",
        "PubmedBookArticleSet",
        "MedlineCitationSet",
    )


def read(source: Source, report: Report, options: ReadOptions) -> Iterator[Item]:
    """Yield the records of a set."""
    yield from records(source, report, options, _DIALECT, _fill)


# How complete or checked an element is, and numbers of NLM's lists for what it says in words.
_FORM = frozenset(
    "CitedMedium CompleteYN DateType EIdType EqualContrib IdType Indexed IndexingMethod IssnType "
    "MajorTopicYN Owner PubModel PubStatus Status Type UI ValidYN Version VersionDate VersionID "
    "book part sec".split()
)
# MedlineCitation stands by itself in sets of before 2008.
_NAMES = ("PubmedArticle", "PubmedBookArticle", "MedlineCitation")
_DIALECT = Dialect("pubmedxml", _NAMES, _FORM)
_INLINE: dict[str, Tag] = {"i": "i", "b": "b", "sup": "sup", "sub": "sub"}

# PublicationType, in lower case, and the type; all others are kinds of journal articles.
_TYPES: dict[str, ItemType] = {
    "preprint": "article",
    "newspaper article": "article-newspaper",
    "dataset": "dataset",
    "academic dissertation": "thesis",
    "technical report": "report",
    "legislation": "legislation",
    "legal case": "legal_case",
    "webcast": "broadcast",
    "video-audio media": "motion_picture",
    "patent": "patent",
}
# Path in MedlineCitation, and variable.
_TEXTS: tuple[tuple[str, TextVar], ...] = (
    ("PMID", "PMID"),
    ("Article/ArticleTitle", "title"),
    ("Article/VernacularTitle", "original-title"),
    ("Article/Journal/ISOAbbreviation", "container-title-short"),
    ("MedlineJournalInfo/MedlineTA", "container-title-short"),
    ("Article/Journal/ISSN", "ISSN"),
    ("MedlineJournalInfo/ISSNLinking", "ISSN"),
    ("Article/Journal/JournalIssue/Volume", "volume"),
    ("Article/Journal/JournalIssue/Issue", "issue"),
)
# Path in BookDocument, and variable.
_BOOK_TEXTS: tuple[tuple[str, TextVar], ...] = (
    ("PMID", "PMID"),
    ("VernacularTitle", "original-title"),
    ("Book/Publisher/PublisherName", "publisher"),
    ("Book/Publisher/PublisherLocation", "publisher-place"),
    ("Book/CollectionTitle", "collection-title"),
    ("Book/Volume", "volume"),
    ("Book/VolumeTitle", "volume-title"),
    ("Book/Edition", "edition"),
    ("Book/Isbn", "ISBN"),
    ("Book/Medium", "medium"),
    ("Book/ReportNumber", "number"),
)


def _fill(entry: Entry, record: Record) -> None:
    root = entry.root
    if document := root.first("BookDocument"):
        _fill_book(document, record)
        data = root.first("PubmedBookData")
    else:
        _fill_article(root.first("MedlineCitation") or root, record)
        data = root.first("PubmedData")
    if data:
        _take_ids(data, record)
        for day in data.find("History/PubMedPubDate"):
            if day.attributes.get("PubStatus") == "received":
                _put_date(record, "submitted", day)


def _fill_article(citation: Node, record: Record) -> None:
    article = citation.first("Article") or Node("Article")
    record.type = _type(article)
    for path, variable in _TEXTS:
        for node in citation.find(path):
            if variable == "title" or variable == "original-title":
                _put_title(record, variable, node)
            else:
                put(record, variable, node, _rich)
    _untranslated(record)
    # A preprint's server is no journal.
    where: TextVar = "publisher" if record.type == "article" else "container-title"
    put(record, where, article.first("Journal/Title"), _rich)
    if where not in record.texts and "container-title-short" in record.texts:
        record.texts[where] = record.texts.pop("container-title-short")
    for day in article.find("Journal/JournalIssue/PubDate"):
        _put_date(record, "issued", day)
    for day in article.children("ArticleDate"):
        _put_date(record, "available-date" if "issued" in record.dates else "issued", day)
    _take_authors(article, record, "author")
    _take_pages(article, record)
    _take_locations(article, record)
    _take_common(article, record)
    _take_keywords(citation, record)
    if notes := [text for node in citation.children("GeneralNote") if (text := node.take())]:
        record.texts["note"] = "\n".join(notes)


def _fill_book(document: Node, record: Record) -> None:
    """Read a book, or a chapter of one where it has a title of its own."""
    chapter, title = document.first("ArticleTitle"), document.first("Book/BookTitle")
    is_part = chapter is not None and chapter.peek() != (title.peek() if title else "")
    record.type = "chapter" if is_part and title else "book"
    if is_part:
        _put_title(record, "title", chapter)
        put(record, "container-title", title, _rich)
    else:
        _put_title(record, "title", title or chapter)
        if chapter:
            chapter.mark()
    for path, variable in _BOOK_TEXTS:
        for node in document.find(path):
            put(record, variable, node, _rich)
    _untranslated(record)
    for node in document.children("LocationLabel"):
        if part := _LOCATIONS.get(node.attributes.get("Type", "").lower()):
            put(record, part, node)
    for day in document.find("Book/PubDate"):
        _put_date(record, "issued", day)
    book = document.first("Book") or Node("Book")
    _take_authors(document, record, "author")
    _take_authors(book, record, "author" if not is_part else "container-author")
    _take_pages(document, record)
    _take_locations(book, record)
    _take_ids(document, record)
    _take_common(document, record)
    _take_keywords(document, record)


# What a LocationLabel counts.
_LOCATIONS: dict[str, TextVar] = {
    "chapter": "chapter-number",
    "part": "part",
    "section": "section",
}


def _untranslated(record: Record) -> None:
    """Let the original title be the title where there is no other."""
    if "original-title" in record.texts and is_missing(record.texts.get("title", "")):
        record.texts["title"] = record.texts.pop("original-title")


def _type(article: Node) -> ItemType:
    """Return the type that the kinds of publication tell; what they say beside is kept."""
    for node in article.find("PublicationTypeList/PublicationType"):
        if known := _TYPES.get(node.peek().lower()):
            node.mark()
            return known
    for node in article.find("PublicationTypeList/PublicationType"):
        if node.peek() == "Journal Article":
            node.mark()
    return "article-journal"


def _put_title(record: Record, variable: TextVar, node: Node | None) -> None:
    """Set a title without the full stop that PubMed puts behind each."""
    if not node or not (text := node.peek(_rich)) or variable in record.texts:
        return
    node.mark()
    record.texts[variable] = bare_title(text)


def _rich(node: Node, text: str) -> str:
    tag = _INLINE.get(node.name)
    return wrap(text, tag) if tag and text.strip() else text


def _put_date(record: Record, variable: DateVar, node: Node) -> None:
    """Set a date of elements for year, month or season, and day, or of MEDLINE's text."""
    if variable in record.dates:
        return
    if (medline := node.first("MedlineDate")) and (text := medline.peek()):
        date, whole = _medline_date(text)
        record.dates[variable] = date
        if whole:
            medline.mark()
        return
    parts = {name: node.first(name) for name in ("Year", "Month", "Season", "Day")}
    year, month, season, day = (part.peek() if part else "" for part in parts.values())
    if not year:
        return
    date = Date(literal=year)
    if year.isascii() and year.isdigit() and len(year) <= 4:
        date = Date((int(year),))
        number, name = dates.month_number(month), dates.season_number(season or month)
        known = dates.checked(int(year), number, int(day) if re.fullmatch(r"\d{1,2}", day) else 0)
        if number:
            date = Date(known)
        elif name:
            date = Date((int(year),), season=name)
        for part, is_read in (
            ("Month", number or name),
            ("Season", name and not number),
            ("Day", len(known) == 3),
        ):
            if is_read and (one := parts[part]):
                one.mark()
    if first := parts["Year"]:
        first.mark()
    record.dates[variable] = date


def _medline_date(text: str) -> tuple[Date, bool]:
    """Return the date of `2000 Spring-Summer` or `1998 Dec-1999 Jan`, and whether that is all.

    A record has one season: the second is kept with the text.
    """
    printed = dates.printed_date(text)
    if printed and printed.whole:
        return printed.date, True
    first = _FIRST_SEASON.match(text)
    if first and (season := dates.season_number(first["season"])):
        return Date((int(first["year"]),), season=season), False
    if year := re.match(r"\d{4}", text):
        return Date((int(year[0]),)), False
    return Date(literal=text), True


# "2000 Spring-Summer", "1999 Winter-2000 Spring"
_FIRST_SEASON = re.compile(r"(?P<year>\d{4}) (?P<season>[A-Z][a-z]+)-")


def _take_authors(parent: Node, record: Record, variable: NameVar) -> None:
    for listed in parent.children("AuthorList"):
        kind = listed.attributes.get("Type", "authors")
        role: NameVar = "editor" if kind == "editors" else variable
        names = []
        for node in listed.children("Author"):
            # An author said to be wrong is one whom another entry corrects.
            if node.attributes.get("ValidYN") != "N" and (name := _name(node)):
                names.append(name)
        if listed.attributes.get("CompleteYN") == "N" and names:
            names.append(OTHERS)
        if names:
            record.names.setdefault(role, []).extend(names)


def _name(node: Node) -> Name | None:
    if (body := node.first("CollectiveName")) and (text := body.take()):
        return Name(literal=text)
    last = node.first("LastName")
    given = node.first("ForeName") or node.first("FirstName")
    initials = node.first("Initials")
    suffix = node.first("Suffix")
    if not given or not given.peek():
        given = initials
    elif initials and _are_initials(initials.peek(), given.peek()):
        initials.mark()
    family = last.take() if last else ""
    if not family:
        text = given.take() if given else ""
        return Name(literal=text) if text else None
    first, behind = (one.take() if one else "" for one in (given, suffix))
    return person(family, first, behind)


def _are_initials(initials: str, given: str) -> bool:
    """Tell whether initials say nothing that the given names do not: JT, Jaekea T."""
    letters = [word[0] for word in re.split(r"[\s.-]+", given) if word]
    return set(re.sub(r"[\s.-]", "", initials).casefold()) <= set("".join(letters).casefold())


def _take_pages(article: Node, record: Record) -> None:
    """Read the pages as printed, `205-7`; first and last apart say the same in full."""
    for pagination in article.children("Pagination"):
        printed, start, end = (
            pagination.first(name) for name in ("MedlinePgn", "StartPage", "EndPage")
        )
        put(record, "page", printed)
        first, last = start.peek() if start else "", end.peek() if end else ""
        whole = f"{first}-{last}" if last and last != first else first
        if whole and _same_pages(record.texts.setdefault("page", whole), whole):
            for node in (start, end):
                if node:
                    node.mark()


def _same_pages(printed: str, whole: str) -> bool:
    """Tell whether `205-7` is `205-207`, or begins with its first page."""
    first, _, last = whole.partition("-")
    start, _, end = printed.partition("-")
    return printed == whole or (start == first and (not last or (bool(end) and last.endswith(end))))


def _take_locations(article: Node, record: Record) -> None:
    for node in article.children("ELocationID"):
        if node.attributes.get("ValidYN") == "N":
            continue
        if node.attributes.get("EIdType") == "doi":
            _put_doi(record, node)
        elif "page" not in record.texts and _ARTICLE_NUMBER.fullmatch(node.peek()):
            put(record, "number", node)


# "e0123456", "12516": what stands for pages in a journal without any; others are keys of publishers
_ARTICLE_NUMBER = re.compile(r"[A-Za-z]{0,4}\d{1,8}")


def _put_doi(record: Record, node: Node) -> None:
    doi = normal_doi(node.peek())
    if doi and record.texts.setdefault("DOI", doi).casefold() == doi.casefold():
        node.mark()


def _take_ids(data: Node, record: Record) -> None:
    for node in data.find("ArticleIdList/ArticleId"):
        kind = node.attributes.get("IdType")
        if kind == "doi":
            _put_doi(record, node)
        elif kind in ("pubmed", "pmc"):
            put(record, "PMID" if kind == "pubmed" else "PMCID", node)
        elif kind == "pii" and node.peek() == record.texts.get("number"):
            node.mark()


def _take_common(article: Node, record: Record) -> None:
    """Read abstract and languages."""
    for abstract in article.children("Abstract"):
        texts = []
        for node in abstract.children("AbstractText"):
            label = node.get("Label")
            node.get("NlmCategory")
            if text := node.take(_rich):
                texts.append(f"{label}: {text}" if label and label != "UNLABELLED" else text)
        if texts:
            record.texts.setdefault("abstract", "\n".join(texts))
    if languages := [text for node in article.children("Language") if (text := node.take())]:
        record.texts["language"] = ", ".join(languages)


def _take_keywords(citation: Node, record: Record) -> None:
    """Read MeSH headings, `Brain/metabolism` where they are qualified, and authors' keywords."""
    words = []
    for heading in citation.find("MeshHeadingList/MeshHeading"):
        descriptor = " ".join(node.take() for node in heading.children("DescriptorName"))
        qualifiers = [node.take() for node in heading.children("QualifierName")]
        words += [f"{descriptor}/{one}" for one in qualifiers] or [descriptor]
    for node in citation.find("KeywordList/Keyword"):
        words.append(node.take(_rich).rstrip("."))
    if text := keywords.joined(words):
        record.texts["keyword"] = text


FORMAT = Format(
    name="pubmedxml",
    title="PubMed XML",
    suffixes=(".xml",),
    sniff=sniff,
    read=read,
)
