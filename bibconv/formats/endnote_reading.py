"""A record of EndNote's XML to variables: fields by reference type, style runs as rich text."""

from __future__ import annotations

import re

from bibconv.formats.endnote_tables import BOOKISH, CITED, CONFERENCE, NAMES, REF_TYPES, TEXTS
from bibconv.formats.endnote_values import (
    APP,
    FACES,
    date_in,
    epub_in,
    is_pubmed,
    is_whole_title,
    list_of,
    names_in,
    read_issued,
    refined,
    variable_of,
)
from bibconv.formats.tagged_values import doi_in, serial_number
from bibconv.formats.xml_records import Entry, put
from bibconv.record import Record
from bibconv.values import keywords
from bibconv.values.markup import wrap
from bibconv.values.ranges import page_range
from bibconv.variables import ItemType
from bibconv.xmltree import Node

_BY_NAME = {name.casefold(): type_ for name, _, type_ in REF_TYPES}
_BY_NUMBER = {str(number): type_ for _, number, type_ in REF_TYPES if number}
_TEXT_PATHS = tuple(dict.fromkeys(path for path, _, _ in TEXTS))
_LIST_PATHS = tuple(dict.fromkeys(path for path, _, _ in NAMES))


def fill(entry: Entry, record: Record) -> None:
    root = entry.root
    _join_runs(root)
    _take_key(root, record)
    record.type = _read_type(entry)
    jabref = any(app.peek() == "JabRef" for app in root.children("source-app"))
    _take_titles(root, record)
    _take_names(root, record)
    _take_dates(root, record)
    _take_serial_numbers(root, record)
    _take_degree(root, record)
    for path in _TEXT_PATHS:
        for node in root.find(path):
            variable = variable_of(path, record.type)
            if not node.taken and variable and not is_whole_title(path, node.peek(), record):
                put(record, variable, node, _rich)
    _take_pages(root, record)
    _take_places(root, record, jabref)
    _take_numbers(root, record)
    words = [node.take(_rich) for node in root.find("keywords/keyword")]
    words = [
        word for text in words for line in text.split("\n") for word in keywords.cut(line, ";")
    ]
    if words:
        record.texts["keyword"] = keywords.joined(words)
    for path in ("urls/web-urls/url", "urls/related-urls/url", "urls/url"):
        for node in root.find(path):
            put(record, "URL", node)


def _join_runs(node: Node) -> None:
    """Make plain runs text; the white space between runs is the file's, not the value's."""
    if any(True for _ in node.children("style")):
        node.parts = [
            part for part in node.parts if not isinstance(part, str) or part.strip(" \t\n")
        ]
    for child in list(node.children()):
        _join_runs(child)
        faces = child.attributes.get("face", "").split()
        if child.name == "style" and not any(face in faces for face, _ in FACES):
            at = node.parts.index(child)
            node.parts[at : at + 1] = child.parts


def _rich(node: Node, text: str) -> str:
    if not text.strip():
        return text
    faces = node.attributes.get("face", "").split()
    for face, tag in reversed(FACES):
        if face in faces:
            text = wrap(text, tag)
    return text


def _take_key(root: Node, record: Record) -> None:
    for key in root.find("foreign-keys/key"):
        if key.attributes.get("app") == APP:
            key.get("app")
            record.id = key.take()


def _read_type(entry: Entry) -> ItemType:
    node = entry.root.first("ref-type")
    if not node:
        return "document"
    name, number = node.attributes.get("name", ""), node.peek()
    known = _BY_NAME.get((name or number).casefold()) or _BY_NUMBER.get(number)
    if known:
        node.get("name")
        node.mark()
    else:
        message = f"unknown type '{name or number}', taken for a document"
        entry.say("warning", "unknown-type", message, node.line)
    return known or "document"


def _take_titles(root: Node, record: Record) -> None:
    """Read the conference where the proceedings have a title of their own (custom3)."""
    proceedings = root.first("custom3")
    if record.type in CONFERENCE and proceedings and put(record, "container-title", proceedings):
        put(record, "event-title", root.first("titles/secondary-title"), _rich)
    title = root.first("titles/secondary-title") or root.first("periodical/full-title")
    for node in (*root.find("alt-periodical/full-title"), *root.find("alt-periodical/abbr-1")):
        if title and node.peek() == title.peek():
            node.mark()
    for path in ("titles/alt-title", "periodical/abbr-1"):
        # The whole title in the place of the short one says nothing.
        for node in root.find(path):
            if title and node.peek() == title.peek():
                node.mark()


def _take_names(root: Node, record: Record) -> None:
    kind = root.first("ref-type")
    edited = kind is not None and kind.attributes.get("name") == "Edited Book"
    in_series = root.first("titles/secondary-title") or root.first("contributors/tertiary-authors")
    for path in _LIST_PATHS:
        variable = list_of(path, record.type)
        if edited and variable == "author":
            variable = "editor"
        if variable == "collection-editor" and record.type == "book" and not in_series:
            # EndNote's second list of a book are the series' editors; others write its own there.
            variable = "editor"
        for node in root.find(f"{path}/author") if variable else ():
            if variable and (text := node.take()):
                record.names.setdefault(variable, []).extend(names_in(text))


def _take_dates(root: Node, record: Record) -> None:
    if issued := read_issued(root):
        record.dates["issued"] = issued
    accessed = root.first("access-date")
    if accessed and (text := accessed.take()):
        record.dates["accessed"] = date_in(text)
    else:
        _take_cited(root, record)
    edition = root.first("edition")
    if record.type == "article-journal" and edition and (epub := epub_in(edition.peek())):
        edition.mark()
        record.dates["available-date"] = epub


def _take_cited(root: Node, record: Record) -> None:
    """Read the day of access from the two fields that some reference types have for it."""
    kind, year, day = (root.first(name) for name in ("ref-type", "custom1", "custom2"))
    if not (kind and year and kind.attributes.get("name") in CITED):
        return
    if not re.fullmatch(r"[12]\d{3}", year.peek()):
        return
    accessed = date_in(year.take())
    if day and (finer := refined(day.peek(), accessed)):
        accessed = finer
        day.mark()
    record.dates["accessed"] = accessed


def _take_pages(root: Node, record: Record) -> None:
    pages = root.first("pages")
    text = pages.peek() if pages else ""
    if record.type in BOOKISH and not page_range(text):
        put(record, "number-of-pages", pages)
    elif text:
        put(record, "page", pages)
    section = root.first("section")
    if section and not text and record.type in _SECTIONED:
        put(record, "page", section)
    if section and record.type in _SECTIONED and page_range(text):
        # EndNote's first page, once more.
        first, _ = page_range(text) or ("", "")
        if section.peek() == first:
            section.mark()


# What EndNote has as an article's section is the page it begins on.
_SECTIONED = frozenset(("article-journal", "article-magazine"))


def _take_places(root: Node, record: Record, jabref: bool) -> None:
    """Read the place; of a conference it is the event's where custom1 has the publisher's."""
    place, own = root.first("pub-location"), root.first("custom1")
    if record.type in CONFERENCE and own and put(record, "publisher-place", own):
        put(record, "event-place", place)
    else:
        put(record, "publisher-place", place)
    if jabref:
        # JabRef writes its field address there; of EndNote it is where the authors work.
        put(record, "publisher-place", root.first("auth-address"))


def _take_serial_numbers(root: Node, record: Record) -> None:
    """Read ISBN, ISSN, or the number of a patent or report, which comes before other numbers.

    Of several the first is taken; others, and what they are of, stay unread and so are kept.
    """
    for node in root.children("isbn"):
        text = node.peek()
        variable = serial_number(text, record.type)
        match = _QUALIFIED.match(text) if variable != "number" else None
        if match and match[0] != text:
            record.texts.setdefault(variable, match[1])
        elif text:
            put(record, variable, node)


# "1476-4687 (Electronic)\n0028-0836 (Linking)", as PubMed's numbers come to EndNote
_QUALIFIED = re.compile(r"([\dXx-]{8,17})(?: ?\([^()\n]{0,40}\))?(?=\n|\Z)")


def _take_degree(root: Node, record: Record) -> None:
    """Read the volume of a thesis, which is EndNote's field for the degree."""
    volume = root.first("volume")
    if record.type != "thesis" or not volume or root.first("work-type"):
        return
    if not re.search(r"\d", volume.peek()):
        put(record, "genre", volume)


def _take_locators(root: Node, record: Record) -> None:
    """Read the DOI, and the number of an article that Web of Science has beside it."""
    for node in root.children("electronic-resource-num"):
        unread = False
        for line in node.peek().split("\n"):
            number = _ARTICLE_NUMBER.fullmatch(line)
            if doi := doi_in(line):
                unread = record.texts.setdefault("DOI", doi) != doi or unread
            elif number and record.type == "article-journal":
                unread = record.texts.setdefault("number", number[1]) != number[1] or unread
            else:
                unread = True
        if not unread:
            node.mark()


# "ARTN 063839", "Artn e1234"
_ARTICLE_NUMBER = re.compile(r"ARTN:? (\w{1,20})", re.IGNORECASE)


def _take_numbers(root: Node, record: Record) -> None:
    _take_locators(root, record)
    number = root.first("accession-num")
    if number and re.fullmatch(r"\d{1,8}", number.peek()) and is_pubmed(root):
        put(record, "PMID", number)
    else:
        put(record, "archive_location", number)
    for node in root.children("custom2"):
        if record.type == "article-journal" and re.fullmatch(r"PMC\d+", node.peek()):
            put(record, "PMCID", node)
